// Limitation: until when a claim can be enforced against the debtor's objection. A period of years
// from the day on which the right could be exercised first; what makes it stand still or begin anew
// are facts that the host states. Not legal advice: a pack says how sure each of its lines is.
#ifndef ARREARS_LAW_LIMITATION_HPP
#define ARREARS_LAW_LIMITATION_HPP

#include <arrears/model/title.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

struct LawLine;

struct LimitationFacts {
  Date exercisable{};                     // the right could be exercised first
  std::optional<Date> matured{};          // for the absolute limit; none = the same day
  std::vector<LimitationEvent> events{};  // in any order
};

// The last day before the claim is time-barred, or why there is none.
struct Limitation {
  std::optional<Date> last_day{};
  const LawLine* line = nullptr;     // of the period that runs last; owned by the pack
  std::vector<std::string> steps{};  // "2021-01-10 to 2021-03-20: stands still, until 2023-08-10"
  std::string why_not{};             // set when last_day is empty: it stands still, or a line lacks
};

// Days from `today` to the last day: 0 on that day, negative when the claim is time-barred. None
// where there is no last day.
inline std::optional<Days> days_to_limitation(const Limitation& of, Date today) {
  if (!of.last_day) return std::nullopt;
  return *of.last_day - today;
}

}  // namespace arrears

#endif
