// Days off of the law packs against three other libraries, day by day. What these say stands in
// tests/data/calendars/days_off.csv; each difference is explained in differences.csv beside it.
#include <arrears/packs/load.hpp>

#include <doctest/doctest.h>
#include <map>
#include <packs/read_text.hpp>
#include <set>
#include <text/csv.hpp>
#include <tuple>

using namespace arrears;

namespace {

using Row = std::vector<std::string>;

const std::string source_dir = ARREARS_SOURCE_DIR;
constexpr int first_year = 1994, last_year = 2035;

std::vector<Row> rows_of(const std::string& name) {
  const std::string file = source_dir + "/tests/data/calendars/" + name;
  const auto text = packs::read_text(file);
  REQUIRE(text);
  const auto table = text::read_csv_table(file, *text, {.comments = true});
  REQUIRE(table);
  std::vector<Row> out;
  for (const text::CsvRecord& record : table->rows) {
    Row& row = out.emplace_back();
    for (const text::CsvField& field : record.fields) row.push_back(field.text);
  }
  return out;
}

bool lists(const std::string& cell, const std::string& word) {
  return (" " + cell + " ").find(" " + word + " ") != std::string::npos;
}

// One calendar of ours and one of theirs, from the year on in which both hold.
struct Pair {
  std::string country, purpose, reference, theirs;
  int from;
};

std::vector<Pair> pairs() {
  std::vector<Pair> out;
  for (const char* country : {"CZ", "SK", "PL", "DE", "AT"}) {
    for (const char* purpose : {"deadline", "bank", "contact"}) {
      out.push_back({country, purpose, "holidays", country, first_year});
      out.push_back({country, purpose, "workalendar", country, first_year});
    }
    out.push_back({country, "bank", "quantlib", country, first_year});
  }
  out.push_back({"AT", "bank", "holidays_bank", "AT", first_year});
  for (const char* target : {"holidays_target", "quantlib_target"}) {
    out.push_back({"SK", "bank", target, "EU", 2009});  // the euro came
    out.push_back({"DE", "bank", target, "EU", 1999});
    out.push_back({"AT", "bank", target, "EU", 1999});
  }
  return out;
}

CalendarPurpose purpose_named(const std::string& name) {
  if (name == "deadline") return CalendarPurpose::deadline;
  return name == "bank" ? CalendarPurpose::bank : CalendarPurpose::contact;
}

// What the other libraries say.
struct References {
  std::map<std::tuple<std::string, std::string, int>, std::set<Date>> off;  // weekdays of a year
  std::map<int, Date> easter;

  References() {
    for (const Row& row : rows_of("days_off.csv")) {
      std::set<Date> days;
      for (std::size_t at = 0; at < row[3].size(); at += 6) {
        days.insert(*Date::parse(row[2] + "-" + row[3].substr(at, 5)));
      }
      if (row[0] == "easter") {
        easter[std::stoi(row[2])] = *days.begin();
      } else {
        off[{row[0], row[1], std::stoi(row[2])}] = std::move(days);
      }
    }
  }
  // "11-17", "easter+39" or "2018-11-12".
  bool is(const std::string& what, Date day) const {
    if (what.starts_with("easter")) {
      return day == easter.at(day.year()) + Days{std::stoi(what.substr(6))};
    }
    return what == day.text() || what == day.text().substr(5);
  }
};

// A row of differences.csv, and how many days it has explained, by purpose and reference.
struct Difference {
  Row row;
  std::map<std::pair<std::string, std::string>, int> found;

  bool is_of(const Pair& pair) const {
    return row[0] == pair.country && lists(row[1], pair.purpose) && lists(row[2], pair.reference);
  }
  bool explains(const References& references, bool ours, Date day) const {
    return row[3] == (ours ? "ours" : "theirs") && std::stoi(row[5]) <= day.year() &&
           day.year() <= std::stoi(row[6]) && references.is(row[4], day);
  }
};

// Tells of each day that differs and has not one explanation. `differences` are those of the pair.
void compare(const Pair& pair, const Calendar& calendar, const References& references,
             const std::vector<Difference*>& differences) {
  for (Date day{pair.from, 1, 1}; day.year() <= last_year; day = day + Days{1}) {
    if (day.weekday() >= Weekday::saturday) continue;
    const bool ours = !calendar.is_business_day(day);
    if (ours == references.off.at({pair.reference, pair.theirs, day.year()}).contains(day)) {
      continue;
    }
    int explanations = 0;
    for (Difference* one : differences) {
      if (!one->explains(references, ours, day)) continue;
      ++one->found[{pair.purpose, pair.reference}];
      ++explanations;
    }
    if (explanations == 1) continue;
    const std::string side = ours ? "ours" : "theirs";
    FAIL_CHECK(pair.country << " " << pair.purpose << " against " << pair.reference << ": "
                            << day.text() << " is a day off in " << side << " alone, "
                            << explanations << " explanations");
  }
}

}  // namespace

TEST_CASE("days off of every pack, 1994 to 2035, against other libraries; differences explained") {
  const Result<LawPacks> laws = law::load_all(source_dir + "/rules/law");
  REQUIRE(laws);
  const References references;
  std::vector<Difference> differences;
  for (Row& row : rows_of("differences.csv")) {
    differences.push_back({std::move(row), {}});
  }
  for (const Pair& pair : pairs()) {
    std::vector<Difference*> own;
    for (Difference& one : differences) {
      if (!one.is_of(pair)) continue;
      own.push_back(&one);
      one.found[{pair.purpose, pair.reference}] = 0;
    }
    const Calendar& calendar = laws->of(pair.country).calendar(purpose_named(pair.purpose));
    compare(pair, calendar, references, own);
  }
  for (const Difference& one : differences) {
    const std::string country = one.row[0], day = one.row[4], why = one.row[9];
    CAPTURE(country);
    CAPTURE(day);
    CHECK(lists("ours theirs both", one.row[8]));
    CHECK_FALSE(why.empty());
    CHECK_FALSE(one.found.empty());
    for (const auto& [with, days] : one.found) {
      const std::string& reference = with.second;
      CAPTURE(reference);
      CHECK(days == std::stoi(one.row[7]));
    }
  }
}
