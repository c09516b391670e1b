#include <doctest/doctest.h>
#include <arrears/gate/gate.hpp>

#include <deque>
#include <random>

#include <rulebook/data.hpp>

using namespace arrears;

namespace {

Instant at(std::string_view iso) { return Instant::parse(iso).value(); }

Zone prague() {
  return Zone("Europe/Prague", {{at("2025-10-26T01:00:00Z"), 3600},
                                {at("2026-03-29T01:00:00Z"), 7200},
                                {at("2026-10-25T01:00:00Z"), 3600}});
}

// Monday 28 September 2026 is a holiday.
Calendar czech() { return Calendar{{Date{2026, 9, 28}}}; }

Plan plan(std::string name) {
  Plan out;
  out.name = std::move(name);
  return out;
}

Plan office_hours(std::string name) {
  Plan out = plan(std::move(name));
  out.window = ContactWindow{true, {8 * 60}, {18 * 60}};
  return out;
}

Rulebook rulebook(std::vector<Plan> plans) {
  auto data = std::make_shared<RulebookData>();
  data->plans = std::move(plans);
  return Rulebook(std::move(data));
}

// Orders of one person, each in a case of its own.
struct Waiting {
  std::deque<Contact> contacts;
  std::deque<Case> cases;
  std::vector<Candidate> candidates;

  Waiting& add(std::string key, MessageKind kind, std::string plan_name, Date ordered,
               int phase = 0) {
    Contact contact;
    contact.key = {key};
    contact.kind = kind;
    contact.channel = "letter";
    contact.message = "m-" + key;
    contact.ordered_on = ordered;
    contacts.push_back(contact);
    Case value;
    value.id = {"case-" + key};
    value.creditor = {"own"};
    cases.push_back(value);
    candidates.push_back(
        {&contacts.back(), &cases.back(), std::move(plan_name), static_cast<std::uint8_t>(phase)});
    return *this;
  }
};

GateContext context(std::string_view iso, const Person* person = nullptr) {
  GateContext out;
  out.zone = prague();
  out.now = out.zone.moment(at(iso));
  out.calendar = czech();
  out.person = person;
  return out;
}

Sending sending(Date on, Sending::Status status = Sending::Status::sent) {
  Sending out;
  out.on = on;
  out.status = status;
  return out;
}

RecordedFact call(Date on, bool inbound) {
  RecordedFact out;
  out.fact.effective = on;
  out.fact.what = CallHeld{.inbound = inbound};
  return out;
}

std::string spell(const std::vector<Admission>& answers) {
  std::string out;
  for (const Admission& answer : answers) {
    if (!out.empty()) out += '\n';
    out += answer.answer == Admission::Answer::send    ? "send"
           : answer.answer == Admission::Answer::defer ? "defer"
                                                       : "into " + std::to_string(answer.into);
    if (answer.not_before) out += " " + answer.not_before->text();
    if (!answer.why.empty()) out += ": " + answer.why;
  }
  return out;
}

}  // namespace

