// A file in the words of another language. What it means stays: the text is read again and has to
// be the same line by line.
#include <arrears/language/compile.hpp>
#include <language/element_text.hpp>
#include <language/plain_form.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace arrears {

namespace {

using namespace syntax;
using What = Element::What;

bool is_word(const ParsedLine& line, std::size_t i, Word word) {
  return i < line.trace.size() && line.trace[i].what == What::word && line.trace[i].word == word;
}

bool any_word(const ParsedLine& line, std::size_t i, std::initializer_list<Word> words) {
  return std::any_of(words.begin(), words.end(), [&](Word w) { return is_word(line, i, w); });
}

// What a core name means in one language and how the other one spells it.
class NameBook {
 public:
  NameBook(std::string from, std::string to) : from_(std::move(from)), to_(std::move(to)) {}

  struct Answer {
    std::string text;
    Wording taken{};  // as what the other language has taken an author's name
  };

  Answer of(const std::string& text, std::string_view role) const {
    const bool any = role == "event_or_field";
    Answer out{text, {}};
    if (role == "list_kind") {
      ask(core_list_kind(from_, text), core_list_kind(to_, text), core_list_kind_spelling,
          "a kind of list", out);
    }
    if (role == "operand" || role == "field" || any) {
      ask(core_field(from_, text), core_field(to_, text), core_field_spelling, "a field", out);
      if (out.taken == Wording() && out.text != text) return out;
    }
    if (any || role == "event_bare" || role == "event_on") {
      const bool after_on = role == "event_on";
      const auto spelling = [&](std::string_view language, std::string_view core) {
        return core_event_spelling(language, core, after_on);
      };
      ask(core_event(from_, text, after_on), core_event(to_, text, after_on), spelling, "an event",
          out);
    }
    return out;
  }

 private:
  template <class Spelling>
  void ask(std::string_view here, std::string_view there, Spelling spelling, Wording kind,
           Answer& out) const {
    if (!here.empty()) {
      out = {std::string(spelling(to_, here)), {}};
    } else if (!there.empty()) {
      out.taken = kind;
    }
  }

  std::string from_, to_;
};

// The role of a name, or the one that a name has where it is declared.
std::string_view role_of(const ParsedLine& line, std::size_t i) {
  const Element& element = line.trace[i];
  if (!element.role.empty()) return element.role;
  if (line.construct == Construct::event) {
    if (is_word(line, i - 1, Word::event)) return "event_bare";
    if (is_word(line, i - 1, Word::on)) return "event_on";
  }
  const bool declares = any_word(line, i - 1, {Word::field, Word::term});
  return i == 1 && declares ? "field" : std::string_view();
}

class Translator {
 public:
  Translator(const ParsedFile& file, const std::string& to)
      : file_(file),
        from_(file.outcome.tree.language),
        to_(to),
        book_(from_.language(), to),
        header_(header_line(file.outcome.tree)) {}

  // Names that cannot stand in the other language.
  std::vector<Diagnostic> clashes() const {
    std::vector<Diagnostic> out;
    std::set<std::string> told;
    for (const ParsedLine& line : file_.lines) {
      for (std::size_t i = 0; i < line.trace.size(); ++i) {
        if (line.trace[i].what != What::name) continue;
        const Token& token = line.lexed.tokens[line.trace[i].first];
        const NameBook::Answer answer = book_.of(token.text, role_of(line, i));
        if (answer.taken == Wording() || !told.insert(token.text).second) continue;
        out.push_back(mistake(
            file_.outcome.tree, "P0015", token.span,
            say("`{0}` is {1} of the language in `{2}`", token.text, answer.taken, to_.language()),
            say("give it another name and translate again")));
      }
    }
    return out;
  }

  // Quotes stand only where the line would be read otherwise without them.
  FormatOutcome run() const {
    std::set<std::size_t> quoted;
    FormatOutcome out;
    for (int attempt = 0; attempt < 2; ++attempt) {
      const ParsedFile wanted = rewritten(quoted);
      out.text = plain_form(wanted, to_, Comments::keep_distance);
      if (!header_) out.text = to_.header() + "\n" + out.text;
      quoted = misread(wanted, out.text);
      if (quoted.empty()) return out;
    }
    for (const std::size_t i : quoted) {
      const syntax::Span whole{static_cast<std::uint32_t>(i + 1), 1, 2};
      out.diagnostics.push_back(mistake(file_.outcome.tree, "P0015", whole,
                                        say("this line cannot be said in `{0}`", to_.language()),
                                        say("a name in it is a word there: give it another one")));
    }
    return out;
  }

 private:
  ParsedFile rewritten(const std::set<std::size_t>& quoted) const {
    ParsedFile out = file_;
    if (header_) out.lines[*header_].lexed.comment = to_.header();
    for (std::size_t i = 0; i < out.lines.size(); ++i) {
      ParsedLine& line = out.lines[i];
      for (std::size_t k = 0; k < line.trace.size(); ++k) {
        if (line.trace[k].what != What::name) continue;
        Token& token = line.lexed.tokens[line.trace[k].first];
        std::string text = book_.of(token.text, role_of(line, k)).text;
        token.quoted = text == token.text && quoted.count(i) != 0;
        token.text = std::move(text);
      }
    }
    rename_asked_steps(out);
    return out;
  }

