#include <language/characters.hpp>
#include <language/failure.hpp>
#include <language/grammar.hpp>
#include <language/parse.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

// The best guess so far.
struct Guess {
  std::size_t distance = 1000;
  std::size_t tokens = 0;  // how many it replaces
  std::string spelling;
  Word word = Word::none;
  bool unit = false, currency = false;
  Class cls = Class::action;
};

std::size_t allowed_distance(std::size_t letters) {
  return std::clamp<std::size_t>(letters / 3, 1, 3);
}

// The text of up to `count` name tokens from `at`; empty when there are fewer.
std::string text_at(const Cursor& cursor, std::size_t at, std::size_t count) {
  std::string out;
  for (std::size_t i = at; i < at + count; ++i) {
    const Token* token = cursor.token(i);
    if (token == nullptr || token->kind != Tok::name || token->quoted) return {};
    out += (i == at ? "" : " ") + token->text;
  }
  return out;
}

void consider(const Cursor& cursor, std::size_t at, const std::string& form, const Guess& candidate,
              Guess& best) {
  const auto spaces = static_cast<std::size_t>(std::count(form.begin(), form.end(), ' '));
  const std::u32string meant = plain_letters(form);
  // As many tokens as the phrase has, and one less or more, for a space lost or put in between.
  for (const std::size_t count : {spaces + 1, spaces, spaces + 2}) {
    const std::string written = count == 0 ? std::string() : text_at(cursor, at, count);
    if (written.empty()) continue;
    const std::size_t distance = edit_distance(plain_letters(written), meant);
    if (distance > allowed_distance(meant.size()) || distance >= best.distance) continue;
    best = candidate;
    best.distance = distance;
    best.tokens = count;
    best.spelling = form;
  }
}

void consider_word(const Cursor& cursor, const Words& words, std::size_t at, Word word, Guess& best,
                   Class cls = Class::action) {
  Guess candidate;
  candidate.word = word;
  candidate.cls = cls;
  for (const std::string& form : words.forms(word)) consider(cursor, at, form, candidate, best);
}

void consider_units(const Cursor& cursor, const Words& words, std::size_t at, bool currencies,
                    Guess& best) {
  Guess unit;
  unit.unit = true;
  for (const UnitPhrase& phrase : words.units()) {
    std::string form;
    for (const std::string& piece : phrase.pieces) form += (form.empty() ? "" : " ") + piece;
    consider(cursor, at, form, unit, best);
  }
  Guess currency;
  currency.currency = true;
  for (const char* code : {"CZK", "EUR", "PLN", "USD"}) {
    if (!currencies) break;
    consider(cursor, at, words.currency_spelling(code), currency, best);
    consider(cursor, at, code, currency, best);
  }
}

void set_guess(Failure& out, const Guess& guess, const Cursor& cursor, std::size_t at,
               const Words& words) {
  if (guess.tokens == 0) return;
  out.help = say("did you mean `{0}`?", guess.spelling);
  out.span = cursor.stretch(at, at + guess.tokens);
  out.repairable = true;
  out.at = at;
  out.replaced = guess.tokens;
  out.instead = Token{};
  out.instead.kind = Tok::name;
  out.instead.span = out.span;
  out.instead.text = guess.spelling;
  if (guess.word != Word::none) out.instead.words.push_back({guess.word, 1});
  if (guess.currency) out.instead.currency = Words::currency_code(guess.spelling);
  if (!guess.unit) return;
  for (const UnitPhrase& phrase : words.units()) {
    std::string form;
    for (const std::string& piece : phrase.pieces) form += (form.empty() ? "" : " ") + piece;
    if (form == guess.spelling) out.instead.unit = phrase.unit;
  }
  out.instead.is_unit = true;
  out.instead.unit_tokens = 1;
}

