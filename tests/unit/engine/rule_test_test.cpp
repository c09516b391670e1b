#include <doctest/doctest.h>
#include <arrears/engine/rule_test.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/store/memory.hpp>

#include <filesystem>
#include <set>

using namespace arrears;

namespace {

LawPacks packs(const std::vector<std::string>& countries) {
  Result<LawPacks> loaded = law::load(law::bundled_path(), countries);
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().message));
  return *loaded;
}

LawPacks czech() { return packs({"CZ"}); }
LawPacks all_law() { return packs({"CZ", "SK", "PL"}); }

Zone prague() {
  Result<Zone> loaded = zone::load(zone::bundled_path(), "Europe/Prague");
  REQUIRE(loaded.has_value());
  return *loaded;
}

Rulebook compiled(const SourceSet& sources, const LawPacks& law) {
  const CompileOutcome outcome = compile(sources, law);
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

std::vector<RuleTestResult> run(const Rulebook& rules, const LawPacks& law) {
  return run_rule_tests(rules, law, prague(), [] { return memory::store(); });
}

std::string failures(const RuleTestResult& result) {
  std::string out;
  for (const RuleTestResult::Failure& one : result.failures) {
    out += result.file + ":" + std::to_string(one.line) + ": expected " + one.expected +
           ", found " + one.found + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the sample pages pass their own tests") {
  const LawPacks law = czech();
  for (const char* page : {"en/company_invoices.plan", "cz/firemni_faktury.plan"}) {
    const std::string path = std::string(ARREARS_SOURCE_DIR) + "/rules/plans/" + page;
    const Rulebook rules = compiled(SourceSet::from_paths({path}), law);
    const std::vector<RuleTestResult> results = run(rules, law);
    CHECK(results.size() == 7);
    for (const RuleTestResult& one : results) {
      INFO(page, ": ", one.name);
      CHECK(failures(one) == "");
      CHECK(one.passed);
    }
  }
}

TEST_CASE("every rulebook that ships passes its tests") {
  namespace fs = std::filesystem;
  const LawPacks law = all_law();
  std::set<std::string> folders;
  for (const auto& entry : fs::recursive_directory_iterator(ARREARS_SOURCE_DIR "/rules/plans")) {
    if (entry.path().extension() != ".plan") continue;
    folders.insert(entry.path().parent_path().string());
  }
  CHECK(folders.size() > 4);
  for (const std::string& folder : folders) {
    const Rulebook rules = compiled(SourceSet::from_directory(folder), law);
    const std::vector<RuleTestResult> results = run(rules, law);
    CHECK(results.size() > 0);
    for (const RuleTestResult& one : results) {
      INFO(folder, ": ", one.name);
      CHECK(failures(one) == "");
    }
  }
}

TEST_CASE("claims join and leave in a test") {
  const std::string text =
      "plan p\n  currency EUR\n  starts in open\n"
      "state open\n  after 50 days: go to done\nstate done final\n"
      "test \"two claims\"\n"
      "  given claim 100 EUR, due 1 September 2026\n"
      "  date 9 September 2026: begin\n"
      "  date 10 September 2026: claim_added 50 EUR by 3 September 2026\n"
      "  verify debt 150 EUR\n"
      "  date 11 September 2026: claim_removed\n"
      "  verify debt 100 EUR\n";
  const Rulebook rules = compiled(SourceSet::from_sources({{"small.plan", text}}), czech());
  const std::vector<RuleTestResult> results = run(rules, czech());
  REQUIRE(results.size() == 1);
  CHECK(failures(results[0]) == "");
}

TEST_CASE("a test that is wrong fails and says what it found") {
  const LawPacks law = czech();
  const std::string text =
      "plan small \"Small\"\n"
      "  currency EUR\n"
      "  starts in open\n"
      "  contact every day from 8:00 to 18:00\n"
      "channel email reports failure\n"
      "message \"hello\" reminder\n"
      "list reason given_up\n"
      "state open\n"
      "  on entry\n"
      "    send email \"hello\"\n"
      "  after 5 days: go to done because given_up\n"
      "state done final\n"
      "test \"right\"\n"
      "  given claim 100 EUR, due 1 September 2026\n"
      "  date 9 September 2026: begin\n"
      "  verify state open, sent email \"hello\", debt 100 EUR\n"
      "  date 13 September 2026\n"
      "  verify state open\n"
      "  date 14 September 2026\n"
      "  verify state done, because given_up\n"
      "test \"wrong\"\n"
      "  given claim 100 EUR, due 1 September 2026\n"
      "  date 9 September 2026: begin\n"
      "  verify state done, not sent email \"hello\", debt 99 EUR\n";
  const Rulebook rules = compiled(SourceSet::from_sources({{"small.plan", text}}), law);
  const std::vector<RuleTestResult> results = run(rules, law);
  REQUIRE(results.size() == 2);
  CHECK(failures(results[0]) == "");
  CHECK_FALSE(results[1].passed);
  REQUIRE(results[1].failures.size() == 3);
  CHECK(results[1].failures[0].found == "state open");
  CHECK(results[1].failures[1].found.substr(0, 7) == "sent on");
  CHECK(results[1].failures[2].found == "it is 100.00 EUR");
}

TEST_CASE("a test passed in which a task was done twice, or a dispute ended that never was") {
  const LawPacks law = czech();
  const Rulebook rules = compiled(SourceSet::from_sources({{"small.plan", R"(plan small
  currency EUR
  starts in first
list team office
state first
  on entry: task "Call" for office
  after 90 days: go to last
state last final
test "a task done twice"
  given claim 100 EUR, due 1 September 2026
  date 9 September 2026: begin
  date 10 September 2026: done "Call"
  date 11 September 2026: done "Call"
  verify no task "Call"
test "no dispute"
  given claim 100 EUR, due 1 September 2026
  date 9 September 2026: begin
  date 10 September 2026: dispute_resolved
  verify state first
test "a dispute"
  given claim 100 EUR, due 1 September 2026
  given history 5 September 2026: dispute
  date 9 September 2026: begin
  date 10 September 2026: dispute_resolved
  verify state first
)"}}),
                                  law);
  const std::vector<RuleTestResult> results = run(rules, law);
  REQUIRE(results.size() == 3);
  CHECK(failures(results[0]).find("there is no open task \"Call\"") != std::string::npos);
  CHECK(failures(results[1]).find("no dispute is open") != std::string::npos);
  CHECK(failures(results[2]) == "");
}

TEST_CASE("coverage names the states, lines and rows that no test reaches, and only those") {
  const Rulebook rules = compiled(SourceSet::from_sources({{"half.plan", R"(plan half
  currency EUR
  starts in first
channel email reports delivery, failure
channel letter
message "hello" reminder
list way short, long
table pick
  | debt     || way   |
  | > 50 EUR || short |
  | otherwise || long |
state first
  on entry
    send email "hello"
      undelivered: letter "hello"
  on dispute: go to aside
  after 30 days: go to last if pick.way = short
state aside
  on dispute_resolved: go back
  after 60 days: go to last
state last final
test "nothing happens"
  given claim 100 EUR, due 1 September 2026
  date 9 September 2026: begin
  date 9 October 2026
  verify state last
)"}}),
                                  {});
  std::vector<RulePart> parts;
  const auto results =
      run_rule_tests(rules, {}, prague(), [] { return memory::store(); }, {.coverage = &parts});
  REQUIRE(results.size() == 1);
  CHECK(failures(results[0]) == "");
  std::string missed;
  for (const RulePart& part : parts) {
    if (!part.reached) missed += std::to_string(part.line) + " " + part.text + "\n";
  }
  CHECK(parts.size() == 11);  // three states, six lines, two rows
  CHECK(missed ==
        "11 | otherwise || long |\n"
        "15 undelivered: letter \"hello\"\n"
        "16 on dispute: go to aside\n"
        "18 state aside\n"
        "19 on dispute_resolved: go back\n"
        "20 after 60 days: go to last\n");
}

TEST_CASE("what a test verifies of tasks, sendings, holds and terms, when it is so and when not") {
  const std::string plan = R"(# language: en
plan p
  currency CZK
  starts in first
list team office, seniors
channel email
message "hello" information
term big  debt > 500 CZK
table whose
  | debt         || team    |
  | > 5 000 CZK  || seniors |
  | otherwise    || office  |
state first
  on entry: task "Call" for seniors within 5 days, send email "hello"
  every 7 days, at most 2 times: send email "hello"
  on dispute: hold fees
  after 90 days: go to last
state last final
test "t"
  given claim 900 CZK, due 1 September 2026
  date 9 September 2026: begin
  date 30 September 2026
  verify )";
  const LawPacks law = czech();
  const auto found = [&](const std::string& assertion) {
    const Rulebook rules =
        compiled(SourceSet::from_sources({{"p.plan", plan + assertion + "\n"}}), law);
    const RuleTestResult result = run(rules, law).front();
    return result.failures.empty() ? std::string("right") : result.failures.front().found;
  };
  CHECK(found("task \"Call\" for seniors due 14 September 2026") == "right");
  CHECK(found("task \"Call\" for office") == "it is for seniors, due 2026-09-14");
  CHECK(found("task \"Call\" due 15 September 2026") == "it is for seniors, due 2026-09-14");
  CHECK(found("sent email \"hello\" 3 times") == "right");
  CHECK(found("sent email \"hello\" 2 times") == "3 times");
  CHECK(found("not held fees, not held contact") == "right");
  CHECK(found("held fees") == "not held");
  CHECK(found("big yes, whose.team office") == "right");
  CHECK(found("big no") == "it is yes");
  CHECK(found("whose.team seniors") == "it is office");
}

namespace {

// Debts under fifty euros are let go, but not those of important customers.
constexpr const char* open_values = R"(# language: en
plan behaviour "Values left open"
  currency EUR
  starts in watched
list reason trifle, big
list team red, blue, green
field important yes or no of case default no
field colour team of case may be missing
state watched
  whenever debt < 50 EUR and not important: go to last because trifle
  after 100 days: go to last because big
state last final
)";

RuleTestResult only(const std::string& test) {
  const Rulebook rules = compiled(SourceSet::from_sources({{"t.plan", open_values + test}}), {});
  const auto results = run(rules, {});
  REQUIRE(results.size() == 1);
  return results[0];
}

constexpr const char* begin = R"(
  given claim 100 EUR, due 1 September 2026
  date 9 September 2026: begin
)";

}  // namespace

TEST_CASE(
    "a test with open values holds for a hundred of their cases, or for all if they are fewer") {
  const RuleTestResult sums = only(std::string(R"(
test "who pays more than half is let go"
  for any paid from 50.01 EUR to 99.99 EUR
  for any payday from 10 September 2026 to 15 September 2026)") +
                                   begin + R"(
  date payday: payment paid
  verify state last, because trifle, debt < 50 EUR, debt = 100 EUR - paid
)");
  CHECK(failures(sums) == "");
  CHECK(sums.cases == 100);
  CHECK(sums.counterexample == "");
  CHECK(sums.history.empty());

  const RuleTestResult few = only(std::string(R"(
test "steps of what is written"
  for any share from 0.1 to 0.5
  for any wait from 2 days to 4 days)") +
                                  begin + R"(
  verify share <= 0.5, share >= 0.1, wait >= 2 days and wait <= 4 days
)");
  CHECK(failures(few) == "");
  CHECK(few.cases == 15);
}

TEST_CASE("a test with open values names the smallest case that fails, and what became of it") {
  const RuleTestResult sums = only(std::string(R"(
test "whoever pays is watched on"
  for any paid from 1 EUR to 99 EUR
  for any payday from 10 September 2026 to 15 September 2026)") +
                                   begin + R"(
  date payday: payment paid
  verify state watched, debt >= 60 EUR
)");
  CHECK(!sums.passed);
  CHECK(sums.counterexample == "paid 40.01 EUR, payday 10 September 2026");
  REQUIRE(sums.failures.size() == 1);
  CHECK(sums.failures[0].expected == "debt >= 60 EUR");
  CHECK(sums.failures[0].found == "it is 59.99 EUR");
  REQUIRE(!sums.history.empty());
  CHECK(sums.history.front().substr(0, 10) == "2026-09-09");

  const RuleTestResult held = only(std::string(R"(
test "important customers are watched"
  for any who yes or no
  for any shade one of team)") + R"(
  given important who
  given colour shade)" + begin + R"(
  date 10 September 2026: payment 60 EUR
  verify state watched, colour shade
)");
  CHECK(held.counterexample == "who no, shade red");
  REQUIRE(held.failures.size() == 1);
  CHECK(held.failures[0].found == "state last");
}

TEST_CASE("a value left open over a list without names brought the checker down") {
  const std::string page = R"(# language: en
plan way "The way"
  currency CZK
  starts in last
state last final
list team
field colour team of case may be missing
test "any"
  for any who one of team
  given colour who
  given claim 100 CZK, due 1 September 2026
  date 9 September 2026: begin
  verify state last
)";
  const CompileOutcome outcome = compile(SourceSet::from_sources({{"t.plan", page}}), {});
  CHECK(!outcome.rulebook.has_value());
  REQUIRE(!outcome.diagnostics.empty());
  CHECK(outcome.diagnostics.front().span.line == 6);
}
