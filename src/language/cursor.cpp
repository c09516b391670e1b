#include <language/cursor.hpp>

#include <algorithm>

namespace arrears::syntax {

Span Cursor::place(std::size_t i) const {
  if (i < tokens_.size()) return tokens_[i].span;
  if (tokens_.empty()) return {1, 1, 2};
  const Span last = tokens_.back().span;
  return {last.line, last.end_column, last.end_column + 1};
}

Span Cursor::stretch(std::size_t begin, std::size_t end) const {
  return end <= begin ? place(begin) : join(place(begin), place(end - 1));
}

std::size_t Cursor::word_length(std::size_t i, Word word) const {
  std::size_t longest = 0;
  if (i >= tokens_.size()) return 0;
  for (const WordMatch& match : tokens_[i].words) {
    if (match.word == word) longest = std::max<std::size_t>(longest, match.tokens);
  }
  return longest;
}

bool Cursor::take(Word word) {
  const std::size_t length = word_length(at, word);
  if (length == 0) {
    expect(at, {word, {}, {}});
    return false;
  }
  push({Element::What::word,
        word,
        {},
        static_cast<std::uint32_t>(at),
        static_cast<std::uint32_t>(length)});
  at += length;
  return true;
}

bool Cursor::take(Tok symbol, std::string_view sign) {
  if (!is(symbol)) {
    expect(at, {Word::none, {}, sign});
    return false;
  }
  push({Element::What::symbol, Word::none, {}, static_cast<std::uint32_t>(at), 1});
  ++at;
  return true;
}

void Cursor::push(Element element) {
  while (!trace_.empty() && trace_.back().first + trace_.back().count > element.first) {
    trace_.pop_back();
  }
  trace_.push_back(element);
}

void Cursor::cut_trace() {
  while (!trace_.empty() && trace_.back().first >= at) trace_.pop_back();
}

void Cursor::expect(std::size_t i, Expected expected) {
  if (i < furthest_) return;
  if (i > furthest_) expected_.clear();
  furthest_ = i;
  if (std::find(expected_.begin(), expected_.end(), expected) != expected_.end()) return;
  expected_.push_back(expected);
}

void Cursor::forget_expectations() {
  furthest_ = 0;
  expected_.clear();
  found = {};
}

void Cursor::mistake(std::string code, Span span, Said message, Said help) {
  if (has_mistake()) return;
  found = {std::move(code), std::move(message), std::move(help), span};
}

}  // namespace arrears::syntax
