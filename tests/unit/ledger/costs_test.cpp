// The cost ledger of one case, the sharing of a sending, sums of groups.
#include <arrears/ledger/costs.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace arrears;
using namespace arrears::literals;

namespace {

constexpr Currency czk{"CZK"}, eur{"EUR"};
const Date ninth{2026, 9, 9}, tenth{2026, 9, 10};

Money koruna(std::int64_t minor) { return {minor, czk}; }

RecordedFact stated(const char* key, Date on, Money sum, std::int32_t vat_ppm, std::int64_t at) {
  RecordedFact out;
  out.fact = {{key}, on, CostIncurred{{"C"}, "court_fee", sum, vat_ppm, "FA 1"}};
  out.recorded_at = Instant{at};
  return out;
}

StepCost step(StepCost::What what, const char* name, Date on, Money sum, std::int64_t at,
              std::int32_t vat_ppm = 0) {
  return {what, name, sum, vat_ppm, on, std::string("order-") + name, Instant{at}};
}

Case sample() {
  Case out;
  out.currency = czk;
  out.costs = {step(StepCost::What::task, "call", tenth, 80_czk, 20),
               step(StepCost::What::sending, "notice", ninth, 25_czk, 10, 210'000)};
  out.facts = {stated("bill", ninth, 400_czk, 210'000, 30),
               stated("back", tenth, koruna(-1'005), 210'000, 40)};
  return out;
}

}  // namespace

TEST_CASE("costs of a case: its steps and what was stated, with VAT") {
  const CaseCosts costs = case_costs(sample(), {tenth, std::nullopt});
  using What = CostLine::What;
  CHECK(costs.lines ==
        std::vector<CostLine>{
            {ninth, What::sending, "notice", 25_czk, koruna(525), "order-notice"},
            {ninth, What::stated, "court_fee", 400_czk, 84_czk, "bill"},
            {tenth, What::task, "call", 80_czk, koruna(0), "order-call"},
            {tenth, What::stated, "court_fee", koruna(-1'005), koruna(-211), "back"}});
  CHECK(costs.sum == koruna(49'495));
  CHECK(costs.vat == koruna(8'714));
}

TEST_CASE("a day and what was known then bound the costs") {
  CHECK(spent(sample(), Date{2026, 9, 8}) == koruna(0));
  CHECK(spent(sample(), ninth) == 425_czk);
  CHECK(case_costs(sample(), {tenth, Instant{20}}).sum == 105_czk);
  CHECK(case_costs(Case{}, {tenth, std::nullopt}).lines.empty());
}

TEST_CASE("money back takes back the same VAT") {
  for (std::int64_t minor = 1; minor <= 500; ++minor) {
    Case both;
    both.currency = czk;
    both.facts = {stated("a", ninth, koruna(minor), 210'000, 1),
                  stated("b", ninth, koruna(-minor), 210'000, 2)};
    const CaseCosts costs = case_costs(both, {ninth, std::nullopt});
    CHECK(costs.sum == koruna(0));
    CHECK(costs.vat == koruna(0));
  }
}

TEST_CASE("one sending for several orders is shared to the cent") {
  using Costs = std::vector<std::optional<Money>>;
  CHECK(share_sending({25_czk}) == Costs{25_czk});
  CHECK(share_sending({25_czk, 25_czk, 25_czk}) == Costs{koruna(834), koruna(833), koruna(833)});
  CHECK(share_sending({std::nullopt, 25_czk}) == Costs{std::nullopt, 25_czk});
  CHECK(share_sending({20_czk, 25_czk}) == Costs{koruna(1'250), koruna(1'250)});
  CHECK(share_sending({Money{300, eur}, 25_czk}) == Costs{Money{150, eur}, koruna(1'250)});
  CHECK(share_sending({}).empty());
}

TEST_CASE("random sharings add up to the dearest order and differ by a cent at most") {
  std::mt19937_64 dice(51);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<std::optional<Money>> costs(1 + dice() % 9);
    std::int64_t dearest = 0;
    for (auto& one : costs) {
      if (dice() % 4 == 0) continue;
      one = koruna(static_cast<std::int64_t>(1 + dice() % 10'000));
      dearest = std::max(dearest, one->minor);
    }
    const auto shares = share_sending(costs);
    REQUIRE(shares.size() == costs.size());
    std::int64_t sum = 0, least = dearest, most = 0;
    for (std::size_t i = 0; i < costs.size(); ++i) {
      CHECK(shares[i].has_value() == costs[i].has_value());
      if (!shares[i]) continue;
      sum += shares[i]->minor;
      least = std::min(least, shares[i]->minor);
      most = std::max(most, shares[i]->minor);
    }
    CHECK(sum == dearest);
    CHECK(most - least <= 1);
  }
}

TEST_CASE("costs do not depend on the order of arrival, and their lines add up") {
  std::mt19937_64 dice(119);
  for (int round = 0; round < 300; ++round) {
    Case value;
    value.currency = czk;
    for (int i = 0; i < 8; ++i) {
      const Date on = ninth + Days{static_cast<std::int32_t>(dice() % 5)};
      const auto minor = static_cast<std::int64_t>(dice() % 20'000) - 5'000;
      const std::string key = "key-" + std::to_string(i);
      if (dice() % 2 == 0) {
        value.facts.push_back(stated(key.c_str(), on, koruna(minor), 120'000, i));
      } else {
        value.costs.push_back(step(StepCost::What::sending, key.c_str(), on, koruna(minor), i));
      }
    }
    const CostOptions options{ninth + Days{2}, std::nullopt};
    const CaseCosts costs = case_costs(value, options);
    std::int64_t sum = 0, vat = 0;
    for (const CostLine& line : costs.lines) {
      sum += line.sum.minor;
      vat += line.vat.minor;
    }
    CHECK(costs.sum == koruna(sum));
    CHECK(costs.vat == koruna(vat));
    CHECK(spent(value, options.on) == costs.sum);
    std::shuffle(value.facts.begin(), value.facts.end(), dice);
    std::shuffle(value.costs.begin(), value.costs.end(), dice);
    CHECK(case_costs(value, options) == costs);
  }
}

TEST_CASE("results of groups add up to the whole, each currency by itself") {
  std::mt19937_64 dice(120);
  std::vector<CostResult> all;
  std::int64_t cases = 0, costs = 0, commission = 0;
  for (int i = 0; i < 200; ++i) {
    const Currency currency = dice() % 3 == 0 ? eur : czk;
    const auto some = [&] { return Money{static_cast<std::int64_t>(dice() % 1'000), currency}; };
    CostResult one{"creditor " + std::to_string(dice() % 7),
                   currency,
                   1,
                   some(),
                   some(),
                   some(),
                   some(),
                   some()};
    cases += one.cases;
    costs += one.costs.minor;
    commission += one.commission.minor;
    all.push_back(std::move(one));
  }
  const std::vector<CostResult> sums = add_up(all);
  CHECK(sums.size() == 14);
  for (std::size_t i = 1; i < sums.size(); ++i) {
    CHECK(std::pair{sums[i - 1].group, sums[i - 1].currency} <
          std::pair{sums[i].group, sums[i].currency});
  }
  std::int64_t result = 0;
  for (const CostResult& one : sums) {
    cases -= one.cases;
    costs -= one.costs.minor;
    result += one.result().minor;
    CHECK(one.costs.currency == one.currency);
  }
  CHECK(cases == 0);
  CHECK(costs == 0);
  std::int64_t whole = commission;
  for (const CostResult& one : all) whole -= one.costs.minor;
  CHECK(result == whole);
  std::shuffle(all.begin(), all.end(), dice);
  CHECK(add_up(all) == sums);
  CHECK(add_up(sums) == sums);
}

TEST_CASE("results as CSV and text") {
  const std::vector<CostResult> results{
      {"=A,B", czk, 2, 1'000_czk, 105_czk, koruna(2'205), 200_czk, 42_czk}};
  CHECK(render(results, "creditor", CalculationFormat::csv) ==
        "creditor,currency,cases,collected,costs,costs_vat,commission,commission_vat,result\n"
        "\"'=A,B\",CZK,2,1000.00,105.00,22.05,200.00,42.00,95.00\n");
  const std::string text = render(results, "creditor", CalculationFormat::text);
  CHECK(text.find("95.00 CZK\n") != std::string::npos);
  CHECK(render({}, "case", CalculationFormat::json) == "[]\n");
}
