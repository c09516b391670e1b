// Which lines of a plan are in force in a case, and when time opens them.
#include <decide/clock.hpp>
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {

const State* state_of(const Plan& plan, const Case& value, std::uint16_t* index) {
  if (value.stack.empty()) return nullptr;
  for (std::size_t i = 0; i < plan.states.size(); ++i) {
    if (plan.states[i].name != value.stack.back().state) continue;
    if (index != nullptr) *index = static_cast<std::uint16_t>(i);
    return &plan.states[i];
  }
  return nullptr;
}

bool everywhere_active(const Plan& plan, const Case& value) {
  if (value.closed || value.stack.empty()) return false;
  for (const std::uint32_t except : plan.everywhere_except) {
    if (except < plan.states.size() && plan.states[except].name == value.stack.back().state) {
      return false;
    }
  }
  return true;
}

std::vector<ActiveTrigger> active_triggers(const Plan& plan, const Case& value) {
  std::vector<ActiveTrigger> out;
  std::uint16_t index = 0;
  const State* state = state_of(plan, value, &index);
  if (state == nullptr || value.closed) return out;
  out.reserve(state->triggers.size() + plan.everywhere.size());
  RuleRef rule;
  rule.state = index;
  for (const Trigger& trigger : state->triggers) {
    out.push_back({rule, &trigger});
    ++rule.trigger;
  }
  if (!everywhere_active(plan, value)) return out;
  rule = RuleRef{};
  rule.state = everywhere_state;
  for (const Trigger& trigger : plan.everywhere) {
    out.push_back({rule, &trigger});
    ++rule.trigger;
  }
  return out;
}

const Trigger* trigger_at(const Plan& plan, const RuleRef& rule) {
  if (rule.state == everywhere_state) {
    return rule.trigger < plan.everywhere.size() ? &plan.everywhere[rule.trigger] : nullptr;
  }
  if (rule.state >= plan.states.size()) return nullptr;
  const std::vector<Trigger>& triggers = plan.states[rule.state].triggers;
  return rule.trigger < triggers.size() ? &triggers[rule.trigger] : nullptr;
}

const Step* step_at(const Plan& plan, const RuleRef& rule) {
  const Trigger* trigger = trigger_at(plan, rule);
  if (trigger == nullptr || rule.step >= trigger->steps.size()) return nullptr;
  return &trigger->steps[rule.step];
}

bool is_time_head(const Head& head) {
  using What = Head::What;
  switch (head.what) {
    case What::after:
    case What::after_date:
    case What::before_date:
    case What::after_sent:
    case What::after_delivered:
    case What::on_day:
    case What::on_business_day: return true;
    default: return false;
  }
}

bool has_fired(const Case& value, const RuleRef& rule) {
  if (rule.state == everywhere_state) return contains(value.everywhere_fired, head_of(rule));
  return !value.stack.empty() && contains(value.stack.back().fired, head_of(rule));
}

const Repeated* runs_of(const Case& value, const RuleRef& rule) {
  const bool everywhere = rule.state == everywhere_state;
  if (!everywhere && value.stack.empty()) return nullptr;
  const std::vector<Repeated>& all =
      everywhere ? value.everywhere_repeated : value.stack.back().repeated;
  const auto found = std::find_if(
      all.begin(), all.end(), [&rule](const Repeated& one) { return one.rule == head_of(rule); });
  return found == all.end() ? nullptr : &*found;
}

bool is_spent(const Case& value, const ActiveTrigger& line) {
  const Head& head = line.trigger->head;
  if (!head.repeats) return has_fired(value, line.rule);
  const Repeated* runs = runs_of(value, line.rule);
  return runs != nullptr && head.most_times > 0 &&
         runs->times >= static_cast<std::uint32_t>(head.most_times);
}

namespace {

bool clock_runs(const Sight& sight) {
  const State* state = state_of(*sight.plan(), sight.value());
  return state != nullptr && state->clock_runs;
}

std::optional<Date> by_clock(const Sight& sight, Date from, const Duration& duration) {
  const Frame& frame = sight.value().stack.back();
  return reach(from, duration, stops_of(sight, frame, clock_runs(sight)), sight.calendar());
}

std::optional<Date> date_of(const Sight& sight, ExprId expression) {
  const Interval date = evaluate(*sight.rules(), expression, SightFacts(sight));
  if (!date.exact() || date.kind != Kind::date) return std::nullopt;
  const std::int64_t number =
      std::clamp<std::int64_t>(date.low, Date::earliest().number(), Date::latest().number());
  return Date::from_number(static_cast<std::int32_t>(number));
}

// The latest sending of the message in this stay that has not failed, or its delivery.
std::optional<Date> message_date(const Sight& sight, const ActiveTrigger& line) {
  const Head& head = line.trigger->head;
  if (head.message >= sight.rules()->messages.size()) return std::nullopt;
  const std::string& message = sight.rules()->messages[head.message].name;
  std::optional<Date> out;
  for (const Contact& contact : sight.value().contacts) {
    if (contact.message != message || !contact.sent_on || contact.failed_on) continue;
    const std::uint32_t stay = sight.value().stack.back().stay;
    if (line.rule.state != everywhere_state && contact.stay != stay) continue;
    const std::optional<Date>& on =
        head.what == Head::What::after_sent ? contact.sent_on : contact.delivered_on;
    if (on && (!out || *out < *on)) out = on;
  }
  return out;
}

// What a line counts from; none while it is not known.
std::optional<Date> origin_of(const Sight& sight, const ActiveTrigger& line) {
  switch (line.trigger->head.what) {
    case Head::What::after:
      if (line.rule.state == everywhere_state) return std::nullopt;  // no entry to count from
      return sight.value().stack.back().entered;
    case Head::What::after_sent:
    case Head::What::after_delivered: return message_date(sight, line);
    default: return date_of(sight, line.trigger->head.date);
  }
}

// So long after `from`: by the state's clock where the line counts from entry, else by dates.
std::optional<Date> counted(const Sight& sight, const Head& head, Date from,
                            const Duration& duration) {
  if (head.what == Head::What::after) return by_clock(sight, from, duration);
  return shifted(from, duration, 1, sight.calendar());
}

// A line that repeats: so long after its origin, and then as long after each run. Months are
// counted from the origin, so that the days of the month do not creep.
std::optional<Date> repeated_opening(const Sight& sight, const ActiveTrigger& line, Date origin,
                                     Duration every) {
  every.count = std::max(every.count, 1);  // a table may reckon with a field that is zero
  const Head& head = line.trigger->head;
  const Repeated* runs = runs_of(sight.value(), line.rule);
  if (runs == nullptr || runs->last <= origin) return counted(sight, head, origin, every);
  const std::optional<Date> next = counted(sight, head, runs->last, every);
  if (!next || every.unit != Duration::Unit::months) return next;
  constexpr std::int32_t farthest = 36'500;
  for (Duration many = every; many.count <= farthest; many.count += every.count) {
    const std::optional<Date> on = counted(sight, head, origin, many);
    if (!on || runs->last < *on) return on ? std::max(*next, *on) : on;
  }
  return next;
}

// What it ordered the last time still waits to be sent, what it asked for an answer.
bool waits_for_itself(const Case& value, const RuleRef& rule) {
  const bool asks = std::any_of(value.asked.begin(), value.asked.end(), [&](const AskedStep& one) {
    return is_open(one) && head_of(one.rule) == head_of(rule);
  });
  if (asks) return true;
  const std::uint32_t stay = value.stack.empty() ? 0 : value.stack.back().stay;
  return std::any_of(value.contacts.begin(), value.contacts.end(), [&](const Contact& contact) {
    return contact.status == ContactStatus::ordered && head_of(contact.rule) == head_of(rule) &&
           (rule.state == everywhere_state || contact.stay == stay);
  });
}

bool reacted(const std::vector<RecordedFact>& facts, Date after, Date through) {
  for (const RecordedFact& fact : facts) {
    if (fact.fact.effective <= after || through < fact.fact.effective) continue;
    const auto* call = std::get_if<CallHeld>(&fact.fact.what);
    if ((call != nullptr && call->inbound) ||
        std::holds_alternative<PaymentReceived>(fact.fact.what) ||
        std::holds_alternative<PromiseMade>(fact.fact.what) ||
        std::holds_alternative<InstalmentsAgreed>(fact.fact.what) ||
        std::holds_alternative<InstalmentsOffered>(fact.fact.what) ||
        std::holds_alternative<DisputeRaised>(fact.fact.what)) {
      return true;
    }
  }
  return false;
}

bool person_reacted(const Sight& sight, Date after, Date through) {
  if (reacted(sight.value().facts, after, through)) return true;
  const Person* debtor = sight.at().debtor;
  if (debtor != nullptr && reacted(debtor->facts, after, through)) return true;
  for (const Case* sibling : sight.at().siblings) {
    if (sibling != nullptr && reacted(sibling->facts, after, through)) return true;
  }
  return false;
}

std::optional<Duration> table_duration(const Sight& sight, ExprId column) {
  const Interval found = evaluate(*sight.rules(), column, SightFacts(sight));
  if (!found.exact()) return std::nullopt;
  const Duration::Unit unit = found.kind == Kind::months          ? Duration::Unit::months
                              : found.kind == Kind::business_days ? Duration::Unit::business_days
                                                                  : Duration::Unit::days;
  const std::int64_t count = std::clamp<std::int64_t>(found.low, 0, 1'000'000);
  return Duration{unit, static_cast<std::int32_t>(count)};
}

}  // namespace

std::vector<FixedDuration> fixed_durations(const Sight& sight, std::uint32_t state) {
  std::vector<FixedDuration> out;
  RuleRef rule;
  rule.state = static_cast<std::uint16_t>(state);
  const auto fix = [&](const DurationChoice& choice) {
    if (choice.column == no_expr) return;
    const std::optional<Duration> duration = table_duration(sight, choice.column);
    if (duration) out.push_back({rule, *duration});
  };
  for (const Trigger& trigger : sight.plan()->states[state].triggers) {
    rule.step = duration_of_head;
    fix(trigger.head.duration);
    rule.step = 0;
    for (const Step& step : trigger.steps) {
      if (step.delay) fix(*step.delay);
      ++rule.step;
    }
    ++rule.trigger;
  }
  return out;
}

std::optional<Duration> duration_of(const Sight& sight, const RuleRef& rule, bool of_step,
                                    const DurationChoice& choice) {
  if (choice.column == no_expr) return choice.fixed;
  RuleRef key = rule;
  key.fallback = 0;
  if (!of_step) key.step = duration_of_head;
  if (!sight.value().stack.empty()) {
    for (const FixedDuration& fixed : sight.value().stack.back().fixed) {
      if (fixed.rule == key) return fixed.duration;
    }
  }
  return table_duration(sight, choice.column);
}

std::optional<Date> opening(const Sight& sight, const ActiveTrigger& line) {
  using What = Head::What;
  const Head& head = line.trigger->head;
  const Case& value = sight.value();
  if (value.stack.empty()) return std::nullopt;
  if (head.what == What::on_day || head.what == What::on_business_day) {
    const Duration number{
        head.what == What::on_day ? Duration::Unit::days : Duration::Unit::business_days,
        head.day_number};
    if (head.date == no_expr) return by_clock(sight, value.stack.back().entered, number);
    const std::optional<Date> from = date_of(sight, head.date);
    if (!from) return std::nullopt;
    return shifted(*from, number, 1, sight.calendar());
  }
  const std::optional<Duration> duration = duration_of(sight, line.rule, false, head.duration);
  if (!duration) return std::nullopt;
  const std::optional<Date> from = origin_of(sight, line);
  if (!from) return std::nullopt;
  if (head.what == What::before_date) {
    if (sight.today() >= *from) return std::nullopt;  // from the date on, never
    return shifted(*from, *duration, -1, sight.calendar());
  }
  return head.repeats ? repeated_opening(sight, line, *from, *duration)
                      : counted(sight, head, *from, *duration);
}

std::optional<Date> step_due(const Sight& sight, const ScheduledStep& scheduled) {
  const Step* step = step_at(*sight.plan(), scheduled.rule);
  if (step == nullptr || !step->delay) return scheduled.from;
  const std::optional<Duration> delay = duration_of(sight, scheduled.rule, true, *step->delay);
  if (!delay) return std::nullopt;
  return by_clock(sight, scheduled.from, *delay);
}

std::optional<Date> fallback_due(const Sight& sight, const Contact& contact) {
  const Case& value = sight.value();
  const std::uint16_t next = contact.rule.fallback;
  if (next >= 16 || (contact.fallbacks_done & (1u << next)) != 0) return std::nullopt;
  const Step* step = step_at(*sight.plan(), contact.rule);
  if (step == nullptr || next >= step->fallbacks.size()) return std::nullopt;
  const bool here = contact.rule.state == everywhere_state
                        ? everywhere_active(*sight.plan(), value)
                        : !value.stack.empty() && value.stack.back().stay == contact.stay;
  if (!here) return std::nullopt;
  const Fallback& fallback = step->fallbacks[next];
  if (fallback.when == Fallback::When::undelivered) {
    if (contact.failed_on) return contact.failed_on;
    if (contact.status == ContactStatus::rejected) return contact.ordered_on;
    return std::nullopt;
  }
  if (!contact.sent_on) return std::nullopt;
  const Date last_day = shifted(*contact.sent_on, fallback.within, 1, sight.calendar());
  switch (fallback.when) {
    case Fallback::When::undelivered_within:
      if (contact.delivered_on || contact.opened_on) return std::nullopt;
      break;
    case Fallback::When::unopened_within:
      if (contact.opened_on) return std::nullopt;
      break;
    default:
      if (person_reacted(sight, *contact.sent_on, last_day)) return std::nullopt;
      break;
  }
  return last_day + Days{1};  // the last day is still in time
}

std::optional<Date> payments_needed(const Sight& sight, const Step& step) {
  ExprId through = step.needs_payments_through;
  if (through == no_expr) {
    const bool demand = step.action == ActionKind::send &&
                        step.message < sight.rules()->messages.size() &&
                        sight.rules()->messages[step.message].kind >= MessageKind::demand;
    if (demand || step.action == ActionKind::hand_over) {
      through = sight.plan()->needs_payments_through;
    }
  }
  if (through == no_expr) return std::nullopt;
  return date_of(sight, through);
}

std::string waits_for(const Sight& sight, const Step& step, std::optional<Date>* through) {
  return step.mode == StepMode::auto_ ? effect_waits_for(sight, step, through) : std::string{};
}

std::string effect_waits_for(const Sight& sight, const Step& step, std::optional<Date>* through) {
  switch (step.action) {
    case ActionKind::send: {
      if (sight.held(HoldKinds::contact)) return "a hold of contact";
      const bool demand = step.message < sight.rules()->messages.size() &&
                          sight.rules()->messages[step.message].kind >= MessageKind::demand;
      if (demand && sight.held(HoldKinds::enforcement)) return "a hold of enforcement";
      return {};
    }
    case ActionKind::charge: return sight.held(HoldKinds::fees) ? "a hold of fees" : std::string{};
    case ActionKind::hand_over: {
      if (sight.held(HoldKinds::enforcement)) return "a hold of enforcement";
      const std::optional<Date> needed = payments_needed(sight, step);
      if (!needed || (sight.at().payments_complete && *sight.at().payments_complete >= *needed)) {
        return {};
      }
      if (through != nullptr && (!*through || *needed < **through)) *through = needed;
      return "payments complete through " + needed->text();
    }
    default: return {};
  }
}

bool is_here(const Sight& sight, const AskedStep& asked) {
  const Case& value = sight.value();
  if (asked.rule.state == everywhere_state) return everywhere_active(*sight.plan(), value);
  return !value.stack.empty() && value.stack.back().stay == asked.stay;
}

bool line_waits(const Sight& sight, const ActiveTrigger& line, std::optional<Date>* through) {
  if (line.trigger->head.repeats && waits_for_itself(sight.value(), line.rule)) return true;
  for (const Step& step : line.trigger->steps) {
    if (step.delay) continue;
    if (waits_for(sight, step, through).empty()) continue;
    if (holds(*sight.rules(), step.condition, SightFacts(sight)) == Truth::yes) return true;
  }
  return false;
}

}  // namespace arrears
