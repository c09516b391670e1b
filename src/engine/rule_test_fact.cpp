#include <engine/rule_test_fact.hpp>

namespace arrears {

namespace {

template <class T>
std::optional<T> first_of(const std::vector<Value>& values) {
  for (const Value& value : values) {
    if (const T* found = std::get_if<T>(&value)) return *found;
  }
  return std::nullopt;
}

std::string word_of(const std::vector<Value>& values) {
  if (const auto name = first_of<Name>(values)) return name->text;
  return first_of<std::string>(values).value_or("");
}

Result<Money> sum_of(const TestFact& given) {
  if (const auto sum = first_of<Money>(given.values)) return *sum;
  return unexpected(ErrorCode::invalid, "this event needs a sum");
}

unexpected not_open() { return unexpected(ErrorCode::not_found, "the case is not open yet"); }

// The latest sending of that message by that channel.
Result<FactBody> receipt(const RulebookData& rules, const TestFact& given,
                         const TestSubject& about) {
  if (!about.value) return not_open();
  const std::string channel =
      given.channel < rules.channels.size() ? rules.channels[given.channel].name : "";
  const std::string message =
      given.message < rules.messages.size() ? rules.messages[given.message].name : "";
  const Contact* latest = nullptr;
  for (const Contact& contact : about.value->contacts) {
    if (contact.status == ContactStatus::sent && contact.channel == channel &&
        contact.message == message) {
      latest = &contact;
    }
  }
  if (!latest) {
    return unexpected(ErrorCode::not_found, channel + " \"" + message + "\" has not been sent");
  }
  const Receipt what = given.what == TestFact::What::delivered     ? Receipt::delivered
                       : given.what == TestFact::What::undelivered ? Receipt::failed
                                                                   : Receipt::opened;
  return FactBody{ReceiptArrived{latest->sending, {}, what}};
}

// The latest payment comes back.
Result<FactBody> reversal(const TestSubject& about) {
  if (!about.value) return not_open();
  PaymentReversed out;
  for (const RecordedFact& one : about.value->facts) {
    if (std::holds_alternative<PaymentReceived>(one.fact.what)) out.payment = one.fact.key;
  }
  return FactBody{std::move(out)};
}

// A dispute ends that was raised and has not ended.
Result<FactBody> resolution(const TestSubject& about) {
  int open = about.value ? 0 : 1;  // of history, before the case is open, nothing is known here
  for (std::size_t i = 0; about.value && i < about.value->facts.size(); ++i) {
    const FactBody& what = about.value->facts[i].fact.what;
    open += std::holds_alternative<DisputeRaised>(what) ? 1 : 0;
    open -= std::holds_alternative<DisputeResolved>(what) ? 1 : 0;
  }
  if (open <= 0) return unexpected(ErrorCode::not_found, "no dispute is open");
  DisputeResolved out;
  out.case_id = about.case_id;
  return FactBody{std::move(out)};
}

// A task of that text that is not done yet.
Result<FactBody> done(const TestFact& given, const TestSubject& about) {
  if (!about.value) return not_open();
  for (const Task& task : about.value->tasks) {
    if (task.text == given.text && !task.done_on) {
      return FactBody{TaskDone{about.case_id, given.text, given.outcome, {}}};
    }
  }
  return unexpected(ErrorCode::not_found, "there is no open task \"" + given.text + "\"");
}

// One more claim like the first, of its own sum and due date.
Result<FactBody> added_claim(Money sum, Date due, const TestSubject& about) {
  if (!about.value || about.value->claims.empty()) return not_open();
  ClaimAdded out{about.case_id, about.value->claims.front().claim};
  out.claim.id = {about.case_id.value + "/" + std::to_string(about.value->claims.size() + 1)};
  out.claim.principal = sum;
  out.claim.due = due;
  out.claim.symbols = {};
  return FactBody{std::move(out)};
}

// The claim that joined last leaves.
Result<FactBody> removed_claim(const TestSubject& about) {
  if (!about.value) return not_open();
  ClaimRemoved out{about.case_id, {}, {}};
  for (const CaseClaim& one : about.value->claims) {
    if (!one.removed) out.claim = one.claim.id;
  }
  return FactBody{std::move(out)};
}

// The answer to the step of that text that has waited longest, or to any.
Result<FactBody> answer(const TestFact& given, bool accepted, const TestSubject& about) {
  if (!about.value) return not_open();
  for (const AskedStep& asked : about.value->asked) {
    if (asked.status != AskedStep::Status::waiting) continue;
    if (!given.text.empty() && asked.text != given.text) continue;
    return FactBody{StepConfirmed{about.case_id, asked.key, accepted, "test", {}}};
  }
  return unexpected(ErrorCode::not_found, given.text.empty()
                                              ? "no step waits for anybody"
                                              : "the step \"" + given.text + "\" does not wait");
}

Result<FactBody> host_event(const RulebookData& rules, const TestFact& given,
                            const TestSubject& about) {
  const std::size_t index = given.event - core_events;
  if (index >= rules.events.size()) return unexpected(ErrorCode::invalid, "no such event");
  const EventDecl& event = rules.events[index];
  HostFact out;
  out.event = event.name;
  if (event.scope == Scope::person)
    out.person = about.person;
  else
    out.case_id = about.case_id;
  for (std::size_t i = 0; i < event.parts.size() && i < given.values.size(); ++i) {
    out.values.insert_or_assign(event.parts[i].name, given.values[i]);
  }
  return FactBody{std::move(out)};
}

// So many instalments of that sum, a month apart: agreed or offered.
template <class Body>
FactBody in_parts(Money sum, const TestFact& given, Date day, const TestSubject& about) {
  Body out;
  out.case_id = about.case_id;
  for (std::int32_t i = 0; i < given.times; ++i) {
    out.instalments.push_back({given.by.value_or(day) + Months{i}, sum});
  }
  return out;
}

// A credit note for the first claim.
Result<FactBody> reduction(Money sum, const TestSubject& about) {
  if (!about.value || about.value->claims.empty()) return not_open();
  ClaimReduced out;
  out.case_id = about.case_id;
  out.claim = about.value->claims.front().claim.id;
  out.sum = sum;
  return FactBody{std::move(out)};
}

// It confirms every claim and awards nothing on top.
Result<FactBody> title(const TestSubject& about) {
  if (!about.value || about.value->claims.empty()) return not_open();
  TitleIssued out;
  out.case_id = about.case_id;
  for (const CaseClaim& one : about.value->claims) {
    if (!one.removed) out.parts.push_back({one.claim.id, {}, {}, {}, {}, {}});
  }
  return FactBody{std::move(out)};
}

// Events that bring a sum.
Result<FactBody> event_of_sum(const TestFact& given, Date day, const TestSubject& about) {
  const Result<Money> sum = sum_of(given);
  if (!sum) return unexpected(sum.error());
  switch (static_cast<CoreEvent>(given.event)) {
    case CoreEvent::promise:
      return FactBody{PromiseMade{about.case_id, {}, *sum, given.by.value_or(day)}};
    case CoreEvent::instalments_agreed: return in_parts<InstalmentsAgreed>(*sum, given, day, about);
    case CoreEvent::offer: return in_parts<InstalmentsOffered>(*sum, given, day, about);
    case CoreEvent::cost: return FactBody{CostIncurred{about.case_id, {}, *sum, 0, {}}};
    case CoreEvent::claim_added: return added_claim(*sum, given.by.value_or(day), about);
    case CoreEvent::reduction: return reduction(*sum, about);
    default: break;
  }
  PaymentReceived out;
  out.case_id = about.case_id;
  out.sum = *sum;
  out.value_date = given.valued.value_or(day);
  out.source = about.source;
  return FactBody{std::move(out)};
}

Result<FactBody> event_of(const RulebookData& rules, const TestFact& given, Date day,
                          const TestSubject& about) {
  if (given.event >= core_events) return host_event(rules, given, about);
  switch (static_cast<CoreEvent>(given.event)) {
    case CoreEvent::payment:
    case CoreEvent::promise:
    case CoreEvent::instalments_agreed:
    case CoreEvent::offer:
    case CoreEvent::reduction:
    case CoreEvent::cost:
    case CoreEvent::claim_added: return event_of_sum(given, day, about);
    case CoreEvent::instalments_ended: {
      InstalmentsEnded out;
      out.case_id = about.case_id;
      return FactBody{std::move(out)};
    }
    case CoreEvent::offer_refused: return FactBody{OfferAnswered{about.case_id, {}, false, {}}};
    case CoreEvent::payment_reversed: return reversal(about);
    case CoreEvent::claim_removed: return removed_claim(about);
    case CoreEvent::dispute: {
      DisputeRaised out;
      out.case_id = about.case_id;
      out.sum = first_of<Money>(given.values);
      return FactBody{std::move(out)};
    }
    case CoreEvent::dispute_resolved: return resolution(about);
    case CoreEvent::insolvency: return FactBody{InsolvencyDeclared{about.person, {}}};
    case CoreEvent::death: return FactBody{DeathReported{about.person}};
    case CoreEvent::call: {
      CallHeld out;
      out.case_id = about.case_id;
      out.person = about.person;
      out.outcome = word_of(given.values);
      return FactBody{std::move(out)};
    }
    case CoreEvent::title: return title(about);
    case CoreEvent::acknowledgement: {
      LimitationStated out;
      out.case_id = about.case_id;
      out.event.kind = LimitationEvent::Kind::acknowledged;
      out.event.from = day;
      return FactBody{std::move(out)};
    }
    case CoreEvent::acceleration: return FactBody{ClaimAccelerated{about.case_id, {}, {}, {}}};
    case CoreEvent::assignment:
      return FactBody{CaseAssigned{about.case_id, {"test-assignee"}, {}, {}}};
    case CoreEvent::step_refused: return answer(given, false, about);
    case CoreEvent::note: return FactBody{NoteMade{about.case_id, {}}};
    default: break;
  }
  return unexpected(ErrorCode::invalid, "this event follows from other facts; state those");
}

}  // namespace

Result<FactBody> fact_of_test(const RulebookData& rules, const TestFact& given, Date day,
                              const TestSubject& about) {
  using What = TestFact::What;
  switch (given.what) {
    case What::begin: break;
    case What::payments_complete: return FactBody{PaymentsComplete{about.source, given.through}};
    case What::delivered:
    case What::undelivered:
    case What::opened: return receipt(rules, given, about);
    case What::done: return done(given, about);
    case What::confirmed:
    case What::refused: return answer(given, given.what == What::confirmed, about);
    case What::event: return event_of(rules, given, day, about);
  }
  return FactBody{NoteMade{about.case_id, {}}};
}

}  // namespace arrears
