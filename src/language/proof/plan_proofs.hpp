// Proofs over the graph of a compiled plan's states.
#ifndef ARREARS_SRC_LANGUAGE_PROOF_PLAN_PROOFS_HPP
#define ARREARS_SRC_LANGUAGE_PROOF_PLAN_PROOFS_HPP

#include <rulebook/data.hpp>

namespace arrears::language {

struct PlanFinding {
  enum class What : std::uint8_t {
    unreachable,             // no path leads from the start to the state
    no_way_out_by_time,      // nothing that time makes due leads out: a case can stay for ever
    timeless_cycle,          // the states enter one another at once, whatever the case
    perhaps_timeless_cycle,  // the same, under conditions that may hold together
    no_end                   // from none of these states does a path lead to a final one
  } what = What::unreachable;
  std::vector<std::uint32_t> states;  // of the plan; of a cycle all that are on it, in order
};

// Whether the duration is none at all, or may be in a case that meets some row of its table.
bool may_be_zero(const RulebookData& rules, const DurationChoice& duration);

// In order of the states. The plan must be whole: every index in range.
std::vector<PlanFinding> prove(const RulebookData& rules, const Plan& plan);

}  // namespace arrears::language

#endif
