#include <language/bind/expression.hpp>

#include <rulebook/core_names.hpp>

namespace arrears::language {

KnownKey known_field(FieldId field) { return {Op::field, field, Scope::case_}; }

KnownKey known_part(EventId event, std::uint32_t part) {
  return {Op::event_part, (std::uint32_t{event} << 16) | part, Scope::case_};
}

std::optional<FieldInfo> find_field(const Context& context, const Unit& unit,
                                    std::string_view name) {
  const std::string_view core = syntax::core_field(unit.tree->language, name);
  for (std::uint16_t i = 0; i < core_fields && !core.empty(); ++i) {
    const CoreFieldInfo& info = core_field_table[i];
    if (info.name != core) continue;
    return FieldInfo{i, info.kind, none_index, Scope::case_, info.may_be_missing, false};
  }
  const auto host = unit.names.fields.find(name);
  if (host == unit.names.fields.end()) return std::nullopt;
  const FieldDecl& decl = context.data.fields[host->second];
  return FieldInfo{static_cast<FieldId>(core_fields + host->second),
                   decl.kind,
                   decl.list,
                   decl.scope,
                   decl.may_be_missing,
                   true};
}

std::vector<std::string_view> operand_names(const Unit& unit) {
  std::vector<std::string_view> out = names_of(unit.names.terms);
  for (const auto& [name, index] : unit.names.fields) out.push_back(name);
  for (const std::string_view core : syntax::core_field_names(unit.tree->language)) {
    out.push_back(core);
  }
  return out;
}

std::optional<EventId> find_event(const Unit& unit, std::string_view name, bool after_on) {
  const std::string_view core = syntax::core_event(unit.tree->language, name, after_on);
  for (std::uint16_t i = 0; i < core_events && !core.empty(); ++i) {
    if (core_event_names[i] == core) return i;
  }
  const NameMap& map = after_on ? unit.names.events_after_on : unit.names.events;
  const auto host = map.find(name);
  if (host == map.end()) return std::nullopt;
  return static_cast<EventId>(core_events + host->second);
}

std::vector<std::string_view> event_names(const Unit& unit, bool after_on) {
  auto out = names_of(after_on ? unit.names.events_after_on : unit.names.events);
  for (const std::string_view core : syntax::core_event_names(unit.tree->language, after_on)) {
    out.push_back(core);
  }
  return out;
}

std::optional<ColumnRef> find_column(Context& context, const Unit& unit, const syntax::Name& name) {
  const auto found = unit.names.tables.find(name.head());
  if (found == unit.names.tables.end()) {
    context.error(unit, "P0207", name.span, say("there is no table `{0}`", name.head()),
                  suggestion(name.head(), names_of(unit.names.tables)));
    return std::nullopt;
  }
  bind_table(context, found->second);
  const Pending& pending = context.tables[found->second];
  if (pending.progress == Progress::active) {
    context.error(unit, "P0315", name.span,
                  say("table `{0}` needs itself to find its row", name.head()));
    return std::nullopt;
  }
  const Table& table = context.data.tables[found->second];
  std::vector<std::string_view> columns;
  for (std::uint32_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].name == name.tail()) return ColumnRef{found->second, i};
    columns.push_back(table.outputs[i].name);
  }
  // Of a table with a mistake the columns may be unknown; it has been reported.
  if (pending.progress == Progress::broken && columns.empty()) return std::nullopt;
  context.error(unit, "P0207", name.span,
                say("table `{0}` gives no column `{1}`", name.head(), name.tail()),
                suggestion(name.tail(), columns));
  return std::nullopt;
}

Kind duration_kind(Duration::Unit unit) {
  switch (unit) {
    case Duration::Unit::days: return Kind::days;
    case Duration::Unit::business_days: return Kind::business_days;
    case Duration::Unit::months: return Kind::months;
  }
  return Kind::days;
}

}  // namespace arrears::language
