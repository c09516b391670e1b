// Interest that becomes principal, by agreement or by law.
#include "build.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

const Date tenth{2026, 9, 10}, eighteenth{2026, 9, 18};

InterestCapitalised capitalised(std::vector<Component> components = {}) {
  return {{}, {}, std::move(components), "§ 1806 act 89/2012 Sb."};
}

std::int64_t open(const Balance& balance, Component component) {
  return balance.claims.at(0).of(component);
}

}  // namespace

TEST_CASE("default interest becomes principal at the end of the day and bears interest") {
  Build build;  // 12 000 CZK at 11.75 % from 2 September 2026
  build.fact("k", tenth, capitalised());
  const Balance before = build.on(tenth - Days{1});
  CHECK(before.principal == 12'000_czk);
  CHECK(before.interest == 30.90_czk);
  // 34.767123 exact, 34.77 booked.
  const Balance then = build.on(tenth);
  CHECK(then.principal == 12'034.77_czk);
  CHECK(then.interest == 0_czk);
  CHECK(then.debt == 12'034.77_czk);
  // Eight days on 12 034.77: 30.993654, together 65.760777, of which 34.77 were booked.
  const Balance after = build.on(eighteenth);
  CHECK(after.principal == 12'034.77_czk);
  CHECK(after.interest == 30.99_czk);
  CHECK(conserved(build.value, czech(), eighteenth));
  std::string text;
  for (const CalculationLine& line : build.reckoned(eighteenth).lines) {
    if (line.what != CalculationLine::What::capitalisation) continue;
    CHECK(line.basis == "§ 1806 act 89/2012 Sb.");
    CHECK(line.fact == "k");
    text += line.amount.text() + " ";
  }
  CHECK(text == "-34.77 34.77 ");
}

TEST_CASE("payments of the day come first, and what is named alone is taken") {
  Claim loan = sample_claim();
  InterestSegment& use = loan.segments.emplace_back();
  use.from = Date{2026, 9, 1};
  use.fixed = Rate{365'000, DayCount::act_365};  // 12 CZK a day
  Build build({loan});
  build.fact("k", tenth, capitalised({Component::contractual_interest}));
  const Balance both = build.on(tenth);
  CHECK(open(both, Component::contractual_interest) == 0);
  CHECK(open(both, Component::default_interest) > 0);
  CHECK(both.principal == 12'120_czk);
  build.pay("p", tenth, 100_czk);  // default interest first, then contractual
  const std::int64_t met = 10'000 - open(both, Component::default_interest);
  CHECK(build.on(tenth).principal.minor == 1'212'000 - met);
  CHECK(open(build.on(tenth), Component::default_interest) == 0);
  CHECK(conserved(build.value, czech(), eighteenth));
}

TEST_CASE("a claim whose principal was paid owes it again") {
  Build build;
  Claim& claim = build.value.claims[0].claim;
  claim.allocation = {Component::principal};
  build.pay("p", tenth, 12'000_czk).fact("k", tenth, capitalised());
  CHECK(build.on(tenth).principal == 34.77_czk);
  CHECK(!build.on(tenth).claims[0].principal_paid_on);
  CHECK(build.on(eighteenth).interest > 0_czk);
  build.pay("q", eighteenth, 40_czk);
  CHECK(build.on(eighteenth).claims[0].principal_paid_on == eighteenth);
}

TEST_CASE("it counts from when it was recorded, for the claim that it names") {
  Build build({sample_claim()});
  InterestCapitalised other = capitalised();
  other.claim = {"another"};
  build.fact("o", tenth, other).fact("k", tenth, capitalised(), Instant{7});
  LedgerOptions then{.on = eighteenth};
  then.known_at = Instant{6};
  CHECK(balance(build.value, nullptr, czech(), then).principal == 12'000_czk);
  CHECK(build.on(eighteenth).principal == 12'034.77_czk);
}
