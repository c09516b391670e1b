#include <language/bind/context.hpp>
#include <language/words.hpp>

namespace arrears::language {

void Context::tell(const Unit& unit, const char* code, syntax::Span span, std::string message,
                   const std::string& help, Severity severity) {
  const bool words = help.find('{') != std::string::npos;
  diagnostics.push_back(syntax::mistake(
      *unit.tree, code, span, std::move(message),
      words ? syntax::in_words(help, syntax::Words(unit.tree->language)) : help, severity));
}

std::string suggestion(std::string_view written_name,
                       const std::vector<std::string_view>& candidates, std::string otherwise) {
  const std::string near = syntax::nearest(written_name, candidates);
  if (!near.empty()) return "did you mean `" + near + "`?";
  return otherwise;
}

std::string suggestion(const Unit& unit, std::string_view written_name,
                       std::vector<std::string_view> names, const std::vector<syntax::Word>& words,
                       syntax::Word lead) {
  const syntax::Words language(unit.tree->language);
  const std::string before = language.spelling(lead) + " ";
  // Only the first piece of `payments complete` is read as a name.
  std::map<std::string, std::string> forms;
  for (const syntax::Word word : words) {
    for (std::string form : language.forms(word)) {
      if (form.rfind(before, 0) == 0) form.erase(0, before.size());
      forms.emplace(form.substr(0, form.find(' ')), form);
    }
  }
  for (const auto& [piece, form] : forms) names.push_back(piece);
  const std::string near = syntax::nearest(written_name, names);
  if (near.empty()) return {};
  const auto form = forms.find(near);
  return "did you mean " + quoted(form == forms.end() ? near : form->second) + "?";
}

std::vector<std::string_view> names_of(const NameMap& map) {
  std::vector<std::string_view> out;
  for (const auto& [name, index] : map) out.push_back(name);
  return out;
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string kind_text(const RulebookData& data, Kind kind, std::uint32_t list) {
  switch (kind) {
    case Kind::boolean: return "yes or no";
    case Kind::money: return "money";
    case Kind::number: return "a number";
    case Kind::days: return "a number of days";
    case Kind::business_days: return "a number of business days";
    case Kind::months: return "a number of months";
    case Kind::date: return "a date";
    case Kind::text: return "a text";
    case Kind::channel: return "a channel";
    case Kind::state: return "a state";
    case Kind::name: break;
  }
  if (list == none_index) return "an entry of a list";
  return "an entry of list " + quoted(data.lists[list].kind);
}

std::vector<std::string_view> law_line_names(const LawPack& pack, const std::string& language) {
  std::vector<std::string_view> out;
  for (const LawLine* line : pack.lines()) {
    out.push_back(line->id);
    const auto name = line->names.find(language);
    if (name != line->names.end()) out.push_back(name->second);
  }
  return out;
}

std::string written(const syntax::Tree& tree, syntax::Span span) {
  if (span.line == 0 || span.line > tree.lines.size()) return {};
  const std::string& line = tree.lines[span.line - 1];
  std::string out;
  std::uint32_t column = 0;
  for (const char c : line) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    if (begins) ++column;
    if (column >= span.column && column < span.end_column) out.push_back(c);
  }
  return out;
}

}  // namespace arrears::language
