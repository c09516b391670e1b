// Each file of tests/golden/language holds its input and what is expected of it: the diagnostics of
// `bad`, the plain form of `good`. ARREARS_RECORD=1 writes what comes out; the diff is the review.
#include <language/parse.hpp>

#include "pages.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace arrears;
namespace fs = std::filesystem;

namespace {

const std::string mark = "=== expected ===\n";

std::vector<fs::path> golden_files(const std::string& folder) {
  std::vector<fs::path> out;
  const fs::path root = fs::path(ARREARS_SOURCE_DIR) / "tests/golden/language" / folder;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.path().extension() == ".golden") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

template <class Produce>
void compare(const std::string& folder, Produce produce) {
  const std::vector<fs::path> files = golden_files(folder);
  CHECK(!files.empty());
  for (const fs::path& path : files) {
    const std::string text =
        test::file_text(fs::relative(path, ARREARS_SOURCE_DIR).generic_string());
    const std::size_t at = text.find(mark);
    REQUIRE_MESSAGE(at != std::string::npos, path.string());
    const std::string input = text.substr(0, at);
    const std::string output = produce(Source{path.stem().string() + ".plan", input});
    if (std::getenv("ARREARS_RECORD") != nullptr) {
      std::ofstream(path) << input << mark << output;
      continue;
    }
    CHECK_MESSAGE(output == text.substr(at + mark.size()), path.string());
  }
}

}  // namespace

TEST_CASE("mistakes get the diagnostics that are recorded") {
  compare("bad",
          [](const Source& source) { return render(syntax::parse(source).diagnostics, {}); });
}

TEST_CASE("well-formed files get the plain form that is recorded") {
  compare("good", [](const Source& source) {
    const FormatOutcome once = format(source);
    CHECK(render(once.diagnostics, {}) == "");
    CHECK(format({source.name, once.text}).text == once.text);
    CHECK(tree_text({source.name, once.text}, false) == tree_text(source, false));
    return once.text;
  });
}
