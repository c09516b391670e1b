// The shape of the tables that the build makes out of constructs/ and words/.
#ifndef ARREARS_SRC_LANGUAGE_WORDS_TABLES_HPP
#define ARREARS_SRC_LANGUAGE_WORDS_TABLES_HPP

#include <cstddef>
#include <cstdint>
#include <language/word_ids.hpp>

namespace arrears::syntax {

// One word of one language; forms separated by `;`, the first is written by the formatter. Empty
// when the language lacks it.
struct SpellingRow {
  const char* language;
  Word word;
  const char* id;
  const char* forms;
};
struct TextRow {
  const char *language, *key, *text;
};
struct UnitRow {
  const char *language, *unit, *governor, *one, *few, *many, *fraction;
};
// A word that is written otherwise after another word, or before a number of that class
// (`count:few`); an event with its two forms.
struct FormRow {
  const char *language, *key, *first, *second;
};

// What a signature is made of. A node is followed by its children; `size` counts it and them.
// Children of choice, optional and repeat are branches.
enum class NodeOp : std::uint8_t { word, symbol, slot, optional, choice, repeat, branch };

enum class SlotType : std::uint8_t {
  none,
  name,
  names,
  and_names,
  text,
  value,
  values,
  expr,
  sum,
  duration,
  period,
  date,
  time,
  count,
  currency,
  type,
  scope,
  parts,
  holds,
  components,
  list_kind,
  money,
  event_on,
  event_bare,
  event_or_field,
  date_field,
  date_or_field,
  test_date,
  test_money,
  given_field,
  verified_field,
  fact,
  assertions
};

struct SignatureNode {
  NodeOp op;
  std::uint16_t size;
  Word word;
  SlotType type;
  const char* slot;
  const char* role;
  char symbol;
};

// Where a line of this signature may stand.
enum class Class : std::uint8_t {
  declaration,
  attribute,
  block,
  state_line,
  head,
  action,
  option,
  test_line,
  fact,
  assertion
};

struct Signature {
  Construct construct;
  Class cls;
  const char* name;
  std::uint16_t first, count;  // nodes
};

extern const SpellingRow spelling_table[];
extern const SignatureNode signature_nodes[];
extern const Signature signature_table[];
extern const TextRow language_table[], month_table[], governor_table[], currency_table[],
    field_table[], kind_table[];
extern const UnitRow unit_table[];
extern const FormRow form_table[], event_table[];
std::size_t spelling_count();
std::size_t signature_count();
std::size_t language_count();
std::size_t month_count();
std::size_t unit_count();
std::size_t governor_count();
std::size_t form_count();
std::size_t currency_count();
std::size_t field_count();
std::size_t event_count();
std::size_t kind_count();

}  // namespace arrears::syntax

#endif
