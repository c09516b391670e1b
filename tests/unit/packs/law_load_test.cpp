// The files under rules/law and the errors of reading them.
#include <arrears/packs/load.hpp>
#include <arrears/testing.hpp>

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <law/pack_data.hpp>
#include <packs/law_rows.hpp>
#include <set>
#include <sstream>
#include <text/csv.hpp>

using namespace arrears;
using namespace arrears::literals;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

Claim claim(Relation relation, Date obligation) {
  Claim out;
  out.id = {"C"};
  out.principal = 12'000_czk;
  out.obligation = obligation;
  out.relation = relation;
  return out;
}

const fs::path rules = fs::path(ARREARS_SOURCE_DIR) / "rules" / "law";

LawPack czech() {
  const Result<LawPacks> packs = law::load(rules.string(), {"CZ"});
  if (!packs) MESSAGE(packs.error().message);
  REQUIRE(packs);
  return packs->of("CZ");
}

std::string rate(const LawPack& law, Date default_from) {
  const auto periods =
      law.default_interest(claim(Relation::business, default_from), default_from, default_from);
  return periods.empty() ? "none" : periods[0].rate.percent_text();
}

}  // namespace

TEST_CASE("every bundled pack is sound and survives its archive") {
  const LawPacks packs = testing::bundled_law();
  REQUIRE(packs.knows("CZ"));
  for (const auto& [code, pack] : packs.all()) {
    const std::string country = code;  // a binding cannot be captured
    CAPTURE(country);
    CHECK(check_pack(pack.data()) == std::vector<std::string>{});
    const Result<LawPack> again = LawPack::from_archive(pack.archive());
    REQUIRE(again);
    CHECK(again->hash() == pack.hash());
    for (const LawLine* line : pack.lines()) {
      CHECK(line->names.contains("en"));
      CHECK(line->names.contains("cs"));
    }
  }
}

TEST_CASE("Czech default interest: every half-year of the table published beside the rates") {
  const LawPack law = czech();
  const fs::path data = fs::path(ARREARS_SOURCE_DIR) / "tests/data/law";
  std::istringstream table(read(data / "cz_by_half_year.csv"));
  std::size_t checked = 0;
  for (std::string row; std::getline(table, row);) {
    if (row.empty() || row[0] == '#' || row[0] == 'h') continue;
    std::vector<std::string> cells;
    std::istringstream split(row);
    for (std::string cell; std::getline(split, cell, ',');) cells.push_back(cell);
    REQUIRE(cells.size() == 6);
    const Date half = *Date::parse(cells[0]);
    const std::string& fixed = cells[4];
    CAPTURE(row);
    if (!fixed.empty()) {
      const auto value = Rate::parse_percent(fixed, DayCount::act_act)->percent_text();
      CHECK(rate(law, half) == value);
      CHECK(rate(law, half + Days{100}) == value);
      ++checked;
    }
    // Default that began under 163/2005 keeps its floating rate for ever.
    const auto floating =
        law.default_interest(claim(Relation::business, half), Date{2005, 5, 1}, half + Days{30});
    if (half > Date{2005, 5, 1}) {
      CHECK(floating.back().from == half);
      CHECK(floating.back().rate.percent_text() ==
            Rate::parse_percent(cells[3], DayCount::act_act)->percent_text());
    }
  }
  CHECK(checked == 33);
}

