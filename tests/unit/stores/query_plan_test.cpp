#include <doctest/doctest.h>

#include <sqlite3.h>
#include <arrears/store/sqlite.hpp>
#include <testing/batch_maker.hpp>
#include <testing/store_dump.hpp>

#include <set>

#include "folder.hpp"

using namespace arrears;

namespace {

std::set<std::string>& statements() {
  static std::set<std::string> seen;
  return seen;
}

// Hears every statement of every connection that is opened from now on.
class Listening {
 public:
  Listening() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&listen)); }
  ~Listening() { sqlite3_reset_auto_extension(); }

 private:
  static int listen(sqlite3* connection, const char**, const void*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, &heard, nullptr);
  }
  static int heard(unsigned, void*, void* statement, void*) {
    const char* text = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    if (text) statements().insert(text);
    return 0;
  }
};

// The lines of a statement's plan that read a table.
std::vector<std::string> reads(sqlite3* connection, const std::string& statement) {
  std::vector<std::string> out;
  sqlite3_stmt* plan = nullptr;
  const std::string asked = "EXPLAIN QUERY PLAN " + statement;
  if (sqlite3_prepare_v2(connection, asked.c_str(), -1, &plan, nullptr) != SQLITE_OK) return out;
  while (sqlite3_step(plan) == SQLITE_ROW) {
    out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(plan, 3)));
  }
  sqlite3_finalize(plan);
  return out;
}

// Each call that finds some rows among many, and a commit.
void ask_everything(Store& store) {
  testing::BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  maker.add(batch, {StreamKind::case_, "C-1"}, EntryKind::decided, Decided{}, Instant{1},
            {{{"P-1"}, "text", "private"}});
  batch.cases.push_back(testing::case_row("C-1", "P-1", {"claim:C-1/1"}));
  batch.look_at.emplace_back(CaseId{"C-1"}, Instant{2});
  batch.persons.emplace_back(PersonId{"P-1"}, encode(Person{}));
  CHECK(store.commit(maker.shard(), batch).has_value());
  CHECK(testing::dump(store).size() > 100);
  CHECK(store.load_case(maker.shard(), {"C-1"}).has_value());
  CHECK(store.cases_of(maker.shard(), {"P-1"}).has_value());
  CHECK(store.cases_by_claim_key(maker.shard(), "claim:C-1/1").has_value());
  CHECK(store.private_rows(maker.shard(), {"P-1"}).has_value());
  CHECK(store.erase(maker.shard(), {"P-1"}).has_value());
}

}  // namespace

TEST_CASE("no query reads the whole shard for a few rows of it") {
  const testing::Folder folder;
  const Listening listening;
  {
    const auto store = sqlite::store(folder.path("store.db"));
    REQUIRE(store.has_value());
    ask_everything(**store);
  }
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(folder.path("store.db").c_str(), &connection) == SQLITE_OK);
  // Tables that grow with the portfolio; the others hold what waits, or a row a shard.
  const std::set<std::string> large{"case_row", "claim_key", "entry", "person", "private"};
  int searches = 0;
  for (const std::string& statement : statements()) {
    INFO(statement);
    for (const std::string& line : reads(connection, statement)) {
      if (line.rfind("SEARCH ", 0) != 0) continue;
      if (large.count(line.substr(7, line.find(' ', 7) - 7)) == 0) continue;
      ++searches;
      INFO(line);
      CHECK(line.find("(tenant=? AND shard=?)") == std::string::npos);
    }
  }
  CHECK(searches > 15);
  sqlite3_close(connection);
}
