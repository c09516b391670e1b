#include <rulebook/table_index.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace arrears {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
// Two words of a first-level cache line each: large enough for one breakpoint a bucket in tables of
// people, small enough that nine columns stay in the first-level cache.
constexpr std::size_t bucket_limit = 2048;
// Breakpoints of one bucket that are all compared: both ends of a single value, as `2` among
// numbers with decimal places has them.
constexpr std::uint32_t step_limit = 2;

std::int64_t low_of(const Match& m) { return m.low.value_or(lowest); }
std::int64_t high_of(const Match& m) { return m.high.value_or(highest); }

}  // namespace

TableIndex::TableIndex(const Table& table) : rows_(table.rows.size()) {
  words_ = std::max<std::size_t>(1, (rows_ + 63) / 64);
  summary_words_ = (words_ + 63) / 64;
  for (std::size_t c = 0; c < table.inputs.size(); ++c) {
    columns_.push_back(make_column(table, c));
    if (!columns_.back().always_any) asking_.push_back(static_cast<std::uint32_t>(c));
  }
}

TableIndex::Column TableIndex::make_column(const Table& table, std::size_t index) const {
  Column out;
  const auto any = [&](std::size_t row) {
    return index >= table.rows[row].cells.size() || table.rows[row].cells[index].any_of.empty();
  };
  out.missing.assign(words_, 0);
  out.always_any = true;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (any(row)) {
      out.missing[row / 64] |= Word{1} << (row % 64);
      continue;
    }
    out.always_any = false;
    for (const Match& match : table.rows[row].cells[index].any_of) {
      if (match.low && *match.low != lowest) out.breaks.push_back(*match.low);
      if (match.high && *match.high != highest) out.breaks.push_back(*match.high + 1);
    }
  }
  std::sort(out.breaks.begin(), out.breaks.end());
  out.breaks.erase(std::unique(out.breaks.begin(), out.breaks.end()), out.breaks.end());
  const std::size_t segments = out.breaks.size() + 1;
  out.masks.assign(segments * words_, 0);
  for (std::size_t s = 0; s < segments; ++s) {
    // Cells change only at breakpoints, so the first value of a segment stands for all of it.
    const std::int64_t probe = s == 0 ? lowest : out.breaks[s - 1];
    for (std::size_t row = 0; row < rows_; ++row) {
      bool fits = any(row);
      if (!fits) {
        for (const Match& m : table.rows[row].cells[index].any_of) {
          fits = fits || (low_of(m) <= probe && probe <= high_of(m));
        }
      }
      if (fits) out.masks[s * words_ + row / 64] |= Word{1} << (row % 64);
    }
  }
  out.summary.assign(segments * summary_words_, 0);
  for (std::size_t s = 0; s < segments; ++s) {
    for (std::size_t w = 0; w < words_; ++w) {
      if (out.masks[s * words_ + w] == 0) continue;
      out.summary[s * summary_words_ + w / 64] |= Word{1} << (w % 64);
    }
  }
  make_buckets(out);
  if (words_ == 1) make_changes(out);
  return out;
}

void TableIndex::make_changes(Column& column) {
  if (column.shift == 0) {
    for (const std::uint32_t s : column.buckets) column.direct.push_back(column.masks[s]);
    return;
  }
  if (column.steps > step_limit) return;
  for (std::size_t s = 0; s < column.breaks.size(); ++s) {
    column.changes.push_back({column.breaks[s], column.masks[s] ^ column.masks[s + 1]});
  }
  column.changes.resize(column.changes.size() + step_limit, {highest, 0});
}

// Selecting by arithmetic: values of cases are as good as random, so a branch would be missed.
inline TableIndex::Word TableIndex::narrow_mask(const Column& column, std::int64_t value) {
  const std::int64_t v = std::clamp(value, column.low, column.high);
  const auto offset = static_cast<std::uint64_t>(v) - static_cast<std::uint64_t>(column.low);
  if (!column.direct.empty()) return column.direct[static_cast<std::size_t>(offset)];
  if (column.changes.empty()) return column.masks[segment(column, value)];
  return changed_mask(column, v);
}

