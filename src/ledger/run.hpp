// One walk over the claims and events of a case, by effective date. balance() walks silently,
// reckon() collects a line for everything that is booked: one code, so they cannot disagree.
#ifndef ARREARS_SRC_LEDGER_RUN_HPP
#define ARREARS_SRC_LEDGER_RUN_HPP

#include <arrears/ledger/ledger.hpp>
#include <law/pack_data.hpp>
#include <ledger/accrual.hpp>
#include <memory_resource>

namespace arrears::ledger {

// A payment of the case. A reversed one is as if it had never come.
struct Paid {
  const RecordedFact* fact = nullptr;
  const PaymentReceived* payment = nullptr;
  const ClaimId* claim = nullptr;  // named by the payment or by its later assignment; may be null
  const PaymentReversed* reversed = nullptr;
};
using Payments = std::pmr::vector<Paid>;

// The payments known by then, in order of the case.
Payments payments_of(const Case& value, const std::optional<Instant>& known_at,
                     std::pmr::memory_resource* memory);

void sort_by_value_date(Payments& payments);
// Those that count by a day, by value date and key.
Payments payments_by_value_date(const Case& value, Date through, std::pmr::memory_resource* memory);

// The last day on which what was to come by a day is still in time.
Date with_tolerance(Date by, const Duration& tolerance, const Calendar& calendar);

inline bool is_known(Instant recorded_at, const std::optional<Instant>& known_at) {
  return !known_at || recorded_at <= *known_at;
}

// Whether the claim was in the case by that day.
bool joined_by(const Case& value, const CaseClaim& claim, Date day);
// The maturities of a claim, as accelerated by then, with all of their principal; of one that falls
// due at once that one day.
std::vector<MaturityBalance> maturities_of(const Case& value, const Claim& claim,
                                           const LedgerOptions& options);
// Whether the claim joined or left the case by a fact that was not known by then.
bool joined_later(const Case& value, const CaseClaim& claim,
                  const std::optional<Instant>& known_at);
bool left_later(const Case& value, const CaseClaim& claim, const std::optional<Instant>& known_at);

// The part of what is open, by claim, that is under dispute on a day.
std::int64_t disputed_part(const Case& value, const Balance& balance, const LedgerOptions& options,
                           std::pmr::memory_resource* memory);

// Days on which a claim bears no interest, both included.
struct NoInterest {
  Date from, until;
};
using NoInterestDays = std::pmr::vector<NoInterest>;
// Ascending and apart from each other.
void no_interest_days(const Case& value, const Debtors& debtors, const LawPack& law,
                      const LedgerOptions& options, const ClaimId& claim, NoInterestDays& out);

// Adds those of one person, whatever the case says.
void person_stops(const Person& person, const LawPack& law, const LedgerOptions& options,
                  const ClaimId& claim, NoInterestDays& out);
// What is known of a person; null for nothing.
const Person* person_of(const Case& value, const Debtors& debtors, const PersonId& id);
// The first day after the insolvency that began on `from`; far off while there is none.
Date insolvency_end(const std::vector<RecordedFact>& facts, Date from,
                    const std::optional<Instant>& known_at);

class Run {
 public:
  // Borrows everything; `lines` may be null.
  Run(const Case& value, const Debtors& debtors, const LawPack& law, const LedgerOptions& options,
      std::vector<CalculationLine>* lines);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  // Before run(): keeps what persons() needs.
  void follow_persons() { follows_persons_ = true; }
  Balance run();
  // After run(), see person_debts().
  std::vector<PersonDebt> persons();

 private:
  // What grows by the day.
  enum Interest : std::size_t { contractual = 0, in_default = 1, penalty = 2 };
  static constexpr std::array growing{contractual, in_default, penalty};