  // A test names a step that waits for somebody by the step's own words.
  void rename_asked_steps(ParsedFile& out) const {
    std::map<std::string, std::string> renamed;
    for (std::size_t i = 0; i < out.lines.size(); ++i) {
      const ParsedLine& line = file_.lines[i];
      for (std::size_t k = 0; k < line.trace.size(); ++k) {
        if (!any_word(line, k, {Word::mode_confirm, Word::mode_manual})) continue;
        const std::size_t begin = is_word(line, k + 1, Word::for_team) ? k + 3 : k + 1;
        std::size_t end = begin;
        while (end < line.trace.size() && !ends_action(line, end)) ++end;
        renamed[asked_text(line, begin, end, from_)] = asked_text(out.lines[i], begin, end, to_);
      }
    }
    for (ParsedLine& line : out.lines) {
      const bool in_test = line.construct == Construct::day ||
                           line.construct == Construct::verify ||
                           line.construct == Construct::given_history;
      for (std::size_t k = 1; in_test && k < line.trace.size(); ++k) {
        if (line.trace[k].what != What::text) continue;
        if (!any_word(line, k - 1,
                      {Word::was_confirmed, Word::was_refused, Word::waiting, Word::not_waiting,
                       Word::was_done, Word::task, Word::no_task})) {
          continue;
        }
        std::string& text = line.lexed.tokens[line.trace[k].first].text;
        const auto found = renamed.find(text);
        if (found != renamed.end()) text = found->second;
      }
    }
  }

  static bool ends_action(const ParsedLine& line, std::size_t i) {
    const Element& element = line.trace[i];
    const bool comma =
        element.what == What::symbol && line.lexed.tokens[element.first].kind == Tok::comma;
    return comma || is_word(line, i, Word::if_);
  }

  static std::string asked_text(const ParsedLine& line, std::size_t begin, std::size_t end,
                                const Words& words) {
    std::string out = elements_text(line, begin, end, words);
    out.erase(std::remove(out.begin(), out.end(), '"'), out.end());
    return out;
  }

  // Lines that are read as something else than they were.
  std::set<std::size_t> misread(const ParsedFile& wanted, const std::string& text) const {
    const ParsedFile read = parse_file({file_.outcome.tree.file, text});
    const std::size_t shift = header_ ? 0 : 1;
    std::set<std::size_t> out;
    for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
      const bool there = i + shift < read.lines.size();
      if (!there || !same(wanted.lines[i], read.lines[i + shift])) out.insert(i);
    }
    for (const Diagnostic& one : read.outcome.diagnostics) {
      out.insert(one.span.line <= shift ? 0 : one.span.line - 1 - shift);
    }
    return out;
  }

  static bool same(const ParsedLine& a, const ParsedLine& b) {
    if (a.construct != b.construct || a.is_row != b.is_row) return false;
    return std::equal(a.trace.begin(), a.trace.end(), b.trace.begin(), b.trace.end(),
                      [&](const Element& x, const Element& y) {
                        return x.what == y.what && x.word == y.word && x.role == y.role &&
                               same(a.lexed.tokens[x.first], b.lexed.tokens[y.first], x.what);
                      });
  }

  static bool same(const Token& a, const Token& b, What what) {
    switch (what) {
      case What::name:
      case What::text:
      case What::number: return a.text == b.text;
      case What::unit: return a.unit == b.unit;
      case What::currency: return a.currency == b.currency;
      case What::date: return a.date == b.date;
      case What::time: return a.time.minutes == b.time.minutes;
      case What::symbol: return a.kind == b.kind;
      default: return true;
    }
  }

  const ParsedFile& file_;
  Words from_, to_;
  NameBook book_;
  std::optional<std::size_t> header_;
};

}  // namespace

FormatOutcome translate(const Source& source, std::string_view to, std::string_view messages) {
  FormatOutcome out{source.text, {}};
  const ParsedFile given = parse_file(source, messages);
  out.diagnostics = given.outcome.diagnostics;
  if (!knows_language(to)) {
    out.diagnostics.push_back(mistake(given.outcome.tree, "P0013", {1, 1, 1},
                                      say("no words are known for the language `{0}`", to),
                                      say("one of: {0}", language_names())));
  }
  if (!out.diagnostics.empty()) return out;
  FormatOutcome plain = format(source);
  if (given.outcome.tree.language == to) return plain;
  out.diagnostics = Translator(given, std::string(to)).clashes();
  if (!out.diagnostics.empty()) return out;
  const ParsedFile file = parse_file({source.name, plain.text}, messages);
  FormatOutcome translated = Translator(file, std::string(to)).run();
  if (!translated.diagnostics.empty()) translated.text = source.text;
  return translated;
}

}  // namespace arrears
