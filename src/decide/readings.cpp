// What conditions read, spelled for people.
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

constexpr int deepest = 16;  // tables that read tables

using Rows = std::vector<std::uint32_t>;

std::string count_text(std::int64_t count, const char* one, const char* many) {
  return std::to_string(count) + (count == 1 ? one : many);
}

void add_reads(const RulebookData& rules, ExprId expression, Reads& out, int depth) {
  if (expression >= rules.expressions.size() || depth > deepest) return;
  for (const Node& node : rules.expressions[expression].nodes) {
    switch (node.op) {
      case Op::field: out.fields.push_back(static_cast<FieldId>(node.a)); break;
      case Op::today: out.today = true; break;
      case Op::count_of:
      case Op::sum_of:
        out.window = out.window || node.b != none_index;
        out.events.push_back({static_cast<EventId>(node.a), node.scope});
        break;
      case Op::days_since: out.today = true; [[fallthrough]];
      case Op::event_part:
      case Op::last: out.events.push_back({static_cast<EventId>(node.a), node.scope}); break;
      case Op::table_output: {
        if (node.a >= rules.tables.size()) break;
        const Table& table = rules.tables[node.a];
        for (const Column& column : table.inputs) add_reads(rules, column.input, out, depth + 1);
        for (const Row& row : table.rows) {
          if (node.b < row.outputs.size()) add_reads(rules, row.outputs[node.b], out, depth + 1);
        }
        break;
      }
      default: break;
    }
  }
}

// What of an event is asked; null for anything else.
const char* behaviour(Op op) {
  switch (op) {
    case Op::count_of: return "count of ";
    case Op::sum_of: return "sum of ";
    case Op::last: return "last ";
    case Op::days_since: return "days since ";
    default: return nullptr;
  }
}

// Which rows of a scorecard gave how much: " (line 12: 30, line 14: 20)".
std::string points_text(const RulebookData& rules, const Table& table, std::uint32_t output,
                        const Facts& facts) {
  std::string out;
  for (const std::uint32_t row : table.adds ? hit_rows(rules, table, facts) : Rows{}) {
    const Row& hit = table.rows[row];
    if (output >= hit.outputs.size()) continue;
    out += (out.empty() ? " (line " : ", line ") + std::to_string(hit.line) + ": " +
           text_of(rules, evaluate(rules, hit.outputs[output], facts), none_index);
  }
  return out.empty() ? out : out + ")";
}

// Where the value of a field comes from, if not from the host: " (creditor C-17)".
std::string group_text(const FieldDecl& field, const Case& value) {
  const bool own = field.scope != Scope::case_ || value.fields.count(field.name) != 0;
  const FieldSetting* setting = own ? nullptr : setting_of(field, value);
  if (setting == nullptr) return {};
  constexpr const char* groups[] = {"batch", "portfolio", "creditor"};
  return std::string(" (") + groups[static_cast<std::size_t>(setting->group)] + " " + setting->id +
         ")";
}

}  // namespace

Reads reads_of(const RulebookData& rules, ExprId expression) {
  Reads out;
  add_reads(rules, expression, out, 0);
  return out;
}

std::string text_of(const RulebookData& rules, const Interval& value, std::uint32_t list) {
  if (!value.known) return "missing";
  const auto at = static_cast<std::size_t>(std::max<std::int64_t>(value.low, 0));
  switch (value.kind) {
    case Kind::boolean: return value.low != 0 ? "yes" : "no";
    case Kind::money: {
      const Money sum{value.low, value.currency};
      return value.currency.none() ? std::to_string(value.low)
                                   : sum.text() + " " + value.currency.code();
    }
    case Kind::number: return Decimal{value.low}.text();
    case Kind::days: return count_text(value.low, " day", " days");
    case Kind::business_days: return count_text(value.low, " business day", " business days");
    case Kind::months: return count_text(value.low, " month", " months");
    case Kind::date: return Date::from_number(static_cast<std::int32_t>(value.low)).text();
    case Kind::text: return value.low >= 0 && at < rules.pool.size() ? rules.pool[at] : "other";
    case Kind::name:
      if (value.low < 0 || list >= rules.lists.size()) return "other";
      return at < rules.lists[list].names.size() ? rules.lists[list].names[at] : "other";
    case Kind::channel: return at < rules.channels.size() ? rules.channels[at].name : "other";
    case Kind::state: return std::to_string(value.low);
  }
  return {};
}

