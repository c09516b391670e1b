#include "summary.hpp"

#include <arrears/report/report.hpp>

#include <sstream>

namespace demo {

using namespace arrears;

namespace {

// The steps of rules/plans/reminders by the names of their messages; the call is step 15.
const std::map<std::string, int> step_of_message{{"three days before", -3},
                                                 {"one day after", 1},
                                                 {"eight days after", 8},
                                                 {"thirty days after", 30}};
constexpr int call_step = 15;

// The last step that had taken place for each case when its payment came.
class PaidAfter {
 public:
  explicit PaidAfter(Summary& out) : out_(out) {}

  void see(const Entry& entry, const EntryBody& body) {
    if (const auto* sending = std::get_if<SendingProgress>(&body)) {
      if (sending->sending.status != Sending::Status::sent) return;
      const auto step = step_of_message.find(sending->sending.message);
      if (step == step_of_message.end()) return;
      for (const CaseId& id : sending->sending.cases) last_[id.value] = step->second;
    } else if (const auto* decided = std::get_if<Decided>(&body)) {
      for (const Effect& effect : decided->decision.effects) {
        if (std::holds_alternative<MakeTask>(effect)) last_[entry.stream.id] = call_step;
      }
    } else if (const auto* recorded = std::get_if<FactRecorded>(&body)) {
      if (!std::holds_alternative<PaymentReceived>(recorded->fact.what)) return;
      const auto last = last_.find(entry.stream.id);
      ++out_.paid_after[last == last_.end() ? "none" : std::to_string(last->second)];
    }
  }

 private:
  Summary& out_;
  std::map<std::string, int> last_;
};

Result<Unit> read_journal(Store& store, const Shard& shard, Summary& out) {
  PaidAfter paid_after(out);
  for (std::uint64_t position = 0;;) {
    const Result<EntryPage> page = store.all_entries(shard, position, 10'000);
    if (!page) return unexpected(page.error());
    if (page->entries.empty()) return Unit{};
    for (const Entry& entry : page->entries) {
      const auto body = decode_body(entry.kind, entry.schema, entry.payload);
      if (!body) return unexpected(body.error());
      paid_after.see(entry, *body);
    }
    position = page->entries.back().position;
  }
}

std::string hundredths(std::int64_t value) {
  const std::string cents = std::to_string(value % 100);
  return std::to_string(value / 100) + '.' + (cents.size() == 1 ? "0" + cents : cents);
}

}  // namespace

Result<Summary> summarise(Store& store, const TenantId& tenant) {
  const Result<PortfolioReport> report = portfolio_report(store, tenant);
  if (!report) return unexpected(report.error());
  Summary out;
  out.invoices = report->cases;
  for (const auto& [message, step] : step_of_message) {
    const auto sent = report->sent.find(message);
    if (sent != report->sent.end()) {
      for (const auto& [channel, count] : sent->second) out.messages[step][channel] += count;
    }
    const auto dropped = report->not_sent.find(message);
    if (dropped != report->not_sent.end()) out.cancelled[step] += dropped->second;
  }
  for (const auto& [task, count] : report->tasks) out.tasks += count;
  for (const CurrencyFigures& sums : report->currencies) {
    out.open_debt = sums.open;
    out.days_sales_outstanding_hundredths = sums.days_outstanding_hundredths;
  }
  if (const auto read = read_journal(store, {tenant, 0}, out); !read) {
    return unexpected(read.error());
  }
  return out;
}

std::string json_of(const Summary& summary) {
  std::ostringstream out;
  out << "{\n  \"invoices\": " << summary.invoices << ",\n  \"messages\": {";
  const char* comma = "";
  for (const auto& [step, channels] : summary.messages) {
    out << comma << '"' << step << "\": {";
    comma = ", ";
    const char* inner = "";
    for (const auto& [channel, count] : channels) {
      out << inner << '"' << channel << "\": " << count;
      inner = ", ";
    }
    out << '}';
  }
  out << "},\n  \"cancelled\": {";
  comma = "";
  for (const auto& [step, count] : summary.cancelled) {
    out << comma << '"' << step << "\": " << count;
    comma = ", ";
  }
  out << "},\n  \"tasks\": " << summary.tasks << ",\n  \"paid_after\": {";
  comma = "";
  for (const auto& [step, count] : summary.paid_after) {
    out << comma << '"' << step << "\": " << count;
    comma = ", ";
  }
  out << "},\n  \"open_debt\": {\"amount\": \"" << summary.open_debt.text()
      << "\", \"currency\": \"" << summary.open_debt.currency.code()
      << "\"},\n  \"days_sales_outstanding\": "
      << hundredths(summary.days_sales_outstanding_hundredths) << "\n}\n";
  return out.str();
}

std::string text_of(const Summary& summary) {
  std::ostringstream out;
  out << summary.invoices << " invoices\n";
  for (const auto& [step, channels] : summary.messages) {
    out << "  step " << step << ':';
    for (const auto& [channel, count] : channels) out << ' ' << count << " by " << channel;
    out << '\n';
  }
  for (const auto& [step, count] : summary.cancelled) {
    out << "  step " << step << ": " << count << " dropped before they were sent\n";
  }
  out << "  " << summary.tasks << " calls\n";
  for (const auto& [step, count] : summary.paid_after) {
    out << "  " << count << " paid after " << (step == "none" ? "no step" : "step " + step) << '\n';
  }
  out << "  " << summary.open_debt.text() << ' ' << summary.open_debt.currency.code()
      << " open, days sales outstanding " << hundredths(summary.days_sales_outstanding_hundredths)
      << '\n';
  return out.str();
}

}  // namespace demo
