// What facts are made of, described once; see model/fields.hpp, which includes this.
#ifndef ARREARS_SRC_MODEL_FACT_FIELDS_HPP
#define ARREARS_SRC_MODEL_FACT_FIELDS_HPP

#include <arrears/model/fact.hpp>
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
template <class A, Of<Instalment> T>
void fields(A& a, T& v) {
  a("due", v.due)("sum", v.sum);
}
template <class A, Of<Claim> T>
void fields(A& a, T& v) {
  a("id", v.id)("principal", v.principal)("due", v.due)("obligation", v.obligation);
  a("relation", v.relation)("debtor", v.debtor)("law", v.law)("agreed_rate", v.agreed_rate);
  a("segments", v.segments)("allocation", v.allocation)("limitation", v.limitation);
  a("maturities", v.maturities)("demanded", v.demanded)("security", v.security);
  a("damages_of", v.damages_of)("credit", v.credit)("symbols", v.symbols);
  a("fields", v.fields);
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

template <class A, Of<InterestTerms> T>
void fields(A& a, T& v) {
  a("rounding", v.rounding)("unit", v.unit)("payment_day_bears", v.payment_day_bears);
  a("day_count", v.day_count);
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
  a("portfolio", v.portfolio)("batch", v.batch)("claims", v.claims)("fields", v.fields);
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
  a("interest", v.interest);
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
template <class A, Of<CaseAssigned> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("creditor", v.creditor)("mandate", v.mandate)("basis", v.basis);
}
template <class A, Of<InterestCapitalised> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("components", v.components)("basis", v.basis);
}
template <class A, Of<ClaimAccelerated> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("claim", v.claim)("payable", v.payable)("reason", v.reason);
}
template <class A, Of<PromiseMade> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("sum", v.sum)("by", v.by);
}
template <class A, Of<InstalmentsAgreed> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("instalments", v.instalments);
  a("waives_interest", v.waives_interest);
}
template <class A, Of<InstalmentsOffered> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("person", v.person)("instalments", v.instalments);
  a("waives_interest", v.waives_interest);
}
template <class A, Of<OfferAnswered> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("offer", v.offer)("accepted", v.accepted)("reason", v.reason);
}
template <class A, Of<StepConfirmed> T>
void fields(A& a, T& v) {
  a("case_id", v.case_id)("step", v.step)("accepted", v.accepted)("by", v.by)("why", v.why);
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

}  // namespace arrears::codec

#endif
