#include <ledger/render.hpp>
#include <model/enum_names.hpp>

#include <algorithm>

namespace arrears::ledger {

namespace {

const Words english{
    false,
    "Calculation of the debt as of",
    "from",
    "until",
    "what",
    "base",
    "rate a year",
    "days",
    "amount",
    "basis and source",
    "debt",
    "principal",
    "interest",
    "costs",
    "paid",
    "overpaid",
    "refunded",
    "written off",
    "credited",
    "disputed",
    "Accepted without verification",
    {"actual/actual", "actual/365", "actual/360", "30/360"},
    {"principal", "contractual interest", "default interest", "penalty", "costs", "court fee",
     "attorney's fee", "lump sum"},
    "claim, due",
    "claim left the case",
    "payment",
    "payment beyond the debt",
    "payment freed, on account",
    "charge",
    "write-off",
    "payment taken back",
    "credit note",
    "interest becomes principal",
    "owed by",
    {"debtor", "co-debtor", "guarantor", "heir"},
    "for a share of",
    "up to",
    "paid",
    "insolvent since",
    "dead since",
    "at most",
    "in all",
    "Interest rounded half up to",
    {"over all days together", "anew after each payment and write-off", "each line by itself"},
    "the day of payment bears interest",
    "the day of payment bears none"};

const Words czech_words{
    true,
    "Vyúčtování dluhu ke dni",
    "od",
    "do",
    "co",
    "základ",
    "sazba ročně",
    "dnů",
    "částka",
    "podklad a zdroj",
    "dluh",
    "jistina",
    "úrok",
    "náklady",
    "zaplaceno",
    "přeplatek",
    "vráceno",
    "odepsáno",
    "dobropisováno",
    "sporné",
    "Přijato bez ověření",
    {"skutečnost/skutečnost", "skutečnost/365", "skutečnost/360", "30/360"},
    {"jistina", "smluvní úrok", "úrok z prodlení", "smluvní pokuta", "náklady", "soudní poplatek",
     "odměna advokáta", "paušální náhrada"},
    "pohledávka, splatná",
    "pohledávka vyřazena",
    "platba",
    "platba nad dluh",
    "platba uvolněná, na účtu",
    "připsáno",
    "odpis",
    "platba vzata zpět",
    "dobropis",
    "úrok se stává jistinou",
    "dluží",
    {"dlužník", "spoludlužník", "ručitel", "dědic"},
    "z podílu",
    "do výše",
    "zaplaceno",
    "v insolvenci od",
    "úmrtí",
    "nejvýše",
    "celkem",
    "Úrok zaokrouhlen od poloviny nahoru na",
    {"za všechny dny dohromady", "znovu po každé platbě a odpisu", "každý řádek zvlášť"},
    "den platby se úročí",
    "den platby se neúročí"};

constexpr const char* no_break = "\u00a0";

Date iso(std::string_view text) { return Date::parse(text).value_or(Date{}); }

}  // namespace

const Words& words_of(std::string_view language) {
  return language == "cs" ? czech_words : english;
}

std::string amount_text(const Money& money, const Words& words) {
  const std::string plain = money.text();
  const bool negative = plain.starts_with('-');
  const std::size_t begin = negative ? 1 : 0;
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string out = negative ? "\u2212" : "";
  for (std::size_t i = begin; i < point; ++i) {
    if (i > begin && (point - i) % 3 == 0) out += no_break;
    out += plain[i];
  }
  if (point < plain.size()) {
    out += words.czech ? "," : ".";
    out += plain.substr(point + 1);
  }
  const bool koruna = words.czech && money.currency == Currency{"CZK"};
  return out + no_break + (koruna ? std::string("Kč") : money.currency.code());
}

std::string date_text(Date day, const Words& words) {
  constexpr const char* months[]{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string number = std::to_string(day.day()), year = std::to_string(day.year());
  if (!words.czech) return number + no_break + months[day.month() - 1] + no_break + year;
  return number + "." + no_break + std::to_string(day.month()) + "." + no_break + year;
}

std::string rate_text(const Rate& rate, const Words& words) {
  std::string out = rate.percent_text();
  if (words.czech) {
    for (char& c : out) c = c == '.' ? ',' : c;
  }
  return out + no_break + "%";
}

std::string label(const CalculationLine& line, const Words& words) {
  std::string component = words.components[static_cast<std::size_t>(line.component)];
  switch (line.what) {
    case CalculationLine::What::claim:
      if (line.amount.minor < 0) return words.claim_removed + (": " + component);
      return words.claim + (" " + date_text(iso(line.source), words));
    case CalculationLine::What::interest: return component;
    case CalculationLine::What::payment:
      if (line.amount.is_zero()) return words.payment_beyond;
      if (line.amount.minor > 0) return words.payment_freed + (": " + component);
      return words.payment + (": " + component);
    case CalculationLine::What::charge: return words.charge + (": " + component);
    case CalculationLine::What::write_off: return words.write_off + (": " + component);
    case CalculationLine::What::reversal: return words.reversal;
    case CalculationLine::What::credit_note: return words.credit_note + (": " + component);
    case CalculationLine::What::capitalisation: return words.capitalisation + (": " + component);
  }
  return {};
}

const char* component_name(Component component) {
  return codec::EnumNames<Component>::list.names[static_cast<std::size_t>(component)].data();
}

const char* what_name(CalculationLine::What what) {
  constexpr const char* names[]{"claim",     "interest", "payment",     "charge",
                                "write_off", "reversal", "credit_note", "capitalisation"};
  return names[static_cast<std::size_t>(what)];
}

std::vector<PersonRow> person_rows(const std::vector<PersonDebt>& persons, const Words& words) {
  std::vector<PersonRow> out;
  for (const PersonDebt& person : persons) {
    PersonRow row{person.person.value, person.debt, {}};
    std::vector<std::string> capacities;  // each once, over the claims
    for (const LiabilityDebt& one : person.liabilities) {
      std::string text = words.roles[static_cast<std::size_t>(one.liability.role)];
      if (one.liability.extent == Liability::Extent::share) {
        text += std::string(" ") + words.share + " " + one.liability.share.text();
      } else if (one.liability.extent == Liability::Extent::limit) {
        text += std::string(" ") + words.limit + " " + amount_text(one.liability.limit, words);
      }
      if (std::find(capacities.begin(), capacities.end(), text) != capacities.end()) continue;
      row.who += ", " + text;
      capacities.push_back(std::move(text));
    }
    const auto add = [&](const std::string& text) {
      row.remark += (row.remark.empty() ? "" : ", ") + text;
    };
    if (!person.paid.is_zero()) {
      add(words.paid_by_person + (" " + amount_text(person.paid, words)));
    }
    if (person.insolvent_since) {
      add(words.insolvent + (" " + date_text(*person.insolvent_since, words)));
    }
    if (person.dead_since) add(words.dead + (" " + date_text(*person.dead_since, words)));
    out.push_back(std::move(row));
  }
  return out;
}

std::string terms_text(const Calculation& calculation, const Words& words) {
  const bool bears = std::any_of(
      calculation.lines.begin(), calculation.lines.end(),
      [](const CalculationLine& line) { return line.what == CalculationLine::What::interest; });
  if (!bears) return {};
  const InterestTerms& terms = calculation.terms;
  return std::string(words.rounded) + " " +
         amount_text({terms.unit, calculation.balance.currency}, words) + ", " +
         words.rounding[static_cast<std::size_t>(terms.rounding)] + "; " +
         (terms.payment_day_bears ? words.payment_day_bears : words.payment_day_bears_none);
}

std::vector<SummaryRow> summary(const Calculation& calculation, const Words& words) {
  const Balance& b = calculation.balance;
  std::vector<SummaryRow> out{
      {words.principal, b.principal}, {words.interest, b.interest}, {words.costs, b.costs}};
  for (const SummaryRow& row :
       {SummaryRow{words.disputed, b.disputed}, SummaryRow{words.paid, b.paid},
        SummaryRow{words.overpaid, b.overpaid}, SummaryRow{words.refunded, b.refunded},
        SummaryRow{words.written_off, b.written_off}, SummaryRow{words.credited, b.credited}}) {
    if (!row.amount.is_zero()) out.push_back(row);
  }
  return out;
}

}  // namespace arrears::ledger

namespace arrears {

std::string render(const Calculation& calculation, CalculationFormat format,
                   std::string_view language) {
  const ledger::Words& words = ledger::words_of(language);
  switch (format) {
    case CalculationFormat::text: return ledger::render_text(calculation, words);
    case CalculationFormat::csv: return ledger::render_csv(calculation);
    case CalculationFormat::json: return ledger::render_json(calculation);
    case CalculationFormat::html: return ledger::render_html(calculation, words);
  }
  return {};
}

}  // namespace arrears
