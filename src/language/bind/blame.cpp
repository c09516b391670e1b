// A slip in a declaration makes every use of the name a mistake: one is told instead.
#include <language/bind/context.hpp>
#include <language/characters.hpp>

#include <algorithm>

namespace arrears::language {

namespace {

// What a message about an unknown name proposes; empty for any other message.
std::string proposed(const Diagnostic& one) {
  constexpr std::string_view codes[] = {"P0204", "P0205", "P0207", "P0208", "P0209", "P0210"};
  const bool unknown = std::find(std::begin(codes), std::end(codes), one.code) != std::end(codes);
  // What stands before and behind the name, with a name that nobody can write.
  const std::string frame = syntax::told(say("did you mean `{0}`?", "\n"), one.language, "en");
  const std::size_t lead = frame.find('\n'), end = frame.size() - lead - 1;
  if (!unknown || one.help.compare(0, lead, frame, 0, lead) != 0) return {};
  return one.help.substr(lead, one.help.size() - lead - end);
}

// The name that is unknown; of a table and its column the column.
std::string unknown_name(const Diagnostic& one, const syntax::Tree& tree) {
  const syntax::Span span{one.span.line, one.span.column, one.span.end_column};
  const std::string text = written(tree, span);
  const std::size_t dot = text.find('.');
  return one.code == "P0207" && dot != std::string::npos ? text.substr(dot + 1) : text;
}

struct Place {
  const Unit* unit = nullptr;
  syntax::Span span;
};

// The places of a name, outside texts, comments and prose.
void places_of(const std::u32string& name, const Unit& unit, std::vector<Place>& out) {
  const auto inside = [](char32_t c) {
    return syntax::is_letter(c) || syntax::is_digit(c) || c == U'_' || syntax::is_dash(c);
  };
  for (std::size_t i = 0; i < unit.tree->lines.size(); ++i) {
    const std::vector<char32_t> line = syntax::decode(unit.tree->lines[i]);
    const auto first = std::find_if_not(line.begin(), line.end(), syntax::is_space);
    if (first != line.end() && *first == U'>') continue;
    bool text = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (syntax::is_quote(line[at])) text = !text;
      if (text) continue;
      if (line[at] == U'#') break;
      if (!inside(line[at])) continue;
      std::size_t end = at;
      while (end < line.size() && inside(line[end])) ++end;
      const auto begin = line.begin() + static_cast<std::ptrdiff_t>(at);
      if (std::u32string(begin, line.begin() + static_cast<std::ptrdiff_t>(end)) == name) {
        out.push_back({&unit,
                       {static_cast<std::uint32_t>(i + 1), static_cast<std::uint32_t>(at + 1),
                        static_cast<std::uint32_t>(end + 1)}});
      }
      at = end - 1;
    }
  }
}

}  // namespace

void blame_declarations(Context& context) {
  std::map<std::pair<std::string, std::string>, std::size_t> uses;  // name and what is proposed
  const auto key_of = [&context](const Diagnostic& one) {
    std::pair<std::string, std::string> out{"", proposed(one)};
    for (const Unit& unit : context.units) {
      if (!out.second.empty() && unit.tree->file == one.span.file) {
        out.first = unknown_name(one, *unit.tree);
      }
    }
    return out;
  };
  for (const Diagnostic& one : context.diagnostics) {
    const auto key = key_of(one);
    if (!key.first.empty()) ++uses[key];
  }
  for (const auto& use : uses) {
    const auto& key = use.first;
    if (use.second < 2) continue;
    const std::vector<char32_t> letters = syntax::decode(key.second);
    std::vector<Place> places;
    for (const Unit& unit : context.units) {
      places_of(std::u32string(letters.begin(), letters.end()), unit, places);
    }
    if (places.size() != 1) continue;
    auto& all = context.diagnostics;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const Diagnostic& one) { return key_of(one) == key; }),
              all.end());
    context.error(
        *places[0].unit, "P0212", places[0].span,
        say("`{0}` stands only here, and `{1}` in {2} places", key.second, key.first, use.second),
        say("did you mean `{0}`?", key.first));
  }
}

}  // namespace arrears::language
