#include <language/characters.hpp>
#include <language/lexer.hpp>
#include <language/number_lexer.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

class LineLexer {
 public:
  LineLexer(std::string_view line, std::uint32_t number, std::uint32_t column, const Words& words,
            Report& report)
      : text_(decode(line)), number_(number), column_(column), words_(words), report_(report) {}

  LexedLine lex();

 private:
  char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : U'\0'; }
  Span span(std::size_t begin, std::size_t end) const {
    return {number_, column_ + static_cast<std::uint32_t>(begin),
            column_ + static_cast<std::uint32_t>(end)};
  }
  std::string piece(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end && i < text_.size(); ++i) out += encode(text_[i]);
    return out;
  }
  void complain(std::string code, Span where, const Said& message, const Said& help = {}) {
    // One mistake of spelling per line: the others often follow from it.
    if (!line_.has_mistake) report_.add(std::move(code), where, message, help);
    line_.has_mistake = true;
  }
  Token& push(Tok kind, std::size_t begin, std::size_t end) {
    line_.tokens.emplace_back();
    Token& token = line_.tokens.back();
    token.kind = kind;
    token.span = span(begin, end);
    return token;
  }
  bool check_characters();
  void lex_one();
  void lex_text();
  void lex_quoted_name();
  void lex_name();
  void lex_number();
  void lex_minus();
  bool lex_symbol();
  std::size_t closing_quote(std::size_t begin) const;
  void check_scripts(std::size_t begin, std::size_t end);
  void check_neighbours();

  std::vector<char32_t> text_;
  std::uint32_t number_, column_;
  const Words& words_;
  Report& report_;
  LexedLine line_;
  std::size_t i_ = 0;
};

bool LineLexer::check_characters() {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (!is_forbidden(text_[i])) continue;
    complain("P0003", span(i, i + 1),
             is_bidi(text_[i]) ? say("this character changes the direction of the text")
                               : say("this character cannot be seen"),
             say("delete it"));
    return false;
  }
  return true;
}

LexedLine LineLexer::lex() {
  if (!check_characters()) {
    std::erase_if(text_, is_forbidden);
  }
  while (is_space(at(i_))) ++i_;
  if (at(i_) == U'>') {
    line_.is_prose = true;
    std::size_t begin = i_ + 1, end = text_.size();
    while (begin < end && is_space(text_[begin])) ++begin;
    while (end > begin && is_space(text_[end - 1])) --end;
    line_.prose = piece(begin, end);
    return line_;
  }
  while (i_ < text_.size() && at(i_) != U'#') {
    if (is_space(at(i_))) {
      ++i_;
      continue;
    }
    if (line_.tokens.size() == Limits::line_tokens) {
      complain("P0008", span(i_, i_ + 1), say("this line has more than 500 words"),
               say("write it as several lines"));
      break;
    }
    lex_one();
  }
  if (at(i_) == U'#') {
    std::size_t end = text_.size();
    while (end > i_ && is_space(text_[end - 1])) --end;
    line_.comment = piece(i_, end);
    line_.comment_column = span(i_, i_).column;
  }
  check_neighbours();
  annotate(line_.tokens, words_);
  return std::move(line_);
}

void LineLexer::lex_one() {
  const char32_t c = at(i_);
  if (is_quote(c)) return lex_text();
  if (is_apostrophe(c)) return lex_quoted_name();
  if (is_digit(c)) return lex_number();
  if (is_letter(c) || c == U'_') return lex_name();
  if (c == U'€') {
    Token& token = push(Tok::name, i_, i_ + 1);
    token.text = "€";
    ++i_;
    return;
  }
  if (is_dash(c)) return lex_minus();
  if (lex_symbol()) return;
  complain("P0009", span(i_, i_ + 1), say("`{0}` means nothing here", encode(c)));
  push(Tok::bad, i_, i_ + 1);
  ++i_;
}

// The quote that ends the text: of the same kind as the one that began it, so that a text in
// plain quotes may hold typographic ones; any, when there is none of that kind.
std::size_t LineLexer::closing_quote(std::size_t begin) const {
  std::size_t any = text_.size();
  for (std::size_t i = begin + 1; i < text_.size(); ++i) {
    if (!is_quote(text_[i])) continue;
    if (text_[begin] != U'"' || text_[i] == U'"') return i;
    any = std::min(any, i);
  }
  return any;
}

void LineLexer::lex_text() {
  const std::size_t begin = i_, end = closing_quote(begin);
  if (end == text_.size()) {
    complain("P0007", span(begin, end), say("this text does not end"),
             say("write `\"` after its last word"));
  }
  Token& token = push(Tok::text, begin, std::min(end + 1, text_.size()));
  token.text = piece(begin + 1, end);
  i_ = end + 1;
}

void LineLexer::lex_quoted_name() {
  const std::size_t begin = i_;
  std::size_t end = begin + 1;
  while (end < text_.size() && !is_apostrophe(text_[end])) ++end;
  Token& token = push(Tok::name, begin, std::min(end + 1, text_.size()));
  token.quoted = true;
  token.text = piece(begin + 1, end);
  i_ = end + 1;
  bool good = end < text_.size() && end > begin + 1 && !is_digit(text_[begin + 1]);
  for (std::size_t i = begin + 1; i < end; ++i) {
    good = good && (is_letter(text_[i]) || is_digit(text_[i]) || text_[i] == U'_' ||
                    is_dash(text_[i]) || text_[i] == U'.');
  }
  if (!good) {
    complain("P0007", token.span, say("this is not a name in quotes"),
             say("a name has letters, digits, `_` and `-`; texts stand in `\"`"));
  }
}

