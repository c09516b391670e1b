#include <engine/guarded.hpp>
#include <engine/shell.hpp>

namespace arrears::engine {

namespace {

class GuardedStore final : public Store {
 public:
  explicit GuardedStore(std::unique_ptr<Store> target) : target_(std::move(target)) {}
  std::string_view format_name() const override { return target_->format_name(); }
  Result<std::vector<Shard>> shards() override {
    return call([&] { return target_->shards(); });
  }
  Result<ShardState> state(const Shard& shard) override {
    return call([&] { return target_->state(shard); });
  }
  Result<std::vector<bool>> append(const Shard& shard, Instant at, const ActorId& actor,
                                   std::span<const Fact> facts) override {
    return call([&] { return target_->append(shard, at, actor, facts); });
  }
  Result<std::vector<bool>> conflicts(const Shard& shard, std::span<const Fact> facts) override {
    return call([&] { return target_->conflicts(shard, facts); });
  }
  Result<std::vector<FactEnvelope>> inbox(const Shard& shard, std::uint64_t after,
                                          std::size_t limit) override {
    return call([&] { return target_->inbox(shard, after, limit); });
  }
  Result<std::vector<CaseRow>> load_due(const Shard& shard, Moment moment,
                                        std::size_t limit) override {
    return call([&] { return target_->load_due(shard, moment, limit); });
  }
  Result<std::vector<CaseRow>> load_all(const Shard& shard, Cursor& cursor,
                                        std::size_t limit) override {
    return call([&] { return target_->load_all(shard, cursor, limit); });
  }
  Result<std::vector<CaseId>> waiting_for_payments(const Shard& shard, Date through) override {
    return call([&] { return target_->waiting_for_payments(shard, through); });
  }
  Result<std::optional<CaseRow>> load_case(const Shard& shard, const CaseId& id) override {
    return call([&] { return target_->load_case(shard, id); });
  }
  Result<std::vector<CaseRow>> cases_of(const Shard& shard, const PersonId& person) override {
    return call([&] { return target_->cases_of(shard, person); });
  }
  Result<std::optional<Person>> load_person(const Shard& shard, const PersonId& id) override {
    return call([&] { return target_->load_person(shard, id); });
  }
  Result<std::vector<PersonId>> persons(const Shard& shard, Cursor& cursor,
                                        std::size_t limit) override {
    return call([&] { return target_->persons(shard, cursor, limit); });
  }
  Result<std::vector<CaseId>> cases_by_claim_key(const Shard& shard,
                                                 std::string_view key) override {
    return call([&] { return target_->cases_by_claim_key(shard, key); });
  }
  Result<StreamHead> stream_head(const Shard& shard, const StreamId& stream) override {
    return call([&] { return target_->stream_head(shard, stream); });
  }
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
    return call([&] { return target_->commit(shard, batch); });
  }
  Result<EntryPage> entries(const Shard& shard, const StreamId& stream, Cursor cursor,
                            std::size_t limit) override {
    return call([&] { return target_->entries(shard, stream, cursor, limit); });
  }
  Result<EntryPage> all_entries(const Shard& shard, std::uint64_t after_position,
                                std::size_t limit) override {
    return call([&] { return target_->all_entries(shard, after_position, limit); });
  }
  Result<std::vector<PrivateRow>> private_rows(const Shard& shard,
                                               const PersonId& person) override {
    return call([&] { return target_->private_rows(shard, person); });
  }
  Result<std::vector<PrivateRow>> all_private_rows(const Shard& shard, Cursor& cursor,
                                                   std::size_t limit) override {
    return call([&] { return target_->all_private_rows(shard, cursor, limit); });
  }
  Result<Unit> erase(const Shard& shard, const PersonId& person) override {
    return call([&] { return target_->erase(shard, person); });
  }
  Result<std::vector<OutboxRow>> lease(const Shard& shard, Instant now, Instant until,
                                       std::size_t limit) override {
    return call([&] { return target_->lease(shard, now, until, limit); });
  }
  Result<Unit> release(const Shard& shard, std::span<const OrderKey> orders) override {
    return call([&] { return target_->release(shard, orders); });
  }
  Result<std::vector<OutboxRow>> outbox(const Shard& shard) override {
    return call([&] { return target_->outbox(shard); });
  }
  Result<std::optional<Instant>> next_order(const Shard& shard) override {
    return call([&] { return target_->next_order(shard); });
  }
  Result<std::vector<UnmatchedPayment>> unmatched(const Shard& shard) override {
    return call([&] { return target_->unmatched(shard); });
  }
  Result<std::vector<CaseRow>> search(const TenantId& tenant, const Filter& filter, Cursor& cursor,
                                      std::size_t limit) override {
    return call([&] { return target_->search(tenant, filter, cursor, limit); });
  }
  Result<Unit> archive(const TenantId& tenant, const Hash& hash, ByteView bytes) override {
    return call([&] { return target_->archive(tenant, hash, bytes); });
  }
  Result<Bytes> archived(const TenantId& tenant, const Hash& hash) override {
    return call([&] { return target_->archived(tenant, hash); });
  }
  Result<std::vector<std::string>> inspect() override {
    return call([&] { return target_->inspect(); });
  }

 private:
  template <class Call>
  static auto call(Call&& inner) -> decltype(inner()) {
    return guarded_call("the store", inner);
  }
  std::unique_ptr<Store> target_;
};

}  // namespace

std::unique_ptr<Store> guard(std::unique_ptr<Store> store) {
  return std::make_unique<GuardedStore>(std::move(store));
}

}  // namespace arrears::engine
