#include <decide/work.hpp>

#include <algorithm>

namespace arrears {

bool Work::usable() const {
  return seen_.plan() != nullptr && value().set_aside.empty() && !value().stack.empty();
}

Case& Work::changing() {
  if (!own_) {
    own_ = seen_.value();
    own_sight_ = seen_;
    own_sight_->changed(*own_, false);
  }
  return *own_;
}

void Work::emit(Effect effect) {
  Case& changed = changing();
  const auto index = static_cast<std::uint32_t>(decision_.effects.size());
  apply(changed, effect, index, at_);
  // Moves may end holds, of interest too; what touches neither money nor holds leaves balances be.
  const bool money =
      std::holds_alternative<Charge>(effect) || std::holds_alternative<WriteOff>(effect) ||
      std::holds_alternative<EndInstalments>(effect) ||
      std::holds_alternative<AnswerOffer>(effect) || std::holds_alternative<PlaceHold>(effect) ||
      std::holds_alternative<ReleaseHolds>(effect) || std::holds_alternative<Migrate>(effect) ||
      ((std::holds_alternative<EnterState>(effect) || std::holds_alternative<GoBack>(effect)) &&
       !changed.holds.empty());
  own_sight_->changed(changed, money);
  decision_.effects.push_back(std::move(effect));
}

bool Work::fits(const ActiveTrigger& line) const {
  return holds(rules_, line.trigger->condition, facts()) == Truth::yes;
}

void Work::begin_reason(Reason& reason) {
  if (++firings_ > most_firings) defect("more than 256 lines fire at once");
  reason.first_effect = static_cast<std::uint32_t>(decision_.effects.size());
  mark_reason(changing(), reason, today());
  own_sight_->changed(*own_, false);
}

void Work::end_reason(Reason reason) {
  reason.effect_count = static_cast<std::uint32_t>(decision_.effects.size()) - reason.first_effect;
  // What it rested on was forgotten with the plan that it left.
  const auto own = decision_.effects.begin() + reason.first_effect;
  const bool left = std::any_of(own, decision_.effects.end(), [](const Effect& effect) {
    return std::holds_alternative<Migrate>(effect);
  });
  if (!left) mark_rested(changing(), reason, at_);
  decision_.reasons.push_back(std::move(reason));
}

void Work::fire(const ActiveTrigger& line, Reason reason) {
  if (stopped()) return;
  reason.rule = line.rule;
  add_readings(sight(), line.trigger->head.condition, reason.readings);
  add_readings(sight(), line.trigger->condition, reason.readings);
  begin_reason(reason);
  run_steps(line, reason);
  end_reason(std::move(reason));
  enter_if_moved();
}

void Work::enter_if_moved() {
  if (!entered_ || stopped()) return;
  entered_ = false;
  const std::uint32_t stay = value().stack.back().stay;
  std::uint16_t index = 0;
  const State* state = state_of(plan(), value(), &index);
  if (state == nullptr) return;
  RuleRef rule;
  rule.state = index;
  for (const Trigger& trigger : state->triggers) {
    const ActiveTrigger line{rule, &trigger};
    ++rule.trigger;
    if (trigger.head.what != Head::What::on_entry || !fits(line)) continue;
    Reason reason;
    reason.cause = Reason::Cause::entry;
    reason.event = state->name;
    fire(line, std::move(reason));
    // An entry that moves on leaves the rest of this one behind.
    if (stopped() || value().stack.back().stay != stay) return;
  }
}

Decision Work::finish() {
  if (!stopped()) return std::move(decision_);
  // Nothing of a decision that a defect broke off is done: the case stays where it was.
  Decision out;
  out.defect = std::move(decision_.defect);
  return out;
}

}  // namespace arrears
