#include <arrears/store/memory.hpp>
#include <stores/memory/memory_store.hpp>

#include <algorithm>
#include <charconv>

namespace arrears::memory {

namespace {

// Takes up to `limit` elements from `first` on; `done` says that these were the last.
template <class Iterator, class Take>
void page(Iterator first, Iterator last, std::size_t limit, Cursor& cursor, Take take) {
  for (; first != last && limit > 0; ++first, --limit) take(*first);
  cursor.done = first == last;
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

bool matches(const Filter& filter, const CaseRow& row) {
  return (!filter.debtor || row.debtor == *filter.debtor) &&
         (!filter.plan || row.plan == *filter.plan) &&
         (!filter.state || row.state == *filter.state) &&
         (!filter.closed || row.closed == *filter.closed);
}

}  // namespace

Result<std::vector<Shard>> MemoryStore::shards() {
  const std::lock_guard lock(mutex_);
  std::vector<Shard> out;
  for (const auto& [shard, data] : shards_) out.push_back(shard);
  return out;
}

Result<ShardState> MemoryStore::state(const Shard& shard) {
  const std::lock_guard lock(mutex_);
  return find(shard).state;
}

Result<std::vector<bool>> MemoryStore::append(const Shard& shard, Instant at, const ActorId& actor,
                                              std::span<const Fact> facts) {
  const std::lock_guard lock(mutex_);
  if (facts.empty()) return std::vector<bool>{};
  return shards_[shard].append(at, actor, facts);
}

Result<std::vector<bool>> MemoryStore::conflicts(const Shard& shard, std::span<const Fact> facts) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  std::vector<bool> out;
  for (const Fact& fact : facts) {
    const auto known = data.inbox_by_key.find(fact.key);
    out.push_back(known != data.inbox_by_key.end() &&
                  data.inbox[data.inbox_index(known->second)].hash != public_hash(fact));
  }
  return out;
}

Result<std::vector<FactEnvelope>> MemoryStore::inbox(const Shard& shard, std::uint64_t after,
                                                     std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  std::vector<FactEnvelope> out;
  std::size_t i = data.inbox_index(std::max(after, data.inbox_before) + 1);
  for (; i < data.inbox.size() && out.size() < limit; ++i) {
    if (data.inbox[i].fact) out.push_back(*data.inbox[i].fact);
  }
  return out;
}

Result<std::vector<CaseRow>> MemoryStore::load_all(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  std::vector<CaseRow> out;
  const auto first =
      cursor.after.empty() ? data.cases.begin() : data.cases.upper_bound(CaseId{cursor.after});
  page(first, data.cases.end(), limit, cursor, [&](const auto& item) {
    out.push_back(item.second);
    cursor.after = item.first.value;
  });
  return out;
}

Result<std::vector<CaseId>> MemoryStore::waiting_for_payments(const Shard& shard, Date through) {
  const std::lock_guard lock(mutex_);
  std::vector<CaseId> out;
  for (const auto& [id, row] : find(shard).cases) {
    if (row.payments_wake && *row.payments_wake <= through) out.push_back(id);
  }
  return out;
}

Result<std::optional<CaseRow>> MemoryStore::load_case(const Shard& shard, const CaseId& id) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  const auto it = data.cases.find(id);
  return it == data.cases.end() ? std::optional<CaseRow>{} : it->second;
}

Result<std::vector<CaseRow>> MemoryStore::cases_of(const Shard& shard, const PersonId& person) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  std::vector<CaseRow> out;
  if (const auto it = data.cases_of.find(person); it != data.cases_of.end()) {
    for (const CaseId& id : it->second) out.push_back(data.cases.at(id));
  }
  return out;
}

Result<std::optional<Person>> MemoryStore::load_person(const Shard& shard, const PersonId& id) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  const auto it = data.persons.find(id);
  if (it == data.persons.end()) return std::optional<Person>{};
  Result<Person> person = decode_person(it->second);
  if (!person) return unexpected(person.error());
  return std::optional<Person>(*std::move(person));
}

Result<std::vector<PersonId>> MemoryStore::persons(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  std::vector<PersonId> out;
  const auto first = cursor.after.empty() ? data.persons.begin()
                                          : data.persons.upper_bound(PersonId{cursor.after});
  page(first, data.persons.end(), limit, cursor, [&](const auto& item) {
    out.push_back(item.first);
    cursor.after = item.first.value;
  });
  return out;
}

