#include "build.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::ledger_test;
using State = PromiseStatus::State;

namespace {

PromiseStatus status(const Build& build, Date today, std::optional<Date> complete = {},
                     std::size_t which = 0) {
  const auto all = promises(build.value, czech().promise_tolerance(),
                            czech().calendar(CalendarPurpose::deadline), complete, today);
  REQUIRE(which < all.size());
  return all[which];
}

Build sample() {
  Build build;
  build.promise("p", Date{2026, 9, 15}, Date{2026, 9, 25}, 12'000_czk);
  return build;
}

}  // namespace

TEST_CASE("sample page: open, due, broken only when payments are complete") {
  const Build build = sample();
  CHECK(status(build, Date{2026, 9, 24}).state == State::open);
  CHECK(status(build, Date{2026, 9, 25}).state == State::due);
  CHECK(status(build, Date{2026, 9, 25}).last_day == Date{2026, 9, 29});  // 28th is a holiday
  CHECK(status(build, Date{2026, 10, 30}).state == State::due);
  CHECK(status(build, Date{2026, 9, 30}, Date{2026, 9, 28}).state == State::due);
  CHECK(status(build, Date{2026, 9, 29}, Date{2026, 9, 29}).state == State::due);
  const PromiseStatus broken = status(build, Date{2026, 9, 30}, Date{2026, 9, 29});
  CHECK(broken.state == State::broken);
  CHECK(broken.resolved_on == Date{2026, 9, 30});
}

TEST_CASE("payments count by value date, from the day of the promise through the tolerance") {
  const auto paid_on = [](Date value_date, Money sum) {
    Build build = sample();
    build.pay("x", value_date, sum);
    return status(build, Date{2026, 10, 10}, Date{2026, 10, 9});
  };
  CHECK(paid_on(Date{2026, 9, 14}, 12'000_czk).state == State::broken);
  CHECK(paid_on(Date{2026, 9, 15}, 12'000_czk).state == State::kept);
  CHECK(paid_on(Date{2026, 9, 29}, 12'000_czk).state == State::kept);
  CHECK(paid_on(Date{2026, 9, 29}, 12'000_czk).resolved_on == Date{2026, 9, 29});
  CHECK(paid_on(Date{2026, 9, 30}, 12'000_czk).state == State::broken);
  const PromiseStatus partly = paid_on(Date{2026, 9, 20}, 11'999.99_czk);
  CHECK(partly.state == State::partly_kept);
  CHECK(partly.paid == 11'999.99_czk);
}

TEST_CASE("several payments keep a promise on the day of the last; one taken back does not count") {
  Build build = sample();
  build.pay("b", Date{2026, 9, 22}, 6'000_czk).pay("a", Date{2026, 9, 20}, 6'000_czk);
  CHECK(status(build, Date{2026, 9, 21}).paid == 6'000_czk);
  CHECK(status(build, Date{2026, 9, 21}).state == State::open);
  CHECK(status(build, Date{2026, 9, 22}).state == State::kept);
  CHECK(status(build, Date{2026, 9, 22}).resolved_on == Date{2026, 9, 22});
  build.reverse("r", Date{2026, 9, 28}, "a");
  CHECK(status(build, Date{2026, 10, 10}, Date{2026, 10, 9}).state == State::partly_kept);
}

TEST_CASE("of two promises a payment counts first for the one that falls due first") {
  Build build;
  build.promise("late", Date{2026, 9, 1}, Date{2026, 9, 25}, 500_czk);
  build.promise("early", Date{2026, 9, 2}, Date{2026, 9, 10}, 500_czk);
  build.pay("x", Date{2026, 9, 9}, 600_czk);
  const auto all = promises(build.value, {Duration::Unit::days, 2}, Calendar{}, Date{2026, 9, 30},
                            Date{2026, 9, 30});
  REQUIRE(all.size() == 2);
  CHECK(all[0].key.value == "late");
  CHECK(all[0].last_day == Date{2026, 9, 27});
  CHECK(all[0].paid == 100_czk);
  CHECK(all[0].state == State::partly_kept);
  CHECK(all[1].state == State::kept);
}

TEST_CASE("a promise that has not been made yet is not there") {
  CHECK(promises(sample().value, {}, Calendar{}, {}, Date{2026, 9, 14}).empty());
  CHECK(promises(sample().value, {}, Calendar{}, {}, Date{2026, 9, 15}).size() == 1);
}
