#include "build.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <text/json_read.hpp>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

std::string plain(std::string text) {  // no-break spaces as spaces
  for (std::size_t at; (at = text.find("\u00a0")) != std::string::npos;) text.replace(at, 2, " ");
  return text;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Calculation sample() {
  Build build;
  build.pay("bank:000123", Date{2026, 9, 10}, 2'000_czk);
  build.charge(Date{2026, 9, 18}, 1'200_czk);
  build.value.postings[0].basis = "§ 3 <351/2013>";
  Calculation out = build.reckoned(Date{2026, 9, 18});
  out.accepted = {"CZ.due_date_shift accepted by Jana Dvořáková on 2026-09-01"};
  return out;
}

}  // namespace

TEST_CASE("the lines of a calculation") {
  const Calculation c = sample();
  REQUIRE(c.lines.size() == 6);
  using What = CalculationLine::What;
  CHECK(c.lines[0].what == What::claim);
  CHECK(c.lines[0].amount == 12'000_czk);
  CHECK(c.lines[1].what == What::interest);
  CHECK(c.lines[1].from == Date{2026, 9, 2});
  CHECK(c.lines[1].until == Date{2026, 9, 10});
  CHECK(c.lines[1].days == 9);
  CHECK(c.lines[1].base == 12'000_czk);
  CHECK(c.lines[1].amount == 34.77_czk);
  CHECK(c.lines[1].rate == Rate{117'500, DayCount::act_act});
  CHECK(c.lines[1].basis == "§ 2 government decree 351/2013 Sb.; § 1970 act 89/2012 Sb.");
  CHECK(c.lines[1].source.starts_with("CNB repo rate 3.75 % on 2026-07-01 + 8"));
  CHECK(c.lines[2].what == What::payment);
  CHECK(c.lines[2].component == Component::default_interest);
  CHECK(c.lines[2].amount == Money{-3477, Currency{"CZK"}});
  CHECK(c.lines[2].fact == "bank:000123");
  CHECK(c.lines[3].component == Component::principal);
  CHECK(c.lines[4].what == What::charge);
  CHECK(c.lines[5].amount == 25.84_czk);
  CHECK(c.balance.debt == 11'260.61_czk);
}

TEST_CASE("a person's text in two languages") {
  const std::string czech_text = plain(render(sample(), CalculationFormat::text, "cs"));
  CHECK(holds(czech_text, "Vyúčtování dluhu ke dni 18. 9. 2026"));
  CHECK(holds(czech_text, "11 260,61 Kč"));
  CHECK(holds(czech_text, "11,75 %"));
  CHECK(holds(czech_text, "pohledávka, splatná 1. 9. 2026"));
  CHECK(holds(czech_text, "připsáno: paušální náhrada"));
  CHECK(holds(czech_text, "−1 965,23 Kč"));
  CHECK(holds(czech_text, "CZ.due_date_shift accepted by Jana Dvořáková on 2026-09-01"));
  const std::string english = plain(render(sample(), CalculationFormat::text, "en"));
  CHECK(holds(english, "Calculation of the debt as of 18 Sep 2026"));
  CHECK(holds(english, "11 260.61 CZK"));
  CHECK(holds(english, "claim, due 1 Sep 2026"));
}

TEST_CASE("JSON can be read and holds money as text") {
  const std::string json = render(sample(), CalculationFormat::json, "cs");
  CHECK(text::read_json(json));
  CHECK(holds(json, R"("debt":{"amount":"11260.61","currency":"CZK"})"));
  CHECK(holds(json, R"("rate":{"percent":"11.75","day_count":"act_act"},"days":9)"));
}

TEST_CASE("a calculation says how interest was counted and rounded") {
  CHECK(
      holds(render(sample(), CalculationFormat::json, "en"),
            R"("terms":{"rounding":"at_end","unit":1,"payment_day_bears":true,"day_count":null})"));
  CHECK(holds(plain(render(sample(), CalculationFormat::text, "en")),
              "\nInterest rounded half up to 0.01 CZK, over all days together; the day of payment "
              "bears interest\n"));
  LedgerOptions options{.on = Date{2026, 9, 18}};
  options.terms = InterestTerms{InterestTerms::Rounding::per_event, 100, false, {}};
  const Calculation other = reckon(Build().value, nullptr, czech(), options);
  CHECK(other.terms == *options.terms);
  CHECK(holds(plain(render(other, CalculationFormat::html, "cs")),
              "<p>Úrok zaokrouhlen od poloviny nahoru na 1,00 Kč, znovu po každé platbě a odpisu; "
              "den platby se neúročí</p>"));
  // Where there is none, there is nothing to say.
  CHECK(
      !holds(render(Build().reckoned(Date{2026, 9, 1}), CalculationFormat::text, "en"), "rounded"));
}

TEST_CASE("CSV has a line for each line; HTML escapes what comes from outside") {
  const std::string csv = render(sample(), CalculationFormat::csv, "en");
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 7);
  CHECK(holds(csv,
              "2026-09-02,2026-09-10,FV-1,,interest,default_interest,12000.00,11.75,act_act,9,"
              "34.767123,34.77,CZK,"));
  const std::string html = render(sample(), CalculationFormat::html, "cs");
  CHECK(holds(html, "§ 3 &lt;351/2013&gt;"));
  CHECK(holds(html, "<html lang=\"cs\">"));
}

TEST_CASE("payments beyond the debt and payments taken back are shown") {
  Build build;
  build.pay("a", Date{2026, 9, 1}, 12'000_czk).pay("b", Date{2026, 9, 2}, 50_czk);
  build.pay("c", Date{2026, 9, 3}, 70_czk).reverse("r", Date{2026, 9, 9}, "c");
  const Calculation c = build.reckoned(Date{2026, 9, 9});
  const std::string text = plain(render(c, CalculationFormat::text, "en"));
  CHECK(holds(text, "payment beyond the debt"));
  CHECK(holds(text, "payment taken back"));
  CHECK(holds(text, "\noverpaid "));
  CHECK(holds(text, " 50.00 CZK\n"));
}

TEST_CASE("an exact amount that has no place in 64 bits as millionths came out as another") {
  Claim claim = sample_claim();
  claim.principal = 1'000_czk;
  claim.principal.minor = Money::limit;
  claim.due = Date{2024, 12, 31};
  claim.agreed_rate = Rate{1'000'000, DayCount::act_act};  // 100 %
  const Calculation c = Build({claim}).reckoned(Date{2025, 12, 31});
  CHECK(c.lines.at(1).amount.minor == Money::limit);
  CHECK(holds(render(c, CalculationFormat::csv, "en"),
              ",365,10000000000000.000000,10000000000000.00,CZK,"));
  CHECK(holds(render(c, CalculationFormat::json, "en"), R"("exact":"10000000000000.000000")"));
}
