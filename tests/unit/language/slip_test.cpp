// Mistakes by chance: one-letter slips in the sample pages (LANGUAGE.md part 11, item 3) and bytes
// thrown at the parser. Both with a fixed seed.
#include <arrears/packs/load.hpp>
#include <language/parse.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>
#include <cstdlib>
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
  std::string missed;  // lines
  double percent(std::size_t n) const {
    return 100.0 * static_cast<double>(n) / static_cast<double>(noticed);
  }
};

std::size_t line_of(const std::vector<std::string>& page, std::size_t at) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < at; ++i) line += page[i] == "\n" ? 1 : 0;
  return line;
}

Figures experiment(const std::string& path, std::size_t stride) {
  const LawPacks law = law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ"}).value();
  const std::vector<std::string> page = characters(test::file_text(path));
  const std::vector<std::size_t> letters = letters_of(page);
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
    for (const Diagnostic& d : found) {
      if (d.span.line != line) continue;
      ++out.on_the_line;
      break;
    }
  }
  return out;
}

}  // namespace

// ARREARS_SLIPS=1 makes all of them, which takes a minute.
TEST_CASE("one-letter slips outside texts are noticed, on their line, once") {
  const std::size_t stride = std::getenv("ARREARS_SLIPS") == nullptr ? 13 : 1;
  for (const std::string path : {test::czech_page, test::english_page}) {
    const Figures figures = experiment(path, stride);
    const double unnoticed = 100.0 * static_cast<double>(figures.slips - figures.noticed) /
                             static_cast<double>(figures.slips);
    MESSAGE(path, ": ", figures.slips, " slips, ", unnoticed, " % unnoticed (lines", figures.missed,
            "), ", figures.percent(figures.on_the_line),
            " % of the others with a message on their line, ", figures.percent(figures.one_message),
            " % with exactly one message");
    CHECK(figures.slips > 200);
    CHECK(unnoticed < 2.5);
    CHECK(figures.percent(figures.on_the_line) > 90.0);
    CHECK(figures.percent(figures.one_message) > 80.0);
  }
}

TEST_CASE("no bytes crash the parser or hang it") {
  Dice dice(20260901);
  const std::string pieces[] = {"\n",     "(",          ")",        "|",     "||",   "\"",
                                "12 000", "1. 9. 2026", "..",       "%",     "\xff", "\xe2\x80\xae",
                                "„",      "-",          "po",       "if",    "not",  "and",
                                ":",      ",",          "9/1/2026", "\r",    "\t",   "'",
                                "€",      "#",          ">",        "5 days"};
  for (const char* path : {test::czech_page, test::english_page}) {
    const std::string page = test::file_text(path);
    for (int round = 0; round < 80; ++round) {
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
    }
  }
}
