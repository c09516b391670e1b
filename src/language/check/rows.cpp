#include <language/check/rows.hpp>

#include <algorithm>
#include <limits>

namespace arrears::language {

namespace {

struct Range {
  std::int64_t low, high;
};

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

// The values that a cell takes, as sorted ranges with gaps between them. All kinds count in whole
// steps, so neighbours join.
std::vector<Range> ranges(const RulebookData& data, const Column& column, const Cell& cell) {
  std::vector<Range> out;
  for (const Match& match : cell.any_of) {
    out.push_back({match.low.value_or(lowest), match.high.value_or(highest)});
  }
  if (cell.any_of.empty()) return {{lowest, highest}};
  std::sort(out.begin(), out.end(), [](Range a, Range b) { return a.low < b.low; });
  std::vector<Range> joined;
  for (const Range range : out) {
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
  return all ? std::vector<Range>{{lowest, highest}} : joined;
}

bool within(const std::vector<Range>& inner, const std::vector<Range>& outer) {
  return std::all_of(inner.begin(), inner.end(), [&outer](Range part) {
    return std::any_of(outer.begin(), outer.end(), [part](Range whole) {
      return whole.low <= part.low && part.high <= whole.high;
    });
  });
}

bool meet(const std::vector<Range>& some, const std::vector<Range>& others) {
  return std::any_of(some.begin(), some.end(), [&others](Range one) {
    return std::any_of(others.begin(), others.end(), [one](Range other) {
      return one.low <= other.high && other.low <= one.high;
    });
  });
}

}  // namespace

std::optional<std::size_t> overlapping_row(const RulebookData& data, const Table& table,
                                           std::size_t row) {
  for (std::size_t earlier = 0; earlier < row; ++earlier) {
    bool both = true;
    for (std::size_t i = 0; both && i < table.inputs.size(); ++i) {
      both = meet(ranges(data, table.inputs[i], table.rows[row].cells[i]),
                  ranges(data, table.inputs[i], table.rows[earlier].cells[i]));
    }
    if (both) return earlier;
  }
  return std::nullopt;
}

std::optional<std::size_t> hiding_row(const RulebookData& data, const Table& table,
                                      std::size_t row) {
  for (std::size_t earlier = 0; earlier < row; ++earlier) {
    bool hides = true;
    for (std::size_t i = 0; hides && i < table.inputs.size(); ++i) {
      hides = within(ranges(data, table.inputs[i], table.rows[row].cells[i]),
                     ranges(data, table.inputs[i], table.rows[earlier].cells[i]));
    }
    if (hides) return earlier;
  }
  return std::nullopt;
}

}  // namespace arrears::language