Said expected_line(Class cls) {
  switch (cls) {
    case Class::action:
      return say("expected a step (for example {send}, {task}, {charge}, {go_to})");
    case Class::head:
      return say("expected a trigger (for example {on_entry}, {on}, {whenever}, {after})");
    case Class::option:
      return say("expected a line about the message above (for example {undelivered})");
    case Class::attribute:
      return say("expected a line of the plan (for example {law}, {currency}, {starts_in})");
    case Class::state_line: return say("expected a line of the state");
    case Class::test_line:
      return say("expected a line of a test (for example {given}, {date}, {verify})");
    default:
      return say(
          "expected a declaration (for example {list}, {field}, {channel}, {plan}, {state}, "
          "{test})");
  }
}

// The leading words of the signatures of a class.
void consider_leads(const Cursor& cursor, const Words& words, std::size_t at, Class cls,
                    Guess& best) {
  for (std::size_t i = 0; i < signature_count(); ++i) {
    const SignatureNode* first = nodes_of(signature_table[i]);
    if (signature_table[i].cls != cls || first->op != NodeOp::word) continue;
    consider_word(cursor, words, at, first->word, best, cls);
  }
  if (cls == Class::action) consider_word(cursor, words, at, Word::in, best, cls);
}

bool expects(const Cursor& cursor, const Expected& what) {
  const auto& all = cursor.expected();
  return std::find(all.begin(), all.end(), what) != all.end();
}
bool expects(const Cursor& cursor, Wording what) {
  return expects(cursor, Expected{Word::none, what, {}});
}

Said expected_text(const Cursor& cursor, const Words& words) {
  std::vector<Said> parts;
  std::vector<std::string> spellings;
  // Where any value may stand, the words of expressions are only some of them.
  const bool any_value = expects(cursor, "a value");
  for (const Expected& expected : cursor.expected()) {
    if (any_value && begins_value(expected.word)) continue;
    if (expected.what != Wording()) {
      parts.push_back(say(expected.what));
      continue;
    }
    std::string spelling =
        expected.word == Word::none ? std::string(expected.sign) : words.spelling(expected.word);
    if (std::find(spellings.begin(), spellings.end(), spelling) == spellings.end()) {
      spellings.push_back(std::move(spelling));
    }
  }
  // What is described says more than single words; of many, the first few.
  for (const std::string& spelling : spellings) parts.push_back(Said::plain("`" + spelling + "`"));
  if (parts.size() > 4) parts.resize(4);
  Said out = parts.empty() ? Said() : parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    out = i + 1 == parts.size() ? say("{0} or {1}", out, parts[i]) : say("{0}, {1}", out, parts[i]);
  }
  return out;
}

// A number with nothing known behind it where a length of time is wanted.
void missing_unit(Failure& out, const Cursor& cursor, const Words& words, std::size_t at) {
  const Token& number = cursor.tokens()[at - 1];
  out.code = "P0110";
  out.span = number.span;
  out.message = say("the number needs a unit: days, business days or months?");
  const auto with = [&](Duration::Unit unit) {
    const bool fraction = number.text.find('.') != std::string::npos;
    const std::int64_t whole = number.text.size() > 6 ? 10 : std::stol(number.text);
    return number.text + " " +
           words.unit_form(unit, words.count_class(whole, fraction), Word::none);
  };
  out.help = say("write for example `{0}` or `{1}`", with(Duration::Unit::days),
                 with(Duration::Unit::business_days));
  out.repairable = true;
  out.at = at;
  out.replaced = 0;
  out.instead = Token{};
  out.instead.kind = Tok::name;
  out.instead.span = number.span;
  const Token* next = cursor.token(at);
  if (next == nullptr || next->kind != Tok::name || !next->words.empty()) return;
  // Something stands where the unit belongs, and it is like none.
  out.code = "P0115";
  out.span = next->span;
  out.message = say("`{0}` is no unit", next->text);
  out.replaced = 1;
  out.instead.is_unit = true;
  out.instead.unit_tokens = 1;
}

// Help that needs no guess: quotes where there should be none, and the other way round.
Said quoting_help(const Cursor& cursor, std::size_t at) {
  const Token* token = cursor.token(at);
  if (token == nullptr) return {};
  if (token->kind == Tok::text && expects(cursor, "a name")) {
    return say("names stand without quotes");
  }
  if (token->kind == Tok::name && expects(cursor, "a text in quotes")) {
    return say("write `\"` before and after the text");
  }
  const bool word = std::any_of(token->words.begin(), token->words.end(),
                                [](const WordMatch& m) { return is_operand_word(m.word); });
  if (word && expects(cursor, "a value")) {
    return say("`{0}` is a word of the language; as a name it is written `'{0}'`", token->text);
  }
  return {};
}

