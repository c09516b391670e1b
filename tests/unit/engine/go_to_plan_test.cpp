// A case goes over to another plan of its rulebook: what it leaves behind, what it takes along.
#include "host.hpp"

#include <arrears/engine/rule_test.hpp>

#include <algorithm>

using namespace host;

namespace {

const Date first{2026, 9, 9};
Date day(int n) { return first + Days{n}; }

const std::string soft_page = R"(# language: en
plan soft "Reminders"
  currency CZK
  starts in reminded
list reason title
list team office
channel email
message "reminder" reminder
list fee costs_of_reminder

state reminded
  on entry: send email "reminder"
  on entry: hold fees
  after 1 day: confirm for office charge costs_of_reminder 50 CZK
  after 3 days: go to plan hard because title

state closed final
)";

const std::string hard_page = R"(# language: en
plan hard "Enforcement"
  currency CZK
  starts in filed
channel letter
message "filed" information
list reason done
list team lawyers

everywhere except ended
  on dispute: task "Look at the dispute" for lawyers

state filed
  on entry: send letter "filed"
  after 2 days: task "Ask the court" for lawyers
  after 10 days: go to ended because done

state ended final
)";

Rulebook both() {
  const CompileOutcome outcome = compile(
      SourceSet::from_sources({{"soft.plan", soft_page}, {"hard.plan", hard_page}}), czech());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

std::string text_of(const Explanation& why) {
  std::string out;
  for (const Explanation::Line& line : why.lines) {
    out += line.on.text() + " " + line.what + " [" + line.place + "]\n";
  }
  return out;
}

bool has_task(const Case& value, const std::string& text, bool open) {
  return std::any_of(value.tasks.begin(), value.tasks.end(), [&](const Task& task) {
    return task.text == text && task.done_on.has_value() != open;
  });
}

}  // namespace

TEST_CASE("a case that goes over to another plan begins there, and what waited ends") {
  Host host(both());
  host.day(first, {person("P-1", first),
                   opening("C-1", claim("K-1", 900_czk, Date{2026, 8, 3}, "P-1"), first, "soft")});
  host.days(day(1), day(2));
  const Case before = host.show("C-1").value;
  CHECK(before.plan == "soft");
  REQUIRE(before.asked.size() == 1);
  CHECK(before.asked[0].status == AskedStep::Status::waiting);
  CHECK(host.show("C-1").holds.size() == 1);

  host.days(day(3), day(3));
  const Case value = host.show("C-1").value;
  CHECK(value.plan == "hard");
  REQUIRE(value.stack.size() == 1);
  CHECK(value.stack[0].state == "filed");
  CHECK(value.stack[0].entered == day(3));
  CHECK(value.because == "title");
  CHECK(value.asked[0].status == AskedStep::Status::dropped);
  CHECK(host.show("C-1").holds.empty());
  CHECK(value.rested.empty());

  host.days(day(4), day(4));
  DisputeRaised dispute;
  dispute.case_id = {"C-1"};
  host.day(day(5), {{{"d"}, day(5), dispute}});
  const Case later = host.show("C-1").value;
  CHECK(has_task(later, "Ask the court", true));
  CHECK(has_task(later, "Look at the dispute", true));

  const auto why = host.engine->explain(host.by, {"C-1"}, day(5));
  REQUIRE(why.has_value());
  const std::string told = text_of(*why);
  INFO(told);
  CHECK(told.find("goes over to the plan hard") != std::string::npos);
  CHECK(told.find("soft.plan:15  after 3 days") != std::string::npos);
  CHECK(told.find("hard.plan:14  on entry: send letter") != std::string::npos);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("lines that go to another plan say which, and leave nothing behind") {
  const auto code = [](const std::string& line, const std::string& currency = "CZK") {
    const std::string from = R"(# language: en
plan soft "Soft"
  currency CZK
  starts in one
channel email
message "m" reminder
state one
  )" + line + R"(
  after 90 days: go to two
state two final
)";
    const std::string to = "# language: en\nplan hard \"Hard\"\n  currency " + currency +
                           "\n  starts in begun\nstate begun\n  after 5 days: go to over\n"
                           "state over final\n";
    const CompileOutcome outcome =
        compile(SourceSet::from_sources({{"a.plan", from}, {"b.plan", to}}), {});
    for (const Diagnostic& one : outcome.diagnostics) {
      if (one.severity == Severity::error) return one.code;
    }
    return std::string();
  };
  CHECK(code("after 3 days: go to plan hard") == "");
  CHECK(code("after 3 days: go to plan hrad") == "P0225");
  CHECK(code("after 3 days: go to plan soft") == "P0225");
  CHECK(code("after 3 days: go to plan hard", "EUR") == "P0226");
  CHECK(code("after 3 days: send email \"m\", go to plan hard") == "P0338");
  CHECK(code("after 3 days: go to plan hard, go to two") == "P0338");
}

TEST_CASE("rule tests follow a case into another plan, and so does coverage") {
  const std::string test = R"(
test "from reminders to the court"
  given claim 900 CZK, due 1 September 2026
  date 9 September 2026: begin
  verify plan soft, state reminded
  date 12 September 2026
  verify plan hard, state filed, ordered letter "filed"
  date 14 September 2026
  verify task "Ask the court"
  date 22 September 2026
  verify state ended, because done
)";
  const CompileOutcome outcome =
      compile(SourceSet::from_sources({{"soft.plan", soft_page + test}, {"hard.plan", hard_page}}),
              czech());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  std::vector<RulePart> parts;
  const auto results = run_rule_tests(*outcome.rulebook, czech(), prague(),
                                      [] { return memory::store(); }, {.coverage = &parts});
  REQUIRE(results.size() == 1);
  for (const RuleTestResult::Failure& one : results[0].failures) {
    FAIL_CHECK(one.line, ": ", one.expected, "; ", one.found);
  }
  std::string missed;
  for (const RulePart& part : parts) {
    if (!part.reached) missed += part.file + ": " + part.text + "\n";
  }
  CHECK(missed ==
        "hard.plan: on dispute: task \"Look at the dispute\" for lawyers\n"
        "soft.plan: state closed final\n");
}
