// The ledger as a calculator over a table: one claim a row, with its payments, and what is owed of
// it on a day.
#ifndef ARREARS_LEDGER_INTEREST_CASES_HPP
#define ARREARS_LEDGER_INTEREST_CASES_HPP

#include <arrears/law/law.hpp>

namespace arrears {

// Reads CSV with a header (lines that begin with # are skipped, columns that it does not know are
// ignored) and returns CSV with a line for each case, in the same order; docs/ledger.md has the
// columns of both. An error names every row at fault as "NAME:LINE:COLUMN: reason"; nothing is
// reckoned then. Pure; any thread.
ARREARS_API Result<std::string> reckon_cases(std::string_view csv, std::string_view name,
                                             const LawPacks& law);

// Reckons such a table and compares: a column of the answer that the table has too states what is
// expected, where its cell is not empty. Every cell that differs is named as "NAME:LINE:COLUMN:
// interest: expected 1.00, reckoned 2.00"; none when all agree. An error when it cannot be
// reckoned, or a row expects nothing.
ARREARS_API Result<std::vector<std::string>> compare_cases(std::string_view csv,
                                                           std::string_view name,
                                                           const LawPacks& law);

}  // namespace arrears

#endif
