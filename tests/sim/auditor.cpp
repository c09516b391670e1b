// The auditor keeps its own books and believes nobody's.
#include "world.hpp"

#include <algorithm>
#include <set>

namespace sim {

namespace {

using Complaints = std::vector<std::string>;

std::vector<CaseRow> all_rows(Engine& engine) {
  std::vector<CaseRow> out;
  Cursor cursor;
  while (!cursor.done) {
    Result<std::vector<CaseRow>> page = engine.store().load_all({{"main"}, 0}, cursor, 100);
    if (!page || page->empty()) break;
    out.insert(out.end(), page->begin(), page->end());
  }
  return out;
}

// A message that people see has an order behind it, went out in its window, and is one of few.
void messages(const std::vector<Case>& cases, const std::vector<Provider>& providers,
              const Settings& settings, Complaints& out) {
  std::map<std::string, int> sent_orders;  // by order key
  for (const Case& value : cases) {
    for (const Contact& contact : value.contacts) {
      if (contact.status == ContactStatus::sent) sent_orders[contact.key.value] = 0;
    }
  }
  const Calendar calendar = law().of("CZ").calendar(CalendarPurpose::contact);
  std::map<PersonId, std::vector<Date>> by_person;
  for (const Provider& provider : providers) {
    std::set<std::string> keys;
    for (const Message& message : provider.visible) {
      const std::string name = provider.id + " " + message.key.value;
      if (!keys.insert(message.key.value).second && provider.keyed) {
        out.push_back(name + ": seen twice on a keyed channel");
      }
      for (const OrderKey& order : message.orders) {
        const auto found = sent_orders.find(order.value);
        if (found != sent_orders.end())
          ++found->second;
        else if (settings.dies_at == 0)
          out.push_back(name + ": no order says that it was sent");
      }
      const TimeOfDay time = zone().time_of(message.instant);
      if (!calendar.is_business_day(message.day) || time.minutes < 480 || time.minutes >= 1080) {
        out.push_back(name + ": outside its window");
      }
      by_person[message.person].push_back(message.day);
    }
  }
  for (const auto& [order, count] : sent_orders) {
    if (count == 0) out.push_back("order " + order + ": said to be sent, nobody saw it");
  }
  for (auto& [person, days] : by_person) {
    std::sort(days.begin(), days.end());
    for (std::size_t i = 3; i < days.size() && settings.keyed; ++i) {
      if ((days[i] - days[i - 3]).count >= 7) continue;
      out.push_back(person.value + ": more than 3 in 7 days");
    }
  }
}

void money(const Case& value, const Balance& balance, const Calculation& lines,
           const Portfolio& portfolio, Complaints& out) {
  std::int64_t owed = 0, gone = 0;
  for (const CalculationLine& line : lines.lines) {
    (line.amount.minor > 0 ? owed : gone) += line.amount.minor;
  }
  if (owed + gone != balance.debt.minor) out.push_back(value.id.value + ": money is not conserved");
  // Payments that named their case; those by symbol may have gone astray, and are counted there.
  std::int64_t named = 0;
  for (const RecordedFact& one : value.facts) {
    const auto* paid = std::get_if<PaymentReceived>(&one.fact.what);
    if (paid && paid->symbols.empty()) named += paid->sum.minor;
    if (const auto* back = std::get_if<PaymentReversed>(&one.fact.what)) {
      for (const RecordedFact& other : value.facts) {
        const auto* first = std::get_if<PaymentReceived>(&other.fact.what);
        if (first && other.fact.key == back->payment) named -= first->sum.minor;
      }
    }
  }
  const auto booked = portfolio.paid.find(value.id);
  if (named != (booked == portfolio.paid.end() ? 0 : booked->second)) {
    out.push_back(value.id.value + ": a payment is lost");
  }
}

void charges(const Case& value, Complaints& out) {
  std::set<std::pair<std::string, std::string>> lump_sums;
  for (const Posting& posting : value.postings) {
    if (posting.kind != Posting::Kind::charge || !posting.by_law) continue;
    if (!lump_sums.emplace(posting.claim.value, posting.fee).second) {
      out.push_back(value.id.value + ": a lump sum charged twice");
    }
  }
}

}  // namespace

void audit(Engine& engine, const Portfolio& portfolio, const std::vector<Provider>& providers,
           const Settings& settings, Complaints& complaints) {
  const Caller by{{"main"}, {"auditor"}};
  std::vector<Case> cases;
  for (const CaseRow& row : all_rows(engine)) {
    Result<CaseReport> report = engine.show(by, row.id);
    if (!report) {
      complaints.push_back(row.id.value + ": " + report.error().message);
      continue;
    }
    const Case& value = report->value;
    if (row.closed && (row.wake || row.payments_wake)) {
      complaints.push_back(row.id.value + ": closed, and yet it has a next change");
    }
    if (!value.set_aside.empty()) complaints.push_back(row.id.value + ": " + value.set_aside);
    const bool excursion = value.stack.size() > 1;  // waits for the fact that ends it
    if (!row.closed && !row.wake && !row.payments_wake && !row.look && !excursion) {
      complaints.push_back(row.id.value + ": open without a next change");
    }
    Result<Calculation> lines = engine.reckon(by, row.id, {report->today, std::nullopt});
    if (lines)
      money(value, report->balance, *lines, portfolio, complaints);
    else
      complaints.push_back(row.id.value + ": " + lines.error().message);
    charges(value, complaints);
    cases.push_back(value);
  }
  messages(cases, providers, settings, complaints);
}

}  // namespace sim
