// Rows of a table that no case can reach, and rows that one case may both reach.
#ifndef ARREARS_SRC_LANGUAGE_CHECK_ROWS_HPP
#define ARREARS_SRC_LANGUAGE_CHECK_ROWS_HPP

#include <optional>
#include <rulebook/data.hpp>
#include <span>
#include <vector>

namespace arrears::language {

// A run of values that a cell takes, both ends included.
struct Run {
  std::int64_t low, high;
};

// What the cells of a table take, worked out once: rows are compared each with each.
class RowRuns {
 public:
  RowRuns(const RulebookData& data, const Table& table);

  // The first earlier row that takes every case that this row could take.
  std::optional<std::size_t> hiding(std::size_t row) const;

  // The first earlier row that takes some case that this row could take too. Columns are looked at
  // one by one: that two of them cannot be met together by any case is not seen.
  std::optional<std::size_t> overlapping(std::size_t row) const;

 private:
  std::span<const Run> cell(std::size_t row, std::size_t column) const {
    const std::size_t at = row * columns_ + column;
    return {runs_.data() + ends_[at], ends_[at + 1] - ends_[at]};
  }
  template <class Related>
  std::optional<std::size_t> first_earlier(std::size_t row, const Related& related) const;

  std::size_t columns_;
  std::vector<Run> runs_{};           // of all cells, row by row
  std::vector<std::size_t> ends_{0};  // where those of each cell end
};

}  // namespace arrears::language

#endif
