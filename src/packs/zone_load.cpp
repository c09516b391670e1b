#include <arrears/packs/load.hpp>

#include <algorithm>
#include <charconv>
#include <packs/data_dir.hpp>
#include <packs/read_text.hpp>
#include <text/csv.hpp>

namespace arrears::zone {

namespace {

// No place is farther from UTC; a larger offset is a broken file.
constexpr std::int32_t offset_limit = 26 * 3600;

// A name becomes a file name, so nothing that could lead out of the folder gets through.
bool is_zone_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '/';
  });
}

std::string file_of(std::string_view path, std::string_view name) {
  std::string file(name);
  std::replace(file.begin(), file.end(), '/', '-');
  return std::string(path) + "/" + file + ".csv";
}

Result<text::CsvTable> read_table(const std::string& file, std::string_view first,
                                  std::string_view second) {
  const Result<std::string> content = packs::read_text(file, 1u << 20);
  if (!content) return unexpected(content.error());
  Result<text::CsvTable> table = text::read_csv_table(file, *content, {.comments = true});
  if (!table) return table;
  if (table->column(first) != 0 || table->column(second) != 1) {
    return unexpected(ErrorCode::wrong_format, file + ": expected the columns " +
                                                   std::string(first) + "," + std::string(second));
  }
  return table;
}

// The zone that a name stands for, which is mostly the name itself. No links file, no links.
Result<std::string> resolved(std::string_view path, std::string_view name) {
  const Result<text::CsvTable> links = read_table(std::string(path) + "/links.csv", "name", "zone");
  if (!links) {
    if (links.error().code == ErrorCode::not_found) return std::string(name);
    return unexpected(links.error());
  }
  for (const text::CsvRecord& row : links->rows) {
    if (row.fields[0].text == name) return row.fields[1].text;
  }
  return std::string(name);
}

unexpected at_row(const std::string& file, const text::CsvRecord& row, std::string_view message) {
  return unexpected(ErrorCode::wrong_format,
                    file + ":" + std::to_string(row.line) + ":1: " + std::string(message));
}

Result<std::vector<Zone::Change>> read_changes(const std::string& file) {
  const Result<text::CsvTable> table = read_table(file, "from", "offset_seconds");
  if (!table) return unexpected(table.error());
  std::vector<Zone::Change> changes;
  for (const text::CsvRecord& row : table->rows) {
    const Result<Instant> from = Instant::parse(row.fields[0].text);
    if (!from) return at_row(file, row, from.error().message);
    const std::string& written = row.fields[1].text;
    std::int32_t offset = 0;
    const char* end = written.data() + written.size();
    const auto [stop, error] = std::from_chars(written.data(), end, offset);
    if (error != std::errc{} || stop != end || offset > offset_limit || offset < -offset_limit) {
      return at_row(file, row, "the offset is a whole number of seconds, at most 26 hours");
    }
    if (!changes.empty() && *from <= changes.back().from) {
      return at_row(file, row, "rows stand in order of time");
    }
    changes.push_back({*from, offset});
  }
  if (changes.empty()) return unexpected(ErrorCode::wrong_format, file + ": no offset");
  return changes;
}

}  // namespace

std::string bundled_path() { return packs::data_dir() + "/zones"; }

Result<Zone> load(std::string_view path, std::string_view name) {
  if (!is_zone_name(name)) {
    return unexpected(ErrorCode::invalid,
                      "`" + std::string(name) + "`: a zone is named like Europe/Prague");
  }
  const Result<std::string> target = resolved(path, name);
  if (!target) return unexpected(target.error());
  if (!is_zone_name(*target)) {
    return unexpected(ErrorCode::wrong_format,
                      std::string(path) + "/links.csv: a zone is named like Europe/Prague");
  }
  const std::string file = file_of(path, *target);
  Result<std::vector<Zone::Change>> changes = read_changes(file);
  if (!changes && changes.error().code == ErrorCode::not_found) {
    return unexpected(ErrorCode::not_found, "zone " + std::string(name) + " is not in " +
                                                std::string(path) +
                                                "; UTC and the places of Europe are bundled");
  }
  if (!changes) return unexpected(changes.error());
  return Zone(std::string(name), *std::move(changes));
}

}  // namespace arrears::zone
