// Which instalment plan held when, and since when an offer is one.
#ifndef ARREARS_SRC_LEDGER_PLANS_HPP
#define ARREARS_SRC_LEDGER_PLANS_HPP

#include <ledger/run.hpp>

namespace arrears::ledger {

struct PlanSpan {
  const FactKey* key = nullptr;
  Date agreed{};
  const std::vector<Instalment>* instalments = nullptr;
  bool waives_interest = false;
  std::optional<Date> replaced{};  // the day from which a later plan holds
  std::optional<Date> ended{};     // before it was replaced
  // Because a plan in the row of plans that replaced each other was ended.
  bool benefit_lost = false;
};
using PlanSpans = std::pmr::vector<PlanSpan>;

// The plans agreed by a day and known by then, accepted offers among them, in order of agreement.
PlanSpans plan_spans(const Case& value, const std::optional<Instant>& known_at, Date on,
                     std::pmr::memory_resource* memory);

// Since when an offer is accepted, as far as that is known by then.
std::optional<Date> accepted_on(const Case& value, const RecordedFact& offer,
                                const std::optional<Instant>& known_at);
// The offer that an answer is about: the one it names, else the latest by its day. Null = none.
const RecordedFact* answered_offer(const Case& value, const FactKey& named, Date on);

}  // namespace arrears::ledger

#endif
