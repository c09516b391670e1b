#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "rivals.hpp"

namespace bench {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

bool fits(const FlatInterpreter::Cell& cell, std::int64_t value) {
  if (cell.set == 0) return value >= cell.low && value <= cell.high;
  return value >= 0 && value < 64 && ((cell.set >> value) & 1) != 0;
}

}  // namespace

ColumnBitmaps::ColumnBitmaps(const std::vector<std::vector<FlatInterpreter::Cell>>& rows,
                             std::size_t columns)
    : words_((rows.size() + 63) / 64), columns_(columns) {
  for (std::size_t c = 0; c < columns; ++c) {
    Column& column = columns_[c];
    column.starts.push_back(lowest);
    for (const auto& row : rows) {
      for (const FlatInterpreter::Cell& cell : row) {
        if (cell.column != c) continue;
        column.asks = true;
        for (std::int64_t v = 0; cell.set != 0 && v <= 64; ++v) column.starts.push_back(v);
        if (cell.set != 0) continue;
        if (cell.low != lowest) column.starts.push_back(cell.low);
        if (cell.high != std::numeric_limits<std::int64_t>::max()) {
          column.starts.push_back(cell.high + 1);
        }
      }
    }
    std::sort(column.starts.begin(), column.starts.end());
    column.starts.erase(std::unique(column.starts.begin(), column.starts.end()),
                        column.starts.end());
    column.masks.assign(column.starts.size() * words_, 0);
    for (std::size_t s = 0; s < column.starts.size(); ++s) {
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const bool all = std::all_of(rows[r].begin(), rows[r].end(), [&](const auto& cell) {
          return cell.column != c || fits(cell, column.starts[s]);
        });
        if (all) column.masks[s * words_ + r / 64] |= std::uint64_t{1} << (r % 64);
      }
    }
    if (column.starts.back() >= small) continue;
    for (std::int64_t v = 0; v <= std::max<std::int64_t>(column.starts.back(), 0); ++v) {
      const auto at = std::upper_bound(column.starts.begin(), column.starts.end(), v);
      column.stretch_of.push_back(static_cast<std::uint32_t>(at - column.starts.begin() - 1));
    }
  }
}

inline std::size_t ColumnBitmaps::stretch(const Column& column, std::int64_t value) {
  if (!column.stretch_of.empty() && value >= 0) {
    const auto last = static_cast<std::int64_t>(column.stretch_of.size()) - 1;
    return column.stretch_of[static_cast<std::size_t>(std::min(value, last))];
  }
  std::size_t at = 0;
  for (std::size_t s = 1; s < column.starts.size(); ++s) at += value >= column.starts[s] ? 1 : 0;
  return at;
}

void ColumnBitmaps::narrow(const std::vector<const std::int64_t*>& columns, std::size_t count,
                           std::uint32_t* out) const {
  constexpr std::size_t block = 512;
  std::array<std::uint64_t, block> masks{};
  for (std::size_t begin = 0; begin < count; begin += block) {
    const std::size_t size = std::min(block, count - begin);
    masks.fill(~std::uint64_t{0});
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const Column& column = columns_[c];
      if (!column.asks) continue;
      const std::int64_t* values = columns[c] + begin;
      for (std::size_t i = 0; i < size; ++i) masks[i] &= column.masks[stretch(column, values[i])];
    }
    for (std::size_t i = 0; i < size; ++i) {
      out[begin + i] =
          masks[i] == 0 ? 0 : static_cast<std::uint32_t>(std::countr_zero(masks[i])) + 1;
    }
  }
}

void ColumnBitmaps::first_rows(const std::vector<const std::int64_t*>& columns, std::size_t count,
                               std::uint32_t* out) const {
  if (words_ == 1) return narrow(columns, count, out);
  std::vector<const std::uint64_t*> masks;
  for (std::size_t i = 0; i < count; ++i) {
    masks.clear();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (!columns_[c].asks) continue;
      masks.push_back(columns_[c].masks.data() + stretch(columns_[c], columns[c][i]) * words_);
    }
    out[i] = 0;
    for (std::size_t w = 0; w < words_ && out[i] == 0; ++w) {
      std::uint64_t all = ~std::uint64_t{0};
      for (const std::uint64_t* mask : masks) all &= mask[w];
      if (all != 0) {
        out[i] = static_cast<std::uint32_t>(w * 64) +
                 static_cast<std::uint32_t>(std::countr_zero(all)) + 1;
      }
    }
  }
}

}  // namespace bench