void add_readings(const Sight& sight, ExprId expression, std::vector<Reading>& out) {
  const RulebookData& rules = *sight.rules();
  if (expression >= rules.expressions.size()) return;
  const SightFacts facts(sight);
  const auto add = [&](std::string name, std::string value) {
    Reading reading{std::move(name), std::move(value)};
    if (std::find(out.begin(), out.end(), reading) == out.end()) out.push_back(std::move(reading));
  };
  for (const Node& node : rules.expressions[expression].nodes) {
    if (node.op == Op::field) {
      const auto field = static_cast<FieldId>(node.a);
      const std::size_t own = field - std::size_t{core_fields};
      const std::uint32_t list =
          field >= core_fields && own < rules.fields.size() ? rules.fields[own].list : none_index;
      const std::string from = own < rules.fields.size() && field >= core_fields
                                   ? group_text(rules.fields[own], sight.value())
                                   : std::string{};
      add(field_name(rules, field), text_of(rules, facts.field(field), list) + from);
    } else if (const char* const asked = behaviour(node.op)) {
      Expression one;
      one.nodes.push_back(node);
      one.durations = rules.expressions[expression].durations;
      add(asked + event_name(rules, static_cast<EventId>(node.a)),
          text_of(rules, evaluate(rules, one, facts), none_index));
    } else if (node.op == Op::message_is && node.a < rules.messages.size()) {
      constexpr const char* events[] = {"sent", "delivered", "undelivered", "opened"};
      const bool is = facts.message_is(node.a, static_cast<MessageEvent>(node.b));
      add(std::string(events[node.b]) + " \"" + rules.messages[node.a].name + "\"",
          is ? "yes" : "no");
    } else if (node.op == Op::task_done) {
      const std::string& task = rules.pool[static_cast<std::size_t>(node.value)];
      add("done \"" + task + "\"", facts.task_done(task) ? "yes" : "no");
    } else if (node.op == Op::event_part) {
      const auto event = static_cast<EventId>(node.a);
      const EventDecl& decl = rules.events[event - core_events];
      add(decl.name + "." + decl.parts[node.b].name,
          text_of(rules, facts.part_of(event, node.b), decl.parts[node.b].list));
    } else if (node.op == Op::as_of && node.a < rules.expressions[expression].nodes.size()) {
      const Expression& whole = rules.expressions[expression];
      Expression one;
      one.nodes.assign(whole.nodes.begin(), whole.nodes.begin() + (&node - whole.nodes.data()) + 1);
      one.children = whole.children;
      one.durations = whole.durations;
      const Interval day = evaluate(rules, Expression{{whole.nodes[node.b]}, {}, {}}, facts);
      add(field_name(rules, static_cast<FieldId>(whole.nodes[node.a].a)) + " as of " +
              text_of(rules, day, none_index),
          text_of(rules, evaluate(rules, one, facts), none_index));
    } else if (node.op == Op::today) {
      add("today", sight.today().text());
    } else if (node.op == Op::table_output && node.a < rules.tables.size() &&
               node.b < rules.tables[node.a].outputs.size()) {
      const Table& table = rules.tables[node.a];
      Expression one;
      one.nodes.push_back(node);
      add(table.name + "." + table.outputs[node.b].name,
          text_of(rules, evaluate(rules, one, facts), table.outputs[node.b].list) +
              points_text(rules, table, node.b, facts));
    }
  }
}

}  // namespace arrears
