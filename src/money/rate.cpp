#include <arrears/money/rate.hpp>
#include <money/digits.hpp>

#include <limits>
#include <numeric>

namespace arrears {

namespace {

constexpr int decimal_places = 6;
// A million millions: far above every count, score or share, far below 2^63 micro.
constexpr std::int64_t decimal_limit = 1'000'000'000'000 * std::int64_t{1'000'000};
// Per cent with four decimals are parts per million.
constexpr int percent_places = 4;
constexpr std::int64_t rate_limit_ppm = 1'000'000'000;  // 100 000 % a year

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
  const auto micro = digits::parse(text, {.decimals = decimal_places, .limit = decimal_limit});
  if (!micro) return unexpected(micro.error());
  return Decimal{*micro};
}

std::string Decimal::text() const { return digits::text(micro, decimal_places, true); }

Result<Rate> Rate::parse_percent(std::string_view text, DayCount day_count) {
  const auto ppm = digits::parse(text, {.decimals = percent_places, .limit = rate_limit_ppm});
  if (!ppm) return unexpected(ppm.error().code, "rate in per cent: " + ppm.error().message);
  return Rate{*ppm, day_count};
}

std::string Rate::percent_text() const { return digits::text(ppm, percent_places, true); }

Result<Share> Share::parse(std::string_view text) {
  const Error wrong{ErrorCode::invalid,
                    "not a share: \"" + std::string(text) +
                        "\"; expected 1/3, 0.25 or 25 %, above 0 and at most 1",
                    false};
  std::int64_t part = 0, whole = 1;
  const std::size_t slash = text.find('/');
  const bool percent = text.ends_with('%');
  if (slash != text.npos) {
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    const auto above = digits::parse(text.substr(0, slash), {.decimals = 0, .limit = most});
    const auto below = digits::parse(text.substr(slash + 1), {.decimals = 0, .limit = most});
    if (!above || !below) return unexpected(wrong);
    part = *above;
    whole = *below;
  } else {
    if (percent) text.remove_suffix(1);
    while (percent && text.ends_with(' ')) text.remove_suffix(1);
    const auto micro = digits::parse(text, {.decimals = decimal_places, .limit = 100'000'000});
    if (!micro) return unexpected(wrong);
    part = *micro;
    whole = percent ? 100'000'000 : 1'000'000;
  }
  if (part <= 0 || whole < part) return unexpected(wrong);
  const std::int64_t common = std::gcd(part, whole);
  return Share{static_cast<std::uint32_t>(part / common),
               static_cast<std::uint32_t>(whole / common)};
}

std::string Share::text() const { return std::to_string(part) + "/" + std::to_string(whole); }

Int128 divide_half_up(Int128 numerator, Int128 denominator) {
  ARREARS_ASSERT(denominator > 0);
  const Int128 quotient = numerator / denominator;
  const Int128 rest = numerator % denominator;
  const Int128 distance = rest < 0 ? -rest : rest;
  // Twice the rest could overflow, the difference cannot.
  if (distance < denominator - distance) return quotient;
  return numerator < 0 ? quotient - 1 : quotient + 1;
}

}  // namespace arrears
