#include <algorithm>
#include <gate/caps.hpp>

namespace arrears::gate {

namespace {

bool counts(const Sending& sending) {
  switch (sending.status) {
    case Sending::Status::sent:
    case Sending::Status::uncertain:
    case Sending::Status::attempting: return true;
    case Sending::Status::rejected:
    case Sending::Status::waiting: return false;
  }
  return true;
}

bool is_asked_for(const Sending& sending, const std::set<OrderKey>& asked) {
  return std::any_of(sending.orders.begin(), sending.orders.end(),
                     [&asked](const OrderKey& order) { return asked.contains(order); });
}

// The first day on which a contact of `day` no longer counts. Windows move forward with today, so
// the day is found by halving; with months and business days it is not simply day + D.
Date leaves_window(const Duration& in, Date day, Date today, const Calendar& calendar) {
  std::int32_t low = 0, high = 1;  // days after today: counts at low, not at high
  const auto counts_after = [&](std::int32_t days) {
    return window_start(in, today + Days{days}, calendar) < day;
  };
  while (counts_after(high) && high < (1 << 20)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const std::int32_t middle = low + (high - low) / 2;
    (counts_after(middle) ? low : high) = middle;
  }
  return today + Days{high};
}

}  // namespace

std::vector<Date> contact_days(const Person& person, const std::set<OrderKey>& asked) {
  std::vector<Date> days;
  for (const Sending& sending : person.sendings) {
    if (counts(sending) && !is_asked_for(sending, asked)) days.push_back(sending.on);
  }
  for (const RecordedFact& recorded : person.facts) {
    const auto* call = std::get_if<CallHeld>(&recorded.fact.what);
    if (call != nullptr && !call->inbound) days.push_back(recorded.fact.effective);
  }
  std::sort(days.begin(), days.end());
  return days;
}

Date window_start(const Duration& in, Date today, const Calendar& calendar) {
  switch (in.unit) {
    case Duration::Unit::days: return today - Days{in.count};
    case Duration::Unit::business_days: return calendar.add(today, BusinessDays{-in.count});
    case Duration::Unit::months: return today - Months{in.count};
  }
  return today;
}

std::optional<CapReached> check(const ContactCap& cap, const std::vector<Date>& days, Date today,
                                const Calendar& calendar) {
  if (cap.at_most <= 0) return CapReached{};
  const Date start = window_start(cap.in, today, calendar);
  const auto first = std::upper_bound(days.begin(), days.end(), start);
  // A contact that is dated tomorrow does not count today.
  const auto last = std::upper_bound(days.begin(), days.end(), today);
  const std::ptrdiff_t inside = last - first;
  if (inside < cap.at_most) return std::nullopt;
  // So many of the oldest must leave the window before there is room for one more.
  const Date oldest_to_leave = *(first + (inside - cap.at_most));
  return CapReached{leaves_window(cap.in, oldest_to_leave, today, calendar)};
}

std::string cap_text(const ContactCap& cap) {
  std::string unit = "days";
  if (cap.in.unit == Duration::Unit::business_days) unit = "business days";
  if (cap.in.unit == Duration::Unit::months) unit = "months";
  if (cap.in.count == 1) unit.pop_back();
  return "at most " + std::to_string(cap.at_most) + " in " + std::to_string(cap.in.count) + " " +
         unit;
}

}  // namespace arrears::gate
