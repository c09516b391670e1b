// Penalties by the day, and what the law caps on top of a consumer credit.
#include "build.hpp"

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

using Kind = InterestSegment::Kind;
const Date due{2026, 3, 1};

InterestSegment segment(Kind kind, std::int64_t ppm, Date from) {
  InterestSegment out;
  out.kind = kind;
  out.from = from;
  out.fixed = Rate{ppm, DayCount::act_365};
  out.basis = "contract";
  return out;
}

// 100 000 CZK due on 1 March 2026: 12 % a year, in default 20 % a year and a penalty by the day.
Claim loan(std::optional<Money> credit, std::int64_t penalty_ppm = 730'000) {
  Claim out = sample_claim(Relation::consumer);
  out.id = {"L-1"};
  out.principal = 100'000_czk;
  out.due = due;
  out.obligation = Date{2025, 3, 1};
  out.credit = credit;
  out.segments = {segment(Kind::contractual, 120'000, Date{2026, 1, 1}),
                  segment(Kind::default_interest, 200'000, due + Days{1}),
                  segment(Kind::penalty, penalty_ppm, due + Days{1})};
  return out;
}

std::int64_t open(const Balance& balance, Component component) {
  std::int64_t out = 0;
  for (const ClaimBalance& claim : balance.claims) out += claim.of(component);
  return out;
}

// So much a year on 100 000 CZK for that many days, in hellers, rounded half up.
std::int64_t grown(std::int64_t ppm, int days) {
  return (10'000'000 * ppm * days * 2 / 365'000'000 + 1) / 2;
}

}  // namespace

TEST_CASE("a penalty by the day grows beside interest, in a component of its own") {
  const Build build({loan({})});
  const Balance b = build.on(due + Days{200});
  CHECK(open(b, Component::penalty) == grown(730'000, 200));
  CHECK(open(b, Component::penalty) == 200 * 20'000);  // 0.2 % a day
  CHECK(open(b, Component::default_interest) == grown(200'000, 200));
  CHECK(open(b, Component::contractual_interest) == grown(120'000, 60 + 200));
  CHECK(b.costs.minor == open(b, Component::penalty));
  CHECK(conserved(build.value, czech(), due + Days{200}));
  // It runs on what is open of principal; a hold of interest stops it, too.
  Build paid = build;
  paid.value.claims[0].claim.allocation = {Component::principal};
  paid.pay("p", due + Days{100}, 50'000_czk);
  CHECK(open(paid.on(due + Days{200}), Component::penalty) == 100 * 20'000 + 100 * 10'000);
  Build held = build;
  held.hold(due + Days{11}, due + Days{30});
  CHECK(open(held.on(due + Days{40}), Component::penalty) == 20 * 20'000);
}

TEST_CASE("a consumer credit: 0.1 % a day, the statutory rate, and after 90 days only that") {
  const Build build({loan(120'000_czk)});
  const Rate law = czech().default_interest(loan({}), due + Days{1}, due + Days{1}).at(0).rate;
  CHECK(law.ppm < 200'000);
  const auto statutory = [&](int days) {
    return (10'000'000 * law.ppm * days * 2 / 365'000'000 + 1) / 2;  // 2026 has 365 days
  };
  for (const int days : {1, 45, 90}) {
    CAPTURE(days);
    const Balance b = build.on(due + Days{days});
    CHECK(open(b, Component::penalty) == days * 10'000);
    CHECK(open(b, Component::default_interest) == statutory(days));
    CHECK(open(b, Component::contractual_interest) == grown(120'000, 60 + days));
  }
  for (const int days : {91, 200}) {
    CAPTURE(days);
    const Balance b = build.on(due + Days{days});
    CHECK(open(b, Component::penalty) == 90 * 10'000);
    CHECK(open(b, Component::default_interest) == statutory(days));
    CHECK(open(b, Component::contractual_interest) == grown(120'000, 60 + 90));
  }
  CHECK(conserved(build.value, czech(), due + Days{200}));
  // The lines say whose rule it is.
  bool penalty = false, interest = false;
  for (const CalculationLine& line : build.reckoned(due + Days{200}).lines) {
    penalty = penalty || line.basis == "§ 122(2) act 257/2016 Sb.";
    interest = interest || line.basis == "§ 122(1)(b) act 257/2016 Sb." ||
               line.basis == "§ 122(4) act 257/2016 Sb. as amended by 186/2020 Sb.";
  }
  CHECK(penalty);
  CHECK(interest);
}

TEST_CASE("an agreed rate below the law's stays") {
  Claim mild = loan(120'000_czk, 100'000);
  mild.segments[1].fixed->ppm = 50'000;
  const Balance b = Build({mild}).on(due + Days{60});
  CHECK(open(b, Component::default_interest) == grown(50'000, 60));
  CHECK(open(b, Component::penalty) == grown(100'000, 60));
}

TEST_CASE("penalties come to half of the credit at most, over all maturities together") {
  const Build small({loan(8'000_czk)});  // 4 000 CZK: forty days at 100
  CHECK(open(small.on(due + Days{39}), Component::penalty) == 39 * 10'000);
  CHECK(open(small.on(due + Days{40}), Component::penalty) == 400'000);
  CHECK(open(small.on(due + Days{80}), Component::penalty) == 400'000);
  CHECK(conserved(small.value, czech(), due + Days{80}));
  std::int64_t lines = 0;
  const Calculation shown = small.reckoned(due + Days{80});
  for (const CalculationLine& line : shown.lines) {
    if (line.component == Component::penalty) lines += line.amount.minor;
    CHECK((line.cap == 4'000_czk) == (line.component == Component::penalty));
  }
  CHECK(lines == 400'000);
  CHECK(render(shown, CalculationFormat::csv, "en").find(",4000.00\n") != std::string::npos);
  for (const CalculationLine& line : small.reckoned(due + Days{39}).lines) CHECK(!line.cap);
  // What was paid of it counts: the cap is on what may be asked for.
  Build paid = small;
  paid.pay("p", due + Days{40}, 20'000_czk);
  CHECK(open(paid.on(due + Days{80}), Component::penalty) <= 400'000);
  Claim parts = loan(8'000_czk);
  parts.maturities = {{due, 50'000_czk}, {due + Days{10}, 50'000_czk}};
  const Build split({parts});
  CHECK(open(split.on(due + Days{30}), Component::penalty) == 30 * 5'000 + 20 * 5'000);
  CHECK(open(split.on(due + Days{85}), Component::penalty) == 400'000);
  CHECK(conserved(split.value, czech(), due + Days{85}));
}

TEST_CASE("older contracts and older defaults keep what was agreed") {
  Claim old = loan(120'000_czk);
  old.obligation = Date{2016, 11, 30};
  const Balance b = Build({old}).on(due + Days{60});
  CHECK(open(b, Component::penalty) == 60 * 20'000);
  CHECK(open(b, Component::default_interest) == grown(200'000, 60));
  // ... but for a default since 25 April 2020, after ninety days.
  CHECK(open(Build({old}).on(due + Days{200}), Component::penalty) == 90 * 20'000);
  old.due = Date{2020, 1, 10};
  for (InterestSegment& one : old.segments) one.from = Date{2020, 1, 11};
  CHECK(open(Build({old}).on(Date{2020, 1, 10} + Days{200}), Component::penalty) == 200 * 20'000);
}

TEST_CASE("caps of a claim, for hosts") {
  const std::vector<LawCap> caps = czech().caps(loan(500'000_czk), due + Days{1});
  REQUIRE(caps.size() == 4);
  for (const LawCap& cap : caps) {
    CHECK(cap.line->verified);
    if (cap.what == LawCap::What::penalty_total) CHECK(cap.sum == 200'000_czk);
    if (cap.what == LawCap::What::penalty_rate) CHECK(cap.rate->ppm == 365'000);
    if (cap.what == LawCap::What::long_default) CHECK(cap.after_days == 90);
  }
  CHECK(czech().caps(loan({}), due + Days{1}).empty());
  CHECK(LawPack().caps(loan(500'000_czk), due + Days{1}).empty());
}
