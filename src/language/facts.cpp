// Facts and assertions of tests: signatures inside a slot.
#include <language/signature.hpp>

namespace arrears::syntax {

namespace {

std::optional<DateValue> date_of(const Reading& reading, std::string_view slot) {
  const SlotValue* value = reading.find(slot);
  return value == nullptr ? std::nullopt : std::optional<DateValue>(value->date);
}

Fact::What fact_kind(Construct construct) {
  switch (construct) {
    case Construct::begin: return Fact::What::begin;
    case Construct::fact_payments: return Fact::What::payments_complete;
    case Construct::fact_delivered: return Fact::What::delivered;
    case Construct::fact_undelivered: return Fact::What::undelivered;
    case Construct::fact_opened: return Fact::What::opened;
    case Construct::fact_done: return Fact::What::done;
    case Construct::fact_confirmed: return Fact::What::confirmed;
    case Construct::fact_refused: return Fact::What::refused;
    default: return Fact::What::event;
  }
}

Assertion::What assertion_kind(Construct construct) {
  switch (construct) {
    case Construct::is_state: return Assertion::What::state;
    case Construct::is_because: return Assertion::What::because;
    case Construct::is_held: return Assertion::What::held;
    case Construct::is_not_held: return Assertion::What::not_held;
    case Construct::is_task: return Assertion::What::task;
    case Construct::is_no_task: return Assertion::What::no_task;
    case Construct::is_waiting: return Assertion::What::waiting;
    case Construct::is_not_waiting: return Assertion::What::not_waiting;
    case Construct::is_ordered: return Assertion::What::ordered;
    case Construct::is_not_ordered: return Assertion::What::not_ordered;
    case Construct::is_sent: return Assertion::What::sent;
    case Construct::is_not_sent: return Assertion::What::not_sent;
    case Construct::is_plan: return Assertion::What::plan;
    case Construct::is_condition: return Assertion::What::condition;
    default: return Assertion::What::field;
  }
}

bool read_assertion(Cursor& cursor, Assertion& out) {
  const std::size_t begin = cursor.at;
  const Reading reading = read_longest(cursor, {Class::assertion});
  if (reading.signature == nullptr) {
    cursor.expect(begin, {Word::none, "something to verify", {}});
    return false;
  }
  if (!reading.complete) return false;
  out.what = assertion_kind(reading.signature->construct);
  out.name = out.what == Assertion::What::field ? reading.name("field") : reading.name("name");
  out.channel = reading.name("channel");
  out.text = reading.text("text");
  if (const SlotValue* holds = reading.find("holds")) out.holds = holds->holds;
  out.team = reading.name("team");
  out.due = date_of(reading, "due");
  if (const SlotValue* times = reading.find("times")) out.times = times->count;
  if (const SlotValue* value = reading.find("value")) out.value = value->expr;
  if (const SlotValue* condition = reading.find("condition")) out.value = condition->expr;
  out.span = cursor.stretch(begin, cursor.at);
  return true;
}

}  // namespace

bool read_fact(Cursor& cursor, Fact& out) {
  const std::size_t begin = cursor.at;
  const Reading reading = read_longest(cursor, {Class::fact});
  if (reading.signature == nullptr) {
    cursor.expect(begin, {Word::none, "a fact", {}});
    return false;
  }
  if (!reading.complete) return false;
  out.what = fact_kind(reading.signature->construct);
  if (const std::optional<DateValue> through = date_of(reading, "date")) out.through = *through;
  out.channel = reading.name("channel");
  out.text = reading.text("text");
  out.outcome = reading.name("outcome");
  out.event = reading.name("event");
  if (const SlotValue* values = reading.find("values")) out.values = values->values;
  if (const SlotValue* times = reading.find("times")) out.times = times->count;
  out.by = date_of(reading, "by");
  out.valued = date_of(reading, "valued");
  out.span = cursor.stretch(begin, cursor.at);
  return true;
}

bool read_assertions(Cursor& cursor, std::vector<Assertion>& out) {
  do {
    out.emplace_back();
    if (!read_assertion(cursor, out.back())) return false;
  } while (cursor.take(Tok::comma, ","));
  return true;
}

}  // namespace arrears::syntax
