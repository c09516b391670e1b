#include <doctest/doctest.h>
#include <arrears/language/compile.hpp>
#include <arrears/packs/load.hpp>

#include <algorithm>
#include <filesystem>
#include <rulebook/data.hpp>

using namespace arrears;

namespace {

const LawPacks& all_law() {
  static const LawPacks packs =
      law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ", "SK", "PL"}).value();
  return packs;
}

const LawPacks& czech_law() {
  static const LawPacks packs = law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ"}).value();
  return packs;
}

CompileOutcome compile_text(const std::string& text) {
  return compile(SourceSet::from_sources({{"one.plan", text}}), czech_law());
}

std::vector<std::string> codes(const CompileOutcome& outcome) {
  std::vector<std::string> out;
  for (const Diagnostic& one : outcome.diagnostics) out.push_back(one.code);
  return out;
}

const std::string small_plan = R"(plan small
  currency EUR
  starts in first
state first
  after 30 days: go to last
state last final
)";

}  // namespace

TEST_CASE("every rulebook that comes with the library compiles without a word") {
  std::size_t count = 0;
  const std::string root = ARREARS_SOURCE_DIR "/rules/plans";
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".plan") continue;
    folders.push_back(entry.path().parent_path().string());
  }
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  for (const std::string& folder : folders) {
    const SourceSet set = SourceSet::from_directory(folder);
    const CompileOutcome outcome = compile(set, all_law());
    CAPTURE(folder);
    const std::string text = render(outcome.diagnostics, {});
    CAPTURE(text);
    CHECK(outcome.rulebook.has_value());
    CHECK(outcome.diagnostics.empty());
    for (const Source& source : set.sources()) {
      if (source.name.find(".plan") != std::string::npos) CHECK(format(source).text == source.text);
    }
    ++count;
  }
  CHECK(count >= 4);
}

// The steps behind a head made the reader forget what was wrong in the head.
TEST_CASE("a length of time that is none is refused in the head of a line too") {
  for (const char* length : {"1.5 days", "36 501 days", "999 999 999 days"}) {
    std::string text = small_plan;
    text.replace(text.find("30 days"), 7, length);
    CAPTURE(text);
    const CompileOutcome outcome = compile_text(text);
    CHECK_FALSE(outcome.rulebook.has_value());
    REQUIRE_FALSE(outcome.diagnostics.empty());
    CHECK(outcome.diagnostics[0].code == "P0010");
    CHECK(outcome.diagnostics[0].span.line == 5);
  }
  std::string longest = small_plan;
  longest.replace(longest.find("30 days"), 7, "36 500 days");
  CHECK(compile_text(longest).rulebook.has_value());
}

TEST_CASE("the strategy table of the bench has its sixty rows") {
  const CompileOutcome outcome =
      compile(SourceSet::from_paths({ARREARS_SOURCE_DIR "/bench/tables/strategy.plan"}), {});
  const std::string text = render(outcome.diagnostics, {});
  CAPTURE(text);
  REQUIRE(outcome.rulebook.has_value());
  const RulebookData& data = outcome.rulebook->data();
  REQUIRE(data.tables.size() == 1);
  const Table& table = data.tables[0];
  CHECK(table.rows.size() == 60);
  CHECK(table.inputs.size() == 9);
  // Row 2: amount <= 499 minor units, at most 90 days past due.
  CHECK(table.rows[1].cells[2].any_of.at(0).high == 90);
  CHECK_FALSE(table.rows[1].cells[2].any_of.at(0).low.has_value());
  CHECK(table.rows[1].cells[3].any_of.at(0).high == 499);
  // Row 5: 1 .. 60 days, 200.00 EUR or more, neither phone nor e-mail.
  CHECK(table.rows[4].cells[2].any_of.at(0).low == 1);
  CHECK(table.rows[4].cells[2].any_of.at(0).high == 60);
  CHECK(table.rows[4].cells[3].any_of.at(0).low == 20000);
  CHECK(table.rows[4].cells[7].any_of.at(0).low == 0);
  const auto cells = [&table] {
    std::size_t out = 0;
    for (const Row& row : table.rows) {
      for (const Cell& cell : row.cells) out += cell.any_of.empty() ? 0 : 1;
    }
    return out;
  };
  CHECK(cells() == 178);  // as bench/README.md counts them
}

