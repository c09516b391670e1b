#include <language/bind/expression.hpp>
#include <language/bind/test_variables.hpp>

#include <algorithm>

namespace arrears::language {

namespace {

bool is_duration(Kind kind) {
  return kind == Kind::days || kind == Kind::business_days || kind == Kind::months;
}

bool ordered(Kind kind) {
  return kind == Kind::money || kind == Kind::number || kind == Kind::date || is_duration(kind);
}

Op operator_of(syntax::ExprKind kind) {
  switch (kind) {
    case syntax::ExprKind::add: return Op::add;
    case syntax::ExprKind::sub: return Op::sub;
    case syntax::ExprKind::mul: return Op::mul;
    case syntax::ExprKind::less: return Op::less;
    case syntax::ExprKind::less_equal: return Op::less_equal;
    case syntax::ExprKind::greater_equal: return Op::greater_equal;
    case syntax::ExprKind::greater: return Op::greater;
    case syntax::ExprKind::all: return Op::all;
    case syntax::ExprKind::any: return Op::any;
    default: return Op::equal;
  }
}

}  // namespace

std::uint32_t ExpressionBinder::add(Node node) {
  out_.nodes.push_back(node);
  return static_cast<std::uint32_t>(out_.nodes.size() - 1);
}

Typed ExpressionBinder::made(Node node) {
  return {true, add(node), node.kind, none_index, {}, false};
}

Typed ExpressionBinder::constant(Kind kind, std::int64_t value, Currency currency) {
  Node node;
  node.kind = kind;
  node.value = value;
  node.currency = currency;
  return {true, add(node), kind, none_index, currency, false};
}

bool ExpressionBinder::check_currency(const Typed& value, syntax::Span span) {
  if (unit_.currency.none() || value.currency.none() || value.currency == unit_.currency) {
    return true;
  }
  context_.error(
      unit_, "P0306", span,
      say("this is in {0}, but the plan is in {1}", value.currency.code(), unit_.currency.code()));
  return false;
}

Typed ExpressionBinder::bind(const syntax::Expr& expr, std::optional<Expect> expect) {
  using K = syntax::ExprKind;
  switch (expr.kind) {
    case K::error: return {};
    case K::name: return name(expr, expect);
    case K::number: return constant(Kind::number, expr.number.micro);
    case K::money: {
      const Typed out = constant(Kind::money, expr.money.minor, expr.money.currency);
      return check_currency(out, expr.span) ? out : Typed{};
    }
    case K::duration: return constant(duration_kind(expr.duration.unit), expr.duration.count);
    case K::date: return constant(Kind::date, expr.date.number());
    case K::text: return constant(Kind::text, context_.intern(expr.text));
    case K::today: return made({.op = Op::today, .kind = Kind::date});
    case K::yes: return constant(Kind::boolean, 1);
    case K::no: return constant(Kind::boolean, 0);
    case K::as_of: return as_of(expr);
    case K::sent:
    case K::delivered:
    case K::undelivered:
    case K::opened:
    case K::done: return happened(expr);
    case K::count_of:
    case K::sum_of: return counted(expr);
    case K::last:
    case K::days_since: return last(expr);
    case K::known: return known(expr);
    case K::add:
    case K::sub:
    case K::mul: return arithmetic(expr);
    case K::all:
    case K::any: return logic(expr);
    case K::not_: return negation(expr);
    default: return comparison(expr);
  }
}

// ---- names ------------------------------------------------------------------------------------

std::optional<Typed> ExpressionBinder::entry(const syntax::Name& name, const Expect& expect) {
  const NameMap* map = nullptr;
  if (expect.kind == Kind::channel) map = &unit_.names.channels;
  if (expect.kind == Kind::state) map = &unit_.names.states;
  if (expect.kind == Kind::name && expect.list != none_index) {
    const auto entries = unit_.names.entries.find(expect.list);
    if (entries != unit_.names.entries.end()) map = &entries->second;
  }
  if (map == nullptr) return std::nullopt;
  const auto found = map->find(name.text);
  if (found == map->end()) return std::nullopt;
  if (expect.kind == Kind::name) context_.list_used[expect.list] = true;
  Typed out = constant(expect.kind, found->second);
  out.list = expect.list;
  if (expect.kind == Kind::name) out_.nodes[out.node].a = expect.list;
  return out;
}

Typed ExpressionBinder::name(const syntax::Expr& expr, std::optional<Expect> expect) {
  if (expr.name.empty()) return {};
  if (variables_ != nullptr) {
    if (const auto open = variables_->operand(expr.name.text)) {
      return {true, add(open->node), open->node.kind, open->list, open->node.currency, false};
    }
  }
  if (expect) {
    if (const auto out = entry(expr.name, *expect)) return *out;
  }
  if (const auto out = operand(expr.name, expr.span)) return *out;
  return unknown(expr.name, expect);
}

// A field, term or column; none when no operand has the name.
std::optional<Typed> ExpressionBinder::operand(const syntax::Name& name, syntax::Span) {
  const auto term_index = unit_.names.terms.find(name.text);
  if (term_index != unit_.names.terms.end()) return term(term_index->second, name);
  if (const auto info = find_field(context_, unit_, name.text)) return field(*info, name);
  if (name.dotted()) return part_of_event(name) ? event_part(name) : column(name);
  return std::nullopt;
}

Typed ExpressionBinder::field(const FieldInfo& info, const syntax::Name& name) {
  if (info.may_be_missing) require_known(known_field(info.id), name.text, name.span);
  if (info.list != none_index) context_.list_used[info.list] = true;
  Node node;
  node.op = Op::field;
  node.kind = info.kind;
  node.scope = info.scope;
  node.a = info.id;
  // Host fields of kind money carry their own currency; those of the core the plan's.
  return {true, add(node), info.kind, info.list, info.host ? Currency{} : unit_.currency, false};
}

Typed ExpressionBinder::column(const syntax::Name& name) {
  const auto ref = find_column(context_, unit_, name);
  if (!ref) return {};
  const Column& target = context_.data.tables[ref->table].outputs[ref->column];
  const Pending& pending = context_.tables[ref->table];
  if (pending.progress == Progress::broken) return {};
  Node node;
  node.op = Op::table_output;
  node.kind = target.kind;
  node.a = ref->table;
  node.b = ref->column;
  Typed out{true, add(node), target.kind, target.list, target.currency, false};
  out.mixed = ref->column < pending.mixed.size() && pending.mixed[ref->column];
  return out;
}

Typed ExpressionBinder::term(std::uint32_t index, const syntax::Name& name) {
  bind_term(context_, index);
  const Pending& pending = context_.terms[index];
  if (pending.progress == Progress::active) {
    context_.error(unit_, "P0304", name.span, say("term `{0}` is explained by itself", name.text));
    return {};
  }
  if (pending.progress == Progress::broken) return {};
  Typed out = context_.term_types[index];
  if (!check_currency(out, name.span)) return {};
  // Copied: the pool of expressions may move while the copy is made.
  const Expression source = context_.data.expressions[context_.data.terms[index].expression];
  for (const Node& node : source.nodes) {
    if (!check_currency({true, 0, Kind::money, none_index, node.currency, false}, name.span)) {
      return {};
    }
  }
  out.node = inline_expression(source);
  return out;
}

std::uint32_t ExpressionBinder::inline_expression(const Expression& source) {
  const auto base = static_cast<std::uint32_t>(out_.nodes.size());
  const auto child_base = static_cast<std::uint32_t>(out_.children.size());
  const auto duration_base = static_cast<std::uint32_t>(out_.durations.size());
  for (Node node : source.nodes) {
    switch (node.op) {
      case Op::constant:
      case Op::today:
      case Op::field:
      case Op::last:
      case Op::days_since:
      case Op::event_part:
      case Op::message_is:
      case Op::task_done:
      case Op::table_output: break;
      case Op::count_of:
      case Op::sum_of:
        if (node.b != none_index) node.b += duration_base;
        break;
      case Op::all:
      case Op::any: node.a += child_base; break;
      case Op::not_:
      case Op::known: node.a += base; break;
      default: node.a += base; node.b += base;
    }
    add(node);
  }
  for (const std::uint32_t child : source.children) out_.children.push_back(child + base);
  out_.durations.insert(out_.durations.end(), source.durations.begin(), source.durations.end());
  return static_cast<std::uint32_t>(out_.nodes.size() - 1);
}

Typed ExpressionBinder::unknown(const syntax::Name& name, const std::optional<Expect>& expect) {
  if (expect && (expect->kind == Kind::name || expect->kind == Kind::channel ||
                 expect->kind == Kind::state)) {
    const Said what = kind_text(context_.data, expect->kind, expect->list);
    std::vector<std::string_view> names;
    if (expect->kind == Kind::channel) names = names_of(unit_.names.channels);
    if (expect->kind == Kind::state) names = names_of(unit_.names.states);
    const auto entries = unit_.names.entries.find(expect->list);
    if (entries != unit_.names.entries.end()) names = names_of(entries->second);
    context_.error(unit_, "P0210", name.span, say("`{0}` is not {1}", name.text, what),
                   suggestion(name.text, names));
    return {};
  }
  using W = syntax::Word;
  Said help = suggestion(unit_, name.text, operand_names(unit_),
                         {W::today, W::yes, W::no, W::not_, W::count_of, W::last, W::sum_of,
                          W::days_since, W::otherwise});
  for (const auto& [list, entries] : unit_.names.entries) {
    if (help.empty() && entries.count(name.text) != 0) {
      help =
          say("`{0}` is an entry of list `{1}`: compare a field with it, or declare a term of that "
              "name",
              name.text, Said::word("kind:" + context_.data.lists[list].kind));
    }
  }
  context_.error(unit_, "P0209", name.span,
                 say("there is no field, term or value `{0}`", name.text), help);
  return {};
}

// A sum of the case as of a date that is given or a field.
Typed ExpressionBinder::as_of(const syntax::Expr& expr) {
  const Typed what = bind(expr.operands.at(0));
  const Typed day = bind(expr.operands.at(1));
  if (!what.ok || !day.ok) return {};
  const Node& read = out_.nodes[what.node];
  if (read.op != Op::field || !is_sum_of_case(static_cast<FieldId>(read.a))) {
    context_.error(unit_, "P0307", expr.operands[0].span,
                   say("only sums of the case are known as of another day: {field:debt}, "
                       "{field:principal}, {field:interest}, {field:costs}, {field:overdue}, "
                       "{field:disputed}, {field:undisputed}, {field:written_off}"));
    return {};
  }
  const Op from = out_.nodes[day.node].op;
  if (day.kind != Kind::date || (from != Op::constant && from != Op::field)) {
    context_.error(unit_, "P0307", expr.operands[1].span, say("this is no date"),
                   say("write a date, or the name of a field that is one"));
    return {};
  }
  Node node;
  node.op = Op::as_of;
  node.kind = Kind::money;
  node.a = what.node;
  node.b = day.node;
  Typed out = made(node);
  out.currency = what.currency;
  return out;
}

// ---- what may be missing ----------------------------------------------------------------------

void ExpressionBinder::require_known(const KnownKey& key, std::string_view name,
                                     syntax::Span span) {
  if (missing_allowed_) return;
  if (std::find(known_.begin(), known_.end(), key) != known_.end()) return;
  context_.error(unit_, "P0305", span, say("`{0}` may be missing", name),
                 say("ask first: `{0} {is_known} {and} ...`", name));
}

Typed ExpressionBinder::known(const syntax::Expr& expr) {
  const bool before = missing_allowed_;
  missing_allowed_ = true;
  const Typed value = bind(expr.operands.at(0));
  missing_allowed_ = before;
  if (!value.ok) return {};
  const Node& read = out_.nodes[value.node];
  if (read.op == Op::field) known_.emplace_back(read.op, read.a, Scope::case_);
  if (read.op == Op::last || read.op == Op::days_since) {
    known_.emplace_back(Op::last, read.a, read.scope);
  }
  if (read.op == Op::event_part) {
    known_.push_back(known_part(static_cast<EventId>(read.a), read.b));
  }
  Node node;
  node.op = Op::known;
  node.kind = Kind::boolean;
  node.a = value.node;
  return made(node);
}

// ---- operators --------------------------------------------------------------------------------

Typed ExpressionBinder::arithmetic(const syntax::Expr& expr) {
  const Typed left = bind(expr.operands.at(0));
  const Typed right = bind(expr.operands.at(1));
  if (!left.ok || !right.ok) return {};
  std::optional<Kind> kind;
  const bool product = expr.kind == syntax::ExprKind::mul;
  const auto are = [&](Kind a, Kind b) { return left.kind == a && right.kind == b; };
  if (are(Kind::number, Kind::number)) kind = Kind::number;
  if (product && (are(Kind::money, Kind::number) || are(Kind::number, Kind::money))) {
    kind = Kind::money;
  }
  if (!product && are(Kind::money, Kind::money)) kind = Kind::money;
  if (!product && are(Kind::days, Kind::days)) kind = Kind::days;
  if (!product && left.kind == Kind::date && is_duration(right.kind)) kind = Kind::date;
  if (!kind || left.mixed) {
    context_.error(unit_, "P0302", expr.op.line != 0 ? expr.op : expr.span,
                   say(product ? Saying<2>("{0} and {1} cannot be multiplied")
                               : Saying<2>("{0} and {1} cannot be added or subtracted"),
                       kind_text(context_.data, left.kind, left.list),
                       kind_text(context_.data, right.kind, right.list)));
    return {};
  }
  Node node;
  node.op = operator_of(expr.kind);
  node.kind = *kind;
  node.a = left.node;
  node.b = right.node;
  const Currency currency = left.currency.none() ? right.currency : left.currency;
  return {true, add(node), *kind, none_index, currency, false};
}

// A name that only the other side of a comparison can explain.
bool ExpressionBinder::open_name(const syntax::Expr& expr) const {
  return expr.kind == syntax::ExprKind::name && !expr.name.dotted() &&
         unit_.names.terms.count(expr.name.text) == 0 &&
         !find_field(context_, unit_, expr.name.text);
}

bool ExpressionBinder::comparable(const syntax::Expr& expr, const Typed& left, const Typed& right) {
  const syntax::Span place = expr.op.line != 0 ? expr.op : expr.span;
  if (left.kind != right.kind || left.list != right.list || left.mixed || right.mixed) {
    Said help;
    if (is_duration(left.kind) && right.kind == Kind::number) {
      help = say("write a unit, for example `30 {days}`");
    } else if (is_duration(left.kind) && is_duration(right.kind)) {
      help = say("days, business days and months do not convert into one another");
    }
    context_.error(
        unit_, "P0301", place,
        say("{0} and {1} cannot be compared", kind_text(context_.data, left.kind, left.list),
            kind_text(context_.data, right.kind, right.list)),
        help);
    return false;
  }
  if (expr.kind != syntax::ExprKind::equal && !ordered(left.kind)) {
    context_.error(
        unit_, "P0301", place,
        say("{0} has no order: only `=` fits", kind_text(context_.data, left.kind, left.list)));
    return false;
  }
  if (!left.currency.none() && !right.currency.none() && left.currency != right.currency) {
    context_.error(
        unit_, "P0306", place,
        say("{0} and {1} cannot be compared", left.currency.code(), right.currency.code()));
    return false;
  }
  return true;
}

Typed ExpressionBinder::comparison(const syntax::Expr& expr) {
  const syntax::Expr& first = expr.operands.at(0);
  const syntax::Expr& second = expr.operands.at(1);
  Typed left, right;
  if (open_name(first) && !open_name(second)) {
    right = bind(second);
    if (right.ok) left = bind(first, Expect{right.kind, right.list});
  } else {
    left = bind(first);
    // The other side is still looked at, unless only this one could explain it.
    if (left.ok) right = bind(second, Expect{left.kind, left.list});
    if (!left.ok && !open_name(second)) bind(second);
  }
  if (!left.ok || !right.ok || !comparable(expr, left, right)) return {};
  Node node;
  node.op = operator_of(expr.kind);
  node.kind = Kind::boolean;
  node.a = left.node;
  node.b = right.node;
  return made(node);
}

Typed ExpressionBinder::logic(const syntax::Expr& expr) {
  const bool conjunction = expr.kind == syntax::ExprKind::all;
  std::vector<std::uint32_t> operands;
  bool ok = true;
  const std::vector<KnownKey> before = known_;
  for (const syntax::Expr& part : expr.operands) {
    const Typed value = bind(part);
    if (value.ok && value.kind != Kind::boolean) {
      context_.error(unit_, "P0303", part.span,
                     say("this is {0}, but `{and}` and `{or}` join conditions",
                         kind_text(context_.data, value.kind, value.list)));
    }
    ok = ok && value.ok && value.kind == Kind::boolean;
    operands.push_back(value.node);
    // What one side of `or` has made sure of says nothing about the others.
    if (!conjunction) known_ = before;
  }
  if (!ok) return {};
  Node node;
  node.op = operator_of(expr.kind);
  node.kind = Kind::boolean;
  node.a = static_cast<std::uint32_t>(out_.children.size());
  node.b = static_cast<std::uint32_t>(operands.size());
  out_.children.insert(out_.children.end(), operands.begin(), operands.end());
  return made(node);
}

Typed ExpressionBinder::negation(const syntax::Expr& expr) {
  const std::vector<KnownKey> before = known_;
  const Typed value = bind(expr.operands.at(0));
  known_ = before;
  if (!value.ok) return {};
  if (value.kind != Kind::boolean) {
    context_.error(unit_, "P0303", expr.operands[0].span,
                   say("this is {0}, but `{not}` turns a condition round",
                       kind_text(context_.data, value.kind, value.list)));
    return {};
  }
  Node node;
  node.op = Op::not_;
  node.kind = Kind::boolean;
  node.a = value.node;
  return made(node);
}

}  // namespace arrears::language
