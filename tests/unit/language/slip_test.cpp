// Mistakes by chance: one-letter slips in the sample pages (LANGUAGE.md part 11, item 3) and bytes
// thrown at the parser. Both with a fixed seed.
#include <arrears/packs/load.hpp>
#include <language/parse.hpp>
#include <language/say.hpp>
#include <language/words.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <vector>

using namespace arrears;

namespace {

// A small generator with the same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_;
};

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) {
      out.back() += c;
    } else {
      out.emplace_back(1, c);
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& letters) {
  std::string out;
  for (const std::string& letter : letters) out += letter;
  return out;
}

bool is_letter(const std::string& c) {
  return c.size() > 1 || (c[0] >= 'a' && c[0] <= 'z') || (c[0] >= 'A' && c[0] <= 'Z');
}

// Places of letters outside texts, comments and prose.
std::vector<std::size_t> letters_of(const std::vector<std::string>& page) {
  std::vector<std::size_t> out;
  bool text = false, skip = false, start = true;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const std::string& c = page[i];
    if (c == "\n") {
      text = skip = false;
      start = true;
      continue;
    }
    if (c == "\"") text = !text;
    if (!text && (c == "#" || (start && c == ">"))) skip = true;
    if (c != " ") start = false;
    if (!text && !skip && is_letter(c)) out.push_back(i);
  }
  return out;
}

std::string with_slip(std::vector<std::string> page, std::size_t at, std::size_t kind) {
  const std::string letter = page[at] == "k" ? "m" : "k";
  switch (kind) {
    case 0: page[at] = letter; break;
    case 1: page.erase(page.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 2: page.insert(page.begin() + static_cast<std::ptrdiff_t>(at), letter); break;
    default: std::swap(page[at], page[at + 1]);
  }
  return joined(page);
}

struct Figures {
  std::size_t slips = 0, noticed = 0, on_the_line = 0, one_message = 0;
  std::size_t near = 0, suggested = 0;  // in words that can be known, and named by a message
  std::string missed;                   // lines
  double percent(std::size_t n) const {
    return 100.0 * static_cast<double>(n) / static_cast<double>(noticed);
  }
  double percent_suggested() const {
    return 100.0 * static_cast<double>(suggested) / static_cast<double>(near);
  }
};

// The word or name at a place.
std::string word_at(const std::vector<std::string>& page, std::size_t at) {
  const auto inside = [&page](std::size_t i) {
    return i < page.size() && (is_letter(page[i]) || page[i] == "_" || page[i] == "-");
  };
  std::size_t begin = at;
  while (begin > 0 && inside(begin - 1)) --begin;
  std::string out;
  for (std::size_t i = begin; inside(i); ++i) out += page[i];
  return out;
}

// Words that a message about a slip can be expected to know: those of the language and its names,
// and names that stand in two more places.
std::set<std::string> known_words(const std::vector<std::string>& page, const std::string& lang) {
  const syntax::Words words(lang);
  std::set<std::string> out;
  for (const auto& names : {syntax::core_field_names(lang), syntax::core_event_names(lang, true),
                            syntax::core_event_names(lang, false)}) {
    out.insert(names.begin(), names.end());
  }
  std::map<std::string, int> places;
  std::size_t last = page.size();
  for (const std::size_t at : letters_of(page)) {
    const std::string word = word_at(page, at);
    if (at != last + 1 && ++places[word] > 2) out.insert(word);
    if (!words.starting(word).empty()) out.insert(word);
    last = at;
  }
  return out;
}

bool suggests(const Diagnostic& d, const std::string& word) {
  const std::string frame =
      syntax::told(syntax::say("did you mean `{0}`?", "\n"), d.language, "en");
  const std::string lead = frame.substr(0, frame.find('\n'));
  return d.help.rfind(lead, 0) == 0 && d.help.find(word, lead.size()) != std::string::npos;
}

std::size_t line_of(const std::vector<std::string>& page, std::size_t at) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < at; ++i) line += page[i] == "\n" ? 1 : 0;
  return line;
}

