// Days to parts of years and the one rounding, against the plain way to do it.
#include <doctest/doctest.h>
#include <ledger/accrual.hpp>

using namespace arrears;
using ledger::year_units;

namespace {

constexpr DayCount counts[] = {DayCount::act_act, DayCount::act_365, DayCount::act_360,
                               DayCount::thirty_360};

// A calendar that counts: no formula that could be wrong in the same way.
struct Walk {
  std::int32_t number;
  int year, month = 1, day = 1;
  static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
  int length() const {
    if (month == 2) return leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }
  void next() {
    ++number;
    if (day++ < length()) return;
    day = 1;
    if (month++ < 12) return;
    month = 1;
    ++year;
  }
};

// Rounded by division; half to even as school teaches it.
Int128 divided(Int128 exact, RoundHalf half) {
  const Int128 size = exact < 0 ? -exact : exact;
  Int128 whole = size / interest_scale;
  const Int128 rest = size % interest_scale, other = interest_scale - rest;
  const bool up = rest == other ? half == RoundHalf::up || whole % 2 == 1 : rest > other;
  if (up) ++whole;
  return exact < 0 ? -whole : whole;
}

std::uint64_t mix(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

TEST_CASE("parts of years agree with counting day by day from the year -2400 to 4400") {
  Walk day{.number = -719'528 - 876'582, .year = -2400};  // 0000-01-01 less six times 400 years
  std::int64_t act_act = day.year * year_units;           // at the end of the day before
  while (day.year < 4400) {
    act_act += year_units / (Walk::leap(day.year) ? 366 : 365);
    const std::int64_t thirty =
        360 * std::int64_t{day.year} + 30 * (day.month - 1) + std::min(day.day, 30);
    const Date date = Date::from_number(day.number);
    const bool same =
        ledger::year_parts(date, DayCount::act_act) == act_act &&
        ledger::year_parts(date, DayCount::thirty_360) == thirty * (year_units / 360) &&
        ledger::year_parts(date, DayCount::act_365) == day.number * (year_units / 365) &&
        ledger::year_parts(date, DayCount::act_360) == day.number * (year_units / 360);
    if (!same) FAIL(day.year << "-" << day.month << "-" << day.day);
    day.next();
  }
  CHECK(day.number == -719'528 + 1'607'067);  // eleven times 400 years
}

TEST_CASE("parts of years agree with the names of all days of the ledger") {
  for (Date day = Date::earliest(); day <= Date::latest(); day = day + Days{1}) {
    const int year = day.year();
    const std::int64_t of_year = (day - Date{year, 1, 1}).count + 1;
    const std::int64_t act_act =
        year * year_units + of_year * (year_units / (is_leap_year(year) ? 366 : 365));
    const std::int64_t thirty =
        360 * std::int64_t{year} + 30 * (day.month() - 1) + std::min(day.day(), 30);
    const bool same = ledger::year_parts(day, DayCount::act_act) == act_act &&
                      ledger::year_parts(day, DayCount::thirty_360) == thirty * (year_units / 360);
    if (!same) FAIL(day.text());
  }
}

TEST_CASE("the day before the first one of the calendar can be counted from") {
  // A segment from 1900-01-01 asks for it; finding its year by name stopped the program.
  const Date before = Date::earliest() - Days{1};
  for (const DayCount count : counts) {
    const Int128 day =
        ledger::exact_interest(365 * 360, Rate{1'000'000, count}, before, Date::earliest());
    CHECK(day > 0);
  }
  CHECK(ledger::year_parts(Date::earliest(), DayCount::act_act) -
            ledger::year_parts(before, DayCount::act_act) ==
        year_units / 365);
}

TEST_CASE("rounding agrees with division, at every size, sign and just at halves") {
  std::uint64_t state = 7;
  const Int128 limit = Int128{interest_scale} << 62;
  const auto check = [&](Int128 exact) {
    for (const RoundHalf half : {RoundHalf::up, RoundHalf::even}) {
      for (const Int128 signed_exact : {exact, -exact}) {
        const ledger::Booked booked = ledger::rounded(signed_exact, half);
        const bool same = booked.fits == (exact < limit) &&
                          (!booked.fits || booked.minor == divided(signed_exact, half));
        if (!same)
          FAIL(static_cast<std::int64_t>(exact >> 64) << ", " << static_cast<std::uint64_t>(exact));
      }
    }
    if (exact >= limit) return;
    for (const std::int64_t unit : {1, 100}) {
      if (ledger::booked_interest(exact, unit) !=
          static_cast<std::int64_t>(divide_half_up(exact, Int128{interest_scale} * unit)) * unit) {
        FAIL("unit " << unit);
      }
    }
  };
  for (int round = 0; round < 200'000; ++round) {
    const int bits = static_cast<int>(mix(state) % 104);
    const auto drawn =
        static_cast<Int128>(UInt128{mix(state)} << 64 | mix(state)) & ((Int128{1} << bits) - 1);
    check(drawn);
    // Around a half, and around a whole number.
    const Int128 whole = drawn / interest_scale * interest_scale;
    for (const std::int64_t off : {-1, 0, 1}) {
      if (whole + off >= 0) check(whole + off);
      check(whole + interest_scale / 2 + off);
    }
  }
  for (const Int128 edge : {limit, limit - interest_scale, Int128{INT64_MAX}, Int128{1} << 64}) {
    for (int off = -2; off <= 2; ++off) {
      check(edge + off);
      check(edge + interest_scale / 2 + off);
    }
  }
}

TEST_CASE("a rate over time that passes 64 bits is still exact") {
  const Rate absurd{INT64_MAX / 1'000'000, DayCount::act_365};
  const Date day{2026, 1, 1};
  const Int128 one = ledger::exact_interest(3, absurd, day, day + Days{1});
  CHECK(one == Int128{3} * absurd.ppm * (year_units / 365));
  CHECK(ledger::exact_interest(3, absurd, day, day + Days{36'500}) == one * 36'500);
}
