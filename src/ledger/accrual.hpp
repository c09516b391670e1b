// Exact interest. A year has `year_units` parts, a number that 360, 365 and 366 divide, so a day is
// a whole number of parts under every day count and interest is a whole number of
// 1 / interest_scale minor units: nothing is rounded until it is booked.
//
// All of it is inline and multiplies: cases and columns of cases are reckoned by these functions.
#ifndef ARREARS_SRC_LEDGER_ACCRUAL_HPP
#define ARREARS_SRC_LEDGER_ACCRUAL_HPP

#include <arrears/ledger/interest.hpp>
#include <arrears/ledger/ledger.hpp>
#include <arrears/money/rate.hpp>
#include <arrears/time/date.hpp>

namespace arrears::ledger {

inline constexpr std::int64_t year_units = 1'603'080;
static_assert(year_units % 360 == 0 && year_units % 365 == 0 && year_units % 366 == 0);
static_assert(interest_scale == year_units * 1'000'000);
static_assert(interest_scale == InterestAmounts::scale);

// Day numbers without division, after Neri and Schneider, "Euclidean affine functions and their
// application to calendar algorithms" (2022). The Gregorian calendar goes back and on: 1 400 000
// years either way, beyond that a day number has no meaning. So many times 400 years earlier none
// of them is negative.
inline constexpr std::uint32_t eras_before = 3'670;
inline constexpr std::uint32_t days_of_era = 146'097;

// The century, the year of it, and the day of that year, all from 0, counted from `origin`, which
// has to begin a year after the leap year that ends a century that 400 divides: the leap day comes
// in the last of four years.
struct YearAndDay {
  std::uint32_t century, year, day;
};
constexpr YearAndDay year_and_day(std::int32_t number, std::int32_t origin) {
  const std::uint32_t shift = eras_before * days_of_era - static_cast<std::uint32_t>(origin);
  const std::uint32_t quarters = 4 * (static_cast<std::uint32_t>(number) + shift) + 3;
  const std::uint64_t product = std::uint64_t{2'939'745} * (quarters % days_of_era | 3);
  return {quarters / days_of_era, static_cast<std::uint32_t>(product >> 32),
          static_cast<std::uint32_t>(product) / 2'939'745 / 4};
}

// Time from a fixed origin to the end of the day, in the unit in which the day count has whole
// numbers, and how many parts of a year that unit is.
template <DayCount count>
inline constexpr std::int64_t parts_of_unit = count == DayCount::act_act   ? 1
                                              : count == DayCount::act_365 ? year_units / 365
                                                                           : year_units / 360;
template <DayCount count>
constexpr std::int64_t year_time(std::int32_t number) {
  constexpr std::int64_t before = 400 * std::int64_t{eras_before};
  if constexpr (count == DayCount::act_act) {
    const auto [century, year, day] = year_and_day(number, -719'162);  // from 0001-01-01
    const bool leap = ((year == 99 ? century : year) & 3) == 3;
    return (std::int64_t{100 * century + year} + 1 - before) * year_units +
           std::int64_t{day + 1} * (leap ? year_units / 366 : year_units / 365);
  } else if constexpr (count == DayCount::thirty_360) {
    // From 0000-03-01, so that January and February come last: months 13 and 14 of the year before.
    const auto [century, year, day] = year_and_day(number, -719'468);
    const std::uint32_t months = 2'141 * day + 197'913;  // in 1 / 65 536, March is 3
    const std::uint32_t of_month = (months & 65'535) / 2'141 + 1;
    return std::int64_t{360 * (100 * century + year) + 30 * (months >> 16) +
                        (of_month < 30 ? of_month : 30)} -
           360 * before - 30;
  } else {
    return number;
  }
}

// Parts of years from that origin to the end of the day. The days after `a` through `b` are
// year_parts(b) - year_parts(a): splitting a stretch changes nothing.
template <DayCount count>
constexpr std::int64_t year_parts(std::int32_t number) {
  return year_time<count>(number) * parts_of_unit<count>;
}

inline std::int64_t year_parts(Date day, DayCount count) {
  switch (count) {
    case DayCount::act_act: return year_parts<DayCount::act_act>(day.number());
    case DayCount::act_365: return year_parts<DayCount::act_365>(day.number());
    case DayCount::act_360: return year_parts<DayCount::act_360>(day.number());
    case DayCount::thirty_360: return year_parts<DayCount::thirty_360>(day.number());
  }
  return 0;
}

// Interest of a rate over parts of years, in 1 / interest_scale minor units. What rates and days of
// the ledger's range give fits 64 bits before it meets the base; what hosts make up need not.
inline Int128 exact_interest(std::int64_t base_minor, std::int64_t ppm, std::int64_t parts) {
  std::int64_t rate_time = 0;
  if (__builtin_mul_overflow(ppm, parts, &rate_time)) return Int128{base_minor} * ppm * parts;
  return Int128{base_minor} * rate_time;
}

// Interest of the days after `after` through `through`. A base below 10^15 and a rate below
// 10 000 % over 300 years stay below 10^36.
inline Int128 exact_interest(std::int64_t base_minor, Rate rate, Date after, Date through) {
  return exact_interest(base_minor, rate.ppm,
                        year_parts(through, rate.day_count) - year_parts(after, rate.day_count));
}

// A whole number of minor units, or that the amount is not below 2^62 of them (4.6 * 10^18) and the
// number means nothing.
struct Booked {
  std::int64_t minor;
  bool fits;
};

// exact / interest_scale, rounded once, without division and without branches on the last digits.
// Most amounts have 64 bits. Of the others the upper 64 bits, times 2^104 / interest_scale, give a
// quotient that is at most 1 below the right one: both factors are cut down to whole numbers, which
// costs less than 0.69 and 0.18.
constexpr Booked rounded(Int128 exact, RoundHalf half) {
  constexpr std::uint64_t divisor = interest_scale;
  const std::uint64_t sign = exact < 0 ? ~std::uint64_t{0} : 0;
  // A rest of more than half a unit goes up; at just a half `even` goes up from an odd number only.
  const std::uint64_t from_even = half == RoundHalf::up ? 1 : 0;
  if (exact == static_cast<std::int64_t>(exact)) {
    const std::uint64_t size = (static_cast<std::uint64_t>(exact) ^ sign) - sign;
    const std::uint64_t minor = size / divisor;
    const std::uint64_t twice_rest = 2 * (size - minor * divisor);
    const std::uint64_t up = twice_rest + (from_even | (minor & 1)) > divisor ? 1 : 0;
    return {static_cast<std::int64_t>(((minor + up) ^ sign) - sign), true};
  }
  constexpr UInt128 inverse = (UInt128{1} << 104) / divisor;
  static_assert(inverse >> 64 == 0 && divisor >> 40 == 1);
  const UInt128 size = exact < 0 ? -static_cast<UInt128>(exact) : static_cast<UInt128>(exact);
  const auto upper = static_cast<std::uint64_t>(size >> 40);
  std::uint64_t minor = static_cast<std::uint64_t>(inverse * upper >> 64);
  const std::uint64_t twice_rest = 2 * (static_cast<std::uint64_t>(size) - minor * divisor);
  const std::uint64_t once = twice_rest + (from_even | (minor & 1)) > divisor ? 1 : 0;
  const std::uint64_t again = twice_rest + (from_even | (~minor & 1)) > 3 * divisor ? 1 : 0;
  minor += once + again;
  return {static_cast<std::int64_t>((minor ^ sign) - sign),
          static_cast<std::uint64_t>(size >> 64) < divisor / 4};
}

// What of it is booked, in whole units of so many minor units: the one rounding.
inline std::int64_t booked_interest(Int128 exact, std::int64_t unit) {
  if (unit == 1) {
    const Booked booked = rounded(exact, RoundHalf::up);
    if (booked.fits) return booked.minor;
  }
  return static_cast<std::int64_t>(divide_half_up(exact, Int128{interest_scale} * unit)) * unit;
}

}  // namespace arrears::ledger

#endif
