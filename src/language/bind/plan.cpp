#include <language/bind/trigger.hpp>

#include <algorithm>

namespace arrears::language {

namespace {

class PlanBinder {
 public:
  PlanBinder(Context& context, std::uint32_t unit)
      : context_(context), unit_(context.units[unit]), source_(*unit_.tree->plan) {
    bound_.unit = unit;
    bound_.plan = static_cast<std::uint32_t>(context.data.plans.size());
  }

  void run() {
    plan_.name = source_.name.text;
    plan_.title = source_.title.text;
    plan_.file = unit_.file;
    plan_.law = unit_.law;
    plan_.currency = unit_.currency;
    for (const Plan& other : context_.data.plans) {
      if (other.name != plan_.name || plan_.name.empty()) continue;
      context_.error(unit_, "P0201", source_.name.span,
                     say("there are two plans `{0}`", plan_.name));
    }
    attributes();
    states();
    everywhere();
    context_.data.plans.push_back(std::move(plan_));
    context_.plans.push_back(std::move(bound_));
  }

 private:
  void attributes() {
    if (source_.effective_from) plan_.effective_from = source_.effective_from->date;
    if (!source_.law.empty() && unit_.pack == nullptr) {
      context_.error(unit_, "P0404", source_.law.span,
                     say("there is no law pack `{0}`", source_.law.text),
                     say("the packs stand in rules/law; `--law DIR` names another place"));
    }
    starts_in();
    if (unit_.currency.none() && source_.currency.empty() && !source_.broken) {
      context_.error(unit_, "P0215", source_.name.span, say("the plan does not say its currency"),
                     say("add a line `{currency} EUR`"));
    }
    windows();
    for (const syntax::ContactCap& cap : source_.caps) {
      if (!cap.broken) plan_.caps.push_back({cap.at_most, cap.in});
    }
    plan_.contact_ungrouped = source_.each_case_by_itself;
    if (source_.needs_payments) {
      plan_.needs_payments_through =
          bind_kind(context_, unit_, source_.needs_payments->through, Kind::date,
                    say("the day up to which payments are needed"));
    }
    plan_.promise_tolerance = source_.promise_tolerance;
    payments_meet();
    for (const syntax::AcceptedLine& line : source_.accepted) accepted(line);
  }

  void payments_meet() {
    for (const Component component : source_.payments_meet) {
      auto& order = plan_.payments_meet;
      if (std::find(order.begin(), order.end(), component) == order.end()) {
        order.push_back(component);
        continue;
      }
      context_.error(unit_, "P0105", source_.payments_meet_span,
                     say("a component stands twice in this order"), say("keep the first one"));
    }
  }

  void starts_in() {
    const syntax::Name& name = source_.starts_in;
    if (name.empty()) {
      if (source_.broken) return;
      context_.error(unit_, "P0214", source_.name.span,
                     say("the plan does not say in which state it starts"),
                     say("add a line `{starts_in} ...`"));
      return;
    }
    const auto found = unit_.names.states.find(name.text);
    if (found != unit_.names.states.end()) {
      plan_.start = found->second;
      return;
    }
    context_.error(unit_, "P0204", name.span, say("the plan has no state `{0}`", name.text),
                   suggestion(name.text, names_of(unit_.names.states)));
  }

  void windows() {
    for (const syntax::ContactWindow& window : source_.windows) {
      if (window.broken) continue;
      if (window.to <= window.from) {
        context_.error(unit_, "P0314", window.span, say("this window ends before it begins"));
      }
      if (plan_.window) {
        context_.error(unit_, "P0201", window.span, say("the plan has a contact window already"),
                       say("keep one of the two lines"));
      }
      plan_.window = ContactWindow{window.business_days, window.from, window.to};
    }
  }

  void accepted(const syntax::AcceptedLine& source) {
    if (source.broken || source.law_line.empty() || unit_.pack == nullptr) return;
    const LawLine* line = unit_.pack->find(source.law_line.text);
    if (line == nullptr) {
      context_.error(
          unit_, "P0405", source.law_line.span,
          say("the law has no line `{0}`", source.law_line.text),
          suggestion(source.law_line.text, law_line_names(*unit_.pack, unit_.tree->language)));
      return;
    }
    if (line->verified) {
      context_.warning(unit_, "P0407", source.law_line.span,
                       say("`{0}` is verified and needs no acceptance", source.law_line.text),
                       say("drop the line"));
    }
    plan_.accepted.push_back({line->id, source.by.text, source.on.date});
  }

