// By when the claims of a case can be enforced.
#include "build.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

std::optional<Date> last_day(const Build& build, Date on = Date{2027, 1, 1}) {
  const auto all = limitations(build.value, czech(), {.on = on});
  REQUIRE(all.size() == 1);
  CHECK((all[0].last_day.has_value() != !all[0].why_not.empty()));
  return all[0].last_day;
}

LimitationStated stated(LimitationEvent::Kind kind, Date from, std::optional<Date> until = {}) {
  LimitationStated out;
  out.event = {kind, from, until, true};
  return out;
}

}  // namespace

TEST_CASE("three years from the first day of default; ten from an acknowledgement or a title") {
  using Kind = LimitationEvent::Kind;
  Build build;
  CHECK(last_day(build) == Date{2029, 9, 2});
  build.fact("s", Date{2026, 10, 1},
             stated(Kind::suspended, Date{2026, 10, 1}, Date{2026, 10, 10}));
  CHECK(last_day(build) == Date{2029, 9, 12});
  build.fact("a", Date{2026, 11, 1}, stated(Kind::acknowledged, Date{2026, 11, 1}));
  CHECK(last_day(build) == Date{2036, 11, 1});
  CHECK(last_day(build, Date{2026, 10, 31}) == Date{2029, 9, 12});  // not yet
  TitleIssued title;
  title.payable = Date{2026, 12, 15};
  title.parts = {{{"FV-1"}, {}, {}, {}, {}, {}}};
  build.fact("t", Date{2026, 12, 1}, title);
  CHECK(last_day(build) == Date{2036, 12, 15});
  build.fact("f", Date{2026, 12, 20}, stated(Kind::filed, Date{2026, 12, 20}));
  CHECK(last_day(build) == std::nullopt);  // proceedings run
}

TEST_CASE("a title says nothing of claims that it does not name") {
  Build build;
  TitleIssued title;
  title.parts = {{{"FV-2"}, {}, {}, {}, {}, {}}};
  build.fact("t", Date{2026, 12, 1}, title);
  CHECK(last_day(build) == Date{2029, 9, 2});
}

TEST_CASE("of several claims the earliest that is open counts") {
  Claim older = sample_claim();
  older.id = {"FV-0"};
  older.due = Date{2025, 1, 1};
  Build build({older, sample_claim()});
  const auto first = [&](Date on) {
    return first_limitation(limitations(build.value, czech(), {.on = on}), build.on(on));
  };
  CHECK(first(Date{2026, 9, 30}) == Date{2028, 1, 2});
  build.pay("bank:1", Date{2026, 9, 30}, 20'000_czk, "FV-0");
  CHECK(first(Date{2026, 9, 30}) == Date{2029, 9, 2});
  build.pay("bank:2", Date{2026, 9, 30}, 20'000_czk);
  CHECK(first(Date{2026, 9, 30}) == std::nullopt);
}

TEST_CASE("a line that a claim names is taken; one that the pack lacks says so") {
  Claim claim = sample_claim();
  claim.limitation = "limitation_nowhere";
  const auto all = limitations(Build({claim}).value, czech(), {.on = Date{2026, 9, 30}});
  REQUIRE(all.size() == 1);
  CHECK(all[0].last_day == std::nullopt);
  CHECK(all[0].why_not.find("limitation_nowhere") != std::string::npos);
}
