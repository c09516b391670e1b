#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <arrears/packs/load.hpp>

#include <cstdio>
#include <filesystem>
#include <map>
#include <packs/read_text.hpp>
#include <text/csv.hpp>

using namespace arrears;

namespace {

const std::string source_dir = ARREARS_SOURCE_DIR;

// A folder that goes away with the test.
struct Folder {
  std::string path;
  Folder() {
    char name[] = "/tmp/arrears_zone_XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, std::string_view text) const {
    std::FILE* file = std::fopen((path + "/" + name).c_str(), "wb");
    REQUIRE(file != nullptr);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }
};

}  // namespace

// tests/data/zones/samples.csv comes from Python's zoneinfo: rules/zones/make.py --samples.
TEST_CASE("offsets and times on the wall are those that Python gives") {
  const std::string file = source_dir + "/tests/data/zones/samples.csv";
  const auto text = packs::read_text(file);
  REQUIRE(text);
  const auto table = text::read_csv_table(file, *text);
  REQUIRE(table);
  std::map<std::string, Zone> zones;
  for (const auto& row : table->rows) {
    const std::string& name = row.fields[0].text;
    if (!zones.contains(name)) {
      zones.emplace(name, zone::load(source_dir + "/rules/zones", name).value());
    }
    const Zone& zone = zones.at(name);
    CHECK(zone.name() == name);
    const Instant at = Instant::parse(row.fields[1].text).value();
    CAPTURE(row.line);
    CHECK(std::to_string(zone.offset_at(at)) == row.fields[2].text);
    const TimeOfDay time = zone.time_of(at);
    const std::string hour = time.minutes < 600 ? "0" : "";
    CHECK(zone.day_of(at).text() + " " + hour + time.text() == row.fields[3].text);
  }
  CHECK(zones.size() >= 60);
}

TEST_CASE("the bundled zones are found from the build tree") {
  const auto prague = zone::load(zone::bundled_path(), "Europe/Prague");
  REQUIRE(prague);
  CHECK(prague->instant(Date{2026, 10, 5}, {480}).text() == "2026-10-05T06:00:00Z");
  CHECK(zone::load(zone::bundled_path(), "UTC"));
}

TEST_CASE("unknown zones and names that lead elsewhere are refused") {
  const std::string zones = source_dir + "/rules/zones";
  CHECK(zone::load(zones, "Europe/Atlantis").error().code == ErrorCode::not_found);
  CHECK(zone::load(zones, "../../etc/passwd").error().code == ErrorCode::invalid);
  CHECK(zone::load(zones, "").error().code == ErrorCode::invalid);
  CHECK(zone::load("/nonexistent", "UTC").error().code == ErrorCode::not_found);
}

TEST_CASE("a broken file names its line") {
  const Folder folder;
  folder.write("A.csv", "from,offset_seconds\n1970-01-01T00:00:00Z,0\n1970-01-01T00:00:00Z,1\n");
  folder.write("B.csv", "from,offset_seconds\n1970-01-01,0\n");
  folder.write("C.csv", "from,offset_seconds\n1970-01-01T00:00:00Z,99999999\n");
  folder.write("D.csv", "from,offset_seconds\n");
  folder.write("E.csv", "offset,from\n");
  folder.write("F.csv", "from,offset_seconds\n\"\xFF\"\n");
  const auto message = [&](const char* name) {
    return zone::load(folder.path, name).error().message;
  };
  CHECK(message("A") == folder.path + "/A.csv:3:1: rows stand in order of time");
  CHECK(message("B").starts_with(folder.path + "/B.csv:2:1: an instant is written"));
  CHECK(message("C").starts_with(folder.path + "/C.csv:2:1: the offset"));
  CHECK(message("D") == folder.path + "/D.csv: no offset");
  CHECK(message("E").find("expected the columns from,offset_seconds") != std::string::npos);
  CHECK(message("F").find("is not UTF-8") != std::string::npos);
  CHECK(packs::read_text(folder.path).error().message == folder.path + ": this is not a file");
  folder.write("G", std::string(100, 'x'));
  CHECK(packs::read_text(folder.path + "/G", 99).error().code == ErrorCode::limit);
}
