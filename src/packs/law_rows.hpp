// Cells of a pack's CSV file, read by the name of their column. The first mistake is kept; every
// later read of the file gives empty values, so a reader of rows needs no checks in between.
#ifndef ARREARS_SRC_PACKS_LAW_ROWS_HPP
#define ARREARS_SRC_PACKS_LAW_ROWS_HPP

#include <law/pack_data.hpp>
#include <text/csv.hpp>

namespace arrears::packs {

class Cells {
 public:
  Cells(std::string file, const text::CsvTable& table) : file_(std::move(file)), table_(&table) {}

  void row(const text::CsvRecord& record) { record_ = &record; }
  const std::optional<Error>& error() const { return error_; }
  // Complains about columns that nobody has read or that belong to no language.
  void check_columns(const std::vector<std::string_view>& known);

  std::string text(std::string_view column);  // may be empty
  std::string required(std::string_view column);
  std::optional<Date> date(std::string_view column);
  std::optional<std::int32_t> number(std::string_view column, std::int32_t low, std::int32_t high);
  std::int64_t percent(std::string_view column);  // in parts per million
  bool yes(std::string_view column);              // yes or no
  bool verified();                                // column confidence
  Duration duration(std::string_view column);     // "7 days", "1 business_days", "2 months"
  Money money(std::string_view sum, std::string_view currency);
  Currency currency(std::string_view column);
  // An amount that may be zero, in minor units; empty when the cell is.
  std::optional<std::int64_t> amount(std::string_view column, Currency currency);
  AmountBand band(Currency currency);  // columns from_amount and until_amount
  LawLine line();                      // the columns that every line has

  // A cell that holds one of the words; the index of the word.
  std::size_t word(std::string_view column, const std::vector<std::string_view>& words);
  // A cell that holds some of the words; their indices as bits, 0 when empty.
  std::uint32_t words(std::string_view column, const std::vector<std::string_view>& words);
  // The indices in the order written.
  std::vector<std::size_t> sequence(std::string_view column,
                                    const std::vector<std::string_view>& words);
  void fail(std::string_view column, const std::string& message);

 private:
  const text::CsvField* field(std::string_view column);

  std::string file_;
  const text::CsvTable* table_;
  const text::CsvRecord* record_ = nullptr;
  std::optional<Error> error_;
};

// Reads the file's rows into `rows`. `name` is that of the file, without the directory; `shown`
// is what errors call it.
Result<Unit> read_law_file(std::string_view name, const std::string& shown, std::string_view text,
                           LawRows& rows);

}  // namespace arrears::packs

#endif