TEST_CASE("the hash is of the meaning") {
  const auto hash = [](const std::string& text) {
    const CompileOutcome outcome = compile_text(text);
    REQUIRE(outcome.rulebook.has_value());
    return outcome.rulebook->hash();
  };
  const Hash first = hash(small_plan);
  CHECK(hash("# a comment\n\n" + small_plan) == first);
  CHECK(hash(small_plan + "test \"t\"\n  given claim 5 EUR, due 1 September 2026\n"
                          "  date 2 September 2026: begin\n  verify state first\n") == first);
  std::string changed = small_plan;
  changed.replace(changed.find("30 days"), 7, "31 days");
  CHECK(hash(changed) != first);
  changed = small_plan;
  changed.replace(changed.find("EUR"), 3, "USD");
  CHECK(hash(changed) != first);
}

TEST_CASE("an archived rulebook compiles again to the same hash") {
  const CompileOutcome outcome = compile_text(small_plan);
  REQUIRE(outcome.rulebook.has_value());
  Bytes archive = outcome.rulebook->archive();
  const auto again = rulebook_from_archive(archive, czech_law());
  REQUIRE(again.has_value());
  CHECK(again->hash() == outcome.rulebook->hash());
  CHECK(again->archive() == archive);
  archive.pop_back();
  const auto cut = rulebook_from_archive(archive, czech_law());
  REQUIRE_FALSE(cut.has_value());
  CHECK(cut.error().code == ErrorCode::corrupt);
  CHECK(rulebook_from_archive({}, czech_law()).error().code == ErrorCode::wrong_format);
}

TEST_CASE("declarations of a file without a plan serve all, those of a plan its own file") {
  const std::string words = "channel fax\nmessage \"hello\" information\n";
  const std::string user = small_plan +
                           "state third\n  on entry\n    send fax \"hello\"\n"
                           "  after 1 day: go to last\n";
  const auto shared = compile(SourceSet::from_sources({{"a.plan", words}, {"b.plan", user}}), {});
  CHECK(shared.rulebook.has_value());
  const auto alone =
      compile(SourceSet::from_sources(
                  {{"a.plan", words + "plan other\n  currency EUR\n  starts in x\nstate x final\n"},
                   {"b.plan", user}}),
              {});
  CHECK_FALSE(alone.rulebook.has_value());
  const auto found = codes(alone);
  CHECK(std::count(found.begin(), found.end(), "P0205") == 1);
  CHECK(std::count(found.begin(), found.end(), "P0206") == 1);
}

TEST_CASE("two files that declare a channel differently") {
  const std::string other = "plan other\n  currency EUR\n  starts in x\nstate x final\n";
  const auto same = compile(SourceSet::from_sources({{"a.plan", small_plan + "channel fax\n"},
                                                     {"b.plan", other + "channel fax\n"}}),
                            {});
  CHECK(same.rulebook.has_value());
  const auto differ =
      compile(SourceSet::from_sources({{"a.plan", small_plan + "channel fax\n"},
                                       {"b.plan", other + "channel fax reports delivery\n"}}),
              {});
  CHECK(codes(differ) == std::vector<std::string>{"P0203"});
}

TEST_CASE("several mistakes of one file, each at its place") {
  const CompileOutcome outcome = compile_text(R"(plan small
  currency EUR
  starts in frist
state first
  on entry
    send email "hello"
  after 30 days if debt > 5 CZK: go to lsat
state last final
)");
  REQUIRE_FALSE(outcome.rulebook.has_value());
  CHECK(codes(outcome) == std::vector<std::string>{"P0204", "P0205", "P0206", "P0306", "P0204"});
  CHECK(outcome.diagnostics[0].help == "did you mean `first`?");
  CHECK(outcome.diagnostics[0].span == SourceSpan{"one.plan", 3, 13, 3, 18});
  CHECK(outcome.diagnostics[4].message == "the plan has no state `lsat`");
  CHECK(outcome.diagnostics[4].span == SourceSpan{"one.plan", 7, 40, 7, 44});
}

