// Where a fact goes: onto the stream of a case, a person or the tenant; into the queue of unmatched
// payments; or back to whoever sent it, with a reason and nothing changed.
#include <arrears/ledger/instalments.hpp>
#include <engine/commands.hpp>
#include <engine/mandate.hpp>

#include <algorithm>

namespace arrears::engine {

namespace {

// Records one fact. Members of the base of every overload below: the desk, the fact with its public
// members only, and the fields that were split off.
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
  Result<Taken> on(const ClaimRemoved& body);
  Result<Taken> on(const LiabilityStated& body) { return on_holder(body.liability.claim); }
  Result<Taken> on(const PaymentReceived& body);
  Result<Taken> on(const PaymentAssigned& body);
  Result<Taken> on(const PaymentReversed& body);
  Result<Taken> on(const PaymentRefunded& body);
  Result<Taken> on(const MandateStated& body) { return on_creditor(body.creditor); }
  Result<Taken> on(const RemittanceMade& body);
  Result<Taken> on(const PromiseMade& body);
  Result<Taken> on(const InstalmentsAgreed& body);
  Result<Taken> on(const InstalmentsEnded& body);
  Result<Taken> on(const DisputeRaised& body);
  Result<Taken> on(const DisputeResolved& body) { return on_case(body.case_id); }
  Result<Taken> on(const InsolvencyDeclared& body) { return on_person(body.person, true); }
  Result<Taken> on(const InsolvencyEnded& body) { return on_person(body.person, true); }
  Result<Taken> on(const DeathReported& body) { return on_person(body.person, true); }
  Result<Taken> on(const ReceiptArrived& body);
  Result<Taken> on(const CallHeld& body);
  Result<Taken> on(const TaskDone& body) { return on_case(body.case_id); }
  Result<Taken> on(const NoteMade& body) { return on_case(body.case_id); }
  Result<Taken> on(const PaymentsComplete& body);
  Result<Taken> on(const FieldsStated& body);
  Result<Taken> on(const HostFact& body);
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

Result<Taken> Taker::take_history(Held& held) {
  Taken taken;
  const std::size_t together = taken_together(waiting_);
  while (taken.used < together) {
    Fact next = waiting_[taken.used].fact;
    const std::vector<PrivateField> fields = take_private(next);
    Result<const Entry*> entry =
        desk_.add_to_case(held, EntryKind::fact_recorded, FactRecorded{next}, fields);
    if (!entry) return unexpected(entry.error());
    ++taken.used;
  }
  return taken;
}

Result<Taken> Taker::on(const CaseOpened& body) {
  if (std::string why = wrong_in_opening(desk_.shell(), body); !why.empty()) {
    return refuse(std::move(why));
  }
  Result<Held*> known = desk_.find_case(body.case_id);
  if (!known) return unexpected(known.error());
  if (*known) return refuse("the case " + body.case_id.value + " exists already");
  for (const Claim& claim : body.claims) {
    Result<Held*> holder = holder_of(claim.id);
    if (!holder) return unexpected(holder.error());
    if (*holder) {
      return refuse("claim " + claim.id.value + " is in the open case " +
                    (*holder)->value.id.value);
    }
  }
  Result<Held*> held = desk_.add_opening(fact_, fields_);
  if (!held) return unexpected(held.error());
  Result<Taken> taken = take_history(**held);
  if (!taken) return taken;
  if (Result<Unit> done = decide_fact(**held, fact_); !done) return unexpected(done.error());
  Result<Unit> told = desk_.look_at_siblings(**held, desk_.moment().instant);
  if (!told) return unexpected(told.error());
  return taken;
}

Result<Taken> Taker::on(const ClaimAdded& body) {
  Result<Held*> held = desk_.find_case(body.case_id);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse(no_case(body.case_id));
  Case& value = (*held)->value;
  if (value.closed) return refuse("the case " + body.case_id.value + " is closed");
  const Plan* plan = plan_of(*(*held)->rules, value);
  if (!plan) return refuse("the rulebook has no plan " + value.plan);
  if (body.claim.principal.currency != value.currency) {
    return refuse("the claims of a case share one currency");
  }
  if (body.claim.debtor != value.debtor) return refuse("the claims of a case share one debtor");
  if (std::string why = wrong_in_claim(desk_.shell(), *plan, body.claim); !why.empty()) {
    return refuse(std::move(why));
  }
  Result<Held*> holder = holder_of(body.claim.id);
  if (!holder) return unexpected(holder.error());
  if (*holder) return refuse("claim " + body.claim.id.value + " is in an open case");
  return on_case(**held, fact_, fields_);
}

Result<Taken> Taker::on(const ClaimRemoved& body) {
  Result<Held*> held = desk_.find_case(body.case_id);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse(no_case(body.case_id));
  for (const CaseClaim& one : (*held)->value.claims) {
    if (one.claim.id == body.claim && !one.removed) return on_case(**held, fact_, fields_);
  }
  return refuse("the case " + body.case_id.value + " has no claim " + body.claim.value);
}

// The case by name, else the open one that holds the claim, else the only open one whose claim has
// these symbols; null when none or several fit.
Result<Held*> Taker::match(const PaymentReceived& payment) {
  if (!payment.case_id.empty()) return desk_.find_case(payment.case_id);
  if (!payment.claim.empty()) return holder_of(payment.claim);
  std::vector<std::string> keys;
  const PaymentSymbols& by = payment.symbols;
  if (!by.variable.empty()) keys.push_back(variable_key(by.variable));
  if (!by.reference.empty()) keys.push_back(reference_key(by.reference));
  std::vector<Held*> found;
  for (const std::string& key : keys) {
    Result<std::vector<Held*>> all = desk_.cases_with_key(key);
    if (!all) return unexpected(all.error());
    for (Held* held : *all) {
      if (!held->value.closed && std::find(found.begin(), found.end(), held) == found.end()) {
        found.push_back(held);
      }
    }
  }
  return found.size() == 1 ? found.front() : static_cast<Held*>(nullptr);
}

Result<Taken> Taker::on(const PaymentReceived& body) {
  Result<Held*> held = match(body);
  if (!held) return unexpected(held.error());
  if (*held && (*held)->value.currency == body.sum.currency) {
    return on_case(**held, fact_, fields_);
  }
  // Money is never turned away: what matches nothing waits until somebody says whose it is.
  const PersonId nobody{"payment:" + fact_.key.value};
  Result<Taken> taken = on_tenant(EntryKind::payment_unmatched, nobody);
  if (!taken) return taken;
  desk_.batch().unmatched.push_back({fact_.key, body.sum, body.value_date, desk_.state().position});
  taken->unmatched = true;
  return taken;
}

// A payment in the queue of those that match nothing, as of now.
Result<std::optional<UnmatchedPayment>> Taker::waiting_payment(const FactKey& key) {
  const auto& done = desk_.batch().unmatched_done;
  if (std::find(done.begin(), done.end(), key) != done.end()) {
    return std::optional<UnmatchedPayment>{};
  }
  for (const UnmatchedPayment& one : desk_.batch().unmatched) {
    if (one.key == key) return std::optional{one};
  }
  Result<std::vector<UnmatchedPayment>> stored =
      desk_.shell().store->unmatched(desk_.shell().shard);
  if (!stored) return unexpected(stored.error());
  for (const UnmatchedPayment& one : *stored) {
    if (one.key == key) return std::optional{one};
  }
  return std::optional<UnmatchedPayment>{};
}

Result<Taken> Taker::on(const PaymentAssigned& body) {
  Result<std::optional<UnmatchedPayment>> found = waiting_payment(body.payment);
  if (!found) return unexpected(found.error());
  if (!*found) return refuse("no unmatched payment has the key " + body.payment.value);
  Result<Held*> held = desk_.find_case(body.case_id);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse(no_case(body.case_id));
  if ((*held)->value.currency != (*found)->sum.currency) {
    return refuse("the payment is in " + (*found)->sum.currency.code() + ", the case in " +
                  (*held)->value.currency.code());
  }
  Result<Fact> payment = desk_.recorded_fact((*found)->position);
  if (!payment) return unexpected(payment.error());
  auto& received = std::get<PaymentReceived>(payment->what);
  received.case_id = body.case_id;
  received.claim = body.claim;
  Result<Taken> assigned = on_tenant(EntryKind::fact_recorded);
  if (!assigned) return assigned;
  desk_.batch().unmatched_done.push_back(body.payment);
  return on_case(**held, *payment, {});
}

// The case in which the payment was recorded; null when there is none.
Result<Held*> Taker::case_of_payment(const FactKey& payment) {
  Result<std::vector<Held*>> all = desk_.cases_with_key(payment_key(payment));
  if (!all) return unexpected(all.error());
  // A payment of this very batch is not in the store's index yet.
  for (auto& [id, held] : desk_.cases()) {
    if (std::find(all->begin(), all->end(), &held) == all->end()) all->push_back(&held);
  }
  for (Held* held : *all) {
    for (const RecordedFact& one : held->value.facts) {
      if (one.fact.key == payment && std::holds_alternative<PaymentReceived>(one.fact.what)) {
        return held;
      }
    }
  }
  return static_cast<Held*>(nullptr);
}

// A payment that matched nothing goes back; of a refund the sum is the whole.
Result<Taken> Taker::on_waiting(const FactKey& payment, const Money* whole) {
  Result<std::optional<UnmatchedPayment>> waiting = waiting_payment(payment);
  if (!waiting) return unexpected(waiting.error());
  if (!*waiting) return refuse("there is no payment with the key " + payment.value);
  if (whole != nullptr && (*waiting)->sum != *whole) {
    return refuse("a payment that matched nothing is refunded whole, or assigned first");
  }
  Result<Taken> taken = on_tenant(EntryKind::fact_recorded);
  if (taken) desk_.batch().unmatched_done.push_back(payment);
  return taken;
}

Result<Taken> Taker::on(const PaymentReversed& body) {
  Result<Held*> held = case_of_payment(body.payment);
  if (!held) return unexpected(held.error());
  return *held ? on_case(**held, fact_, fields_) : on_waiting(body.payment, nullptr);
}

Result<Taken> Taker::on(const PaymentRefunded& body) {
  Result<Held*> held = case_of_payment(body.payment);
  if (!held) return unexpected(held.error());
  if (!*held) return on_waiting(body.payment, &body.sum);
  Result<std::string> why = wrong_in_refund(desk_, **held, body);
  if (!why) return unexpected(why.error());
  return why->empty() ? on_case(**held, fact_, fields_) : refuse(*std::move(why));
}

Result<Taken> Taker::on(const RemittanceMade& body) {
  Result<std::string> why = wrong_in_remittance(desk_, body);
  if (!why) return unexpected(why.error());
  return why->empty() ? on_creditor(body.creditor) : refuse(*std::move(why));
}

Result<Taken> Taker::on(const PromiseMade& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    if (body.sum.currency != held.value.currency) {
      return refuse("the promise is in another currency than the case");
    }
    if (body.by < fact_.effective) return refuse("the promised date lies before the promise");
    return on_case(held, fact_, fields_);
  });
}

