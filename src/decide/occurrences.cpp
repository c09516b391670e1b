// When events took place: for `count of` and `last`, and which event a fact is.
#include <decide/sight.hpp>
#include <rulebook/core_names.hpp>

#include <algorithm>

namespace arrears {
namespace {

struct EventOf {
  const RulebookData& rules;

  static std::optional<EventId> core(CoreEvent event) { return event_id(event); }
  std::optional<EventId> operator()(const PaymentReceived&) const {
    return core(CoreEvent::payment);
  }
  std::optional<EventId> operator()(const PaymentAssigned&) const {
    return core(CoreEvent::payment);
  }
  std::optional<EventId> operator()(const PaymentReversed&) const {
    return core(CoreEvent::payment_reversed);
  }
  std::optional<EventId> operator()(const PromiseMade&) const { return core(CoreEvent::promise); }
  std::optional<EventId> operator()(const InstalmentsAgreed&) const {
    return core(CoreEvent::instalments_agreed);
  }
  std::optional<EventId> operator()(const InstalmentsEnded&) const {
    return core(CoreEvent::instalments_ended);
  }
  std::optional<EventId> operator()(const InstalmentsOffered&) const {
    return core(CoreEvent::offer);
  }
  // An accepted offer is an agreement from then on.
  std::optional<EventId> operator()(const OfferAnswered& fact) const {
    return core(fact.accepted ? CoreEvent::instalments_agreed : CoreEvent::offer_refused);
  }
  std::optional<EventId> operator()(const DisputeRaised&) const { return core(CoreEvent::dispute); }
  std::optional<EventId> operator()(const DisputeResolved&) const {
    return core(CoreEvent::dispute_resolved);
  }
  std::optional<EventId> operator()(const InsolvencyDeclared&) const {
    return core(CoreEvent::insolvency);
  }
  std::optional<EventId> operator()(const DeathReported&) const { return core(CoreEvent::death); }
  std::optional<EventId> operator()(const ClaimAdded&) const {
    return core(CoreEvent::claim_added);
  }
  std::optional<EventId> operator()(const ClaimRemoved&) const {
    return core(CoreEvent::claim_removed);
  }
  std::optional<EventId> operator()(const TitleIssued&) const { return core(CoreEvent::title); }
  std::optional<EventId> operator()(const ClaimReduced&) const {
    return core(CoreEvent::reduction);
  }
  std::optional<EventId> operator()(const LimitationStated& fact) const {
    const bool acknowledged = fact.event.kind == LimitationEvent::Kind::acknowledged;
    return acknowledged ? core(CoreEvent::acknowledgement) : std::nullopt;
  }
  std::optional<EventId> operator()(const ClaimAccelerated&) const {
    return core(CoreEvent::acceleration);
  }
  std::optional<EventId> operator()(const CaseAssigned&) const {
    return core(CoreEvent::assignment);
  }
  std::optional<EventId> operator()(const StepConfirmed& fact) const {
    return fact.accepted ? std::nullopt : core(CoreEvent::step_refused);
  }
  std::optional<EventId> operator()(const CallHeld&) const { return core(CoreEvent::call); }
  std::optional<EventId> operator()(const CostIncurred&) const { return core(CoreEvent::cost); }
  std::optional<EventId> operator()(const NoteMade&) const { return core(CoreEvent::note); }
  std::optional<EventId> operator()(const HostFact& fact) const {
    for (std::size_t i = 0; i < rules.events.size(); ++i) {
      if (rules.events[i].name == fact.event) return static_cast<EventId>(core_events + i);
    }
    return std::nullopt;
  }
  template <class Other>
  std::optional<EventId> operator()(const Other&) const {
    return std::nullopt;
  }
};

bool reversed(const std::vector<RecordedFact>& facts, const FactKey& payment, Date today) {
  for (const RecordedFact& fact : facts) {
    const auto* reversal = std::get_if<PaymentReversed>(&fact.fact.what);
    if (reversal != nullptr && reversal->payment == payment && fact.fact.effective <= today) {
      return true;
    }
  }
  return false;
}

// A payment counts on its value date, like in the ledger.
Occurrence occurrence_of(const Fact& fact) {
  if (const auto* payment = std::get_if<PaymentReceived>(&fact.what)) {
    return {payment->value_date, payment->sum};
  }
  if (const auto* promise = std::get_if<PromiseMade>(&fact.what)) {
    return {fact.effective, promise->sum};
  }
  if (const auto* cost = std::get_if<CostIncurred>(&fact.what)) return {fact.effective, cost->sum};
  return {fact.effective, {}};
}

void add_facts(const Sight& sight, const std::vector<RecordedFact>& facts, EventId event,
               std::vector<Occurrence>& out) {
  for (const RecordedFact& fact : facts) {
    if (event_of(*sight.rules(), fact.fact) != event) continue;
    if (event == event_id(CoreEvent::payment) && reversed(facts, fact.fact.key, sight.today())) {
      continue;
    }
    out.push_back(occurrence_of(fact.fact));
  }
}

void add_derived(const Sight& sight, CoreEvent event, std::vector<Occurrence>& out) {
  if (event == CoreEvent::promise_kept || event == CoreEvent::promise_broken) {
    for (const PromiseStatus& promise : sight.promises()) {
      const bool kept = promise.state == PromiseStatus::State::kept;
      const bool broken = promise.state == PromiseStatus::State::broken ||
                          promise.state == PromiseStatus::State::partly_kept;
      if (event == CoreEvent::promise_kept ? !kept : !broken) continue;
      out.push_back({promise.resolved_on.value_or(promise.last_day), promise.sum});
    }
    return;
  }
  if (event != CoreEvent::settled && event != CoreEvent::settled_late) {
    for (const InstalmentEvent& one : instalment_events(sight.instalments())) {
      if (one.event == event) out.push_back({one.on, {}});
    }
    return;
  }
  for (const ClaimBalance& claim : sight.balance().claims) {
    if (!claim.principal_paid_on) continue;
    if (claim.paid_late == (event == CoreEvent::settled_late)) {
      out.push_back({*claim.principal_paid_on, {}});
    }
  }
}

bool is_derived(EventId event) {
  if (event >= core_events) return false;
  switch (static_cast<CoreEvent>(event)) {
    case CoreEvent::promise_kept:
    case CoreEvent::promise_broken:
    case CoreEvent::settled:
    case CoreEvent::settled_late:
    case CoreEvent::instalment_paid:
    case CoreEvent::instalment_missed:
    case CoreEvent::instalments_paid: return true;
    default: return false;
  }
}

// Offers that the plan of the case answered.
void add_decided(const Case& value, EventId event, std::vector<Occurrence>& out) {
  for (const OfferDecision& one : value.offers_decided) {
    const CoreEvent answer =
        one.accepted ? CoreEvent::instalments_agreed : CoreEvent::offer_refused;
    if (event == event_id(answer)) out.push_back({one.on, {}});
  }
}

void add_case(const Sight& sight, EventId event, std::vector<Occurrence>& out) {
  if (is_derived(event)) {
    add_derived(sight, static_cast<CoreEvent>(event), out);
  } else if (sight.rules() != nullptr) {
    add_facts(sight, sight.value().facts, event, out);
    add_decided(sight.value(), event, out);
  }
}

}  // namespace

std::vector<InstalmentEvent> instalment_events(const std::vector<InstalmentPlan>& plans) {
  std::vector<InstalmentEvent> out;
  for (const InstalmentPlan& plan : plans) {
    std::size_t number = 0;
    for (const InstalmentStatus& one : plan.instalments) {
      const std::string key = plan.key.value + "/" + std::to_string(++number);
      if (one.was_missed) {
        const bool now = plan.state == InstalmentPlan::State::running &&
                         one.state == InstalmentStatus::State::missed;
        out.push_back(
            {CoreEvent::instalment_missed, key, one.last_day + Days{1}, one.last_day, now});
      }
      if (one.paid_on) {
        out.push_back({CoreEvent::instalment_paid, key, *one.paid_on, *one.paid_on, false});
      }
    }
    if (plan.state != InstalmentPlan::State::paid) continue;
    out.push_back(
        {CoreEvent::instalments_paid, plan.key.value, *plan.closed_on, *plan.closed_on, false});
  }
  return out;
}

std::optional<EventId> event_of(const RulebookData& rules, const Fact& fact) {
  return std::visit(EventOf{rules}, fact.what);
}

std::vector<Occurrence> occurrences(const Sight& sight, EventId event, Scope scope) {
  std::vector<Occurrence> out;
  if (sight.rules() == nullptr) return out;
  add_case(sight, event, out);
  // What is stated of the person is stated of each of its cases.
  if (sight.at().debtor != nullptr) add_facts(sight, sight.at().debtor->facts, event, out);
  if (scope == Scope::person) {
    for (const auto& sibling : sight.siblings()) add_case(*sibling, event, out);
  }
  return out;
}

std::string event_name(const RulebookData& rules, EventId event) {
  if (event < core_events) return std::string(core_event_names[event]);
  const std::size_t index = event - std::size_t{core_events};
  return index < rules.events.size() ? rules.events[index].name : std::string{};
}

std::string field_name(const RulebookData& rules, FieldId field) {
  if (field < core_fields) return std::string(core_field_table[field].name);
  const std::size_t index = field - std::size_t{core_fields};
  return index < rules.fields.size() ? rules.fields[index].name : std::string{};
}

}  // namespace arrears
