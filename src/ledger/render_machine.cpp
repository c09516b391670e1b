#include <ledger/render.hpp>
#include <model/enum_names.hpp>
#include <money/digits.hpp>
#include <text/csv.hpp>

namespace arrears::ledger {

namespace {

const char* day_count_name(DayCount count) {
  constexpr const char* names[]{"act_act", "act_365", "act_360", "thirty_360"};
  return names[static_cast<std::size_t>(count)];
}

// Of interest: the amount before rounding, to six decimal places of the currency's unit. As minor
// units interest may fill 63 bits, in millionths it may not fit.
std::string exact_text(const CalculationLine& line) {
  constexpr int places = 6;
  std::int64_t per_unit = 1;
  for (int i = 0; i < line.amount.currency.digits(); ++i) per_unit *= 10;
  std::int64_t per_minor = 1;
  for (int i = line.amount.currency.digits(); i < places; ++i) per_minor *= 10;
  const Int128 millionths = line.exact / interest_scale * per_minor +
                            divide_half_up(line.exact % interest_scale * per_minor, interest_scale);
  const Int128 million = Int128{per_unit} * per_minor;
  const std::string rest =
      digits::text(static_cast<std::int64_t>(millionths % million), places, false);
  return std::to_string(static_cast<std::int64_t>(millionths / million)) + rest.substr(1);
}

void money_member(text::JsonWriter& json, std::string_view name, const Money& money) {
  json.key(name).begin_object();
  json.member("amount", money.text()).member("currency", money.currency.code());
  json.end_object();
}

void line_object(text::JsonWriter& json, const CalculationLine& line) {
  json.begin_object();
  json.member("from", line.from.text()).member("until", line.until.text());
  json.member("claim", line.claim.value);
  if (line.maturity) json.member("maturity", line.maturity->text());
  json.member("what", what_name(line.what));
  json.member("component", component_name(line.component));
  money_member(json, "base", line.base);
  json.key("rate");
  if (line.rate) {
    json.begin_object().member("percent", line.rate->percent_text());
    json.member("day_count", day_count_name(line.rate->day_count)).end_object();
  } else {
    json.null();
  }
  json.key("days").integer(line.days);
  money_member(json, "amount", line.amount);
  if (line.what == CalculationLine::What::interest) json.member("exact", exact_text(line));
  if (line.cap) money_member(json, "cap", *line.cap);
  json.member("basis", line.basis).member("source", line.source).member("fact", line.fact);
  json.end_object();
}

void date_member(text::JsonWriter& json, std::string_view name, const std::optional<Date>& day) {
  json.key(name);
  if (day) {
    json.string(day->text());
  } else {
    json.null();
  }
}

void terms_object(text::JsonWriter& json, const InterestTerms& terms) {
  constexpr auto& roundings = codec::EnumNames<InterestTerms::Rounding>::list.names;
  json.begin_object();
  json.member("rounding", roundings[static_cast<std::size_t>(terms.rounding)]);
  json.key("unit").integer(terms.unit);
  json.key("payment_day_bears").boolean(terms.payment_day_bears);
  json.key("day_count");
  if (terms.day_count) {
    json.string(day_count_name(*terms.day_count));
  } else {
    json.null();
  }
  json.end_object();
}

void claim_object(text::JsonWriter& json, const ClaimBalance& claim, Currency currency) {
  json.begin_object().member("claim", claim.claim.value);
  for (std::size_t i = 0; i < component_count; ++i) {
    money_member(json, component_name(static_cast<Component>(i)), {claim.open[i], currency});
  }
  date_member(json, "principal_paid_on", claim.principal_paid_on);
  date_member(json, "oldest_due", claim.oldest_due);
  if (!claim.maturities.empty()) {
    json.key("maturities").begin_array();
    for (const MaturityBalance& one : claim.maturities) {
      json.begin_object().member("maturity", one.maturity.text()).member("due", one.due.text());
      money_member(json, "principal", {one.principal, currency});
      money_member(json, "debt", {one.debt, currency});
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

const char* role_name(Liability::Role role) {
  return codec::EnumNames<Liability::Role>::list.names[static_cast<std::size_t>(role)].data();
}

void person_object(text::JsonWriter& json, const PersonDebt& person) {
  json.begin_object().member("person", person.person.value);
  money_member(json, "debt", person.debt);
  money_member(json, "paid", person.paid);
  date_member(json, "insolvent_since", person.insolvent_since);
  date_member(json, "dead_since", person.dead_since);
  json.key("liabilities").begin_array();
  for (const LiabilityDebt& one : person.liabilities) {
    const Liability& liability = one.liability;
    json.begin_object().member("claim", liability.claim.value);
    json.member("role", role_name(liability.role));
    if (liability.extent == Liability::Extent::share) {
      json.member("share", liability.share.text());
    } else if (liability.extent == Liability::Extent::limit) {
      money_member(json, "limit", liability.limit);
    }
    money_member(json, "debt", one.debt);
    money_member(json, "paid", one.paid);
    json.member("basis", liability.basis).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

void add_persons(text::JsonWriter& json, const std::vector<PersonDebt>& persons) {
  json.key("persons").begin_array();
  for (const PersonDebt& person : persons) person_object(json, person);
  json.end_array();
}

std::string render_csv(const Calculation& calculation) {
  std::string out =
      "from,until,claim,maturity,what,component,base,rate,day_count,days,exact,amount,currency,"
      "basis,source,fact,cap\n";
  for (const CalculationLine& line : calculation.lines) {
    const std::string cells[]{line.from.text(),
                              line.until.text(),
                              text::csv_safe_field(line.claim.value),
                              line.maturity ? line.maturity->text() : "",
                              what_name(line.what),
                              component_name(line.component),
                              line.base.text(),
                              line.rate ? line.rate->percent_text() : "",
                              line.rate ? day_count_name(line.rate->day_count) : "",
                              line.days == 0 ? "" : std::to_string(line.days),
                              line.rate ? exact_text(line) : "",
                              line.amount.text(),
                              line.amount.currency.code(),
                              text::csv_safe_field(line.basis),
                              text::csv_safe_field(line.source),
                              text::csv_safe_field(line.fact),
                              line.cap ? line.cap->text() : ""};
    for (const std::string& cell : cells) {
      if (&cell != &cells[0]) out += ',';
      out += cell;
    }
    out += '\n';
  }
  return out;
}

std::string render_json(const Calculation& calculation) {
  const Balance& b = calculation.balance;
  text::JsonWriter json;
  json.begin_object().member("on", calculation.on.text());
  json.key("lines").begin_array();
  for (const CalculationLine& line : calculation.lines) line_object(json, line);
  json.end_array().key("balance").begin_object();
  money_member(json, "debt", b.debt);
  money_member(json, "overdue", b.overdue);
  money_member(json, "principal", b.principal);
  money_member(json, "interest", b.interest);
  money_member(json, "costs", b.costs);
  money_member(json, "paid", b.paid);
  money_member(json, "overpaid", b.overpaid);
  money_member(json, "refunded", b.refunded);
  money_member(json, "written_off", b.written_off);
  money_member(json, "written_off_unused", b.written_off_unused);
  money_member(json, "removed", b.removed);
  money_member(json, "credited", b.credited);
  money_member(json, "disputed", b.disputed);
  json.key("claims").begin_array();
  for (const ClaimBalance& claim : b.claims) claim_object(json, claim, b.currency);
  json.end_array().end_object();
  if (!calculation.persons.empty()) add_persons(json, calculation.persons);
  terms_object(json.key("terms"), calculation.terms);
  json.key("accepted").begin_array();
  for (const std::string& accepted : calculation.accepted) json.string(accepted);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace arrears::ledger
