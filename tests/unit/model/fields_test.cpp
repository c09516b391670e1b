// The lists of model/fact_fields.hpp and fields.hpp against the headers, read as text: a member
// that is declared and not described would silently be lost.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Members = std::map<std::string, std::vector<std::string>>;

std::string read(const std::string& path) {
  std::ifstream in(std::string(ARREARS_SOURCE_DIR) + "/" + path);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Names declared by "type name, name = value;", or behind an enumeration that ends on the line.
// Functions have a parenthesis and are passed over.
std::vector<std::string> declared(std::string line) {
  static const std::regex behind(R"(^  \} (\w+) = [\w:]+;$)");
  if (std::smatch one; std::regex_match(line, one, behind)) return {one[1]};
  static const std::regex initial(R"(\s*(=[^,;]*|\{[^}]*\}))");
  static const std::regex member(R"(^\s*[A-Za-z_:][\w:<>, ]*?[\w>]\s+(\w+(\s*,\s*\w+)*);)");
  line = std::regex_replace(line.substr(0, line.find("//")), initial, "");
  std::smatch match;
  if (line.find('(') != std::string::npos || !std::regex_search(line, match, member)) return {};
  std::vector<std::string> out;
  static const std::regex word(R"(\w+)");
  const std::string names = match[1];
  for (std::sregex_iterator it(names.begin(), names.end(), word), end; it != end; ++it) {
    out.push_back(it->str());
  }
  return out;
}

// Structs at the outer level of a header.
void collect_structs(const std::string& text, Members& out) {
  std::istringstream lines(text);
  std::string line, current;
  static const std::regex opening(R"(^struct (\w+) \{$)");
  std::smatch match;
  while (std::getline(lines, line)) {
    if (std::regex_match(line, match, opening)) {
      current = match[1];
      out[current];
    } else if (line == "};") {
      current.clear();
    } else if (!current.empty() && line.rfind("  ", 0) == 0 && line[2] != ' ' &&
               line.find("static") == std::string::npos) {
      for (const std::string& name : declared(line)) out[current].push_back(name);
    }
  }
}

Members described() {
  Members out;
  std::istringstream lines(read("src/model/fact_fields.hpp") + read("src/model/fields.hpp"));
  static const std::regex opening(R"(^template <class A, Of<(\w+)> T>$)");
  static const std::regex call(R"re(\("(\w+)", v\.(\w+)\))re");
  std::string line, current;
  std::smatch match;
  while (std::getline(lines, line)) {
    if (std::regex_match(line, match, opening)) {
      current = match[1];
      out[current];
    }
    for (std::sregex_iterator it(line.begin(), line.end(), call), end; it != end; ++it) {
      CHECK_MESSAGE((*it)[1] == (*it)[2], line);
      out[current].push_back((*it)[2]);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("each struct is described with all its members in their order") {
  Members headers;
  for (const char* name : {"claim", "conversion", "title", "mandate", "fact", "hold", "contact",
                           "task", "case", "decision", "journal"}) {
    collect_structs(read(std::string("include/arrears/model/") + name + ".hpp"), headers);
  }
  for (const char* name : {"rate", "price"}) {
    collect_structs(read(std::string("include/arrears/money/") + name + ".hpp"), headers);
  }
  Members lists = described();
  // Of the described structs some are leaves of the archives, others are never stored as such.
  for (const char* other : {"Decimal", "PrivateRow", "PrivateField", "ChainHead", "ChainHeads"}) {
    headers.erase(other);
  }
  CHECK(headers.size() > 60);
  for (const auto& header : headers) {
    const std::string& name = header.first;
    REQUIRE_MESSAGE(lists.count(name) == 1, name << " is not described");
    CHECK_MESSAGE(lists[name] == header.second, name);
  }
  for (const auto& list : lists) {
    const std::string& name = list.first;
    CHECK_MESSAGE(headers.count(name) == 1, name << " is described and not declared");
  }
}

TEST_CASE("the reader of headers sees what it is to see") {
  Members seen;
  collect_structs(
      "struct A {\n  int x = 0, y{2};\n  std::map<int, B> m;  // z\n  bool f() const;\n};\n", seen);
  CHECK(seen["A"] == std::vector<std::string>{"x", "y", "m"});
}
