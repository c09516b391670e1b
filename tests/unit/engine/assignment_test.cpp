// A case whose claims pass to another creditor: whose the money is, and what plans say to it.
#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9}, tenth{2026, 9, 10}, twelfth{2026, 9, 12}, last{2026, 9, 30};

Fact terms(const char* mandate, const char* creditor) {
  MandateStated stated{{mandate}, {creditor}, {}, {}};
  stated.commission.currency = Currency{"CZK"};
  stated.commission.from = Date{2026, 1, 1};
  CommissionRule rule;
  rule.bands = {{Money{0, Currency{"CZK"}}, 100'000}};
  stated.commission.rules = {rule};
  return {{std::string("terms:") + mandate}, ninth, stated};
}

Fact sale(const char* key, Date on, const char* creditor = "buyer", const char* mandate = "M-2") {
  return {{key}, on, CaseAssigned{{"FV-1"}, {creditor}, {mandate}, "contract"}};
}

Fact opened() {
  Fact out = opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth);
  std::get<CaseOpened>(out.what).mandate = {"M-1"};
  return out;
}

Money received(Host& host, const char* mandate) {
  const auto all = host.engine->mandate_account(host.by, {mandate}, last);
  REQUIRE_MESSAGE(all.has_value(), (all ? "" : all.error().message));
  REQUIRE(all->size() == 1);
  return all->front().received;
}

std::string refused(Host& host, Date day, const Fact& fact) {
  const RunDay ran = host.day(day, {fact});
  return ran.day.refused.empty() ? "" : ran.day.refused.front();
}

}  // namespace

TEST_CASE(
    "payments are the creditor's whose the claims were on the value date, whenever they came") {
  Host host(sample());
  host.day(ninth, {person("P-77", ninth), terms("M-1", "own"), terms("M-2", "buyer"), opened()});
  host.day(tenth, {payment("a", "FV-1", 3'000_czk, tenth)});
  CHECK(received(host, "M-1") == 3'000_czk);
  host.days(tenth + Days{1}, twelfth - Days{1});
  host.day(twelfth, {sale("sold", twelfth)});
  const Date thirteenth{2026, 9, 13}, fourteenth{2026, 9, 14};
  host.day(thirteenth, {payment("b", "FV-1", 1'000_czk, thirteenth)});
  host.day(fourteenth, {payment("late", "FV-1", 200_czk, tenth)});
  CHECK(received(host, "M-1") == 3'200_czk);
  CHECK(received(host, "M-2") == 1'000_czk);
  const auto proposed = host.engine->propose_remittance(host.by, {"M-1"}, last);
  REQUIRE(proposed);
  REQUIRE(proposed->size() == 1);
  CHECK(proposed->front().creditor == CreditorId{"own"});
  const Date fifteenth{2026, 9, 15};
  CHECK(refused(host, fifteenth, {{"remitted"}, fifteenth, proposed->front()}).empty());
  CHECK(host.engine->propose_remittance(host.by, {"M-1"}, last)->empty());
  CHECK(host.verify().problems == std::vector<std::string>{});

  // Told late: the buyer had it from the tenth on, and what came since is the buyer's.
  const Date sixteenth{2026, 9, 16};
  host.day(sixteenth,
           {{{"earlier"}, tenth, CaseAssigned{{"FV-1"}, {"between"}, {"M-3"}, "contract"}}});
  CHECK(received(host, "M-3") == 3'200_czk);
  CHECK(received(host, "M-2") == 1'000_czk);
  const auto costs = host.engine->costs(host.by, {last, CostQuery::By::creditor, ""});
  REQUIRE(costs);
  REQUIRE(costs->size() == 1);
  CHECK(costs->front().group == "buyer");
  CHECK(costs->front().collected == 4'200_czk);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("an assignment to the same creditor, or one that is still to come, is refused") {
  Host host(sample());
  host.day(ninth, {person("P-77", ninth), terms("M-1", "own"), opened()});
  CHECK(
      refused(host, tenth, sale("same", tenth, "own", "M-1")).find("is that creditor's already") !=
      std::string::npos);
  CHECK(refused(host, Date{2026, 9, 11}, sale("soon", twelfth))
            .find("an assignment is told when it has taken effect") != std::string::npos);
}

TEST_CASE("a plan tells the debtor") {
  Host host(compiled(R"(# language: en
plan sold "Sold"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in waiting

list team office

state waiting phase soft
  on assignment: task "Tell the debtor whom to pay" for office
  after 300 days: task "Look" for office

test "told at once"
  given claim 100 CZK, due 1 September 2026, obligation of 3 August 2026, relation business
  date 9 September 2026: begin
  date 10 September 2026: assignment
  verify task "Tell the debtor whom to pay"
)"));
  Fact open = opened();
  std::get<CaseOpened>(open.what).plan = "sold";
  host.day(ninth, {person("P-77", ninth), open});
  host.day(tenth, {sale("sold", tenth)});
  const CaseReport shown = host.show("FV-1");
  REQUIRE(shown.value.tasks.size() == 1);
  CHECK(shown.value.tasks[0].text == "Tell the debtor whom to pay");
  CHECK(shown.value.creditor == CreditorId{"buyer"});
}
