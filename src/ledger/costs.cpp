#include <arrears/ledger/costs.hpp>
#include <arrears/money/price.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace arrears {

namespace {

static_assert(static_cast<int>(CostLine::What::hand_over) ==
              static_cast<int>(StepCost::What::hand_over));

bool known(Date on, Instant recorded_at, const CostOptions& options) {
  return on <= options.on && (!options.known_at || recorded_at <= *options.known_at);
}

}  // namespace

CaseCosts case_costs(const Case& value, const CostOptions& options) {
  CaseCosts out;
  out.sum.currency = out.vat.currency = value.currency;
  for (const StepCost& one : value.costs) {
    if (!known(one.on, one.recorded_at, options)) continue;
    out.lines.push_back({one.on, static_cast<CostLine::What>(one.what), one.name, one.sum,
                         Price{one.sum, one.vat_ppm}.vat(), one.key});
  }
  for (const RecordedFact& one : value.facts) {
    const auto* cost = std::get_if<CostIncurred>(&one.fact.what);
    if (cost == nullptr || !known(one.fact.effective, one.recorded_at, options)) continue;
    out.lines.push_back({one.fact.effective, CostLine::What::stated, cost->kind, cost->sum,
                         Price{cost->sum, cost->vat_ppm}.vat(), one.fact.key.value});
  }
  std::sort(out.lines.begin(), out.lines.end(), [](const CostLine& a, const CostLine& b) {
    return std::tie(a.on, a.what, a.key, a.name) < std::tie(b.on, b.what, b.key, b.name);
  });
  for (const CostLine& line : out.lines) {
    out.sum += line.sum;
    out.vat += line.vat;
  }
  return out;
}

Money spent(const Case& value, Date on) {
  Money out{0, value.currency};
  for (const StepCost& one : value.costs) {
    if (one.on <= on) out += one.sum;
  }
  for (const RecordedFact& one : value.facts) {
    const auto* cost = std::get_if<CostIncurred>(&one.fact.what);
    if (cost != nullptr && one.fact.effective <= on) out += cost->sum;
  }
  return out;
}

std::vector<std::optional<Money>> share_sending(const std::vector<std::optional<Money>>& costs) {
  std::map<Currency, std::int64_t> dearest;
  std::int64_t bearers = 0;
  for (const std::optional<Money>& cost : costs) {
    if (!cost) continue;
    std::int64_t& most = dearest[cost->currency];
    most = std::max(most, cost->minor);
    ++bearers;
  }
  std::vector<std::optional<Money>> out(costs.size());
  if (bearers == 0) return out;
  std::int64_t place = 0;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (!costs[i]) continue;
    const std::int64_t whole = dearest[costs[i]->currency];
    out[i] = Money{whole / bearers + (place < whole % bearers ? 1 : 0), costs[i]->currency};
    ++place;
  }
  return out;
}

std::vector<CostResult> add_up(const std::vector<CostResult>& results) {
  std::map<std::pair<std::string, Currency>, CostResult> groups;
  for (const CostResult& one : results) {
    const auto [found, is_new] = groups.try_emplace({one.group, one.currency}, one);
    if (is_new) continue;
    CostResult& sum = found->second;
    sum.cases += one.cases;
    sum.collected += one.collected;
    sum.costs += one.costs;
    sum.costs_vat += one.costs_vat;
    sum.commission += one.commission;
    sum.commission_vat += one.commission_vat;
  }
  std::vector<CostResult> out;
  out.reserve(groups.size());
  for (auto& [group, sum] : groups) out.push_back(std::move(sum));
  return out;
}

}  // namespace arrears
