#include <doctest/doctest.h>
#include <arrears/model/diagnostic.hpp>

#include <fstream>
#include <sstream>

#include "diagnostic_samples.hpp"

using namespace arrears;

namespace {

std::string file_text(const std::string& name) {
  std::ifstream file(std::string(ARREARS_SOURCE_DIR) + "/tests/data/diagnostics/" + name);
  REQUIRE(file.is_open());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Diagnostic at(std::string line, std::uint32_t column, std::uint32_t end_column) {
  return {.code = "P0001",
          .span = {"a.plan", 7, column, 7, end_column},
          .message = "m",
          .source_line = std::move(line)};
}

// The two lines of the excerpt, after the gutter.
std::string excerpt(const Diagnostic& diagnostic) {
  std::istringstream text(render({diagnostic}, {}));
  std::string line, source, carets;
  for (int i = 0; i < 3; ++i) std::getline(text, line);
  std::getline(text, source);
  std::getline(text, carets);
  REQUIRE(source.starts_with(" 7 | "));
  REQUIRE(carets.starts_with("   | "));
  return source.substr(5) + "\n" + carets.substr(5);
}

}  // namespace

TEST_CASE("the samples of the language page, character for character") {
  CHECK(render(samples::diagnostics(), {}) == file_text("language-part-9.txt"));
}

TEST_CASE("carets stand under tabs, wide characters and marks") {
  CHECK(excerpt(at("\tx", 2, 3)) == "    x\n    ^");
  CHECK(excerpt(at("a\tbc", 3, 5)) == "a   bc\n    ^^");
  CHECK(excerpt(at("日本x", 2, 3)) == "日本x\n  ^^");
  CHECK(excerpt(at("e\xCC\x81x", 3, 4)) == "e\xCC\x81x\n ^");
  CHECK(excerpt(at("kůň x", 5, 6)) == "kůň x\n    ^");
}

TEST_CASE("spans that are empty, past the end or over several lines") {
  CHECK(excerpt(at("abc", 2, 2)) == "abc\n ^");
  CHECK(excerpt(at("abc", 9, 12)) == "abc\n   ^");
  Diagnostic several = at("abc", 2, 1);
  several.span.end_line = 9;
  CHECK(excerpt(several) == "abc\n ^^");
}

TEST_CASE("long lines are cut around the error") {
  const std::string line = std::string(300, 'a') + "bad" + std::string(300, 'c');
  CHECK(excerpt(at(line, 301, 304)) == "…" + std::string(33, 'a') + "bad" + std::string(64, 'c') +
                                           "…\n" + std::string(34, ' ') + "^^^");
  CHECK(excerpt(at(line, 1, 2)) == std::string(100, 'a') + "…\n^");
  const std::string end = excerpt(at(line, 603, 604));
  CHECK(end == "…" + std::string(33, 'c') + "c\n" + std::string(34, ' ') + "^");
  CHECK(excerpt(at(line, 1, 604)) == std::string(100, 'a') + "…\n" + std::string(100, '^'));
}

TEST_CASE("nothing in a file can steer the terminal") {
  Diagnostic evil =
      at("a\x1B[31mb\xE2\x80\xAE"
         "c",
         1, 2);
  evil.message = "x\x1B]0;title\x07\ny";
  evil.help = "\xE2\x81\xA6h";
  evil.span.file = "f\x1B.plan";
  const std::string text = render({evil}, {});
  CHECK(text.find('\x1B') == std::string::npos);
  CHECK(text.find('\x07') == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(text.find("\xE2\x81\xA6") == std::string::npos);
  CHECK(text.find("x\xEF\xBF\xBD]0;title\xEF\xBF\xBD y") != std::string::npos);
}

TEST_CASE("a problem of a whole file has no excerpt") {
  const Diagnostic whole{.code = "P0001",
                         .span = {"a.plan", 0, 0, 0, 0},
                         .message = "a directory",
                         .help = "name a file"};
  CHECK(render({whole}, {}) == "error[P0001]: a directory\n --> a.plan\n  = help: name a file\n");
  CHECK(render({}, {}).empty());
}

TEST_CASE("colour wraps the same text") {
  const std::string plain = render(samples::diagnostics(), {});
  const std::string coloured = render(samples::diagnostics(), {.color = true});
  std::string stripped;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1B') {
      i = coloured.find('m', i);
    } else {
      stripped += coloured[i];
    }
  }
  CHECK(stripped == plain);
  CHECK(coloured.find("\x1B[1;31merror[P0005]\x1B[0m") == 0);
  CHECK(coloured.find("\x1B[1;33mwarning[P0403]") != std::string::npos);
}

TEST_CASE("JSON has the members in their order") {
  Diagnostic one = at("line", 2, 4);
  one.message = "say \"x\"";
  one.severity = Severity::warning;
  CHECK(render_json({one}) ==
        R"([{"code":"P0001","severity":"warning","file":"a.plan","line":7,"column":2,)"
        R"("end_line":7,"end_column":4,"message":"say \"x\"","help":""}])");
  CHECK(render_json({}) == "[]");
}