// Of a value between low and high of the column.
inline TableIndex::Word TableIndex::changed_mask(const Column& column, std::int64_t value) {
  const auto offset = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(column.low);
  const std::uint32_t s = column.buckets[static_cast<std::size_t>(offset >> column.shift)];
  Word mask = column.masks[s];
  for (std::uint32_t step = 0; step < step_limit; ++step) {
    const Column::Change& change = column.changes[s + step];
    mask ^= change.rows & (Word{0} - static_cast<Word>(value >= change.at));
  }
  return mask;
}

void TableIndex::make_buckets(Column& column) {
  if (column.breaks.empty()) {
    column.buckets.assign(1, 0);
    return;
  }
  column.low = column.breaks.front() - 1;
  column.high = column.breaks.back();
  const std::uint64_t span =
      static_cast<std::uint64_t>(column.high) - static_cast<std::uint64_t>(column.low);
  while ((span >> column.shift) >= bucket_limit) ++column.shift;
  const auto count = static_cast<std::size_t>(span >> column.shift) + 1;
  column.buckets.resize(count);
  std::size_t segment = 0;
  for (std::size_t b = 0; b < count; ++b) {
    const auto start = static_cast<std::uint64_t>(b) << column.shift;
    const auto offset = [&](std::size_t i) {
      return static_cast<std::uint64_t>(column.breaks[i]) - static_cast<std::uint64_t>(column.low);
    };
    while (segment < column.breaks.size() && offset(segment) <= start) ++segment;
    column.buckets[b] = static_cast<std::uint32_t>(segment);
    std::uint32_t inside = 0;
    for (std::size_t i = segment; i < column.breaks.size(); ++i) {
      if (column.shift == 0 || (offset(i) >> column.shift) > b) break;
      ++inside;
    }
    column.steps = std::max(column.steps, inside);
  }
}

inline std::uint32_t TableIndex::segment(const Column& column, std::int64_t value) {
  const std::int64_t v = std::clamp(value, column.low, column.high);
  const auto offset = static_cast<std::uint64_t>(v) - static_cast<std::uint64_t>(column.low);
  std::uint32_t s = column.buckets[static_cast<std::size_t>(offset >> column.shift)];
  const auto count = static_cast<std::uint32_t>(column.breaks.size());
  for (std::uint32_t step = 0; step < column.steps && s < count; ++step) {
    if (v < column.breaks[s]) break;
    ++s;
  }
  return s;
}

std::uint32_t TableIndex::first_row(std::span<const std::int64_t> values) const {
  if (rows_ == 0) return none_index;
  if (words_ > 1) return first_row_wide(values);
  Word mask = rows_ == 64 ? ~Word{0} : (Word{1} << rows_) - 1;
  for (const std::uint32_t c : asking_) {
    mask &= narrow_mask(columns_[c], values[c]);
  }
  return mask == 0 ? none_index : static_cast<std::uint32_t>(std::countr_zero(mask));
}

std::uint32_t TableIndex::first_row_wide(std::span<const std::int64_t> values) const {
  constexpr std::size_t few = 32;
  std::array<const Word*, few> masks{};
  std::array<const Word*, few> summaries{};
  std::vector<const Word*> more_masks, more_summaries;
  const Word** mask = masks.data();
  const Word** summary = summaries.data();
  if (asking_.size() > few) {
    more_masks.resize(asking_.size());
    more_summaries.resize(asking_.size());
    mask = more_masks.data();
    summary = more_summaries.data();
  }
  for (std::size_t i = 0; i < asking_.size(); ++i) {
    const Column& column = columns_[asking_[i]];
    const std::size_t s = segment(column, values[asking_[i]]);
    mask[i] = column.masks.data() + s * words_;
    summary[i] = column.summary.data() + s * summary_words_;
  }
  if (asking_.empty()) return 0;
  for (std::size_t u = 0; u < summary_words_; ++u) {
    Word worth = ~Word{0};
    for (std::size_t i = 0; i < asking_.size(); ++i) worth &= summary[i][u];
    for (; worth != 0; worth &= worth - 1) {
      const std::size_t w = u * 64 + static_cast<std::size_t>(std::countr_zero(worth));
      Word all = mask[0][w];
      for (std::size_t i = 1; i < asking_.size(); ++i) all &= mask[i][w];
      if (all != 0)
        return static_cast<std::uint32_t>(w * 64) +
               static_cast<std::uint32_t>(std::countr_zero(all));
    }
  }
  return none_index;
}

