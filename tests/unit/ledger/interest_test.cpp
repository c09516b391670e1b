// Interest over columns: against the ledger, against plain fractions, and what it refuses.
#include "build.hpp"

#include <doctest/doctest.h>
#include <arrears/ledger/interest.hpp>
#include <ledger/accrual.hpp>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

using PrincipalBy = InterestColumns::PrincipalBy;

// The columns of a table, with a generator of its own.
struct Table {
  std::vector<std::int64_t> principal;
  std::vector<std::int32_t> from, until, ppm, offsets;
  std::vector<DayCount> count{DayCount::act_act};
  PrincipalBy by = PrincipalBy::row;

  InterestColumns columns() const {
    return {.principal = principal,
            .principal_by = by,
            .from = from,
            .until = until,
            .rate_ppm = ppm,
            .day_count = count,
            .offsets = offsets};
  }
  void row(std::int64_t minor, Date first, Date last, std::int32_t rate) {
    if (by == PrincipalBy::row) principal.push_back(minor);
    from.push_back(first.number());
    until.push_back(last.number());
    ppm.push_back(rate);
  }
  Error error() const { return interest(columns()).error(); }
};

struct Random {
  std::uint64_t state;
  std::int64_t below(std::int64_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(n));
  }
};

constexpr Date first = Date::from_number(20'000);

// Cases of up to `most` rows, some adjoining, some with gaps.
Table random_table(Random& random, std::size_t cases, std::int64_t most, PrincipalBy by,
                   bool mixed) {
  Table out;
  out.by = by;
  out.offsets = {0};
  if (mixed) out.count.clear();
  for (std::size_t i = 0; i < cases; ++i) {
    if (by == PrincipalBy::whole_case) out.principal.push_back(random.below(1'000'000'000) - 1'000);
    Date day = first + Days{static_cast<std::int32_t>(random.below(3'000))};
    for (std::int64_t k = random.below(most + 1); k > 0; --k) {
      const Date last = day + Days{static_cast<std::int32_t>(random.below(700))};
      out.row(random.below(1'000'000'000) - 1'000, day, last,
              static_cast<std::int32_t>(random.below(300'000) - 1'000));
      if (mixed) out.count.push_back(static_cast<DayCount>(random.below(4)));
      day = last + Days{static_cast<std::int32_t>(1 + (random.below(3) == 0 ? 5 : 0))};
    }
    out.offsets.push_back(static_cast<std::int32_t>(out.from.size()));
  }
  return out;
}

// Row by row, by the function that the ledger calls for a stretch.
Int128 exact_of(const Table& table, std::size_t index) {
  Int128 sum = 0;
  for (auto row = static_cast<std::size_t>(table.offsets[index]);
       row < static_cast<std::size_t>(table.offsets[index + 1]); ++row) {
    const Rate rate{table.ppm[row], table.count[table.count.size() == 1 ? 0 : row]};
    const std::int64_t minor = table.principal[table.by == PrincipalBy::row ? row : index];
    sum += ledger::exact_interest(minor, rate, Date::from_number(table.from[row] - 1),
                                  Date::from_number(table.until[row]));
  }
  return sum;
}

}  // namespace

TEST_CASE("columns give what the stretches give, however they are laid out") {
  Random random{5};
  for (const PrincipalBy by : {PrincipalBy::row, PrincipalBy::whole_case}) {
    for (const bool mixed : {false, true}) {
      for (const std::int64_t most : {3, 12}) {  // few and many rows a case
        Table table = random_table(random, 1'100, most, by, mixed);
        for (int count = 0; count < (mixed ? 1 : 4); ++count) {
          if (!mixed) table.count = {static_cast<DayCount>(count)};
          const auto found = interest(table.columns(), {.exact = true});
          REQUIRE(found);
          REQUIRE(found->booked.size() == 1'100);
          const auto even = interest(table.columns(), {.half = RoundHalf::even});
          REQUIRE(even->exact.empty());
          for (std::size_t i = 0; i < found->booked.size(); ++i) {
            const Int128 exact = exact_of(table, i);
            REQUIRE(found->exact[i] == exact);
            REQUIRE(found->booked[i] == divide_half_up(exact, interest_scale));
            REQUIRE(even->booked[i] == ledger::rounded(exact, RoundHalf::even).minor);
          }
        }
      }
    }
  }
}

TEST_CASE("columns book what the ledger books") {
  Random random{11};
  for (int round = 0; round < 200; ++round) {
    Table table = random_table(random, 1, 6, PrincipalBy::whole_case, false);
    if (table.from.empty()) continue;
    table.principal[0] = 1 + random.below(1'000'000'000);
    table.count = {static_cast<DayCount>(random.below(4))};
    Claim claim = sample_claim();
    claim.principal = {table.principal[0], Currency{"CZK"}};
    for (std::size_t row = 0; row < table.from.size(); ++row) {
      InterestSegment segment;
      segment.kind = InterestSegment::Kind::default_interest;
      segment.from = Date::from_number(table.from[row]);
      segment.until = Date::from_number(table.until[row]);
      segment.fixed = Rate{table.ppm[row], table.count[0]};
      claim.segments.push_back(segment);
    }
    LedgerOptions options{.on = Date{2100, 1, 1}};
    options.terms = InterestTerms{};
    const Build build({claim});
    const Balance balance = arrears::balance(build.value, nullptr, czech(), options);
    REQUIRE(interest(table.columns())->booked[0] == balance.interest.minor);
  }
}

TEST_CASE("a half goes up or to even") {
  Table table;
  table.count = {DayCount::act_360};
  // 1 % of 100, 300, -100 over half a year of 360 days: 0.5, 1.5, -0.5.
  for (const std::int64_t minor : {100, 300, -100}) {
    table.row(minor, first, first + Days{179}, 10'000);
  }
  CHECK(interest(table.columns())->booked == std::vector<std::int64_t>{1, 2, -1});
  CHECK(interest(table.columns(), {.half = RoundHalf::even})->booked ==
        std::vector<std::int64_t>{0, 2, 0});
}

TEST_CASE("no rows, no cases, cases without rows") {
  Table table;
  CHECK(interest(table.columns())->booked.empty());
  table.offsets = {0};
  CHECK(interest(table.columns())->booked.empty());
  table.offsets = {0, 0, 0};
  CHECK(interest(table.columns())->booked == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("columns whose lengths do not match are refused") {
  Table good;
  good.row(1'000, first, first, 1);
  good.row(1'000, first, first, 1);
  const auto refused = [&](auto change) {
    Table table = good;
    change(table);
    const Error error = table.error();
    CHECK(error.code == ErrorCode::invalid);
    return error.message;
  };
  CHECK(refused([](Table& t) { t.until.pop_back(); }) == "until has 1 entries for 2 rows");
  CHECK(refused([](Table& t) { t.ppm.push_back(1); }) == "rate_ppm has 3 entries for 2 rows");
  CHECK(refused([](Table& t) { t.principal.clear(); }) == "principal has 0 entries for 2 rows");
  CHECK(refused([](Table& t) { t.count.resize(3); }) == "day_count has 3 entries for 2 rows");
  CHECK(refused([](Table& t) { t.count.clear(); }) == "day_count has 0 entries for 2 rows");
  CHECK(refused([](Table& t) {
          t.by = PrincipalBy::whole_case;
          t.offsets = {0, 2};
        }) == "principal has 2 entries for 1 cases");
  CHECK(refused([](Table& t) {
          t.offsets = {1, 2};
        }) == "offsets go from 1 to 2, not from 0 to the number of rows, 2");
  CHECK(refused([](Table& t) {
          t.offsets = {0, 1};
        }) == "offsets go from 0 to 1, not from 0 to the number of rows, 2");
  for (const PrincipalBy by : {PrincipalBy::row, PrincipalBy::whole_case}) {
    CHECK(refused([&](Table& t) {
            t.by = by;
            t.principal.resize(by == PrincipalBy::row ? 2 : 3);
            t.offsets = {0, 2, 1, 2};
          }) == "case 1: its rows are from 2 to 1, of 2");
    CHECK(refused([&](Table& t) {
            t.by = by;
            t.principal.resize(2);
            t.offsets = {0, 9, 2};
          }) == "case 0: its rows are from 0 to 9, of 2");
    CHECK(refused([&](Table& t) {
            t.by = by;
            t.principal.resize(2);
            t.offsets = {0, -1, 2};
          }) == "case 0: its rows are from 0 to -1, of 2");
  }
}

TEST_CASE("the first row at fault is named, and nothing is returned") {
  Random random{17};
  for (const PrincipalBy by : {PrincipalBy::row, PrincipalBy::whole_case}) {
    const Table good = random_table(random, 2'000, 5, by, false);
    const std::size_t row = 2'345;
    const auto refused = [&](auto change) {
      Table table = good;
      change(table);
      InterestAmounts out;
      out.booked = {1, 2, 3};
      const auto done = interest(table.columns(), {.exact = true}, out);
      REQUIRE_FALSE(done);
      CHECK(out.booked.empty());
      CHECK(out.exact.empty());
      return done.error().message;
    };
    CHECK(refused([&](Table& t) {
            t.from[row] = Date{2026, 2, 2}.number();
            t.until[row] = Date{2026, 2, 1}.number();
            t.until[row + 5] = -1'000'000;
          }) == "row 2345: the last day 2026-02-01 is before the first 2026-02-02");
    const std::string range = ", outside 1900-01-01 (-25567) to 2200-12-31 (84371)";
    for (const std::int32_t day : {INT32_MIN, INT32_MIN + 1, -2'000'000'000, -25'568, 84'372,
                                   2'000'000'000, INT32_MAX - 25'567, INT32_MAX}) {
      CHECK(refused([&](Table& t) { t.from[row] = day; }) ==
            "row 2345: the first day is " + std::to_string(day) + range);
      CHECK(refused([&](Table& t) { t.until[row] = day; }) ==
            "row 2345: the last day is " + std::to_string(day) + range);
    }
    CHECK(refused([&](Table& t) {
            t.count.assign(t.from.size(), DayCount::act_365);
            t.count[row] = static_cast<DayCount>(4);
          }) == "row 2345: there is no such day count");
    CHECK(refused([&](Table& t) { t.count = {static_cast<DayCount>(4)}; }) ==
          "there is no such day count");
    for (const std::int64_t minor : {Money::limit + 1, -Money::limit - 1, INT64_MAX, INT64_MIN}) {
      CHECK(refused([&](Table& t) { t.principal[123] = minor; }) ==
            (by == PrincipalBy::row ? "row 123" : "case 123") + std::string(": principal ") +
                std::to_string(minor) + " is more than 1000000000000000 minor units");
    }
  }
}

TEST_CASE("limits: everything at its largest, and what passes it") {
  Table table;
  table.count = {DayCount::act_365};
  table.by = PrincipalBy::whole_case;
  table.offsets = {0, 1};
  table.principal = {1};
  // 301 years of 365.24 days at 214 748.3647 % of one minor unit.
  table.row(0, Date::earliest(), Date::latest(), INT32_MAX);
  for (const DayCount count :
       {DayCount::act_act, DayCount::act_365, DayCount::act_360, DayCount::thirty_360}) {
    table.count = {count};
    for (const std::int32_t rate : {INT32_MAX, INT32_MIN}) {
      table.ppm[0] = rate;
      const auto found = interest(table.columns(), {.exact = true});
      REQUIRE(found);
      CHECK(found->exact[0] == exact_of(table, 0));
    }
  }
  // 301 years of 100 % on the largest principal are far below the limit.
  table.count = {DayCount::act_act};
  table.principal = {Money::limit};
  table.ppm = {1'000'000};
  CHECK(interest(table.columns())->booked[0] == 301 * Money::limit);
  table.principal = {-Money::limit};
  CHECK(interest(table.columns())->booked[0] == -301 * Money::limit);
  // 2^62 minor units are the first that do not fit: 4611 years of 100 %, 4 611 686 018 427 387 904.
  table.principal = {Money::limit};
  table.ppm = {15'321'215};
  CHECK(interest(table.columns())->booked[0] == 4'611'685'715'000'000'000);
  table.ppm = {15'321'217};
  CHECK(table.error().code == ErrorCode::limit);
  CHECK(table.error().message ==
        "case 0: its interest is not below 2^62 minor units (rows 0 up to 1)");
  table.ppm = {-15'321'217};
  CHECK(table.error().code == ErrorCode::limit);
}

TEST_CASE("many rows at the largest rate do not wrap around") {
  Table table;
  table.by = PrincipalBy::whole_case;
  for (const std::size_t rows : {8u, 9u, 10u, 1'000u}) {
    table = {};
    table.by = PrincipalBy::whole_case;
    table.principal = {1'000};
    table.offsets = {0, static_cast<std::int32_t>(rows)};
    for (std::size_t row = 0; row < rows; ++row) {
      table.row(0, Date::earliest(), Date::latest(), INT32_MAX);
    }
    const auto found = interest(table.columns(), {.exact = true});
    REQUIRE(found);
    CHECK(found->exact[0] == exact_of(table, 0));
    CHECK(found->booked[0] > 0);
  }
  // Exact sums that would pass 128 bits on the way are refused too.
  table.principal = {Money::limit};
  const auto rows = static_cast<std::size_t>(500'000);
  table.from.assign(rows, table.from[0]);
  table.until.assign(rows, table.until[0]);
  table.ppm.assign(rows, INT32_MAX);
  table.offsets = {0, static_cast<std::int32_t>(rows)};
  CHECK(table.error().code == ErrorCode::limit);
}