Result<Taken> Taker::on(const InstalmentsAgreed& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    for (const Instalment& one : body.instalments) {
      if (one.sum.currency != held.value.currency) {
        return refuse("the instalments are in another currency than the case");
      }
    }
    if (body.instalments.front().due < fact_.effective) {
      return refuse("the first instalment is due before the agreement");
    }
    return on_case(held, fact_, fields_);
  });
}

Result<Taken> Taker::on(const InstalmentsEnded& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    const Date today = std::max(desk_.moment().day, fact_.effective);
    for (const InstalmentPlan& plan :
         instalment_plans(held.value, {}, Calendar{}, std::nullopt, today)) {
      const bool meant = body.plan.empty() || body.plan == plan.key;
      if (meant && plan.state == InstalmentPlan::State::running) {
        return on_case(held, fact_, fields_);
      }
    }
    return refuse(body.plan.empty() ? "no instalment plan runs in the case " + body.case_id.value
                                    : "the instalment plan " + body.plan.value +
                                          " does not run in the case " + body.case_id.value);
  });
}

Result<Taken> Taker::on(const DisputeRaised& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    if (body.sum && body.sum->currency != held.value.currency) {
      return refuse("the disputed sum is in another currency than the case");
    }
    for (const ClaimId& claim : body.claims) {
      const auto& claims = held.value.claims;
      const bool known = std::any_of(claims.begin(), claims.end(),
                                     [&](const CaseClaim& one) { return one.claim.id == claim; });
      if (!known) return refuse("the case " + body.case_id.value + " has no claim " + claim.value);
    }
    return on_case(held, fact_, fields_);
  });
}

