#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>
#include <testing/generate.hpp>
#include <text/json_read.hpp>

using namespace arrears;
using namespace arrears::literals;

TEST_CASE("a fact as canonical JSON") {
  PaymentReceived payment;
  payment.case_id = {"C-1"};
  payment.symbols.variable = "123";
  payment.sum = 1'200_czk;
  payment.value_date = Date{2026, 9, 10};
  payment.payer = "Jan \"J\"";
  CHECK(to_json(Fact{{"bank:1"}, Date{2026, 9, 9}, payment}) ==
        R"({"key":"bank:1","effective":"2026-09-09","what":{"type":"payment_received",)"
        R"("case_id":"C-1","claim":"","symbols":{"variable":"123","specific":"","constant":"",)"
        R"("reference":""},"sum":{"amount":"1200.00","currency":"CZK"},)"
        R"("value_date":"2026-09-10","source":"","receiver":"agency","person":"","order":[],)"
        R"("order_agreed":false,"way":"voluntary","converted":null,)"
        R"("payer":"Jan \"J\"","message":""}})");
}

TEST_CASE("values of fields show their type") {
  FieldsStated stated;
  stated.fields = {{"a", Decimal{1'500'000}},
                   {"b", Days{3}},
                   {"c", Date{2026, 1, 2}},
                   {"d", std::string("t")},
                   {"e", true},
                   {"f", Name{"gold"}},
                   {"g", 5_eur}};
  const std::string json = to_json(Fact{{"k"}, Date{2026, 1, 1}, stated});
  CHECK(json.find(R"("fields":{"a":{"number":"1.5"},"b":{"days":3},"c":{"date":"2026-01-02"},)"
                  R"("d":"t","e":true,"f":{"name":"gold"},)"
                  R"("g":{"amount":"5.00","currency":"EUR"}}})") != std::string::npos);
}

TEST_CASE("the payload of an entry is printed as what it says") {
  Entry entry;
  entry.tenant = {"main"};
  entry.stream = {StreamKind::tenant, "main"};
  entry.kind = EntryKind::day_started;
  entry.payload = encode(EntryBody(DayStarted{Date{2026, 9, 9}}));
  const std::string json = to_json(entry);
  CHECK(json.find(R"("stream":{"kind":"tenant","id":"main"},"number":0)") != std::string::npos);
  CHECK(json.find(R"("kind":"day_started")") != std::string::npos);
  CHECK(json.find(R"("payload":{"day":"2026-09-09"},"commitments":[],"previous":null)") !=
        std::string::npos);
  entry.payload = {std::byte{0xab}};
  CHECK(to_json(entry).find(R"("payload":"ab")") != std::string::npos);
}

TEST_CASE("whatever the value, the JSON can be read, and equal values give equal texts") {
  testing::Generator generator(1);
  for (int i = 0; i < 100; ++i) {
    const Case value = generator.make<Case>();
    CHECK(text::read_json(to_json(value)));
    CHECK(to_json(value) == to_json(*decode_case(encode(value))));
    CHECK(text::read_json(to_json(generator.make<Person>())));
    CHECK(text::read_json(to_json(generator.make<Entry>())));
  }
}

TEST_CASE("a fact comes back from its JSON") {
  for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
    const Fact fact = testing::Generator(seed).make<Fact>();
    const Result<Fact> again = fact_from_json(to_json(fact));
    CAPTURE(to_json(fact));
    REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().message));
    REQUIRE(*again == fact);
  }
}

TEST_CASE("a fact written by hand: defaults are taken, a date or a number never") {
  const Result<Fact> fact = fact_from_json(
      R"({"key":"k","effective":"2026-09-01","what":{"type":"claim_reduced","case_id":"A",)"
      R"("claim":"C","sum":{"amount":"12.50","currency":"CZK"}}})");
  REQUIRE_MESSAGE(fact.has_value(), (fact ? "" : fact.error().message));
  const auto& reduced = std::get<ClaimReduced>(fact->what);
  CHECK(reduced.kind == ClaimReduced::Kind::credit_note);
  CHECK(reduced.sum.minor == 1'250);
  CHECK(reduced.if_paid == std::nullopt);

  // Whether and how a claim is secured need not be said.
  const char* const added = R"({"key":"k","effective":"2026-09-01","what":{"type":"claim_added",)"
                            R"("case_id":"C","claim":{"id":"A","due":"2026-09-01"}}})";
  CHECK(fact_from_json(added).has_value());

  const auto wrong = [](const char* text) {
    const Result<Fact> read = fact_from_json(text);
    REQUIRE(!read.has_value());
    return read.error().message;
  };
  CHECK(wrong(R"({"key":"k","what":{"type":"note_made"}})") == "`effective` is missing");
  CHECK(wrong(R"({"key":"k","effective":"1. 9. 2026","what":{"type":"note_made"}})") ==
        "`effective` is not a date like 2026-09-01");
  CHECK(wrong(R"({"key":"k","effective":"2026-09-01"})") == "`what` is missing");
  CHECK(wrong(R"({"key":"k","effective":"2026-09-01","what":{"type":"gift"}})") ==
        "`what.type` names no kind of fact");
  CHECK(wrong(R"({"key":"k","effective":"2026-09-01","what":{"type":"note_made","txt":"x"}})") ==
        "`what` has a member of a name that is not known");
  CHECK(wrong(R"({"key":"k","effective":"2026-09-01","what":{"type":"payment_received",)"
              R"("value_date":"2026-09-01","way":"gift"}})") ==
        "`what.way` is not one of: voluntary, bailiff, court, insolvency, set_off");
  CHECK(
      wrong(R"({"key":"k","effective":"2026-09-01","what":{"type":"instalments_agreed",)"
            R"("instalments":[{"due":"2026-10-01"},{"sum":{"amount":"1","currency":"CZK"}}]}})") ==
      "`what.instalments[1].due` is missing");
  CHECK(wrong(R"({"key":"k","effective":"2026-09-01","what":{"type":"promise_made",)"
              R"("by":"2026-09-05","sum":{"amount":"1.234","currency":"CZK"}}})")
            .starts_with("`what.sum` "));
  CHECK(wrong(R"({"key":"k","effective":"2026-09-01","what":{"type":"promise_made",)"
              R"("by":"2026-09-05","sum":{"amount":"1","currency":"XXQ"}}})")
            .starts_with("`what.sum` is not"));
  CHECK(wrong("[]") == "`` is not an object");
}
