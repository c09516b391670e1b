// The leaves of the grammar: each looks at the tokens from `i` on, says how many it takes (0 = it
// does not fit), and tells the cursor what it took or what it expected.
#ifndef ARREARS_SRC_LANGUAGE_LEAVES_HPP
#define ARREARS_SRC_LANGUAGE_LEAVES_HPP

#include <language/cursor.hpp>

namespace arrears::syntax {

inline constexpr Word scope_words[] = {Word::of_claim, Word::of_case, Word::of_person,
                                       Word::of_creditor};

void record(Cursor& cursor, Element::What what, std::size_t i, std::size_t count,
            Word word = Word::none, std::string_view role = {});

std::size_t take_word(Cursor& cursor, std::size_t i, Word word);
std::size_t take_relation(Cursor& cursor, std::size_t i, Word);
std::size_t take_unit(Cursor& cursor, std::size_t i, Word);
std::size_t take_currency(Cursor& cursor, std::size_t i, Word);
std::size_t take_operand(Cursor& cursor, std::size_t i, Word);
std::size_t take_event(Cursor& cursor, std::size_t i, Word);
std::size_t take_name(Cursor& cursor, std::size_t i, Word);
std::size_t take_scope(Cursor& cursor, std::size_t i, Word);
// Takes nothing; a chain of `and` that goes on with `or`, or the other way round, is a mistake.
std::size_t refuse_mixing(Cursor& cursor, std::size_t i, Word other);

// A token of one kind; what it is called when it is missing.
template <Tok kind, Element::What what>
std::size_t take_token(Cursor& cursor, std::size_t i, Word) {
  const Token* token = cursor.token(i);
  if (token == nullptr || token->kind != kind) {
    if constexpr (what == Element::What::number) cursor.expect(i, {Word::none, "a value", {}});
    if constexpr (kind == Tok::close) cursor.expect(i, {Word::none, {}, ")"});
    if constexpr (kind == Tok::range) cursor.expect(i, {Word::none, {}, ".."});
    return 0;
  }
  record(cursor, what, i, 1);
  return 1;
}

}  // namespace arrears::syntax

#endif