Failure known_mistake(const Cursor& cursor) {
  Failure out;
  out.code = cursor.found.code;
  out.span = cursor.found.span;
  out.message = cursor.found.message;
  out.help = cursor.found.help;
  return out;
}

}  // namespace

Failure unknown_line(const Cursor& cursor, const Words& words, const std::vector<Class>& classes) {
  if (cursor.has_mistake()) return known_mistake(cursor);
  Failure out;
  Guess best;
  for (const Class cls : classes) consider_leads(cursor, words, cursor.at, cls, best);
  out.code = "P0102";
  out.span = cursor.place(cursor.at);
  out.message = expected_line(best.tokens > 0 ? best.cls : classes.front());
  set_guess(out, best, cursor, cursor.at, words);
  return out;
}

Failure stopped(const Cursor& cursor, const Words& words, bool whole, Wording should_end) {
  if (cursor.has_mistake()) return known_mistake(cursor);
  const std::size_t at = std::max(cursor.at, cursor.furthest());
  if (expects(cursor, "a step") && cursor.furthest() == at) {
    Cursor step(cursor.tokens());
    step.at = at;
    return unknown_line(step, words, {Class::action});
  }
  Failure out;
  const bool after_number = at > 0 && cursor.tokens()[at - 1].kind == Tok::number;
  const bool wants_unit = after_number && expects(cursor, "a unit");
  Guess best;
  for (const Expected& expected : cursor.expected()) {
    if (expected.word != Word::none) consider_word(cursor, words, at, expected.word, best);
  }
  if (wants_unit) consider_units(cursor, words, at, true, best);
  const bool only_unit = wants_unit && cursor.expected().size() == 1;
  if (best.tokens == 0 && only_unit) {
    missing_unit(out, cursor, words, at);
    return out;
  }
  out.span = cursor.place(at);
  const bool ends = whole && cursor.at == at;
  out.code = ends ? "P0101" : "P0104";
  out.message = ends ? say(should_end) : say("expected {0}", expected_text(cursor, words));
  if (best.unit || best.currency) {
    out.code = "P0115";
    out.message = say("`{0}` is no unit", text_at(cursor, at, best.tokens));
  }
  out.help = quoting_help(cursor, at);
  if (ends && expects(cursor, Expected{Word::none, {}, ":"})) {
    out.help = say("write `:` before a step on the same line");
  }
  set_guess(out, best, cursor, at, words);
  return out;
}

std::vector<Failure> misread_words(const Cursor& cursor, const Words& words) {
  constexpr std::size_t most = 12;
  std::vector<std::pair<std::size_t, Failure>> found;  // with the distance
  const std::size_t end = std::max(cursor.at, cursor.furthest()) + 1;
  for (std::size_t at = 0; at < std::min(end, cursor.tokens().size()); ++at) {
    const Token& token = cursor.tokens()[at];
    if (token.kind != Tok::name || token.quoted) continue;
    for (std::size_t i = 0; i < spelling_count(); ++i) {
      if (spelling_table[i].language != words.language()) continue;
      Guess guess;
      consider_word(cursor, words, at, spelling_table[i].word, guess);
      if (guess.tokens == 0 || guess.distance == 0) continue;
      Failure one;
      one.code = "P0104";
      one.message = say("expected {0}", "`" + guess.spelling + "`");
      set_guess(one, guess, cursor, at, words);
      found.emplace_back(guess.distance, std::move(one));
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Failure> out;
  for (auto& [distance, failure] : found) {
    if (out.size() < most) out.push_back(std::move(failure));
  }
  return out;
}

std::vector<Token> repaired(const std::vector<Token>& tokens, const Failure& failure) {
  std::vector<Token> out(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(failure.at));
  out.push_back(failure.instead);
  out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(failure.at + failure.replaced),
             tokens.end());
  return out;
}

}  // namespace arrears::syntax
