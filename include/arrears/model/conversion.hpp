// How money of one currency became money of another. Nothing is converted without a stated rate.
#ifndef ARREARS_MODEL_CONVERSION_HPP
#define ARREARS_MODEL_CONVERSION_HPP

#include <arrears/money/money.hpp>
#include <arrears/money/rate.hpp>
#include <arrears/time/date.hpp>
#include <optional>
#include <string>

namespace arrears {

struct Conversion {
  Money sum{};           // before: 40.00 EUR
  Decimal rate{};        // units of the other currency for one unit of that of `sum`
  Date day{};            // of the rate
  std::string source{};  // who published the rate
  // Rounded half up to minor units; none where that passes Money::limit.
  ARREARS_API std::optional<Money> into(Currency currency) const;
  // "40.00 EUR at 4.2567 of 2026-08-31 (table A)".
  ARREARS_API std::string text() const;
  friend bool operator==(const Conversion&, const Conversion&) = default;
};

}  // namespace arrears

#endif
