// Every struct that is stored or hashed, described once: fields(archive, value) names its members
// in the order of the struct. Encoding, decoding and JSON are archives that run over these lines.
//
// To append a member to a struct, append one call here. tests/unit/model/fields_test.cpp compares
// the lists with the headers, so a forgotten member is found.
#ifndef ARREARS_SRC_MODEL_FIELDS_HPP
#define ARREARS_SRC_MODEL_FIELDS_HPP

#include <arrears/model/journal.hpp>
#include <concepts>
#include <string_view>

namespace arrears::codec {

template <class T, class U>
concept Of = std::same_as<std::remove_const_t<T>, U>;

// model/claim.hpp, and what it is made of
template <class A, Of<Rate> T>
void fields(A& a, T& v) {
  a("ppm", v.ppm)("day_count", v.day_count);
}
template <class A, Of<PaymentSymbols> T>
void fields(A& a, T& v) {
  a("variable", v.variable)("specific", v.specific)("constant", v.constant);
  a("reference", v.reference);
}
template <class A, Of<InterestSegment> T>
void fields(A& a, T& v) {
  a("from", v.from)("until", v.until)("base", v.base)("kind", v.kind)("fixed", v.fixed);
  a("regime", v.regime)("basis", v.basis)("source", v.source);
}
template <class A, Of<Claim> T>
void fields(A& a, T& v) {
  a("id", v.id)("principal", v.principal)("due", v.due)("obligation", v.obligation);
  a("relation", v.relation)("debtor", v.debtor)("law", v.law)("agreed_rate", v.agreed_rate);
  a("segments", v.segments)("allocation", v.allocation)("limitation", v.limitation);
  a("symbols", v.symbols)("fields", v.fields);
}
template <class A, Of<Share> T>
void fields(A& a, T& v) {
  a("part", v.part)("whole", v.whole);
}
template <class A, Of<Liability> T>
void fields(A& a, T& v) {
  a("claim", v.claim)("person", v.person)("role", v.role)("extent", v.extent)("share", v.share);
  a("limit", v.limit)("from", v.from)("until", v.until)("basis", v.basis);
}

// model/title.hpp
template <class A, Of<LimitationEvent> T>
void fields(A& a, T& v) {
  a("kind", v.kind)("from", v.from)("until", v.until)("on_merits", v.on_merits);
}
template <class A, Of<TitlePart> T>
void fields(A& a, T& v) {
  a("claim", v.claim)("dismissed", v.dismissed)("interest", v.interest);
  a("court_fee", v.court_fee)("attorney_fee", v.attorney_fee)("costs", v.costs);
}

// model/mandate.hpp
template <class A, Of<CommissionBand> T>
void fields(A& a, T& v) {
  a("above", v.above)("rate_ppm", v.rate_ppm);
}
template <class A, Of<CommissionRule> T>
void fields(A& a, T& v) {
  a("phases", v.phases)("components", v.components)("receivers", v.receivers);
  a("min_days", v.min_days)("max_days", v.max_days)("bands", v.bands);
}
template <class A, Of<CommissionTerms> T>
void fields(A& a, T& v) {
  a("currency", v.currency)("from", v.from)("until", v.until)("tiers", v.tiers);
  a("vat_ppm", v.vat_ppm)("rules", v.rules);
}
template <class A, Of<RemittanceLine> T>
void fields(A& a, T& v) {
  a("payment", v.payment)("case_id", v.case_id)("gross", v.gross);
  a("commission", v.commission)("vat", v.vat);
}

// model/fact.hpp
template <class A, Of<PersonDetails> T>
void fields(A& a, T& v) {
  a("name", v.name)("email", v.email)("phone", v.phone)("address", v.address);
  a("identifier", v.identifier);
}
template <class A, Of<PersonStated> T>
void fields(A& a, T& v) {
  a("person", v.person)("details", v.details)("kind", v.kind)("language", v.language);
  a("zone", v.zone)("fields", v.fields);
}
template <class A, Of<CaseOpened> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("plan", v.plan)("creditor", v.creditor)("mandate", v.mandate);
  a("claims", v.claims)("fields", v.fields);
}
template <class A, Of<ClaimAdded> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim);
}
template <class A, Of<ClaimRemoved> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("reason", v.reason);
}
template <class A, Of<LiabilityStated> T>
void fields(A& a, T& v) {
  a("liability", v.liability);
}
template <class A, Of<Conversion> T>
void fields(A& a, T& v) {
  a("sum", v.sum)("rate", v.rate)("day", v.day)("source", v.source);
}
template <class A, Of<PaymentReceived> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("symbols", v.symbols)("sum", v.sum);
  a("value_date", v.value_date)("source", v.source)("receiver", v.receiver)("person", v.person);
  a("order", v.order)("order_agreed", v.order_agreed)("way", v.way)("converted", v.converted);
  a("payer", v.payer)("message", v.message);
}
template <class A, Of<PaymentAssigned> T>
void fields(A& a, T& v) {
  a("payment", v.payment)("case_id", v.case_id)("claim", v.claim);
}
template <class A, Of<PaymentReversed> T>
void fields(A& a, T& v) {
  a("payment", v.payment)("reason", v.reason);
}
template <class A, Of<PaymentRefunded> T>
void fields(A& a, T& v) {
  a("payment", v.payment)("sum", v.sum)("reason", v.reason);
}
template <class A, Of<MandateStated> T>
void fields(A& a, T& v) {
  a("mandate", v.mandate)("creditor", v.creditor)("commission", v.commission);
}
template <class A, Of<RemittanceMade> T>
void fields(A& a, T& v) {
  a("mandate", v.mandate)("creditor", v.creditor)("through", v.through)("lines", v.lines);
}
template <class A, Of<ClaimReduced> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("kind", v.kind)("sum", v.sum)("if_paid", v.if_paid);
  a("by", v.by)("reference", v.reference)("reason", v.reason);
}
template <class A, Of<ReductionReversed> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("reduction", v.reduction)("reason", v.reason);
}
template <class A, Of<InterestStated> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("until", v.until)("segments", v.segments);
  a("basis", v.basis);
}
template <class A, Of<TitleIssued> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("kind", v.kind)("reference", v.reference)("payable", v.payable);
  a("parts", v.parts);
}
template <class A, Of<LimitationStated> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("event", v.event);
}
template <class A, Of<CostIncurred> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("kind", v.kind)("sum", v.sum)("vat_ppm", v.vat_ppm);
  a("reference", v.reference);
}
template <class A, Of<PromiseMade> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("sum", v.sum)("by", v.by);
}
template <class A, Of<Instalment> T>
void fields(A& a, T& v) {
  a("due", v.due)("sum", v.sum);
}
template <class A, Of<InstalmentsAgreed> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("instalments", v.instalments);
  a("waives_interest", v.waives_interest);
}
template <class A, Of<InstalmentsEnded> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("plan", v.plan)("reason", v.reason);
}
template <class A, Of<DisputeRaised> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claims", v.claims)("sum", v.sum)("deadline", v.deadline);
  a("reason", v.reason)("evidence", v.evidence);
}
template <class A, Of<DisputeResolved> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("dispute", v.dispute)("upheld", v.upheld)("note", v.note);
}
template <class A, Of<InsolvencyDeclared> T>
void fields(A& a, T& v) {
  a("person", v.person)("reference", v.reference);
}
template <class A, Of<InsolvencyEnded> T>
void fields(A& a, T& v) {
  a("person", v.person);
}
template <class A, Of<DeathReported> T>
void fields(A& a, T& v) {
  a("person", v.person);
}
template <class A, Of<ReceiptArrived> T>
void fields(A& a, T& v) {
  a("sending", v.sending)("provider_id", v.provider_id)("what", v.what);
}
template <class A, Of<CallHeld> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("inbound", v.inbound)("outcome", v.outcome);
  a("note", v.note);
}
template <class A, Of<TaskDone> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("task", v.task)("outcome", v.outcome)("note", v.note);
}
template <class A, Of<NoteMade> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("text", v.text);
}
template <class A, Of<PaymentsComplete> T>
void fields(A& a, T& v) {
  a("source", v.source)("through", v.through);
}
template <class A, Of<FieldsStated> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("person", v.person)("fields", v.fields);
}
template <class A, Of<HostFact> T>
void fields(A& a, T& v) {
  a("event", v.event)("case_id", v.case_id)("person", v.person)("values", v.values);
}
template <class A, Of<HoldStated> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("kinds", v.kinds)("until", v.until);
  a("released", v.released)("hold", v.hold)("because", v.because);
}
template <class A, Of<Fact> T>
void fields(A& a, T& v) {
  a("key", v.key)("effective", v.effective)("what", v.what);
}

