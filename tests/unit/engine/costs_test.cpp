// Costs of steps, from rules over decisions and sendings to the cost ledger; what rules do by it.
#include <algorithm>

#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9}, tenth{2026, 9, 10}, eleventh{2026, 9, 11};

Money koruna(std::int64_t minor) { return {minor, Currency{"CZK"}}; }

// Rows 51 and 119: a letter and a call cost, and where the next letter would cost more than is
// owed the case ends.
Rulebook dear() {
  return compiled(R"(# language: en
plan dear "Costs"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in writing
  accept unverified CZ.due_date_shift by "Jana Dvořáková" on 1 September 2026

channel letter costs 25 CZK plus VAT 21 %
message "notice" reminder
list team office
list reason not_worth_it
list recipient lawyer
field batch text of case may be missing

state writing
  on entry
    send letter "notice"
    task "Call the debtor" for office costs 80 CZK plus VAT 21 %
  on payment if debt > 5 000 CZK: hand over to lawyer "the file" costs 100 CZK plus VAT 21 %
  whenever spent + 25 CZK > debt: go to closed because not_worth_it
  after 300 days: go to closed

state closed final
)");
}

Fact open_case(const char* id, Money principal, const char* debtor) {
  return opening(id, claim(id, principal, Date{2026, 9, 1}, debtor), ninth, "dear");
}

Fact in_batch(const char* batch, Fact opened) {
  std::get<CaseOpened>(opened.what).fields.emplace("batch", std::string(batch));
  return opened;
}

Fact done(const char* of, Date day) {
  return {{std::string("done:") + of}, day, TaskDone{{of}, "Call the debtor", "reached", {}}};
}

