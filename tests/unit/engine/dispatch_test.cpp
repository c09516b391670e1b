#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9};

std::vector<Fact> two_cases() {
  return {person("P-77", ninth),
          opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth),
          opening("FV-2", claim("FV-2/1", 7'000_czk, Date{2026, 9, 2}, "P-77"), ninth)};
}
std::vector<Fact> one_case() {
  std::vector<Fact> facts = two_cases();
  facts.pop_back();
  return facts;
}

}  // namespace

TEST_CASE("a message goes to the contact point that fits, with its claims, in its window") {
  Host host(sample());
  host.day(ninth, one_case());
  REQUIRE(host.wires["email"]->sent.size() == 1);
  const Message& message = host.wires["email"]->sent.front();
  CHECK(message.recipient == "ucto@stavby-kolin.example");
  CHECK(message.recipient_name == "Stavby Kolín s.r.o.");
  CHECK(message.body.find("FV-1/1: 12 000.00 CZK") != std::string::npos);
  CHECK(prague().time_of(message.instant).minutes == 480);
  CHECK(host.exported().find("stavby-kolin.example") == std::string::npos);
  CHECK(host.exported().find("Kolín") == std::string::npos);
}

TEST_CASE("an answer to try again is followed with growing delays, then given up") {
  Host host(sample());
  Wire& email = *host.wires["email"];
  email.answer = SendResult::retry_after(Span{600}, "busy, said the operator of Jan");
  host.day(ninth, one_case());
  CHECK(email.calls == 1);
  const Contact contact = host.show("FV-1").value.contacts.front();
  REQUIRE(contact.not_before.has_value());
  CHECK(*contact.not_before == host.clock.at(ninth, Span{8 * 3600 + 600}).instant);
  // Asking before the time calls nobody.
  const Moment soon = host.clock.at(ninth, Span{8 * 3600 + 300});
  REQUIRE(host.engine->dispatch(host.by, soon).has_value());
  CHECK(email.calls == 1);
  const Moment later = host.clock.at(ninth, Span{9 * 3600});
  REQUIRE(host.engine->dispatch(host.by, later).has_value());
  CHECK(email.calls == 2);
  email.answer = SendResult::accepted("id-7");
  REQUIRE(host.engine->dispatch(host.by, host.clock.at(ninth, Span{11 * 3600})).has_value());
  CHECK(email.sent.size() == 1);
  CHECK(host.show("FV-1").value.contacts.front().status == ContactStatus::sent);
  CHECK(host.exported().find("operator of Jan") == std::string::npos);
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a channel that throws counts as busy, and what it threw is not repeated") {
  Host host(sample());
  host.wires["email"]->throws = true;
  host.day(ninth, one_case());
  CHECK(host.show("FV-1").value.contacts.front().status == ContactStatus::ordered);
  CHECK(host.exported().find("601 000") == std::string::npos);
  host.wires["email"]->throws = false;
  REQUIRE(host.engine->dispatch(host.by, host.clock.at(ninth, Span{9 * 3600})).has_value());
  CHECK(host.wires["email"]->sent.size() == 1);
}

TEST_CASE("what the provider refuses for good makes the plan use its fallback") {
  Host host(sample());
  host.wires["email"]->answer = SendResult::rejected("no such mailbox");
  host.day(ninth, one_case());
  const std::vector<Contact> contacts = host.show("FV-1").value.contacts;
  REQUIRE(contacts.size() == 2);
  CHECK(contacts[0].status == ContactStatus::rejected);
  CHECK(contacts[1].channel == "letter");
  CHECK(host.wires["letter"]->sent.size() == 1);
}

TEST_CASE("of several demands to one person the strongest goes out and lists all claims") {
  Host host(sample());
  host.day(ninth, two_cases());
  // Both reach the demand on the same day; reminders before it went out one by one.
  host.days(Date{2026, 9, 10}, Date{2026, 9, 18});
  const std::vector<Message>& sent = host.wires["email"]->sent;
  const auto dunning = std::find_if(
      sent.begin(), sent.end(), [](const Message& one) { return one.template_name == "dunning"; });
  if (dunning == sent.end()) {
    // `needs payments through` holds demands back until the bank has reported.
    host.day(Date{2026, 9, 19});
    host.day(Date{2026, 9, 20});
    host.day(Date{2026, 9, 21},
             {{{"bank"}, Date{2026, 9, 21}, PaymentsComplete{{"bank"}, Date{2026, 9, 20}}}});
  }
  std::size_t demands = 0;
  for (const Message& one : host.wires["email"]->sent) {
    if (one.template_name != "dunning") continue;
    ++demands;
    CHECK(one.orders.size() == 2);
    CHECK(one.body.find("FV-1/1") != std::string::npos);
    CHECK(one.body.find("FV-2/1") != std::string::npos);
  }
  CHECK(demands == 1);
  for (const char* id : {"FV-1", "FV-2"}) {
    CHECK(host.show(id).value.contacts.back().status == ContactStatus::sent);
  }
  CHECK(host.verify().problems == std::vector<std::string>{});
}

TEST_CASE("a crash after the provider took a message: keyed sends it again, unkeyed asks") {
  for (const bool keyed : {true, false}) {
    Host host(sample(), keyed);
    Wire& email = *host.wires["email"];
    email.after = [&host] { *host.mood = true; };
    const Caller by = host.by;
    CHECK_FALSE(run_virtual_day(*host.engine, by, host.clock, ninth, one_case()).has_value());
    *host.mood = false;
    email.after = {};
    host.start();
    host.day(ninth, one_case());
    const Contact contact = host.show("FV-1").value.contacts.front();
    CHECK(email.calls == (keyed ? 2 : 1));
    CHECK(contact.status == (keyed ? ContactStatus::sent : ContactStatus::uncertain));
    if (keyed) {
      CHECK(email.sent[0].key == email.sent[1].key);
      CHECK(email.sent[0].body == email.sent[1].body);
    }
    CHECK(host.verify().problems == std::vector<std::string>{});
  }
}

TEST_CASE("an unkeyed demand is sent again after a crash, because its rule says so") {
  Host host(sample(), false);
  host.day(ninth, one_case());
  for (int d = 10; d <= 17; ++d) host.day(Date{2026, 9, d});
  const Date eighteenth{2026, 9, 18};
  const std::vector<Fact> facts{
      {{"bank"}, eighteenth, PaymentsComplete{{"bank"}, Date{2026, 9, 17}}}};
  Wire& email = *host.wires["email"];
  const std::size_t before = email.sent.size();
  email.after = [&host] { *host.mood = true; };
  CHECK_FALSE(run_virtual_day(*host.engine, host.by, host.clock, eighteenth, facts).has_value());
  *host.mood = false;
  email.after = {};
  host.start();
  host.day(eighteenth, facts);
  CHECK(email.sent.size() == before + 2);
  CHECK(host.show("FV-1").value.contacts.back().status == ContactStatus::sent);
}

TEST_CASE("a channel that the rulebook needs and the host does not give refuses to open") {
  EngineParts parts;
  parts.store = memory::store();
  parts.rulebook = sample();
  parts.law = czech();
  const Result<Engine> engine = Engine::open(std::move(parts));
  REQUIRE_FALSE(engine.has_value());
  CHECK(engine.error().code == ErrorCode::refused);
  CHECK(engine.error().message.find("channel") != std::string::npos);
}
