// A case goes on under other rules: where it stands, what has run and what waits, said in the
// lines of the new plan.
#include <decide/view_data.hpp>
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

// For each line of the old block its line of the new one.
using LineMap = std::vector<std::optional<std::uint16_t>>;

std::vector<std::string_view> step_texts(const Trigger& trigger) {
  std::vector<std::string_view> out;
  for (const Step& step : trigger.steps) out.emplace_back(step.text);
  return out;
}

bool same_head(const Trigger& a, const Trigger& b) { return a.text == b.text; }
bool same_steps(const Trigger& a, const Trigger& b) { return step_texts(a) == step_texts(b); }
// What an author changes is when a line runs: only kinds of heads that may stand for each other.
bool same_deed(const Trigger& a, const Trigger& b) {
  const bool entry = a.head.what == Head::What::on_entry;
  const bool comparable = a.head.what == b.head.what || ((entry || is_time_head(a.head)) &&
                                                         is_time_head(b.head) && !b.head.repeats);
  return comparable && same_steps(a, b);
}

// Lines that stayed as they are come first, then those with other steps, then those that do the
// same at another time. No line is found twice.
LineMap lines_of(const std::vector<Trigger>& from, const std::vector<Trigger>& to) {
  LineMap out(from.size());
  std::vector<bool> taken(to.size());
  const auto pass = [&](const auto& fits) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      for (std::size_t j = 0; j < to.size() && !out[i]; ++j) {
        if (taken[j] || !fits(from[i], to[j])) continue;
        out[i] = static_cast<std::uint16_t>(j);
        taken[j] = true;
      }
    }
  };
  pass([](const Trigger& a, const Trigger& b) { return same_head(a, b) && same_steps(a, b); });
  pass(same_head);
  pass(same_deed);
  return out;
}

// The step of the same text, else one of the same kind in the same place.
std::optional<std::uint16_t> step_of(const Trigger& from, std::uint16_t step, const Trigger& to) {
  if (step >= from.steps.size()) return std::nullopt;
  for (std::size_t i = 0; i < to.steps.size(); ++i) {
    const std::size_t at = (step + i) % to.steps.size();  // its own place first
    if (to.steps[at].text == from.steps[step].text) return static_cast<std::uint16_t>(at);
  }
  const bool same = step < to.steps.size() && to.steps[step].action == from.steps[step].action;
  return same ? std::optional<std::uint16_t>(step) : std::nullopt;
}

