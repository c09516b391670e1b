// What is taken together, and what the life of a contact makes a case do.
#include <engine/commands.hpp>

#include <algorithm>

namespace arrears::engine {

namespace {

template <class T, class... Others>
constexpr bool is_one_of = (std::is_same_v<T, Others> || ...);

// The case that a fact belongs to by its own words; empty for facts of persons and tenants, and for
// those that are not part of what is stated when a case is opened.
CaseId case_named(const FactBody& body) {
  return std::visit(
      []<class T>(const T& it) -> CaseId {
        if constexpr (is_one_of<T, PromiseMade, InstalmentsAgreed, InstalmentsEnded,
                                InstalmentsOffered, OfferAnswered, DisputeRaised, DisputeResolved,
                                PaymentReceived, ClaimReduced, InterestStated, TitleIssued,
                                LimitationStated, NoteMade, TaskDone, FieldsStated, HostFact,
                                CostIncurred, ClaimAccelerated, InterestCapitalised>) {
          return it.case_id;
        } else {
          return {};
        }
      },
      body);
}

}  // namespace

// What took effect before a case opened and follows its opening directly in the inbox is its
// history: recorded before the plan begins, and offered to no trigger.
std::size_t taken_together(std::span<const FactEnvelope> waiting) {
  if (waiting.empty()) return 0;
  const auto* opened = std::get_if<CaseOpened>(&waiting.front().fact.what);
  std::size_t count = 1;
  while (opened && count < waiting.size() &&
         case_named(waiting[count].fact.what) == opened->case_id &&
         waiting[count].fact.effective < waiting.front().fact.effective) {
    ++count;
  }
  return count;
}

Result<Unit> progress(Desk& desk, Held& held, const ContactProgress& step) {
  Result<const Entry*> entry = desk.add_to_case(held, EntryKind::contact_progress, step);
  if (!entry) return unexpected(entry.error());
  if (at_rest(held.value)) return Unit{};
  Result<View> view = desk.view(held);
  if (!view) return unexpected(view.error());
  Decision decision = decide(*held.rules, *view, step, desk.moment());
  if (decision.empty()) return Unit{};
  return desk.add_decision(held, std::move(decision));
}

}  // namespace arrears::engine
