// Mandates: terms of commission, and money held for others by the ledger alone.
#include <arrears/ledger/mandate_account.hpp>

#include "record.hpp"

namespace arrears::python {

namespace {

// A currency is its three letters in Python.
template <class T>
Field<T> currency_of(Currency T::*member, Need need) {
  return {"currency", need, false,
          [member](T& self, py::handle v) {
            const auto code = v.cast<std::string>();
            self.*member = take(Currency::find(code));
          },
          [member](const T& self) -> py::object { return py::str((self.*member).code()); }};
}

void bind_terms(py::module_& module) {
  Record<InterestTerms>(module, "InterestTerms")
      .field("rounding", &InterestTerms::rounding)
      .field("unit", &InterestTerms::unit)
      .field("payment_day_bears", &InterestTerms::payment_day_bears)
      .field("day_count", &InterestTerms::day_count)
      .made_by_host();
  Record<CommissionBand>(module, "CommissionBand")
      .field("above", &CommissionBand::above, Need::required)
      .field("rate_ppm", &CommissionBand::rate_ppm, Need::required)
      .made_by_host();
  Record<CommissionRule>(module, "CommissionRule")
      .field("bands", &CommissionRule::bands, Need::required)
      .field("phases", &CommissionRule::phases)
      .field("components", &CommissionRule::components)
      .field("receivers", &CommissionRule::receivers)
      .field("min_days", &CommissionRule::min_days)
      .field("max_days", &CommissionRule::max_days)
      .made_by_host();
  Record<CommissionTerms>(module, "CommissionTerms")
      .add(currency_of(&CommissionTerms::currency, Need::required))
      .field("start", &CommissionTerms::from, Need::required)  // `from` is a word of Python
      .field("rules", &CommissionTerms::rules, Need::required)
      .field("until", &CommissionTerms::until)
      .field("tiers", &CommissionTerms::tiers)
      .field("vat_ppm", &CommissionTerms::vat_ppm)
      .made_by_host();
  Record<RemittanceLine>(module, "RemittanceLine")
      .field("payment", &RemittanceLine::payment, Need::required)
      .field("case", &RemittanceLine::case_id, Need::required)
      .field("gross", &RemittanceLine::gross, Need::required)
      .field("commission", &RemittanceLine::commission, Need::required)
      .field("vat", &RemittanceLine::vat, Need::required)
      .made_by_host()
      .def_property_readonly("net", &RemittanceLine::net);
}

void bind_history(py::module_& module) {
  Record<CollectedPart>(module, "CollectedPart")
      .field("claim", &CollectedPart::claim, Need::required)
      .field("component", &CollectedPart::component, Need::required)
      .field("sum", &CollectedPart::sum, Need::required)
      .field("days_past_due", &CollectedPart::days_past_due)
      .made_by_host();
  Record<CollectedPayment>(module, "CollectedPayment")
      .field("key", &CollectedPayment::key, Need::required)
      .field("case", &CollectedPayment::case_id, Need::required)
      .field("value_date", &CollectedPayment::value_date, Need::required)
      .field("sum", &CollectedPayment::sum, Need::required)
      .field("receiver", &CollectedPayment::receiver)
      .field("phase", &CollectedPayment::phase)
      .field("parts", &CollectedPayment::parts)
      .field("reversed", &CollectedPayment::reversed)
      .made_by_host();
  Record<Refund>(module, "Refund")
      .field("payment", &Refund::payment, Need::required)
      .field("on", &Refund::on, Need::required)
      .field("sum", &Refund::sum, Need::required)
      .made_by_host();
  Record<Remittance>(module, "Remittance")
      .field("on", &Remittance::on, Need::required)
      .field("lines", &Remittance::lines, Need::required)
      .made_by_host();
  Record<StatedTerms>(module, "StatedTerms")
      .field("key", &StatedTerms::key, Need::required)
      .field("on", &StatedTerms::on, Need::required)
      .field("terms", &StatedTerms::terms, Need::required)
      .made_by_host();
  Record<MandateHistory>(module, "MandateHistory")
      .add(currency_of(&MandateHistory::currency, Need::required))
      .field("terms", &MandateHistory::terms)
      .field("payments", &MandateHistory::payments)
      .field("refunds", &MandateHistory::refunds)
      .field("remittances", &MandateHistory::remittances)
      .made_by_host();
}

// Of a minor unit, before rounding.
py::object exact_of(const PaymentCommission& one) {
  constexpr std::int64_t million = 1'000'000;
  const py::object fraction = py::module_::import("fractions").attr("Fraction");
  return py::int_(static_cast<std::int64_t>(one.exact / million)) +
         fraction(static_cast<std::int64_t>(one.exact % million), million);
}

void bind_derived(py::module_& module) {
  Record<PaymentCommission>(module, "PaymentCommission")
      .field("payment", &PaymentCommission::payment)
      .field("case", &PaymentCommission::case_id)
      .field("value_date", &PaymentCommission::value_date)
      .field("credited", &PaymentCommission::credited)
      .field("gross", &PaymentCommission::gross)
      .field("base", &PaymentCommission::base)
      .add({"exact", Need::optional, false, nullptr, exact_of})
      .field("commission", &PaymentCommission::commission)
      .field("vat", &PaymentCommission::vat)
      .frozen();
  Record<MandateAccount>(module, "MandateAccount")
      .add(currency_of(&MandateAccount::currency, Need::optional))
      .field("received", &MandateAccount::received)
      .field("direct", &MandateAccount::direct)
      .field("on_account", &MandateAccount::on_account)
      .field("refunded", &MandateAccount::refunded)
      .field("remitted", &MandateAccount::remitted)
      .field("held", &MandateAccount::held)
      .field("owed_by_creditor", &MandateAccount::owed_by_creditor)
      .field("owed_by_payers", &MandateAccount::owed_by_payers)
      .field("commission", &MandateAccount::commission)
      .field("vat", &MandateAccount::vat)
      .field("commission_settled", &MandateAccount::commission_settled)
      .field("vat_settled", &MandateAccount::vat_settled)
      .frozen();
  Record<CostLine>(module, "CostLine")
      .field("on", &CostLine::on)
      .field("what", &CostLine::what)
      .field("name", &CostLine::name)
      .field("sum", &CostLine::sum)
      .field("vat", &CostLine::vat)
      .field("key", &CostLine::key)
      .frozen();
  Record<CaseCosts>(module, "CaseCosts")
      .field("lines", &CaseCosts::lines)
      .field("sum", &CaseCosts::sum)
      .field("vat", &CaseCosts::vat)
      .frozen();
  Record<CostResult>(module, "CostResult")
      .field("group", &CostResult::group)
      .add(currency_of(&CostResult::currency, Need::optional))
      .field("cases", &CostResult::cases)
      .field("collected", &CostResult::collected)
      .field("costs", &CostResult::costs)
      .field("costs_vat", &CostResult::costs_vat)
      .field("commission", &CostResult::commission)
      .field("commission_vat", &CostResult::commission_vat)
      .add({"result", Need::optional, false, nullptr,
            [](const CostResult& one) { return py::cast(one.result()); }})
      .frozen();
  module.def(
      "render_costs",
      [](const std::vector<CostResult>& results, const std::string& heading,
         CalculationFormat format) { return render(results, heading, format); },
      py::arg("results"), py::arg("heading") = "group", py::arg("format") = "text");
  module.def("commissions", &commissions, py::arg("history"));
  module.def("propose_remittance", &propose_remittance, py::arg("history"), py::kw_only(),
             py::arg("through"));
  module.def("mandate_account", &mandate_account, py::arg("history"), py::kw_only(), py::arg("on"));
}

}  // namespace

void bind_mandates(py::module_& module) {
  bind_terms(module);
  bind_history(module);
  bind_derived(module);
}

}  // namespace arrears::python
