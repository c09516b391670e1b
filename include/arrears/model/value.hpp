// Values of host fields and of host events: what a fact may carry besides its own members.
#ifndef ARREARS_MODEL_VALUE_HPP
#define ARREARS_MODEL_VALUE_HPP

#include <arrears/money/money.hpp>
#include <arrears/money/rate.hpp>
#include <arrears/time/date.hpp>
#include <map>
#include <string>
#include <variant>

namespace arrears {

// A word of a list, by the name that the rulebook declares.
struct Name {
  std::string text{};
  friend auto operator<=>(const Name&, const Name&) = default;
};

// money, number, days, date, text, yes or no, a word of a list.
using Value = std::variant<Money, Decimal, Days, Date, std::string, bool, Name>;
using FieldValues = std::map<std::string, Value>;

}  // namespace arrears

#endif
