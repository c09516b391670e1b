// Look-ups of law packs, on rows made here: what the real packs say is tested in packs.
#include <arrears/law/law.hpp>

#include <doctest/doctest.h>
#include "build.hpp"

using namespace arrears;
using namespace arrears::literals;
using law_test::claim, law_test::findings, law_test::line;

namespace {

LawRows rows() {
  LawRows out;
  out.rates.push_back({"base", Date{2020, 1, 1}, 20'000, "bank", true, {}});
  out.rates.push_back({"base", Date{2020, 3, 10}, 30'000, "bank", true, {}});
  out.rates.push_back({"base", Date{2020, 7, 1}, 40'000, "bank", true, {}});
  const auto rule = [&](const char* name, InterestRow::Reference reference, RelationSet relations) {
    InterestRow row;
    row.line = line(std::string("XX.") + name);
    row.regime = name;
    row.relations = relations;
    row.series = "base";
    row.series_name = "base rate";
    row.premium_ppm = 80'000;
    row.reference = reference;
    out.interest.push_back(row);
  };
  using Reference = InterestRow::Reference;
  rule("half", Reference::half_year, 0);
  rule("before", Reference::day_before_half_year, bit(Relation::public_body));
  rule("floating", Reference::each_half_year, bit(Relation::consumer));
  rule("daily", Reference::each_change, bit(Relation::unstated));
  rule("before_each", Reference::day_before_each_half_year, 0);
  out.interest.back().use = InterestRow::Use::choice;
  out.fees.push_back({line("XX.fee", Date{2020, 2, 1}, Date{2020, 6, 30}), bit(Relation::business),
                      Component::lump_sum, 10_eur});
  out.fees.push_back(
      {line("XX.fee", Date{2020, 7, 1}), bit(Relation::business), Component::costs, 20_eur});
  return out;
}

LawPack pack(LawRows from = rows()) { return law_test::pack(std::move(from)); }

std::string periods(const LawPack& law, Relation relation, Date from, Date through) {
  std::string out;
  for (const InterestPeriod& p : law.default_interest(claim(relation), from, through)) {
    out += p.from.text() + ".." + p.until.text() + "@" + p.rate.percent_text() + " ";
  }
  return out;
}

}  // namespace

TEST_CASE("the pack without a country gives nothing but holds and one business day") {
  const LawPack none;
  CHECK(none.country().empty());
  CHECK(
      none.default_interest(claim(Relation::business), Date{2020, 1, 1}, Date{2021, 1, 1}).empty());
  CHECK(none.fee("lump_sum", claim(Relation::business), Date{2020, 1, 1}).sum == std::nullopt);
  CHECK(none.fee("lump_sum", claim(Relation::business), Date{2020, 1, 1}).why_not ==
        "the law pack has no fee lump_sum");
  CHECK(none.promise_tolerance() == Duration{Duration::Unit::business_days, 1});
  CHECK(none.hold(Hold::Cause::dispute).kinds == HoldKinds::contact);
  CHECK(none.hold(Hold::Cause::dispute).scope == HoldScope::claim);
  CHECK(none.hold(Hold::Cause::insolvency).kinds == (HoldKinds::contact | HoldKinds::enforcement));
  CHECK(none.hold(Hold::Cause::insolvency).scope == HoldScope::person);
  CHECK(none.hold(Hold::Cause::death).kinds == HoldKinds::contact);
  CHECK(none.hold(Hold::Cause::plan).kinds == HoldKinds::none);
  CHECK(none.default_from(Date{2026, 8, 29}, true) == Date{2026, 8, 30});
  CHECK(none.calendar(CalendarPurpose::contact).is_business_day(Date{2026, 12, 25}));
  const std::vector<Component> order =
      none.allocation(claim(Relation::consumer), true, Date{2026, 1, 1}).order;
  REQUIRE(order.size() == component_count);
  CHECK(order[0] == Component::court_fee);
  CHECK(order[4] == Component::default_interest);
  CHECK(order[5] == Component::contractual_interest);
  CHECK(order[6] == Component::principal);
  CHECK(check_pack(none.data()).empty());
}

TEST_CASE("each way to fix a rate, against values worked out by hand") {
  const LawPack law = pack();
  const Date from{2020, 4, 15}, through{2020, 8, 1};
  CHECK(periods(law, Relation::business, from, through) == "2020-04-15..2020-08-01@10 ");
  // 31 December 2019 lies before the series: no rate, no interest.
  CHECK(periods(law, Relation::public_body, from, through) == "");
  CHECK(periods(law, Relation::public_body, Date{2020, 7, 1}, through) ==
        "2020-07-01..2020-08-01@11 ");
  CHECK(periods(law, Relation::consumer, from, through) ==
        "2020-04-15..2020-06-30@10 2020-07-01..2020-08-01@12 ");
  CHECK(periods(law, Relation::unstated, from, through) ==
        "2020-04-15..2020-06-30@11 2020-07-01..2020-08-01@12 ");
  CHECK(periods(law, Relation::unstated, Date{2020, 1, 5}, Date{2020, 3, 10}) ==
        "2020-01-05..2020-03-09@10 2020-03-10..2020-03-10@11 ");
  CHECK(periods(law, Relation::business, Date{2020, 8, 2}, through) == "");
  const auto period = law.interest_by("half", from, through);
  REQUIRE(period.size() == 1);
  CHECK(period[0].source == "base rate 2 % on 2020-01-01 + 8 (bank)");
  CHECK(period[0].line->id == "XX.half");
  CHECK(law.interest_by("nothing", from, through).empty());
  const auto before_each = law.interest_by("before_each", Date{2020, 6, 29}, through);
  REQUIRE(before_each.size() == 1);  // nothing is known of 31 December 2019
  CHECK(before_each[0].from == Date{2020, 7, 1});
  CHECK(before_each[0].rate.percent_text() == "11");
}

TEST_CASE("rules whose selector is the day follow each other within one default") {
  LawRows from = rows();
  from.interest.clear();
  const auto rule = [&](std::optional<Date> first, std::optional<Date> last, std::int64_t premium) {
    InterestRow row;
    row.line = line("XX.delay", first, last);
    row.line.selector = Selector::accrued_on;
    row.regime = "DELAY";
    row.premium_ppm = premium;
    from.interest.push_back(row);
  };
  rule(Date{2020, 1, 1}, Date{2020, 5, 31}, 50'000);
  rule(Date{2020, 6, 1}, {}, 70'000);
  const LawPack law = pack(from);
  CHECK(check_pack(law.data()).empty());
  CHECK(periods(law, Relation::consumer, Date{2020, 5, 30}, Date{2020, 6, 2}) ==
        "2020-05-30..2020-05-31@5 2020-06-01..2020-06-02@7 ");
  CHECK(periods(law, Relation::consumer, Date{2020, 6, 2}, Date{2020, 6, 2}) ==
        "2020-06-02..2020-06-02@7 ");
  CHECK(periods(law, Relation::consumer, Date{2019, 12, 31}, Date{2020, 6, 2}) == "");
  CHECK(law.default_interest_unknown(claim(Relation::consumer), Date{2019, 12, 31}) ==
        "XX has no rule of default interest for a default that began on 2019-12-31 under an "
        "obligation of " +
            claim(Relation::consumer).due.text());
  from.interest[1].line.selector = Selector::default_from;
  CHECK(check_pack(pack(from).data()) == std::vector<std::string>{"DELAY: stands twice"});
}

TEST_CASE("a pack with two rules for one default, or with none after one, is found") {
  LawRows from = rows();
  InterestRow row = from.interest[0];
  from.interest.clear();
  const auto rule = [&](const char* regime, const char* id, std::optional<Date> first,
                        std::optional<Date> last, std::optional<Date> old,
                        std::optional<Date> young) {
    row.line = line(id, first, last);
    row.regime = regime;
    row.relations = bit(Relation::business);
    row.reference = InterestRow::Reference::none;
    row.series.clear();
    row.obligation_until = old;
    row.obligation_from = young;
    from.interest.push_back(row);
  };
  // What was agreed by June keeps the first rule; what came later has the second.
  rule("OLD", "XX.old", Date{2020, 1, 1}, {}, Date{2020, 6, 30}, {});
  rule("NEW", "XX.new", Date{2020, 7, 2}, {}, {}, Date{2020, 7, 1});
  CHECK(findings(from) == "");
  from.interest[0].line.valid_until = Date{2021, 1, 1};
  CHECK(findings(from) ==
        "default interest, business: no rule after OLD for default from 2021-01-02, obligation of "
        "1900-01-01\n");
  from.interest[0].line.valid_until = {};
  from.interest[1].obligation_from = Date{2020, 6, 30};
  CHECK(
      findings(from) ==
      "default interest, business: NEW and OLD overlap for default from 2020-07-02, obligation of "
      "2020-06-30\n");
}

TEST_CASE("a fee is chosen by its selector and says why there is none") {
  const LawPack law = pack();
  const Claim business = claim(Relation::business);
  CHECK(law.fee("XX.fee", business, Date{2020, 2, 1}).sum == 10_eur);
  CHECK(law.fee("fee_cs", business, Date{2020, 6, 30}).sum == 10_eur);
  CHECK(law.fee("XX.fee_cs", business, Date{2020, 7, 1}).sum == 20_eur);
  CHECK(law.fee("fee", business, Date{2020, 7, 1}).component == Component::costs);
  CHECK(law.fee("fee", business, Date{2020, 1, 31}).why_not ==
        "fee does not cover a default that began on 2020-01-31");
  CHECK(law.fee("fee", claim(Relation::consumer), Date{2020, 7, 1}).why_not ==
        "not against consumers (XX.fee)");
  Claim koruna = business;
  koruna.principal = 100_czk;
  CHECK(law.fee("fee", koruna, Date{2020, 7, 1}).why_not == "the claim is not in EUR (XX.fee)");
}

TEST_CASE("lines are found by id and by name, the newest version first") {
  const LawPack law = pack();
  REQUIRE(law.find("XX.fee") != nullptr);
  CHECK(law.find("XX.fee")->valid_from == Date{2020, 7, 1});
  CHECK(law.find("fee_cs") == law.find("XX.fee_cs"));
  CHECK(law.find("fees") == nullptr);
  CHECK(law.find("YY.fee") == nullptr);
  CHECK(law.lines().size() == 7);
}

TEST_CASE("the hash does not depend on the order of rows and changes with each of them") {
  LawRows turned = rows();
  std::reverse(turned.rates.begin(), turned.rates.end());
  std::reverse(turned.fees.begin(), turned.fees.end());
  CHECK(pack(turned).hash() == pack().hash());
  turned.rates[0].ppm += 1;
  CHECK(pack(turned).hash() != pack().hash());
}

TEST_CASE("an archive gives the same pack; a damaged one an error, never a crash") {
  LawRows all = rows();
  all.holidays.push_back({7, true, 0, 0, 1, 1990, {}, "Easter Monday", "act", "x", true, {}});
  all.allocation.push_back({line("XX.order"), 0, 0, true, {Component::principal}});
  all.holds.push_back({line("XX.h"), Hold::Cause::death, HoldKinds::interest, HoldScope::person});
  all.notices.push_back({line("XX.n"), {Duration::Unit::months, 2}});
  all.requirements.push_back({line("XX.r"), RequirementRow::What::relation});
  all.settings.push_back({line("XX.s"), SettingRow::What::promise_tolerance, {}});
  const LawPack law = pack(all);
  const Bytes bytes = law.archive();
  const Result<LawPack> again = LawPack::from_archive(bytes);
  REQUIRE(again);
  CHECK(again->hash() == law.hash());
  CHECK(again->archive() == bytes);
  CHECK(again->requires_relation());
  CHECK(!again->requires_obligation());
  CHECK(again->notice("n")->period == Duration{Duration::Unit::months, 2});
  CHECK(!again->calendar(CalendarPurpose::bank).is_business_day(Date{2026, 4, 6}));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(!LawPack::from_archive(ByteView(bytes).first(size)));
  }
  std::size_t taken = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes broken = bytes;
    broken[i] ^= std::byte{0xff};
    taken += LawPack::from_archive(broken) ? 1 : 0;
  }
  CHECK(taken < bytes.size());  // many bytes are texts and stay readable; none may crash
}

TEST_CASE("what was recorded later is not known before; the later row corrects the earlier") {
  LawRows all = rows();
  RateRow corrected = all.rates[2];
  corrected.ppm = 45'000;
  corrected.recorded_on = Date{2020, 9, 1};
  all.rates.push_back(corrected);
  FeeRow fee = all.fees[1];
  fee.line.recorded_on = Date{2020, 9, 5};
  fee.sum = 30_eur;
  all.fees.push_back(fee);
  const LawPack law = pack(all);
  const Date late{2020, 8, 1};
  const auto rate = [&](const LawPack& from) {
    return from.interest_by("half", late, late).at(0).rate.percent_text();
  };
  const Claim business = claim(Relation::business);
  CHECK(rate(law) == "12.5");
  CHECK(law.fee("fee", business, late).sum == 30_eur);
  CHECK(rate(law.as_known_on(Date{2020, 9, 4})) == "12.5");
  CHECK(law.as_known_on(Date{2020, 9, 4}).fee("fee", business, late).sum == 20_eur);
  CHECK(rate(law.as_known_on(Date{2020, 8, 31})) == "12");
  CHECK(law.as_known_on(Date{2020, 8, 31}).hash() == pack().hash());
  CHECK(law.as_known_on(Date{2020, 9, 5}).hash() == law.hash());
}

TEST_CASE("the row with more conditions decides the order; unlisted components come last") {
  LawRows all = rows();
  all.allocation.push_back({line("XX.order"), 0, 0, {}, {Component::costs, Component::principal}});
  all.allocation.push_back(
      {line("XX.consumers"), bit(Relation::consumer), 0, true, {Component::principal}});
  all.allocation[1].line.selector = Selector::paid_on;
  all.allocation[1].line.valid_from = Date{2020, 5, 1};
  const LawPack law = pack(all);
  const auto of = [&](Relation relation, bool in_default, Date paid) {
    return law.allocation(claim(relation), in_default, paid);
  };
  const Date later{2020, 5, 1};
  CHECK(of(Relation::business, true, later).line->id == "XX.order");
  CHECK(of(Relation::consumer, false, later).line->id == "XX.order");
  CHECK(of(Relation::consumer, true, later - Days{1}).line->id == "XX.order");
  CHECK(of(Relation::consumer, true, later).line->id == "XX.consumers");
  CHECK(of(Relation::business, true, later).order ==
        std::vector<Component>{Component::costs, Component::principal,
                               Component::contractual_interest, Component::default_interest,
                               Component::penalty, Component::court_fee, Component::attorney_fee,
                               Component::lump_sum});
}

TEST_CASE("the check of packs finds what is wrong") {
  CHECK(findings(rows()) == "");
  LawRows broken = rows();
  broken.fees[1].line.valid_from = Date{2020, 6, 30};
  CHECK(findings(broken) ==
        "XX.fee: the version from 2020-02-01 until 2020-06-30 overlaps the one from 2020-06-30\n");
  broken.fees[1].line.valid_from = Date{2020, 7, 2};
  CHECK(findings(broken) ==
        "XX.fee: the version from 2020-02-01 until 2020-06-30 leaves a gap before 2020-07-02\n");
  broken = rows();
  broken.fees[0].line.source.clear();
  CHECK(findings(broken) == "XX.fee valid from 2020-02-01: no source\n");
  broken = rows();
  broken.fees[0].line.id = "YY.fee";
  CHECK(findings(broken).find("does not begin with XX.") != std::string::npos);
  broken = rows();
  broken.interest[0].series = "other";
  CHECK(findings(broken) == "half: there is no series other\n");
  broken = rows();
  broken.interest[0].line.valid_from = Date{2019, 12, 31};
  CHECK(findings(broken) == "half: the series base begins only on 2020-01-01\n");
  broken = rows();
  broken.interest[0].line.names["en"] = "fee";
  CHECK(findings(broken) == "the name fee means XX.fee and XX.half\n");
}

TEST_CASE("packs by country") {
  const LawPacks packs({pack()});
  CHECK(packs.knows("XX"));
  CHECK(!packs.knows("CZ"));
  CHECK(packs.of("XX").country() == "XX");
  CHECK(packs.of("CZ").country().empty());
  CHECK(packs.of("").country().empty());
  CHECK(packs.hashes() == std::vector<Hash>{pack().hash()});
}

TEST_CASE("several debts: the line for the relation, before the one for all; checked") {
  using Criterion = SeveralDebts::Criterion;
  SeveralDebtsRow all{line("XX.several"), 0, {}};
  all.order = {Criterion::demanded, Criterion::earliest_due};
  all.line.selector = Selector::obligation_on;
  SeveralDebtsRow business{line("XX.several_business"), bit(Relation::business), {}};
  business.order = {Criterion::least_secured};
  business.line.selector = Selector::paid_on;
  business.line.valid_until = Date{2020, 1, 1};
  const auto rows = [](std::vector<SeveralDebtsRow> several) {
    LawRows out;
    out.several_debts = std::move(several);
    return out;
  };
  const LawPack of = pack(rows({all, business}));
  const auto found = [&](Relation relation, Date paid) {
    return of.several_debts(claim(relation), paid).line->id;
  };
  CHECK(found(Relation::consumer, Date{2020, 1, 1}) == "XX.several");
  CHECK(found(Relation::business, Date{2020, 1, 1}) == "XX.several_business");
  CHECK(found(Relation::business, Date{2020, 1, 2}) == "XX.several");
  CHECK(LawPack().several_debts(claim(Relation::consumer), Date{2020, 1, 1}).line == nullptr);
  const Result<LawPack> again = LawPack::from_archive(of.archive());
  REQUIRE(again);
  CHECK(again->several_debts(claim(Relation::business), Date{2020, 1, 1}).order == business.order);
  CHECK(findings(rows({all, business})) == "");
  business.order.clear();
  business.line.selector = Selector::filed_on;
  CHECK(findings(rows({business})) ==
        "XX.several_business: no order\n"
        "XX.several_business: it is chosen by obligation_on or paid_on\n");
}
