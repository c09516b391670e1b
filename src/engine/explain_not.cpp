// Why a step has not been taken, and when that can clear.
#include <decide/work.hpp>
#include <engine/commands.hpp>
#include <engine/explain.hpp>
#include <engine/spelling.hpp>
#include <text/utf8.hpp>

#include <algorithm>

namespace arrears {

using engine::Shell;

namespace {

// Words are compared without accents, capitals, quotes and repeated spaces.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text::folded(text)) {
    if (c == '"') continue;
    const bool space = c == ' ' || c == '\t';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

struct Found {
  RuleRef rule;
  const Trigger* trigger = nullptr;
  const Step* step = nullptr;
  std::string text;
};

// The lines of a plan that the words name; a fallback is named by its channel and message.
class Finder {
 public:
  Finder(const RulebookData& rules, const Plan& plan, std::string_view wanted)
      : rules_(rules), wanted_(plain(wanted)) {
    for (std::size_t i = 0; i < plan.states.size(); ++i) {
      block(plan.states[i].triggers, static_cast<std::uint16_t>(i));
    }
    block(plan.everywhere, everywhere_state);
  }
  std::vector<Found> found;

 private:
  void block(const std::vector<Trigger>& triggers, std::uint16_t state) {
    for (std::size_t t = 0; t < triggers.size(); ++t) {
      for (std::size_t s = 0; s < triggers[t].steps.size(); ++s) {
        const Step& step = triggers[t].steps[s];
        RuleRef rule{state, static_cast<std::uint16_t>(t), static_cast<std::uint16_t>(s), 0};
        offer({rule, &triggers[t], &step, step.text});
        for (std::size_t f = 0; f < step.fallbacks.size(); ++f) {
          const Fallback& fallback = step.fallbacks[f];
          rule.fallback = static_cast<std::uint16_t>(f + 1);
          if (fallback.channel >= rules_.channels.size() ||
              fallback.message >= rules_.messages.size()) {
            continue;
          }
          offer({rule, &triggers[t], &step,
                 rules_.channels[fallback.channel].name + " \"" +
                     rules_.messages[fallback.message].name + "\""});
        }
      }
    }
  }
  void offer(Found one) {
    if (!wanted_.empty() && plain(one.text).find(wanted_) != std::string::npos) {
      found.push_back(std::move(one));
    }
  }
  const RulebookData& rules_;
  std::string wanted_;
};

std::string weekday_date(Date day, const engine::Say& say) {
  const std::string date = engine::date_text(day, say.language());
  switch (static_cast<int>(day.weekday())) {
    case 1: return say("Monday {0}", date);
    case 2: return say("Tuesday {0}", date);
    case 3: return say("Wednesday {0}", date);
    case 4: return say("Thursday {0}", date);
    case 5: return say("Friday {0}", date);
    case 6: return say("Saturday {0}", date);
    default: return say("Sunday {0}", date);
  }
}

// The answer about one line of the plan.
class Answer {
 public:
  Answer(Shell& shell, const Rulebook& rules, const Plan& plan, const Case& value, const View& view,
         const Found& found, const engine::Say& in)
      : say(in),
        shell_(shell),
        data_(rules.data()),
        rules_(rules),
        plan_(plan),
        value_(value),
        view_(view),
        sight_(sight_of(view, rules.data())),
        found_(found) {}

  Explanation give() {
    out_.language = say.language();
    const Contact* contact = latest_contact();
    line(contact ? say("ordered by") : say("the line"),
         engine::place_of(data_, plan_, found_.rule));
    if (contact) {
      of_contact(*contact);
    } else if (!done_already() && !of_asked()) {
      not_ordered();
    }
    repeats();
    return std::move(out_);
  }

 private:
  void line(std::string what, std::string place, std::vector<Reading> readings = {}) {
    out_.lines.push_back({view_.today(), std::move(what), std::move(place), std::move(readings)});
  }
  const Contact* latest_contact() const {
    const Contact* out = nullptr;
    for (const Contact& contact : value_.contacts) {
      if (contact.rule == found_.rule) out = &contact;
    }
    return out;
  }
  void of_contact(const Contact& contact);
  bool done_already();
  bool of_asked();
  void not_ordered();
  void repeats();
  void guard(ExprId condition, std::string said);
  std::string weekday(Date day) const { return weekday_date(day, say); }
  void holds();
  void payments();
  void clears(std::optional<Date> day) {
    if (day && (!out_.clears_on || *day < *out_.clears_on)) out_.clears_on = day;
  }
  void next_change_clears() { clears(next_change(rules_, view_).on); }

