// Claims and who answers for them.
#ifndef ARREARS_MODEL_CLAIM_HPP
#define ARREARS_MODEL_CLAIM_HPP

#include <arrears/model/ids.hpp>
#include <arrears/model/value.hpp>
#include <arrears/money/money.hpp>
#include <arrears/money/rate.hpp>
#include <arrears/time/date.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

// The kind of relation between creditor and debtor. `unstated` is refused where a law needs it.
enum class Relation : std::uint8_t { unstated, business, consumer, public_body };

// Czech payments name their claim by symbols; elsewhere `reference` (end-to-end, RF) does.
struct PaymentSymbols {
  std::string variable{};   // up to 10 digits
  std::string specific{};   // up to 10 digits
  std::string constant{};   // up to 4 digits
  std::string reference{};  // any text of at most 140 bytes
  bool empty() const { return variable.empty() && specific.empty() && reference.empty(); }
  friend bool operator==(const PaymentSymbols&, const PaymentSymbols&) = default;
};

// What a ledger line is about. Debt is the sum of all of them.
enum class Component : std::uint8_t {
  principal,
  contractual_interest,
  default_interest,
  penalty,
  costs,
  court_fee,
  attorney_fee,
  lump_sum,
};
inline constexpr std::size_t component_count = 8;

// A stretch of time in which one rate runs on one base: interest of a claim is a list of these.
// Without a segment of its own a claim in default bears the interest that its law gives.
struct InterestSegment {
  enum class Base : std::uint8_t { principal };
  // `penalty`: a contractual penalty that grows by the day, 0.1 % a day is 36.5 % act_365.
  enum class Kind : std::uint8_t { contractual, default_interest, penalty };
  Date from{};                  // first day that bears interest
  std::optional<Date> until{};  // last day that bears interest; none = open
  Base base = Base::principal;
  Kind kind = Kind::contractual;
  std::optional<Rate> fixed{};  // a rate by itself ...
  std::string regime{};         // ... or the name of a regime of the law pack
  std::string basis{};          // why: a contract, a paragraph
  std::string source{};
  friend bool operator==(const InterestSegment&, const InterestSegment&) = default;
};

// How interest is counted and rounded where the law is silent; see docs/ledger.md.
struct InterestTerms {
  enum class Rounding : std::uint8_t {
    at_end,     // booked is always the rounded sum of what is exact
    per_event,  // each stretch between two payments or write-offs is rounded by itself
    per_period  // and so is each stretch of one rate and one length of year
  } rounding = Rounding::at_end;
  std::int64_t unit = 1;                // minor units that are rounded to; 100: whole crowns
  bool payment_day_bears = true;        // the paid part bears interest on the day of payment
  std::optional<DayCount> day_count{};  // in place of the one of the rule
  friend bool operator==(const InterestTerms&, const InterestTerms&) = default;
};

inline constexpr std::int64_t interest_unit_max = 1'000'000;

// A sum and the day by which it is to be paid: a maturity of a claim, a part of an agreed plan.
struct Instalment {
  Date due{};
  Money sum{};  // above zero
  friend bool operator==(const Instalment&, const Instalment&) = default;
};

inline constexpr std::int32_t instalments_max = 600;

// One receivable. Principal is what was owed at first and never changes; payments, write-offs and
// charges are facts and decisions beside it.
struct Claim {
  ClaimId id{};
  Money principal{};                       // above zero
  Date due{};                              // last day to pay in time; of the first maturity
  std::optional<Date> obligation{};        // when the legal act was made; the Czech pack needs it
  Relation relation = Relation::unstated;  // the Czech pack needs it
  PersonId debtor{};                       // the first debtor; further persons are Liability facts
  std::string law{};                       // country of the governing law; empty = that of the plan
  std::optional<Rate> agreed_rate{};       // agreed default interest, in place of the statutory
  std::vector<InterestSegment> segments{};  // agreed interest; empty = none
  std::vector<Component> allocation{};      // agreed order of crediting payments; empty = the law's
  // The line of the law pack by which it becomes time-barred; empty = the pack's `limitation`.
  std::string limitation{};
  // Where principal falls due in parts (a loan, a lease): 2 to instalments_max, by due date, one a
  // day, the first on `due`; their sums are the principal. Empty = all of it on `due`.
  std::vector<Instalment> maturities{};
  // What laws choose by when one debtor owes several debts (LawPack::several_debts()):
  std::optional<Date> demanded{};  // the creditor first demanded it; messages of the case count too
  std::uint8_t security = 0;       // how well it is secured: 0 = not at all, ranks of the host
  ClaimId damages_of{};            // it is damages for the breach of this claim; empty = it is not
  // Of a consumer credit its total amount: laws cap what may be asked for on top of it
  // (LawPack::caps()).
  std::optional<Money> credit{};
  PaymentSymbols symbols{};
  FieldValues fields{};  // host fields of scope claim
  friend bool operator==(const Claim&, const Claim&) = default;
};

// Who answers for a claim. A claim has one balance; what a person can be asked for is derived
// (ledger/liability.hpp). The debtor named in a claim has one of these: role debtor, all of it,
// from the beginning.
struct Liability {
  enum class Role : std::uint8_t { debtor, co_debtor, guarantor, heir };
  enum class Extent : std::uint8_t { all, share, limit };
  ClaimId claim{};
  PersonId person{};
  Role role = Role::debtor;
  Extent extent = Extent::all;
  Share share{};                        // Extent::share
  Money limit{};                        // Extent::limit
  std::optional<Date> from{}, until{};  // days on which the person answers for it, both included
  std::string basis{};
  friend bool operator==(const Liability&, const Liability&) = default;
};

}  // namespace arrears

#endif