// The worked cases that let a regime of a pack run: the rate of each day that bears interest.
TEST_CASE("default interest of every country: the rates of the worked cases, day by day") {
  const LawPacks packs = testing::bundled_law();
  std::set<std::string> regimes;
  for (const char* folder : {"at", "cz", "de", "pl", "sk"}) {
    const fs::path file = fs::path(law::bundled_path()) / folder / "cases.csv";
    const Result<text::CsvTable> table =
        text::read_csv_table(file.string(), read(file), {.comments = true});
    REQUIRE(table);
    for (const text::CsvRecord& row : table->rows) {
      const auto cell = [&](const char* column) { return row.fields[*table->column(column)].text; };
      const std::string id = cell("id"), regime = cell("regime");
      CAPTURE(id);
      if (!cell("rate_override").empty() || cell("periods").empty()) continue;
      const LawPack& law = packs.of(cell("jurisdiction"));
      const Date from = *Date::parse(cell("default_from")), through = *Date::parse(cell("as_of"));
      const auto periods =
          regime == "CZ_AUTO"
              ? law.default_interest(claim(Relation::business, from - Days{1}), from, through)
              : law.interest_by(regime, from, through);
      REQUIRE_FALSE(periods.empty());
      CHECK(periods.front().from == from);
      std::istringstream expected(cell("periods"));  // "2025-01-11..2025-02-09@12%x30=986.30|..."
      for (std::string one; std::getline(expected, one, '|');) {
        const Date last = *Date::parse(one.substr(12, 10));
        const std::string percent = one.substr(23, one.find('%') - 23);
        for (Date day = *Date::parse(one.substr(0, 10)); day <= last; day = day + Days{1}) {
          const auto at = std::find_if(
              periods.begin(), periods.end(),
              [&](const InterestPeriod& p) { return p.from <= day && day <= p.until; });
          if (at == periods.end() || at->rate.percent_text() != percent) {
            FAIL_CHECK(id << " " << day.text() << ": expected " << percent);
            break;
          }
        }
      }
      regimes.insert(regime);
    }
  }
  CHECK(regimes.size() >= 12);
}

TEST_CASE("the rule of a claim follows relation, obligation and first day of default") {
  const LawPacks packs = testing::bundled_law();
  const auto regime = [&](const char* country, Relation relation, Date obligation, Date from) {
    const InterestRow* row = packs.of(country).data().interest_rule(relation, obligation, from);
    return row == nullptr ? std::string("none") : row->regime;
  };
  const Relation business = Relation::business, consumer = Relation::consumer;
  const Date old{2013, 1, 31}, young{2013, 2, 1};
  CHECK(regime("SK", consumer, old, Date{2012, 5, 1}) == "SK_CIV_2009");
  CHECK(regime("SK", consumer, old, Date{2020, 5, 1}) == "SK_CIV_2009");  // § 10c decree 87/1995
  CHECK(regime("SK", consumer, young, Date{2013, 2, 2}) == "SK_CIV_2013");
  CHECK(regime("SK", business, old, Date{2009, 1, 14}) == "SK_COM_PRE2009");
  CHECK(regime("SK", business, old, Date{2009, 1, 15}) == "SK_COM_2009");
  CHECK(regime("SK", business, young, Date{2014, 12, 31}) == "SK_COM_FIX_2013");
  CHECK(regime("SK", business, young, Date{2015, 1, 1}) == "SK_COM_HALF");
  CHECK(regime("SK", consumer, old, Date{1999, 5, 1}) == "none");
  CHECK(regime("PL", consumer, old, Date{2014, 5, 1}) == "PL_DELAY");
  CHECK(regime("PL", business, young, Date{2016, 1, 1}) == "PL_COMMERCIAL");
  CHECK(regime("PL", business, old, Date{2015, 12, 31}) == "none");
  CHECK(regime("DE", business, Date{2014, 7, 28}, Date{2020, 1, 1}) == "DE_BUSINESS_2002");
  CHECK(regime("DE", business, Date{2014, 7, 29}, Date{2020, 1, 1}) == "DE_BUSINESS");
  CHECK(regime("DE", consumer, young, Date{2020, 1, 1}) == "DE_CONSUMER");
  CHECK(regime("AT", business, Date{2013, 3, 15}, Date{2020, 1, 1}) == "AT_UGB352");
  CHECK(regime("AT", business, Date{2013, 3, 16}, Date{2020, 1, 1}) == "AT_UGB456");
  CHECK(regime("AT", consumer, young, Date{2020, 1, 1}) == "AT_ABGB");
  Claim late = claim(consumer, old);
  late.due = old;
  CHECK(packs.of("SK").default_interest_unknown(late, Date{1999, 5, 1}) ==
        "SK has no rule of default interest for a default that began on 1999-05-01 under an "
        "obligation of 2013-01-31");
  CHECK(packs.of("SK").default_interest_unknown(late, Date{2013, 2, 1}).empty());
  CHECK(LawPack{}.default_interest_unknown(late, Date{1999, 5, 1}).empty());
}