  // ---- states ----

  void states() {
    if (unit_.tree->states.empty() && !source_.broken) {
      context_.error(unit_, "P0216", source_.name.span, say("the plan has no state"));
    }
    NameMap seen;
    for (const syntax::State& source : unit_.tree->states) {
      if (!source.name.empty() && !seen.emplace(source.name.text, 0).second) {
        context_.error(unit_, "P0201", source.name.span,
                       say("{0} `{1}` is declared twice", say("state"), source.name.text));
        continue;
      }
      State state;
      state.name = source.name.text;
      state.phase = static_cast<Phase>(source.phase);
      state.final = source.final;
      state.clock_runs = source.clock_runs;
      for (const syntax::Name& name : source.replaces) replaced(name, state);
      state.line = source.span.line;
      bound_.states.push_back(&source);
      bound_.triggers.emplace_back();
      for (const syntax::Trigger& trigger : source.triggers) {
        add_trigger(source, trigger, state);
      }
      plan_.states.push_back(std::move(state));
    }
  }

  // A state that the plan still has keeps its cases; each earlier one goes on in one place.
  void replaced(const syntax::Name& name, State& state) {
    if (name.empty()) return;
    if (unit_.names.states.count(name.text) > 0) {
      context_.error(unit_, "P0223", name.span,
                     say("the plan has a state `{0}`: its cases stay there", name.text),
                     say("name a state of an earlier version"));
    } else if (!replaced_.emplace(name.text, 0).second) {
      context_.error(unit_, "P0223", name.span,
                     say("`{0}` is replaced by another state already", name.text),
                     say("its cases go on in one state only"));
    } else if (state.final) {
      context_.error(unit_, "P0223", name.span,
                     say("a case ends in `{0}`, it cannot go on there", state.name),
                     say("name another state to go on in"));
    } else {
      state.replaces.push_back(name.text);
    }
  }

  void add_trigger(const syntax::State& source, const syntax::Trigger& trigger, State& state) {
    if (trigger.broken && trigger.steps.empty()) return;
    if (source.final && trigger.head.what != syntax::Head::What::on_entry && !trigger.broken) {
      context_.error(
          unit_, "P0324", trigger.lead,
          say("a case ends in `{0}`: a final state takes `{on_entry}` only", source.name.text),
          say("move the line, or leave out `{final}`"));
    }
    TriggerBinder binder(context_, unit_, false);
    state.triggers.push_back(binder.bind(trigger));
    bound_.triggers.back().push_back(&trigger);
    for (const Step& step : state.triggers.back().steps) {
      state.excursion = state.excursion || step.action == ActionKind::go_back;
    }
  }

  void everywhere() {
    for (std::size_t i = 0; i < unit_.tree->everywhere.size(); ++i) {
      const syntax::Everywhere& source = unit_.tree->everywhere[i];
      if (i > 0) {
        context_.error(unit_, "P0213", source.span, say("the plan has `{everywhere}` already"),
                       say("put its lines together under one"));
        return;
      }
      for (const syntax::Name& name : source.except) except(name);
      for (const syntax::Trigger& trigger : source.triggers) {
        if (trigger.broken && trigger.steps.empty()) continue;
        TriggerBinder binder(context_, unit_, true);
        plan_.everywhere.push_back(binder.bind(trigger));
        bound_.everywhere.push_back(&trigger);
      }
    }
  }

  void except(const syntax::Name& name) {
    if (name.empty()) return;
    const auto found = unit_.names.states.find(name.text);
    if (found != unit_.names.states.end()) {
      plan_.everywhere_except.push_back(found->second);
      return;
    }
    context_.error(unit_, "P0204", name.span, say("the plan has no state `{0}`", name.text),
                   suggestion(name.text, names_of(unit_.names.states)));
  }

  NameMap replaced_;
  Context& context_;
  const Unit& unit_;
  const syntax::Plan& source_;
  Plan plan_;
  BoundPlan bound_;
};

}  // namespace

void bind_plan(Context& context, std::uint32_t unit) {
  ARREARS_ASSERT(context.units[unit].tree->plan.has_value());
  PlanBinder(context, unit).run();
}

}  // namespace arrears::language
