// Fields whose default depends on the creditor, the portfolio or the batch of a case.
#include "host.hpp"

#include <algorithm>

using namespace host;

namespace {

const Date first{2026, 9, 9}, second{2026, 9, 10};

// The house says how it goes, a creditor has a file of its own.
Rulebook rules() {
  const std::string house = R"(# language: en
plan way "The way"
  currency CZK
  starts in waiting
list reason trifle
channel email
message "hello" reminder
state waiting
  on day 1 if debt < small_debt: send email "hello"
  whenever debt < small_debt: go to closed because trifle
  after 30 days: go to closed
state closed final
)";
  const std::string shared = R"(# language: en
field small_debt money of case default 100 CZK
)";
  const std::string creditor = R"(# language: en
setting small_debt 200 CZK for creditor "C-17"
setting small_debt 300 CZK for portfolio "retail"
setting small_debt 400 CZK for batch "november"
)";
  const CompileOutcome outcome =
      compile(SourceSet::from_sources(
                  {{"way.plan", house}, {"fields.plan", shared}, {"c17.plan", creditor}}),
              czech());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

struct Group {
  const char* creditor = "own";
  const char* portfolio = "";
  const char* batch = "";
  bool own = false;  // the case itself says 500 CZK
};

Fact opened(const Group& group, Money debt) {
  Fact out = opening("C-1", claim("K-1", debt, Date{2026, 9, 30}, "P-1"), first, "way");
  CaseOpened& what = std::get<CaseOpened>(out.what);
  what.creditor = {group.creditor};
  what.portfolio = group.portfolio;
  what.batch = group.batch;
  if (group.own) what.fields["small_debt"] = 500_czk;
  return out;
}

}  // namespace

TEST_CASE("the narrowest group that says something counts, and explain tells which") {
  struct Expected {
    Group group;
    std::int64_t limit;
    const char* from;
  };
  const Expected all[] = {
      {{}, 100, "100.00 CZK"},
      {{.portfolio = "wholesale"}, 100, "100.00 CZK"},
      {{.creditor = "C-17"}, 200, "200.00 CZK (creditor C-17)"},
      {{.creditor = "C-17", .portfolio = "wholesale"}, 200, "200.00 CZK (creditor C-17)"},
      {{.creditor = "C-17", .portfolio = "retail"}, 300, "300.00 CZK (portfolio retail)"},
      {{.creditor = "C-17", .portfolio = "retail", .batch = "november"},
       400,
       "400.00 CZK (batch november)"},
      {{.batch = "november"}, 400, "400.00 CZK (batch november)"},
      {{.creditor = "C-17", .portfolio = "retail", .batch = "november", .own = true},
       500,
       "500.00 CZK"},
  };
  for (const Expected& one : all) {
    CAPTURE(one.from);
    for (const bool below : {true, false}) {
      Host host(rules());
      const Money debt{one.limit * 100 - (below ? 1 : 0), Currency{"CZK"}};
      host.day(first, {person("P-1", first), opened(one.group, debt)});
      const Case value = host.show("C-1").value;
      CHECK(value.closed == below);
      CHECK(value.portfolio == one.group.portfolio);
      if (!below) continue;
      const auto why = host.engine->explain(host.by, {"C-1"}, first);
      REQUIRE(why.has_value());
      bool told = false;
      for (const Explanation::Line& line : why->lines) {
        for (const Reading& reading : line.readings) {
          told = told || (reading.name == "small_debt" && reading.value == one.from);
        }
      }
      CHECK(told);
    }
  }
}

TEST_CASE("a case that passes to another creditor has the settings of that one") {
  Host host(rules());
  host.day(first, {person("P-1", first), opened({}, 150_czk)});
  CHECK(!host.show("C-1").value.closed);
  host.day(second, {{{"sold"}, second, CaseAssigned{{"C-1"}, {"C-17"}, {}, "contract"}}});
  CHECK(host.show("C-1").value.closed);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("settings that cannot hold are refused where they stand") {
  const auto code = [](const std::string& lines) {
    const auto outcome =
        compile(SourceSet::from_sources({{"t.plan", "# language: en\n" + lines}}), {});
    return outcome.diagnostics.empty() ? std::string() : outcome.diagnostics.front().code;
  };
  const std::string field = "field limit money of case default 5 EUR\n";
  CHECK(code(field + "setting limit 6 EUR for creditor \"A\"\n") == "");
  CHECK(code(field + "setting limit 6 days for creditor \"A\"\n") == "P0307");
  CHECK(code(field + "setting limt 6 EUR for creditor \"A\"\n") == "P0209");
  CHECK(code("field limit money default 5 EUR\nsetting limit 6 EUR for batch \"A\"\n") == "");
  CHECK(code("field limit money of claim default 5 EUR\nsetting limit 6 EUR for batch \"A\"\n") ==
        "P0224");
  CHECK(code(field + "setting limit 6 EUR for creditor \"A\"\n"
                     "setting limit 7 EUR for creditor \"A\"\n") == "P0201");
  CHECK(code(field + "setting limit 6 EUR for creditor \"A\"\n"
                     "setting limit 7 EUR for portfolio \"A\"\n") == "");
}

TEST_CASE("a setting for an empty id was that of every case without a group") {
  const auto outcome = compile(SourceSet::from_sources({{"t.plan",
                                                         "# language: en\n"
                                                         "field limit money of case default 5 EUR\n"
                                                         "setting limit 6 EUR for batch \"\"\n"}}),
                               {});
  REQUIRE(outcome.diagnostics.size() == 1);
  CHECK(outcome.diagnostics[0].code == "P0224");
  CHECK(outcome.diagnostics[0].span.line == 3);
}

TEST_CASE("the portfolio and the batch of a case were stored whatever they were") {
  Host host(rules());
  const auto refused = [&](const std::string& portfolio, const std::string& batch) {
    Fact fact = opened({}, 150_czk);
    auto& it = std::get<CaseOpened>(fact.what);
    it.portfolio = portfolio;
    it.batch = batch;
    const Moment noon = host.clock.at(first, Span{12 * 3600});
    const auto outcome = host.engine->submit(host.by, noon, std::vector<Fact>{fact});
    return outcome ? std::string() : outcome.error().message;
  };
  CHECK(refused(std::string(10'000, 'x'), "").find("the portfolio is longer") != std::string::npos);
  CHECK(refused("a\nb", "").find("the portfolio holds a control") != std::string::npos);
  CHECK(refused("", "\xff").find("the batch is not UTF-8") != std::string::npos);
}
