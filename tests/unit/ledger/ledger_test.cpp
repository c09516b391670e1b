// The arithmetic of the documents and each rule of the ledger by itself.
#include "build.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <law/pack_data.hpp>

using namespace arrears;
using namespace arrears::ledger_test;

TEST_CASE("sample page: a remainder under a hundred koruna") {
  Build build;
  build.pay("bank:1", Date{2026, 9, 10}, 11'950_czk);
  const Balance open = build.on(Date{2026, 9, 10});
  CHECK(open.debt == 84.77_czk);
  CHECK(open.principal == 84.77_czk);
  CHECK(open.interest == 0_czk);
  build.write_off(Date{2026, 9, 10}, 84.77_czk);
  const Balance closed = build.on(Date{2026, 9, 30});
  CHECK(closed.debt == 0_czk);
  CHECK(closed.written_off == 84.77_czk);
  CHECK(closed.written_off_unused == 0_czk);
  CHECK(closed.claims[0].principal_paid_on == std::nullopt);
}

TEST_CASE("sample page: a payment found late, the lump sum charged after its date") {
  Build build;
  build.charge(Date{2026, 9, 30}, 1'200_czk);
  build.pay("bank:1", Date{2026, 9, 25}, 12'000_czk);
  const Balance b = build.on(Date{2026, 10, 2});
  CHECK(b.debt == 1'292.92_czk);
  CHECK(b.principal == 92.71_czk);
  CHECK(b.interest == 0.21_czk);
  CHECK(b.costs == 1'200_czk);
}

TEST_CASE("embedding page: 11 260.61, and 12 065.67 as known before the payment") {
  Build build;
  build.pay("bank:000123", Date{2026, 9, 10}, 2'000_czk, {}, Instant{2'000});
  build.charge(Date{2026, 9, 18}, 1'200_czk);
  const Balance now = build.on(Date{2026, 9, 18});
  CHECK(now.debt == 11'260.61_czk);
  CHECK(now.principal == 10'034.77_czk);
  CHECK(now.interest == 25.84_czk);
  CHECK(now.costs == 1'200_czk);
  build.value.postings[0].recorded_at = Instant{3'000};
  const Balance then =
      balance(build.value, nullptr, czech(), {.on = Date{2026, 9, 18}, .known_at = Instant{1'000}});
  CHECK(then.debt == 12'065.67_czk);
  const Balance between =
      balance(build.value, nullptr, czech(), {.on = Date{2026, 9, 18}, .known_at = Instant{2'000}});
  CHECK(between.debt == 10'060.61_czk);
}

TEST_CASE("both orders of § 1932, on each side of 1 July 2021") {
  const auto paid = [](Relation relation, Date obligation, Date paid_on) {
    Claim claim = sample_claim(relation);
    claim.obligation = obligation;
    Build build({claim});
    build.charge(Date{2026, 9, 5}, 300_czk, false);
    build.pay("bank:1", paid_on, 1'000_czk);
    return build.on(Date{2026, 10, 1});
  };
  const Date late{2026, 9, 11};
  const Date before{2021, 6, 30}, after{2021, 7, 1};
  // Default interest 2 to 11 September: 12 000 x 11.75 % x 10/365 = 38.6301 -> 38.63.
  // Costs, interest, principal: 300.00 + 38.63 + 661.37; then 11 338.63 for 20 days = 73.00,
  // cumulative 38.6301 + 73.0021 = 111.6322 -> 111.63.
  for (const auto& b :
       {paid(Relation::consumer, before, late), paid(Relation::business, after, late),
        paid(Relation::public_body, before, late)}) {
    CHECK(b.costs == 0_czk);
    CHECK(b.principal == 11'338.63_czk);
    CHECK(b.interest == 73_czk);
  }
  // Costs, principal, interest: 300.00 + 700.00; then 11 300.00 for 20 days = 72.7534,
  // cumulative 38.6301 + 72.7534 = 111.3836 -> 111.38.
  const Balance consumer = paid(Relation::consumer, after, late);
  CHECK(consumer.costs == 0_czk);
  CHECK(consumer.principal == 11'300_czk);
  CHECK(consumer.interest == 111.38_czk);
  // Not in default yet on the due date: the first order, and there is no interest to pay.
  const Balance in_time = paid(Relation::consumer, after, Date{2026, 9, 1});
  CHECK(in_time.principal == 11'000_czk);
  CHECK(in_time.costs == 300_czk);
}

TEST_CASE("contractual interest stands between principal and default interest") {
  const auto paid = [](Relation relation) {
    Claim claim = sample_claim(relation);
    InterestSegment segment;
    segment.from = Date{2026, 9, 2};
    segment.fixed = Rate{73'000, DayCount::act_365};  // 12 000 x 7.3 % = 2.40 a day
    segment.basis = "contract";
    claim.segments.push_back(segment);
    Build build({claim});
    build.pay("bank:1", Date{2026, 9, 11}, 50_czk);
    const Balance b = build.on(Date{2026, 9, 11});
    return std::array{b.claims[0].of(Component::principal),
                      b.claims[0].of(Component::contractual_interest),
                      b.claims[0].of(Component::default_interest)};
  };
  CHECK(paid(Relation::business) == std::array<std::int64_t, 3>{12'000'00, 24'00 - 11'37, 0});
  CHECK(paid(Relation::consumer) == std::array<std::int64_t, 3>{11'950'00, 24'00, 38'63});
}

TEST_CASE("the agreed rate and a segment of default interest replace the statutory one") {
  Claim claim = sample_claim();
  claim.agreed_rate = Rate{36'500, DayCount::act_365};  // 1.20 a day
  CHECK(Build({claim}).on(Date{2026, 9, 11}).interest == 12_czk);
  InterestSegment segment;
  segment.kind = InterestSegment::Kind::default_interest;
  segment.from = Date{2026, 9, 7};
  segment.until = Date{2026, 9, 8};
  segment.fixed = Rate{365'000, DayCount::act_365};
  claim.segments.push_back(segment);
  CHECK(Build({claim}).on(Date{2026, 9, 11}).interest == 24_czk);
  claim.segments[0].fixed.reset();
  claim.segments[0].regime = "CZ_351_2013";  // 11.75 % for two days: 7.726
  CHECK(Build({claim}).on(Date{2026, 9, 11}).interest == 7.73_czk);
  claim.segments[0].regime = "XX";
  CHECK(Build({claim}).on(Date{2026, 9, 11}).interest == 0_czk);
}

TEST_CASE("without a law there is no interest; payments still find their way") {
  Build build;
  build.pay("bank:1", Date{2026, 9, 25}, 5'000_czk);
  const Balance b = build.on(Date{2027, 1, 1}, LawPack{});
  CHECK(b.debt == 7'000_czk);
  CHECK(b.interest == 0_czk);
}

TEST_CASE("days under a hold of interest bear none, however many holds overlap") {
  Build build({sample_claim()});
  build.value.claims[0].claim.agreed_rate = Rate{36'500, DayCount::act_365};
  build.hold(Date{2026, 9, 4}, Date{2026, 9, 6}).hold(Date{2026, 9, 5}, Date{2026, 9, 7});
  build.hold(Date{2026, 9, 9}, Date{2026, 9, 9}, HoldKinds::contact);
  CHECK(build.on(Date{2026, 9, 11}).interest == 7.2_czk);  // 2, 3, 8 to 11 September
  Person debtor;
  Hold hold;
  hold.kinds = HoldKinds::interest | HoldKinds::contact;
  hold.scope = HoldScope::person;
  hold.from = Date{2026, 9, 10};
  hold.released = Date{2026, 9, 11};
  debtor.holds.push_back(hold);
  CHECK(balance(build.value, &debtor, czech(), {.on = Date{2026, 9, 11}}).interest == 6_czk);
  build.value.holds[0].scope = HoldScope::claim;
  build.value.holds[0].claim = {"another"};
  CHECK(build.on(Date{2026, 9, 11}).interest == 8.4_czk);  // without 5, 6, 7
}

TEST_CASE("a law may stop interest for a dispute or an insolvency") {
  LawRows rows = czech().data().all;
  for (HoldRow& row : rows.holds) row.kinds = row.kinds | HoldKinds::interest;
  const LawPack law(build_pack("CZ", rows));
  Claim claim = sample_claim();
  claim.agreed_rate = Rate{36'500, DayCount::act_365};
  Build build({claim});
  build.fact("d", Date{2026, 9, 4}, DisputeRaised{build.value.id, {}, {}, {}, {}, {}});
  build.fact("e", Date{2026, 9, 6}, DisputeResolved{build.value.id, {}, false, {}});
  CHECK(build.on(Date{2026, 9, 11}, law).interest == 9.6_czk);  // without 4 and 5
  CHECK(build.on(Date{2026, 9, 11}).interest == 12_czk);        // the real pack holds contact only
  Person debtor;
  debtor.facts.push_back({1, {}, {}, {{"i"}, Date{2026, 9, 9}, InsolvencyDeclared{{"P"}, "x"}}});
  CHECK(balance(build.value, &debtor, law, {.on = Date{2026, 9, 11}}).interest == 6_czk);
  debtor.facts.push_back({2, {}, {}, {{"j"}, Date{2026, 9, 11}, InsolvencyEnded{{"P"}}}});
  CHECK(balance(build.value, &debtor, law, {.on = Date{2026, 9, 11}}).interest == 7.2_czk);
}

TEST_CASE("several claims: the named one first, then the oldest due date, then the rest is kept") {
  Claim older = sample_claim(), newer = sample_claim();
  older.id = {"B"};
  older.due = Date{2026, 8, 1};
  older.principal = 100_czk;
  newer.id = {"A"};
  newer.principal = 200_czk;
  newer.agreed_rate = older.agreed_rate = Rate{};
  const auto open = [&](std::string_view claim, Money sum) {
    Build build({newer, older});
    build.pay("p", Date{2026, 9, 5}, sum, std::string(claim));
    const Balance b = build.on(Date{2026, 9, 9});
    return std::array{b.claims[0].of(Component::principal) / 100,
                      b.claims[1].of(Component::principal) / 100, b.overpaid.minor / 100};
  };
  using Open = std::array<std::int64_t, 3>;  // A, B, overpaid
  CHECK(open("", 60_czk) == Open{200, 40, 0});
  CHECK(open("", 160_czk) == Open{140, 0, 0});
  CHECK(open("A", 60_czk) == Open{140, 100, 0});
  CHECK(open("A", 260_czk) == Open{0, 40, 0});
  CHECK(open("unknown", 60_czk) == Open{200, 40, 0});
  CHECK(open("", 360_czk) == Open{0, 0, 60});
}

TEST_CASE("a claim that joins later takes no money that an earlier one has had") {
  Claim older = sample_claim(), newer = sample_claim();
  older.id = {"B"};
  older.due = Date{2026, 8, 1};
  newer.agreed_rate = older.agreed_rate = Rate{};
  Build build({newer});
  build.pay("p", Date{2026, 9, 10}, 5'000_czk);
  build.value.claims.push_back({older, Date{2026, 9, 12}, {}});
  const Balance b = build.on(Date{2026, 9, 20});
  CHECK(b.claims[0].of(Component::principal) == 7'000'00);
  CHECK(b.claims[1].of(Component::principal) == 12'000'00);
}

TEST_CASE("a claim that leaves takes along what is open, not what was paid") {
  Claim other = sample_claim();
  other.id = {"FV-2"};
  other.due = Date{2026, 9, 3};
  Build build({sample_claim(), other});
  build.value.claims[0].removed = Date{2026, 9, 20};
  build.pay("p", Date{2026, 9, 10}, 5'000_czk);
  build.pay("q", Date{2026, 9, 21}, 1'000_czk, "FV-1");
  const Balance before = build.on(Date{2026, 9, 19});
  const Balance after = build.on(Date{2026, 9, 20});
  CHECK(before.claims[0].of(Component::principal) > 0);
  CHECK(after.claims[0].open == ClaimBalance{}.open);
  CHECK(after.removed.minor == before.claims[0].of(Component::principal) +
                                   before.claims[0].of(Component::default_interest));
  CHECK(build.on(Date{2026, 9, 30}).claims[1].of(Component::principal) < 11'100'00);
  CHECK(conserved(build.value, czech(), Date{2026, 9, 30}));
}

TEST_CASE("a reversed payment is as if it had never come") {
  Build with;
  with.pay("p", Date{2026, 9, 10}, 5'000_czk).reverse("r", Date{2026, 9, 15}, "p");
  with.pay("q", Date{2026, 9, 20}, 1'000_czk);
  Build without;
  without.pay("q", Date{2026, 9, 20}, 1'000_czk);
  for (int day = 1; day <= 30; ++day) {
    const Balance a = with.on(Date{2026, 9, day}), b = without.on(Date{2026, 9, day});
    CHECK(a.debt == b.debt);
    CHECK(a.paid == b.paid);
  }
  // Before the reversal was known the payment counted.
  with.value.facts[1].recorded_at = Instant{100};
  CHECK(balance(with.value, nullptr, czech(), {.on = Date{2026, 9, 30}, .known_at = Instant{99}})
            .paid == 6'000_czk);
}

TEST_CASE("a payment that finds its claim later counts for that claim") {
  Claim other = sample_claim();
  other.id = {"FV-2"};
  Build build({sample_claim(), other});
  build.pay("p", Date{2026, 9, 1}, 5'000_czk);
  CHECK(build.on(Date{2026, 9, 1}).claims[0].of(Component::principal) == 7'000'00);
  build.fact("a", Date{2026, 9, 3}, PaymentAssigned{{"p"}, build.value.id, {"FV-2"}});
  CHECK(build.on(Date{2026, 9, 1}).claims[1].of(Component::principal) == 7'000'00);
}

TEST_CASE("a write-off is a fixed sum: first what came on top, principal last, the rest unused") {
  Claim second = sample_claim();
  second.id = {"FV-2"};
  Build build({sample_claim(), second});
  build.charge(Date{2026, 9, 5}, 1'200_czk).write_off(Date{2026, 9, 11}, 1'300_czk);
  const Balance b = build.on(Date{2026, 9, 11});
  // 2 x 38.63 interest, 1 200 lump sum, the other 22.74 from the principal of the first claim.
  CHECK(b.interest == 0_czk);
  CHECK(b.costs == 0_czk);
  CHECK(b.claims[0].of(Component::principal) == 12'000'00 - 22'74);
  CHECK(b.claims[1].of(Component::principal) == 12'000'00);
  build.pay("late", Date{2026, 9, 1}, 23'990_czk);
  const Balance late = build.on(Date{2026, 9, 11});
  CHECK(late.debt == 0_czk);
  CHECK(late.written_off == 1'300_czk);
  CHECK(late.written_off_unused == 89.97_czk);  // 10.00 principal, 0.03 interest, 1 200 lump sum
  CHECK(conserved(build.value, czech(), Date{2026, 9, 30}));
}

TEST_CASE("when principal was paid") {
  Build build;
  build.pay("p", Date{2026, 9, 1}, 12'000_czk);
  CHECK(build.on(Date{2026, 9, 5}).claims[0].principal_paid_on == Date{2026, 9, 1});
  CHECK(build.on(Date{2026, 8, 31}).claims[0].principal_paid_on == std::nullopt);
  CHECK(build.on(Date{2026, 9, 5}).debt == 0_czk);
  CHECK(oldest_due(build.on(Date{2026, 9, 5})) == std::nullopt);
  CHECK(oldest_due(build.on(Date{2026, 8, 31})) == Date{2026, 9, 1});
}

TEST_CASE("the disputed part") {
  Claim other = sample_claim();
  other.id = {"FV-2"};
  Build build({sample_claim(), other});
  build.fact("d1", Date{2026, 8, 10},
             DisputeRaised{build.value.id, {{"FV-2"}}, 5'000_czk, {}, {}, {}});
  const Date day{2026, 8, 20};
  CHECK(build.on(day).disputed == 5'000_czk);
  build.fact("d2", Date{2026, 8, 12},
             DisputeRaised{build.value.id, {{"FV-2"}}, 9'000_czk, {}, {}, {}});
  CHECK(build.on(day).disputed == 12'000_czk);  // never more than the claim
  build.fact("d3", Date{2026, 8, 15}, DisputeRaised{build.value.id, {{"FV-1"}}, {}, {}, {}, {}});
  CHECK(build.on(day).disputed == 24'000_czk);
  CHECK(build.on(Date{2026, 8, 14}).disputed == 12'000_czk);
  build.fact("r1", Date{2026, 8, 16}, DisputeResolved{build.value.id, {"d2"}, false, {}});
  CHECK(build.on(day).disputed == 17'000_czk);
  build.fact("r2", Date{2026, 8, 18}, DisputeResolved{build.value.id, {}, true, {}});
  CHECK(build.on(day).disputed == 0_czk);
  CHECK(build.on(Date{2026, 8, 17}).disputed == 17'000_czk);
  std::reverse(build.value.facts.begin(), build.value.facts.end());
  CHECK(build.on(Date{2026, 8, 17}).disputed == 17'000_czk);
}

TEST_CASE("a due date on a Saturday moves the interest only where the rulebook accepts it") {
  Claim claim = sample_claim();
  claim.due = Date{2026, 8, 29};
  const Build build({claim});
  const Date day{2026, 8, 31};
  // 12 000 x 11.75 % x 2/365 = 7.726
  CHECK(balance(build.value, nullptr, czech(), {.on = day}).interest == 7.73_czk);
  CHECK(balance(build.value, nullptr, czech(), {.on = day, .shift_due = true}).interest == 0_czk);
}

TEST_CASE("interest over a leap year divides by 366") {
  Claim claim = sample_claim();
  claim.principal = 100'000_czk;
  claim.due = Date{2023, 12, 10};
  claim.agreed_rate = Rate{130'000, DayCount::act_act};
  // 100 000 x 13 % x (21/365 + 5/366) = 925.54, not 747.95 + 177.60
  CHECK(Build({claim}).on(Date{2024, 1, 5}).interest == 925.54_czk);
  claim.agreed_rate->day_count = DayCount::thirty_360;
  // 30E/360: 11 December to 30 December and to 5 January: 20 + 5 days
  CHECK(Build({claim}).on(Date{2024, 1, 5}).interest == 902.78_czk);
}

TEST_CASE("an agreed rate is cut to the maximum of each day where the law has one") {
  const LawPack polish = testing::bundled_law().of("PL");
  Claim claim = sample_claim(Relation::consumer);
  claim.principal = Money{3'650'000, Currency{"PLN"}};
  claim.due = Date{2021, 10, 2};
  claim.obligation = Date{2021, 9, 1};
  claim.agreed_rate = Rate{120'000, DayCount::act_365};
  Build build({claim});
  const auto lines = [&](const LawPack& law) {
    std::string out;
    for (const CalculationLine& line : build.reckoned(Date{2021, 11, 10}, law).lines) {
      if (line.what != CalculationLine::What::interest) continue;
      out += line.from.text() + ".." + line.until.text() + "@" + line.rate->percent_text() + "=" +
             std::to_string(line.amount.minor) + (line.basis == "agreed rate" ? "" : " cut") + "\n";
    }
    return out;
  };
  // Twice (0.10, then 0.50, then 1.25) + 11 per cent: the maximum passes 12 with the second.
  CHECK(lines(polish) ==
        "2021-10-03..2021-10-06@11.2=4480 cut\n"
        "2021-10-07..2021-11-10@12=42000\n");
  CHECK(lines(LawPack{}) == "2021-10-03..2021-11-10@12=46800\n");
}

TEST_CASE("another order of crediting counts as far as the law lets it") {
  using enum Component;
  const Date paid{2026, 9, 18};
  // What is left of the principal when the debtor wants it paid first.
  const auto left = [&](Date obligation, Relation relation, bool agreed,
                        std::vector<Component> allocation, std::vector<Component> order) {
    Claim claim = sample_claim(relation);
    claim.obligation = obligation;
    claim.allocation = std::move(allocation);
    PaymentReceived payment;
    payment.sum = 1'000_czk;
    payment.value_date = paid;
    payment.order = std::move(order);
    payment.order_agreed = agreed;
    Build build({claim});
    build.charge(Date{2026, 9, 2}, 500_czk, false).fact("P", paid, payment);
    return build.on(paid).principal;
  };
  const Date old{2021, 6, 30}, now{2021, 7, 1};
  const Money by_law = 11'565.67_czk;  // costs 500, interest of 17 days 65.67, the rest principal
  CHECK(left(now, Relation::business, false, {}, {}) == by_law);
  CHECK(left(old, Relation::business, false, {}, {principal}) ==
        11'000_czk);                                                       // § 1932(1) until 2021
  CHECK(left(now, Relation::business, false, {}, {principal}) == by_law);  // needs consent
  CHECK(left(now, Relation::business, true, {}, {principal}) == 11'000_czk);
  CHECK(left(now, Relation::business, false, {principal}, {}) == 11'000_czk);  // agreed beforehand
  CHECK(left(now, Relation::business, true, {principal}, {costs, principal}) == 11'500_czk);
  // A consumer in default pays costs, then principal, whatever was agreed.
  CHECK(left(now, Relation::consumer, true, {default_interest}, {default_interest}) == 11'500_czk);
}

TEST_CASE("terms of a mandate: rounding at events and periods, whole crowns, day of payment") {
  Claim claim = sample_claim();
  claim.due = Date{2023, 12, 10};
  claim.principal = 1'000_czk;
  Build build({claim});
  PaymentReceived payment;
  payment.sum = 1_czk;
  payment.order = {Component::principal};
  payment.order_agreed = true;
  for (const int day : {15, 20, 25}) {
    payment.value_date = Date{2023, 12, day};
    build.fact("P" + std::to_string(day), payment.value_date, payment);
  }
  const auto interest = [&](InterestTerms terms) {
    LedgerOptions options{.on = Date{2024, 1, 5}};
    options.terms = terms;
    const Calculation lines = reckon(build.value, nullptr, czech(), options);
    const Balance silent = balance(build.value, nullptr, czech(), options);
    CHECK(silent.interest == lines.balance.interest);
    return silent.interest;
  };
  using Rounding = InterestTerms::Rounding;
  // 15 % of 1 000, 999, 998 and 997 for 5, 5, 5 and 6 + 5 days, the last 5 in a leap year:
  // 2.0547…, 2.0527…, 2.0506…, 2.4583… and 2.0430…, together 10.6595…
  CHECK(interest({}) == 10.66_czk);
  CHECK(interest({.rounding = Rounding::per_event}) == 10.65_czk);   // 2.05 2.05 2.05 4.50
  CHECK(interest({.rounding = Rounding::per_period}) == 10.65_czk);  // 2.05 2.05 2.05 2.46 2.04
  CHECK(interest({.rounding = Rounding::per_event, .unit = 100}) == 11_czk);  // 2 2 2 5
  CHECK(interest({.unit = 100}) == 11_czk);
  // Each payment takes a crown a day earlier: 0.41 of a heller less for each.
  CHECK(interest({.payment_day_bears = false}) == 10.66_czk);
  CHECK(interest({.day_count = DayCount::act_360}) == 10.81_czk);
}

TEST_CASE("a claim that had not joined yet was owed, and one that left later was not") {
  Claim second = sample_claim();
  second.id = {"FV-2"};
  Build build({sample_claim(), second});
  build.value.claims[0].removed = Date{2026, 9, 12};
  build.value.claims[1].added = Date{2026, 9, 11};
  ClaimAdded added;
  added.claim.id = {"FV-2"};
  build.fact("joined", Date{2026, 9, 11}, added, Instant{2'000});
  build.fact("left", Date{2026, 9, 12}, ClaimRemoved{{}, {"FV-1"}, ""}, Instant{3'000});
  const auto claims = [&](std::int64_t known) {
    const Balance b = balance(build.value, nullptr, czech(),
                              {.on = Date{2026, 9, 30}, .known_at = Instant{known}});
    return std::pair(b.claims.at(0).of(Component::principal),
                     b.claims.at(1).of(Component::principal));
  };
  CHECK(claims(1'000) == std::pair<std::int64_t, std::int64_t>(1'200'000, 0));
  CHECK(claims(2'000) == std::pair<std::int64_t, std::int64_t>(1'200'000, 1'200'000));
  CHECK(claims(3'000) == std::pair<std::int64_t, std::int64_t>(0, 1'200'000));
}

TEST_CASE("a hold of the host that was put or released later stopped interest before") {
  Build build;
  build.hold(Date{2026, 9, 2}, Date{2026, 12, 31});
  Hold& hold = build.value.holds.back();
  hold.cause = Hold::Cause::host;
  hold.by = "hold";
  hold.released = Date{2026, 9, 10};
  build.fact("hold", Date{2026, 9, 2}, HoldStated{}, Instant{2'000});
  HoldStated released;
  released.released = true;
  released.hold = {"hold"};
  build.fact("free", Date{2026, 9, 10}, released, Instant{3'000});
  const auto interest = [&](std::int64_t known) {
    return balance(build.value, nullptr, czech(),
                   {.on = Date{2026, 9, 18}, .known_at = Instant{known}})
        .interest;
  };
  CHECK(interest(1'000) == 65.67_czk);  // 17 days
  CHECK(interest(2'000) == 0_czk);
  CHECK(interest(3'000) == 34.77_czk);  // 9 days, from the tenth on
}

TEST_CASE("a segment that begins on the first day of the calendar does not stop the program") {
  Claim claim = sample_claim();
  claim.due = Date{1901, 1, 1};
  InterestSegment segment;
  segment.from = Date::earliest();
  segment.until = Date{1900, 12, 31};  // 365 days: 1900 is no leap year
  segment.fixed = Rate{100'000, DayCount::act_act};
  claim.segments = {segment};
  CHECK(Build({claim}).on(Date{1900, 12, 31}).interest == 1'200_czk);
}
