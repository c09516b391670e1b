// What nests: expressions, values, durations, cells, lists. The only part that Spirit X3 reads;
// a hand-written parser could stand behind the same functions.
#ifndef ARREARS_SRC_LANGUAGE_GRAMMAR_HPP
#define ARREARS_SRC_LANGUAGE_GRAMMAR_HPP

#include <language/cursor.hpp>

namespace arrears::syntax {

enum class Shape : std::uint8_t {
  expression,  // conditions, terms, columns
  sum,         // amounts and dates
  value        // one literal or name
};

// Each reads at the cursor and moves it behind what it took. False = nothing fits; then the cursor
// stands where it stood and knows what was expected.
bool read_expression(Cursor& cursor, Shape shape, Expr& out);
bool read_duration(Cursor& cursor, DurationValue& out);
// Names with `,` (or `and`) between them.
bool read_names(Cursor& cursor, bool with_and, std::vector<Name>& out);
bool read_name(Cursor& cursor, std::string_view role, Name& out);
// One cell of a table, up to the next bar.
bool read_cell(Cursor& cursor, Cell& out);

// A word that an operand may be, so that a name of this spelling stands in quotes.
bool is_operand_word(Word word);
// Words with which a value may begin, besides names that are spelled like them.
bool begins_value(Word word);

}  // namespace arrears::syntax

#endif
