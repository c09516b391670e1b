// Facts that might come: a plan and its payments, put into a copy of a case to ask the ledger.
#ifndef ARREARS_SRC_LEDGER_SUPPOSED_HPP
#define ARREARS_SRC_LEDGER_SUPPOSED_HPP

#include <arrears/ledger/ledger.hpp>

namespace arrears::ledger {

// Known on the day of the options; of two facts of a day it comes last, as no host's key does.
inline RecordedFact supposed(std::string_view what, Date effective, FactBody body,
                             const LedgerOptions& options) {
  RecordedFact out;
  out.recorded_on = options.on;
  out.recorded_at = options.known_at.value_or(Instant{});
  out.fact = {{std::string("\xff").append(what)}, effective, std::move(body)};
  return out;
}

inline RecordedFact supposed_plan(Date agreed, std::vector<Instalment> instalments, bool waives,
                                  const LedgerOptions& options) {
  InstalmentsAgreed plan;
  plan.instalments = std::move(instalments);
  plan.waives_interest = waives;
  return supposed("plan", agreed, std::move(plan), options);
}

inline RecordedFact supposed_payment(Money sum, Date day, std::size_t number,
                                     const LedgerOptions& options) {
  PaymentReceived payment;
  payment.sum = sum;
  payment.value_date = day;
  return supposed("pay" + std::to_string(number), day, std::move(payment), options);
}

}  // namespace arrears::ledger

#endif