Result<std::vector<CaseId>> MemoryStore::cases_by_claim_key(const Shard& shard,
                                                            std::string_view key) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  const auto it = data.cases_by_key.find(key);
  if (it == data.cases_by_key.end()) return std::vector<CaseId>{};
  return std::vector<CaseId>(it->second.begin(), it->second.end());
}

Result<StreamHead> MemoryStore::stream_head(const Shard& shard, const StreamId& stream) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  if (const auto it = data.streams.find(stream); it != data.streams.end()) {
    return StreamHead{data.numbers_before(stream) + it->second.size(),
                      data.entries[data.entry_index(it->second.back())].hash};
  }
  const auto before = data.heads_before.find(stream);
  return before == data.heads_before.end() ? StreamHead{} : before->second;
}

Result<Unit> MemoryStore::commit(const Shard& shard, const WriteBatch& batch) {
  const std::lock_guard lock(mutex_);
  if (shards_.contains(shard)) return shards_[shard].commit(shard, batch);
  ShardData fresh;
  Result<Unit> done = fresh.commit(shard, batch);
  if (done) shards_.emplace(shard, std::move(fresh));
  return done;
}

Result<EntryPage> MemoryStore::entries(const Shard& shard, const StreamId& stream, Cursor cursor,
                                       std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  EntryPage out;
  out.next = cursor;
  out.next.done = true;
  const auto it = data.streams.find(stream);
  if (it == data.streams.end()) return out;
  const std::uint64_t before = data.numbers_before(stream);
  const std::uint64_t after = std::max(number_of(cursor.after), before) - before;
  const auto skip = std::min<std::uint64_t>(after, it->second.size());
  page(it->second.begin() + static_cast<std::ptrdiff_t>(skip), it->second.end(), limit, out.next,
       [&](std::uint64_t position) {
         out.entries.push_back(data.entries[data.entry_index(position)]);
         out.next.after = std::to_string(out.entries.back().number);
       });
  return out;
}

Result<EntryPage> MemoryStore::all_entries(const Shard& shard, std::uint64_t after_position,
                                           std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  EntryPage out;
  out.next.after = std::to_string(after_position);
  const std::size_t after = data.entry_index(std::max(after_position, data.entries_before) + 1);
  const std::size_t skip = std::min(after, data.entries.size());
  page(data.entries.begin() + static_cast<std::ptrdiff_t>(skip), data.entries.end(), limit,
       out.next, [&](const Entry& entry) {
         out.entries.push_back(entry);
         out.next.after = std::to_string(entry.position);
       });
  return out;
}

Result<std::vector<PrivateRow>> MemoryStore::private_rows(const Shard& shard,
                                                          const PersonId& person) {
  const std::lock_guard lock(mutex_);
  std::vector<PrivateRow> out;
  for (const auto& [key, row] : find(shard).private_rows) {
    if (row.person == person) out.push_back(row);
  }
  return out;
}

Result<std::vector<PrivateRow>> MemoryStore::all_private_rows(const Shard& shard, Cursor& cursor,
                                                              std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  std::vector<PrivateRow> out;
  const std::size_t colon = std::min(cursor.after.find(':'), cursor.after.size());
  const std::string_view after(cursor.after);
  const std::pair<std::uint64_t, std::uint32_t> last{
      number_of(after.substr(0, colon)),
      static_cast<std::uint32_t>(number_of(after.substr(std::min(colon + 1, after.size()))))};
  const auto first =
      after.empty() ? data.private_rows.begin() : data.private_rows.upper_bound(last);
  page(first, data.private_rows.end(), limit, cursor, [&](const auto& item) {
    out.push_back(item.second);
    cursor.after = std::to_string(item.first.first) + ":" + std::to_string(item.first.second);
  });
  return out;
}

Result<Unit> MemoryStore::erase(const Shard& shard, const PersonId& person) {
  const std::lock_guard lock(mutex_);
  if (const auto it = shards_.find(shard); it != shards_.end()) {
    std::erase_if(it->second.private_rows,
                  [&](const auto& item) { return item.second.person == person; });
  }
  return Unit{};
}

Result<Unit> MemoryStore::release(const Shard& shard, std::span<const OrderKey> orders) {
  const std::lock_guard lock(mutex_);
  if (const auto it = shards_.find(shard); it != shards_.end()) {
    for (const OrderKey& order : orders) it->second.leases.erase(order);
  }
  return Unit{};
}

