// Conditions over what became of messages and tasks.
#include "host.hpp"

#include <arrears/engine/rule_test.hpp>

#include <algorithm>

using namespace host;

namespace {

const Date first{2026, 9, 9};

const std::string page = R"(# language: en
plan way "What has happened"
  currency CZK
  starts in reminded
list team office
list reason told, silent
channel letter reports delivery, failure
message "notice" reminder

state reminded
  on entry
    send letter "notice"
    task "Call" for office
  whenever delivered "notice" and done "Call": go to closed because told
  whenever undelivered "notice": task "Find the address" for office
  after 20 days if not delivered "notice" and sent "notice": task "Ask the post" for office
  after 30 days: go to closed because silent

state closed final
)";

std::vector<std::string> failures(const std::string& tests) {
  std::vector<std::string> out;
  for (const RuleTestResult& one :
       run_rule_tests(compiled(page + tests), czech(), prague(), [] { return memory::store(); })) {
    for (const RuleTestResult::Failure& wrong : one.failures) {
      out.push_back(one.name + ": " + wrong.expected + "; " + wrong.found);
    }
  }
  return out;
}

std::string code(const std::string& condition) {
  std::string changed = page;
  const std::string old = "delivered \"notice\" and done \"Call\"";
  changed.replace(changed.find(old), old.size(), condition);
  const CompileOutcome outcome = compile(SourceSet::from_sources({{"t.plan", changed}}), czech());
  return outcome.diagnostics.empty() ? std::string() : outcome.diagnostics.front().code;
}

}  // namespace

TEST_CASE("conditions know what has been sent, delivered and done in the case") {
  CHECK(failures(R"(
test "both in whatever order: the call first"
  given claim 900 CZK, due 3 August 2026
  date 9 September 2026: begin
  date 10 September 2026: done "Call"
  verify state reminded
  date 11 September 2026: delivered letter "notice"
  verify state closed, because told

test "both in whatever order: the letter first"
  given claim 900 CZK, due 3 August 2026
  date 9 September 2026: begin
  date 10 September 2026: delivered letter "notice"
  verify state reminded, sent "notice", delivered "notice", not done "Call"
  date 30 September 2026
  verify no task "Ask the post"
  date 1 October 2026: done "Call"
  verify state closed, because told

test "it came back"
  given claim 900 CZK, due 3 August 2026
  date 9 September 2026: begin
  date 10 September 2026: undelivered letter "notice"
  verify task "Find the address"

test "nobody knows whether it came"
  given claim 900 CZK, due 3 August 2026
  date 9 September 2026: begin
  verify not opened "notice"
  date 29 September 2026
  verify task "Ask the post", no task "Find the address"
)") == std::vector<std::string>{});
}

TEST_CASE("explain says what of messages and tasks a line has read") {
  Host host(compiled(page));
  host.day(first, {person("P-1", first),
                   opening("C-1", claim("K-1", 900_czk, Date{2026, 8, 3}, "P-1"), first, "way")});
  host.days(first + Days{1}, first + Days{20});
  const auto why = host.engine->explain(host.by, {"C-1"}, first + Days{20});
  REQUIRE(why.has_value());
  const std::vector<Reading>& read = why->lines.back().readings;
  CHECK(std::count(read.begin(), read.end(), Reading{"delivered \"notice\"", "no"}) == 1);
  CHECK(std::count(read.begin(), read.end(), Reading{"sent \"notice\"", "yes"}) == 1);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("messages and tasks of conditions are looked up") {
  CHECK(code("delivered \"notice\" or done \"Call\"") == "");
  CHECK(code("delivered \"notcie\"") == "P0206");
  CHECK(code("done \"Cal\"") == "P0506");
}
