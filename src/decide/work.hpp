// One call of decide() under way: the case as it would stand after the effects so far, and the
// decision that grows. The case is copied when the first effect changes it, so that a look in which
// nothing happens copies nothing.
#ifndef ARREARS_SRC_DECIDE_WORK_HPP
#define ARREARS_SRC_DECIDE_WORK_HPP

#include <decide/apply.hpp>
#include <decide/sight.hpp>

namespace arrears {

// FixedDuration of a head rather than of a step stands at a step that no trigger has.
inline constexpr std::uint16_t duration_of_head = 0xffff;

// A line of the plan that is in force, with its place.
struct ActiveTrigger {
  RuleRef rule;
  const Trigger* trigger = nullptr;
};

// Something that the passing of time has made due.
struct Due {
  enum class What : std::uint8_t { trigger, scheduled, fallback, expiry, asked };
  Date on;
  RuleRef rule;  // state_everywhere sorts last, as it should
  What what = What::trigger;
  std::size_t contact = 0;  // fallback, expiry: index into Case::contacts; asked: into asked
};

// The fields and events that an expression reads, tables included.
struct Reads {
  std::vector<FieldId> fields;
  std::vector<std::pair<EventId, Scope>> events;
  bool today = false, window = false;
};

class Work {
 public:
  // A fact sets off at most this many states; one more is a defect of the rulebook.
  static constexpr int most_states = 16;
  static constexpr int most_firings = 256;
  static constexpr std::size_t deepest_excursion = 8;

  Work(const RulebookData& rules, const Sight& seen, Moment moment)
      : rules_(rules), seen_(seen), at_{moment, seen.value().entries + 1, 0} {}

  Decision on_fact(const Fact& fact);
  Decision on_time();
  Decision on_progress(const ContactProgress& progress);

 private:
  const Sight& sight() const { return own_ ? *own_sight_ : seen_; }
  const Case& value() const { return sight().value(); }
  const Plan& plan() const { return *sight().plan(); }
  Date today() const { return seen_.today(); }
  SightFacts facts() const { return SightFacts(sight()); }
  bool usable() const;
  bool stopped() const { return !decision_.defect.empty(); }
  Decision finish();

  // work.cpp
  Case& changing();
  void emit(Effect effect);
  bool fits(const ActiveTrigger& line) const;
  void fire(const ActiveTrigger& line, Reason reason);
  void begin_reason(Reason& reason);
  void end_reason(Reason reason);
  void enter_if_moved();
  void defect(std::string what) { decision_.defect = std::move(what); }

  // steps.cpp
  void run_steps(const ActiveTrigger& line, Reason& reason);
  void begin_step(const RuleRef& rule, const Step& step, Reason& reason);
  void run_step(const RuleRef& rule, const Step& step, Reason& reason);
  void send(const RuleRef& rule, const Step& step);
  void charge(const RuleRef& rule, const Step& step, Reason& reason);
  void charge_by_law(const Step& step, Reason& reason);
  bool by_tariff(const Step& step, Charge& charge, Reason& reason);
  void waive(const Step& step);
  void place_hold(const RuleRef& rule, const Step& step);
  void move(const Step& step);
  void enter(std::uint32_t state, const std::string& because);
  void go_over(const Step& step);
  void end_orders(const Frame& frame);

  // triggers.cpp
  bool offer(Head::What what, EventId event, std::string_view text, const Reason& reason,
             std::string_view outcome = {});
  bool react(const Fact& fact);
  bool react_to_person();
  void run_answered(const Fact& fact);
  bool whenever();
  void forget_everywhere();

  // derived.cpp
  bool derived();
  void owed_again(const Fact& fact);
  void revised(const Fact* fact);
  bool answer_revised(const std::string& what, const std::string& key, const Reads& reads);

  // due.cpp
  bool due();
  bool run_due(const Due& due);
  bool run_scheduled(const RuleRef& rule);
  bool still_meant(const Trigger& trigger, const Step& step) const;
  bool run_fallback(const Due& due);
  bool run_asked(std::size_t index);
  bool run_undelivered();

  void settle_derived();

  const RulebookData& rules_;
  const Sight& seen_;
  DecidedAt at_;
  std::optional<Case> own_;
  std::optional<Sight> own_sight_;
  Decision decision_;
  int states_ = 0, firings_ = 0;
  bool entered_ = false;            // a state has been entered and its `on entry` not yet run
  bool look_again_ = false;         // entered or returned: conditions over facts are looked at
  std::optional<Date> away_since_;  // returned: since when the state was suspended
};

// lines.cpp: what is in force in a case
const State* state_of(const Plan& plan, const Case& value, std::uint16_t* index = nullptr);
bool everywhere_active(const Plan& plan, const Case& value);
std::vector<ActiveTrigger> active_triggers(const Plan& plan, const Case& value);
// The trigger and step of a place in the plan; null when it names none.
const Trigger* trigger_at(const Plan& plan, const RuleRef& rule);
const Step* step_at(const Plan& plan, const RuleRef& rule);
// The durations of a state that come from tables, as they are today.
std::vector<FixedDuration> fixed_durations(const Sight& sight, std::uint32_t state);
std::optional<Duration> duration_of(const Sight& sight, const RuleRef& rule, bool of_step,
                                    const DurationChoice& choice);
// Fires when time has come; the others when something happens or a condition becomes true.
bool is_time_head(const Head& head);
bool has_fired(const Case& value, const RuleRef& rule);
// How often a line that repeats has run in this stay; null before the first run.
const Repeated* runs_of(const Case& value, const RuleRef& rule);
// Whether a time head will not open again in this stay.
bool is_spent(const Case& value, const ActiveTrigger& line);
// The opening of a time head; none while it is unknown, past for good, or its clock stands still.
std::optional<Date> opening(const Sight& sight, const ActiveTrigger& line);
std::optional<Date> step_due(const Sight& sight, const ScheduledStep& scheduled);
// The opening of the next fallback of a contact, if it is still to come.
std::optional<Date> fallback_due(const Sight& sight, const Contact& contact);
// Whether a step waits, and for what; empty when it can be taken. `until` receives the completeness
// of payments that it needs, if that is what it waits for.
std::string waits_for(const Sight& sight, const Step& step, std::optional<Date>* through = nullptr);
// The same of its effect: a step that a person has confirmed waits as others do; to be asked about,
// no step waits.
std::string effect_waits_for(const Sight& sight, const Step& step,
                             std::optional<Date>* through = nullptr);
// Whether a step that was asked about can be taken in the state in which the case stands.
bool is_here(const Sight& sight, const AskedStep& asked);
// Whether the line waits as a whole, because a step of it does.
bool line_waits(const Sight& sight, const ActiveTrigger& line,
                std::optional<Date>* through = nullptr);
// The date that payments must be complete through before a message or hand-over may go; none =
// it does not matter.
std::optional<Date> payments_needed(const Sight& sight, const Step& step);

// readings.cpp
void add_readings(const Sight& sight, ExprId expression, std::vector<Reading>& out);
std::string text_of(const RulebookData& rules, const Interval& value, std::uint32_t list);
Reads reads_of(const RulebookData& rules, ExprId expression);

}  // namespace arrears

#endif
