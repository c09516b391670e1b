// Limitation: by hand, by an oracle that walks day by day, and properties of random histories.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "build.hpp"

using namespace arrears;
using law_test::findings, law_test::line, law_test::pack;
using Kind = LimitationEvent::Kind;
using YearEnd = LimitationRow::YearEnd;
using Filing = LimitationRow::Filing;

namespace {

LimitationRow row(const char* id, std::int32_t years, Selector selector) {
  LimitationRow out;
  out.line = line(id);
  out.line.selector = selector;
  out.years = years;
  out.starts = "made up";
  out.filing = Filing::suspends;
  return out;
}

// Three years, ten after a title or an acknowledgement, six months after what made it stand still.
LawRows rows() {
  LawRows out;
  out.limitation = {row("XX.limitation", 3, Selector::default_from),
                    row("XX.limitation_title", 10, Selector::acted_on)};
  out.limitation[0].absolute_years = 10;
  out.limitation[1].after_title = out.limitation[1].after_acknowledgement = true;
  for (LimitationRow& one : out.limitation) one.months_after = 6;
  return out;
}

std::string last_day(const LawPack& law, Date from, std::vector<LimitationEvent> events = {}) {
  const Limitation out = law.limitation("limitation", {from, {}, std::move(events)});
  CHECK(out.last_day.has_value() == out.why_not.empty());
  return out.last_day ? out.last_day->text() : out.why_not;
}

LimitationEvent event(Kind kind, Date from, std::optional<Date> until = {}) {
  return {kind, from, until};
}

const Date begin{2020, 6, 1};

}  // namespace

TEST_CASE("three years end on the day of the same number, or the last of the month") {
  const LawPack law = pack(rows());
  CHECK(last_day(law, begin) == "2023-06-01");
  CHECK(last_day(law, Date{2024, 2, 29}) == "2027-02-28");
  const Limitation out = law.limitation("limitation", {begin, {}, {}});
  CHECK(out.line->id == "XX.limitation");
  CHECK(out.steps ==
        std::vector<std::string>{
            "2020-06-01: 3 years from made up (XX.limitation, § 1): until 2023-06-01"});
  CHECK(days_to_limitation(out, Date{2023, 5, 31}) == Days{1});
  CHECK(days_to_limitation(out, Date{2023, 6, 1}) == Days{0});
  CHECK(days_to_limitation(out, Date{2023, 6, 2}) == Days{-1});
}

TEST_CASE("what stands still is added, and it ends no sooner than six months after") {
  const LawPack law = pack(rows());
  // 70 days: 1 June + 70 = 10 August 2023.
  CHECK(last_day(law, begin, {event(Kind::suspended, Date{2021, 1, 10}, Date{2021, 3, 20})}) ==
        "2023-08-10");
  // From 2 May, 30 days before the end, to 31 July 2023: 91 days give 31 August, six months after
  // give 31 January.
  const std::vector<LimitationEvent> late = {
      event(Kind::suspended, Date{2023, 5, 2}, Date{2023, 7, 31})};
  CHECK(last_day(law, begin, late) == "2024-01-31");
  const Limitation out = law.limitation("limitation", {begin, {}, late});
  CHECK(out.steps == std::vector<std::string>{
                         "2020-06-01: 3 years from made up (XX.limitation, § 1): until 2023-06-01",
                         "2023-05-02 to 2023-07-31: stands still: until 2023-08-31",
                         "not before 6 months after 2023-07-31: until 2024-01-31"});
  // On the last day it still stops; the day after it is over.
  CHECK(last_day(law, begin, {event(Kind::suspended, Date{2023, 6, 1}, Date{2023, 6, 1})}) ==
        "2023-12-01");
  CHECK(last_day(law, begin, {event(Kind::suspended, Date{2023, 6, 2}, Date{2023, 6, 9})}) ==
        "2023-06-01");
  CHECK(last_day(law, begin, {event(Kind::suspended, Date{2019, 1, 1}, Date{2020, 6, 1})}) ==
        "2023-06-01");
}

