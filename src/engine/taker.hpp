// Where a fact goes: onto the stream of a case, a person or the tenant; into the queue of unmatched
// payments; or back to whoever sent it, with a reason and nothing changed.
#ifndef ARREARS_SRC_ENGINE_TAKER_HPP
#define ARREARS_SRC_ENGINE_TAKER_HPP

#include <engine/commands.hpp>

namespace arrears::engine {

// Records one fact. Its parts: the desk, the fact with its public members only, and the fields that
// were split off.
class Taker {
 public:
  Taker(Desk& desk, std::span<const FactEnvelope> waiting) : desk_(desk), waiting_(waiting) {
    fact_ = waiting.front().fact;
    fields_ = take_private(fact_);
  }
  Result<Taken> take() {
    return std::visit([this](const auto& body) { return on(body); }, fact_.what);
  }

 private:
  static Result<Taken> refuse(std::string why) { return Taken{std::move(why), false, 1}; }
  static std::string no_case(const CaseId& id) { return "there is no case " + id.value; }

  // On the stream of a case: recorded, decided at once, looked at when time has its turn.
  Result<Taken> on_case(Held& held, const Fact& fact, const std::vector<PrivateField>& fields) {
    Result<const Entry*> entry =
        desk_.add_to_case(held, EntryKind::fact_recorded, FactRecorded{fact}, fields);
    if (!entry) return unexpected(entry.error());
    if (Result<Unit> done = decide_fact(held, fact); !done) return unexpected(done.error());
    if (Result<Unit> done = desk_.look_at_siblings(held, desk_.moment().instant); !done) {
      return unexpected(done.error());
    }
    return Taken{};
  }
  // `then` of the case with that name; a fact about a case that is not there is refused.
  template <class Then>
  Result<Taken> with_case(const CaseId& id, const Then& then) {
    Result<Held*> held = desk_.find_case(id);
    if (!held) return unexpected(held.error());
    if (!*held) return refuse(no_case(id));
    return then(**held);
  }
  Result<Unit> decide_fact(Held& held, const Fact& fact) {
    if (!held.value.closed && held.value.set_aside.empty()) {
      Result<View> view = desk_.view(held);
      if (!view) return unexpected(view.error());
      Decision decision = decide(*held.rules, *view, fact, desk_.moment());
      Result<Unit> added = desk_.add_decision(held, std::move(decision));
      if (!added) return added;
    }
    desk_.look_at(held, desk_.moment().instant);
    return Unit{};
  }
  Result<Taken> on_case(const CaseId& id) {
    Result<Held*> held = desk_.find_case(id);
    if (!held) return unexpected(held.error());
    if (!*held) return refuse(no_case(id));
    return on_case(**held, fact_, fields_);
  }
  // The same, where the fact fits the case.
  Result<Taken> on_fitting(Held& held) {
    const LawPack& law = law_of(*held.rules, held.value, desk_.shell().law);
    std::string wrong = misfit(held.value, law, fact_, desk_.moment().day);
    return wrong.empty() ? on_case(held, fact_, fields_) : refuse(std::move(wrong));
  }
  Result<Taken> on_fitting(const CaseId& id) {
    return with_case(id, [&](Held& held) { return on_fitting(held); });
  }
  // On the stream of a person. Events are offered to the plans of all cases of the person; what
  // merely states fields makes them look.
  Result<Taken> on_person(const PersonId& id, bool event) {
    Result<const Entry*> entry =
        desk_.add_to_person(id, EntryKind::fact_recorded, FactRecorded{fact_}, fields_);
    if (!entry) return unexpected(entry.error());
    Result<std::vector<Held*>> all = desk_.cases_of(id);
    if (!all) return unexpected(all.error());
    for (Held* held : *all) {
      if (held->value.closed) continue;
      if (!event) {
        desk_.look_at(*held, desk_.moment().instant);
      } else if (Result<Unit> done = decide_fact(*held, fact_); !done) {
        return unexpected(done.error());
      }
    }
    // Plans react to what happens to the first debtor; of the others they see what is owed.
    Result<std::vector<Held*>> besides = desk_.cases_owed_besides(id);
    if (!besides) return unexpected(besides.error());
    for (Held* held : *besides) desk_.look_at(*held, desk_.moment().instant);
    return Taken{};
  }
  Result<Taken> on_tenant(EntryKind kind, const PersonId& owner = {}) {
    Result<const Entry*> entry = desk_.add_to_tenant(kind, FactRecorded{fact_}, fields_, owner);
    if (!entry) return unexpected(entry.error());
    return Taken{};
  }
  Result<Taken> on_creditor(const CreditorId& id) {
    Result<const Entry*> entry =
        desk_.add(creditor_stream(id), EntryKind::fact_recorded, FactRecorded{fact_},
                  desk_.shell().rulebook.hash(), fields_);
    if (!entry) return unexpected(entry.error());
    return Taken{};
  }
  // The open case that holds the claim; null when there is none.
  Result<Held*> holder_of(const ClaimId& claim) {
    Result<std::vector<Held*>> all = desk_.cases_with_key(claim_key(claim));
    if (!all) return unexpected(all.error());
    for (Held* held : *all) {
      for (const CaseClaim& one : held->value.claims) {
        if (!held->value.closed && one.claim.id == claim && !one.removed) return held;
      }
    }
    return static_cast<Held*>(nullptr);
  }
  Result<Taken> on_holder(const ClaimId& claim) {
    Result<Held*> held = holder_of(claim);
    if (!held) return unexpected(held.error());
    if (!*held) return refuse("no open case holds the claim " + claim.value);
    return on_case(**held, fact_, fields_);
  }

