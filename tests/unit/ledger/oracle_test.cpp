// Random cases against tests/data/ledger/oracle.py, which counts day by day in fractions.
#include "build.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

const Currency koruna{"CZK"};

Date day(const std::string& text) { return *Date::parse(text); }
Money hellers(const std::string& text) { return {std::stoll(text), koruna}; }

Rate rate(const std::string& percent, const std::string& count) {
  const DayCount days = count == "act_365"   ? DayCount::act_365
                        : count == "act_360" ? DayCount::act_360
                                             : DayCount::act_act;
  return *Rate::parse_percent(percent, days);
}

Relation relation(const std::string& word) {
  return word == "business"   ? Relation::business
         : word == "consumer" ? Relation::consumer
                              : Relation::public_body;
}

using Words = std::vector<std::string>;

Claim claim_of(const Words& w) {
  Claim out;
  out.id = {w.at(1)};
  out.due = day(w.at(2));
  out.principal = hellers(w.at(3));
  out.obligation = day(w.at(4));
  out.relation = relation(w.at(5));
  if (w.at(6) != "-") out.agreed_rate = rate(w.at(6), w.at(7));
  return out;
}

// "segment KIND FROM UNTIL RATE COUNT", and the same of a statement or title.
InterestSegment segment_of(const Words& w) {
  InterestSegment out;
  out.kind = w.at(1) == "contractual" ? InterestSegment::Kind::contractual
                                      : InterestSegment::Kind::default_interest;
  out.from = day(w.at(2));
  if (w.at(3) != "-") out.until = day(w.at(3));
  out.fixed = rate(w.at(4), w.at(5));
  return out;
}

std::string named(const std::string& word) { return word == "-" ? "" : word; }

// credit_note, credit_if, forgive, write_if
ClaimReduced reduced(const Words& w) {
  ClaimReduced out;
  const bool note = w.at(0).starts_with("credit");
  out.kind = note ? ClaimReduced::Kind::credit_note : ClaimReduced::Kind::write_off;
  out.claim = {named(w.at(3))};
  out.sum = hellers(w.at(4));
  if (w.at(0).ends_with("_if")) {
    out.if_paid = hellers(w.at(5));
    out.by = day(w.at(6));
  }
  return out;
}

TitlePart part_of(const Words& w) {
  return {{w.at(1)}, hellers(w.at(2)), {}, hellers(w.at(3)), hellers(w.at(4)), hellers(w.at(5))};
}

// Facts of which later lines say more.
template <class Body>
Body& last(Build& build) {
  return std::get<Body>(build.value.facts.back().fact.what);
}

bool add_debt_fact(Build& build, const Words& w) {
  const std::string& what = w.at(0);
  if (what == "credit_note" || what == "credit_if" || what == "forgive" || what == "write_if") {
    build.fact(w.at(1), day(w.at(2)), reduced(w));
  } else if (what == "undo") {
    build.fact("u" + w.at(1), build.value.opened_on, ReductionReversed{{}, {w.at(1)}, {}});
  } else if (what == "interest") {
    InterestStated stated;
    stated.claim = {named(w.at(3))};
    if (w.at(4) != "-") stated.until = day(w.at(4));
    build.fact(w.at(1), day(w.at(2)), stated);
  } else if (what == "stated") {
    last<InterestStated>(build).segments.push_back(segment_of(w));
  } else if (what == "title") {
    build.fact(w.at(1), day(w.at(2)), TitleIssued{});
  } else if (what == "part") {
    last<TitleIssued>(build).parts.push_back(part_of(w));
  } else if (what == "awarded") {
    last<TitleIssued>(build).parts.back().interest.push_back(segment_of(w));
  } else {
    return false;
  }
  return true;
}

// Reads one line of a case into it; the case is opened late so that claims are there from ever.
void add(Build& build, const Words& w) {
  const std::string& what = w.at(0);
  if (what == "claim") {
    build.value.currency = koruna;
    build.value.claims.push_back({claim_of(w), build.value.opened_on, {}});
  } else if (what == "segment") {
    build.value.claims.back().claim.segments.push_back(segment_of(w));
  } else if (what == "pay") {
    build.pay(w.at(1), day(w.at(2)), hellers(w.at(3)), w.at(4) == "-" ? "" : w.at(4));
  } else if (what == "reverse") {
    build.reverse("r" + w.at(1), build.value.opened_on, w.at(1));
  } else if (what == "charge") {
    build.charge(day(w.at(1)), hellers(w.at(2)), w.at(3) == "law", w.at(4));
  } else if (what == "write_off") {
    build.write_off(day(w.at(1)), hellers(w.at(2)));
  } else if (what == "hold") {
    build.hold(day(w.at(1)), day(w.at(2)));
  } else if (!add_debt_fact(build, w)) {
    FAIL("unknown line " << what);
  }
}

void check_claim(const Balance& found, const Words& w) {
  constexpr Component columns[]{Component::principal,        Component::contractual_interest,
                                Component::default_interest, Component::costs,
                                Component::lump_sum,         Component::court_fee,
                                Component::attorney_fee};
  for (const ClaimBalance& claim : found.claims) {
    if (claim.claim.value != w.at(1)) continue;
    for (std::size_t i = 2; i < w.size(); ++i) CHECK(claim.of(columns[i - 2]) == std::stoll(w[i]));
    return;
  }
  FAIL("no claim " << w.at(1));
}

}  // namespace

TEST_CASE("random cases agree with counting day by day, to the heller") {
  std::ifstream file(std::string(ARREARS_SOURCE_DIR) + "/tests/data/ledger/oracle.txt");
  REQUIRE(file);
  std::size_t cases = 0, balances = 0;
  Build build({}, Date{2030, 1, 1});
  Balance found;
  for (std::string text; std::getline(file, text);) {
    if (text.empty() || text[0] == '#') continue;
    Words words;
    std::istringstream split(text);
    for (std::string word; split >> word;) words.push_back(word);
    CAPTURE(cases);
    CAPTURE(text);
    if (words[0] == "case") {
      build = Build({}, Date{2030, 1, 1});
      ++cases;
    } else if (words[0] == "on") {
      const Date on = day(words.at(1));
      found = build.on(on);
      CHECK(found.paid == hellers(words.at(2)));
      CHECK(found.overpaid == hellers(words.at(3)));
      CHECK(found.written_off == hellers(words.at(4)));
      CHECK(found.written_off_unused == hellers(words.at(5)));
      if (words.size() > 6) CHECK(found.credited == hellers(words[6]));
      CHECK(conserved(build.value, czech(), on));
      CHECK(build.reckoned(on).balance.debt == found.debt);
      ++balances;
    } else if (words[0] == "open") {
      check_claim(found, words);
    } else {
      add(build, words);
    }
  }
  CHECK(cases == 500);
  CHECK(balances > 1'700);
}
