#include <arrears/money/money.hpp>
#include <money/currencies.hpp>
#include <money/digits.hpp>

#include <algorithm>

namespace arrears {

namespace {

const CurrencyRow* find_row(std::string_view code) {
  const auto* row = std::lower_bound(
      currencies.begin(), currencies.end(), code,
      [](const CurrencyRow& one, std::string_view wanted) { return one.code < wanted; });
  return row != currencies.end() && row->code == code ? row : nullptr;
}

}  // namespace

Result<Currency> Currency::find(std::string_view code) {
  if (find_row(code) == nullptr) {
    return unexpected(ErrorCode::invalid,
                      "no such currency; write its three capital letters of ISO 4217, like CZK");
  }
  return Currency(code);
}

int Currency::digits() const {
  const CurrencyRow* row = find_row({letters_.data(), letters_.size()});
  // "No currency" and letters made up by a program print like most currencies.
  return row != nullptr ? row->digits : 2;
}

Result<Money> Money::parse(std::string_view text, Currency currency) {
  const Result<std::int64_t> minor =
      digits::parse(text, {.decimals = currency.digits(), .limit = Money::limit});
  if (!minor) {
    return unexpected(minor.error().code,
                      "amount in " + currency.code() + ": " + minor.error().message);
  }
  return Money{*minor, currency};
}

std::string Money::text() const { return digits::text(minor, currency.digits(), false); }

std::strong_ordering operator<=>(const Money& a, const Money& b) {
  ARREARS_ASSERT(a.currency == b.currency);
  return a.minor <=> b.minor;
}

Money& Money::operator+=(const Money& other) {
  ARREARS_ASSERT(currency == other.currency);
  const bool overflow = __builtin_add_overflow(minor, other.minor, &minor);
  ARREARS_ASSERT(!overflow);
  return *this;
}

Money& Money::operator-=(const Money& other) {
  ARREARS_ASSERT(currency == other.currency);
  const bool overflow = __builtin_sub_overflow(minor, other.minor, &minor);
  ARREARS_ASSERT(!overflow);
  return *this;
}

}  // namespace arrears
