#include <language/check/rows.hpp>

#include <algorithm>
#include <limits>

namespace arrears::language {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

// The values that a cell takes, as sorted runs with gaps between them. All kinds count in whole
// steps, so neighbours join.
std::vector<Run> runs_of(const RulebookData& data, const Column& column, const Cell& cell) {
  std::vector<Run> out;
  for (const Match& match : cell.any_of) {
    out.push_back({match.low.value_or(lowest), match.high.value_or(highest)});
  }
  if (cell.any_of.empty()) return {{lowest, highest}};
  std::sort(out.begin(), out.end(), [](Run a, Run b) { return a.low < b.low; });
  std::vector<Run> joined;
  for (const Run range : out) {
    const bool adjoins =
        !joined.empty() && (joined.back().high == highest || range.low <= joined.back().high + 1);
    if (adjoins) joined.back().high = std::max(joined.back().high, range.high);
    if (!adjoins) joined.push_back(range);
  }
  // All values of a small kind are any value.
  std::int64_t last = -1;
  if (column.kind == Kind::boolean) last = 1;
  if (column.kind == Kind::name && column.list != none_index) {
    last = static_cast<std::int64_t>(data.lists[column.list].names.size()) - 1;
  }
  const bool all = last >= 0 && joined.size() == 1 && joined[0].low <= 0 && joined[0].high >= last;
  return all ? std::vector<Run>{{lowest, highest}} : joined;
}

bool within(std::span<const Run> inner, std::span<const Run> outer) {
  return std::all_of(inner.begin(), inner.end(), [outer](Run part) {
    return std::any_of(outer.begin(), outer.end(), [part](Run whole) {
      return whole.low <= part.low && part.high <= whole.high;
    });
  });
}

bool meet(std::span<const Run> some, std::span<const Run> others) {
  return std::any_of(some.begin(), some.end(), [others](Run one) {
    return std::any_of(others.begin(), others.end(),
                       [one](Run other) { return one.low <= other.high && other.low <= one.high; });
  });
}

}  // namespace

RowRuns::RowRuns(const RulebookData& data, const Table& table) : columns_(table.inputs.size()) {
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < columns_; ++i) {
      const std::vector<Run> runs = runs_of(data, table.inputs[i], row.cells[i]);
      runs_.insert(runs_.end(), runs.begin(), runs.end());
      ends_.push_back(runs_.size());
    }
  }
}

template <class Related>
std::optional<std::size_t> RowRuns::first_earlier(std::size_t row, const Related& related) const {
  for (std::size_t earlier = 0; earlier < row; ++earlier) {
    std::size_t i = 0;
    while (i < columns_ && related(cell(row, i), cell(earlier, i))) ++i;
    if (i == columns_) return earlier;
  }
  return std::nullopt;
}

std::optional<std::size_t> RowRuns::hiding(std::size_t row) const {
  return first_earlier(row, within);
}

std::optional<std::size_t> RowRuns::overlapping(std::size_t row) const {
  return first_earlier(row, meet);
}

}  // namespace arrears::language
