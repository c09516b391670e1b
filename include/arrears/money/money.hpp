// Money: a whole number of minor units of one currency. No floating point comes near it.
#ifndef ARREARS_MONEY_MONEY_HPP
#define ARREARS_MONEY_MONEY_HPP

#include <array>
#include <arrears/api.hpp>
#include <arrears/base/result.hpp>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace arrears {

// An ISO 4217 currency, by its three letters. The default value is "no currency".
class Currency {
 public:
  constexpr Currency() = default;
  // Three capital letters A to Z. Whether such a currency exists is asked of `find`.
  constexpr explicit Currency(std::string_view code)
      : letters_{code.at(0), code.at(1), code.at(2)} {}

  // The currency with this code, or ErrorCode::invalid for letters that ISO 4217 does not list.
  ARREARS_API static Result<Currency> find(std::string_view code);
  // Digits after the decimal sign: 2 for CZK, 0 for JPY, 3 for KWD.
  ARREARS_API int digits() const;
  std::string code() const { return none() ? std::string{} : std::string(letters_.data(), 3); }
  constexpr bool none() const { return letters_[0] == '\0'; }

  friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> letters_{};
};

// An amount. Adding or comparing two currencies is a programmer error and stops the program: what
// comes from outside is checked where it comes in. Sums stay below 2^63 minor units because no
// single amount may pass Money::limit.
struct Money {
  std::int64_t minor = 0;  // minor units: 120000 is 1 200.00 CZK
  Currency currency{};

  // The largest amount that any input may state, in minor units: ten thousand billions of koruna.
  static constexpr std::int64_t limit = 1'000'000'000'000'000;

  // Reads "1200", "1200.00", "-3.5": digits and one decimal point. Refused: more decimals than the
  // currency has, more than `limit`, anything else in the text.
  ARREARS_API static Result<Money> parse(std::string_view text, Currency currency);
  // "1200.00": always with all decimals of the currency, point, no groups.
  ARREARS_API std::string text() const;

  constexpr bool is_zero() const { return minor == 0; }

  friend constexpr bool operator==(const Money&, const Money&) = default;
  ARREARS_API friend std::strong_ordering operator<=>(const Money& a, const Money& b);
  ARREARS_API Money& operator+=(const Money& other);
  ARREARS_API Money& operator-=(const Money& other);
  friend Money operator+(Money a, const Money& b) { return a += b; }
  friend Money operator-(Money a, const Money& b) { return a -= b; }
  friend Money operator-(Money a) { return {-a.minor, a.currency}; }
};

namespace detail {
// Reads the digits of a literal at compile time: 12'000_czk, 84.77_czk.
template <char... Digits>
consteval std::int64_t literal_minor(int decimals) {
  constexpr char text[] = {Digits...};
  std::int64_t value = 0;
  int after = -1;
  for (const char c : text) {
    if (c == '\'') continue;
    if (c == '.') {
      after = 0;
      continue;
    }
    if (c < '0' || c > '9') throw "an amount has digits, ' and one point";
    value = value * 10 + (c - '0');
    if (after >= 0) ++after;
  }
  if (after < 0) after = 0;
  if (after > decimals) throw "more decimals than the currency has";
  for (; after < decimals; ++after) value *= 10;
  return value;
}
}  // namespace detail

namespace literals {
template <char... Digits>
consteval Money operator""_czk() {
  return {detail::literal_minor<Digits...>(2), Currency{"CZK"}};
}
template <char... Digits>
consteval Money operator""_eur() {
  return {detail::literal_minor<Digits...>(2), Currency{"EUR"}};
}
template <char... Digits>
consteval Money operator""_pln() {
  return {detail::literal_minor<Digits...>(2), Currency{"PLN"}};
}
template <char... Digits>
consteval Money operator""_usd() {
  return {detail::literal_minor<Digits...>(2), Currency{"USD"}};
}
}  // namespace literals

}  // namespace arrears

#endif
