// Makes batches whose entries chain as those of an engine do, for tests of stores and of chains.
#ifndef ARREARS_SRC_TESTING_BATCH_MAKER_HPP
#define ARREARS_SRC_TESTING_BATCH_MAKER_HPP

#include <arrears/spi/store.hpp>

namespace arrears::testing {

class BatchMaker {
 public:
  explicit BatchMaker(Shard shard) : shard_(std::move(shard)) {}

  // A batch on top of what has been accepted.
  WriteBatch begin() const {
    WriteBatch batch;
    batch.expected_position = state_.position;
    batch.state = state_;
    return batch;
  }
  // Appends an entry and, for each field, a private row of the person.
  Entry& add(WriteBatch& batch, const StreamId& stream, EntryKind kind, const EntryBody& body,
             Instant at, const std::vector<PrivateField>& fields = {});
  // The batch has been committed.
  void accept(const WriteBatch& batch);
  const ShardState& state() const { return state_; }
  const Shard& shard() const { return shard_; }

 private:
  Shard shard_;
  ShardState state_;
  std::map<StreamId, StreamHead> heads_;
};

// A case as a row, with what the arguments say and the rest plain.
CaseRow case_row(const std::string& id, const std::string& debtor,
                 std::vector<std::string> claim_keys = {});
OutboxRow outbox_row(const std::string& order, const std::string& person, Instant not_before);

}  // namespace arrears::testing

#endif
