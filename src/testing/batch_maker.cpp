#include <testing/batch_maker.hpp>

namespace arrears::testing {

Entry& BatchMaker::add(WriteBatch& batch, const StreamId& stream, EntryKind kind,
                       const EntryBody& body, Instant at, const std::vector<PrivateField>& fields) {
  StreamHead head;
  if (const auto it = heads_.find(stream); it != heads_.end()) head = it->second;
  for (const Entry& before : batch.entries) {
    if (before.stream == stream) head = {before.number, before.hash};
  }
  Entry entry;
  entry.tenant = shard_.tenant;
  entry.shard = shard_.number;
  entry.stream = stream;
  entry.number = head.number + 1;
  entry.position = batch.state.position + 1;
  entry.recorded_at = at;
  entry.business_day = Date::from_number(static_cast<std::int32_t>(at.seconds / 86'400));
  entry.actor = {"tester"};
  entry.kind = kind;
  entry.rulebook = blake2b(as_bytes("rules"));
  entry.packs = {blake2b(as_bytes("pack"))};
  entry.payload = encode(body);
  for (const PrivateField& field : fields) {
    PrivateRow row;
    row.person = field.person;
    row.key = field.key;
    row.position = entry.position;
    row.index = static_cast<std::uint32_t>(entry.commitments.size());
    row.salt.fill(static_cast<std::uint8_t>(entry.position));
    const ByteView bytes = as_bytes(field.text);
    row.bytes.assign(bytes.begin(), bytes.end());
    entry.commitments.push_back(commitment(row));
    batch.private_rows.push_back(std::move(row));
  }
  entry.previous = head.hash;
  entry.hash = entry_hash(entry);
  batch.state.position = entry.position;
  batch.state.recorded_at = at;
  batch.state.head = chain(batch.state.head, entry.hash);
  return batch.entries.emplace_back(std::move(entry));
}

void BatchMaker::accept(const WriteBatch& batch) {
  for (const Entry& entry : batch.entries) heads_[entry.stream] = {entry.number, entry.hash};
  state_ = batch.state;
}

CaseRow case_row(const std::string& id, const std::string& debtor,
                 std::vector<std::string> claim_keys) {
  CaseRow row;
  row.id = {id};
  row.debtor = {debtor};
  row.creditor = {"own"};
  row.plan = "reminders";
  row.state = "new";
  row.debt = {120'000, Currency{"CZK"}};
  Case value;
  value.id = row.id;
  value.debtor = row.debtor;
  row.value = encode(value);
  row.claim_keys = std::move(claim_keys);
  return row;
}

OutboxRow outbox_row(const std::string& order, const std::string& person, Instant not_before) {
  OutboxRow row;
  row.order = {order};
  row.case_id = {"C-" + person};
  row.person = {person};
  row.channel = "email";
  row.message = "reminder";
  row.kind = MessageKind::reminder;
  row.not_before = not_before;
  return row;
}

}  // namespace arrears::testing
