// The ledger as a calculator over columns: interest of many cases in one call, exact, rounded once
// a case. What it calls to reckon and to round is what the ledger calls.
#ifndef ARREARS_LEDGER_INTEREST_HPP
#define ARREARS_LEDGER_INTEREST_HPP

#include <arrears/base/int128.hpp>
#include <arrears/base/result.hpp>
#include <arrears/money/rate.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace arrears {

// Columns of one length; a row is a stretch of days with one rate. Nothing is copied: what the
// spans show stays there, unchanged, until the call returns.
struct InterestColumns {
  // Minor units, from -Money::limit to Money::limit: one a row, or one a case.
  std::span<const std::int64_t> principal{};
  enum class PrincipalBy : std::uint8_t { row, whole_case } principal_by = PrincipalBy::row;
  // First and last day that bear interest, both included, as Date::number(): 1900-01-01 (-25567) to
  // 2200-12-31 (84371).
  std::span<const std::int32_t> from{}, until{};
  // Parts per million of the principal a year: 117'500 is 11.75 %. Any value of the type.
  std::span<const std::int32_t> rate_ppm{};
  std::span<const DayCount> day_count{};  // one a row, or a single one for all
  // Which rows are a case, as in a list column of Arrow: case i is the rows offsets[i] up to, not
  // including, offsets[i + 1]; from 0 to the number of rows, never back. None: each row is a case.
  std::span<const std::int32_t> offsets{};
};

// Where an amount just between two minor units goes. The ledger books half up (away from zero).
enum class RoundHalf : std::uint8_t { up, even };

struct InterestOptions {
  RoundHalf half = RoundHalf::up;
  bool exact = false;  // also the exact amounts
};

// By case. A case without rows has 0.
struct InterestAmounts {
  static constexpr std::int64_t scale = 1'603'080'000'000;  // is interest_scale
  std::vector<std::int64_t> booked{};                       // minor units
  std::vector<Int128> exact{};                              // in 1 / scale minor units; if asked
};

// Interest of each case: the exact sum over its rows, rounded once. An error names the first row or
// case at fault, counted from 0, and nothing is returned: ErrorCode::invalid for columns whose
// lengths do not match, offsets, days outside the range, a last day before the first; limit for a
// principal above Money::limit and for interest of a case that is not below 2^62 minor units
// (4.6 * 10^18). Pure; any thread.
ARREARS_API Result<InterestAmounts> interest(const InterestColumns& columns,
                                             const InterestOptions& options = {});
// The same into vectors that exist, for who calls often. After an error they are empty.
ARREARS_API Result<Unit> interest(const InterestColumns& columns, const InterestOptions& options,
                                  InterestAmounts& out);

}  // namespace arrears

#endif