  // A rate that runs on the principal of one claim.
  struct Rule {
    Date from, until;
    Rate rate;
    Interest kind = in_default;
    RateSpan law;                              // by the pack, if law.row is set ...
    const InterestSegment* segment = nullptr;  // ... asked for by a segment, if set
    const std::string* why = nullptr;          // by a statement or title with this basis
  };
  // A payment of principal.
  struct Settled {
    const Paid* paid;
    std::int64_t sum;
  };
  // Where an entry comes from, for its line.
  struct Origin {
    Date day;
    std::string_view basis, fact;
    Money base{};
  };
  // Interest that grew at one rate on one base.
  struct Grown {
    Date first, last;
    Interest kind;
    Rate rate;
    std::int64_t base;
  };
  // A claim, or one maturity of a claim that falls due in parts.
  struct ClaimRun {
    explicit ClaimRun(std::pmr::memory_resource* memory)
        : rules(memory), without(memory), grown(memory), paid_by(memory), settled(memory) {}
    const CaseClaim* in = nullptr;
    Date due;                      // of the claim or of this maturity of it, as accelerated
    Date met_as_due;               // the same, as accelerated by the day that is walked
    std::int64_t principal = 0;    // at first
    std::optional<Date> maturity;  // set where the claim falls due in parts
    std::array<std::int64_t, component_count> open{};
    std::array<Int128, growing.size()> exact{};
    std::array<std::int64_t, growing.size()> booked{};
    std::optional<Int128> penalty_left;  // of all parts, kept by the first; none = no cap
    const CapRow* penalty_cap = nullptr;
    std::pmr::vector<Rule> rules;
    NoInterestDays without;
    std::pmr::vector<Grown> grown;                                       // these two only
    std::pmr::vector<std::pair<const PersonId*, std::int64_t>> paid_by;  // for persons()
    std::pmr::vector<Settled> settled;  // where something may lower the principal
    std::int64_t written_off = 0;       // of principal
    Date default_from;
    Date accrued;  // interest is counted through this day
    std::optional<Date> principal_paid_on;
    bool present = true;  // has not left the case yet
    const Claim& claim() const { return in->claim; }
    std::int64_t& of(Component c) { return open[static_cast<std::size_t>(c)]; }
  };
  static constexpr Component interest_component(std::size_t kind) {
    return kind == contractual  ? Component::contractual_interest
           : kind == in_default ? Component::default_interest
                                : Component::penalty;
  }
  struct Event {
    // In the order in which things of one day take place.
    enum class Kind : std::uint8_t {
      removal,
      assignment,
      title,
      charge,
      credit_note,
      reversal,
      payment,
      reduction,
      write_off,
      capitalisation
    };
    Date day;
    Kind kind = Kind::payment;
    const Paid* paid = nullptr;
    const RecordedFact* fact = nullptr;  // of a title, a credit note, a reduction
    const Posting* posting = nullptr;
    ClaimRun* claim = nullptr;
  };

  void begin_claims();
  void sort_claims();
  void list_claims();
  void accelerate(Date day);
  void begin_claim(const CaseClaim& in, const MaturityBalance& part);
  void add_rules(ClaimRun& claim);
  Rule rule_of(const RateSpan& span, Interest kind, const InterestSegment* segment) const;
  void add_segment(ClaimRun& claim, const InterestSegment& segment);
  void add_agreed(ClaimRun& claim, const Rule& agreed);
  void add_stated(ClaimRun& claim);
  void add_caps(ClaimRun& claim);
  void cut_to(ClaimRun& claim, const CapRow& row, Date from);
  static bool exceeds(const Rate& rate, std::int64_t ppm);
  void cut_out(ClaimRun& claim, Date from, Date until);
  void collect_events();
  void collect_reductions();
  // The value date of the payment by which payments from a day on come to a sum; none when that is
  // not by the other day.
  std::optional<Date> paid_by(const Money& sum, Date from, Date by);
  Event* add_event(Date day, Event::Kind kind);
  static bool earlier(const Event& a, const Event& b);

