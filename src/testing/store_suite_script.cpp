// A store and the memory store through the same long script: after every step they must give the
// same answers.
#include <arrears/store/memory.hpp>
#include <testing/generate.hpp>
#include <testing/store_dump.hpp>
#include <testing/store_suite.hpp>

#include <algorithm>

namespace arrears::testing {

namespace {

class Script {
 public:
  Script(std::uint64_t seed) : draw_(seed), maker_({{"main"}, 0}) {}

  // The same call on both; whether they answered alike.
  bool step(Store& store, Store& reference) {
    switch (draw_.below(6)) {
      case 0: return append(store, reference);
      case 1: return lease(store, reference);
      case 2: return due(store, reference);
      case 3: return draw_.below(4) == 0 ? erase(store, reference) : commit(store, reference);
      default: return commit(store, reference);
    }
  }

 private:
  std::string name(const char* prefix, std::uint64_t count) {
    return prefix + std::to_string(draw_.below(count));
  }
  bool append(Store& store, Store& reference) {
    std::vector<Fact> facts;
    for (std::uint64_t n = draw_.below(4); n > 0; --n) {
      Fact fact = draw_.make<Fact>();
      fact.key = {draw_.below(4) == 0 ? name("known", 3) : std::to_string(draw_.next())};
      facts.push_back(std::move(fact));
    }
    const auto a = store.append(maker_.shard(), now_, {"erp"}, facts);
    const auto b = reference.append(maker_.shard(), now_, {"erp"}, facts);
    if (a) stored_ += static_cast<std::uint64_t>(std::count(a->begin(), a->end(), true));
    if (!a || !b) return !a && !b && a.error().code == b.error().code;
    return *a == *b;
  }
  bool lease(Store& store, Store& reference) {
    const Instant until = now_ + Span{static_cast<std::int64_t>(draw_.below(5'000))};
    const std::size_t limit = 1 + draw_.below(5);
    const auto a = store.lease(maker_.shard(), now_, until, limit);
    const auto b = reference.lease(maker_.shard(), now_, until, limit);
    return a && b && *a == *b;
  }
  bool due(Store& store, Store& reference) {
    const Moment moment{Date::from_number(static_cast<std::int32_t>(now_.seconds / 86'400)), now_};
    const std::size_t limit = 1 + draw_.below(8);
    const auto a = store.load_due(maker_.shard(), moment, limit);
    const auto b = reference.load_due(maker_.shard(), moment, limit);
    return a && b && *a == *b;
  }
  bool erase(Store& store, Store& reference) {
    const PersonId person{name("P-", 6)};
    return store.erase(maker_.shard(), person).has_value() ==
           reference.erase(maker_.shard(), person).has_value();
  }
  CaseRow random_case() {
    CaseRow row = case_row(name("C-", 12), name("P-", 6));
    row.plan = name("plan", 2);
    row.state = name("state", 3);
    row.closed = draw_.below(5) == 0;
    const auto day = static_cast<std::int32_t>(now_.seconds / 86'400);
    const int days = static_cast<int>(draw_.below(6)) - 2;
    if (draw_.below(3) > 0) row.wake = Date::from_number(day + days);
    if (draw_.below(4) == 0) row.look = now_ + Span{static_cast<std::int64_t>(draw_.below(99'999))};
    if (draw_.below(3) == 0) row.payments_wake = Date::from_number(day);
    row.reads_person = draw_.below(2) == 0;
    row.debt.minor = static_cast<std::int64_t>(draw_.next() >> 20);
    row.debt_on = Date::from_number(day);
    draw_.fill(row.value);
    for (std::uint64_t n = draw_.below(4); n > 0; --n) row.claim_keys.push_back(name("vs:", 9));
    return row;
  }
  void fill(WriteBatch& batch) {
    for (std::uint64_t n = draw_.below(4); n > 0; --n) {
      const StreamId stream{draw_.below(2) == 0 ? StreamKind::case_ : StreamKind::person,
                            name("S-", 5)};
      std::vector<PrivateField> fields;
      for (std::uint64_t m = draw_.below(3); m > 0; --m) {
        fields.push_back({{name("P-", 6)}, name("key", 3), name("text", 99)});
      }
      maker_.add(batch, stream, EntryKind::decided, Decided{draw_.make<Decision>()}, now_, fields);
    }
    for (std::uint64_t n = draw_.below(4); n > 0; --n) batch.cases.push_back(random_case());
    for (std::uint64_t n = draw_.below(3); n > 0; --n) {
      Person person = draw_.make<Person>();
      person.id = {name("P-", 6)};
      batch.persons.emplace_back(person.id, encode(person));
    }
    for (std::uint64_t n = draw_.below(4); n > 0; --n) {
      batch.outbox.push_back(outbox_row(name("o", 20), name("P-", 6),
                                        now_ + Span{static_cast<int>(draw_.below(9'999))}));
      if (draw_.below(2) == 0) batch.outbox.back().expires = draw_.make<Date>();
    }
    for (std::uint64_t n = draw_.below(3); n > 0; --n) batch.outbox_done.push_back({name("o", 20)});
    if (draw_.below(3) == 0) batch.look_at.emplace_back(CaseId{name("C-", 13)}, now_);
    if (draw_.below(3) == 0) {
      batch.unmatched.push_back({{name("u", 5)}, draw_.make<Money>(), draw_.make<Date>(), 1});
    }
    if (draw_.below(3) == 0) batch.unmatched_done.push_back({name("u", 5)});
  }
  bool commit(Store& store, Store& reference) {
    now_ = now_ + Span{static_cast<std::int64_t>(draw_.below(20'000))};
    WriteBatch batch = maker_.begin();
    fill(batch);
    if (draw_.below(3) == 0) batch.state.payments_complete[name("bank", 3)] = draw_.make<Date>();
    if (draw_.below(2) == 0) batch.state.open_day = draw_.make<Date>();
    if (draw_.below(3) == 0) {
      batch.state.inbox_done += draw_.below(1 + stored_ - batch.state.inbox_done);
    }
    if (draw_.below(8) == 0) batch.expected_position += 1;
    const auto a = store.commit(maker_.shard(), batch);
    const auto b = reference.commit(maker_.shard(), batch);
    if (a && b) maker_.accept(batch);
    if (!a && !b) return a.error().code == b.error().code;
    return a && b;
  }

  Generator draw_;
  BatchMaker maker_;
  Instant now_ = noon;
  std::uint64_t stored_ = 0;
};

}  // namespace

void StoreSuite::generated(std::uint64_t seed) {
  const auto store = factory_.make();
  const auto reference = memory::store();
  Script script(seed);
  for (int i = 0; i < 150; ++i) {
    const std::string step = "step " + std::to_string(i);
    if (!expect(script.step(*store, *reference), step + ": another answer than the memory store"))
      return;
    if (i % 10 != 9) continue;
    if (!expect(dump(*store, 3) == dump(*reference),
                step + ": another content than the memory store"))
      return;
  }
  const auto problems = store->inspect();
  expect(problems && problems->empty(), "a store that nobody has tampered with finds problems");
}

void StoreSuite::reopening() {
  if (!factory_.reopen) return;
  auto store = factory_.make();
  const auto reference = memory::store();
  Script script(77);
  for (int i = 0; i < 60; ++i) script.step(*store, *reference);
  const std::string before = dump(*store);
  store.reset();
  store = factory_.reopen();
  if (!expect(store != nullptr, "the store cannot be opened again")) return;
  expect(dump(*store) == before, "what was committed has changed after opening again");
  expect(before == dump(*reference), "the content is another than that of the memory store");
  const Shard shard{{"main"}, 0};
  expect(store->lease(shard, Instant{1'000'000'000'000}, Instant{1'000'000'000'001}, 1'000) &&
             store->lease(shard, Instant{1'000'000'000'002}, Instant{1'000'000'000'003}, 1'000)
                     ->size() == store->outbox(shard)->size(),
         "orders cannot be leased after opening again");
}

}  // namespace arrears::testing
