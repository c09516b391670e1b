// Credit notes, statements of interest, titles and limitation, from facts to reports.
#include <algorithm>

#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9}, tenth{2026, 9, 10};

Host with_case() {
  Host host(sample());
  host.day(ninth, {person("P-77", ninth),
                   opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth)});
  return host;
}

ClaimReduced note(Money sum) {
  ClaimReduced out;
  out.case_id = {"FV-1"};
  out.claim = {"FV-1/1"};
  out.sum = sum;
  return out;
}

InterestSegment bearing(const char* regime) {
  InterestSegment out;
  out.kind = InterestSegment::Kind::default_interest;
  out.from = Date{2026, 9, 2};
  out.regime = regime;
  return out;
}

// What is said of a fact that is refused, as it is submitted or on its day.
std::string refusal(Host& host, Date day, FactBody body) {
  const std::vector<Fact> facts{{{"x"}, day, std::move(body)}};
  const Result<RunDay> ran = run_virtual_day(*host.engine, host.by, host.clock, day, facts);
  if (!ran) return ran.error().message;
  return ran->day.refused.empty() ? "" : ran->day.refused.front();
}

void sound(Host& host) { CHECK(host.verify().problems == std::vector<std::string>{}); }

}  // namespace

TEST_CASE("a credit note lowers the debt of the case, and is taken back") {
  Host host = with_case();
  host.day(tenth, {{{"n"}, tenth, note(2'000_czk)}});
  CHECK(host.show("FV-1").balance.principal == 10'000_czk);
  CHECK(host.show("FV-1").balance.credited == 2'000_czk);
  const Date eleventh{2026, 9, 11};
  host.day(eleventh, {{{"u"}, eleventh, ReductionReversed{{"FV-1"}, {"n"}, "wrong"}}});
  CHECK(host.show("FV-1").balance.principal == 12'000_czk);
  sound(host);
  CHECK(host.exported().find("reduction_reversed") != std::string::npos);
}

TEST_CASE("a credit note after a payment puts money on account, which is refunded") {
  Host host = with_case();
  host.day(tenth, {payment("bank:1", "FV-1", 11'000_czk, tenth)});
  const Date eleventh{2026, 9, 11};
  host.day(eleventh, {{{"n"}, eleventh, note(9'000_czk)}});
  const Money freed = host.show("FV-1").balance.overpaid;
  CHECK(freed > 7'000_czk);
  const Date twelfth{2026, 9, 12};
  const RunDay much = host.day(
      twelfth, {{{"r:1"}, twelfth, PaymentRefunded{{"bank:1"}, freed + 1_czk, "credit note"}}});
  CHECK(much.day.refused.size() == 1);
  const Date thirteenth{2026, 9, 13};
  const RunDay fits = host.day(
      thirteenth, {{{"r:2"}, thirteenth, PaymentRefunded{{"bank:1"}, freed, "credit note"}}});
  CHECK(fits.day.refused.empty());
  const auto account = host.engine->mandate_account(host.by, {"own"}, thirteenth);
  REQUIRE(account);
  CHECK(account->front().on_account.minor == 0);
  CHECK(account->front().refunded == freed);
  CHECK(account->front().held == 11'000_czk - freed);
  sound(host);
}

TEST_CASE("what cannot be is refused with its reason") {
  const auto refused = [](FactBody body) {
    Host host = with_case();
    const std::size_t before = host.show("FV-1").value.facts.size();
    std::string why = refusal(host, tenth, std::move(body));
    CHECK(host.show("FV-1").value.facts.size() == before + (why.empty() ? 1 : 0));
    return why;
  };
  ClaimReduced spread = note(1_czk);
  spread.claim = {};
  CHECK(refused(spread).find("a credit note names its claim") != std::string::npos);
  CHECK(refused(note(12'000.01_czk)).find("more than its principal") != std::string::npos);
  ClaimReduced other = note(1_czk);
  other.claim = {"FV-9"};
  CHECK(refused(other).find("has no claim FV-9") != std::string::npos);
  CHECK(refused(note({100, Currency{"EUR"}})).find("another currency") != std::string::npos);
  ClaimReduced half = note(1_czk);
  half.by = tenth;
  CHECK(refused(half).find("go together") != std::string::npos);
  CHECK(refused(ReductionReversed{{"FV-1"}, {"n"}, ""}).find("has no reduction n") !=
        std::string::npos);
  CHECK(refused(InterestStated{{"FV-1"}, {}, {}, {bearing("CZ_1_1")}, ""})
            .find("gives no rate by the regime CZ_1_1") != std::string::npos);
  CHECK(refused(InterestStated{{"FV-1"}, {}, {}, {bearing("")}, ""})
            .find("neither a rate nor a regime") != std::string::npos);
  CHECK(refused(InterestStated{{"FV-1"}, {}, ninth, {}, ""}).find("ends before it begins") !=
        std::string::npos);
  CHECK(refused(TitleIssued{{"FV-1"}, "judgment", "", {}, {}}).find("at least one claim") !=
        std::string::npos);
  TitlePart part{{"FV-1/1"}, {}, {}, {100, Currency{"EUR"}}, {}, {}};
  CHECK(refused(TitleIssued{{"FV-1"}, "", "", {}, {part}}).find("another currency") !=
        std::string::npos);
  LimitationStated stated{{"FV-1"}, {}, {}};
  stated.event = {LimitationEvent::Kind::suspended, tenth, ninth, true};
  CHECK(refused(stated).find("the end lies before the beginning") != std::string::npos);
  PaymentReceived paid;
  paid.case_id = {"FV-1"};
  paid.sum = 100_czk;
  paid.value_date = tenth;
  paid.way = PaymentWay::set_off;
  CHECK(refused(paid).find("its receiver is the creditor") != std::string::npos);
  paid.way = PaymentWay::voluntary;
  paid.converted = Conversion{{400, Currency{"EUR"}}, Decimal{25'000'000}, tenth, "CNB"};
  CHECK(refused(paid) == "");  // 4.00 EUR at 25
  paid.converted->rate = Decimal{25'010'000};
  CHECK(refused(paid).find("not what the rate gives: 100.04 CZK") != std::string::npos);
}

TEST_CASE("a segment by an unknown regime is refused at the opening: it was interest of nothing") {
  Host host(sample());
  Claim one = claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77");
  one.segments = {bearing("CZ_1_1")};
  const RunDay ran = host.day(ninth, {person("P-77", ninth), opening("FV-1", one, ninth)});
  REQUIRE(ran.day.refused.size() == 1);
  CHECK(ran.day.refused[0].find("gives no rate by the regime CZ_1_1") != std::string::npos);
  one.segments.clear();
  one.limitation = "limitation_of_dreams";
  const Date next{2026, 9, 10};
  Fact again = opening("FV-1", one, next);
  again.key = {"erp:again"};
  const RunDay second = host.day(next, {again});
  REQUIRE(second.day.refused.size() == 1);
  CHECK(second.day.refused[0].find("no limitation period limitation_of_dreams") !=
        std::string::npos);
}

TEST_CASE("titles and limitation are reported") {
  Host host = with_case();
  CHECK(host.show("FV-1").limitations.front().last_day == Date{2029, 9, 2});
  TitleIssued title{{"FV-1"}, "judgment", "12 C 34/2026", Date{2026, 9, 30}, {}};
  title.parts.push_back({{"FV-1/1"}, {}, {}, 600_czk, {}, {}});
  host.day(tenth, {{{"t"}, tenth, title}});
  const CaseReport report = host.show("FV-1");
  CHECK(report.limitations.front().last_day == Date{2036, 9, 30});
  CHECK(report.limitations.front().line == "CZ.limitation_title");
  CHECK(report.text("en").find("limitation FV-1/1") != std::string::npos);
  CHECK(report.json().find("\"limitations\":[{\"claim\":\"FV-1/1\",\"last_day\":\"2036-09-30\"") !=
        std::string::npos);
  CHECK(report.balance.costs >= 600_czk);
  sound(host);
}

TEST_CASE("a claim that falls due in parts is called; one that does not is refused") {
  Host host(sample());
  Claim loan = claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77");
  loan.maturities = {{Date{2026, 9, 1}, 4'000_czk}, {Date{2026, 12, 1}, 8'000_czk}};
  host.day(ninth, {person("P-77", ninth), opening("FV-1", loan, ninth)});
  const Money before = host.show("FV-1").balance.overdue;
  CHECK(before < 4'100_czk);
  CHECK(refusal(host, tenth, ClaimAccelerated{{"FV-1"}, {}, ninth, ""})
            .find("lies before the acceleration") != std::string::npos);
  const Date eleventh{2026, 9, 11}, twelfth{2026, 9, 12};
  host.day(eleventh, {{{"x:1"}, eleventh, ClaimAccelerated{{"FV-1"}, {}, {}, "missed"}}});
  host.day(twelfth, {});
  CHECK(host.show("FV-1").balance.overdue == host.show("FV-1").balance.debt);
  CHECK(host.show("FV-1").text("en").find("due 1 September 2026, parts 2") != std::string::npos);
  sound(host);
  Host plain = with_case();
  CHECK(refusal(plain, tenth, ClaimAccelerated{{"FV-1"}, {}, {}, ""})
            .find("no claim of the case falls due in parts") != std::string::npos);
  Host other = with_case();
  CHECK(refusal(other, tenth, ClaimAccelerated{{"FV-1"}, {"FV-1/1"}, {}, ""})
            .find("claim FV-1/1 does not fall due in parts") != std::string::npos);
}

TEST_CASE("maturities that are no schedule of the principal are refused") {
  const auto refused = [](std::vector<Instalment> parts) {
    Host host(sample());
    Claim loan = claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77");
    loan.maturities = std::move(parts);
    return refusal(host, ninth, opening("FV-1", loan, ninth).what);
  };
  const Date first{2026, 9, 1}, second{2026, 10, 1};
  const auto says = [&](std::vector<Instalment> parts, const char* why) {
    return refused(std::move(parts)).find(why) != std::string::npos;
  };
  CHECK(says({{first, 12'000_czk}}, "has 2 to 600 maturities"));
  CHECK(says({{first, 4'000_czk}, {second, 7'000_czk}}, "do not add up to the principal"));
  CHECK(says({{second, 4'000_czk}, {first, 8'000_czk}}, "in order of their due dates"));
  CHECK(says({{second, 4'000_czk}, {Date{2026, 11, 1}, 8'000_czk}}, "not on the due date"));
  CHECK(says({{first, 4'000_czk}, {second, {800'000, Currency{"EUR"}}}}, "another currency"));
}

TEST_CASE("a message asks for what is past due of a claim in parts: its total was the whole loan") {
  Host host(compiled(R"(# language: en
plan loans "Loans"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in writing
  accept unverified CZ.due_date_shift by "Jana Dvořáková" on 1 September 2026

channel letter
message "notice" reminder

state writing
  on entry: send letter "notice"
  after 300 days: go to closed

state closed final
)"));
  Claim loan = claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77");
  loan.maturities = {{Date{2026, 9, 1}, 4'000_czk}, {Date{2026, 12, 1}, 8'000_czk}};
  host.day(ninth, {person("P-77", ninth), opening("FV-1", loan, ninth, "loans")});
  REQUIRE(host.wires.at("letter")->sent.size() == 1);
  const std::string text = host.wires.at("letter")->sent[0].body;
  CHECK(text.find("FV-1/1: 4 000.00 CZK, due 1 September 2026\n") != std::string::npos);
  CHECK(text.find("December") == std::string::npos);
  CHECK(text.find("Total to pay: 4 010.30 CZK") != std::string::npos);
}

TEST_CASE("which cases run, and what cannot join them") {
  Host host = with_case();
  const Fact again = opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth);
  const Fact more = opening("FV-1", claim("FV-1/2", 500_czk, Date{2026, 9, 5}, "P-77"), tenth);
  const Fact other = opening("FV-2", claim("FV-2/1", 500_czk, Date{2026, 9, 5}, "P-77"), tenth);
  const auto running = [&](const Fact& fact) { return *host.engine->running(host.by, {&fact, 1}); };
  CHECK(running(again).empty());  // the very fact that opened it
  CHECK(running(other).empty());
  CHECK(running(more) == RunningCases{{{"FV-1"}, RunningCase{{"own"}, {{"FV-1/1"}}}}});
  const auto said = [&](const char* id, Money sum, const char* debtor) {
    const Fact fact{{std::string("claim:") + id},
                    tenth,
                    ClaimAdded{{"FV-1"}, claim(id, sum, Date{2026, 9, 5}, debtor)}};
    return host.engine->check(host.by, {&fact, 1})->front();
  };
  CHECK(said("FV-1/2", 500_czk, "P-77") == "");
  CHECK(said("FV-1/1", 500_czk, "P-77") == "claim FV-1/1 is in an open case");
  CHECK(said("FV-1/2", 500_eur, "P-77") == "the claims of a case share one currency");
  CHECK(said("FV-1/2", 500_czk, "P-78") == "the claims of a case share one debtor");
  const Fact joins{{"claim:FV-1/2"},
                   tenth,
                   ClaimAdded{{"FV-1"}, claim("FV-1/2", 500_czk, Date{2026, 9, 5}, "P-77")}};
  host.day(tenth, {joins});
  CHECK(host.show("FV-1").value.claims.size() == 2);
  CHECK(host.engine->check(host.by, {&joins, 1})->front() == "");  // known
  host.day(Date{2026, 9, 11}, {payment("bank", "FV-1", 13'000_czk, Date{2026, 9, 10})});
  REQUIRE(host.show("FV-1").value.closed);
  CHECK(running(more).empty());
  CHECK(said("FV-1/3", 500_czk, "P-77") == "the case FV-1 is closed");
  sound(host);
}
