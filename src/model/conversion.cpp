#include <arrears/base/int128.hpp>
#include <arrears/model/conversion.hpp>

namespace arrears {

namespace {

Int128 power_of_ten(int digits) {
  Int128 out = 1;
  for (; digits > 0; --digits) out *= 10;
  return out;
}

}  // namespace

std::optional<Money> Conversion::into(Currency currency) const {
  // Of two factors below 2^63 and four digits at most the product stays below 2^127 where the first
  // is below Money::limit and the second below a million for one.
  const Int128 size = Int128{sum.minor} * rate.micro;
  constexpr Int128 most = (Int128{1} << 126) / 10'000;
  if (size > most || size < -most) return std::nullopt;
  const Int128 minor = divide_half_up(size * power_of_ten(currency.digits()),
                                      1'000'000 * power_of_ten(sum.currency.digits()));
  if (minor > Money::limit || minor < -Money::limit) return std::nullopt;
  return Money{static_cast<std::int64_t>(minor), currency};
}

std::string Conversion::text() const {
  return sum.text() + " " + sum.currency.code() + " at " + rate.text() + " of " + day.text() +
         " (" + source + ")";
}

}  // namespace arrears
