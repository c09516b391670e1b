// Text to syntax tree. Always yields a tree; reports every mistake of spelling and shape.
#ifndef ARREARS_SRC_LANGUAGE_PARSE_HPP
#define ARREARS_SRC_LANGUAGE_PARSE_HPP

#include <arrears/language/compile.hpp>
#include <language/tree.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace arrears::syntax {

struct ParseOutcome {
  Tree tree;
  std::vector<Diagnostic> diagnostics;  // in order of line and column
};

// A file of rules ("*.plan"). Total: any bytes give an outcome. Mistakes are told in the language
// of the file, unless another one is given.
ParseOutcome parse(const Source& source, std::string_view told_in = {});

struct ExpressionOutcome {
  Expr expression;  // ExprKind::error when it could not be read
  std::vector<Diagnostic> diagnostics;
};

// One expression, for instance between the braces of a template. `line` and `column` say where its
// text begins in the file, so that the spans are those of the file.
struct ExpressionPlace {
  std::string file;
  std::string language = "en";
  std::uint32_t line = 1, column = 1;
  std::string source_line{};  // for the caret; empty = the text itself
  std::string told_in{};      // the language of messages; empty = that of the expression
};
ExpressionOutcome parse_expression(std::string_view text, const ExpressionPlace& place);

// "en", "cs": whether the words of a language are compiled in.
bool knows_language(std::string_view language);

// ---- vocabulary of the core, in every language -------------------------------------------------

// The English name of a field of the core ("promise.due" for `slib.termín`), of an event ("payment"
// for `platba`, after `on` for `platbě`), of a kind of list that slots ask for ("team" for `tým`).
// Empty when the spelling is none of that language.
std::string_view core_field(std::string_view language, std::string_view spelling);
std::string_view core_event(std::string_view language, std::string_view spelling, bool after_on);
std::string_view core_list_kind(std::string_view language, std::string_view spelling);
// The other way: how a language spells a field, event or kind of list by its English name.
std::string_view core_field_spelling(std::string_view language, std::string_view core);
std::string_view core_event_spelling(std::string_view language, std::string_view core,
                                     bool after_on);
std::string_view core_list_kind_spelling(std::string_view language, std::string_view core);
// All of them as the author may write them, for "did you mean".
std::vector<std::string_view> core_field_names(std::string_view language);
std::vector<std::string_view> core_event_names(std::string_view language, bool after_on);
std::vector<std::string_view> core_list_kind_names(std::string_view language);

// The candidate that looks most like what was written, ignoring diacritics and case, or empty when
// none is near.
std::string nearest(std::string_view written, const std::vector<std::string_view>& candidates);

}  // namespace arrears::syntax

#endif
