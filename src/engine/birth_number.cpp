// Numbers that states give to people must not become keys, which stand in the journal for ever.
#include <engine/commands.hpp>

namespace arrears::engine {

namespace {

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

int number(std::string_view text) {
  int out = 0;
  for (const char c : text) out = out * 10 + (c - '0');
  return out;
}

}  // namespace

// Czech and Slovak: YYMMDD, a slash that may be left out, three digits (until 1953) or four that
// make the whole divisible by 11. Women have 50 added to the month; 20 more where numbers ran out.
// Nine digits have no check digit, so they count only with the slash that nobody else writes.
bool looks_like_birth_number(std::string_view id) {
  const bool slash = id.size() > 6 && id[6] == '/';
  std::string digits(id.substr(0, 6));
  if (id.size() > 6) digits += id.substr(slash ? 7 : 6);
  if (!all_digits(digits) || (digits.size() != 10 && !(slash && digits.size() == 9))) return false;
  const int two = number(std::string_view(digits).substr(0, 2));
  int month = number(std::string_view(digits).substr(2, 2));
  const int day = number(std::string_view(digits).substr(4, 2));
  if (month > 50) month -= 50;
  if (month > 20) month -= 20;
  const int year = digits.size() == 9 || two >= 54 ? 1900 + two : 2000 + two;
  if (!Date::make(year, month, day)) return false;
  if (digits.size() == 9) return true;
  std::int64_t whole = 0;
  for (const char c : digits) whole = whole * 10 + (c - '0');
  return whole % 11 == 0;
}

// Polish: YYMMDD with the century in the month, four digits, a check digit.
bool looks_like_pesel(std::string_view id) {
  if (id.size() != 11 || !all_digits(id)) return false;
  static constexpr int weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
  int sum = 0;
  for (std::size_t i = 0; i < 10; ++i) sum += weights[i] * (id[i] - '0');
  if ((10 - sum % 10) % 10 != id[10] - '0') return false;
  static constexpr int centuries[] = {1900, 2000, 2100, 2200, 1800};
  const int coded = number(id.substr(2, 2));
  const int year = centuries[coded / 20] + number(id.substr(0, 2));
  // Dates before 1900 are out of Date's range and need only look like one.
  return coded / 20 == 4 ? coded % 20 >= 1 && coded % 20 <= 12
                         : static_cast<bool>(Date::make(year, coded % 20, number(id.substr(4, 2))));
}

}  // namespace arrears::engine
