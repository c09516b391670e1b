// When an answer about a case can change next, without a new fact.
//
// Days on which something discrete happens (an opening, the end of a hold, a fact that takes effect
// later) are known; the earliest bounds the search. Between them, conditions change because time
// passes under them: they are evaluated over stretches of days, and the longest stretch in which
// every answer is definite and unchanged ends the day before the change. Over-wide ranges only make
// the stretch shorter, so the day found is never late.
#include <decide/view_data.hpp>
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

// A case without any known day is looked at after ten years at the latest.
constexpr std::int32_t horizon_days = 3'653;

class Search {
 public:
  explicit Search(const Sight& sight) : sight_(sight), rules_(*sight.rules()) {}

  NextChange run() {
    collect_lines();
    collect_scheduled();
    collect_contacts();
    collect_asked();
    collect_case(sight_);
    for (const auto& sibling : sight_.siblings()) collect_case(*sibling);
    NextChange out;
    out.payments_through = through_;
    out.on = first_change();
    return out;
  }

 private:
  Date today() const { return sight_.today(); }

  void cut(const std::optional<Date>& on) {
    if (on && today() < *on && (!cut_ || *on < *cut_)) cut_ = on;
  }
  void need_payments(const std::optional<Date>& through) {
    const std::optional<Date>& complete = sight_.at().payments_complete;
    if (!through || (complete && *complete >= *through)) return;
    if (!through_ || *through < *through_) through_ = through;
  }
  void watch(ExprId expression) {
    if (expression >= rules_.expressions.size()) return;
    const Reads reads = reads_of(rules_, expression);
    bool moves = reads.today || reads.window;
    for (const FieldId field : reads.fields) {
      moves = moves || field == field_id(CoreField::debt) ||
              field == field_id(CoreField::overdue) || field == field_id(CoreField::interest) ||
              field == field_id(CoreField::disputed) || field == field_id(CoreField::undisputed) ||
              field == field_id(CoreField::days_past_due) ||
              field == field_id(CoreField::days_in_default) ||
              field == field_id(CoreField::days_to_limitation);
    }
    if (!moves) return;
    const Truth now = holds(rules_, expression, SightFacts(sight_));
    watched_.push_back({expression, now});
  }

  void collect_lines() {
    for (const ActiveTrigger& line : active_triggers(*sight_.plan(), sight_.value())) {
      const Head& head = line.trigger->head;
      if (head.what == Head::What::whenever) {
        watch(head.condition);
        watch(line.trigger->condition);
        continue;
      }
      if (!is_time_head(head) || is_spent(sight_.value(), line)) continue;
      const std::optional<Date> on = opening(sight_, line);
      if (!on) continue;
      if (today() < *on) {
        cut(on);
      } else if (head.what != Head::What::on_day && head.what != Head::What::on_business_day) {
        watch_open(line);
      }
    }
  }

  // Open, and not fired today: its condition does not hold, or a step of it waits.
  void watch_open(const ActiveTrigger& line) {
    watch(line.trigger->condition);
    std::optional<Date> through;
    if (line_waits(sight_, line, &through)) {
      held_ = true;
      need_payments(through);
    }
    for (const Step& step : line.trigger->steps) watch(step.condition);
  }

  void collect_scheduled() {
    if (sight_.value().stack.empty()) return;
    for (const ScheduledStep& scheduled : sight_.value().stack.back().scheduled) {
      const std::optional<Date> on = step_due(sight_, scheduled);
      cut(on);
      const Step* step = step_at(*sight_.plan(), scheduled.rule);
      const Trigger* trigger = trigger_at(*sight_.plan(), scheduled.rule);
      if (!on || today() < *on || step == nullptr || trigger == nullptr) continue;
      held_ = true;
      std::optional<Date> through;
      waits_for(sight_, *step, &through);
      need_payments(through);
      watch(step->condition);
      watch(trigger->condition);
      watch(trigger->head.condition);
    }
  }

  void collect_contacts() {
    for (const Contact& contact : sight_.value().contacts) {
      if (contact.status == ContactStatus::ordered) {
        if (contact.expires) cut(*contact.expires + Days{1});
        continue;
      }
      const std::optional<Date> on = fallback_due(sight_, contact);
      cut(on);
      if (on && *on <= today()) held_ = true;
    }
  }