TEST_CASE("windows: what waits names the plan and the opening") {
  const Rulebook rules = rulebook({office_hours("firemní_faktury"), plan("open")});
  struct Row {
    const char *now, *plan, *answer;
  };
  const Row rows[] = {
      {"2026-10-05T06:00:00Z", "firemní_faktury", "send"},  // Monday 8:00, included
      {"2026-10-05T15:59:59Z", "firemní_faktury", "send"},  // 17:59:59
      {"2026-10-05T05:59:59Z", "firemní_faktury",
       "defer 2026-10-05T06:00:00Z: contact window of firemní_faktury, opens 2026-10-05 8:00"},
      {"2026-10-05T16:00:00Z", "firemní_faktury",  // 18:00, excluded
       "defer 2026-10-06T06:00:00Z: contact window of firemní_faktury, opens 2026-10-06 8:00"},
      {"2026-10-03T10:00:00Z", "firemní_faktury",  // Saturday
       "defer 2026-10-05T06:00:00Z: contact window of firemní_faktury, opens 2026-10-05 8:00"},
      {"2026-09-26T10:00:00Z", "firemní_faktury",  // Saturday before the holiday
       "defer 2026-09-29T06:00:00Z: contact window of firemní_faktury, opens 2026-09-29 8:00"},
      {"2026-10-23T17:00:00Z", "firemní_faktury",  // summer time ends on the way
       "defer 2026-10-26T07:00:00Z: contact window of firemní_faktury, opens 2026-10-26 8:00"},
      {"2026-10-03T03:00:00Z", "open", "send"},
  };
  for (const Row& row : rows) {
    Waiting waiting;
    waiting.add("a", MessageKind::demand, row.plan, Date{2026, 10, 1});
    CAPTURE(row.now);
    CHECK(spell(admit(rules, waiting.candidates, context(row.now))) == row.answer);
  }
}

