#include <arrears/money/price.hpp>
#include <arrears/money/rate.hpp>

namespace arrears {

Money Price::vat() const {
  const Int128 exact = static_cast<Int128>(sum.minor) * vat_ppm;
  return {static_cast<std::int64_t>(divide_half_up(exact, 1'000'000)), sum.currency};
}

}  // namespace arrears
