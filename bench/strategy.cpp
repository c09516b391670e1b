// Strategy tables of 60 and of 2 881 rows over generated cases: the evaluator that decide calls,
// against bitmaps, a flat interpreter and a compiled chain of ifs. The million first-hit rows of
// each table have a published hash.
#include "cases.hpp"
#include "harness.hpp"
#include "large_table.hpp"
#include "rivals/rivals.hpp"

#include <arrears/language/compile.hpp>

#include <array>
#include <cstring>
#include <rulebook/table_index.hpp>

namespace {

// Over 1,000,000 cases, from 1.
constexpr std::uint64_t published_check = 0x3493d5c20f5e850aull;
constexpr std::uint64_t published_large_check = 0xf6fc804c90b8abecull;
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

// The same rows for those that have no rulebook. `units`: what the rules count a column in.
using RivalRows = std::vector<std::vector<bench::FlatInterpreter::Cell>>;
RivalRows rival_rows(const arrears::Table& table, const std::vector<std::int64_t>& units) {
  RivalRows out;
  for (const arrears::Row& row : table.rows) {
    std::vector<bench::FlatInterpreter::Cell> cells;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto& any_of = row.cells[c].any_of;
      if (any_of.empty()) continue;
      bench::FlatInterpreter::Cell cell{static_cast<std::uint8_t>(c), INT64_MIN, INT64_MAX, 0};
      if (any_of.size() == 1) {
        if (any_of[0].low) cell.low = *any_of[0].low / units[c];
        if (any_of[0].high) cell.high = *any_of[0].high / units[c];
      } else {
        for (const arrears::Match& match : any_of) cell.set |= 1ull << (*match.low / units[c]);
      }
      cells.push_back(cell);
    }
    out.push_back(std::move(cells));
  }
  return out;
}

bench::FlatInterpreter flat(const RivalRows& rows) {
  bench::FlatInterpreter out;
  for (const auto& row : rows) out.add_row(row);
  return out;
}

std::vector<const std::int64_t*> starts_of(const Columns& columns) {
  std::vector<const std::int64_t*> out;
  for (const auto& column : columns) out.push_back(column.data());
  return out;
}

arrears::Rulebook compiled(const arrears::SourceSet& sources) {
  const auto outcome = arrears::compile(sources, {});
  if (outcome.rulebook) return *outcome.rulebook;
  std::fputs(arrears::render(outcome.diagnostics, {}).c_str(), stderr);
  std::exit(1);
}

std::uint64_t hash_rows(const std::vector<std::uint32_t>& rows) {
  bench::Fnv hash;
  for (const std::uint32_t row : rows) hash.byte(static_cast<std::uint8_t>(row));
  return hash.state;
}

void must_hash_to(std::uint64_t hash, std::uint64_t published) {
  if (hash == published) return;
  std::fprintf(stderr, "strategy: the rows do not hash to the published value\n");
  std::exit(1);
}

void sixty_rows(const bench::Cases& cases, bool small) {
  const std::size_t count = cases.size();
  const arrears::Rulebook rules =
      compiled(arrears::SourceSet::from_paths({ARREARS_SOURCE_DIR "/bench/tables/strategy.plan"}));
  const arrears::Table& table = rules.data().tables.at(0);
  const arrears::TableIndex index(table);
  const Columns columns = columns_of(cases);
  const std::vector<const std::int64_t*> starts = starts_of(columns);
  const RivalRows given = rival_rows(table, {1, 1, 1, 1, micro, micro, micro, 1, 1});
  const bench::FlatInterpreter interpreter = flat(given);
  const bench::ColumnBitmaps bitmaps(given, 9);
  // The columns as the rivals count them.
  Columns plain = columns;
  for (const std::size_t c : {std::size_t{4}, std::size_t{5}, std::size_t{6}}) {
    for (std::int64_t& value : plain[c]) value /= micro;
  }
  const std::vector<const std::int64_t*> plain_starts = starts_of(plain);
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
  const auto by_bitmaps = [&] {
    bitmaps.first_rows(plain_starts, count, rows.data());
    return hash_rows(rows);
  };
  const auto flat_rows = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      std::array<std::int64_t, 9> values{};
      for (std::size_t c = 0; c < values.size(); ++c) values[c] = plain[c][i];
      rows[i] = static_cast<std::uint32_t>(interpreter.first_row(values.data()));
    }
    return hash_rows(rows);
  };
  if (!small) must_hash_to(batch(), published_check);
  const int rounds = small ? 3 : 7;
  const auto items = static_cast<double>(count);
  bench::run({"strategy", "60 rows, batch", "ns/case", items, rounds},
             {{"arrears", batch},
              {"column bitmaps", by_bitmaps},
              {"if-chain", chain},
              {"flat interpreter", flat_rows}});
  bench::run({"strategy", "60 rows, one case a call", "ns/case", items, rounds},
             {{"arrears", single}, {"if-chain", chain}, {"flat interpreter", flat_rows}});
}

void many_rows(const bench::Cases& cases, bool small) {
  const std::size_t count = cases.size();
  const arrears::Rulebook rules =
      compiled(arrears::SourceSet::from_sources({{"large.plan", bench::large_table()}}));
  const arrears::Table& table = rules.data().tables.at(0);
  const arrears::TableIndex index(table);
  Columns columns = {cases.product, cases.days_past_due, cases.amount_minor, cases.risk_score};
  const Columns plain = columns;
  for (std::int64_t& value : columns[3]) value *= micro;
  const std::vector<const std::int64_t*> starts = starts_of(columns),
                                         plain_starts = starts_of(plain);
  const RivalRows given = rival_rows(table, {1, 1, 1, micro});
  const bench::FlatInterpreter interpreter = flat(given);
  const bench::ColumnBitmaps bitmaps(given, 4);
  std::vector<std::uint32_t> rows(count);

  const auto batch = [&] {
    index.first_rows(starts, rows);
    for (std::uint32_t& row : rows) ++row;
    return hash_rows(rows);
  };
  const auto by_bitmaps = [&] {
    bitmaps.first_rows(plain_starts, count, rows.data());
    return hash_rows(rows);
  };
  const auto flat_rows = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      const std::array<std::int64_t, 4> values{plain[0][i], plain[1][i], plain[2][i], plain[3][i]};
      rows[i] = static_cast<std::uint32_t>(interpreter.first_row(values.data()));
    }
    return hash_rows(rows);
  };
  if (!small) must_hash_to(batch(), published_large_check);
  bench::run(
      {"strategy", "2 881 rows, batch", "ns/case", static_cast<double>(count), small ? 1 : 3},
      {{"arrears", batch}, {"wide bitmaps", by_bitmaps}, {"flat interpreter", flat_rows}});
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  const bench::Cases cases = bench::make_cases(small ? 20'000 : 1'000'000);
  sixty_rows(cases, small);
  many_rows(cases, small);
  return 0;
}
