// Fees by amount of the claim and in another currency, on rows made here.
#include <doctest/doctest.h>

#include "build.hpp"

using namespace arrears;
using namespace arrears::literals;
using law_test::findings, law_test::line, law_test::pack;

namespace {

FeeRow band(Money sum, std::optional<std::int64_t> from, std::optional<std::int64_t> until) {
  return {line("XX.lump", Date{2020, 1, 1}),
          0,
          Component::lump_sum,
          sum,
          false,
          {from, until},
          Currency{"PLN"}};
}

// 40, 70 and 100 euro by the amount, due in the other currency.
LawRows rows() {
  LawRows out;
  out.fees = {band(40_eur, {}, 5'000'00), band(70_eur, 5'000'00, 49'999'99),
              band(100_eur, 49'999'99, {})};
  out.holidays.push_back({7, false, 7, 31, 0, 2026, 2026, "made up", "act", "x", true, {}});
  out.exchange.push_back(
      {Currency{"EUR"}, Currency{"PLN"}, Date{2026, 8, 31}, {4'256'700}, "table 168/A", true});
  // 31 July is a day off here, so that the rate is that of the day before.
  out.exchange.push_back(
      {Currency{"EUR"}, Currency{"PLN"}, Date{2026, 7, 30}, {4'300'000}, "table 146/A", true});
  return out;
}

Claim claim(Money principal, Date due) {
  Claim out = law_test::claim(Relation::business);
  out.principal = principal;
  out.due = due;
  return out;
}

const Date now{2026, 10, 1};

std::string given(const LawPack& law, const Claim& of) {
  const LawFee fee = law.fee("lump", of, now);
  CHECK(fee.sum.has_value() == fee.why_not.empty());
  return fee.sum ? fee.sum->text() : fee.why_not;
}

}  // namespace

