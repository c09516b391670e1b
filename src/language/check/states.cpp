#include <language/check/check.hpp>
#include <language/proof/plan_proofs.hpp>

#include <set>

namespace arrears::language {

namespace {

std::string names(const Plan& plan, const std::vector<std::uint32_t>& states) {
  std::string out;
  for (const std::uint32_t state : states) {
    out += (out.empty() ? "" : ", ") + quoted(plan.states[state].name);
  }
  return out;
}

void report(Context& context, const Unit& unit, const Plan& plan, const BoundPlan& bound,
            const PlanFinding& finding) {
  const syntax::Span place = bound.states[finding.states[0]]->name.span;
  const std::string& first = plan.states[finding.states[0]].name;
  switch (finding.what) {
    case PlanFinding::What::unreachable:
      context.warning(unit, "P0321", place, say("no line leads to state `{0}`", first),
                      say("add a `{go_to}`, or drop the state"));
      return;
    case PlanFinding::What::no_way_out_by_time:
      context.error(
          unit, "P0320", place,
          say("no path by time leads out of state `{0}`: a case can stay here for ever", first),
          say("add a line `{after} … {days}: …`"));
      return;
    case PlanFinding::What::timeless_cycle:
      context.error(
          unit, "P0322", place,
          say("these states lead into one another at once: {0}", names(plan, finding.states)),
          say("let some time pass on the way, for example `{after} 2 {days}: …`"));
      return;
    case PlanFinding::What::perhaps_timeless_cycle:
      context.warning(
          unit, "P0323", place,
          say("these states may lead into one another at once: {0}", names(plan, finding.states)),
          say("make sure that the conditions never hold together"));
      return;
    case PlanFinding::What::no_end:
      context.warning(unit, "P0333", place,
                      say("no path leads to a final state from {0}: such a case is never closed",
                          names(plan, finding.states)),
                      say("add a line that goes to a final state"));
      return;
  }
}

// Between two runs of a line time has to pass.
void check_repetitions(Context& context, const Unit& unit, const std::vector<Trigger>& triggers,
                       const std::vector<const syntax::Trigger*>& written_as) {
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    const Head& head = triggers[i].head;
    if (!head.repeats || !may_be_zero(context.data, head.duration)) continue;
    const bool fixed = head.duration.column == no_expr;
    context.error(unit, "P0327", written_as[i]->head.duration.span,
                  fixed ? say("a line that repeats every 0 days never comes to an end")
                        : say("some row of the table says 0: there the line never comes to an end"),
                  say("let a day pass at least"));
  }
}

// Walks every expression that a plan uses, tables included.
class ScopeSearch {
 public:
  explicit ScopeSearch(const RulebookData& data) : data_(data) {}
  bool found() const { return found_; }

  void look(ExprId id) {
    if (id == no_expr || found_) return;
    for (const Node& node : data_.expressions[id].nodes) {
      const bool counts = node.op == Op::count_of || node.op == Op::sum_of || node.op == Op::last ||
                          node.op == Op::days_since || node.op == Op::event_part;
      found_ = found_ || (counts && node.scope == Scope::person);
      if (node.op == Op::table_output && seen_.insert(node.a).second) table(data_.tables[node.a]);
    }
  }
  void look(const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers) {
      look(trigger.condition);
      look(trigger.head.condition);
      look(trigger.head.duration.column);
      look(trigger.head.date);
      for (const Step& step : trigger.steps) look(step);
    }
  }

 private:
  void table(const Table& table) {
    for (const Column& column : table.inputs) look(column.input);
    for (const Row& row : table.rows) {
      for (const ExprId output : row.outputs) look(output);
    }
  }
  void look(const Step& step) {
    if (step.delay) look(step.delay->column);
    for (const ExprId id :
         {step.condition, step.channel.column, step.needs_payments_through, step.sum, step.most,
          step.base, step.paid, step.team.column, step.asked.column, step.hold_until}) {
      look(id);
    }
  }

  const RulebookData& data_;
  std::set<std::uint32_t> seen_;
  bool found_ = false;
};

}  // namespace

void check_states(Context& context, const BoundPlan& bound) {
  const Plan& plan = context.data.plans[bound.plan];
  const Unit& unit = context.units[bound.unit];
  for (const PlanFinding& finding : prove(context.data, plan)) {
    report(context, unit, plan, bound, finding);
  }
  for (std::size_t i = 0; i < plan.states.size(); ++i) {
    check_repetitions(context, unit, plan.states[i].triggers, bound.triggers[i]);
  }
  check_repetitions(context, unit, plan.everywhere, bound.everywhere);
}

bool reads_person_scope(const RulebookData& data, const Plan& plan) {
  ScopeSearch search(data);
  search.look(plan.needs_payments_through);
  search.look(plan.everywhere);
  for (const State& state : plan.states) search.look(state.triggers);
  return search.found();
}

}  // namespace arrears::language
