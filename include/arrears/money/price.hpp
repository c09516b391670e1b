// What something costs, with the value added tax on top of it.
#ifndef ARREARS_MONEY_PRICE_HPP
#define ARREARS_MONEY_PRICE_HPP

#include <arrears/money/money.hpp>

namespace arrears {

struct Price {
  Money sum{};               // without VAT; below zero = money back
  std::int32_t vat_ppm = 0;  // 210'000 is 21 %; 0 to 1'000'000

  // Rounded half up, away from zero: money back takes back the same VAT.
  ARREARS_API Money vat() const;
  friend bool operator==(const Price&, const Price&) = default;
};

}  // namespace arrears

#endif
