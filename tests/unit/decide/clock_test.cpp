#include <decide/clock.hpp>

#include <doctest/doctest.h>

#include <random>

using namespace arrears;

namespace {

// The oracle: day by day. A day is counted unless it lies after a stop and not after its end.
std::optional<Date> walk(Date from, const Duration& duration, const std::vector<Stop>& stops,
                         const Calendar& calendar) {
  int rest = duration.count;
  for (Date day = from; day < from + Days{3'000};) {
    if (rest <= 0) return day;
    day = day + Days{1};
    bool counted = duration.unit == Duration::Unit::days || calendar.is_business_day(day);
    for (const Stop& stop : stops) {
      if (stop.from < day && (!stop.to || day <= *stop.to)) counted = false;
    }
    if (counted) --rest;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a clock that stands still reaches its day when a walk day by day does") {
  std::mt19937_64 random(3);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const Calendar calendar({Date{2026, 9, 28}, Date{2026, 10, 28}, Date{2026, 11, 17}});
  for (int round = 0; round < 5'000; ++round) {
    const Date from = Date{2026, 8, 20} + Days{below(60)};
    std::vector<Stop> stops;
    Date at = from - Days{below(20)};
    for (int n = below(4); n > 0; --n) {
      at = at + Days{1 + below(15)};
      Stop stop;
      stop.from = at;
      at = at + Days{1 + below(12)};
      if (n > 1 || below(3) != 0) stop.to = at;
      stops.push_back(stop);
    }
    const Duration::Unit unit =
        below(2) == 0 ? Duration::Unit::days : Duration::Unit::business_days;
    const Duration duration{unit, below(25)};
    INFO(from.text(), " + ", duration.count);
    REQUIRE(reach(from, duration, stops, calendar) == walk(from, duration, stops, calendar));
  }
}

TEST_CASE("months end on the day of the same number, moved by the days stood still") {
  const Duration months{Duration::Unit::months, 2};
  CHECK(reach(Date{2026, 1, 31}, months, {}, Calendar{}) == Date{2026, 3, 31});
  const Stop stop{Date{2026, 2, 10}, Date{2026, 2, 20}};
  CHECK(reach(Date{2026, 1, 31}, months, {stop}, Calendar{}) == Date{2026, 4, 10});
  const Stop open{Date{2026, 2, 10}, std::nullopt};
  CHECK_FALSE(reach(Date{2026, 1, 31}, months, {open}, Calendar{}));
}
