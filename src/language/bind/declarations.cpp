// Declarations of all files, in order of the files. A declaration with a mistake still declares its
// name, so that its uses are not reported too.
#include <language/bind/expression.hpp>

#include <algorithm>
#include <tuple>

namespace arrears::language {

namespace {

Scope scope_of(const std::optional<syntax::ScopeWord>& word) {
  if (!word) return Scope::case_;
  switch (*word) {
    case syntax::ScopeWord::claim: return Scope::claim;
    case syntax::ScopeWord::case_: return Scope::case_;
    case syntax::ScopeWord::person: return Scope::person;
    case syntax::ScopeWord::creditor: return Scope::creditor;
  }
  return Scope::case_;
}

// The English name of a kind of list that slots ask for, else the author's own.
std::string kind_name(const Unit& unit, const std::string& spelling) {
  const std::string_view core = syntax::core_list_kind(unit.tree->language, spelling);
  return core.empty() ? spelling : std::string(core);
}

class DeclarationBinder {
 public:
  explicit DeclarationBinder(Context& context) : context_(context), data_(context.data) {}

  void run() {
    for (Unit& unit : context_.units) lists(unit);
    share_lists();
    for (Unit& unit : context_.units) {
      fields(unit);
      events(unit);
      channels(unit);
      messages(unit);
    }
    for (Unit& unit : context_.units) names_of_terms_and_tables(unit);
    share_rest();
    for (const Unit& unit : context_.units) settings(unit);
  }

 private:
  // False after reporting that the file has declared the name already.
  bool fresh(const Unit& unit, const NameMap& map, std::string_view name, syntax::Span span,
             Wording what) {
    if (name.empty()) return false;
    if (map.find(name) == map.end()) return true;
    context_.error(unit, "P0201", span, say("{0} `{1}` is declared twice", what, name),
                   say("keep one of the two lines"));
    return false;
  }

  void differs(const Unit& unit, syntax::Span span, Wording what, std::string_view name) {
    context_.error(unit, "P0203", span,
                   say("{0} `{1}` is declared differently in another file", what, name),
                   say("state it once, in a file without a plan, or in the same way everywhere"));
  }

  void lists(Unit& unit) {
    for (const syntax::ListDecl& decl : unit.tree->lists) {
      if (decl.kind.empty()) continue;
      const std::string kind = kind_meant(unit, decl.kind);
      std::uint32_t list = 0;
      while (list < data_.lists.size() && data_.lists[list].kind != kind) ++list;
      if (list == data_.lists.size()) data_.lists.push_back({kind, {}});
      unit.names.kinds[decl.kind.text] = list;
      unit.names.kinds[kind] = list;
      NameMap& entries = unit.names.entries[list];
      for (const syntax::Name& name : decl.names) {
        if (!fresh(unit, entries, name.text, name.span, "entry")) continue;
        auto& names = data_.lists[list].names;
        std::uint32_t index = 0;
        while (index < names.size() && names[index] != name.text) ++index;
        if (index == names.size()) names.push_back(name.text);
        entries[name.text] = index;
      }
    }
  }

  // Whether a field has the kind, or a column is called like it.
  bool asked_for(const std::string& kind) const {
    return std::any_of(context_.units.begin(), context_.units.end(), [&kind](const Unit& unit) {
      const auto& tables = unit.tree->tables;
      const auto same = [&kind](const syntax::Name& name) { return name.text == kind; };
      return std::any_of(unit.tree->fields.begin(), unit.tree->fields.end(),
                         [&](const syntax::FieldDecl& field) { return same(field.type.list); }) ||
             std::any_of(tables.begin(), tables.end(), [&](const syntax::TableDecl& table) {
               const auto& outputs = table.outputs;
               return std::any_of(outputs.begin(), outputs.end(), same);
             });
    });
  }

  // A kind that nothing asks for, but nearly: a mistake, and that one is meant.
  std::string kind_meant(const Unit& unit, const syntax::Name& kind) {
    const std::string& language = unit.tree->language;
    const bool core = !syntax::core_list_kind(language, kind.text).empty();
    if (core || asked_for(kind.text)) return kind_name(unit, kind.text);
    const std::string near = syntax::nearest(kind.text, syntax::core_list_kind_names(language));
    if (near.empty()) return kind.text;
    context_.error(unit, "P0211", kind.span,
                   say("no line asks for a list of kind `{0}`", kind.text),
                   say("did you mean `{0}`?", near));
    return kind_name(unit, near);
  }

  void share_lists() {
    context_.list_used.assign(data_.lists.size(), false);
    for (const Unit& from : context_.units) {
      if (!from.shared) continue;
      for (Unit& to : context_.units) {
        to.names.kinds.insert(from.names.kinds.begin(), from.names.kinds.end());
        for (const auto& [list, entries] : from.names.entries) {
          to.names.entries[list].insert(entries.begin(), entries.end());
        }
      }
    }
  }

