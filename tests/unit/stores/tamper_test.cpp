// One byte changed in any column of any row of a small store: found by the store itself, by the
// check of the chain, or by comparing projections with what they must be (which the engine computes
// from the journal; here the dump from before stands for it).
#include <doctest/doctest.h>

#include <arrears/store/sqlite.hpp>
#include <model/verify_chain.hpp>
#include <testing/batch_maker.hpp>
#include <testing/store_dump.hpp>

#include <filesystem>
#include <set>

#include "folder.hpp"
#include "raw.hpp"

using namespace arrears;

namespace {

void make_store(const std::string& path) {
  auto store = sqlite::store(path);
  REQUIRE(store);
  testing::BatchMaker maker({{"main"}, 0});
  NoteMade note;
  note.case_id = {"C-1"};
  note.text = "secret";
  std::vector<Fact> facts;
  for (const char* key : {"a", "b", "c"}) facts.push_back({{key}, Date::from_number(9), note});
  REQUIRE((*store)->append(maker.shard(), Instant{5}, {"erp"}, facts));
  WriteBatch batch = maker.begin();
  for (int i = 0; i < 3; ++i) {
    maker.add(batch, {StreamKind::case_, "C-" + std::to_string(i % 2)}, EntryKind::decided,
              Decided{}, Instant{6}, {{{"P-1"}, "name", "Jan"}});
  }
  batch.cases = {testing::case_row("C-0", "P-1", {"vs:10"}), testing::case_row("C-1", "P-1")};
  for (CaseRow& row : batch.cases) {
    row.wake = Date::from_number(100);
    row.look = Instant{50};
    row.payments_wake = Date::from_number(3);
  }
  Person person;
  person.id = {"P-1"};
  batch.persons.emplace_back(person.id, encode(person));
  batch.outbox = {testing::outbox_row("o1", "P-1", Instant{7})};
  batch.outbox[0].expires = Date::from_number(4);
  batch.unmatched = {{{"u"}, {5, Currency{"CZK"}}, Date::from_number(2), 1}};
  batch.state.open_day = Date::from_number(9);
  batch.state.inbox_done = 2;
  batch.state.payments_complete = {{"bank", Date::from_number(8)}};
  batch.state.packs = {blake2b(as_bytes("p"))};
  REQUIRE((*store)->commit(maker.shard(), batch));
  REQUIRE((*store)->archive({"main"}, blake2b(as_bytes("h")), as_bytes("rules")));
}

// What verify would say, with `sound` for the projections computed again. Empty: nothing found.
std::string findings(const std::string& path, const std::string& sound) {
  const auto store = sqlite::store(path, {.synchronous = 1});
  if (!store) return "refused: " + store.error().message;
  const Shard shard{{"main"}, 0};
  const auto state = (*store)->state(shard);
  const auto page = (*store)->all_entries(shard, 0, 1'000);
  if (!state || !page) return "unreadable";
  ChainCheck check(shard);
  for (const Entry& entry : page->entries) check.entry(entry);
  check.finish(state->position, state->head);
  Cursor cursor;
  const auto rows = (*store)->all_private_rows(shard, cursor, 1'000);
  if (!rows) return "unreadable";
  for (const PrivateRow& row : *rows) check.private_row(row);
  if (!check.problems().empty()) return check.problems().front();
  const auto own = (*store)->inspect();
  if (!own) return "unreadable";
  if (!own->empty()) return own->front();
  return testing::dump(**store) == sound ? std::string{} : "a projection differs";
}

// Statements that change one cell a little, one for each byte of it.
std::vector<std::string> changes(testing::Raw& raw, const std::string& table,
                                 const std::string& column, const std::string& where) {
  const std::string from = " FROM " + table + " WHERE " + where;
  const std::string type = raw.text("SELECT typeof(" + column + ")" + from);
  const std::string set = "UPDATE " + table + " SET " + column + " = ";
  std::vector<std::string> out;
  if (type == "integer") {
    for (const char* change : {" + 1", " - 1", " + 256", " + 4294967296"}) {
      out.push_back(set + column + change + " WHERE " + where);
    }
    return out;
  }
  const std::string hex = raw.text("SELECT hex(" + column + ")" + from);
  // Every byte of what is no longer than a hash, and every seventh of a value.
  const std::size_t stride = hex.size() <= 64 ? 2 : 14;
  for (std::size_t at = 0; at + 1 < hex.size(); at += stride) {
    std::string other = hex;
    // 0x30..0x37 for texts, so that a text stays one.
    other[at + 1] = other[at + 1] == '1' ? '2' : '1';
    const std::string bytes = "X'" + other + "'";
    const std::string value = type == "text" ? "CAST(" + bytes + " AS TEXT)" : bytes;
    out.push_back(set + value + " WHERE " + where);
  }
  return out;
}

}  // namespace

TEST_CASE("one byte changed in any column of any row is found") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  make_store(path);
  const std::string sound = testing::dump(**sqlite::store(path));
  REQUIRE(findings(path, sound).empty());
  const std::string copy = folder.path("copy.db");
  testing::Raw raw(path);
  std::size_t tried = 0;
  for (const std::string& table :
       raw.texts("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    const auto columns = raw.texts("SELECT name FROM pragma_table_info('" + table + "')");
    const auto keys =
        raw.texts("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk");
    std::string place;
    for (const std::string& key : keys) {
      place += (place.empty() ? "" : "||' AND '||") + ("'" + key + "='||quote(" + key + ")");
    }
    const auto rows = raw.texts("SELECT " + place + " FROM " + table);
    REQUIRE_MESSAGE(!rows.empty(), table);
    for (const std::string& row : rows) {
      for (const std::string& column : columns) {
        for (const std::string& change : changes(raw, table, column, row)) {
          for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(copy + suffix);
          std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
          if (!testing::Raw(copy).run(change)) continue;  // the schema itself says no
          ++tried;
          CHECK_MESSAGE(!findings(copy, sound).empty(), change);
        }
      }
    }
  }
  MESSAGE(tried << " changes");
  CHECK(tried > 1'000);
}

TEST_CASE("rows taken away, except private ones, are found") {
  const testing::Folder folder;
  const std::string path = folder.path("a.db");
  make_store(path);
  const std::string sound = testing::dump(**sqlite::store(path));
  const std::string copy = folder.path("copy.db");
  for (const char* change :
       {"DELETE FROM entry WHERE position = 3", "DELETE FROM entry WHERE position = 1",
        "DELETE FROM entry WHERE stream_id = 'C-1'", "DELETE FROM inbox WHERE sequence = 3",
        "DELETE FROM inbox WHERE sequence = 1", "DELETE FROM claim_key", "DELETE FROM case_row",
        "DELETE FROM shard", "DELETE FROM payments_complete", "DELETE FROM outbox",
        "UPDATE entry SET position = 4 - position WHERE position <> 2"}) {
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(copy + suffix);
    std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
    if (!testing::Raw(copy).run(change)) continue;
    CHECK_MESSAGE(!findings(copy, sound).empty(), change);
  }
}
