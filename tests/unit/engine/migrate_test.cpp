// Running cases go on under other rules: at the same places, by the same clocks, all or none.
#include "host.hpp"

#include <algorithm>
#include <random>

using namespace host;

namespace {

const Date first{2026, 9, 1};
Date day(int n) { return first + Days{n}; }

// It starts in the first of the states.
std::string page(const std::string& states) {
  const std::size_t name = states.find("state ") + 6;
  const std::string start = states.substr(name, states.find_first_of(" \n", name) - name);
  return R"(# language: en
plan way "The way"
  currency CZK
  starts in )" +
         start + R"(

message "first" reminder
message "second" reminder
message "third" reminder
channel email
list team office
list reason given_up

)" + states +
         "\nstate closed final\n";
}

const std::string before = R"(
state reminded
  on entry: send email "first"
  after 10 days: send email "second"
  after 30 days: go to called

state called
  on entry: task "call" for office
  after 20 days: go to closed because given_up
)";

const std::string after = R"(
state waiting replaces reminded
  on entry: send email "first"
  after 5 days: task "look at it" for office
  after 14 days: send email "second"
  after 30 days: go to called

state called
  on entry: task "call" for office
  after 20 days: go to closed because given_up
)";

Host started(const std::string& states, const std::vector<const char*>& cases = {"C-1"}) {
  Host host(compiled(page(states)));
  host.keeps_older = true;
  std::vector<Fact> facts;
  for (const char* id : cases) {
    facts.push_back(person((std::string("P-") + id).c_str(), first));
    facts.push_back(opening(id,
                            claim((std::string("K-") + id).c_str(), 900_czk, Date{2026, 8, 3},
                                  (std::string("P-") + id).c_str()),
                            first, "way"));
  }
  host.day(first, facts);
  return host;
}

// A new process with other rules moves what runs.
MigrationReport moved(Host& host, const std::string& states, Date on,
                      const MigrationOptions& options = {}) {
  host.rules = compiled(page(states));
  host.start();
  const Instant now = host.clock.at(on, Span{20 * 3600}).instant;
  const auto report = host.engine->migrate(host.by, {on, now}, options);
  REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().message));
  return *report;
}

std::size_t emails(const Host& host) { return host.wires.at("email")->sent.size(); }
bool has_task(Host& host, const std::string& text) {
  const Case value = host.show("C-1").value;
  return std::any_of(value.tasks.begin(), value.tasks.end(),
                     [&](const Task& one) { return one.text == text; });
}

}  // namespace

TEST_CASE("clocks go on in the state that replaces theirs, and what has run does not run again") {
  Host host = started(before);
  host.days(day(1), day(12));
  REQUIRE(emails(host) == 2);
  const MigrationReport report = moved(host, after, day(12));
  CHECK(report.done);
  CHECK(report.moves == std::vector<MigrationReport::Move>{{"way", "reminded", "waiting", 1}});
  const Case value = host.show("C-1").value;
  CHECK(value.stack.back().state == "waiting");
  CHECK(value.stack.back().entered == first);
  CHECK(value.rulebook == host.rules.hash());
  host.days(day(13), day(29));
  CHECK(emails(host) == 2);
  CHECK(host.show("C-1").value.stack.back().state == "waiting");
  host.day(day(30));
  CHECK(host.show("C-1").value.stack.back().state == "called");
  const auto why = host.engine->explain(host.by, {"C-1"}, day(30));
  REQUIRE(why.has_value());
  const std::string text = why->text("en");
  CHECK(text.find("after 10 days: send email \"second\"") != std::string::npos);  // as it then was
  CHECK(text.find("goes on under the rules " + host.rules.hash().hex().substr(0, 12) +
                  " in waiting") != std::string::npos);
  CHECK(host.verify().problems == std::vector<std::string>{});
  const Case now = host.show("C-1").value;
  host.start();
  CHECK(host.show("C-1").value == now);
}

TEST_CASE("a line that does the same at another time has its new time, unless it has run") {
  Host host = started(before);
  host.days(day(1), day(8));
  moved(host, after, day(8));
  host.days(day(9), day(13));
  CHECK(emails(host) == 1);
  host.day(day(14));
  CHECK(emails(host) == 2);
}

TEST_CASE("a new line that would have been due before is passed over, or run if asked") {
  for (const LateLines late : {LateLines::skip, LateLines::run}) {
    CAPTURE(static_cast<int>(late));
    Host host = started(before);
    host.days(day(1), day(7));
    const MigrationReport report = moved(host, after, day(7), {late, false, {}});
    const bool skips = late == LateLines::skip;
    CHECK(report.skipped.size() == (skips ? 1 : 0));
    if (skips) CHECK(report.skipped.front().text == "waiting: after 5 days");
    host.days(day(8), day(9));
    CHECK(has_task(host, "look at it") == !skips);
  }
  Host host = started(before);
  host.days(day(1), day(4));
  CHECK(moved(host, after, day(4)).skipped.empty());
  host.day(day(5));
  CHECK(has_task(host, "look at it"));
}

