// Claims and the bodies of facts: frozen values with keyword arguments.
#include <arrears/model/fact.hpp>

#include "record.hpp"

namespace arrears::python {

namespace {

void bind_claims(py::module_& module) {
  Record<PaymentSymbols>(module, "PaymentSymbols")
      .field("variable", &PaymentSymbols::variable)
      .field("specific", &PaymentSymbols::specific)
      .field("constant", &PaymentSymbols::constant)
      .field("reference", &PaymentSymbols::reference)
      .made_by_host();
  Record<InterestSegment>(module, "InterestSegment")
      .field("start", &InterestSegment::from, Need::required)  // `from` is a word of Python
      .field("until", &InterestSegment::until)
      .field("kind", &InterestSegment::kind)
      .field("fixed", &InterestSegment::fixed)
      .field("regime", &InterestSegment::regime)
      .field("basis", &InterestSegment::basis)
      .field("source", &InterestSegment::source)
      .made_by_host();
  Record<Instalment>(module, "Instalment")
      .field("due", &Instalment::due, Need::required)
      .field("sum", &Instalment::sum, Need::required)
      .made_by_host();
  Record<Claim>(module, "Claim")
      .field("id", &Claim::id, Need::required)
      .field("principal", &Claim::principal, Need::required)
      .field("due", &Claim::due, Need::required)
      .field("debtor", &Claim::debtor, Need::required)
      .field("obligation", &Claim::obligation)
      .field("relation", &Claim::relation)
      .field("law", &Claim::law)
      .field("agreed_rate", &Claim::agreed_rate)
      .field("segments", &Claim::segments)
      .field("allocation", &Claim::allocation)
      .field("limitation", &Claim::limitation)
      .field("maturities", &Claim::maturities)
      .field("demanded", &Claim::demanded)
      .field("security", &Claim::security)
      .field("damages_of", &Claim::damages_of)
      .field("credit", &Claim::credit)
      .field("symbols", &Claim::symbols)
      .field("fields", &Claim::fields)
      .made_by_host();
  Record<Liability>(module, "Liability")
      .field("claim", &Liability::claim, Need::required)
      .field("person", &Liability::person, Need::required)
      .field("role", &Liability::role)
      .field("extent", &Liability::extent)
      .add({"share", Need::optional, false,
            [](Liability& self, py::handle v) { self.share = v.cast<Share>(); },
            [](const Liability& self) -> py::object {
              if (self.extent != Liability::Extent::share) return py::none();
              return py::cast(self.share);
            }})
      .add({"limit", Need::optional, false,
            [](Liability& self, py::handle v) { self.limit = v.cast<Money>(); },
            [](const Liability& self) -> py::object {
              if (self.extent != Liability::Extent::limit) return py::none();
              return py::cast(self.limit);
            }})
      .field("start", &Liability::from)
      .field("until", &Liability::until)
      .field("basis", &Liability::basis)
      .made_by_host();
}

void bind_debt_facts(py::module_& module) {
  Record<ClaimReduced>(module, "ClaimReduced")
      .field("case", &ClaimReduced::case_id, Need::required)
      .field("sum", &ClaimReduced::sum, Need::required)
      .field("claim", &ClaimReduced::claim)
      .field("kind", &ClaimReduced::kind)
      .field("if_paid", &ClaimReduced::if_paid)
      .field("by", &ClaimReduced::by)
      .field("reference", &ClaimReduced::reference)
      .field("reason", &ClaimReduced::reason)
      .made_by_host();
  Record<ReductionReversed>(module, "ReductionReversed")
      .field("case", &ReductionReversed::case_id, Need::required)
      .field("reduction", &ReductionReversed::reduction, Need::required)
      .field("reason", &ReductionReversed::reason)
      .made_by_host();
  Record<InterestStated>(module, "InterestStated")
      .field("case", &InterestStated::case_id, Need::required)
      .field("claim", &InterestStated::claim)
      .field("segments", &InterestStated::segments)
      .field("until", &InterestStated::until)
      .field("basis", &InterestStated::basis)
      .made_by_host();
  Record<TitlePart>(module, "TitlePart")
      .field("claim", &TitlePart::claim, Need::required)
      .field("dismissed", &TitlePart::dismissed)
      .field("interest", &TitlePart::interest)
      .field("court_fee", &TitlePart::court_fee)
      .field("attorney_fee", &TitlePart::attorney_fee)
      .field("costs", &TitlePart::costs)
      .made_by_host();
  Record<TitleIssued>(module, "TitleIssued")
      .field("case", &TitleIssued::case_id, Need::required)
      .field("parts", &TitleIssued::parts, Need::required)
      .field("kind", &TitleIssued::kind)
      .field("reference", &TitleIssued::reference)
      .field("payable", &TitleIssued::payable)
      .made_by_host();
  Record<LimitationEvent>(module, "LimitationEvent")
      .field("kind", &LimitationEvent::kind, Need::required)
      .field("start", &LimitationEvent::from, Need::required)
      .field("until", &LimitationEvent::until)
      .field("on_merits", &LimitationEvent::on_merits)
      .made_by_host();
  Record<CaseAssigned>(module, "CaseAssigned")
      .field("case", &CaseAssigned::case_id, Need::required)
      .field("creditor", &CaseAssigned::creditor, Need::required)
      .field("mandate", &CaseAssigned::mandate)
      .field("basis", &CaseAssigned::basis)
      .made_by_host();
  Record<InterestCapitalised>(module, "InterestCapitalised")
      .field("case", &InterestCapitalised::case_id, Need::required)
      .field("basis", &InterestCapitalised::basis, Need::required)
      .field("claim", &InterestCapitalised::claim)
      .field("components", &InterestCapitalised::components)
      .made_by_host();
  Record<ClaimAccelerated>(module, "ClaimAccelerated")
      .field("case", &ClaimAccelerated::case_id, Need::required)
      .field("claim", &ClaimAccelerated::claim)
      .field("payable", &ClaimAccelerated::payable)
      .field("reason", &ClaimAccelerated::reason)
      .made_by_host();
  Record<LimitationStated>(module, "LimitationStated")
      .field("case", &LimitationStated::case_id, Need::required)
      .field("event", &LimitationStated::event, Need::required)
      .field("claim", &LimitationStated::claim)
      .made_by_host();
}

// One of the details of a person: personal data.
Field<PersonStated> detail(const char* name, std::string PersonDetails::*member) {
  return {
      name, Need::optional, true,
      [member](PersonStated& self, py::handle v) { self.details.*member = v.cast<std::string>(); },
      [member](const PersonStated& self) -> py::object { return py::str(self.details.*member); }};
}

void bind_case_facts(py::module_& module) {
  Record<PersonStated>(module, "PersonStated")
      .field("person", &PersonStated::person, Need::required)
      .add(detail("name", &PersonDetails::name))
      .add(detail("email", &PersonDetails::email))
      .add(detail("phone", &PersonDetails::phone))
      .add(detail("address", &PersonDetails::address))
      .add(detail("identifier", &PersonDetails::identifier))
      .field("kind", &PersonStated::kind)
      .field("language", &PersonStated::language)
      .field("zone", &PersonStated::zone)
      .field("fields", &PersonStated::fields)
      .made_by_host();
  Record<CaseOpened>(module, "CaseOpened")
      .field("case", &CaseOpened::case_id, Need::required)
      .field("plan", &CaseOpened::plan, Need::required)
      .field("claims", &CaseOpened::claims, Need::required)
      .field("creditor", &CaseOpened::creditor)
      .field("mandate", &CaseOpened::mandate)
      .field("portfolio", &CaseOpened::portfolio)
      .field("batch", &CaseOpened::batch)
      .field("fields", &CaseOpened::fields)
      .made_by_host();
  Record<ClaimAdded>(module, "ClaimAdded")
      .field("case", &ClaimAdded::case_id, Need::required)
      .field("claim", &ClaimAdded::claim, Need::required)
      .made_by_host();
  Record<ClaimRemoved>(module, "ClaimRemoved")
      .field("case", &ClaimRemoved::case_id, Need::required)
      .field("claim", &ClaimRemoved::claim, Need::required)
      .field("reason", &ClaimRemoved::reason)
      .made_by_host();
  Record<LiabilityStated>(module, "LiabilityStated")
      .field("liability", &LiabilityStated::liability, Need::required)
      .made_by_host();
}

void bind_money_facts(py::module_& module) {
  Record<Conversion>(module, "Conversion")
      .field("sum", &Conversion::sum, Need::required)
      .field("rate", &Conversion::rate, Need::required)
      .field("day", &Conversion::day, Need::required)
      .field("source", &Conversion::source)
      .made_by_host();
  Record<PaymentReceived>(module, "PaymentReceived")
      .field("sum", &PaymentReceived::sum, Need::required)
      .field("value_date", &PaymentReceived::value_date, Need::required)
      .field("case", &PaymentReceived::case_id)
      .field("claim", &PaymentReceived::claim)
      .field("symbols", &PaymentReceived::symbols)
      .field("source", &PaymentReceived::source)
      .field("person", &PaymentReceived::person)
      .field("receiver", &PaymentReceived::receiver)
      .field("order", &PaymentReceived::order)
      .field("order_agreed", &PaymentReceived::order_agreed)
      .field("way", &PaymentReceived::way)
      .field("converted", &PaymentReceived::converted)
      .secret("payer", &PaymentReceived::payer)
      .secret("message", &PaymentReceived::message)
      .made_by_host();
  Record<PaymentAssigned>(module, "PaymentAssigned")
      .field("payment", &PaymentAssigned::payment, Need::required)
      .field("case", &PaymentAssigned::case_id, Need::required)
      .field("claim", &PaymentAssigned::claim)
      .made_by_host();
  Record<PaymentReversed>(module, "PaymentReversed")
      .field("payment", &PaymentReversed::payment, Need::required)
      .field("reason", &PaymentReversed::reason)
      .made_by_host();
  Record<PaymentRefunded>(module, "PaymentRefunded")
      .field("payment", &PaymentRefunded::payment, Need::required)
      .field("sum", &PaymentRefunded::sum, Need::required)
      .field("reason", &PaymentRefunded::reason)
      .made_by_host();
  Record<PaymentsComplete>(module, "PaymentsComplete")
      .field("source", &PaymentsComplete::source, Need::required)
      .field("through", &PaymentsComplete::through, Need::required)
      .made_by_host();
}

void bind_debtor_facts(py::module_& module) {
  Record<InstalmentsAgreed>(module, "InstalmentsAgreed")
      .field("case", &InstalmentsAgreed::case_id, Need::required)
      .field("instalments", &InstalmentsAgreed::instalments, Need::required)
      .field("waives_interest", &InstalmentsAgreed::waives_interest)
      .field("person", &InstalmentsAgreed::person)
      .made_by_host();
  Record<InstalmentsOffered>(module, "InstalmentsOffered")
      .field("case", &InstalmentsOffered::case_id, Need::required)
      .field("instalments", &InstalmentsOffered::instalments, Need::required)
      .field("waives_interest", &InstalmentsOffered::waives_interest)
      .field("person", &InstalmentsOffered::person)
      .made_by_host();
  Record<OfferAnswered>(module, "OfferAnswered")
      .field("case", &OfferAnswered::case_id, Need::required)
      .field("offer", &OfferAnswered::offer)
      .field("accepted", &OfferAnswered::accepted, Need::required)
      .field("reason", &OfferAnswered::reason)
      .made_by_host();
  Record<InstalmentsEnded>(module, "InstalmentsEnded")
      .field("case", &InstalmentsEnded::case_id, Need::required)
      .field("plan", &InstalmentsEnded::plan)
      .field("reason", &InstalmentsEnded::reason)
      .made_by_host();
  Record<PromiseMade>(module, "PromiseMade")
      .field("case", &PromiseMade::case_id, Need::required)
      .field("sum", &PromiseMade::sum, Need::required)
      .field("by", &PromiseMade::by, Need::required)
      .field("person", &PromiseMade::person)
      .made_by_host();
}

void bind_mandate_facts(py::module_& module) {
  Record<MandateStated>(module, "MandateStated")
      .field("mandate", &MandateStated::mandate, Need::required)
      .field("creditor", &MandateStated::creditor, Need::required)
      .field("commission", &MandateStated::commission, Need::required)
      .field("interest", &MandateStated::interest)
      .made_by_host();
  Record<RemittanceMade>(module, "RemittanceMade")
      .field("mandate", &RemittanceMade::mandate, Need::required)
      .field("creditor", &RemittanceMade::creditor, Need::required)
      .field("through", &RemittanceMade::through, Need::required)
      .field("lines", &RemittanceMade::lines, Need::required)
      .made_by_host();
  Record<CostIncurred>(module, "CostIncurred")
      .field("case", &CostIncurred::case_id, Need::required)
      .field("sum", &CostIncurred::sum, Need::required)
      .field("kind", &CostIncurred::kind)
      .field("vat_ppm", &CostIncurred::vat_ppm)
      .field("reference", &CostIncurred::reference)
      .made_by_host();
}

void bind_dispute_facts(py::module_& module) {
  Record<DisputeRaised>(module, "DisputeRaised")
      .field("case", &DisputeRaised::case_id, Need::required)
      .field("claims", &DisputeRaised::claims)
      .field("sum", &DisputeRaised::sum)
      .field("deadline", &DisputeRaised::deadline)
      .secret("reason", &DisputeRaised::reason)
      .secret("evidence", &DisputeRaised::evidence)
      .made_by_host();
  Record<DisputeResolved>(module, "DisputeResolved")
      .field("case", &DisputeResolved::case_id, Need::required)
      .field("dispute", &DisputeResolved::dispute)
      .field("upheld", &DisputeResolved::upheld)
      .secret("note", &DisputeResolved::note)
      .made_by_host();
  Record<InsolvencyDeclared>(module, "InsolvencyDeclared")
      .field("person", &InsolvencyDeclared::person, Need::required)
      .field("reference", &InsolvencyDeclared::reference)
      .made_by_host();
  Record<InsolvencyEnded>(module, "InsolvencyEnded")
      .field("person", &InsolvencyEnded::person, Need::required)
      .made_by_host();
  Record<DeathReported>(module, "DeathReported")
      .field("person", &DeathReported::person, Need::required)
      .made_by_host();
}

// Exactly one receipt, as a word.
Field<ReceiptArrived> receipt() {
  return {"what", Need::optional, false,
          [](ReceiptArrived& self, py::handle v) { self.what = word_from<Receipt>(v); },
          [](const ReceiptArrived& self) -> py::object { return py::str(word_to(self.what)); }};
}

// Holds by their words; in C++ they are bits.
Field<HoldStated> kinds() {
  return {"kinds", Need::required, false,
          [](HoldStated& self, py::handle v) {
            self.kinds = static_cast<std::uint8_t>(v.cast<HoldKinds>());
          },
          [](const HoldStated& self) -> py::object {
            return words_of(static_cast<HoldKinds>(self.kinds));
          }};
}

void bind_work_facts(py::module_& module) {
  Record<ReceiptArrived>(module, "ReceiptArrived")
      .field("sending", &ReceiptArrived::sending)
      .field("provider_id", &ReceiptArrived::provider_id)
      .add(receipt())
      .made_by_host();
  Record<CallHeld>(module, "CallHeld")
      .field("case", &CallHeld::case_id, Need::required)
      .field("person", &CallHeld::person)
      .field("inbound", &CallHeld::inbound)
      .field("outcome", &CallHeld::outcome)
      .secret("note", &CallHeld::note)
      .made_by_host();
  Record<TaskDone>(module, "TaskDone")
      .field("case", &TaskDone::case_id, Need::required)
      .field("task", &TaskDone::task, Need::required)
      .field("outcome", &TaskDone::outcome)
      .secret("note", &TaskDone::note)
      .made_by_host();
  Record<StepConfirmed>(module, "StepConfirmed")
      .field("case", &StepConfirmed::case_id, Need::required)
      .field("accepted", &StepConfirmed::accepted, Need::required)
      .field("by", &StepConfirmed::by, Need::required)
      .field("step", &StepConfirmed::step)
      .secret("why", &StepConfirmed::why)
      .made_by_host();
  Record<NoteMade>(module, "NoteMade")
      .field("case", &NoteMade::case_id, Need::required)
      .secret("text", &NoteMade::text)
      .made_by_host();
  Record<FieldsStated>(module, "FieldsStated")
      .field("case", &FieldsStated::case_id)
      .field("claim", &FieldsStated::claim)
      .field("person", &FieldsStated::person)
      .field("fields", &FieldsStated::fields, Need::required)
      .made_by_host();
  Record<HostFact>(module, "HostFact")
      .field("event", &HostFact::event, Need::required)
      .field("case", &HostFact::case_id)
      .field("person", &HostFact::person)
      .field("values", &HostFact::values)
      .made_by_host();
  Record<HoldStated>(module, "HoldStated")
      .field("case", &HoldStated::case_id)
      .field("person", &HoldStated::person)
      .add(kinds())
      .field("until", &HoldStated::until)
      .field("released", &HoldStated::released)
      .field("hold", &HoldStated::hold)
      .field("because", &HoldStated::because)
      .made_by_host();
}

}  // namespace

void bind_facts(py::module_& module) {
  bind_claims(module);
  bind_case_facts(module);
  bind_money_facts(module);
  bind_debtor_facts(module);
  bind_debt_facts(module);
  bind_mandate_facts(module);
  bind_dispute_facts(module);
  bind_work_facts(module);
  Record<Fact>(module, "Fact")
      .field("key", &Fact::key, Need::required)
      .field("effective", &Fact::effective, Need::required)
      .field("what", &Fact::what, Need::required)
      .made_by_host()
      .def(
          "json", [](const Fact& self) { return to_json(self); },
          "Canonical JSON, personal fields included.");
}

}  // namespace arrears::python
