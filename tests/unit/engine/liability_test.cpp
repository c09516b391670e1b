// Several persons answer for the claims of a case: what the engine makes of them.
#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9};

Fact answers(const char* key, const char* claim_id, const char* person_id, Date on,
             Liability::Role role = Liability::Role::co_debtor) {
  LiabilityStated stated;
  stated.liability.claim = {claim_id};
  stated.liability.person = {person_id};
  stated.liability.role = role;
  return {{key}, on, stated};
}

// No interest from this person, over all cases.
Fact interest_hold(const char* key, const char* person_id, Date on) {
  HoldStated stated;
  stated.person = {person_id};
  stated.kinds = static_cast<std::uint8_t>(HoldKinds::interest);
  return {{key}, on, stated};
}

Host opened() {
  Host host(sample());
  host.day(ninth, {person("P-77", ninth),
                   opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth)});
  return host;
}

Money debt_on(Host& host, Date on) {
  const auto reckoned = host.engine->reckon(host.by, {"FV-1"}, {on, std::nullopt});
  REQUIRE(reckoned.has_value());
  return reckoned->balance.debt;
}

}  // namespace

TEST_CASE("what happens to a further debtor is seen by the case on the same day") {
  Host host = opened();
  const Date tenth{2026, 9, 10}, eleventh{2026, 9, 11}, later{2026, 10, 1};
  host.day(tenth, {answers("l:1", "FV-1/1", "P-78", tenth), person("P-78", tenth)});
  CHECK(host.show("FV-1").persons.size() == 2);
  host.day(eleventh, {interest_hold("h:1", "P-77", eleventh)});
  const Money growing = debt_on(host, later);
  const DayReport report =
      host.day(Date{2026, 9, 12}, {interest_hold("h:2", "P-78", eleventh)}).day;
  CHECK(report.looked_at >= 1);
  CHECK(debt_on(host, later) < growing);
  CHECK(debt_on(host, later) == debt_on(host, tenth));
  const CaseReport shown = host.show("FV-1");
  REQUIRE(shown.persons.size() == 2);
  CHECK(shown.persons[0].person.value == "P-77");
  CHECK(shown.persons[0].debt == shown.balance.debt);
  CHECK(shown.text("cs").find("dluží      P-78, spoludlužník") != std::string::npos);
  CHECK(shown.json().find(R"("persons":[{"person":"P-77")") != std::string::npos);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a further debtor's hold is known from before the liability was") {
  Host host = opened();
  const Date tenth{2026, 9, 10};
  host.day(tenth, {interest_hold("h:1", "P-77", tenth), interest_hold("h:2", "P-78", tenth)});
  const Money stopped = debt_on(host, Date{2026, 10, 1});
  host.day(Date{2026, 9, 11}, {answers("l:1", "FV-1/1", "P-78", tenth)});
  CHECK(debt_on(host, Date{2026, 10, 1}) == stopped);
  host.day(Date{2026, 9, 12}, {answers("l:2", "FV-1/1", "P-79", tenth)});
  CHECK(debt_on(host, Date{2026, 10, 1}) > stopped);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("the end of a further debtor, dead or insolvent, is no event of the plan") {
  Host host = opened();
  const Date tenth{2026, 9, 10}, eleventh{2026, 9, 11};
  host.day(tenth, {answers("l:1", "FV-1/1", "P-78", tenth)});
  const std::string state = host.show("FV-1").value.stack.back().state;
  host.day(eleventh, {{{"ir:1"}, eleventh, InsolvencyDeclared{{"P-78"}, "KSPH 1 INS 1/2026"}},
                      {{"ev:1"}, eleventh, DeathReported{{"P-78"}}}});
  const CaseReport shown = host.show("FV-1");
  CHECK(shown.value.stack.back().state == state);
  CHECK(shown.persons[1].insolvent_since == eleventh);
  CHECK(shown.persons[1].dead_since == eleventh);
  CHECK(shown.holds.empty());
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("liabilities that make no sense are refused with the reason") {
  Host host = opened();
  const Moment noon = host.clock.at(ninth, Span{12 * 3600});
  const auto refused = [&](Liability liability) {
    liability.claim = {"FV-1/1"};
    liability.person = {"P-78"};
    const std::vector<Fact> facts{{{"l:1"}, ninth, LiabilityStated{liability}}};
    const auto submitted = host.engine->submit(host.by, noon, facts);
    return submitted ? std::string{} : submitted.error().message;
  };
  Liability share;
  share.extent = Liability::Extent::share;
  share.share = {3, 2};
  CHECK(refused(share).find("the share is 3/2") != std::string::npos);
  Liability limit;
  limit.extent = Liability::Extent::limit;
  CHECK(refused(limit).find("the limit") != std::string::npos);
  const Fact birth_number = answers("l:0", "FV-1/1", "736028/5163", ninth);
  const auto disguised = host.engine->submit(host.by, noon, std::vector<Fact>{birth_number});
  REQUIRE_FALSE(disguised.has_value());
  CHECK(disguised.error().message.find("looks like a birth number") != std::string::npos);
  Liability turned;
  turned.from = ninth;
  turned.until = Date{2026, 9, 8};
  CHECK(refused(turned).find("before the beginning") != std::string::npos);

  const Date tenth{2026, 9, 10};
  Fact euros = answers("l:2", "FV-1/1", "P-78", tenth);
  auto& liability = std::get<LiabilityStated>(euros.what).liability;
  liability.extent = Liability::Extent::limit;
  liability.limit = Money{100, Currency{"EUR"}};
  const DayReport report = host.day(tenth, {euros, answers("l:3", "none", "P-78", tenth)}).day;
  REQUIRE(report.refused.size() == 2);
  CHECK(report.refused[0].find("another currency") != std::string::npos);
  CHECK(report.refused[1].find("no open case holds the claim none") != std::string::npos);
}