void LineLexer::check_scripts(std::size_t begin, std::size_t end) {
  Script seen = Script::none;
  for (std::size_t i = begin; i < end; ++i) {
    const Script script = script_of(text_[i]);
    if (script == Script::none || script == seen) continue;
    if (seen == Script::none) {
      seen = script;
      continue;
    }
    complain("P0004", span(begin, end), say("this name mixes letters of two alphabets"),
             say("some letter is not the one that it looks like; type the name again"));
    return;
  }
}

void LineLexer::lex_name() {
  const std::size_t begin = i_;
  std::string name;
  for (;; ++i_) {
    const char32_t c = at(i_);
    const bool plain = is_letter(c) || is_digit(c) || c == U'_';
    const bool joins = c == U'.' && (is_letter(at(i_ + 1)) || at(i_ + 1) == U'_');
    const bool hyphen = is_dash(c) && is_letter(at(i_ - 1)) && is_letter(at(i_ + 1));
    if (!plain && !joins && !hyphen) break;
    name += hyphen ? "-" : encode(c);
  }
  check_scripts(begin, i_);
  if (i_ - begin > Limits::name_characters) {
    complain("P0008", span(begin, i_), say("this name is longer than 100 characters"));
  }
  Token& token = push(Tok::name, begin, i_);
  token.text = std::move(name);
}

void LineLexer::lex_number() {
  NumberLexer lexer(text_, i_, words_);
  const LexedNumber found = lexer.lex();
  Token& token = push(found.kind, i_, found.end);
  token.text = found.digits;
  token.date = found.date;
  token.time = found.time;
  i_ = found.end;
  if (!found.code.empty()) complain(found.code, token.span, found.message, found.help);
}

// A minus has a space on both sides; in a table a dash alone is an empty cell.
void LineLexer::lex_minus() {
  const std::size_t begin = i_++;
  const bool before = begin == 0 || is_space(at(begin - 1)) || at(begin - 1) == U'|';
  const bool after = i_ == text_.size() || is_space(at(i_)) || at(i_) == U'|';
  push(Tok::minus, begin, i_);
  if (before && after) return;
  complain("P0012", span(begin, i_), say("a minus has a space on both sides"),
           say("write ` - `; there are no negative numbers"));
}

bool LineLexer::lex_symbol() {
  struct Symbol {
    const char32_t* text;
    Tok kind;
  };
  static constexpr Symbol symbols[] = {
      {U"||", Tok::divider},       {U"|", Tok::bar},        {U"<=", Tok::less_equal},
      {U">=", Tok::greater_equal}, {U"≤", Tok::less_equal}, {U"≥", Tok::greater_equal},
      {U"<", Tok::less},           {U">", Tok::greater},    {U"=", Tok::equal},
      {U"+", Tok::plus},           {U"*", Tok::star},       {U"%", Tok::percent},
      {U"(", Tok::open},           {U")", Tok::close},      {U",", Tok::comma},
      {U":", Tok::colon},          {U"..", Tok::range},     {U"…", Tok::range}};
  for (const Symbol& symbol : symbols) {
    std::size_t size = 0;
    while (symbol.text[size] != U'\0' && at(i_ + size) == symbol.text[size]) ++size;
    if (symbol.text[size] != U'\0') continue;
    push(symbol.kind, i_, i_ + size);
    i_ += size;
    return true;
  }
  return false;
}

// No grammar puts two numbers side by side; that is what makes the grouping space safe.
void LineLexer::check_neighbours() {
  for (std::size_t i = 1; i < line_.tokens.size(); ++i) {
    const Token &a = line_.tokens[i - 1], &b = line_.tokens[i];
    if (a.kind != Tok::number || b.kind != Tok::number) continue;
    complain("P0010", join(a.span, b.span), say("two numbers stand side by side"),
             say("a space groups exactly three digits: `12 000`"));
  }
}

// How many tokens from `begin` spell the pieces; 0 = not so.
std::size_t matched(const std::vector<Token>& tokens, std::size_t begin,
                    const std::vector<std::string>& pieces) {
  if (begin + pieces.size() > tokens.size()) return 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Token& token = tokens[begin + i];
    if (token.kind != Tok::name || token.quoted) return 0;
    if (token.text != pieces[i] && with_small_initial(token.text) != pieces[i]) return 0;
  }
  return pieces.size();
}

}  // namespace

void annotate(std::vector<Token>& tokens, const Words& words) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.kind != Tok::name || token.quoted) continue;
    token.currency = Words::currency_code(token.text);
    for (const Phrase& phrase : words.starting(with_small_initial(token.text))) {
      const std::size_t count = matched(tokens, i, phrase.pieces);
      if (count > 0) token.words.push_back({phrase.word, static_cast<std::uint8_t>(count)});
    }
    for (const UnitPhrase& phrase : words.units()) {
      const std::size_t count = matched(tokens, i, phrase.pieces);
      if (count <= token.unit_tokens) continue;
      token.is_unit = true;
      token.unit = phrase.unit;
      token.unit_tokens = static_cast<std::uint8_t>(count);
    }
  }
}

LexedLine lex_line(std::string_view line, std::uint32_t number, std::uint32_t column,
                   const Words& words, Report& report) {
  return LineLexer(line, number, column, words, report).lex();
}

}  // namespace arrears::syntax