void TableIndex::first_rows(std::span<const std::int64_t* const> columns,
                            std::span<std::uint32_t> out) const {
  if (words_ == 1 && rows_ > 0) return first_rows_narrow(columns, out);
  std::vector<std::int64_t> values(columns_.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const std::uint32_t c : asking_) values[c] = columns[c][i];
    out[i] = first_row(values);
  }
}

// Column by column over blocks that stay in the first-level cache.
void TableIndex::first_rows_narrow(std::span<const std::int64_t* const> columns,
                                   std::span<std::uint32_t> out) const {
  constexpr std::size_t block = 256;
  std::array<Word, block> masks{};
  const Word all = rows_ == 64 ? ~Word{0} : (Word{1} << rows_) - 1;
  for (std::size_t begin = 0; begin < out.size(); begin += block) {
    const std::size_t count = std::min(block, out.size() - begin);
    std::fill_n(masks.begin(), count, all);
    for (const std::uint32_t c : asking_) {
      const Column& column = columns_[c];
      const std::int64_t* values = columns[c] + begin;
      const std::int64_t low = column.low, high = column.high;
      if (!column.direct.empty()) {
        const Word* direct = column.direct.data();
        for (std::size_t i = 0; i < count; ++i) {
          masks[i] &= direct[std::clamp(values[i], low, high) - low];
        }
      } else if (!column.changes.empty()) {
        for (std::size_t i = 0; i < count; ++i) {
          masks[i] &= changed_mask(column, std::clamp(values[i], low, high));
        }
      } else {
        for (std::size_t i = 0; i < count; ++i) masks[i] &= narrow_mask(column, values[i]);
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      out[begin + i] =
          masks[i] == 0 ? none_index : static_cast<std::uint32_t>(std::countr_zero(masks[i]));
    }
  }
}

std::vector<std::uint32_t> TableIndex::possible_rows(std::span<const Range> ranges) const {
  std::vector<std::uint32_t> out;
  for (const Fit fit : fitting_rows(ranges)) {
    out.push_back(fit.row);
    if (fit.always) break;
  }
  return out;
}

std::vector<TableIndex::Fit> TableIndex::fitting_rows(std::span<const Range> ranges) const {
  std::vector<Word> may(words_, ~Word{0}), must(words_, ~Word{0});
  if (rows_ % 64 != 0) may.back() = must.back() = (Word{1} << (rows_ % 64)) - 1;
  std::vector<Word> some(words_), every(words_);
  for (const std::uint32_t c : asking_) {
    const Column& column = columns_[c];
    const Range& range = ranges[c];
    std::fill(some.begin(), some.end(), Word{0});
    std::fill(every.begin(), every.end(), ~Word{0});
    const auto add = [&](const Word* mask) {
      for (std::size_t w = 0; w < words_; ++w) {
        some[w] |= mask[w];
        every[w] &= mask[w];
      }
    };
    if (!range.known || range.maybe_missing) add(column.missing.data());
    if (range.known) {
      const std::size_t from = segment(column, range.low), to = segment(column, range.high);
      for (std::size_t s = from; s <= to; ++s) add(column.masks.data() + s * words_);
    }
    for (std::size_t w = 0; w < words_; ++w) {
      may[w] &= some[w];
      must[w] &= every[w];
    }
  }
  std::vector<Fit> out;
  for (std::size_t row = 0; row < rows_; ++row) {
    const Word bit = Word{1} << (row % 64);
    if ((may[row / 64] & bit) == 0) continue;
    out.push_back({static_cast<std::uint32_t>(row), (must[row / 64] & bit) != 0});
  }
  return out;
}

void index_tables(RulebookData& rules) {
  for (Table& table : rules.tables) table.index = std::make_shared<const TableIndex>(table);
}

}  // namespace arrears
