#include <language/grammar.hpp>
#include <language/leaves.hpp>

#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <string>

namespace arrears::syntax {

namespace {

namespace x3 = boost::spirit::x3;

using Iterator = const Token*;
struct cursor_tag;

// What one leaf took: its first token and its place.
struct Leaf {
  const Token* token = nullptr;
  Span span;
};

// Every leaf of the grammar is this one parser with another function, so that X3 instantiates its
// combinators over few types.
using Take = std::size_t (*)(Cursor&, std::size_t, Word);

struct leaf_parser : x3::parser<leaf_parser> {
  using attribute_type = Leaf;
  static bool const has_attribute = true;

  Take take;
  Word word;
  leaf_parser(Take t, Word w) : take(t), word(w) {}

  template <class Context, class Attribute>
  bool parse(Iterator& first, Iterator const&, Context const& context, x3::unused_type,
             Attribute& attribute) const {
    Cursor& cursor = x3::get<cursor_tag>(context);
    const auto i = static_cast<std::size_t>(first - cursor.tokens().data());
    const std::size_t count = take(cursor, i, word);
    if (count == 0) return false;
    x3::traits::move_to(Leaf{first, cursor.stretch(i, i + count)}, attribute);
    first += count;
    return true;
  }
};

leaf_parser word(Word w) { return {take_word, w}; }
template <Tok kind, Element::What what = Element::What::symbol>
leaf_parser token() {
  return {take_token<kind, what>, Word::none};
}
leaf_parser leaf(Take take) { return {take, Word::none}; }

// ---- building the tree ------------------------------------------------------------------------

Cursor& cursor_of(auto& ctx) { return x3::get<cursor_tag>(ctx); }

Expr literal(ExprKind kind, const Leaf& from) {
  Expr out;
  out.kind = kind;
  out.span = from.span;
  return out;
}

// The operator stands directly before its right operand.
const Token& operator_before(Cursor& cursor, const Expr& right) {
  const std::vector<Token>& tokens = cursor.tokens();
  const auto found =
      std::lower_bound(tokens.begin(), tokens.end(), right.span.column,
                       [](const Token& t, std::uint32_t column) { return t.span.column < column; });
  return found == tokens.begin() ? *found : *(found - 1);
}

void combine(Cursor& cursor, Expr& left, Expr right, ExprKind kind) {
  Expr out;
  out.kind = kind;
  out.op = operator_before(cursor, right).span;
  out.span = join(left.span, right.span);
  out.operands.push_back(std::move(left));
  out.operands.push_back(std::move(right));
  left = std::move(out);
}

// A chain of one operator is one node.
void chain(Cursor& cursor, Expr& left, Expr right, ExprKind kind) {
  if (left.kind != kind || left.op == Span{}) {
    combine(cursor, left, std::move(right), kind);
    return;
  }
  left.span = join(left.span, right.span);
  left.operands.push_back(std::move(right));
}

ExprKind relation_kind(Tok kind) {
  switch (kind) {
    case Tok::less: return ExprKind::less;
    case Tok::less_equal: return ExprKind::less_equal;
    case Tok::greater_equal: return ExprKind::greater_equal;
    case Tok::greater: return ExprKind::greater;
    default: return ExprKind::equal;
  }
}

Name name_of(const Leaf& from) { return {from.token->text, from.span}; }

Decimal decimal_of(const Token& token) {
  const Result<Decimal> read = Decimal::parse(token.text);
  return read ? *read : Decimal{};
}

void set_number(Cursor&, Expr& out, const Leaf& from) {
  out = literal(ExprKind::number, from);
  out.number = decimal_of(*from.token);
}

void set_percent(Cursor& cursor, Expr& out, const Leaf& sign) {
  out.percent = true;
  out.span = join(out.span, sign.span);
  if (out.number.micro % 100 != 0) {
    cursor.mistake("P0010", out.span, say("a percentage has at most four decimals"));
  }
  out.number.micro /= 100;
}

void set_currency(Cursor& cursor, Expr& out, const Leaf& unit) {
  const Token& digits = *(unit.token - 1);
  out.kind = ExprKind::money;
  out.span = join(out.span, unit.span);
  const Currency currency{unit.token->currency};
  const Result<Money> read = Money::parse(digits.text, currency);
  out.money = read ? *read : Money{0, currency};
  if (!read) {
    const bool large = digits.text.find('.') == std::string::npos;
    cursor.mistake("P0010", out.span,
                   large ? say("this amount is too large")
                         : say("an amount in {0} has at most {1} decimals", currency.code(),
                               currency.digits()));
  }
}

void set_unit(Cursor& cursor, Expr& out, const Leaf& unit) {
  out.kind = ExprKind::duration;
  out.span = join(out.span, unit.span);
  out.duration.unit = unit.token->unit;
  const std::int64_t count = out.number.micro / 1'000'000;
  out.duration.count = static_cast<std::int32_t>(std::min<std::int64_t>(count, 100'000));
  if (out.number.micro % 1'000'000 != 0 || count > 36'500) {
    cursor.mistake("P0010", out.span, say("a duration is a whole number up to 36 500"));
  }
}

// ---- the grammar ------------------------------------------------------------------------------

template <ExprKind kind>
const auto make = [](auto& ctx) { x3::_val(ctx) = literal(kind, x3::_attr(ctx)); };
template <void (*set)(Cursor&, Expr&, const Leaf&)>
const auto with = [](auto& ctx) { set(cursor_of(ctx), x3::_val(ctx), x3::_attr(ctx)); };
const auto same = [](auto& ctx) { x3::_val(ctx) = std::move(x3::_attr(ctx)); };
template <ExprKind kind>
const auto joined =
    [](auto& ctx) { combine(cursor_of(ctx), x3::_val(ctx), std::move(x3::_attr(ctx)), kind); };
template <ExprKind kind>
const auto chained =
    [](auto& ctx) { chain(cursor_of(ctx), x3::_val(ctx), std::move(x3::_attr(ctx)), kind); };
const auto compared = [](auto& ctx) {
  const Tok kind = operator_before(cursor_of(ctx), x3::_attr(ctx)).kind;
  combine(cursor_of(ctx), x3::_val(ctx), std::move(x3::_attr(ctx)), relation_kind(kind));
};
const auto negated = [](auto& ctx) {
  Expr& operand = x3::_attr(ctx);
  Expr out;
  out.kind = ExprKind::not_;
  out.op = operator_before(cursor_of(ctx), operand).span;
  out.span = join(out.op, operand.span);
  out.operands.push_back(std::move(operand));
  x3::_val(ctx) = std::move(out);
};
const auto known = [](auto& ctx) {
  Expr out = literal(ExprKind::known, x3::_attr(ctx));
  out.op = out.span;
  out.span = join(x3::_val(ctx).span, out.span);
  out.operands.push_back(std::move(x3::_val(ctx)));
  x3::_val(ctx) = std::move(out);
};
const auto reckoned = [](auto& ctx) {
  Expr& day = x3::_attr(ctx);
  Expr out;
  out.kind = ExprKind::as_of;
  out.span = join(x3::_val(ctx).span, day.span);
  out.operands.push_back(std::move(x3::_val(ctx)));
  out.operands.push_back(std::move(day));
  x3::_val(ctx) = std::move(out);
};
const auto named = [](auto& ctx) {
  const Leaf& from = x3::_attr(ctx);
  x3::_val(ctx).name = name_of(from);
  if (x3::_val(ctx).kind == ExprKind::error) x3::_val(ctx) = literal(ExprKind::name, from);
  x3::_val(ctx).name = name_of(from);
  x3::_val(ctx).span = join(x3::_val(ctx).span, from.span);
};
const auto windowed = [](auto& ctx) {
  x3::_val(ctx).window = x3::_attr(ctx).duration;
  x3::_val(ctx).span = join(x3::_val(ctx).span, x3::_attr(ctx).span);
};
const auto scoped = [](auto& ctx) {
  const Leaf& from = x3::_attr(ctx);
  for (std::size_t i = 0; i < 4; ++i) {
    for (const WordMatch& match : from.token->words) {
      if (match.word == scope_words[i]) x3::_val(ctx).scope = static_cast<ScopeWord>(i);
    }
  }
  x3::_val(ctx).span = join(x3::_val(ctx).span, from.span);
};
const auto dated = [](auto& ctx) {
  x3::_val(ctx) = literal(ExprKind::date, x3::_attr(ctx));
  x3::_val(ctx).date = x3::_attr(ctx).token->date;
};
const auto texted = [](auto& ctx) {
  x3::_val(ctx) = literal(ExprKind::text, x3::_attr(ctx));
  x3::_val(ctx).text = x3::_attr(ctx).token->text;
};
// Of a word that has set the kind: which message or task it is about.
const auto about = [](auto& ctx) {
  x3::_val(ctx).text = x3::_attr(ctx).token->text;
  x3::_val(ctx).span = join(x3::_val(ctx).span, x3::_attr(ctx).span);
};
// The parentheses belong to the place of what they hold, and end a chain of operators.
const auto opened = [](auto& ctx) { x3::_val(ctx).span = x3::_attr(ctx).span; };
const auto held = [](auto& ctx) {
  const Span from = x3::_val(ctx).span;
  x3::_val(ctx) = std::move(x3::_attr(ctx));
  x3::_val(ctx).span = join(from, x3::_val(ctx).span);
};
const auto closed = [](auto& ctx) {
  Expr& out = x3::_val(ctx);
  out.span = join(out.span, x3::_attr(ctx).span);
  if (out.kind == ExprKind::all || out.kind == ExprKind::any) out.op = {};
};

const auto number_token = token<Tok::number, Element::What::number>();

x3::rule<class day_rule, Expr> const day = "day";
x3::rule<class value_rule, Expr> const value = "value";
x3::rule<class duration_rule, Expr> const duration = "duration";
x3::rule<class behaviour_rule, Expr> const behaviour = "behaviour";
x3::rule<class happened_rule, Expr> const happened = "happened";
x3::rule<class factor_rule, Expr> const factor = "factor";
x3::rule<class product_rule, Expr> const product = "product";
x3::rule<class sum_rule, Expr> const sum = "sum";
x3::rule<class unary_rule, Expr> const unary = "unary";
x3::rule<class expression_rule, Expr> const expression = "expression";

const auto day_def = token<Tok::date, Element::What::date>()[dated] | leaf(take_operand)[named];

const auto value_def = number_token[with<set_number>] >>
                           -(leaf(take_currency)[with<set_currency>] |
                             leaf(take_unit)[with<set_unit>] |
                             token<Tok::percent, Element::What::percent>()[with<set_percent>]) |
                       token<Tok::date, Element::What::date>()[dated] |
                       token<Tok::text, Element::What::text>()[texted] |
                       word(Word::today)[make<ExprKind::today>] |
                       word(Word::yes)[make<ExprKind::yes>] | word(Word::no)[make<ExprKind::no>] |
                       leaf(take_operand)[named] >> -(x3::omit[word(Word::as_of)] >> day[reckoned]);

const auto duration_def = number_token[with<set_number>] >> leaf(take_unit)[with<set_unit>];

const auto behaviour_def =
    (word(Word::count_of)[make<ExprKind::count_of>] | word(Word::sum_of)[make<ExprKind::sum_of>]) >>
        leaf(take_event)[named] >> -(x3::omit[word(Word::in_window)] >> duration[windowed]) >>
        -leaf(take_scope)[scoped] |
    (word(Word::last)[make<ExprKind::last>] | word(Word::days_since)[make<ExprKind::days_since>]) >>
        leaf(take_event)[named] >> -leaf(take_scope)[scoped];

const auto happened_def = (word(Word::sent)[make<ExprKind::sent>] |
                           word(Word::was_delivered)[make<ExprKind::delivered>] |
                           word(Word::was_undelivered)[make<ExprKind::undelivered>] |
                           word(Word::was_opened)[make<ExprKind::opened>] |
                           word(Word::was_done)[make<ExprKind::done>]) >>
                          token<Tok::text, Element::What::text>()[about];

const auto factor_def = token<Tok::open>()[opened] >> expression[held] >>
                            token<Tok::close>()[closed] |
                        behaviour[same] | happened[same] | value[same];

const auto product_def = factor[same] >>
                         *(x3::omit[token<Tok::star>()] >> factor[joined<ExprKind::mul>]);

const auto sum_def = product[same] >>
                     *(x3::omit[token<Tok::plus>()] >> product[joined<ExprKind::add>] |
                       x3::omit[token<Tok::minus>()] >> product[joined<ExprKind::sub>]);

const auto unary_def = x3::omit[word(Word::not_)] >> unary[negated] |
                       sum[same] >> -(word(Word::is_known)[known] |
                                      x3::omit[leaf(take_relation)] >> sum[compared]);

const auto expression_def = unary[same] >>
                            (+(x3::omit[word(Word::and_)] >> unary[chained<ExprKind::all>]) >>
                                 -leaf_parser(refuse_mixing, Word::or_) |
                             +(x3::omit[word(Word::or_)] >> unary[chained<ExprKind::any>]) >>
                                 -leaf_parser(refuse_mixing, Word::and_) |
                             x3::eps);

BOOST_SPIRIT_DEFINE(day, value, duration, behaviour, happened, factor, product, sum, unary,
                    expression)

template <class Rule, class Out>
bool run(Cursor& cursor, const Rule& rule, Out& out) {
  const Token* const begin = cursor.tokens().data();
  const Token* first = begin + std::min(cursor.at, cursor.tokens().size());
  const Token* const last = begin + cursor.tokens().size();
  try {
    const auto bound = x3::with<cursor_tag>(cursor)[rule];
    if (!x3::parse(first, last, bound, out)) return false;
  } catch (...) {
    // X3 throws only from expectation points, which this grammar does not use, and when memory
    // runs out; to the line that is parsed both mean "not read".
    return false;
  }
  cursor.at = static_cast<std::size_t>(first - begin);
  return true;
}

// X3 descends by recursion; what an untrusted file nests is counted before.
bool too_deep(Cursor& cursor) {
  std::size_t depth = 0, deepest = 0, nots = 0;
  for (std::size_t i = cursor.at; i < cursor.tokens().size(); ++i) {
    const Token& t = cursor.tokens()[i];
    if (t.kind == Tok::open) ++depth;
    if (t.kind == Tok::close && depth > 0) --depth;
    nots = cursor.word_length(i, Word::not_) > 0 ? nots + 1 : 0;
    deepest = std::max({deepest, depth, nots});
  }
  if (deepest <= Limits::nesting) return false;
  cursor.mistake("P0008", cursor.place(cursor.at),
                 say("this expression nests deeper than 32 levels"),
                 say("give a part of it a name with `{term}`"));
  return true;
}

bool read_duration_literal(Cursor& cursor, Expr& out) { return run(cursor, duration, out); }

}  // namespace

bool read_expression(Cursor& cursor, Shape shape, Expr& out) {
  if (too_deep(cursor)) return false;
  if (shape == Shape::value) return run(cursor, value, out);
  return shape == Shape::sum ? run(cursor, sum, out) : run(cursor, expression, out);
}

bool read_duration(Cursor& cursor, DurationValue& out) {
  const std::size_t begin = cursor.at;
  Expr literal_value;
  if (cursor.is(Tok::number)) {
    if (!read_duration_literal(cursor, literal_value)) return false;
    out.fixed = literal_value.duration;
  } else {
    const Token* column = cursor.token();
    const bool dotted = column != nullptr && column->kind == Tok::name &&
                        column->text.find('.') != std::string::npos;
    if (!dotted) {
      cursor.expect(cursor.at, {Word::none, "a duration", {}});
      return false;
    }
    read_name(cursor, "operand", out.column);
  }
  out.span = cursor.stretch(begin, cursor.at);
  return true;
}

bool read_name(Cursor& cursor, std::string_view role, Name& out) {
  if (take_name(cursor, cursor.at, Word::none) == 0) return false;
  record(cursor, Element::What::name, cursor.at, 1, Word::none, role);
  out = {cursor.token()->text, cursor.token()->span};
  ++cursor.at;
  return true;
}

bool read_names(Cursor& cursor, bool with_and, std::vector<Name>& out) {
  const auto add = [&out](auto& ctx) { out.push_back(name_of(x3::_attr(ctx))); };
  const auto one = leaf(take_name)[add];
  return with_and ? run(cursor, one % word(Word::and_), x3::unused)
                  : run(cursor, one % token<Tok::comma>(), x3::unused);
}

}  // namespace arrears::syntax
