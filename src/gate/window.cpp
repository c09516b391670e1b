#include <arrears/gate/gate.hpp>

#include <algorithm>
#include <gate/window.hpp>

namespace arrears {

namespace gate {

namespace {

// A window that a calendar of law keeps shut for longer than this is treated as opening then: a
// contact is asked again a year later rather than lost.
constexpr int days_searched = 366;

bool may_open(const ContactWindow& window, Date day, const Calendar& calendar) {
  return !window.business_days || calendar.is_business_day(day);
}

}  // namespace

// A clock that skips the whole window leaves it shut on that day: it opens and closes at once.
std::optional<Instant> opening_of(const ContactWindow& window, Date day, const Place& place) {
  if (!may_open(window, day, place.calendar)) return std::nullopt;
  const Instant open = place.zone.instant(day, window.from);
  if (place.zone.instant(day, window.to) <= open) return std::nullopt;
  return open;
}

Instant first_open(const ContactWindow& window, Instant from, const Place& place) {
  Date day = place.zone.day_of(from);
  for (int tried = 0; tried < days_searched; ++tried, day = day + Days{1}) {
    const std::optional<Instant> open = opening_of(window, day, place);
    if (!open || from >= place.zone.instant(day, window.to)) continue;
    return std::max(*open, from);
  }
  return place.zone.instant(day, window.from);
}

std::string wall_text(Instant instant, const Zone& zone) {
  return zone.day_of(instant).text() + " " + zone.time_of(instant).text();
}

}  // namespace gate

std::optional<Instant> next_opening(const Rulebook& rules, std::string_view plan, Instant from,
                                    const Zone& zone, const Calendar& calendar) {
  const Plan* found = rules.data().find_plan(plan);
  if (found == nullptr || !found->window) return std::nullopt;
  return gate::first_open(*found->window, from, {zone, calendar});
}

std::vector<Instant> openings(const Rulebook& rules, Date day, const Zone& zone,
                              const LawPacks& law) {
  std::vector<Instant> out;
  for (const Plan& plan : rules.data().plans) {
    if (!plan.window) continue;
    const Calendar& calendar = law.of(plan.law).calendar(CalendarPurpose::contact);
    if (const auto open = gate::opening_of(*plan.window, day, {zone, calendar})) {
      out.push_back(*open);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace arrears
