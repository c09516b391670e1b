#include <doctest/doctest.h>
#include <arrears/time/date.hpp>

#include <algorithm>

#include <boost/date_time/gregorian/gregorian.hpp>

using namespace arrears;
namespace greg = boost::gregorian;

namespace {

// A third way to the days of a month, beside ours and Boost's.
int month_length(int year, int month) {
  const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
  const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return lengths[month - 1];
}

}  // namespace

TEST_CASE("every day from 1900 to 2200 agrees with Boost and with counting") {
  const greg::date epoch(1970, 1, 1);
  std::int32_t number = Date::earliest().number();
  int weekday = 1;  // 1900-01-01 was a Monday
  for (int year = 1900; year <= 2200; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= month_length(year, month); ++day, ++number) {
        const Date date{year, month, day};
        const greg::date theirs(static_cast<unsigned short>(year),
                                static_cast<unsigned short>(month),
                                static_cast<unsigned short>(day));
        const int their_weekday =
            theirs.day_of_week() == 0 ? 7 : static_cast<int>(theirs.day_of_week());
        const bool same = date.number() == number && date.number() == (theirs - epoch).days() &&
                          date.year() == year && date.month() == month && date.day() == day &&
                          static_cast<int>(date.weekday()) == weekday && their_weekday == weekday &&
                          date.text() == to_iso_extended_string(theirs) &&
                          Date::parse(date.text()).value() == date;
        if (!same) FAIL(date.text());
        weekday = weekday % 7 + 1;
      }
      CHECK_FALSE(Date::make(year, month, month_length(year, month) + 1));
    }
    CHECK(is_leap_year(year) == (month_length(year, 2) == 29));
  }
  CHECK(number == Date::latest().number() + 1);
}

TEST_CASE("days that do not exist are refused with a reason") {
  CHECK(Date::parse("2026-02-31").error().message == "there is no day 31 in month 2 of 2026");
  CHECK_FALSE(Date::make(2026, 13, 1));
  CHECK_FALSE(Date::make(2026, 0, 1));
  CHECK_FALSE(Date::make(2026, 1, 0));
  CHECK_FALSE(Date::make(1899, 12, 31));
  CHECK_FALSE(Date::make(2201, 1, 1));
  CHECK_FALSE(Date::make(-1, 1, 1));
  for (const char* text : {"", "2026-9-1", "20260901", "2026/09/01", "01.09.2026", " 2026-09-01",
                           "2026-09-01 ", "2026-0a-01", "-026-09-01", "+026-09-01", "2026-09-0x"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text));
  }
}

TEST_CASE("months count from the start date: same number or last day") {
  CHECK(Date{2026, 1, 31} + Months{1} == Date{2026, 2, 28});
  CHECK(Date{2026, 1, 31} + Months{2} == Date{2026, 3, 31});
  CHECK(Date{2026, 2, 28} + Months{1} == Date{2026, 3, 28});
  CHECK(Date{2024, 2, 29} + Months{12} == Date{2025, 2, 28});
  CHECK(Date{2026, 3, 31} - Months{1} == Date{2026, 2, 28});
  CHECK(Date{2026, 1, 15} - Months{1} == Date{2025, 12, 15});
}

TEST_CASE("month arithmetic equals walking month by month") {
  for (Date start{1999, 1, 1}; start < Date{2005, 1, 1}; start = start + Days{1}) {
    int year = start.year(), month = start.month();
    for (int n = 0; n <= 30; ++n) {
      const int day = std::min(start.day(), month_length(year, month));
      if (start + Months{n} != Date{year, month, day}) FAIL(start.text() << " + " << n);
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
    year = start.year();
    month = start.month();
    for (int n = 0; n <= 30; ++n) {
      const int day = std::min(start.day(), month_length(year, month));
      if (start - Months{n} != Date{year, month, day}) FAIL(start.text() << " - " << n);
      if (--month < 1) {
        month = 12;
        --year;
      }
    }
  }
}

TEST_CASE("absurd counts do not stop the program") {
  CHECK((Date{2026, 1, 1} + Months{INT32_MAX}).year() == 9999);
  CHECK((Date{2026, 1, 1} + Months{-1'000'000}).year() == 1400);
  CHECK(Date::from_number(INT32_MAX).text() == "9999-12-31");
  CHECK(Date::from_number(INT32_MIN).year() == 1400);
}

TEST_CASE("days") {
  CHECK(Date{2026, 3, 1} - Date{2026, 2, 1} == Days{28});
  CHECK(Date{2026, 12, 31} + Days{1} == Date{2027, 1, 1});
  CHECK(Date{} == Date{1970, 1, 1});
}
