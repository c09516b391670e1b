// Decimals as text and back, for amounts, numbers and rates alike.
#ifndef ARREARS_SRC_MONEY_DIGITS_HPP
#define ARREARS_SRC_MONEY_DIGITS_HPP

#include <arrears/base/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace arrears::digits {

struct Shape {
  int decimals = 0;        // at most 6
  std::int64_t limit = 0;  // of the absolute value, in units of the last decimal; below 2^62
};

// "-12.5" with two decimals is -1250. A digit stands on each side of the point; no plus, no groups.
Result<std::int64_t> parse(std::string_view text, const Shape& shape);
// The other way; `shortest` leaves out zeros at the end.
std::string text(std::int64_t value, int decimals, bool shortest);

}  // namespace arrears::digits

#endif
