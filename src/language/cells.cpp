// Cells of tables: any value, `otherwise`, or matches with `or` between them.
#include <language/grammar.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

bool is_relation(const Cursor& cursor) {
  const Token* token = cursor.token();
  return token != nullptr && token->kind >= Tok::less && token->kind <= Tok::greater;
}

Match::Op operation(const Cursor& cursor) {
  switch (cursor.token()->kind) {
    case Tok::less: return Match::Op::less;
    case Tok::less_equal: return Match::Op::less_equal;
    case Tok::greater_equal: return Match::Op::greater_equal;
    case Tok::greater: return Match::Op::greater;
    default: return Match::Op::equal;
  }
}

// One unit may serve both ends of a range: `31 .. 90 days`.
void share_unit(Cursor& cursor, std::size_t low_token, Match& match) {
  if (match.low.kind != ExprKind::number || match.low.percent) return;
  const Token& digits = cursor.tokens()[low_token];
  if (match.high.kind == ExprKind::duration) {
    match.low.kind = ExprKind::duration;
    match.low.duration = {match.high.duration.unit,
                          static_cast<std::int32_t>(
                              std::min<std::int64_t>(match.low.number.micro / 1'000'000, 100'000))};
  } else if (match.high.kind == ExprKind::money) {
    const Result<Money> read = Money::parse(digits.text, match.high.money.currency);
    match.low.kind = ExprKind::money;
    match.low.money = read ? *read : Money{0, match.high.money.currency};
  }
}

bool read_match(Cursor& cursor, Match& out) {
  const std::size_t begin = cursor.at;
  const bool related = is_relation(cursor);
  if (related) {
    out.op = operation(cursor);
    cursor.take(cursor.token()->kind, {});
  }
  const std::size_t low_token = cursor.at;
  if (!read_expression(cursor, Shape::sum, out.low)) return false;
  if (!related && cursor.is(Tok::range)) {
    cursor.take(Tok::range, "..");
    out.op = Match::Op::range;
    if (!read_expression(cursor, Shape::value, out.high)) return false;
    share_unit(cursor, low_token, out);
  }
  out.span = cursor.stretch(begin, cursor.at);
  return true;
}

}  // namespace

bool read_cell(Cursor& cursor, Cell& out) {
  const std::size_t begin = cursor.at;
  const Token* next = cursor.token(cursor.at + 1);
  const bool alone = next == nullptr || next->kind == Tok::bar || next->kind == Tok::divider;
  if (cursor.is(Tok::minus) && alone) {
    cursor.take(Tok::minus, "-");
    out.any = true;
  } else if (cursor.word_ahead(Word::otherwise)) {
    out.otherwise = cursor.take(Word::otherwise);
  } else {
    do {
      out.any_of.emplace_back();
      if (!read_match(cursor, out.any_of.back())) return false;
    } while (cursor.take(Word::or_));
  }
  out.span = cursor.stretch(begin, cursor.at);
  return true;
}

}  // namespace arrears::syntax