TEST_CASE("while proceedings run there is no last day") {
  const LawPack law = pack(rows());
  const Limitation out =
      law.limitation("limitation", {begin, {}, {event(Kind::filed, Date{2022, 1, 1})}});
  CHECK(out.why_not == "it stands still since 2022-01-01");
  CHECK(days_to_limitation(out, begin) == std::nullopt);
  CHECK(last_day(law, begin, {event(Kind::filed, Date{2023, 6, 2})}) == "2023-06-01");  // too late
  LawRows from = rows();
  from.limitation[0].filing = Filing::unknown;
  CHECK(last_day(pack(from), begin, {event(Kind::filed, Date{2022, 1, 1}, Date{2022, 9, 1})}) ==
        "the law pack XX does not say what filing does to XX.limitation");
  CHECK(last_day(pack(from), begin, {event(Kind::filed, Date{2023, 6, 2})}) == "2023-06-01");
}

TEST_CASE("proceedings without a decision count as no standstill where the law says so") {
  LawRows from = rows();
  from.limitation[0].filing = Filing::suspends_on_merits;
  from.limitation[0].months_after = 12;
  from.limitation[0].absolute_years = 0;
  LimitationEvent filed = event(Kind::filed, Date{2023, 1, 1}, Date{2023, 4, 30});
  CHECK(last_day(pack(from), begin, {filed}) == "2023-09-29");  // 120 days
  filed.on_merits = false;
  CHECK(last_day(pack(from), begin, {filed}) == "2024-04-30");
  filed.until = Date{2021, 4, 30};
  filed.from = Date{2021, 1, 1};
  CHECK(last_day(pack(from), begin, {filed}) == "2023-06-01");
}

TEST_CASE("an acknowledgement and a title begin a period of their own") {
  const LawPack law = pack(rows());
  CHECK(last_day(law, begin, {event(Kind::acknowledged, Date{2021, 5, 5})}) == "2031-05-05");
  CHECK(last_day(law, begin, {event(Kind::acknowledged, Date{2021, 5, 5}, Date{2021, 12, 31})}) ==
        "2031-12-31");
  CHECK(last_day(law, begin, {event(Kind::adjudicated, Date{2022, 2, 1})}) == "2032-02-01");
  CHECK(last_day(law, begin,
                 {event(Kind::adjudicated, Date{2022, 2, 1}),
                  event(Kind::acknowledged, Date{2021, 5, 5})}) == "2032-02-01");
  const Limitation late =
      law.limitation("limitation", {begin, {}, {event(Kind::acknowledged, Date{2023, 6, 2})}});
  CHECK(late.last_day == Date{2023, 6, 1});
  CHECK(late.steps.back() == "2023-06-02: too late to begin the period anew");
  LawRows from = rows();
  from.limitation[1].revives = true;
  CHECK(last_day(pack(from), begin, {event(Kind::acknowledged, Date{2023, 6, 2})}) == "2033-06-02");
  CHECK(last_day(law, begin, {event(Kind::interrupted, Date{2022, 6, 1})}) == "2025-06-01");
  from.limitation.pop_back();
  CHECK(last_day(pack(from), begin, {event(Kind::adjudicated, Date{2022, 2, 1})}) ==
        "the law pack XX has no period after a title of 2022-02-01");
}

