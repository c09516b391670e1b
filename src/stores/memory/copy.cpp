// A copy of where a shard stands. What changes is kept here; what is past is asked of the source.
#include <arrears/store/memory.hpp>
#include <stores/memory/memory_store.hpp>

#include <algorithm>
#include <array>

namespace arrears::memory {

namespace {

constexpr std::size_t page_size = 1'000;

class CopiedStore final : public MemoryStore {
 public:
  CopiedStore(Store& source, Shard shard) : source_(source), shard_(std::move(shard)) {}

  Result<Unit> copy() {
    ShardData data;
    Result<ShardState> state = source_.state(shard_);
    if (!state) return unexpected(state.error());
    data.state = *std::move(state);
    data.entries_before = data.state.position;
    data.inbox_before = data.state.inbox_done;
    if (Result<Unit> done = copy_rows(data); !done) return done;
    if (Result<Unit> done = copy_persons(data); !done) return done;
    if (Result<Unit> done = copy_inbox(data); !done) return done;
    Result<std::vector<OutboxRow>> orders = source_.outbox(shard_);
    if (!orders) return unexpected(orders.error());
    for (OutboxRow& row : *orders) data.outbox.emplace(row.order, std::move(row));
    Result<std::vector<UnmatchedPayment>> unmatched = source_.unmatched(shard_);
    if (!unmatched) return unexpected(unmatched.error());
    for (UnmatchedPayment& one : *unmatched) data.unmatched.emplace(one.key, std::move(one));
    const bool begun = data.state.position > 0 || !data.inbox.empty();
    if (begun) shards_.emplace(shard_, std::move(data));
    return Unit{};
  }

  Result<std::vector<bool>> append(const Shard& shard, Instant at, const ActorId& actor,
                                   std::span<const Fact> facts) override {
    if (shard != shard_) return MemoryStore::append(shard, at, actor, facts);
    // Of what the source knows nothing but conflicts can be asked: a fact with a known key that
    // differs from this one conflicts, whatever this one is.
    std::vector<bool> known(facts.size());
    std::vector<Fact> fresh;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      Fact other = facts[i];
      other.effective = other.effective + Days{1};
      const std::array asked{facts[i], other};
      const Result<std::vector<bool>> differs = source_.conflicts(shard, asked);
      if (!differs) return unexpected(differs.error());
      if ((*differs)[0]) {
        return unexpected(ErrorCode::already_exists,
                          "a fact with the key " + facts[i].key.value +
                              " is known with other content; give the new one a key of its own");
      }
      known[i] = (*differs)[1];
      if (!known[i]) fresh.push_back(facts[i]);
    }
    Result<std::vector<bool>> own = MemoryStore::append(shard, at, actor, fresh);
    if (!own) return own;
    std::vector<bool> out;
    for (std::size_t i = 0, next = 0; i < facts.size(); ++i) {
      out.push_back(!known[i] && (*own)[next++]);
    }
    return out;
  }
  Result<std::vector<bool>> conflicts(const Shard& shard, std::span<const Fact> facts) override {
    Result<std::vector<bool>> out = MemoryStore::conflicts(shard, facts);
    if (!out || shard != shard_) return out;
    const Result<std::vector<bool>> before = source_.conflicts(shard, facts);
    if (!before) return before;
    for (std::size_t i = 0; i < out->size(); ++i) (*out)[i] = (*out)[i] || (*before)[i];
    return out;
  }

  Result<StreamHead> stream_head(const Shard& shard, const StreamId& stream) override {
    if (Result<Unit> done = remember(shard, stream); !done) return unexpected(done.error());
    return MemoryStore::stream_head(shard, stream);
  }
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
    for (const Entry& entry : batch.entries) {
      if (Result<Unit> done = remember(shard, entry.stream); !done) return done;
    }
    return MemoryStore::commit(shard, batch);
  }

  Result<EntryPage> entries(const Shard& shard, const StreamId& stream, Cursor cursor,
                            std::size_t limit) override {
    if (shard != shard_) return MemoryStore::entries(shard, stream, cursor, limit);
    if (Result<Unit> done = remember(shard, stream); !done) return unexpected(done.error());
    Result<EntryPage> out = source_.entries(shard, stream, cursor, limit);
    if (!out || !out->next.done) return out;
    const Cursor next = out->next;
    return with_own(*std::move(out), limit, [&](std::size_t rest) {
      return MemoryStore::entries(shard, stream, next, rest);
    });
  }
  Result<EntryPage> all_entries(const Shard& shard, std::uint64_t after_position,
                                std::size_t limit) override {
    if (shard != shard_) return MemoryStore::all_entries(shard, after_position, limit);
    Result<EntryPage> out = source_.all_entries(shard, after_position, limit);
    if (!out || !out->next.done) return out;
    return with_own(*std::move(out), limit, [&](std::size_t rest) {
      return MemoryStore::all_entries(shard, after_position, rest);
    });
  }

