// Offers of instalments: what became of them, and that an accepted one is a plan like any other.
#include <arrears/ledger/instalments.hpp>

#include "build.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <random>

using namespace arrears;
using namespace arrears::ledger_test;
using State = InstalmentOffer::State;

namespace {

const Date made{2026, 9, 15}, day_after{2026, 9, 16}, later{2026, 9, 20}, now{2026, 9, 30};

std::vector<Instalment> three() {
  return {{Date{2026, 10, 5}, 4'000_czk},
          {Date{2026, 11, 5}, 4'000_czk},
          {Date{2026, 12, 5}, 4'000_czk}};
}

Build& offer(Build& build, std::string key, Date on, std::vector<Instalment> parts = three(),
             bool waives = false) {
  return build.fact(std::move(key), on, InstalmentsOffered{{"CASE"}, {}, std::move(parts), waives});
}

Build& answer(Build& build, Date on, bool accepted, std::string of = {}) {
  return build.fact("answer" + on.text() + of, on,
                    OfferAnswered{{"CASE"}, {std::move(of)}, accepted, "said so"});
}

Build& agree(Build& build, Date on, std::vector<Instalment> parts = three(), bool waives = false) {
  InstalmentsAgreed plan;
  plan.instalments = std::move(parts);
  plan.waives_interest = waives;
  return build.fact("agreed" + on.text(), on, std::move(plan));
}

std::vector<State> states(const Build& build, Date today = now) {
  std::vector<State> out;
  for (const InstalmentOffer& one : instalment_offers(build.value, today)) {
    out.push_back(one.state);
  }
  return out;
}

std::vector<InstalmentPlan> plans(const Build& build, Date today = now) {
  return instalment_plans(build.value, {Duration::Unit::business_days, 1}, Calendar{}, {}, today);
}

}  // namespace

TEST_CASE("an offer is open until it is answered; it alone is no plan") {
  Build build;
  offer(build, "o", made);
  CHECK(states(build, made - Days{1}).empty());
  CHECK(states(build) == std::vector{State::open});
  CHECK(plans(build).empty());
  Build refused = build;
  answer(refused, later, false);
  CHECK(states(refused, later - Days{1}) == std::vector{State::open});
  CHECK(states(refused) == std::vector{State::refused});
  CHECK(instalment_offers(refused.value, now)[0].because == "said so");
  CHECK(instalment_offers(refused.value, now)[0].closed_on == later);
  Build accepted = build;
  answer(accepted, later, true);
  CHECK(states(accepted, later - Days{1}) == std::vector{State::open});
  CHECK(states(accepted) == std::vector{State::accepted});
  REQUIRE(plans(accepted).size() == 1);
  CHECK(plans(accepted)[0].key.value == "o");
  CHECK(plans(accepted)[0].agreed == later);
  CHECK(plans(accepted)[0].instalments.size() == 3);
}

TEST_CASE("a later offer or an agreement withdraws an offer; an accepted one stays a plan") {
  Build build;
  offer(build, "o", made);
  offer(build, "p", later);
  CHECK(states(build) == std::vector{State::withdrawn, State::open});
  agree(build, later);
  CHECK(states(build) == std::vector{State::withdrawn, State::withdrawn});
  Build accepted;
  offer(accepted, "o", made);
  answer(accepted, day_after, true);
  offer(accepted, "p", later);
  CHECK(states(accepted) == std::vector{State::accepted, State::open});
  CHECK(plans(accepted).size() == 1);
  answer(accepted, now, true);
  REQUIRE(plans(accepted).size() == 2);
  CHECK(plans(accepted)[0].state == InstalmentPlan::State::replaced);
  CHECK(plans(accepted)[1].key.value == "p");
}

TEST_CASE(
    "people may accept what was refused or withdrawn, by name; never refuse what was accepted") {
  Build refused;
  offer(refused, "o", made);
  refused.value.offers_decided.push_back({{"o"}, false, made, {}, "too_long"});
  CHECK(states(refused) == std::vector{State::refused});
  CHECK(instalment_offers(refused.value, now)[0].because == "too_long");
  answer(refused, later, true, "o");
  CHECK(states(refused) == std::vector{State::accepted});
  CHECK(plans(refused)[0].agreed == later);
  Build accepted;
  offer(accepted, "o", made);
  accepted.value.offers_decided.push_back({{"o"}, true, made, {}, ""});
  answer(accepted, later, false, "o");
  CHECK(states(accepted) == std::vector{State::accepted});
  CHECK(plans(accepted)[0].agreed == made);
}

TEST_CASE("a decision accepts as a fact does, and only what was known by then counts") {
  Build fact, decision;
  for (Build* build : {&fact, &decision}) offer(*build, "o", made, three(), true);
  answer(fact, later, true);
  decision.value.offers_decided.push_back({{"o"}, true, later, Instant{500}, ""});
  const Date day{2026, 11, 20};
  CHECK(fact.on(day).debt == decision.on(day).debt);
  CHECK(fact.on(day).debt < Build{}.on(day).debt);
  const LedgerOptions then{.on = day, .known_at = Instant{499}};
  CHECK(balance(decision.value, nullptr, czech(), then).debt == Build{}.on(day).debt);
}

TEST_CASE("an accepted offer owes what the same plan owes when it is agreed on that day") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 80; ++round) {
    CAPTURE(round);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const bool waives = pick(2) == 0;
    const Date accepted = made + Days{pick(10)};
    std::vector<Instalment> parts;
    for (int i = 0; i <= pick(6); ++i) {
      parts.push_back(
          {Date{2026, 10, 5} + Days{30 * i}, Money{1 + pick(400'000), (1_czk).currency}});
    }
    Build by_offer, by_agreement;
    offer(by_offer, "plan", made, parts, waives);
    if (pick(2) == 0) {
      answer(by_offer, accepted, true);
    } else {
      by_offer.value.offers_decided.push_back({{"plan"}, true, accepted, {}, ""});
    }
    InstalmentsAgreed same;
    same.instalments = parts;
    same.waives_interest = waives;
    by_agreement.fact("plan", accepted, same);
    for (int n = pick(5); n > 0; --n) {
      const Date day = Date{2026, 9, 10} + Days{pick(150)};
      const Money sum = Money{1 + pick(500'000), (1_czk).currency};
      const std::string key = "p" + std::to_string(n);
      by_offer.pay(key, day, sum);
      by_agreement.pay(key, day, sum);
    }
    if (pick(3) == 0) {
      const Date end = accepted + Days{pick(60)};
      const InstalmentsEnded ended{{"CASE"}, {pick(2) == 0 ? "plan" : ""}, ""};
      by_offer.fact("end", end, ended);
      by_agreement.fact("end", end, ended);
    }
    std::shuffle(by_offer.value.facts.begin(), by_offer.value.facts.end(), random);
    for (const int days : {0, 5, 40, 200}) {
      const Date day = made + Days{days};
      CHECK(by_offer.on(day).debt == by_agreement.on(day).debt);
      const auto a = plans(by_offer, day), b = plans(by_agreement, day);
      REQUIRE(a.size() == b.size());
      if (a.empty()) continue;
      CHECK(a[0].state == b[0].state);
      CHECK(a[0].agreed == b[0].agreed);
      CHECK(a[0].closed_on == b[0].closed_on);
    }
  }
}

TEST_CASE("what a schedule says pays the debt leaves nothing; a heller less leaves something") {
  std::mt19937_64 random(13);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    Build build;
    if (pick(2) == 0) build.pay("x", Date{2026, 9, 10}, Money{1 + pick(900'000), (1_czk).currency});
    if (pick(3) == 0) agree(build, Date{2026, 9, 12}, three(), true);
    InstalmentTerms terms;
    terms.first_due = made + Days{1 + pick(40)};
    terms.count = 1 + pick(24);
    terms.waives_interest = pick(2) == 0;
    const LedgerOptions options{.on = made};
    const auto plan = schedule_instalments(build.value, nullptr, czech(), options, terms);
    REQUIRE(plan);
    InstalmentOffer one;
    one.offered = made;
    one.instalments = plan->instalments;
    one.waives_interest = terms.waives_interest;
    CHECK(rest_after(build.value, nullptr, czech(), options, one) == 0_czk);
    one.instalments.back().sum -= 0.01_czk;
    if (one.instalments.back().sum == 0_czk) continue;
    CHECK(rest_after(build.value, nullptr, czech(), options, one) == 0.01_czk);
  }
}

TEST_CASE("nothing of a tried offer stays in the case") {
  Build build;
  const Case before = build.value;
  InstalmentOffer one;
  one.offered = made;
  one.instalments = three();
  const Money rest = rest_after(build.value, nullptr, czech(), {.on = made}, one);
  CHECK(rest > 0_czk);
  CHECK(build.value == before);
}
