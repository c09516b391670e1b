// Money held for others: commission on what was collected, remittances to the creditor, and the
// client money account of a mandate. Pure; the same for every arrival order of the same payments.
#ifndef ARREARS_LEDGER_MANDATE_ACCOUNT_HPP
#define ARREARS_LEDGER_MANDATE_ACCOUNT_HPP

#include <arrears/base/int128.hpp>
#include <arrears/model/mandate.hpp>

namespace arrears {

// A sum of a payment that was credited to one component of one claim.
struct CollectedPart {
  ClaimId claim{};
  Component component = Component::principal;
  std::int32_t days_past_due = 0;  // of the claim on the value date; 0 when it was not due yet
  Money sum{};                     // above zero
  friend bool operator==(const CollectedPart&, const CollectedPart&) = default;
};

// A payment as the ledger of its case credited it.
struct CollectedPayment {
  FactKey key{};  // unique
  CaseId case_id{};
  Date value_date{};
  Receiver receiver = Receiver::agency;
  Phase phase = Phase::none;  // of the case on the value date
  Money sum{};                // above zero
  // At most the sum together, in any order; the rest is on account: overpaid, or not matched to
  // any claim. Of a reversed payment they do not count.
  std::vector<CollectedPart> parts{};
  bool reversed = false;
  friend bool operator==(const CollectedPayment&, const CollectedPayment&) = default;
};

// Money on account that was paid back to the payer.
struct Refund {
  FactKey payment{};
  Date on{};
  Money sum{};  // above zero
  friend bool operator==(const Refund&, const Refund&) = default;
};

// A remittance that was made: fixed amounts, whatever is learned later.
struct Remittance {
  Date on{};
  std::vector<RemittanceLine> lines{};
  friend bool operator==(const Remittance&, const Remittance&) = default;
};

// Terms as somebody stated them. Of two that cover a value date those stated later hold (by day,
// then by key).
struct StatedTerms {
  FactKey key{};
  Date on{};
  CommissionTerms terms{};
  friend bool operator==(const StatedTerms&, const StatedTerms&) = default;
};

// All that happened to the money of one mandate in one currency, each list in any order.
struct MandateHistory {
  Currency currency{};
  std::vector<StatedTerms> terms{};  // those in other currencies are passed over
  std::vector<CollectedPayment> payments{};
  std::vector<Refund> refunds{};
  std::vector<Remittance> remittances{};
};

// What a payment brings as things stand.
struct PaymentCommission {
  FactKey payment{};
  CaseId case_id{};
  Date value_date{};
  Money credited{};    // to claims, whoever received it
  Money gross{};       // that part of it which the agency received
  Money base{};        // that part of `credited` which a rule of the terms met
  Int128 exact{};      // commission before rounding, in millionths of a minor unit
  Money commission{};  // round half up of the sum of `exact` so far - commission so far
  Money vat{};         // the same of commission * VAT rate
  friend bool operator==(const PaymentCommission&, const PaymentCommission&) = default;
};

// By (value date, key), one for each payment that is not reversed. A derivation: a payment that is
// found late, or taken back, changes at once what the payments after it bring. Sums and rounding
// are cumulated over the payments of one case, or of the whole mandate, under the same terms; new
// terms begin anew. Within a payment the part longest past due comes first, then by component and
// claim.
ARREARS_API std::vector<PaymentCommission> commissions(const MandateHistory& history);

// The next remittance: for each payment what it brings less what was settled of it, where that is
// not nothing. Of payments with a value date up to `through`, and of settled ones that were taken
// back since. By (value date, key); what the history knows no payment of comes last. Empty right
// after it was made. Its net may be negative: then the creditor owes it.
ARREARS_API std::vector<RemittanceLine> propose_remittance(const MandateHistory& history,
                                                           Date through);

// Where the money is, at the end of a day: payments by value date, refunds and remittances by their
// own. Reversed payments never came.
//   received + owed_by_creditor + owed_by_payers
//     = direct + on_account + refunded + remitted + held
// and nothing of it is below zero but `remitted`, while the last four amounts may be of any sign.
struct MandateAccount {
  Currency currency{};
  Money received{};    // all payments
  Money direct{};      // received by the creditor, a bailiff or a court
  Money on_account{};  // received by the agency, credited to no claim, not refunded
  Money refunded{};
  Money remitted{};  // gross of all remittances
  Money held{};      // credited to claims and not remitted yet
  // Remitted beyond what is credited now: a payment was taken back after it was remitted.
  Money owed_by_creditor{};
  // Refunded beyond what is on account: a payment was refunded and then taken back.
  Money owed_by_payers{};
  Money commission{}, vat{};                  // as things stand, direct payments included
  Money commission_settled{}, vat_settled{};  // in remittances
  friend bool operator==(const MandateAccount&, const MandateAccount&) = default;
};
ARREARS_API MandateAccount mandate_account(const MandateHistory& history, Date on);

// ErrorCode::invalid, with what is wrong, for terms that cannot be: no currency, until before from,
// a rate outside 0 to 1'000'000, bands that do not rise, more than commission_rules_max. The
// functions above take whatever they are given.
ARREARS_API Result<Unit> check_terms(const CommissionTerms& terms);

}  // namespace arrears

#endif
