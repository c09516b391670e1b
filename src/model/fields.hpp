// Every struct that is stored or hashed, described once: fields(archive, value) names its members
// in the order of the struct. Encoding, decoding and JSON are archives that run over these lines.
//
// To append a member to a struct, append one call here. tests/unit/model/fields_test.cpp compares
// the lists with the headers, so a forgotten member is found.
#ifndef ARREARS_SRC_MODEL_FIELDS_HPP
#define ARREARS_SRC_MODEL_FIELDS_HPP

#include <arrears/model/journal.hpp>
#include <model/fact_fields.hpp>

namespace arrears::codec {

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
  a("outcome", v.outcome)("outcomes", v.outcomes)("cost", v.cost);
}

template <class A, Of<Price> T>
void fields(A& a, T& v) {
  a("sum", v.sum)("vat_ppm", v.vat_ppm);
}

// model/case.hpp
template <class A, Of<RecordedFact> T>
void fields(A& a, T& v) {
  a("position", v.position)("recorded_on", v.recorded_on)("recorded_at", v.recorded_at);
  a("fact", v.fact);
}
template <class A, Of<Posting> T>
void fields(A& a, T& v) {
  a("kind", v.kind)("claim", v.claim)("maturity", v.maturity)("fee", v.fee);
  a("by_law", v.by_law)("sum", v.sum);
  a("effective", v.effective)("if_paid", v.if_paid)("by", v.by)("basis", v.basis);
  a("position", v.position);
  a("recorded_at", v.recorded_at)("reversed", v.reversed);
}
template <class A, Of<StepCost> T>
void fields(A& a, T& v) {
  a("what", v.what)("name", v.name)("sum", v.sum)("vat_ppm", v.vat_ppm)("on", v.on);
  a("key", v.key);
  a("recorded_at", v.recorded_at);
}
template <class A, Of<InstalmentsEnd> T>
void fields(A& a, T& v) {
  a("plan", v.plan)("on", v.on)("recorded_at", v.recorded_at)("because", v.because);
}
template <class A, Of<OfferDecision> T>
void fields(A& a, T& v) {
  a("offer", v.offer)("accepted", v.accepted)("on", v.on)("recorded_at", v.recorded_at);
  a("because", v.because);
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
template <class A, Of<AskedStep> T>
void fields(A& a, T& v) {
  a("key", v.key)("rule", v.rule)("manual", v.manual)("text", v.text)("team", v.team);
  a("stay", v.stay)("asked_on", v.asked_on)("status", v.status)("answered_on", v.answered_on);
  a("by", v.by)("why", v.why);
}
template <class A, Of<Repeated> T>
void fields(A& a, T& v) {
  a("rule", v.rule)("times", v.times)("last", v.last);
}
template <class A, Of<Pause> T>
void fields(A& a, T& v) {
  a("from", v.from)("to", v.to);
}
template <class A, Of<Frame> T>
void fields(A& a, T& v) {
  a("state", v.state)("stay", v.stay)("entered", v.entered)("away", v.away)("left", v.left);
  a("fired", v.fired)("whenever_true", v.whenever_true)("scheduled", v.scheduled);
  a("fixed", v.fixed)("repeated", v.repeated);
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
template <class A, Of<CaseHolder> T>
void fields(A& a, T& v) {
  a("from", v.from)("creditor", v.creditor)("mandate", v.mandate);
}
template <class A, Of<Case> T>
void fields(A& a, T& v) {
  a("id", v.id)("plan", v.plan)("rulebook", v.rulebook)("creditor", v.creditor);
  a("mandate", v.mandate)("portfolio", v.portfolio)("batch", v.batch);
  a("holders", v.holders)("currency", v.currency)("debtor", v.debtor);
  a("opened_on", v.opened_on)("interest", v.interest);
  a("fields", v.fields)("claims", v.claims)("facts", v.facts);
  a("postings", v.postings)("costs", v.costs)("instalments_ended", v.instalments_ended);
  a("offers_decided", v.offers_decided);
  a("stack", v.stack)("stood", v.stood);
  a("everywhere_fired", v.everywhere_fired);
  a("everywhere_true", v.everywhere_true)("everywhere_repeated", v.everywhere_repeated);
  a("holds", v.holds)("contacts", v.contacts);
  a("tasks", v.tasks)("asked", v.asked)("noticed", v.noticed)("rested", v.rested)("stays", v.stays);
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
  a("claim", v.claim)("maturity", v.maturity)("fee", v.fee)("by_law", v.by_law);
  a("sum", v.sum)("basis", v.basis);
}
template <class A, Of<WriteOff> T>
void fields(A& a, T& v) {
  a("sum", v.sum)("if_paid", v.if_paid)("by", v.by)("because", v.because);
}
template <class A, Of<MakeTask> T>
void fields(A& a, T& v) {
  a("text", v.text)("team", v.team)("due", v.due)("outcomes", v.outcomes)("cost", v.cost);
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
template <class A, Of<AnswerOffer> T>
void fields(A& a, T& v) {
  a("offer", v.offer)("accepted", v.accepted)("because", v.because);
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
template <class A, Of<AskStep> T>
void fields(A& a, T& v) {
  a("rule", v.rule)("manual", v.manual)("text", v.text)("team", v.team);
}
template <class A, Of<EndAsked> T>
void fields(A& a, T& v) {
  a("step", v.step)("status", v.status)("why", v.why);
}
template <class A, Of<MovedRule> T>
void fields(A& a, T& v) {
  a("from", v.from)("to", v.to);
}
template <class A, Of<Migrate> T>
void fields(A& a, T& v) {
  a("rulebook", v.rulebook)("plan", v.plan)("stack", v.stack);
  a("everywhere_fired", v.everywhere_fired);
  a("everywhere_true", v.everywhere_true)("everywhere_repeated", v.everywhere_repeated);
  a("rules", v.rules);
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
  a("fact", v.fact)("interest", v.interest);
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
