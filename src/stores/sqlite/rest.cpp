// Shards, persons, outbox, unmatched payments, archive.
#include <stores/sqlite/store.hpp>

namespace arrears::sqlite {

namespace {

Result<std::vector<OutboxRow>> read_outbox(Query& query) {
  std::vector<OutboxRow> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    OutboxRow& order = out.emplace_back();
    query.get(order.order, order.case_id, order.person, order.channel, order.message, order.kind,
              order.not_before, order.expires);
  }
  if (Result<Unit> ok = query.ok("outbox"); !ok) return unexpected(ok.error());
  return out;
}

#define ARREARS_OUTBOX_COLUMNS \
  "order_key, case_id, person, channel, message, kind, not_before, expires"

}  // namespace

Result<std::vector<Shard>> SqliteStore::shards() {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT tenant, shard FROM shard ORDER BY tenant, shard");
  std::vector<Shard> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    Shard& shard = out.emplace_back();
    query.get(shard.tenant, shard.number);
  }
  if (Result<Unit> ok = query.ok("shard"); !ok) return unexpected(ok.error());
  return out;
}

Result<ShardState> SqliteStore::state(const Shard& shard) {
  const std::lock_guard guard(mutex_);
  return read_state(shard);
}

Result<ShardState> SqliteStore::read_state(const Shard& shard) {
  ShardState out;
  {
    Query query(db(),
                "SELECT position, head, recorded_at, open_day, inbox_done, rulebook, packs "
                "FROM shard WHERE tenant = ? AND shard = ?");
    query.put_shard(shard);
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) return out;
    query.get(out.position, out.head, out.recorded_at, out.open_day, out.inbox_done, out.rulebook,
              out.packs);
    if (Result<Unit> ok = query.ok("shard"); !ok) return unexpected(ok.error());
  }
  Query query(db(), "SELECT source, through FROM payments_complete WHERE tenant = ? AND shard = ?");
  query.put_shard(shard);
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    std::string source;
    Date through;
    query.get(source, through);
    out.payments_complete.emplace(std::move(source), through);
  }
  if (Result<Unit> ok = query.ok("payments_complete"); !ok) return unexpected(ok.error());
  return out;
}

Result<std::optional<Person>> SqliteStore::load_person(const Shard& shard, const PersonId& id) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT value FROM person WHERE tenant = ? AND shard = ? AND id = ?");
  query.put_shard(shard).put(id);
  const Result<bool> row = query.next();
  if (!row) return unexpected(row.error());
  if (!*row) return std::optional<Person>{};
  Bytes value;
  query.get(value);
  if (Result<Unit> ok = query.ok("person"); !ok) return unexpected(ok.error());
  Result<Person> person = decode_person(value);
  if (!person) return unexpected(person.error());
  return std::optional<Person>(*std::move(person));
}

Result<std::vector<PersonId>> SqliteStore::persons(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT id FROM person WHERE tenant = ? AND shard = ? AND id > ? "
              "ORDER BY id LIMIT ?");
  const std::string after = cursor.after;
  const auto rows = static_cast<std::int64_t>(std::min<std::size_t>(limit, 1u << 30));
  query.put_shard(shard).put(after, rows);
  std::vector<PersonId> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    query.get(out.emplace_back());
  }
  if (Result<Unit> ok = query.ok("person"); !ok) return unexpected(ok.error());
  cursor.done = out.size() < limit;
  if (!out.empty()) cursor.after = out.back().value;
  return out;
}

Result<std::vector<OutboxRow>> SqliteStore::lease(const Shard& shard, Instant now, Instant until,
                                                  std::size_t limit) {
  const std::lock_guard guard(mutex_);
  if (Result<Unit> can = writable(); !can) return unexpected(can.error());
  Query query(db(), "SELECT " ARREARS_OUTBOX_COLUMNS
                    " FROM outbox WHERE tenant = ? AND shard = ? AND not_before <= ? "
                    "ORDER BY person, order_key");
  query.put_shard(shard).put(now);
  Result<std::vector<OutboxRow>> rows = read_outbox(query);
  if (!rows) return rows;
  std::map<OrderKey, Instant>& leases = leases_[shard];
  std::vector<OutboxRow> out;
  for (OutboxRow& row : *rows) {
    if (out.size() == limit) break;
    const auto held = leases.find(row.order);
    if (held != leases.end() && held->second > now) continue;
    leases[row.order] = until;
    out.push_back(std::move(row));
  }
  return out;
}

