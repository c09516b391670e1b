#include <arrears/time/zone.hpp>

#include <algorithm>

namespace arrears {

struct Zone::Data {
  std::string name;
  std::vector<Change> changes;  // at least one
};

namespace {

constexpr std::int64_t day_seconds = 86'400;

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Index of the change that holds at this instant; the first also holds before it began.
std::size_t holding(const std::vector<Zone::Change>& changes, Instant instant) {
  const auto after =
      std::upper_bound(changes.begin(), changes.end(), instant,
                       [](Instant wanted, const Zone::Change& one) { return wanted < one.from; });
  return after == changes.begin() ? 0 : static_cast<std::size_t>(after - changes.begin()) - 1;
}

}  // namespace

Zone::Zone() {
  static const auto utc = std::make_shared<const Data>(Data{"UTC", {Change{}}});
  data_ = utc;
}

Zone::Zone(std::string name, std::vector<Change> changes) {
  if (changes.empty()) changes.push_back({});
  const bool in_order =
      std::is_sorted(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.from < b.from; });
  ARREARS_ASSERT(in_order);
  data_ = std::make_shared<const Data>(Data{std::move(name), std::move(changes)});
}

const std::string& Zone::name() const { return data_->name; }

std::int32_t Zone::offset_at(Instant instant) const {
  return data_->changes[holding(data_->changes, instant)].offset;
}

Date Zone::day_of(Instant instant) const {
  const std::int64_t day = floor_divide(instant.seconds + offset_at(instant), day_seconds);
  return Date::from_number(
      static_cast<std::int32_t>(std::clamp<std::int64_t>(day, INT32_MIN, INT32_MAX)));
}

TimeOfDay Zone::time_of(Instant instant) const {
  const std::int64_t wall = instant.seconds + offset_at(instant);
  const std::int64_t of_day = wall - floor_divide(wall, day_seconds) * day_seconds;
  return {static_cast<std::int32_t>(of_day / 60)};
}

// The first instant at which the wall shows this time or a later one. Where the clock skips, that
// is the instant of the change; where it shows a time twice, it is the first.
Instant Zone::instant(Date day, TimeOfDay time) const {
  const std::vector<Change>& changes = data_->changes;
  const std::int64_t wall =
      std::int64_t{day.number()} * day_seconds + std::int64_t{time.minutes} * 60;
  // No place is two days away from UTC, so nothing before this can be it.
  std::size_t at = holding(changes, Instant{wall - 2 * day_seconds});
  for (;; ++at) {
    std::int64_t candidate = wall - changes[at].offset;
    if (at > 0) candidate = std::max(candidate, changes[at].from.seconds);
    if (at + 1 == changes.size() || candidate < changes[at + 1].from.seconds) {
      return Instant{candidate};
    }
  }
}

Moment VirtualClock::opening(Date day) const { return at(day, Span{1}); }

Moment VirtualClock::at(Date day, Span after_midnight) const {
  const std::int64_t minutes = floor_divide(after_midnight.seconds, 60);
  const Instant minute = zone_.instant(day, TimeOfDay{static_cast<std::int32_t>(minutes)});
  const Instant instant = minute + Span{after_midnight.seconds - minutes * 60};
  const bool same_day = after_midnight.seconds >= 0 && after_midnight.seconds < day_seconds;
  return {same_day ? day : zone_.day_of(instant), instant};
}

}  // namespace arrears