Result<std::vector<OutboxRow>> MemoryStore::outbox(const Shard& shard) {
  const std::lock_guard lock(mutex_);
  std::vector<OutboxRow> out;
  for (const auto& [key, row] : find(shard).outbox) out.push_back(row);
  return out;
}

Result<std::optional<Instant>> MemoryStore::next_order(const Shard& shard) {
  const std::lock_guard lock(mutex_);
  std::optional<Instant> out;
  for (const auto& [key, row] : find(shard).outbox) {
    if (!out || row.not_before < *out) out = row.not_before;
  }
  return out;
}

Result<std::vector<UnmatchedPayment>> MemoryStore::unmatched(const Shard& shard) {
  const std::lock_guard lock(mutex_);
  std::vector<UnmatchedPayment> out;
  for (const auto& [key, payment] : find(shard).unmatched) out.push_back(payment);
  return out;
}

Result<Unit> MemoryStore::archive(const TenantId& tenant, const Hash& hash, ByteView bytes) {
  const std::lock_guard lock(mutex_);
  const Bytes copy(bytes.begin(), bytes.end());
  const auto [it, is_new] = archive_.try_emplace({tenant, hash}, copy);
  if (!is_new && it->second != copy) {
    return unexpected(ErrorCode::already_exists,
                      "the archive holds other bytes under " + hash.hex());
  }
  return Unit{};
}

Result<Bytes> MemoryStore::archived(const TenantId& tenant, const Hash& hash) {
  const std::lock_guard lock(mutex_);
  const auto it = archive_.find({tenant, hash});
  if (it == archive_.end()) {
    return unexpected(ErrorCode::not_found, "nothing archived under " + hash.hex());
  }
  return it->second;
}

const ShardData& MemoryStore::find(const Shard& shard) const {
  const auto it = shards_.find(shard);
  return it == shards_.end() ? nothing_ : it->second;
}

Result<std::vector<CaseRow>> MemoryStore::load_due(const Shard& shard, Moment moment,
                                                   std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const ShardData& data = find(shard);
  // What is due has a key up to here; what has such a key need not be due (day and instant are
  // compared each by itself).
  const Instant last = std::max(moment.instant, *due_key(moment.day, std::nullopt));
  std::vector<CaseRow> out;
  for (const auto& [key, id] : data.due) {
    if (key > last || out.size() == limit) break;
    const CaseRow& row = data.cases.at(id);
    if ((row.wake && *row.wake <= moment.day) || (row.look && *row.look <= moment.instant)) {
      out.push_back(row);
    }
  }
  return out;
}

Result<std::vector<OutboxRow>> MemoryStore::lease(const Shard& shard, Instant now, Instant until,
                                                  std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const auto it = shards_.find(shard);
  if (it == shards_.end()) return std::vector<OutboxRow>{};
  ShardData& data = it->second;
  std::vector<OutboxRow> out;
  for (const auto& [key, row] : data.outbox) {
    const auto held = data.leases.find(key);
    if (row.not_before <= now && (held == data.leases.end() || held->second <= now)) {
      out.push_back(row);
    }
  }
  std::sort(out.begin(), out.end(), [](const OutboxRow& a, const OutboxRow& b) {
    return std::tie(a.person, a.order) < std::tie(b.person, b.order);
  });
  if (out.size() > limit) out.resize(limit);
  for (const OutboxRow& row : out) data.leases[row.order] = until;
  return out;
}

Result<std::vector<CaseRow>> MemoryStore::search(const TenantId& tenant, const Filter& filter,
                                                 Cursor& cursor, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const std::size_t colon = cursor.after.find(':');
  const bool begun = colon != std::string::npos;
  const std::uint64_t from = begun ? number_of(cursor.after) : 0;
  const CaseId after{begun ? cursor.after.substr(colon + 1) : std::string{}};
  std::vector<CaseRow> out;
  cursor.done = true;
  for (const auto& [shard, data] : shards_) {
    if (shard.tenant != tenant || shard.number < from) continue;
    auto it = data.cases.begin();
    if (begun && shard.number == from) it = data.cases.upper_bound(after);
    for (; it != data.cases.end(); ++it) {
      if (!matches(filter, it->second)) continue;
      if (out.size() == limit) {
        cursor.done = false;
        return out;
      }
      out.push_back(it->second);
      cursor.after = std::to_string(shard.number) + ":" + it->first.value;
    }
  }
  return out;
}

std::unique_ptr<Store> store() { return std::make_unique<MemoryStore>(); }

}  // namespace arrears::memory
