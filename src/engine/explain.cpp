// Why a case stands where it does: every decision with the line that made it and what it read. Why
// something has not happened: the state, guard, hold, window or payment that it waits for.
#include <engine/commands.hpp>
#include <engine/explain.hpp>
#include <engine/spelling.hpp>
#include <text/utf8.hpp>

#include <algorithm>

namespace arrears {

using engine::Shell;

namespace engine {

namespace {

const std::vector<Trigger>* block_of(const Plan& plan, const RuleRef& rule) {
  if (rule.state == everywhere_state) return &plan.everywhere;
  return rule.state < plan.states.size() ? &plan.states[rule.state].triggers : nullptr;
}

std::string order_text(const OrderContact& order) {
  return order.channel + " \"" + order.message + "\"";
}

// `said`, with the reason where there is one.
std::string because(const Say& say, std::string said, const std::string& reason) {
  return reason.empty() ? said : say("{0} because {1}", said, reason);
}

std::string sum_text(const Money& sum) { return sum.text() + " " + sum.currency.code(); }

struct EffectText {
  const Say& say;

  std::string operator()(const EnterState& it) const { return say("enters {0}", it.state); }
  std::string operator()(const GoBack&) const { return say("goes back"); }
  std::string operator()(const CloseCase& it) const {
    return because(say, say("closes the case"), it.because);
  }
  std::string operator()(const OrderContact& it) const { return say("orders {0}", order_text(it)); }
  std::string operator()(const EndContact& it) const {
    return say("ends an order that was not sent ({0})", it.why);
  }
  std::string operator()(const Charge& it) const {
    return say("charges {0} {1}", it.fee, sum_text(it.sum));
  }
  std::string operator()(const WriteOff& it) const {
    const std::string said = it.if_paid && it.by
                                 ? say("writes off {0} if {1} are paid by {2}", sum_text(it.sum),
                                       sum_text(*it.if_paid), it.by->text())
                                 : say("writes off {0}", sum_text(it.sum));
    return because(say, said, it.because);
  }
  std::string operator()(const MakeTask& it) const {
    return it.team.empty() ? say("makes the task \"{0}\"", it.text)
                           : say("makes the task \"{0}\" for {1}", it.text, it.team);
  }
  std::string operator()(const PlaceHold&) const { return say("puts a hold"); }
  std::string operator()(const ReleaseHolds&) const { return say("releases holds"); }
  std::string operator()(const HandOver& it) const {
    return say("hands over to {0}", it.recipient);
  }
  std::string operator()(const EndInstalments& it) const {
    return because(say, say("ends the instalments"), it.because);
  }
  std::string operator()(const AnswerOffer& it) const {
    return because(say, it.accepted ? say("accepts the offer") : say("refuses the offer"),
                   it.because);
  }
  std::string operator()(const ScheduleStep&) const { return say("schedules a step"); }
  std::string operator()(const EndStep&) const { return {}; }
  std::string operator()(const AskStep& it) const {
    const std::string said =
        it.manual ? say("offers by hand: {0}", it.text) : say("asks for consent: {0}", it.text);
    return said + (it.team.empty() ? "" : " (" + it.team + ")");
  }
  std::string operator()(const EndAsked& it) const {
    if (it.status == AskedStep::Status::taken) return {};
    return say("drops what was asked ({0})", it.why);
  }
  std::string operator()(const Migrate& it) const {
    if (!it.plan.empty()) return say("goes over to the plan {0}", it.plan);
    const std::string rules = it.rulebook.hex().substr(0, 12);
    if (it.stack.empty()) return say("goes on under the rules {0}", rules);
    return say("goes on under the rules {0} in {1}", rules, it.stack.back().state);
  }
  std::string operator()(const Notice& it) const { return say("notices {0}", it.event); }
  std::string operator()(const Forget&) const { return {}; }
  std::string operator()(const Regret& it) const { return say("regrets: {0}", it.what); }
};

}  // namespace

std::string effect_text(const Effect& effect, const Say& say) {
  return std::visit(EffectText{say}, effect);
}

namespace {

std::string effects_text(const Decision& decision, const Reason& reason, const Say& say) {
  std::string out;
  const std::size_t end = std::min<std::size_t>(
      decision.effects.size(), std::size_t{reason.first_effect} + reason.effect_count);
  for (std::size_t i = reason.first_effect; i < end; ++i) {
    const std::string one = effect_text(decision.effects[i], say);
    if (!one.empty()) out += (out.empty() ? "" : ", ") + one;
  }
  return out;
}

std::string cause_text(const Reason& reason, const Say& say) {
  switch (reason.cause) {
    case Reason::Cause::fact:
    case Reason::Cause::derived: return say("on {0}", reason.event);
    case Reason::Cause::time:
    case Reason::Cause::repeat:
      return reason.event.empty() ? say("by time") : say("by time ({0})", reason.event);
    case Reason::Cause::whenever: return say("the condition became true");
    case Reason::Cause::entry: return say("on entry");
    case Reason::Cause::begin: return say("at the beginning");
    case Reason::Cause::migration: return say("moved from the rules {0}", reason.key.substr(0, 12));
  }
  return {};
}

}  // namespace

std::string place_of(const RulebookData& rules, const Plan& plan, const RuleRef& rule) {
  std::string file = plan.file < rules.sources.size() ? rules.sources[plan.file].name : plan.name;
  const std::vector<Trigger>* block = block_of(plan, rule);
  if (!block || rule.trigger >= block->size()) return file;
  const Trigger& trigger = (*block)[rule.trigger];
  std::uint32_t line = trigger.line;
  std::string text = trigger.text;
  if (rule.step < trigger.steps.size()) {
    const Step& step = trigger.steps[rule.step];
    if (rule.step > 0 || rule.fallback > 0) line = step.line;
    text += ": " + step.text;
    if (rule.fallback > 0 && rule.fallback <= step.fallbacks.size()) {
      line = step.fallbacks[rule.fallback - 1].line;
    }
  }
  return file + ":" + std::to_string(line) + "  " + text;
}

std::string_view goes_over_to(const Decision& decision, const Reason& reason) {
  const std::size_t end = std::min<std::size_t>(
      decision.effects.size(), std::size_t{reason.first_effect} + reason.effect_count);
  for (std::size_t i = reason.first_effect; i < end; ++i) {
    const auto* over = std::get_if<Migrate>(&decision.effects[i]);
    if (over != nullptr && !over->plan.empty()) return over->plan;
  }
  return {};
}

std::vector<Reading> readings_of(const RulebookData& rules, ExprId condition, const Facts& facts) {
  std::vector<Reading> out;
  if (condition == no_expr) return out;
  for (const Node& node : rules.expressions[condition].nodes) {
    if (node.op != Op::field) continue;
    Expression one;
    one.nodes.push_back(node);
    const Interval value = facts.field(static_cast<FieldId>(node.a));
    Reading reading{field_name(rules, static_cast<FieldId>(node.a)),
                    value_text(rules, one, value, rules.language)};
    if (std::find(out.begin(), out.end(), reading) == out.end()) out.push_back(std::move(reading));
  }
  return out;
}

Result<Case> case_as_of(Shell& shell, const CaseId& id, Date on,
                        const std::function<void(const Entry&, const EntryBody&)>& each) {
  std::optional<Case> folded;
  Cursor cursor;
  while (!cursor.done) {
    Result<EntryPage> page =
        shell.store->entries(shell.shard, {StreamKind::case_, id.value}, cursor, 1'000);
    if (!page) return unexpected(page.error());
    for (const Entry& entry : page->entries) {
      if (entry.business_day > on) break;
      Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
      if (!body) return unexpected(body.error());
      Result<Case> next = fold_case(std::move(folded), entry, *body);
      if (!next) return next;
      folded = *std::move(next);
      if (each) each(entry, *body);
    }
    if (page->entries.empty() || page->entries.back().business_day > on) break;
    cursor = page->next;
  }
  if (!folded) {
    return unexpected(ErrorCode::not_found, "there was no case " + id.value + " on " + on.text());
  }
  return *std::move(folded);
}

}  // namespace engine

namespace {

std::string headline(const Case& value, const engine::Say& say) {
  std::string out = value.stack.empty()
                        ? say("{0} stands in no state", value.id.value)
                        : say("{0} stands in {1} since {2}", value.id.value,
                              value.stack.back().state, value.stack.back().entered.text());
  if (!value.because.empty()) out = say("{0}, because {1}", out, value.because);
  if (!value.set_aside.empty()) out = say("{0}; set aside: {1}", out, value.set_aside);
  return out;
}

}  // namespace

Result<Explanation> Engine::explain(const Caller& by, const CaseId& id, Date on,
                                    std::string_view language) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  struct Decided2 {
    Date on;
    Decision decision;
    Hash rulebook;  // under which it was made
  };
  std::vector<Decided2> decisions;
  std::string first_plan;
  Result<Case> value =
      engine::case_as_of(shell, id, on, [&](const Entry& entry, const EntryBody& body) {
        if (const auto* decided = std::get_if<Decided>(&body)) {
          decisions.push_back({entry.business_day, decided->decision, entry.rulebook});
        } else if (const auto* fact = std::get_if<FactRecorded>(&body)) {
          const auto* opened = std::get_if<CaseOpened>(&fact->fact.what);
          if (opened != nullptr) first_plan = opened->plan;
        }
      });
  if (!value) return unexpected(value.error());
  Result<const Rulebook*> own = shell.rulebook_of(value->rulebook);
  if (!own) return unexpected(own.error());
  const engine::Say say(language.empty() ? (*own)->data().language : language);
  Explanation out;
  out.language = say.language();
  out.headline = headline(*value, say);
  Case then = *value;  // for its plan at the time
  then.plan = first_plan;
  for (const Decided2& one : decisions) {
    Result<const Rulebook*> rules = shell.rulebook_of(one.rulebook);
    if (!rules) return unexpected(rules.error());
    for (const Reason& reason : one.decision.reasons) {
      const Plan* plan = engine::plan_of(**rules, then);
      Explanation::Line line;
      line.on = one.on;
      line.what =
          engine::cause_text(reason, say) + ": " + engine::effects_text(one.decision, reason, say);
      const bool of_a_line = reason.cause != Reason::Cause::begin && reason.rule != no_rule;
      if (plan && of_a_line) {
        line.place = engine::place_of((*rules)->data(), *plan, reason.rule);
      }
      line.readings = reason.readings;
      out.lines.push_back(std::move(line));
      const std::string_view over = engine::goes_over_to(one.decision, reason);
      if (!over.empty()) then.plan = over;
    }
  }
  for (const AskedStep& asked : value->asked) {
    if (asked.status != AskedStep::Status::waiting) continue;
    const std::string who = asked.team.empty() ? say("somebody") : asked.team;
    out.lines.push_back(
        {asked.asked_on,
         asked.manual
             ? say("waits for {0} to do it: {1} ({2})", who, asked.text, asked.key.value)
             : say("waits for {0} to confirm: {1} ({2})", who, asked.text, asked.key.value),
         {},
         {}});
  }
  return out;
}

}  // namespace arrears
