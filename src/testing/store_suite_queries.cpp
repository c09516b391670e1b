#include <testing/store_suite.hpp>

#include <algorithm>

namespace arrears::testing {

namespace {

template <class T>
std::string ids(const Result<std::vector<T>>& rows) {
  std::string out;
  if (!rows) return rows.error().message;
  for (const T& row : *rows) {
    if constexpr (std::is_same_v<T, OutboxRow>) {
      out += row.order.value + " ";
    } else if constexpr (std::is_same_v<T, CaseId>) {
      out += row.value + " ";
    } else {
      out += row.id.value + " ";
    }
  }
  return out;
}

constexpr std::int32_t today = 20'000;
constexpr std::int64_t midnight = std::int64_t{today} * 86'400;

}  // namespace

void StoreSuite::due_order() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  const auto add = [&](const char* id, std::optional<int> wake, std::optional<std::int64_t> look) {
    batch.cases.push_back(case_row(id, "P-1"));
    if (wake) batch.cases.back().wake = Date::from_number(*wake);
    if (look) batch.cases.back().look = Instant{*look};
  };
  add("z", today, {});
  add("b", today, {});
  add("late", today - 1, {});
  add("tomorrow", today + 1, {});
  add("looked", {}, midnight + 100);
  add("look later", {}, midnight + 5'000);
  add("both", today + 1, midnight - 50);
  add("both too", today, midnight + 99'999);
  add("never", {}, {});
  add("closed", today, {});
  batch.cases.back().closed = true;
  // In zones west of Greenwich the instant is ahead of the day's beginning in UTC.
  add("west", today + 1, midnight + 999'999);
  if (!commit(*store, maker, batch)) return;
  const Moment moment{Date::from_number(today), Instant{midnight + 1'000}};
  const std::string all = "late both b both too closed z looked ";
  expect(ids(store->load_due(maker.shard(), moment, 100)) == all,
         "due cases do not come by (due_key, id): " +
             ids(store->load_due(maker.shard(), moment, 100)));
  expect(ids(store->load_due(maker.shard(), moment, 3)) == "late both b ",
         "a limit does not give the first due cases");
  const Moment west{Date::from_number(today), Instant{midnight + 90'000}};
  expect(ids(store->load_due(maker.shard(), west, 100)) == all + "look later ",
         "a case that wakes tomorrow is due by the instant alone");
}

void StoreSuite::cursors() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  for (const char* id : {"č", "a", "B", "a:1", "b"}) {
    batch.cases.push_back(case_row(id, "P"));
    Person person;
    person.id = {id};
    batch.persons.emplace_back(person.id, encode(person));
  }
  if (!commit(*store, maker, batch)) return;
  for (const std::size_t limit : {1u, 2u, 5u, 7u}) {
    std::string cases, persons, found;
    Cursor cursor;
    for (int i = 0; i < 9 && !cursor.done; ++i) {
      cases += ids(store->load_all(maker.shard(), cursor, limit));
    }
    Cursor people;
    for (int i = 0; i < 9 && !people.done; ++i) {
      const auto page = store->persons(maker.shard(), people, limit);
      for (const PersonId& id : page.value_or({})) persons += id.value + " ";
    }
    Cursor search;
    for (int i = 0; i < 9 && !search.done; ++i) {
      found += ids(store->search({"main"}, {}, search, limit));
    }
    expect(cases == "B a a:1 b č ", "pages of load_all do not give each case once, by id");
    expect(persons == "B a a:1 b č ", "pages of persons do not give each person once, by id");
    expect(found == "B a a:1 b č ", "pages of search do not give each case once, by id");
  }
}

void StoreSuite::lookups() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  const std::string odd = "ref:a\\n\nb\\";
  batch.cases = {case_row("C-3", "P-1", {"claim:3", "vs:77"}),
                 case_row("C-1", "P-1", {"vs:77", odd}), case_row("C-2", "P-2", {"vs:77"})};
  batch.cases[0].payments_wake = Date::from_number(10);
  batch.cases[1].payments_wake = Date::from_number(5);
  batch.cases[2].payments_wake = Date::from_number(5);
  batch.cases[2].closed = true;
  if (!commit(*store, maker, batch)) return;
  expect(ids(store->cases_of(maker.shard(), {"P-1"})) == "C-1 C-3 ",
         "cases_of does not give the cases of a person, by id");
  expect(ids(store->cases_of(maker.shard(), {"P-9"})).empty(), "nobody has cases");
  expect(ids(store->cases_by_claim_key(maker.shard(), "vs:77")) == "C-1 C-2 C-3 ",
         "a claim key does not find its cases, by id");
  expect(ids(store->cases_by_claim_key(maker.shard(), "vs:7")).empty(),
         "a part of a claim key finds cases");
  const auto row = store->load_case(maker.shard(), {"C-1"});
  expect(row && *row && (*row)->claim_keys == batch.cases[1].claim_keys,
         "claim keys do not come back in their order and spelling");
  expect(ids(store->cases_by_claim_key(maker.shard(), odd)) == "C-1 ",
         "a claim key with a line break finds nothing");
  expect(ids(store->waiting_for_payments(maker.shard(), Date::from_number(9))) == "C-1 C-2 ",
         "waiting_for_payments does not give the cases up to the day, closed ones too");
  expect(ids(store->waiting_for_payments(maker.shard(), Date::from_number(10))) == "C-1 C-2 C-3 ",
         "the day itself does not count, or the order is not by id");
  expect(store->load_case(maker.shard(), {"C-9"}) && !*store->load_case(maker.shard(), {"C-9"}),
         "a case that is not there is an error");
  expect(store->load_person(maker.shard(), {"P-9"}) && !*store->load_person(maker.shard(), {"P-9"}),
         "a person who is not there is an error");
}

void StoreSuite::searches() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  batch.cases = {case_row("C-1", "P-1"), case_row("C-2", "P-2"), case_row("C-3", "P-2")};
  batch.cases[1].plan = "other";
  batch.cases[2].state = "old";
  batch.cases[2].closed = true;
  if (!commit(*store, maker, batch)) return;
  const auto found = [&](const Filter& filter) {
    Cursor cursor;
    return ids(store->search({"main"}, filter, cursor, 10));
  };
  expect(found({}) == "C-1 C-2 C-3 ", "an empty filter does not find all");
  expect(found({.debtor = PersonId{"P-2"}}) == "C-2 C-3 ", "a debtor is not found");
  expect(found({.plan = "other"}) == "C-2 ", "a plan is not found");
  expect(found({.state = "old"}) == "C-3 ", "a state is not found");
  expect(found({.closed = false}) == "C-1 C-2 ", "open cases are not found");
  expect(found({.debtor = PersonId{"P-2"}, .closed = true}) == "C-3 ", "filters are not joined");
  Cursor cursor;
  expect(ids(store->search({"other"}, {}, cursor, 10)).empty(), "another tenant's cases are found");
}

void StoreSuite::leases() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  batch.outbox = {outbox_row("3", "A", noon), outbox_row("1", "B", noon),
                  outbox_row("2", "A", noon), outbox_row("0", "A", noon + Span{100})};
  if (!commit(*store, maker, batch)) return;
  const Shard& shard = maker.shard();
  expect(ids(store->lease(shard, noon - Span{1}, noon, 10)).empty(), "an order is early");
  expect(ids(store->lease(shard, noon, noon + Span{60}, 2)) == "2 3 ",
         "orders do not come by (person, order), or the limit is not kept");
  expect(ids(store->lease(shard, noon, noon + Span{60}, 10)) == "1 ",
         "a leased order is given twice");
  expect(ids(store->lease(shard, noon + Span{59}, noon + Span{60}, 10)).empty(),
         "a lease ends early");
  expect(ids(store->outbox(shard)) == "0 1 2 3 ", "a lease hides an order");
  expect(ids(store->lease(shard, noon + Span{60}, noon + Span{120}, 1)) == "2 ",
         "a lease does not end");
  const std::vector<OrderKey> held{{"2"}};
  expect_ok(store->release(shard, held), "release");
  expect(ids(store->lease(shard, noon + Span{60}, noon + Span{120}, 10)) == "2 3 1 ",
         "a released order is not given again");
  batch = maker.begin();
  batch.outbox_done = {{"2"}};
  if (!commit(*store, maker, batch)) return;
  expect(store->next_order(shard) && *store->next_order(shard) == noon,
         "next_order is not the earliest");
  batch = maker.begin();
  batch.outbox_done = {{"1"}, {"3"}};
  batch.outbox = {outbox_row("2", "A", noon + Span{200})};
  if (!commit(*store, maker, batch)) return;
  expect(*store->next_order(shard) == noon + Span{100}, "next_order is not the earliest");
  expect(ids(store->lease(shard, noon + Span{300}, noon + Span{400}, 10)) == "0 2 ",
         "an order that was done and ordered again is not given");
  expect(store->next_order({{"main"}, 9}) && !*store->next_order({{"main"}, 9}),
         "an unknown shard has an order");
}

void StoreSuite::archives() {
  const auto store = factory_.make();
  const Hash hash = blake2b(as_bytes("name"));
  const ByteView bytes = as_bytes("a rulebook");
  expect_error(store->archived({"main"}, hash), ErrorCode::not_found, "nothing is found archived");
  expect_ok(store->archive({"main"}, hash, bytes), "archive");
  expect_ok(store->archive({"main"}, hash, bytes), "archiving the same again is an error");
  expect_error(store->archive({"main"}, hash, as_bytes("other")), ErrorCode::already_exists,
               "other bytes replace what is archived");
  const auto back = store->archived({"main"}, hash);
  expect(back && std::equal(back->begin(), back->end(), bytes.begin(), bytes.end()),
         "what is archived does not come back");
  expect_error(store->archived({"other"}, hash), ErrorCode::not_found,
               "an archive crosses tenants");
  expect_ok(store->archive({"other"}, hash, as_bytes("other")), "tenants share an archive");
  expect_ok(store->archive({"main"}, blake2b(bytes), {}), "nothing cannot be archived");
  expect(store->archived({"main"}, blake2b(bytes)) &&
             store->archived({"main"}, blake2b(bytes))->empty(),
         "empty bytes do not come back");
}

void StoreSuite::shards_and_tenants() {
  const auto store = factory_.make();
  BatchMaker one({{"a"}, 0}), two({{"a"}, 1}), three({{"b"}, 0});
  for (BatchMaker* maker : {&three, &two, &one}) {
    WriteBatch batch = maker->begin();
    maker->add(batch, {StreamKind::case_, "C-1"}, EntryKind::decided, Decided{}, noon);
    batch.cases = {case_row("C-1", "P-1", {"vs:1"})};
    batch.cases[0].state = maker->shard().tenant.value + std::to_string(maker->shard().number);
    batch.cases[0].wake = Date::from_number(today);
    if (!commit(*store, *maker, batch)) return;
    expect_ok(store->append(maker->shard(), noon, {"erp"}, std::vector<Fact>{note("k")}),
              "one key in two shards clashes");
  }
  const auto shards = store->shards();
  expect(shards && *shards == std::vector<Shard>{one.shard(), two.shard(), three.shard()},
         "shards are not all there in their order");
  for (const BatchMaker* maker : {&one, &two, &three}) {
    const auto row = store->load_case(maker->shard(), {"C-1"});
    expect(row && *row &&
               (*row)->state == maker->shard().tenant.value + std::to_string(maker->shard().number),
           "a case of another shard is found");
    const auto due = store->load_due(maker->shard(), {Date::from_number(today), noon}, 10);
    expect(due && due->size() == 1, "cases of other shards are due");
    const auto entries = store->all_entries(maker->shard(), 0, 10);
    expect(entries && entries->entries.size() == 1, "entries of other shards are found");
  }
  Cursor cursor;
  const auto found = store->search({"a"}, {}, cursor, 10);
  expect(found && found->size() == 2 && (*found)[0].state == "a0" && (*found)[1].state == "a1",
         "search does not range over the shards of one tenant, in their order");
}

}  // namespace arrears::testing
