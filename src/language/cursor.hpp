// A place in the tokens of one line, what was read so far, and how far reading got.
#ifndef ARREARS_SRC_LANGUAGE_CURSOR_HPP
#define ARREARS_SRC_LANGUAGE_CURSOR_HPP

#include <language/lexer.hpp>
#include <language/say.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::syntax {

// What a stretch of tokens was read as. The formatter and tree_text() write lines from these.
struct Element {
  enum class What : std::uint8_t {
    word,
    name,
    text,
    number,
    unit,
    currency,
    percent,
    date,
    time,
    symbol
  } what = What::symbol;
  Word word = Word::none;
  std::string_view role;  // of a name: "operand", "event_on", "event_bare", "field" ...
  std::uint32_t first = 0, count = 1;
};

// What could have stood where reading stopped: a word, something described ("a name"), or a sign.
struct Expected {
  Word word = Word::none;
  Wording what{};
  std::string_view sign{};
  friend bool operator==(const Expected&, const Expected&) = default;
};

class Cursor {
 public:
  explicit Cursor(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::size_t at = 0;

  const std::vector<Token>& tokens() const { return tokens_; }
  bool done() const { return at >= tokens_.size(); }
  const Token* token(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  const Token* token() const { return token(at); }
  bool is(Tok kind) const { return !done() && tokens_[at].kind == kind; }
  // The place of the token, or of the end of the line.
  Span place(std::size_t i) const;
  Span stretch(std::size_t begin, std::size_t end) const;

  // How many tokens at `i` spell the word; 0 = none.
  std::size_t word_length(std::size_t i, Word word) const;
  bool word_ahead(Word word) const { return word_length(at, word) > 0; }
  bool take(Word word);
  bool take(Tok symbol, std::string_view sign);

  // Replaces whatever was read from `element.first` on: after going back, the last reading holds.
  void push(Element element);
  const std::vector<Element>& trace() const { return trace_; }
  void cut_trace();  // forgets what was read at `at` and behind it

  void expect(std::size_t i, Expected expected);
  std::size_t furthest() const { return furthest_; }
  const std::vector<Expected>& expected() const { return expected_; }
  void forget_expectations();

  // A mistake that is known exactly; the first one holds.
  void mistake(std::string code, Span span, Said message, Said help = {});
  bool has_mistake() const { return !found.code.empty(); }
  struct Mistake {
    std::string code;
    Said message, help;
    Span span;
  };
  Mistake found;

 private:
  const std::vector<Token>& tokens_;
  std::vector<Element> trace_;
  std::size_t furthest_ = 0;
  std::vector<Expected> expected_;
};

}  // namespace arrears::syntax

#endif
