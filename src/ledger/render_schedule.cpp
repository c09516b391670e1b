#include <arrears/ledger/instalments.hpp>
#include <text/csv.hpp>
#include <text/json_write.hpp>

namespace arrears {

namespace {

std::string as_text(const InstalmentSchedule& schedule) {
  const std::string currency = " " + schedule.debt.currency.code();
  std::string out;
  for (const Instalment& one : schedule.instalments) {
    const std::string sum = one.sum.text();
    out += one.due.text();
    out.append(sum.size() < 15 ? 17 - sum.size() : 2, ' ');
    out += sum;
    out += currency;
    out += '\n';
  }
  const std::size_t count = schedule.instalments.size();
  return out + std::to_string(count) + (count == 1 ? " instalment, " : " instalments, ") +
         schedule.total.text() + currency + " in all: " + schedule.debt.text() + currency +
         " owed on " + schedule.agreed.text() + ", " + schedule.cost.text() + currency +
         " interest until the end\n";
}

std::string as_csv(const InstalmentSchedule& schedule, const CaseId& of) {
  std::string out = "case,agreed,due,sum,currency,waives_interest\n";
  for (const Instalment& one : schedule.instalments) {
    out += text::csv_safe_field(of.value, ',') + "," + schedule.agreed.text() + "," +
           one.due.text() + "," + one.sum.text() + "," + one.sum.currency.code() +
           (schedule.waives_interest ? ",yes\n" : ",no\n");
  }
  return out;
}

std::string as_json(const InstalmentSchedule& schedule, const CaseId& of) {
  text::JsonWriter json;
  json.begin_object().member("case", of.value).member("agreed", schedule.agreed.text());
  json.member("currency", schedule.debt.currency.code()).member("debt", schedule.debt.text());
  json.member("total", schedule.total.text()).member("cost", schedule.cost.text());
  json.key("waives_interest").boolean(schedule.waives_interest);
  json.key("instalments").begin_array();
  for (const Instalment& one : schedule.instalments) {
    json.begin_object().member("due", one.due.text()).member("sum", one.sum.text()).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace

std::string InstalmentSchedule::render(CalculationFormat format, const CaseId& of) const {
  switch (format) {
    case CalculationFormat::csv: return as_csv(*this, of);
    case CalculationFormat::json: return as_json(*this, of);
    case CalculationFormat::text:
    case CalculationFormat::html: break;
  }
  return as_text(*this);
}

}  // namespace arrears
