// The strategy table of the bench, read from its plan file, over the million generated cases of the
// bench's workload. The check is the published one: FNV-1a of the row numbers.
#include <doctest/doctest.h>
#include <arrears/base/int128.hpp>
#include <arrears/language/compile.hpp>
#include <rulebook/table_index.hpp>

#include <algorithm>
#include <cmath>

using namespace arrears;

namespace {

struct Cases {
  std::uint64_t state = 20'240'601;
  std::uint64_t draw() {
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::int64_t below(std::uint64_t n) {
    return static_cast<std::int64_t>((static_cast<UInt128>(draw()) * n) >> 64);
  }
  double unit() { return static_cast<double>(draw() >> 11) / 9007199254740992.0; }
};

std::int64_t entry(const RulebookData& rules, std::uint32_t list, const std::string& name) {
  const auto& names = rules.lists[list].names;
  return std::find(names.begin(), names.end(), name) - names.begin();
}

}  // namespace

TEST_CASE("the strategy table gives the published check over a million cases") {
  const std::string path = std::string(ARREARS_SOURCE_DIR) + "/bench/tables/strategy.plan";
  const CompileOutcome out = compile(SourceSet::from_paths({path}), LawPacks{});
  REQUIRE(out.rulebook.has_value());
  const RulebookData& rules = out.rulebook->data();
  const Table& table = rules.tables.front();
  REQUIRE(table.rows.size() == 60);
  REQUIRE(table.inputs.size() == 9);
  REQUIRE(table.index != nullptr);
  std::vector<std::int64_t> groups, products;
  for (const std::string group :
       {"CARD", "OVERDRAFT", "CONSUMER_LOAN", "AUTO", "MORTGAGE", "TELCO", "UTILITY", "SME"}) {
    groups.push_back(entry(rules, table.inputs[0].list, group));
    for (int k = 1; k <= 5; ++k) {
      products.push_back(entry(rules, table.inputs[1].list, group + "_" + std::to_string(k)));
    }
  }
  constexpr std::size_t block = 10'000, blocks = 100;
  std::vector<std::vector<std::int64_t>> columns(9, std::vector<std::int64_t>(block));
  std::vector<const std::int64_t*> pointers;
  for (const auto& column : columns) pointers.push_back(column.data());
  std::vector<std::uint32_t> rows(block);
  Cases cases;
  constexpr std::int64_t micro = 1'000'000;
  std::uint64_t check = 1469598103934665603u, depth = 0;
  for (std::size_t b = 0; b < blocks; ++b) {
    for (std::size_t i = 0; i < block; ++i) {
      const auto product = static_cast<std::size_t>(cases.below(40));
      columns[0][i] = groups[product / 5];
      columns[1][i] = products[product];
      const std::int64_t band = cases.below(100);
      columns[2][i] = band < 5    ? 0
                      : band < 40 ? 1 + cases.below(30)
                      : band < 65 ? 31 + cases.below(60)
                      : band < 85 ? 91 + cases.below(90)
                                  : 181 + cases.below(540);
      columns[3][i] = static_cast<std::int64_t>(std::floor(100 * std::pow(50'000, cases.unit())));
      columns[4][i] = (1 + cases.below(5)) * micro;
      columns[5][i] = cases.below(1'001) * micro;
      const std::int64_t broken = cases.below(100);
      columns[6][i] =
          ((broken >= 50) + (broken >= 70) + (broken >= 82) + (broken >= 90) + (broken >= 96)) *
          micro;
      columns[7][i] = cases.below(100) < 85 ? 1 : 0;
      columns[8][i] = cases.below(100) < 70 ? 1 : 0;
    }
    table.index->first_rows(pointers, rows);
    for (const std::uint32_t row : rows) {
      REQUIRE(row < 60);
      check = (check ^ (row + 1)) * 1099511628211u;
      depth += row + 1;
    }
  }
  CHECK(check == 0x3493d5c20f5e850au);
  CHECK(depth == 26'719'847);  // mean hit depth 26.72
}
