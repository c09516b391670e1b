#include <arrears/time/date.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <algorithm>
#include <array>

namespace arrears {

namespace {

namespace greg = boost::gregorian;

constexpr int first_year = 1900;
constexpr int last_year = 2200;

// Boost validates and numbers days; its own months and years are never used (they give 28 February
// + 1 month = 31 March).
greg::date epoch() { return greg::date(1970, 1, 1); }

// Boost throws for a day that is not one; the layers above are total, so this asks first.
bool is_day(int year, int month, int day) {
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1) return false;
  return day <= greg::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year),
                                                           static_cast<unsigned short>(month));
}

std::int32_t number_of(int year, int month, int day) {
  const greg::date date(static_cast<greg::greg_year::value_type>(year),
                        static_cast<greg::greg_month::value_type>(month),
                        static_cast<greg::greg_day::value_type>(day));
  return static_cast<std::int32_t>((date - epoch()).days());
}

struct Parts {
  int year, month, day;
};

// Boost counts days from an epoch of its own and throws outside the years 1400 to 9999. A date may
// get there by adding days; it keeps its order, and its name is that of the nearest day Boost has.
Parts parts_of(std::int32_t number) {
  static const std::int64_t offset = epoch().day_number();
  static const std::int64_t first = greg::date(1400, 1, 1).day_number();
  static const std::int64_t last = greg::date(9999, 12, 31).day_number();
  const std::int64_t day_number = std::clamp(offset + number, first, last);
  const auto ymd = greg::gregorian_calendar::from_day_number(
      static_cast<greg::gregorian_calendar::date_int_type>(day_number));
  return {ymd.year, ymd.month.as_number(), ymd.day.as_number()};
}

// Reads digits only: no sign, no space.
bool read_number(std::string_view text, int& out) {
  out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + (c - '0');
  }
  return !text.empty();
}

void append_two(std::string& out, int value) {
  out.push_back(static_cast<char>('0' + value / 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

bool is_leap_year(int year) {
  return greg::gregorian_calendar::is_leap_year(static_cast<unsigned short>(year));
}

Date::Date(int year, int month, int day) {
  ARREARS_ASSERT(is_day(year, month, day));
  number_ = number_of(year, month, day);
}

Result<Date> Date::make(int year, int month, int day) {
  if (year < first_year || year > last_year) {
    return unexpected(ErrorCode::invalid, "the year must be from 1900 to 2200");
  }
  if (!is_day(year, month, day)) {
    return unexpected(ErrorCode::invalid, "there is no day " + std::to_string(day) + " in month " +
                                              std::to_string(month) + " of " +
                                              std::to_string(year));
  }
  return from_number(number_of(year, month, day));
}

Result<Date> Date::parse(std::string_view iso) {
  int year = 0, month = 0, day = 0;
  const bool shaped = iso.size() == 10 && iso[4] == '-' && iso[7] == '-' &&
                      read_number(iso.substr(0, 4), year) && read_number(iso.substr(5, 2), month) &&
                      read_number(iso.substr(8, 2), day);
  if (!shaped) {
    return unexpected(ErrorCode::invalid, "a date is written as year-month-day, like 2026-09-01");
  }
  return make(year, month, day);
}

int Date::year() const { return parts_of(number_).year; }
int Date::month() const { return parts_of(number_).month; }
int Date::day() const { return parts_of(number_).day; }

// 1970-01-01 was a Thursday.
Weekday Date::weekday() const {
  const std::int32_t from_monday = ((number_ % 7) + 7 + 3) % 7;
  return static_cast<Weekday>(from_monday + 1);
}

std::string Date::text() const {
  const Parts parts = parts_of(number_);
  std::string out = std::to_string(parts.year);
  out.insert(0, out.size() < 4 ? 4 - out.size() : 0, '0');
  out.push_back('-');
  append_two(out, parts.month);
  out.push_back('-');
  append_two(out, parts.day);
  return out;
}

// The result may leave the range in which dates are made, as adding days may; absurd counts end at
// the edge of the calendar instead of stopping the program, because they come from rule text.
Date operator+(Date a, Months m) {
  const Parts from = parts_of(a.number_);
  const std::int64_t wanted = std::int64_t{from.year} * 12 + (from.month - 1) + m.count;
  const std::int64_t months = std::clamp<std::int64_t>(wanted, 1400 * 12, 9999 * 12 + 11);
  const auto year = static_cast<int>(months / 12);
  const auto month = static_cast<int>(months % 12) + 1;
  const int last = greg::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year),
                                                              static_cast<unsigned short>(month));
  return Date::from_number(number_of(year, month, std::min(from.day, last)));
}

}  // namespace arrears
