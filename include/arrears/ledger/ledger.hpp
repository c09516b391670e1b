// The ledger: facts and posted decisions in, postings and balances out. Pure; the same for every
// arrival order of the same facts.
#ifndef ARREARS_LEDGER_LEDGER_HPP
#define ARREARS_LEDGER_LEDGER_HPP

#include <array>
#include <arrears/base/int128.hpp>
#include <arrears/law/law.hpp>
#include <arrears/model/case.hpp>
#include <span>

namespace arrears {

// What is open of one maturity, in minor units.
struct MaturityBalance {
  Date maturity{};  // as the claim says
  Date due{};       // the same, or earlier by an acceleration
  std::int64_t principal = 0;
  std::int64_t debt = 0;  // all components
  friend bool operator==(const MaturityBalance&, const MaturityBalance&) = default;
};

// What is open of one claim on a day. Nothing is open of a claim that has left the case.
struct ClaimBalance {
  ClaimId claim{};
  std::array<std::int64_t, component_count> open{};  // minor units, by Component
  std::optional<Date> principal_paid_on{};           // value date on which principal reached zero
  bool paid_late = false;            // it did, and some of it after the day on which it was due
  std::optional<Date> oldest_due{};  // the first due date of what is open of principal
  std::vector<MaturityBalance> maturities{};  // where it falls due in parts
  std::int64_t of(Component c) const { return open[static_cast<std::size_t>(c)]; }
};

struct Balance {
  Currency currency{};
  std::vector<ClaimBalance> claims{};  // in order of the case
  Money debt{};                        // sum of all open components
  Money overdue{};  // part of it that is in default: of claims and maturities past due
  Money principal{}, interest{}, costs{};  // interest: contractual and default; costs: all fees
  Money written_off{};                     // posted so far
  Money written_off_unused{};              // part of it that met nothing open (a late payment)
  Money paid{};                            // payments not reversed
  Money overpaid{};  // paid beyond the debt, or freed by a credit note, and not refunded
  Money refunded{};  // given back of what was
  Money disputed{};  // part of the debt under dispute
  Money removed{};   // open of claims on the day they left the case
  Money credited{};  // principal taken back: credit notes, dismissed by titles
};
// What was ever owed is accounted for: principal + booked interest + charges
//   = paid - overpaid - refunded + (written_off - written_off_unused) + credited + removed + debt.

// The persons of a case, as far as they are known. Borrowed. What is not known of a person stops
// nothing.
struct Debtors {
  const Person* first = nullptr;            // the first debtor
  std::span<const Person* const> others{};  // further persons who answer for claims, in any order

