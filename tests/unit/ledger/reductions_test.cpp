// Credit notes, forgiveness on condition, titles: what lowers a debt without money.
#include "build.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

const Date tenth{2026, 9, 10}, eleventh{2026, 9, 11};

ClaimReduced note(Money sum) {
  ClaimReduced out;
  out.claim = {"FV-1"};
  out.sum = sum;
  return out;
}

ClaimReduced forgiven(Money sum, Money if_paid, Date by) {
  ClaimReduced out;
  out.kind = ClaimReduced::Kind::write_off;
  out.sum = sum;
  out.if_paid = if_paid;
  out.by = by;
  return out;
}

}  // namespace

TEST_CASE("a credit note lowers principal from its day on; of the days before, interest stays") {
  Build build;
  build.fact("n", eleventh, note(2'000_czk));
  // 12 000 x 11.75 % x 9/365 = 34.7671 through 10 September, then 10 000 for 10 days = 32.1918.
  CHECK(build.on(tenth).interest == 34.77_czk);
  CHECK(build.on(eleventh).principal == 10'000_czk);
  CHECK(build.on(Date{2026, 9, 20}).interest == 66.96_czk);
  CHECK(build.on(Date{2026, 9, 20}).credited == 2'000_czk);
  CHECK(conserved(build.value, czech(), Date{2026, 9, 20}));
  // From a day before the due date: as if less had been owed.
  Build early;
  early.fact("n", Date{2026, 8, 20}, note(2'000_czk));
  Claim less = sample_claim();
  less.principal = 10'000_czk;
  CHECK(early.on(Date{2026, 12, 31}).debt == Build({less}).on(Date{2026, 12, 31}).debt);
}

TEST_CASE("a credit note on what was paid frees payments, the latest first") {
  Build build;
  build.pay("bank:1", Date{2026, 9, 1}, 7'000_czk).pay("bank:2", Date{2026, 9, 1}, 4'000_czk);
  build.fact("n", eleventh, note(6'000_czk));
  const Balance b = build.on(eleventh);
  CHECK(b.principal == 0_czk);
  CHECK(b.overpaid == 5'000_czk);
  CHECK(b.credited == 6'000_czk);
  CHECK(conserved(build.value, czech(), eleventh));
  Money first = 0_czk, second = 0_czk, taken = 0_czk;
  for (const CalculationLine& line : build.reckoned(eleventh).lines) {
    if (line.what == CalculationLine::What::credit_note) taken += line.amount;
    if (line.what != CalculationLine::What::payment) continue;
    (line.fact == "bank:1" ? first : second) += line.amount;
  }
  CHECK(taken == -6'000_czk);
  CHECK(first == -6'000_czk);  // 1 000 of it was freed
  CHECK(second == 0_czk);
}

TEST_CASE("what is refunded is not overpaid any more, and nobody gets back what was taken back") {
  Build build;
  build.pay("bank:1", Date{2026, 9, 1}, 13'000_czk);
  build.fact("back", tenth, PaymentRefunded{{"bank:1"}, 400_czk, ""});
  CHECK(build.on(Date{2026, 9, 9}).overpaid == 1'000_czk);
  CHECK(build.on(tenth).overpaid == 600_czk);
  CHECK(build.on(tenth).refunded == 400_czk);
  CHECK(conserved(build.value, czech(), tenth));
  build.reverse("r", eleventh, "bank:1").pay("bank:2", Date{2026, 9, 1}, 12'500_czk);
  CHECK(build.on(eleventh).overpaid == 500_czk);
  CHECK(build.on(eleventh).refunded == 0_czk);
}

TEST_CASE("a credit note on what was written off gives the write-off back") {
  Build build;
  build.pay("bank:1", Date{2026, 9, 1}, 11'000_czk).write_off(Date{2026, 9, 1}, 1'000_czk);
  build.fact("n", eleventh, note(500_czk));
  CHECK(build.on(eleventh).overpaid == 500_czk);  // payments first
  build.fact("m", eleventh, note(11'500_czk));
  const Balance b = build.on(eleventh);
  CHECK(b.overpaid == 11'000_czk);
  CHECK(b.written_off_unused == 1'000_czk);
  CHECK(b.credited == 12'000_czk);
  CHECK(conserved(build.value, czech(), eleventh));
}

TEST_CASE("forgiven if paid in time, owed again when the payment is taken back") {
  Build build;
  build.fact("deal", Date{2026, 9, 5}, forgiven(4'000_czk, 8'100_czk, Date{2026, 9, 30}));
  CHECK(build.on(tenth).written_off == 0_czk);
  build.pay("bank:1", tenth, 3'000_czk).pay("bank:2", Date{2026, 9, 30}, 5'100_czk);
  const Balance met = build.on(Date{2026, 9, 30});
  CHECK(met.written_off == 4'000_czk);
  CHECK(build.on(Date{2026, 9, 29}).written_off == 0_czk);
  build.reverse("r", Date{2026, 10, 2}, "bank:2");
  Build without;
  without.pay("bank:1", tenth, 3'000_czk);
  CHECK(build.on(Date{2026, 10, 2}).debt == without.on(Date{2026, 10, 2}).debt);
  // One day late is late; what was paid before the deal does not count.
  Build late;
  late.fact("deal", Date{2026, 9, 5}, forgiven(4'000_czk, 8'100_czk, Date{2026, 9, 30}));
  late.pay("bank:1", Date{2026, 9, 4}, 3'000_czk).pay("bank:2", Date{2026, 9, 30}, 5'100_czk);
  late.pay("bank:3", Date{2026, 10, 1}, 3'000_czk);
  CHECK(late.on(Date{2026, 12, 31}).written_off == 0_czk);
}

TEST_CASE("a reduction that was taken back never was") {
  Build build;
  build.fact("n", Date{2026, 9, 5}, note(2'000_czk));
  const Money lowered = build.on(eleventh).debt;
  build.fact("u", Date{2026, 9, 20}, ReductionReversed{{}, {"n"}, "wrong claim"}, Instant{5});
  CHECK(build.on(eleventh).debt == Build{}.on(eleventh).debt);
  const Balance then =
      balance(build.value, nullptr, czech(), {.on = eleventh, .known_at = Instant{4}});
  CHECK(then.debt == lowered);
}

TEST_CASE("a title confirms, dismisses, awards costs and interest") {
  TitleIssued title;
  title.reference = "12 C 34/2026";
  TitlePart part{{"FV-1"}, 2'000_czk, {}, 600_czk, 1'452_czk, 300_czk};
  InterestSegment segment;
  segment.kind = InterestSegment::Kind::default_interest;
  segment.from = Date{2026, 9, 12};
  segment.fixed = Rate{73'000, DayCount::act_365};  // 12 000 x 7.3 % = 2.40 a day, 10 000: 2.00
  part.interest = {segment};
  title.parts = {part};
  Build build;
  build.fact("t", Date{2026, 10, 1}, title);
  // Before it takes effect nothing of it counts.
  CHECK(build.on(Date{2026, 9, 30}).debt == Build{}.on(Date{2026, 9, 30}).debt);
  // Statutory through 11 September: 38.6301; 19 days of 2.40 = 45.60; 10 days of 2.00 = 20.00.
  const Calculation all = build.reckoned(Date{2026, 10, 10});
  CHECK(all.balance.principal == 10'000_czk);
  CHECK(all.balance.interest == 104.23_czk);
  CHECK(all.balance.costs == 2'352_czk);
  CHECK(all.balance.claims[0].of(Component::court_fee) == 600'00);
  CHECK(all.balance.claims[0].of(Component::attorney_fee) == 1'452'00);
  CHECK(all.lines.back().basis == "12 C 34/2026");
  CHECK(conserved(build.value, czech(), Date{2026, 10, 10}));
}

TEST_CASE("rules that waive on condition owe what the same fact does, in any order of arrival") {
  std::mt19937_64 random(17);
  int met = 0;
  for (int round = 0; round < 120; ++round) {
    CAPTURE(round);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const auto some = [&](int most) { return Money{1 + pick(most), (1_czk).currency}; };
    Build by_rule, by_fact;
    for (int n = pick(5); n > 0; --n) {
      const Date day = Date{2026, 9, 5} + Days{pick(60)};
      const Money sum = some(600'000);
      const std::string key = "p" + std::to_string(n);
      by_rule.pay(key, day, sum);
      by_fact.pay(key, day, sum);
    }
    if (pick(3) == 0) {
      by_rule.reverse("r", Date{2026, 9, 20}, "p1");
      by_fact.reverse("r", Date{2026, 9, 20}, "p1");
    }
    Posting waived;
    waived.kind = Posting::Kind::write_off;
    waived.sum = some(300'000);
    waived.effective = Date{2026, 9, 10} + Days{pick(20)};
    waived.if_paid = some(900'000);
    waived.by = waived.effective + Days{pick(40)};
    by_rule.value.postings.push_back(waived);
    by_fact.fact("w", waived.effective, forgiven(waived.sum, *waived.if_paid, *waived.by));
    std::shuffle(by_rule.value.facts.begin(), by_rule.value.facts.end(), random);
    for (const int days : {0, 10, 30, 90}) {
      const Date day = Date{2026, 9, 10} + Days{days};
      CHECK(by_rule.on(day).debt == by_fact.on(day).debt);
      CHECK(by_rule.on(day).written_off == by_fact.on(day).written_off);
      CHECK(conserved(by_rule.value, czech(), day));
    }
    met += by_rule.on(Date{2027, 1, 1}).written_off.minor > 0 ? 1 : 0;
  }
  CHECK(met > 10);
  CHECK(met < 110);
}
