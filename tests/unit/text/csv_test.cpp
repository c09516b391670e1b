#include <doctest/doctest.h>
#include <text/csv.hpp>

#include <random>

using namespace arrears;
using namespace arrears::text;

namespace {

std::vector<std::vector<std::string>> read_all(std::string_view text, CsvOptions options = {}) {
  CsvReader reader(text, options);
  std::vector<std::vector<std::string>> out;
  for (;;) {
    const auto status = reader.next();
    if (status == CsvReader::Status::end) return out;
    std::vector<std::string> row;
    if (status == CsvReader::Status::problem) {
      row.push_back("!" + std::to_string(reader.problem().line) + ":" +
                    std::to_string(reader.problem().column) + ":" + reader.problem().message);
    } else {
      for (const auto& field : reader.record().fields) row.push_back(field.text);
    }
    out.push_back(row);
  }
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("plain and quoted fields, both ends of lines, a byte-order mark") {
  CHECK(read_all("\xEF\xBB\xBF"
                 "a,b\r\n1,\"x,\"\"y\"\"\r\nz\"\n,\n") ==
        Rows{{"a", "b"}, {"1", "x,\"y\"\r\nz"}, {"", ""}});
  CHECK(read_all("a;b\n1;2", {.delimiter = ';'}) == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read_all("") == Rows{});
  CHECK(read_all("\n\r\n\n") == Rows{});
  CHECK(read_all("\"\"\n") == Rows{{""}});
}

TEST_CASE("comments are lines that begin with #, when asked for") {
  CHECK(read_all("# c\na,#b\n#d", {.comments = true}) == Rows{{"a", "#b"}});
  CHECK(read_all("#a\n") == Rows{{"#a"}});
}

TEST_CASE("lines and columns of fields count characters") {
  CsvReader reader(
      "\xC4\x8D"
      "x,b\n\"1\n2\",\"q\"\n");
  REQUIRE(reader.next() == CsvReader::Status::record);
  CHECK(reader.record().fields[1].line == 1);
  CHECK(reader.record().fields[1].column == 4);
  REQUIRE(reader.next() == CsvReader::Status::record);
  CHECK(reader.record().line == 2);
  CHECK(reader.record().raw == "\"1\n2\",\"q\"");
  CHECK(reader.record().fields[1].line == 3);
  CHECK(reader.record().fields[1].column == 4);
}

TEST_CASE("what is not well formed is reported and the next line is read") {
  CHECK(read_all("a\"b,c\nd\n")[0][0].starts_with("!1:2:a quote inside a field"));
  CHECK(read_all("a\"b,c\nd\n")[1] == std::vector<std::string>{"d"});
  CHECK(read_all("\"a\"b\nd\n")[0][0].starts_with("!1:4:after a closing quote"));
  CHECK(read_all("a\rb\nd\n")[0][0].starts_with("!1:2:a carriage return"));
  CHECK(read_all(std::string_view("a\0b\nd\n", 6))[0][0].starts_with("!1:2:a zero byte"));
  const auto open = read_all("a,\"b\nc\nd\n");
  CHECK(open[0][0] == "!1:3:this quote is never closed");
  CHECK(open[1] == std::vector<std::string>{"c"});
  CHECK(open[2] == std::vector<std::string>{"d"});
}

TEST_CASE("the bad record is handed on as it stands") {
  CsvReader reader("x\na\"b,c\r\nd\n");
  reader.next();
  REQUIRE(reader.next() == CsvReader::Status::problem);
  CHECK(reader.problem().raw == "a\"b,c");
}

TEST_CASE("limits of file, record, field and number of fields") {
  CHECK(read_all("abc", {.file_max = 2})[0][0] == "!1:1:more than 2 bytes in one file");
  CHECK(read_all("abc,d", {.record_max = 3})[0][0].starts_with("!1:5:a record is longer"));
  CHECK(read_all("abc,d", {.field_max = 2})[0][0].starts_with("!1:3:a field is longer"));
  CHECK(read_all("a,b,c", {.fields_max = 2})[0][0].starts_with("!1:5:more than 2 fields"));
}

TEST_CASE("a table has a header with distinct names and rows of its width") {
  const auto table = read_csv_table("f.csv", "# c\na,b\n1,2\n", {.comments = true});
  REQUIRE(table);
  CHECK(table->column("b") == 1);
  CHECK_FALSE(table->column("c"));
  CHECK(table->rows.size() == 1);
  CHECK(table->rows[0].fields[1].text == "2");
  CHECK(read_csv_table("f.csv", "a,b\n1\n").error().message ==
        "f.csv:2:1: 1 fields where the header has 2");
  CHECK(read_csv_table("f.csv", "a,a\n").error().message == "f.csv:1:3: column 'a' stands twice");
  CHECK(read_csv_table("f.csv", "a,\n").error().message == "f.csv:1:3: a column without a name");
  CHECK(read_csv_table("f.csv", "\n").error().message == "f.csv:1:1: the file has no header");
}

TEST_CASE("what is written is read again: random fields") {
  std::mt19937 random(7);
  const std::string letters = "a,;\"\r\n #=+-@'\t\xC4\x8D";
  for (int round = 0; round < 2'000; ++round) {
    Rows rows(1 + random() % 3);
    std::string plain, safe;
    for (auto& row : rows) {
      row.resize(1 + random() % 3);
      for (std::size_t i = 0; i < row.size(); ++i) {
        for (auto n = random() % 5; n > 0; --n) row[i] += letters[random() % letters.size()];
        plain += (i ? "," : "") + csv_field(row[i]);
        safe += (i ? "," : "") + csv_safe_field(row[i]);
      }
      // A line without any character is left out, so a lone empty field needs its quotes.
      if (row.size() == 1 && row[0].empty()) {
        plain += "\"\"";
        safe += "\"\"";
      }
      plain += '\n';
      safe += "\r\n";
    }
    CHECK(read_all(plain) == rows);
    Rows back = read_all(safe);
    for (auto& row : back) {
      for (auto& field : row) {
        CHECK((field.empty() ||
               std::string_view("=+-@\t\r\n").find(field[0]) == std::string_view::npos));
        field = std::string(csv_unsafe(field));
      }
    }
    CHECK(back == rows);
  }
}
