// Contact windows: when the wall of the person shows a time at which a plan may contact.
#ifndef ARREARS_SRC_GATE_WINDOW_HPP
#define ARREARS_SRC_GATE_WINDOW_HPP

#include <arrears/time/calendar.hpp>
#include <arrears/time/zone.hpp>
#include <optional>
#include <rulebook/data.hpp>

namespace arrears::gate {

// Where a window is measured.
struct Place {
  const Zone& zone;
  const Calendar& calendar;  // purpose contact
};

// The first instant at or after `from` at which the window is open; `from` itself if it is.
Instant first_open(const ContactWindow& window, Instant from, const Place& place);
// The opening of that day; none when the window stays shut all day.
std::optional<Instant> opening_of(const ContactWindow& window, Date day, const Place& place);
// "2026-10-05 8:00", on the wall of that zone.
std::string wall_text(Instant instant, const Zone& zone);

}  // namespace arrears::gate

#endif
