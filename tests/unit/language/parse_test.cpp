#include <language/parse.hpp>
#include <language/words.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>
#include <filesystem>

using namespace arrears;
using namespace arrears::syntax;
using arrears::test::page;

namespace {

std::string shown(const ParseOutcome& outcome) { return render(outcome.diagnostics, {}); }

Expr expression(const std::string& text, const std::string& language = "en") {
  const ExpressionOutcome outcome = parse_expression(text, {"t", language, 1, 1, ""});
  CHECK_MESSAGE(outcome.diagnostics.empty(), text, ": ", render(outcome.diagnostics, {}));
  return outcome.expression;
}

}  // namespace

TEST_CASE("both sample pages parse without diagnostics") {
  for (const char* path : {test::czech_page, test::english_page}) {
    const ParseOutcome outcome = parse(page(path));
    CHECK(shown(outcome) == "");
    CHECK(outcome.tree.states.size() == 7);
    CHECK(outcome.tree.tests.size() == 7);
    REQUIRE(outcome.tree.tables.size() == 1);
    CHECK(outcome.tree.tables[0].rows.size() == 4);
    REQUIRE(outcome.tree.plan.has_value());
  }
}

TEST_CASE("the typed tree holds what the page says") {
  const Tree tree = parse(page(test::english_page)).tree;
  CHECK(tree.plan->effective_from->date == Date(2026, 9, 1));
  CHECK(tree.plan->windows.at(0).from.minutes == 480);
  CHECK(tree.plan->caps.at(0).at_most == 3);
  CHECK(tree.plan->currency.text == "CZK");
  CHECK(tree.plan->accepted.at(0).law_line.text == "CZ.due_date_shift");
  CHECK(tree.plan->prose.empty());
  CHECK(tree.messages.at(2).kind == MessageKind::demand_by_law);
  CHECK(tree.everywhere.at(0).except.size() == 2);
  CHECK(tree.everywhere.at(0).triggers.size() == 8);
  const State& dunning = tree.states.at(1);
  CHECK(dunning.name.text == "dunning");
  CHECK(dunning.phase == PhaseWord::soft);
  REQUIRE(dunning.triggers.size() == 3);
  const std::vector<Step>& steps = dunning.triggers[0].steps;
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].by_law);
  REQUIRE(steps[1].fallbacks.size() == 2);
  CHECK(steps[1].fallbacks[1].when == Fallback::When::undelivered_within);
  CHECK(steps[1].fallbacks[1].within == Duration{Duration::Unit::business_days, 3});
  CHECK(steps[2].delay->fixed == Duration{Duration::Unit::business_days, 3});
  CHECK(steps[2].team.text == "strategy.team");
  CHECK(steps[2].condition->kind == ExprKind::any);
  CHECK(dunning.triggers[1].head.what == Head::What::after);
  CHECK(dunning.triggers[1].condition->operands.at(1).money.minor == 200'000);
  CHECK(tree.states.at(2).triggers.at(2).head.what == Head::What::after_sent);
  CHECK(tree.states.at(4).clock_runs);
  CHECK(tree.states.at(6).final);
  const Cell& range = tree.tables[0].rows.at(2).inputs.at(2);
  CHECK(range.any_of.at(0).low.duration == Duration{Duration::Unit::days, 31});
  CHECK(tree.tables[0].rows.at(3).inputs.at(0).otherwise);
  const TestLine& history = tree.tests.at(3).lines.at(1);
  CHECK(history.what == TestLine::What::given_history);
  CHECK(history.fact->values.at(0).money.minor == 1'200'000);
  CHECK(history.fact->by->date == Date(2026, 9, 7));
  CHECK(tree.tests.at(0).lines.at(0).claim.relation == Relation::business);
}

TEST_CASE("prose belongs to the line below it") {
  const ParseOutcome outcome = parse({"p", "> why\n> how\nterm a debt > 5 EUR\n"});
  CHECK(outcome.tree.terms.at(0).prose == std::vector<std::string>{"why", "how"});
}

TEST_CASE("expressions bind as the grammar says") {
  const Expr e = expression("a + 2 * b - c >= 5 EUR and not (x or y) and d is known");
  REQUIRE(e.kind == ExprKind::all);
  REQUIRE(e.operands.size() == 3);
  const Expr& left = e.operands[0].operands.at(0);
  CHECK(left.kind == ExprKind::sub);
  CHECK(left.operands[0].kind == ExprKind::add);
  CHECK(left.operands[0].operands[1].kind == ExprKind::mul);
  CHECK(e.operands[1].kind == ExprKind::not_);
  CHECK(e.operands[1].operands[0].kind == ExprKind::any);
  CHECK(e.operands[2].kind == ExprKind::known);
  // Parentheses keep two chains of one operator apart.
  CHECK(expression("(a or b) or c").operands.size() == 2);
  CHECK(expression("a or b or c").operands.size() == 3);
}

