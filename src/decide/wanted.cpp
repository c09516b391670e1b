// Whether an order is still wanted just before it is sent.
#include <decide/view_data.hpp>
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

Wanted no(std::string why) {
  Wanted out;
  out.answer = Wanted::Answer::no;
  out.why = std::move(why);
  return out;
}

Wanted wait(std::string why) {
  Wanted out;
  out.answer = Wanted::Answer::wait;
  out.why = std::move(why);
  return out;
}

// Claims that the message may ask for: something is open, and not all of it is disputed.
std::vector<ClaimId> askable(const Sight& sight) {
  std::vector<ClaimId> out;
  for (const ClaimBalance& claim : sight.balance().claims) {
    std::int64_t open = 0;
    for (const std::int64_t part : claim.open) open += part;
    if (open <= 0) continue;
    bool disputed = false;
    for (const SeenHold& seen : sight.holds()) {
      if (seen.hold.cause != Hold::Cause::dispute || !seen.hold.active(sight.today())) continue;
      if (!seen.hold.claim.empty() && seen.hold.claim != claim.claim) continue;
      for (const RecordedFact& fact : sight.value().facts) {
        const auto* dispute = std::get_if<DisputeRaised>(&fact.fact.what);
        if (dispute == nullptr || fact.fact.key.value != seen.hold.by) continue;
        disputed = disputed || !dispute->sum || dispute->sum->minor >= open;
      }
    }
    if (!disputed) out.push_back(claim.claim);
  }
  return out;
}

// Where the order stands in the life of its state.
Wanted stay_answer(const Sight& sight, const Contact& contact) {
  const Case& value = sight.value();
  if (contact.expires) {
    if (*contact.expires < sight.today()) return no("waited longer than it may");
    return {};
  }
  if (contact.rule.state == everywhere_state) {
    // What was ordered with the closing is still meant; what waited before it is not.
    const bool active =
        value.closed ? !value.stack.empty() && contact.ordered_on >= value.stack.back().entered
                     : everywhere_active(*sight.plan(), value);
    if (!active) return no(value.closed ? "the case is closed" : "its state was left");
    return {};
  }
  for (std::size_t i = 0; i < value.stack.size(); ++i) {
    if (value.stack[i].stay != contact.stay) continue;
    if (i + 1 < value.stack.size())
      return wait("its state is suspended by " + value.stack.back().state);
    return {};
  }
  return no("its state was left");
}

Wanted condition_answer(const Sight& sight, const Contact& contact, const Step& step) {
  const RulebookData& rules = *sight.rules();
  const SightFacts facts(sight);
  const Trigger* trigger = trigger_at(*sight.plan(), contact.rule);
  if (trigger == nullptr) return no("its line is not in the plan");
  if (holds(rules, step.condition, facts) != Truth::yes ||
      holds(rules, trigger->condition, facts) != Truth::yes ||
      holds(rules, trigger->head.condition, facts) != Truth::yes) {
    return no("its condition no longer holds");
  }
  if (trigger->head.what == Head::What::before_date) {
    const Interval date = evaluate(rules, trigger->head.date, facts);
    if (!date.exact() || date.low <= sight.today().number()) return no("its date has come");
  }
  if (contact.rule.fallback > 0) {
    for (const Contact& other : sight.value().contacts) {
      const bool above = head_of(other.rule) == head_of(contact.rule) &&
                         other.rule.step == contact.rule.step && other.stay == contact.stay &&
                         other.rule.fallback + 1 == contact.rule.fallback;
      if (above && other.delivered_on && other.ordered_on <= contact.ordered_on &&
          other.delivered_on >= contact.ordered_on) {
        return no("the message before it has been delivered");
      }
    }
  }
  return {};
}

}  // namespace

Wanted still_wanted(const Rulebook& rules, const View& view, const Contact& contact) {
  const Sight& sight = sight_of(view, rules.data());
  if (sight.plan() == nullptr) return no("its plan is not in the rulebook");
  if (contact.status != ContactStatus::ordered) return no("it does not wait any more");
  if (!sight.value().set_aside.empty()) return wait("the case is set aside");
  const Step* step = step_at(*sight.plan(), contact.rule);
  if (step == nullptr) return no("its line is not in the plan");
  Wanted out = stay_answer(sight, contact);
  if (out.answer != Wanted::Answer::yes) return out;
  out = condition_answer(sight, contact, *step);
  if (out.answer != Wanted::Answer::yes) return out;
  out.claims = askable(sight);
  const bool asks = contact.kind != MessageKind::information;
  if (asks && sight.balance().debt.minor <= 0) return no("nothing is owed");
  if (sight.held(HoldKinds::contact)) return wait("a hold of contact");
  const bool demand = contact.kind >= MessageKind::demand;
  if (demand && sight.held(HoldKinds::enforcement)) return wait("a hold of enforcement");
  if (asks && out.claims.empty()) return wait("all that is owed is disputed");
  const std::optional<Date> needed = payments_needed(sight, *step);
  const std::optional<Date>& complete = sight.at().payments_complete;
  if (needed && (!complete || *complete < *needed)) {
    return wait("payments complete through " + needed->text());
  }
  return out;
}

}  // namespace arrears