TEST_CASE("next_opening agrees with looking at every minute") {
  const Zone zone = prague();
  std::vector<Plan> plans = {office_hours("office"), plan("every"), plan("night")};
  plans[1].window = ContactWindow{false, {0}, {24 * 60}};
  plans[2].window = ContactWindow{false, {90}, {210}};  // 1:30 to 3:30, over the change of clocks
  const Rulebook rules = rulebook(plans);
  for (const Plan& each : plans) {
    const auto open = [&](Instant instant) {
      const Date day = zone.day_of(instant);
      if (each.window->business_days && !czech().is_business_day(day)) return false;
      const std::int64_t wall = instant.seconds + zone.offset_at(instant);
      const std::int64_t minutes = wall / 60 - std::int64_t{day.number()} * 1440;
      return minutes >= each.window->from.minutes && minutes < each.window->to.minutes;
    };
    for (const char* begin : {"2026-09-25T00:00:00Z", "2026-03-28T12:00:00Z"}) {
      for (Instant from = at(begin); from < at(begin) + Span{5 * 86'400};
           from = from + Span{3'540}) {
        Instant expected = from;
        while (!open(expected)) expected = expected + Span{60 - expected.seconds % 60};
        const auto found = next_opening(rules, each.name, from, zone, czech());
        if (found != expected) FAIL(each.name << " from " << from.text());
      }
    }
  }
  CHECK_FALSE(
      next_opening(rulebook({plan("none")}), "none", at("2026-10-03T03:00:00Z"), zone, czech()));
}

TEST_CASE("openings of a day: each once, in order, none on days off") {
  std::vector<Plan> plans = {office_hours("a"), office_hours("b"), plan("c"), plan("d")};
  plans[2].window = ContactWindow{false, {7 * 60}, {9 * 60}};
  const Rulebook rules = rulebook(plans);
  const auto monday = openings(rules, Date{2026, 10, 5}, prague(), LawPacks{});
  REQUIRE(monday.size() == 2);
  CHECK(monday[0].text() == "2026-10-05T05:00:00Z");
  CHECK(monday[1].text() == "2026-10-05T06:00:00Z");
  CHECK(openings(rules, Date{2026, 10, 4}, prague(), LawPacks{}).size() == 1);
}

TEST_CASE("caps count sendings and calls that we made, the uncertain included") {
  Plan capped = plan("p");
  capped.caps = {{3, {Duration::Unit::days, 7}}};
  const Rulebook rules = rulebook({capped});
  const Date today{2026, 10, 8};
  const auto ask = [&](const Person& person) {
    Waiting waiting;
    waiting.add("a", MessageKind::information, "p", today);
    return spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z", &person)));
  };
  Person person;
  person.sendings = {sending(Date{2026, 10, 2}), sending(Date{2026, 10, 3})};
  CHECK(ask(person) == "send");
  person.facts = {call(Date{2026, 10, 5}, true)};  // the debtor called
  CHECK(ask(person) == "send");
  person.facts.push_back(call(Date{2026, 10, 5}, false));
  // The contact of 2 October counts through the 8th.
  CHECK(ask(person) ==
        "defer 2026-10-08T22:00:00Z: contact at most 3 in 7 days of p, clears 2026-10-09 0:00");
  person.sendings[0].on = Date{2026, 10, 1};
  CHECK(ask(person) == "send");
  person.sendings.push_back(sending(Date{2026, 10, 4}, Sending::Status::rejected));
  person.sendings.push_back(sending(Date{2026, 10, 4}, Sending::Status::waiting));
  CHECK(ask(person) == "send");
  person.sendings.push_back(sending(Date{2026, 10, 4}, Sending::Status::uncertain));
  CHECK(ask(person).starts_with("defer 2026-10-09T22:00:00Z"));
}

TEST_CASE("an attempt that is asked about again does not stand in its own way") {
  Plan capped = plan("p");
  capped.caps = {{1, {Duration::Unit::days, 7}}};
  const Rulebook rules = rulebook({capped});
  Waiting waiting;
  waiting.add("a", MessageKind::demand, "p", Date{2026, 10, 8});
  Person person;
  person.sendings = {sending(Date{2026, 10, 8}, Sending::Status::attempting)};
  person.sendings[0].orders = {{"a"}};
  CHECK(spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z", &person))) ==
        "send");
  person.sendings[0].orders = {{"other"}};
  CHECK(spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z", &person)))
            .starts_with("defer 2026-10-14T22:00:00Z"));
}

TEST_CASE("under a cap the strongest passes, then the earlier, then by key") {
  Plan capped = plan("p");
  capped.caps = {{1, {Duration::Unit::days, 1}}};
  capped.contact_ungrouped = true;
  const Rulebook rules = rulebook({capped});
  const auto winner = [&](Waiting& waiting) {
    const auto answers = admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z"));
    std::string sent;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers[i].answer == Admission::Answer::send) sent += waiting.contacts[i].key.value;
    }
    return sent;
  };
  Waiting kinds, phases, dates, keys;
  kinds.add("a", MessageKind::reminder, "p", Date{2026, 10, 1})
      .add("b", MessageKind::demand_by_law, "p", Date{2026, 10, 2})
      .add("c", MessageKind::demand, "p", Date{2026, 10, 1}, 9);
  CHECK(winner(kinds) == "b");
  phases.add("a", MessageKind::demand, "p", Date{2026, 10, 1}, 2)
      .add("b", MessageKind::demand, "p", Date{2026, 10, 2}, 3);
  CHECK(winner(phases) == "b");
  dates.add("a", MessageKind::demand, "p", Date{2026, 10, 2})
      .add("b", MessageKind::demand, "p", Date{2026, 10, 1});
  CHECK(winner(dates) == "b");
  keys.add("b", MessageKind::demand, "p", Date{2026, 10, 2})
      .add("a", MessageKind::demand, "p", Date{2026, 10, 2});
  CHECK(winner(keys) == "a");
}

TEST_CASE("of several that ask for payment the strongest is sent and lists the others") {
  const Rulebook rules = rulebook({plan("p")});
  Waiting waiting;
  waiting.add("a", MessageKind::reminder, "p", Date{2026, 10, 1})
      .add("b", MessageKind::demand, "p", Date{2026, 10, 1})
      .add("c", MessageKind::demand, "p", Date{2026, 10, 2})
      .add("d", MessageKind::information, "p", Date{2026, 10, 2})
      .add("e", MessageKind::demand, "p", Date{2026, 10, 2});
  waiting.cases[4].creditor = {"another"};
  const std::string listed =
      "into 2: listed in letter \"m-c\", which waits beside it and is stronger";
  CHECK(spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z"))) ==
        listed + "\n" + listed + "\nsend\nsend\nsend");
}