  // Confirmed, and not taken today: something holds it.
  void collect_asked() {
    for (const AskedStep& asked : sight_.value().asked) {
      if (asked.status != AskedStep::Status::accepted || !is_here(sight_, asked)) continue;
      const Step* step = step_at(*sight_.plan(), asked.rule);
      const Trigger* trigger = trigger_at(*sight_.plan(), asked.rule);
      if (step == nullptr || trigger == nullptr) continue;
      held_ = true;
      std::optional<Date> through;
      effect_waits_for(sight_, *step, &through);
      need_payments(through);
      watch(step->condition);
      watch(trigger->condition);
      watch(trigger->head.condition);
    }
  }

  void future(const std::vector<RecordedFact>& facts) {
    for (const RecordedFact& fact : facts) {
      cut(fact.fact.effective);
      const auto* payment = std::get_if<PaymentReceived>(&fact.fact.what);
      if (payment != nullptr) cut(payment->value_date);
    }
  }

  void collect_case(const Sight& sight) {
    future(sight.value().facts);
    if (&sight == &sight_) {
      if (sight.at().debtor != nullptr) future(sight.at().debtor->facts);
      for (const Person* other : sight.at().others) future(other->facts);
    }
    for (const CaseClaim& claim : sight.value().claims) {
      cut(claim.added);
      cut(claim.removed);
    }
    for (const PromiseStatus& promise : sight.promises()) {
      const bool open =
          promise.state == PromiseStatus::State::open || promise.state == PromiseStatus::State::due;
      if (!open) continue;
      cut(promise.by + Days{1});
      cut(promise.last_day + Days{1});
      need_payments(promise.last_day);
    }
    for (const InstalmentPlan& plan : sight.instalments()) collect_instalments(plan);
    if (&sight != &sight_) return;
    for (const SeenHold& seen : sight.holds()) {
      cut(seen.hold.from);
      cut(seen.clock_from);
      cut(seen.clock_to);
      cut(seen.hold.released);
      if (seen.hold.until) cut(*seen.hold.until + Days{1});
    }
  }

  // What was due before the plan was closed, and what was paid late, may still be found missed.
  void collect_instalments(const InstalmentPlan& plan) {
    for (const InstalmentStatus& one : plan.instalments) {
      cut(one.due + Days{1});
      cut(one.last_day + Days{1});
      const bool in_time = one.paid_on && *one.paid_on <= one.last_day;
      const bool asked = !plan.closed_on || one.last_day < *plan.closed_on;
      if (!in_time && !one.was_missed && asked) need_payments(one.last_day);
    }
  }

  // Whether every watched answer is the same on each day from today through `last`.
  bool unchanged(Date last) const {
    const SightFacts facts(sight_, today(), last);
    for (const auto& one : watched_) {
      if (holds(rules_, one.first, facts) != one.second) return false;
    }
    if (held_ && sight_.dispute_of_sum()) {
      // A dispute of a sum holds the case only while interest has not grown beyond it.
      const Interval undisputed = facts.field(field_id(CoreField::undisputed));
      if ((undisputed.low > 0) != (undisputed.high > 0)) return false;
    }
    return true;
  }

  std::optional<Date> first_change() const {
    const bool searching = !watched_.empty() || (held_ && sight_.dispute_of_sum());
    if (!searching) return cut_;
    const Date end = std::min(today() + Days{horizon_days}, Date::latest());
    const Date last = cut_ && *cut_ - Days{1} < end ? *cut_ - Days{1} : end;
    if (unchanged(last)) return last + Days{1};
    // good: unchanged through it; bad: not. Doubling, then halving.
    std::int32_t good = 0, bad = (last - today()).count;
    for (std::int32_t step = 1; step < bad && unchanged(today() + Days{step}); step *= 2) {
      good = step;
    }
    bad = std::min(bad, std::max(good * 2, 1));
    while (bad - good > 1) {
      const std::int32_t middle = good + (bad - good) / 2;
      (unchanged(today() + Days{middle}) ? good : bad) = middle;
    }
    return today() + Days{good + 1};
  }

  const Sight& sight_;
  const RulebookData& rules_;
  std::optional<Date> cut_, through_;
  std::vector<std::pair<ExprId, Truth>> watched_;
  bool held_ = false;  // something waits for a hold to end
};

}  // namespace

NextChange next_change(const Rulebook& rules, const View& view) {
  const Sight& sight = sight_of(view, rules.data());
  const Case& value = sight.value();
  if (sight.plan() == nullptr || !value.set_aside.empty() || value.stack.empty()) return {};
  Work work(rules.data(), sight, {view.today(), Instant{}});
  NextChange out = Search(sight).run();
  if (!work.on_time().empty()) out.on = view.today();
  return out;
}

}  // namespace arrears
