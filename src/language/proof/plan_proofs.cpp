#include <language/proof/plan_proofs.hpp>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

namespace arrears::language {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

bool excepted(const Plan& plan, std::uint32_t state) {
  const auto& list = plan.everywhere_except;
  return std::find(list.begin(), list.end(), state) != list.end();
}

// The triggers that a case in this state is subject to.
std::vector<const Trigger*> triggers_of(const Plan& plan, std::uint32_t state) {
  std::vector<const Trigger*> out;
  for (const Trigger& trigger : plan.states[state].triggers) out.push_back(&trigger);
  if (plan.states[state].final || excepted(plan, state)) return out;
  for (const Trigger& trigger : plan.everywhere) out.push_back(&trigger);
  return out;
}

Graph all_moves(const Plan& plan) {
  Graph graph(plan.states.size());
  for (std::uint32_t state = 0; state < plan.states.size(); ++state) {
    for (const Trigger* trigger : triggers_of(plan, state)) {
      for (const Step& step : trigger->steps) {
        if (step.action == ActionKind::go_to) boost::add_edge(state, step.state, graph);
      }
    }
  }
  return graph;
}

// Whether the head can be met in the very moment in which the state is entered.
bool at_once(const RulebookData& rules, const Head& head) {
  switch (head.what) {
    case Head::What::on_entry:
    case Head::What::whenever: return true;
    case Head::What::after: return !head.repeats && may_be_zero(rules, head.duration);
    default: return false;
  }
}

bool conditional(const Trigger& trigger, const Step& step) {
  return trigger.condition != no_expr || step.condition != no_expr ||
         trigger.head.what == Head::What::whenever || trigger.head.duration.column != no_expr;
}

bool waits_for_people(const Step& step) { return step.mode != StepMode::auto_; }

// Moves of the states themselves. A `whenever` of `everywhere` is left out: it fires again only
// after its condition was false.
Graph timeless_moves(const RulebookData& rules, const Plan& plan, bool with_conditions) {
  Graph graph(plan.states.size());
  for (std::uint32_t state = 0; state < plan.states.size(); ++state) {
    for (const Trigger& trigger : plan.states[state].triggers) {
      if (!at_once(rules, trigger.head)) continue;
      for (const Step& step : trigger.steps) {
        if (step.action != ActionKind::go_to || step.delay || waits_for_people(step)) continue;
        if (with_conditions || !conditional(trigger, step)) {
          boost::add_edge(state, step.state, graph);
        }
      }
    }
  }
  return graph;
}

// Groups of vertices that reach each other: components of more than one, or one with a loop.
std::vector<std::vector<std::uint32_t>> cycles(const Graph& graph) {
  std::vector<std::size_t> component(boost::num_vertices(graph));
  if (component.empty()) return {};
  const std::size_t count = boost::strong_components(
      graph,
      boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph)));
  std::vector<std::vector<std::uint32_t>> groups(count);
  for (std::uint32_t v = 0; v < component.size(); ++v) groups[component[v]].push_back(v);
  std::vector<std::vector<std::uint32_t>> out;
  for (const auto& group : groups) {
    if (group.size() > 1 || boost::edge(group[0], group[0], graph).second) out.push_back(group);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<bool> reached_from(const Graph& graph, std::uint32_t start) {
  std::vector<boost::default_color_type> color(boost::num_vertices(graph), boost::white_color);
  boost::breadth_first_search(graph, start,
                              boost::color_map(boost::make_iterator_property_map(
                                  color.begin(), boost::get(boost::vertex_index, graph))));
  std::vector<bool> out;
  out.reserve(color.size());
  for (const auto c : color) out.push_back(c != boost::white_color);
  return out;
}

// What gets a case out of a state, or a person to look at it.
bool leads_out(const Step& step) {
  if (waits_for_people(step)) return true;
  switch (step.action) {
    case ActionKind::go_to:
    case ActionKind::go_back:
    case ActionKind::go_to_plan:
    case ActionKind::task:
    case ActionKind::write_off_rest: return true;
    default: return false;
  }
}

bool by_time(const Trigger& trigger, const Step& step) {
  switch (trigger.head.what) {
    case Head::What::after:
    case Head::What::after_date:
    case Head::What::before_date:
    case Head::What::after_sent:
    case Head::What::after_delivered:
    case Head::What::on_day:
    case Head::What::on_business_day: return true;
    case Head::What::on_entry:
      // A task made on entry may lie for ever, and so may a question; a move may not, nor may
      // what waits for its day.
      return step.delay.has_value() || (step.action != ActionKind::task && !waits_for_people(step));
    default: return false;
  }
}

// Every promise is kept or broken in the end, so the two together are a way out by time; and so are
// the two ends of an instalment plan.
struct AgreedWays {
  bool kept = false, broken = false, paid = false, missed = false;
};

void look_at_agreed(const Trigger& trigger, const Step& step, AgreedWays& ways) {
  if (trigger.head.what != Head::What::on_event || trigger.condition != no_expr ||
      step.condition != no_expr || !leads_out(step)) {
    return;
  }
  if (trigger.head.event == event_id(CoreEvent::promise_kept)) ways.kept = true;
  if (trigger.head.event == event_id(CoreEvent::promise_broken)) ways.broken = true;
  if (trigger.head.event == event_id(CoreEvent::instalments_paid)) ways.paid = true;
  if (trigger.head.event == event_id(CoreEvent::instalment_missed)) ways.missed = true;
}

// Conditions are not weighed: a path that may be closed is still a path.
bool has_way_out(const Plan& plan, std::uint32_t state) {
  AgreedWays agreed;
  for (const Trigger* trigger : triggers_of(plan, state)) {
    for (const Step& step : trigger->steps) {
      look_at_agreed(*trigger, step, agreed);
      if (leads_out(step) && by_time(*trigger, step)) return true;
    }
  }
  return (agreed.kept && agreed.broken) || (agreed.paid && agreed.missed);
}

// Where the case goes over to another plan, its end is the business of that one.
bool leaves_plan(const Plan& plan, std::uint32_t state) {
  for (const Trigger* trigger : triggers_of(plan, state)) {
    for (const Step& step : trigger->steps) {
      if (step.action == ActionKind::go_to_plan) return true;
    }
  }
  return false;
}

// The states from which no path leads to a final one, of a plan that has any. An excursion goes
// back to whatever leads into it.
std::vector<std::uint32_t> without_end(const Plan& plan, const Graph& moves) {
  std::vector<bool> ends;
  ends.reserve(plan.states.size());
  for (std::uint32_t i = 0; i < plan.states.size(); ++i) {
    ends.push_back(plan.states[i].final || leaves_plan(plan, i));
  }
  if (std::find(ends.begin(), ends.end(), true) == ends.end()) return {};
  for (bool grew = true; grew;) {
    grew = false;
    const auto found = [&](std::size_t state) {
      grew = grew || !ends[state];
      ends[state] = true;
    };
    for (std::size_t from = 0; from < ends.size(); ++from) {
      const auto next = boost::adjacent_vertices(from, moves);
      for (auto to = next.first; to != next.second; ++to) {
        if (ends[*to]) found(from);
        if (ends[from] && plan.states[*to].excursion) found(*to);
      }
    }
  }
  std::vector<std::uint32_t> out;
  for (std::uint32_t state = 0; state < ends.size(); ++state) {
    if (!ends[state]) out.push_back(state);
  }
  return out;
}

}  // namespace

