#include <language/characters.hpp>
#include <language/number_lexer.hpp>
#include <language/parse.hpp>

namespace arrears::syntax {

namespace {

void complain(LexedNumber& out, const char* code, Said message, Said help = {}) {
  out.code = code;
  out.message = std::move(message);
  out.help = std::move(help);
}

std::string iso(int year, int month, int day) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

}  // namespace

std::string date_text(const Words& words, int year, int month, int day) {
  const std::string number = std::to_string(month);
  std::string out;
  for (std::string_view rest = words.date_format(); !rest.empty();) {
    const auto is = [&](std::string_view part, const std::string& written) {
      if (!rest.starts_with(part)) return false;
      out += written;
      rest.remove_prefix(part.size());
      return true;
    };
    if (is("YYYY", std::to_string(year)) || is("D", std::to_string(day)) ||
        is("Month", words.month_name(month)) || is("MM", (month < 10 ? "0" : "") + number) ||
        is("M", number)) {
      continue;
    }
    out += rest.front();
    rest.remove_prefix(1);
  }
  return out;
}

std::size_t NumberLexer::digits_from(std::size_t i) const {
  std::size_t count = 0;
  while (is_digit(at(i + count))) ++count;
  return count;
}

std::size_t NumberLexer::spaces_from(std::size_t i) const {
  std::size_t count = 0;
  while (is_space(at(i + count))) ++count;
  return count;
}

int NumberLexer::value(std::size_t begin, std::size_t end) const {
  int out = 0;
  for (std::size_t i = begin; i < end; ++i) out = out * 10 + static_cast<int>(text_[i] - U'0');
  return out;
}

LexedNumber NumberLexer::lex() {
  LexedNumber out;
  if (slash_date(out) || iso_date(out) || dotted_date(out) || word_date(out) || time(out)) {
    return out;
  }
  number(out);
  return out;
}

void NumberLexer::make_date(int year, int month, int day, LexedNumber& out) const {
  out.kind = Tok::date;
  const Result<Date> date = Date::make(year, month, day);
  if (date) {
    out.date = *date;
    return;
  }
  out.date = Date::from_number(0);
  const bool out_of_range = year < 1900 || year > 2200;
  complain(out, "P0011",
           out_of_range ? say("the year must be between 1900 and 2200")
                        : say("the calendar has no such day"));
}

bool NumberLexer::slash_date(LexedNumber& out) const {
  const std::size_t a = digits_from(begin_), second = begin_ + a + 1;
  if (a > 2 || at(begin_ + a) != U'/') return false;
  const std::size_t b = digits_from(second), third = second + b + 1;
  const std::size_t c = digits_from(third);
  if (b < 1 || b > 2 || at(second + b) != U'/' || (c != 2 && c != 4)) return false;
  out.kind = Tok::date;
  out.end = third + c;
  const int first = value(begin_, begin_ + a), middle = value(second, second + b);
  const int year = value(third, third + c) + (c == 2 ? 2000 : 0);
  const bool day_first = Date::make(year, middle, first).has_value();
  const bool month_first = Date::make(year, first, middle).has_value();
  out.date = Date::from_number(0);
  if (day_first) out.date = Date(year, middle, first);
  if (day_first && month_first && first != middle) {
    complain(out, "P0005",
             say("this date reads as {0} or as {1}", date_text(words_, year, middle, first),
                 date_text(words_, year, first, middle)),
             say("write the month as a word, or the date as {0} or {1}", iso(year, middle, first),
                 iso(year, first, middle)));
  } else if (day_first || month_first) {
    const int month = day_first ? middle : first, day = day_first ? first : middle;
    complain(out, "P0005", say("dates are not written with `/`"),
             say("write `{0}`", date_text(words_, year, month, day)));
  } else {
    complain(out, "P0011", say("the calendar has no such day"));
  }
  return true;
}

bool NumberLexer::iso_date(LexedNumber& out) const {
  const std::size_t b = begin_;
  if (digits_from(b) != 4 || !is_dash(at(b + 4)) || digits_from(b + 5) != 2) return false;
  if (!is_dash(at(b + 7)) || digits_from(b + 8) != 2) return false;
  out.end = b + 10;
  make_date(value(b, b + 4), value(b + 5, b + 7), value(b + 8, b + 10), out);
  return true;
}

bool NumberLexer::dotted_date(LexedNumber& out) const {
  const std::size_t a = digits_from(begin_);
  if (a > 2 || at(begin_ + a) != U'.') return false;
  const std::size_t second = begin_ + a + 1 + spaces_from(begin_ + a + 1);
  const std::size_t b = digits_from(second);
  if (b < 1 || b > 2 || at(second + b) != U'.') return false;
  const std::size_t third = second + b + 1 + spaces_from(second + b + 1);
  const std::size_t c = digits_from(third);
  if (c != 2 && c != 4) return false;
  out.end = third + c;
  const int day = value(begin_, begin_ + a), month = value(second, second + b);
  if (c == 2) {
    out.kind = Tok::date;
    complain(out, "P0011", say("the year has four digits"));
    return true;
  }
  const int year = value(third, third + c);
  make_date(year, month, day, out);
  if (out.code.empty() && words_.dates_in_words()) {
    complain(
        out, "P0005", say("in a file in English a date is written with the name of its month"),
        say("write `{0}` or `{1}`", date_text(words_, year, month, day), iso(year, month, day)));
  }
  return true;
}

// `1 September 2026`, `1. září 2026`. A month that is nearly one is a mistake in a date, not a
// number without a unit.
bool NumberLexer::word_date(LexedNumber& out) const {
  const std::size_t a = digits_from(begin_);
  std::size_t i = begin_ + a;
  if (a > 2) return false;
  if (at(i) == U'.') ++i;
  i += spaces_from(i);
  std::string name;
  while (is_letter(at(i))) name += encode(at(i++));
  const std::size_t gap = spaces_from(i), year_at = i + gap;
  if (name.empty() || gap == 0 || digits_from(year_at) != 4) return false;
  std::optional<int> month = words_.month(name);
  std::string meant;
  if (!month) {
    std::vector<std::string_view> months;
    for (int m = 1; m <= 12; ++m) months.push_back(words_.month_name(m));
    meant = nearest(name, months);
    month = words_.month(meant);
  }
  if (!month) return false;
  out.end = year_at + 4;
  make_date(value(year_at, out.end), *month, value(begin_, begin_ + a), out);
  if (!meant.empty()) {
    complain(out, "P0011", say("`{0}` is no month", name), say("did you mean `{0}`?", meant));
  }
  return true;
}

bool NumberLexer::time(LexedNumber& out) const {
  const std::size_t a = digits_from(begin_);
  if (a > 2 || at(begin_ + a) != U':' || digits_from(begin_ + a + 1) != 2) return false;
  out.kind = Tok::time;
  out.end = begin_ + a + 3;
  const int hours = value(begin_, begin_ + a), minutes = value(begin_ + a + 1, out.end);
  out.time.minutes = hours * 60 + minutes;
  if (minutes > 59 || out.time.minutes > 24 * 60) {
    complain(out, "P0011", say("the day has no such time"),
             say("times run from `0:00` to `24:00`"));
  }
  return true;
}

// Groups of exactly three after the first digits; by any single space, or by a comma in English.
std::size_t NumberLexer::groups(std::size_t i, LexedNumber& out) const {
  const bool may_group = i - begin_ <= 3;
  while (may_group) {
    const bool separator = is_space(at(i)) || (words_.comma_groups() && at(i) == U',');
    if (!separator || digits_from(i + 1) != 3) break;
    for (std::size_t d = i + 1; d < i + 4; ++d) out.digits += static_cast<char>(text_[d]);
    i += 4;
  }
  return i;
}

void NumberLexer::decimals(std::size_t i, LexedNumber& out) const {
  out.end = i;
  const char32_t sign = at(i);
  if ((sign != U'.' && sign != U',') || !is_digit(at(i + 1))) return;
  const std::size_t count = digits_from(i + 1);
  std::string after;
  for (std::size_t d = i + 1; d < i + 1 + count; ++d) after += static_cast<char>(text_[d]);
  out.end = i + 1 + count;
  const std::string whole = out.digits;
  out.digits += "." + after;
  const bool right = (sign == U',') == words_.decimal_comma();
  if (!right && sign == U',') {
    complain(out, "P0006", say("a comma is not a decimal sign in a file in English"),
             say("write `{0}.{1}`, or `{0} {or} {1}` for a set", whole, after));
  } else if (!right) {
    complain(out, "P0006", say("a point is not a decimal sign in this language"),
             say("write `{0}`", whole + "," + after));
  } else if (count > 6) {
    complain(out, "P0010", say("a number has at most six decimals"));
  }
}

void NumberLexer::number(LexedNumber& out) const {
  const std::size_t count = digits_from(begin_);
  for (std::size_t i = begin_; i < begin_ + count; ++i) out.digits += static_cast<char>(text_[i]);
  decimals(groups(begin_ + count, out), out);
  const std::size_t whole = std::min(out.digits.find('.'), out.digits.size());
  const bool too_large = whole > 12;
  if (too_large) out.digits = "1";
  if (too_large && out.code.empty()) {
    complain(out, "P0010", say("this number is too large"), say("the limit is twelve digits"));
  }
}

}  // namespace arrears::syntax