  bool type(const Unit& unit, const syntax::Type& written_type, Kind& kind, std::uint32_t& list) {
    switch (written_type.word) {
      case syntax::TypeWord::money: kind = Kind::money; return true;
      case syntax::TypeWord::number: kind = Kind::number; return true;
      case syntax::TypeWord::days: kind = Kind::days; return true;
      case syntax::TypeWord::date: kind = Kind::date; return true;
      case syntax::TypeWord::text: kind = Kind::text; return true;
      case syntax::TypeWord::yes_or_no: kind = Kind::boolean; return true;
      case syntax::TypeWord::list: break;
    }
    kind = Kind::name;
    const auto found = unit.names.kinds.find(written_type.list.text);
    if (found != unit.names.kinds.end()) {
      list = found->second;
      context_.list_used[list] = true;
      return true;
    }
    if (!written_type.list.empty()) {
      context_.error(unit, "P0211", written_type.list.span,
                     say("there is no list of kind `{0}`", written_type.list.text),
                     suggestion(written_type.list.text, names_of(unit.names.kinds),
                                say("declare it: `{list} {0} ...`", written_type.list.text)));
    }
    return false;
  }

  static bool same(const FieldDecl& a, const FieldDecl& b) {
    return a.kind == b.kind && a.list == b.list && a.scope == b.scope &&
           a.otherwise == b.otherwise && a.shares == b.shares &&
           a.may_be_missing == b.may_be_missing;
  }

  void fields(Unit& unit) {
    for (const syntax::FieldDecl& decl : unit.tree->fields) {
      if (!fresh(unit, unit.names.fields, decl.name.text, decl.name.span, "field")) continue;
      if (!syntax::core_field(unit.tree->language, decl.name.text).empty()) {
        context_.error(unit, "P0202", decl.name.span,
                       say("`{0}` is a field of the language itself", decl.name.text),
                       say("choose another name"));
        continue;
      }
      FieldDecl field;
      field.name = decl.name.text;
      field.scope = scope_of(decl.scope);
      field.may_be_missing = decl.may_be_missing;
      const bool known = type(unit, decl.type, field.kind, field.list);
      if (decl.otherwise && known) {
        field.otherwise = bind_value(context_, unit, *decl.otherwise, field.kind, field.list);
      }
      if (!decl.shares.empty() && known) field.shares = shares(unit, decl, field);
      unit.names.fields[field.name] = put(unit, decl.name, field);
    }
  }

  // Of each entry of the list one, all together the whole.
  std::vector<std::int32_t> shares(const Unit& unit, const syntax::FieldDecl& decl,
                                   const FieldDecl& field) {
    constexpr std::int64_t whole = 1'000'000;
    std::vector<std::int32_t> out;
    std::int64_t sum = 0;
    for (const syntax::Expr& share : decl.shares) {
      const auto value = bind_value(context_, unit, share, Kind::number, none_index);
      const auto* number = value ? std::get_if<Decimal>(&*value) : nullptr;
      if (number == nullptr) return {};
      sum += std::min(number->micro, whole + 1);
      out.push_back(static_cast<std::int32_t>(std::min(number->micro, whole + 1)));
    }
    const std::size_t entries = field.list < data_.lists.size() && field.kind == Kind::name
                                    ? data_.lists[field.list].names.size()
                                    : 0;
    if (entries == 0) {
      context_.error(
          unit, "P0222", decl.span, say("lots are drawn for entries of a list"),
          say("declare `{list} approach old, new` and `{field} approach approach {by_lot} ...`"));
    } else if (entries != out.size() || sum != whole) {
      context_.error(
          unit, "P0222", decl.span,
          say("each of the {0} entries of the list needs its share, together 100 %", entries));
    } else {
      return out;
    }
    return {};
  }

  // What a case is given where the host says nothing: only then does it matter what group it is in.
  FieldDecl* settable(const Unit& unit, const syntax::Name& name) {
    const auto found = unit.names.fields.find(name.text);
    if (found == unit.names.fields.end()) {
      context_.error(unit, "P0209", name.span, say("there is no field `{0}`", name.text),
                     suggestion(name.text, names_of(unit.names.fields)));
      return nullptr;
    }
    FieldDecl& field = data_.fields[found->second];
    if (field.scope == Scope::case_ && field.otherwise) return &field;
    context_.error(unit, "P0224", name.span,
                   say("`{0}` is no field of the case that has a default", name.text),
                   say("give it one: `{field} {0} ... {of_case} {default} ...`", name.text));
    return nullptr;
  }