TEST_CASE("a line of the law that is no fee is charged by no law and may name a fee of the plan") {
  const auto charging = [](const std::string& what) {
    return compile_text(
        "plan small\n  law CZ\n  currency CZK\n  starts in first\nstate first\n  on "
        "entry\n    charge " +
        what + "\n  after 30 days: go to last\nstate last final\n");
  };
  const auto has = [](const CompileOutcome& outcome, const char* code) {
    const std::vector<std::string> all = codes(outcome);
    return std::find(all.begin(), all.end(), code) != all.end();
  };
  CHECK(has(charging("court_fee by law"), "P0405"));
  CHECK_FALSE(has(charging("lump_sum by law"), "P0405"));
  CHECK_FALSE(has(charging("court_fee 500 CZK"), "P0408"));
  CHECK(has(charging("lump_sum 500 CZK"), "P0408"));
}

TEST_CASE("paths that are no rules") {
  const auto code = [](const SourceSet& set) { return compile(set, {}).diagnostics.at(0).code; };
  CHECK(code(SourceSet::from_directory(ARREARS_SOURCE_DIR "/no/such/place")) == "P0014");
  CHECK(code(SourceSet::from_paths({ARREARS_SOURCE_DIR "/CMakeLists.txt"})) == "P0014");
  CHECK(code(SourceSet::from_directory(ARREARS_SOURCE_DIR "/src/base")) == "P0014");
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "arrears_compile";
  std::filesystem::create_directories(folder / "odd.plan");
  CHECK(code(SourceSet::from_directory(folder.string())) == "P0014");
  std::filesystem::remove_all(folder);
}

TEST_CASE("templates are checked with the rulebook") {
  const std::string plan = small_plan +
                           "channel fax\nmessage \"hello\" information\n"
                           "term soon  due_date + 3 days\n"
                           "everywhere except last\n  on payment: send fax \"hello\"\n";
  const auto with = [&plan](const std::string& name, const std::string& text) {
    return compile(SourceSet::from_sources({{"a.plan", plan}, {name, text}}), {});
  };
  SUBCASE("a good one") {
    const auto outcome = with("templates/hello.fax.txt",
                              "Subject: Case {case}\n\nDear {person.name}, {{ {debt * 2} by "
                              "{soon}.\n");
    const std::string text = render(outcome.diagnostics, {});
    CAPTURE(text);
    REQUIRE(outcome.rulebook.has_value());
    const auto& templates = outcome.rulebook->data().templates;
    REQUIRE(templates.size() == 1);
    CHECK(templates[0].message == "hello");
    CHECK(templates[0].channel == "fax");
    CHECK(templates[0].language == "en");
    REQUIRE(templates[0].subject.size() == 2);
    CHECK(templates[0].subject[0].text == "Case ");
    CHECK(templates[0].subject[1].what == Template::Piece::What::case_id);
    REQUIRE(templates[0].body.size() == 7);
    CHECK(templates[0].body[2].text == ", { ");
    CHECK(templates[0].body[3].what == Template::Piece::What::expression);
    CHECK(templates[0].body[6].text == ".\n");
  }
  SUBCASE("Czech words in a template of an English plan") {
    const auto outcome = with("templates/hello.txt", "# language: cs\n{dluh} {osoba.jméno}\n");
    CHECK(outcome.rulebook.has_value());
  }
  SUBCASE("mistakes") {
    CHECK(codes(with("templates/helo.txt", "x\n")) == std::vector<std::string>{"P0206"});
    CHECK(codes(with("templates/hello.smoke.txt", "x\n")) == std::vector<std::string>{"P0205"});
    CHECK(codes(with("templates/hello.txt", "a {debt\n")) == std::vector<std::string>{"P0221"});
    CHECK(codes(with("templates/hello.txt", "a debt}\n")) == std::vector<std::string>{"P0221"});
    CHECK(codes(with("templates/hello.txt", "# language: xx\na\n")) ==
          std::vector<std::string>{"P0220"});
    const auto unknown = with("templates/hello.txt", "You owe\n  {dept}.\n");
    REQUIRE(codes(unknown) == std::vector<std::string>{"P0209"});
    CHECK(unknown.diagnostics[0].span == SourceSpan{"templates/hello.txt", 2, 4, 2, 8});
    CHECK(unknown.diagnostics[0].help == "did you mean `debt`?");
  }
}
