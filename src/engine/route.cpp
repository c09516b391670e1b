// Facts about cases and persons.
#include <decide/sight.hpp>
#include <engine/taker.hpp>

#include <algorithm>

namespace arrears::engine {

Result<Taken> Taker::take_history(Held& held) {
  Taken taken;
  const std::size_t together = taken_together(waiting_);
  while (taken.used < together) {
    Fact next = waiting_[taken.used].fact;
    // What does not fit ends the history: it is taken in its turn, and says why it is refused.
    const LawPack& law = law_of(*held.rules, held.value, desk_.shell().law);
    if (!misfit(held.value, law, next, next.effective).empty()) break;
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
  const Plan* plan = plan_of(*(*held)->rules, value);
  if (!plan) return refuse("the rulebook has no plan " + value.plan);
  if (std::string why = cannot_join(desk_.shell().law, *plan, value, body.claim); !why.empty()) {
    return refuse(std::move(why));
  }
  Result<Held*> holder = holder_of(body.claim.id);
  if (!holder) return unexpected(holder.error());
  if (*holder) return refuse("claim " + body.claim.id.value + " is in an open case");
  return on_case(**held, fact_, fields_);
}

Result<Taken> Taker::on(const LiabilityStated& body) {
  Result<Held*> held = holder_of(body.liability.claim);
  if (!held) return unexpected(held.error());
  if (!*held) return refuse("no open case holds the claim " + body.liability.claim.value);
  return on_fitting(**held);
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
      Result<Unit> done = progress(desk_, *held, {order, what, {}, {}, sending, {}});
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

Result<Taken> Taker::on(const FieldsStated& body) {
  if (!body.person.empty()) return on_person(body.person, false);
  return body.case_id.empty() ? on_holder(body.claim) : on_case(body.case_id);
}

// Conditions read the parts: one that is not there, or is something else, would make them not hold.
std::string Taker::wrong_parts(const EventDecl& event, const FieldValues& values) const {
  const RulebookData& rules = desk_.shell().rulebook.data();
  for (const EventDecl::Part& part : event.parts) {
    const auto given = values.find(part.name);
    if (given == values.end()) return "the event " + event.name + " lacks its part " + part.name;
    const Interval read = interval_of(rules, given->second, part.list);
    if (read.kind != part.kind || (part.kind == Kind::name && read.low < 0)) {
      return "the part " + part.name + " of the event " + event.name +
             " is nothing that the rulebook knows";
    }
  }
  for (const auto& given : values) {
    const bool known = std::any_of(event.parts.begin(), event.parts.end(),
                                   [&given](const auto& part) { return part.name == given.first; });
    if (!known) return "the event " + event.name + " has no part " + given.first;
  }
  return {};
}

Result<Taken> Taker::on(const HostFact& body) {
  const auto& events = desk_.shell().rulebook.data().events;
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const EventDecl& one) { return one.name == body.event; });
  if (found == events.end()) return refuse("the rulebook declares no event " + body.event);
  if (std::string wrong = wrong_parts(*found, body.values); !wrong.empty()) return refuse(wrong);
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

Result<Taken> take_fact(Desk& desk, std::span<const FactEnvelope> waiting) {
  return Taker(desk, waiting).take();
}

}  // namespace arrears::engine
