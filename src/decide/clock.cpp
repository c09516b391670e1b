#include <decide/clock.hpp>

#include <algorithm>

namespace arrears {

std::vector<Stop> stops_of(const Sight& sight, const Frame& frame, bool clock_runs) {
  std::vector<Stop> out;
  if (!clock_runs) out = sight.stops();
  if (frame.away.empty() && !frame.left) return out;
  for (const Pause& pause : frame.away) out.push_back({pause.from, pause.to});
  if (frame.left) out.push_back({*frame.left, std::nullopt});
  std::sort(out.begin(), out.end(), [](const Stop& a, const Stop& b) { return a.from < b.from; });
  std::vector<Stop> merged;
  for (const Stop& stop : out) {
    if (merged.empty() || (merged.back().to && *merged.back().to < stop.from)) {
      merged.push_back(stop);
    } else if (merged.back().to && (!stop.to || *stop.to > *merged.back().to)) {
      merged.back().to = stop.to;
    }
  }
  return merged;
}

namespace {

// Calendar days and months: the target moves by the days that the clock stood still before it.
std::optional<Date> reach_days(Date from, Date target, const std::vector<Stop>& stops) {
  for (const Stop& stop : stops) {
    if (stop.to && *stop.to <= from) continue;
    const Date stopped = std::max(stop.from, from);
    if (stopped >= target) break;
    if (!stop.to) return std::nullopt;
    target = shifted(target, {Duration::Unit::days, (*stop.to - stopped).count}, 1, Calendar{});
  }
  return target;
}

}  // namespace

std::optional<Date> reach(Date from, const Duration& duration, const std::vector<Stop>& stops,
                          const Calendar& calendar) {
  const Date plain = shifted(from, duration, 1, calendar);
  if (stops.empty() || duration.count <= 0) return plain;
  if (duration.unit != Duration::Unit::business_days) return reach_days(from, plain, stops);
  std::int32_t rest = duration.count;
  for (const Stop& stop : stops) {
    if (stop.to && *stop.to <= from) continue;
    const Date stopped = std::max(stop.from, from);
    const std::int32_t counted = calendar.between(from, stopped);
    if (counted >= rest) break;
    if (!stop.to) return std::nullopt;
    rest -= counted;
    from = *stop.to;
  }
  return shifted(from, {Duration::Unit::business_days, rest}, 1, calendar);
}

}  // namespace arrears
