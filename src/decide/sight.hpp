// What is derived about one case as of a day: balances, promises, holds, events. Computed when
// first asked for, kept until the case changes. Borrows case, law, person and siblings.
#ifndef ARREARS_SRC_DECIDE_SIGHT_HPP
#define ARREARS_SRC_DECIDE_SIGHT_HPP

#include <arrears/decide/decide.hpp>
#include <rulebook/evaluate.hpp>

namespace arrears {

// The version of the case's plan: the newest whose `effective from` is not after its opening. Null
// when the rulebook has no plan of that name.
const Plan* plan_of(const RulebookData& rules, const Case& value);
// Whether the plan accepts the pack's shift of due dates (`accept unverified CZ.due_date_shift`).
bool accepts_due_shift(const Plan* plan, const LawPack& pack);
// What the ledger has to know of the plan, which may be null.
LedgerOptions options_under(const Plan* plan, const Case& value, const LawPack& pack, Date on);

// A hold with the days that the clock of a state counts by: a hold that became known late does not
// take back days that had been counted.
struct SeenHold {
  Hold hold;
  Date clock_from;
  std::optional<Date> clock_to;  // first day on which it no longer holds
};

// A stretch in which clocks stand still: `from` is counted, `to` is day zero of the rest.
struct Stop {
  Date from;
  std::optional<Date> to;  // none = until something happens
};

class Sight {
 public:
  Sight(const Case& value, const LawPacks& law, Date today, LookAt at)
      : value_(&value), law_(&law), today_(today), at_(std::move(at)) {}

  // Which rules the case runs under; without it the law is that of the claims, or the only pack.
  void attach(const RulebookData& rules);
  // After the case went over to another plan of the same rules.
  void plan_changed();
  // The case has changed: what was derived is forgotten. `money` says whether balances too.
  void changed(const Case& value, bool money);

  const Case& value() const { return *value_; }
  const LawPacks& law() const { return *law_; }
  Date today() const { return today_; }
  const LookAt& at() const { return at_; }
  const RulebookData* rules() const { return rules_; }
  const Plan* plan() const { return plan_; }
  const LawPack& pack() const;
  const Calendar& calendar() const { return pack().calendar(CalendarPurpose::deadline); }
  Duration promise_tolerance() const;
  LedgerOptions options(Date on) const;
  Debtors debtors() const { return {at_.debtor, at_.others}; }

  // Today's; the reference stays valid until the case changes.
  const Balance& balance() const;
  // That of another day, shared with a small cache that may drop it at the next question.
  std::shared_ptr<const Balance> balance_on(Date day) const;
  const std::vector<PromiseStatus>& promises() const;
  const std::vector<InstalmentPlan>& instalments() const;
  // The oldest instalment that is not paid, of the plan that runs; null without one.
  const InstalmentStatus* next_instalment() const;
  // The offer of instalments that is open; null without one.
  const InstalmentOffer* open_offer() const;
  // What it would leave of the debt.
  Money rest_after_offer() const;
  // The oldest open claim; else the first of the case. Null when it has none.
  const CaseClaim* leading_claim() const;
  // What is asked for first: the next instalment of a plan, else the oldest open claim.
  std::optional<Date> due_date() const;
  std::optional<Date> default_from() const;
  // The last day before the first open claim is time-barred; none where it is not known.
  std::optional<Date> last_before_limitation() const;

  // Every hold on the case: of plan, host and law, past and future ones included.
  const std::vector<SeenHold>& holds() const;
  // Whether something of these kinds is held for the whole case today. A dispute holds its claims;
  // the case only while nothing of the debt is undisputed.
  bool held(HoldKinds kinds) const;
  // Whether `held` depends on how interest grows: a dispute of a sum is open.
  bool dispute_of_sum() const;
  // When clocks stand still because of holds, in order, merged.
  const std::vector<Stop>& stops() const;

  // Other cases of the person, each seen as of the same day.
  const std::vector<std::shared_ptr<Sight>>& siblings() const;

 private:
  const Case* value_;
  const LawPacks* law_;
  Date today_;
  LookAt at_;
  const RulebookData* rules_ = nullptr;
  const Plan* plan_ = nullptr;
  mutable std::optional<Balance> balance_;
  mutable std::vector<std::pair<Date, std::shared_ptr<const Balance>>> balances_;  // oldest first
  mutable std::optional<std::vector<PromiseStatus>> promises_;
  mutable std::optional<std::vector<InstalmentPlan>> instalments_;
  mutable std::optional<std::vector<InstalmentOffer>> offers_;
  mutable std::optional<Money> rest_after_offer_;
  mutable std::optional<std::vector<SeenHold>> holds_;
  mutable std::optional<std::vector<Stop>> stops_;
  mutable std::optional<std::vector<std::shared_ptr<Sight>>> siblings_;
};

// The fields of a case as of today, or over the days from `first` to `last` on which no fact takes
// effect and no hold or promise ends (next_change sees to that).
class SightFacts : public Facts {
 public:
  explicit SightFacts(const Sight& sight)
      : sight_(sight), first_(sight.today()), last_(sight.today()) {}
  SightFacts(const Sight& sight, Date first, Date last)
      : sight_(sight), first_(first), last_(last) {}
  Date first() const override { return first_; }
  Date last() const override { return last_; }
  Interval field(FieldId field) const override;
  Interval sum_as_of(FieldId field, Date day) const override;
  Interval count_of(EventId event, std::optional<Duration> window, Scope scope) const override;
  Interval sum_of(EventId event, std::optional<Duration> window, Scope scope,
                  Currency currency) const override;
  Interval last_of(EventId event, Scope scope) const override;
  Interval part_of(EventId event, std::uint32_t part) const override;
  bool message_is(std::uint32_t message, MessageEvent what) const override;
  bool task_done(const std::string& task) const override;
  const Calendar& calendar() const override { return sight_.calendar(); }

 private:
  Interval core(CoreField field) const;
  Interval host(const FieldDecl& field) const;
  Interval money(Money Balance::*part) const;
  template <class Visit>
  void each_counted(EventId event, std::optional<Duration> window, Scope scope,
                    Visit&& visit) const;
  const Sight& sight_;
  Date first_, last_;
};

// Something that became of an instalment or of a whole plan.
struct InstalmentEvent {
  CoreEvent event = CoreEvent::instalment_paid;
  std::string key;  // of the plan, with the number of the instalment: "KEY/2"
  Date on;
  Date settled_by;      // the last day that belongs to it
  bool stands = false;  // missed, and still not paid under a plan that runs
};
std::vector<InstalmentEvent> instalment_events(const std::vector<InstalmentPlan>& plans);

// The days on which an event took place, by effective date, in no order. Derived events included.
struct Occurrence {
  Date on;
  std::optional<Money> sum;  // of events that are about one
};
std::vector<Occurrence> occurrences(const Sight& sight, EventId event, Scope scope);
// Which event a fact is, if rules can react to it. `core_events + n` for the host's.
std::optional<EventId> event_of(const RulebookData& rules, const Fact& fact);
// Canonical English name of a core event, the host's own of another.
std::string event_name(const RulebookData& rules, EventId event);
std::string field_name(const RulebookData& rules, FieldId field);
// What the rules set the field to for a group that the case is in; null when for none.
const FieldSetting* setting_of(const FieldDecl& field, const Case& value);
// A host value in the units of Interval.
Interval interval_of(const RulebookData& rules, const Value& value, std::uint32_t list);

}  // namespace arrears

#endif