  Debtors() = default;
  Debtors(const Person* person) : first(person) {}  // most cases have one
  Debtors(const Person* person, std::span<const Person* const> further)
      : first(person), others(further) {}
};

struct LedgerOptions {
  Date on{};                             // business date, included
  std::optional<Instant> known_at{};     // only what was recorded by then
  bool shift_due = false;                // the rulebook accepts the pack's shift of due dates
  std::optional<InterestTerms> terms{};  // of the mandate; none = those of the law pack
  std::vector<Component> allocation{};   // agreed order of crediting, for claims that name none
};

// Parts of a minor unit in which interest is exact: every day count and rate gives a whole number.
inline constexpr std::int64_t interest_scale = 1'603'080'000'000;

// One line of the calculation.
struct CalculationLine {
  Date from{}, until{};  // equal for a single event
  ClaimId claim{};
  std::optional<Date> maturity{};  // which one, where the claim falls due in parts
  Component component = Component::principal;
  enum class What : std::uint8_t {
    claim,
    interest,
    payment,
    charge,
    write_off,
    reversal,
    credit_note,    // what it takes back; what that frees are lines of payments and write-offs
    capitalisation  // of interest: one line takes it away, one adds it to principal
  } what = What::claim;
  Money base{};  // what interest runs on
  std::optional<Rate> rate{};
  std::int32_t days = 0;
  Money amount{};                 // signed: what it adds to the debt
  Int128 exact{};                 // of interest, before rounding: in 1 / interest_scale minor units
  std::optional<Money> cap{};     // of all penalties of the claim, where it cut this one short
  std::string basis{}, source{};  // paragraph or line of the plan; where the figure is from
  std::string fact{};             // key of the fact, if any
  friend bool operator==(const CalculationLine&, const CalculationLine&) = default;
};

// What a person can be asked for under one liability.
struct LiabilityDebt {
  Liability liability{};
  Money debt{};  // of what is open of the claim
  Money paid{};  // on the claim, by this person
  friend bool operator==(const LiabilityDebt&, const LiabilityDebt&) = default;
};

// What one person can be asked for: sums over persons mean nothing, each may be asked for the same.
struct PersonDebt {
  PersonId person{};
  std::vector<LiabilityDebt> liabilities{};  // in force on the day; by claim and role
  Money debt{};  // over the claims; of several liabilities for one claim the one that gives most
  Money paid{};  // payments of this person that were credited to those claims
  std::optional<Date> insolvent_since{}, dead_since{};
  friend bool operator==(const PersonDebt&, const PersonDebt&) = default;
};

struct Calculation {
  Date on{};
  std::vector<CalculationLine> lines{};  // the claims, then as booked
  Balance balance{};                     // amounts of the lines add up to its debt
  std::vector<PersonDebt> persons{};     // where others than the first debtor answer, too
  InterestTerms terms{};                 // by which interest was counted and rounded
  std::vector<std::string> accepted{};   // "CZ.due_date_shift accepted by NAME on DATE";
                                         // filled in by whoever knows the rulebook
  std::string text(std::string_view language) const;  // render() as text
};

// What is owed on a day. Interest is exact between events and booked at events as round half up of
// the cumulative exact amount less what is booked; the terms say when the count begins anew and
// whether the day of payment bears interest. A claim bears none on days on which that is stopped
// for every person who answers for it. Where a claim falls due in parts each maturity is in default
// and is rounded by itself. A payment is credited to the claim that it names, then by the law's
// rule for several debts (LawPack::several_debts()), without one to the oldest due date first.
ARREARS_API Balance balance(const Case& value, const Debtors& debtors, const LawPack& law,
                            const LedgerOptions& options);
// The same, line by line; the sum of its lines is the balance, by construction and by assertion.
ARREARS_API Calculation reckon(const Case& value, const Debtors& debtors, const LawPack& law,
                               const LedgerOptions& options);

// Who answers for the claims of a case: the debtor that each names and what was stated by that day,
// by claim, role and person. Ended and future ones are among them (`from`, `until`).
ARREARS_API std::vector<Liability> liabilities(const Case& value, Date on,
                                               const std::optional<Instant>& known_at);
// Those who were ever said to answer besides the first debtor, by id.
ARREARS_API std::vector<PersonId> further_debtors(const Case& value);
// What each person who answers on that day can be asked for: the first debtor, then by id. Open
// principal and charges; of open interest, which payments have met oldest first, what grew on days
// on which it was not stopped for this person. Of a share that part of all that this person would
// owe had nobody paid, less what the person paid; of a limit what the person's payments leave of
// it; never more than is open.
ARREARS_API std::vector<PersonDebt> person_debts(const Case& value, const Debtors& debtors,
                                                 const LawPack& law, const LedgerOptions& options);

enum class CalculationFormat : std::uint8_t { text, csv, json, html };
ARREARS_API std::string render(const Calculation& calculation, CalculationFormat format,
                               std::string_view language);
inline std::string Calculation::text(std::string_view language) const {
  return render(*this, CalculationFormat::text, language);
}

// What became of a promise.
struct PromiseStatus {
  enum class State : std::uint8_t { open, due, kept, partly_kept, broken };
  FactKey key{};
  Date made{}, by{};
  Date last_day{};      // `by` plus the tolerance
  Money sum{}, paid{};  // payments by value date from `made` to `last_day`, that count for it
  State state = State::open;
  std::optional<Date> resolved_on{};  // effective date of keeping or breaking
};
// In order of `made`. Broken (or partly kept) only when payments are complete through `last_day`.
ARREARS_API std::vector<PromiseStatus> promises(const Case& value, const Duration& tolerance,
                                                const Calendar& calendar,
                                                std::optional<Date> payments_complete, Date today);

// By when a claim can be enforced: Limitation, without borrowing from the pack.
struct ClaimLimitation {
  ClaimId claim{};
  std::optional<Date> maturity{};  // which one, where the claim falls due in parts
  std::optional<Date> last_day{};  // none: why_not
  std::string line{};              // id of the law line of the period that runs last
  bool verified = false;
  std::vector<std::string> steps{};
  std::string why_not{};
  friend bool operator==(const ClaimLimitation&, const ClaimLimitation&) = default;
};
// Of the claims that are in the case on that day, in its order, each maturity by itself: by the
// line that a claim names, from the day on which default begins, and by what was stated and took
// effect by then.
ARREARS_API std::vector<ClaimLimitation> limitations(const Case& value, const LawPack& law,
                                                     const LedgerOptions& options);
// The earliest last day of the claims of which something is open; none where no last day is known.
ARREARS_API std::optional<Date> first_limitation(const std::vector<ClaimLimitation>& claims,
                                                 const Balance& balance);

// The oldest due date of open principal; none when there is none.
ARREARS_API std::optional<Date> oldest_due(const Balance& balance);

}  // namespace arrears

#endif
