#include <stores/sqlite/store.hpp>

namespace arrears::sqlite {

namespace {

#define ARREARS_ENTRY_COLUMNS                                                                   \
  "tenant, shard, stream_kind, stream_id, number, position, recorded_at, business_day, actor, " \
  "kind, schema, rulebook, packs, semantics, payload, commitments, previous, hash"

// `after` of the cursor is the text of what `number` gives of the last entry.
Result<EntryPage> read_entries(Query& query, Cursor cursor, std::size_t limit,
                               std::uint64_t Entry::*number) {
  EntryPage out;
  out.next = std::move(cursor);
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    Entry& entry = out.entries.emplace_back();
    query.get(entry.tenant, entry.shard, entry.stream.kind, entry.stream.id, entry.number,
              entry.position, entry.recorded_at, entry.business_day, entry.actor, entry.kind,
              entry.schema, entry.rulebook, entry.packs, entry.semantics, entry.payload,
              entry.commitments, entry.previous, entry.hash);
    if (Result<Unit> ok = query.ok("entry"); !ok) {
      return unexpected(ErrorCode::corrupt,
                        ok.error().message + " (position " + std::to_string(entry.position) + ")");
    }
  }
  out.next.done = out.entries.size() < limit;
  if (!out.entries.empty()) out.next.after = std::to_string(out.entries.back().*number);
  return out;
}

std::int64_t number_of(const std::string& text) { return std::atoll(text.c_str()); }

std::int64_t clamp(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, 1u << 30));
}

Result<std::vector<PrivateRow>> read_private(Query& query) {
  std::vector<PrivateRow> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    PrivateRow& private_row = out.emplace_back();
    query.get(private_row.person, private_row.key, private_row.position, private_row.index,
              private_row.salt, private_row.bytes);
  }
  if (Result<Unit> ok = query.ok("private"); !ok) return unexpected(ok.error());
  return out;
}

}  // namespace

Result<StreamHead> SqliteStore::stream_head(const Shard& shard, const StreamId& stream) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT number, hash FROM entry WHERE tenant = ? AND shard = ? AND stream_kind = ? "
              "AND stream_id = ? ORDER BY number DESC LIMIT 1");
  query.put_shard(shard).put(stream.kind, stream.id);
  const Result<bool> row = query.next();
  if (!row) return unexpected(row.error());
  StreamHead out;
  if (*row) query.get(out.number, out.hash);
  if (Result<Unit> ok = query.ok("entry"); !ok) return unexpected(ok.error());
  return out;
}

Result<EntryPage> SqliteStore::entries(const Shard& shard, const StreamId& stream, Cursor cursor,
                                       std::size_t limit) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT " ARREARS_ENTRY_COLUMNS
                    " FROM entry WHERE tenant = ? AND shard = ? AND stream_kind = ? "
                    "AND stream_id = ? AND number > ? ORDER BY number LIMIT ?");
  query.put_shard(shard).put(stream.kind, stream.id, number_of(cursor.after), clamp(limit));
  return read_entries(query, std::move(cursor), limit, &Entry::number);
}

Result<EntryPage> SqliteStore::all_entries(const Shard& shard, std::uint64_t after_position,
                                           std::size_t limit) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT " ARREARS_ENTRY_COLUMNS
                    " FROM entry WHERE tenant = ? AND shard = ? AND position > ? "
                    "ORDER BY position LIMIT ?");
  query.put_shard(shard).put(after_position, clamp(limit));
  Cursor cursor;
  cursor.after = std::to_string(after_position);
  return read_entries(query, std::move(cursor), limit, &Entry::position);
}

Result<std::vector<PrivateRow>> SqliteStore::private_rows(const Shard& shard,
                                                          const PersonId& person) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT person, key, position, idx, salt, bytes FROM private "
              "INDEXED BY private_by_person "  // as for case_by_debtor
              "WHERE tenant = ? AND shard = ? AND person = ? ORDER BY position, idx");
  query.put_shard(shard).put(person);
  return read_private(query);
}

Result<std::vector<PrivateRow>> SqliteStore::all_private_rows(const Shard& shard, Cursor& cursor,
                                                              std::size_t limit) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT person, key, position, idx, salt, bytes FROM private "
              "WHERE tenant = ? AND shard = ? AND (position, idx) > (?, ?) "
              "ORDER BY position, idx LIMIT ?");
  const std::size_t colon = cursor.after.find(':');
  const bool begun = colon != std::string::npos;
  query.put_shard(shard).put(number_of(cursor.after),
                             begun ? number_of(cursor.after.substr(colon + 1)) : std::int64_t{-1},
                             clamp(limit));
  Result<std::vector<PrivateRow>> rows = read_private(query);
  if (!rows) return rows;
  cursor.done = rows->size() < limit;
  if (!rows->empty()) {
    cursor.after = std::to_string(rows->back().position) + ":" + std::to_string(rows->back().index);
  }
  return rows;
}

Result<Unit> SqliteStore::erase(const Shard& shard, const PersonId& person) {
  const std::lock_guard guard(mutex_);
  if (Result<Unit> can = writable(); !can) return can;
  {
    Query query(db(), "DELETE FROM private WHERE tenant = ? AND shard = ? AND person = ?");
    query.put_shard(shard).put(person);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  // The rows are gone and their bytes overwritten (secure_delete); the log still has them until it
  // is emptied. Beside a reader that cannot be done at once and happens with a later checkpoint.
  (void)db().run("PRAGMA wal_checkpoint(TRUNCATE)");
  return Unit{};
}

}  // namespace arrears::sqlite
