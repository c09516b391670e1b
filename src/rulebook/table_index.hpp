// A decision table compiled to bitmaps: per input column the sorted breakpoints of its cells and,
// for each stretch between two breakpoints, the rows that accept it. The first row that fits is the
// first set bit of the AND over the columns. Immutable; any thread may read.
#ifndef ARREARS_SRC_RULEBOOK_TABLE_INDEX_HPP
#define ARREARS_SRC_RULEBOOK_TABLE_INDEX_HPP

#include <rulebook/data.hpp>
#include <span>

namespace arrears {

class TableIndex {
 public:
  explicit TableIndex(const Table& table);

  // One value per input column, in the units of Node::value. none_index when no row fits.
  std::uint32_t first_row(std::span<const std::int64_t> values) const;

  // The same for many cases: columns[c] points at `out.size()` values of column c.
  void first_rows(std::span<const std::int64_t* const> columns, std::span<std::uint32_t> out) const;

  // What a column holds over a stretch of days: every value from low to high, and perhaps nothing.
  struct Range {
    std::int64_t low = 0, high = 0;
    bool known = true;  // false: missing on every day
    bool maybe_missing = false;
  };
  // The rows that are first on some day, lowest first, ending with one that fits on every day (or
  // with the last possible one). A single row is a definite answer.
  std::vector<std::uint32_t> possible_rows(std::span<const Range> ranges) const;

  // Every row that fits on some day, in order, and whether it does on all of them.
  struct Fit {
    std::uint32_t row = 0;
    bool always = false;
  };
  std::vector<Fit> fitting_rows(std::span<const Range> ranges) const;

  std::size_t columns() const { return columns_.size(); }

 private:
  using Word = std::uint64_t;
  struct Column {
    std::vector<std::int64_t> breaks;  // sorted; segment i ends before breaks[i]
    std::vector<Word> masks;           // (breaks.size() + 1) * words_
    std::vector<Word> summary;         // which words of a mask are not empty; * summary_words_
    std::vector<Word> missing;         // rows that ask nothing of this column
    // Buckets find the segment without a search: bucket = (value - low) >> shift gives the first
    // segment that can hold the value; at most `steps` breakpoints lie inside one bucket.
    std::int64_t low = 0, high = 0;  // values outside are in the first or the last segment
    unsigned shift = 0;
    std::uint32_t steps = 0;
    std::vector<std::uint32_t> buckets;
    bool always_any = false;  // no cell of the column asks anything
    // Of tables of up to 64 rows, so that a value costs a few loads and no branch: the mask of each
    // value where every value has a bucket; else the breakpoints that a bucket can hold, each with
    // the rows that change at it (empty ones follow the last).
    std::vector<Word> direct;
    struct Change {
      std::int64_t at = 0;
      Word rows = 0;
    };
    std::vector<Change> changes;
  };
  static Word narrow_mask(const Column& column, std::int64_t value);
  static Word changed_mask(const Column& column, std::int64_t value);
  static void make_changes(Column& column);
  static std::uint32_t segment(const Column& column, std::int64_t value);
  static void make_buckets(Column& column);
  Column make_column(const Table& table, std::size_t index) const;
  void first_rows_narrow(std::span<const std::int64_t* const> columns,
                         std::span<std::uint32_t> out) const;
  std::uint32_t first_row_wide(std::span<const std::int64_t> values) const;

  std::size_t rows_ = 0;
  std::size_t words_ = 0, summary_words_ = 0;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> asking_;  // columns with some condition
};

// Builds the index of every table; compile() calls it last. A table without one is read row by row,
// with the same answers.
void index_tables(RulebookData& rules);

}  // namespace arrears

#endif
