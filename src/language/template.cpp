#include <language/template.hpp>

#include <array>
#include <language/bind/expression.hpp>

namespace arrears::language {

namespace {

using What = Template::Piece::What;

struct BuiltIn {
  std::string_view language, word;
  What what;
};

constexpr std::array<BuiltIn, 24> built_in{{
    {"en", "person.name", What::person_name},
    {"en", "person.address", What::person_address},
    {"en", "case", What::case_id},
    {"en", "creditor", What::creditor},
    {"en", "claims", What::claims},
    {"en", "today", What::today},
    {"cs", "osoba.jméno", What::person_name},
    {"cs", "osoba.adresa", What::person_address},
    {"cs", "případ", What::case_id},
    {"cs", "věřitel", What::creditor},
    {"cs", "pohledávky", What::claims},
    {"cs", "dnes", What::today},
    {"sk", "osoba.meno", What::person_name},
    {"sk", "osoba.adresa", What::person_address},
    {"sk", "prípad", What::case_id},
    {"sk", "veriteľ", What::creditor},
    {"sk", "pohľadávky", What::claims},
    {"sk", "dnes", What::today},
    {"pl", "osoba.nazwa", What::person_name},
    {"pl", "osoba.adres", What::person_address},
    {"pl", "sprawa", What::case_id},
    {"pl", "wierzyciel", What::creditor},
    {"pl", "wierzytelności", What::claims},
    {"pl", "dziś", What::today},
}};

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

std::uint32_t code_points(std::string_view text) {
  std::uint32_t out = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) ++out;
  }
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == '\n') out.emplace_back();
    if (c != '\n' && c != '\r') out.back().push_back(c);
  }
  if (out.size() > 1 && out.back().empty()) out.pop_back();
  // A byte-order mark says nothing in UTF-8.
  if (out[0].rfind("\xEF\xBB\xBF", 0) == 0) out[0].erase(0, 3);
  return out;
}

class TemplateBinder {
 public:
  TemplateBinder(Context& context, const Source& source) : context_(context) {
    tree_.file = source.name;
    tree_.lines = lines_of(source.text);
    tree_.language = context.data.language;
    tree_.told_in = context.messages;
    unit_.tree = &tree_;
  }

  void run() {
    std::size_t line = 0;
    std::string stated = language_line(tree_.lines[0]);
    if (!stated.empty()) ++line;
    if (!stated.empty() && !syntax::knows_language(stated)) {
      context_.error(unit_, "P0220", place(0, 0, tree_.lines[0].size()),
                     say("no words are known for the language `{0}`", stated));
      stated.clear();
    }
    if (!stated.empty()) tree_.language = stated;
    if (!find_message()) return;
    tree_.language = stated.empty() ? plan_language_ : stated;
    out_.language = tree_.language;
    if (line < tree_.lines.size()) {
      const std::string& first = tree_.lines[line];
      for (const std::string_view word : {"Subject:", "Předmět:", "Predmet:", "Temat:"}) {
        if (first.rfind(word, 0) != 0) continue;
        std::size_t begin = word.size();
        while (begin < first.size() && first[begin] == ' ') ++begin;
        pieces(line, begin, out_.subject);
        ++line;
        if (line < tree_.lines.size() && tree_.lines[line].empty()) ++line;
        break;
      }
    }
    for (; line < tree_.lines.size(); ++line) {
      pieces(line, 0, out_.body);
      literal("\n", out_.body);
    }
    context_.data.templates.push_back(std::move(out_));
  }

 private:
  static std::string language_line(const std::string& line) {
    for (const std::string_view lead : {"# language:", "# jazyk:", "# język:"}) {
      if (line.rfind(lead, 0) == 0) return trimmed(std::string_view(line).substr(lead.size()));
    }
    return {};
  }

  // A stretch of a line, given in bytes.
  syntax::Span place(std::size_t line, std::size_t from, std::size_t to) const {
    const std::string_view text = tree_.lines[line];
    return {static_cast<std::uint32_t>(line + 1), code_points(text.substr(0, from)) + 1,
            code_points(text.substr(0, to)) + 1};
  }