// model/hold.hpp, contact.hpp, task.hpp
template <class A, Of<Hold> T>
void fields(A& a, T& v) {
  a("kinds", v.kinds)("scope", v.scope)("claim", v.claim)("cause", v.cause)("by", v.by);
  a("from", v.from)("until", v.until)("released", v.released)("with_state", v.with_state);
  a("because", v.because);
}
template <class A, Of<RuleRef> T>
void fields(A& a, T& v) {
  a("state", v.state)("trigger", v.trigger)("step", v.step)("fallback", v.fallback);
}
template <class A, Of<Contact> T>
void fields(A& a, T& v) {
  a("key", v.key)("rule", v.rule)("channel", v.channel)("message", v.message)("kind", v.kind);
  a("attachments", v.attachments)("person", v.person)("stay", v.stay);
  a("ordered_on", v.ordered_on)("expires", v.expires)("status", v.status);
  a("not_before", v.not_before)("waits_for", v.waits_for)("sending", v.sending);
  a("sent_on", v.sent_on)("delivered_on", v.delivered_on)("failed_on", v.failed_on);
  a("opened_on", v.opened_on)("fallbacks_done", v.fallbacks_done)("attempts", v.attempts);
  a("cost", v.cost);
}
template <class A, Of<Task> T>
void fields(A& a, T& v) {
  a("text", v.text)("team", v.team)("made_on", v.made_on)("due", v.due)("done_on", v.done_on);
  a("outcome", v.outcome)("cost", v.cost);
}

