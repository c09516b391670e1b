#include <arrears/time/moment.hpp>

#include <algorithm>

namespace arrears {

namespace {

constexpr std::int64_t day_seconds = 86'400;

void append_two(std::string& out, std::int64_t value) {
  out.push_back(static_cast<char>('0' + value / 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

// Two digits at `at`, at most `most`; -1 otherwise.
int two_digits(std::string_view text, std::size_t at, int most) {
  const char tens = text[at], ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return -1;
  const int value = (tens - '0') * 10 + (ones - '0');
  return value <= most ? value : -1;
}

unexpected not_an_instant() {
  return unexpected(ErrorCode::invalid,
                    "an instant is written like 2026-09-09T18:00:00Z or 2026-09-09T20:00:00+02:00");
}

// "Z" or "+02:00", in seconds.
bool read_offset(std::string_view text, std::int64_t& seconds) {
  if (text == "Z") {
    seconds = 0;
    return true;
  }
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  const int hours = two_digits(text, 1, 23), minutes = two_digits(text, 4, 59);
  if (hours < 0 || minutes < 0) return false;
  seconds = (hours * 60 + minutes) * 60;
  if (text[0] == '-') seconds = -seconds;
  return true;
}

}  // namespace

std::string Instant::text() const {
  const std::int64_t day = seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0);
  const std::int64_t rest = seconds - day * day_seconds;
  // Beyond the calendar the day stands still; instants of the world never get there.
  const auto number = std::clamp<std::int64_t>(day, INT32_MIN, INT32_MAX);
  std::string out = Date::from_number(static_cast<std::int32_t>(number)).text();
  out.push_back('T');
  append_two(out, rest / 3600);
  out.push_back(':');
  append_two(out, rest / 60 % 60);
  out.push_back(':');
  append_two(out, rest % 60);
  out.push_back('Z');
  return out;
}

Result<Instant> Instant::parse(std::string_view iso) {
  if (iso.size() < 20 || iso[10] != 'T' || iso[13] != ':' || iso[16] != ':') {
    return not_an_instant();
  }
  const Result<Date> day = Date::parse(iso.substr(0, 10));
  if (!day) return unexpected(day.error());
  const int hour = two_digits(iso, 11, 23), minute = two_digits(iso, 14, 59),
            second = two_digits(iso, 17, 59);
  std::int64_t offset = 0;
  if (hour < 0 || minute < 0 || second < 0 || !read_offset(iso.substr(19), offset)) {
    return not_an_instant();
  }
  const std::int64_t of_day = (hour * 60 + minute) * 60 + second;
  return Instant{std::int64_t{day->number()} * day_seconds + of_day - offset};
}

std::string TimeOfDay::text() const {
  std::string out = std::to_string(minutes / 60) + ":";
  append_two(out, minutes % 60);
  return out;
}

}  // namespace arrears
