#include <arrears/testing/faulty_store.hpp>

namespace arrears::testing {

template <class Call>
auto FaultyStore::guard(Call call) -> decltype(call()) {
  const unexpected gone(ErrorCode::io, "the process has crashed (a planned fault)");
  if (crashed_) return gone;
  if (++calls_ != fault_.at) return call();
  switch (fault_.kind) {
    case Fault::Kind::fail:
      return unexpected(
          {ErrorCode::io, "call " + std::to_string(calls_) + " fails as planned", true});
    case Fault::Kind::crash_before: break;
    case Fault::Kind::crash_after: (void)call(); break;
  }
  crashed_ = true;
  return gone;
}

Result<Unit> FaultyStore::restart(Fault next) {
  crashed_ = false;
  calls_ = 0;
  fault_ = next;
  for (const auto& [shard, orders] : leased_) {
    if (Result<Unit> done = target().release(shard, orders); !done) return done;
  }
  leased_.clear();
  return Unit{};
}

Result<ShardState> FaultyStore::state(const Shard& shard) {
  return guard([&] { return target().state(shard); });
}
Result<std::vector<bool>> FaultyStore::append(const Shard& shard, Instant at, const ActorId& actor,
                                              std::span<const Fact> facts) {
  return guard([&] { return target().append(shard, at, actor, facts); });
}
Result<std::vector<FactEnvelope>> FaultyStore::inbox(const Shard& shard, std::uint64_t after,
                                                     std::size_t limit) {
  return guard([&] { return target().inbox(shard, after, limit); });
}
Result<std::vector<CaseRow>> FaultyStore::load_due(const Shard& shard, Moment moment,
                                                   std::size_t limit) {
  return guard([&] { return target().load_due(shard, moment, limit); });
}
Result<std::vector<CaseRow>> FaultyStore::load_all(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) {
  return guard([&] { return target().load_all(shard, cursor, limit); });
}
Result<std::optional<CaseRow>> FaultyStore::load_case(const Shard& shard, const CaseId& id) {
  return guard([&] { return target().load_case(shard, id); });
}
Result<std::vector<CaseRow>> FaultyStore::cases_of(const Shard& shard, const PersonId& person) {
  return guard([&] { return target().cases_of(shard, person); });
}
Result<std::optional<Person>> FaultyStore::load_person(const Shard& shard, const PersonId& id) {
  return guard([&] { return target().load_person(shard, id); });
}
Result<StreamHead> FaultyStore::stream_head(const Shard& shard, const StreamId& stream) {
  return guard([&] { return target().stream_head(shard, stream); });
}
Result<Unit> FaultyStore::commit(const Shard& shard, const WriteBatch& batch) {
  return guard([&] { return target().commit(shard, batch); });
}
Result<Unit> FaultyStore::erase(const Shard& shard, const PersonId& person) {
  return guard([&] { return target().erase(shard, person); });
}
Result<std::vector<OutboxRow>> FaultyStore::lease(const Shard& shard, Instant now, Instant until,
                                                  std::size_t limit) {
  return guard([&] {
    Result<std::vector<OutboxRow>> rows = target().lease(shard, now, until, limit);
    if (rows) {
      for (const OutboxRow& row : *rows) leased_[shard].push_back(row.order);
    }
    return rows;
  });
}
Result<Unit> FaultyStore::release(const Shard& shard, std::span<const OrderKey> orders) {
  return guard([&] { return target().release(shard, orders); });
}
Result<Unit> FaultyStore::archive(const TenantId& tenant, const Hash& hash, ByteView bytes) {
  return guard([&] { return target().archive(tenant, hash, bytes); });
}

}  // namespace arrears::testing