TEST_CASE("Polish delay that began under the decree goes on under the code, day by day") {
  const LawPack law = testing::bundled_law().of("PL");
  const auto periods = law.default_interest(claim(Relation::consumer, Date{2014, 1, 1}),
                                            Date{2014, 12, 20}, Date{2016, 1, 10});
  std::string out;
  for (const InterestPeriod& p : periods) {
    out += p.from.text() + ".." + p.until.text() + "@" + p.rate.percent_text() + " ";
  }
  CHECK(out == "2014-12-20..2014-12-22@13 2014-12-23..2015-12-31@8 2016-01-01..2016-01-10@7 ");
}

TEST_CASE("a rate that nobody has looked at since is called assumed") {
  const LawPacks packs = testing::bundled_law();
  const auto source = [&](const char* country, Date from, Date through) {
    const auto periods = packs.of(country).default_interest(
        claim(Relation::business, from - Days{10}), from, through);
    REQUIRE_FALSE(periods.empty());
    return periods.back().source;
  };
  const auto assumed = [&](const char* country, Date from, Date through) {
    const std::string text = source(country, from, through);
    const std::size_t at = text.find(", assumed after ");
    return at == std::string::npos ? std::string("known") : text.substr(at + 2);
  };
  CHECK(assumed("CZ", Date{2026, 12, 31}, Date{2030, 1, 1}) == "known");  // of 1 July, for ever
  CHECK(assumed("CZ", Date{2027, 1, 1}, Date{2027, 1, 1}) == "assumed after 2026-08-06");
  CHECK(assumed("PL", Date{2026, 9, 1}, Date{2026, 12, 31}) == "known");  // of 1 July
  CHECK(assumed("PL", Date{2026, 9, 1}, Date{2027, 1, 1}) == "assumed after 2026-08-19");
  CHECK(assumed("SK", Date{2026, 9, 1}, Date{2027, 1, 1}) == "assumed after 2026-10-28");
  CHECK(assumed("DE", Date{2026, 9, 1}, Date{2026, 12, 31}) == "known");
  CHECK(assumed("DE", Date{2026, 9, 1}, Date{2027, 1, 1}) == "assumed after 2026-12-31");
}

TEST_CASE("Czech default interest: edges between decrees") {
  const LawPack law = czech();
  CHECK(rate(law, Date{1994, 7, 14}) == "3");
  CHECK(rate(law, Date{1994, 7, 15}) == "16");   // 2 x 8.00
  CHECK(rate(law, Date{2005, 4, 27}) == "2");    // 2 x 1.00
  CHECK(rate(law, Date{2005, 4, 28}) == "9.5");  // 2.50 on 2005-01-01 + 7
  CHECK(rate(law, Date{2026, 9, 2}) == "11.75");
  const auto period =
      law.default_interest(claim(Relation::business, {}), Date{2026, 9, 2}, Date{2026, 9, 10});
  REQUIRE(period.size() == 1);
  CHECK(period[0].line->legal_basis ==
        "§ 2 government decree 351/2013 Sb.; § 1970 act 89/2012 Sb.");
  CHECK(period[0].source.starts_with("CNB repo rate 3.75 % on 2026-07-01 + 8 ("));
}

