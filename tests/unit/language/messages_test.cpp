// Messages in the language of the file, with its words in what they propose.
#include <arrears/packs/load.hpp>
#include <language/parse.hpp>
#include <language/say.hpp>
#include <language/words.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <filesystem>

using namespace arrears;
using namespace arrears::syntax;

namespace {

const LawPacks& czech_law() {
  static const LawPacks packs = law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ"}).value();
  return packs;
}

std::vector<Diagnostic> found_in(const std::string& text, std::string_view messages = {}) {
  const SourceSet set = SourceSet::from_sources({{"one.plan", text}});
  return compile(set, czech_law(), messages).diagnostics;
}

// The first diagnostic of that code.
Diagnostic one_of(const std::vector<Diagnostic>& all, const std::string& code) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&code](const Diagnostic& one) { return one.code == code; });
  return found == all.end() ? Diagnostic{} : *found;
}

// A plan without a currency, which starts in a state that it does not have.
std::string broken_plan(const std::string& language) {
  const Words words(language);
  return words.header() + "\n" + words.spelling(Word::plan) + " small\n  " +
         words.spelling(Word::starts_in) + " frist\n" + words.spelling(Word::state) + " first " +
         words.spelling(Word::final) + "\n";
}

// What stands between backquotes.
std::vector<std::string> examples_in(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find('`'); at != std::string::npos;) {
    const std::size_t end = text.find('`', at + 1);
    out.push_back(text.substr(at + 1, end - at - 1));
    at = text.find('`', end + 1);
  }
  return out;
}

// What comes back of messages that show a whole line, by where such a line stands.
struct Shown {
  Said help;
  enum class Where { alone, plan, state, test } where = Where::alone;
};

std::vector<Shown> shown() {
  using W = Shown::Where;
  const auto kind = Said::word("kind:team");
  return {
      {say("add a line `{currency} EUR`"), W::plan},
      {say("let somebody answer for it: `{accept_unverified} {0} {by_person} \"NAME\" {on_date} "
           "2026-09-01`",
           "CZ.due_date_shift"),
       W::plan},
      {say("declare it: `{list} {0} {1}`", kind, "office"), W::alone},
      {say("declare it: `{message} \"{0}\" {kind_reminder}`", "first"), W::alone},
      {say("write `{charge} {0} {by_law}`", "fee"), W::state},
      {say("write `{charge} {0} {by_law} {on_base} {field:principal}`", "fee"), W::state},
      {say("give the claim: `{given} {claim} 12 000 EUR, {due} 2026-09-01`"), W::test},
      {say("give the fact: `{given} {history} 2026-09-02: {event:acknowledgement}`"), W::test},
      {say("let the plan run: `{date} 2026-09-02: {begin}`"), W::test},
  };
}

std::string file_with(const std::string& line, Shown::Where where, const Words& words) {
  using W = Shown::Where;
  std::string out = words.header() + "\n";
  if (where == W::plan) out += words.spelling(Word::plan) + " small\n  ";
  if (where == W::state) {
    out += words.spelling(Word::state) + " first\n  " + words.spelling(Word::on_entry) + "\n    ";
  }
  if (where == W::test) out += words.spelling(Word::test) + " \"one\"\n  ";
  return out + line + "\n";
}

}  // namespace

TEST_CASE("a mistake is told in the language of its file, and help in its words") {
  struct Told {
    const char *language, *message, *help, *near;
  };
  const Told told_as[] = {
      {"en", "the plan does not say its currency", "add a line `currency EUR`",
       "did you mean `first`?"},
      {"cs", "plán neříká svou měnu", "přidejte řádek `měna EUR`", "nemělo to být `first`?"},
      {"sk", "plán nehovorí svoju menu", "pridajte riadok `mena EUR`", "nemalo to byť `first`?"},
      {"pl", "plan nie podaje swojej waluty", "dodaj wiersz `waluta EUR`",
       "czy chodziło o `first`?"}};
  CHECK(rule_languages().size() == std::size(told_as));
  for (const Told& one : told_as) {
    CAPTURE(one.language);
    const auto found = found_in(broken_plan(one.language));
    const Diagnostic currency = one_of(found, "P0215"), state = one_of(found, "P0204");
    CHECK(currency.message == one.message);
    CHECK(currency.help == one.help);
    CHECK(currency.language == one.language);
    CHECK(state.help == one.near);
    // Whatever the language of the file is, one may ask for another one; what is to be typed stays
    // in that of the file.
    const auto forced = one_of(found_in(broken_plan(one.language), "cs"), "P0215");
    CHECK(forced.language == "cs");
    CHECK(forced.message == told_as[1].message);
    CHECK(forced.help.find("přidejte řádek `") == 0);
    CHECK(examples_in(forced.help) == examples_in(one.help));
  }
  CHECK(one_of(found_in(broken_plan("pl"), "xx"), "P0215").message == told_as[0].message);
}

TEST_CASE("lines that help shows can be read in the language that it shows them in") {
  for (const std::string& language : rule_languages()) {
    const Words words(language);
    for (const Shown& one : shown()) {
      const std::string help = told(one.help, language, language);
      CAPTURE(help);
      for (const std::string& line : examples_in(help)) {
        const ParseOutcome read = parse({"one.plan", file_with(line, one.where, words)});
        CHECK(render(read.diagnostics, {}) == "");
      }
    }
  }
}

