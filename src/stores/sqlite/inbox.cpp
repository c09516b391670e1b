#include <arrears/base/bytes.hpp>
#include <stores/sqlite/store.hpp>

namespace arrears::sqlite {

Hash inbox_row_hash(const Shard& shard, const FactEnvelope& envelope, const Hash& public_part) {
  ByteWriter out;
  out.text(shard.tenant.value);
  out.integer(shard.number);
  out.integer(envelope.sequence);
  out.text(envelope.fact.key.value);
  out.hash(public_part);
  out.integer(envelope.received_at.seconds);
  out.text(envelope.actor.value);
  return blake2b(out.view());
}

Hash archive_row_hash(const TenantId& tenant, const Hash& hash, ByteView bytes) {
  ByteWriter out;
  out.text(tenant.value);
  out.hash(hash);
  out.bytes(bytes);
  return blake2b(out.view());
}

Result<bool> SqliteStore::known_fact(const Shard& shard, const Fact& fact, const Hash& hash) {
  Query query(db(), "SELECT public_hash FROM inbox WHERE tenant = ? AND shard = ? AND key = ?");
  query.put_shard(shard).put(fact.key);
  Result<bool> row = query.next();
  if (!row || !*row) return row;
  Hash before;
  query.get(before);
  if (Result<Unit> ok = query.ok("inbox"); !ok) return unexpected(ok.error());
  if (before == hash) return true;
  return unexpected(ErrorCode::already_exists,
                    "a fact with the key " + fact.key.value +
                        " is known with other content; give the new one a key of its own");
}

Result<std::vector<bool>> SqliteStore::append(const Shard& shard, Instant at, const ActorId& actor,
                                              std::span<const Fact> facts) {
  const std::lock_guard guard(mutex_);
  if (Result<Unit> can = writable(); !can) return unexpected(can.error());
  std::vector<bool> out;
  if (facts.empty()) return out;
  Transaction transaction(db());
  if (Result<Unit> begun = transaction.begin(); !begun) return unexpected(begun.error());
  std::int64_t sequence = 0;
  {
    Query touch(db(),
                "INSERT OR IGNORE INTO shard (tenant, shard, position, head, recorded_at, "
                "inbox_done, inbox_last, rulebook, packs) "
                "VALUES (?, ?, 0, zeroblob(32), 0, 0, 0, zeroblob(32), zeroblob(0))");
    if (Result<Unit> done = touch.put_shard(shard).run(); !done) return unexpected(done.error());
    Query query(db(),
                "SELECT coalesce(max(sequence), 0) FROM inbox WHERE tenant = ? AND shard = ?");
    const Result<bool> row = query.put_shard(shard).next();
    if (!row) return unexpected(row.error());
    query.get(sequence);
  }
  for (const Fact& fact : facts) {
    const Hash public_part = public_hash(fact);
    const Result<bool> known = known_fact(shard, fact, public_part);
    if (!known) return unexpected(known.error());
    out.push_back(!*known);
    if (*known) continue;
    FactEnvelope envelope{static_cast<std::uint64_t>(++sequence), at, actor, {}};
    envelope.fact.key = fact.key;
    const Hash row_hash = inbox_row_hash(shard, envelope, public_part);
    const Bytes bytes = encode(fact);
    const Hash fact_hash = blake2b(bytes);
    Query query(db(),
                "INSERT INTO inbox (tenant, shard, sequence, key, public_hash, received_at, "
                "actor, row_hash, fact, fact_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.put_shard(shard).put(sequence, fact.key, public_part, at, actor, row_hash, bytes,
                               fact_hash);
    if (Result<Unit> done = query.run(); !done) return unexpected(done.error());
  }
  // Kept beside the rows, so that a fact that waits cannot be taken out of the end unseen.
  Query last(db(), "UPDATE shard SET inbox_last = ?1 WHERE tenant = ?2 AND shard = ?3");
  if (Result<Unit> done = last.put(sequence).put_shard(shard).run(); !done) {
    return unexpected(done.error());
  }
  if (Result<Unit> done = transaction.commit(); !done) return unexpected(done.error());
  return out;
}

Result<std::vector<bool>> SqliteStore::conflicts(const Shard& shard, std::span<const Fact> facts) {
  const std::lock_guard guard(mutex_);
  std::vector<bool> out;
  for (const Fact& fact : facts) {
    const Result<bool> known = known_fact(shard, fact, public_hash(fact));
    if (!known && known.error().code != ErrorCode::already_exists) {
      return unexpected(known.error());
    }
    out.push_back(!known);
  }
  return out;
}

Result<std::vector<FactEnvelope>> SqliteStore::inbox(const Shard& shard, std::uint64_t after,
                                                     std::size_t limit) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT sequence, received_at, actor, fact FROM inbox "
              "WHERE tenant = ? AND shard = ? AND sequence > ? AND fact IS NOT NULL "
              "ORDER BY sequence LIMIT ?");
  const auto rows = static_cast<std::int64_t>(std::min<std::size_t>(limit, 1u << 30));
  query.put_shard(shard).put(after, rows);
  std::vector<FactEnvelope> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    FactEnvelope& envelope = out.emplace_back();
    Bytes bytes;
    query.get(envelope.sequence, envelope.received_at, envelope.actor, bytes);
    Result<Fact> fact = decode_fact(bytes);
    if (!fact) return db().corrupt("inbox");
    envelope.fact = *std::move(fact);
  }
  if (Result<Unit> ok = query.ok("inbox"); !ok) return unexpected(ok.error());
  return out;
}

}  // namespace arrears::sqlite
