// Files that are no store, or were one once. Whatever they hold: an error that names the file, no
// crash, and the file stays as it was.
#include <doctest/doctest.h>

#include <sys/stat.h>
#include <arrears/store/sqlite.hpp>
#include <testing/batch_maker.hpp>
#include <testing/generate.hpp>
#include <testing/store_dump.hpp>

#include <fstream>
#include <iterator>

#include "folder.hpp"
#include "raw.hpp"

using namespace arrears;

namespace {

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A small store with a bit of everything.
void make_store(const std::string& path) {
  auto store = sqlite::store(path);
  REQUIRE(store);
  testing::BatchMaker maker({{"main"}, 0});
  testing::Generator draw(1);
  for (int i = 0; i < 4; ++i) {
    WriteBatch batch = maker.begin();
    for (int j = 0; j < 10; ++j) {
      const std::string id = std::to_string(j);
      maker.add(batch, {StreamKind::case_, id}, EntryKind::decided, Decided{draw.make<Decision>()},
                Instant{1}, {{{"P-" + id}, "name", "Jan"}});
      batch.cases.push_back(testing::case_row(id, "P-" + id, {"vs:" + id}));
      batch.outbox.push_back(testing::outbox_row(id, "P", Instant{5}));
    }
    REQUIRE((*store)->commit(maker.shard(), batch));
    maker.accept(batch);
  }
}

void check_refused(const std::string& path, ErrorCode code, const sqlite::Options& options = {}) {
  const std::string before = content(path);
  const auto store = sqlite::store(path, options);
  REQUIRE_FALSE(store);
  CHECK_MESSAGE(store.error().code == code, store.error().message);
  CHECK_MESSAGE(store.error().message.find(path) != std::string::npos, store.error().message);
  CHECK(content(path) == before);
}

}  // namespace

TEST_CASE("what is no store is refused") {
  const testing::Folder folder;
  write(folder.path("text"), "id;name\n1;x\n");
  check_refused(folder.path("text"), ErrorCode::wrong_format);
  write(folder.path("short"), "SQLite");
  check_refused(folder.path("short"), ErrorCode::wrong_format);
  write(folder.path("header"), std::string("SQLite format 3\0", 16) + std::string(84, 'x'));
  check_refused(folder.path("header"), ErrorCode::wrong_format);
  ::mkdir(folder.path("folder").c_str(), 0700);
  CHECK(sqlite::store(folder.path("folder")).error().code == ErrorCode::wrong_format);
  ::mkfifo(folder.path("pipe").c_str(), 0600);
  CHECK(sqlite::store(folder.path("pipe")).error().code == ErrorCode::wrong_format);
  CHECK(sqlite::store("").error().code == ErrorCode::invalid);
  CHECK(sqlite::store(folder.path("none/a.db")).error().code == ErrorCode::io);
  CHECK(sqlite::store(folder.path("none.db"), {.create = false}).error().code ==
        ErrorCode::not_found);
}

TEST_CASE("an empty file becomes a store only where one may be made") {
  const testing::Folder folder;
  write(folder.path("empty"), "");
  check_refused(folder.path("empty"), ErrorCode::wrong_format, {.create = false});
  check_refused(folder.path("empty"), ErrorCode::wrong_format, {.read_only = true});
  CHECK(sqlite::store(folder.path("empty")));
}

TEST_CASE("a file whose making was cut off is made again") {
  const testing::Folder folder;
  // The pages are there and the journal that takes them back still stands beside them: its magic,
  // no page to restore, a nonce, no page in the file before, sectors of 512, pages of 8192 bytes.
  std::string journal("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
  journal += std::string(
      "\0\0\0\0"
      "abcd"
      "\0\0\0\0"
      "\0\0\x02\0"
      "\0\0\x20\0",
      20);
  journal.resize(512);
  for (const char* name : {"a.db", "b.db"}) {
    make_store(folder.path(name));
    testing::Raw(folder.path(name)).run("PRAGMA journal_mode=DELETE");
    write(folder.path(name) + "-journal", journal);
  }
  const auto none = sqlite::store(folder.path("a.db"), {.create = false});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::wrong_format);
  const auto store = sqlite::store(folder.path("b.db"));
  REQUIRE_MESSAGE(store, store.error().message);
  CHECK((*store)->inspect()->empty());
}