TEST_CASE("values of both languages") {
  CHECK(expression("12,000.5 CZK").money.minor == 1'200'050);
  CHECK(expression("12 000,5 Kč", "cs").money.minor == 1'200'050);
  CHECK(expression("20 %").number.micro == 200'000);
  CHECK(expression("1. 9. 2026", "cs").date == Date(2026, 9, 1));
  CHECK(expression("1.9.2026", "cs").date == Date(2026, 9, 1));
  CHECK(expression("1. září 2026", "cs").date == Date(2026, 9, 1));
  CHECK(expression("2026-09-01").date == Date(2026, 9, 1));
  CHECK(expression("ne = ne", "cs").operands.at(0).kind == ExprKind::no);
  CHECK(expression("ne ano", "cs").kind == ExprKind::not_);
  const Expr e = expression("kolikrát porušení_slibu za 12 měsíců u osoby >= 2", "cs");
  CHECK(e.operands.at(0).window == Duration{Duration::Unit::months, 12});
  CHECK(e.operands.at(0).scope == ScopeWord::person);
}

TEST_CASE("an expression of a template has the places of its file") {
  const ExpressionOutcome bad =
      parse_expression("debt +", {"t.txt", "en", 7, 11, "Owed: {debt +}"});
  REQUIRE(bad.diagnostics.size() == 1);
  CHECK(bad.diagnostics[0].span.line == 7);
  CHECK(bad.diagnostics[0].span.column == 17);
  CHECK(parse_expression("", {"t.txt", "en", 1, 1, ""}).diagnostics.size() == 1);
}

TEST_CASE("contact each case by itself") {
  CHECK(parse({"p", "plan a\n  contact each case by itself\n"}).tree.plan->each_case_by_itself);
  CHECK(parse({"p", "# jazyk: cs\nplán a\nkontakt každý případ zvlášť\n"})
            .tree.plan->each_case_by_itself);
}

TEST_CASE("bytes that are no rule file") {
  const auto code = [](const std::string& text) {
    const ParseOutcome outcome = parse({"x.plan", text});
    return outcome.diagnostics.empty() ? std::string() : outcome.diagnostics[0].code;
  };
  CHECK(code("") == "");
  CHECK(code("\xef\xbb\xbfplan a\r\n  law CZ\r\n") == "");
  CHECK(code("plan \xff") == "P0001");
  CHECK(code("\xff\xfep\0") == "P0001");
  CHECK(code(std::string("plan\0a", 6)) == "P0002");
  CHECK(code("plan a\xe2\x80\xae\n") == "P0003");
  CHECK(code("# \xe2\x80\x8b\n") == "P0003");
  CHECK(code("term a  " + std::string(40, '(') + "debt" + std::string(40, ')') + "\n") == "P0008");
  CHECK(code("term a  " + std::string(3'000, 'x') + "\n") == "P0008");
  CHECK(code(std::string(5 << 20, '\n')) == "P0008");
  CHECK(code("# language: tlh\n") == "P0013");
}

// The example of each construct is read; a line of a state or test lacks only its home.
TEST_CASE("the examples of the constructs' pages") {
  const std::filesystem::path root = std::string(ARREARS_SOURCE_DIR) + "/src/language/constructs";
  int examples = 0;
  for (const auto& folder : std::filesystem::directory_iterator(root)) {
    const std::string name = folder.path().filename().string();
    std::istringstream in(test::file_text("src/language/constructs/" + name + "/page.md"));
    std::string text, language;
    for (std::string line; std::getline(in, line);) {
      if (line.size() == 5 && line.rfind("```", 0) == 0) {
        language = line.substr(3);
        const Words words(language);
        text = words.header() + "\n";
        if (name == "expression") text += words.spelling(Word::term) + " x ";
      } else if (line == "```") {
        ++examples;
        for (const Diagnostic& d : parse({name, text}).diagnostics) {
          CHECK_MESSAGE(d.code == "P0103", name, " ", language, ": ", d.code, " ", d.message);
        }
      } else {
        text += line + "\n";
      }
    }
  }
  CHECK(examples >= 180);
}

TEST_CASE("no language with a folder lacks a word") {
  CHECK(missing_words() == std::vector<std::string>{});
}
