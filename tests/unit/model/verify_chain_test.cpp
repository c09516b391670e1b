#include <doctest/doctest.h>

#include <model/verify_chain.hpp>
#include <testing/batch_maker.hpp>

using namespace arrears;

namespace {

struct Journal {
  std::vector<Entry> entries;
  std::vector<PrivateRow> rows;
  ShardState state;
};

Journal sound() {
  testing::BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  for (int i = 0; i < 12; ++i) {
    const StreamId stream{i % 3 == 0 ? StreamKind::person : StreamKind::case_,
                          "S-" + std::to_string(i % 2)};
    std::vector<PrivateField> fields;
    if (i % 4 == 0) fields = {{{"P"}, "name", "Jan"}, {{"P"}, "phone", "1"}};
    maker.add(batch, stream, EntryKind::day_started, DayStarted{Date::from_number(i)}, Instant{i},
              fields);
  }
  return {batch.entries, batch.private_rows, batch.state};
}

std::vector<std::string> check(const Journal& journal, const ChainHead* head = nullptr) {
  ChainCheck check({{"main"}, 0}, head);
  for (const Entry& entry : journal.entries) check.entry(entry);
  check.finish(journal.state.position, journal.state.head);
  for (const PrivateRow& row : journal.rows) check.private_row(row);
  return check.take_problems();
}

ChainHead head_of(const Journal& journal) {
  return {{{"main"}, 0}, journal.state.position, journal.state.head};
}

bool mentions(const std::vector<std::string>& problems, const std::string& text) {
  for (const std::string& problem : problems) {
    if (problem.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a sound journal has no problems, with and without its head, rows erased or not") {
  Journal journal = sound();
  const ChainHead head = head_of(journal);
  CHECK(check(journal).empty());
  CHECK(check(journal, &head).empty());
  journal.rows.clear();
  CHECK(check(journal, &head).empty());
  CHECK(check({}).empty());
}

TEST_CASE("a flipped bit anywhere in an entry is found and the entry is named") {
  const Journal before = sound();
  for (std::size_t at = 0; at < before.entries.size(); ++at) {
    const Bytes bytes = encode_entry(before.entries[at]);
    for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
      Bytes changed = bytes;
      changed[byte] ^= std::byte{1};
      const Result<Entry> entry = decode_entry(changed);
      if (!entry) continue;  // the store refuses the row
      Journal journal = before;
      journal.entries[at] = *entry;
      const auto problems = check(journal);
      CHECK(mentions(problems, "entry " + std::to_string(entry->position)));
    }
  }
}

TEST_CASE("entries missing, cut off, swapped, doubled") {
  Journal journal = sound();
  journal.entries.erase(journal.entries.begin() + 4);
  CHECK(mentions(check(journal), "entries between them are missing"));
  journal = sound();
  journal.entries.pop_back();
  CHECK(mentions(check(journal), "entries at the end are missing"));
  journal = sound();
  std::swap(journal.entries[3], journal.entries[4]);
  CHECK_FALSE(check(journal).empty());
  journal = sound();
  journal.entries.push_back(journal.entries.back());
  CHECK_FALSE(check(journal).empty());
}

TEST_CASE("two entries that have swapped everything but their place are found") {
  Journal journal = sound();
  std::swap(journal.entries[3].position, journal.entries[4].position);
  std::swap(journal.entries[3], journal.entries[4]);
  CHECK_FALSE(check(journal).empty());
}

TEST_CASE("a stream removed and the rest chained anew is found only against a head") {
  const Journal before = sound();
  const ChainHead head = head_of(before);
  // A forger with all the hashes: the last entry gone, state set back.
  Journal older = before;
  older.entries.pop_back();
  older.state.position -= 1;
  older.state.head = Hash{};
  for (const Entry& entry : older.entries) older.state.head = chain(older.state.head, entry.hash);
  std::erase_if(older.rows,
                [&](const PrivateRow& row) { return row.position > older.state.position; });
  CHECK(check(older).empty());
  CHECK(mentions(check(older, &head), "an older copy was put back"));
  // The same, and other entries since.
  testing::BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  for (int i = 0; i < 20; ++i) {
    maker.add(batch, {StreamKind::case_, "S"}, EntryKind::day_started, DayStarted{}, Instant{i});
  }
  const Journal other{batch.entries, {}, batch.state};
  CHECK(check(other).empty());
  CHECK(mentions(check(other, &head), "not that of the head kept outside"));
}

TEST_CASE("private rows are held to what their entries commit to") {
  const auto broken = [](auto change) {
    Journal journal = sound();
    change(journal.rows[1]);
    return check(journal).size() == 1;
  };
  CHECK(broken([](PrivateRow& row) { row.person = {"Q"}; }));
  CHECK(broken([](PrivateRow& row) { row.key = "email"; }));
  CHECK(broken([](PrivateRow& row) { row.position += 4; }));
  CHECK(broken([](PrivateRow& row) { row.position += 1; }));
  CHECK(broken([](PrivateRow& row) { row.index = 0; }));
  CHECK(broken([](PrivateRow& row) { row.index = 2; }));
  CHECK(broken([](PrivateRow& row) { row.salt[15] ^= 1; }));
  CHECK(broken([](PrivateRow& row) { row.bytes[0] ^= std::byte{1}; }));
}

TEST_CASE("a payload that is no payload of its kind is found though its hash is right") {
  Journal journal = sound();
  Entry& entry = journal.entries[11];
  entry.kind = EntryKind::decided;
  entry.hash = entry_hash(entry);
  journal.state.head = Hash{};
  for (const Entry& each : journal.entries) {
    journal.state.head = chain(journal.state.head, each.hash);
  }
  CHECK(mentions(check(journal), "does not decode"));
}