TEST_CASE("names that mean something to SQLite are plain names") {
  const testing::Folder folder;
  for (const char* name : {":memory:", "file:a?mode=memory", "a b'\"%41.db"}) {
    REQUIRE(sqlite::store(folder.path(name)));
    CHECK(content(folder.path(name)).rfind("SQLite format 3", 0) == 0);
  }
}

TEST_CASE("another application's database is refused before anything in it is looked at") {
  const testing::Folder folder;
  const std::string path = folder.path("other.db");
  testing::Raw(path).run("CREATE TABLE t (x); INSERT INTO t VALUES (1);");
  check_refused(path, ErrorCode::wrong_format);
  struct stat about {};
  CHECK(::stat((path + "-lock").c_str(), &about) != 0);  // nothing is left beside it
  testing::Raw(path).run("PRAGMA application_id=1095914067; PRAGMA user_version=1;");
  check_refused(path, ErrorCode::wrong_format);
  testing::Raw(path).run("PRAGMA journal_mode=WAL;");
  const auto store = sqlite::store(path);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::wrong_format);
}

TEST_CASE("a store of another schema, format or number is refused") {
  const testing::Folder folder;
  const char* changes[] = {
      "CREATE TABLE extra (x)",
      "CREATE VIEW extra AS SELECT 1",
      "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
      "CREATE INDEX extra ON entry (kind)",
      "DROP INDEX case_due",
      "ALTER TABLE entry ADD COLUMN more TEXT",
      "UPDATE meta SET value = 'arrears-sqlite-2'",
      "DELETE FROM meta",
      "INSERT INTO meta VALUES ('x', 'y')",
      "PRAGMA user_version=2",
      "PRAGMA application_id=7",
      ("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'hash BLOB', "
       "'hash TEXT') WHERE name = 'entry'")};
  int number = 0;
  for (const char* change : changes) {
    const std::string path = folder.path(std::to_string(number++));
    make_store(path);
    REQUIRE_MESSAGE(testing::Raw(path).run(change), change);
    const auto store = sqlite::store(path);
    REQUIRE_MESSAGE(!store, change);
    CHECK_MESSAGE(store.error().code == ErrorCode::wrong_format, change);
    CHECK(store.error().message.find(path) != std::string::npos);
  }
}

TEST_CASE("statistics that ANALYZE leaves are no change of the schema") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  make_store(path);
  REQUIRE(testing::Raw(path).run("ANALYZE"));
  CHECK(sqlite::store(path));
}

TEST_CASE("a store cut off anywhere gives errors and never an answer that is another") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  make_store(path);
  const std::string whole = content(path);
  const std::string sound = testing::dump(**sqlite::store(path));
  for (std::size_t size = 1; size < whole.size(); size += 8192 / 2 + 1) {
    const std::string cut = folder.path("cut" + std::to_string(size));
    write(cut, whole.substr(0, size));
    const auto store = sqlite::store(cut);
    if (!store) {
      CHECK((store.error().code == ErrorCode::wrong_format ||
             store.error().code == ErrorCode::corrupt));
      continue;
    }
    const bool noticed =
        testing::dump(**store) != sound || !(*store)->inspect() || !(*store)->inspect()->empty();
    CHECK(noticed);
  }
}

TEST_CASE("noise in the pages never crashes a store") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  make_store(path);
  const std::string whole = content(path);
  testing::Generator draw(9);
  for (int i = 0; i < 150; ++i) {
    std::string bytes = whole;
    for (std::uint64_t n = 1 + draw.below(20); n > 0; --n) {
      bytes[100 + draw.below(bytes.size() - 100)] = static_cast<char>(draw.next());
    }
    const std::string broken = folder.path("broken");
    write(broken, bytes);
    const auto store = sqlite::store(broken);
    if (!store) continue;
    (void)testing::dump(**store, 5);
    (void)(*store)->inspect();
    WriteBatch batch;
    (void)(*store)->commit({{"main"}, 0}, batch);
  }
}
