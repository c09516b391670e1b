#include <testing/store_dump.hpp>
#include <testing/store_suite.hpp>

namespace arrears::testing {

namespace {

const StreamId case_stream{StreamKind::case_, "C-1"};
const StreamId person_stream{StreamKind::person, "C-1"};  // the same id, another stream

// One of everything that a batch may hold.
WriteBatch full_batch(BatchMaker& maker, const std::string& mark) {
  WriteBatch batch = maker.begin();
  const FactRecorded recorded{note("f" + mark, {})};
  maker.add(batch, case_stream, EntryKind::fact_recorded, recorded, noon,
            {{{"P-1"}, "text", "private " + mark}, {{"P-2"}, "note", ""}});
  maker.add(batch, case_stream, EntryKind::decided, Decided{}, noon);
  maker.add(batch, person_stream, EntryKind::fact_recorded, recorded, noon);
  batch.cases.push_back(case_row("C-1", "P-1", {"claim:C-1/1", "vs:" + mark}));
  batch.cases.back().wake = Date::from_number(20'001);
  batch.cases.push_back(case_row("C-2" + mark, "P-2"));
  Person person;
  person.id = {"P-1"};
  person.language = mark;
  batch.persons.emplace_back(person.id, encode(person));
  batch.outbox.push_back(outbox_row("o" + mark, "P-1", noon));
  batch.unmatched.push_back({{"u" + mark}, {500, Currency{"CZK"}}, Date::from_number(7), 1});
  batch.look_at.emplace_back(CaseId{"C-1"}, noon);
  batch.state.open_day = Date::from_number(20'000);
  batch.state.payments_complete = {{"bank", Date::from_number(19'000)}};
  batch.state.rulebook = blake2b(as_bytes(mark));
  batch.state.packs = {blake2b(as_bytes("cz")), blake2b(as_bytes("sk"))};
  return batch;
}

}  // namespace

void StoreSuite::commits() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  const WriteBatch first = full_batch(maker, "1");
  if (!commit(*store, maker, first)) return;
  expect(store->state(maker.shard()) && *store->state(maker.shard()) == maker.state(),
         "the state after a commit is not that of the batch");
  const auto loaded = store->load_case(maker.shard(), {"C-1"});
  CaseRow row = first.cases[0];
  row.look = noon;
  expect(loaded && *loaded && **loaded == row, "a case does not come back as it was committed");
  const auto person = store->load_person(maker.shard(), {"P-1"});
  expect(person && *person && (*person)->language == "1", "a person does not come back");
  const auto entries = store->all_entries(maker.shard(), 0, 10);
  expect(entries && entries->entries == first.entries, "entries do not come back as they were");
  const auto rows = store->private_rows(maker.shard(), {"P-1"});
  expect(rows && rows->size() == 1 && rows->front() == first.private_rows[0],
         "a private row does not come back, or with those of others");
  expect(store->outbox(maker.shard()) && *store->outbox(maker.shard()) == first.outbox,
         "an order does not come back");
  expect(store->unmatched(maker.shard()) && *store->unmatched(maker.shard()) == first.unmatched,
         "an unmatched payment does not come back");

  WriteBatch second = full_batch(maker, "2");
  second.outbox_done = {{"o1"}, {"never there"}};
  second.unmatched_done = {{"u1"}};
  second.state.payments_complete = {{"cash", Date::from_number(1)}};
  second.state.open_day = std::nullopt;
  if (!commit(*store, maker, second)) return;
  expect(store->outbox(maker.shard()) && *store->outbox(maker.shard()) == second.outbox,
         "an order that is done is still there");
  expect(store->unmatched(maker.shard())->size() == 1, "a payment that is done is still there");
  expect(store->cases_by_claim_key(maker.shard(), "vs:1")->empty(),
         "a claim key that a case has lost still finds it");
  expect(store->cases_by_claim_key(maker.shard(), "vs:2")->size() == 1,
         "a claim key that a case has won does not find it");
  expect(*store->state(maker.shard()) == maker.state(),
         "the second state is not that of the batch");
}

void StoreSuite::commit_is_all_or_none() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  expect_error(store->commit(maker.shard(),
                             [&] {
                               WriteBatch batch = full_batch(maker, "0");
                               batch.look_at.emplace_back(CaseId{"nobody"}, noon);
                               return batch;
                             }()),
               ErrorCode::not_found, "a look at a case that is not there is taken");
  expect(store->shards() && store->shards()->empty(), "a first commit that failed left a shard");
  if (!commit(*store, maker, full_batch(maker, "1"))) return;
  const std::string before = dump(*store);
  const auto refuse = [&](ErrorCode code, const char* what, auto change) {
    WriteBatch batch = full_batch(maker, "2");
    change(batch);
    expect_error(store->commit(maker.shard(), batch), code, what);
    expect(dump(*store) == before, std::string(what) + ": the refused commit changed something");
  };
  refuse(ErrorCode::conflict, "a batch on a stale position is taken",
         [](WriteBatch& batch) { batch.expected_position -= 1; });
  refuse(ErrorCode::conflict, "a number of a stream is given twice",
         [](WriteBatch& batch) { batch.entries[2].number = 1; });
  refuse(ErrorCode::conflict, "a number of a stream is left out",
         [](WriteBatch& batch) { batch.entries[2].number += 1; });
  refuse(ErrorCode::not_found, "a look at a case that is not there is taken",
         [](WriteBatch& batch) { batch.look_at.emplace_back(CaseId{"nobody"}, noon); });
  refuse(ErrorCode::invalid, "a position is left out",
         [](WriteBatch& batch) { batch.entries[2].position += 1; });
  refuse(ErrorCode::invalid, "an entry of another shard is taken",
         [](WriteBatch& batch) { batch.entries[1].tenant = {"other"}; });
  refuse(ErrorCode::invalid, "an instant goes back",
         [](WriteBatch& batch) { batch.entries[0].recorded_at = Instant{5}; });
  refuse(ErrorCode::invalid, "a state that is not after the last entry is taken",
         [](WriteBatch& batch) { batch.state.position += 1; });
  expect(commit(*store, maker, full_batch(maker, "2")), "after refused commits a sound one fails");
}

void StoreSuite::looks() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  WriteBatch batch = maker.begin();
  batch.cases = {case_row("C-1", "P-1"), case_row("C-2", "P-2")};
  batch.cases[1].look = noon;
  if (!commit(*store, maker, batch)) return;
  const auto look = [&](const char* id) { return (*store->load_case(maker.shard(), {id}))->look; };
  batch = maker.begin();
  batch.look_at = {{{"C-1"}, noon + Span{10}}, {{"C-2"}, noon + Span{10}}};
  if (!commit(*store, maker, batch)) return;
  expect(look("C-1") == noon + Span{10}, "look_at does not set a look");
  expect(look("C-2") == noon, "look_at puts off a look that stands");
  batch = maker.begin();
  batch.look_at = {{{"C-2"}, noon - Span{10}}};
  if (!commit(*store, maker, batch)) return;
  expect(look("C-2") == noon - Span{10}, "look_at does not bring a look forward");
  const auto due = store->load_due(maker.shard(), {Date::from_number(0), noon}, 10);
  expect(due && due->size() == 1 && due->front().id == CaseId{"C-2"},
         "a look that is set does not make its case due");
  batch = maker.begin();
  batch.cases = {case_row("C-1", "P-1")};
  if (!commit(*store, maker, batch)) return;
  expect(!look("C-1"), "a row without a look keeps the old one");
}

void StoreSuite::chains() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  expect(store->stream_head(maker.shard(), case_stream) &&
             *store->stream_head(maker.shard(), case_stream) == StreamHead{},
         "the head of an empty stream is not empty");
  for (std::uint64_t i = 0; i < 3; ++i) {
    const WriteBatch batch = full_batch(maker, std::to_string(i));
    if (!commit(*store, maker, batch)) return;
    const auto head = store->stream_head(maker.shard(), case_stream);
    expect(head && head->number == 2 * i + 2 && head->hash == batch.entries[1].hash,
           "the head of a stream is not its last entry");
  }
  const auto other = store->stream_head(maker.shard(), person_stream);
  expect(other && other->number == 3, "streams of one id and two kinds are mixed");
  const auto page = store->entries(maker.shard(), case_stream, {}, 4);
  if (!expect(page && page->entries.size() == 4, "a page of a stream is not full")) return;
  const auto rest = store->entries(maker.shard(), case_stream, page->next, 4);
  expect(rest && rest->entries.size() == 2 && rest->next.done && rest->entries[0].number == 5,
         "the second page of a stream is not the rest");
  if (!rest || !commit(*store, maker, full_batch(maker, "3"))) return;
  const auto since = store->entries(maker.shard(), case_stream, rest->next, 4);
  expect(since && since->entries.size() == 2 && since->entries[0].number == 7,
         "a stream that was read to its end does not give what came since");
}

void StoreSuite::private_rows() {
  const auto store = factory_.make();
  BatchMaker maker({{"main"}, 0});
  for (int i = 0; i < 3; ++i) {
    if (!commit(*store, maker, full_batch(maker, std::to_string(i)))) return;
  }
  const auto journal = store->all_entries(maker.shard(), 0, 100);
  expect_ok(store->erase(maker.shard(), {"P-1"}), "erase");
  expect(store->private_rows(maker.shard(), {"P-1"})->empty(), "erased rows are still there");
  const auto others = store->private_rows(maker.shard(), {"P-2"});
  expect(others && others->size() == 3, "erasing takes rows of somebody else");
  bool ordered = true;
  for (std::size_t i = 1; others && i < others->size(); ++i) {
    ordered = ordered && (*others)[i - 1].position < (*others)[i].position;
  }
  expect(ordered, "private rows are not in order of position");
  const auto after = store->all_entries(maker.shard(), 0, 100);
  expect(journal && after && journal->entries == after->entries, "erasing touches the journal");
  expect_ok(store->erase(maker.shard(), {"P-1"}), "erasing again is an error");
  expect_ok(store->erase({{"main"}, 9}, {"P-1"}), "erasing in an unknown shard is an error");
}

}  // namespace arrears::testing