TEST_CASE("what was done on entry is not done again by a line by time") {
  Host host = started(before);
  host.days(day(1), day(2));
  moved(host, "state reminded\n  after 4 days: send email \"first\"\n  after 30 days: go to closed",
        day(2));
  host.days(day(3), day(8));
  CHECK(emails(host) == 1);
}

TEST_CASE("while one case is stranded none is moved, and the report says which and why") {
  Host host = started(before, {"C-1", "C-2"});
  host.days(day(1), day(2));
  host.day(day(3), {});
  const std::string were = host.exported();
  const std::string lacking = "state first\n  after 30 days: go to closed";
  MigrationReport report = moved(host, "state other\n  after 30 days: go to closed\n\n" + lacking,
                                 day(3), {LateLines::skip, true, {}});
  REQUIRE(report.stranded.size() == 2);
  CHECK(report.stranded[0].case_id == CaseId{"C-1"});
  CHECK(report.stranded[0].why.find("no state reminded") != std::string::npos);
  CHECK_FALSE(report.done);
  report = moved(host, "state reminded final\n\nstate a\n  after 1 day: go to closed", day(3));
  REQUIRE(report.stranded.size() == 2);
  CHECK(report.stranded[0].why.find("is final in the new rules") != std::string::npos);
  CHECK(host.exported() == were);
  // One by itself, then the other: the first is not asked again.
  report = moved(host, after, day(3), {LateLines::skip, false, {{"C-2"}}});
  CHECK(report.done);
  CHECK(host.show("C-1").value.stack.back().state == "reminded");
  CHECK(host.show("C-2").value.stack.back().state == "waiting");
  report = moved(host, after, day(3));
  CHECK(report.already == 1);
  CHECK(host.show("C-1").value.stack.back().state == "waiting");
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a dry run says the same and stores nothing") {
  Host host = started(before);
  host.days(day(1), day(7));
  const std::string were = host.exported();
  MigrationReport dry = moved(host, after, day(7), {LateLines::skip, true, {}});
  CHECK_FALSE(dry.done);
  CHECK(host.exported() == were);
  MigrationReport real = moved(host, after, day(7));
  CHECK(real.done);
  dry.done = true;
  CHECK(dry == real);
}

TEST_CASE("only on the open day, and only cases that are there and open") {
  Host host = started(before);
  host.rules = compiled(page(after));
  host.start();
  const auto code = [&](Date on, const MigrationOptions& options) {
    const Instant now = host.clock.at(first, Span{20 * 3600}).instant;
    const auto report = host.engine->migrate(host.by, {on, now}, options);
    return report ? std::optional<ErrorCode>() : report.error().code;
  };
  CHECK(code(day(1), {}) == ErrorCode::refused);
  CHECK(code(first, {LateLines::skip, false, {{"C-9"}}}) == ErrorCode::not_found);
  host.days(day(1), day(52));  // under the old rules, to the end
  REQUIRE(host.show("C-1").value.closed);
  const Instant now = host.clock.at(day(52), Span{20 * 3600}).instant;
  const auto closed =
      host.engine->migrate(host.by, {day(52), now}, {LateLines::skip, false, {{"C-1"}}});
  CHECK(closed.error().code == ErrorCode::refused);
  const auto all = host.engine->migrate(host.by, {day(52), now}, {});
  REQUIRE(all.has_value());
  CHECK(all->moves.empty());
}

TEST_CASE("what waits goes with its step, or is dropped with it") {
  const std::string asking =
      "state reminded\n  on entry: confirm for office send email \"third\"\n"
      "  after 1 day: in 9 days send email \"second\"\n  after 90 days: go to closed\n";
  for (const bool kept : {true, false}) {
    CAPTURE(kept);
    Host host = started(asking);
    host.days(day(1), day(3));
    const MigrationReport report =
        moved(host,
              kept ? "state early\n  after 40 days: go to closed\n\n" + asking
                   : "state reminded\n  after 90 days: go to closed",
              day(3));
    CHECK(report.dropped.size() == (kept ? 0 : 2));
    StepConfirmed yes{{"C-1"}, {}, true, "Jana Nová", {}};
    const RunDay ran = host.day(day(4), {{{"yes"}, day(4), yes}});
    CHECK(ran.day.refused.size() == (kept ? 0 : 1));
    host.days(day(5), day(11));
    CHECK(emails(host) == (kept ? 2 : 0));
    CHECK(host.verify().problems == std::vector<std::string>{});
  }
}

