// The published cases of tests/data/worked, as many as this version of the ledger means. What is
// left out is listed with its reason.
//
// A case may fix what the law leaves to a setting (day count) or to the debtor (the order of one
// payment); the test then reckons with the country's pack changed in just that.
#include "build.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <fstream>
#include <law/pack_data.hpp>
#include <map>
#include <sstream>
#include <text/csv.hpp>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

using Row = std::map<std::string, std::string>;

std::vector<Row> rows() {
  std::ifstream file(std::string(ARREARS_SOURCE_DIR) + "/tests/data/worked/interest_cases.csv",
                     std::ios::binary);
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string kept = text.str();
  const auto table = text::read_csv_table("interest_cases.csv", kept, {.comments = true});
  REQUIRE(table);
  std::vector<Row> out;
  for (const text::CsvRecord& record : table->rows) {
    Row& row = out.emplace_back();
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      row[table->header.fields[i].text] = record.fields[i].text;
    }
  }
  return out;
}

const std::map<std::string, std::string> left_out{
    {"S17", "the day of payment bears no interest there"}};

// Published with each stretch between two events rounded by itself. This ledger books the rounded
// cumulative amount, which is one minor unit from theirs and equal to rounding the exact sum
// (11 219.4396…, 6 079.2…, 784.0024…).
const std::map<std::string, std::int64_t> one_unit{{"S10", -1}, {"S13", -1}, {"S31", -1}};

std::vector<Component> order_of(const std::string& name) {
  using enum Component;
  if (name == "PRINCIPAL_ONLY" || name == "PRINCIPAL_FIRST") return {principal};
  if (name == "CZ_1932_2") return {costs, principal, contractual_interest, default_interest};
  return {costs, default_interest, contractual_interest, principal};  // CZ_1932_1, INTEREST_FIRST
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) out.push_back(part);
  return out;
}

DayCount day_count(const Row& row) {
  return row.at("day_count") == "ACT/365" ? DayCount::act_365 : DayCount::act_act;
}

// The country's pack with the case's day count and with the order of each payment by its day.
LawPack law_for(const Row& row) {
  static const LawPacks packs = testing::bundled_law();
  const std::string& country = row.at("jurisdiction");
  LawRows law = packs.of(country).data().all;
  for (InterestRow& rule : law.interest) rule.day_count = day_count(row);
  law.allocation.clear();
  const auto add = [&](std::optional<Date> from, std::optional<Date> until,
                       const std::string& order) {
    AllocationRow line;
    line.line.id = country + ".case";
    line.line.selector = Selector::paid_on;
    line.line.valid_from = from;
    line.line.valid_until = until;
    line.order = order_of(order);
    law.allocation.push_back(line);
  };
  add({}, {}, row.at("allocation"));
  for (const std::string& payment : split(row.at("payments"), '|')) {
    const std::vector<std::string> parts = split(payment, ':');
    if (parts.size() < 3) continue;
    const Date day = *Date::parse(parts[0]);
    add(day, day, parts[2]);
    law.allocation.back().relations = bit(Relation::business);  // more conditions than the other
  }
  return LawPack(build_pack(country, std::move(law)));
}

// Cases in whole crowns are reckoned in a currency without minor units.
Money money(const Row& row, const std::string& text) {
  const Currency currency{row.at("decimals") == "0" ? "JPY" : row.at("currency")};
  return *Money::parse(row.at("decimals") == "0" ? text.substr(0, text.find('.')) : text, currency);
}

Build build_for(const Row& row) {
  Claim claim;
  claim.id = {row.at("id")};
  claim.principal = money(row, row.at("principal"));
  claim.due = *Date::parse(row.at("due_date"));
  claim.obligation = claim.due;
  claim.relation = Relation::business;
  const std::string& regime = row.at("regime");
  if (!row.at("rate_override").empty()) {
    claim.agreed_rate = *Rate::parse_percent(row.at("rate_override"), day_count(row));
  } else if (regime != "CZ_AUTO") {
    InterestSegment segment;
    segment.kind = InterestSegment::Kind::default_interest;
    segment.from = claim.due + Days{1};
    segment.regime = regime;
    claim.segments.push_back(segment);
  }
  Build build({claim});
  if (!row.at("costs").empty()) {
    build.charge(claim.due, money(row, row.at("costs")), false);
  }
  for (const std::string& payment : split(row.at("payments"), '|')) {
    const std::vector<std::string> parts = split(payment, ':');
    build.pay(parts.at(0), *Date::parse(parts.at(0)), money(row, parts.at(1)));
  }
  return build;
}

void check(const Row& row) {
  CAPTURE(row.at("id"));
  const LawPack law = law_for(row);
  const Build build = build_for(row);
  const Date as_of = *Date::parse(row.at("as_of"));
  CHECK(law.default_from(build.value.claims[0].claim.due, false).text() == row.at("default_from"));
  const Calculation found = build.reckoned(as_of, law);
  const ClaimBalance& claim = found.balance.claims[0];
  const auto known = one_unit.find(row.at("id"));
  const std::int64_t unit = known == one_unit.end() ? 0 : known->second;
  CHECK(claim.of(Component::principal) == money(row, row.at("principal_open")).minor);
  CHECK(claim.of(Component::default_interest) ==
        money(row, row.at("default_interest_open")).minor + unit);
  CHECK(claim.of(Component::costs) == money(row, row.at("costs_open")).minor);
  CHECK(found.balance.overpaid == money(row, row.at("overpaid")));
  CHECK(found.balance.debt.minor == money(row, row.at("total_open")).minor + unit);
  std::int64_t interest = 0;
  int days = 0;
  std::vector<CalculationLine> periods;
  for (const CalculationLine& line : found.lines) {
    if (line.what != CalculationLine::What::interest) continue;
    interest += line.amount.minor;
    days += line.days;
    // The cases do not tell half-years of one rate apart.
    const bool goes_on = !periods.empty() && periods.back().rate == line.rate &&
                         periods.back().base == line.base &&
                         line.rate->day_count == DayCount::act_365 &&
                         row.at("payments").find(periods.back().until.text()) == std::string::npos;
    if (goes_on) {
      periods.back().until = line.until;
      periods.back().days += line.days;
    } else {
      periods.push_back(line);
    }
  }
  std::string shown;
  for (const CalculationLine& line : periods) {
    shown += (shown.empty() ? "" : "|") + line.from.text() + ".." + line.until.text() + "@" +
             line.rate->percent_text() + "%x" + std::to_string(line.days);
  }
  CHECK(interest == money(row, row.at("interest")).minor + unit);
  CHECK(std::to_string(days) == row.at("days"));
  std::string expected;
  for (const std::string& period : split(row.at("periods"), '|')) {
    expected += (expected.empty() ? "" : "|") + period.substr(0, period.find('='));
  }
  CHECK(shown == expected);
}

}  // namespace

TEST_CASE("published and computed cases") {
  std::size_t checked = 0, skipped = 0;
  for (const Row& row : rows()) {
    if (left_out.contains(row.at("id"))) {
      ++skipped;
    } else {
      check(row);
      ++checked;
    }
  }
  CHECK(checked == 32);
  CHECK(skipped == left_out.size());
}
