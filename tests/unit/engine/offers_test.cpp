// Offers of instalments in an engine: answered by rules or people, tried without being made.
#include <algorithm>

#include "host.hpp"

using namespace host;

namespace {

const Date opened{2026, 9, 9}, tenth{2026, 9, 10}, eleventh{2026, 9, 11};

Rulebook generous() {
  return compiled(R"(# language: en
plan generous "Offers"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in talking
  accept unverified CZ.due_date_shift by "Jana Dvořáková" on 1 September 2026

message "plan" information
channel letter
list team office
list reason too_long

everywhere except closed
  on instalments_agreed: go to paying

state talking
  on offer if offer.count <= 6 and offer.rest = 0 CZK and offer.least >= 500 CZK
    accept the offer
    go to paying
  on offer if offer.count > 24 or offer.ends > 31 December 2028: refuse the offer because too_long
  on offer: task "Look at the offer" for office within 3 business days
  on offer_refused: task "Call the debtor" for office
  after 300 days: go to closed

state paying
  on entry: send letter "plan"
  after 300 days: go to closed

state closed final
)");
}

InstalmentsOffered offer(std::int32_t count, Money each, const char* case_id = "A") {
  InstalmentsOffered out;
  out.case_id = {case_id};
  for (std::int32_t i = 0; i < count; ++i) {
    out.instalments.push_back({Date{2026, 10, 5} + Months{i}, each});
  }
  return out;
}

Fact fact(const char* key, Date day, FactBody body) { return {{key}, day, std::move(body)}; }

void open(Host& host) {
  host.day(opened,
           {person("P-1", opened),
            opening("A", claim("A", 12'000_czk, Date{2026, 9, 1}, "P-1"), opened, "generous")});
}

bool has_task(const CaseReport& report, std::string_view text) {
  const auto& tasks = report.value.tasks;
  return std::any_of(tasks.begin(), tasks.end(), [&](const Task& one) { return one.text == text; });
}

OfferVerdict tried(Host& host, const InstalmentsOffered& what, Date on = tenth) {
  const auto verdict = host.engine->try_offer(host.by, on, what);
  REQUIRE_MESSAGE(verdict.has_value(), (verdict ? "" : verdict.error().message));
  return *verdict;
}

}  // namespace

TEST_CASE("an offer within the band is accepted by the plan and is a plan of instalments") {
  Host host(generous());
  open(host);
  host.day(tenth, {fact("o", tenth, offer(6, 2'100_czk))});
  const CaseReport report = host.show("A");
  CHECK(report.value.stack.back().state == "paying");
  REQUIRE(report.offers.size() == 1);
  CHECK(report.offers[0].state == InstalmentOffer::State::accepted);
  REQUIRE(report.instalments.size() == 1);
  CHECK(report.instalments[0].key.value == "o");
  CHECK(report.instalments[0].agreed == tenth);
  CHECK(report.text("en").find("6 x  12 600.00 CZK  accepted") != std::string::npos);
  CHECK(report.json().find("\"offers\":[{\"key\":\"o\"") != std::string::npos);
  CHECK(host.wires.at("letter")->sent.size() == 1);
  host.start();
  CHECK(host.show("A").offers == report.offers);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("one that leaves something waits for people, one that is too long is refused") {
  Host host(generous());
  open(host);
  host.day(tenth, {fact("o", tenth, offer(6, 2'000_czk))});
  CaseReport report = host.show("A");
  CHECK(report.value.stack.back().state == "talking");
  CHECK(report.offers[0].state == InstalmentOffer::State::open);
  CHECK(has_task(report, "Look at the offer"));
  host.day(eleventh, {fact("p", eleventh, offer(40, 400_czk))});
  report = host.show("A");
  REQUIRE(report.offers.size() == 2);
  CHECK(report.offers[0].state == InstalmentOffer::State::withdrawn);
  CHECK(report.offers[1].state == InstalmentOffer::State::refused);
  CHECK(report.offers[1].because == "too_long");
  CHECK(report.instalments.empty());
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("people accept: the plan sees an agreement; they refuse: it sees that") {
  Host host(generous());
  open(host);
  host.day(tenth, {fact("o", tenth, offer(8, 2'000_czk))});
  host.day(eleventh, {fact("yes", eleventh, OfferAnswered{{"A"}, {"o"}, true, "a good payer"})});
  const CaseReport report = host.show("A");
  CHECK(report.value.stack.back().state == "paying");
  CHECK(report.offers[0].because == "a good payer");
  CHECK(report.instalments.size() == 1);
  Host other(generous());
  open(other);
  other.day(tenth, {fact("o", tenth, offer(8, 2'000_czk))});
  other.day(eleventh, {fact("no", eleventh, OfferAnswered{{"A"}, {}, false, ""})});
  CHECK(has_task(other.show("A"), "Call the debtor"));
  CHECK(other.show("A").offers[0].state == InstalmentOffer::State::refused);
  CHECK(other.verify().problems == std::vector<std::string>{});
}

TEST_CASE("an answer to nothing, an offer in another currency or of the past is refused") {
  Host host(generous());
  open(host);
  const RunDay ran = host.day(
      tenth, {fact("a", tenth, OfferAnswered{{"A"}, {}, true, ""}),
              fact("b", tenth, OfferAnswered{{"A"}, {"o"}, false, ""}),
              fact("c", tenth, offer(6, 2'000_eur)), fact("d", Date{2026, 10, 6}, offer(6, 1_czk)),
              fact("e", tenth, offer(6, 2'000_czk, "B"))});
  CHECK(ran.day.refused.size() == 5);
  CHECK(host.show("A").offers.empty());
}

TEST_CASE("a debtor tries before offering: the same answer, nothing stored") {
  Host host(generous());
  open(host);
  const std::string before = host.exported();
  const OfferVerdict good = tried(host, offer(6, 2'100_czk));
  CHECK(good.answer == OfferVerdict::Answer::accepted);
  CHECK(good.rest == 0_czk);
  CHECK(good.acts == std::vector<std::string>{"enters paying", "orders letter \"plan\""});
  REQUIRE(good.lines.size() == 2);
  CHECK(good.lines[0].find("on offer if offer.count <= 6") != std::string::npos);
  const OfferVerdict poor = tried(host, offer(6, 2'000_czk));
  CHECK(poor.answer == OfferVerdict::Answer::left_open);
  CHECK(poor.rest > 0_czk);
  CHECK(poor.acts == std::vector<std::string>{"makes the task \"Look at the offer\" for office"});
  const OfferVerdict long_one = tried(host, offer(40, 400_czk));
  CHECK(long_one.answer == OfferVerdict::Answer::refused);
  CHECK(long_one.because == "too_long");
  CHECK(long_one.text("en").find("refused because too_long") == 0);
  CHECK(long_one.json().find("\"answer\":\"refused\"") != std::string::npos);
  CHECK(host.exported() == before);
  for (const auto& [count, each] : {std::pair{6, 2'100_czk}, {6, 2'000_czk}, {40, 400_czk}}) {
    const OfferVerdict verdict = tried(host, offer(count, each));
    Host made(generous());
    open(made);
    made.day(tenth, {fact("o", tenth, offer(count, each))});
    const auto state = made.show("A").offers.at(0).state;
    CHECK((state == InstalmentOffer::State::accepted) ==
          (verdict.answer == OfferVerdict::Answer::accepted));
    CHECK((state == InstalmentOffer::State::refused) ==
          (verdict.answer == OfferVerdict::Answer::refused));
  }
}

TEST_CASE("what cannot be offered cannot be tried") {
  Host host(generous());
  open(host);
  const auto why = [&](const InstalmentsOffered& what, Date on = tenth) {
    const auto verdict = host.engine->try_offer(host.by, on, what);
    REQUIRE_FALSE(verdict.has_value());
    return verdict.error();
  };
  CHECK(why(offer(6, 2'000_czk, "B")).code == ErrorCode::not_found);
  CHECK(why(offer(6, 2'000_eur)).message.find("another currency") != std::string::npos);
  CHECK(why(offer(0, 1_czk)).message.find("at least one") != std::string::npos);
  CHECK(why(offer(6, 2'000_czk), Date{2026, 10, 6}).message.find("before its day") !=
        std::string::npos);
}