  void settings(const Unit& unit) {
    for (const syntax::SettingDecl& decl : unit.tree->settings) {
      if (decl.broken || decl.field.empty()) continue;
      if (decl.id.text.empty()) {
        // It would be the setting of every case that belongs to no such group.
        context_.error(unit, "P0224", decl.id.span,
                       say("a setting names its group, this id is empty"),
                       say("give the id of the group between the quotation marks"));
        continue;
      }
      FieldDecl* field = settable(unit, decl.field);
      if (field == nullptr) continue;
      const auto value = bind_value(context_, unit, decl.value, field->kind, field->list);
      if (!value) continue;
      const FieldSetting made{static_cast<FieldSetting::Group>(decl.group), decl.id.text, *value};
      const auto at = std::lower_bound(field->settings.begin(), field->settings.end(), made,
                                       [](const FieldSetting& a, const FieldSetting& b) {
                                         return std::tie(a.group, a.id) < std::tie(b.group, b.id);
                                       });
      if (at != field->settings.end() && at->group == made.group && at->id == made.id) {
        context_.error(unit, "P0201", decl.field.span,
                       say("`{0}` is set twice for \"{1}\"", decl.field.text, decl.id.text),
                       say("keep one of the two lines"));
        continue;
      }
      field->settings.insert(at, made);
    }
  }

  std::uint32_t put(const Unit& unit, const syntax::Name& name, const FieldDecl& field) {
    for (std::uint32_t i = 0; i < data_.fields.size(); ++i) {
      if (data_.fields[i].name != field.name) continue;
      if (!same(data_.fields[i], field)) differs(unit, name.span, "field", field.name);
      return i;
    }
    data_.fields.push_back(field);
    return static_cast<std::uint32_t>(data_.fields.size() - 1);
  }

  void events(Unit& unit) {
    for (const syntax::EventDecl& decl : unit.tree->events) {
      if (!fresh(unit, unit.names.events, decl.name.text, decl.name.span, "event")) continue;
      if (!syntax::core_event(unit.tree->language, decl.name.text, false).empty()) {
        context_.error(unit, "P0202", decl.name.span,
                       say("`{0}` is an event of the language itself", decl.name.text),
                       say("choose another name"));
        continue;
      }
      const syntax::Name& form = decl.after_on.empty() ? decl.name : decl.after_on;
      EventDecl event{decl.name.text, form.text, scope_of(decl.scope), {}};
      NameMap parts;
      for (const auto& part : decl.parts) {
        if (!fresh(unit, parts, part.name.text, part.name.span, "value")) continue;
        parts[part.name.text] = 0;
        EventDecl::Part out;
        out.name = part.name.text;
        type(unit, part.type, out.kind, out.list);
        event.parts.push_back(out);
      }
      if (!fresh(unit, unit.names.events_after_on, form.text, form.span, "event")) continue;
      const std::uint32_t index = put(unit, decl.name, event);
      unit.names.events[event.name] = index;
      unit.names.events_after_on[event.after_on] = index;
    }
  }

  std::uint32_t put(const Unit& unit, const syntax::Name& name, const EventDecl& event) {
    for (std::uint32_t i = 0; i < data_.events.size(); ++i) {
      const EventDecl& other = data_.events[i];
      if (other.name != event.name) continue;
      bool same_parts = other.parts.size() == event.parts.size() && other.scope == event.scope;
      for (std::size_t p = 0; same_parts && p < event.parts.size(); ++p) {
        same_parts = other.parts[p].name == event.parts[p].name &&
                     other.parts[p].kind == event.parts[p].kind &&
                     other.parts[p].list == event.parts[p].list;
      }
      if (!same_parts) differs(unit, name.span, "event", event.name);
      return i;
    }
    data_.events.push_back(event);
    return static_cast<std::uint32_t>(data_.events.size() - 1);
  }

  void channels(Unit& unit) {
    for (const syntax::ChannelDecl& decl : unit.tree->channels) {
      if (!fresh(unit, unit.names.channels, decl.name.text, decl.name.span, "channel")) continue;
      std::uint32_t i = 0;
      while (i < data_.channels.size() && data_.channels[i].name != decl.name.text) ++i;
      const std::optional<Price> cost = bind_cost(context_, unit, decl.cost, decl.vat);
      if (i == data_.channels.size()) {
        data_.channels.push_back({decl.name.text, decl.reports, cost});
      }
      if (data_.channels[i].reports != decl.reports || data_.channels[i].cost != cost) {
        differs(unit, decl.name.span, "channel", decl.name.text);
      }
      unit.names.channels[decl.name.text] = i;
    }
  }

