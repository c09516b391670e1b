// A final state does what its `on entry` says, however long that takes.
#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9};  // a Wednesday

Rulebook rules(const std::string& final_entry, const std::string& settings = "") {
  return compiled("plan p\n  currency CZK\n  starts in first\n" + settings +
                  "channel email\nchannel letter\n"
                  "message \"goodbye\" demand\nmessage \"claim\" demand\n"
                  "list team boss\nlist recipient lawyer\n"
                  "state first\n  after 1 day: go to last\n"
                  "state last final\n  on entry\n" +
                  final_entry);
}

Host opened(Rulebook book) {
  Host host(std::move(book));
  host.day(ninth, {person("P-1", ninth),
                   opening("C-1", claim("K-1", 12'000_czk, Date{2026, 9, 1}, "P-1"), ninth, "p")});
  host.day(ninth + Days{1});
  REQUIRE(host.show("C-1").value.closed);
  return host;
}

Fact complete(Date through) {
  return {{"bank:" + through.text()}, through, PaymentsComplete{{"bank"}, through}};
}

}  // namespace

// The engine put closed cases to sleep, so what waited in them never came.
TEST_CASE("a hand-over that waits for payments happens in a closed case") {
  Host host = opened(
      rules("    hand over to lawyer \"the file\"\n", "  needs payments through today - 2 days\n"));
  CHECK(host.show("C-1").value.handed_to.empty());
  host.day(Date{2026, 9, 11});
  CHECK(host.show("C-1").value.handed_to.empty());
  host.day(Date{2026, 9, 12}, {complete(Date{2026, 9, 11})});
  CHECK(host.show("C-1").value.handed_to == "lawyer");
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a step for later happens in a closed case, and then the case rests") {
  Host host = opened(rules("    in 3 days task \"Look back\" for boss\n"));
  host.day(Date{2026, 9, 11});
  CHECK(host.show("C-1").value.tasks.empty());
  host.days(Date{2026, 9, 12}, Date{2026, 9, 13});
  CHECK(host.show("C-1").value.tasks.size() == 1);
  CHECK_FALSE(host.show("C-1").next_look);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a message of a final state waits for its window and is sent") {
  Host host(rules("    send email \"goodbye\"\n    send letter \"claim\"\n",
                  "  contact on business days from 8:00 to 18:00\n"));
  const Date friday{2026, 9, 11};
  host.day(friday,
           {person("P-1", friday),
            opening("C-1", claim("K-1", 12'000_czk, Date{2026, 9, 1}, "P-1"), friday, "p")});
  host.day(Date{2026, 9, 12});
  REQUIRE(host.show("C-1").value.closed);
  host.day(Date{2026, 9, 13});
  CHECK(host.wires["email"]->sent.empty());
  host.day(Date{2026, 9, 14});
  // Two messages of one line are both meant; the stronger does not swallow the other.
  CHECK(host.wires["email"]->sent.size() == 1);
  CHECK(host.wires["letter"]->sent.size() == 1);
  host.day(Date{2026, 9, 15});
  CHECK(host.wires["email"]->sent.size() == 1);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a case whose field has neither value nor default is refused") {
  Host host(
      compiled("plan p\n  currency CZK\n  starts in first\n"
               "field stage number\n"
               "state first\n  after 1 day if stage > 1: go to last\n"
               "  after 9 days: go to last\nstate last final\n"));
  Fact bare = opening("C-1", claim("K-1", 12'000_czk, Date{2026, 9, 1}, "P-1"), ninth, "p");
  const RunDay ran = host.day(ninth, {person("P-1", ninth), bare});
  REQUIRE(ran.day.refused.size() == 1);
  const auto reasons = host.engine->check(host.by, {&bare, 1});
  REQUIRE(reasons.has_value());
  CHECK(reasons->front().find("stage") != std::string::npos);
  bare.key = {"erp:again"};
  std::get<CaseOpened>(bare.what).fields["stage"] = Decimal{2};
  host.day(ninth + Days{1}, {bare});
  CHECK(host.show("C-1").value.stack.back().state == "first");
}
