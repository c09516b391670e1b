#include <arrears/ledger/ledger.hpp>
#include <ledger/run.hpp>

namespace arrears {

Balance balance(const Case& value, const Debtors& debtors, const LawPack& law,
                const LedgerOptions& options) {
  return ledger::Run(value, debtors, law, options, nullptr).run();
}

Calculation reckon(const Case& value, const Debtors& debtors, const LawPack& law,
                   const LedgerOptions& options) {
  Calculation out;
  out.on = options.on;
  out.terms = options.terms.value_or(law.interest_terms());
  ledger::Run run(value, debtors, law, options, &out.lines);
  const bool several = !further_debtors(value).empty();
  if (several) run.follow_persons();
  out.balance = run.run();
  if (several) out.persons = run.persons();
  std::int64_t sum = 0;
  for (const CalculationLine& line : out.lines) sum += line.amount.minor;
  ARREARS_ASSERT(sum == out.balance.debt.minor);
  return out;
}

std::optional<Date> oldest_due(const Balance& balance) {
  std::optional<Date> oldest;
  for (const ClaimBalance& claim : balance.claims) {
    if (claim.oldest_due) oldest = std::min(oldest.value_or(*claim.oldest_due), *claim.oldest_due);
  }
  return oldest;
}

}  // namespace arrears
