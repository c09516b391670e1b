// Claims that pass to another creditor: what the law lets not pass leaves the case.
#include "build.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

const Date charged{2026, 9, 9}, sold{2026, 9, 15}, later{2026, 9, 30};

Money zloty(std::int64_t minor) { return {minor, Currency{"PLN"}}; }

const LawPack& polish() {
  static const LawPack pack = testing::bundled_law().of("PL");
  return pack;
}

Build polish_case() {
  Claim claim = sample_claim();
  claim.principal = zloty(1'000'000);
  Build build({claim});
  build.charge(charged, zloty(17'000), true, claim.id.value);
  build.value.postings.back().fee = "PL.lump_sum";
  build.charge(charged, zloty(2'000), false, claim.id.value);
  build.value.postings.back().fee = "reminder";
  return build;
}

CaseAssigned to_buyer() { return {{}, {"buyer"}, {}, "contract of 10 September 2026"}; }

}  // namespace

TEST_CASE("the Polish lump sum stays with the creditor who had it; other fees and interest pass") {
  Build build = polish_case();
  const Balance before = build.on(later, polish());
  build.fact("sale", sold, to_buyer());
  CHECK(build.on(sold - Days{1}, polish()).costs == zloty(19'000));
  const Balance after = build.on(later, polish());
  CHECK(after.costs == zloty(2'000));
  CHECK(after.interest == before.interest);
  CHECK(after.removed == zloty(17'000));
  CHECK(conserved(build.value, polish(), later));
  for (const CalculationLine& line : build.reckoned(later, polish()).lines) {
    if (line.what != CalculationLine::What::claim || line.amount.minor > 0) continue;
    CHECK(line.from == sold);
    CHECK(line.component == Component::lump_sum);
    CHECK(line.basis.find("art. 10") != std::string::npos);
  }
}

TEST_CASE("what was paid of it before stays paid, what is charged after the sale is the buyer's") {
  Build build = polish_case();
  build.fact("sale", sold, to_buyer());
  build.pay("p", sold - Days{1}, zloty(15'000));
  const Balance paid = build.on(later, polish());
  CHECK(paid.paid == zloty(15'000));
  CHECK(paid.removed.minor < 17'000);
  CHECK(conserved(build.value, polish(), later));
  Build anew = polish_case();
  anew.value.postings[0].effective = sold;
  anew.fact("sale", sold, to_buyer());
  CHECK(anew.on(later, polish()).removed == zloty(0));
}

TEST_CASE("Czech costs of collection pass") {
  Build build;
  build.charge(charged, 1'200_czk, true, build.value.claims[0].claim.id.value);
  build.fact("sale", sold, to_buyer());
  CHECK(build.on(later).removed == 0_czk);
  CHECK(build.on(later).costs == 1'200_czk);
}
