#include <language/bind/trigger.hpp>

namespace arrears::language {

namespace {

// A head over a date waits until it is known; these events come of a promise
// or a plan.
std::vector<KnownKey> known_by_head(const Head& head, const RulebookData& data) {
  std::vector<KnownKey> out;
  if (head.date != no_expr) {
    const Node& node = data.expressions[head.date].nodes.back();
    out.push_back(known_field(static_cast<FieldId>(node.a)));
  }
  const bool promise =
      head.what == Head::What::on_event && (head.event == event_id(CoreEvent::promise) ||
                                            head.event == event_id(CoreEvent::promise_kept) ||
                                            head.event == event_id(CoreEvent::promise_broken));
  if (promise) {
    out.push_back(known_field(field_id(CoreField::promise_due)));
    out.push_back(known_field(field_id(CoreField::promise_sum)));
  }
  if (head.what == Head::What::on_event && head.event == event_id(CoreEvent::instalments_agreed)) {
    out.push_back(known_field(field_id(CoreField::instalment_due)));
    out.push_back(known_field(field_id(CoreField::instalment_sum)));
  }
  if (head.what == Head::What::on_event && head.event >= core_events) {
    const EventDecl& event = data.events[head.event - std::size_t{core_events}];
    for (std::uint32_t i = 0; i < event.parts.size(); ++i) {
      out.push_back(known_part(head.event, i));
    }
  }
  if (head.what == Head::What::on_event && head.event == event_id(CoreEvent::offer)) {
    for (const CoreField field :
         {CoreField::offer_count, CoreField::offer_first, CoreField::offer_least,
          CoreField::offer_sum, CoreField::offer_ends, CoreField::offer_rest}) {
      out.push_back(known_field(field_id(field)));
    }
  }
  return out;
}

}  // namespace

Trigger TriggerBinder::bind(const syntax::Trigger& source) {
  Trigger out;
  out.line = source.span.line;
  syntax::Span place = source.head.span.line != 0 ? source.head.span : source.lead;
  if (source.condition) place = syntax::join(place, source.condition->span);
  out.text = written(*unit_.tree, place);
  known_.clear();
  if (!source.broken) {
    if (everywhere_ && !fits_everywhere(source)) return out;
    out.head = head(source);
  }
  known_ = known_by_head(out.head, context_.data);
  if (!source.broken && source.head.condition) {
    out.head.condition = bind_condition(context_, unit_, *source.head.condition, known_);
  }
  if (source.condition) {
    out.condition = bind_condition(context_, unit_, *source.condition, known_);
  }
  for (const syntax::Step& part : source.steps) {
    if (part.broken) continue;
    const std::vector<KnownKey> before = known_;
    out.steps.push_back(step(part));
    known_ = before;
  }
  return out;
}

bool TriggerBinder::fits_everywhere(const syntax::Trigger& source) {
  using W = syntax::Head::What;
  const W what = source.head.what;
  const bool from_entry =
      (what == W::on_day || what == W::on_business_day) && source.head.date.empty();
  if (what != W::on_entry && what != W::after && what != W::after_sent &&
      what != W::after_delivered && !from_entry) {
    return true;
  }
  context_.error(unit_, "P0325", source.lead,
                 say("`{everywhere}` has no entry to count from: it takes `{on}`, `{whenever}` and "
                     "heads with a date field"),
                 say("move the line into a state, or count from a field"));
  return false;
}

Head TriggerBinder::head(const syntax::Trigger& line) {
  using W = syntax::Head::What;
  const syntax::Head& source = line.head;
  Head out;
  // The two enumerations have the same members in the same order.
  out.what = static_cast<Head::What>(source.what);
  static_assert(static_cast<int>(W::on_business_day) ==
                static_cast<int>(Head::What::on_business_day));
  out.day_number = source.day_number;
  if (source.repeats) repetition(source, out);
  switch (source.what) {
    case W::on_entry:
    case W::whenever: break;
    case W::on_event: event(source, out); break;
    case W::on_revised: revised(source, out); break;
    case W::on_done:
      out.text = source.text.text;
      out.outcome = source.outcome.text;
      break;
    case W::on_sent:
    case W::on_not_sent:
    case W::on_delivered:
    case W::on_undelivered:
    case W::on_opened: out.message = message(source.text); break;
    case W::after:
    case W::after_date:
    case W::before_date:
    case W::after_sent:
    case W::after_delivered:
      out.duration = duration(source.duration).value_or(DurationChoice{});
      break;
    case W::on_day:
    case W::on_business_day: break;
  }
  if (source.what == W::after_sent || source.what == W::after_delivered) {
    out.message = message(source.text);
  }
  if (!source.date.empty()) out.date = date(source.date);
  return out;
}

void TriggerBinder::repetition(const syntax::Head& source, Head& out) {
  out.repeats = true;
  if (source.times && *source.times == 0) {
    context_.error(unit_, "P0328", source.span, say("a line that runs at most 0 times never runs"),
                   say("give a number above zero, or drop the line"));
  }
  out.most_times = source.times.value_or(0);
}

void TriggerBinder::event(const syntax::Head& source, Head& out) {
  if (source.event.empty()) return;
  if (const auto found = find_event(unit_, source.event.text, true)) {
    out.event = *found;
    return;
  }
  using W = syntax::Word;
  Said help = suggestion(unit_, source.event.text, event_names(unit_, true),
                         {W::on_entry, W::being_sent, W::being_not_sent, W::being_delivered,
                          W::being_undelivered, W::being_opened, W::being_done, W::being_revised},
                         W::on);
  if (const auto bare = find_event(unit_, source.event.text, false); bare && help.empty()) {
    help = say("after `{on}` the event has another form");
  }
  context_.error(unit_, "P0208", source.event.span,
                 say("there is no event `{0}`", source.event.text), help);
}

void TriggerBinder::revised(const syntax::Head& source, Head& out) {
  if (source.revised.empty()) return;
  if (const auto found = find_event(unit_, source.revised.text, false)) {
    out.event = *found;
    out.revised_event = true;
    return;
  }
  if (const auto field = find_field(context_, unit_, source.revised.text)) {
    out.revised_field = field->id;
    return;
  }
  auto names = event_names(unit_, false);
  const auto fields = operand_names(unit_);
  names.insert(names.end(), fields.begin(), fields.end());
  context_.error(unit_, "P0208", source.revised.span,
                 say("there is no event or field `{0}`", source.revised.text),
                 suggestion(source.revised.text, names));
}

ExprId TriggerBinder::date(const syntax::Name& name) {
  const auto field = find_field(context_, unit_, name.text);
  if (!field) {
    context_.error(unit_, "P0209", name.span, say("there is no field `{0}`", name.text),
                   suggestion(name.text, operand_names(unit_)));
    return no_expr;
  }
  if (field->kind != Kind::date) {
    context_.error(unit_, "P0307", name.span,
                   say("`{0}` is {1}, but a line counts from a date", name.text,
                       kind_text(context_.data, field->kind, field->list)));
    return no_expr;
  }
  Expression out;
  Node node;
  node.op = Op::field;
  node.kind = Kind::date;
  node.scope = field->scope;
  node.a = field->id;
  out.nodes.push_back(node);
  return context_.keep(std::move(out));
}

std::optional<DurationChoice> TriggerBinder::duration(const syntax::DurationValue& source) {
  DurationChoice out;
  if (source.fixed) {
    out.fixed = *source.fixed;
    return out;
  }
  if (source.column.empty()) return std::nullopt;
  out.column = column(source.column, Kind::days, {});
  if (out.column == no_expr) return std::nullopt;
  return out;
}

ExprId TriggerBinder::column(const syntax::Name& name, Kind kind, std::string_view list_kind) {
  if (!name.dotted()) {
    context_.error(unit_, "P0207", name.span, say("`{0}` is not a column of a table", name.text),
                   say("write `table.column`"));
    return no_expr;
  }
  const auto ref = find_column(context_, unit_, name);
  if (!ref) return no_expr;
  if (context_.tables[ref->table].progress == Progress::broken) return no_expr;
  const Column& target = context_.data.tables[ref->table].outputs[ref->column];
  const bool is_duration = target.kind == Kind::days || target.kind == Kind::business_days ||
                           target.kind == Kind::months;
  bool fits = kind == Kind::days ? is_duration : target.kind == kind;
  if (kind == Kind::name && fits) {
    fits = context_.data.lists[target.list].kind == list_kind;
  }
  if (!fits) {
    const Said asked = kind == Kind::days   ? say("a duration")
                       : kind == Kind::name ? say("an entry of list `{0}`",
                                                  Said::word("kind:" + std::string(list_kind)))
                                            : kind_text(context_.data, kind);
    context_.error(unit_, "P0307", name.span,
                   say("column `{0}` holds {1}, but here stands {2}", name.text,
                       kind_text(context_.data, target.kind, target.list), asked));
    return no_expr;
  }
  if (kind == Kind::name) context_.list_used[target.list] = true;
  Expression out;
  Node node;
  node.op = Op::table_output;
  node.kind = target.kind;
  node.a = ref->table;
  node.b = ref->column;
  out.nodes.push_back(node);
  return context_.keep(std::move(out));
}

}  // namespace arrears::language
