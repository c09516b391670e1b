// Mandates: the commission for which a creditor's claims are collected, and what was remitted of
// the money held for the creditor.
#ifndef ARREARS_MODEL_MANDATE_HPP
#define ARREARS_MODEL_MANDATE_HPP

#include <arrears/model/claim.hpp>
#include <arrears/model/phase.hpp>

namespace arrears {

// Who got a payment into their hands. Only what the agency got is held for the creditor; what went
// to the creditor itself, a bailiff or a court is a direct payment and brings commission only.
enum class Receiver : std::uint8_t { agency, creditor, bailiff, court };

// The rate of what was collected above a sum, up to the next band.
struct CommissionBand {
  Money above{};              // not below zero; nothing is borne below the first band
  std::int32_t rate_ppm = 0;  // parts per million of the sum, 0 to 1'000'000: 150'000 is 15 %
  friend bool operator==(const CommissionBand&, const CommissionBand&) = default;
};

// Rates for the parts of payments that meet every condition; an empty list asks for nothing.
struct CommissionRule {
  std::vector<Phase> phases{};             // in which the case stood on the value date
  std::vector<Component> components{};     // of the claim, to which the part was credited
  std::vector<Receiver> receivers{};       // of the payment
  std::int32_t min_days = 0;               // past due on the value date, the claim was from ...
  std::optional<std::int32_t> max_days{};  // ... to, both included; none = no end
  std::vector<CommissionBand> bands{};     // at least one, ascending
  friend bool operator==(const CommissionRule&, const CommissionRule&) = default;
};

inline constexpr std::size_t commission_rules_max = 100;  // of terms, and bands of a rule

// Commission in one currency on payments with these value dates. A part of a payment bears it by
// the first rule that it meets; by none, it bears none.
struct CommissionTerms {
  // Whose collected sums say which band a payment is in, and within what rounding is cumulated.
  enum class Tiers : std::uint8_t { by_case, by_mandate };
  Currency currency{};
  Date from{};                  // value dates, both included
  std::optional<Date> until{};  // none = open
  Tiers tiers = Tiers::by_case;
  std::int32_t vat_ppm = 0;  // on commission, 0 to 1'000'000: 210'000 is 21 %
  std::vector<CommissionRule> rules{};
  friend bool operator==(const CommissionTerms&, const CommissionTerms&) = default;
};

// What a remittance settles of one payment. A correction settles the difference and may be
// negative: after a reversal it takes back what was remitted and the commission on it.
struct RemittanceLine {
  FactKey payment{};
  CaseId case_id{};
  Money gross{};       // credited to claims of what the agency got; 0 for a direct payment
  Money commission{};  // kept or charged ...
  Money vat{};         // ... with value added tax
  Money net() const { return gross - commission - vat; }
  friend bool operator==(const RemittanceLine&, const RemittanceLine&) = default;
};

}  // namespace arrears

#endif
