// Baselines A and B of the night: raw statements.
#include "rivals/rivals.hpp"

#include <sodium.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace bench {

namespace {

void check(int code, sqlite3* db) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  std::fprintf(stderr, "raw_sqlite: %s\n", sqlite3_errmsg(db));
  std::exit(1);
}

class Statement {
 public:
  Statement(sqlite3* db, const char* sql) : db_(db) {
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr), db);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& bind(int at, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, at, value), db_);
    return *this;
  }
  Statement& blob(int at, const void* data, int size) {
    check(sqlite3_bind_blob(statement_, at, data, size, SQLITE_STATIC), db_);
    return *this;
  }
  void run() {
    check(sqlite3_step(statement_), db_);
    check(sqlite3_reset(statement_), db_);
  }

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

sqlite3* open(const std::string& path) {
  sqlite3* db = nullptr;
  check(sqlite3_open(path.c_str(), &db), db);
  check(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", nullptr, nullptr,
                     nullptr),
        db);
  return db;
}

void execute(sqlite3* db, const char* sql) {
  check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db);
}

struct Rows {
  explicit Rows(sqlite3* db)
      : change(db, "UPDATE cases SET state=?2, debt=?3, wake=?4 WHERE id=?1"),
        entry(db, "INSERT INTO entries VALUES(?1,?2,?3)"),
        outbox(db, "INSERT INTO outbox VALUES(?1,?2)"),
        hash(db, "INSERT INTO hashes VALUES(?1,?2,?3)"),
        mark(db, "INSERT OR REPLACE INTO marks VALUES(1,?1)"),
        posting(db, "INSERT INTO postings VALUES(?1,?2,?3)") {}
  Statement change, entry, outbox, hash, mark, posting;
};

}  // namespace

void make_raw_store(const std::string& path, std::uint64_t cases, bool journal) {
  std::remove(path.c_str());
  sqlite3* db = open(path);
  execute(db,
          "CREATE TABLE cases(id INTEGER PRIMARY KEY, state INTEGER, debt INTEGER, wake INTEGER,"
          " body BLOB);"
          "CREATE TABLE entries(position INTEGER PRIMARY KEY, id INTEGER, payload BLOB);"
          "CREATE TABLE outbox(id INTEGER PRIMARY KEY, payload BLOB);"
          "CREATE TABLE hashes(position INTEGER PRIMARY KEY, own BLOB, chain BLOB);"
          "CREATE TABLE marks(id INTEGER PRIMARY KEY, done INTEGER);"
          "CREATE TABLE postings(position INTEGER PRIMARY KEY, id INTEGER, minor INTEGER);");
  if (journal) execute(db, "CREATE INDEX wake ON cases(wake, id)");
  execute(db, "BEGIN");
  {
    Statement insert(db, "INSERT INTO cases VALUES(?1,0,0,0,?2)");
    unsigned char body[120] = {};
    for (std::uint64_t i = 0; i < cases; ++i) {
      insert.bind(1, static_cast<std::int64_t>(i)).blob(2, body, sizeof body).run();
    }
  }
  execute(db, "COMMIT");
  sqlite3_close(db);
}

std::uint64_t raw_night(const std::string& path, std::uint64_t due, std::uint64_t batch,
                        bool journal) {
  sqlite3* db = open(path);
  std::uint64_t written = 0;
  {
    Rows rows(db);
    unsigned char payload[90], own[32] = {}, chain[64] = {};
    std::memset(payload, 7, sizeof payload);
    for (std::uint64_t i = 0; i < due; ++i) {
      if (i % batch == 0) execute(db, "BEGIN");
      const auto id = static_cast<std::int64_t>(i);
      rows.change.bind(1, id).bind(2, 1).bind(3, id * 7).bind(4, id % 5 + 1).run();
      rows.entry.bind(1, id + 1).bind(2, id).blob(3, payload, sizeof payload).run();
      rows.outbox.bind(1, id + 1).blob(2, payload, sizeof payload).run();
      written += 3;
      if (journal) {
        crypto_generichash(own, sizeof own, payload, sizeof payload, nullptr, 0);
        std::memcpy(chain + 32, own, sizeof own);
        crypto_generichash(chain, sizeof own, chain, sizeof chain, nullptr, 0);
        rows.hash.bind(1, id + 1).blob(2, own, sizeof own).blob(3, chain, sizeof own).run();
        if (i % 5 == 0) rows.posting.bind(1, id + 1).bind(2, id).bind(3, id * 7).run();
        written += 1 + (i % 5 == 0 ? 1 : 0);
      }
      if (i % batch == batch - 1 || i + 1 == due) {
        if (journal) rows.mark.bind(1, id).run();
        execute(db, "COMMIT");
      }
    }
  }
  sqlite3_close(db);
  return written;
}

}  // namespace bench
