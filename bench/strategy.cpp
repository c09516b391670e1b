// The strategy table of 60 rows over generated cases: the evaluator that decide calls, against a
// flat interpreter and a compiled chain of ifs. The million first-hit rows have a published hash.
#include "cases.hpp"
#include "harness.hpp"
#include "rivals/rivals.hpp"

#include <arrears/language/compile.hpp>

#include <array>
#include <cstring>
#include <rulebook/table_index.hpp>

namespace {

constexpr std::uint64_t published_check = 0x3493d5c20f5e850aull;  // over 1,000,000 cases
constexpr std::int64_t micro = 1'000'000;  // numbers of rules have six places

using Columns = std::vector<std::vector<std::int64_t>>;

// The cases in the order and units of the table's columns.
Columns columns_of(const bench::Cases& cases) {
  Columns out(9);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    out[0].push_back(cases.product[i] / 5);
    out[1].push_back(cases.product[i]);
    out[2].push_back(cases.days_past_due[i]);
    out[3].push_back(cases.amount_minor[i]);
    out[4].push_back(cases.priority[i] * micro);
    out[5].push_back(cases.risk_score[i] * micro);
    out[6].push_back(cases.broken_promises[i] * micro);
    out[7].push_back(cases.has_phone[i]);
    out[8].push_back(cases.has_email[i]);
  }
  return out;
}

// The same rows for the interpreter that reads them one after the other.
bench::FlatInterpreter flat(const arrears::Table& table) {
  bench::FlatInterpreter out;
  for (const arrears::Row& row : table.rows) {
    std::vector<bench::FlatInterpreter::Cell> cells;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto& any_of = row.cells[c].any_of;
      if (any_of.empty()) continue;
      bench::FlatInterpreter::Cell cell{static_cast<std::uint8_t>(c), INT64_MIN, INT64_MAX, 0};
      const std::int64_t unit = c >= 4 && c <= 6 ? micro : 1;
      if (any_of.size() == 1) {
        if (any_of[0].low) cell.low = *any_of[0].low / unit;
        if (any_of[0].high) cell.high = *any_of[0].high / unit;
      } else {
        for (const arrears::Match& match : any_of) cell.set |= 1ull << (*match.low / unit);
      }
      cells.push_back(cell);
    }
    out.add_row(std::move(cells));
  }
  return out;
}

std::uint64_t hash_rows(const std::vector<std::uint32_t>& rows) {
  bench::Fnv hash;
  for (const std::uint32_t row : rows) hash.byte(static_cast<std::uint8_t>(row));
  return hash.state;
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  const std::size_t count = small ? 20'000 : 1'000'000;
  const auto compiled = arrears::compile(
      arrears::SourceSet::from_paths({ARREARS_SOURCE_DIR "/bench/tables/strategy.plan"}), {});
  if (!compiled.rulebook) {
    std::fputs(arrears::render(compiled.diagnostics, {}).c_str(), stderr);
    return 1;
  }
  const arrears::Table& table = compiled.rulebook->data().tables.at(0);
  const arrears::TableIndex index(table);
  const bench::Cases cases = bench::make_cases(count);
  const Columns columns = columns_of(cases);
  std::vector<const std::int64_t*> starts;
  for (const auto& column : columns) starts.push_back(column.data());
  const bench::FlatInterpreter interpreter = flat(table);
  std::vector<std::uint32_t> rows(count);

  const auto batch = [&] {
    index.first_rows(starts, rows);
    for (std::uint32_t& row : rows) ++row;
    return hash_rows(rows);
  };
  const auto single = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      std::array<std::int64_t, 9> values{};
      for (std::size_t c = 0; c < values.size(); ++c) values[c] = columns[c][i];
      rows[i] = index.first_row(values) + 1;
    }
    return hash_rows(rows);
  };
  const auto chain = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      rows[i] = static_cast<std::uint32_t>(bench::if_chain(
          cases.product[i], cases.days_past_due[i], cases.amount_minor[i], cases.priority[i],
          cases.risk_score[i], cases.broken_promises[i], cases.has_phone[i], cases.has_email[i]));
    }
    return hash_rows(rows);
  };
  const auto flat_rows = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t values[] = {
          cases.product[i] / 5,     cases.product[i],   cases.days_past_due[i],
          cases.amount_minor[i],    cases.priority[i],  cases.risk_score[i],
          cases.broken_promises[i], cases.has_phone[i], cases.has_email[i]};
      rows[i] = static_cast<std::uint32_t>(interpreter.first_row(values));
    }
    return hash_rows(rows);
  };
  if (!small && batch() != published_check) {
    std::fprintf(stderr, "strategy: the rows do not hash to the published value\n");
    return 1;
  }
  const bench::Race race{"strategy", "60 rows, batch", "ns/case", static_cast<double>(count),
                         small ? 3 : 7};
  bench::run(race, {{"arrears", batch}, {"if-chain", chain}, {"flat interpreter", flat_rows}});
  const bench::Race one{"strategy", "60 rows, one case a call", "ns/case",
                        static_cast<double>(count), small ? 3 : 7};
  bench::run(one, {{"arrears", single}, {"if-chain", chain}, {"flat interpreter", flat_rows}});
  return 0;
}
