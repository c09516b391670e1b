#include <arrears/language/compile.hpp>
#include <language/words.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using arrears::test::page;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// What an e-mail program does to a page: no indentation, capitals, other quotes, spaces and dashes.
std::string pasted(const std::string& text) {
  std::istringstream in(text);
  std::string out;
  bool quote = false;
  for (std::string line; std::getline(in, line);) {
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    if (line[0] >= 'a' && line[0] <= 'z') line[0] = static_cast<char>(line[0] - 'a' + 'A');
    for (const char c : line) {
      if (c == '"') quote = !quote;
      out += c == '"' ? (quote ? "„" : "“") : std::string(1, c);
    }
    out += "\r\n";
  }
  for (const char* word : {"pokud", "přejdi", "za", "u osoby", "fáze", "důvod"}) {
    std::string capital = word;
    if (capital == "přejdi" || capital == "pokud") capital[0] = 'P';
    if (capital == "za") capital = "Za";
    if (capital == "fáze") capital[0] = 'F';
    out = replaced(out, std::string(" ") + word + " ", " " + capital + " ");
  }
  out = replaced(out, "e-mail", "e–mail");
  out = replaced(out, " - ", " – ");
  out = replaced(out, ">=", "≥");
  out = replaced(out, "<=", "≤");
  out = replaced(out, " 000 ", "\u00a0000\u202f");
  return replaced(out, ". 9. 2026", ".\u00a09.\u00a02026");
}

}  // namespace

TEST_CASE("the two pages are one tree, once the author's names are paired off") {
  const std::string czech = tree_text(page(test::czech_page), true);
  CHECK(czech == tree_text(page(test::english_page), true));
  CHECK(czech.find("mistake") == std::string::npos);
  CHECK(czech.find("after 10 business_days if field:debt >= 2000 CZK") != std::string::npos);
  CHECK(tree_text(page(test::czech_page), false) != tree_text(page(test::english_page), false));
}

TEST_CASE("a pasted page is the same tree") {
  const Source source = page(test::czech_page);
  const std::string text = pasted(source.text);
  REQUIRE(text != source.text);
  CHECK(format({"p", text}).diagnostics == std::vector<Diagnostic>{});
  CHECK(tree_text({"p", text}, false) == tree_text(source, false));
}

TEST_CASE("formatting the sample pages changes nothing") {
  for (const char* path : {test::czech_page, test::english_page}) {
    const Source source = page(path);
    CHECK(format(source).text == source.text);
  }
}

TEST_CASE("formatting a pasted page keeps its tree, and formatting again changes nothing") {
  const std::string text = pasted(page(test::czech_page).text);
  const std::string once = format({"p", text}).text;
  CHECK(tree_text({"p", once}, false) == tree_text({"p", text}, false));
  CHECK(format({"p", once}).text == once);
  CHECK(once.find("„") == std::string::npos);
  CHECK(once.find("≥") == std::string::npos);
}

TEST_CASE("a file with mistakes is left as it is") {
  const std::string text = "plan   a\n  lwa CZ\n";
  CHECK(format({"p", text}).text == text);
  CHECK(format({"p", text}).diagnostics.size() == 1);
}

TEST_CASE("`every` agrees with its number in Czech, and every form is read") {
  const std::string before = "# jazyk: cs\nplán p\n  měna Kč\n  začíná v a\nstav a\n";
  const auto written = [&before](const std::string& line) {
    const std::string text = format({"p", before + "  " + line + ": přejdi do a\n"}).text;
    return text.substr(before.size() + 2, text.find(':', before.size()) - before.size() - 2);
  };
  CHECK(written("každých 1 dne") == "každý 1 den");
  CHECK(written("každý 3 den, nejvýše 3krát") == "každé 3 dny, nejvýše 3 krát");
  CHECK(written("Každé 5 pracovních dní") == "každých 5 pracovních dnů");
  CHECK(written("každé 5 pracovních dnů") == "každých 5 pracovních dnů");
  CHECK(written("každých 2 měsíců od splatnost") == "každé 2 měsíce od splatnost");
  CHECK(written("každých t.rozestup") == "každých t.rozestup");
}

TEST_CASE("units by count and governing word, for a native reader") {
  const syntax::Words cs("cs");
  struct Governor {
    const char* text;
    syntax::Word word;
  };
  const Governor governors[] = {
      {"za", syntax::Word::in}, {"po", syntax::Word::after}, {"do", syntax::Word::within}};
  std::string out;
  for (const auto unit :
       {Duration::Unit::days, Duration::Unit::business_days, Duration::Unit::months}) {
    for (const Governor& governor : governors) {
      out += governor.text;
      for (const std::int64_t count : {0, 1, 2, 5, 21, 22}) {
        out += " " + std::to_string(count) + " " +
               cs.unit_form(unit, cs.count_class(count, false), governor.word) + ";";
      }
      out += " 1,5 " + cs.unit_form(unit, cs.count_class(1, true), governor.word) + "\n";
    }
  }
  MESSAGE(out);
  CHECK(out.find("po 0 dnech; 1 dni; 2 dnech; 5 dnech; 21 dnech; 22 dnech; 1,5 dne\n") !=
        std::string::npos);
  CHECK(out.find("za 0 pracovních dnů; 1 pracovní den; 2 pracovní dny; 5 pracovních dnů; ") !=
        std::string::npos);
  CHECK(out.find("do 0 měsíců; 1 měsíce; 2 měsíců; 5 měsíců; ") != std::string::npos);
}

TEST_CASE("the everyday form is read as well, and written as the unit form") {
  const Source source{"a.plan",
                      "# jazyk: cs\nplán p\n  měna Kč\n  začíná v a\n"
                      "stav a\n  po 5 dní: přejdi do b\nstav b konečný\n"};
  const FormatOutcome out = format(source);
  CHECK(out.diagnostics.empty());
  CHECK(out.text.find("po 5 dnech: přejdi do b") != std::string::npos);
}
