// What the coming days hold, against what they then bring.
#include "host.hpp"

#include <arrears/engine/forecast.hpp>

using namespace host;

namespace {

using What = ForecastLine::What;

const Date first{2026, 9, 9};
Date day(int number) { return first + Days{number}; }

std::string page(const std::string& gap) {
  return R"(# language: en
plan way "The way"
  currency CZK
  starts in fresh
list team desk
channel email
channel letter costs 25 CZK
message "reminder" reminder
message "demand" demand
state fresh
  after )" +
         gap + R"( days: send email "reminder"
  after 20 days: go to late
  whenever debt = 0 CZK: go to closed
state late
  on entry: send letter "demand"
  on entry: task "call" for desk
  whenever debt = 0 CZK: go to closed
  after 90 days: go to closed
state closed final
)";
}

// Three cases in their first days; the second one has paid a part.
Host started() {
  Host host(compiled(page("7")));
  host.keeps_older = true;
  std::vector<Fact> facts;
  for (const char* id : {"C-1", "C-2", "C-3"}) {
    const std::string person_id = std::string("P-") + id;
    facts.push_back(person(person_id.c_str(), first));
    facts.push_back(opening(
        id, claim((std::string("K-") + id).c_str(), 900_czk, Date{2026, 8, 3}, person_id.c_str()),
        first, "way"));
  }
  host.day(first, facts);
  host.day(day(1), {payment("bank:1", "C-2", 100_czk, day(1))});
  host.days(day(2), day(3));
  return host;
}

Fact complete(Date through) {
  return {{"bank:" + through.text()}, through, PaymentsComplete{{"bank"}, through}};
}

Result<Forecast> forecast_of(Host& host, const Rulebook& rules, const ForecastOptions& options) {
  EngineParts parts;
  parts.store = memory::copy_of(*host.store, {{"main"}, 0});
  parts.rulebook = rules;
  parts.law = host.law;
  parts.zone = prague();
  parts.salt_seed = "test";
  parts.load_rulebook = [](ByteView bytes) { return rulebook_from_archive(bytes, czech()); };
  return forecast(std::move(parts), host.by, options);
}

Forecast until(Host& host, const ForecastOptions& options) {
  Result<Forecast> out = forecast_of(host, host.rules, options);
  REQUIRE_MESSAGE(out.has_value(), (out ? "" : out.error().message));
  return *std::move(out);
}