TEST_CASE("the Czech order of crediting follows the date of the obligation") {
  const LawPack law = czech();
  const Date paid{2026, 9, 10};
  const auto line = [&](Relation relation, Date obligation, bool in_default) {
    return law.allocation(claim(relation, obligation), in_default, paid).line->legal_basis;
  };
  const Date before{2021, 6, 30}, after{2021, 7, 1};
  CHECK(line(Relation::consumer, after, true) ==
        "§ 1932(2) act 89/2012 Sb. as amended by 192/2021 Sb.");
  CHECK(line(Relation::consumer, after, false) ==
        "§ 1932(1) act 89/2012 Sb. as amended by 192/2021 Sb.");
  CHECK(line(Relation::business, after, true) ==
        "§ 1932(1) act 89/2012 Sb. as amended by 192/2021 Sb.");
  CHECK(line(Relation::consumer, before, true).find("wording until 2021-06-30") !=
        std::string::npos);
  CHECK(line(Relation::business, Date{2013, 12, 31}, true) == "§ 330 act 513/1991 Sb.");
  const auto order = law.allocation(claim(Relation::consumer, after), true, paid).order;
  CHECK(std::vector<Component>(order.begin() + 3, order.begin() + 7) ==
        std::vector<Component>{Component::lump_sum, Component::principal,
                               Component::contractual_interest, Component::default_interest});
}