Result<Unit> SqliteStore::release(const Shard& shard, std::span<const OrderKey> orders) {
  const std::lock_guard guard(mutex_);
  std::map<OrderKey, Instant>& leases = leases_[shard];
  for (const OrderKey& order : orders) leases.erase(order);
  return Unit{};
}

Result<std::vector<OutboxRow>> SqliteStore::outbox(const Shard& shard) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT " ARREARS_OUTBOX_COLUMNS
                    " FROM outbox WHERE tenant = ? AND shard = ? ORDER BY order_key");
  query.put_shard(shard);
  return read_outbox(query);
}

Result<std::optional<Instant>> SqliteStore::next_order(const Shard& shard) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT min(not_before) FROM outbox WHERE tenant = ? AND shard = ?");
  query.put_shard(shard);
  const Result<bool> row = query.next();
  if (!row) return unexpected(row.error());
  std::optional<Instant> out;
  query.get(out);
  if (Result<Unit> ok = query.ok("outbox"); !ok) return unexpected(ok.error());
  return out;
}

Result<std::vector<UnmatchedPayment>> SqliteStore::unmatched(const Shard& shard) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT key, sum, currency, value_date, position FROM unmatched "
              "WHERE tenant = ? AND shard = ? ORDER BY key");
  query.put_shard(shard);
  std::vector<UnmatchedPayment> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    UnmatchedPayment& payment = out.emplace_back();
    query.get(payment.key, payment.sum.minor, payment.sum.currency, payment.value_date,
              payment.position);
  }
  if (Result<Unit> ok = query.ok("unmatched"); !ok) return unexpected(ok.error());
  return out;
}

Result<Unit> SqliteStore::archive(const TenantId& tenant, const Hash& hash, ByteView bytes) {
  const std::lock_guard guard(mutex_);
  if (Result<Unit> can = writable(); !can) return can;
  const Hash row_hash = archive_row_hash(tenant, hash, bytes);
  {
    Query query(db(), "SELECT row_hash FROM archive WHERE tenant = ? AND hash = ?");
    const Result<bool> row = query.put(tenant, hash).next();
    if (!row) return unexpected(row.error());
    if (*row) {
      Hash before;
      query.get(before);
      if (before == row_hash) return Unit{};
      return unexpected(ErrorCode::already_exists,
                        "the archive holds other bytes under " + hash.hex());
    }
  }
  Query query(db(), "INSERT INTO archive (tenant, hash, bytes, row_hash) VALUES (?, ?, ?, ?)");
  return query.put(tenant, hash, bytes, row_hash).run();
}

Result<Bytes> SqliteStore::archived(const TenantId& tenant, const Hash& hash) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT bytes, row_hash FROM archive WHERE tenant = ? AND hash = ?");
  const Result<bool> row = query.put(tenant, hash).next();
  if (!row) return unexpected(row.error());
  if (!*row) return unexpected(ErrorCode::not_found, "nothing archived under " + hash.hex());
  Bytes bytes;
  Hash row_hash;
  query.get(bytes, row_hash);
  if (!query.ok("archive") || row_hash != archive_row_hash(tenant, hash, bytes)) {
    return unexpected(ErrorCode::corrupt,
                      "what is archived under " + hash.hex() + " is not what was put there");
  }
  return bytes;
}

Result<std::unique_ptr<Store>> store(std::string_view path, const Options& options) {
  Result<Opened> opened = open_file(path, options);
  if (!opened) return unexpected(opened.error());
  return std::unique_ptr<Store>(
      std::make_unique<SqliteStore>(*std::move(opened), options.read_only));
}

}  // namespace arrears::sqlite
