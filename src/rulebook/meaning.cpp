#include <rulebook/meaning.hpp>

#include <arrears/base/bytes.hpp>

namespace arrears {

namespace {

// Writes every member that a decision can read, in the order of data.hpp.
class MeaningWriter {
 public:
  explicit MeaningWriter(const RulebookData& rules) : rules_(rules) {}

  Bytes take() { return out_.take(); }

  template <class T>
  requires std::is_enum_v<T>
  void put(T value) { out_.integer(static_cast<std::uint32_t>(value)); }
  template <std::integral T>
  void put(T value) {
    out_.integer(static_cast<std::int64_t>(value));
  }
  void put(bool value) { out_.integer(static_cast<std::uint8_t>(value ? 1 : 0)); }
  void put(const std::string& value) { out_.text(value); }
  void put(const Currency& value) { out_.text(value.code()); }
  void put(const Money& value) { put_member(value); }
  void put(const Date& value) { put(value.number()); }
  void put(const Duration& value) {
    put(value.unit);
    put(value.count);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put(values.size());
    for (const T& value : values) put(value);
  }
  void put(const Value& value) {
    put(value.index());
    std::visit([this](const auto& member) { put_member(member); }, value);
  }

  void expression(ExprId id) {
    put(id != no_expr);
    if (id == no_expr) return;
    ARREARS_ASSERT(id < rules_.expressions.size());
    const Expression& e = rules_.expressions[id];
    put(e.nodes.size());
    for (const Node& node : e.nodes) put(node);
    put(e.children);
    put(e.durations);
  }
  void put(const Node& node) {
    put(node.op);
    put(node.kind);
    put(node.scope);
    put(node.a);
    put(node.b);
    put(node.currency);
    if (node.op == Op::task_done || (node.op == Op::constant && node.kind == Kind::text)) {
      put(rules_.pool.at(static_cast<std::size_t>(node.value)));
    } else {
      put(node.value);
    }
  }

  void put(const ListDecl& list) {
    put(list.kind);
    put(list.names);
  }
  void put(const FieldSetting& setting) {
    put(setting.group);
    put(setting.id);
    put(setting.value);
  }
  void put(const FieldDecl& field) {
    put(field.name);
    put(field.kind);
    put(field.list);
    put(field.scope);
    put(field.otherwise);
    put(field.settings);
    put(field.shares);
    put(field.may_be_missing);
  }
  void put(const EventDecl::Part& part) {
    put(part.name);
    put(part.kind);
    put(part.list);
  }
  void put(const EventDecl& event) {
    put(event.name);
    put(event.scope);
    put(event.parts);
  }
  void put(const Price& price) {
    put(price.sum);
    put(price.vat_ppm);
  }
  void put(const ChannelDecl& channel) {
    put(channel.name);
    put(channel.reports);
    put(channel.cost);
  }
  void put(const MessageDecl& message) {
    put(message.name);
    put(message.kind);
    put(message.law_line);
  }
  void put(const Match& match) {
    put(match.low);
    put(match.high);
  }
  void put(const Cell& cell) { put(cell.any_of); }
  void put(const Column& column) {
    put(column.name);
    put(column.kind);
    put(column.list);
    put(column.currency);
    expression(column.input);
  }
  void put(const Row& row) {
    put(row.cells);
    put(row.outputs.size());
    for (const ExprId output : row.outputs) expression(output);
  }
  void put(const Table& table) {
    put(table.name);
    put(table.inputs);
    put(table.outputs);
    put(table.adds);
    put(table.rows);
  }
  void put(const Template::Piece& piece) {
    put(piece.what);
    put(piece.text);
    expression(piece.expression);
  }
  void put(const Template& text) {
    put(text.message);
    put(text.channel);
    put(text.language);
    put(text.subject);
    put(text.body);
  }
  void put(const Choice& choice) {
    put(choice.index);
    expression(choice.column);
  }
  void put(const DurationChoice& choice) {
    put(choice.fixed);
    expression(choice.column);
  }
  void put(const Fallback& fallback) {
    put(fallback.when);
    put(fallback.within);
    put(fallback.channel);
    put(fallback.message);
  }
  void put(const Step& step);
  void put(const Head& head);
  void put(const Trigger& trigger) {
    put(trigger.head);
    expression(trigger.condition);
    put(trigger.steps);
  }
  void put(const State& state) {
    put(state.name);
    put(state.phase);
    put(state.final);
    put(state.excursion);
    put(state.replaces);
    put(state.clock_runs);
    put(state.triggers);
  }
  void put(const ContactWindow& window) {
    put(window.business_days);
    put(window.from.minutes);
    put(window.to.minutes);
  }
  void put(const ContactCap& cap) {
    put(cap.at_most);
    put(cap.in);
  }
  void put(const AcceptedLine& accepted) {
    put(accepted.line);
    put(accepted.by);
    put(accepted.on);
  }
  void put(const Plan& plan);

 private:
  void put_member(const Money& money) {
    put(money.minor);
    put(money.currency);
  }
  void put_member(const Decimal& number) { put(number.micro); }
  void put_member(const Days& days) { put(days.count); }
  void put_member(const Date& date) { put(date); }
  void put_member(const std::string& text) { put(text); }
  void put_member(bool yes) { put(yes); }
  void put_member(const Name& name) { put(name.text); }

  const RulebookData& rules_;
  ByteWriter out_;
};

void MeaningWriter::put(const Step& step) {
  put(step.delay);
  put(step.mode);
  put(step.asked);
  put(step.asked_for);
  put(step.action);
  put(step.to_plan);
  expression(step.condition);
  put(step.channel);
  put(step.message);
  put(step.attachments);
  put(step.fallbacks);
  expression(step.needs_payments_through);
  put(step.expires_after);
  put(step.if_unsure);
  put(step.fee);
  put(step.by_law);
  put(step.once);
  put(step.once_per_case);
  expression(step.sum);
  expression(step.most);
  expression(step.paid);
  expression(step.base);
  put(step.vat_ppm);
  put(step.cost);
  put(step.task);
  put(step.outcomes);
  put(step.team);
  put(step.within);
  put(step.holds);
  put(step.hold_for);
  expression(step.hold_until);
  put(step.state);
  put(step.because);
  put(step.recipient);
  put(step.hand_over_text);
}

void MeaningWriter::put(const Head& head) {
  put(head.what);
  put(head.event);
  put(head.revised_event);
  put(head.revised_field);
  put(head.message);
  put(head.text);
  put(head.outcome);
  expression(head.condition);
  put(head.duration);
  put(head.repeats);
  put(head.most_times);
  put(head.day_number);
  expression(head.date);
}

void MeaningWriter::put(const Plan& plan) {
  put(plan.name);
  put(plan.title);
  put(plan.effective_from);
  put(plan.law);
  put(plan.currency);
  put(plan.start);
  put(plan.window);
  put(plan.caps);
  put(plan.contact_ungrouped);
  expression(plan.needs_payments_through);
  put(plan.promise_tolerance);
  put(plan.payments_meet);
  put(plan.accepted);
  put(plan.states);
  put(plan.everywhere);
  put(plan.everywhere_except);
}

}  // namespace

Hash meaning_hash(const RulebookData& rules) {
  MeaningWriter out(rules);
  out.put(std::string("arrears meaning 1"));
  out.put(rules.language);
  out.put(rules.lists);
  out.put(rules.fields);
  out.put(rules.events);
  out.put(rules.channels);
  out.put(rules.messages);
  out.put(rules.tables);
  out.put(rules.templates);
  out.put(rules.plans);
  return blake2b(out.take());
}

}  // namespace arrears
