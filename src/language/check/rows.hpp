// Rows of a table that no case can reach, and rows that one case may both reach.
#ifndef ARREARS_SRC_LANGUAGE_CHECK_ROWS_HPP
#define ARREARS_SRC_LANGUAGE_CHECK_ROWS_HPP

#include <optional>
#include <rulebook/data.hpp>

namespace arrears::language {

// The first earlier row that takes every case that this row could take.
std::optional<std::size_t> hiding_row(const RulebookData& data, const Table& table,
                                      std::size_t row);

// The first earlier row that takes some case that this row could take too. Columns are looked at
// one by one: that two of them cannot be met together by any case is not seen.
std::optional<std::size_t> overlapping_row(const RulebookData& data, const Table& table,
                                           std::size_t row);

}  // namespace arrears::language

#endif
