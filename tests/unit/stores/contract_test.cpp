#include <doctest/doctest.h>

#include <arrears/spi/forwarding_store.hpp>
#include <arrears/store/memory.hpp>
#include <arrears/store/sqlite.hpp>
#include <arrears/testing/store_contract.hpp>

#include <algorithm>

#include "folder.hpp"

using namespace arrears;

namespace {

void require_none(const std::vector<std::string>& failures) {
  for (const std::string& failure : failures) MESSAGE(failure);
  CHECK(failures.empty());
}

// A store that owns what it forwards to.
class Owning : public ForwardingStore {
 public:
  explicit Owning(std::unique_ptr<Store> store)
      : ForwardingStore(*store), store_(std::move(store)) {}

 private:
  std::unique_ptr<Store> store_;
};

template <class Broken>
std::vector<std::string> failures_of() {
  return testing::check_store({[] { return std::make_unique<Broken>(memory::store()); }, {}});
}

}  // namespace

TEST_CASE("the memory store keeps the contract") {
  require_none(testing::check_store({[] { return memory::store(); }, {}}));
}

TEST_CASE("a copy of a store keeps the contract") {
  const auto empty = memory::store();
  require_none(testing::check_store({[&] {
                                       auto copy = memory::copy_of(*empty, {{"main"}, 0});
                                       return copy ? *std::move(copy) : nullptr;
                                     },
                                     {}}));
}

TEST_CASE("the SQLite store keeps the contract") {
  const testing::Folder folder;
  int count = 0;
  const auto path = [&] { return folder.path("store" + std::to_string(count) + ".db"); };
  const auto open = [&]() -> std::unique_ptr<Store> {
    auto store = sqlite::store(path());
    if (!store) MESSAGE(store.error().message);
    return store ? *std::move(store) : nullptr;
  };
  require_none(testing::check_store({[&] { return ++count, open(); }, open}));
}

// The suite must notice: stores that break one promise each.
TEST_CASE("a store that forgets private rows is found out") {
  struct Broken : Owning {
    using Owning::Owning;
    Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
      WriteBatch other = batch;
      other.private_rows.clear();
      return target().commit(shard, other);
    }
  };
  CHECK_FALSE(failures_of<Broken>().empty());
}

TEST_CASE("a store that gives due cases by id is found out") {
  struct Broken : Owning {
    using Owning::Owning;
    Result<std::vector<CaseRow>> load_due(const Shard& shard, Moment moment,
                                          std::size_t limit) override {
      auto rows = target().load_due(shard, moment, limit);
      std::sort(rows->begin(), rows->end(),
                [](const CaseRow& a, const CaseRow& b) { return a.id < b.id; });
      return rows;
    }
  };
  CHECK_FALSE(failures_of<Broken>().empty());
}

TEST_CASE("a store that takes a stale batch is found out") {
  struct Broken : Owning {
    using Owning::Owning;
    Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
      WriteBatch other = batch;
      other.expected_position = target().state(shard)->position;
      return target().commit(shard, other);
    }
  };
  CHECK_FALSE(failures_of<Broken>().empty());
}

TEST_CASE("a store that leases twice is found out") {
  struct Broken : Owning {
    using Owning::Owning;
    Result<std::vector<OutboxRow>> lease(const Shard& shard, Instant now, Instant,
                                         std::size_t limit) override {
      return target().lease(shard, now, now, limit);
    }
  };
  CHECK_FALSE(failures_of<Broken>().empty());
}

TEST_CASE("a store that erases nothing is found out") {
  struct Broken : Owning {
    using Owning::Owning;
    Result<Unit> erase(const Shard&, const PersonId&) override { return Unit{}; }
  };
  CHECK_FALSE(failures_of<Broken>().empty());
}

TEST_CASE("a store that keeps the leases of who died is found out") {
  struct Broken : Owning {
    using Owning::Owning;
    Result<Unit> release(const Shard&, std::span<const OrderKey>) override { return Unit{}; }
  };
  CHECK_FALSE(failures_of<Broken>().empty());
}
