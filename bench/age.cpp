// What one case costs as it grows old: its balance after years without anything, and after many
// payments, against the walk over the same payments that a programmer would write by hand.
#include "harness.hpp"

#include <arrears/ledger/ledger.hpp>

#include <cstring>

namespace {

using namespace arrears;

const Currency koruna{"CZK"};
const Date due{2006, 1, 31};
constexpr std::int64_t principal_minor = 100'000'000, rate_ppm = 117'500, paid_minor = 150'000;

// A payment every two weeks.
Case with_payments(int count) {
  Case value;
  value.id = {"old"};
  value.currency = koruna;
  value.opened_on = due;
  Claim claim{.id = {"C"}, .principal = {principal_minor, koruna}, .due = due, .debtor = {"P"}};
  claim.agreed_rate = Rate{rate_ppm, DayCount::act_365};
  value.claims.push_back({claim, due, {}});
  for (int i = 0; i < count; ++i) {
    PaymentReceived paid;
    paid.sum = {paid_minor, koruna};
    paid.value_date = due + Days{14 * (i + 1)};
    RecordedFact fact;
    fact.position = static_cast<std::uint64_t>(i) + 1;
    fact.recorded_on = paid.value_date;
    fact.fact = {{"p" + std::to_string(100'000 + i)}, paid.value_date, paid};
    value.facts.push_back(std::move(fact));
  }
  return value;
}

std::int64_t by_hand(const Case& value, Date on) {
  std::int64_t principal = principal_minor, interest = 0, booked = 0, exact = 0;
  Date through = due;
  const auto grow = [&](Date day) {
    constexpr std::int64_t unit = 365'000'000;
    exact += principal * (day - through).count * (rate_ppm / 500);  // fits: below 2^63
    const std::int64_t total = (exact * 2 + unit / 500) / (unit / 500 * 2);
    interest += total - booked;
    booked = total;
    through = day;
  };
  for (const RecordedFact& fact : value.facts) {
    const auto& paid = std::get<PaymentReceived>(fact.fact.what);
    grow(paid.value_date);
    const std::int64_t met = std::min(interest, paid.sum.minor);
    interest -= met;
    principal -= paid.sum.minor - met;
  }
  grow(on);
  return principal + interest;
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  const int times = small ? 20 : 2'000;
  const LawPack law;
  const auto balances = [&](const Case& value, Date on) {
    return [&law, &value, on, times] {
      bench::Fnv hash;
      for (int i = 0; i < times; ++i) {
        hash.state += static_cast<std::uint64_t>(
            balance(value, nullptr, law, {.on = on + Days{i % 7}}).debt.minor);
      }
      return hash.state;
    };
  };
  const Case idle = with_payments(0), few = with_payments(12), many = with_payments(480);
  const double items = times;
  bench::run({"age", "balance, nothing happened", "ns", items},
             {{"for 20 years", balances(idle, due + Days{20 * 365})},
              {"for a year", balances(idle, due + Days{365})}},
             false);
  const Date after = due + Days{14 * 481};
  bench::run({"age", "balance after payments", "ns", items},
             {{"480 of them", balances(many, after)}, {"12 of them", balances(few, after)}}, false);
  const auto loop = [&] {
    bench::Fnv hash;
    for (int i = 0; i < times; ++i) {
      hash.state += static_cast<std::uint64_t>(by_hand(many, after + Days{i % 7}));
    }
    return hash.state;
  };
  bench::run({"age", "balance after 480 payments", "ns", items},
             {{"arrears", balances(many, after)}, {"a loop over them by hand", loop}});
  return 0;
}
