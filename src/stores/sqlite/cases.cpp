#include <stores/sqlite/store.hpp>

namespace arrears::sqlite {

namespace {

Result<std::vector<CaseId>> read_ids(Query& query, const char* table) {
  std::vector<CaseId> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    query.get(out.emplace_back());
  }
  if (Result<Unit> ok = query.ok(table); !ok) return unexpected(ok.error());
  return out;
}

std::int64_t clamp(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, 1u << 30));
}

}  // namespace

std::string join_keys(const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) {
    for (const char c : key) {
      if (c == '\n' || c == '\\') out.push_back('\\');
      out.push_back(c == '\n' ? 'n' : c);
    }
    out.push_back('\n');
  }
  return out;
}

std::vector<std::string> split_keys(std::string_view text) {
  std::vector<std::string> out;
  std::string key;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      out.push_back(std::move(key));
      key.clear();
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      key.push_back(text[i] == 'n' ? '\n' : text[i]);
    } else {
      key.push_back(text[i]);
    }
  }
  if (!key.empty()) out.push_back(std::move(key));
  return out;
}

void read_case(Query& query, CaseRow& row) {
  std::string keys;
  query.get(row.id, row.debtor, row.creditor, row.plan, row.state, row.closed, row.wake, row.look,
            row.payments_wake, row.reads_person, row.debt.minor, row.debt.currency, row.debt_on,
            row.value, keys);
  row.claim_keys = split_keys(keys);
}

Result<std::vector<CaseRow>> read_cases(Query& query) {
  std::vector<CaseRow> out;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    read_case(query, out.emplace_back());
  }
  if (Result<Unit> ok = query.ok("case_row"); !ok) return unexpected(ok.error());
  return out;
}

Result<std::vector<CaseRow>> SqliteStore::load_due(const Shard& shard, Moment moment,
                                                   std::size_t limit) {
  const std::lock_guard guard(mutex_);
  // What is due has a `due` up to here; what has such a `due` need not be due, because day and
  // instant are compared each by itself.
  const Instant last = std::max(moment.instant, *due_key(moment.day, std::nullopt));
  Query query(db(), "SELECT " ARREARS_CASE_COLUMNS
                    " FROM case_row WHERE tenant = ?1 AND shard = ?2 AND due <= ?3 "
                    "AND (wake <= ?4 OR look <= ?5) ORDER BY due, id LIMIT ?6");
  const std::int64_t rows = clamp(limit);
  query.put_shard(shard).put(last, moment.day, moment.instant, rows);
  return read_cases(query);
}

Result<std::vector<CaseRow>> SqliteStore::load_all(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT " ARREARS_CASE_COLUMNS
                    " FROM case_row WHERE tenant = ? AND shard = ? AND id > ? ORDER BY id LIMIT ?");
  const std::string after = cursor.after;
  query.put_shard(shard).put(after, clamp(limit));
  Result<std::vector<CaseRow>> rows = read_cases(query);
  if (!rows) return rows;
  cursor.done = rows->size() < limit;
  if (!rows->empty()) cursor.after = rows->back().id.value;
  return rows;
}

Result<std::vector<CaseId>> SqliteStore::waiting_for_payments(const Shard& shard, Date through) {
  const std::lock_guard guard(mutex_);
  // The index gives them by date; the order by id is made of the few that match.
  Query query(db(),
              "SELECT id FROM case_row WHERE tenant = ? AND shard = ? AND payments_wake <= ? "
              "ORDER BY +id");
  query.put_shard(shard).put(through);
  return read_ids(query, "case_row");
}

Result<std::optional<CaseRow>> SqliteStore::load_case(const Shard& shard, const CaseId& id) {
  const std::lock_guard guard(mutex_);
  Query query(db(), "SELECT " ARREARS_CASE_COLUMNS
                    " FROM case_row WHERE tenant = ? AND shard = ? AND id = ?");
  query.put_shard(shard).put(id);
  Result<std::vector<CaseRow>> rows = read_cases(query);
  if (!rows) return unexpected(rows.error());
  if (rows->empty()) return std::optional<CaseRow>{};
  return std::optional<CaseRow>(std::move(rows->front()));
}

Result<std::vector<CaseRow>> SqliteStore::cases_of(const Shard& shard, const PersonId& person) {
  const std::lock_guard guard(mutex_);
  // Without statistics SQLite would rather walk the shard in order than sort the few that match.
  Query query(db(), "SELECT " ARREARS_CASE_COLUMNS
                    " FROM case_row INDEXED BY case_by_debtor "
                    "WHERE tenant = ? AND shard = ? AND debtor = ? ORDER BY id");
  query.put_shard(shard).put(person);
  return read_cases(query);
}

Result<std::vector<CaseId>> SqliteStore::cases_by_claim_key(const Shard& shard,
                                                            std::string_view key) {
  const std::lock_guard guard(mutex_);
  Query query(db(),
              "SELECT case_id FROM claim_key WHERE tenant = ? AND shard = ? AND key = ? "
              "ORDER BY case_id");
  query.put_shard(shard).put(key);
  return read_ids(query, "claim_key");
}

Result<std::vector<CaseRow>> SqliteStore::search(const TenantId& tenant, const Filter& filter,
                                                 Cursor& cursor, std::size_t limit) {
  const std::lock_guard guard(mutex_);
  std::string sql = "SELECT shard, " ARREARS_CASE_COLUMNS
                    " FROM case_row WHERE tenant = ? AND (shard, id) > (?, ?)";
  if (filter.debtor) sql += " AND debtor = ?";
  if (filter.plan) sql += " AND plan = ?";
  if (filter.state) sql += " AND state = ?";
  if (filter.closed) sql += " AND closed = ?";
  sql += " ORDER BY shard, id LIMIT ?";
  const std::size_t colon = cursor.after.find(':');
  const bool begun = colon != std::string::npos;
  const std::int64_t from = begun ? std::atoll(cursor.after.c_str()) : 0;
  const std::string after = begun ? cursor.after.substr(colon + 1) : std::string{};
  Query query(db(), sql);
  query.put(tenant, from, after);
  if (filter.debtor) query.put(*filter.debtor);
  if (filter.plan) query.put(*filter.plan);
  if (filter.state) query.put(*filter.state);
  if (filter.closed) query.put(*filter.closed);
  query.put(clamp(limit));
  std::vector<CaseRow> out;
  std::uint32_t shard = 0;
  while (true) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    query.get(shard);
    read_case(query, out.emplace_back());
  }
  if (Result<Unit> ok = query.ok("case_row"); !ok) return unexpected(ok.error());
  cursor.done = out.size() < limit;
  if (!out.empty()) cursor.after = std::to_string(shard) + ":" + out.back().id.value;
  return out;
}

}  // namespace arrears::sqlite
