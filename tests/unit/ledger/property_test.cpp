// What must hold of every case: order of arrival, splitting of time, conservation.
#include "history.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <ledger/accrual.hpp>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

// What changes a debt without a payment, often on one day.
void add_debt_facts(Build& build, Random& random) {
  const auto day = [&] { return first + Days{static_cast<std::int32_t>(10 * random.below(15))}; };
  for (std::int64_t i = 0, n = random.below(4); i < n; ++i) {
    ClaimReduced note;
    note.kind = static_cast<ClaimReduced::Kind>(random.below(2));
    note.claim = {"C0"};
    note.sum = koruna(1 + random.below(300'000));
    const Date from = day();
    if (random.below(3) == 0) {
      note.if_paid = koruna(1 + random.below(300'000));
      note.by = from + Days{30};
    }
    build.fact("n" + std::to_string(i), from, note);
  }
  if (random.below(4) == 0) build.fact("u", day(), ReductionReversed{{}, {"n0"}, {}});
  for (std::int64_t i = 0, n = random.below(3); i < n; ++i) {
    InterestStated stated;
    InterestSegment segment;
    segment.kind = static_cast<InterestSegment::Kind>(random.below(2));
    segment.from = day();
    segment.fixed = Rate{1'000 * random.below(200), DayCount::act_365};
    if (random.below(3) != 0) stated.segments.push_back(segment);
    const Date from = day();
    if (random.below(2) == 0) stated.until = from + Days{40};
    build.fact("i" + std::to_string(i), from, stated);
  }
  if (random.below(4) != 0) return;
  TitleIssued title;
  title.parts.push_back({{"C0"}, koruna(random.below(200'000)), {}, koruna(50'000), {}, {}});
  build.fact("t", day(), title);
}

Build some_case(Random& random) {
  std::vector<Claim> claims;
  for (std::int64_t i = 0, n = 1 + random.below(3); i < n; ++i) {
    Claim claim = sample_claim(random.below(2) == 0 ? Relation::business : Relation::consumer);
    claim.id = {"C" + std::to_string(i)};
    claim.principal = koruna(1 + random.below(1'000'000));
    claim.due = some_day(random, 100);
    claim.obligation = Date{2021, 6, 30} + Days{static_cast<std::int32_t>(random.below(2))};
    claims.push_back(claim);
  }
  const auto names = claims;
  Build build(std::move(claims), first + Days{50});
  if (random.below(4) == 0) build.value.claims[0].removed = some_day(random);
  if (random.below(4) == 0) build.value.claims[0].added = first + Days{80};
  for (std::int64_t i = 0, n = random.below(6); i < n; ++i) {
    const std::size_t which = static_cast<std::size_t>(random.below(std::ssize(names)));
    // Few days and few sums, so that things of one day and ties come up.
    const Date day = first + Days{static_cast<std::int32_t>(10 * random.below(15))};
    build.pay("p" + std::to_string(i), day, koruna(1 + random.below(400'000)),
              random.below(2) == 0 ? names[which].id.value : std::string{});
    auto& payment = std::get<PaymentReceived>(build.value.facts.back().fact.what);
    if (random.below(4) == 0) payment.order = {static_cast<Component>(random.below(8))};
    payment.order_agreed = random.below(2) == 0;
  }
  if (random.below(3) == 0) build.reverse("r", some_day(random), "p0");
  if (random.below(3) == 0) build.fact("a", some_day(random), PaymentAssigned{{"p1"}, {}, {"C0"}});
  for (std::int64_t i = 0, n = random.below(3); i < n; ++i) {
    build.charge(some_day(random), koruna(1 + random.below(130'000)), random.below(2) == 0);
  }
  for (std::int64_t i = 0, n = random.below(3); i < n; ++i) {
    build.write_off(first + Days{static_cast<std::int32_t>(10 * random.below(15))},
                    koruna(1 + random.below(300'000)));
  }
  for (std::int64_t i = 0, n = random.below(3); i < n; ++i) {
    DisputeRaised dispute;
    if (random.below(2) == 0) dispute.claims = {{"C0"}};
    if (random.below(2) == 0) dispute.sum = koruna(1 + random.below(300'000));
    build.fact("d" + std::to_string(i), some_day(random), dispute);
  }
  if (random.below(2) == 0) build.fact("x", some_day(random), DisputeResolved{});
  if (random.below(3) == 0) build.hold(some_day(random), some_day(random));
  add_debt_facts(build, random);
  return build;
}

}  // namespace

TEST_CASE("every order of arrival gives the same balance and the same lines") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    Random random{seed};
    const Build build = some_case(random);
    const Date day = some_day(random, 300);
    const Balance expected = build.on(day);
    const std::vector<CalculationLine> lines = build.reckoned(day).lines;
    for (int round = 0; round < 4; ++round) {
      Build other = build;
      shuffle(other.value.facts, random);
      arrived_so(other.value);
      shuffle(other.value.postings, random);
      shuffle(other.value.claims, random);
      CAPTURE(seed);
      REQUIRE(same(expected, other.on(day)));
      // What fills a claim on one day is the same in any order; which payment did it is not.
      REQUIRE(other.reckoned(day).lines == lines);
    }
  }
}

TEST_CASE("lines add up, nothing is lost, and silent and spoken counting agree") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    Random random{seed * 7919};
    const Build build = some_case(random);
    const Date day = some_day(random, 300);
    CAPTURE(seed);
    REQUIRE(conserved(build.value, czech(), day));
    REQUIRE(same(build.reckoned(day).balance, build.on(day)));
  }
}

TEST_CASE(
    "under any terms silent and spoken counting agree, and rounding stays near the exact sum") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    Random random{seed * 104'729};
    const Build build = some_case(random);
    LedgerOptions options{.on = some_day(random, 500)};
    InterestTerms terms;
    terms.rounding = static_cast<InterestTerms::Rounding>(random.below(3));
    terms.unit = random.below(2) == 0 ? 1 : 100;
    terms.payment_day_bears = random.below(2) == 0;
    if (random.below(2) == 0) terms.day_count = static_cast<DayCount>(random.below(4));
    options.terms = terms;
    const Calculation spoken = reckon(build.value, nullptr, czech(), options);
    CAPTURE(seed);
    REQUIRE(same(spoken.balance, balance(build.value, nullptr, czech(), options)));
    // Each rounding is off by half a unit at most; there are no more of them than lines.
    Int128 exact = 0, booked = 0;
    std::int64_t lines = 0;
    for (const CalculationLine& line : spoken.lines) {
      if (line.what != CalculationLine::What::interest) continue;
      exact += line.exact;
      booked += line.amount.minor;
      ++lines;
      REQUIRE(line.amount.minor % terms.unit == 0);
    }
    const Int128 off = booked * interest_scale - exact;
    REQUIRE((off < 0 ? -off : off) * 2 <= Int128{interest_scale} * terms.unit * lines);
  }
}

TEST_CASE("splitting a stretch of time changes nothing") {
  Random random{42};
  for (int round = 0; round < 20'000; ++round) {
    const Date a = Date::from_number(static_cast<std::int32_t>(random.below(80'000) - 25'000));
    const Date b = a + Days{static_cast<std::int32_t>(random.below(4'000))};
    const Date c = b + Days{static_cast<std::int32_t>(random.below(4'000))};
    const Rate rate{random.below(300'000), static_cast<DayCount>(random.below(4))};
    const std::int64_t base = random.below(1'000'000'000);
    REQUIRE(ledger::exact_interest(base, rate, a, b) + ledger::exact_interest(base, rate, b, c) ==
            ledger::exact_interest(base, rate, a, c));
  }
}

TEST_CASE("an event without effect changes no debt") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    Random random{seed * 104'729};
    const Build build = some_case(random);
    const Date day = some_day(random, 300);
    Build other = build;
    const Date between = some_day(random, 300);
    other.pay("none", between, koruna(5'000)).reverse("back", between, "none");
    other.charge(between, koruna(0));
    CAPTURE(seed);
    REQUIRE(same(build.on(day), other.on(day)));
  }
}

TEST_CASE("sums at the limit do not overflow") {
  Claim claim = sample_claim();
  claim.principal = koruna(Money::limit);
  claim.due = Date{1900, 1, 2};
  claim.agreed_rate = Rate{1'000'000, DayCount::act_act};  // 100 % for 300 years
  const Balance b = Build({claim}).on(Date{2200, 12, 31});
  CHECK(b.interest.minor > 300 * Money::limit - Money::limit / 365);
  CHECK(b.interest.minor < 301 * Money::limit);
}
