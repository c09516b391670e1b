// Why a line could not be read: the message, the help, and a guess at what was meant, with which
// the line is read again in silence so that follow-on mistakes are not reported.
#ifndef ARREARS_SRC_LANGUAGE_FAILURE_HPP
#define ARREARS_SRC_LANGUAGE_FAILURE_HPP

#include <language/signature.hpp>

namespace arrears::syntax {

struct Failure {
  std::string code;
  Said message, help;
  Span span;
  // The guess: instead of `replaced` tokens at `at` stands `instead`.
  bool repairable = false;
  std::size_t at = 0, replaced = 0;
  Token instead;
};

// The line began with nothing known. The classes are those that may stand there, innermost first.
Failure unknown_line(const Cursor& cursor, const Words& words, const std::vector<Class>& classes);
// Reading stopped in the line. `whole` says that what was read is complete without the rest.
// Then `should_end` is the message.
Failure stopped(const Cursor& cursor, const Words& words, bool whole, Wording should_end);

// Where a line fails behind a word that was taken for a name: guesses at that word, nearest first.
std::vector<Failure> misread_words(const Cursor& cursor, const Words& words);

// The tokens with the guess in their place.
std::vector<Token> repaired(const std::vector<Token>& tokens, const Failure& failure);

}  // namespace arrears::syntax

#endif