TEST_CASE("the Czech lump sum") {
  const LawPack law = czech();
  const Date now{2026, 9, 2};
  for (const char* name : {"lump_sum", "paušál", "CZ.lump_sum", "CZ.paušál"}) {
    CHECK(law.fee(name, claim(Relation::business, now), now).sum == 1'200_czk);
  }
  CHECK(law.fee("paušál", claim(Relation::public_body, now), now).sum == 1'200_czk);
  CHECK(law.fee("paušál", claim(Relation::consumer, now), now).why_not ==
        "not against consumers (CZ.lump_sum)");
  CHECK(law.fee("paušál", claim(Relation::unstated, now), now).sum == std::nullopt);
  const Claim business = claim(Relation::business, now);
  CHECK(law.fee("paušál", business, Date{2014, 1, 1}).line->legal_basis.starts_with("§ 3"));
  CHECK(law.fee("paušál", business, Date{2013, 12, 31}).line->legal_basis.starts_with("§ 2a"));
  CHECK(law.fee("paušál", business, Date{2013, 6, 30}).sum == std::nullopt);
}

TEST_CASE("the lump sums of Slovakia, Germany, Austria: by the day of the obligation") {
  const LawPacks packs = testing::bundled_law();
  const auto fee = [&](const char* country, Relation relation, Date obligation) {
    Claim of = claim(relation, obligation);
    of.principal = 100_eur;
    return packs.of(country).fee("lump_sum", of, Date{2026, 1, 1});
  };
  const Relation business = Relation::business;
  CHECK(fee("SK", business, Date{2013, 2, 1}).sum == 40_eur);
  CHECK(fee("SK", business, Date{2013, 1, 31}).sum == std::nullopt);
  CHECK(fee("SK", Relation::consumer, Date{2020, 1, 1}).why_not ==
        "not against consumers (SK.lump_sum)");
  CHECK(fee("DE", business, Date{2014, 7, 29}).sum == 40_eur);
  CHECK(fee("DE", business, Date{2014, 7, 28}).sum == std::nullopt);
  CHECK_FALSE(fee("DE", business, Date{2020, 1, 1}).line->verified);
  CHECK(fee("AT", business, Date{2013, 3, 16}).sum == 40_eur);
  CHECK_FALSE(fee("AT", business, Date{2020, 1, 1}).line->verified);
}

TEST_CASE("the Polish lump sum names euro; without the rate of its day it is no sum in złoty") {
  const LawPack law = testing::bundled_law().of("PL");
  Claim of = claim(Relation::business, Date{2026, 8, 1});
  of.due = Date{2026, 9, 15};
  const auto line = [&](Money principal, Date default_from) {
    of.principal = principal;
    const LawFee fee = law.fee("rekompensata", of, default_from);
    CHECK(fee.why_not ==
          "the law pack PL has no rate of EUR to PLN of 2026-08-31, add it to exchange.csv "
          "(PL.lump_sum)");
    return fee.line->legal_basis + (fee.line->assignable ? ", passes" : ", stays");
  };
  CHECK(line(5'000_pln, Date{2026, 9, 16}) == "art. 10(1) pkt 1 act of 2013-03-08, stays");
  CHECK(line(5'000.01_pln, Date{2026, 9, 16}) == "art. 10(1) pkt 2 act of 2013-03-08, stays");
  CHECK(line(49'999.99_pln, Date{2026, 9, 16}) == "art. 10(1) pkt 2 act of 2013-03-08, stays");
  CHECK(line(50'000_pln, Date{2026, 9, 16}) == "art. 10(1) pkt 3 act of 2013-03-08, stays");
  CHECK(line(50'000_pln, Date{2019, 12, 31}) ==
        "art. 10(1) act of 2013-03-08, wording until 2019-12-31, passes");
}

TEST_CASE("the rest of the Czech pack") {
  const LawPack law = czech();
  CHECK(law.requires_obligation());
  CHECK(law.requires_relation());
  CHECK(law.promise_tolerance() == Duration{Duration::Unit::business_days, 1});
  CHECK(law.hold(Hold::Cause::dispute).scope == HoldScope::claim);
  CHECK(law.hold(Hold::Cause::insolvency).kinds == (HoldKinds::contact | HoldKinds::enforcement));
  CHECK(law.hold(Hold::Cause::insolvency).line->legal_basis == "§ 109(1)(c) act 182/2006 Sb.");
  const std::optional<LawNotice> notice = law.notice("předžalobní_výzva");
  REQUIRE(notice);
  CHECK(notice->line->id == "CZ.pre_action_demand");
  CHECK(notice->line->verified);
  CHECK(notice->period == Duration{Duration::Unit::days, 7});
  const LawLine* shift = law.find("CZ.posun_splatnosti");
  REQUIRE(shift != nullptr);
  CHECK(shift->id == "CZ.due_date_shift");
  CHECK(!shift->verified);
  // Saturday 29 August 2026 moves to Monday only where the rulebook accepts the line.
  CHECK(law.default_from(Date{2026, 8, 29}, false) == Date{2026, 8, 30});
  CHECK(law.default_from(Date{2026, 8, 29}, true) == Date{2026, 9, 1});
  CHECK(law.default_from(Date{2013, 8, 31}, true) == Date{2013, 9, 1});
}

TEST_CASE("days off of every pack, 2010 to 2030, against lists made elsewhere") {
  const LawPacks packs = testing::bundled_law();
  for (const std::string country : {"CZ", "SK", "PL", "DE", "AT"}) {
    CAPTURE(country);
    std::string name = country + "_holidays.csv";
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    std::set<Date> listed, good_fridays;
    std::istringstream table(read(fs::path(ARREARS_SOURCE_DIR) / "tests/data/law" / name));
    for (std::string row; std::getline(table, row);) {
      if (row[0] != '2') continue;
      const Date day = *Date::parse(row.substr(0, 10));
      listed.insert(day);
      if (row.find("Easter Monday") != std::string::npos) good_fridays.insert(day - Days{3});
    }
    CHECK(listed.size() > 9 * 21);
    for (const CalendarPurpose purpose :
         {CalendarPurpose::contact, CalendarPurpose::bank, CalendarPurpose::deadline}) {
      // In Austria no public holiday, yet deadlines move and banks do not settle.
      if (country == "AT" && purpose == CalendarPurpose::bank) listed.merge(good_fridays);
      const Calendar& calendar = packs.of(country).calendar(purpose);
      for (Date day{2010, 1, 1}; day <= Date{2030, 12, 31}; day = day + Days{1}) {
        const bool weekend = day.weekday() >= Weekday::saturday;
        if (calendar.is_business_day(day) != (!weekend && !listed.contains(day))) {
          FAIL_CHECK(country << " " << day.text());
        }
      }
    }
  }
}

TEST_CASE("a mistake in a pack names file, line and column") {
  const auto error = [](std::string_view name, std::string_view text) {
    LawRows into;
    const Result<Unit> read = packs::read_law_file(name, "d/" + std::string(name), text, into);
    return read ? std::string("no error") : read.error().message;
  };
  CHECK(error("rates.csv",
              "series,valid_from,percent,source,confidence,recorded_on,seen_through\n"
              "r,2020-02-31,1,x,page,,\n") ==
        "d/rates.csv:2:3: valid_from: expected a date like 2026-09-01, not \"2020-02-31\"");
  CHECK(error("rates.csv",
              "series,valid_from,percent,source,confidence,recorded_on,seen_through\n"
              "r,2020-01-01,\"1,5\",x,page,,\n") ==
        "d/rates.csv:2:14: percent: expected a rate in per cent like 11.75, not \"1,5\"");
  CHECK(error("rates.csv",
              "series,valid_from,percent,source,confidence,recorded_on,seen_through\n"
              "# a remark\nr,2020-01-01,1,,page,,\n") ==
        "d/rates.csv:3:16: source: may not be empty");
  CHECK(error("rates.csv",
              "series,valid_from,percent,source,confidence,recorded_on,seen_through\n"
              "r,2020-01-01,1,x,rumour,,\n")
            .starts_with("d/rates.csv:2:18: confidence: expected page, repo"));
  CHECK(error("rates.csv", "series,valid_from,percent,source,confidence,seen_through\n") ==
        "d/rates.csv:1:1: recorded_on: this column is missing");
  CHECK(error("rates.csv",
              "series,valid_from,percent,source,confidence,recorded_on,seen_through,colour\n")
            .starts_with("d/rates.csv:1:70: colour: no such column here"));
  const std::string fee =
      "id,name_en,selector,valid_from,valid_until,recorded_on,legal_basis,source,confidence,"
      "assignable,relations,component,sum,currency,from_amount,until_amount,converted_to,rate_day,"
      "per\n"
      "XX.f,f,default_from,,,,act,x,page,yes,,lump_sum,40,EUR,";
  CHECK(error("fees.csv", fee + ",5000,PLN,before_month_of_due,\n") == "no error");
  CHECK(error("fees.csv", fee + "-1,,PLN,before_month_of_due,\n") ==
        "d/fees.csv:2:56: from_amount: expected an amount of PLN like 5000.00, not \"-1\"");
  CHECK(error("fees.csv", fee + ",,PLN,,\n") == "d/fees.csv:2:62: rate_day: may not be empty");
  CHECK(error("fees.csv", fee + ",,,before_month_of_due,\n") ==
        "d/fees.csv:2:59: rate_day: only a sum that is converted has the day of a rate");
  const std::string exchange = "from,to,day,rate,source,confidence,recorded_on\n";
  CHECK(error("exchange.csv", exchange + "EUR,PLN,2026-08-31,4.2567,x,page,\n") == "no error");
  CHECK(error("exchange.csv", exchange + "EUR,PLN,2026-08-31,0,x,page,\n") ==
        "d/exchange.csv:2:20: rate: expected units of `to` for one of `from` like 4.2567, not "
        "\"0\"");
  CHECK(error("exchange.csv", exchange + "EUR,XXQ,2026-08-31,4,x,page,\n") ==
        "d/exchange.csv:2:5: to: expected an ISO 4217 code like CZK, not \"XXQ\"");
  CHECK(error("rates.csv",
              "series,valid_from,percent,source,confidence,recorded_on,seen_through\n"
              "r,2020-01-01,,x,page,,2020-02-01\n") ==
        "d/rates.csv:2:23: seen_through: a series that has ended has none");
  CHECK(error("prices.csv", "a\n").starts_with("d/prices.csv: a law pack has no file"));
  CHECK(error("rates.csv", "").starts_with("d/rates.csv"));
}

TEST_CASE("what cannot be loaded is named") {
  CHECK(law::load("/nowhere", {"CZ"}).error().message.find("/nowhere/cz") != std::string::npos);
  CHECK(law::load(rules.string(), {"../cz"}).error().code == ErrorCode::invalid);
  CHECK(!law::load_all("/nowhere"));
}

TEST_CASE("every pack that comes with the library is sound, its worked cases come out") {
  for (const char* folder : {"at", "cz", "de", "pl", "sk"}) {
    for (const Diagnostic& one : law::check((fs::path(law::bundled_path()) / folder).string())) {
      CAPTURE(one.message);
      CHECK(one.severity == Severity::note);
      CHECK(one.code == "L0003");
    }
  }
}

TEST_CASE(
    "a pack with a wrong line or a case that comes out differently is told so with its place") {
  const fs::path folder = fs::temp_directory_path() / "arrears_check_pack" / "cz";
  fs::remove_all(folder);
  fs::create_directories(folder.parent_path());
  fs::copy(fs::path(law::bundled_path()) / "cz", folder);
  const auto errors = [&] {
    std::vector<std::string> out;
    for (const Diagnostic& one : law::check(folder.string())) {
      if (one.severity != Severity::error) continue;
      out.push_back(one.code + " " + fs::path(one.span.file).filename().string() + ":" +
                    std::to_string(one.span.line) + " " + one.message);
    }
    return out;
  };
  CHECK(errors().empty());
  std::string cases = read(folder / "cases.csv");
  const std::size_t at = cases.find(",986.30,986.30,");
  REQUIRE(at != std::string::npos);
  cases[at + 1] = '8';
  std::ofstream(folder / "cases.csv", std::ios::binary) << cases;
  const std::vector<std::string> spoilt = {
      "L0002 cases.csv:3 interest: expected 886.30, reckoned 986.30"};
  CHECK(errors() == spoilt);
  std::string fees = read(folder / "fees.csv");
  fees.replace(fees.find("2013-12-31"), 10, "2013-11-30");
  std::ofstream(folder / "fees.csv", std::ios::binary) << fees;
  REQUIRE(errors().size() == 1);
  CHECK(errors()[0].find("L0001 cz:1 CZ.lump_sum: the version from 2013-07-01") == 0);
  CHECK(law::check((folder / "..").string()).front().code == "L0001");
  fs::remove_all(folder.parent_path());
}

TEST_CASE("what a bailiff recovers is credited by the law of enforcement, whatever the claim") {
  const LawPack law = testing::bundled_law().of("CZ");
  Claim claim;
  claim.obligation = Date{2026, 8, 3};
  claim.due = Date{2026, 9, 1};
  for (const Relation relation : {Relation::business, Relation::consumer}) {
    claim.relation = relation;
    const AllocationOrder order =
        law.allocation(claim, true, Date{2026, 9, 9}, PaymentWay::bailiff);
    REQUIRE(order.line != nullptr);
    CHECK(order.line->id == "CZ.allocation_enforcement");
    CHECK(order.order.front() == Component::principal);
    CHECK(order.order.back() == Component::court_fee);
    CHECK(order.other == AllocationOrder::Other::none);
    // Before the law, and paid by the debtor, it is that of the obligation.
    for (const auto& [way, day] : {std::pair{PaymentWay::bailiff, Date{2021, 12, 31}},
                                   std::pair{PaymentWay::voluntary, Date{2026, 9, 9}},
                                   std::pair{PaymentWay::set_off, Date{2026, 9, 9}}}) {
      CHECK(law.allocation(claim, true, day, way).line->id != "CZ.allocation_enforcement");
    }
  }
}
