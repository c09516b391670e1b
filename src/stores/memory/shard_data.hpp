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
  // Of a copy: what its source has and keeps. What is here goes on from there.
  std::uint64_t inbox_before = 0, entries_before = 0;
  std::map<StreamId, StreamHead> heads_before;  // of streams that anybody has asked for

  std::vector<Waiting> inbox;                              // see inbox_index()
  std::map<FactKey, std::uint64_t> inbox_by_key;           // sequence
  std::vector<Entry> entries;                              // see entry_index()
  std::map<StreamId, std::vector<std::uint64_t>> streams;  // positions, in order of numbers
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
  // Of the fact with this sequence, or the entry at this position: where it stands here.
  std::size_t inbox_index(std::uint64_t sequence) const { return sequence - 1 - inbox_before; }
  std::size_t entry_index(std::uint64_t position) const { return position - 1 - entries_before; }
  std::uint64_t numbers_before(const StreamId& stream) const {
    const auto head = heads_before.find(stream);
    return head == heads_before.end() ? 0 : head->second.number;
  }
  void put_case(const CaseRow& row);

 private:
  Result<Unit> check(const Shard& shard, const WriteBatch& batch) const;
  void index_case(const CaseRow& row);
  void forget_case(const CaseRow& row);
};

}  // namespace arrears::memory

#endif
