#include <arrears/ledger/instalments.hpp>

#include "build.hpp"

#include <doctest/doctest.h>
#include <algorithm>

#include <algorithm>
#include <random>

using namespace arrears;
using namespace arrears::ledger_test;
using PlanState = InstalmentPlan::State;
using State = InstalmentStatus::State;

namespace {

constexpr Duration one_day{Duration::Unit::business_days, 1};

InstalmentsAgreed agreement(std::vector<Instalment> parts, bool waives = false) {
  InstalmentsAgreed out;
  out.case_id = {"CASE"};
  out.instalments = std::move(parts);
  out.waives_interest = waives;
  return out;
}

// 4 000 on the fifth of October, November and December, agreed on 15 September.
Build sample(bool waives = false) {
  Build build;
  build.fact("plan", Date{2026, 9, 15},
             agreement({{Date{2026, 10, 5}, 4'000_czk},
                        {Date{2026, 11, 5}, 4'000_czk},
                        {Date{2026, 12, 5}, 4'000_czk}},
                       waives));
  return build;
}

InstalmentPlan plan_on(const Build& build, Date today, std::optional<Date> complete = {}) {
  const auto all = instalment_plans(build.value, one_day,
                                    czech().calendar(CalendarPurpose::deadline), complete, today);
  REQUIRE(!all.empty());
  return all.back();
}

Build& end(Build& build, Date on, std::string plan = {}) {
  return build.fact("end" + on.text(), on, InstalmentsEnded{{"CASE"}, {std::move(plan)}, ""});
}

}  // namespace

TEST_CASE("an instalment is open, due, paid, or missed once payments are complete") {
  Build build = sample();
  CHECK(plan_on(build, Date{2026, 10, 4}).instalments[0].state == State::open);
  CHECK(plan_on(build, Date{2026, 10, 5}).instalments[0].state == State::due);
  CHECK(plan_on(build, Date{2026, 10, 5}).instalments[0].last_day == Date{2026, 10, 6});
  CHECK(plan_on(build, Date{2026, 10, 20}).instalments[0].state == State::due);
  CHECK(plan_on(build, Date{2026, 10, 7}, Date{2026, 10, 5}).instalments[0].state == State::due);
  CHECK(plan_on(build, Date{2026, 10, 7}, Date{2026, 10, 6}).instalments[0].state == State::missed);
  build.pay("x", Date{2026, 10, 6}, 4'000_czk);
  const InstalmentPlan paid = plan_on(build, Date{2026, 10, 7}, Date{2026, 10, 6});
  CHECK(paid.instalments[0].state == State::paid);
  CHECK_FALSE(paid.instalments[0].was_missed);
  CHECK(paid.instalments[0].paid_on == Date{2026, 10, 6});
  REQUIRE(paid.next() != nullptr);
  CHECK(paid.next()->due == Date{2026, 11, 5});
}

TEST_CASE("an instalment that comes late was missed; found to have come in time it was not") {
  Build late = sample();
  late.pay("x", Date{2026, 10, 9}, 4'000_czk);
  const InstalmentStatus one = plan_on(late, Date{2026, 10, 9}, Date{2026, 10, 8}).instalments[0];
  CHECK(one.state == State::paid);
  CHECK(one.was_missed);
  Build found = sample();
  found.pay("x", Date{2026, 10, 5}, 4'000_czk);  // recorded whenever: the value date counts
  CHECK_FALSE(plan_on(found, Date{2026, 10, 9}, Date{2026, 10, 8}).instalments[0].was_missed);
}

TEST_CASE("payments cover instalments in order; a reversed one covers none") {
  Build build = sample();
  build.pay("before", Date{2026, 9, 14}, 4'000_czk);
  build.pay("a", Date{2026, 9, 15}, 5'000_czk).pay("b", Date{2026, 11, 3}, 3'000_czk);
  InstalmentPlan plan = plan_on(build, Date{2026, 11, 3});
  CHECK(plan.instalments[0].paid_on == Date{2026, 9, 15});
  CHECK(plan.instalments[1].paid_on == Date{2026, 11, 3});
  CHECK(plan.instalments[2].paid == 0_czk);
  build.reverse("r", Date{2026, 11, 4}, "a");
  plan = plan_on(build, Date{2026, 11, 4}, Date{2026, 11, 3});
  CHECK(plan.instalments[0].state == State::missed);
  CHECK(plan.instalments[0].paid == 3'000_czk);
  CHECK(plan.instalments[1].paid == 0_czk);
}

TEST_CASE("a plan is paid, ended or replaced, and payments after that are not its own") {
  Build paid = sample();
  paid.pay("x", Date{2026, 10, 1}, 12'000_czk);
  CHECK(plan_on(paid, Date{2026, 10, 2}).state == PlanState::paid);
  CHECK(plan_on(paid, Date{2026, 10, 2}).closed_on == Date{2026, 10, 1});
  CHECK(plan_on(paid, Date{2026, 10, 2}).next() == nullptr);

  Build ended = sample();
  end(ended, Date{2026, 10, 8}).pay("x", Date{2026, 10, 8}, 12'000_czk);
  const InstalmentPlan over = plan_on(ended, Date{2026, 12, 31}, Date{2026, 12, 30});
  CHECK(over.state == PlanState::ended);
  CHECK(over.closed_on == Date{2026, 10, 8});
  CHECK(over.instalments[0].was_missed);
  CHECK_FALSE(over.instalments[1].was_missed);  // nobody was to pay it any more
  CHECK(over.instalments[0].paid == 0_czk);
  CHECK(plan_on(ended, Date{2026, 10, 7}).state == PlanState::running);

  Build replaced = sample();
  replaced.fact("second", Date{2026, 10, 8}, agreement({{Date{2027, 1, 5}, 12'000_czk}}));
  const auto both = instalment_plans(replaced.value, one_day, Calendar{}, {}, Date{2026, 10, 9});
  REQUIRE(both.size() == 2);
  CHECK(both[0].state == PlanState::replaced);
  CHECK(both[1].state == PlanState::running);
}

TEST_CASE("a plan alone changes no debt; a waiver stops interest while the plan holds") {
  const Build none, plan = sample(), waived = sample(true);
  const Date before{2026, 9, 14}, later{2026, 12, 1};
  CHECK(plan.on(later).debt == none.on(later).debt);
  CHECK(waived.on(before).debt == none.on(before).debt);
  CHECK(waived.on(later).interest == none.on(before).interest);
  // After the last due date what is not paid bears interest again: days 6 to 31 December.
  const Date end_of_year{2026, 12, 31};
  const auto growth = none.on(end_of_year).interest - none.on(Date{2026, 12, 5}).interest;
  const auto waived_growth = waived.on(end_of_year).interest - waived.on(later).interest;
  CHECK(std::abs(growth.minor - waived_growth.minor) <= 1);  // each booked sum is rounded
}

TEST_CASE("a plan that is ended leaves the debt that there would be without its waiver") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    Build with = sample(true), without = sample(false);
    for (int n = pick(5); n > 0; --n) {
      const Date day = Date{2026, 9, 10} + Days{pick(120)};
      const Money sum = Money{1 + pick(500'000), (1_czk).currency};
      const std::string key = "p" + std::to_string(n);
      with.pay(key, day, sum);
      without.pay(key, day, sum);
    }
    if (pick(2) == 0) {
      const Date second = Date{2026, 9, 20} + Days{pick(30)};
      const bool waives = pick(2) == 0;
      with.fact("second", second, agreement({{Date{2026, 12, 24}, 9'000_czk}}, waives));
      without.fact("second", second, agreement({{Date{2026, 12, 24}, 9'000_czk}}));
    }
    const Date ended = Date{2026, 11, 1} + Days{pick(60)};
    const Date day_before = ended - Days{1};
    CHECK(with.on(day_before).debt.minor <= without.on(day_before).debt.minor);
    end(with, ended);
    end(without, ended);
    for (const int later : {0, 1, 40}) {
      CHECK(with.on(ended + Days{later}).debt == without.on(ended + Days{later}).debt);
    }
    CHECK(with.on(day_before).debt.minor <= without.on(day_before).debt.minor);
    CHECK(conserved(with.value, czech(), ended + Days{10}));
    // The order in which the facts arrived does not matter.
    Build turned = with;
    std::shuffle(turned.value.facts.begin(), turned.value.facts.end(), random);
    CHECK(turned.on(ended).debt == with.on(ended).debt);
    CHECK(turned.on(day_before).debt == with.on(day_before).debt);
  }
}

TEST_CASE("a decision ends a plan as a fact does, and only what was known by then counts") {
  Build fact = sample(true), decision = sample(true);
  end(fact, Date{2026, 11, 10}, "plan");
  decision.value.instalments_ended.push_back({{"plan"}, Date{2026, 11, 10}, Instant{500}, "late"});
  const Date day{2026, 11, 20};
  CHECK(fact.on(day).debt == decision.on(day).debt);
  const LedgerOptions then{.on = day, .known_at = Instant{499}};
  CHECK(balance(decision.value, nullptr, czech(), then).debt == sample(true).on(day).debt);
}

// ---- schedules ----------------------------------------------------------------------------------

namespace {

InstalmentTerms terms(std::optional<Money> sum, std::int32_t count = 0) {
  InstalmentTerms out;
  out.first_due = Date{2026, 10, 5};
  out.sum = sum;
  out.count = count;
  return out;
}

Result<InstalmentSchedule> schedule(const Build& build, const InstalmentTerms& wanted,
                                    Date on = Date{2026, 9, 15}) {
  return schedule_instalments(build.value, nullptr, czech(), {.on = on}, wanted);
}

// Pays as scheduled and returns what is left after the last instalment.
Money left_after(Build build, const InstalmentSchedule& plan) {
  int n = 0;
  for (const Instalment& one : plan.instalments) {
    build.pay("s" + std::to_string(++n), one.due, one.sum);
  }
  return build.on(plan.instalments.back().due).debt;
}

}  // namespace

TEST_CASE("3 000 first and 1 500 a month: when it ends and what it costs") {
  InstalmentTerms wanted = terms(1'500_czk);
  wanted.first = 3'000_czk;
  const auto plan = schedule(Build{}, wanted);
  REQUIRE(plan);
  CHECK(plan->debt == Build{}.on(Date{2026, 9, 15}).debt);
  REQUIRE(plan->instalments.size() == 8);  // 3 000 + 6 x 1 500 = 12 000, then the interest
  CHECK(plan->instalments[0].sum == 3'000_czk);
  CHECK(plan->instalments[1].due == Date{2026, 11, 5});
  CHECK(plan->instalments[2].due == Date{2026, 12, 7});  // the 5th is a Saturday
  CHECK(plan->instalments[7].due == Date{2027, 5, 5});
  CHECK(plan->total - plan->debt == plan->cost);
  CHECK(left_after(Build{}, *plan) == 0_czk);
  wanted.move_due_days = false;
  CHECK(schedule(Build{}, wanted)->instalments[2].due == Date{2026, 12, 5});
}

TEST_CASE("by number: the least sum that pays the debt in so many instalments") {
  for (const std::int32_t count : {1, 2, 5, 12}) {
    CAPTURE(count);
    const auto plan = schedule(Build{}, terms({}, count));
    REQUIRE(plan);
    CHECK(plan->instalments.size() == static_cast<std::size_t>(count));
    CHECK(left_after(Build{}, *plan) == 0_czk);
    const Money sum = plan->instalments.front().sum;
    CHECK(plan->instalments.back().sum.minor <= sum.minor);
    if (count == 1) continue;
    // A heller less takes one instalment more.
    const auto less = schedule(Build{}, terms(sum - 0.01_czk));
    REQUIRE(less);
    CHECK(less->instalments.size() > plan->instalments.size());
  }
}

TEST_CASE("a schedule under a waiver costs nothing, whatever plan ran before") {
  InstalmentTerms wanted = terms({}, 6);
  wanted.waives_interest = true;
  const auto plan = schedule(sample(true), wanted);
  REQUIRE(plan);
  CHECK(plan->cost == 0_czk);
  CHECK(plan->total == Build{}.on(Date{2026, 9, 14}).debt);
}

TEST_CASE("what no schedule can be made of is refused with a reason") {
  const auto why = [](const Build& build, const InstalmentTerms& wanted) {
    const auto plan = schedule(build, wanted);
    REQUIRE_FALSE(plan);
    return plan.error().message;
  };
  const Build build;
  CHECK(why(build, terms({})).find("one of the two") != std::string::npos);
  CHECK(why(build, terms(10_czk, 3)).find("one of the two") != std::string::npos);
  CHECK(why(build, terms(1_czk)).find("something is left") != std::string::npos);
  CHECK(why(build, terms(5_eur)).find("EUR") != std::string::npos);
  InstalmentTerms early = terms(100_czk);
  early.first_due = Date{2026, 9, 15};
  CHECK(why(build, early).find("2026-09-15") != std::string::npos);
  InstalmentTerms far = terms(100_czk);
  far.every = {Duration::Unit::months, 367};
  CHECK(why(build, far).find("366") != std::string::npos);
  InstalmentTerms slow = terms(100_czk);
  slow.every = {Duration::Unit::months, 366};
  CHECK(why(build, slow).find("2200") != std::string::npos);
  InstalmentTerms single = terms({}, 1);
  single.first = 100_czk;
  CHECK(why(build, single).find("no sum pays") != std::string::npos);
  Build paid;
  paid.pay("x", Date{2026, 9, 10}, 20'000_czk);
  CHECK(why(paid, terms(100_czk)) == "nothing is owed");
}
