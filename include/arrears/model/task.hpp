// Work for a person.
#ifndef ARREARS_MODEL_TASK_HPP
#define ARREARS_MODEL_TASK_HPP

#include <arrears/money/price.hpp>
#include <arrears/time/date.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

struct Task {
  std::string text{};
  std::string team{};
  Date made_on{};
  std::optional<Date> due{};  // last day that is in time
  std::optional<Date> done_on{};
  std::string outcome{};
  std::vector<std::string> outcomes{};  // one of which it ends with; none = any text
  std::optional<Price> cost{};          // once it is done
  friend bool operator==(const Task&, const Task&) = default;
};

}  // namespace arrears

#endif
