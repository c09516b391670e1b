// The cost ledger: what collecting a case took, apart from what the debtor owes, and what it
// brought. Pure; the same for every arrival order of the same facts.
#ifndef ARREARS_LEDGER_COSTS_HPP
#define ARREARS_LEDGER_COSTS_HPP

#include <arrears/ledger/ledger.hpp>

namespace arrears {

// One cost of a case.
struct CostLine {
  // What brought it: a step of the plan that was taken, or a fact (CostIncurred).
  enum class What : std::uint8_t { sending, task, hand_over, stated };
  Date on{};
  What what = What::stated;
  std::string name{};  // of the message, the task, the recipient; the kind of a stated cost
  Money sum{};         // without VAT; below zero = money back
  Money vat{};         // round half up, away from zero: money back takes back the same VAT
  std::string key{};   // of the order, of the decision, of the fact
  friend bool operator==(const CostLine&, const CostLine&) = default;
};

struct CostOptions {
  Date on{};                          // business date, included
  std::optional<Instant> known_at{};  // only what was recorded by then
};

struct CaseCosts {
  std::vector<CostLine> lines{};  // by day, then by what, key, name
  Money sum{}, vat{};             // of the lines
  friend bool operator==(const CaseCosts&, const CaseCosts&) = default;
};
ARREARS_API CaseCosts case_costs(const Case& value, const CostOptions& options);
// The sum alone, without VAT: what rules call `spent`.
ARREARS_API Money spent(const Case& value, Date on);

// What each of several orders bears of the one sending that carried them. `costs` in order of the
// order keys, as each order says it; those that say none bear none. The sending costs what the
// dearest order says, shared evenly, the first ones bearing the cents that are left over. Where
// orders are in several currencies each bears its part of the dearest in its own.
ARREARS_API std::vector<std::optional<Money>> share_sending(
    const std::vector<std::optional<Money>>& costs);

// What collecting brought and took, up to the end of a day.
struct CostResult {
  std::string group{};  // what the cases have in common
  Currency currency{};
  std::int64_t cases = 0;
  Money collected{};                     // payments credited to claims, whoever received them
  Money costs{}, costs_vat{};            // of the cost ledger
  Money commission{}, commission_vat{};  // that the payments bring under mandates
  // Commission less costs, both without VAT.
  Money result() const { return commission - costs; }
  friend bool operator==(const CostResult&, const CostResult&) = default;
};
// One for each group and currency, by group, then by currency: results of the same are added up.
ARREARS_API std::vector<CostResult> add_up(const std::vector<CostResult>& results);

// As text, CSV or JSON; `heading` says what groups are called.
ARREARS_API std::string render(const std::vector<CostResult>& results, std::string_view heading,
                               CalculationFormat format);

// Which cases are taken together.
struct CostQuery {
  enum class By : std::uint8_t { case_, creditor, mandate, plan, field };
  Date on{};
  By by = By::case_;
  std::string
      field{};  // a host field of scope case; cases without a value are a group of their own
};

}  // namespace arrears

#endif
