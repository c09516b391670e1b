#include <language/bind/expression.hpp>
#include <language/bind/test_variables.hpp>

namespace arrears::language {

namespace {

constexpr std::size_t variables_max = 16;

Kind kind_of(const syntax::Expr& bound) {
  switch (bound.kind) {
    case syntax::ExprKind::money: return Kind::money;
    case syntax::ExprKind::number: return Kind::number;
    case syntax::ExprKind::duration: return Kind::days;
    case syntax::ExprKind::date: return Kind::date;
    default: return Kind::text;
  }
}

std::int64_t number_of(const Value& value) {
  if (const auto* sum = std::get_if<Money>(&value)) return sum->minor;
  if (const auto* number = std::get_if<Decimal>(&value)) return number->micro;
  if (const auto* days = std::get_if<Days>(&value)) return days->count;
  if (const auto* date = std::get_if<Date>(&value)) return date->number();
  return 0;
}

}  // namespace

std::optional<std::uint32_t> TestVariables::find(std::string_view name) const {
  for (std::uint32_t i = 0; i < variables_.size(); ++i) {
    if (variables_[i].name == name) return i;
  }
  return std::nullopt;
}

// The kind and the values; the name is not looked at.
std::optional<TestVariable> TestVariables::bounds(const syntax::TestLine& line) {
  TestVariable out;
  if (!line.list.empty()) {
    const auto list = unit_.names.kinds.find(line.list.text);
    if (list == unit_.names.kinds.end()) {
      context_.error(unit_, "P0211", line.list.span,
                     say("there is no list of kind `{0}`", line.list.text),
                     suggestion(line.list.text, names_of(unit_.names.kinds)));
      return std::nullopt;
    }
    out.kind = Kind::name;
    out.list = list->second;
    context_.list_used[out.list] = true;
    // A list without entries is reported where it stands; no value could be tried.
    if (context_.data.lists[out.list].names.empty()) return std::nullopt;
    return out;
  }
  if (line.high.span.line == 0) return out;  // yes or no
  out.kind = kind_of(line.value);
  if (out.kind == Kind::text) {
    context_.error(unit_, "P0512", line.value.span, say("these values have no order"),
                   say("give sums, numbers, days or dates, or `{one_of}` and a list"));
    return std::nullopt;
  }
  const auto low = bind_value(context_, unit_, line.value, out.kind, none_index);
  const auto high = bind_value(context_, unit_, line.high, out.kind, none_index);
  if (!low || !high) return std::nullopt;
  out.low = *low;
  out.high = *high;
  const auto* first = std::get_if<Money>(&out.low);
  const auto* last = std::get_if<Money>(&out.high);
  if (first != nullptr && last != nullptr && first->currency != last->currency) {
    context_.error(unit_, "P0512", line.high.span, say("the bounds are in two currencies"));
    return std::nullopt;
  }
  if (number_of(out.high) < number_of(out.low)) {
    context_.error(unit_, "P0512", line.high.span, say("the bounds stand the wrong way round"),
                   say("the least first"));
    return std::nullopt;
  }
  return out;
}

void TestVariables::declare(const syntax::TestLine& line) {
  const std::string& name = line.field.text;
  if (name.empty()) return;
  const Visible& names = unit_.names;
  const bool taken = find(name) || find_field(context_, unit_, name) ||
                     names.terms.count(name) != 0 || names.states.count(name) != 0;
  if (taken) {
    context_.error(unit_, "P0512", line.field.span, say("`{0}` has a meaning already", name),
                   say("choose another name"));
    return;
  }
  if (variables_.size() == variables_max) {
    context_.error(unit_, "P0512", line.field.span,
                   say("a test leaves at most {0} values open", variables_max));
    return;
  }
  std::optional<TestVariable> made = bounds(line);
  if (!made) return;
  made->name = name;
  variables_.push_back(*std::move(made));
  places_.push_back(line.field.span);
  used_.push_back(false);
}

void TestVariables::fill(std::uint32_t variable, Slot slot) {
  used_[variable] = true;
  holes_.push_back({slot.where, variable, slot.line, slot.index});
}

Date TestVariables::day(const syntax::DateValue& source, Slot slot) {
  if (source.variable.empty()) return source.date;
  const std::optional<std::uint32_t> found = find(source.variable.text);
  if (!found) {
    std::vector<std::string_view> known;
    for (const TestVariable& one : variables_) known.push_back(one.name);
    context_.error(
        unit_, "P0513", source.span,
        say("here stands a date, and no line above says what `{0}` may be", source.variable.text),
        suggestion(source.variable.text, known));
    return source.date;
  }
  fill(*found, slot);
  if (variables_[*found].kind == Kind::date) return std::get<Date>(variables_[*found].low);
  context_.error(unit_, "P0513", source.span,
                 say("here stands {0}, but this is {1}", say("a date"),
                     kind_text(context_.data, variables_[*found].kind, variables_[*found].list)));
  return source.date;
}

Date TestVariables::latest(const syntax::DateValue& source) const {
  const std::optional<std::uint32_t> found = find(source.variable.text);
  const bool open = found && variables_[*found].kind == Kind::date;
  return open ? std::get<Date>(variables_[*found].high) : source.date;
}

std::optional<Value> TestVariables::value(const syntax::Expr& source, Kind kind, std::uint32_t list,
                                          Slot slot) {
  const auto found = source.kind == syntax::ExprKind::name ? find(source.name.text) : std::nullopt;
  if (!found) return bind_value(context_, unit_, source, kind, list);
  const TestVariable& variable = variables_[*found];
  fill(*found, slot);
  if (variable.kind != kind || variable.list != list) {
    context_.error(unit_, "P0513", source.span,
                   say("here stands {0}, but this is {1}", kind_text(context_.data, kind, list),
                       kind_text(context_.data, variable.kind, variable.list)));
    return std::nullopt;
  }
  if (kind == Kind::boolean) return Value{false};
  if (kind != Kind::name) return variable.low;
  return Value{Name{context_.data.lists[list].names.front()}};
}

std::optional<TestVariables::Operand> TestVariables::operand(std::string_view name) {
  const std::optional<std::uint32_t> found = find(name);
  if (!found) return std::nullopt;
  used_[*found] = true;
  const TestVariable& variable = variables_[*found];
  Operand out;
  out.list = variable.list;
  out.node.kind = variable.kind;
  out.node.value = number_of(variable.low);
  if (variable.kind == Kind::name) out.node.a = variable.list;
  if (const auto* sum = std::get_if<Money>(&variable.low)) out.node.currency = sum->currency;
  out.node.b = *found + 1;
  return out;
}

void TestVariables::check_used() const {
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    if (used_[i]) continue;
    context_.warning(unit_, "P0514", places_[i],
                     say("no line of the test names `{0}`", variables_[i].name));
  }
}

}  // namespace arrears::language
