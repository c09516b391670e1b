// Steps that wait for consent, in an engine: asked, shown, answered, explained, replayed.
#include "host.hpp"

using namespace host;

namespace {

const Date opened{2026, 9, 9}, third{2026, 9, 12}, fourth{2026, 9, 13};

Rulebook consent() {
  return compiled(R"(# language: en
plan asking "What people decide"
  currency CZK
  starts in talking

list team management, office
list recipient lawyer

state talking
  after 3 days: confirm for management hand over to lawyer "the whole file"
  after 300 days: go to closed

state closed final
)");
}

Fact fact(const char* key, Date day, FactBody body) { return {{key}, day, std::move(body)}; }

StepConfirmed yes(const OrderKey& step = {}) {
  return {{"A"}, step, true, "Jana Nová", "the debtor is silent"};
}

Host waiting() {
  Host out(consent());
  out.day(opened,
          {person("P-1", opened),
           opening("A", claim("A", 12'000_czk, Date{2026, 9, 1}, "P-1"), opened, "asking")});
  out.days(opened + Days{1}, third);
  return out;
}

}  // namespace

TEST_CASE("a step that waits is shown with its key and taken on consent") {
  Host host = waiting();
  const CaseReport report = host.show("A");
  REQUIRE(report.value.asked.size() == 1);
  const OrderKey key = report.value.asked[0].key;
  CHECK(report.text("en").find("hand over to lawyer the whole file  management  since 12 Sep") !=
        std::string::npos);
  CHECK(report.text("en").find(key.value) != std::string::npos);
  const auto why_not = host.engine->explain_not(host.by, {"A"}, "hand over", third);
  REQUIRE(why_not.has_value());
  CHECK(why_not->headline.find("waits for management to confirm it") != std::string::npos);

  host.day(fourth, {fact("c", fourth, yes(key))});
  CHECK(host.show("A").value.handed_to == "lawyer");
  const auto why = host.engine->explain(host.by, {"A"}, fourth);
  REQUIRE(why.has_value());
  CHECK(why->text("en").find("asks for consent: hand over to lawyer the whole file (management)") !=
        std::string::npos);
  CHECK(host.verify().problems == std::vector<std::string>{});
  const Case before = host.show("A").value;
  host.start();
  CHECK(host.show("A").value == before);
  CHECK(host.show("A").value.asked[0].status == AskedStep::Status::taken);
}

TEST_CASE("an answer to nothing, or without a name, is refused") {
  Host host = waiting();
  StepConfirmed nameless = yes();
  nameless.by.clear();
  const auto taken = run_virtual_day(*host.engine, host.by, host.clock, fourth,
                                     std::vector<Fact>{fact("a", fourth, nameless)});
  REQUIRE_FALSE(taken.has_value());
  CHECK(taken.error().message.find("who confirms is missing") != std::string::npos);
  const RunDay ran = host.day(fourth, {fact("b", fourth, yes({"nothing"}))});
  CHECK(ran.day.refused.size() == 1);
  CHECK(host.show("A").value.handed_to.empty());
  CHECK(host.show("A").value.asked[0].status == AskedStep::Status::waiting);
  host.day(fourth + Days{1}, {fact("c", fourth + Days{1}, yes())});
  CHECK(host.show("A").value.handed_to == "lawyer");
}

TEST_CASE("a step of a final state waits for consent in the closed case") {
  Host host(compiled(R"(# language: en
plan asking "The end"
  currency CZK
  starts in talking

list recipient lawyer

state talking
  after 3 days: go to closed

state closed final
  on entry: confirm hand over to lawyer "what is left"
)"));
  host.day(opened,
           {person("P-1", opened),
            opening("A", claim("A", 12'000_czk, Date{2026, 9, 1}, "P-1"), opened, "asking")});
  host.days(opened + Days{1}, third);
  REQUIRE(host.show("A").value.closed);
  REQUIRE(host.show("A").value.asked.size() == 1);
  CHECK(host.show("A").value.asked[0].status == AskedStep::Status::waiting);
  host.day(fourth, {fact("c", fourth, yes())});
  CHECK(host.show("A").value.handed_to == "lawyer");
  CHECK(host.verify().problems == std::vector<std::string>{});
}
