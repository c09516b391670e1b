// Joins the words and signatures of all constructs and languages into two C++ files, so that
// nothing is parsed when the program starts. Run by the build:
//   generate SOURCE_FOLDER OUT_FOLDER
#include <language/generator/quoted.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  std::cerr << where << ": " << what << "\n";
  std::exit(1);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::string piece;
  std::istringstream in(text);
  while (std::getline(in, piece, separator)) out.push_back(piece);
  if (!text.empty() && text.back() == separator) out.emplace_back();
  return out;
}

using Rows = std::vector<std::vector<std::string>>;

Rows read_csv(const fs::path& path) {
  std::ifstream in(path);
  if (!in) fail(path.string(), "cannot be read");
  Rows out;
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    out.push_back(split(line, ','));
    if (out.back().size() == out.front().size()) continue;
    fail(path.string(), "wrong number of columns: " + line);
  }
  if (out.empty()) fail(path.string(), "no header");
  return out;
}

// Words that C++ has taken.
std::string identifier(const std::string& word) {
  static const std::set<std::string> taken{"and", "or", "not", "if", "default", "case", "list"};
  return taken.count(word) != 0 ? word + "_" : word;
}

// ---- signatures -------------------------------------------------------------------------------

struct Node {
  std::string op, word, slot, type, role;
  char symbol = ' ';
  std::vector<Node> children;
};

struct Signature {
  std::string cls, name;
  std::vector<Node> nodes;
};

class SignatureReader {
 public:
  SignatureReader(std::string where, const std::string& text) : where_(std::move(where)) {
    std::istringstream in(text);
    for (std::string token; in >> token;) tokens_.push_back(token);
  }

  Signature read() {
    Signature out;
    out.cls = next();
    out.name = next();
    if (next() != "=") fail(where_, "expected = after the name of a signature");
    out.nodes = sequence();
    if (at_ != tokens_.size()) fail(where_, "unexpected " + tokens_[at_]);
    return out;
  }

 private:
  std::string next() {
    if (at_ == tokens_.size()) fail(where_, "the signature ends too early");
    return tokens_[at_++];
  }
  bool ends() const {
    return at_ == tokens_.size() || tokens_[at_] == "]" || tokens_[at_] == ")" ||
           tokens_[at_] == "}" || tokens_[at_] == "|";
  }
  std::vector<Node> sequence() {
    std::vector<Node> out;
    while (!ends()) out.push_back(element());
    return out;
  }
  Node group(const std::string& close) {
    Node out;
    out.op = close == "]" ? "optional" : close == "}" ? "repeat" : "choice";
    for (;;) {
      Node branch;
      branch.op = "branch";
      branch.children = sequence();
      out.children.push_back(branch);
      const std::string token = next();
      if (token == close) return out;
      if (token != "|") fail(where_, "expected " + close);
    }
  }
  Node element() {
    const std::string token = next();
    if (token == "[") return group("]");
    if (token == "{") return group("}");
    if (token == "(") return group(")");
    Node out;
    if (token.front() == '"') {
      const std::string inner = token.substr(1, token.size() - 2);
      out.op = inner == "," || inner == ":" ? "symbol" : "word";
      out.symbol = inner.front();
      out.word = inner;
      return out;
    }
    const std::size_t colon = token.find(':');
    if (colon == std::string::npos) fail(where_, "expected slot:type instead of " + token);
    out.op = "slot";
    out.slot = token.substr(0, colon);
    out.type = token.substr(colon + 1);
    const std::size_t slash = out.type.find('/');
    if (slash != std::string::npos) {
      out.role = out.type.substr(slash + 1);
      out.type.resize(slash);
    }
    return out;
  }

  std::string where_;
  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
};

// ---- everything that is joined ----------------------------------------------------------------

struct Input {
  std::vector<std::string> languages;
  std::vector<std::string> words;  // in order of the constructs
  std::map<std::string, std::map<std::string, std::string>> spellings;  // word, language
  std::vector<Signature> signatures;
  fs::path root;
};

void read_construct(Input& input, const fs::path& folder) {
  const Rows rows = read_csv(folder / "words.csv");
  const std::string where = (folder / "words.csv").string();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string& word = rows[i][0];
    if (input.spellings.count(word) != 0) fail(where, "the word " + word + " stands twice");
    input.words.push_back(word);
    for (std::size_t column = 1; column < rows[i].size(); ++column) {
      input.spellings[word][rows[0][column]] = rows[i][column];
    }
  }
  std::ifstream in(folder / "signature.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    input.signatures.push_back(SignatureReader((folder / "signature.txt").string(), line).read());
  }
}

// A language may bring its words in its own folder instead of in those of the constructs.
void read_language(Input& input, const std::string& language) {
  const fs::path path = input.root / "words" / language / "words.csv";
  if (!fs::exists(path)) return;
  const Rows rows = read_csv(path);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::map<std::string, std::string>& spelling = input.spellings[rows[i][0]];
    if (!spelling[language].empty()) fail(path.string(), rows[i][0] + " is spelled twice");
    spelling[language] = rows[i][1];
  }
}

Input read_all(const fs::path& root) {
  Input input;
  input.root = root;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(root / "constructs")) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) read_construct(input, folder);
  for (const auto& entry : fs::directory_iterator(root / "words")) {
    if (entry.is_directory()) input.languages.push_back(entry.path().filename().string());
  }
  std::sort(input.languages.begin(), input.languages.end());
  for (const std::string& language : input.languages) read_language(input, language);
  return input;
}