template <class T, class Name>
bool has_name(const std::vector<T>& all, const Name& name) {
  return std::any_of(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
}

class Mover {
 public:
  Mover(const RulebookData& to, const Sight& sight, LateLines late)
      : to_(to), sight_(sight), value_(sight.value()), late_(late) {}

  Migration run(const Hash& hash) {
    if (!value_.stack.empty()) out_.from = value_.stack.back().state;
    out_.stranded = find_plan();
    if (out_.stranded.empty()) out_.stranded = find_states();
    if (out_.stranded.empty()) out_.stranded = wrong_fields();
    if (!out_.stranded.empty()) return std::move(out_);
    if (!value_.stack.empty()) out_.to = new_state(value_.stack.size() - 1).name;
    find_lines();
    effect_.rulebook = hash;
    move_frames();
    for (const RuleRef& rule : value_.everywhere_fired) put(effect_.everywhere_fired, line(rule));
    for (const RuleRef& rule : value_.everywhere_true) put(effect_.everywhere_true, line(rule));
    effect_.everywhere_repeated = repeated(value_.everywhere_repeated);
    pass_over_late_lines();
    move_waiting();
    finish();
    return std::move(out_);
  }

 private:
  using Place = std::optional<RuleRef>;

  std::string find_plan() {
    old_ = sight_.plan();
    new_ = plan_of(to_, value_);
    if (new_ == nullptr) {
      return has_name(to_.plans, value_.plan)
                 ? "the plan " + value_.plan + " has no version for a case opened on " +
                       value_.opened_on.text()
                 : "the rules have no plan " + value_.plan;
    }
    if (new_->currency != value_.currency) {
      return "the plan counts in " + std::string(new_->currency.code()) + ", the case in " +
             std::string(value_.currency.code());
    }
    return old_ == nullptr ? "its own rules have no plan " + value_.plan : std::string{};
  }

  std::string find_states() {
    for (std::size_t i = 0; i < value_.stack.size(); ++i) {
      const std::string& name = value_.stack[i].state;
      const auto in = [&](const auto& fits) {
        return std::find_if(new_->states.begin(), new_->states.end(), fits);
      };
      auto found = in([&](const State& one) {
        return std::find(one.replaces.begin(), one.replaces.end(), name) != one.replaces.end();
      });
      if (found == new_->states.end()) {
        found = in([&](const State& one) { return one.name == name; });
      }
      if (found == new_->states.end()) {
        return "the plan has no state " + name + ", and none that `replaces` it";
      }
      if (found->final) return "the state " + found->name + " is final in the new rules";
      if (i > 0 && !found->excursion) {
        return "the state " + found->name + " does not `go back` in the new rules, and " +
               value_.stack[i - 1].state + " waits for it";
      }
      states_.push_back(static_cast<std::uint16_t>(found - new_->states.begin()));
    }
    return {};
  }

  // A value that the new rules read in another way would change what conditions say, silently.
  std::string wrong_fields() const {
    std::string wrong = wrong_in(value_.fields);
    for (const CaseClaim& one : value_.claims) {
      if (wrong.empty()) wrong = wrong_in(one.claim.fields);
    }
    return wrong;
  }
  std::string wrong_in(const FieldValues& values) const {
    for (const FieldDecl& field : to_.fields) {
      const auto given = values.find(field.name);
      if (given == values.end()) continue;
      const Interval read = interval_of(to_, given->second, field.list);
      if (read.kind != field.kind || (field.kind == Kind::name && read.low < 0)) {
        return "its value of the field " + field.name + " is none that the new rules know";
      }
    }
    return {};
  }

  const State& new_state(std::size_t frame) const { return new_->states[states_[frame]]; }

  // The lines of every state of the old plan that has a successor: orders and questions of states
  // that were left are still answered for.
  void find_lines() {
    everywhere_ = lines_of(old_->everywhere, new_->everywhere);
    for (const State& state : old_->states) {
      LineMap lines(state.triggers.size());
      std::uint16_t successor = no_rule.state;
      for (std::size_t i = 0; i < new_->states.size(); ++i) {
        const State& one = new_->states[i];
        const bool takes_over =
            std::find(one.replaces.begin(), one.replaces.end(), state.name) != one.replaces.end();
        if (!takes_over && (one.name != state.name || successor != no_rule.state)) continue;
        successor = static_cast<std::uint16_t>(i);
        if (takes_over) break;
      }
      if (successor != no_rule.state) {
        lines = lines_of(state.triggers, new_->states[successor].triggers);
      }
      blocks_.push_back({successor, std::move(lines)});
    }
  }

  // Where a line of the old plan is; its step is left alone.
  Place line(const RuleRef& rule) const {
    if (trigger_at(*old_, rule) == nullptr) return std::nullopt;
    const bool everywhere = rule.state == everywhere_state;
    const LineMap& lines = everywhere ? everywhere_ : blocks_[rule.state].lines;
    if (!lines[rule.trigger]) return std::nullopt;
    RuleRef out = rule;
    if (!everywhere) out.state = blocks_[rule.state].successor;
    out.trigger = *lines[rule.trigger];
    return out;
  }
  Place step(const RuleRef& rule) const {
    Place out = line(rule);
    if (!out || rule.step == duration_of_head) return out;
    const Trigger& old_line = *trigger_at(*old_, rule);
    const Trigger& new_line = *trigger_at(*new_, *out);
    if (rule.step == 0 && old_line.steps.empty()) return out;  // of a line that does nothing
    const auto found = step_of(old_line, rule.step, new_line);
    if (!found) return std::nullopt;
    out->step = *found;
    const std::size_t fallbacks = new_line.steps[*found].fallbacks.size();
    return rule.fallback > fallbacks ? std::nullopt : out;
  }

  static void put(std::vector<RuleRef>& sorted, const Place& rule) {
    if (!rule) return;
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), *rule);
    if (at == sorted.end() || *at != *rule) sorted.insert(at, *rule);
  }

  std::vector<Repeated> repeated(const std::vector<Repeated>& all) const {
    std::vector<Repeated> out;
    for (const Repeated& one : all) {
      if (const Place rule = line(one.rule)) out.push_back({*rule, one.times, one.last});
    }
    return out;
  }

  void move_frames() {
    for (std::size_t i = 0; i < value_.stack.size(); ++i) {
      const Frame& frame = value_.stack[i];
      Frame moved = frame;
      moved.state = new_state(i).name;
      moved.fired.clear();
      moved.whenever_true.clear();
      moved.scheduled.clear();
      moved.fixed.clear();
      for (const RuleRef& rule : frame.fired) put(moved.fired, line(rule));
      for (const RuleRef& rule : frame.whenever_true) put(moved.whenever_true, line(rule));
      for (const ScheduledStep& one : frame.scheduled) {
        const Place rule = step(one.rule);
        if (rule) moved.scheduled.push_back({*rule, one.from});
        const Step* lost = rule ? nullptr : step_at(*old_, one.rule);
        if (lost != nullptr) out_.dropped.push_back(frame.state + ": " + lost->text);
      }
      for (const FixedDuration& one : frame.fixed) {
        if (const Place rule = step(one.rule)) moved.fixed.push_back({*rule, one.duration});
      }
      moved.repeated = repeated(frame.repeated);
      mark_done_on_entry(i, moved);
      effect_.stack.push_back(std::move(moved));
    }
  }
  // What was done on entry and is done by time now has been done.
  void mark_done_on_entry(std::size_t frame, Frame& moved) const {
    const std::string& name = value_.stack[frame].state;
    for (std::size_t s = 0; s < old_->states.size(); ++s) {
      if (old_->states[s].name != name) continue;
      RuleRef rule;
      rule.state = static_cast<std::uint16_t>(s);
      for (const Trigger& one : old_->states[s].triggers) {
        const Place now = line(rule);
        ++rule.trigger;
        if (one.head.what == Head::What::on_entry && now &&
            is_time_head(trigger_at(*new_, *now)->head)) {
          put(moved.fired, now);
        }
      }
    }
  }

  // Each frame by itself, as if the case stood in it: that is where clocks are read.
  void pass_over_late_lines() {
    for (std::size_t i = 0; i < effect_.stack.size(); ++i) {
      Case there = value_;
      there.rulebook = effect_.rulebook;
      there.stack.assign(effect_.stack.begin(),
                         effect_.stack.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      Sight sight(there, sight_.law(), sight_.today(), sight_.at());
      sight.attach(to_);
      add_fixed(sight, i);
      if (late_ == LateLines::run) continue;
      const bool top = i + 1 == effect_.stack.size();
      for (const ActiveTrigger& one : active_triggers(*new_, there)) {
        const bool everywhere = one.rule.state == everywhere_state;
        if (everywhere && !top) continue;
        if (!is_time_head(one.trigger->head) || !is_new(one.rule)) continue;
        const std::optional<Date> on = opening(sight, one);
        if (on && *on < sight_.today()) pass_over(one, i, everywhere);
      }
    }
  }
  // Tables are read now for the durations that the case has not fixed before.
  void add_fixed(const Sight& sight, std::size_t frame) {
    std::vector<FixedDuration>& fixed = effect_.stack[frame].fixed;
    for (const FixedDuration& one : fixed_durations(sight, states_[frame])) {
      const bool known = std::any_of(fixed.begin(), fixed.end(), [&](const FixedDuration& other) {
        return other.rule == one.rule;
      });
      if (!known) fixed.push_back(one);
    }
  }
  bool is_new(const RuleRef& rule) const {
    const auto holds_it = [&rule](const LineMap& lines) {
      return std::find(lines.begin(), lines.end(), rule.trigger) != lines.end();
    };
    if (rule.state == everywhere_state) return !holds_it(everywhere_);
    return std::none_of(blocks_.begin(), blocks_.end(), [&](const Block& one) {
      return one.successor == rule.state && holds_it(one.lines);
    });
  }
  void pass_over(const ActiveTrigger& late, std::size_t frame, bool everywhere) {
    const std::string where = everywhere ? std::string("everywhere") : new_state(frame).name;
    out_.skipped.push_back(where + ": " + late.trigger->text);
    Frame& moved = effect_.stack[frame];
    if (late.trigger->head.repeats) {
      (everywhere ? effect_.everywhere_repeated : moved.repeated)
          .push_back({late.rule, 0, sight_.today()});
    } else {
      put(everywhere ? effect_.everywhere_fired : moved.fired, late.rule);
    }
  }

  // Orders, questions and what decisions rested on.
  void move_waiting() {
    std::vector<RuleRef> named;
    for (const Contact& contact : value_.contacts) {
      const bool known =
          has_name(to_.channels, contact.channel) && has_name(to_.messages, contact.message);
      const bool waits = contact.status == ContactStatus::ordered;
      if (known || !waits) put(named, contact.rule);
      if (waits && !(known && step(contact.rule))) {
        out_.dropped.push_back(contact.channel + " \"" + contact.message + "\"");
        out_.decision.effects.push_back(EndContact{contact.key, ContactStatus::cancelled, gone});
      }
    }
    for (const AskedStep& asked : value_.asked) {
      put(named, asked.rule);
      if (!is_open(asked) || step(asked.rule)) continue;
      out_.dropped.push_back(asked.text);
      out_.decision.effects.push_back(EndAsked{asked.key, AskedStep::Status::dropped, gone});
    }
    for (const Rested& rested : value_.rested) put(named, rested.rule);
    for (const RuleRef& rule : named) {
      if (const Place now = step(rule)) effect_.rules.push_back({rule, *now});
    }
  }

  void finish() {
    Reason reason;
    reason.rule = no_rule;
    reason.cause = Reason::Cause::migration;
    reason.key = value_.rulebook.hex();
    out_.decision.effects.emplace_back(std::move(effect_));
    reason.effect_count = static_cast<std::uint32_t>(out_.decision.effects.size());
    out_.decision.reasons.push_back(std::move(reason));
  }

  static constexpr const char* gone = "the new rules have no such step";

  struct Block {
    std::uint16_t successor = 0;
    LineMap lines;
  };

  const RulebookData& to_;
  const Sight& sight_;
  const Case& value_;
  LateLines late_;
  const Plan* old_ = nullptr;
  const Plan* new_ = nullptr;
  std::vector<std::uint16_t> states_;  // of the new plan, by frame
  LineMap everywhere_;
  std::vector<Block> blocks_;  // by state of the old plan
  Migrate effect_;
  Migration out_;
};

}  // namespace

Migration migrate(const Rulebook& from, const Rulebook& to, const View& view, LateLines late) {
  return Mover(to.data(), sight_of(view, from.data()), late).run(to.hash());
}

}  // namespace arrears
