#include "portfolio.hpp"

#include <arrears/intake/import.hpp>

#include <algorithm>
#include <utility>

namespace demo {

using namespace arrears;

namespace {

constexpr std::string_view claims_mapping =
    "dates: month day year\n"
    "column claim: invoiceNumber\n"
    "column debtor: customerID\n"
    "column principal: InvoiceAmount\n"
    "column due: DueDate\n"
    "column opened: InvoiceDate\n"
    "value currency: USD\n"
    "value plan: invoice_reminders\n";

constexpr std::string_view payments_mapping =
    "dates: month day year\n"
    "column sum: InvoiceAmount\n"
    "column date: SettledDate\n"
    "column claim: invoiceNumber\n"
    "column id: invoiceNumber\n"
    "value currency: USD\n";

Result<ImportOutcome> read(ImportKind kind, std::string_view csv, std::string_view mapping_text) {
  const Result<Mapping> mapping = Mapping::parse(mapping_text);
  if (!mapping) return unexpected(mapping.error());
  Result<ImportOutcome> rows = read_rows(kind, csv, *mapping, {});
  if (!rows) return rows;
  for (const RowVerdict& verdict : rows->verdicts) {
    if (verdict.reason.empty()) continue;
    return unexpected(ErrorCode::invalid, "line " + std::to_string(verdict.line) + ", " +
                                              verdict.column + ": " + verdict.reason);
  }
  return rows;
}

// Some invoice numbers of ten digits pass for Czech birth numbers, which are refused as ids.
std::string id_of(const std::string& invoice) { return "INV-" + invoice; }

std::size_t column(const ImportOutcome& rows, std::string_view name) {
  const auto found = std::find(rows.heading.begin(), rows.heading.end(), name);
  return static_cast<std::size_t>(found - rows.heading.begin());
}

}  // namespace

Result<Portfolio> read_portfolio(std::string_view csv) {
  Result<ImportOutcome> cases = read(ImportKind::claims, csv, claims_mapping);
  if (!cases) return unexpected(cases.error());
  Result<ImportOutcome> payments = read(ImportKind::payments, csv, payments_mapping);
  if (!payments) return unexpected(payments.error());
  const std::size_t disputed = column(*cases, "Disputed");
  const std::size_t bill = column(*cases, "PaperlessBill");
  if (disputed == cases->heading.size() || bill == cases->heading.size()) {
    return unexpected(ErrorCode::invalid,
                      "line 1: the columns Disputed and PaperlessBill are "
                      "needed");
  }
  Portfolio out;
  out.invoices = cases->facts.size();
  for (std::size_t i = 0; i < cases->facts.size(); ++i) {
    Fact& fact = cases->facts[i];
    const std::vector<std::string>& cells = cases->cells[cases->rows[i][0]];
    auto& opened = std::get<CaseOpened>(fact.what);
    opened.case_id.value = id_of(opened.case_id.value);
    opened.claims[0].id.value = id_of(opened.claims[0].id.value);
    opened.fields.emplace("billing", Name{cells[bill]});
    out.facts[fact.effective].push_back(fact);
  }
  for (Fact& fact : payments->facts) {
    auto& payment = std::get<PaymentReceived>(fact.what);
    payment.claim.value = id_of(payment.claim.value);
    out.facts[fact.effective].push_back(fact);
  }
  for (std::size_t i = 0; i < cases->facts.size(); ++i) {
    const auto& opened = std::get<CaseOpened>(cases->facts[i].what);
    const std::vector<std::string>& cells = cases->cells[cases->rows[i][0]];
    const Date due = opened.claims[0].due;
    // Settled on the due date or before it there is no time in which it is disputed.
    if (cells[disputed] != "Yes" || payments->facts[i].effective <= due) continue;
    DisputeRaised dispute{.case_id = opened.case_id};
    out.facts[due].push_back({{"dispute:" + opened.case_id.value}, due, std::move(dispute)});
  }
  return out;
}

}  // namespace demo
