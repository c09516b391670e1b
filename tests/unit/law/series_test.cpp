// Series of rates that end, or that nobody has looked at since some day.
#include <doctest/doctest.h>

#include "build.hpp"

using namespace arrears;
using law_test::claim, law_test::findings, law_test::line, law_test::pack;
using Reference = InterestRow::Reference;

namespace {

// 2 % from 2020-01-01, 3 % from 2020-07-01, and a rule over it for everybody.
LawRows rows(Reference reference) {
  LawRows out;
  out.rates.push_back({"base", Date{2020, 1, 1}, 20'000, "bank", true, {}});
  out.rates.push_back({"base", Date{2020, 7, 1}, 30'000, "bank", true, {}});
  InterestRow row;
  row.line = line("XX.delay");
  row.line.valid_from = Date{2020, 1, 1};
  row.regime = "DELAY";
  row.series = "base";
  row.series_name = "base rate";
  row.premium_ppm = 80'000;
  row.reference = reference;
  out.interest.push_back(row);
  return out;
}

LawRows ended(Reference reference, Date on) {
  LawRows out = rows(reference);
  out.rates.push_back({"base", on, 0, "bank", true, {}, true});
  return out;
}

std::string sources(const LawRows& from, Date first, Date last) {
  std::string out;
  for (const InterestPeriod& p : pack(from).interest_by("DELAY", first, last)) {
    out += p.source + "; ";
  }
  return out;
}

const Date june{2020, 6, 1}, december{2020, 12, 31};

}  // namespace

TEST_CASE("after its end a series has no value") {
  const LawRows from = ended(Reference::each_change, Date{2020, 9, 1});
  const auto periods = pack(from).interest_by("DELAY", june, december);
  REQUIRE(periods.size() == 2);
  CHECK(periods[1].until == Date{2020, 8, 31});
  CHECK(pack(from).interest_by("DELAY", Date{2020, 9, 1}, december).empty());
  CHECK(LawPack::from_archive(pack(from).archive())->hash() == pack(from).hash());
}

TEST_CASE(
    "a claim whose default began after the end of its series is refused "
    "with the reason") {
  const LawPack law = pack(ended(Reference::default_day, Date{2020, 9, 1}));
  const Claim of = claim(Relation::business);
  CHECK(check_pack(law.data()).empty());
  CHECK(law.default_interest_unknown(of, Date{2020, 8, 31}).empty());
  CHECK(law.default_interest_unknown(of, Date{2020, 9, 1}) ==
        "XX has no rate for a default that began on 2020-09-01: the series "
        "base ended on "
        "2020-09-01");
  CHECK_FALSE(law.default_interest(of, Date{2020, 8, 31}, Date{2025, 1, 1}).empty());
}

TEST_CASE("a rule that asks for later and later days does not outlive its series") {
  const auto goes_on = [](const LawRows& from) {
    const std::string text = "DELAY: the series base ended on 2020-09-01 and the rule goes on";
    return findings(from).find(text) != std::string::npos;
  };
  for (const Reference floating :
       {Reference::each_change, Reference::each_half_year, Reference::day_before_each_half_year}) {
    LawRows from = ended(floating, Date{2020, 9, 1});
    from.interest[0].line.valid_from = Date{2020, 1, 2};
    CHECK(goes_on(from));
    from.interest[0].line.valid_until = Date{2020, 8, 31};  // the delay itself goes on
    CHECK(goes_on(from));
    from.interest[0].line.selector = Selector::accrued_on;
    CHECK_FALSE(goes_on(from));
    from.interest[0].line.valid_until = Date{2021, 1, 1};
    CHECK(goes_on(from));
  }
  for (const Reference fixed :
       {Reference::default_day, Reference::half_year, Reference::day_before_half_year}) {
    LawRows from = ended(fixed, Date{2020, 9, 1});
    from.interest[0].line.valid_from = Date{2020, 1, 2};
    CHECK(findings(from).empty());
  }
}

TEST_CASE("what rests on the last value after the day it was looked at is assumed") {
  LawRows from = rows(Reference::each_change);
  from.rates[1].seen_through = Date{2020, 11, 21};
  CHECK(sources(from, june, Date{2020, 11, 21}) ==
        "base rate 2 % on 2020-01-01 + 8 (bank); base rate 3 % on 2020-07-01 + "
        "8 (bank); ");
  CHECK(sources(from, june, Date{2020, 11, 22}) ==
        "base rate 2 % on 2020-01-01 + 8 (bank); base rate 3 % on 2020-07-01 + "
        "8 (bank), assumed "
        "after 2020-11-21; ");
  from.interest[0].reference = Reference::half_year;  // of 1 July, whatever the day
  CHECK(sources(from, Date{2020, 7, 5}, Date{2021, 7, 1}) ==
        "base rate 3 % on 2020-07-01 + 8 (bank); ");
  CHECK(sources(from, Date{2021, 1, 1}, Date{2021, 1, 1}) ==
        "base rate 3 % on 2021-01-01 + 8 (bank), assumed after 2020-11-21; ");
  from.interest[0].reference = Reference::each_half_year;
  CHECK(sources(from, Date{2020, 7, 5}, Date{2021, 1, 1}) ==
        "base rate 3 % on 2020-07-01 + 8 (bank); base rate 3 % on 2021-01-01 + "
        "8 (bank), assumed "
        "after 2020-11-21; ");
}

TEST_CASE(
    "a later value makes an earlier look count no more; a later look "
    "takes its place") {
  LawRows from = rows(Reference::each_change);
  from.rates[0].seen_through = Date{2020, 2, 1};
  CHECK(sources(from, june, june) == "base rate 2 % on 2020-01-01 + 8 (bank); ");
  from.rates[1].seen_through = Date{2020, 8, 1};
  RateRow looked = from.rates[1];
  looked.seen_through = december;
  looked.recorded_on = Date{2021, 1, 4};
  from.rates.push_back(looked);
  CHECK(sources(from, december, december) == "base rate 3 % on 2020-07-01 + 8 (bank); ");
  const LawPack then = pack(from).as_known_on(Date{2021, 1, 3});
  CHECK(then.interest_by("DELAY", december, december).at(0).source ==
        "base rate 3 % on 2020-07-01 + 8 (bank), assumed after 2020-08-01");
  from.rates[0].seen_through = Date{2019, 12, 31};
  CHECK(findings(from) == "base 2020-01-01: looked at through 2019-12-31, before the value held\n");
}
