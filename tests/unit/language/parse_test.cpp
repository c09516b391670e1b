#include <language/parse.hpp>
#include <language/words.hpp>

#include <doctest/doctest.h>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace arrears;
using namespace arrears::syntax;

namespace {

std::string file_text(const std::string& path) {
  std::ifstream in(std::string(ARREARS_SOURCE_DIR) + "/" + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Source page(const std::string& path) { return {path, file_text(path)}; }

}  // namespace

TEST_CASE("both sample pages parse without diagnostics") {
  for (const char* path :
       {"rules/plans/cz/firemni_faktury.plan", "rules/plans/en/company_invoices.plan"}) {
    const ParseOutcome outcome = parse(page(path));
    for (const Diagnostic& d : outcome.diagnostics) {
      MESSAGE(path << ":" << d.span.line << ":" << d.span.column << " " << d.code << " "
                   << d.message << " / " << d.help << " / " << d.source_line);
    }
    CHECK(outcome.diagnostics.empty());
    CHECK(outcome.tree.states.size() == 7);
    CHECK(outcome.tree.tests.size() == 7);
    CHECK(outcome.tree.tables.size() == 1);
    REQUIRE(outcome.tree.plan.has_value());
  }
}
