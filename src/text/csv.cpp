#include <text/csv.hpp>
#include <text/utf8.hpp>

#include <set>

namespace arrears::text {

namespace {

// Whether the byte begins a character; the others continue one.
bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool runs_as_formula(std::string_view text) {
  if (text.empty()) return false;
  const char c = text.front();
  return c == '=' || c == '+' || c == '-' || c == '@' || is_control(c);
}

}  // namespace

CsvReader::CsvReader(std::string_view text, const CsvOptions& options)
    : text_(text), options_(options) {
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
}

bool CsvReader::at_end_of_line() const {
  if (at_ >= text_.size()) return true;
  return text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
}

void CsvReader::skip_end_of_line() {
  if (at_ >= text_.size()) return;
  at_ += text_[at_] == '\r' ? 2 : 1;
  ++line_;
  column_ = 1;
}

std::size_t CsvReader::end_of_line_from(std::size_t at) const {
  const std::size_t end = text_.find('\n', at);
  return end == std::string_view::npos ? text_.size() : end;
}

// False at the end of the text.
bool CsvReader::skip_lines_without_data() {
  while (at_ < text_.size()) {
    if (options_.comments && text_[at_] == '#') {
      at_ = end_of_line_from(at_);
    } else if (!at_end_of_line()) {
      return true;
    }
    skip_end_of_line();
  }
  return false;
}

CsvReader::Status CsvReader::next() {
  if (text_.size() > options_.file_max) {
    problem_ = {1, 1, "more than " + std::to_string(options_.file_max) + " bytes in one file", {}};
    text_ = {};
    at_ = 0;
    return Status::problem;
  }
  if (!skip_lines_without_data()) return Status::end;
  record_begin_ = at_;
  record_.line = line_;
  used_ = 0;
  open_quote_ = false;
  for (;;) {
    if (!read_field()) return recover();
    if (at_end_of_line()) break;
    ++at_;  // the delimiter
    ++column_;
  }
  record_.fields.resize(used_);
  record_.raw = text_.substr(record_begin_, at_ - record_begin_);
  skip_end_of_line();
  return Status::record;
}

// Goes on with the next line. A quote that never closes may have swallowed good lines, so there the
// line after the one on which the record began is the next.
CsvReader::Status CsvReader::recover() {
  if (open_quote_) {
    at_ = record_begin_;
    line_ = record_.line;
  }
  at_ = end_of_line_from(at_);
  std::size_t raw_end = at_;
  if (raw_end > record_begin_ && text_[raw_end - 1] == '\r') --raw_end;
  problem_.raw = text_.substr(record_begin_, raw_end - record_begin_);
  skip_end_of_line();
  return Status::problem;
}

bool CsvReader::fail(std::string message) {
  problem_ = {line_, column_, std::move(message), {}};
  return false;
}

// Strings of earlier records are used again, so that reading allocates little.
CsvField& CsvReader::new_field() {
  if (used_ == record_.fields.size()) record_.fields.emplace_back();
  CsvField& field = record_.fields[used_++];
  field.text.clear();
  field.line = line_;
  field.column = column_;
  return field;
}

bool CsvReader::read_field() {
  if (used_ == options_.fields_max) {
    return fail("more than " + std::to_string(options_.fields_max) + " fields in one record");
  }
  CsvField& field = new_field();
  const bool quoted = at_ < text_.size() && text_[at_] == '"';
  return quoted ? read_quoted(field) : read_plain(field);
}

// Takes one byte of data.
bool CsvReader::take(std::string& into) {
  const char c = text_[at_];
  if (c == '\0') return fail("a zero byte: this is not a text file");
  if (into.size() == options_.field_max) {
    return fail("a field is longer than " + std::to_string(options_.field_max) + " bytes");
  }
  if (at_ - record_begin_ >= options_.record_max) {
    return fail("a record is longer than " + std::to_string(options_.record_max) + " bytes");
  }
  into.push_back(c);
  ++at_;
  if (c == '\n') {
    ++line_;
    column_ = 1;
  } else if (begins_character(c)) {
    ++column_;
  }
  return true;
}

bool CsvReader::read_plain(CsvField& field) {
  while (!at_end_of_line() && text_[at_] != options_.delimiter) {
    if (text_[at_] == '"') {
      return fail("a quote inside a field: put the whole field in quotes and double the quote");
    }
    if (text_[at_] == '\r') return fail("a carriage return without a line feed");
    if (!take(field.text)) return false;
  }
  return true;
}

bool CsvReader::read_quoted(CsvField& field) {
  ++at_;
  ++column_;
  for (;;) {
    if (at_ >= text_.size()) {
      open_quote_ = true;
      problem_ = {field.line, field.column, "this quote is never closed", {}};
      return false;
    }
    if (text_[at_] == '"') {
      ++at_;
      ++column_;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      // The second of a doubled quote is data.
    }
    if (!take(field.text)) {
      open_quote_ = field.line != line_;
      return false;
    }
  }
  if (at_end_of_line() || text_[at_] == options_.delimiter) return true;
  return fail("after a closing quote only the delimiter or the end of the line may follow");
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    if (header.fields[i].text == name) return i;
  }
  return std::nullopt;
}

