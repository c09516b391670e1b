#include <language/file_parser.hpp>
#include <language/grammar.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

bool read_condition(Cursor& cursor, std::optional<Expr>& out) {
  if (!cursor.take(Word::if_)) return true;
  Expr condition;
  if (!read_expression(cursor, Shape::expression, condition)) return false;
  out = std::move(condition);
  return true;
}

// [ auto | ( confirm | manual ) [ for TEAM ] ]
bool read_mode(Cursor& cursor, StepReading& out) {
  if (cursor.take(Word::mode_auto)) return true;
  const bool confirm = cursor.take(Word::mode_confirm);
  if (!confirm && !cursor.take(Word::mode_manual)) return true;
  out.mode = confirm ? StepMode::confirm : StepMode::manual;
  return !cursor.take(Word::for_team) || read_name(cursor, "", out.asked);
}

// [ in D ] [ mode ] action [ if C ]
bool read_step(Cursor& cursor, StepReading& out) {
  out.begin = cursor.at;
  if (cursor.take(Word::in)) {
    DurationValue delay;
    if (!read_duration(cursor, delay)) return false;
    out.delay = std::move(delay);
  }
  if (!read_mode(cursor, out)) return false;
  out.action_begin = cursor.at;
  out.reading = read_longest(cursor, {Class::action});
  out.end = out.action_end = cursor.at;
  if (out.reading.signature == nullptr) cursor.expect(out.action_begin, {Word::none, "a step", {}});
  if (!out.reading.complete) return false;
  out.complete = read_condition(cursor, out.condition) && !cursor.has_mistake();
  out.end = cursor.at;
  return out.complete;
}

// Behind the head of a trigger: [ if C ] [ : step , step ]. Steps before a mistake are kept.
bool read_trigger_rest(Cursor& cursor, Statement& out) {
  if (!read_condition(cursor, out.condition)) return false;
  if (!cursor.take(Tok::colon, ":")) return true;
  do {
    out.steps.emplace_back();
    if (!read_step(cursor, out.steps.back())) return false;
  } while (cursor.take(Tok::comma, ","));
  return true;
}

// What may stand before an action, so that the line is a step.
bool begins_step(const Cursor& cursor) {
  constexpr Word words[] = {Word::in, Word::mode_auto, Word::mode_confirm, Word::mode_manual};
  return std::any_of(std::begin(words), std::end(words),
                     [&cursor](Word word) { return cursor.word_ahead(word); });
}

bool allows(const std::vector<Class>& classes, Class cls) {
  return std::find(classes.begin(), classes.end(), cls) != classes.end();
}

}  // namespace

Statement read_statement(Cursor& cursor, const std::vector<Class>& classes) {
  Statement out;
  bool good = false;
  if (begins_step(cursor) && allows(classes, Class::action)) {
    out.steps.emplace_back();
    good = read_step(cursor, out.steps.back());
    out.reading = out.steps.back().reading;
  } else {
    out.reading = read_longest(cursor, classes);
    out.head_end = cursor.at;
    good = out.reading.complete;
    if (good && out.reading.signature->cls == Class::head) good = read_trigger_rest(cursor, out);
    if (out.reading.signature != nullptr && out.reading.signature->cls == Class::action) {
      StepReading step;
      step.reading = out.reading;
      if (good) good = read_condition(cursor, step.condition);
      step.end = cursor.at;
      step.complete = good;
      out.steps.push_back(std::move(step));
    }
  }
  good = good && !cursor.has_mistake();
  out.complete = good && cursor.done();
  out.whole = good && !cursor.done();
  return out;
}

}  // namespace arrears::syntax
