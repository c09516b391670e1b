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
        R"("order_agreed":false,"payer":"Jan \"J\"","message":""}})");
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
