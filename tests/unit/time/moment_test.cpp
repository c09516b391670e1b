#include <doctest/doctest.h>
#include <arrears/time/moment.hpp>

#include <chrono>

using namespace arrears;
using namespace std::chrono_literals;

// Values from Python: datetime.fromisoformat(...).timestamp().
TEST_CASE("instants are read and written") {
  CHECK(Instant::parse("2026-09-09T18:00:00Z")->seconds == 1'788'976'800);
  CHECK(Instant::parse("2026-09-09T20:00:00+02:00")->seconds == 1'788'976'800);
  CHECK(Instant::parse("1969-12-31T23:59:59Z")->seconds == -1);
  CHECK(Instant{1'788'976'800}.text() == "2026-09-09T18:00:00Z");
  CHECK(Instant{-1}.text() == "1969-12-31T23:59:59Z");
  CHECK(Instant{0}.text() == "1970-01-01T00:00:00Z");
  CHECK(Instant{INT64_MAX}.text().starts_with("9999-12-31T"));
}

TEST_CASE("there and back over three centuries in odd steps") {
  const std::int64_t first = Instant::parse("1900-01-01T00:00:00Z")->seconds;
  const std::int64_t last = Instant::parse("2200-12-31T23:59:59Z")->seconds;
  for (std::int64_t at = first; at <= last; at += 1'000'003) {
    if (Instant::parse(Instant{at}.text()).value().seconds != at) FAIL(at);
  }
}

TEST_CASE("what is not an instant is refused") {
  for (const char* text :
       {"", "2026-09-09", "2026-09-09T18:00:00", "2026-09-09 18:00:00Z", "2026-09-09T24:00:00Z",
        "2026-09-09T18:60:00Z", "2026-09-09T18:00:60Z", "2026-02-30T18:00:00Z",
        "2026-09-09T18:00:00.5Z", "2026-09-09T18:00:00ZZ", "2026-09-09T18:00:00+2:00",
        "2026-09-09T18:00:00+24:00", "2026-09-09T1a:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(Instant::parse(text));
  }
}

TEST_CASE("spans take durations, times of day have a text") {
  CHECK(Span{15min}.seconds == 900);
  CHECK(Span{2h} > Span{119min});
  CHECK((Instant{10} + Span{1h}).seconds == 3610);
  CHECK(TimeOfDay{480}.text() == "8:00");
  CHECK(TimeOfDay{1439}.text() == "23:59");
  CHECK(TimeOfDay{5}.text() == "0:05");
}
