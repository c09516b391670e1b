// Date and the three durations. Calendar days, business days and months never convert into each
// other silently: they are three types.
#ifndef ARREARS_TIME_DATE_HPP
#define ARREARS_TIME_DATE_HPP

#include <arrears/api.hpp>
#include <arrears/base/result.hpp>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace arrears {

struct Days {
  std::int32_t count = 0;
  friend constexpr auto operator<=>(const Days&, const Days&) = default;
};
struct BusinessDays {
  std::int32_t count = 0;
  friend constexpr auto operator<=>(const BusinessDays&, const BusinessDays&) = default;
};
struct Months {
  std::int32_t count = 0;
  friend constexpr auto operator<=>(const Months&, const Months&) = default;
};

// ISO numbering: Monday is 1, Sunday is 7.
enum class Weekday : std::uint8_t {
  monday = 1,
  tuesday,
  wednesday,
  thursday,
  friday,
  saturday,
  sunday
};

// A day of the Gregorian calendar from 1900-01-01 to 2200-12-31, as the number of days since
// 1970-01-01. Cheap to copy and compare.
class Date {
 public:
  // 1970-01-01.
  constexpr Date() = default;
  // A valid day in range; anything else is a programmer error. Outside data goes through `make`
  // or `parse`.
  ARREARS_API Date(int year, int month, int day);

  static constexpr Date from_number(std::int32_t number) {
    Date out;
    out.number_ = number;
    return out;
  }
  ARREARS_API static Result<Date> make(int year, int month, int day);
  // "2026-09-01". Other spellings are read by whoever knows the order of day and month.
  ARREARS_API static Result<Date> parse(std::string_view iso);
  static Date earliest() { return Date{1900, 1, 1}; }
  static Date latest() { return Date{2200, 12, 31}; }

  constexpr std::int32_t number() const { return number_; }
  ARREARS_API int year() const;
  ARREARS_API int month() const;  // 1 to 12
  ARREARS_API int day() const;    // 1 to 31
  ARREARS_API Weekday weekday() const;
  ARREARS_API std::string text() const;  // "2026-09-01"

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
  friend constexpr Date operator+(Date a, Days d) { return from_number(a.number_ + d.count); }
  friend constexpr Date operator-(Date a, Days d) { return from_number(a.number_ - d.count); }
  friend constexpr Days operator-(Date a, Date b) { return {a.number_ - b.number_}; }
  // The day of the same number, or the last of the month: 2026-01-31 + 1 month = 2026-02-28, and
  // 2026-01-31 + 2 months = 2026-03-31, because both count from the start date.
  ARREARS_API friend Date operator+(Date a, Months m);
  friend Date operator-(Date a, Months m) { return a + Months{-m.count}; }

 private:
  std::int32_t number_ = 0;
};

ARREARS_API bool is_leap_year(int year);

}  // namespace arrears

#endif