// model/case.hpp
template <class A, Of<RecordedFact> T>
void fields(A& a, T& v) {
  a("position", v.position)("recorded_on", v.recorded_on)("recorded_at", v.recorded_at);
  a("fact", v.fact);
}
template <class A, Of<Posting> T>
void fields(A& a, T& v) {
  a("kind", v.kind)("claim", v.claim)("fee", v.fee)("by_law", v.by_law)("sum", v.sum);
  a("effective", v.effective)("basis", v.basis)("position", v.position);
  a("recorded_at", v.recorded_at)("reversed", v.reversed);
}
template <class A, Of<StepCost> T>
void fields(A& a, T& v) {
  a("what", v.what)("name", v.name)("sum", v.sum)("on", v.on)("key", v.key);
  a("recorded_at", v.recorded_at);
}
template <class A, Of<InstalmentsEnd> T>
void fields(A& a, T& v) {
  a("plan", v.plan)("on", v.on)("recorded_at", v.recorded_at)("because", v.because);
}
template <class A, Of<Duration> T>
void fields(A& a, T& v) {
  a("unit", v.unit)("count", v.count);
}
template <class A, Of<FixedDuration> T>
void fields(A& a, T& v) {
  a("rule", v.rule)("duration", v.duration);
}
template <class A, Of<ScheduledStep> T>
void fields(A& a, T& v) {
  a("rule", v.rule)("from", v.from);
}
template <class A, Of<Pause> T>
void fields(A& a, T& v) {
  a("from", v.from)("to", v.to);
}
template <class A, Of<Frame> T>
void fields(A& a, T& v) {
  a("state", v.state)("stay", v.stay)("entered", v.entered)("away", v.away)("left", v.left);
  a("fired", v.fired)("whenever_true", v.whenever_true)("scheduled", v.scheduled);
  a("fixed", v.fixed);
}
template <class A, Of<Stood> T>
void fields(A& a, T& v) {
  a("from", v.from)("state", v.state);
}
template <class A, Of<Noticed> T>
void fields(A& a, T& v) {
  a("event", v.event)("key", v.key)("on", v.on);
}
template <class A, Of<Rested> T>
void fields(A& a, T& v) {
  a("position", v.position)("on", v.on)("rule", v.rule)("event", v.event)("key", v.key);
  a("revised", v.revised);
}
template <class A, Of<CaseClaim> T>
void fields(A& a, T& v) {
  a("claim", v.claim)("added", v.added)("removed", v.removed);
}
template <class A, Of<Case> T>
void fields(A& a, T& v) {
  a("id", v.id)("plan", v.plan)("rulebook", v.rulebook)("creditor", v.creditor);
  a("mandate", v.mandate)("currency", v.currency)("debtor", v.debtor)("opened_on", v.opened_on);
  a("fields", v.fields)("claims", v.claims)("facts", v.facts);
  a("postings", v.postings)("costs", v.costs)("instalments_ended", v.instalments_ended);
  a("stack", v.stack)("stood", v.stood);
  a("everywhere_fired", v.everywhere_fired);
  a("everywhere_true", v.everywhere_true)("holds", v.holds)("contacts", v.contacts);
  a("tasks", v.tasks)("noticed", v.noticed)("rested", v.rested)("stays", v.stays);
  a("closed", v.closed)("because", v.because)("handed_to", v.handed_to);
  a("set_aside", v.set_aside)("entries", v.entries);
}
template <class A, Of<Sending> T>
void fields(A& a, T& v) {
  a("key", v.key)("at", v.at)("on", v.on)("channel", v.channel)("message", v.message);
  a("kind", v.kind)("orders", v.orders)("cases", v.cases)("status", v.status);
  a("attempts", v.attempts)("provider_id", v.provider_id);
}
template <class A, Of<Person> T>
void fields(A& a, T& v) {
  a("id", v.id)("kind", v.kind)("language", v.language)("zone", v.zone)("fields", v.fields);
  a("facts", v.facts)("holds", v.holds)("sendings", v.sendings)("entries", v.entries);
}

