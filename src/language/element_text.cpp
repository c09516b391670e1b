#include <language/element_text.hpp>
#include <language/number_lexer.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

const char* symbol_text(Tok kind) {
  switch (kind) {
    case Tok::less: return "<";
    case Tok::less_equal: return "<=";
    case Tok::equal: return "=";
    case Tok::greater_equal: return ">=";
    case Tok::greater: return ">";
    case Tok::plus: return "+";
    case Tok::minus: return "-";
    case Tok::star: return "*";
    case Tok::percent: return "%";
    case Tok::open: return "(";
    case Tok::close: return ")";
    case Tok::comma: return ",";
    case Tok::colon: return ":";
    case Tok::range: return "..";
    default: return "";
  }
}

// Quotes stay where the name would be read as something else without them.
std::string name_text(const Token& token, const Words& words) {
  if (!token.quoted) return token.text;
  Tree nowhere;
  std::vector<Diagnostic> ignored;
  Report report(nowhere, ignored);
  const LexedLine bare = lex_line(token.text, 1, 1, words, report);
  const bool same = bare.tokens.size() == 1 && !bare.has_mistake &&
                    bare.tokens[0].kind == Tok::name && bare.tokens[0].text == token.text;
  const bool clash = !same || !bare.tokens[0].currency.empty() || bare.tokens[0].is_unit ||
                     !words.starting(with_small_initial(token.text)).empty();
  return clash ? "'" + token.text + "'" : token.text;
}

Word word_before(const std::vector<Element>& trace, std::size_t i) {
  return i > 0 && trace[i - 1].what == Element::What::word ? trace[i - 1].word : Word::none;
}

CountClass count_at(const ParsedLine& line, std::size_t i, const Words& words) {
  const std::string& digits = line.lexed.tokens[line.trace[i].first].text;
  const bool fraction = digits.find('.') != std::string::npos;
  const std::int64_t whole = std::stoll(digits.substr(0, digits.find('.')));
  return words.count_class(whole, fraction);
}

// The form of a unit depends on its number and on the word before that.
std::string unit_text(const ParsedLine& line, std::size_t i, const Words& words) {
  const Token& unit = line.lexed.tokens[line.trace[i].first];
  if (i == 0) return {};
  return words.unit_form(unit.unit, count_at(line, i - 1, words), word_before(line.trace, i - 1));
}

std::string word_text(const ParsedLine& line, std::size_t i, const Words& words) {
  const Element& element = line.trace[i];
  const bool counted = element.word == Word::every && i + 1 < line.trace.size() &&
                       line.trace[i + 1].what == Element::What::number;
  if (counted) return words.spelling(element.word, count_at(line, i + 1, words));
  const bool counts =
      element.word == Word::times && i > 0 && line.trace[i - 1].what == Element::What::number;
  if (counts) return words.spelling(element.word, count_at(line, i - 1, words));
  return words.spelling(element.word, word_before(line.trace, i));
}

std::string one_text(const ParsedLine& line, std::size_t i, const Words& words) {
  const Element& element = line.trace[i];
  const Token& token = line.lexed.tokens[element.first];
  switch (element.what) {
    case Element::What::word: return word_text(line, i, words);
    case Element::What::name: return name_text(token, words);
    case Element::What::text: return "\"" + token.text + "\"";
    case Element::What::number: return number_text(token.text, words);
    case Element::What::unit: return unit_text(line, i, words);
    case Element::What::currency: return words.currency_spelling(token.currency);
    case Element::What::percent: return "%";
    case Element::What::date:
      return date_text(words, token.date.year(), token.date.month(), token.date.day());
    case Element::What::time: return token.time.text();
    case Element::What::symbol: return symbol_text(token.kind);
  }
  return {};
}

bool stands_close(const std::string& left, const std::string& right) {
  return left.empty() || left == "(" || right == ")" || right == "," || right == ":";
}

}  // namespace

std::string number_text(const std::string& digits, const Words& words) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) out += ' ';
    out += digits[i];
  }
  if (point == digits.size()) return out;
  return out + (words.decimal_comma() ? "," : ".") + digits.substr(point + 1);
}

std::string elements_text(const ParsedLine& line, std::size_t begin, std::size_t end,
                          const Words& words) {
  std::string out, last;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string text = one_text(line, i, words);
    if (!stands_close(last, text)) out += ' ';
    out += text;
    last = text;
  }
  return out;
}

RowElements row_elements(const ParsedLine& line) {
  RowElements out;
  std::size_t at = 0;
  const std::vector<Token>& tokens = line.lexed.tokens;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].kind != Tok::bar && tokens[i].kind != Tok::divider) continue;
    const std::size_t begin = at;
    while (at < line.trace.size() && line.trace[at].first < i) ++at;
    out.cells.emplace_back(begin, at);
    if (tokens[i].kind == Tok::divider) out.inputs = out.cells.size();
  }
  return out;
}

}  // namespace arrears::syntax
