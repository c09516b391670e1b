// Case and Person: what is folded from the entries of their streams. Both are values; record() and
// evolve() (decide/decide.hpp) give new ones.
#ifndef ARREARS_MODEL_CASE_HPP
#define ARREARS_MODEL_CASE_HPP

#include <arrears/model/contact.hpp>
#include <arrears/model/fact.hpp>
#include <arrears/model/hold.hpp>
#include <arrears/model/task.hpp>

namespace arrears {

// A fact as the journal has it: public members only, with its place and time of recording.
struct RecordedFact {
  std::uint64_t position = 0;  // in the shard; facts arrive in this order
  Date recorded_on{};          // business day on which it was recorded
  Instant recorded_at{};
  Fact fact{};
  friend bool operator==(const RecordedFact&, const RecordedFact&) = default;
};

// A decision about money: in the ledger a fact with a fixed amount, reversed only by another one.
struct Posting {
  enum class Kind : std::uint8_t { charge, write_off };
  Kind kind = Kind::charge;
  ClaimId claim{};                 // of a charge; a write-off is spread over what is open
  std::optional<Date> maturity{};  // of a charge for one maturity of the claim
  std::string fee{};               // name of the fee that was charged
  bool by_law = false;             // `fee` is a line of the law pack, which names the component
  Money sum{};
  Date effective{};
  std::optional<Money> if_paid{};  // of a write-off: payments from `effective` on ...
  std::optional<Date> by{};        // ... by this value date; both or neither
  std::string basis{};             // line of the pack or place in the plan; why it was written off
  std::uint64_t position = 0;      // of the entry that holds the decision
  Instant recorded_at{};
  bool reversed = false;
  friend bool operator==(const Posting&, const Posting&) = default;
};

// What a step of the plan cost once it was taken, as the rules said when it was ordered. In the
// cost ledger, never in the debt.
struct StepCost {
  enum class What : std::uint8_t { sending, task, hand_over };
  What what = What::sending;
  std::string name{};  // of the message, the task, the recipient
  Money sum{};
  std::int32_t vat_ppm = 0;
  Date on{};
  std::string key{};  // of the order, of the fact that the task is done, of the decision
  Instant recorded_at{};
  friend bool operator==(const StepCost&, const StepCost&) = default;
};

// A decision that ended an instalment plan.
struct InstalmentsEnd {
  FactKey plan{};
  Date on{};
  Instant recorded_at{};
  std::string because{};
  friend bool operator==(const InstalmentsEnd&, const InstalmentsEnd&) = default;
};

// A decision that accepted or refused an offer of instalments.
struct OfferDecision {
  FactKey offer{};
  bool accepted = false;
  Date on{};
  Instant recorded_at{};
  std::string because{};
  friend bool operator==(const OfferDecision&, const OfferDecision&) = default;
};

// A length of time as rules state it; exactly one unit.
struct Duration {
  enum class Unit : std::uint8_t { days, business_days, months };
  Unit unit = Unit::days;
  std::int32_t count = 0;
  friend auto operator<=>(const Duration&, const Duration&) = default;
};

// A duration read from a table is fixed on entry to the state.
struct FixedDuration {
  RuleRef rule{};
  Duration duration{};
  friend bool operator==(const FixedDuration&, const FixedDuration&) = default;
};

// A step ordered `in D`: due that long after `from`, by the clock of its state.
struct ScheduledStep {
  RuleRef rule{};
  Date from{};
  friend bool operator==(const ScheduledStep&, const ScheduledStep&) = default;
};

// A step of the plan that waits for a person: for consent, or to be done by hand.
struct AskedStep {
  enum class Status : std::uint8_t {
    waiting,
    accepted,  // waits for a hold to end, for its state to come back
    refused,
    taken,
    dropped  // not wanted any more
  };
  OrderKey key{};  // as of a Contact: of the decision that asks
  RuleRef rule{};
  bool manual = false;
  std::string text{};  // of the step
  std::string team{};  // whose it is; empty = nobody's in particular
  std::uint32_t stay = 0;
  Date asked_on{};
  Status status = Status::waiting;
  std::optional<Date> answered_on{};
  std::string by{};   // who answered; empty = the task was done
  std::string why{};  // dropped: why
  friend bool operator==(const AskedStep&, const AskedStep&) = default;
};
// Whether it may still be taken.
inline bool is_open(const AskedStep& asked) {
  return asked.status == AskedStep::Status::waiting || asked.status == AskedStep::Status::accepted;
}

// A line of the plan that repeats: how often it has run, and when last.
struct Repeated {
  RuleRef rule{};
  std::uint32_t times = 0;
  Date last{};
  friend bool operator==(const Repeated&, const Repeated&) = default;
};

// A stretch of days in which a clock stood still: [from, to].
struct Pause {
  Date from{}, to{};
  friend bool operator==(const Pause&, const Pause&) = default;
};

// One state on the stack of a case. The last frame is where the case stands; the frames below are
// suspended by excursions. The clock is not stored: it follows from `entered`, `away` and holds.
struct Frame {
  std::string state{};
  std::uint32_t stay = 0;  // counts up over the life of the case, from 1
  Date entered{};
  std::vector<Pause> away{};             // excursions that have ended
  std::optional<Date> left{};            // since when an excursion suspends it
  std::vector<RuleRef> fired{};          // triggers that fire once a stay, and have; sorted
  std::vector<RuleRef> whenever_true{};  // `whenever` triggers whose condition held; sorted
  std::vector<ScheduledStep> scheduled{};
  std::vector<FixedDuration> fixed{};
  std::vector<Repeated> repeated{};  // in order of the first run
  friend bool operator==(const Frame&, const Frame&) = default;
};

// Where a case stood from a day on, until the next one.
struct Stood {
  Date from{};
  std::string state{};
  friend bool operator==(const Stood&, const Stood&) = default;
};

// A derived event that has been reacted to, so that it is not reacted to twice.
struct Noticed {
  std::string event{};  // promise_kept, promise_broken, settled, settled_late, revised
  std::string key{};    // of the promise, the claim, or what was revised
  Date on{};            // business day of the decision
  friend auto operator<=>(const Noticed&, const Noticed&) = default;
};

// A past decision that rested on a condition, kept so that `revised` can be found.
struct Rested {
  std::uint64_t position = 0;  // of the entry
  Date on{};
  RuleRef rule{};
  std::string event{};  // the derived event that it answered, if any
  std::string key{};
  bool revised = false;  // already reported
  friend bool operator==(const Rested&, const Rested&) = default;
};

// A claim in a case, with the days between which it belongs to it.
struct CaseClaim {
  Claim claim{};
  Date added{};
  std::optional<Date> removed{};
  friend bool operator==(const CaseClaim&, const CaseClaim&) = default;
};

// Whose claims a case held from a day on, and under which mandate.
struct CaseHolder {
  Date from{};
  CreditorId creditor{};
  MandateId mandate{};
  friend bool operator==(const CaseHolder&, const CaseHolder&) = default;
};

// One run of one plan over one or more claims of one creditor that have the same debtors.
struct Case {
  CaseId id{};
  std::string plan{};
  Hash rulebook{};        // a case keeps its rulebook until a migration moves it
  CreditorId creditor{};  // now ...
  MandateId mandate{};
  std::string portfolio{}, batch{};   // groups of cases that are configured together
  std::vector<CaseHolder> holders{};  // ... and ever, by day, where the case was assigned
  Currency currency{};
  PersonId debtor{};  // the first debtor
  Date opened_on{};
  std::optional<InterestTerms> interest{};  // of its mandate; none = those of the law pack
  FieldValues fields{};                     // host fields of scope case
  std::vector<CaseClaim> claims{};
  std::vector<RecordedFact> facts{};  // of this case, by position; claims and fields left out
  std::vector<Posting> postings{};    // by position
  std::vector<StepCost> costs{};      // by position
  std::vector<InstalmentsEnd> instalments_ended{};  // by the plan of the case, not by facts
  std::vector<OfferDecision> offers_decided{};      // the same of offers
  std::vector<Frame> stack{};  // empty before the first decision and when not begun
  std::vector<Stood> stood{};  // every move, in order
  std::vector<RuleRef> everywhere_fired{}, everywhere_true{};
  std::vector<Repeated> everywhere_repeated{};
  std::vector<Hold> holds{};        // put by plan, facts of the case and host
  std::vector<Contact> contacts{};  // in order of ordering
  std::vector<Task> tasks{};
  std::vector<AskedStep> asked{};  // in order of asking
  std::vector<Noticed> noticed{};
  std::vector<Rested> rested{};
  std::uint32_t stays = 0;  // stays begun so far
  bool closed = false;
  std::string because{};      // reason of the last move that gave one
  std::string handed_to{};    // recipient of the last hand-over
  std::string set_aside{};    // a defect of the rulebook stopped it; why
  std::uint64_t entries = 0;  // of its stream, so far: the number of the last one
  friend bool operator==(const Case&, const Case&) = default;
};

// One sending: one or more orders to one person in one message.
struct Sending {
  enum class Status : std::uint8_t { attempting, sent, rejected, uncertain, waiting };
  SendingKey key{};  // sending_key(): the sorted order keys and the channel
  Instant at{};      // of the last attempt
  Date on{};
  std::string channel{};
  std::string message{};
  MessageKind kind = MessageKind::information;
  std::vector<OrderKey> orders{};
  std::vector<CaseId> cases{};
  Status status = Status::attempting;
  std::uint16_t attempts = 0;
  std::string provider_id{};
  friend bool operator==(const Sending&, const Sending&) = default;
};

// A human or company: what is public of it. Names and contact points are private rows.
struct Person {
  PersonId id{};
  PersonKind kind = PersonKind::unstated;
  std::string language{};
  std::string zone{};
  FieldValues fields{};
  std::vector<RecordedFact> facts{};  // insolvency, death, host events of scope person, calls
  std::vector<Hold> holds{};          // of scope person
  std::vector<Sending> sendings{};
  std::uint64_t entries = 0;
  friend bool operator==(const Person&, const Person&) = default;
};

}  // namespace arrears

#endif
