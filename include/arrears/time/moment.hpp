// Moment: the business day that rules see and the instant that only the shell and the gate see.
#ifndef ARREARS_TIME_MOMENT_HPP
#define ARREARS_TIME_MOMENT_HPP

#include <arrears/time/date.hpp>

namespace arrears {

// A length of clock time in seconds. Takes any std::chrono duration without including <chrono>,
// which would cost every reader of this header half a second.
struct Span {
  std::int64_t seconds = 0;

  constexpr Span() = default;
  constexpr explicit Span(std::int64_t s) : seconds(s) {}
  template <class Duration>
  requires requires(Duration d) {
    d.count();
    typename Duration::period;
  }
  constexpr Span(Duration d)
      : seconds(static_cast<std::int64_t>(d.count()) * Duration::period::num /
                Duration::period::den) {}

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

// A point on the world's clock: seconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t seconds = 0;

  // "2026-09-09T18:00:00Z"
  ARREARS_API std::string text() const;
  ARREARS_API static Result<Instant> parse(std::string_view iso);

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Instant operator+(Instant a, Span s) { return {a.seconds + s.seconds}; }
  friend constexpr Instant operator-(Instant a, Span s) { return {a.seconds - s.seconds}; }
};

// Time of day on the wall, in minutes after midnight: 8:00 is 480.
struct TimeOfDay {
  std::int32_t minutes = 0;
  ARREARS_API std::string text() const;  // "8:00"
  friend constexpr auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};

// What the shell hands in with every command.
struct Moment {
  Date day{};         // business day of the tenant
  Instant instant{};  // UTC

  friend constexpr auto operator<=>(const Moment&, const Moment&) = default;
};

}  // namespace arrears

#endif