TEST_CASE("a line that could not be read is told with the words of its language") {
  const Diagnostic polish =
      one_of(found_in("# język: pl\nstan a\n  przy wejściu\n    wsyl x\n"), "P0102");
  CHECK(polish.message == "tu powinien być krok (na przykład wyślij, zadanie, dolicz, przejdź do)");
  const Diagnostic slovak =
      one_of(found_in("# jazyk: sk\nstav a\n  po 30: prejdi do b\n"), "P0110");
  CHECK(slovak.message == "číslo potrebuje jednotku: dni, pracovné dni, alebo mesiace?");
  CHECK(slovak.help == "napíšte napríklad `30 dní` alebo `30 pracovných dní`");
  const Diagnostic czech = one_of(found_in("# jazyk: cs\nčíselník\n"), "P0104");
  CHECK(czech.message == "zde má být: druh číselníku");
}

TEST_CASE("kinds of lists are named as the file spells them") {
  const Diagnostic one = one_of(found_in("# jazyk: cs\nplán malý\n  měna EUR\n  začíná v první\n"
                                         "číselník tým kancelář\nstav první\n  při vstupu\n"
                                         "    úkol \"Zavolat\" pro vrátnice\n"),
                                "P0210");
  CHECK(one.message == "`vrátnice` není položka číselníku `tým`");
  CHECK(one.help == "deklarujte ji: `číselník tým vrátnice`");
}

TEST_CASE("a slip in a declaration is told once in every language") {
  const Diagnostic one =
      one_of(found_in("# jazyk: cs\nplán malý\n  měna EUR\n  začíná v první\nkanál dopsi\n"
                      "zpráva \"výzva\" výzva\nstav první\n  při vstupu\n"
                      "    pošli dopis \"výzva\"\n  po 3 dnech: pošli dopis \"výzva\"\n"),
             "P0212");
  CHECK(one.message == "`dopsi` stojí jen zde, počet míst s `dopis`: 2");
  CHECK(one.help == "nemělo to být `dopis`?");
}

TEST_CASE("until the language of a file is known its mistakes are told in English") {
  const auto message = [](const std::string& text) {
    const auto found = parse({"one.plan", text}).diagnostics;
    return found.empty() ? std::string() : found[0].language + ": " + found[0].message;
  };
  CHECK(message("\xff\xfe#") == "en: the file is UTF-16, not UTF-8");
  CHECK(message("# jazyk: xx\n") == "en: no words are known for the language `xx`");
  CHECK(message("# jazyk: cs\n\xc3\x28\n") == "en: this is not UTF-8");
  CHECK(message("# jazyk: cs\n\n\n\n\n\xc3\x28\n") == "cs: toto není UTF-8");
  const auto forced = parse({"one.plan", "# jazyk: xx\n"}, "pl").diagnostics;
  CHECK(forced.at(0).message == "dla języka `xx` nie są znane żadne słowa");
}

TEST_CASE("files that are not there and templates are told likewise") {
  const SourceSet nothing = SourceSet::from_paths({"nowhere.plan"}, "sk");
  REQUIRE(nothing.problems().size() == 1);
  CHECK(nothing.problems()[0].message == "taký súbor ani priečinok nie je");
  CHECK(SourceSet::from_paths({"nowhere.plan"}).problems()[0].language == "en");
  const std::string plan =
      "# jazyk: cs\nplán malý\n  měna EUR\n  začíná v první\n"
      "zpráva \"výzva\" výzva\nstav první konečný\n";
  const auto about = [&plan](const char* text) {
    const SourceSet set =
        SourceSet::from_sources({{"a.plan", plan}, {"templates/výzva.txt", text}});
    return one_of(compile(set, czech_law()).diagnostics, "P0221");
  };
  CHECK(about("Dlužíte }\n").message == "tato složená závorka nic neuzavírá");
  CHECK(about("Dlužíte }\n").help == "složená závorka v textu se píše `}}`");
  CHECK(about("# jazyk: sk\nDlhujete {debt\n").message == "táto zložená zátvorka nie je uzavretá");
}

TEST_CASE("the words around a message are in its language, or in the one that is asked for") {
  for (const std::string& language : rule_languages()) {
    CAPTURE(language);
    const auto found = found_in(broken_plan(language));
    const std::string own = render(found, {}), english = render(found, {.language = "en"});
    CHECK((own == english) == (language == "en"));
    CHECK((own.find("error[P0215]") == std::string::npos) == (language != "en"));
    CHECK(render_json(found).find("\"severity\":\"error\"") != std::string::npos);
  }
  CHECK(render(found_in(broken_plan("cs")), {}).find("chyba[P0215]: plán neříká") == 0);
}

TEST_CASE("formatting and translating tell in the language that is asked for") {
  const Source source{"one.plan", "# jazyk: cs\nstva první\n"};
  CHECK(format(source).diagnostics.at(0).help == "nemělo to být `stav`?");
  CHECK(format(source, "en").diagnostics.at(0).help == "did you mean `stav`?");
  CHECK(translate(source, "pl", "sk").diagnostics.at(0).help == "nemalo to byť `stav`?");
}
