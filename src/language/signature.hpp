// Reads statements by their signatures: a leading word and slots (constructs/*/signature.txt).
#ifndef ARREARS_SRC_LANGUAGE_SIGNATURE_HPP
#define ARREARS_SRC_LANGUAGE_SIGNATURE_HPP

#include <language/cursor.hpp>
#include <utility>
#include <vector>

namespace arrears::syntax {

// What a slot was filled with; which member depends on its type.
struct SlotValue {
  std::string_view slot;
  SlotType type = SlotType::none;
  Span span;
  std::vector<Name> names;  // name, names
  Text text;
  Expr expr;  // value, values (first), expr, sum, date_or_field
  std::vector<Expr> values;
  DurationValue duration;
  DateValue date;
  TimeOfDay time;
  std::int64_t count = 0;
  Type declared;
  HoldKinds holds = HoldKinds::none;
  std::vector<Component> components;
  ScopeWord scope = ScopeWord::claim;
  std::vector<EventDecl::Part> parts;
  std::vector<Fact> facts;
  std::vector<Assertion> assertions;
};

// One attempt at one signature. When it is not complete, what stands in front of the mistake.
struct Reading {
  const Signature* signature = nullptr;
  bool complete = false;
  std::size_t begin = 0, end = 0;
  std::size_t words_taken = 0;  // tokens that were words of the language
  std::vector<SlotValue> slots;
  std::vector<std::pair<Word, Span>> words;

  bool has(Word word) const;
  bool has(std::string_view slot) const { return find(slot) != nullptr; }
  const SlotValue* find(std::string_view slot) const;
  Name name(std::string_view slot) const;
  std::vector<Name> names(std::string_view slot) const;
  Text text(std::string_view slot) const;
};

// Reads one signature at the cursor. The cursor ends behind what was read.
Reading read_signature(Cursor& cursor, const Signature& signature);

// Of those of the classes the one that takes most, then the one that takes most words. When none
// is complete, the one that came furthest; its expectations are those of the cursor. The cursor
// ends behind what was read; nothing is read when `signature` is null.
Reading read_longest(Cursor& cursor, const std::vector<Class>& classes);

// A fact, or an assertion, by its own signatures.
bool read_fact(Cursor& cursor, Fact& out);
bool read_assertions(Cursor& cursor, std::vector<Assertion>& out);
bool read_type(Cursor& cursor, Type& out);

const SignatureNode* nodes_of(const Signature& signature);

}  // namespace arrears::syntax

#endif
