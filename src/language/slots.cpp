#include <language/grammar.hpp>
#include <language/slots.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

bool fail(Cursor& cursor, Wording what) {
  cursor.expect(cursor.at, {Word::none, what, {}});
  return false;
}

void record(Cursor& cursor, Element::What what) {
  cursor.push({what, Word::none, {}, static_cast<std::uint32_t>(cursor.at), 1});
  ++cursor.at;
}

bool is_any_word(const Token& token, std::initializer_list<Word> words) {
  return std::any_of(token.words.begin(), token.words.end(), [&](const WordMatch& match) {
    return std::find(words.begin(), words.end(), match.word) != words.end();
  });
}

// A name where words may stand as well: it loses to them.
bool read_name_unless(Cursor& cursor, std::initializer_list<Word> words, std::string_view role,
                      Wording what, SlotValue& out) {
  if (!cursor.is(Tok::name) || is_any_word(*cursor.token(), words)) return fail(cursor, what);
  out.names.emplace_back();
  return read_name(cursor, role, out.names.back());
}

bool read_text(Cursor& cursor, Text& out) {
  if (!cursor.is(Tok::text)) return fail(cursor, "a text in quotes");
  out = {cursor.token()->text, cursor.token()->span};
  record(cursor, Element::What::text);
  return true;
}

bool read_date(Cursor& cursor, DateValue& out) {
  if (!cursor.is(Tok::date)) return fail(cursor, "a date");
  out = {cursor.token()->date, cursor.token()->span};
  record(cursor, Element::What::date);
  return true;
}

bool read_time(Cursor& cursor, TimeOfDay& out) {
  if (!cursor.is(Tok::time)) return fail(cursor, "a time such as `8:00`");
  out = cursor.token()->time;
  record(cursor, Element::What::time);
  return true;
}

bool read_count(Cursor& cursor, std::int64_t& out) {
  const bool whole = cursor.is(Tok::number) && cursor.token()->text.find('.') == std::string::npos;
  if (!whole || cursor.token()->text.size() > 6) return fail(cursor, "a whole number");
  out = std::stol(cursor.token()->text);
  record(cursor, Element::What::number);
  return true;
}

bool read_currency(Cursor& cursor, SlotValue& out) {
  if (!cursor.is(Tok::name) || cursor.token()->currency.empty()) {
    return fail(cursor, "a currency such as `EUR`");
  }
  out.names.push_back({cursor.token()->currency, cursor.token()->span});
  record(cursor, Element::What::currency);
  return true;
}

// Tests may name a variable where a date or a sum stands.
bool read_test_date(Cursor& cursor, DateValue& out) {
  if (!cursor.is(Tok::name)) return read_date(cursor, out);
  const bool read = read_name(cursor, "operand", out.variable);
  out.span = out.variable.span;
  return read;
}

bool read_money(Cursor& cursor, Expr& out, bool or_name) {
  const std::size_t begin = cursor.at;
  const bool read = read_expression(cursor, Shape::value, out);
  if (read && (out.kind == ExprKind::money || (or_name && out.kind == ExprKind::name))) return true;
  cursor.at = begin;
  if (read && out.kind == ExprKind::number) {
    cursor.expect(begin + 1, {Word::none, "a currency such as `EUR`", {}});
  }
  return fail(cursor, "an amount of money");
}

bool read_scope(Cursor& cursor, ScopeWord& out) {
  constexpr Word words[] = {Word::of_claim, Word::of_case, Word::of_person, Word::of_creditor};
  for (std::size_t i = 0; i < 4; ++i) {
    if (!cursor.take(words[i])) continue;
    out = static_cast<ScopeWord>(i);
    return true;
  }
  return false;
}

bool read_holds(Cursor& cursor, HoldKinds& out) {
  constexpr Word words[] = {Word::hold_contact, Word::hold_enforcement, Word::hold_interest,
                            Word::hold_fees};
  do {
    bool found = false;
    for (std::size_t i = 0; i < 4 && !found; ++i) {
      found = cursor.take(words[i]);
      if (found) out = out | static_cast<HoldKinds>(1U << i);
    }
    if (!found) return false;
  } while (cursor.take(Word::and_));
  return true;
}

// A component that stands twice is reported by whoever binds the line.
bool read_components(Cursor& cursor, std::vector<Component>& out) {
  constexpr Word words[] = {Word::component_principal,
                            Word::component_contractual_interest,
                            Word::component_default_interest,
                            Word::component_penalty,
                            Word::component_costs,
                            Word::component_court_fee,
                            Word::component_attorney_fee,
                            Word::component_lump_sum};
  static_assert(std::size(words) == component_count);
  do {
    const std::size_t before = out.size();
    for (std::size_t i = 0; i < component_count && out.size() == before; ++i) {
      if (cursor.take(words[i])) out.push_back(static_cast<Component>(i));
    }
    if (out.size() == before) return false;
  } while (cursor.take(Tok::comma, ","));
  return true;
}

bool read_parts(Cursor& cursor, std::vector<EventDecl::Part>& out) {
  do {
    EventDecl::Part part;
    if (!read_name(cursor, "", part.name) || !read_type(cursor, part.type)) return false;
    out.push_back(std::move(part));
  } while (cursor.take(Tok::comma, ","));
  return true;
}

