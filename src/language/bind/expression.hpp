// Expressions: looked up, checked and lowered to nodes in one walk.
#ifndef ARREARS_SRC_LANGUAGE_BIND_EXPRESSION_HPP
#define ARREARS_SRC_LANGUAGE_BIND_EXPRESSION_HPP

#include <language/bind/context.hpp>
#include <optional>
#include <tuple>

namespace arrears::language {

// A field or `last` that may be missing, for "is known".
using KnownKey = std::tuple<Op, std::uint32_t, Scope>;

KnownKey known_field(FieldId field);
// A part of the latest event of a kind.
KnownKey known_part(EventId event, std::uint32_t part);

struct FieldInfo {
  FieldId id = 0;
  Kind kind = Kind::boolean;
  std::uint32_t list = none_index;
  Scope scope = Scope::case_;
  bool may_be_missing = false;
  bool host = false;
};
// A field of the core or of the host.
std::optional<FieldInfo> find_field(const Context& context, const Unit& unit,
                                    std::string_view name);
// Names that an operand may be: terms, fields, columns.
std::vector<std::string_view> operand_names(const Unit& unit);
// An event of the core or of the host, bare or after `on`.
std::optional<EventId> find_event(const Unit& unit, std::string_view name, bool after_on);
std::vector<std::string_view> event_names(const Unit& unit, bool after_on);
struct ColumnRef {
  std::uint32_t table = 0, column = 0;
};
// `strategy.spacing`; none after reporting what is wrong with it.
std::optional<ColumnRef> find_column(Context& context, const Unit& unit, const syntax::Name& name);

class TestVariables;

class ExpressionBinder {
 public:
  // `known`: what the place of the expression has already made sure of.
  ExpressionBinder(Context& context, const Unit& unit, std::vector<KnownKey> known = {})
      : context_(context), unit_(unit), known_(std::move(known)) {}

  // What the place asks for; a bare name is looked up there first.
  struct Expect {
    Kind kind = Kind::boolean;
    std::uint32_t list = none_index;
  };
  Typed bind(const syntax::Expr& expr, std::optional<Expect> expect = std::nullopt);
  // For tests: names that stand for values.
  void with_variables(TestVariables& variables) { variables_ = &variables; }
  // For texts: what is missing is shown as missing.
  void allow_missing() { missing_allowed_ = true; }
  Expression take() { return std::move(out_); }
  // What is certainly known when the (yes or no) expression is true.
  const std::vector<KnownKey>& known() const { return known_; }

 private:
  std::uint32_t add(Node node);
  Typed made(Node node);
  Typed constant(Kind kind, std::int64_t value, Currency currency = {});
  Typed name(const syntax::Expr& expr, std::optional<Expect> expect);
  std::optional<Typed> entry(const syntax::Name& name, const Expect& expect);
  std::optional<Typed> operand(const syntax::Name& name, syntax::Span span);
  Typed field(const FieldInfo& info, const syntax::Name& name);
  Typed column(const syntax::Name& name);
  Typed term(std::uint32_t index, const syntax::Name& name);
  Typed unknown(const syntax::Name& name, const std::optional<Expect>& expect);
  Typed as_of(const syntax::Expr& expr);
  Typed counted(const syntax::Expr& expr);
  Typed last(const syntax::Expr& expr);
  bool part_of_event(const syntax::Name& name) const;
  Typed event_part(const syntax::Name& name);
  Typed happened(const syntax::Expr& expr);
  std::optional<EventId> counted_event(const syntax::Expr& expr);
  std::optional<Scope> counted_scope(const syntax::Expr& expr);
  Typed known(const syntax::Expr& expr);
  Typed arithmetic(const syntax::Expr& expr);
  Typed comparison(const syntax::Expr& expr);
  Typed logic(const syntax::Expr& expr);
  Typed negation(const syntax::Expr& expr);
  bool comparable(const syntax::Expr& expr, const Typed& left, const Typed& right);
  bool open_name(const syntax::Expr& expr) const;
  bool check_currency(const Typed& value, syntax::Span span);
  void require_known(const KnownKey& key, std::string_view name, syntax::Span span);
  std::uint32_t inline_expression(const Expression& source);

  Context& context_;
  const Unit& unit_;
  Expression out_;
  std::vector<KnownKey> known_;
  TestVariables* variables_ = nullptr;
  bool missing_allowed_ = false;
};

// Slots. Each reports what does not fit and gives no_expr then.
ExprId bind_condition(Context& context, const Unit& unit, const syntax::Expr& expr,
                      std::vector<KnownKey>& known);
// An expression of one kind; `what` names the slot in the message ("a charge").
ExprId bind_kind(Context& context, const Unit& unit, const syntax::Expr& expr, Kind kind,
                 const Said& what, const std::vector<KnownKey>& known = {});
// A literal or list entry as a value, for defaults and tests.
std::optional<Value> bind_value(Context& context, const Unit& unit, const syntax::Expr& expr,
                                Kind kind, std::uint32_t list);
// What a step or a sending costs: money above zero, in the currency of the plan, and the VAT on it.
std::optional<Price> bind_cost(Context& context, const Unit& unit,
                               const std::optional<syntax::Expr>& cost,
                               const std::optional<syntax::Expr>& vat);
// In millionths; 0 where none stands there.
std::int32_t bind_vat(Context& context, const Unit& unit, const std::optional<syntax::Expr>& vat);
Kind duration_kind(Duration::Unit unit);

}  // namespace arrears::language

#endif
