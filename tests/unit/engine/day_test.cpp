#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9};

Host opened() {
  Host host(sample());
  host.day(ninth, {person("P-77", ninth),
                   opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth)});
  return host;
}

}  // namespace

TEST_CASE("the page of C++: eleven days, the sums of the documents") {
  Host host = opened();
  CHECK(host.show("FV-1").value.stack.back().state == "reminder");
  CHECK(host.wires["email"]->sent.size() == 1);
  host.day(Date{2026, 9, 10}, {payment("bank:000123", "FV-1", 2'000_czk, Date{2026, 9, 10})});
  for (int d = 11; d <= 17; ++d) host.day(Date{2026, 9, d});
  PaymentsComplete complete{{"bank"}, Date{2026, 9, 17}};
  host.day(Date{2026, 9, 18}, {{{"bank:through"}, Date{2026, 9, 17}, complete}});
  const Date today{2026, 9, 18};
  const auto debt = host.engine->reckon(host.by, {"FV-1"}, {today, std::nullopt});
  REQUIRE(debt.has_value());
  CHECK(debt->balance.debt == 11'260.61_czk);
  CHECK(debt->balance.principal == 10'034.77_czk);
  CHECK(debt->balance.interest == 25.84_czk);
  CHECK(debt->balance.costs == 1'200_czk);
  const Instant then = host.clock.at(ninth, Span{20 * 3600}).instant;
  const auto before = host.engine->reckon(host.by, {"FV-1"}, {today, then});
  REQUIRE(before.has_value());
  CHECK(before->balance.debt == 12'065.67_czk);
  CHECK(host.show("FV-1").value.stack.back().state == "dunning");
  CHECK(host.wires["email"]->sent.size() == 2);
  const Verdict verdict = host.verify();
  CHECK(verdict.problems == std::vector<std::string>{});
  CHECK(verdict.text("en").substr(0, 10) == "consistent");
}

TEST_CASE("days open in order, once, and a closed one never again") {
  Host host = opened();
  const auto at = [&](Date day) { return host.clock.at(day, Span{20 * 3600}); };
  CHECK(host.engine->open_day(host.by, at(ninth)).has_value());
  CHECK(host.engine->open_day(host.by, at(Date{2026, 9, 8})).error().code == ErrorCode::refused);
  CHECK(host.engine->open_day(host.by, at(Date{2026, 9, 11})).error().code == ErrorCode::refused);
  CHECK(host.engine->run_day(host.by, at(Date{2026, 9, 10})).error().code == ErrorCode::refused);
  const Caller stranger{{"other"}, {"x"}};
  CHECK(host.engine->open_day(stranger, at(ninth)).error().code == ErrorCode::refused);
  const Caller nobody{{"main"}, {}};
  CHECK(host.engine->open_day(nobody, at(ninth)).error().code == ErrorCode::invalid);
}

TEST_CASE("a fact with a known key counts once; other content is refused") {
  Host host = opened();
  const Moment noon = host.clock.at(ninth, Span{12 * 3600});
  const Fact paid = payment("bank:1", "FV-1", 2'000_czk, ninth);
  auto first = host.engine->submit(host.by, noon, std::vector<Fact>{paid});
  REQUIRE(first.has_value());
  CHECK(first->stored == 1);
  auto again = host.engine->submit(host.by, noon, std::vector<Fact>{paid});
  REQUIRE(again.has_value());
  CHECK(again->known == 1);
  const Fact other = payment("bank:1", "FV-1", 3'000_czk, ninth);
  CHECK(host.engine->submit(host.by, noon, std::vector<Fact>{other}).error().code ==
        ErrorCode::already_exists);
}

TEST_CASE("with several law packs the debt of a case's row has the interest of its plan's law") {
  Host host = opened();
  host.law = *law::load(law::bundled_path(), {"CZ", "PL"});
  host.start();
  host.day(Date{2026, 9, 10});
  const auto row = host.store->load_case({host.by.tenant, 0}, {"FV-1"});
  REQUIRE(row.has_value());
  REQUIRE(row->has_value());
  CHECK((*row)->debt == host.show("FV-1").balance.debt);
  CHECK((*row)->debt.minor > 1'200'000);
}

TEST_CASE("a claim older than the rules of interest is refused, not reckoned without interest") {
  Host host = opened();
  host.law = *law::load(law::bundled_path(), {"CZ", "PL"});
  host.start();
  Claim old = claim("FV-2/1", 100_czk, Date{2015, 11, 30}, "P-77");
  old.law = "PL";
  old.relation = Relation::business;
  Claim agreed = old;
  agreed.agreed_rate = Rate{80'000, DayCount::act_365};
  const Date day{2026, 9, 10};
  const std::vector<Fact> facts{opening("FV-2", old, day), opening("FV-3", agreed, day)};
  const auto verdicts = host.engine->check(host.by, facts);
  REQUIRE(verdicts.has_value());
  CHECK((*verdicts)[0] ==
        "claim FV-2/1: PL has no rule of default interest for a default that began on 2015-12-01 "
        "under an obligation of 2026-08-03; state an agreed rate or a segment of it");
  CHECK((*verdicts)[1].empty());
}

TEST_CASE("what cannot be recorded is refused with a reason and changes nothing") {
  Host host = opened();
  Claim bare = claim("FV-2/1", 100_czk, Date{2026, 9, 1}, "P-77");
  bare.obligation.reset();
  PromiseMade promise{{"FV-9"}, {}, 10_czk, Date{2026, 9, 20}};
  const Date tenth{2026, 9, 10};
  const std::vector<Fact> facts{
      opening("FV-2", bare, tenth),
      opening("FV-3", claim("FV-3/1", 1_czk, tenth, "P-77"), tenth, "no such plan"),
      opening("FV-4", claim("FV-1/1", 1_czk, tenth, "P-77"), tenth),
      opening("FV-1", claim("FV-5/1", 1_czk, tenth, "P-77"), tenth),
      opening("8001010006", claim("FV-6/1", 1_czk, tenth, "P-77"), tenth),
      opening("FV-7", claim("FV-7/1", 1_eur, tenth, "P-77"), tenth),
      {{"promise"}, tenth, promise}};
  // The case that exists has the same key as the first one, so it must differ here.
  std::vector<Fact> given = facts;
  given[3].key = {"erp:again"};
  const auto verdicts = host.engine->check(host.by, given);
  REQUIRE(verdicts.has_value());
  CHECK((*verdicts)[0].find("obligation") != std::string::npos);
  CHECK((*verdicts)[1].find("no such plan") != std::string::npos);
  CHECK((*verdicts)[2].find("open case") != std::string::npos);
  CHECK((*verdicts)[3].find("exists already") != std::string::npos);
  CHECK((*verdicts)[4].find("birth number") != std::string::npos);
  CHECK((*verdicts)[5].find("EUR") != std::string::npos);
  const RunDay day = host.day(tenth, given);
  CHECK(day.day.refused.size() == 7);
  CHECK(day.day.recorded == 0);
  CHECK(host.engine->show(host.by, {"FV-2"}).error().code == ErrorCode::not_found);
  CHECK(host.verify().problems == std::vector<std::string>{});
  // Nothing is half done when one fact of a call is wrong by itself.
  Fact wrong = payment("bank:2", "FV-1", 0_czk, tenth);
  CHECK(host.engine
            ->submit(host.by, host.clock.at(tenth, Span{50'000}),
                     std::vector<Fact>{payment("bank:3", "FV-1", 1_czk, tenth), wrong})
            .error()
            .code == ErrorCode::invalid);
  CHECK(host.day(Date{2026, 9, 11}).day.recorded == 0);
}

TEST_CASE("payments find their case, or wait until somebody says whose they are") {
  Host host = opened();
  const Date tenth{2026, 9, 10};
  Claim second = claim("FV-2/1", 5'000_czk, Date{2026, 9, 1}, "P-77");
  second.symbols.variable = "0042";
  const auto by_symbol = [&](const char* key, const char* symbol, Money sum) {
    PaymentReceived paid;
    paid.symbols.variable = symbol;
    paid.sum = sum;
    paid.value_date = tenth;
    paid.message = "private words";
    return Fact{{key}, tenth, paid};
  };
  const RunDay day =
      host.day(tenth, {opening("FV-2", second, tenth), by_symbol("bank:1", "42", 1'000_czk),
                       by_symbol("bank:2", "77", 300_czk)});
  CHECK(day.day.unmatched == 1);
  CHECK(host.show("FV-2").balance.paid == 1'000_czk);
  CHECK(host.verify().problems == std::vector<std::string>{});
  const Date eleventh{2026, 9, 11};
  host.day(eleventh, {{{"assign"}, eleventh, PaymentAssigned{{"bank:2"}, {"FV-1"}, {}}}});
  CHECK(host.show("FV-1").balance.paid == 300_czk);
  const Date twelfth{2026, 9, 12};
  const RunDay last =
      host.day(twelfth, {{{"again"}, twelfth, PaymentAssigned{{"bank:2"}, {"FV-2"}, {}}},
                         {{"back"}, twelfth, PaymentReversed{{"bank:1"}, "returned"}}});
  CHECK(last.day.refused.size() == 1);
  CHECK(host.show("FV-2").balance.paid == 0_czk);
  CHECK(host.verify().problems == std::vector<std::string>{});
  CHECK(host.exported().find("private words") == std::string::npos);
}

TEST_CASE("history that follows an opening is known when the plan begins") {
  Host host(sample());
  PromiseMade promise{{"FV-1"}, {}, 12'000_czk, Date{2026, 9, 7}};
  host.day(ninth, {person("P-77", ninth),
                   opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth),
                   {{"old promise"}, Date{2026, 9, 2}, promise}});
  const CaseReport report = host.show("FV-1");
  CHECK(report.value.stack.back().state == "reminder");  // `on promise` has not fired
  CHECK(report.promises.size() == 1);
  CHECK(host.verify().problems == std::vector<std::string>{});
}
