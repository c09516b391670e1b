// What begins with a digit: dates, times, numbers, in the spelling of one language.
#ifndef ARREARS_SRC_LANGUAGE_NUMBER_LEXER_HPP
#define ARREARS_SRC_LANGUAGE_NUMBER_LEXER_HPP

#include <language/lexer.hpp>
#include <language/say.hpp>

namespace arrears::syntax {

struct LexedNumber {
  Tok kind = Tok::number;
  std::size_t end = 0;
  std::string digits;  // "12000.5"
  Date date;
  TimeOfDay time;
  std::string code;  // of a mistake; empty = none
  Said message, help;
};

class NumberLexer {
 public:
  NumberLexer(const std::vector<char32_t>& text, std::size_t begin, const Words& words)
      : text_(text), begin_(begin), words_(words) {}

  // A date is looked for before a number, and `1..60` is no decimal.
  LexedNumber lex();

 private:
  char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : U'\0'; }
  std::size_t digits_from(std::size_t i) const;  // how many digits stand there
  std::size_t spaces_from(std::size_t i) const;
  int value(std::size_t begin, std::size_t end) const;
  bool slash_date(LexedNumber& out) const;
  bool iso_date(LexedNumber& out) const;
  bool dotted_date(LexedNumber& out) const;
  bool word_date(LexedNumber& out) const;
  bool time(LexedNumber& out) const;
  void number(LexedNumber& out) const;
  std::size_t groups(std::size_t i, LexedNumber& out) const;
  void decimals(std::size_t i, LexedNumber& out) const;
  void make_date(int year, int month, int day, LexedNumber& out) const;

  const std::vector<char32_t>& text_;
  std::size_t begin_;
  const Words& words_;
};

// "1 September 2026" or "1. 9. 2026", as the language writes dates.
std::string date_text(const Words& words, int year, int month, int day);

}  // namespace arrears::syntax

#endif
