#include <doctest/doctest.h>
#include <arrears/time/calendar.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace arrears;

namespace {

// The naive calendar: walks day by day.
struct Naive {
  std::set<Date> off;
  bool business(Date day) const { return day.weekday() < Weekday::saturday && !off.contains(day); }
  Date add(Date from, int n) const {
    const int step = n < 0 ? -1 : 1;
    while (n != 0) {
      from = from + Days{step};
      if (business(from)) n -= step;
    }
    return from;
  }
  int between(Date from, Date to) const {
    int count = 0;
    for (Date day = from + Days{1}; day <= to; day = day + Days{1}) count += business(day);
    return count;
  }
};

void compare(const Naive& naive, const Calendar& calendar, Date first, Date last, int most) {
  for (Date day = first; day <= last; day = day + Days{1}) {
    if (calendar.is_business_day(day) != naive.business(day)) FAIL(day.text());
    for (int n = -most; n <= most; ++n) {
      if (calendar.add(day, BusinessDays{n}) != naive.add(day, n)) FAIL(day.text() << " + " << n);
    }
    for (int n = -3; n <= 3 * most; n += 2) {
      const int expected = naive.between(day, day + Days{n});
      if (calendar.between(day, day + Days{n}) != expected) FAIL(day.text() << " to +" << n);
    }
    const Date next = naive.business(day) ? day : naive.add(day, 1);
    if (calendar.on_or_after(day) != next) FAIL(day.text());
  }
}

}  // namespace

TEST_CASE("without holidays: Monday to Friday, before and after 1970") {
  compare({}, Calendar{}, Date{1969, 11, 20}, Date{1970, 2, 1}, 12);
  compare({}, Calendar{}, Date{2026, 1, 1}, Date{2026, 2, 1}, 12);
}

TEST_CASE("random holidays, dense and sparse, agree with walking") {
  std::mt19937 random(5);
  for (const unsigned every : {2u, 3u, 7u, 40u}) {
    for (int round = 0; round < 6; ++round) {
      Naive naive;
      std::vector<Date> days;
      for (Date day{1969, 10, 1}; day < Date{1970, 6, 1}; day = day + Days{1}) {
        if (random() % every != 0) continue;
        naive.off.insert(day);
        days.push_back(day);
        if (random() % 4 == 0) days.push_back(day);  // twice is fine
      }
      std::shuffle(days.begin(), days.end(), random);
      compare(naive, Calendar{days}, Date{1969, 12, 1}, Date{1970, 3, 1}, 20);
    }
  }
}

TEST_CASE("the sums of LANGUAGE part 4") {
  const Calendar czech{{Date{2026, 9, 28}, Date{2026, 10, 28}}};
  CHECK(czech.add(Date{2026, 9, 9}, BusinessDays{7}) == Date{2026, 9, 18});
  CHECK(czech.add(Date{2026, 9, 18}, BusinessDays{10}) == Date{2026, 10, 5});
  CHECK(czech.add(Date{2026, 9, 25}, BusinessDays{3}) == Date{2026, 10, 1});
  CHECK(czech.add(Date{2026, 9, 25}, BusinessDays{-2}) == Date{2026, 9, 23});
  CHECK(czech.add(Date{2026, 9, 30}, BusinessDays{-2}) == Date{2026, 9, 25});
  CHECK(czech.add(Date{2026, 9, 26}, BusinessDays{0}) == Date{2026, 9, 26});
}
