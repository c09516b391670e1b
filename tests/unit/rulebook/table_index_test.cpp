#include <rulebook/table_index.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

using namespace arrears;

namespace {

bool fits(const Cell& cell, std::int64_t value) {
  if (cell.any_of.empty()) return true;
  for (const Match& m : cell.any_of) {
    if ((!m.low || *m.low <= value) && (!m.high || value <= *m.high)) return true;
  }
  return false;
}

// The oracle: row by row, cell by cell.
std::uint32_t scan(const Table& table, const std::vector<std::int64_t>& values) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    bool all = true;
    for (std::size_t c = 0; c < values.size(); ++c) {
      all = all && fits(table.rows[row].cells[c], values[c]);
    }
    if (all) return static_cast<std::uint32_t>(row);
  }
  return none_index;
}

struct Random {
  std::mt19937_64 engine;
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(n));
  }
};

Table random_table(Random& random, std::size_t columns, std::size_t rows, std::int64_t span) {
  Table table;
  table.inputs.resize(columns);
  for (std::size_t r = 0; r < rows; ++r) {
    Row row;
    for (std::size_t c = 0; c < columns; ++c) {
      Cell cell;
      const std::int64_t matches = random.below(4);  // none = any value
      for (std::int64_t m = 0; m < matches; ++m) {
        Match match;
        const std::int64_t a = random.below(span) - span / 3, b = a + random.below(span / 2 + 1);
        const std::int64_t shape = random.below(4);
        if (shape != 0) match.low = a;
        if (shape != 1) match.high = b;
        if (shape == 2) match.high = a;
        cell.any_of.push_back(match);
      }
      row.cells.push_back(cell);
    }
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace

TEST_CASE("the index finds the row that a scan finds, in tables of every size") {
  Random random{std::mt19937_64{1}};
  for (int round = 0; round < 400; ++round) {
    const auto columns = static_cast<std::size_t>(1 + random.below(6));
    const auto rows = static_cast<std::size_t>(round % 8 == 0   ? 64
                                               : round % 8 == 1 ? 1 + random.below(300)
                                                                : 1 + random.below(63));
    const std::int64_t span = round % 3 == 0 ? 10 : round % 3 == 1 ? 1'000 : 10'000'000;
    const Table table = random_table(random, columns, rows, span);
    const TableIndex index(table);
    std::vector<std::vector<std::int64_t>> values(columns);
    std::vector<std::uint32_t> expected;
    for (int k = 0; k < 600; ++k) {
      std::vector<std::int64_t> one;
      for (std::size_t c = 0; c < columns; ++c) {
        const std::int64_t value = k % 50 == 0   ? std::numeric_limits<std::int64_t>::max()
                                   : k % 50 == 1 ? std::numeric_limits<std::int64_t>::min()
                                                 : random.below(span * 2) - span;
        one.push_back(value);
        values[c].push_back(value);
      }
      expected.push_back(scan(table, one));
      REQUIRE(index.first_row(one) == expected.back());
    }
    std::vector<const std::int64_t*> pointers;
    for (const auto& column : values) pointers.push_back(column.data());
    std::vector<std::uint32_t> found(expected.size());
    index.first_rows(pointers, found);
    REQUIRE(found == expected);
  }
}

TEST_CASE("over a range the possible rows cover every point, and a single one is the answer") {
  Random random{std::mt19937_64{2}};
  int definite = 0;
  for (int round = 0; round < 3'000; ++round) {
    const Table table = random_table(random, 2, static_cast<std::size_t>(1 + random.below(90)), 12);
    const TableIndex index(table);
    std::vector<TableIndex::Range> ranges;
    for (int c = 0; c < 2; ++c) {
      const std::int64_t low = random.below(16) - 6;
      ranges.push_back({low, low + random.below(6), true, false});
    }
    const std::vector<std::uint32_t> rows = index.possible_rows(ranges);
    std::vector<std::uint32_t> met;
    for (std::int64_t a = ranges[0].low; a <= ranges[0].high; ++a) {
      for (std::int64_t b = ranges[1].low; b <= ranges[1].high; ++b) {
        const std::uint32_t row = scan(table, {a, b});
        if (row == none_index) continue;
        met.push_back(row);
        REQUIRE(std::count(rows.begin(), rows.end(), row) == 1);
      }
    }
    const bool point = ranges[0].low == ranges[0].high && ranges[1].low == ranges[1].high;
    if (point) {
      REQUIRE(rows.size() == (met.empty() ? 0u : 1u));
    }
    if (rows.size() == 1) {
      ++definite;
      for (const std::uint32_t row : met) REQUIRE(row == rows.front());
    }
  }
  CHECK(definite > 300);
}

TEST_CASE("a missing value fits only cells that ask nothing") {
  Table table;
  table.inputs.resize(1);
  Row asks, open;
  asks.cells.push_back(Cell{{Match{std::nullopt, 5}}});
  open.cells.push_back(Cell{});
  table.rows = {asks, open};
  const TableIndex index(table);
  const TableIndex::Range missing{0, 0, false, false}, perhaps{3, 4, true, true};
  CHECK(index.possible_rows(std::vector{missing}) == std::vector<std::uint32_t>{1});
  CHECK(index.possible_rows(std::vector{perhaps}) == std::vector<std::uint32_t>{0, 1});
}
