// How long before a case is handed over a notice of the law has certainly been sent.
#ifndef ARREARS_SRC_LANGUAGE_PROOF_NOTICE_PROOF_HPP
#define ARREARS_SRC_LANGUAGE_PROOF_NOTICE_PROOF_HPP

#include <rulebook/data.hpp>
#include <set>

namespace arrears::language {

// A hand-over that some path through the plan reaches too early.
struct EarlyHandOver {
  std::uint32_t state = 0;           // in which the line runs
  bool everywhere = false;           // the line is one of `everywhere`
  std::uint32_t trigger = 0;         // in the state, or in `everywhere`
  std::optional<std::int32_t> days;  // that have passed since the sending; none = perhaps not sent
  std::vector<std::uint32_t> path;   // states, from the start to this one
};

// Of each line that hands over within fewer than `least` days after one of these messages was sent,
// or before that, one path with the fewest days. Facts arrive at the worst moments: what waits for
// a day waits for it, everything else happens at once. Conditions are not weighed, except that a
// message was sent. Months count 28 days. An insolvency needs no notice.
std::vector<EarlyHandOver> early_hand_overs(const RulebookData& rules, const Plan& plan,
                                            const std::set<std::uint32_t>& notices,
                                            std::int32_t least);

}  // namespace arrears::language

#endif
