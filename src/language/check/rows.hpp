// Rows of a table that no case can reach.
#ifndef ARREARS_SRC_LANGUAGE_CHECK_ROWS_HPP
#define ARREARS_SRC_LANGUAGE_CHECK_ROWS_HPP

#include <optional>
#include <rulebook/data.hpp>

namespace arrears::language {

// The first earlier row that takes every case that this row could take.
std::optional<std::size_t> hiding_row(const RulebookData& data, const Table& table,
                                      std::size_t row);

}  // namespace arrears::language

#endif
