// Tasks that say how they can end.
#include "host.hpp"

using namespace host;

namespace {

const Date first{2026, 9, 9};

Host calling() {
  Host host(compiled(R"(# language: en
plan calls "What a call came to"
  currency CZK
  starts in calling

list team callers
list call_result reached, busy

state calling
  on entry: task "Call" for callers with call_result, task "Look" for callers
  on done "Call" with busy: task "Call" for callers with call_result
  on done "Call": go to closed
  after 90 days: go to closed

state closed final
)"));
  host.day(first,
           {person("P-1", first),
            opening("C-1", claim("K-1", 12'000_czk, Date{2026, 9, 1}, "P-1"), first, "calls")});
  return host;
}

RunDay done(Host& host, const char* key, const char* task, const char* outcome) {
  return host.day(first, {{{key}, first, TaskDone{{"C-1"}, task, outcome, {}}}});
}

}  // namespace

TEST_CASE("an outcome that the list does not have is refused, and the task stays open") {
  Host host = calling();
  for (const char* outcome : {"", "buzy"}) {
    const RunDay ran = done(host, (std::string("k") + outcome).c_str(), "Call", outcome);
    REQUIRE(ran.day.refused.size() == 1);
    CHECK(ran.day.refused.front().find("ends with one of reached, busy") != std::string::npos);
  }
  CHECK_FALSE(host.show("C-1").value.tasks.front().done_on.has_value());
  CHECK(host.show("C-1").text("en").find("Call  callers  (reached, busy)") != std::string::npos);
  CHECK(done(host, "look", "Look", "whatever").day.refused.empty());  // it has no list
}

TEST_CASE("a line answers its outcome, one without `with` the others, in the order written") {
  Host host = calling();
  done(host, "a", "Call", "busy");
  Case value = host.show("C-1").value;
  CHECK_FALSE(value.closed);
  REQUIRE(value.tasks.size() == 3);
  CHECK(value.tasks[0].outcome == "busy");
  CHECK(value.tasks[2].outcomes == std::vector<std::string>{"reached", "busy"});
  done(host, "b", "Call", "reached");
  CHECK(host.show("C-1").value.closed);
  CHECK(host.verify().problems == std::vector<std::string>{});
}
