#include <language/bind/context.hpp>
#include <language/words.hpp>

namespace arrears::language {

Said suggestion(std::string_view written_name, const std::vector<std::string_view>& candidates,
                const Said& otherwise) {
  const std::string near = syntax::nearest(written_name, candidates);
  return near.empty() ? otherwise : say("did you mean `{0}`?", near);
}

Said suggestion(const Unit& unit, std::string_view written_name,
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
  return say("did you mean `{0}`?", form == forms.end() ? near : form->second);
}

std::vector<std::string_view> names_of(const NameMap& map) {
  std::vector<std::string_view> out;
  for (const auto& [name, index] : map) out.push_back(name);
  return out;
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

Said kind_text(const RulebookData& data, Kind kind, std::uint32_t list) {
  switch (kind) {
    case Kind::boolean: return say("yes or no");
    case Kind::money: return say("money");
    case Kind::number: return say("a number");
    case Kind::days: return say("a number of days");
    case Kind::business_days: return say("a number of business days");
    case Kind::months: return say("a number of months");
    case Kind::date: return say("a date");
    case Kind::text: return say("a text");
    case Kind::channel: return say("a channel");
    case Kind::state: return say("a state");
    case Kind::name: break;
  }
  if (list == none_index) return say("an entry of a list");
  return say("an entry of list `{0}`", Said::word("kind:" + data.lists[list].kind));
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
