// What verify cannot compute again from the journal, looked at by the store itself.
#include <fmt/format.h>
#include <stores/sqlite/store.hpp>

namespace arrears::sqlite {

namespace {

constexpr std::size_t problems_max = 1'000;

class Inspector {
 public:
  explicit Inspector(Connection& connection) : connection_(connection) {}

  // Each line that a statement of one text column gives is a problem.
  Result<Unit> each(const std::string& sql, const std::string& prefix) {
    Query query(connection_, sql);
    while (problems_.size() < problems_max) {
      const Result<bool> row = query.next();
      if (!row) return unexpected(row.error());
      if (!*row) break;
      std::string text;
      query.get(text);
      if (text != "ok") problems_.push_back(prefix + text);
    }
    return Unit{};
  }
  Result<Unit> inbox();
  Result<Unit> archive();
  Result<Unit> claim_keys();
  std::vector<std::string> take() { return std::move(problems_); }

 private:
  void inbox_row(Query& query);
  void add(std::string problem) {
    if (problems_.size() < problems_max) problems_.push_back(std::move(problem));
  }
  Connection& connection_;
  std::vector<std::string> problems_;
};

void Inspector::inbox_row(Query& query) {
  Shard shard;
  FactEnvelope envelope;
  Hash public_part, row_hash;
  std::optional<Bytes> fact;
  std::optional<Hash> fact_hash;
  std::uint64_t inbox_done = 0;
  query.get(shard.tenant, shard.number, envelope.sequence, envelope.fact.key, public_part,
            envelope.received_at, envelope.actor, row_hash, fact, fact_hash, inbox_done);
  const std::string name = "inbox row " + std::to_string(envelope.sequence) + " of shard " +
                           std::to_string(shard.number) + " of tenant " + shard.tenant.value;
  if (!query.ok("inbox")) {
    add(name + ": a column does not hold what it may hold");
    return;
  }
  if (row_hash != inbox_row_hash(shard, envelope, public_part)) {
    add(name + ": its columns do not match its hash");
  }
  const bool waits = envelope.sequence > inbox_done;
  if (fact.has_value() != waits || fact_hash.has_value() != waits) {
    add(name + (waits ? ": the fact that waits is gone"
                      : ": the fact is recorded and its content still stands there"));
  } else if (waits && (*fact_hash != blake2b(*fact))) {
    add(name + ": the fact that waits does not match its hash");
  } else if (waits) {
    const Result<Fact> decoded = decode_fact(*fact);
    if (!decoded || decoded->key != envelope.fact.key || public_hash(*decoded) != public_part) {
      add(name + ": the fact that waits is not that of its key");
    }
  }
}

Result<Unit> Inspector::inbox() {
  Query query(connection_,
              "SELECT i.tenant, i.shard, i.sequence, i.key, i.public_hash, i.received_at, "
              "i.actor, i.row_hash, i.fact, i.fact_hash, s.inbox_done "
              "FROM inbox i JOIN shard s ON s.tenant = i.tenant AND s.shard = i.shard "
              "ORDER BY i.tenant, i.shard, i.sequence");
  while (problems_.size() < problems_max) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    inbox_row(query);
  }
  // Numbers run from 1 without a gap, and nothing is done that never came.
  return each(
      "SELECT 'the inbox of shard ' || s.shard || ' of tenant ' || s.tenant || "
      "' lacks rows or counts facts that never came' FROM shard s LEFT JOIN "
      "(SELECT tenant, shard, count(*) AS n, max(sequence) AS last FROM inbox "
      "GROUP BY tenant, shard) i ON i.tenant = s.tenant AND i.shard = s.shard "
      "WHERE coalesce(i.n, 0) <> s.inbox_last OR coalesce(i.last, 0) <> s.inbox_last "
      "OR s.inbox_done > s.inbox_last",
      "");
}

Result<Unit> Inspector::archive() {
  Query query(connection_, "SELECT tenant, hash, bytes, row_hash FROM archive");
  while (problems_.size() < problems_max) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    TenantId tenant;
    Hash hash, row_hash;
    Bytes bytes;
    query.get(tenant, hash, bytes, row_hash);
    if (!query.ok("archive") || row_hash != archive_row_hash(tenant, hash, bytes)) {
      add("archive row " + hash.hex() + " of tenant " + tenant.value +
          ": its columns do not match its hash");
      if (!query.ok("archive")) break;
    }
  }
  return Unit{};
}

// The index of claim keys against the keys that stand in the cases.
Result<Unit> Inspector::claim_keys() {
  std::map<std::pair<Shard, std::string>, std::vector<std::string>> expected;
  Query cases(connection_, "SELECT tenant, shard, id, claim_keys FROM case_row");
  Query index(connection_,
              "SELECT tenant, shard, case_id, key FROM claim_key ORDER BY tenant, shard, case_id, "
              "key");
  while (true) {
    const Result<bool> row = cases.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    Shard shard;
    std::string id, keys;
    cases.get(shard.tenant, shard.number, id, keys);
    std::vector<std::string> split = split_keys(keys);
    std::sort(split.begin(), split.end());
    split.erase(std::unique(split.begin(), split.end()), split.end());
    expected[{shard, id}] = std::move(split);
  }
  std::map<std::pair<Shard, std::string>, std::vector<std::string>> found;
  while (true) {
    const Result<bool> row = index.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    Shard shard;
    std::string id, key;
    index.get(shard.tenant, shard.number, id, key);
    found[{shard, id}].push_back(key);
  }
  for (const auto& [id, keys] : expected) {
    const auto it = found.find(id);
    const bool same = it == found.end() ? keys.empty() : it->second == keys;
    if (!same) add("claim keys of case " + id.second + ": the index has others than the case");
    if (it != found.end()) found.erase(it);
  }
  for (const auto& [id, keys] : found) {
    add("claim keys of case " + id.second + ": there is no such case");
  }
  return Unit{};
}

}  // namespace

Result<std::vector<std::string>> SqliteStore::inspect() {
  const std::lock_guard guard(mutex_);
  Inspector inspector(db());
  if (Result<Unit> done = inspector.each("PRAGMA integrity_check(100)", "the file: "); !done) {
    return unexpected(done.error());
  }
  for (const char* table : {"payments_complete", "inbox", "entry", "private", "case_row",
                            "claim_key", "person", "outbox", "unmatched"}) {
    const std::string sql = fmt::format(
        "SELECT DISTINCT '{0}: rows of shard ' || t.shard || ' of tenant ' || t.tenant || "
        "', which is not in the table shard' FROM {0} t WHERE NOT EXISTS "
        "(SELECT 1 FROM shard s WHERE s.tenant = t.tenant AND s.shard = t.shard)",
        table);
    if (Result<Unit> done = inspector.each(sql, ""); !done) return unexpected(done.error());
  }
  if (Result<Unit> done = inspector.inbox(); !done) return unexpected(done.error());
  if (Result<Unit> done = inspector.archive(); !done) return unexpected(done.error());
  if (Result<Unit> done = inspector.claim_keys(); !done) return unexpected(done.error());
  const Result<std::string> difference = schema_difference(db());
  if (!difference) return unexpected(difference.error());
  std::vector<std::string> out = inspector.take();
  if (!difference->empty()) out.push_back("the schema: " + *difference);
  return out;
}

}  // namespace arrears::sqlite
