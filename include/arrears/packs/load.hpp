// Loading of what the pure layers take as values: law packs and zones. Reads the directories that
// the host names and nothing else.
#ifndef ARREARS_PACKS_LOAD_HPP
#define ARREARS_PACKS_LOAD_HPP

#include <arrears/law/law.hpp>
#include <arrears/model/diagnostic.hpp>
#include <arrears/time/zone.hpp>

namespace arrears::law {

// Where the packs that came with this build are installed; the build tree before installing.
ARREARS_API std::string bundled_path();
// <path>/<country in small letters>/*.csv for each country. The error names file, line and column.
ARREARS_API Result<LawPacks> load(std::string_view path, const std::vector<std::string>& countries);
// What is wrong with the pack in a folder that is named by its country: L0001, every mistake of its
// lines; L0002, every worked case of its cases.csv (columns of `arrears interest --cases`) that
// comes out differently; and as notes L0003, each line that nobody has verified.
ARREARS_API std::vector<Diagnostic> check(std::string_view folder);
// Every country that the directory holds.
ARREARS_API Result<LawPacks> load_all(std::string_view path);

}  // namespace arrears::law

namespace arrears::zone {

ARREARS_API std::string bundled_path();
// "Europe/Prague", "UTC".
ARREARS_API Result<Zone> load(std::string_view path, std::string_view name);

}  // namespace arrears::zone

#endif