TEST_CASE(
    "a title ends what came before: unknown effects of filing, its proceedings, a late word") {
  LawRows from = rows();
  from.limitation[0].filing = Filing::unknown;
  const LimitationEvent title = event(Kind::adjudicated, Date{2022, 9, 1});
  CHECK(last_day(pack(from), begin, {event(Kind::filed, Date{2022, 1, 1}), title}) == "2032-09-01");
  CHECK(last_day(pack(rows()), begin, {event(Kind::filed, Date{2022, 1, 1}), title}) ==
        "2032-09-01");
  // Filed again under the title it stands still again.
  CHECK(last_day(pack(rows()), begin, {title, event(Kind::filed, Date{2030, 1, 1})}) ==
        "it stands still since 2030-01-01");
  const std::vector<LimitationEvent> late = {event(Kind::acknowledged, Date{2023, 7, 1}),
                                             event(Kind::adjudicated, Date{2024, 1, 1})};
  const Limitation out = pack(rows()).limitation("limitation", {begin, {}, late});
  CHECK(out.last_day == Date{2034, 1, 1});
  CHECK(out.steps.back() == "2023-07-01: too late to begin the period anew");
  // An acknowledgement while proceedings run does not end them.
  CHECK(last_day(
            pack(rows()), begin,
            {event(Kind::filed, Date{2022, 1, 1}), event(Kind::acknowledged, Date{2022, 3, 1})}) ==
        "it stands still since 2022-01-01");
}

TEST_CASE("the absolute limit runs from maturity") {
  const LawPack law = pack(rows());
  CHECK(law.limitation("limitation", {Date{2020, 1, 1}, Date{2012, 1, 1}, {}}).last_day ==
        Date{2022, 1, 1});
  CHECK(law.limitation("limitation", {Date{2014, 1, 1}, Date{2012, 1, 1}, {}}).last_day ==
        Date{2017, 1, 1});
  // An interruption goes on within it, a title does not.
  CHECK(law.limitation(
               "limitation",
               {Date{2020, 1, 1}, Date{2012, 1, 1}, {event(Kind::interrupted, Date{2021, 1, 1})}})
            .last_day == Date{2022, 1, 1});
  CHECK(law.limitation(
               "limitation",
               {Date{2020, 1, 1}, Date{2012, 1, 1}, {event(Kind::adjudicated, Date{2021, 1, 1})}})
            .last_day == Date{2031, 1, 1});
}

TEST_CASE("a period may begin or end with a year") {
  LawRows from = rows();
  from.limitation[0].absolute_years = 0;
  from.limitation[0].months_after = 0;
  from.limitation[0].year_end = YearEnd::end;
  CHECK(last_day(pack(from), begin) == "2023-12-31");
  CHECK(last_day(pack(from), Date{2020, 12, 31}) == "2023-12-31");
  CHECK(last_day(pack(from), Date{2021, 1, 1}) == "2024-12-31");
  // Standing still on the very last day puts it off; before that day and after 1 June it does not.
  CHECK(last_day(pack(from), begin, {event(Kind::suspended, Date{2023, 7, 1}, Date{2024, 3, 1})}) ==
        "2024-03-02");
  CHECK(last_day(pack(from), begin, {event(Kind::suspended, Date{2023, 7, 1}, Date{2023, 8, 1})}) ==
        "2023-12-31");
  from.limitation[0].year_end = YearEnd::start;
  CHECK(last_day(pack(from), begin) == "2023-12-31");
  CHECK(last_day(pack(from), begin,
                 {event(Kind::suspended, Date{2021, 1, 1}, Date{2021, 1, 10})}) == "2024-01-10");
}

TEST_CASE("a pack without the line, and days at the end of the calendar") {
  CHECK(LawPack{}.limitation("limitation", {begin, {}, {}}).why_not ==
        "the law pack has no limitation limitation for a right that could be exercised on "
        "2020-06-01");
  LawRows from = rows();
  from.limitation[0].line.valid_from = Date{2020, 6, 2};
  CHECK(pack(from).limitation("limitation", {begin, {}, {}}).last_day == std::nullopt);
  CHECK(last_day(pack(rows()), Date::latest()) == "2200-12-31");
  CHECK(last_day(pack(rows()), begin, {event(Kind::suspended, Date::earliest(), Date::latest())}) ==
        "2200-12-31");
}