  bool find_message() {
    std::string stem = tree_.file.substr(tree_.file.rfind('/') + 1);
    stem.resize(stem.size() - std::string_view(".txt").size());
    const Unit* home = home_of(stem);
    if (home == nullptr && stem.find('.') != std::string::npos) {
      out_.channel = stem.substr(stem.rfind('.') + 1);
      stem.resize(stem.rfind('.'));
      home = home_of(stem);
    }
    const syntax::Span first = place(0, 0, tree_.lines[0].size());
    if (home == nullptr) {
      context_.error(unit_, "P0206", first, say("there is no message \"{0}\"", stem),
                     say("the file's name begins with the name of a message"));
      return false;
    }
    if (!out_.channel.empty() && home->names.channels.count(out_.channel) == 0) {
      context_.error(unit_, "P0205", first, say("there is no channel `{0}`", out_.channel),
                     suggestion(out_.channel, names_of(home->names.channels)));
      return false;
    }
    for (const Template& other : context_.data.templates) {
      if (other.message != stem || other.channel != out_.channel) continue;
      context_.error(unit_, "P0201", first, say("message \"{0}\" has a template already", stem));
      return false;
    }
    out_.message = stem;
    plan_language_ = home->tree->language;
    unit_.names = home->names;
    unit_.currency = home->currency;
    unit_.law = home->law;
    unit_.pack = home->pack;
    return true;
  }

  // The file whose words the holes may use: that of a plan that knows the message.
  const Unit* home_of(const std::string& message) const {
    const Unit* out = nullptr;
    for (const Unit& unit : context_.units) {
      if (unit.names.messages.count(message) == 0) continue;
      if (out == nullptr || (out->shared && !unit.shared)) out = &unit;
    }
    return out;
  }

  static void literal(std::string_view text, std::vector<Template::Piece>& out) {
    if (text.empty()) return;
    if (out.empty() || out.back().what != What::literal) out.push_back({});
    out.back().text += text;
  }

  // One line, from that byte on. `{{` and `}}` are braces.
  void pieces(std::size_t line, std::size_t from, std::vector<Template::Piece>& out) {
    const std::string& text = tree_.lines[line];
    for (std::size_t i = from; i < text.size(); ++i) {
      const bool doubled = i + 1 < text.size() && text[i + 1] == text[i];
      if (text[i] != '{' && text[i] != '}') {
        literal(std::string_view(text).substr(i, 1), out);
      } else if (doubled) {
        literal(std::string_view(text).substr(i++, 1), out);
      } else if (text[i] == '}') {
        context_.error(unit_, "P0221", place(line, i, i + 1), say("this brace closes nothing"),
                       say("a brace of the text is written `{0}`", "}}"));
      } else {
        const std::size_t end = text.find('}', i);
        if (end == std::string::npos) {
          context_.error(unit_, "P0221", place(line, i, i + 1), say("this brace is never closed"),
                         say("a brace of the text is written `{0}`", "{{"));
          return;
        }
        hole(line, i + 1, end, out);
        i = end;
      }
    }
  }

  void hole(std::size_t line, std::size_t from, std::size_t to, std::vector<Template::Piece>& out) {
    const std::string text = tree_.lines[line].substr(from, to - from);
    const std::string word = trimmed(text);
    Template::Piece piece;
    for (const BuiltIn& one : built_in) {
      if (one.word != word || (one.language != "en" && one.language != tree_.language)) continue;
      piece.what = one.what;
      out.push_back(std::move(piece));
      return;
    }
    syntax::ExpressionPlace at;
    at.file = tree_.file;
    at.language = tree_.language;
    at.told_in = tree_.told_in;
    at.line = static_cast<std::uint32_t>(line + 1);
    at.column = place(line, from, to).column;
    at.source_line = tree_.lines[line];
    const syntax::ExpressionOutcome parsed = syntax::parse_expression(text, at);
    context_.diagnostics.insert(context_.diagnostics.end(), parsed.diagnostics.begin(),
                                parsed.diagnostics.end());
    if (!parsed.diagnostics.empty()) return;
    ExpressionBinder binder(context_, unit_);
    binder.allow_missing();
    if (!binder.bind(parsed.expression).ok) return;
    piece.what = What::expression;
    piece.expression = context_.keep(binder.take());
    out.push_back(std::move(piece));
  }

  Context& context_;
  syntax::Tree tree_;  // only file, language and lines
  Unit unit_;
  std::string plan_language_;
  Template out_;
};

}  // namespace

bool is_template(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos || name.size() < 4) return false;
  const std::string_view folder = name.substr(0, slash);
  const std::size_t before = folder.rfind('/');
  const std::string_view last =
      before == std::string_view::npos ? folder : folder.substr(before + 1);
  return last == "templates" && name.substr(name.size() - 4) == ".txt";
}

void bind_template(Context& context, const Source& source) {
  TemplateBinder(context, source).run();
}

}  // namespace arrears::language
