// Titles and limitation: what a court, a notary or the debtor did that confirms a claim or moves
// the time in which it can be enforced.
#ifndef ARREARS_MODEL_TITLE_HPP
#define ARREARS_MODEL_TITLE_HPP

#include <arrears/model/claim.hpp>

namespace arrears {

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

// What a title says of one claim.
struct TitlePart {
  ClaimId claim{};
  Money dismissed{};  // principal that it refused: not owed from then on; 0 in any currency = none
  // The interest that it awards, in place of what the claim bore, from the first day of the
  // earliest segment on. Empty = it says nothing of interest.
  std::vector<InterestSegment> interest{};
  Money court_fee{}, attorney_fee{}, costs{};  // awarded for the proceedings; 0 = none
  friend bool operator==(const TitlePart&, const TitlePart&) = default;
};

inline constexpr std::size_t segments_max = 1'000;  // of a claim, a title's part, a statement

}  // namespace arrears

#endif
