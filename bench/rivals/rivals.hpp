// Other ways of doing the work, written as well as their authors would.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

// The 60 rows as a chain of ifs, compiled with -O3. The number of the row, from 1.
int if_chain(std::int64_t product, std::int64_t days_past_due, std::int64_t amount,
             std::int64_t priority, std::int64_t risk_score, std::int64_t broken_promises,
             std::int64_t has_phone, std::int64_t has_email);

// The rows as data, read one after the other: what a rule engine without an index does.
class FlatInterpreter {
 public:
  struct Cell {
    std::uint8_t column;
    std::int64_t low, high;  // a range ...
    std::uint64_t set;       // ... or, when not zero, a set of values below 64
  };
  void add_row(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  // Values by column; the number of the row, from 1.
  int first_row(const std::int64_t* values) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      bool fits = true;
      for (const Cell& cell : rows_[i]) {
        const std::int64_t value = values[cell.column];
        fits = cell.set != 0 ? ((cell.set >> value) & 1) != 0
                             : value >= cell.low && value <= cell.high;
        if (!fits) break;
      }
      if (fits) return static_cast<int>(i) + 1;
    }
    return 0;
  }

 private:
  std::vector<std::vector<Cell>> rows_;
};

// The rows as bitmaps, a mask for every value of a column that fits into a small table and for
// every stretch of the others; the first bit of what all columns leave is the row.
class ColumnBitmaps {
 public:
  ColumnBitmaps(const std::vector<std::vector<FlatInterpreter::Cell>>& rows, std::size_t columns);
  // columns[c] points at `count` values; numbers of rows, from 1, 0 where none fits.
  void first_rows(const std::vector<const std::int64_t*>& columns, std::size_t count,
                  std::uint32_t* out) const;

 private:
  struct Column {
    std::vector<std::int64_t> starts;       // of the stretches, the first one at the lowest number
    std::vector<std::uint32_t> stretch_of;  // by value, where the stretches end below `small`
    std::vector<std::uint64_t> masks;       // by stretch, words_ each
    bool asks = false;
  };
  static constexpr std::int64_t small = 4096;
  static std::size_t stretch(const Column& column, std::int64_t value);
  void narrow(const std::vector<const std::int64_t*>& columns, std::size_t count,
              std::uint32_t* out) const;

  std::size_t words_;
  std::vector<Column> columns_;
};

// One night of raw SQLite statements, nothing else: what no program on SQLite can go below. Rows of
// `due` cases are changed, an entry and an outbox row of about 90 bytes written, `batch` cases a
// transaction. With `journal` also what the journal asks for: both hashes, wake index, inbox mark,
// a posting for one case in five. Returns the number of rows written.
std::uint64_t raw_night(const std::string& path, std::uint64_t due, std::uint64_t batch,
                        bool journal);
// Makes the file with `cases` rows.
void make_raw_store(const std::string& path, std::uint64_t cases, bool journal);

// Interest of cases of six adjoining stretches in 64 bits, half even: seven days a case, of which
// the first bears none, and six rates. Overflows beyond the sums of the workload.
struct InterestWork {
  std::size_t cases;
  const std::int64_t* principal;  // minor units
  const std::int32_t* day;        // since 1970-01-01
  const std::int32_t* ppm;        // a year
};
void interest_act_365(const InterestWork& work, std::int64_t* booked);
void interest_act_act(const InterestWork& work, std::int64_t* booked);
void interest_30e_360(const InterestWork& work, std::int64_t* booked);

}  // namespace bench
