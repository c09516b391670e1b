// Limitation: until when a claim can be enforced against the debtor's objection. A period of years
// from the day on which the right could be exercised first; what makes it stand still or begin anew
// are facts that the host states. Not legal advice: a pack says how sure each of its lines is.
#ifndef ARREARS_LAW_LIMITATION_HPP
#define ARREARS_LAW_LIMITATION_HPP

#include <arrears/time/date.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

struct LawLine;

// Something that happened to the period. Days are inclusive.
struct LimitationEvent {
  enum class Kind : std::uint8_t {
    suspended,     // it stands still from `from` through `until`; without `until` it still does
    filed,         // the claim was filed on `from`; the proceedings ended on `until`, or still run
    acknowledged,  // by the debtor on `from`; `until` is the last day to pay that was named in it
    adjudicated,   // by a title under which payment was due on `from`
    interrupted    // for another reason the same period begins anew on `from`
  };
  Kind kind = Kind::suspended;
  Date from{};
  std::optional<Date> until{};
  bool on_merits = true;  // of `filed`: the court decided, or will decide, on the merits
  friend bool operator==(const LimitationEvent&, const LimitationEvent&) = default;
};

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
