#include <stores/memory/shard_data.hpp>

namespace arrears::memory {

Result<std::vector<bool>> ShardData::append(Instant at, const ActorId& actor,
                                            std::span<const Fact> facts) {
  std::vector<bool> out;
  std::map<FactKey, Hash> fresh;
  std::vector<Hash> hashes;
  for (const Fact& fact : facts) {
    hashes.push_back(public_hash(fact));
    const auto known = inbox_by_key.find(fact.key);
    const bool is_new =
        known == inbox_by_key.end() && fresh.emplace(fact.key, hashes.back()).second;
    if (!is_new) {
      const Hash& before =
          known != inbox_by_key.end() ? inbox[inbox_index(known->second)].hash : fresh.at(fact.key);
      if (before != hashes.back()) {
        return unexpected(ErrorCode::already_exists,
                          "a fact with the key " + fact.key.value +
                              " is known with other content; give the new one a key of its own");
      }
    }
    out.push_back(is_new);
  }
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!out[i]) continue;
    const std::uint64_t sequence = inbox_before + inbox.size() + 1;
    inbox.push_back({facts[i].key, hashes[i], FactEnvelope{sequence, at, actor, facts[i]}});
    inbox_by_key.emplace(facts[i].key, sequence);
  }
  return out;
}

Result<Unit> ShardData::check(const Shard& shard, const WriteBatch& batch) const {
  if (Result<Unit> checked = check_batch(shard, state, batch); !checked) return checked;
  std::map<StreamId, std::uint64_t> numbers;
  for (const Entry& entry : batch.entries) {
    const auto stream = streams.find(entry.stream);
    const std::uint64_t own = stream == streams.end() ? 0 : stream->second.size();
    const std::uint64_t last = numbers_before(entry.stream) + own;
    std::uint64_t& number = numbers.emplace(entry.stream, last).first->second;
    if (entry.number != ++number) {
      return unexpected(ErrorCode::conflict, "number " + std::to_string(entry.number) +
                                                 " of stream " + entry.stream.id +
                                                 " is taken or leaves a gap");
    }
  }
  for (const auto& [id, look] : batch.look_at) {
    bool there = cases.contains(id);
    for (const CaseRow& row : batch.cases) there = there || row.id == id;
    if (!there) return unexpected(ErrorCode::not_found, "no case " + id.value + " to look at");
  }
  return Unit{};
}

Result<Unit> ShardData::commit(const Shard& shard, const WriteBatch& batch) {
  if (Result<Unit> checked = check(shard, batch); !checked) return checked;
  for (const Entry& entry : batch.entries) {
    entries.push_back(entry);
    streams[entry.stream].push_back(entry.position);
  }
  for (const PrivateRow& row : batch.private_rows) private_rows[{row.position, row.index}] = row;
  for (const CaseRow& row : batch.cases) put_case(row);
  for (const auto& [id, look] : batch.look_at) {
    CaseRow row = cases.at(id);
    if (!row.look || look < *row.look) row.look = look;
    put_case(row);
  }
  for (const auto& [id, value] : batch.persons) persons[id] = value;
  for (const OutboxRow& row : batch.outbox) outbox[row.order] = row;
  for (const OrderKey& order : batch.outbox_done) {
    outbox.erase(order);
    leases.erase(order);
  }
  for (const UnmatchedPayment& payment : batch.unmatched) unmatched[payment.key] = payment;
  for (const FactKey& key : batch.unmatched_done) unmatched.erase(key);
  for (std::uint64_t done = state.inbox_done; done < batch.state.inbox_done;) {
    const std::size_t at = inbox_index(++done);
    if (at < inbox.size()) inbox[at].fact.reset();
  }
  state = batch.state;
  return Unit{};
}

void ShardData::put_case(const CaseRow& row) {
  if (const auto known = cases.find(row.id); known != cases.end()) forget_case(known->second);
  cases[row.id] = row;
  index_case(row);
}

void ShardData::index_case(const CaseRow& row) {
  if (const auto key = due_key(row.wake, row.look)) due.emplace(*key, row.id);
  cases_of[row.debtor].insert(row.id);
  for (const std::string& key : row.claim_keys) cases_by_key[key].insert(row.id);
}

void ShardData::forget_case(const CaseRow& row) {
  if (const auto key = due_key(row.wake, row.look)) due.erase({*key, row.id});
  cases_of[row.debtor].erase(row.id);
  for (const std::string& key : row.claim_keys) cases_by_key[key].erase(row.id);
}

}  // namespace arrears::memory