namespace {

// The same by walking: every day that does not stand still uses up one of the period's days.
Date walked(const LimitationRow& row, Date from, const std::vector<LimitationEvent>& events) {
  const auto still = [&](Date day) {
    return std::any_of(events.begin(), events.end(), [day](const LimitationEvent& e) {
      return e.from <= day && day <= *e.until;
    });
  };
  Date day = row.year_end == YearEnd::start ? Date{from.year(), 12, 31} : from;
  std::int32_t left = ((day + Months{12 * row.years}) - day).count;
  bool year_over = row.year_end != YearEnd::end;
  Date earliest = day;
  for (;;) {
    if (left == 0 && day.month() == 12 && day.day() == 31) year_over = true;
    if (left == 0 && year_over && earliest <= day && !still(day)) return day;
    day = day + Days{1};
    if (still(day)) {
      if (!still(day + Days{1}) && row.months_after > 0) earliest = day + Months{row.months_after};
    } else if (left > 0) {
      --left;
    }
  }
}

struct Sample {
  LawRows rows;
  Date from;
  std::vector<LimitationEvent> events;
};

Sample sample(std::mt19937& random) {
  const auto pick = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  Sample out;
  out.rows.limitation = {row("XX.limitation", pick(1, 4), Selector::default_from)};
  out.rows.limitation[0].year_end = static_cast<YearEnd>(pick(0, 2));
  out.rows.limitation[0].months_after = pick(0, 1) * pick(1, 12);
  out.from = Date{2019, 10, 1} + Days{pick(0, 500)};
  for (int i = pick(0, 4); i > 0; --i) {
    const Date first = out.from + Days{pick(-200, 1900)};
    const Kind kind = pick(0, 1) == 0 ? Kind::suspended : Kind::filed;
    out.events.push_back(event(kind, first, first + Days{pick(0, 400)}));
  }
  return out;
}

Date reckoned(const Sample& of) {
  return *pack(of.rows).limitation("limitation", {of.from, {}, of.events}).last_day;
}

}  // namespace

TEST_CASE("limitation: the same as walking day by day; no order, no cut and no addition shortens") {
  std::mt19937 random(20261122);
  for (int i = 0; i < 1500; ++i) {
    CAPTURE(i);
    Sample of = sample(random);
    const Date end = reckoned(of);
    REQUIRE(end.text() == walked(of.rows.limitation[0], of.from, of.events).text());
    std::shuffle(of.events.begin(), of.events.end(), random);
    CHECK(reckoned(of) == end);
    if (!of.events.empty()) {  // cut the first in two
      Sample cut = of;
      const LimitationEvent first = cut.events[0];
      const Date middle = first.from + Days{(*first.until - first.from).count / 2};
      if (middle < *first.until) {
        cut.events[0].until = middle;
        cut.events.push_back(event(Kind::suspended, middle + Days{1}, first.until));
        CHECK(reckoned(cut) == end);
      }
    }
    Sample more = of;
    const Date first = of.from + Days{static_cast<std::int32_t>(random() % 1900)};
    more.events.push_back(
        event(Kind::suspended, first, first + Days{static_cast<std::int32_t>(random() % 90)}));
    CHECK(end <= reckoned(more));
  }
}

TEST_CASE("the check finds mistakes of limitation") {
  CHECK(findings(rows()).empty());
  LawRows broken = rows();
  broken.limitation[0].line.selector = Selector::acted_on;
  CHECK(findings(broken).find("XX.limitation: limitation is chosen by default_from") == 0);
  broken = rows();
  broken.limitation[0].absolute_years = 2;
  CHECK(findings(broken) == "XX.limitation: the absolute limit is shorter than the period\n");
  broken = rows();
  broken.limitation.push_back(row("XX.other", 5, Selector::acted_on));
  broken.limitation[2].after_title = true;
  CHECK(findings(broken) == "XX.other: XX.limitation_title begins with a title too\n");
  broken = rows();
  broken.limitation.push_back(broken.limitation[0]);
  broken.limitation[2].line.valid_from = Date{2020, 1, 1};
  CHECK(findings(broken).find("XX.limitation: the version from ever until now overlaps") == 0);
  CHECK(LawPack::from_archive(pack(rows()).archive())->hash() == pack(rows()).hash());
}