bool may_be_zero(const RulebookData& rules, const DurationChoice& duration) {
  if (duration.column == no_expr) return duration.fixed.count == 0;
  const Node& node = rules.expressions[duration.column].nodes.back();
  if (node.op != Op::table_output) return false;
  if (rules.tables[node.a].adds) return true;  // when no row fits
  for (const Row& row : rules.tables[node.a].rows) {
    const Expression& cell = rules.expressions[row.outputs[node.b]];
    if (!cell.empty() && cell.nodes.back().op == Op::constant && cell.nodes.back().value == 0) {
      return true;
    }
  }
  return false;
}

std::vector<PlanFinding> prove(const RulebookData& rules, const Plan& plan) {
  std::vector<PlanFinding> out;
  if (plan.states.empty()) return out;
  const Graph moves = all_moves(plan);
  const std::vector<bool> reached = reached_from(moves, plan.start);
  for (std::uint32_t state = 0; state < plan.states.size(); ++state) {
    if (!reached[state]) out.push_back({PlanFinding::What::unreachable, {state}});
    if (plan.states[state].final) continue;
    if (!has_way_out(plan, state)) {
      out.push_back({PlanFinding::What::no_way_out_by_time, {state}});
    }
  }
  const auto certain = cycles(timeless_moves(rules, plan, false));
  for (const auto& group : certain) out.push_back({PlanFinding::What::timeless_cycle, group});
  for (const auto& group : cycles(timeless_moves(rules, plan, true))) {
    // A certain cycle has been reported, with the states that are certainly on it.
    const bool known = std::any_of(certain.begin(), certain.end(), [&group](const auto& other) {
      return std::includes(group.begin(), group.end(), other.begin(), other.end());
    });
    if (!known) out.push_back({PlanFinding::What::perhaps_timeless_cycle, group});
  }
  if (const auto endless = without_end(plan, moves); !endless.empty()) {
    out.push_back({PlanFinding::What::no_end, endless});
  }
  return out;
}

}  // namespace arrears::language
