// Which interest a claim bears when somebody states it anew.
#include "build.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

InterestSegment bearing(std::int64_t ppm, Date from, std::optional<Date> until = {}) {
  InterestSegment out;
  out.kind = InterestSegment::Kind::default_interest;
  out.from = from;
  out.until = until;
  out.fixed = Rate{ppm, DayCount::act_365};
  return out;
}

InterestStated stated(std::vector<InterestSegment> segments, std::optional<Date> until = {}) {
  InterestStated out;
  out.segments = std::move(segments);
  out.until = until;
  out.basis = "settlement";
  return out;
}

constexpr std::int64_t one_crown = 30'417;  // of 12 000 about 1.00 a day: 3.0417 %

}  // namespace

TEST_CASE("a moratorium: no interest on its days, then again what it bore before") {
  Build build;
  build.fact("i", Date{2026, 9, 12}, stated({}, Date{2026, 9, 21}));
  const Money before = build.on(Date{2026, 9, 11}).interest;
  CHECK(before == 38.63_czk);
  CHECK(build.on(Date{2026, 9, 21}).interest == before);
  // 20 days of statutory interest in all: 77.2603.
  CHECK(build.on(Date{2026, 10, 1}).interest == 77.26_czk);
}

TEST_CASE("from a day on another rate, and only within the days of the statement") {
  Build build;
  build.fact("i", Date{2026, 9, 12},
             stated({bearing(36'500, Date{2026, 9, 1})}, Date{2026, 9, 21}));  // 1.20 a day
  CHECK(build.on(Date{2026, 9, 11}).interest == 38.63_czk);
  CHECK(build.on(Date{2026, 9, 21}).interest == 50.63_czk);
  CHECK(build.on(Date{2026, 9, 22}).interest == 54.49_czk);  // 54.4932
  const Calculation all = build.reckoned(Date{2026, 9, 30});
  bool found = false;
  for (const CalculationLine& line : all.lines) {
    if (!line.rate || line.rate->ppm != 36'500) continue;
    CHECK(line.from == Date{2026, 9, 12});
    CHECK(line.until == Date{2026, 9, 21});
    CHECK(line.basis == "settlement");
    found = true;
  }
  CHECK(found);
}

TEST_CASE("of two statements the later day counts, then the later key, whatever came first") {
  const auto debt = [](const char* first, const char* second, Date of_second) {
    Build build;
    build.fact(second, of_second, stated({bearing(one_crown, Date{2026, 9, 2})}));
    build.fact(first, Date{2026, 9, 2}, stated({}));
    return build.on(Date{2026, 9, 11}).interest;
  };
  CHECK(debt("a", "b", Date{2026, 9, 2}) == 10_czk);
  CHECK(debt("b", "a", Date{2026, 9, 2}) == 0_czk);
  CHECK(debt("b", "a", Date{2026, 9, 7}) == 5_czk);
}

TEST_CASE(
    "a statement by the name of a regime counts its rates; nothing is known before its time") {
  Build build;
  InterestSegment segment;
  segment.kind = InterestSegment::Kind::default_interest;
  segment.from = Date{2026, 9, 2};
  segment.regime = "CZ_351_2013";
  build.fact("i", Date{2026, 9, 6}, stated({segment}), Instant{10});
  CHECK(build.on(Date{2026, 9, 30}).interest == Build{}.on(Date{2026, 9, 30}).interest);
  build.fact("j", Date{2026, 9, 6}, stated({}), Instant{20});
  CHECK(build.on(Date{2026, 9, 30}).interest == Build{}.on(Date{2026, 9, 5}).interest);
  const Balance then =
      balance(build.value, nullptr, czech(), {.on = Date{2026, 9, 30}, .known_at = Instant{15}});
  CHECK(then.interest == Build{}.on(Date{2026, 9, 30}).interest);
}
