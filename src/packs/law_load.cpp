#include <arrears/packs/load.hpp>
#include <filesystem>
#include <fstream>
#include <law/pack_data.hpp>
#include <packs/data_dir.hpp>
#include <packs/law_rows.hpp>
#include <sstream>

namespace arrears::law {

namespace {

namespace fs = std::filesystem;

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
    if (at->path().extension() == ".csv") files.push_back(at->path());
  }
  if (failed || files.empty()) {
    return unexpected(ErrorCode::not_found,
                      directory.string() + ": no law pack there (a folder with *.csv)");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<LawPack> load_pack(const fs::path& directory, const std::string& country) {
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
  const std::shared_ptr<const LawPack::Data> data = build_pack(country, std::move(rows));
  const std::vector<std::string> findings = check_pack(*data);
  if (!findings.empty()) {
    return unexpected(ErrorCode::invalid, directory.string() + ": " + findings.front());
  }
  return LawPack(data);
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
