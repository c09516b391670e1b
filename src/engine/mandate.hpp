// Mandates: what cases and journal say of the money held under one, as the ledger takes it.
#ifndef ARREARS_SRC_ENGINE_MANDATE_HPP
#define ARREARS_SRC_ENGINE_MANDATE_HPP

#include <engine/desk.hpp>

namespace arrears::engine {

// That of the case; a case without one is under its creditor's own.
MandateId mandate_of(const MandateId& named, const CreditorId& creditor);
inline MandateId mandate_of(const Case& value) { return mandate_of(value.mandate, value.creditor); }
inline MandateId mandate_of(const CaseHolder& held) {
  return mandate_of(held.mandate, held.creditor);
}
// Whose the claims of the case were on that day; a case that was never assigned has one holder.
CaseHolder holder_on(const Case& value, Date day);
std::vector<CaseHolder> holders_of(const Case& value);
// Key by which the cases of a mandate are found in which something was paid.
std::string mandate_key(const MandateId& mandate);

// The payments of a case as its ledger credits them, in order of arrival.
std::vector<CollectedPayment> collected(const View& view, const Rulebook& rules);

// What each payment under a mandate brings, in every currency; empty when nothing was paid.
Result<std::vector<PaymentCommission>> commissions_under(Shell& shell, const MandateId& mandate);

// Why money on account of this case may not go back to the payer; empty = it may.
Result<std::string> wrong_in_refund(Desk& desk, Held& held, const PaymentRefunded& refund);
// Why a remittance may not be of these cases; empty = it may.
Result<std::string> wrong_in_remittance(Desk& desk, const RemittanceMade& made);

}  // namespace arrears::engine

#endif
