// What the packs that come with the library say about tariffs and limitation.
#include <arrears/packs/load.hpp>
#include <arrears/testing.hpp>

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::literals;
using Kind = LimitationEvent::Kind;

namespace {

// "61729.00", or why there is none.
std::string fee(const char* country, const char* line, const Money& base, Date day) {
  static const LawPacks packs = testing::bundled_law();
  const LawTariff out = packs.of(country).tariff(line, base, day);
  return out.sum ? out.sum->text() : out.why_not;
}

const Date now{2026, 9, 1};

}  // namespace

TEST_CASE("Czech court fees") {
  const auto claim = [](const Money& base, Date day = now) {
    return fee("CZ", "court_fee", base, day);
  };
  CHECK(claim(20'000_czk) == "1000.00");
  CHECK(claim(20'001_czk) == "1001.00");  // 5 % of 20 010 is 1 000.50
  // Published: 1 234 567 gives 61 728 or, rounded up as here, 61 729.
  CHECK(claim(1'234'567_czk) == "61729.00");
  CHECK(claim(40'000'000_czk) == "2000000.00");
  CHECK(claim(100'000'000_czk) == "2600000.00");  // 2 000 000 + 1 % of 60 000 000
  CHECK(claim(250'000'000_czk) == "4100000.00");
  CHECK(claim(900'000'000_czk) == "4100000.00");
  // Before 2014: the base down to hundreds (1 234 500), the fee (61 725) up to tens.
  CHECK(claim(1'234'567_czk, Date{2013, 12, 31}) == "61730.00");
  CHECK(claim(1'234'567_czk, Date{2011, 8, 31}) == "no tariff of 2011-08-31 (CZ.court_fee)");
}

TEST_CASE("the Czech electronic payment order: limits by the day of filing") {
  const auto epr = [](const Money& base, Date day = now) {
    return fee("CZ", "soudní_poplatek_epr", base, day);
  };
  CHECK(epr(10'000_czk) == "400.00");
  CHECK(epr(10'000.01_czk) == "800.00");
  CHECK(epr(20'000.01_czk) == "801.00");  // 4 % of 20 010 is 800.40
  CHECK(epr(1'000'000_czk, Date{2024, 6, 30}) == "40000.00");
  CHECK(epr(1'000'010_czk, Date{2024, 6, 30}) == "not for a base of 1000010.00 (CZ.court_fee_epr)");
  CHECK(epr(1'000'010_czk, Date{2024, 7, 1}) == "40001.00");
  CHECK(epr(60'000'000_czk) == "2000000.00");
}

TEST_CASE("Czech attorneys: an act, its flat expenses, serial claims") {
  const auto act = [](const Money& base) { return fee("CZ", "attorney_act", base, now); };
  CHECK(act(500_czk) == "300.00");
  CHECK(act(1'000_czk) == "500.00");
  CHECK(act(5'000_czk) == "1000.00");
  CHECK(act(10'000_czk) == "1500.00");
  CHECK(act(10'000.01_czk) == "1540.00");
  CHECK(act(12'000_czk) == "1580.00");
  CHECK(act(200'000_czk) == "9100.00");      // stated in the source
  CHECK(act(10'000'000_czk) == "48300.00");  // stated in the source
  CHECK(act(10'000'001_czk) == "48340.00");
  const auto flat = [](Date day) { return fee("CZ", "režijní_paušál", 0_czk, day); };
  CHECK(flat(Date{2024, 12, 31}) == "300.00");
  CHECK(flat(Date{2025, 1, 1}) == "450.00");
  CHECK(testing::bundled_law().of("CZ").tariff("attorney_act", 1_czk, now).vat_on_top);
  CHECK(fee("CZ", "attorney_act_serial", 10'000_czk, Date{2024, 12, 31}) == "200.00");
  CHECK(fee("CZ", "attorney_act_serial", 50'000_czk, now) == "700.00");
  CHECK(fee("CZ", "attorney_act_serial", 50'001_czk, now) ==
        "not for a base of 50001.00 (CZ.attorney_act_serial)");
}

TEST_CASE("Czech bailiffs: 15, 10, 5 and 1 per cent by parts of what was recovered") {
  const auto bailiff = [](const Money& base) { return fee("CZ", "bailiff_fee", base, now); };
  CHECK(bailiff(10'000_czk) == "2000.00");  // 1 500 is less than the minimum
  CHECK(bailiff(13'333.40_czk) == "2000.01");
  CHECK(bailiff(3'000'000_czk) == "450000.00");
  CHECK(bailiff(5'000'000_czk) == "650000.00");    // 450 000 + 200 000
  CHECK(bailiff(45'000'000_czk) == "4400000.00");  // 450 000 + 3 700 000 + 250 000
  CHECK(bailiff(60'000'000_czk) == "4750000.00");
  CHECK(bailiff(250'000'000_czk) == "6650000.00");
  CHECK(bailiff(300'000'000_czk) == "6650000.00");
  CHECK(fee("CZ", "bailiff_expenses", 5'000_czk, now) == "3500.00");
  CHECK(fee("CZ", "bailiff_expenses", 5'000.01_czk, now) == "4500.00");
  CHECK(fee("CZ", "bailiff_expenses_voluntary", 9'000_czk, now) == "2250.00");
  CHECK(fee("CZ", "bailiff_fee", 9'000_czk, Date{2025, 12, 31}) ==
        "no tariff of 2025-12-31 (CZ.bailiff_fee)");
}

TEST_CASE("Slovak court fees and attorneys") {
  const auto court = [](const Money& base, Date day = now) {
    return fee("SK", "court_fee", base, day);
  };
  CHECK(court(100_eur) == "25.00");
  CHECK(court(100_eur, Date{2024, 3, 31}) == "16.50");
  CHECK(court(1'234.99_eur) == "74.00");  // 6 % of 1 234 is 74.04
  CHECK(court(1'000'000_eur) == "25000.00");
  CHECK(fee("SK", "court_fee_commercial", 1'000'000_eur, now) == "50000.00");
  CHECK(fee("SK", "court_fee_order", 5'000_eur, now) == "150.00");
  CHECK(fee("SK", "court_fee_order", 800_eur, now) ==
        "not for a base of 800.00 (SK.court_fee_order)");
  CHECK(fee("SK", "enforcement_motion", 800_eur, now) == "25.00");
  const auto act = [](const Money& base) { return fee("SK", "attorney_act", base, now); };
  CHECK(act(165.97_eur) == "16.60");
  CHECK(act(165.98_eur) == "18.26");
  CHECK(act(663.88_eur) == "43.16");   // 15 steps reach 663.82, so a 16th has begun
  CHECK(act(1'000_eur) == "61.41");    // 41.49 + 2 x 9.96
  CHECK(act(10'000_eur) == "270.54");  // 220.74 + 3 x 16.60
  CHECK(fee("SK", "attorney_flat_expense", 0_eur, Date{2026, 12, 31}) == "15.86");
  CHECK(fee("SK", "attorney_flat_expense", 0_eur, Date{2027, 1, 1}) ==
        "no tariff of 2027-01-01 (SK.attorney_flat_expense)");
}

TEST_CASE("Polish court fees and minimum rates") {
  const auto court = [](const Money& base, Date day = now) {
    return fee("PL", "court_fee", base, day);
  };
  CHECK(court(500_pln) == "30.00");
  CHECK(court(20'000_pln) == "1000.00");
  CHECK(court(20'001_pln) == "1001.00");  // 1 000.05
  CHECK(court(5'000'000_pln) == "100000.00");
  CHECK(court(5'000'000_pln, Date{2025, 9, 22}) == "200000.00");
  CHECK(fee("PL", "court_fee_epu", 12'000_pln, now) == "188.00");  // published as 187.50
  CHECK(fee("PL", "court_fee_epu", 20'001_pln, now) == "251.00");  // 250.0125
  CHECK(fee("PL", "attorney_fee", 50'000_pln, now) == "3600.00");
  CHECK(fee("PL", "attorney_fee_order", 5'000_pln, now) == "600.00");
  CHECK(fee("PL", "attorney_fee_order", 5'001_pln, now) ==
        "not for a base of 5001.00 (PL.attorney_fee_order)");
}

TEST_CASE("limitation by the packs") {
  const LawPacks packs = testing::bundled_law();
  const auto last = [&](const char* country, const char* line, Date from,
                        std::vector<LimitationEvent> events = {}) {
    const Limitation out = packs.of(country).limitation(line, {from, {}, std::move(events)});
    return out.last_day ? out.last_day->text() : out.why_not;
  };
  const Date from{2020, 6, 1};
  CHECK(last("CZ", "promlčení", from) == "2023-06-01");
  CHECK(last("CZ", "limitation", from, {{Kind::filed, Date{2022, 1, 1}, Date{2023, 1, 31}}}) ==
        "2024-07-01");  // 396 days
  CHECK(last("CZ", "limitation", from, {{Kind::filed, Date{2023, 5, 31}, Date{2023, 6, 30}}}) ==
        "2023-12-30");  // 31 days give 2 July, six months 30 December
  CHECK(last("CZ", "limitation", from, {{Kind::acknowledged, Date{2024, 1, 1}, {}}}) ==
        "2034-01-01");  // § 653: revived
  CHECK(last("CZ", "limitation", Date{2013, 12, 31}) == "2016-12-31");
  CHECK_FALSE(packs.of("CZ").limitation("limitation", {Date{2013, 12, 31}, {}, {}}).line->verified);
  CHECK(last("SK", "limitation_commercial", from) == "2024-06-01");
  CHECK(last("PL", "przedawnienie", from) == "2026-12-31");
  CHECK(last("PL", "limitation_business", from) == "2023-12-31");
  CHECK(last("PL", "limitation_sale", from) == "2022-12-31");
  CHECK(last("PL", "limitation", from, {{Kind::adjudicated, Date{2022, 3, 1}, {}}}) ==
        "2028-12-31");
  CHECK(last("PL", "limitation", from, {{Kind::filed, Date{2022, 3, 1}, {}}}) ==
        "the law pack PL does not say what filing does to PL.limitation");
  CHECK(last("PL", "limitation", Date{2018, 7, 8}).find("the law pack has no limitation") == 0);
  CHECK(last("DE", "Verjährung", from) == "2023-12-31");
  CHECK(last("AT", "Verjährung", from) == "2023-06-01");
}
