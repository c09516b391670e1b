// A strict reader of CSV as RFC 4180 means it: what is not well formed is reported with its place,
// never guessed. Works on text in memory, reads one record at a time, does not throw.
#ifndef ARREARS_SRC_TEXT_CSV_HPP
#define ARREARS_SRC_TEXT_CSV_HPP

#include <arrears/base/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::text {

// Limits exist because files are untrusted; they are far above what honest files need.
struct CsvOptions {
  char delimiter = ',';
  bool comments = false;                          // lines that begin with # are skipped
  std::size_t file_max = std::size_t{1} << 30;    // bytes
  std::size_t record_max = std::size_t{1} << 20;  // bytes of one record, quotes included
  std::size_t field_max = std::size_t{1} << 18;   // bytes of one field
  std::size_t fields_max = 1'000;                 // of one record
};

// Lines and columns count from 1; columns count code points.
struct CsvField {
  std::string text;
  std::uint32_t line = 0, column = 0;
};

struct CsvRecord {
  std::uint32_t line = 0;        // on which the record begins
  std::string_view raw;          // as it stands in the file, without the end of line
  std::vector<CsvField> fields;  // at least one
};

// What is wrong with a record, and where.
struct CsvProblem {
  std::uint32_t line = 0, column = 0;
  std::string message;
  std::string_view raw;  // the line or lines that were left out
};

// Reads records one after the other. Accepts \n and \r\n as the end of a line, strips a byte-order
// mark at the beginning, leaves out lines without any character. After a problem it goes on with
// the next line, so that a reader of bank files can list every bad line. Borrows the text.
class CsvReader {
 public:
  enum class Status : std::uint8_t { record, problem, end };

  explicit CsvReader(std::string_view text, const CsvOptions& options = {});

  // After `record`, `record()` holds it; after `problem`, `problem()`. They last until next().
  Status next();
  const CsvRecord& record() const { return record_; }
  const CsvProblem& problem() const { return problem_; }

 private:
  bool skip_lines_without_data();
  bool read_field();
  bool read_quoted(CsvField& field);
  bool read_plain(CsvField& field);
  bool take(std::string& into);
  bool at_end_of_line() const;
  void skip_end_of_line();
  std::size_t end_of_line_from(std::size_t at) const;
  bool fail(std::string message);
  Status recover();
  CsvField& new_field();

  std::string_view text_;
  CsvOptions options_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
  std::size_t record_begin_ = 0;
  std::size_t used_ = 0;     // fields of record_.fields that are filled
  bool open_quote_ = false;  // the problem is a quote that never closes
  CsvRecord record_;
  CsvProblem problem_;
};

// A whole file with a header. Every record has as many fields as the header; names in the header
// are not empty and stand once.
struct CsvTable {
  CsvRecord header;  // `raw` is not kept
  std::vector<CsvRecord> rows;

  std::optional<std::size_t> column(std::string_view name) const;
};

// The error begins with "FILE:LINE:COLUMN: ".
Result<CsvTable> read_csv_table(std::string_view file, std::string_view text,
                                const CsvOptions& options = {});

// A field as it is written: quoted when it has to be.
std::string csv_field(std::string_view text, char delimiter = ',');
// The same for files that people open in a spreadsheet: a field that begins with = + - @ or a
// control character gets an apostrophe before it, so that it is not run as a formula.
std::string csv_safe_field(std::string_view text, char delimiter = ',');
// Takes the apostrophe away again.
std::string_view csv_unsafe(std::string_view field);

}  // namespace arrears::text

#endif
