// The store over one connection. One mutex: SQLite has one writer anyway.
#ifndef ARREARS_SRC_STORES_SQLITE_STORE_HPP
#define ARREARS_SRC_STORES_SQLITE_STORE_HPP

#include <stores/sqlite/open.hpp>

#include <mutex>

namespace arrears::sqlite {

class SqliteStore final : public Store {
 public:
  SqliteStore(Opened opened, bool read_only)
      : lock_(std::move(opened.lock)),
        connection_(std::move(opened.connection)),
        read_only_(read_only) {}

  std::string_view format_name() const override { return format; }
  Result<std::vector<Shard>> shards() override;
  Result<ShardState> state(const Shard& shard) override;
  Result<std::vector<bool>> append(const Shard& shard, Instant at, const ActorId& actor,
                                   std::span<const Fact> facts) override;
  Result<std::vector<bool>> conflicts(const Shard& shard, std::span<const Fact> facts) override;
  Result<std::vector<FactEnvelope>> inbox(const Shard& shard, std::uint64_t after,
                                          std::size_t limit) override;
  Result<std::vector<CaseRow>> load_due(const Shard& shard, Moment moment,
                                        std::size_t limit) override;
  Result<std::vector<CaseRow>> load_all(const Shard& shard, Cursor& cursor,
                                        std::size_t limit) override;
  Result<std::vector<CaseId>> waiting_for_payments(const Shard& shard, Date through) override;
  Result<std::optional<CaseRow>> load_case(const Shard& shard, const CaseId& id) override;
  Result<std::vector<CaseRow>> cases_of(const Shard& shard, const PersonId& person) override;
  Result<std::optional<Person>> load_person(const Shard& shard, const PersonId& id) override;
  Result<std::vector<PersonId>> persons(const Shard& shard, Cursor& cursor,
                                        std::size_t limit) override;
  Result<std::vector<CaseId>> cases_by_claim_key(const Shard& shard, std::string_view key) override;
  Result<StreamHead> stream_head(const Shard& shard, const StreamId& stream) override;
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override;
  Result<EntryPage> entries(const Shard& shard, const StreamId& stream, Cursor cursor,
                            std::size_t limit) override;
  Result<EntryPage> all_entries(const Shard& shard, std::uint64_t after_position,
                                std::size_t limit) override;
  Result<std::vector<PrivateRow>> private_rows(const Shard& shard, const PersonId& person) override;
  Result<std::vector<PrivateRow>> all_private_rows(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) override;
  Result<Unit> erase(const Shard& shard, const PersonId& person) override;
  Result<std::vector<OutboxRow>> lease(const Shard& shard, Instant now, Instant until,
                                       std::size_t limit) override;
  Result<Unit> release(const Shard& shard, std::span<const OrderKey> orders) override;
  Result<std::vector<OutboxRow>> outbox(const Shard& shard) override;
  Result<std::optional<Instant>> next_order(const Shard& shard) override;
  Result<std::vector<UnmatchedPayment>> unmatched(const Shard& shard) override;
  Result<std::vector<CaseRow>> search(const TenantId& tenant, const Filter& filter, Cursor& cursor,
                                      std::size_t limit) override;
  Result<Unit> archive(const TenantId& tenant, const Hash& hash, ByteView bytes) override;
  Result<Bytes> archived(const TenantId& tenant, const Hash& hash) override;
  Result<std::vector<std::string>> inspect() override;

 private:
  Connection& db() { return *connection_; }
  Result<Unit> writable() const;
  // The following expect the mutex to be held.
  Result<ShardState> read_state(const Shard& shard);
  Result<bool> known_fact(const Shard& shard, const Fact& fact, const Hash& hash);
  Result<Unit> write_batch(const Shard& shard, const WriteBatch& batch);
  Result<Unit> write_entries(const WriteBatch& batch);
  Result<Unit> write_private(const Shard& shard, const WriteBatch& batch);
  Result<Unit> write_case(const Shard& shard, const CaseRow& row);
  Result<Unit> write_claim_keys(const Shard& shard, const CaseRow& row);
  Result<Unit> write_looks(const Shard& shard, const WriteBatch& batch);
  Result<Unit> write_persons(const Shard& shard, const WriteBatch& batch);
  Result<Unit> write_outbox(const Shard& shard, const WriteBatch& batch);
  Result<Unit> write_unmatched(const Shard& shard, const WriteBatch& batch);
  Result<Unit> write_state(const Shard& shard, const ShardState& before, const ShardState& after);

  WriterLock lock_;  // released after the connection is closed
  std::unique_ptr<Connection> connection_;
  const bool read_only_;
  std::mutex mutex_;
  std::map<Shard, std::map<OrderKey, Instant>> leases_;  // end with the process that holds them
};

// The columns of case_row in the order of `read_case`.
#define ARREARS_CASE_COLUMNS                                                                   \
  "id, debtor, creditor, plan, state, closed, wake, look, payments_wake, reads_person, debt, " \
  "currency, debt_on, value, claim_keys"
void read_case(Query& query, CaseRow& row);
Result<std::vector<CaseRow>> read_cases(Query& query);

// Keys as one text, one a line; a line break or backslash in a key is escaped.
std::string join_keys(const std::vector<std::string>& keys);
std::vector<std::string> split_keys(std::string_view text);

// What a row of the inbox or the archive is checked by, since no entry holds it.
Hash inbox_row_hash(const Shard& shard, const FactEnvelope& envelope, const Hash& public_part);
Hash archive_row_hash(const TenantId& tenant, const Hash& hash, ByteView bytes);

}  // namespace arrears::sqlite

#endif
