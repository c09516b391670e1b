// A store that fails on purpose, or dies, at the n-th call.
#ifndef ARREARS_TESTING_FAULTY_STORE_HPP
#define ARREARS_TESTING_FAULTY_STORE_HPP

#include <arrears/spi/forwarding_store.hpp>

namespace arrears::testing {

struct Fault {
  enum class Kind : std::uint8_t {
    fail,          // this call fails and has had no effect; later ones work
    crash_before,  // the process dies before the call has had its effect
    crash_after,   // it dies after the effect, before the answer
  };
  std::uint64_t at = 0;  // number of the call, from 1; 0 = never
  Kind kind = Kind::fail;
};

// Forwards to a store that survives. After a crash every call fails until `restart`, which is the
// new process: whoever held leases is gone.
class ARREARS_API FaultyStore : public ForwardingStore {
 public:
  FaultyStore(Store& target, Fault fault) : ForwardingStore(target), fault_(fault) {}

  std::uint64_t calls() const { return calls_; }
  bool crashed() const { return crashed_; }
  Result<Unit> restart(Fault next = {});

  Result<ShardState> state(const Shard& shard) override;
  Result<std::vector<bool>> append(const Shard& shard, Instant at, const ActorId& actor,
                                   std::span<const Fact> facts) override;
  Result<std::vector<FactEnvelope>> inbox(const Shard& shard, std::uint64_t after,
                                          std::size_t limit) override;
  Result<std::vector<CaseRow>> load_due(const Shard& shard, Moment moment,
                                        std::size_t limit) override;
  Result<std::vector<CaseRow>> load_all(const Shard& shard, Cursor& cursor,
                                        std::size_t limit) override;
  Result<std::optional<CaseRow>> load_case(const Shard& shard, const CaseId& id) override;
  Result<std::vector<CaseRow>> cases_of(const Shard& shard, const PersonId& person) override;
  Result<std::optional<Person>> load_person(const Shard& shard, const PersonId& id) override;
  Result<StreamHead> stream_head(const Shard& shard, const StreamId& stream) override;
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override;
  Result<Unit> erase(const Shard& shard, const PersonId& person) override;
  Result<std::vector<OutboxRow>> lease(const Shard& shard, Instant now, Instant until,
                                       std::size_t limit) override;
  Result<Unit> release(const Shard& shard, std::span<const OrderKey> orders) override;
  Result<Unit> archive(const TenantId& tenant, const Hash& hash, ByteView bytes) override;

 private:
  // Counts the call, and makes it or fails as the plan says.
  template <class Call>
  auto guard(Call call) -> decltype(call());

  Fault fault_;
  std::uint64_t calls_ = 0;
  bool crashed_ = false;
  std::map<Shard, std::vector<OrderKey>> leased_;
};

}  // namespace arrears::testing

#endif
