// The sample pages and files of tests.
#ifndef ARREARS_TESTS_LANGUAGE_PAGES_HPP
#define ARREARS_TESTS_LANGUAGE_PAGES_HPP

#include <arrears/language/compile.hpp>
#include <fstream>
#include <sstream>
#include <string>

namespace arrears::test {

inline constexpr const char* czech_page = "rules/plans/cz/firemni_faktury.plan";
inline constexpr const char* english_page = "rules/plans/en/company_invoices.plan";
inline constexpr const char* slovak_page = "rules/plans/sk/faktury.plan";
inline constexpr const char* polish_page = "rules/plans/pl/faktury.plan";

inline std::string file_text(const std::string& path) {
  std::ifstream in(std::string(ARREARS_SOURCE_DIR) + "/" + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline Source page(const std::string& path) { return {path, file_text(path)}; }

}  // namespace arrears::test

#endif
