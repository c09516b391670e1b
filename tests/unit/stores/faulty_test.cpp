#include <doctest/doctest.h>

#include <arrears/store/memory.hpp>
#include <arrears/testing/faulty_store.hpp>
#include <testing/batch_maker.hpp>
#include <testing/store_dump.hpp>

using namespace arrears;
using testing::Fault;
using testing::FaultyStore;

namespace {

WriteBatch batch_of(testing::BatchMaker& maker) {
  WriteBatch batch = maker.begin();
  maker.add(batch, {StreamKind::case_, "C"}, EntryKind::decided, Decided{}, Instant{1});
  batch.outbox = {testing::outbox_row("o", "P", Instant{1})};
  return batch;
}

}  // namespace

TEST_CASE("a planned failure has had no effect and happens once") {
  const auto store = memory::store();
  FaultyStore faulty(*store, {.at = 2, .kind = Fault::Kind::fail});
  testing::BatchMaker maker({{"main"}, 0});
  CHECK(faulty.state(maker.shard()));
  const WriteBatch batch = batch_of(maker);
  const std::string before = testing::dump(*store);
  const auto failed = faulty.commit(maker.shard(), batch);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().retryable);
  CHECK(testing::dump(*store) == before);
  CHECK(faulty.commit(maker.shard(), batch));
}

TEST_CASE("a crash after the effect keeps it, a crash before does not, and both end everything") {
  for (const Fault::Kind kind : {Fault::Kind::crash_before, Fault::Kind::crash_after}) {
    const auto store = memory::store();
    FaultyStore faulty(*store, {.at = 1, .kind = kind});
    testing::BatchMaker maker({{"main"}, 0});
    CHECK_FALSE(faulty.commit(maker.shard(), batch_of(maker)));
    CHECK(faulty.crashed());
    CHECK_FALSE(faulty.state(maker.shard()));
    CHECK(store->state(maker.shard())->position == (kind == Fault::Kind::crash_after ? 1 : 0));
    REQUIRE(faulty.restart());
    CHECK(faulty.state(maker.shard()));
  }
}

TEST_CASE("whoever held leases is gone after a crash") {
  const auto store = memory::store();
  FaultyStore faulty(*store, {.at = 3, .kind = Fault::Kind::crash_before});
  testing::BatchMaker maker({{"main"}, 0});
  REQUIRE(faulty.commit(maker.shard(), batch_of(maker)));
  CHECK(faulty.lease(maker.shard(), Instant{1}, Instant{100}, 9)->size() == 1);
  CHECK_FALSE(faulty.state(maker.shard()));
  REQUIRE(faulty.restart());
  CHECK(faulty.lease(maker.shard(), Instant{1}, Instant{100}, 9)->size() == 1);
}
