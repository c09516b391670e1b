#include <arrears/engine/report.hpp>
#include <engine/say.hpp>
#include <engine/spelling.hpp>
#include <ledger/render.hpp>
#include <text/json_write.hpp>

namespace arrears {

namespace {

using engine::date_text;
using engine::money_text;
using text::JsonWriter;

bool czech(std::string_view language) { return language == "cs"; }

void money(JsonWriter& json, const char* name, const Money& sum) {
  json.key(name).begin_object().member("amount", sum.currency.none() ? "0" : sum.text());
  json.member("currency", sum.currency.code()).end_object();
}

void date(JsonWriter& json, const char* name, const std::optional<Date>& day) {
  json.key(name);
  if (day)
    json.string(day->text());
  else
    json.null();
}

std::string kinds_text(HoldKinds kinds) {
  std::string out;
  const auto add = [&](HoldKinds one, const char* name) {
    if (has(kinds, one)) out += (out.empty() ? "" : ", ") + std::string(name);
  };
  add(HoldKinds::contact, "contact");
  add(HoldKinds::enforcement, "enforcement");
  add(HoldKinds::interest, "interest");
  add(HoldKinds::fees, "fees");
  return out;
}

const char* status_text(ContactStatus status) {
  switch (status) {
    case ContactStatus::ordered: return "ordered";
    case ContactStatus::sent: return "sent";
    case ContactStatus::rejected: return "rejected";
    case ContactStatus::cancelled: return "cancelled";
    case ContactStatus::expired: return "expired";
    case ContactStatus::uncertain: return "uncertain";
  }
  return "";
}

const char* promise_text(PromiseStatus::State state) {
  switch (state) {
    case PromiseStatus::State::open: return "open";
    case PromiseStatus::State::due: return "due";
    case PromiseStatus::State::kept: return "kept";
    case PromiseStatus::State::partly_kept: return "partly_kept";
    case PromiseStatus::State::broken: return "broken";
  }
  return "";
}

const char* plan_text(InstalmentPlan::State state) {
  switch (state) {
    case InstalmentPlan::State::running: return "running";
    case InstalmentPlan::State::paid: return "paid";
    case InstalmentPlan::State::ended: return "ended";
    case InstalmentPlan::State::replaced: return "replaced";
  }
  return "";
}

const char* instalment_text(const InstalmentStatus& one) {
  switch (one.state) {
    case InstalmentStatus::State::open: return "open";
    case InstalmentStatus::State::due: return "due";
    case InstalmentStatus::State::paid: return one.was_missed ? "paid_late" : "paid";
    case InstalmentStatus::State::missed: return "missed";
  }
  return "";
}

const char* offer_text(InstalmentOffer::State state) {
  switch (state) {
    case InstalmentOffer::State::open: return "open";
    case InstalmentOffer::State::accepted: return "accepted";
    case InstalmentOffer::State::refused: return "refused";
    case InstalmentOffer::State::withdrawn: return "withdrawn";
  }
  return "";
}

const char* answer_text(OfferVerdict::Answer answer) {
  switch (answer) {
    case OfferVerdict::Answer::accepted: return "accepted";
    case OfferVerdict::Answer::refused: return "refused";
    case OfferVerdict::Answer::left_open: return "left_open";
  }
  return "";
}

std::string offers_text(const std::vector<InstalmentOffer>& offers, std::string_view language) {
  std::string out;
  for (const InstalmentOffer& one : offers) {
    Money sum = one.instalments.front().sum;
    for (std::size_t i = 1; i < one.instalments.size(); ++i) sum += one.instalments[i].sum;
    out += (czech(language) ? "nabídka    " : "offer      ") + date_text(one.offered, language) +
           "  " + std::to_string(one.instalments.size()) + " x  " + money_text(sum, language) +
           "  " + offer_text(one.state) + (one.because.empty() ? "" : "  " + one.because) + "\n";
  }
  return out;
}

void add_offers(JsonWriter& json, const std::vector<InstalmentOffer>& offers) {
  json.key("offers").begin_array();
  for (const InstalmentOffer& one : offers) {
    json.begin_object().member("key", one.key.value);
    date(json, "offered", one.offered);
    json.member("state", offer_text(one.state));
    if (one.closed_on) date(json, "closed_on", one.closed_on);
    json.member("because", one.because).key("instalments").begin_array();
    for (const Instalment& part : one.instalments) {
      json.begin_object();
      date(json, "due", part.due);
      money(json, "sum", part.sum);
      json.end_object();
    }
    json.end_array().key("waives_interest").boolean(one.waives_interest).end_object();
  }
  json.end_array();
}

const char* cost_text(CostLine::What what) {
  switch (what) {
    case CostLine::What::sending: return "sending";
    case CostLine::What::task: return "task";
    case CostLine::What::hand_over: return "hand_over";
    case CostLine::What::stated: return "stated";
  }
  return "";
}

std::string costs_text(const CaseCosts& costs, std::string_view language) {
  const bool cs = czech(language);
  std::string out;
  for (const CostLine& line : costs.lines) {
    out += std::string(cs ? "výdaj      " : "cost       ") + date_text(line.on, language) + "  " +
           cost_text(line.what) + " \"" + line.name + "\"  " + money_text(line.sum, language);
    if (line.vat.minor != 0) {
      out += (cs ? " + DPH " : " + VAT ") + money_text(line.vat, language);
    }
    out += '\n';
  }
  if (costs.lines.empty()) return out;
  return out + (cs ? "vynaloženo " : "spent      ") + money_text(costs.sum, language) + "\n";
}

void add_costs(JsonWriter& json, const CaseCosts& costs) {
  json.key("cost_lines").begin_array();
  for (const CostLine& line : costs.lines) {
    json.begin_object();
    date(json, "on", line.on);
    json.member("what", cost_text(line.what)).member("name", line.name);
    money(json, "sum", line.sum);
    money(json, "vat", line.vat);
    json.member("key", line.key).end_object();
  }
  json.end_array();
  money(json, "spent", costs.sum);
  money(json, "spent_vat", costs.vat);
}

std::string readings_text(const std::vector<Reading>& readings) {
  std::string out;
  for (const Reading& one : readings) {
    out += (out.empty() ? "" : ", ") + one.name + " " + one.value;
  }
  return out;
}

// What is owed, on which claims, and by when it can be enforced.
std::string debt_text(const CaseReport& of, std::string_view language) {
  const bool cs = czech(language);
  const auto word = [cs](const char* czech_word, const char* english) {
    return std::string(cs ? czech_word : english);
  };
  std::string out;
  out += word("dluh       ", "debt       ") + money_text(of.balance.debt, language) + "  (" +
         date_text(of.today, language) + ")\n";
  if (of.balance.overdue != of.balance.debt) {
    out += word("po splatn. ", "overdue    ") + money_text(of.balance.overdue, language) + "\n";
  }
  out += word("jistina    ", "principal  ") + money_text(of.balance.principal, language) + "\n";
  out += word("úrok       ", "interest   ") + money_text(of.balance.interest, language) + "\n";
  out += word("náklady    ", "costs      ") + money_text(of.balance.costs, language) + "\n";
  for (const CaseClaim& one : of.value.claims) {
    if (one.removed) continue;
    out += word("pohledávka ", "claim      ") + one.claim.id.value + "  " +
           money_text(one.claim.principal, language) + "  " + word("splatnost ", "due ") +
           date_text(one.claim.due, language) +
           (one.claim.maturities.empty()
                ? ""
                : word(", částí ", ", parts ") + std::to_string(one.claim.maturities.size())) +
           "\n";
  }
  for (const ClaimLimitation& one : of.limitations) {
    out += word("promlčení  ", "limitation ") + one.claim.value +
           (one.maturity ? " (" + date_text(*one.maturity, language) + ")" : "") + "  " +
           (one.last_day ? date_text(*one.last_day, language) : one.why_not) + "  " + one.line +
           (one.verified || one.line.empty() ? "" : word(" (neověřeno)", " (unverified)")) + "\n";
  }
  return out;
}

}  // namespace

std::string CaseReport::text(std::string_view language) const {
  const bool cs = czech(language);
  const auto word = [cs](const char* czech_word, const char* english) {
    return std::string(cs ? czech_word : english);
  };
  std::string out = value.id.value + "  " + value.plan + "\n";
  out += word("stav       ", "state      ") +
         (value.stack.empty() ? "-" : value.stack.back().state) +
         (value.closed ? word(" (uzavřeno)", " (closed)") : "") + "\n";
  if (!value.because.empty()) out += word("důvod      ", "because    ") + value.because + "\n";
  if (!value.set_aside.empty()) {
    out += word("odloženo   ", "set aside  ") + value.set_aside + "\n";
  }
  out += debt_text(*this, language);
  for (const ledger::PersonRow& row : ledger::person_rows(persons, ledger::words_of(language))) {
    out += word("dluží      ", "owed by    ") + row.who + "  " + money_text(row.debt, language) +
           (row.remark.empty() ? "" : "  " + row.remark) + "\n";
  }
  for (const Hold& hold : holds) {
    out += word("drží       ", "held       ") + kinds_text(hold.kinds) + word(" od ", " since ") +
           date_text(hold.from, language) +
           (hold.until ? word(" do ", " until ") + date_text(*hold.until, language) : "") +
           (hold.because.empty() ? "" : "  " + hold.because) + "\n";
  }
  for (const PromiseStatus& one : promises) {
    out += word("slib       ", "promise    ") + money_text(one.sum, language) +
           word(" do ", " by ") + date_text(one.by, language) + "  " + promise_text(one.state) +
           "\n";
  }
  for (const InstalmentPlan& plan : instalments) {
    out += word("splátky     ", "instalments ") + date_text(plan.agreed, language) + "  " +
           plan_text(plan.state) + "\n";
    for (const InstalmentStatus& one : plan.instalments) {
      out += word("  splátka   ", "  part      ") + money_text(one.sum, language) +
             word(" do ", " by ") + date_text(one.due, language) + "  " + instalment_text(one) +
             "\n";
    }
  }
  out += offers_text(offers, language);
  for (const Task& task : value.tasks) {
    if (task.done_on) continue;
    out += word("úkol       ", "task       ") + task.text + "  " + task.team +
           (task.due ? word("  do ", "  by ") + date_text(*task.due, language) : "");
    for (const std::string& one : task.outcomes) {
      out += (&one == &task.outcomes.front() ? "  (" : ", ") + one;
    }
    out += task.outcomes.empty() ? "\n" : ")\n";
  }
  for (const AskedStep& asked : value.asked) {
    if (asked.status != AskedStep::Status::waiting) continue;
    out +=
        (asked.manual ? word("ručně      ", "by hand    ") : word("souhlas    ", "consent    ")) +
        asked.text + "  " + asked.team + word("  od ", "  since ") +
        date_text(asked.asked_on, language) + "  " + asked.key.value + "\n";
  }
  for (const Contact& contact : value.contacts) {
    out += word("zpráva     ", "message    ") + contact.channel + " \"" + contact.message + "\"  " +
           status_text(contact.status) + " " +
           date_text(contact.sent_on.value_or(contact.ordered_on), language) +
           (contact.waits_for.empty() ? "" : "  " + contact.waits_for) + "\n";
  }
  out += costs_text(costs, language);
  if (next_look) {
    out += word("příště     ", "next look  ") + date_text(*next_look, language) + "\n";
  }
  return out;
}

std::string CaseReport::json() const {
  JsonWriter json;
  json.begin_object().member("case", value.id.value).member("plan", value.plan);
  json.member("state", value.stack.empty() ? "" : value.stack.back().state);
  json.key("closed").boolean(value.closed).member("because", value.because);
  json.member("set_aside", value.set_aside);
  date(json, "today", today);
  date(json, "next_look", next_look);
  money(json, "debt", balance.debt);
  money(json, "overdue", balance.overdue);
  money(json, "principal", balance.principal);
  money(json, "interest", balance.interest);
  money(json, "costs", balance.costs);
  money(json, "disputed", balance.disputed);
  money(json, "written_off", balance.written_off);
  json.key("holds").begin_array();
  for (const Hold& hold : holds) {
    json.begin_object().member("kinds", kinds_text(hold.kinds));
    date(json, "from", hold.from);
    date(json, "until", hold.until);
    json.member("because", hold.because).end_object();
  }
  json.end_array().key("promises").begin_array();
  for (const PromiseStatus& one : promises) {
    json.begin_object().member("key", one.key.value);
    money(json, "sum", one.sum);
    date(json, "by", one.by);
    json.member("state", promise_text(one.state)).end_object();
  }
  json.end_array().key("instalments").begin_array();
  for (const InstalmentPlan& plan : instalments) {
    json.begin_object().member("key", plan.key.value);
    date(json, "agreed", plan.agreed);
    json.member("state", plan_text(plan.state)).key("parts").begin_array();
    for (const InstalmentStatus& one : plan.instalments) {
      json.begin_object();
      date(json, "due", one.due);
      money(json, "sum", one.sum);
      money(json, "paid", one.paid);
      json.member("state", instalment_text(one)).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  if (!offers.empty()) add_offers(json, offers);
  json.key("limitations").begin_array();
  for (const ClaimLimitation& one : limitations) {
    json.begin_object().member("claim", one.claim.value);
    if (one.maturity) date(json, "maturity", one.maturity);
    date(json, "last_day", one.last_day);
    json.member("line", one.line).key("verified").boolean(one.verified);
    json.key("steps").begin_array();
    for (const std::string& step : one.steps) json.string(step);
    json.end_array().member("why_not", one.why_not).end_object();
  }
  json.end_array();
  if (!persons.empty()) ledger::add_persons(json, persons);
  if (!costs.lines.empty()) add_costs(json, costs);
  json.key("value").raw(to_json(value)).end_object();
  return json.take();
}

std::string OfferVerdict::text(std::string_view language) const {
  const bool cs = czech(language);
  std::string out = answer == Answer::accepted  ? (cs ? "přijato" : "accepted")
                    : answer == Answer::refused ? (cs ? "odmítnuto" : "refused")
                                                : (cs ? "rozhodnou lidé" : "left to people");
  if (!because.empty()) out += (cs ? ", důvod " : " because ") + because;
  out += (cs ? "; po poslední splátce zbude " : "; after the last instalment is left ") +
         money_text(rest, language) + "\n";
  for (const std::string& act : acts) out += "  " + act + "\n";
  for (const std::string& line : lines) out += "  " + line + "\n";
  return out;
}

std::string OfferVerdict::json() const {
  JsonWriter json;
  json.begin_object().member("answer", answer_text(answer)).member("because", because);
  money(json, "rest", rest);
  json.key("acts").begin_array();
  for (const std::string& act : acts) json.string(act);
  json.end_array().key("lines").begin_array();
  for (const std::string& line : lines) json.string(line);
  json.end_array().end_object();
  return json.take();
}

std::string Explanation::text(std::string_view asked) const {
  const std::string_view in = asked.empty() ? std::string_view(language) : asked;
  std::string out = headline + "\n";
  for (const Line& line : lines) {
    out += "  " + date_text(line.on, in) + "  " + line.what + "\n";
    if (!line.place.empty()) out += "      " + line.place + "\n";
    if (!line.readings.empty()) out += "      " + readings_text(line.readings) + "\n";
  }
  if (clears_on) {
    out += "  " + engine::Say(in)("can change on {0}", date_text(*clears_on, in)) + "\n";
  }
  return out;
}

std::string Explanation::json() const {
  JsonWriter json;
  json.begin_object().member("headline", headline).key("lines").begin_array();
  for (const Line& line : lines) {
    json.begin_object();
    date(json, "on", line.on);
    json.member("what", line.what).member("place", line.place).key("readings").begin_array();
    for (const Reading& one : line.readings) {
      json.begin_object().member("name", one.name).member("value", one.value).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  date(json, "clears_on", clears_on);
  json.end_object();
  return json.take();
}

std::string Verdict::text(std::string_view language) const {
  const bool cs = czech(language);
  std::string out;
  for (const std::string& one : problems) out += one + "\n";
  const std::string counted = std::to_string(entries) + (cs ? " záznamů, " : " entries, ") +
                              std::to_string(cases) + (cs ? " případů, " : " cases, ") +
                              std::to_string(persons) + (cs ? " osob" : " persons");
  std::string verdict = cs ? "nesouhlasí" : "not consistent";
  if (sound() && against_heads)
    verdict = cs ? "nedotčeno" : "untampered";
  else if (sound())
    verdict = cs ? "v souladu" : "consistent";
  return out + verdict + ": " + counted;
}

std::string Verdict::json() const {
  JsonWriter json;
  json.begin_object().key("sound").boolean(sound()).key("against_heads").boolean(against_heads);
  json.key("entries").natural(entries).key("cases").natural(cases).key("persons").natural(persons);
  json.key("problems").begin_array();
  for (const std::string& one : problems) json.string(one);
  json.end_array().end_object();
  return json.take();
}

}  // namespace arrears
