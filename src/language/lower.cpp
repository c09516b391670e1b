#include <language/lower.hpp>

namespace arrears::syntax {

namespace {

template <class T>
T with_line(Line line) {
  T out;
  static_cast<Line&>(out) = std::move(line);
  return out;
}

std::optional<Expr> expr_of(const Reading& reading, std::string_view slot) {
  const SlotValue* value = reading.find(slot);
  return value == nullptr ? std::nullopt : std::optional<Expr>(value->expr);
}

std::optional<DateValue> date_of(const Reading& reading, std::string_view slot) {
  const SlotValue* value = reading.find(slot);
  return value == nullptr ? std::nullopt : std::optional<DateValue>(value->date);
}

std::optional<Duration> duration_of(const Reading& reading) {
  const SlotValue* value = reading.find("period");
  if (value == nullptr) return std::nullopt;
  return value->duration.fixed.value_or(Duration{});
}

std::optional<ScopeWord> scope_of(const Reading& reading) {
  const SlotValue* value = reading.find("scope");
  return value == nullptr ? std::nullopt : std::optional<ScopeWord>(value->scope);
}

HoldKinds holds_of(const Reading& reading) {
  const SlotValue* value = reading.find("holds");
  return value == nullptr ? HoldKinds::none : value->holds;
}

std::int32_t count_of(const Reading& reading, std::string_view slot) {
  const SlotValue* value = reading.find(slot);
  return value == nullptr ? 0 : static_cast<std::int32_t>(value->count);
}

}  // namespace

std::vector<Component> components_of(const Reading& reading) {
  const SlotValue* value = reading.find("order");
  return value == nullptr ? std::vector<Component>{} : value->components;
}

Duration period_of(const Reading& reading) { return duration_of(reading).value_or(Duration{}); }

ListDecl lower_list(const Reading& reading, Line line) {
  ListDecl out = with_line<ListDecl>(std::move(line));
  out.kind = reading.name("kind");
  out.names = reading.names("names");
  return out;
}

FieldDecl lower_field(const Reading& reading, Line line) {
  FieldDecl out = with_line<FieldDecl>(std::move(line));
  out.name = reading.name("name");
  if (const SlotValue* type = reading.find("type")) out.type = type->declared;
  out.scope = scope_of(reading);
  out.otherwise = expr_of(reading, "default");
  for (const SlotValue& slot : reading.slots) {
    if (slot.slot == "share") out.shares.push_back(slot.expr);
  }
  out.may_be_missing = reading.has(Word::may_be_missing);
  return out;
}

SettingDecl lower_setting(const Reading& reading, Line line) {
  SettingDecl out = with_line<SettingDecl>(std::move(line));
  out.field = reading.name("field");
  out.value = expr_of(reading, "value").value_or(Expr{});
  if (reading.has(Word::for_batch)) out.group = GroupWord::batch;
  if (reading.has(Word::for_portfolio)) out.group = GroupWord::portfolio;
  out.id = reading.text("id");
  return out;
}

EventDecl lower_event(const Reading& reading, Line line) {
  EventDecl out = with_line<EventDecl>(std::move(line));
  out.name = reading.name("name");
  out.after_on = reading.name("on");
  out.scope = scope_of(reading);
  if (const SlotValue* parts = reading.find("parts")) out.parts = parts->parts;
  return out;
}

ChannelDecl lower_channel(const Reading& reading, Line line) {
  ChannelDecl out = with_line<ChannelDecl>(std::move(line));
  out.name = reading.name("name");
  out.cost = expr_of(reading, "cost");
  out.vat = expr_of(reading, "vat");
  if (reading.has(Word::receipt_delivery)) out.reports = out.reports | Receipt::delivered;
  if (reading.has(Word::receipt_failure)) out.reports = out.reports | Receipt::failed;
  if (reading.has(Word::receipt_opening)) out.reports = out.reports | Receipt::opened;
  return out;
}

MessageDecl lower_message(const Reading& reading, Line line) {
  MessageDecl out = with_line<MessageDecl>(std::move(line));
  out.name = reading.text("name");
  out.law_line = reading.name("law");
  if (reading.has(Word::kind_reminder)) out.kind = MessageKind::reminder;
  if (reading.has(Word::kind_demand)) out.kind = MessageKind::demand;
  if (reading.has(Word::by_law)) out.kind = MessageKind::demand_by_law;
  return out;
}

TermDecl lower_term(const Reading& reading, Line line) {
  TermDecl out = with_line<TermDecl>(std::move(line));
  out.name = reading.name("name");
  out.expression = expr_of(reading, "value").value_or(Expr{});
  return out;
}

State lower_state(const Reading& reading, Line line) {
  constexpr Word phases[] = {Word::phase_monitoring, Word::phase_early,     Word::phase_soft,
                             Word::phase_hard,       Word::phase_pre_legal, Word::phase_legal,
                             Word::phase_enforcement};
  State out = with_line<State>(std::move(line));
  out.name = reading.name("name");
  for (std::size_t i = 0; i < std::size(phases); ++i) {
    if (reading.has(phases[i])) out.phase = static_cast<PhaseWord>(i + 1);
  }
  out.final = reading.has(Word::final);
  out.replaces = reading.names("replaces");
  return out;
}

ContactWindow lower_window(const Reading& reading, Line line) {
  ContactWindow out = with_line<ContactWindow>(std::move(line));
  out.business_days = reading.has(Word::on_business_days);
  if (const SlotValue* from = reading.find("from")) out.from = from->time;
  if (const SlotValue* to = reading.find("to")) out.to = to->time;
  return out;
}

ContactCap lower_cap(const Reading& reading, Line line) {
  ContactCap out = with_line<ContactCap>(std::move(line));
  out.at_most = count_of(reading, "count");
  out.in = period_of(reading);
  return out;
}

AcceptedLine lower_accepted(const Reading& reading, Line line) {
  AcceptedLine out = with_line<AcceptedLine>(std::move(line));
  out.law_line = reading.name("line");
  out.by = reading.text("by");
  out.on = date_of(reading, "date").value_or(DateValue{});
  return out;
}

NeedsPayments lower_needs_payments(const Reading& reading, Line line) {
  NeedsPayments out = with_line<NeedsPayments>(std::move(line));
  out.through = expr_of(reading, "through").value_or(Expr{});
  return out;
}

namespace {

Head::What head_kind(Construct construct) {
  switch (construct) {
    case Construct::on_event: return Head::What::on_event;
    case Construct::on_sent: return Head::What::on_sent;
    case Construct::on_not_sent: return Head::What::on_not_sent;
    case Construct::on_delivered: return Head::What::on_delivered;
    case Construct::on_undelivered: return Head::What::on_undelivered;
    case Construct::on_opened: return Head::What::on_opened;
    case Construct::on_done: return Head::What::on_done;
    case Construct::on_revised: return Head::What::on_revised;
    case Construct::whenever: return Head::What::whenever;
    case Construct::every:
    case Construct::after: return Head::What::after;
    case Construct::every_from:
    case Construct::after_from:
    case Construct::after_date: return Head::What::after_date;
    case Construct::before_date: return Head::What::before_date;
    case Construct::every_sent:
    case Construct::after_sent: return Head::What::after_sent;
    case Construct::every_delivered:
    case Construct::after_delivered: return Head::What::after_delivered;
    case Construct::on_day: return Head::What::on_day;
    case Construct::on_business_day: return Head::What::on_business_day;
    default: return Head::What::on_entry;
  }
}

ActionWord action_kind(Construct construct) {
  switch (construct) {
    case Construct::charge: return ActionWord::charge;
    case Construct::task: return ActionWord::task;
    case Construct::hold: return ActionWord::hold;
    case Construct::release: return ActionWord::release;
    case Construct::go_to: return ActionWord::go_to;
    case Construct::go_back: return ActionWord::go_back;
    case Construct::go_to_plan: return ActionWord::go_to_plan;
    case Construct::write_off: return ActionWord::write_off_rest;
    case Construct::hand_over: return ActionWord::hand_over;
    case Construct::end_instalments: return ActionWord::end_instalments;
    case Construct::accept_offer: return ActionWord::accept_offer;
    case Construct::refuse_offer: return ActionWord::refuse_offer;
    case Construct::waive: return ActionWord::waive;
    default: return ActionWord::send;
  }
}

}  // namespace

Head lower_head(const Reading& reading, Span span) {
  Head out;
  out.what = head_kind(reading.signature->construct);
  out.event = reading.name("event");
  out.revised = reading.name("what");
  out.text = reading.text("text");
  out.outcome = reading.name("outcome");
  out.condition = expr_of(reading, "condition");
  if (const SlotValue* duration = reading.find("duration")) out.duration = duration->duration;
  out.repeats = reading.has(Word::every);
  if (reading.has("times")) out.times = count_of(reading, "times");
  out.day_number = count_of(reading, "day");
  out.date = reading.name("date");
  out.span = span;
  return out;
}

Step lower_step(const Reading& reading, Line line) {
  Step out = with_line<Step>(std::move(line));
  out.action = action_kind(reading.signature->construct);
  out.channel = reading.name("channel");
  out.message = reading.text("message");
  out.attachments = reading.names("attachments");
  out.fee = reading.name("fee");
  out.sum = expr_of(reading, "sum");
  out.most = expr_of(reading, "most");
  out.by_law = reading.has(Word::by_law);
  out.once = reading.has(Word::once);
  out.once_per_case = reading.has(Word::once_per_case);
  out.base = expr_of(reading, "base");
  out.cost = expr_of(reading, "cost");
  out.vat = expr_of(reading, "vat");
  out.team = reading.name("team");
  out.holds = holds_of(reading);
  if (out.action == ActionWord::task) {
    out.task = reading.text("text");
    out.outcomes = reading.name("outcomes");
    out.within = duration_of(reading);
  }
  out.paid = expr_of(reading, "paid");
  if (out.action == ActionWord::waive) out.within = duration_of(reading);
  if (out.action == ActionWord::hold) out.hold_for = duration_of(reading);
  out.hold_until = expr_of(reading, "until");
  out.state = reading.name("state");
  out.plan = reading.name("plan");
  out.because = reading.name("reason");
  out.recipient = reading.name("recipient");
  if (out.action == ActionWord::hand_over) out.hand_over_text = reading.text("text");
  return out;
}

Fallback lower_fallback(const Reading& reading, Line line) {
  Fallback out = with_line<Fallback>(std::move(line));
  const Construct construct = reading.signature->construct;
  if (reading.has("period")) out.when = Fallback::When::undelivered_within;
  if (construct == Construct::unopened) out.when = Fallback::When::unopened_within;
  if (construct == Construct::no_reaction) out.when = Fallback::When::no_reaction_within;
  out.within = period_of(reading);
  out.channel = reading.name("channel");
  out.message = reading.text("message");
  return out;
}

namespace {

TestLine::What test_line_kind(Construct construct) {
  switch (construct) {
    case Construct::given_claim: return TestLine::What::given_claim;
    case Construct::given_history: return TestLine::What::given_history;
    case Construct::given_payments: return TestLine::What::given_payments_daily;
    case Construct::given_field: return TestLine::What::given_field;
    case Construct::given_group: return TestLine::What::given_group;
    case Construct::verify: return TestLine::What::verify;
    case Construct::for_any: return TestLine::What::for_any;
    default: return TestLine::What::day;
  }
}

GivenClaim claim_of(const Reading& reading) {
  GivenClaim out;
  out.principal = expr_of(reading, "money").value_or(Expr{});
  if (const SlotValue* times = reading.find("times")) out.times = times->count;
  out.due = date_of(reading, "due");
  out.obligation_of = date_of(reading, "obligation");
  if (reading.has(Word::relation_business)) out.relation = Relation::business;
  if (reading.has(Word::relation_consumer)) out.relation = Relation::consumer;
  if (reading.has(Word::relation_public)) out.relation = Relation::public_body;
  for (const auto& word : reading.words) {
    if (word.first == Word::relation) out.relation_span = word.second;
  }
  return out;
}

}  // namespace

TestLine lower_test_line(const Reading& reading, Line line) {
  TestLine out = with_line<TestLine>(std::move(line));
  out.what = test_line_kind(reading.signature->construct);
  if (out.what == TestLine::What::given_claim) out.claim = claim_of(reading);
  out.date = date_of(reading, "date").value_or(DateValue{});
  if (const SlotValue* fact = reading.find("fact")) out.fact = fact->facts.front();
  out.field = reading.name("field");
  out.value = expr_of(reading, "value").value_or(Expr{});
  if (out.what == TestLine::What::for_any) {
    out.field = reading.name("name");
    out.value = expr_of(reading, "low").value_or(Expr{});
    out.high = expr_of(reading, "high").value_or(Expr{});
    out.list = reading.name("list");
  }
  if (out.what == TestLine::What::given_group) {
    if (reading.has(Word::batch)) out.group = GroupWord::batch;
    if (reading.has(Word::portfolio)) out.group = GroupWord::portfolio;
    out.id = reading.text("id");
  }
  if (const SlotValue* verify = reading.find("assertions")) out.assertions = verify->assertions;
  return out;
}

}  // namespace arrears::syntax
