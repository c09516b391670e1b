#include <fmt/format.h>

#include <intake/costs.hpp>

namespace arrears::intake {

Fact read_cost(RowReader& row, std::map<std::string, std::size_t>& seen) {
  CostIncurred cost;
  cost.case_id = {row.needed("case")};
  cost.sum = row.needed_money("sum");
  cost.kind = row.text("kind");
  cost.vat_ppm = row.percent("vat");
  cost.reference = row.text("reference");
  const Date date = row.needed_date("date");
  if (row.good() && cost.sum.minor == 0) row.fail("sum", "a cost is not zero");
  std::string key = fmt::format("cost:{}:{}", cost.case_id.value, row.text("id"));
  if (row.text("id").empty()) {
    key = fmt::format("cost:{}:{}:{}:{}:{}", cost.case_id.value, date.text(), cost.kind,
                      cost.sum.text(), cost.reference);
    if (const std::size_t before = seen[key]++; before > 0) key += fmt::format(":{}", before + 1);
  }
  return {{key}, date, std::move(cost)};
}

}  // namespace arrears::intake