// Literals and names side by side, as many as there are.
void read_values(Cursor& cursor, std::vector<Expr>& out) {
  for (;;) {
    const std::size_t begin = cursor.at;
    Expr value;
    if (!read_expression(cursor, Shape::value, value)) {
      cursor.at = begin;
      return;
    }
    out.push_back(std::move(value));
  }
}

// A date, or a field of kind date. An expression would swallow the words that follow.
bool read_date_or_field(Cursor& cursor, SlotValue& out) {
  if (cursor.is(Tok::date)) {
    out.expr.kind = ExprKind::date;
    out.expr.date = cursor.token()->date;
    out.expr.span = cursor.token()->span;
    record(cursor, Element::What::date);
    return true;
  }
  if (!cursor.is(Tok::name)) return fail(cursor, "a date");
  Name name;
  read_name(cursor, "operand", name);
  out.expr.kind = ExprKind::name;
  out.expr.span = name.span;
  out.expr.name = std::move(name);
  return true;
}

bool read_name_slot(Cursor& cursor, SlotType type, std::string_view role, SlotValue& out) {
  switch (type) {
    case SlotType::event_on:
      return read_name_unless(
          cursor,
          {Word::being_sent, Word::being_not_sent, Word::being_delivered, Word::being_undelivered,
           Word::being_opened, Word::being_done, Word::being_revised},
          "event_on", "an event", out);
    case SlotType::event_bare:
      return read_name_unless(cursor,
                              {Word::begin, Word::happens, Word::payments_complete,
                               Word::was_delivered, Word::was_undelivered, Word::was_opened,
                               Word::was_done, Word::was_confirmed, Word::was_refused},
                              "event_bare", "a fact", out);
    case SlotType::event_or_field:
      return read_name_unless(cursor, {Word::if_}, "event_or_field", "an event or a field", out);
    case SlotType::date_field:
      return read_name_unless(cursor, {Word::being_sent, Word::being_delivered}, "field",
                              "a field that is a date", out);
    case SlotType::verified_field:
      return read_name_unless(cursor,
                              {Word::sent, Word::was_delivered, Word::was_undelivered,
                               Word::was_opened, Word::was_done},
                              "field", "a field", out);
    case SlotType::given_field:
      return read_name_unless(cursor, {Word::claim, Word::history}, "field", "a field", out);
    case SlotType::list_kind:
      return read_name_unless(cursor, {}, "list_kind", "a kind of list", out);
    default: return read_name_unless(cursor, {}, role, "a name", out);
  }
}

}  // namespace

bool read_type(Cursor& cursor, Type& out) {
  constexpr std::pair<Word, TypeWord> words[] = {
      {Word::type_money, TypeWord::money}, {Word::type_number, TypeWord::number},
      {Word::type_days, TypeWord::days},   {Word::type_date, TypeWord::date},
      {Word::type_text, TypeWord::text},   {Word::yes_or_no, TypeWord::yes_or_no}};
  const std::size_t begin = cursor.at;
  for (const auto& word : words) {
    if (!cursor.take(word.first)) continue;
    out.word = word.second;
    out.span = cursor.stretch(begin, cursor.at);
    return true;
  }
  out.word = TypeWord::list;
  if (!read_name(cursor, "list_kind", out.list)) return fail(cursor, "a type");
  out.span = out.list.span;
  return true;
}

bool read_slot(Cursor& cursor, SlotType type, std::string_view role, SlotValue& out) {
  switch (type) {
    case SlotType::names: return read_names(cursor, false, out.names);
    case SlotType::and_names: return read_names(cursor, true, out.names);
    case SlotType::text: return read_text(cursor, out.text);
    case SlotType::value: return read_expression(cursor, Shape::value, out.expr);
    case SlotType::money: return read_money(cursor, out.expr, false);
    case SlotType::test_money: return read_money(cursor, out.expr, true);
    case SlotType::values: read_values(cursor, out.values); return true;
    case SlotType::expr: return read_expression(cursor, Shape::expression, out.expr);
    case SlotType::sum: return read_expression(cursor, Shape::sum, out.expr);
    case SlotType::duration: return read_duration(cursor, out.duration);
    case SlotType::period:
      if (!cursor.is(Tok::number)) return fail(cursor, "a duration");
      return read_duration(cursor, out.duration);
    case SlotType::date: return read_date(cursor, out.date);
    case SlotType::test_date: return read_test_date(cursor, out.date);
    case SlotType::time: return read_time(cursor, out.time);
    case SlotType::count: return read_count(cursor, out.count);
    case SlotType::currency: return read_currency(cursor, out);
    case SlotType::type: return read_type(cursor, out.declared);
    case SlotType::scope: return read_scope(cursor, out.scope);
    case SlotType::parts: return read_parts(cursor, out.parts);
    case SlotType::holds: return read_holds(cursor, out.holds);
    case SlotType::components: return read_components(cursor, out.components);
    case SlotType::date_or_field: return read_date_or_field(cursor, out);
    case SlotType::fact: out.facts.emplace_back(); return read_fact(cursor, out.facts.back());
    case SlotType::assertions: return read_assertions(cursor, out.assertions);
    default: return read_name_slot(cursor, type, role, out);
  }
}

}  // namespace arrears::syntax
