// Exact decimals: plain numbers of the rule language, yearly rates; shares; and the one rounding.
#ifndef ARREARS_MONEY_RATE_HPP
#define ARREARS_MONEY_RATE_HPP

#include <arrears/api.hpp>
#include <arrears/base/int128.hpp>
#include <arrears/base/result.hpp>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace arrears {

// A decimal with six places: 1.5 is 1'500'000 micro. Numbers and percentages of rules are these.
struct Decimal {
  std::int64_t micro = 0;

  static constexpr Decimal whole(std::int64_t value) { return {value * 1'000'000}; }
  // "1.5", "-0.25", at most six decimals.
  ARREARS_API static Result<Decimal> parse(std::string_view text);
  // The shortest spelling: "1.5", "2", "-0.25".
  ARREARS_API std::string text() const;

  friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;
};

// A part of a whole, at most the whole: a third is {1, 3}.
struct Share {
  std::uint32_t part = 0, whole = 1;

  // "1/3", "0.25" or "25 %", in lowest terms; above 0, at most 1. At most six decimals.
  ARREARS_API static Result<Share> parse(std::string_view text);
  // "1/3"
  ARREARS_API std::string text() const;

  friend constexpr auto operator<=>(const Share&, const Share&) = default;
};

// How many days a year has when interest is counted.
enum class DayCount : std::uint8_t {
  act_act,    // 365 or 366, by the calendar year of the day
  act_365,    // always 365
  act_360,    // always 360
  thirty_360  // months of 30 days (30E/360)
};

// A yearly rate, bundled with its day count so that it is never a bare number. 11.75 % is
// {117'500, act_act}: parts per million of the base a year.
struct Rate {
  std::int64_t ppm = 0;
  DayCount day_count = DayCount::act_act;

  // "11.75" with the unit per cent, at most four decimals.
  ARREARS_API static Result<Rate> parse_percent(std::string_view text, DayCount day_count);
  // "11.75"
  ARREARS_API std::string percent_text() const;

  friend constexpr auto operator<=>(const Rate&, const Rate&) = default;
};

// numerator / denominator, rounded half away from zero ("half up" of the absolute value). The one
// rounding of the library; denominator > 0.
ARREARS_API Int128 divide_half_up(Int128 numerator, Int128 denominator);

}  // namespace arrears

#endif