  const LawLine* law_line(const Unit& unit, const std::string& name) const {
    if (unit.pack != nullptr) return unit.pack->find(name);
    for (const auto& [country, pack] : context_.packs.all()) {
      if (const LawLine* line = pack.find(name)) return line;
    }
    return nullptr;
  }

  void messages(Unit& unit) {
    for (const syntax::MessageDecl& decl : unit.tree->messages) {
      if (!fresh(unit, unit.names.messages, decl.name.text, decl.name.span, "message")) continue;
      MessageDecl message{decl.name.text, decl.kind, {}};
      if (!decl.law_line.empty()) message.law_line = notice(unit, decl.law_line);
      std::uint32_t i = 0;
      while (i < data_.messages.size() && data_.messages[i].name != message.name) ++i;
      if (i == data_.messages.size()) data_.messages.push_back(message);
      const MessageDecl& known = data_.messages[i];
      if (known.kind != message.kind || known.law_line != message.law_line) {
        differs(unit, decl.name.span, "message", message.name);
      }
      unit.names.messages[message.name] = i;
    }
  }

  std::string notice(const Unit& unit, const syntax::Name& name) {
    // A plan without a known law has its own mistake, or one is reported here.
    if (unit.pack == nullptr && !unit.shared) {
      if (unit.law.empty() && unit.tree->plan && unit.tree->plan->law.empty()) {
        context_.error(unit, "P0405", name.span,
                       say("the plan names no law that could ask for this"),
                       say("add a line `{law} ...` to the plan, or leave `{by_law}` out"));
      }
      return name.text;
    }
    const LawLine* line = law_line(unit, name.text);
    if (line == nullptr) {
      context_.error(unit, "P0405", name.span, say("the law has no line `{0}`", name.text),
                     suggestion(name.text, law_names(unit)));
      return name.text;
    }
    const LawPack& pack =
        unit.pack != nullptr ? *unit.pack : context_.packs.of(line->id.substr(0, 2));
    if (!pack.notice(line->id)) {
      context_.error(unit, "P0411", name.span,
                     say("`{0}` is not a notice that the law asks for", name.text));
    }
    return line->id;
  }

  std::vector<std::string_view> law_names(const Unit& unit) const {
    if (unit.pack != nullptr) return law_line_names(*unit.pack, unit.tree->language);
    std::vector<std::string_view> out;
    for (const auto& [country, pack] : context_.packs.all()) {
      const auto names = law_line_names(pack, unit.tree->language);
      out.insert(out.end(), names.begin(), names.end());
    }
    return out;
  }

  void names_of_terms_and_tables(Unit& unit) {
    const auto number = static_cast<std::uint32_t>(&unit - context_.units.data());
    for (std::uint32_t i = 0; i < unit.tree->terms.size(); ++i) {
      const syntax::TermDecl& decl = unit.tree->terms[i];
      if (!fresh(unit, unit.names.terms, decl.name.text, decl.name.span, "term")) continue;
      if (unit.names.fields.count(decl.name.text) != 0 ||
          !syntax::core_field(unit.tree->language, decl.name.text).empty()) {
        context_.error(unit, "P0202", decl.name.span,
                       say("a field is already called `{0}`", decl.name.text),
                       say("choose another name"));
        continue;
      }
      unit.names.terms[decl.name.text] = static_cast<std::uint32_t>(context_.terms.size());
      context_.terms.push_back({number, i, Progress::untouched, {}});
      context_.term_types.push_back({});
      data_.terms.push_back({decl.name.text, no_expr});
    }
    for (std::uint32_t i = 0; i < unit.tree->tables.size(); ++i) {
      const syntax::TableDecl& decl = unit.tree->tables[i];
      if (!fresh(unit, unit.names.tables, decl.name.text, decl.name.span, "table")) continue;
      unit.names.tables[decl.name.text] = static_cast<std::uint32_t>(context_.tables.size());
      context_.tables.push_back({number, i, Progress::untouched, {}});
      data_.tables.push_back({});
      data_.tables.back().name = decl.name.text;
      data_.tables.back().file = unit.file;
    }
  }

  static void share(const NameMap& from, NameMap& to) { to.insert(from.begin(), from.end()); }

  void share_rest() {
    for (const Unit& from : context_.units) {
      if (!from.shared) continue;
      for (Unit& to : context_.units) {
        share(from.names.fields, to.names.fields);
        share(from.names.events, to.names.events);
        share(from.names.events_after_on, to.names.events_after_on);
        share(from.names.channels, to.names.channels);
        share(from.names.messages, to.names.messages);
        share(from.names.terms, to.names.terms);
        share(from.names.tables, to.names.tables);
      }
    }
  }

  Context& context_;
  RulebookData& data_;
};

}  // namespace

void bind_declarations(Context& context) { DeclarationBinder(context).run(); }

}  // namespace arrears::language