TEST_CASE("a band ends with its last amount and the next begins above it") {
  const LawPack law = pack(rows());
  const Date due{2026, 9, 15};
  CHECK(given(law, claim(0.01_pln, due)) == "170.27");      // 40 x 4.2567 = 170.268
  CHECK(given(law, claim(5'000_pln, due)) == "170.27");     // "nie przekracza 5000"
  CHECK(given(law, claim(5'000.01_pln, due)) == "297.97");  // 70 x 4.2567 = 297.969
  CHECK(given(law, claim(49'999.99_pln, due)) == "297.97");
  CHECK(given(law, claim(50'000_pln, due)) == "425.67");
  CHECK(given(law, claim(10'000'000'000'000_pln, due)) == "425.67");
}

TEST_CASE(
    "the rate is that of the last business day before the month in which the claim fell due") {
  const LawPack law = pack(rows());
  for (const Date due : {Date{2026, 9, 1}, Date{2026, 9, 30}}) {
    const LawFee fee = law.fee("lump", claim(100_pln, due), now);
    REQUIRE(fee.converted);
    CHECK(fee.converted->day == Date{2026, 8, 31});
    CHECK(fee.converted->sum == 40_eur);
    CHECK(fee.converted->rate == Decimal{4'256'700});
    CHECK(fee.converted->text() == "40.00 EUR at 4.2567 of 2026-08-31 (table 168/A)");
  }
  CHECK(law.fee("lump", claim(100_pln, Date{2026, 8, 31}), now).converted->text() ==
        "40.00 EUR at 4.3 of 2026-07-30 (table 146/A)");
}

TEST_CASE("nothing is converted without the rate of that very day") {
  const LawPack law = pack(rows());
  const LawFee fee = law.fee("lump", claim(100_pln, Date{2026, 10, 1}), now);
  CHECK(fee.sum == std::nullopt);
  CHECK(fee.converted == std::nullopt);
  CHECK(fee.line != nullptr);
  CHECK(fee.why_not ==
        "the law pack XX has no rate of EUR to PLN of 2026-09-30, add it to exchange.csv "
        "(XX.lump)");
  CHECK(given(law, claim(100_eur, Date{2026, 9, 1})) == "the claim is not in PLN (XX.lump)");
  CHECK(given(law, claim(100_czk, Date{2026, 9, 1})) == "the claim is not in PLN (XX.lump)");
}

TEST_CASE("a conversion counts in 128 bits, by the digits of both currencies, and is half up") {
  const auto converted = [](Money sum, const char* to, std::int64_t micro) {
    LawRows from = rows();
    from.fees = {band(sum, {}, {})};
    from.fees[0].converted_to = Currency{to};
    from.exchange = {{sum.currency, Currency{to}, Date{2026, 8, 31}, {micro}, "x", true}};
    return given(pack(from), claim({100, Currency{to}}, Date{2026, 9, 15}));
  };
  CHECK(converted(40_eur, "JPY", 163'512'500) == "6541");  // 6540.5
  CHECK(converted(40_eur, "JPY", 163'512'499) == "6540");  // 6540.49996
  CHECK(converted(0.01_eur, "CZK", 500'000) == "0.01");    // half a heller
  CHECK(converted(0.01_eur, "CZK", 499'999) == "0.00");
  CHECK(converted({40, Currency{"JPY"}}, "EUR", 6'125) == "0.25");  // 0.245
  // 10^15 x 10^12 passes 64 bits long before the division.
  CHECK(converted({Money::limit, Currency{"EUR"}}, "CZK", 1'000'000) == "10000000000000.00");
  CHECK(converted({Money::limit, Currency{"EUR"}}, "CZK", highest_exchange_micro) ==
        "10000000000000.00 EUR to CZK at 1000000 is more than an amount may be (XX.lump)");
}

TEST_CASE("a fee by the day of the obligation says so where it does not cover it") {
  LawRows from = rows();
  from.fees = {
      {line("XX.lump", Date{2013, 2, 1}), bit(Relation::business), Component::lump_sum, 40_eur}};
  from.fees[0].line.selector = Selector::obligation_on;
  const LawPack law = pack(from);
  Claim old = claim(100_eur, Date{2026, 9, 1});
  old.obligation = Date{2013, 1, 31};
  CHECK(given(law, old) == "lump does not cover an obligation of 2013-01-31");
  old.obligation = Date{2013, 2, 1};
  CHECK(given(law, old) == "40.00");
}

TEST_CASE("a rate of exchange that was recorded later is not known before") {
  LawRows from = rows();
  from.exchange[0].recorded_on = Date{2026, 9, 2};
  ExchangeRow corrected = from.exchange[0];
  corrected.rate = {4'000'000};
  corrected.recorded_on = Date{2026, 9, 5};
  from.exchange.push_back(corrected);
  const LawPack law = pack(from);
  const Claim of = claim(100_pln, Date{2026, 9, 15});
  CHECK(given(law, of) == "160.00");
  CHECK(given(law.as_known_on(Date{2026, 9, 4}), of) == "170.27");
  CHECK(law.as_known_on(Date{2026, 9, 1}).fee("lump", of, now).sum == std::nullopt);
  CHECK(LawPack::from_archive(law.archive())->hash() == law.hash());
  CHECK(given(*LawPack::from_archive(law.archive()), of) == "160.00");
}

TEST_CASE("the check finds bands that leave a gap, overlap or end before they begin") {
  CHECK(findings(rows()).empty());
  LawRows broken = rows();
  broken.fees[1].band.from = 5'000'01;
  CHECK(findings(broken) ==
        "XX.lump valid from 2020-01-01: the amounts above 5000.01 leave a gap after the band "
        "before, which ends at 5000.00\n");
  broken.fees[1].band.from = 4'999'99;
  CHECK(findings(broken) ==
        "XX.lump valid from 2020-01-01: the amounts above 4999.99 overlap the band before, which "
        "ends at 5000.00\n");
  broken = rows();
  broken.fees[0].band.until = {};
  CHECK(findings(broken) ==
        "XX.lump valid from 2020-01-01: the amounts above 5000.00 overlap the band before, which "
        "ends at no amount\n");
  broken = rows();
  broken.fees = {band(40_eur, 10'00, 10'00)};
  CHECK(findings(broken) ==
        "XX.lump valid from 2020-01-01: the amounts above 10.00 end at 10.00, before they "
        "begin\n");
  // Bands of one version have one validity: another is another version, and overlaps.
  broken = rows();
  broken.fees[2].line.valid_until = Date{2025, 12, 31};
  CHECK(findings(broken).find("XX.lump: the version from 2020-01-01 until") == 0);
}

TEST_CASE("the check finds a fee that nothing selects and mistakes of its currencies") {
  LawRows broken = rows();
  for (FeeRow& row : broken.fees) row.line.selector = Selector::filed_on;
  CHECK(findings(broken).find("XX.lump: a fee is chosen by default_from or obligation_on\n") == 0);
  broken = rows();
  for (FeeRow& row : broken.fees) row.converted_to = Currency{"EUR"};
  CHECK(findings(broken).find("XX.lump: converted to the currency in which it stands\n") == 0);
  broken = rows();
  broken.fees[1].converted_to = {};
  CHECK(findings(broken) == "XX.lump: its amounts are in PLN and in EUR\n");
  broken = rows();
  broken.exchange[0].source.clear();
  broken.exchange[1].to = Currency{"EUR"};
  CHECK(findings(broken) ==
        "EUR to EUR 2026-07-30: a currency for itself\nEUR to PLN 2026-08-31: no source\n");
}
