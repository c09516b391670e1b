#include <doctest/doctest.h>
#include <arrears/time/zone.hpp>

#include <chrono>

using namespace arrears;
using namespace std::chrono_literals;

namespace {

Instant at(std::string_view iso) { return Instant::parse(iso).value(); }

// Prague in 2026, by the rule of the European Union.
Zone prague() {
  return Zone("Europe/Prague", {{at("2025-10-26T01:00:00Z"), 3600},
                                {at("2026-03-29T01:00:00Z"), 7200},
                                {at("2026-10-25T01:00:00Z"), 3600}});
}

}  // namespace

TEST_CASE("UTC by default") {
  const Zone utc;
  CHECK(utc.name() == "UTC");
  CHECK(utc.offset_at(at("2026-07-01T00:00:00Z")) == 0);
  CHECK(utc.instant(Date{2026, 9, 9}, {480}) == at("2026-09-09T08:00:00Z"));
}

TEST_CASE("day and time on the wall") {
  const Zone zone = prague();
  CHECK(zone.day_of(at("2026-07-01T21:59:59Z")) == Date{2026, 7, 1});
  CHECK(zone.day_of(at("2026-07-01T22:00:00Z")) == Date{2026, 7, 2});
  CHECK(zone.day_of(at("2026-12-31T23:00:00Z")) == Date{2027, 1, 1});
  CHECK(zone.time_of(at("2026-07-01T06:30:59Z")) == TimeOfDay{510});
  CHECK(zone.time_of(at("1969-12-31T23:30:00Z")) == TimeOfDay{30});
  CHECK(zone.moment(at("2026-07-01T22:00:00Z")).day == Date{2026, 7, 2});
  CHECK(zone.offset_at(at("1990-01-01T00:00:00Z")) == 3600);  // before the first change
}

TEST_CASE("skipped times give the change, repeated times the first") {
  const Zone zone = prague();
  CHECK(zone.instant(Date{2026, 3, 29}, {119}) == at("2026-03-29T00:59:00Z"));
  CHECK(zone.instant(Date{2026, 3, 29}, {120}) == at("2026-03-29T01:00:00Z"));
  CHECK(zone.instant(Date{2026, 3, 29}, {150}) == at("2026-03-29T01:00:00Z"));
  CHECK(zone.instant(Date{2026, 3, 29}, {180}) == at("2026-03-29T01:00:00Z"));
  CHECK(zone.instant(Date{2026, 3, 29}, {181}) == at("2026-03-29T01:01:00Z"));
  CHECK(zone.instant(Date{2026, 10, 25}, {150}) == at("2026-10-25T00:30:00Z"));
  CHECK(zone.instant(Date{2026, 10, 25}, {180}) == at("2026-10-25T02:00:00Z"));
  CHECK(zone.instant(Date{2026, 10, 25}, {1440}) == at("2026-10-25T23:00:00Z"));
}

TEST_CASE("every minute of the days of change against a search over all instants") {
  const Zone zone = prague();
  for (const Date day : {Date{2026, 3, 29}, Date{2026, 10, 25}, Date{2026, 6, 1}}) {
    for (int minute = 0; minute <= 1440; ++minute) {
      const std::int64_t wall = std::int64_t{day.number()} * 86'400 + minute * 60;
      std::int64_t found = wall - 4 * 3600;
      while (found + zone.offset_at(Instant{found}) < wall) found += 60;
      if (zone.instant(day, {minute}).seconds != found) FAIL(day.text() << " minute " << minute);
    }
  }
}

TEST_CASE("the clock opens a day one second after midnight on the wall") {
  const VirtualClock clock{prague()};
  CHECK(clock.opening(Date{2026, 7, 2}) == Moment{Date{2026, 7, 2}, at("2026-07-01T22:00:01Z")});
  CHECK(clock.at(Date{2026, 7, 2}, 8h).instant == at("2026-07-02T06:00:00Z"));
  CHECK(clock.at(Date{2026, 3, 29}, 8h).instant == at("2026-03-29T06:00:00Z"));
  CHECK(clock.at(Date{2026, 7, 2}, 90s).instant == at("2026-07-01T22:01:30Z"));
  CHECK(clock.at(Date{2026, 7, 2}, 25h).day == Date{2026, 7, 3});
}

TEST_CASE("a zone that changes at midnight still opens each day on that day") {
  const Zone zone("Test/Midnight", {{at("2026-01-01T00:00:00Z"), 0},
                                    {at("2026-04-01T00:00:00Z"), 3600},  // 0:00 becomes 1:00
                                    {at("2026-10-31T23:00:00Z"), 0}});   // 0:00 becomes 23:00
  const VirtualClock clock{zone};
  for (Date day{2026, 3, 30}; day < Date{2026, 11, 5}; day = day + Days{1}) {
    CHECK(zone.day_of(clock.opening(day).instant) == day);
    CHECK(clock.opening(day).instant < clock.opening(day + Days{1}).instant);
  }
}
