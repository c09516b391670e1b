// Turns a file of messages in all languages into a table that the compiler can search. Run by the
// build:
//   generate_messages FILE OUT_FOLDER NAMESPACE [WORDS_FOLDER]
// A message is a block of lines, one for each language, English first:
//   en there is no channel `{0}`
//   cs není tu žádný kanál `{0}`
// Places are numbered. Words of the rule language stand by their id, `{send}`, which has to be one
// of those in WORDS_FOLDER.
#include <language/generator/quoted.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Block = std::vector<std::string>;  // in order of the languages

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  std::cerr << where << ": " << what << "\n";
  std::exit(1);
}

// What stands in braces.
std::multiset<std::string> places_of(const std::string& where, const std::string& text) {
  std::multiset<std::string> out;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    if (end == std::string::npos) fail(where, "a place that does not end: " + text);
    out.insert(text.substr(at + 1, end - at - 1));
  }
  return out;
}

struct Input {
  std::vector<std::string> languages;
  std::map<std::string, Block> blocks;  // by the English text
};

class Reader {
 public:
  explicit Reader(const fs::path& path) : where_(path.string()), in_(path) {
    if (!in_) fail(where_, "cannot be read");
  }

  Input read() {
    std::vector<std::pair<std::string, std::string>> lines;
    for (std::string line; std::getline(in_, line);) {
      if (!line.empty() && line[0] == '#') continue;
      if (line.empty()) {
        block(lines);
        lines.clear();
        continue;
      }
      const std::size_t space = line.find(' ');
      if (space == std::string::npos) fail(where_, "a line without a text: " + line);
      lines.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    block(lines);
    return std::move(out_);
  }

 private:
  void block(const std::vector<std::pair<std::string, std::string>>& lines) {
    if (lines.empty()) return;
    std::vector<std::string> languages;
    Block texts;
    for (const auto& [language, text] : lines) {
      languages.push_back(language);
      texts.push_back(text);
      if (text.empty() || text.back() == ' ') fail(where_, "a text that is not whole: " + text);
    }
    if (out_.languages.empty()) out_.languages = languages;
    if (languages[0] != "en") fail(where_, "English comes first: " + texts[0]);
    if (languages != out_.languages) fail(where_, "not in every language: " + texts[0]);
    for (const std::string& text : texts) {
      if (places_of(where_, text) == places_of(where_, texts[0])) continue;
      fail(where_, "other places than in English: " + text);
    }
    if (!out_.blocks.emplace(texts[0], texts).second) fail(where_, "stands twice: " + texts[0]);
  }

  std::string where_;
  std::ifstream in_;
  Input out_;
};

bool numbered(const std::string& place) {
  return place.size() == 1 && place[0] >= '0' && place[0] <= '9';
}

// Numbers run from 0 without a gap; returns how many.
std::size_t count_places(const std::string& where, const std::string& english) {
  std::size_t count = 0;
  const std::multiset<std::string> all = places_of(where, english);
  for (const std::string& place : std::set<std::string>(all.begin(), all.end())) {
    if (!numbered(place)) continue;
    if (place != std::to_string(count)) fail(where, "a gap in the places: " + english);
    ++count;
  }
  return count;
}

// The first column of every file of the kind in the folder.
void add_first_column(const fs::path& folder, const std::string& name, const std::string& lead,
                      std::set<std::string>& out) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() != name) continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);)
      out.insert(std::string(lead).append(line, 0, line.find(',')));
  }
}

// Who brings a language brings its messages.
void check_languages(const std::string& where, const Input& input, const fs::path& folder) {
  std::set<std::string> known;
  for (const auto& entry : fs::directory_iterator(folder / "words")) {
    if (entry.is_directory()) known.insert(entry.path().filename().string());
  }
  if (known == std::set<std::string>(input.languages.begin(), input.languages.end())) return;
  fail(where, "the languages are not those that have words");
}

void check_words(const std::string& where, const Input& input, const fs::path& folder) {
  std::set<std::string> known{"days"};
  add_first_column(folder / "constructs", "words.csv", "", known);
  add_first_column(folder / "words", "events.csv", "event:", known);
  add_first_column(folder / "words", "fields.csv", "field:", known);
  for (const auto& [english, texts] : input.blocks) {
    for (const std::string& place : places_of(where, english)) {
      if (numbered(place) || known.count(place) != 0) continue;
      fail(where, "no word of the language is called " + place + ": " + english);
    }
  }
}

void write_header(const std::string& where, const Input& input, const std::string& space,
                  std::ostream& out) {
  out << "// Made by the build out of a file of messages. Do not edit.\n#pragma once\n"
         "#include <text/said.hpp>\nnamespace "
      << space
      << " {\nstruct Messages {\n"
         "  static constexpr std::string_view english[] = {\n";
  for (const auto& [english, texts] : input.blocks) out << "    " << quoted(english) << ",\n";
  out << "  };\n  static constexpr unsigned char places[] = {";
  for (const auto& [english, texts] : input.blocks) out << count_places(where, english) << ",";
  out << "};\n  static const text::Catalogue& catalogue();\n};\n}  // namespace " << space << "\n";
}

void write_texts(const Input& input, const std::string& space, std::ostream& out) {
  out << "// Made by the build out of a file of messages. Do not edit.\n"
         "#include \"messages.hpp\"\nnamespace "
      << space
      << " {\nnamespace {\n"
         "const char* const languages[] = {";
  for (const std::string& language : input.languages) out << quoted(language) << ", ";
  out << "};\nconst char* const texts[] = {\n";
  for (const auto& [english, block] : input.blocks) {
    for (const std::string& text : block) out << "  " << quoted(text) << ",\n";
  }
  out << "};\nconst text::Catalogue all{languages, " << input.languages.size()
      << ", texts};\n"
         "}  // namespace\nconst text::Catalogue& Messages::catalogue() { return all; }\n"
         "}  // namespace "
      << space << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) fail("generate_messages", "FILE OUT_FOLDER NAMESPACE [WORDS_FOLDER]");
  const std::string where = argv[1], space = argv[3];
  const Input input = Reader(where).read();
  if (argc == 5) check_languages(where, input, argv[4]);
  if (argc == 5) check_words(where, input, argv[4]);
  const fs::path folder = argv[2];
  fs::create_directories(folder);
  std::ofstream header(folder / "messages.hpp"), texts(folder / "messages.cpp");
  write_header(where, input, space, header);
  write_texts(input, space, texts);
  return header.good() && texts.good() ? 0 : 1;
}
