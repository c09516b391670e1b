// Reads docs/diagnostics.md: each wrong example gives its code, each right one does not.
#include <doctest/doctest.h>
#include <arrears/language/compile.hpp>
#include <arrears/packs/load.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace arrears;

namespace {

struct Page {
  std::string code, wrong, right;
};

struct Pages {
  std::string frame;
  std::vector<Page> pages;
};

Pages read_pages() {
  std::ifstream in(ARREARS_SOURCE_DIR "/docs/diagnostics.md");
  Pages out;
  std::string line, *block = nullptr;
  while (std::getline(in, line)) {
    if (line.rfind("### P", 0) == 0) out.pages.push_back({line.substr(4, 5), "", ""});
    if (line == "```plan frame") {
      block = &out.frame;
    } else if (line == "```plan wrong") {
      block = &out.pages.back().wrong;
    } else if (line == "```plan right") {
      block = &out.pages.back().right;
    } else if (line == "```") {
      block = nullptr;
    } else if (block != nullptr) {
      *block += line + "\n";
    }
  }
  return out;
}

const LawPacks& czech_law() {
  static const LawPacks packs = law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ"}).value();
  return packs;
}

CompileOutcome compile_example(const Pages& pages, const std::string& example) {
  const bool whole = example.rfind("plan ", 0) == 0 || example.rfind("# ", 0) == 0;
  const std::string text = whole ? example : pages.frame + example;
  return compile(SourceSet::from_sources({{"example.plan", text}}), czech_law());
}

bool gives(const CompileOutcome& outcome, const std::string& code) {
  return std::any_of(outcome.diagnostics.begin(), outcome.diagnostics.end(),
                     [&code](const Diagnostic& one) { return one.code == code; });
}

}  // namespace

TEST_CASE("the frame of the examples has no mistake") {
  const Pages pages = read_pages();
  REQUIRE_FALSE(pages.frame.empty());
  const CompileOutcome outcome = compile_example(pages, "");
  CAPTURE(render(outcome.diagnostics, {}));
  CHECK(outcome.rulebook.has_value());
}

TEST_CASE("examples of docs/diagnostics.md") {
  const Pages pages = read_pages();
  CHECK(pages.pages.size() > 50);
  for (const Page& page : pages.pages) {
    CAPTURE(page.code);
    if (page.wrong.empty()) continue;
    const CompileOutcome wrong = compile_example(pages, page.wrong);
    const std::string wrong_text = render(wrong.diagnostics, {});
    CAPTURE(wrong_text);
    CHECK(gives(wrong, page.code));
    const CompileOutcome right = compile_example(pages, page.right);
    const std::string right_text = render(right.diagnostics, {});
    CAPTURE(right_text);
    CHECK_FALSE(gives(right, page.code));
    CHECK(right.rulebook.has_value());
  }
}

// A code without a page helps nobody. The codes stand in the sources as "P0123".
TEST_CASE("every code has its page") {
  const Pages pages = read_pages();
  std::map<std::string, bool> known;
  for (const Page& page : pages.pages) known[page.code] = true;
  std::ifstream whole(ARREARS_SOURCE_DIR "/docs/diagnostics.md");
  std::stringstream text;
  text << whole.rdbuf();
  namespace fs = std::filesystem;
  for (const fs::directory_entry& file :
       fs::recursive_directory_iterator(ARREARS_SOURCE_DIR "/src/language")) {
    if (file.path().extension() != ".cpp") continue;
    std::ifstream in(file.path());
    REQUIRE(in.good());
    std::stringstream source;
    source << in.rdbuf();
    const std::string code_text = source.str();
    for (std::size_t at = code_text.find("\"P0"); at != std::string::npos;
         at = code_text.find("\"P0", at + 1)) {
      const std::string code = code_text.substr(at + 1, 5);
      if (code.size() != 5 || code_text[at + 6] != '"') continue;
      CAPTURE(file.path().string());
      CAPTURE(code);
      CHECK(text.str().find(code) != std::string::npos);
    }
  }
}