std::vector<std::string> told(const Forecast& forecast, What what) {
  std::vector<std::string> out;
  for (const ForecastLine& line : forecast.lines) {
    if (line.what == what) {
      out.push_back(line.day.text() + " " + line.case_id.value + " " + line.name);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a copy of a store goes on as the store would") {
  Host host = started();
  const std::string before = host.exported();
  auto copy = memory::copy_of(*host.store, {{"main"}, 0});
  REQUIRE(copy.has_value());
  const std::vector<Fact> later{payment("bank:2", "C-3", 900_czk, day(4))};
  Host other(compiled(page("7")));
  other.store = *std::move(copy);
  other.start();
  other.day(day(4), later);
  other.days(day(5), day(25));
  CHECK(host.exported() == before);
  const std::string forecast = other.exported(EntryHashes::shown);
  CHECK(other.verify().problems == std::vector<std::string>{});
  host.day(day(4), later);
  host.days(day(5), day(25));
  CHECK(host.exported(EntryHashes::shown) == forecast);
}

TEST_CASE("a copy knows the facts that its source knows") {
  Host host = started();
  auto copy = memory::copy_of(*host.store, {{"main"}, 0});
  REQUIRE(copy.has_value());
  const Shard shard{{"main"}, 0};
  const std::vector<Fact> again{payment("bank:1", "C-2", 100_czk, day(1)),
                                payment("bank:9", "C-2", 100_czk, day(1))};
  const auto fresh = (*copy)->append(shard, host.clock.opening(day(4)).instant, {"a"}, again);
  CHECK(fresh.value() == std::vector<bool>{false, true});
  const std::vector<Fact> other{payment("bank:1", "C-2", 200_czk, day(1))};
  CHECK((*copy)->append(shard, host.clock.opening(day(4)).instant, {"a"}, other).error().code ==
        ErrorCode::already_exists);
  CHECK((*copy)->conflicts(shard, other).value() == std::vector<bool>{true});
}

TEST_CASE("a forecast tells what then happens, and touches nothing") {
  Host host = started();
  const std::string before = host.exported();
  ForecastOptions options;
  options.until = day(30);
  options.facts = {payment("bank:2", "C-3", 900_czk, day(9))};
  const Forecast forecast = until(host, options);
  CHECK(host.exported() == before);
  CHECK(forecast.first == day(3));
  CHECK(forecast.refused == std::vector<std::string>{});
  host.days(day(4), day(8));
  host.day(day(9), options.facts);
  host.days(day(10), day(30));
  std::vector<std::string> sent;
  for (const char* wire : {"email", "letter"}) {
    for (const Message& one : host.wires.at(wire)->sent) {
      sent.push_back(one.day.text() + " " + one.cases.at(0).value + " " + one.channel + " \"" +
                     one.template_name + "\"");
    }
  }
  std::vector<std::string> foretold = told(forecast, What::sent);
  std::sort(sent.begin(), sent.end());
  std::sort(foretold.begin(), foretold.end());
  CHECK(sent.size() == 5);
  CHECK(foretold == sent);
  CHECK(told(forecast, What::task) ==
        std::vector<std::string>{"2026-09-29 C-1 call", "2026-09-29 C-2 call"});
  CHECK(told(forecast, What::state) == std::vector<std::string>{"2026-09-18 C-3 closed",
                                                                "2026-09-29 C-1 late",
                                                                "2026-09-29 C-2 late"});
  const std::string text = render(forecast, CalculationFormat::text, false);
  CHECK(text.find("2  sent letter \"demand\"  50.00 CZK\n") != std::string::npos);
}

TEST_CASE("what waits for complete payments happens where somebody says that they are") {
  const std::string waits = R"(# language: en
plan way "The way"
  currency CZK
  starts in fresh
  promise tolerance 2 days
list team desk
state fresh
  on promise_broken: task "promise broken" for desk
  after 60 days: go to closed
state closed final
)";
  Host host(compiled(waits));
  PromiseMade promise;
  promise.case_id = {"C-1"};
  promise.sum = 900_czk;
  promise.by = day(3);
  host.day(first, {person("P-1", first),
                   opening("C-1", claim("K-1", 900_czk, Date{2026, 8, 3}, "P-1"), first, "way"),
                   complete(first)});
  host.day(day(1), {{{"call:1"}, day(1), promise}});
  ForecastOptions options;
  options.until = day(10);
  CHECK(told(until(host, options), What::task) ==
        std::vector<std::string>{"2026-09-15 C-1 promise broken"});
  options.payments_known = false;
  CHECK(told(until(host, options), What::task).empty());
}

TEST_CASE("a forecast refuses days and facts of the past") {
  Host host = started();
  ForecastOptions options;
  options.until = day(2);
  CHECK(forecast_of(host, host.rules, options).error().code == ErrorCode::invalid);
  options.until = day(5);
  options.facts = {payment("bank:2", "C-3", 900_czk, day(1))};
  CHECK(forecast_of(host, host.rules, options).error().message.find("bank:2") != std::string::npos);
  Host fresh(compiled(page("7")));
  options.facts.clear();
  CHECK(forecast_of(fresh, fresh.rules, options).error().code == ErrorCode::refused);
}

TEST_CASE("under other rules: what comes later, what is more, what is less") {
  Host host = started();
  ForecastOptions options;
  options.until = day(30);
  const Forecast before = until(host, options);
  options.migrate = true;
  const Result<Forecast> after = forecast_of(host, compiled(page("10")), options);
  REQUIRE(after.has_value());
  CHECK(after->migrated->done);
  const std::vector<ForecastChange> found = changes(before, *after);
  INFO(render(found, CalculationFormat::text, true));
  REQUIRE(found.size() == 3);
  CHECK(found[0] == ForecastChange{What::sent, {"C-1"}, "email \"reminder\"", {}, day(7), day(10)});
  CHECK(render(found, CalculationFormat::text, false)
            .starts_with("something changes for 3 cases\n  sent email \"reminder\": "));
  CHECK(changes(before, before).empty());
  CHECK(render(changes(before, before), CalculationFormat::text, false) == "nothing changes\n");
}

TEST_CASE("a case that other rules would strand goes on under its own") {
  Host host = started();
  ForecastOptions options;
  options.until = day(30);
  options.migrate = true;
  const std::string other = R"(# language: en
plan way "The way"
  currency CZK
  starts in elsewhere
state elsewhere
  after 5 days: go to closed
state closed final
)";
  const Forecast before = until(host, {.until = day(30)});
  const Result<Forecast> after = forecast_of(host, compiled(other), options);
  REQUIRE_MESSAGE(after.has_value(), (after ? "" : after.error().message));
  CHECK(after->migrated->stranded.size() == 3);
  INFO(render(changes(before, *after), CalculationFormat::text, true));
  CHECK(changes(before, *after).empty());
}