// model/decision.hpp
template <class A, Of<EnterState> T>
void fields(A& a, T& v) {
  a("state", v.state)("because", v.because)("fixed", v.fixed)("excursion", v.excursion);
}
template <class A, Of<GoBack> T>
void fields(A&, T&) {}
template <class A, Of<CloseCase> T>
void fields(A& a, T& v) {
  a("because", v.because);
}
template <class A, Of<OrderContact> T>
void fields(A& a, T& v) {
  a("rule", v.rule)("channel", v.channel)("message", v.message)("kind", v.kind);
  a("attachments", v.attachments)("expires", v.expires)("cost", v.cost);
}
template <class A, Of<EndContact> T>
void fields(A& a, T& v) {
  a("order", v.order)("status", v.status)("why", v.why);
}
template <class A, Of<Charge> T>
void fields(A& a, T& v) {
  a("claim", v.claim)("fee", v.fee)("by_law", v.by_law)("sum", v.sum)("basis", v.basis);
}
template <class A, Of<WriteOff> T>
void fields(A& a, T& v) {
  a("sum", v.sum);
}
template <class A, Of<MakeTask> T>
void fields(A& a, T& v) {
  a("text", v.text)("team", v.team)("due", v.due)("cost", v.cost);
}
template <class A, Of<PlaceHold> T>
void fields(A& a, T& v) {
  a("kinds", v.kinds)("until", v.until)("with_state", v.with_state)("because", v.because);
}
template <class A, Of<ReleaseHolds> T>
void fields(A& a, T& v) {
  a("kinds", v.kinds);
}
template <class A, Of<EndInstalments> T>
void fields(A& a, T& v) {
  a("plan", v.plan)("because", v.because);
}
template <class A, Of<HandOver> T>
void fields(A& a, T& v) {
  a("recipient", v.recipient)("text", v.text)("cost", v.cost);
}
template <class A, Of<ScheduleStep> T>
void fields(A& a, T& v) {
  a("rule", v.rule);
}
template <class A, Of<EndStep> T>
void fields(A& a, T& v) {
  a("rule", v.rule);
}
template <class A, Of<Notice> T>
void fields(A& a, T& v) {
  a("event", v.event)("key", v.key);
}
template <class A, Of<Forget> T>
void fields(A& a, T& v) {
  a("rule", v.rule);
}
template <class A, Of<Regret> T>
void fields(A& a, T& v) {
  a("what", v.what)("position", v.position);
}
template <class A, Of<Reading> T>
void fields(A& a, T& v) {
  a("name", v.name)("value", v.value);
}
template <class A, Of<Reason> T>
void fields(A& a, T& v) {
  a("rule", v.rule)("cause", v.cause)("event", v.event)("key", v.key)("readings", v.readings);
  a("first_effect", v.first_effect)("effect_count", v.effect_count);
}
template <class A, Of<Decision> T>
void fields(A& a, T& v) {
  a("effects", v.effects)("reasons", v.reasons)("defect", v.defect);
}

