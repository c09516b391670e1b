// What the ledger answers: balances, calculations, limitation, instalment plans.
#include <arrears/engine/calculator.hpp>
#include <arrears/ledger/instalments.hpp>
#include <arrears/ledger/ledger.hpp>

#include "record.hpp"

namespace arrears::python {

namespace {

// Of a minor unit, before rounding.
py::object exact_of(const CalculationLine& line) {
  const auto whole = static_cast<std::int64_t>(line.exact / interest_scale);
  const auto rest = static_cast<std::int64_t>(line.exact % interest_scale);
  const py::object fraction = py::module_::import("fractions").attr("Fraction");
  return py::int_(whole) + fraction(rest, interest_scale);
}

// What is open of one maturity and of one claim, as money.
struct OpenMaturity {
  Date maturity, due;
  Money principal, debt;
  friend bool operator==(const OpenMaturity&, const OpenMaturity&) = default;
};
struct OpenClaim {
  ClaimId claim;
  std::map<Component, Money> open;  // without those that are zero
  std::optional<Date> principal_paid_on;
  bool paid_late = false;
  std::optional<Date> oldest_due;
  std::vector<OpenMaturity> maturities;
  friend bool operator==(const OpenClaim&, const OpenClaim&) = default;
};

py::object claims_of(const Balance& balance) {
  std::vector<OpenClaim> out;
  for (const ClaimBalance& claim : balance.claims) {
    OpenClaim& one = out.emplace_back();
    one.claim = claim.claim;
    for (std::size_t i = 0; i < component_count; ++i) {
      if (claim.open[i] == 0) continue;
      one.open.emplace(static_cast<Component>(i), Money{claim.open[i], balance.currency});
    }
    one.principal_paid_on = claim.principal_paid_on;
    one.paid_late = claim.paid_late;
    one.oldest_due = claim.oldest_due;
    for (const MaturityBalance& part : claim.maturities) {
      one.maturities.push_back({part.maturity,
                                part.due,
                                {part.principal, balance.currency},
                                {part.debt, balance.currency}});
    }
  }
  return py::cast(out);
}

void bind_balance(py::module_& module) {
  Record<OpenMaturity>(module, "MaturityBalance")
      .field("maturity", &OpenMaturity::maturity)
      .field("due", &OpenMaturity::due)
      .field("principal", &OpenMaturity::principal)
      .field("debt", &OpenMaturity::debt)
      .frozen();
  Record<OpenClaim>(module, "ClaimBalance")
      .field("claim", &OpenClaim::claim)
      .field("open", &OpenClaim::open)
      .field("principal_paid_on", &OpenClaim::principal_paid_on)
      .field("paid_late", &OpenClaim::paid_late)
      .field("oldest_due", &OpenClaim::oldest_due)
      .field("maturities", &OpenClaim::maturities)
      .frozen();
  Record<Balance>(module, "Balance")
      .field("debt", &Balance::debt)
      .field("overdue", &Balance::overdue)
      .field("principal", &Balance::principal)
      .field("interest", &Balance::interest)
      .field("costs", &Balance::costs)
      .field("written_off", &Balance::written_off)
      .field("paid", &Balance::paid)
      .field("overpaid", &Balance::overpaid)
      .field("refunded", &Balance::refunded)
      .field("credited", &Balance::credited)
      .field("disputed", &Balance::disputed)
      .field("removed", &Balance::removed)
      .add({"claims", Need::optional, false, nullptr, &claims_of})
      .frozen();
}

void bind_calculation(py::module_& module) {
  Record<CalculationLine>(module, "CalculationLine")
      .field("start", &CalculationLine::from)
      .field("until", &CalculationLine::until)
      .field("claim", &CalculationLine::claim)
      .field("maturity", &CalculationLine::maturity)
      .field("component", &CalculationLine::component)
      .field("base", &CalculationLine::base)
      .field("rate", &CalculationLine::rate)
      .field("days", &CalculationLine::days)
      .field("amount", &CalculationLine::amount)
      .add({"exact", Need::optional, false, nullptr, &exact_of})
      .field("cap", &CalculationLine::cap)
      .field("basis", &CalculationLine::basis)
      .field("source", &CalculationLine::source)
      .field("fact", &CalculationLine::fact)
      .frozen();
  Record<LiabilityDebt>(module, "LiabilityDebt")
      .field("liability", &LiabilityDebt::liability)
      .field("debt", &LiabilityDebt::debt)
      .field("paid", &LiabilityDebt::paid)
      .frozen();
  Record<PersonDebt>(module, "PersonDebt")
      .field("person", &PersonDebt::person)
      .field("debt", &PersonDebt::debt)
      .field("paid", &PersonDebt::paid)
      .field("liabilities", &PersonDebt::liabilities)
      .field("insolvent_since", &PersonDebt::insolvent_since)
      .field("dead_since", &PersonDebt::dead_since)
      .frozen();
  Record<ClaimLimitation>(module, "ClaimLimitation")
      .field("claim", &ClaimLimitation::claim)
      .field("maturity", &ClaimLimitation::maturity)
      .field("last_day", &ClaimLimitation::last_day)
      .field("line", &ClaimLimitation::line)
      .field("verified", &ClaimLimitation::verified)
      .field("steps", &ClaimLimitation::steps)
      .field("why_not", &ClaimLimitation::why_not)
      .frozen();
  Record<Calculation>(module, "Calculation")
      .field("on", &Calculation::on)
      .field("lines", &Calculation::lines)
      .field("balance", &Calculation::balance)
      .field("persons", &Calculation::persons)
      .field("terms", &Calculation::terms)
      .field("accepted", &Calculation::accepted)
      .frozen()
      .def(
          "text",
          [](const Calculation& self, const std::string& language) {
            return render(self, CalculationFormat::text, language);
          },
          py::arg("language") = "en")
      .def(
          "render",
          [](const Calculation& self, CalculationFormat format, const std::string& language) {
            return render(self, format, language);
          },
          py::arg("format"), py::kw_only(), py::arg("language") = "en");
}

// How far apart instalments are, as a number of one unit; 0 for the other one.
Field<InstalmentTerms> apart(const char* name, Duration::Unit unit) {
  return {name, Need::optional, false,
          [unit](InstalmentTerms& self, py::handle v) {
            self.every = {unit, v.cast<std::int32_t>()};
          },
          [unit](const InstalmentTerms& self) -> py::object {
            return py::int_(self.every.unit == unit ? self.every.count : 0);
          }};
}

const char* word_of(InstalmentStatus::State state) {
  constexpr const char* words[]{"open", "due", "paid", "missed"};
  return words[static_cast<std::size_t>(state)];
}

const char* word_of(InstalmentPlan::State state) {
  constexpr const char* words[]{"running", "paid", "ended", "replaced"};
  return words[static_cast<std::size_t>(state)];
}

void bind_instalments(py::module_& module) {
  Record<InstalmentOffer>(module, "InstalmentOffer")
      .field("key", &InstalmentOffer::key)
      .field("offered", &InstalmentOffer::offered)
      .field("state", &InstalmentOffer::state)
      .field("closed_on", &InstalmentOffer::closed_on)
      .field("because", &InstalmentOffer::because)
      .field("person", &InstalmentOffer::person)
      .field("instalments", &InstalmentOffer::instalments)
      .field("waives_interest", &InstalmentOffer::waives_interest)
      .frozen();
  Record<InstalmentTerms>(module, "InstalmentTerms")
      .field("first_due", &InstalmentTerms::first_due, Need::required)
      .field("first", &InstalmentTerms::first)
      .field("sum", &InstalmentTerms::sum)
      .field("count", &InstalmentTerms::count)
      .add(apart("months", Duration::Unit::months))
      .add(apart("days", Duration::Unit::days))
      .field("move_due_days", &InstalmentTerms::move_due_days)
      .field("waives_interest", &InstalmentTerms::waives_interest)
      .made_by_host();
  Record<InstalmentSchedule>(module, "InstalmentSchedule")
      .field("agreed", &InstalmentSchedule::agreed)
      .field("waives_interest", &InstalmentSchedule::waives_interest)
      .field("instalments", &InstalmentSchedule::instalments)
      .field("debt", &InstalmentSchedule::debt)
      .field("total", &InstalmentSchedule::total)
      .field("cost", &InstalmentSchedule::cost)
      .frozen()
      .def("render", &InstalmentSchedule::render, py::arg("format"), py::arg("case"));
  Record<InstalmentStatus>(module, "InstalmentStatus")
      .field("due", &InstalmentStatus::due)
      .field("last_day", &InstalmentStatus::last_day)
      .field("sum", &InstalmentStatus::sum)
      .field("paid", &InstalmentStatus::paid)
      .add(
          {"state", Need::optional, false, nullptr,
           [](const InstalmentStatus& self) -> py::object { return py::str(word_of(self.state)); }})
      .field("was_missed", &InstalmentStatus::was_missed)
      .field("paid_on", &InstalmentStatus::paid_on)
      .frozen();
  Record<InstalmentPlan>(module, "InstalmentPlan")
      .field("key", &InstalmentPlan::key)
      .field("agreed", &InstalmentPlan::agreed)
      .add({"state", Need::optional, false, nullptr,
            [](const InstalmentPlan& self) -> py::object { return py::str(word_of(self.state)); }})
      .field("closed_on", &InstalmentPlan::closed_on)
      .field("waives_interest", &InstalmentPlan::waives_interest)
      .field("instalments", &InstalmentPlan::instalments)
      .frozen();
}

}  // namespace

constexpr const char* calculate_doc = R"(What is owed on claims after facts: the ledger by itself.

claims       of one first debtor and one currency
facts        in their order; those that change no sum are refused
law          packs of the countries whose law the claims name, or the only one
on           the day as of which is asked, included
shift_due    a due date on a day off moves to the next business day
terms        how interest is counted and rounded; by default as the law pack says
allocation   agreed order of crediting, for claims that name none

Raises arrears.Error that names the claim or the key of the fact.)";

Calculation calculate_alone(const std::vector<Claim>& claims, const std::vector<Fact>& facts,
                            const LawPacks& law, Date on, bool shift_due,
                            std::optional<InterestTerms> terms, std::vector<Component> allocation) {
  LedgerOptions options{.on = on, .shift_due = shift_due};
  options.terms = terms;
  options.allocation = std::move(allocation);
  const auto free = [&] {
    const py::gil_scoped_release others;
    return calculate(claims, facts, law, options);
  };
  return take(free());
}

void bind_ledger(py::module_& module) {
  module.def("calculate", &calculate_alone, py::arg("claims"),
             py::arg("facts") = std::vector<Fact>{}, py::kw_only(), py::arg("law"), py::arg("on"),
             py::arg("shift_due") = false, py::arg("terms") = py::none(),
             py::arg("allocation") = std::vector<Component>{}, calculate_doc);
  bind_balance(module);
  bind_calculation(module);
  bind_instalments(module);
}

}  // namespace arrears::python
