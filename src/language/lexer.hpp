// Text to tokens, line by line. A token carries every word that it could be; the slot that reads it
// chooses (LANGUAGE.md part 11, item 1).
#ifndef ARREARS_SRC_LANGUAGE_LEXER_HPP
#define ARREARS_SRC_LANGUAGE_LEXER_HPP

#include <language/say.hpp>
#include <language/tree.hpp>
#include <language/words.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::syntax {

// Limits of a rule file: it is untrusted, and far above what a person writes.
struct Limits {
  static constexpr std::size_t file_bytes = std::size_t{4} << 20;
  static constexpr std::size_t lines = 50'000;
  static constexpr std::size_t line_characters = 2'000;
  static constexpr std::size_t line_tokens = 500;
  static constexpr std::size_t name_characters = 100;
  static constexpr std::size_t nesting = 32;
  static constexpr std::size_t diagnostics = 100;
};

enum class Tok : std::uint8_t {
  name,
  number,
  date,
  time,
  text,
  less,
  less_equal,
  equal,
  greater_equal,
  greater,
  plus,
  minus,
  star,
  percent,
  open,
  close,
  comma,
  colon,
  range,
  bar,
  divider,
  bad  // reported
};

struct WordMatch {
  Word word = Word::none;
  std::uint8_t tokens = 1;
};

struct Token {
  Tok kind = Tok::bad;
  Span span;
  std::string text;     // name, text; of a number its digits with a point ("12000.5")
  bool quoted = false;  // a name in quotes: never a word
  std::vector<WordMatch> words;
  bool is_unit = false;  // a unit of time begins here
  Duration::Unit unit = Duration::Unit::days;
  std::uint8_t unit_tokens = 0;
  std::string currency;  // code, when the name is one
  Date date;
  TimeOfDay time;
};

struct LexedLine {
  std::vector<Token> tokens;
  bool is_prose = false;
  std::string prose;    // without `>`
  std::string comment;  // with `#`; empty = none
  std::uint32_t comment_column = 0;
  bool has_mistake = false;  // reported; the shape of the line is not reported besides
  bool blank() const { return tokens.empty() && !is_prose && comment.empty(); }
};

// Collects diagnostics of one file, up to the limit.
class Report {
 public:
  Report(const Tree& tree, std::vector<Diagnostic>& out) : tree_(tree), out_(out) {}
  void add(std::string code, Span span, const Said& message, const Said& help = {});
  std::size_t count() const { return out_.size(); }

 private:
  const Tree& tree_;
  std::vector<Diagnostic>& out_;
};

// Splits into lines in normal form, finds the language, reports what is no text. False when the
// file cannot be read at all (binary, too large); then `tree.lines` is empty.
bool split_lines(std::string_view text, Tree& tree, Report& report);

// The line of `# language: en`, one of the first five; from 0.
std::optional<std::size_t> header_line(const Tree& tree);

// One line; `number` counts from 1 and `column` says where its text begins.
LexedLine lex_line(std::string_view line, std::uint32_t number, std::uint32_t column,
                   const Words& words, Report& report);

// The words and units that tokens may be; done by lex_line.
void annotate(std::vector<Token>& tokens, const Words& words);

}  // namespace arrears::syntax

#endif
