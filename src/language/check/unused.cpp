// What is declared or written and never comes to anything.
#include <language/bind/trigger.hpp>
#include <language/check/check.hpp>

#include <algorithm>
#include <set>

namespace arrears::language {

namespace {

// Kinds that slots of the language ask for may stand ready; others are there for fields.
bool asked_by_slots(const std::string& kind) {
  for (const char* one : {"team", "reason", "attachment", "recipient", "fee"}) {
    if (kind == one) return true;
  }
  return false;
}

// What the plans name, of what is declared for all of them.
class Uses {
 public:
  explicit Uses(const RulebookData& data) : data_(data) {
    for (const Plan& plan : data.plans) {
      look(plan.everywhere);
      for (const State& state : plan.states) look(state.triggers);
    }
    for (const Expression& expression : data.expressions) {
      for (const Node& node : expression.nodes) look(node);
    }
    for (const RuleTest& test : data.tests) {
      for (const TestLine& line : test.lines) {
        if (line.fact && line.fact->what == TestFact::What::event) event(line.fact->event);
      }
    }
  }
  std::set<std::uint32_t> messages, channels;
  std::set<std::uint32_t> events;  // of the host

 private:
  void event(EventId id) {
    if (id >= core_events) events.insert(std::uint32_t{id} - core_events);
  }
  void look(const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers) {
      const bool by_event = trigger.head.what == Head::What::on_event || trigger.head.revised_event;
      if (by_event) event(trigger.head.event);
      for (const Step& step : trigger.steps) {
        if (step.action != ActionKind::send) continue;
        messages.insert(step.message);
        for (const std::uint32_t one : possible_channels(data_, step.channel)) channels.insert(one);
        for (const Fallback& part : step.fallbacks) {
          messages.insert(part.message);
          channels.insert(part.channel);
        }
      }
    }
  }
  void look(const Node& node) {
    const bool counts = node.op == Op::count_of || node.op == Op::sum_of || node.op == Op::last ||
                        node.op == Op::days_since || node.op == Op::event_part;
    if (counts) event(static_cast<EventId>(node.a));
    if (node.op == Op::constant && node.kind == Kind::channel) {
      channels.insert(static_cast<std::uint32_t>(node.value));
    }
  }
  const RulebookData& data_;
};

// Of the lines that answer an event the first whose conditions hold acts; behind one without
// conditions no other does.
bool answers_like(const Head& a, const Head& b) {
  using What = Head::What;
  if (a.what != b.what) return false;
  switch (a.what) {
    case What::on_event: return a.event == b.event;
    case What::on_done: return a.text == b.text && (a.outcome.empty() || a.outcome == b.outcome);
    case What::on_sent:
    case What::on_not_sent:
    case What::on_delivered:
    case What::on_undelivered:
    case What::on_opened: return a.message == b.message;
    default: return false;
  }
}

void shadowed(Context& context, const Unit& unit, const std::vector<Trigger>& triggers,
              const std::vector<const syntax::Trigger*>& written_as) {
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    const auto before =
        std::find_if(triggers.begin(), triggers.begin() + static_cast<std::ptrdiff_t>(i),
                     [&](const Trigger& one) {
                       return one.condition == no_expr && answers_like(one.head, triggers[i].head);
                     });
    if (before == triggers.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    context.warning(
        unit, "P0334", written_as[i]->lead,
        say("this line never runs: the one on line {0} always answers first", before->line),
        say("put the steps together, or give the first line a condition"));
  }
}

}  // namespace

void check_lines(Context& context, const BoundPlan& bound) {
  const Plan& plan = context.data.plans[bound.plan];
  const Unit& unit = context.units[bound.unit];
  for (std::size_t i = 0; i < plan.states.size(); ++i) {
    shadowed(context, unit, plan.states[i].triggers, bound.triggers[i]);
  }
  shadowed(context, unit, plan.everywhere, bound.everywhere);
}

void check_unused(Context& context) {
  std::set<std::uint32_t> reported;
  for (const Unit& unit : context.units) {
    for (const syntax::ListDecl& decl : unit.tree->lists) {
      const auto list = unit.names.kinds.find(decl.kind.text);
      if (list == unit.names.kinds.end() || context.list_used[list->second]) continue;
      if (asked_by_slots(context.data.lists[list->second].kind)) continue;
      if (!reported.insert(list->second).second) continue;
      context.warning(unit, "P0316", decl.kind.span,
                      say("nothing uses {0} `{1}`", say("list"), decl.kind.text),
                      say("use it as the type of a field, or drop it"));
    }
  }
  if (context.data.plans.empty()) return;  // a vocabulary by itself
  const Uses uses(context.data);
  for (const Unit& unit : context.units) {
    const auto look = [&](const auto& all, const auto& used, Wording what, const auto& written) {
      const auto found = std::find_if(
          all.begin(), all.end(), [&written](const auto& one) { return one.name == written.text; });
      const auto index = static_cast<std::uint32_t>(found - all.begin());
      if (found == all.end() || used.count(index) > 0) return;
      context.warning(unit, "P0335", written.span,
                      say("nothing uses {0} `{1}`", what, written.text), say("use it, or drop it"));
    };
    for (const syntax::ChannelDecl& decl : unit.tree->channels) {
      look(context.data.channels, uses.channels, "channel", decl.name);
    }
    for (const syntax::MessageDecl& decl : unit.tree->messages) {
      look(context.data.messages, uses.messages, "message", decl.name);
    }
    for (const syntax::EventDecl& decl : unit.tree->events) {
      look(context.data.events, uses.events, "event", decl.name);
    }
  }
}

}  // namespace arrears::language