  Result<Taken> on(const PersonStated& body) { return on_person(body.person, false); }
  Result<Taken> on(const CaseOpened& body);
  Result<Taken> on(const ClaimAdded& body);
  Result<Taken> on(const ClaimRemoved& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const LiabilityStated& body);
  Result<Taken> on(const PaymentReceived& body);
  Result<Taken> on(const PaymentAssigned& body);
  Result<Taken> on(const PaymentReversed& body);
  Result<Taken> on(const PaymentRefunded& body);
  Result<Taken> on(const MandateStated& body) {
    desk_.state_interest(body, fact_.effective);
    return on_creditor(body.creditor);
  }
  Result<Taken> on(const RemittanceMade& body);
  Result<Taken> on(const ClaimReduced& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const ReductionReversed& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const InterestStated& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const TitleIssued& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const LimitationStated& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const ClaimAccelerated& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const CaseAssigned& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const InterestCapitalised& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const CostIncurred& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const PromiseMade& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const InstalmentsAgreed& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const InstalmentsOffered& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const OfferAnswered& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const InstalmentsEnded& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const DisputeRaised& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const DisputeResolved& body) { return on_case(body.case_id); }
  Result<Taken> on(const InsolvencyDeclared& body) { return on_person(body.person, true); }
  Result<Taken> on(const InsolvencyEnded& body) { return on_person(body.person, true); }
  Result<Taken> on(const DeathReported& body) { return on_person(body.person, true); }
  Result<Taken> on(const ReceiptArrived& body);
  Result<Taken> on(const CallHeld& body);
  Result<Taken> on(const StepConfirmed& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const TaskDone& body) { return on_fitting(body.case_id); }
  Result<Taken> on(const NoteMade& body) { return on_case(body.case_id); }
  Result<Taken> on(const PaymentsComplete& body);
  Result<Taken> on(const FieldsStated& body);
  Result<Taken> on(const HostFact& body);
  std::string wrong_parts(const EventDecl& event, const FieldValues& values) const;
  Result<Taken> on(const HoldStated& body);

  Result<Held*> match(const PaymentReceived& payment);
  Result<Held*> case_of_payment(const FactKey& payment);
  Result<Taken> on_waiting(const FactKey& payment, const Money* whole);
  Result<std::optional<UnmatchedPayment>> waiting_payment(const FactKey& key);
  Result<Taken> take_history(Held& held);

  Desk& desk_;
  std::span<const FactEnvelope> waiting_;
  Fact fact_;
  std::vector<PrivateField> fields_;
};

}  // namespace arrears::engine

#endif
