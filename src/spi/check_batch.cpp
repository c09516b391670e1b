#include <arrears/spi/store.hpp>

namespace arrears {

namespace {

std::string name(const Shard& shard) {
  return "shard " + std::to_string(shard.number) + " of tenant " + shard.tenant.value;
}

}  // namespace

Result<Unit> check_batch(const Shard& shard, const ShardState& now, const WriteBatch& batch) {
  if (batch.expected_position != now.position) {
    return unexpected({ErrorCode::conflict,
                       name(shard) + " stands at position " + std::to_string(now.position) +
                           ", the batch was made at " + std::to_string(batch.expected_position) +
                           "; load again and repeat",
                       true});
  }
  std::uint64_t position = now.position;
  Instant recorded_at = now.recorded_at;
  for (const Entry& entry : batch.entries) {
    if (entry.tenant != shard.tenant || entry.shard != shard.number) {
      return unexpected(ErrorCode::invalid, "an entry of another shard than " + name(shard));
    }
    if (entry.position != ++position) {
      return unexpected(ErrorCode::invalid, "entries of a batch follow one another: position " +
                                                std::to_string(position) + " is missing in " +
                                                name(shard));
    }
    if (entry.recorded_at < recorded_at) {
      return unexpected(ErrorCode::invalid, "entry " + std::to_string(position) + " of " +
                                                name(shard) + " is recorded before the last one");
    }
    recorded_at = entry.recorded_at;
  }
  if (batch.state.position != position || batch.state.recorded_at < recorded_at) {
    return unexpected(ErrorCode::invalid, "the state of " + name(shard) +
                                              " after the batch is not that of its last entry");
  }
  if (batch.state.inbox_done < now.inbox_done) {
    return unexpected(ErrorCode::invalid, "the inbox of " + name(shard) + " cannot go back");
  }
  return Unit{};
}

}  // namespace arrears
