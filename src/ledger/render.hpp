// Calculations for people and machines.
#ifndef ARREARS_SRC_LEDGER_RENDER_HPP
#define ARREARS_SRC_LEDGER_RENDER_HPP

#include <arrears/ledger/ledger.hpp>
#include <string>
#include <string_view>
#include <text/json_write.hpp>

namespace arrears::ledger {

// The words of one language.
struct Words {
  bool czech = false;
  const char *title, *from, *until, *what, *base, *rate, *days, *amount, *basis, *total;
  const char *principal, *interest, *costs, *paid, *overpaid, *refunded, *written_off, *credited,
      *disputed, *accepted;
  const char* day_count[4];
  const char* components[component_count];
  const char* claim;
  const char* claim_removed;
  const char* payment;
  const char* payment_beyond;
  const char* payment_freed;
  const char* charge;
  const char* write_off;
  const char* reversal;
  const char* credit_note;
  const char* capitalisation;
  const char *owed_by, *roles[4], *share, *limit, *paid_by_person, *insolvent, *dead;
  const char *cap, *in_all;
  const char *rounded, *rounding[3], *payment_day_bears, *payment_day_bears_none;
};
// English for a language that is not known.
const Words& words_of(std::string_view language);

// What a line is about: "default interest", "payment: principal".
std::string label(const CalculationLine& line, const Words& words);
// "1 292,92 Kč" or "1 292.92 CZK", with no-break spaces.
std::string amount_text(const Money& money, const Words& words);
std::string date_text(Date day, const Words& words);          // "1. 9. 2026" or "1 Sep 2026"
std::string rate_text(const Rate& rate, const Words& words);  // "11,75 %"
const char* component_name(Component component);              // for machines: "default_interest"
const char* what_name(CalculationLine::What what);

std::string render_text(const Calculation& calculation, const Words& words);
std::string render_html(const Calculation& calculation, const Words& words);
std::string render_csv(const Calculation& calculation);
std::string render_json(const Calculation& calculation);

// What a person can be asked for, one row a person: "P-2, guarantor up to 5 000.00 CZK".
struct PersonRow {
  std::string who;
  Money debt;
  std::string remark;  // what the person paid; insolvency; death
};
std::vector<PersonRow> person_rows(const std::vector<PersonDebt>& persons, const Words& words);

// "persons": [...], as a member of the object that is being written.
void add_persons(text::JsonWriter& json, const std::vector<PersonDebt>& persons);

// How interest was counted and rounded; empty where none is.
std::string terms_text(const Calculation& calculation, const Words& words);

// The rows under the lines: what is open by component, and what was paid, as far as not zero.
struct SummaryRow {
  const char* label;
  Money amount;
};
std::vector<SummaryRow> summary(const Calculation& calculation, const Words& words);

}  // namespace arrears::ledger

#endif