// The receipt stands on the person's stream; each case that the sending carried moves on.
Result<Taken> Taker::on(const ReceiptArrived& body) {
  const std::string key =
      body.sending.empty() ? provider_key(body.provider_id) : sending_key_text(body.sending);
  Result<std::vector<Held*>> all = desk_.cases_with_key(key);
  if (!all) return unexpected(all.error());
  if (all->empty()) return refuse("no sending has this key or provider's id");
  const PersonId person = all->front()->value.debtor;
  Result<const Entry*> entry =
      desk_.add_to_person(person, EntryKind::fact_recorded, FactRecorded{fact_}, fields_);
  if (!entry) return unexpected(entry.error());
  Result<PersonOnDesk*> known = desk_.find_person(person);
  if (!known) return unexpected(known.error());
  SendingKey sending = body.sending;
  for (const Sending& one : (*known)->value->sendings) {
    if (sending.empty() && one.provider_id == body.provider_id) sending = one.key;
  }
  const auto what = body.what == Receipt::delivered ? ContactProgress::What::delivered
                    : body.what == Receipt::failed  ? ContactProgress::What::failed
                                                    : ContactProgress::What::opened;
  for (Held* held : *all) {
    std::vector<OrderKey> orders;
    for (const Contact& contact : held->value.contacts) {
      if (contact.sending == sending) orders.push_back(contact.key);
    }
    for (const OrderKey& order : orders) {
      Result<Unit> done = progress(desk_, *held, {order, what, std::nullopt, {}, sending});
      if (!done) return unexpected(done.error());
    }
    desk_.look_at(*held, desk_.moment().instant);
  }
  return Taken{};
}

