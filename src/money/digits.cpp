#include <arrears/base/int128.hpp>
#include <money/digits.hpp>

#include <algorithm>

namespace arrears::digits {

namespace {

unexpected not_a_number() {
  return unexpected(ErrorCode::invalid,
                    "this is not a number: digits, at most one point, and a minus in front");
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<std::int64_t> parse(std::string_view text, const Shape& shape) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view after =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(after))) {
    return not_a_number();
  }
  const auto decimals = static_cast<std::size_t>(shape.decimals);
  if (after.size() > decimals) {
    std::string message = "no decimals are allowed here";
    if (decimals > 0) message = "more than " + std::to_string(decimals) + " decimals";
    return unexpected(ErrorCode::invalid, std::move(message));
  }
  std::int64_t value = 0;
  for (std::size_t i = 0; i < whole.size() + decimals; ++i) {
    const std::size_t place = i - whole.size();
    const char digit = i < whole.size() ? whole[i] : place < after.size() ? after[place] : '0';
    const Int128 next = static_cast<Int128>(value) * 10 + (digit - '0');
    if (next > shape.limit) {
      return unexpected(ErrorCode::limit,
                        "above the limit of " + digits::text(shape.limit, shape.decimals, true));
    }
    value = static_cast<std::int64_t>(next);
  }
  return negative ? -value : value;
}

std::string text(std::int64_t value, int decimals, bool shortest) {
  // The absolute value of the least number fits only without a sign.
  const std::uint64_t absolute =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  std::string out = std::to_string(absolute);
  const auto places = static_cast<std::size_t>(decimals);
  if (out.size() <= places) out.insert(0, places + 1 - out.size(), '0');
  if (places > 0) {
    out.insert(out.size() - places, 1, '.');
    if (shortest) {
      while (out.back() == '0') out.pop_back();
      if (out.back() == '.') out.pop_back();
    }
  }
  return value < 0 ? "-" + out : out;
}

}  // namespace arrears::digits
