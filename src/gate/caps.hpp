// Caps: at most N contacts of one person in the last D, over all plans, messages and calls.
#ifndef ARREARS_SRC_GATE_CAPS_HPP
#define ARREARS_SRC_GATE_CAPS_HPP

#include <arrears/model/case.hpp>
#include <arrears/time/calendar.hpp>
#include <optional>
#include <rulebook/data.hpp>
#include <set>

namespace arrears::gate {

// The days on which a person was contacted, in order. A message that may have arrived counts as
// sent; calls that the person made do not count, because nobody is disturbed by a call of her own.
// Sendings of these orders are left out: they are what is being asked for.
std::vector<Date> contact_days(const Person& person, const std::set<OrderKey>& asked);

// The last day that no longer counts on `today`: the window is the days after it, up to today.
Date window_start(const Duration& in, Date today, const Calendar& calendar);

// Why one more contact would pass the cap, and the first day on which it no longer would; no day
// when it always would.
struct CapReached {
  std::optional<Date> clears;
};
std::optional<CapReached> check(const ContactCap& cap, const std::vector<Date>& days, Date today,
                                const Calendar& calendar);

// "at most 3 in 7 days"
std::string cap_text(const ContactCap& cap);

}  // namespace arrears::gate

#endif
