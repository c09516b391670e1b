// Exact interest. A year has `year_units` parts, a number that 360, 365 and 366 divide, so a day is
// a whole number of parts under every day count and interest is a whole number of
// 1 / interest_scale minor units: nothing is rounded until it is booked.
#ifndef ARREARS_SRC_LEDGER_ACCRUAL_HPP
#define ARREARS_SRC_LEDGER_ACCRUAL_HPP

#include <arrears/ledger/ledger.hpp>
#include <arrears/money/rate.hpp>
#include <arrears/time/date.hpp>

namespace arrears::ledger {

inline constexpr std::int64_t year_units = 1'603'080;
static_assert(year_units % 360 == 0 && year_units % 365 == 0 && year_units % 366 == 0);
static_assert(interest_scale == year_units * 1'000'000);

// Parts of years from a fixed origin to the end of the day. The days after `a` through `b` are
// year_parts(b) - year_parts(a): splitting a stretch changes nothing.
std::int64_t year_parts(Date day, DayCount count);

// Interest of the days after `after` through `through`, in 1 / interest_scale minor units. A base
// below 10^15 and a rate below 10 000 % over 300 years stay below 10^36.
inline Int128 exact_interest(std::int64_t base_minor, Rate rate, Date after, Date through) {
  return Int128{base_minor} * rate.ppm *
         (year_parts(through, rate.day_count) - year_parts(after, rate.day_count));
}

// What of it is booked, in whole units of so many minor units: the one rounding.
inline std::int64_t booked_interest(Int128 exact, std::int64_t unit) {
  return static_cast<std::int64_t>(divide_half_up(exact, Int128{interest_scale} * unit)) * unit;
}

}  // namespace arrears::ledger

#endif