// model/journal.hpp
template <class A, Of<StreamId> T>
void fields(A& a, T& v) {
  a("kind", v.kind)("id", v.id);
}
template <class A, Of<DayStarted> T>
void fields(A& a, T& v) {
  a("day", v.day);
}
template <class A, Of<FactRecorded> T>
void fields(A& a, T& v) {
  a("fact", v.fact);
}
template <class A, Of<Decided> T>
void fields(A& a, T& v) {
  a("decision", v.decision);
}
template <class A, Of<ContactProgress> T>
void fields(A& a, T& v) {
  a("order", v.order)("what", v.what)("not_before", v.not_before)("why", v.why);
  a("sending", v.sending)("cost", v.cost);
}
template <class A, Of<SendingProgress> T>
void fields(A& a, T& v) {
  a("sending", v.sending)("receipt", v.receipt)("why", v.why)("retry_at", v.retry_at);
}
template <class A, Of<Installed> T>
void fields(A& a, T& v) {
  a("hash", v.hash)("name", v.name);
}
template <class A, Of<PersonErased> T>
void fields(A& a, T& v) {
  a("person", v.person);
}
// All but the hash: what the hash is taken of, in the order that DESIGN part 5 fixes.
template <class A, Of<Entry> T>
void unsalted_fields(A& a, T& v) {
  a("tenant", v.tenant)("shard", v.shard)("stream", v.stream)("number", v.number);
  a("position", v.position)("recorded_at", v.recorded_at)("business_day", v.business_day);
  a("actor", v.actor)("kind", v.kind)("schema", v.schema)("rulebook", v.rulebook);
  a("packs", v.packs)("semantics", v.semantics)("payload", v.payload);
}
template <class A, Of<Entry> T>
void salted_fields(A& a, T& v) {
  a("commitments", v.commitments)("previous", v.previous);
}
template <class A, Of<Entry> T>
void hashed_fields(A& a, T& v) {
  unsalted_fields(a, v);
  salted_fields(a, v);
}
template <class A, Of<Entry> T>
void fields(A& a, T& v) {
  hashed_fields(a, v);
  a("hash", v.hash);
}

}  // namespace arrears::codec

#endif
