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

// [ in D ] action [ if C ]
bool read_step(Cursor& cursor, StepReading& out) {
  out.begin = cursor.at;
  if (cursor.take(Word::in)) {
    DurationValue delay;
    if (!read_duration(cursor, delay)) return false;
    out.delay = std::move(delay);
  }
  const std::size_t action = cursor.at;
  out.reading = read_longest(cursor, {Class::action});
  out.end = cursor.at;
  if (out.reading.signature == nullptr) cursor.expect(action, {Word::none, "a step"});
  if (!out.reading.complete) return false;
  out.complete = read_condition(cursor, out.condition) && !cursor.has_mistake();
  out.end = cursor.at;
  return out.complete;
}

// Behind the head of a trigger: [ if C ] [ : step , step ]. Steps before a mistake are kept.
bool read_trigger_rest(Cursor& cursor, Statement& out) {
  if (!read_condition(cursor, out.condition)) return false;
  if (!cursor.take(Tok::colon, "`:`")) return true;
  do {
    out.steps.emplace_back();
    if (!read_step(cursor, out.steps.back())) return false;
  } while (cursor.take(Tok::comma, "`,`"));
  return true;
}

bool allows(const std::vector<Class>& classes, Class cls) {
  return std::find(classes.begin(), classes.end(), cls) != classes.end();
}

}  // namespace

Statement read_statement(Cursor& cursor, const std::vector<Class>& classes) {
  Statement out;
  bool good = false;
  if (cursor.word_ahead(Word::in) && allows(classes, Class::action)) {
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
