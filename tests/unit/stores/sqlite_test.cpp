#include <doctest/doctest.h>

#include <sys/stat.h>
#include <arrears/store/sqlite.hpp>
#include <testing/batch_maker.hpp>
#include <testing/generate.hpp>
#include <testing/store_dump.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "folder.hpp"
#include "raw.hpp"

using namespace arrears;

namespace {

std::unique_ptr<Store> open(const std::string& path, const sqlite::Options& options = {}) {
  auto store = sqlite::store(path, options);
  REQUIRE_MESSAGE(store.has_value(), (store ? std::string{} : store.error().message));
  return *std::move(store);
}

int mode(const std::string& path) {
  struct ::stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 0777) : -1;
}

// Cases and entries of about `count` kilobytes.
WriteBatch bulk(testing::BatchMaker& maker, int count) {
  WriteBatch batch = maker.begin();
  for (int i = 0; i < count; ++i) {
    const std::string id = "C-" + std::to_string(maker.state().position) + "-" + std::to_string(i);
    maker.add(batch, {StreamKind::case_, id}, EntryKind::decided, Decided{}, Instant{1});
    batch.cases.push_back(testing::case_row(id, "P"));
    batch.cases.back().value.resize(1'000, std::byte{7});
  }
  return batch;
}

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("files of a store are for the owner only") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  const auto store = open(path);
  testing::BatchMaker maker({{"main"}, 0});
  REQUIRE(store->commit(maker.shard(), bulk(maker, 1)));
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) CHECK(mode(path + suffix) == 0600);
}

TEST_CASE("a second writer is told so, a reader is welcome, and the lock ends with the store") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  auto store = open(path);
  testing::BatchMaker maker({{"main"}, 0});
  REQUIRE(store->commit(maker.shard(), bulk(maker, 3)));
  const auto second = sqlite::store(path);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::locked);
  CHECK(second.error().retryable);
  CHECK(second.error().message.find("has a writer already") != std::string::npos);
  ::symlink(path.c_str(), folder.path("link.db").c_str());
  CHECK(sqlite::store(folder.path("link.db")).error().code == ErrorCode::locked);

  const auto reader = open(path, {.read_only = true});
  CHECK(testing::dump(*reader) == testing::dump(*store));
  CHECK(testing::Raw(path).text("SELECT count(*) FROM case_row") == "3");
  store.reset();
  CHECK(sqlite::store(path));
}

TEST_CASE("a read-only store writes nothing") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  testing::BatchMaker maker({{"main"}, 0});
  {
    const auto store = open(path);
    REQUIRE(store->commit(maker.shard(), bulk(maker, 1)));
  }
  const auto reader = open(path, {.read_only = true});
  CHECK(reader->commit(maker.shard(), {}).error().code == ErrorCode::refused);
  CHECK(reader->append(maker.shard(), {}, {}, {}).error().code == ErrorCode::refused);
  CHECK(reader->erase(maker.shard(), {}).error().code == ErrorCode::refused);
  CHECK(reader->archive({}, {}, {}).error().code == ErrorCode::refused);
  CHECK(reader->lease(maker.shard(), {}, {}, 1).error().code == ErrorCode::refused);
  CHECK(sqlite::store(folder.path("no.db"), {.read_only = true}).error().code ==
        ErrorCode::not_found);
  CHECK(mode(folder.path("no.db")) == -1);
}

TEST_CASE("when the size is used up a commit fails, nothing of it stays, and the store goes on") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  const auto store = open(path, {.bytes_max = 600'000});
  testing::BatchMaker maker({{"main"}, 0});
  bool full = false;
  for (int i = 0; i < 50 && !full; ++i) {
    const WriteBatch batch = bulk(maker, 40);
    const std::string before = testing::dump(*store);
    const auto done = store->commit(maker.shard(), batch);
    if (done) {
      maker.accept(batch);
    } else {
      full = true;
      CHECK(done.error().code == ErrorCode::io);
      CHECK(done.error().retryable);
      CHECK(done.error().message.find("full") != std::string::npos);
      CHECK(testing::dump(*store) == before);
    }
  }
  REQUIRE(full);
  WriteBatch small = maker.begin();
  small.state.open_day = Date::from_number(1);
  CHECK(store->commit(maker.shard(), small));
  CHECK(store->inspect()->empty());
}

TEST_CASE("due cases come by the index, without sorting") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  open(path);
  testing::Raw raw(path);
  const auto plan = [&](const std::string& sql) {
    std::string out;
    for (const std::string& line : raw.texts("EXPLAIN QUERY PLAN " + sql, 3)) out += line + "\n";
    return out;
  };
  const std::string due = plan(
      "SELECT value FROM case_row WHERE tenant = 'a' AND shard = 0 AND "
      "due <= 5 AND (wake <= 5 OR look <= 5) ORDER BY due, id LIMIT 9");
  CHECK(due == "SEARCH case_row USING INDEX case_due (tenant=? AND shard=? AND due<?)\n");
  CHECK(plan("SELECT number, hash FROM entry WHERE tenant = 'a' AND shard = 0 AND stream_kind = 1 "
             "AND stream_id = 'b' ORDER BY number DESC LIMIT 1")
            .find("TEMP B-TREE") == std::string::npos);
}

TEST_CASE("erased and recorded private content leaves the file") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  {
    const auto store = open(path);
    testing::BatchMaker maker({{"main"}, 0});
    PersonStated stated;
    stated.person = {"P-1"};
    stated.details.name = "Unmistakable Waiting";
    const Fact fact{{"k"}, Date::from_number(1), stated};
    REQUIRE(store->append(maker.shard(), Instant{1}, {"erp"}, std::vector<Fact>{fact}));
    WriteBatch batch = maker.begin();
    maker.add(batch, {StreamKind::person, "P-1"}, EntryKind::decided, Decided{}, Instant{1},
              {{{"P-1"}, "name", "Unmistakable Private"}});
    batch.state.inbox_done = 1;
    CHECK((content(path) + content(path + "-wal")).find("Unmistakable Waiting") !=
          std::string::npos);
    REQUIRE(store->commit(maker.shard(), batch));
    REQUIRE(store->erase(maker.shard(), {"P-1"}));
    CHECK((content(path) + content(path + "-wal")).find("Unmistakable") == std::string::npos);
  }
  CHECK(content(path).find("Unmistakable") == std::string::npos);
}