  void accrue(ClaimRun& claim, Date through);
  void grow(ClaimRun& claim, Date through);
  void accrue_all(Date through);
  void accrue_rule(ClaimRun& claim, const Rule& rule, Date first, Date last);
  void add_interest(ClaimRun& claim, const Rule& rule, Date first, Date last);
  void add_stretch(ClaimRun& claim, const Rule& rule, Date first, Date last);
  void book(ClaimRun& claim, Interest kind);
  static void begin_anew(ClaimRun& claim, Interest kind);
  // What of it a cap on penalties leaves.
  Int128 within_cap(ClaimRun& claim, Int128 exact, bool& cut);
  void add_line(ClaimRun& claim, const Rule& rule, Date first, Date last, std::int64_t booked,
                Int128 exact);

  void charge(const Posting& posting);
  void pay(const Paid& paid, Date day);
  void order_claims(const PaymentReceived& payment, Date day);
  void order_by(SeveralDebts::Criterion criterion, Date day);
  void damages_last();
  bool demanded_before(const ClaimRun& claim, Date day) const;
  std::int64_t credit(ClaimRun& claim, const Paid& paid, Date day, std::int64_t rest);
  void reduce(const RecordedFact& fact, Date day);
  void award(const RecordedFact& title);
  void capitalise(const RecordedFact& fact);
  void assign(const RecordedFact& fact);
  std::int64_t charged_under(const LawLine& line, const ClaimRun& claim, Date before) const;
  void lower_principal(const ClaimId& claim, std::int64_t sum, const Origin& origin);
  std::int64_t free_payments(ClaimRun& claim, std::int64_t rest, const Origin& origin);
  void write_off(const ClaimId& only, const Origin& origin);
  std::int64_t write_off_part(ClaimRun& claim, bool principal, std::int64_t rest,
                              const Origin& origin);
  void add(const Origin& origin, CalculationLine::What what, const ClaimRun& claim,
           Component component, std::int64_t amount);
  void remove(ClaimRun& claim, Date day);
  void reverse(const Paid& paid, Date day);

  PersonDebt begin_person(const PersonId& id) const;
  static void add_up(PersonDebt& person);
  LiabilityDebt debt_under(Liability liability);
  std::int64_t not_owed(const ClaimRun& claim, Interest kind, const NoInterestDays& stopped) const;

  ClaimRun* find(const ClaimId& id);  // of several maturities the first; null when there is none
  // visit(ClaimRun&) for each part of the claim that is in the case, the first due one first.
  template <class Visit>
  void each_part(const ClaimId& id, Visit&& visit) const {
    for (ClaimRun* claim : by_due_) {
      if (claim->present && claim->claim().id == id) visit(*claim);
    }
  }
  Money money(std::int64_t minor) const { return {minor, value_.currency}; }
  CalculationLine& line(CalculationLine::What what, const ClaimRun* claim, Date from, Date until,
                        std::int64_t amount);
  std::int64_t refunds() const;
  void add_balances(Balance& out) const;
  Balance result();

  std::array<std::byte, 4096> buffer_;  // first: the containers below live in it
  std::pmr::monotonic_buffer_resource memory_;
  const Case& value_;
  const Debtors debtors_;
  const LawPack& law_;
  const LedgerOptions& options_;
  const InterestTerms terms_;
  std::vector<CalculationLine>* lines_;
  bool follows_persons_ = false;
  std::pmr::vector<ClaimRun> claims_;      // in the order of value_.claims, maturities by due date
  std::pmr::vector<ClaimRun*> by_due_;     // oldest met_as_due first
  std::pmr::vector<Date> calls_;           // accelerations that are not walked yet, latest first
  std::pmr::vector<ClaimRun*> crediting_;  // as order_claims() left it
  const SeveralDebtsRow* several_ = nullptr;  // the law that it followed
  Payments payments_;
  std::optional<Payments> counting_;  // those that were not reversed, by value date
  std::pmr::vector<Event> events_;
  bool lowers_principal_ = false;  // something may
  std::int64_t paid_ = 0, overpaid_ = 0, written_off_ = 0, unused_ = 0, removed_ = 0;
  std::int64_t credited_ = 0;
};

}  // namespace arrears::ledger

#endif
