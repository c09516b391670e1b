#include <language/grammar.hpp>
#include <language/leaves.hpp>

#include <algorithm>

namespace arrears::syntax {

bool is_operand_word(Word word) {
  switch (word) {
    case Word::and_:
    case Word::or_:
    case Word::not_:
    case Word::yes:
    case Word::no:
    case Word::is_known:
    case Word::today:
    case Word::count_of:
    case Word::last:
    case Word::sum_of:
    case Word::days_since:
    case Word::as_of:
    case Word::otherwise:
    case Word::if_:
    case Word::by:
    case Word::times:
    case Word::valued: return true;
    default: return false;
  }
}

bool begins_value(Word word) {
  return is_operand_word(word) || word == Word::sent || word == Word::was_delivered ||
         word == Word::was_undelivered || word == Word::was_opened || word == Word::was_done;
}

namespace {

bool is_plain_name(const Token* token) {
  if (token == nullptr || token->kind != Tok::name) return false;
  return std::none_of(token->words.begin(), token->words.end(),
                      [](const WordMatch& m) { return is_operand_word(m.word); });
}

}  // namespace

void record(Cursor& cursor, Element::What what, std::size_t i, std::size_t count, Word word,
            std::string_view role) {
  cursor.push({what, word, role, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(count)});
}

std::size_t take_word(Cursor& cursor, std::size_t i, Word word) {
  const std::size_t count = cursor.word_length(i, word);
  if (count == 0) {
    cursor.expect(i, {word, {}, {}});
    return 0;
  }
  record(cursor, Element::What::word, i, count, word);
  return count;
}

std::size_t take_relation(Cursor& cursor, std::size_t i, Word) {
  const Token* token = cursor.token(i);
  const bool fits = token != nullptr && token->kind >= Tok::less && token->kind <= Tok::greater;
  if (!fits) {
    cursor.expect(i, {Word::none, "a comparison", {}});
    return 0;
  }
  record(cursor, Element::What::symbol, i, 1);
  return 1;
}

std::size_t take_unit(Cursor& cursor, std::size_t i, Word) {
  const Token* token = cursor.token(i);
  if (token == nullptr || !token->is_unit) {
    cursor.expect(i, {Word::none, "a unit", {}});
    return 0;
  }
  record(cursor, Element::What::unit, i, token->unit_tokens);
  return token->unit_tokens;
}

std::size_t take_currency(Cursor& cursor, std::size_t i, Word) {
  const Token* token = cursor.token(i);
  if (token == nullptr || token->currency.empty()) return 0;
  record(cursor, Element::What::currency, i, 1);
  return 1;
}

std::size_t take_operand(Cursor& cursor, std::size_t i, Word) {
  if (!is_plain_name(cursor.token(i))) {
    cursor.expect(i, {Word::none, "a value", {}});
    return 0;
  }
  record(cursor, Element::What::name, i, 1, Word::none, "operand");
  return 1;
}

std::size_t take_event(Cursor& cursor, std::size_t i, Word) {
  if (!is_plain_name(cursor.token(i))) {
    cursor.expect(i, {Word::none, "an event", {}});
    return 0;
  }
  record(cursor, Element::What::name, i, 1, Word::none, "event_bare");
  return 1;
}

std::size_t take_name(Cursor& cursor, std::size_t i, Word) {
  const Token* token = cursor.token(i);
  if (token == nullptr || token->kind != Tok::name) {
    cursor.expect(i, {Word::none, "a name", {}});
    return 0;
  }
  record(cursor, Element::What::name, i, 1);
  return 1;
}

std::size_t take_scope(Cursor& cursor, std::size_t i, Word) {
  for (const Word word : scope_words) {
    const std::size_t count = take_word(cursor, i, word);
    if (count > 0) return count;
  }
  return 0;
}

std::size_t refuse_mixing(Cursor& cursor, std::size_t i, Word other) {
  if (cursor.word_length(i, other) > 0) {
    cursor.mistake("P0113", cursor.stretch(i, i + cursor.word_length(i, other)),
                   say("`{and}` and `{or}` may not be mixed without parentheses"),
                   say("write `a {and} (b {or} c)` or `(a {and} b) {or} c`"));
  }
  return 0;
}

}  // namespace arrears::syntax