Figures experiment(const std::string& path, std::size_t stride) {
  const LawPacks law = law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ", "SK", "PL"}).value();
  const std::vector<std::string> page = characters(test::file_text(path));
  const std::vector<std::size_t> letters = letters_of(page);
  const std::string language = syntax::parse(test::page(path)).tree.language;
  const std::set<std::string> known = known_words(page, language);
  Figures out;
  for (std::size_t i = 0; i < letters.size(); i += stride) {
    const std::string text = with_slip(page, letters[i], (i / stride) % 4);
    if (text == joined(page)) continue;
    ++out.slips;
    const SourceSet sources = SourceSet::from_sources({{"slip.plan", text}});
    const std::vector<Diagnostic> found = compile(sources, law).diagnostics;
    const std::size_t line = line_of(page, letters[i]);
    if (found.empty()) {
      out.missed += " " + std::to_string(line);
      continue;
    }
    ++out.noticed;
    out.one_message += found.size() == 1 ? 1 : 0;
    out.on_the_line += std::any_of(found.begin(), found.end(),
                                   [line](const Diagnostic& d) { return d.span.line == line; });
    const std::string word = word_at(page, letters[i]);
    if (known.count(word) == 0) continue;
    ++out.near;
    const bool right = std::any_of(found.begin(), found.end(),
                                   [&word](const Diagnostic& d) { return suggests(d, word); });
    out.suggested += right;
  }
  return out;
}

}  // namespace

// ARREARS_SLIPS=1 makes all of them, which takes a minute.
TEST_CASE("one-letter slips outside texts are noticed, on their line, once") {
  // The Slovak and the Polish page are shorter.
  const std::pair<const char*, std::size_t> pages[] = {{test::czech_page, 13},
                                                       {test::english_page, 13},
                                                       {test::slovak_page, 7},
                                                       {test::polish_page, 7}};
  for (const auto& [path, sparse] : pages) {
    const std::size_t stride = std::getenv("ARREARS_SLIPS") == nullptr ? sparse : 1;
    const Figures figures = experiment(path, stride);
    const double unnoticed = 100.0 * static_cast<double>(figures.slips - figures.noticed) /
                             static_cast<double>(figures.slips);
    MESSAGE(std::string(path), ": ", figures.slips, " slips, ", unnoticed, " % unnoticed (lines",
            figures.missed, "), ", figures.percent(figures.on_the_line),
            " % of the others with a message on their line, ", figures.percent(figures.one_message),
            " % with exactly one message, ", figures.percent_suggested(), " % of ", figures.near,
            " with the right word suggested");
    CHECK(figures.slips > 200);
    CHECK(unnoticed <= 0.7);
    CHECK(figures.percent(figures.on_the_line) >= 95.0);
    CHECK(figures.percent(figures.one_message) >= 85.0);
    CHECK(figures.percent_suggested() >= 90.0);
  }
}

TEST_CASE("no bytes crash the parser or hang it") {
  Dice dice(20260901);
  const std::string pieces[] = {"\n",     "(",          ")",        "|",     "||",   "\"",
                                "12 000", "1. 9. 2026", "..",       "%",     "\xff", "\xe2\x80\xae",
                                "„",      "-",          "po",       "if",    "not",  "and",
                                ":",      ",",          "9/1/2026", "\r",    "\t",   "'",
                                "€",      "#",          ">",        "5 days"};
  for (const char* path :
       {test::czech_page, test::english_page, test::slovak_page, test::polish_page}) {
    const std::string page = test::file_text(path);
    for (int round = 0; round < 60; ++round) {
      std::string text = page;
      for (std::size_t change = dice.below(12); change > 0; --change) {
        const std::size_t at = dice.below(text.size());
        switch (dice.below(4)) {
          case 0: text[at] = static_cast<char>(dice.below(256)); break;
          case 1: text.erase(at, dice.below(40)); break;
          case 2: text.insert(at, pieces[dice.below(std::size(pieces))]); break;
          default: text.resize(at + 1);
        }
        if (text.empty()) text = "x";
      }
      const Source source{"fuzz.plan", text};
      const syntax::ParseOutcome outcome = syntax::parse(source);
      CHECK(outcome.diagnostics.size() <= 101);
      const FormatOutcome plain = format(source);
      if (!plain.diagnostics.empty()) continue;
      CHECK(format({"fuzz.plan", plain.text}).text == plain.text);
      CHECK(tree_text({"fuzz.plan", plain.text}, false) == tree_text(source, false));
      const std::string language = outcome.tree.language;
      const FormatOutcome there = translate(source, language == "en" ? "pl" : "en");
      if (!there.diagnostics.empty()) continue;
      const std::string back = translate({"fuzz.plan", there.text}, language).text;
      CHECK((back == plain.text || back == syntax::Words(language).header() + "\n" + plain.text));
    }
  }
}