TEST_CASE("what one line of one case orders goes out side by side") {
  const Rulebook rules = rulebook({plan("p")});
  Waiting waiting;
  waiting.add("a", MessageKind::demand, "p", Date{2026, 10, 1})
      .add("b", MessageKind::demand, "p", Date{2026, 10, 1})
      .add("c", MessageKind::reminder, "p", Date{2026, 10, 1});
  waiting.cases[1].id = waiting.cases[0].id;
  waiting.contacts[1].rule.step = 1;
  CHECK(spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z"))) ==
        "send\nsend\ninto 0: listed in letter \"m-a\", which waits beside it and is stronger");
  waiting.contacts[1].ordered_on = Date{2026, 10, 2};  // the same line, at another time
  CHECK(spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z"))).substr(0, 6) ==
        "into 1");
}

TEST_CASE("a plan that contacts each case by itself is not merged") {
  Plan alone = plan("alone");
  alone.contact_ungrouped = true;
  const Rulebook rules = rulebook({plan("p"), alone});
  Waiting waiting;
  waiting.add("a", MessageKind::demand, "alone", Date{2026, 10, 1})
      .add("b", MessageKind::demand, "p", Date{2026, 10, 1})
      .add("c", MessageKind::demand, "alone", Date{2026, 10, 1});
  CHECK(spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z"))) ==
        "send\nsend\nsend");
}

TEST_CASE("what its window keeps back neither leads nor is listed") {
  const Rulebook rules = rulebook({office_hours("office"), plan("p")});
  Waiting waiting;
  waiting.add("a", MessageKind::demand_by_law, "office", Date{2026, 10, 1})
      .add("b", MessageKind::demand, "p", Date{2026, 10, 1});
  const auto answers = admit(rules, waiting.candidates, context("2026-10-04T10:00:00Z"));
  CHECK(answers[0].answer == Admission::Answer::defer);
  CHECK(answers[1].answer == Admission::Answer::send);
}

TEST_CASE("holds on contact, of the case and of the person") {
  const Rulebook rules = rulebook({office_hours("office")});
  Waiting waiting;
  waiting.add("a", MessageKind::demand, "office", Date{2026, 10, 1});
  const auto ask = [&](const Person* person) {
    return spell(admit(rules, waiting.candidates, context("2026-10-08T10:00:00Z", person)));
  };
  Hold hold;
  hold.kinds = HoldKinds::contact;
  hold.from = Date{2026, 10, 1};
  hold.until = Date{2026, 10, 9};  // Friday
  hold.because = "dispute";
  waiting.cases[0].holds = {hold};
  CHECK(ask(nullptr) ==
        "defer 2026-10-12T06:00:00Z: the case is held for contact (dispute), "
        "until 2026-10-12 8:00");
  Person person;
  hold.until.reset();
  hold.scope = HoldScope::person;
  hold.because.clear();
  person.holds = {hold};
  CHECK(ask(&person) == "defer: the person is held for contact");  // the longer of the two
  hold.released = Date{2026, 10, 8};
  person.holds = {hold};
  waiting.cases[0].holds[0].kinds = HoldKinds::enforcement;
  CHECK(ask(&person) == "send");
}

TEST_CASE("a cap of no contact at all never clears by itself") {
  Plan none = plan("p");
  none.caps = {{0, {Duration::Unit::days, 7}}};
  Waiting waiting;
  waiting.add("a", MessageKind::demand, "p", Date{2026, 10, 1});
  const auto answers = admit(rulebook({none}), waiting.candidates, context("2026-10-08T10:00:00Z"));
  CHECK(answers[0].answer == Admission::Answer::defer);
  CHECK_FALSE(answers[0].not_before);
}

TEST_CASE("no candidates, no answers") {
  CHECK(admit(rulebook({}), {}, context("2026-10-08T10:00:00Z")).empty());
}
