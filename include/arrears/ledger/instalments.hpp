// Instalment plans: what became of one, and what one would have to look like. Pure.
#ifndef ARREARS_LEDGER_INSTALMENTS_HPP
#define ARREARS_LEDGER_INSTALMENTS_HPP

#include <arrears/ledger/ledger.hpp>

namespace arrears {

// What became of one instalment.
struct InstalmentStatus {
  enum class State : std::uint8_t { open, due, paid, missed };
  Date due{};
  Date last_day{};  // `due` plus the tolerance
  Money sum{}, paid{};
  State state = State::open;
  // Not covered by `last_day`, with payments complete through it. It may have been paid since.
  bool was_missed = false;
  std::optional<Date> paid_on{};  // value date of the payment that covered it
};

// What became of a plan. It runs until it is paid, ended, or replaced by a later one.
struct InstalmentPlan {
  enum class State : std::uint8_t { running, paid, ended, replaced };
  FactKey key{};
  Date agreed{};
  State state = State::running;
  std::optional<Date> closed_on{};  // of what is not running: since when
  bool waives_interest = false;
  std::vector<InstalmentStatus> instalments{};  // by due date
  // The oldest instalment of a running plan that is not covered; null when there is none.
  const InstalmentStatus* next() const;
};

// The plans of a case in the order in which they were agreed. Payments of the case with a value
// date from the day of the agreement on, until the plan is closed, cover the instalments in order
// of due date. An instalment is missed only when payments are complete through its last day.
ARREARS_API std::vector<InstalmentPlan> instalment_plans(const Case& value,
                                                         const Duration& tolerance,
                                                         const Calendar& calendar,
                                                         std::optional<Date> payments_complete,
                                                         Date today);

// What became of an offer to pay in parts.
struct InstalmentOffer {
  enum class State : std::uint8_t { open, accepted, refused, withdrawn };
  FactKey key{};
  Date offered{};
  State state = State::open;
  std::optional<Date> closed_on{};  // of one that is not open: since when
  std::string because{};            // why it was accepted or refused, if that was said
  PersonId person{};                // empty = the first debtor
  std::vector<Instalment> instalments{};
  bool waives_interest = false;
  friend bool operator==(const InstalmentOffer&, const InstalmentOffer&) = default;
};

// The offers of a case in the order in which they were made; at most the last one is open.
ARREARS_API std::vector<InstalmentOffer> instalment_offers(const Case& value, Date today);

// What would still be owed on the last due date if every instalment were paid on its day:
// nothing where the offer pays the debt with the interest that grows until then. What was paid
// since the offer was made counts besides.
ARREARS_API Money rest_after(const Case& value, const Debtors& debtors, const LawPack& law,
                             const LedgerOptions& options, const InstalmentOffer& offer);

// The terms of a schedule, as a debtor or a creditor would put them.
struct InstalmentTerms {
  Date first_due{};              // after the day of the options
  std::optional<Money> first{};  // of the first instalment where it differs from the others
  std::optional<Money> sum{};    // of each: the last one is what is left ...
  std::int32_t count = 0;        // ... or how many: then the sum is the least that does it
  Duration every{Duration::Unit::months, 1};  // at most 366
  bool move_due_days = true;                  // from a day off to the next business day
  bool waives_interest = false;
};

// The schedule that pays off the whole debt if each instalment is paid on its due date.
struct InstalmentSchedule {
  Date agreed{};  // the day of the options
  bool waives_interest = false;
  std::vector<Instalment> instalments{};
  Money debt{};   // on that day
  Money total{};  // of the instalments
  Money cost{};   // total - debt: the interest that grows until the end
  // A line an instalment, and a sentence. CSV is what `import --as instalments` reads; html is not
  // known here and gives text.
  ARREARS_API std::string render(CalculationFormat format, const CaseId& of) const;
};

// "3 000 now and 1 500 a month: when does it end and what does it cost?" Answered by the ledger
// itself: the debt on each due date after the payments before it. Of a plan that runs nothing is
// kept. Errors: no debt, neither or both of sum and count, a first due date that is not after the
// day asked, sums that do not keep up with interest, more than instalments_max instalments, an end
// after Date::latest().
ARREARS_API Result<InstalmentSchedule> schedule_instalments(const Case& value,
                                                            const Debtors& debtors,
                                                            const LawPack& law,
                                                            const LedgerOptions& options,
                                                            const InstalmentTerms& terms);

}  // namespace arrears

#endif
