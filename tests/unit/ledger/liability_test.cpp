// Several persons answer for one claim. Figures of the first case are counted by hand in the
// remarks.
#include <doctest/doctest.h>

#include "history.hpp"

#include <algorithm>
#include <law/pack_data.hpp>

namespace arrears {
namespace {

using namespace ledger_test;

// 36 500 CZK at 10 % of 365 days are 10 CZK a day, from 2 September 2026.
Claim ten_a_day() {
  Claim out = sample_claim();
  out.principal = 36'500_czk;
  out.agreed_rate = Rate{100'000, DayCount::act_365};
  out.debtor = {"A"};
  return out;
}

// Insolvency and death stop interest, as some laws have it.
const LawPack& stopping_law() {
  static const LawPack pack = [] {
    LawRows rows = czech().data().all;
    for (HoldRow& row : rows.holds) row.kinds = row.kinds | HoldKinds::interest;
    return LawPack(build_pack("CZ", rows));
  }();
  return pack;
}

struct Debt {
  Build build{{ten_a_day()}};
  std::vector<Person> persons;
  const LawPack* law = &stopping_law();

  Debt() {
    build.value.debtor = {"A"};
    for (const char* id : {"A", "B", "C"}) {
      persons.emplace_back();
      persons.back().id = {id};
    }
  }
  Debt& answers(Liability liability, Date on = Date{2026, 9, 9}, std::string key = {}) {
    liability.claim = {"FV-1"};
    if (key.empty()) key = "liability:" + liability.person.value + on.text();
    build.fact(std::move(key), on, LiabilityStated{std::move(liability)});
    return *this;
  }
  Debt& pays(std::string key, Date on, Money sum, std::string person) {
    build.pay(std::move(key), on, sum);
    std::get<PaymentReceived>(build.value.facts.back().fact.what).person = {std::move(person)};
    return *this;
  }
  Debt& insolvent(std::size_t person, Date on) {
    Person& one = persons[person];
    one.facts.push_back({1, {}, {}, {{"i"}, on, InsolvencyDeclared{one.id, "x"}}});
    return *this;
  }
  Debt& dead(std::size_t person, Date on) {
    Person& one = persons[person];
    one.facts.push_back({2, {}, {}, {{"d"}, on, DeathReported{one.id}}});
    return *this;
  }
  std::vector<const Person*> others() const { return {&persons[1], &persons[2]}; }
  Balance balance(Date on) const {
    const auto further = others();
    return arrears::balance(build.value, {&persons[0], further}, *law, {.on = on});
  }
  std::vector<PersonDebt> owed(Date on) const {
    const auto further = others();
    return person_debts(build.value, {&persons[0], further}, *law, {.on = on});
  }
  Money owed_by(const char* person, Date on) const {
    for (const PersonDebt& one : owed(on)) {
      if (one.person.value == person) return one.debt;
    }
    return -1_czk;
  }
};

Liability joint(const char* person, Liability::Role role = Liability::Role::co_debtor) {
  Liability out;
  out.person = {person};
  out.role = role;
  return out;
}
Liability part(const char* person, Share share) {
  Liability out = joint(person);
  out.extent = Liability::Extent::share;
  out.share = share;
  return out;
}
Liability up_to(const char* person, Money limit) {
  Liability out = joint(person, Liability::Role::guarantor);
  out.extent = Liability::Extent::limit;
  out.limit = limit;
  return out;
}

TEST_CASE("of three joint debtors one pays, one is insolvent, one is dead") {
  Debt debt;
  debt.answers(joint("B")).answers(joint("C"));
  debt.insolvent(1, Date{2026, 9, 12}).dead(2, Date{2026, 9, 22});
  // 2 to 11 September: 100. C owes 200 through the 21st, A all of 300 through 1 October.
  const Date on{2026, 10, 1};
  CHECK(debt.balance(on).debt == 36'800_czk);
  CHECK(debt.owed_by("A", on) == 36'800_czk);
  CHECK(debt.owed_by("B", on) == 36'600_czk);
  CHECK(debt.owed_by("C", on) == 36'700_czk);
  // 250 of A meet the oldest interest: 50 of the last days are open, which B and C do not owe.
  debt.pays("bank:1", on, 250_czk, "A");
  CHECK(debt.balance(on).debt == 36'550_czk);
  CHECK(debt.owed_by("A", on) == 36'550_czk);
  CHECK(debt.owed_by("B", on) == 36'500_czk);
  CHECK(debt.owed_by("C", on) == 36'500_czk);
  const std::vector<PersonDebt> all = debt.owed(on);
  REQUIRE(all.size() == 3);
  CHECK(all[0].paid == 250_czk);
  CHECK(all[1].insolvent_since == Date{2026, 9, 12});
  CHECK_FALSE(all[1].dead_since);
  CHECK(all[2].dead_since == Date{2026, 9, 22});
}

TEST_CASE("interest of a claim stands still only while it does for all who answer") {
  Debt debt;
  debt.answers(joint("B")).insolvent(0, Date{2026, 9, 12});
  CHECK(debt.balance(Date{2026, 10, 1}).interest == 300_czk);
  debt.insolvent(1, Date{2026, 9, 22});
  CHECK(debt.balance(Date{2026, 10, 1}).interest == 200_czk);
  debt.persons[1].facts.push_back({3, {}, {}, {{"e"}, Date{2026, 9, 29}, InsolvencyEnded{{"B"}}}});
  CHECK(debt.balance(Date{2026, 10, 1}).interest == 230_czk);  // 29, 30 September, 1 October
  CHECK(debt.owed_by("A", Date{2026, 10, 1}) == 36'600_czk);
  CHECK(debt.owed_by("B", Date{2026, 10, 1}) == 36'730_czk);
}

TEST_CASE("a person who is released can be asked for nothing and holds up nothing") {
  Debt debt;
  debt.answers(joint("B")).insolvent(0, Date{2026, 9, 12});
  Liability released = joint("B");
  released.until = Date{2026, 9, 21};
  debt.answers(released, Date{2026, 9, 22});
  const Date on{2026, 10, 1};
  CHECK(debt.owed_by("B", on) == -1_czk);  // not among them
  CHECK(debt.balance(on).interest == 200_czk);
  CHECK(debt.balance(Date{2026, 9, 21}).interest == 200_czk);
  CHECK(debt.owed_by("B", Date{2026, 9, 21}) == 36'700_czk);
}

TEST_CASE("heirs answer for shares of what the dead debtor owed, a guarantor up to a limit") {
  Debt debt;
  debt.law = &czech();  // a death stops no interest there
  debt.dead(0, Date{2026, 9, 12});
  Liability gone = joint("A", Liability::Role::debtor);
  gone.until = Date{2026, 9, 11};
  debt.answers(gone, Date{2026, 9, 12}, "estate");
  debt.answers(part("B", {1, 3}), Date{2026, 9, 12}).answers(up_to("C", 20'000_czk));
  const Date on{2026, 10, 1};
  CHECK(debt.balance(on).debt == 36'800_czk);
  CHECK(debt.owed_by("A", on) == -1_czk);
  CHECK(debt.owed_by("B", on) == 12'266.67_czk);
  CHECK(debt.owed_by("C", on) == 20'000_czk);
  // B pays 12 000 on the same day: a third of 36 800 less that is left of the share.
  debt.pays("bank:1", on, 12'000_czk, "B");
  CHECK(debt.owed_by("B", on) == 266.67_czk);
  CHECK(debt.owed_by("C", on) == 20'000_czk);
  // C pays 15 000: 5 000 of the limit are left, and 9 800 of the debt.
  debt.pays("bank:2", on, 15'000_czk, "C");
  CHECK(debt.owed_by("C", on) == 5'000_czk);
  CHECK(debt.balance(on).debt == 9'800_czk);
  CHECK(debt.owed_by("B", on) == 266.67_czk);
}

TEST_CASE("a limit and a share never give more than is open") {
  Debt debt;
  debt.answers(up_to("B", 90'000_czk)).answers(part("C", {1, 1}));
  const Date on{2026, 9, 11};
  CHECK(debt.owed_by("B", on) == 36'600_czk);
  CHECK(debt.owed_by("C", on) == 36'600_czk);
  debt.pays("bank:1", on, 36'600_czk, "");
  for (const char* person : {"A", "B", "C"}) CHECK(debt.owed_by(person, on) == 0_czk);
}

TEST_CASE("of two liabilities of one person for a claim the larger one counts") {
  Debt debt;
  debt.answers(up_to("B", 1'000_czk), Date{2026, 9, 9}, "guarantor");
  Liability heir = part("B", {1, 2});
  heir.role = Liability::Role::heir;
  debt.answers(heir, Date{2026, 9, 9}, "heir");
  CHECK(debt.owed_by("B", Date{2026, 9, 11}) == 18'300_czk);
  CHECK(debt.owed(Date{2026, 9, 11})[1].liabilities.size() == 2);
}

TEST_CASE("what was stated later is not known before, and a restatement replaces its forerunner") {
  Debt debt;
  Liability first = up_to("B", 1'000_czk);
  debt.answers(first, Date{2026, 9, 9}, "1");
  first.limit = 2'000_czk;
  debt.answers(first, Date{2026, 9, 15}, "2");
  debt.build.value.facts.back().recorded_at = Instant{1'000};
  CHECK(debt.owed_by("B", Date{2026, 9, 14}) == 1'000_czk);
  CHECK(debt.owed_by("B", Date{2026, 9, 15}) == 2'000_czk);
  const auto further = debt.others();
  const std::vector<PersonDebt> known =
      person_debts(debt.build.value, {&debt.persons[0], further}, *debt.law,
                   {.on = Date{2026, 9, 20}, .known_at = Instant{999}});
  CHECK(known[1].debt == 1'000_czk);
}

TEST_CASE("a calculation names the persons where more than one answers") {
  Debt debt;
  const Date on{2026, 9, 11};
  const auto further = debt.others();
  const auto reckoned = [&] {
    return reckon(debt.build.value, {&debt.persons[0], further}, *debt.law, {.on = on});
  };
  CHECK(reckoned().persons.empty());
  debt.answers(up_to("B", 1'000_czk));
  const Calculation several = reckoned();
  CHECK(several.persons == debt.owed(on));
  CHECK(several.text("en").find("owed by B, guarantor up to 1\u00a0000.00\u00a0CZK: "
                                "1\u00a0000.00\u00a0CZK") != std::string::npos);
  CHECK(render(several, CalculationFormat::html, "cs").find("dluží B, ručitel do výše") !=
        std::string::npos);
  CHECK(render(several, CalculationFormat::json, "en")
            .find(R"({"person":"B","debt":{"amount":"1000.00","currency":"CZK"})") !=
        std::string::npos);
}

// Three persons, each with a random liability, insolvency and death; payments of all of them.
Debt random_debt(Random& random) {
  Debt debt;
  for (const char* person : {"B", "C"}) {
    Liability one = joint(person);
    switch (random.below(3)) {
      case 0: break;
      case 1: one = part(person, {1 + static_cast<std::uint32_t>(random.below(3)), 3}); break;
      default: one = up_to(person, koruna(100 * random.below(40'000) + 100));
    }
    if (random.below(3) == 0)
      one.from = Date{2026, 9, 5} + Days{static_cast<int>(random.below(20))};
    if (random.below(4) == 0) one.until = Date{2026, 10, 1};
    debt.answers(one);
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const Days later{static_cast<int>(random.below(60))};
    if (random.below(2) == 0) debt.insolvent(i, Date{2026, 9, 2} + later);
    if (random.below(4) == 0) debt.dead(i, Date{2026, 9, 20} + later);
  }
  const std::int64_t payments = random.below(5);
  for (std::int64_t i = 0; i < payments; ++i) {
    constexpr const char* payers[]{"", "A", "B", "C"};
    debt.pays("bank:" + std::to_string(i),
              Date{2026, 9, 2} + Days{static_cast<int>(random.below(60))},
              koruna(random.below(1'500'000) + 1), payers[random.below(4)]);
  }
  return debt;
}

TEST_CASE("whatever the persons are, nobody owes more than is open, and arrival does not matter") {
  Random random{20261122};
  for (int round = 0; round < 400; ++round) {
    Debt debt = random_debt(random);
    const Date on = Date{2026, 9, 1} + Days{static_cast<int>(random.below(90))};
    const Balance balance = debt.balance(on);
    const std::vector<PersonDebt> persons = debt.owed(on);
    for (const PersonDebt& one : persons) {
      REQUIRE(one.debt <= balance.debt);
      REQUIRE(0_czk <= one.debt);
    }
    for (int again = 0; again < 3; ++again) {
      shuffle(debt.build.value.facts, random);
      REQUIRE(debt.owed(on) == persons);
      REQUIRE(debt.balance(on).debt == balance.debt);
    }
  }
}

// Without payments a person owes what the ledger gives for a case in which nobody else answers.
TEST_CASE("as long as nobody has paid a joint debtor owes what a sole one would") {
  Random random{7};
  for (int round = 0; round < 200; ++round) {
    Debt debt;
    debt.answers(joint("B")).answers(joint("C"));
    for (std::size_t i = 0; i < 3; ++i) {
      const Days later{static_cast<int>(random.below(60))};
      if (random.below(2) == 0) debt.insolvent(i, Date{2026, 9, 2} + later);
    }
    const Date on = Date{2026, 9, 9} + Days{static_cast<int>(random.below(90))};
    const std::vector<PersonDebt> persons = debt.owed(on);
    REQUIRE(persons.size() == 3);
    Money most = 0_czk;
    for (std::size_t i = 0; i < 3; ++i) {
      const Build alone({ten_a_day()});
      const Balance sole = balance(alone.value, &debt.persons[i], *debt.law, {.on = on});
      REQUIRE(persons[i].debt == sole.debt);
      most = std::max(most, sole.debt);
    }
    REQUIRE(most <= debt.balance(on).debt);
  }
}

// Day by day, in whole crowns: each day's 10 CZK is a coin with its date, and payments take the
// oldest coins first.
TEST_CASE("what is left of each person's interest agrees with counting single days") {
  Random random{99};
  for (int round = 0; round < 300; ++round) {
    Debt debt;
    debt.answers(joint("B")).answers(joint("C"));
    std::array<Date, 3> stops;
    for (std::size_t i = 0; i < 3; ++i) {
      stops[i] = Date{2026, 9, 3} + Days{static_cast<int>(random.below(50))};
      debt.insolvent(i, stops[i]);
    }
    const Date on{2026, 10, 20};
    std::vector<Date> coins;
    for (Date day{2026, 9, 2}; day <= on; day = day + Days{1}) {
      if (day < std::max({stops[0], stops[1], stops[2]})) coins.push_back(day);
    }
    // Late enough to meet interest only.
    const std::int64_t paid = random.below(static_cast<std::int64_t>(coins.size()) + 1);
    if (paid > 0) debt.pays("bank:1", on, koruna(1'000 * paid), "A");
    const std::vector<PersonDebt> persons = debt.owed(on);
    for (std::size_t i = 0; i < 3; ++i) {
      std::int64_t open = 36'500'00;
      for (auto coin = static_cast<std::size_t>(paid); coin < coins.size(); ++coin) {
        if (coins[coin] < stops[i]) open += 1'000;
      }
      REQUIRE(persons[i].debt.minor == open);
    }
  }
}

}  // namespace
}  // namespace arrears
