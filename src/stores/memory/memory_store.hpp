// The memory store, for the files of this folder.
#ifndef ARREARS_SRC_STORES_MEMORY_MEMORY_STORE_HPP
#define ARREARS_SRC_STORES_MEMORY_MEMORY_STORE_HPP

#include <mutex>
#include <stores/memory/shard_data.hpp>

namespace arrears::memory {

class MemoryStore : public Store {
 public:
  std::string_view format_name() const override { return "arrears-memory-1"; }

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

 protected:
  const ShardData& find(const Shard& shard) const;

  std::mutex mutex_;
  const ShardData nothing_{};
  std::map<Shard, ShardData> shards_;
  std::map<std::pair<TenantId, Hash>, Bytes> archive_;
};

}  // namespace arrears::memory

#endif