// ---- output -----------------------------------------------------------------------------------

void write_ids(const Input& input, std::ostream& out) {
  out << "// Made by the build out of src/language/constructs. Do not edit.\n"
         "#ifndef ARREARS_LANGUAGE_WORD_IDS_HPP\n#define ARREARS_LANGUAGE_WORD_IDS_HPP\n"
         "#include <cstdint>\nnamespace arrears::syntax {\n"
         "enum class Word : std::uint16_t {\n  none";
  for (const std::string& word : input.words) out << ",\n  " << identifier(word);
  out << "\n};\nenum class Construct : std::uint16_t {\n  none";
  for (const Signature& signature : input.signatures) out << ",\n  " << identifier(signature.name);
  out << "\n};\n}  // namespace arrears::syntax\n#endif\n";
}

std::size_t write_nodes(const std::vector<Node>& nodes, std::ostream& out) {
  std::size_t count = 0;
  for (const Node& node : nodes) {
    std::ostringstream inside;
    const std::size_t size = write_nodes(node.children, inside) + 1;
    const std::string word = node.op == "word" ? identifier(node.word) : "none";
    out << "  {NodeOp::" << node.op << ", " << size << ", Word::" << word
        << ", SlotType::" << (node.type.empty() ? "none" : node.type) << ", " << quoted(node.slot)
        << ", " << quoted(node.role) << ", '" << node.symbol << "'},\n"
        << inside.str();
    count += size;
  }
  return count;
}

void write_signatures(const Input& input, std::ostream& out) {
  std::ostringstream nodes, table;
  std::size_t first = 0;
  for (const Signature& signature : input.signatures) {
    const std::size_t count = write_nodes(signature.nodes, nodes);
    table << "  {Construct::" << identifier(signature.name) << ", Class::" << signature.cls << ", "
          << quoted(signature.name) << ", " << first << ", " << count << "},\n";
    first += count;
  }
  out << "const SignatureNode signature_nodes[] = {\n"
      << nodes.str() << "};\n"
      << "const Signature signature_table[] = {\n"
      << table.str() << "};\n"
      << "std::size_t signature_count() { return " << input.signatures.size() << "; }\n";
}

// A table of pairs or triples of one file of a language.
void write_rows(const Input& input, const std::string& language, const std::string& file,
                std::ostream& out, const std::vector<std::size_t>& columns) {
  const Rows rows = read_csv(input.root / "words" / language / file);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    out << "  {" << quoted(language);
    for (const std::size_t column : columns) out << ", " << quoted(rows[i][column]);
    out << "},\n";
  }
}

void write_table(const Input& input, const std::string& type, const std::string& name,
                 const std::string& file, const std::vector<std::size_t>& columns,
                 std::ostream& out) {
  std::ostringstream rows;
  for (const std::string& language : input.languages) {
    write_rows(input, language, file, rows, columns);
  }
  const std::string body = rows.str();
  out << "const " << type << " " << name << "_table[] = {\n"
      << body << "};\n"
      << "std::size_t " << name << "_count() { return "
      << std::count(body.begin(), body.end(), '\n') << "; }\n";
}

void write_spellings(const Input& input, std::ostream& out) {
  std::size_t count = 0;
  out << "const SpellingRow spelling_table[] = {\n";
  for (const std::string& word : input.words) {
    for (const std::string& language : input.languages) {
      const auto found = input.spellings.at(word).find(language);
      const std::string forms = found == input.spellings.at(word).end() ? "" : found->second;
      out << "  {" << quoted(language) << ", Word::" << identifier(word) << ", " << quoted(word)
          << ", " << quoted(forms) << "},\n";
      ++count;
    }
  }
  out << "};\nstd::size_t spelling_count() { return " << count << "; }\n";
}

void write_data(const Input& input, std::ostream& out) {
  out << "// Made by the build out of src/language/constructs and words. Do not edit.\n"
         "#include <language/words_tables.hpp>\nnamespace arrears::syntax {\n";
  write_spellings(input, out);
  write_signatures(input, out);
  write_table(input, "TextRow", "language", "language.csv", {0, 1}, out);
  write_table(input, "TextRow", "month", "months.csv", {0, 1}, out);
  write_table(input, "UnitRow", "unit", "units.csv", {0, 1, 2, 3, 4, 5}, out);
  write_table(input, "TextRow", "governor", "governors.csv", {0, 1}, out);
  write_table(input, "FormRow", "form", "forms.csv", {0, 1, 2}, out);
  write_table(input, "TextRow", "currency", "currencies.csv", {0, 1}, out);
  write_table(input, "TextRow", "field", "fields.csv", {0, 1}, out);
  write_table(input, "FormRow", "event", "events.csv", {0, 1, 2}, out);
  write_table(input, "TextRow", "kind", "kinds.csv", {0, 1}, out);
  out << "}  // namespace arrears::syntax\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) fail("generate", "usage: generate SOURCE_FOLDER OUT_FOLDER");
  const Input input = read_all(argv[1]);
  fs::create_directories(argv[2]);
  std::ofstream ids(fs::path(argv[2]) / "word_ids.hpp");
  write_ids(input, ids);
  std::ofstream data(fs::path(argv[2]) / "words_data.cpp");
  write_data(input, data);
  return ids.good() && data.good() ? 0 : 1;
}
