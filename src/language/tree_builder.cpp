#include <language/characters.hpp>
#include <language/lower.hpp>
#include <language/tree_builder.hpp>

namespace arrears::syntax {

std::vector<Class> TreeBuilder::all_classes() {
  return {Class::action,    Class::option,    Class::head,        Class::state_line,
          Class::attribute, Class::test_line, Class::declaration, Class::block};
}

std::vector<Class> TreeBuilder::classes() const {
  std::vector<Class> out;
  if (trigger_open_) out.push_back(Class::action);
  if (send_open_) out.push_back(Class::option);
  if (open_ == Open::state || open_ == Open::everywhere) out.push_back(Class::head);
  if (open_ == Open::state) out.push_back(Class::state_line);
  if (open_ == Open::plan) out.push_back(Class::attribute);
  if (open_ == Open::test) out.push_back(Class::test_line);
  out.push_back(Class::declaration);
  out.push_back(Class::block);
  return out;
}

int TreeBuilder::depth_of(Class cls) {
  switch (cls) {
    case Class::declaration:
    case Class::block: return 0;
    case Class::action: return 2;
    case Class::option: return 3;
    default: return 1;
  }
}

Failure TreeBuilder::homeless(Class cls) {
  Failure out;
  out.code = "P0103";
  switch (cls) {
    case Class::action:
      out.message = say("a step stands under a trigger, and none is open here");
      out.help = say("write a trigger above it, for example `{on_entry}`");
      break;
    case Class::option:
      out.message = say("this line belongs under a step that sends a message");
      out.help = say("write it below a line with `{send}`");
      break;
    case Class::head:
      out.message = say("a trigger stands in a state, and none is open here");
      out.help = say("write it under `{state}` or `{everywhere}`");
      break;
    case Class::state_line:
      out.message = say("this line belongs into a state, and none is open here");
      out.help = say("write it under `{state}`");
      break;
    case Class::attribute:
      out.message = say("this line belongs into a plan, and none is open here");
      out.help = say("write it under `{plan}`");
      break;
    default:
      out.message = say("this line belongs into a test, and none is open here");
      out.help = say("write it under `{test}`");
  }
  return out;
}

std::string TreeBuilder::written(Span span) const {
  if (span.line == 0 || span.line > tree_.lines.size()) return {};
  const std::vector<char32_t> letters = decode(tree_.lines[span.line - 1]);
  std::string out;
  for (std::size_t i = span.column - 1; i + 1 < span.end_column && i < letters.size(); ++i) {
    out += encode(letters[i]);
  }
  return out;
}

Line TreeBuilder::line_of(Span first, Span last, Span lead) {
  Line out;
  out.span = join(first, last);
  out.lead = lead;
  out.written = written(out.span);
  out.prose = std::move(prose_);
  prose_.clear();
  return out;
}

void TreeBuilder::close(Open open) {
  open_ = open;
  trigger_open_ = send_open_ = lost_ = false;
}

void TreeBuilder::add(const Statement& statement, const Cursor& cursor, Line line) {
  const Reading& reading = statement.reading;
  switch (reading.signature->cls) {
    case Class::declaration: return add_declaration(reading, std::move(line));
    case Class::block: return add_block(reading, std::move(line));
    case Class::attribute: return add_attribute(reading, std::move(line));
    case Class::head: return add_trigger(statement, cursor, std::move(line));
    case Class::action: return add_step(statement.steps.front(), std::move(line));
    case Class::option: return add_option(reading, std::move(line));
    case Class::test_line: return add_test_line(reading, std::move(line));
    default: break;
  }
  if (open_ == Open::state) tree_.states.back().clock_runs = true;
  trigger_open_ = send_open_ = false;
}

void TreeBuilder::add_declaration(const Reading& reading, Line line) {
  close(Open::nothing);
  switch (reading.signature->construct) {
    case Construct::list_: tree_.lists.push_back(lower_list(reading, std::move(line))); break;
    case Construct::field: tree_.fields.push_back(lower_field(reading, std::move(line))); break;
    case Construct::setting:
      tree_.settings.push_back(lower_setting(reading, std::move(line)));
      break;
    case Construct::event: tree_.events.push_back(lower_event(reading, std::move(line))); break;
    case Construct::channel:
      tree_.channels.push_back(lower_channel(reading, std::move(line)));
      break;
    case Construct::message:
      tree_.messages.push_back(lower_message(reading, std::move(line)));
      break;
    case Construct::term: tree_.terms.push_back(lower_term(reading, std::move(line))); break;
    default: {
      TableDecl table;
      static_cast<Line&>(table) = std::move(line);
      table.name = reading.name("name");
      using Hits = TableDecl::Hits;
      table.hits = reading.signature->construct == Construct::scorecard ? Hits::all
                   : reading.has(Word::unique)                          ? Hits::unique
                   : reading.has(Word::by_priority)                     ? Hits::by_priority
                                                                        : Hits::first;
      tree_.tables.push_back(std::move(table));
      open_ = Open::table;
    }
  }
}

void TreeBuilder::add_block(const Reading& reading, Line line) {
  switch (reading.signature->construct) {
    case Construct::state:
      close(Open::state);
      tree_.states.push_back(lower_state(reading, std::move(line)));
      return;
    case Construct::everywhere: {
      close(Open::everywhere);
      Everywhere out;
      static_cast<Line&>(out) = std::move(line);
      out.except = reading.names("except");
      tree_.everywhere.push_back(std::move(out));
      return;
    }
    case Construct::test: {
      close(Open::test);
      Test out;
      static_cast<Line&>(out) = std::move(line);
      out.name = reading.text("name");
      tree_.tests.push_back(std::move(out));
      return;
    }
    default: break;
  }
  close(Open::plan);
  Plan out;
  static_cast<Line&>(out) = std::move(line);
  out.name = reading.name("name");
  out.title = reading.text("title");
  into_second_ = tree_.plan.has_value();
  if (into_second_) {
    report_.add("P0105", out.lead, say("a file holds at most one plan"),
                say("move the second plan into a file of its own"));
    second_plan_ = Plan{};
  } else {
    tree_.plan = std::move(out);
  }
}

bool TreeBuilder::once(bool already, const Line& line) {
  if (already && !line.broken) {
    report_.add("P0105", line.lead, say("`{0}` stands twice in this plan", written(line.lead)),
                say("keep one of the two lines"));
  }
  return !already;
}

void TreeBuilder::add_attribute(const Reading& reading, Line line) {
  Plan& plan = into_second_ ? second_plan_ : *tree_.plan;
  plan.broken = plan.broken || line.broken;
  switch (reading.signature->construct) {
    case Construct::effective_from:
      if (!once(plan.effective_from.has_value(), line)) break;
      if (const SlotValue* date = reading.find("date")) plan.effective_from = date->date;
      break;
    case Construct::law:
      if (once(!plan.law.empty(), line)) plan.law = reading.name("name");
      break;
    case Construct::currency:
      if (once(!plan.currency.empty(), line)) plan.currency = reading.name("unit");
      break;
    case Construct::starts_in:
      if (once(!plan.starts_in.empty(), line)) plan.starts_in = reading.name("state");
      break;
    case Construct::contact_window:
      plan.windows.push_back(lower_window(reading, std::move(line)));
      break;
    case Construct::contact_cap: plan.caps.push_back(lower_cap(reading, std::move(line))); break;
    case Construct::contact_each: plan.each_case_by_itself = true; break;
    case Construct::needs_payments:
      if (!once(plan.needs_payments.has_value(), line)) break;
      plan.needs_payments = lower_needs_payments(reading, std::move(line));
      break;
    case Construct::payments_meet:
      if (!once(!plan.payments_meet.empty(), line)) break;
      plan.payments_meet = components_of(reading);
      plan.payments_meet_span = line.span;
      break;
    case Construct::promise_tolerance:
      if (!once(plan.promise_tolerance.has_value(), line)) break;
      plan.promise_tolerance = period_of(reading);
      plan.promise_tolerance_span = line.span;
      break;
    default: plan.accepted.push_back(lower_accepted(reading, std::move(line)));
  }
}

std::vector<Trigger>* TreeBuilder::triggers() {
  if (open_ == Open::state) return &tree_.states.back().triggers;
  return open_ == Open::everywhere ? &tree_.everywhere.back().triggers : nullptr;
}

Step* TreeBuilder::last_send() {
  std::vector<Trigger>* list = triggers();
  return list == nullptr || list->empty() || list->back().steps.empty()
             ? nullptr
             : &list->back().steps.back();
}

Step TreeBuilder::step_of(const StepReading& reading, Line line) const {
  Step out = lower_step(reading.reading, std::move(line));
  out.broken = out.broken || !reading.complete;
  out.delay = reading.delay;
  out.mode = reading.mode;
  out.asked = reading.asked;
  out.asked_for = reading.action;
  out.condition = reading.condition;
  return out;
}

void TreeBuilder::add_trigger(const Statement& statement, const Cursor& cursor, Line line) {
  Trigger out;
  static_cast<Line&>(out) = std::move(line);
  const std::size_t end = std::max<std::size_t>(statement.head_end, 1);
  out.head = lower_head(statement.reading, cursor.stretch(0, end));
  out.condition = statement.condition;
  for (const StepReading& step : statement.steps) {
    if (step.reading.signature == nullptr) continue;
    Line own;
    own.span = cursor.stretch(step.begin, std::max(step.end, step.begin + 1));
    own.lead = step.reading.words.empty() ? own.span : step.reading.words.front().second;
    own.written = written(own.span);
    own.broken = out.broken;
    out.steps.push_back(step_of(step, std::move(own)));
  }
  trigger_open_ = statement.steps.empty();
  send_open_ = !out.steps.empty() && out.steps.back().action == ActionWord::send;
  triggers()->push_back(std::move(out));
}

void TreeBuilder::add_step(const StepReading& reading, Line line) {
  Step out = step_of(reading, std::move(line));
  send_open_ = out.action == ActionWord::send;
  triggers()->back().steps.push_back(std::move(out));
}

void TreeBuilder::add_option(const Reading& reading, Line line) {
  Step* send = last_send();
  if (send == nullptr) return;
  switch (reading.signature->construct) {
    case Construct::send_needs_payments:
      send->needs_payments = lower_needs_payments(reading, std::move(line));
      return;
    case Construct::expires_after:
      send->expires_after = period_of(reading);
      send->expires_after_span = line.span;
      return;
    case Construct::if_unsure:
      send->if_unsure = reading.has(Word::resend) ? Step::IfUnsure::resend : Step::IfUnsure::ask;
      return;
    default: send->fallbacks.push_back(lower_fallback(reading, std::move(line)));
  }
}

void TreeBuilder::add_test_line(const Reading& reading, Line line) {
  Test& test = tree_.tests.back();
  if (reading.signature->construct == Construct::law_as_known) {
    test.law = reading.name("name");
    if (const SlotValue* date = reading.find("date")) test.law_known_on = date->date;
    return;
  }
  TestLine out = lower_test_line(reading, std::move(line));
  for (Assertion& assertion : out.assertions) assertion.written = written(assertion.span);
  test.lines.push_back(std::move(out));
}

TableDecl* TreeBuilder::open_table() {
  return open_ == Open::table ? &tree_.tables.back() : nullptr;
}

void TreeBuilder::add_row(Line line, RowReading reading) {
  TableDecl& table = tree_.tables.back();
  if (!table.has_header) {
    table.has_header = true;
    table.header = std::move(line);
    table.broken = table.broken || table.header.broken;
    table.inputs = std::move(reading.header_inputs);
    table.outputs = std::move(reading.header_outputs);
    return;
  }
  TableRow row;
  static_cast<Line&>(row) = std::move(line);
  row.inputs = std::move(reading.inputs);
  row.outputs = std::move(reading.outputs);
  table.rows.push_back(std::move(row));
}

}  // namespace arrears::syntax
