#include <decide/sight.hpp>

#include <doctest/doctest.h>
#include <arrears/testing.hpp>

using namespace arrears;
using namespace arrears::literals;

// Found by AddressSanitizer: the cache dropped the first of two balances while both were in use.
TEST_CASE("a balance in hand outlives the questions about other days") {
  const LawPacks law = testing::bundled_law();
  Claim claim;
  claim.id = {"I-1"};
  claim.principal = 10'000_czk;
  claim.due = Date{2026, 9, 1};
  claim.obligation = Date{2026, 8, 3};
  claim.relation = Relation::business;
  claim.debtor = {"P-1"};
  claim.law = "CZ";
  const Case value = testing::CaseBuilder("p").claim(std::move(claim)).opened(Date{2026, 9, 1});
  const Date today{2026, 9, 9};
  const Sight sight(value, law, today, {});
  const Balance& now = sight.balance();
  const std::shared_ptr<const Balance> first = sight.balance_on(Date{2026, 10, 1});
  const Money then = first->debt, debt = now.debt;
  for (int day = 0; day < 40; ++day) {
    CHECK(sight.balance_on(Date{2026, 10, 2} + Days{day})->debt.minor > then.minor);
  }
  CHECK(first->debt == then);
  CHECK(first.use_count() == 1);  // the cache has let it go
  CHECK(now.debt == debt);
  CHECK(sight.balance_on(today).get() == &now);
  CHECK(sight.balance_on(Date{2026, 10, 1})->debt == then);
}
