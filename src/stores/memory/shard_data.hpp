// What the memory store keeps of one shard.
#ifndef ARREARS_SRC_STORES_MEMORY_SHARD_DATA_HPP
#define ARREARS_SRC_STORES_MEMORY_SHARD_DATA_HPP

#include <arrears/spi/store.hpp>
#include <set>

namespace arrears::memory {

// A fact of the inbox. Once recorded it is a mark: the fact is gone, key and hash stay.
struct Waiting {
  FactKey key;
  Hash hash;
  std::optional<FactEnvelope> fact;
};

struct ShardData {
  ShardState state;
  std::vector<Waiting> inbox;                              // sequence n stands at n - 1
  std::map<FactKey, std::uint64_t> inbox_by_key;           // sequence
  std::vector<Entry> entries;                              // position n stands at n - 1
  std::map<StreamId, std::vector<std::uint64_t>> streams;  // positions; number n stands at n - 1
  std::map<std::pair<std::uint64_t, std::uint32_t>, PrivateRow> private_rows;
  std::map<CaseId, CaseRow> cases;
  std::set<std::pair<Instant, CaseId>> due;  // by due_key
  std::map<PersonId, std::set<CaseId>> cases_of;
  std::map<std::string, std::set<CaseId>, std::less<>> cases_by_key;
  std::map<PersonId, Bytes> persons;
  std::map<OrderKey, OutboxRow> outbox;
  std::map<OrderKey, Instant> leases;
  std::map<FactKey, UnmatchedPayment> unmatched;

  // All or none: on an error nothing has changed.
  Result<std::vector<bool>> append(Instant at, const ActorId& actor, std::span<const Fact> facts);
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch);

 private:
  Result<Unit> check(const Shard& shard, const WriteBatch& batch) const;
  void put_case(const CaseRow& row);
  void index_case(const CaseRow& row);
  void forget_case(const CaseRow& row);
};

}  // namespace arrears::memory

#endif
