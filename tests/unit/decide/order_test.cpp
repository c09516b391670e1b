// What is recorded in another order is the same case.
#include "book.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace arrears;

namespace {

const Moment noon{Date{2026, 9, 20}, Instant{1'790'000'000}};

Fact stated(std::string key, Date on, FactBody what) {
  return {{std::move(key)}, on, std::move(what)};
}

HoldStated hold() {
  HoldStated out;
  out.case_id = {"C-1"};
  out.kinds = static_cast<std::uint8_t>(HoldKinds::contact | HoldKinds::interest);
  return out;
}

HoldStated release(std::string of) {
  HoldStated out;
  out.case_id = {"C-1"};
  out.released = true;
  out.hold = {std::move(of)};
  return out;
}

Case opened() {
  CaseOpened what;
  what.case_id = {"C-1"};
  what.plan = "order";
  what.claims = {invoice("FV-1", 1'200'000, Date{2026, 9, 1})};
  return open_case(stated("open", Date{2026, 9, 1}, what), {}, koruna, 1,
                   {Date{2026, 9, 1}, Instant{1'788'000'000}});
}

struct Seen {
  bool contact, interest;
  std::int64_t debt;
  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen see(const std::vector<Fact>& facts, const Person& person, Date day) {
  static const LawPacks law = testing::bundled_law();
  Book b;
  b.plan().name = "order";
  b.plan().law = "CZ";
  b.state("s0");
  const Rulebook rules = b.done();
  Case value = opened();
  std::uint64_t position = 1;
  for (const Fact& fact : facts) value = record(std::move(value), fact, ++position, noon);
  LookAt at;
  at.debtor = &person;
  at.rules = &rules;
  const View view = look(value, law, day, at);
  return {is_held(rules, view, HoldKinds::contact), is_held(rules, view, HoldKinds::interest),
          view.balance().debt.minor};
}

}  // namespace

TEST_CASE("a release that arrives before its hold, and the later of two releases, are not lost") {
  const std::vector<Fact> facts = {
      stated("h", Date{2026, 9, 5}, hold()),
      stated("r1", Date{2026, 9, 12}, release("h")),
      stated("r2", Date{2026, 9, 9}, release("h")),
  };
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    std::vector<Fact> turned;
    for (const std::size_t i : order) turned.push_back(facts[i]);
    CHECK(see(turned, {}, Date{2026, 9, 8}).contact);
    CHECK_FALSE(see(turned, {}, Date{2026, 9, 9}).contact);
    CHECK(see(turned, {}, Date{2026, 9, 20}) == see(facts, {}, Date{2026, 9, 20}));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("of two ends of an insolvency the earlier counts, whichever arrived first") {
  InsolvencyDeclared begun;
  begun.person = {"P-1"};
  InsolvencyEnded ended;
  ended.person = {"P-1"};
  const std::vector<Fact> facts = {
      stated("i", Date{2026, 9, 5}, begun),
      stated("e1", Date{2026, 9, 18}, ended),
      stated("e2", Date{2026, 9, 10}, ended),
  };
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    Person person;
    person.id = {"P-1"};
    std::uint64_t position = 0;
    for (const std::size_t i : order) {
      person = record(std::move(person), facts[i], ++position, noon);
    }
    CHECK(see({}, person, Date{2026, 9, 9}).contact);
    CHECK_FALSE(see({}, person, Date{2026, 9, 10}).contact);
  } while (std::next_permutation(order.begin(), order.end()));
}
