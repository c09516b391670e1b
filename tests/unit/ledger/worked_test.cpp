// The published and computed cases of the law packs, all columns of all of them, through the same
// function as `arrears interest`.
#include <arrears/ledger/interest_cases.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/testing.hpp>

#include <doctest/doctest.h>
#include <filesystem>
#include <packs/read_text.hpp>
#include <text/csv.hpp>

namespace {

using namespace arrears;

const LawPacks& every_law() {
  static const LawPacks all = testing::bundled_law();
  return all;
}

text::CsvTable table(std::string_view name, std::string_view csv) {
  const auto read = text::read_csv_table(name, csv, {.comments = true});
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
  return *read;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c - 'A' + 'a');
  return text;
}

constexpr const char* heading =
    "id,jurisdiction,regime,currency,principal,due_date,as_of,payments,payment_day,costs,"
    "allocation,day_count,rate_override,contract_rate,contract_interest_from,rounding,decimals\n";

std::string one(const std::string& row) {
  const Result<std::string> out = reckon_cases(heading + row + "\n", "cases.csv", every_law());
  if (!out) return out.error().message;
  return out->substr(out->find('\n') + 1);
}

}  // namespace

TEST_CASE("published and computed cases, every column") {
  std::size_t cases = 0;
  for (const auto& [code, pack] : every_law().all()) {
    const std::string& country = code;  // clang 14 captures no structured binding
    CAPTURE(country);
    const auto file = packs::read_text(law::bundled_path() + "/" + lower(country) + "/cases.csv");
    REQUIRE(file.has_value());
    const text::CsvTable expected = table("cases.csv", *file);
    const Result<std::string> reckoned = reckon_cases(*file, "cases.csv", every_law());
    REQUIRE_MESSAGE(reckoned.has_value(), (reckoned ? "" : reckoned.error().message));
    const text::CsvTable found = table("reckoned", *reckoned);
    REQUIRE(found.rows.size() == expected.rows.size());
    cases += found.rows.size();
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
      CAPTURE(found.rows[i].fields[0].text);
      for (std::size_t c = 0; c < found.header.fields.size(); ++c) {
        const std::string& column = found.header.fields[c].text;
        CAPTURE(column);
        CHECK(found.rows[i].fields[c].text ==
              expected.rows[i].fields[*expected.column(column)].text);
      }
    }
  }
  CHECK(cases == 33);
}

TEST_CASE("a table that states what it expects is compared, cell by cell") {
  const auto compared = [](const std::string& rows) {
    return compare_cases(
        "id,jurisdiction,regime,currency,principal,due_date,as_of,interest,total_open\n" + rows,
        "cases.csv", every_law());
  };
  const std::string claim = "A,CZ,CZ_AUTO,CZK,100000,2025-01-10,2025-02-09,";
  CHECK(compared(claim + "986.30,100986.30\n")->empty());
  CHECK(compared(claim + ",100986.30\n")->empty());
  CHECK(*compared("# a remark\n" + claim + "986.31,100986.30\n") ==
        std::vector<std::string>{"cases.csv:3:47: interest: expected 986.31, reckoned 986.30"});
  CHECK(compared(claim + ",\n").error().message.find("cases.csv:2:1: the case expects nothing") ==
        0);
  CHECK(compared("A,XX,CZ_AUTO,CZK,1,2025-01-10,2025-02-09,1,1\n").error().message.find("XX") !=
        std::string::npos);
}

TEST_CASE("each rate period rounded by itself adds up to the sum of rounded periods") {
  CHECK(one("A,CZ,CZ_AUTO,CZK,100000,2023-12-10,2024-01-05,,,,,ACT/ACT,13,,,PERIOD,2") ==
        "A,2023-12-11,26,2023-12-11..2023-12-31@13%x21=747.95|2024-01-01..2024-01-05@13%x5=177.60,"
        "925.55,925.55,,100000.00,925.55,,0.00,0.00,100925.55\n");
}

TEST_CASE("a row that cannot be reckoned is named with line and column, and nothing is reckoned") {
  CHECK(one("A,CZ,CZ_AUTO,CZK,1000,2023-02-31,2024-01-05,,,,,,,,,,") ==
        "cases.csv:2:23: due_date: there is no day 31 in month 2 of 2023");
  CHECK(one("A,XX,CZ_AUTO,CZK,1000,2023-02-01,2024-01-05,,,,,,,,,,") ==
        "cases.csv:2:3: jurisdiction: there is no law pack of 'XX'");
  CHECK(one("A,CZ,SK_COM_FIX,CZK,1000,2023-02-01,2024-01-05,,,,,,,,,,") ==
        "cases.csv:2:6: regime: 'SK_COM_FIX' is no rule of interest of the law of CZ; CONTRACT "
        "takes the rate of rate_override");
  CHECK(one("A,CZ,CZ_ATUO,CZK,1000,2023-02-01,2024-01-05,,,,,,13,,,,") ==
        "cases.csv:2:6: regime: 'CZ_ATUO' is no rule of interest of the law of CZ; CONTRACT takes "
        "the rate of rate_override");
  CHECK(one("A,CZ,CZ_CONTRACT_CAPPED,CZK,1000,2023-02-01,2024-01-05,,,,,,13,,,,") ==
        "cases.csv:2:6: regime: 'CZ_CONTRACT_CAPPED' is no rule of interest of the law of CZ; "
        "CONTRACT takes the rate of rate_override");
  CHECK(one("A,PL,PL_COMMERCIAL,PLN,1000,2014-02-01,2017-01-05,,,,,,,,,,") ==
        "cases.csv:2:6: regime: the law pack has no rate for 2014-02-02");
  CHECK(one("A,CZ,CZ_AUTO,CZK,1000,2023-02-01,2024-01-05,2023-03-01:-5,,,,,,,,,") ==
        "cases.csv:2:45: payments: a payment has to be above zero");
  CHECK(one("A,CZ,CONTRACT,CZK,900000000000,1923-02-01,2024-01-05,,,,,,9999,,,,") ==
        "cases.csv:2:19: principal: too much, with the interest of that time");
  CHECK(one("A,CZ,CZ_AUTO,CZK,1000,2023-02-01,2024-01-05,,,,,ACT/364,,,,,") ==
        "cases.csv:2:49: day_count: 'ACT/364' is none of ACT/ACT, ACT/365, ACT/360, 30E/360");
}
