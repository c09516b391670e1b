// Tariffs on rows made here; what the real packs say is tested in packs.
#include <doctest/doctest.h>

#include "build.hpp"

using namespace arrears;
using namespace arrears::literals;
using law_test::findings, law_test::line, law_test::pack;
using Round = TariffRow::Round;

namespace {

TariffRow row(std::optional<std::int64_t> from, std::optional<std::int64_t> until) {
  TariffRow out;
  out.line = line("XX.court", Date{2020, 1, 1});
  out.line.selector = Selector::filed_on;
  out.currency = Currency{"CZK"};
  out.band = {from, until};
  return out;
}

// 1000 up to 20 000; then 5 % of the base to tens up, the result to whole crowns up; from
// 1 000 000 on 50 000 and 1 % of what is above, at most 80 000.
LawRows rows() {
  LawRows out;
  out.tariffs = {row(0, 20'000'00), row(20'000'00, 1'000'000'00), row(1'000'000'00, {})};
  for (TariffRow& one : out.tariffs) {
    one.base_unit = 10'00;
    one.base_round = Round::up;
    one.unit = 1'00;
    one.round = Round::up;
  }
  out.tariffs[0].fixed = 1'000'00;
  out.tariffs[1].ppm = 50'000;
  out.tariffs[2].fixed = 50'000'00;
  out.tariffs[2].ppm = 10'000;
  out.tariffs[2].over = 1'000'000'00;
  out.tariffs[2].most = 80'000'00;
  return out;
}

std::string fee(const LawPack& law, Money base, Date day = Date{2026, 9, 1}) {
  const LawTariff out = law.tariff("court", base, day);
  CHECK(out.sum.has_value() == out.why_not.empty());
  return out.sum ? out.sum->text() + ": " + out.reckoning : out.why_not;
}

}  // namespace

TEST_CASE("a tariff: fixed, a percentage, a percentage of the excess, limits") {
  const LawPack law = pack(rows());
  CHECK(fee(law, 0.01_czk) == "1000.00: 1000.00");
  CHECK(fee(law, 20'000_czk) == "1000.00: 1000.00");
  // To tens up this is 20 010, so already in the next band.
  CHECK(fee(law, 20'000.01_czk) == "1001.00: 5 % of 20010.00, rounded up to 1.00");
  CHECK(fee(law, 1'234'567_czk) ==
        "52346.00: 50000.00 + 1 % of 234570.00, rounded up to 1.00");  // 52 345.70
  CHECK(fee(law, 1'000'000_czk) == "50000.00: 5 % of 1000000.00");
  CHECK(fee(law, 4'000'000_czk) == "80000.00: 50000.00 + 1 % of 3000000.00");
  CHECK(fee(law, 4'000'010_czk) ==
        "80000.00: 50000.00 + 1 % of 3000010.00, rounded up to 1.00, at most 80000.00");
  CHECK(fee(law, {Money::limit, Currency{"CZK"}}) ==
        "80000.00: 50000.00 + 1 % of 9999999000000.00, at most 80000.00");
}

TEST_CASE("a tariff that gives nothing says why") {
  const LawPack law = pack(rows());
  CHECK(fee(law, 0_czk) == "not for a base of 0.00 (XX.court)");
  CHECK(fee(law, {-1, Currency{"CZK"}}) == "not for a base of -0.01 (XX.court)");
  CHECK(fee(law, 100_eur) == "the base is not in CZK (XX.court)");
  CHECK(fee(law, 100_czk, Date{2019, 12, 31}) == "no tariff of 2019-12-31 (XX.court)");
  CHECK(law.tariff("other", 100_czk, Date{2026, 1, 1}).why_not ==
        "the law pack has no tariff other");
  LawRows from = rows();
  from.tariffs[2].ppm = 99'000'000;
  from.tariffs[2].most = {};
  CHECK(fee(pack(from), {Money::limit, Currency{"CZK"}}) ==
        "50000.00 + 9900 % of 9999999000000.00 is more than an amount may be (XX.court)");
}

TEST_CASE("steps are begun steps; the least counts after rounding") {
  LawRows from;
  from.tariffs = {row(100'00, {})};
  TariffRow& one = from.tariffs[0];
  one.over = 100'00;
  one.fixed = 10'00;
  one.step = 30'00;
  one.step_sum = 1'66;
  one.least = 12'00;
  one.vat_on_top = true;
  one.component = Component::attorney_fee;
  const LawPack law = pack(from);
  CHECK(fee(law, 100.01_czk) == "12.00: 10.00 + 1 x 1.66, at least 12.00");
  CHECK(fee(law, 130_czk) == "12.00: 10.00 + 1 x 1.66, at least 12.00");
  CHECK(fee(law, 130.01_czk) == "13.32: 10.00 + 2 x 1.66");
  CHECK(law.tariff("court", 200_czk, Date{2026, 1, 1}).vat_on_top);
  CHECK(law.tariff("court", 200_czk, Date{2026, 1, 1}).component == Component::attorney_fee);
  CHECK(LawPack::from_archive(law.archive())->hash() == law.hash());
  CHECK(fee(*LawPack::from_archive(law.archive()), 130.01_czk) == "13.32: 10.00 + 2 x 1.66");
}

TEST_CASE("each rounding of a tariff, against exact values") {
  LawRows from;
  from.tariffs = {row(0, {})};
  from.tariffs[0].ppm = 50'000;
  from.tariffs[0].unit = 50;
  const auto rounded = [&](Round how, Money base) {
    from.tariffs[0].round = how;
    return pack(from).tariff("court", base, Date{2026, 1, 1}).sum->text();
  };
  CHECK(rounded(Round::down, 19.99_czk) == "0.50");  // 0.9995
  CHECK(rounded(Round::up, 20.01_czk) == "1.50");    // 1.0005
  CHECK(rounded(Round::up, 20_czk) == "1.00");
  CHECK(rounded(Round::half_up, 15_czk) == "1.00");  // 0.75
  CHECK(rounded(Round::half_up, 14.99_czk) == "0.50");
}

TEST_CASE("a flat sum takes any base") {
  LawRows from;
  from.tariffs = {row({}, {})};
  from.tariffs[0].fixed = 450'00;
  CHECK(fee(pack(from), 0_czk) == "450.00: 450.00");
  CHECK(fee(pack(from), 1'000'000_czk) == "450.00: 450.00");
}

TEST_CASE("the check finds mistakes of tariffs") {
  CHECK(findings(rows()).empty());
  LawRows broken = rows();
  broken.tariffs[1].band.until = 999'999'99;
  CHECK(findings(broken) ==
        "XX.court valid from 2020-01-01: the amounts above 1000000.00 leave a gap after the band "
        "before, which ends at 999999.99\n");
  broken = rows();
  broken.tariffs[0].line.selector = Selector::default_from;
  CHECK(findings(broken) == "XX.court above 0.00: a tariff is chosen by filed_on or acted_on\n");
  broken = rows();
  broken.tariffs[0].fixed = 0;
  CHECK(findings(broken) == "XX.court above 0.00: gives nothing\n");
  broken = rows();
  broken.tariffs[2].over = 2'000'000'00;
  CHECK(findings(broken) ==
        "XX.court above 1000000.00: counts what is above 2000000.00, which is more than where the "
        "band begins\n");
  broken = rows();
  broken.tariffs[2].least = 80'000'01;
  CHECK(findings(broken) == "XX.court above 1000000.00: the most is less than the least\n");
  broken = rows();
  broken.tariffs[2].currency = Currency{"EUR"};
  CHECK(findings(broken) == "XX.court: its amounts are in CZK and in EUR\n");
}
