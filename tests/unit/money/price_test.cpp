#include <doctest/doctest.h>
#include <arrears/money/price.hpp>

using namespace arrears;

TEST_CASE("VAT is rounded half up, away from zero") {
  const Currency koruna{"CZK"};
  const auto vat = [&](std::int64_t minor, std::int32_t ppm) {
    return Price{{minor, koruna}, ppm}.vat().minor;
  };
  CHECK(vat(10'000, 210'000) == 2'100);
  CHECK(vat(250, 210'000) == 53);  // 52.5
  CHECK(vat(-250, 210'000) == -53);
  CHECK(vat(1, 210'000) == 0);
  CHECK(vat(2'500, 0) == 0);
  CHECK(vat(Money::limit, 1'000'000) == Money::limit);
}
