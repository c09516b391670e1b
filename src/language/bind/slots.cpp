#include <language/bind/expression.hpp>

namespace arrears::language {

ExprId bind_condition(Context& context, const Unit& unit, const syntax::Expr& expr,
                      std::vector<KnownKey>& known) {
  ExpressionBinder binder(context, unit, known);
  const Typed value = binder.bind(expr);
  if (!value.ok) return no_expr;
  if (value.kind != Kind::boolean) {
    context.error(unit, "P0303", expr.span,
                  say("this is {0}, but a condition is yes or no",
                      kind_text(context.data, value.kind, value.list)),
                  say("compare it with something"));
    return no_expr;
  }
  known = binder.known();
  return context.keep(binder.take());
}

ExprId bind_kind(Context& context, const Unit& unit, const syntax::Expr& expr, Kind kind,
                 const Said& what, const std::vector<KnownKey>& known) {
  ExpressionBinder binder(context, unit, known);
  const Typed value = binder.bind(expr, ExpressionBinder::Expect{kind, none_index});
  if (!value.ok) return no_expr;
  if (value.kind != kind) {
    context.error(unit, "P0307", expr.span,
                  say("{0} is {1}, but this is {2}", what, kind_text(context.data, kind),
                      kind_text(context.data, value.kind, value.list)));
    return no_expr;
  }
  return context.keep(binder.take());
}

std::optional<Price> bind_cost(Context& context, const Unit& unit,
                               const std::optional<syntax::Expr>& cost,
                               const std::optional<syntax::Expr>& vat) {
  if (!cost) return std::nullopt;
  const auto value = bind_value(context, unit, *cost, Kind::money, none_index);
  const std::int32_t vat_ppm = bind_vat(context, unit, vat);
  if (!value) return std::nullopt;
  const Money sum = std::get<Money>(*value);
  if (sum.minor > 0) return Price{sum, vat_ppm};
  context.error(unit, "P0412", cost->span, say("a cost is above zero"),
                say("leave `{step_costs}` out where nothing is spent"));
  return std::nullopt;
}

std::int32_t bind_vat(Context& context, const Unit& unit, const std::optional<syntax::Expr>& vat) {
  if (!vat) return 0;
  constexpr Decimal whole = Decimal::whole(1);
  const auto value = bind_value(context, unit, *vat, Kind::number, none_index);
  if (!value) return 0;
  const Decimal rate = std::get<Decimal>(*value);
  if (Decimal{} < rate && rate <= whole) return static_cast<std::int32_t>(rate.micro);
  context.error(unit, "P0413", vat->span, say("a rate of VAT is above 0 % and at most 100 %"),
                say("write it with its sign: `{plus_vat} 21 %`"));
  return 0;
}

namespace {

std::optional<Value> list_value(Context& context, const Unit& unit, const syntax::Expr& expr,
                                std::uint32_t list) {
  if (list == none_index || expr.kind != syntax::ExprKind::name) return std::nullopt;
  const auto entries = unit.names.entries.find(list);
  if (entries == unit.names.entries.end() || entries->second.count(expr.name.text) == 0) {
    return std::nullopt;
  }
  context.list_used[list] = true;
  return Value{Name{expr.name.text}};
}

std::optional<Value> plain_value(const syntax::Expr& expr, Kind kind) {
  using K = syntax::ExprKind;
  switch (kind) {
    case Kind::boolean:
      if (expr.kind == K::yes) return Value{true};
      if (expr.kind == K::no) return Value{false};
      return std::nullopt;
    case Kind::money:
      if (expr.kind == K::money) return Value{expr.money};
      return std::nullopt;
    case Kind::number:
      if (expr.kind == K::number) return Value{expr.number};
      return std::nullopt;
    case Kind::days:
      if (expr.kind == K::duration && expr.duration.unit == Duration::Unit::days) {
        return Value{Days{expr.duration.count}};
      }
      return std::nullopt;
    case Kind::date:
      if (expr.kind == K::date) return Value{expr.date};
      return std::nullopt;
    case Kind::text:
      if (expr.kind == K::text) return Value{expr.text};
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Value> bind_value(Context& context, const Unit& unit, const syntax::Expr& expr,
                                Kind kind, std::uint32_t list) {
  if (expr.kind == syntax::ExprKind::error) return std::nullopt;
  auto out = kind == Kind::name ? list_value(context, unit, expr, list) : plain_value(expr, kind);
  if (!out) {
    Said help;
    const auto entries = unit.names.entries.find(list);
    if (kind == Kind::name && entries != unit.names.entries.end()) {
      help = suggestion(expr.name.text, names_of(entries->second));
    }
    context.error(unit, kind == Kind::name ? "P0210" : "P0307", expr.span,
                  say("here stands {0}", kind_text(context.data, kind, list)), help);
    return std::nullopt;
  }
  if (kind == Kind::money && !unit.currency.none() && expr.money.currency != unit.currency) {
    context.error(unit, "P0306", expr.span,
                  say("this is in {0}, but the plan is in {1}", expr.money.currency.code(),
                      unit.currency.code()));
    return std::nullopt;
  }
  return out;
}

}  // namespace arrears::language
