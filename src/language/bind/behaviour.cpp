// What conditions ask of events: how many, how much, when last, and what the last one said.
#include <language/bind/expression.hpp>

#include <algorithm>
#include <rulebook/core_names.hpp>

namespace arrears::language {

std::optional<Scope> ExpressionBinder::counted_scope(const syntax::Expr& expr) {
  if (!expr.scope || *expr.scope == syntax::ScopeWord::case_) return Scope::case_;
  if (*expr.scope == syntax::ScopeWord::person) return Scope::person;
  context_.error(unit_, "P0307", expr.span, say("events are counted of the case or of the person"),
                 say("write `{of_person}`, or leave the scope out"));
  return std::nullopt;
}

std::optional<EventId> ExpressionBinder::counted_event(const syntax::Expr& expr) {
  const auto event = find_event(unit_, expr.name.text, false);
  if (!event && !expr.name.empty()) {
    context_.error(unit_, "P0208", expr.name.span, say("there is no event `{0}`", expr.name.text),
                   suggestion(expr.name.text, event_names(unit_, false)));
  }
  return event;
}

Typed ExpressionBinder::counted(const syntax::Expr& expr) {
  const auto event = counted_event(expr);
  if (!event) return {};
  const auto scope = counted_scope(expr);
  if (!scope) return {};
  const bool sums = expr.kind == syntax::ExprKind::sum_of;
  if (sums && !has_sum(*event)) {
    context_.error(unit_, "P0307", expr.name.span, say("`{0}` has no sum", expr.name.text),
                   say("payments, promises (made, kept, broken) and costs have one"));
    return {};
  }
  Node node;
  node.op = sums ? Op::sum_of : Op::count_of;
  node.kind = sums ? Kind::money : Kind::number;
  if (sums) node.currency = unit_.currency;
  node.scope = *scope;
  node.a = *event;
  node.b = none_index;
  if (expr.window) {
    node.b = static_cast<std::uint32_t>(out_.durations.size());
    out_.durations.push_back(*expr.window);
  }
  Typed out = made(node);
  if (sums) out.currency = unit_.currency;
  return out;
}

Typed ExpressionBinder::last(const syntax::Expr& expr) {
  const auto event = counted_event(expr);
  if (!event) return {};
  const auto scope = counted_scope(expr);
  if (!scope) return {};
  const bool days = expr.kind == syntax::ExprKind::days_since;
  // Both are missing or known together.
  require_known({Op::last, *event, *scope}, written(*unit_.tree, expr.span), expr.span);
  Node node;
  node.op = days ? Op::days_since : Op::last;
  node.kind = days ? Kind::days : Kind::date;
  node.scope = *scope;
  node.a = *event;
  return made(node);
}

// `visit.result`: a table of the same name goes first.
bool ExpressionBinder::part_of_event(const syntax::Name& name) const {
  return unit_.names.tables.count(name.head()) == 0 && unit_.names.events.count(name.head()) != 0;
}

Typed ExpressionBinder::event_part(const syntax::Name& name) {
  const std::uint32_t index = unit_.names.events.find(name.head())->second;
  const EventDecl& event = context_.data.events[index];
  std::vector<std::string_view> known;
  for (std::uint32_t i = 0; i < event.parts.size(); ++i) {
    const EventDecl::Part& part = event.parts[i];
    known.emplace_back(part.name);
    if (part.name != name.tail()) continue;
    Node node;
    node.op = Op::event_part;
    node.kind = part.kind;
    node.a = core_events + index;
    node.b = i;
    require_known(known_part(static_cast<EventId>(node.a), i), name.text, name.span);
    if (part.list != none_index) context_.list_used[part.list] = true;
    return {true, add(node), part.kind, part.list, {}, false};
  }
  context_.error(unit_, "P0207", name.span,
                 say("the event `{0}` has no part `{1}`", name.head(), name.tail()),
                 suggestion(name.tail(), known));
  return {};
}

namespace {

// Tasks that a line of any plan makes, those of steps by hand included.
std::vector<std::string_view> tasks_made(const Context& context) {
  std::vector<std::string_view> out;
  const auto look = [&out](const std::vector<syntax::Trigger>& triggers) {
    for (const syntax::Trigger& trigger : triggers) {
      for (const syntax::Step& step : trigger.steps) {
        if (step.mode == syntax::StepMode::manual) out.emplace_back(step.asked_for);
        if (step.action == syntax::ActionWord::task) out.emplace_back(step.task.text);
      }
    }
  };
  for (const Unit& unit : context.units) {
    for (const syntax::State& state : unit.tree->states) look(state.triggers);
    for (const syntax::Everywhere& block : unit.tree->everywhere) look(block.triggers);
  }
  return out;
}

}  // namespace

// What became of a message or a task of the case.
Typed ExpressionBinder::happened(const syntax::Expr& expr) {
  Node node;
  if (expr.kind == syntax::ExprKind::done) {
    const std::vector<std::string_view> made_here = tasks_made(context_);
    if (std::find(made_here.begin(), made_here.end(), expr.text) == made_here.end()) {
      context_.error(unit_, "P0506", expr.span, say("no step makes a task \"{0}\"", expr.text),
                     suggestion(expr.text, made_here));
      return {};
    }
    node.op = Op::task_done;
    node.value = context_.intern(expr.text);
    return made(node);
  }
  const auto found = unit_.names.messages.find(expr.text);
  if (found == unit_.names.messages.end()) {
    context_.error(unit_, "P0206", expr.span, say("there is no message \"{0}\"", expr.text),
                   suggestion(expr.text, names_of(unit_.names.messages)));
    return {};
  }
  node.op = Op::message_is;
  node.a = found->second;
  switch (expr.kind) {
    case syntax::ExprKind::delivered:
      node.b = static_cast<std::uint32_t>(MessageEvent::delivered);
      break;
    case syntax::ExprKind::undelivered:
      node.b = static_cast<std::uint32_t>(MessageEvent::undelivered);
      break;
    case syntax::ExprKind::opened: node.b = static_cast<std::uint32_t>(MessageEvent::opened); break;
    default: node.b = static_cast<std::uint32_t>(MessageEvent::sent);
  }
  return made(node);
}

}  // namespace arrears::language