// A call counts for the person, whatever case it was about.
Result<Taken> Taker::on(const CallHeld& body) {
  if (body.case_id.empty()) return on_person(body.person, true);
  Result<Held*> held = desk_.find_case(body.case_id);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse(no_case(body.case_id));
  const PersonId person = body.person.empty() ? (*held)->value.debtor : body.person;
  Result<const Entry*> entry =
      desk_.add_to_person(person, EntryKind::fact_recorded, FactRecorded{fact_});
  if (!entry) return unexpected(entry.error());
  return on_case(**held, fact_, fields_);
}

Result<Taken> Taker::on(const PaymentsComplete&) {
  const std::optional<Date> before = desk_.payments_complete();
  Result<Taken> taken = on_tenant(EntryKind::fact_recorded);
  if (!taken) return taken;
  const std::optional<Date> now = desk_.payments_complete();
  if (!now || (before && *now <= *before)) return taken;
  Result<std::vector<CaseId>> waiting =
      desk_.shell().store->waiting_for_payments(desk_.shell().shard, *now);
  if (!waiting) return unexpected(waiting.error());
  for (const CaseId& id : *waiting) desk_.look_at_stored(id, desk_.moment().instant);
  return taken;
}

Result<Taken> Taker::on(const FieldsStated& body) {
  if (!body.person.empty()) return on_person(body.person, false);
  return body.case_id.empty() ? on_holder(body.claim) : on_case(body.case_id);
}

Result<Taken> Taker::on(const HostFact& body) {
  const auto& events = desk_.shell().rulebook.data().events;
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const EventDecl& one) { return one.name == body.event; });
  if (found == events.end()) return refuse("the rulebook declares no event " + body.event);
  if (!body.person.empty()) return on_person(body.person, true);
  if (found->scope != Scope::person) return on_case(body.case_id);
  Result<Held*> held = desk_.find_case(body.case_id);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse(no_case(body.case_id));
  const PersonId person = (*held)->value.debtor;
  auto& own = std::get<HostFact>(fact_.what);
  own.case_id = {};
  own.person = person;
  return on_person(person, true);
}

Result<Taken> Taker::on(const HoldStated& body) {
  return body.person.empty() ? on_case(body.case_id) : on_person(body.person, true);
}

}  // namespace

Result<Taken> take_fact(Desk& desk, std::span<const FactEnvelope> waiting) {
  return Taker(desk, waiting).take();
}

}  // namespace arrears::engine
