// Day counts against QuantLib's, over stretches in tests/data/calendars/day_counts.csv; where
// QuantLib's reading of a stretch or a namesake differs, day_count_differences.csv says why.
#include <doctest/doctest.h>
#include <arrears/ledger/interest.hpp>
#include <arrears/time/date.hpp>

#include <cmath>
#include <map>
#include <packs/read_text.hpp>
#include <span>
#include <string>
#include <text/csv.hpp>

using namespace arrears;

namespace {

// At 100 % a year a principal of one bears its years.
constexpr std::int32_t whole = 1'000'000;
constexpr std::int64_t year = InterestAmounts::scale;

// A file of tests/data/calendars by its columns.
struct Table {
  std::map<std::string, std::vector<std::string>> columns;
  std::size_t rows = 0;

  explicit Table(const std::string& name) {
    const std::string file = ARREARS_SOURCE_DIR "/tests/data/calendars/" + name;
    const auto text = packs::read_text(file);
    REQUIRE(text);
    const auto table = text::read_csv_table(file, *text, {.comments = true});
    REQUIRE(table);
    rows = table->rows.size();
    for (std::size_t i = 0; i < table->header.fields.size(); ++i) {
      std::vector<std::string>& column = columns[table->header.fields[i].text];
      for (const text::CsvRecord& record : table->rows) column.push_back(record.fields[i].text);
    }
  }
};

// Years of a column, in parts; a column of days has 1 / of_year of them.
std::vector<std::int64_t> theirs(const Table& table, const std::string& column,
                                 std::int64_t of_year) {
  std::vector<std::int64_t> out;
  for (const std::string& cell : table.columns.at(column)) {
    if (of_year != 0) {
      out.push_back(year / of_year * std::stoll(cell));
      continue;
    }
    // Nine decimals: enough to tell apart what differs by 1 / 365 - 1 / 366 of a year.
    const long double parts = std::stold(cell) * (365 * 366);
    const std::int64_t nearest = std::llround(parts);
    CHECK(std::fabs(parts - static_cast<long double>(nearest)) < 0.001L);
    out.push_back(year / 365 / 366 * nearest);
  }
  return out;
}

std::vector<std::int64_t> ours(const Table& table, DayCount count) {
  std::vector<std::int32_t> from, until;
  for (std::size_t i = 0; i < table.rows; ++i) {
    from.push_back(Date::parse(table.columns.at("from")[i])->number());
    until.push_back(Date::parse(table.columns.at("until")[i])->number());
  }
  const std::vector<std::int64_t> one(table.rows, 1);
  const std::vector<std::int32_t> rate(table.rows, whole);
  const auto found = interest({.principal = one,
                               .from = from,
                               .until = until,
                               .rate_ppm = rate,
                               .day_count = std::span(&count, 1)},
                              {.exact = true});
  REQUIRE(found);
  std::vector<std::int64_t> out;
  for (const Int128 exact : found->exact) out.push_back(static_cast<std::int64_t>(exact));
  return out;
}

std::size_t differing(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  REQUIRE(a.size() == b.size());
  std::size_t out = 0;
  for (std::size_t i = 0; i < a.size(); ++i) out += a[i] != b[i] ? 1 : 0;
  return out;
}

const std::map<std::string, DayCount> counts{{"act_act", DayCount::act_act},
                                             {"act_365", DayCount::act_365},
                                             {"act_360", DayCount::act_360},
                                             {"thirty_360", DayCount::thirty_360}};

}  // namespace

TEST_CASE("day counts are QuantLib's of the names that docs/ledger.md gives, for every stretch") {
  static_assert(year % 365 == 0 && year / 365 % 366 == 0 && year % 360 == 0);
  const Table table("day_counts.csv");
  CHECK(table.rows == 3'000);
  CHECK(differing(ours(table, DayCount::act_365), theirs(table, "actual", 365)) == 0);
  CHECK(differing(ours(table, DayCount::act_360), theirs(table, "actual", 360)) == 0);
  CHECK(differing(ours(table, DayCount::act_act), theirs(table, "act_act_after", 0)) == 0);
  CHECK(differing(ours(table, DayCount::thirty_360), theirs(table, "thirty_before", 360)) == 0);
}

TEST_CASE("other readings of a stretch and namesakes differ as often as explained") {
  const Table table("day_counts.csv"), known("day_count_differences.csv");
  std::size_t columns = table.columns.size() - 5;  // from, until and the three of the other test
  for (std::size_t i = 0; i < known.rows; ++i, --columns) {
    const std::string count = known.columns.at("day_count")[i];
    const std::string column = known.columns.at("column")[i];
    CAPTURE(count);
    CAPTURE(column);
    const std::int64_t of_year = count == "act_act" ? 0 : 360;
    const std::size_t found =
        differing(ours(table, counts.at(count)), theirs(table, column, of_year));
    CHECK(found == std::stoul(known.columns.at("rows")[i]));
    CHECK_FALSE(known.columns.at("why")[i].empty());
  }
  CHECK(columns == 0);  // no column without a row
}
