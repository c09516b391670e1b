#include <stores/sqlite/store.hpp>

namespace arrears::sqlite {

namespace {

// A key that is taken says so: of the rows of a commit only entries can meet one.
Result<Unit> as_conflict(const Result<Unit>& done, const Entry& entry) {
  if (done || done.error().code != ErrorCode::conflict) return done;
  return unexpected(ErrorCode::conflict, "number " + std::to_string(entry.number) + " of stream " +
                                             entry.stream.id + " is taken or leaves a gap");
}

}  // namespace

Result<Unit> SqliteStore::writable() const {
  if (!read_only_) return Unit{};
  return unexpected(ErrorCode::refused,
                    "the store " + connection_->path() + " was opened read-only");
}

Result<Unit> SqliteStore::commit(const Shard& shard, const WriteBatch& batch) {
  const std::lock_guard guard(mutex_);
  if (Result<Unit> can = writable(); !can) return can;
  Transaction transaction(db());
  if (Result<Unit> begun = transaction.begin(); !begun) return begun;
  if (Result<Unit> written = write_batch(shard, batch); !written) return written;
  if (Result<Unit> done = transaction.commit(); !done) return done;
  if (const auto held = leases_.find(shard); held != leases_.end()) {
    for (const OrderKey& order : batch.outbox_done) held->second.erase(order);
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_batch(const Shard& shard, const WriteBatch& batch) {
  const Result<ShardState> before = read_state(shard);
  if (!before) return unexpected(before.error());
  if (Result<Unit> checked = check_batch(shard, *before, batch); !checked) return checked;
  if (Result<Unit> done = write_entries(batch); !done) return done;
  if (Result<Unit> done = write_private(shard, batch); !done) return done;
  for (const CaseRow& row : batch.cases) {
    if (Result<Unit> done = write_case(shard, row); !done) return done;
  }
  if (Result<Unit> done = write_looks(shard, batch); !done) return done;
  if (Result<Unit> done = write_persons(shard, batch); !done) return done;
  if (Result<Unit> done = write_outbox(shard, batch); !done) return done;
  if (Result<Unit> done = write_unmatched(shard, batch); !done) return done;
  return write_state(shard, *before, batch.state);
}

Result<Unit> SqliteStore::write_entries(const WriteBatch& batch) {
  std::map<StreamId, std::uint64_t> numbers;
  for (const Entry& entry : batch.entries) {
    const auto [last, is_new] = numbers.try_emplace(entry.stream, entry.number - 1);
    if (is_new && entry.number > 1) {
      // The first number of a stream in this batch goes on from the last one stored.
      Query query(db(),
                  "SELECT 1 FROM entry WHERE tenant = ? AND shard = ? AND stream_kind = ? "
                  "AND stream_id = ? AND number = ?");
      query.put(entry.tenant, entry.shard, entry.stream.kind, entry.stream.id, entry.number - 1);
      const Result<bool> there = query.next();
      if (!there) return unexpected(there.error());
      if (!*there) last->second = entry.number;
    }
    if (entry.number != last->second + 1) {
      return as_conflict(unexpected(ErrorCode::conflict, {}), entry);
    }
    last->second = entry.number;
    Query query(db(),
                "INSERT INTO entry (tenant, shard, stream_kind, stream_id, number, position, "
                "recorded_at, business_day, actor, kind, schema, rulebook, packs, semantics, "
                "payload, commitments, previous, hash) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.put(entry.tenant, entry.shard, entry.stream.kind, entry.stream.id, entry.number,
              entry.position, entry.recorded_at, entry.business_day, entry.actor, entry.kind,
              entry.schema, entry.rulebook, entry.packs, entry.semantics, entry.payload,
              entry.commitments, entry.previous, entry.hash);
    if (Result<Unit> done = as_conflict(query.run(), entry); !done) return done;
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_private(const Shard& shard, const WriteBatch& batch) {
  for (const PrivateRow& row : batch.private_rows) {
    Query query(db(),
                "INSERT OR REPLACE INTO private (tenant, shard, person, key, position, idx, salt, "
                "bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    query.put_shard(shard).put(row.person, row.key, row.position, row.index, row.salt, row.bytes);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  return Unit{};
}

// Nearly always a case is known and keeps debtor and claims: then one statement does it and touches
// no index but that of `due`.
Result<Unit> SqliteStore::write_case(const Shard& shard, const CaseRow& row) {
  const std::string keys = join_keys(row.claim_keys);
  {
    Query query(db(),
                "UPDATE case_row SET creditor = ?, plan = ?, state = ?, closed = ?, wake = ?, "
                "look = ?, payments_wake = ?, reads_person = ?, debt = ?, currency = ?, "
                "debt_on = ?, value = ? "
                "WHERE tenant = ? AND shard = ? AND id = ? AND debtor = ? AND claim_keys = ?");
    query.put(row.creditor, row.plan, row.state, row.closed, row.wake, row.look, row.payments_wake,
              row.reads_person, row.debt.minor, row.debt.currency, row.debt_on, row.value);
    query.put_shard(shard).put(row.id, row.debtor, keys);
    if (Result<Unit> done = query.run(); !done) return done;
    if (db().changes() == 1) return Unit{};
  }
  Query query(db(), "INSERT OR REPLACE INTO case_row (tenant, shard, " ARREARS_CASE_COLUMNS
                    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.put_shard(shard).put(row.id, row.debtor, row.creditor, row.plan, row.state, row.closed,
                             row.wake, row.look, row.payments_wake, row.reads_person,
                             row.debt.minor, row.debt.currency, row.debt_on, row.value, keys);
  if (Result<Unit> done = query.run(); !done) return done;
  return write_claim_keys(shard, row);
}

Result<Unit> SqliteStore::write_claim_keys(const Shard& shard, const CaseRow& row) {
  {
    Query query(db(), "DELETE FROM claim_key WHERE tenant = ? AND shard = ? AND case_id = ?");
    query.put_shard(shard).put(row.id);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  for (const std::string& key : row.claim_keys) {
    Query query(db(),
                "INSERT OR IGNORE INTO claim_key (tenant, shard, key, case_id) "
                "VALUES (?, ?, ?, ?)");
    query.put_shard(shard).put(key, row.id);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_looks(const Shard& shard, const WriteBatch& batch) {
  for (const auto& [id, look] : batch.look_at) {
    Query query(db(),
                "UPDATE case_row SET look = min(coalesce(look, ?1), ?1) "
                "WHERE tenant = ?2 AND shard = ?3 AND id = ?4");
    query.put(look).put_shard(shard).put(id);
    if (Result<Unit> done = query.run(); !done) return done;
    if (db().changes() != 1) {
      return unexpected(ErrorCode::not_found, "no case " + id.value + " to look at");
    }
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_persons(const Shard& shard, const WriteBatch& batch) {
  for (const auto& [id, value] : batch.persons) {
    Query query(db(),
                "INSERT OR REPLACE INTO person (tenant, shard, id, value) VALUES (?, ?, ?, ?)");
    query.put_shard(shard).put(id, value);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_outbox(const Shard& shard, const WriteBatch& batch) {
  for (const OutboxRow& row : batch.outbox) {
    Query query(db(),
                "INSERT OR REPLACE INTO outbox (tenant, shard, order_key, case_id, person, "
                "channel, message, kind, not_before, expires) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.put_shard(shard).put(row.order, row.case_id, row.person, row.channel, row.message,
                               row.kind, row.not_before, row.expires);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  for (const OrderKey& order : batch.outbox_done) {
    Query query(db(), "DELETE FROM outbox WHERE tenant = ? AND shard = ? AND order_key = ?");
    query.put_shard(shard).put(order);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_unmatched(const Shard& shard, const WriteBatch& batch) {
  for (const UnmatchedPayment& payment : batch.unmatched) {
    Query query(db(),
                "INSERT OR REPLACE INTO unmatched (tenant, shard, key, sum, currency, value_date, "
                "position) VALUES (?, ?, ?, ?, ?, ?, ?)");
    query.put_shard(shard).put(payment.key, payment.sum.minor, payment.sum.currency,
                               payment.value_date, payment.position);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  for (const FactKey& key : batch.unmatched_done) {
    Query query(db(), "DELETE FROM unmatched WHERE tenant = ? AND shard = ? AND key = ?");
    query.put_shard(shard).put(key);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  return Unit{};
}

Result<Unit> SqliteStore::write_state(const Shard& shard, const ShardState& before,
                                      const ShardState& after) {
  {
    Query query(db(),
                "INSERT INTO shard (tenant, shard, position, head, recorded_at, open_day, "
                "inbox_done, inbox_last, rulebook, packs) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9) "
                "ON CONFLICT (tenant, shard) DO UPDATE SET position = ?3, head = ?4, "
                "recorded_at = ?5, open_day = ?6, inbox_done = ?7, rulebook = ?8, packs = ?9");
    query.put_shard(shard).put(after.position, after.head, after.recorded_at, after.open_day,
                               after.inbox_done, after.rulebook, after.packs);
    if (Result<Unit> done = query.run(); !done) return done;
  }
  if (before.payments_complete != after.payments_complete) {
    Query clear(db(), "DELETE FROM payments_complete WHERE tenant = ? AND shard = ?");
    clear.put_shard(shard);
    if (Result<Unit> done = clear.run(); !done) return done;
    for (const auto& [source, through] : after.payments_complete) {
      Query query(db(),
                  "INSERT INTO payments_complete (tenant, shard, source, through) "
                  "VALUES (?, ?, ?, ?)");
      query.put_shard(shard).put(source, through);
      if (Result<Unit> done = query.run(); !done) return done;
    }
  }
  if (before.inbox_done == after.inbox_done) return Unit{};
  Query query(db(),
              "UPDATE inbox SET fact = NULL, fact_hash = NULL "
              "WHERE tenant = ? AND shard = ? AND sequence > ? AND sequence <= ?");
  query.put_shard(shard).put(before.inbox_done, after.inbox_done);
  return query.run();
}

}  // namespace arrears::sqlite