namespace {

unexpected at_place(std::string_view file, std::uint32_t line, std::uint32_t column,
                    std::string_view message) {
  std::string text(file);
  text += ':' + std::to_string(line) + ':' + std::to_string(column) + ": ";
  text += message;
  return unexpected(ErrorCode::invalid, std::move(text));
}

}  // namespace

Result<CsvTable> read_csv_table(std::string_view file, std::string_view text,
                                const CsvOptions& options) {
  CsvReader reader(text, options);
  CsvTable table;
  for (;;) {
    const CsvReader::Status status = reader.next();
    if (status == CsvReader::Status::end) break;
    if (status == CsvReader::Status::problem) {
      const CsvProblem& problem = reader.problem();
      return at_place(file, problem.line, problem.column, problem.message);
    }
    const CsvRecord& record = reader.record();
    if (table.header.fields.empty()) {
      table.header = record;
      table.header.raw = {};
      std::set<std::string_view> seen;
      for (const CsvField& name : record.fields) {
        if (name.text.empty()) {
          return at_place(file, name.line, name.column, "a column without a name");
        }
        if (!seen.insert(name.text).second) {
          return at_place(file, name.line, name.column, "column '" + name.text + "' stands twice");
        }
      }
      continue;
    }
    if (record.fields.size() != table.header.fields.size()) {
      return at_place(file, record.line, 1,
                      std::to_string(record.fields.size()) + " fields where the header has " +
                          std::to_string(table.header.fields.size()));
    }
    table.rows.push_back(record);
    table.rows.back().raw = {};
  }
  if (table.header.fields.empty()) return at_place(file, 1, 1, "the file has no header");
  return table;
}

std::string csv_field(std::string_view text, char delimiter) {
  // A # at the beginning would be read as a comment, a space at an end is easily lost.
  const bool plain = text.find_first_of("\"\r\n") == std::string_view::npos &&
                     text.find(delimiter) == std::string_view::npos && !text.starts_with('#') &&
                     !text.starts_with(' ') && !text.ends_with(' ');
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
  return out;
}

std::string csv_safe_field(std::string_view text, char delimiter) {
  // An apostrophe that was there gets one more, so that csv_unsafe gives back what was.
  const bool marked = runs_as_formula(text) ||
                      (text.starts_with('\'') &&
                       (runs_as_formula(text.substr(1)) || text.substr(1).starts_with('\'')));
  if (!marked) return csv_field(text, delimiter);
  return csv_field("'" + std::string(text), delimiter);
}

std::string_view csv_unsafe(std::string_view field) {
  if (!field.starts_with('\'')) return field;
  const std::string_view rest = field.substr(1);
  return runs_as_formula(rest) || rest.starts_with('\'') ? rest : field;
}

}  // namespace arrears::text
