#include <testing/store_dump.hpp>
#include <testing/store_suite.hpp>

namespace arrears::testing {

void StoreSuite::inbox() {
  const auto store = factory_.make();
  const Shard shard{{"main"}, 0};
  expect(store->shards() && store->shards()->empty(), "a new store has no shards");
  expect(store->state(shard) && *store->state(shard) == ShardState{},
         "the state of a shard never written to is not empty");
  const std::vector<Fact> facts{note("a"), note("b"), note("c")};
  const auto first = store->append(shard, noon, {"erp"}, facts);
  expect(first && *first == std::vector<bool>{true, true, true}, "new facts are not told as new");
  const auto again = store->append(shard, noon + Span{5}, {"other"}, facts);
  expect(again && *again == std::vector<bool>{false, false, false},
         "appending the same facts again is not harmless");

  const auto all = store->inbox(shard, 0, 10);
  if (!expect(all && all->size() == 3, "three facts do not give three rows")) return;
  for (std::size_t i = 0; i < 3; ++i) {
    const FactEnvelope& row = (*all)[i];
    expect(row.sequence == i + 1, "sequences do not count from 1 in order of arrival");
    expect(row.fact == facts[i], "a fact does not come back as it was, private members included");
    expect(row.received_at == noon && row.actor == ActorId{"erp"},
           "who brought a fact and when has changed");
  }
  const auto later = store->inbox(shard, 1, 1);
  expect(later && later->size() == 1 && later->front().sequence == 2,
         "`after` or `limit` of inbox are not kept");

  const std::string before = dump(*store);
  Fact other = note("b");
  other.effective = other.effective + Days{1};
  const std::vector<Fact> mixed{note("d"), other};
  expect_error(store->append(shard, noon, {"erp"}, mixed), ErrorCode::already_exists,
               "other content under a known key is taken");
  expect(dump(*store) == before, "an append that failed has stored something");
  const auto clashes = store->conflicts(shard, std::vector<Fact>{note("d"), other, note("a")});
  expect(clashes && *clashes == std::vector<bool>{false, true, false},
         "conflicts does not name the facts that append refuses");
  other.key = {"d"};
  const std::vector<Fact> clash{note("d"), other};
  expect_error(store->append(shard, noon, {"erp"}, clash), ErrorCode::already_exists,
               "one key with two contents in one call is taken");
  expect(dump(*store) == before, "an append that failed has stored something");
  const std::vector<Fact> twice{note("d"), note("d")};
  const auto doubled = store->append(shard, noon, {"erp"}, twice);
  expect(doubled && *doubled == std::vector<bool>{true, false},
         "one fact twice in one call is not one fact");
}

void StoreSuite::inbox_marks() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  const std::vector<Fact> facts{note("a"), note("b")};
  expect_ok(store->append(maker.shard(), noon, {"erp"}, facts), "append");
  WriteBatch batch = maker.begin();
  batch.state.inbox_done = 1;
  if (!commit(*store, maker, batch)) return;
  const auto rest = store->inbox(maker.shard(), 0, 10);
  expect(rest && rest->size() == 1 && rest->front().fact.key == FactKey{"b"},
         "a fact that is done still waits");
  const auto again = store->append(maker.shard(), noon, {"erp"}, facts);
  expect(again && *again == std::vector<bool>{false, false},
         "a fact that is done is not known any more");
  Fact other = facts[0];
  other.effective = other.effective + Days{1};
  expect_error(store->append(maker.shard(), noon, {"erp"}, std::vector<Fact>{other}),
               ErrorCode::already_exists, "the content of a fact that is done is not compared");
  const std::vector<Fact> more{note("c")};
  expect_ok(store->append(maker.shard(), noon, {"erp"}, more), "append");
  const auto last = store->inbox(maker.shard(), 2, 10);
  expect(last && last->size() == 1 && last->front().sequence == 3,
         "sequences do not go on after facts are done");
  WriteBatch back = maker.begin();
  back.state.inbox_done = 0;
  expect_error(store->commit(maker.shard(), back), ErrorCode::invalid, "the inbox goes back");
}

}  // namespace arrears::testing
