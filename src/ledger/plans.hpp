// Which instalment plan held when.
#ifndef ARREARS_SRC_LEDGER_PLANS_HPP
#define ARREARS_SRC_LEDGER_PLANS_HPP

#include <ledger/run.hpp>

namespace arrears::ledger {

struct PlanSpan {
  const RecordedFact* fact = nullptr;
  const InstalmentsAgreed* plan = nullptr;
  std::optional<Date> replaced{};  // the day from which a later plan holds
  std::optional<Date> ended{};     // before it was replaced
  // Because a plan in the row of plans that replaced each other was ended.
  bool benefit_lost = false;
};
using PlanSpans = std::pmr::vector<PlanSpan>;

// The plans agreed by a day and known by then, in order of agreement.
PlanSpans plan_spans(const Case& value, const std::optional<Instant>& known_at, Date on,
                     std::pmr::memory_resource* memory);

}  // namespace arrears::ledger

#endif
