// Decisions: what a rulebook says is to be done, and why.
#ifndef ARREARS_MODEL_DECISION_HPP
#define ARREARS_MODEL_DECISION_HPP

#include <arrears/model/case.hpp>
#include <arrears/model/diagnostic.hpp>

namespace arrears {

struct EnterState {
  std::string state{};
  std::string because{};               // empty where the move closes the case: CloseCase has it
  std::vector<FixedDuration> fixed{};  // durations of the state that come from tables
  bool excursion = false;              // the state contains `go back`: the one left waits below it
  friend bool operator==(const EnterState&, const EnterState&) = default;
};
struct GoBack {
  friend bool operator==(const GoBack&, const GoBack&) = default;
};
// Follows the EnterState of a final state.
struct CloseCase {
  std::string because{};
  friend bool operator==(const CloseCase&, const CloseCase&) = default;
};
// A message to the first debtor; sent by dispatch, if the gate admits it.
struct OrderContact {
  RuleRef rule{};
  std::string channel{}, message{};
  MessageKind kind = MessageKind::information;
  std::vector<std::string> attachments{};
  std::optional<Date> expires{};
  std::optional<Price> cost{};  // of the channel, as the rules say on the day of the order
  friend bool operator==(const OrderContact&, const OrderContact&) = default;
};
// An order that has not been sent and never will be: its state was left, it is no longer wanted.
struct EndContact {
  OrderKey order{};
  ContactStatus status = ContactStatus::expired;  // expired or cancelled
  std::string why{};
  friend bool operator==(const EndContact&, const EndContact&) = default;
};
// A fee on a claim: a fixed amount, in the ledger from the day of the decision.
struct Charge {
  ClaimId claim{};
  std::optional<Date> maturity{};  // of a fee for one maturity of a claim that falls due in parts
  std::string fee{};
  bool by_law = false;
  Money sum{};
  std::string basis{};
  friend bool operator==(const Charge&, const Charge&) = default;
};
// With `if_paid` it holds from the day on which so much was paid, counted from the day of the
// decision, and never if that is not by `by`.
struct WriteOff {
  Money sum{};
  std::optional<Money> if_paid{};
  std::optional<Date> by{};
  std::string because{};
  friend bool operator==(const WriteOff&, const WriteOff&) = default;
};
struct MakeTask {
  std::string text{}, team{};
  std::optional<Date> due{};
  std::vector<std::string> outcomes{};
  std::optional<Price> cost{};  // once it is done
  friend bool operator==(const MakeTask&, const MakeTask&) = default;
};
// A hold of the plan on the case.
struct PlaceHold {
  HoldKinds kinds = HoldKinds::none;
  std::optional<Date> until{};
  bool with_state = false;
  std::string because{};
  friend bool operator==(const PlaceHold&, const PlaceHold&) = default;
};
// Ends the holds that the plan has put, of these kinds.
struct ReleaseHolds {
  HoldKinds kinds = HoldKinds::none;
  friend bool operator==(const ReleaseHolds&, const ReleaseHolds&) = default;
};
// Ends the instalment plan that runs: the whole debt is due again.
struct EndInstalments {
  FactKey plan{};
  std::string because{};
  friend bool operator==(const EndInstalments&, const EndInstalments&) = default;
};
// Answers the offer that is open; an accepted one is an instalment plan from the day on.
struct AnswerOffer {
  FactKey offer{};
  bool accepted = false;
  std::string because{};
  friend bool operator==(const AnswerOffer&, const AnswerOffer&) = default;
};
struct HandOver {
  std::string recipient{}, text{};
  std::optional<Price> cost{};
  friend bool operator==(const HandOver&, const HandOver&) = default;
};
// A step `in D` now waits.
struct ScheduleStep {
  RuleRef rule{};
  friend bool operator==(const ScheduleStep&, const ScheduleStep&) = default;
};
// A scheduled step has been run or dropped.
struct EndStep {
  RuleRef rule{};
  friend bool operator==(const EndStep&, const EndStep&) = default;
};
// A step `confirm` or `manual` waits for a person (AskedStep); a task stands beside a manual one.
struct AskStep {
  RuleRef rule{};
  bool manual = false;
  std::string text{}, team{};
  friend bool operator==(const AskStep&, const AskStep&) = default;
};
// A step that was asked has been taken, or is not wanted any more.
struct EndAsked {
  OrderKey step{};
  AskedStep::Status status = AskedStep::Status::taken;  // taken or dropped
  std::string why{};
  friend bool operator==(const EndAsked&, const EndAsked&) = default;
};
// A derived event has been offered to the triggers.
struct Notice {
  std::string event{}, key{};
  friend bool operator==(const Notice&, const Notice&) = default;
};
// The condition of a `whenever` no longer holds: it may fire again.
struct Forget {
  RuleRef rule{};
  friend bool operator==(const Forget&, const Forget&) = default;
};
// A past decision has turned out to rest on something that was not so, and no line of the plan
// reacts: a line of the regret list.
struct Regret {
  std::string what{};
  std::uint64_t position = 0;  // of the entry that holds the decision
  friend bool operator==(const Regret&, const Regret&) = default;
};
// A line or step of the old rules, and where the new ones have it.
struct MovedRule {
  RuleRef from{}, to{};
  friend bool operator==(const MovedRule&, const MovedRule&) = default;
};
// The case goes on under other rules: how it stands from now on, in their states and lines. Clocks
// go on, what has run does not run again. Or it goes over to another plan of its rules: then it
// stands nowhere until the next effect puts it into a state of that one.
struct Migrate {
  Hash rulebook{};
  std::string plan{};  // the other plan; empty = it keeps its own
  std::vector<Frame> stack{};
  std::vector<RuleRef> everywhere_fired{}, everywhere_true{};
  std::vector<Repeated> everywhere_repeated{};
  std::vector<MovedRule> rules{};  // that orders, questions and past decisions come from; sorted
  friend bool operator==(const Migrate&, const Migrate&) = default;
};

using Effect =
    std::variant<EnterState, GoBack, CloseCase, OrderContact, EndContact, Charge, WriteOff,
                 MakeTask, PlaceHold, ReleaseHolds, HandOver, ScheduleStep, EndStep, Notice, Forget,
                 Regret, EndInstalments, AnswerOffer, AskStep, EndAsked, Migrate>;
using Effects = std::vector<Effect>;

// A value that a condition read, spelled for people and in the canonical words of the language.
struct Reading {
  std::string name{}, value{};
  friend bool operator==(const Reading&, const Reading&) = default;
};

// Why a run of effects: the line of the plan, what made it look, what it read.
struct Reason {
  // repeat: by time, of a line that may run again; migration: a person moved the case
  enum class Cause : std::uint8_t {
    fact,
    time,
    derived,
    whenever,
    entry,
    begin,
    repeat,
    migration
  };
  RuleRef rule{};  // none of a beginning and of a migration
  Cause cause = Cause::fact;
  std::string event{};  // name of the fact or derived event; of time the head's moment
  std::string key{};    // of the fact or the derived event
  std::vector<Reading> readings{};
  std::uint32_t first_effect = 0, effect_count = 0;
  friend bool operator==(const Reason&, const Reason&) = default;
};

// The answer of one call of decide. `effects` in the order in which they take place.
struct Decision {
  Effects effects{};
  std::vector<Reason> reasons{};
  std::string defect{};  // more than 16 states and the like: the case is set aside
  bool empty() const { return effects.empty() && reasons.empty() && defect.empty(); }
  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace arrears

#endif
