#include <arrears/ledger/interest_cases.hpp>
#include <arrears/packs/load.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <law/pack_data.hpp>
#include <packs/data_dir.hpp>
#include <packs/law_rows.hpp>
#include <sstream>

namespace arrears::law {

namespace {

namespace fs = std::filesystem;

constexpr const char* cases_file = "cases.csv";

Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || text.fail()) {
    return unexpected(ErrorCode::io, path.string() + ": cannot be read");
  }
  return text.str();
}

bool is_country(std::string_view code) {
  return code.size() == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z';
}

std::string lower(std::string_view code) {
  std::string out(code);
  for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
  return out;
}

Result<std::vector<fs::path>> csv_files(const fs::path& directory) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (auto at = fs::directory_iterator(directory, failed);
       !failed && at != fs::directory_iterator(); at.increment(failed)) {
    const bool statements = at->path().extension() == ".csv" && at->path().filename() != cases_file;
    if (statements) files.push_back(at->path());
  }
  if (failed || files.empty()) {
    return unexpected(ErrorCode::not_found,
                      directory.string() + ": no law pack there (a folder with *.csv)");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::shared_ptr<const LawPack::Data>> read_pack(const fs::path& directory,
                                                       const std::string& country) {
  const Result<std::vector<fs::path>> files = csv_files(directory);
  if (!files) return unexpected(files.error());
  LawRows rows;
  for (const fs::path& file : *files) {
    const Result<std::string> text = read_file(file);
    if (!text) return unexpected(text.error());
    const Result<Unit> read =
        packs::read_law_file(file.filename().string(), file.string(), *text, rows);
    if (!read) return unexpected(read.error());
  }
  return build_pack(country, std::move(rows));
}

Result<LawPack> load_pack(const fs::path& directory, const std::string& country) {
  const Result<std::shared_ptr<const LawPack::Data>> data = read_pack(directory, country);
  if (!data) return unexpected(data.error());
  const std::vector<std::string> findings = check_pack(**data);
  if (!findings.empty()) {
    return unexpected(ErrorCode::invalid, directory.string() + ": " + findings.front());
  }
  return LawPack(*data);
}

// Takes ":12" off the front; 0 when no number stands there.
std::uint32_t take_number(std::string_view& text) {
  std::uint32_t out = 0;
  if (!text.starts_with(':')) return out;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, out);
  if (error != std::errc{}) return 0;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return out;
}

// "FILE:LINE:COLUMN: message" as a diagnostic; without a place it is of the folder.
Diagnostic finding(const char* code, std::string_view text, const fs::path& folder) {
  Diagnostic out;
  out.code = code;
  out.span = {folder.string(), 1, 1, 1, 1};
  const std::size_t end = text.find(".csv:");
  if (end != std::string_view::npos) {
    std::string_view rest = text.substr(end + 4);
    const std::uint32_t line = take_number(rest), column = take_number(rest);
    if (line > 0 && rest.starts_with(": ")) {
      const std::uint32_t at = std::max(column, std::uint32_t{1});
      out.span = {std::string(text.substr(0, end + 4)), line, at, line, at};
      text = rest.substr(2);
    }
  }
  out.message = text;
  return out;
}

}  // namespace

std::string bundled_path() { return (fs::path(packs::data_dir()) / "law").string(); }

Result<LawPacks> load(std::string_view path, const std::vector<std::string>& countries) {
  std::vector<LawPack> packs;
  for (const std::string& country : countries) {
    if (!is_country(country)) {
      return unexpected(ErrorCode::invalid, "\"" + country +
                                                "\" is no country; expected two capital letters "
                                                "like CZ");
    }
    Result<LawPack> pack = load_pack(fs::path(path) / lower(country), country);
    if (!pack) return unexpected(pack.error());
    packs.push_back(std::move(*pack));
  }
  return LawPacks(std::move(packs));
}

std::vector<Diagnostic> check(std::string_view folder) {
  fs::path directory(folder);
  if (!directory.has_filename()) directory = directory.parent_path();
  std::string country = directory.filename().string();
  for (char& c : country) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : '-';
  std::vector<Diagnostic> out;
  const auto add = [&](const char* code, std::string_view text) {
    out.push_back(finding(code, text, directory));
  };
  if (!is_country(country)) {
    add("L0001", "the folder of a law pack is named by its country, such as cz");
    return out;
  }
  const Result<std::shared_ptr<const LawPack::Data>> data = read_pack(directory, country);
  if (!data) {
    add("L0001", data.error().message);
    return out;
  }
  for (const std::string& text : check_pack(**data)) add("L0001", text);
  if (!out.empty()) return out;
  const LawPack pack(*data);
  if (fs::exists(directory / cases_file)) {
    const fs::path file = directory / cases_file;
    const Result<std::string> csv = read_file(file);
    if (!csv) {
      add("L0002", csv.error().message);
    } else if (const auto found = compare_cases(*csv, file.string(), LawPacks({pack}))) {
      for (const std::string& text : *found) add("L0002", text);
    } else {
      std::istringstream lines(found.error().message);
      for (std::string line; std::getline(lines, line);) add("L0002", line);
    }
  }
  for (const LawLine* line : pack.lines()) {
    if (line->verified) continue;
    add("L0003", line->id + (line->valid_from ? " from " + line->valid_from->text() : "") +
                     " is not verified: " + line->source);
    out.back().severity = Severity::note;
  }
  return out;
}

Result<LawPacks> load_all(std::string_view path) {
  std::error_code failed;
  std::vector<std::string> countries;
  for (auto at = fs::directory_iterator(fs::path(path), failed);
       !failed && at != fs::directory_iterator(); at.increment(failed)) {
    std::string name = at->path().filename().string();
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : '-';
    if (at->is_directory(failed) && is_country(name)) countries.push_back(std::move(name));
  }
  if (failed) {
    return unexpected(ErrorCode::not_found,
                      std::string(path) + ": no directory of law packs (" + failed.message() + ")");
  }
  std::sort(countries.begin(), countries.end());
  return load(path, countries);
}

}  // namespace arrears::law
