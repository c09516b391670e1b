// A plan in another language means the same, and back again it is the same text.
#include <arrears/packs/load.hpp>
#include <language/parse.hpp>
#include <rulebook/data.hpp>
#include <rulebook/meaning.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <filesystem>

using namespace arrears;
namespace fs = std::filesystem;

namespace {

const char* const languages[] = {"en", "cs", "sk", "pl"};

const LawPacks& all_law() {
  static const LawPacks packs =
      law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ", "SK", "PL"}).value();
  return packs;
}

std::vector<std::string> rulebooks() {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(ARREARS_SOURCE_DIR "/rules/plans")) {
    if (entry.path().extension() == ".plan") out.push_back(entry.path().parent_path().string());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string language_of(const Source& source) { return syntax::parse(source).tree.language; }

Source translated(const Source& source, std::string_view to) {
  const FormatOutcome out = translate(source, to);
  CHECK_MESSAGE(out.diagnostics.empty(), source.name, " to ", to, "\n",
                render(out.diagnostics, {}));
  return {source.name, out.text};
}

// A test names a step that waits for a person by its words, which the tree holds as a text.
bool asks_somebody(const Source& source) {
  const std::string tree = tree_text(source, false);
  return tree.find(" mode_") != std::string::npos;
}

// There and back; `out` gets what it is there.
void check_round_trip(const Source& source, std::string_view to, std::vector<Source>& out) {
  CAPTURE(source.name);
  CAPTURE(to);
  const Source there = translated(source, to);
  out.push_back(there);
  const Source back = translated(there, language_of(source));
  // A file that says no language says it when it comes back.
  const std::string plain = format(source).text;
  const bool said = back.text == plain || back.text == "# language: en\n" + plain;
  CHECK_MESSAGE(said, back.text);
  CHECK(tree_text(back, false) == tree_text(source, false));
  CHECK(language_of(there) == to);
  CHECK((tree_text(there, false) == tree_text(source, false) || asks_somebody(source)));
  CHECK(format(there).text == there.text);
}

Rulebook compiled(const std::vector<Source>& sources) {
  const CompileOutcome outcome = compile(SourceSet::from_sources(sources), all_law());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  CHECK_MESSAGE(outcome.diagnostics.empty(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

// The hash holds the language of the first plan too, and words of plans that people are shown: of
// steps that wait for a person, of what tables ask for.
Hash hash_without_language(const Rulebook& rulebook) {
  RulebookData data = rulebook.data();
  data.language.clear();
  for (Table& table : data.tables) {
    for (Column& column : table.inputs) column.name.clear();
  }
  const auto forget = [](std::vector<Trigger>& triggers) {
    for (Trigger& trigger : triggers) {
      for (Step& step : trigger.steps) step.asked_for.clear();
    }
  };
  for (Plan& plan : data.plans) {
    forget(plan.everywhere);
    for (State& state : plan.states) forget(state.triggers);
  }
  return meaning_hash(data);
}

// The files that stand in a page of documentation and can be read.
std::vector<Source> files_of_page(const fs::path& page) {
  std::ifstream in(page);
  std::vector<Source> out;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    const bool fence = line.rfind("```", 0) == 0;
    if (inside && !fence) out.back().text += line + "\n";
    if (fence) {
      inside = !inside && line.ends_with(".plan");
      if (inside) out.push_back({line.substr(3), ""});
    }
  }
  out.erase(std::remove_if(out.begin(), out.end(),
                           [](const Source& one) { return !format(one).diagnostics.empty(); }),
            out.end());
  return out;
}

}  // namespace

TEST_CASE("every rulebook means the same in every language, and comes back as it was") {
  std::size_t count = 0;
  for (const std::string& folder : rulebooks()) {
    std::vector<Source> sources;
    const SourceSet set = SourceSet::from_directory(folder);
    for (const Source& source : set.sources()) {
      if (source.name.ends_with(".plan")) sources.push_back(source);
    }
    const Rulebook rulebook = compiled(sources);
    ++count;
    for (const char* to : languages) {
      std::vector<Source> there, back;
      for (const Source& source : sources) {
        check_round_trip(source, to, there);
        back.push_back(translated(there.back(), language_of(source)));
      }
      CAPTURE(folder);
      CAPTURE(to);
      CHECK(compiled(back).hash() == rulebook.hash());
      CHECK(hash_without_language(compiled(there)) == hash_without_language(rulebook));
    }
  }
  CHECK(count >= 14);
}

TEST_CASE("every plan of the documentation translates and comes back") {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(ARREARS_SOURCE_DIR "/docs")) {
    if (entry.path().extension() != ".md") continue;
    for (const Source& source : files_of_page(entry.path())) {
      CAPTURE(entry.path().string());
      std::vector<Source> there;
      for (const char* to : languages) check_round_trip(source, to, there);
      ++count;
    }
  }
  CHECK(count >= 40);
}

namespace {

std::string plan_with(const std::string& lines) {
  return "plan p\n  currency EUR\n  starts in a\n\n" + lines +
         "\nstate a\n  after 3 days: go to b\n\nstate b final\n";
}

}  // namespace

TEST_CASE("a name that is a word of the other language is quoted there, and only there") {
  const std::string text = plan_with(
      "list reason dnes, paid\n\nterm dnes debt > 5 EUR\n\neverywhere\n"
      "  whenever dnes and debt < 9 EUR: go to b because dnes\n");
  const Source czech = translated({"p.plan", text}, "cs");
  CHECK(czech.text.find("pojem dnes dluh > 5 EUR\n") != std::string::npos);
  CHECK(czech.text.find("kdykoli 'dnes' a dluh < 9 EUR: přejdi do b důvod 'dnes'\n") !=
        std::string::npos);
  CHECK(translated(czech, "en").text == "# language: en\n" + text);
}

TEST_CASE("a name that the other language has for something of its own is an error, once") {
  const Source source{"p.plan", plan_with("term dluh debt > 5 EUR\n\neverywhere\n"
                                          "  whenever dluh: go to b\n")};
  const FormatOutcome out = translate(source, "cs");
  REQUIRE(out.diagnostics.size() == 1);
  CHECK(out.diagnostics[0].code == "P0015");
  CHECK(out.diagnostics[0].span.line == 5);
  CHECK(out.text == source.text);
  CHECK(translate(source, "pl").diagnostics.empty());
  CHECK(translate({"p.plan", plan_with("event wpłata\n")}, "pl").diagnostics.size() == 1);
  CHECK(translate({"p.plan", plan_with("field limit money\n")}, "sk").diagnostics.empty());
}

TEST_CASE("what cannot be read is not translated, nor into a language that is none") {
  CHECK(translate({"p.plan", "plan\n"}, "sk").text == "plan\n");
  CHECK_FALSE(translate({"p.plan", "plan\n"}, "sk").diagnostics.empty());
  const FormatOutcome out = translate({"p.plan", plan_with("")}, "xx");
  REQUIRE(out.diagnostics.size() == 1);
  CHECK(out.diagnostics[0].code == "P0013");
}

TEST_CASE("comments of a paragraph move together with what stands before them") {
  const std::string text = plan_with(
      "term x debt > 5 EUR      # small\n"
      "term long_name x or yes  # always\n");
  const Source czech = translated({"p.plan", text}, "cs");
  CHECK(translated(czech, "en").text == "# language: en\n" + format({"p.plan", text}).text);
}

TEST_CASE("a step that waits is named in the words of the other language in tests as well") {
  const std::string text =
      "# language: en\nplan p\n  currency EUR\n  starts in a\n\nlist team office\n\nstate a\n"
      "  after 3 days: confirm for office go to b, in 1 day manual write off the rest if debt > 5 "
      "EUR\n"
      "\nstate b final\n\ntest \"t\"\n  given claim 5 EUR, due 1 September 2026\n"
      "  date 2 September 2026: begin\n  verify not waiting \"go to b\"\n"
      "  date 5 September 2026: confirmed \"go to b\"\n"
      "  verify state b, no task \"write off the rest\"\n";
  const Source polish = translated({"p.plan", text}, "pl");
  CHECK(polish.text.find("potwierdzono \"przejdź do b\"") != std::string::npos);
  CHECK(polish.text.find("brak zadania \"spisz resztę\"") != std::string::npos);
  CHECK(translated(polish, "en").text == text);
}
