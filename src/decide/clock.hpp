// The clock of a state, and dates counted without one.
#ifndef ARREARS_SRC_DECIDE_CLOCK_HPP
#define ARREARS_SRC_DECIDE_CLOCK_HPP

#include <decide/sight.hpp>

namespace arrears {

// When a frame's clock stood still: excursions, and holds unless the state says `clock runs`.
std::vector<Stop> stops_of(const Sight& sight, const Frame& frame, bool clock_runs);

// The day that `duration` from `from` is reached on a clock that stands still during `stops`. The
// day on which it stops is counted, the day on which it goes on is day zero of the rest. None while
// it stands still for an unknown time before reaching it.
std::optional<Date> reach(Date from, const Duration& duration, const std::vector<Stop>& stops,
                          const Calendar& calendar);

}  // namespace arrears

#endif