  const engine::Say& say;
  Shell& shell_;
  const RulebookData& data_;
  const Rulebook& rules_;
  const Plan& plan_;
  const Case& value_;
  const View& view_;
  const Sight& sight_;
  const Found& found_;
  Explanation out_;
};

void Answer::of_contact(const Contact& contact) {
  const std::string name = contact.channel + " \"" + contact.message + "\"";
  const std::string ordered = weekday(contact.ordered_on);
  switch (contact.status) {
    case ContactStatus::sent:
      out_.headline = contact.sent_on ? say("{0} was sent on {1}.", name, weekday(*contact.sent_on))
                                      : say("{0} was sent.", name);
      return;
    case ContactStatus::rejected:
    case ContactStatus::cancelled:
    case ContactStatus::expired:
      out_.headline = say("{0} was ordered on {1} and will not be sent: {2}.", name, ordered,
                          contact.waits_for);
      return;
    case ContactStatus::uncertain:
      out_.headline = say("{0} was ordered on {1}; whether it was sent is not known: {2}.", name,
                          ordered, contact.waits_for);
      return;
    case ContactStatus::ordered: break;
  }
  out_.headline = say("{0} was ordered on {1} and has not been sent.", name, ordered);
  holds();
  payments();
  if (out_.lines.size() == 1 && !contact.waits_for.empty()) {
    line(say("waits for  {0}", contact.waits_for), {});
  }
  if (contact.not_before) {
    const Date day = shell_.zone.day_of(*contact.not_before);
    line(
        say("next try   {0} at {1}", weekday(day), shell_.zone.time_of(*contact.not_before).text()),
        {});
    clears(day);
  }
  if (contact.expires)
    line(say("expires    after {0}", weekday(*contact.expires)), {});
  else
    line(say("expires    on leaving the state that ordered it"), {});
  if (!out_.clears_on) next_change_clears();
}

// Steps that leave a trace of their own.
bool Answer::done_already() {
  if (found_.step->action == ActionKind::task) {
    for (const Task& task : value_.tasks) {
      if (task.text != found_.step->task) continue;
      out_.headline = say("the task \"{0}\" was made on {1}", task.text, weekday(task.made_on));
      return true;
    }
  }
  if (found_.step->action == ActionKind::hand_over && value_.handed_to == found_.step->recipient &&
      !value_.handed_to.empty()) {
    out_.headline = say("it was handed over to {0}", value_.handed_to);
    return true;
  }
  return false;
}

// A step that waits for a person, or was refused by one.
bool Answer::of_asked() {
  const AskedStep* asked = nullptr;
  for (const AskedStep& one : value_.asked) {
    if (one.rule == found_.rule && one.status != AskedStep::Status::taken) asked = &one;
  }
  if (asked == nullptr) return false;
  const std::string who = asked->team.empty() ? say("somebody") : asked->team;
  const std::string since = weekday(asked->asked_on);
  switch (asked->status) {
    case AskedStep::Status::refused:
      out_.headline = say("{0} was refused by {1} on {2}.", found_.text, asked->by,
                          weekday(asked->answered_on.value_or(asked->asked_on)));
      return true;
    case AskedStep::Status::dropped:
      out_.headline =
          say("{0} was asked for on {1} and dropped: {2}.", found_.text, since, asked->why);
      return true;
    case AskedStep::Status::accepted:
      out_.headline = asked->by.empty() ? say("{0} was done and has not been taken.", found_.text)
                                        : say("{0} was confirmed by {1} and has not been taken.",
                                              found_.text, asked->by);
      holds();
      payments();
      next_change_clears();
      return true;
    default: break;
  }
  out_.headline = asked->manual
                      ? say("{0} waits for {1} to do it since {2}.", found_.text, who, since)
                      : say("{0} waits for {1} to confirm it since {2}.", found_.text, who, since);
  line(say("waits for  {0}: {1} ({2})", who, asked->text, asked->key.value), {});
  return true;
}

void Answer::guard(ExprId condition, std::string said) {
  if (condition == no_expr) return;
  const SightFacts facts(sight_);
  if (arrears::holds(data_, condition, facts) == Truth::yes) return;
  line(std::move(said), {}, engine::readings_of(data_, condition, facts));
  next_change_clears();
}

void Answer::holds() {
  for (const SeenHold& one : sight_.holds()) {
    const Hold& hold = one.hold;
    if (!hold.active(view_.today()) ||
        (!has(hold.kinds, HoldKinds::contact) && !has(hold.kinds, HoldKinds::enforcement))) {
      continue;
    }
    const std::string since = weekday(hold.from);
    line(hold.because.empty()
             ? say("waits for  a hold since {0}", since)
             : say("waits for  a hold since {0} because of {1}", since, hold.because),
         {});
    if (hold.until) clears(*hold.until + Days{1});
  }
}

void Answer::payments() {
  const ExprId needed = found_.step->needs_payments_through != no_expr
                            ? found_.step->needs_payments_through
                            : plan_.needs_payments_through;
  if (needed == no_expr) return;
  const SightFacts facts(sight_);
  const Interval through = evaluate(data_, data_.expressions[needed], facts);
  if (!through.exact()) return;
  const Date day = Date::from_number(static_cast<std::int32_t>(through.low));
  const std::optional<Date>& complete = sight_.at().payments_complete;
  if (complete && *complete >= day) return;
  line(complete ? say("waits for  payments complete through {0}; they are through {1}",
                      weekday(day), weekday(*complete))
                : say("waits for  payments complete through {0}; none are yet", weekday(day)),
       {});
}

void Answer::not_ordered() {
  out_.headline = say("{0} has not been ordered.", found_.text);
  if (value_.closed) {
    line(say("the case is closed"), {});
    return;
  }
  const std::string here = value_.stack.empty() ? say("no state") : value_.stack.back().state;
  if (found_.rule.state != everywhere_state) {
    const std::string& wanted = plan_.states[found_.rule.state].name;
    if (wanted != here) {
      line(say("the step belongs to the state {0}; the case stands in {1}", wanted, here), {});
      next_change_clears();
      return;
    }
  }
  guard(found_.trigger->head.condition, say("waits for  its condition (whenever) does not hold"));
  guard(found_.trigger->condition, say("waits for  its condition (of the line) does not hold"));
  guard(found_.step->condition, say("waits for  its condition (of the step) does not hold"));
  holds();
  if (out_.lines.size() > 1) return;
  using What = Head::What;
  const What what = found_.trigger->head.what;
  const bool by_time = what >= What::after && what <= What::on_business_day;
  line(by_time || found_.step->delay
           ? say("waits for  its time, which has not come")
           : say("waits for  what the line names, which has not happened"),
       {});
  next_change_clears();
}

// How often a line that repeats has run in this stay, and when it can again.
void Answer::repeats() {
  const Head& head = found_.trigger->head;
  const bool here = found_.rule.state == everywhere_state
                        ? everywhere_active(plan_, value_)
                        : state_of(plan_, value_) == &plan_.states[found_.rule.state];
  if (!head.repeats || value_.closed || !here) return;
  RuleRef rule = found_.rule;
  rule.step = rule.fallback = 0;
  const Repeated* runs = runs_of(value_, rule);
  const auto times = runs ? runs->times : 0;
  std::string text = head.most_times > 0
                         ? say("repeats    run {0} times of at most {1}", times, head.most_times)
                         : say("repeats    run {0} times", times);
  const ActiveTrigger active{rule, found_.trigger};
  const std::optional<Date> next =
      is_spent(value_, active) ? std::nullopt : opening(sight_, active);
  if (next) text = say("{0}; the next from {1}", text, weekday(*next));
  line(text, {});
  if (next && view_.today() < *next) clears(next);
}

}  // namespace

Result<Explanation> Engine::explain_not(const Caller& by, const CaseId& id, std::string_view step,
                                        Date on, std::string_view language) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  Result<Case> value = engine::case_as_of(shell, id, on, {});
  if (!value) return unexpected(value.error());
  Result<const Rulebook*> rules = shell.rulebook_of(value->rulebook);
  if (!rules) return unexpected(rules.error());
  const Plan* plan = engine::plan_of(**rules, *value);
  if (!plan) return unexpected(ErrorCode::not_found, "the rulebook has no plan " + value->plan);
  const Finder finder((*rules)->data(), *plan, step);
  if (finder.found.empty()) {
    return unexpected(ErrorCode::not_found, "the plan " + plan->name + " has no step \"" +
                                                std::string(step) + "\"; give it as written");
  }
  Result<std::optional<Person>> debtor = shell.store->load_person(shell.shard, value->debtor);
  if (!debtor) return unexpected(debtor.error());
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  LookAt at;
  if (debtor->has_value()) at.debtor = &**debtor;
  Result<std::vector<Person>> others = engine::load_others(*shell.store, shell.shard, *value);
  if (!others) return unexpected(others.error());
  for (const Person& other : *others) at.others.push_back(&other);
  at.payments_complete = engine::earliest_complete(state->payments_complete);
  // Of several lines with these words: one that ordered something, else one of the state in which
  // the case stands, else the first.
  const auto rank = [&](const Found& one) {
    for (const Contact& contact : value->contacts) {
      if (contact.rule == one.rule) return 0;
    }
    const bool here = !value->stack.empty() && one.rule.state < plan->states.size() &&
                      plan->states[one.rule.state].name == value->stack.back().state;
    return here ? 1 : 2;
  };
  const auto best =
      std::min_element(finder.found.begin(), finder.found.end(),
                       [&](const Found& a, const Found& b) { return rank(a) < rank(b); });
  const View view = look(*value, shell.law, on, at);
  const engine::Say say(language.empty() ? (*rules)->data().language : language);
  return Answer(shell, **rules, *plan, *value, view, *best, say).give();
}

}  // namespace arrears