TEST_CASE("a case that a defect of the rules has set aside goes on under rules without it") {
  Host host = started(
      "state reminded\n  on entry if debt > 1 CZK: go to called\n  after 9 days: go to closed\n\n"
      "state called\n  on entry if debt > 1 CZK: go to reminded\n  after 9 days: go to closed");
  REQUIRE_FALSE(host.show("C-1").value.set_aside.empty());
  host.day(day(1));
  const MigrationReport report = moved(host, before, day(1));
  CHECK(report.done);
  CHECK(host.show("C-1").value.set_aside.empty());
  host.days(day(2), day(31));
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a field of another kind, and an entry that its list has lost, strand a case") {
  const auto with = [](const std::string& field) {
    return field + "\n\nstate reminded\n  after 30 days: go to closed";
  };
  Host host(compiled(page(with("list size small, big\nfield size size of case may be missing"))));
  host.keeps_older = true;
  Fact opened = opening("C-1", claim("K-1", 900_czk, Date{2026, 8, 3}, "P-1"), first, "way");
  std::get<CaseOpened>(opened.what).fields["size"] = Name{"big"};
  host.day(first, {person("P-1", first), opened});
  for (const char* field : {"list size small, huge\nfield size size of case may be missing",
                            "field size number of case may be missing"}) {
    const MigrationReport report = moved(host, with(field), first);
    REQUIRE(report.stranded.size() == 1);
    CHECK(report.stranded[0].why.find("the field size") != std::string::npos);
  }
  CHECK(
      moved(host, with("list size big, small, huge\nfield size size of case may be missing"), first)
          .done);
}

// The rules of companies, and the same with states that nobody enters before their own, and lines
// that never run after those of each state: they mean the same, and all places are others.
struct SameMeaning {
  std::string text, shifted;
};

SameMeaning same_meaning() {
  const std::string path =
      std::string(ARREARS_SOURCE_DIR) + "/rules/plans/en/company_invoices.plan";
  SameMeaning out;
  out.text = out.shifted = SourceSet::from_paths({path}).sources().front().text;
  std::string& shifted = out.shifted;
  for (std::size_t at = 0; (at = shifted.find("\nstate ", at)) != std::string::npos;) {
    const std::size_t end = shifted.find('\n', at + 1);
    if (shifted.compare(end - 5, 5, "final") != 0) {
      shifted.insert(end, "\n  after 3000 days: write off the rest");
    }
    at = end;
  }
  shifted.insert(shifted.find("\nstate "),
                 "\nstate nowhere\n  after 3000 days: write off the rest\n");
  return out;
}

TEST_CASE("a history that is moved in its middle goes on as one that is not") {
  const auto [text, shifted] = same_meaning();
  const auto rules_of = [](const std::string& source) {
    const CompileOutcome outcome = compile(SourceSet::from_sources({{"p.plan", source}}), czech());
    REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
    return *outcome.rulebook;
  };
  std::mt19937_64 random(7);
  for (int round = 0; round < 12; ++round) {
    CAPTURE(round);
    const int move_on = 1 + static_cast<int>(random() % 40);
    const int paid_on = static_cast<int>(random() % 60),
              promised_on = static_cast<int>(random() % 60);
    Host plain(rules_of(text)), other(rules_of(text));
    plain.keeps_older = other.keeps_older = true;
    for (int n = 0; n <= 60; ++n) {
      std::vector<Fact> facts;
      if (n == 0) {
        facts = {person("P", first),
                 opening("C", claim("K", 12'000_czk, Date{2026, 8, 3}, "P"), first)};
      }
      if (n == paid_on) facts.push_back(payment("bank:1", "C", 2'000_czk, day(n)));
      if (n == promised_on && n > 0) {
        PromiseMade promise;
        promise.case_id = {"C"};
        promise.sum = 1'000_czk;
        promise.by = day(n + 5);
        facts.push_back({{"call:1"}, day(n), promise});
      }
      PaymentsComplete complete{{"bank"}, day(n - 1)};
      if (n > 0) facts.push_back({{"through:" + std::to_string(n)}, day(n - 1), complete});
      plain.day(day(n), facts);
      other.day(day(n), facts);
      if (n != move_on || other.show("C").value.closed) continue;
      other.rules = rules_of(shifted);
      other.start();
      const Instant now = other.clock.at(day(n), Span{20 * 3600}).instant;
      const auto report = other.engine->migrate(other.by, {day(n), now});
      REQUIRE(report.has_value());
      REQUIRE_MESSAGE(report->stranded.empty(), report->text());
      CHECK(report->dropped.empty());
    }
    const Case a = plain.show("C").value, b = other.show("C").value;
    CHECK(a.stood == b.stood);
    CHECK(a.because == b.because);
    CHECK(a.tasks == b.tasks);
    CHECK(a.holds == b.holds);
    CHECK(a.noticed.size() == b.noticed.size());
    REQUIRE(a.contacts.size() == b.contacts.size());
    for (std::size_t i = 0; i < a.contacts.size(); ++i) {
      CHECK(a.contacts[i].message == b.contacts[i].message);
      CHECK(a.contacts[i].status == b.contacts[i].status);
      CHECK(a.contacts[i].sent_on == b.contacts[i].sent_on);
    }
    CHECK(other.verify().problems == std::vector<std::string>{});
  }
}