Fact cost(const char* key, const char* of, Money sum, Date day) {
  return {{key}, day, CostIncurred{{of}, "court_fee", sum, 210'000, "FA 1"}};
}

void sound(Host& host) { CHECK(host.verify().problems == std::vector<std::string>{}); }

}  // namespace

TEST_CASE("a letter costs once it is sent, a task once it is done") {
  Host host(dear());
  host.day(ninth, {person("P-77", ninth), open_case("A", 12'000_czk, "P-77")});
  CaseReport report = host.show("A");
  REQUIRE(report.costs.lines.size() == 1);
  CHECK(report.costs.lines[0].what == CostLine::What::sending);
  CHECK(report.costs.lines[0].name == "notice");
  CHECK(report.costs.lines[0].key == report.value.contacts.at(0).key.value);
  CHECK(report.costs.sum == 25_czk);
  CHECK(report.balance.costs == koruna(0));
  host.day(tenth, {done("A", tenth)});
  report = host.show("A");
  CHECK(report.costs.sum == 105_czk);
  CHECK(report.costs.vat == koruna(525 + 1'680));
  CHECK(report.costs.lines.back().what == CostLine::What::task);
  CHECK(report.text("en").find("spent      105") != std::string::npos);
  sound(host);
}

TEST_CASE("a refused letter costs nothing") {
  Host host(dear());
  host.wires.at("letter")->answer = SendResult::rejected("no such address");
  host.day(ninth, {person("P-77", ninth), open_case("A", 12'000_czk, "P-77")});
  CHECK(host.show("A").costs.lines.empty());
  sound(host);
}

TEST_CASE("one letter for three cases is shared to the cent") {
  Host host(dear());
  host.day(ninth, {person("P-77", ninth), open_case("A", 12'000_czk, "P-77"),
                   open_case("B", 12'000_czk, "P-77"), open_case("C", 12'000_czk, "P-77")});
  REQUIRE(host.wires.at("letter")->sent.size() == 1);
  Money sum = koruna(0), vat = koruna(0);
  for (const char* id : {"A", "B", "C"}) {
    sum += host.show(id).costs.sum;
    vat += host.show(id).costs.vat;
  }
  CHECK(sum == 25_czk);
  CHECK(vat == koruna(3 * 175));  // 8.34, 8.33 and 8.33, each with its VAT
  sound(host);
}

TEST_CASE("collection ends when the next letter would cost more than is owed") {
  Host host(dear());
  host.day(ninth, {person("P-77", ninth), open_case("A", 120_czk, "P-77")});
  CHECK(host.show("A").value.stack.back().state == "writing");
  host.day(tenth, {done("A", tenth)});
  const CaseReport report = host.show("A");
  CHECK(report.value.closed);
  CHECK(report.value.because == "not_worth_it");
  sound(host);
}

TEST_CASE("a stated cost of a later day counts from that day on") {
  Host host(dear());
  host.day(ninth, {person("P-77", ninth), open_case("A", 1'000_czk, "P-77"),
                   cost("bill", "A", 960_czk, eleventh)});
  host.day(tenth);
  CHECK_FALSE(host.show("A").value.closed);
  host.day(eleventh);
  CHECK(host.show("A").value.closed);
  CHECK(host.show("A").costs.vat == koruna(20'160 + 525));
  sound(host);
}

TEST_CASE("a hand-over costs when it is decided") {
  Host host(dear());
  host.day(ninth, {person("P-77", ninth), open_case("A", 12'000_czk, "P-77")});
  host.day(tenth, {payment("bank:1", "A", 1'000_czk, tenth)});
  const CaseReport report = host.show("A");
  CHECK(report.costs.sum == 125_czk);
  CHECK(report.costs.vat == koruna(525 + 2'100));
  CHECK(std::any_of(report.costs.lines.begin(), report.costs.lines.end(), [](const auto& line) {
    return line.what == CostLine::What::hand_over && line.name == "lawyer";
  }));
  sound(host);
}

TEST_CASE("a cost of an unknown case, in another currency, of zero is refused") {
  Host host(dear());
  const RunDay ran = host.day(ninth, {person("P-77", ninth), open_case("A", 12'000_czk, "P-77"),
                                      cost("bill:1", "B", 400_czk, ninth),
                                      cost("bill:2", "A", {100, Currency{"EUR"}}, ninth)});
  CHECK(ran.day.refused.size() == 2);
  const std::vector<Fact> zero{cost("bill:3", "A", koruna(0), ninth)};
  const auto reasons = host.engine->check(host.by, zero);
  REQUIRE(reasons);
  CHECK(reasons->at(0).find("a cost is not zero") != std::string::npos);
  CHECK(host.show("A").costs.sum == 25_czk);
}

TEST_CASE("what collecting brought and took, by case, creditor, mandate, plan") {
  Host host(dear());
  MandateStated stated{{"own"}, {"own"}, {}};
  stated.commission.currency = Currency{"CZK"};
  stated.commission.from = Date{2026, 1, 1};
  stated.commission.vat_ppm = 210'000;
  CommissionRule rule;
  rule.bands = {{koruna(0), 200'000}};
  stated.commission.rules = {rule};
  host.day(ninth, {person("P-77", ninth),
                   person("P-78", ninth),
                   {{"terms"}, ninth, stated},
                   in_batch("2026-09", open_case("A", 3'000_czk, "P-77")),
                   open_case("B", 3'000_czk, "P-78")});
  host.day(tenth, {payment("bank:1", "A", 1'000_czk, tenth), cost("bill", "B", 400_czk, tenth)});
  const auto results = [&](CostQuery::By by, Date on = tenth) {
    const auto out = host.engine->costs(host.by, {on, by, {}});
    REQUIRE_MESSAGE(out.has_value(), (out ? "" : out.error().message));
    return *out;
  };
  const Currency czk{"CZK"};
  CHECK(results(CostQuery::By::case_) ==
        std::vector<CostResult>{
            {"A", czk, 1, 1'000_czk, 25_czk, koruna(525), 200_czk, 42_czk},
            {"B", czk, 1, koruna(0), 425_czk, koruna(8'925), koruna(0), koruna(0)}});
  for (const CostQuery::By by : {CostQuery::By::creditor, CostQuery::By::mandate}) {
    CHECK(results(by) == std::vector<CostResult>{
                             {"own", czk, 2, 1'000_czk, 450_czk, koruna(9'450), 200_czk, 42_czk}});
  }
  CHECK(results(CostQuery::By::plan).at(0).group == "dear");
  CHECK(results(CostQuery::By::plan).at(0).result() == koruna(-25'000));
  CHECK(results(CostQuery::By::plan, ninth).at(0).costs == 50_czk);
  CHECK(results(CostQuery::By::plan, ninth).at(0).collected == koruna(0));
  CHECK(results(CostQuery::By::plan, Date{2026, 9, 8}).empty());
  const auto by_field = [&](const char* field) {
    return host.engine->costs(host.by, {tenth, CostQuery::By::field, field});
  };
  const auto batches = by_field("batch");
  REQUIRE(batches.has_value());
  REQUIRE(batches->size() == 2);
  CHECK(batches->at(0).group.empty());  // the case without a batch
  CHECK(batches->at(1).group == "2026-09");
  CHECK(batches->at(1).collected == 1'000_czk);
  CHECK(by_field("batsch").error().code == ErrorCode::not_found);
}