  Result<std::vector<PrivateRow>> private_rows(const Shard& shard,
                                               const PersonId& person) override {
    if (shard != shard_) return MemoryStore::private_rows(shard, person);
    Result<std::vector<PrivateRow>> out = source_.private_rows(shard, person);
    if (!out) return out;
    hide_erased(*out);
    Result<std::vector<PrivateRow>> own = MemoryStore::private_rows(shard, person);
    if (!own) return own;
    out->insert(out->end(), own->begin(), own->end());
    return out;
  }
  Result<std::vector<PrivateRow>> all_private_rows(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) override {
    if (shard != shard_) return MemoryStore::all_private_rows(shard, cursor, limit);
    Result<std::vector<PrivateRow>> out = source_.all_private_rows(shard, cursor, limit);
    if (!out || !cursor.done) return out;
    Result<std::vector<PrivateRow>> own =
        MemoryStore::all_private_rows(shard, cursor, limit - std::min(limit, out->size()));
    if (!own) return own;
    hide_erased(*out);
    out->insert(out->end(), own->begin(), own->end());
    return out;
  }
  Result<Unit> erase(const Shard& shard, const PersonId& person) override {
    if (shard == shard_) erased_.insert(person);
    return MemoryStore::erase(shard, person);
  }
  Result<Unit> archive(const TenantId& tenant, const Hash& hash, ByteView bytes) override {
    const Result<Bytes> known = source_.archived(tenant, hash);
    if (known && std::ranges::equal(*known, bytes)) return Unit{};
    if (!known && known.error().code == ErrorCode::not_found) {
      return MemoryStore::archive(tenant, hash, bytes);
    }
    return known ? unexpected(ErrorCode::already_exists,
                              "the archive holds other bytes under " + hash.hex())
                 : unexpected(known.error());
  }
  Result<Bytes> archived(const TenantId& tenant, const Hash& hash) override {
    Result<Bytes> own = MemoryStore::archived(tenant, hash);
    return own ? own : source_.archived(tenant, hash);
  }

 private:
  // The head of a stream before the copy went on, asked once.
  Result<Unit> remember(const Shard& shard, const StreamId& stream) {
    const std::lock_guard lock(mutex_);
    const auto known = shard == shard_ ? shards_.find(shard) : shards_.end();
    if (known == shards_.end()) return Unit{};
    ShardData& data = known->second;
    if (data.entries_before == 0 || data.heads_before.contains(stream)) return Unit{};
    Result<StreamHead> head = source_.stream_head(shard_, stream);
    if (!head) return unexpected(head.error());
    data.heads_before.emplace(stream, *head);
    return Unit{};
  }

  void hide_erased(std::vector<PrivateRow>& rows) const {
    std::erase_if(rows, [&](const PrivateRow& row) { return erased_.contains(row.person); });
  }

  template <class Own>
  static Result<EntryPage> with_own(EntryPage page, std::size_t limit, const Own& own) {
    Result<EntryPage> more = own(limit - std::min(limit, page.entries.size()));
    if (!more) return more;
    page.entries.insert(page.entries.end(), more->entries.begin(), more->entries.end());
    if (!more->entries.empty()) page.next.after = more->next.after;
    page.next.done = more->next.done;
    return page;
  }

  Result<Unit> copy_rows(ShardData& data) {
    Cursor cursor;
    while (!cursor.done) {
      Result<std::vector<CaseRow>> rows = source_.load_all(shard_, cursor, page_size);
      if (!rows) return unexpected(rows.error());
      for (const CaseRow& row : *rows) data.put_case(row);
    }
    return Unit{};
  }
  Result<Unit> copy_persons(ShardData& data) {
    Cursor cursor;
    while (!cursor.done) {
      Result<std::vector<PersonId>> ids = source_.persons(shard_, cursor, page_size);
      if (!ids) return unexpected(ids.error());
      for (const PersonId& id : *ids) {
        Result<std::optional<Person>> person = source_.load_person(shard_, id);
        if (!person) return unexpected(person.error());
        if (*person) data.persons.emplace(id, encode(**person));
      }
    }
    return Unit{};
  }
  Result<Unit> copy_inbox(ShardData& data) {
    std::uint64_t after = data.inbox_before;
    for (;;) {
      Result<std::vector<FactEnvelope>> page = source_.inbox(shard_, after, page_size);
      if (!page) return unexpected(page.error());
      if (page->empty()) return Unit{};
      for (FactEnvelope& one : *page) {
        if (one.sequence != ++after) {
          return unexpected(ErrorCode::corrupt, "the inbox of the store has a hole");
        }
        data.inbox_by_key.emplace(one.fact.key, one.sequence);
        data.inbox.push_back({one.fact.key, public_hash(one.fact), std::move(one)});
      }
    }
  }

  Store& source_;
  const Shard shard_;
  std::set<PersonId> erased_;
};

}  // namespace

Result<std::unique_ptr<Store>> copy_of(Store& source, const Shard& shard) {
  auto out = std::make_unique<CopiedStore>(source, shard);
  if (Result<Unit> done = out->copy(); !done) return unexpected(done.error());
  return std::unique_ptr<Store>(std::move(out));
}

}  // namespace arrears::memory
