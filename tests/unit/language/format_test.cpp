#include <arrears/language/compile.hpp>
#include <language/parse.hpp>
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
  for (const char* path :
       {test::czech_page, test::english_page, test::slovak_page, test::polish_page}) {
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

// Every unit with every governing word before 0, 1, 2, 5, 12, 21, 22 and 1,5 of it.
std::string units_of(const std::string& language, const std::vector<syntax::Word>& governors) {
  const syntax::Words words(language);
  std::string out;
  for (const auto unit :
       {Duration::Unit::days, Duration::Unit::business_days, Duration::Unit::months}) {
    for (const syntax::Word governor : governors) {
      out += words.spelling(governor);
      for (const std::int64_t count : {0, 1, 2, 5, 12, 21, 22}) {
        out += " " + std::to_string(count) + " " +
               words.unit_form(unit, words.count_class(count, false), governor) + ";";
      }
      out += " 1,5 " + words.unit_form(unit, words.count_class(1, true), governor) + "\n";
    }
  }
  return out;
}

TEST_CASE("units by count and governing word, for a native reader") {
  using syntax::Word;
  const auto holds = [](const std::string& text, const std::string& part) {
    CHECK_MESSAGE(text.find(part) != std::string::npos, part, " is not in\n", text);
  };
  const std::string cs = units_of("cs", {Word::in, Word::after, Word::within});
  holds(cs, "po 0 dnech; 1 dni; 2 dnech; 5 dnech; 12 dnech; 21 dnech; 22 dnech; 1,5 dne\n");
  holds(cs, "za 0 pracovních dnů; 1 pracovní den; 2 pracovní dny; 5 pracovních dnů; ");
  holds(cs, "do 0 měsíců; 1 měsíce; 2 měsíců; 5 měsíců; ");
  const std::string sk = units_of("sk", {Word::in, Word::after, Word::within, Word::in_window});
  holds(sk, "o 0 dní; 1 deň; 2 dni; 5 dní; 12 dní; 21 dní; 22 dní; 1,5 dňa\n");
  holds(sk, "po 0 dňoch; 1 dni; 2 dňoch; 5 dňoch; 12 dňoch; 21 dňoch; 22 dňoch; 1,5 dňa\n");
  holds(sk, "do 0 pracovných dní; 1 pracovného dňa; 2 pracovných dní; ");
  holds(sk, "po 0 pracovných dňoch; 1 pracovnom dni; 2 pracovných dňoch; ");
  holds(sk, "za 0 mesiacov; 1 mesiac; 2 mesiace; 5 mesiacov; ");
  const std::string pl = units_of("pl", {Word::in, Word::after, Word::within, Word::in_period});
  holds(pl, "za 0 dni; 1 dzień; 2 dni; 5 dni; 12 dni; 21 dni; 22 dni; 1,5 dnia\n");
  holds(pl, "po 0 dniach; 1 dniu; 2 dniach; 5 dniach; ");
  holds(pl, "w ciągu 0 dni roboczych; 1 dnia roboczego; 2 dni roboczych; ");
  holds(pl,
        "za 0 miesięcy; 1 miesiąc; 2 miesiące; 5 miesięcy; 12 miesięcy; 21 miesięcy; "
        "22 miesiące; 1,5 miesiąca\n");
  holds(pl, "po 0 dniach roboczych; 1 dniu roboczym; ");
  holds(pl,
        "za 0 dni roboczych; 1 dzień roboczy; 2 dni robocze; 5 dni roboczych; "
        "12 dni roboczych; 21 dni roboczych; 22 dni robocze; 1,5 dnia roboczego\n");
}

TEST_CASE("Slovak and Polish forms are written right, and every form is read in every place") {
  const auto written = [](const std::string& before, const std::string& line) {
    const FormatOutcome out = format({"p", before + line + "\n"});
    CHECK_MESSAGE(out.diagnostics.empty(), render(out.diagnostics, {}));
    const std::size_t at = out.text.find(": ", before.size());
    return out.text.substr(before.size() + 2, at - before.size() - 2);
  };
  const std::string sk = "# jazyk: sk\nplán p\n  mena EUR\n  začína v a\nstav a\n";
  CHECK(written(sk, "  každých 1 dní: prejdi do a") == "každý 1 deň");
  CHECK(written(sk, "  každý 3 dňa, najviac 2krát: prejdi do a") == "každé 3 dni, najviac 2 krát");
  CHECK(written(sk, "  po 5 pracovné dni od doručení \"x\": prejdi do a") ==
        "po 5 pracovných dňoch od doručenia \"x\"");
  CHECK(written(sk, "  pri doručenia \"x\": prejdi do a") == "pri doručení \"x\"");
  CHECK(written(sk, "  kedykoľvek koľkokrát platba za 2 mesiacoch pri osobe > 1,5: prejdi späť") ==
        "kedykoľvek koľkokrát platba za 2 mesiace pri osobe > 1,5");
  const std::string pl = "# język: pl\nplan p\n  waluta zł\n  zaczyna w a\nstan a\n";
  CHECK(written(pl, "  co 1 dni, najwyżej 1 razy: wróć") == "co 1 dzień, najwyżej 1 raz");
  CHECK(written(pl, "  po 22 dni robocze od wysłaniu \"x\": wróć") ==
        "po 22 dniach roboczych od wysłania \"x\"");
  CHECK(written(pl,
                "  ilekroć ile razy wpłata w ciągu 3 miesiące > 12 i wpłacono.dnia < 1. 9. 2026"
                ": wróć") ==
        "ilekroć ile razy wpłata w ciągu 3 miesięcy > 12 i wpłacono.dnia < 1.09.2026");
}

TEST_CASE("an event of a person may leave out its other form where both begin with one word") {
  const syntax::ParseOutcome bare = syntax::parse({"p", "# jazyk: sk\nudalosť x pri osobe\n"});
  REQUIRE(bare.tree.events.size() == 1);
  CHECK(bare.tree.events[0].after_on.empty());
  CHECK(bare.tree.events[0].scope == syntax::ScopeWord::person);
  const syntax::ParseOutcome both =
      syntax::parse({"p", "# jazyk: sk\nudalosť x pri xe pri osobe s suma suma\n"});
  CHECK(both.diagnostics.empty());
  REQUIRE(both.tree.events.size() == 1);
  CHECK(both.tree.events[0].after_on.text == "xe");
  CHECK(both.tree.events[0].parts.size() == 1);
}

TEST_CASE("the everyday form is read as well, and written as the unit form") {
  const Source source{"a.plan",
                      "# jazyk: cs\nplán p\n  měna Kč\n  začíná v a\n"
                      "stav a\n  po 5 dní: přejdi do b\nstav b konečný\n"};
  const FormatOutcome out = format(source);
  CHECK(out.diagnostics.empty());
  CHECK(out.text.find("po 5 dnech: přejdi do b") != std::string::npos);
}
