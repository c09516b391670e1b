// What an event of the host said, in conditions.
#include "host.hpp"

#include <algorithm>

using namespace host;

namespace {

const Date first{2026, 9, 9};
Date day(int n) { return first + Days{n}; }

const std::string visiting = R"(# language: en
plan visits "What the visitor found"
  currency CZK
  starts in visiting
list team office
list reason paid, gone
list result met, moved, nobody

event visit with result result, offered money

state visiting
  on visit if visit.result = met and visit.offered >= 500 CZK: task "Agree instalments" for office
  on visit if visit.result = moved: go to closed because gone
  on visit: task "Visit again" for office
  whenever visit.result is known and visit.result = nobody: task "Look at the register" for office
  after 90 days: go to closed

state closed final
)";

Host started() {
  Host host(compiled(visiting));
  host.day(first,
           {person("P-1", first),
            opening("C-1", claim("K-1", 12'000_czk, Date{2026, 9, 1}, "P-1"), first, "visits")});
  return host;
}

Fact visit(const char* key, Date on, const char* result, std::optional<Money> offered) {
  HostFact out;
  out.event = "visit";
  out.case_id = {"C-1"};
  out.values["result"] = Name{result};
  if (offered) out.values["offered"] = *offered;
  return {{key}, on, out};
}

std::size_t tasks(Host& host, const std::string& text) {
  const Case value = host.show("C-1").value;
  return static_cast<std::size_t>(std::count_if(value.tasks.begin(), value.tasks.end(),
                                                [&](const Task& one) { return one.text == text; }));
}

}  // namespace

TEST_CASE("a line looks at what the event said, and reasons keep it") {
  Host host = started();
  host.day(first, {visit("v1", first, "met", 400_czk)});
  CHECK(tasks(host, "Visit again") == 1);
  host.day(day(1), {visit("v2", day(1), "met", 500_czk)});
  CHECK(tasks(host, "Agree instalments") == 1);
  CHECK(tasks(host, "Visit again") == 1);
  const auto why = host.engine->explain(host.by, {"C-1"}, day(1));
  REQUIRE(why.has_value());
  const std::vector<Reading>& read = why->lines.back().readings;
  CHECK(std::count(read.begin(), read.end(), Reading{"visit.result", "met"}) == 1);
  CHECK(std::count(read.begin(), read.end(), Reading{"visit.offered", "500.00 CZK"}) == 1);
  host.day(day(2), {visit("v3", day(2), "moved", 0_czk)});
  CHECK(host.show("C-1").value.because == "gone");
  CHECK(host.verify().problems == std::vector<std::string>{});
}

// The fact is known today and takes effect later: the case is looked at on that day.
TEST_CASE("the latest event counts, by its date, and one that is to come counts when it comes") {
  Host host = started();
  host.day(first, {visit("late", day(5), "nobody", 0_czk)});
  for (int n = 1; n <= 4; ++n) {
    host.day(day(n));
    CHECK(tasks(host, "Look at the register") == 0);
  }
  host.day(day(5));
  CHECK(tasks(host, "Look at the register") == 1);
  // Stated afterwards, of an earlier day: the latest is still the other one.
  host.day(day(6), {visit("early", day(2), "met", 0_czk)});
  host.day(day(7), {visit("again", day(7), "met", 0_czk)});
  host.day(day(8), {visit("third", day(8), "nobody", 0_czk)});
  CHECK(tasks(host, "Look at the register") == 2);
}

TEST_CASE("an event says all of its parts and no others, each of its kind") {
  const auto refused = [](const std::function<void(FieldValues&)>& change) {
    Host host = started();
    Fact fact = visit("v", first, "met", 0_czk);
    change(std::get<HostFact>(fact.what).values);
    const RunDay ran = host.day(first, {fact});
    return ran.day.refused.empty() ? std::string() : ran.day.refused.front();
  };
  const auto has = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  CHECK(refused([](FieldValues&) {}) == "");
  CHECK(has(refused([](FieldValues& v) { v.erase("offered"); }), "lacks its part offered"));
  CHECK(has(refused([](FieldValues& v) { v["result"] = Name{"mte"}; }), "the part result"));
  CHECK(has(refused([](FieldValues& v) { v["offered"] = Days{3}; }), "the part offered"));
  CHECK(has(refused([](FieldValues& v) { v["mood"] = true; }), "has no part mood"));
}

TEST_CASE("conditions over what an event said are checked like others") {
  const auto code = [](const std::string& line) {
    const std::string page = R"(# language: en
plan visits "V"
  currency CZK
  starts in visiting
list result met, moved
list reason gone
event visit with result result
state visiting
  )" + line + R"(
  after 90 days: go to closed
state closed final
)";
    const CompileOutcome outcome = compile(SourceSet::from_sources({{"t.plan", page}}), {});
    return outcome.diagnostics.empty() ? std::string() : outcome.diagnostics.front().code;
  };
  CHECK(code("on visit: go to closed if visit.result = met") == "");
  CHECK(code("on visit if visit.result = met: go to closed") == "P0337");
  CHECK(code("on visit if visit.result = met or visit.result = moved: go to closed") == "");
  CHECK(code("on visit if visit.result = 3 days: go to closed") == "P0301");
  CHECK(code("on visit if visit.reslut = met: go to closed") == "P0207");
  CHECK(code("whenever visit.result = met: go to closed") == "P0305");
  CHECK(code("whenever visit.result is known and visit.result = met: go to closed") == "");
}
