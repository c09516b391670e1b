// Store: where the truth lives. In memory and SQLite ship with the library; a host's own is one
// class and passes the contract suite (testing::store_contract).
//
// Calls for one shard come from one thread at a time. A call that returns an Error has had no
// effect and may be repeated with the same arguments. Every row is keyed by (tenant, shard).
#ifndef ARREARS_SPI_STORE_HPP
#define ARREARS_SPI_STORE_HPP

#include <arrears/model/journal.hpp>
#include <functional>
#include <span>

namespace arrears {

// A fact as it waits in the inbox, private members included.
struct FactEnvelope {
  std::uint64_t sequence = 0;  // given by the store, in order of arrival
  Instant received_at{};
  ActorId actor{};
  Fact fact{};
};

// Where a shard stands.
struct ShardState {
  std::uint64_t position = 0;                       // of the last entry
  Hash head{};                                      // chain over all entries
  Instant recorded_at{};                            // of the last entry; instants never decrease
  std::optional<Date> open_day{};                   // the day that is open
  std::uint64_t inbox_done = 0;                     // sequence of the last fact that was recorded
  std::map<std::string, Date> payments_complete{};  // by source
  Hash rulebook{};                                  // installed last
  std::vector<Hash> packs{};
  friend bool operator==(const ShardState&, const ShardState&) = default;
};

// A case as a row: the value and the columns that are searched. All columns follow from the value
// and the rulebook; verify computes them again.
struct CaseRow {
  CaseId id{};
  PersonId debtor{};
  CreditorId creditor{};
  std::string plan{}, state{};
  bool closed = false;
  std::optional<Date> wake{};           // next_change: look at it on this day
  std::optional<Instant> look{};        // look at it at once: a sibling or a pack changed
  std::optional<Date> payments_wake{};  // look at it when payments are complete through this day
  bool reads_person = false;            // looks at what the other cases of its person did
  Money debt{};                         // as of `debt_on`, for reports and search
  Date debt_on{};
  Bytes value{};                          // encode(Case)
  std::vector<std::string> claim_keys{};  // "claim:ID", "vs:123", "ref:..." for matching payments
  friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

// When a case is due: its `look`, or the beginning of its `wake` (in UTC, a matter of order only),
// whichever is earlier; none = not due by itself. Due cases are taken in the order (due_key, id).
inline std::optional<Instant> due_key(const std::optional<Date>& wake,
                                      const std::optional<Instant>& look) {
  if (!wake) return look;
  const Instant day{std::int64_t{wake->number()} * 86'400};
  return look && *look < day ? *look : day;
}

// An order that has not been sent: what dispatch looks for.
struct OutboxRow {
  OrderKey order{};
  CaseId case_id{};
  PersonId person{};
  std::string channel{}, message{};
  MessageKind kind = MessageKind::information;
  Instant not_before{};  // earliest instant at which asking makes sense
  std::optional<Date> expires{};
  friend bool operator==(const OutboxRow&, const OutboxRow&) = default;
};

// A payment that matched nothing.
struct UnmatchedPayment {
  FactKey key{};
  Money sum{};
  Date value_date{};
  std::uint64_t position = 0;
  friend bool operator==(const UnmatchedPayment&, const UnmatchedPayment&) = default;
};

// A stream's last entry, as the projections see it.
struct StreamHead {
  std::uint64_t number = 0;
  Hash hash{};
  friend bool operator==(const StreamHead&, const StreamHead&) = default;
};

// Everything that one commit changes: all or none.
struct WriteBatch {
  std::uint64_t expected_position = 0;  // ShardState::position before; else ErrorCode::conflict
  std::vector<Entry> entries{};         // complete, in order of position
  std::vector<PrivateRow> private_rows{};
  std::vector<CaseRow> cases{};                       // inserted or replaced
  std::vector<std::pair<PersonId, Bytes>> persons{};  // encode(Person)
  std::vector<OutboxRow> outbox{};                    // inserted or replaced
  std::vector<OrderKey> outbox_done{};                // removed
  std::vector<UnmatchedPayment> unmatched{};
  std::vector<FactKey> unmatched_done{};
  // `look` of these cases becomes this instant unless an earlier one stands; after `cases`. A case
  // that is not there makes the commit fail with not_found.
  std::vector<std::pair<CaseId, Instant>> look_at{};
  ShardState state{};  // after
};

struct Cursor {
  std::string after{};  // opaque; empty = from the beginning
  bool done = false;
};

struct EntryPage {
  std::vector<Entry> entries{};
  Cursor next{};
};

struct Filter {
  std::optional<PersonId> debtor{};
  std::optional<std::string> plan{}, state{};
  std::optional<bool> closed{};
};

class Store {
 public:
  virtual ~Store() = default;

  // Changes when the encoding on disk changes; a store with another name is refused, not misread.
  virtual std::string_view format_name() const = 0;

  // Shards that anything has been written to, in their order.
  virtual Result<std::vector<Shard>> shards() = 0;
  // Of a shard that nothing has been written to: ShardState{}.
  virtual Result<ShardState> state(const Shard& shard) = 0;

  // Inbox, all or none: per fact whether it is new. A known key with the same public content gives
  // false, with other content already_exists. Private members are not compared, because nothing is
  // kept of them here: when a commit moves ShardState::inbox_done past a fact, only its key and
  // public_hash() stay.
  virtual Result<std::vector<bool>> append(const Shard& shard, Instant at, const ActorId& actor,
                                           std::span<const Fact> facts) = 0;
  // Per fact whether append would refuse it: the store knows its key with other public content.
  virtual Result<std::vector<bool>> conflicts(const Shard& shard, std::span<const Fact> facts) = 0;
  // Facts that wait, after this sequence, oldest first, at most `limit`.
  virtual Result<std::vector<FactEnvelope>> inbox(const Shard& shard, std::uint64_t after,
                                                  std::size_t limit) = 0;

  // Open or not, every case with wake <= moment.day or look <= moment.instant, by (due_key, id);
  // the first `limit` of them.
  virtual Result<std::vector<CaseRow>> load_due(const Shard& shard, Moment moment,
                                                std::size_t limit) = 0;
  // Cursors: a page moves the cursor on; `done` is set with the last page.
  // Every case by id, for looking at all of them, rebuilding and export.
  virtual Result<std::vector<CaseRow>> load_all(const Shard& shard, Cursor& cursor,
                                                std::size_t limit) = 0;
  // Cases with payments_wake <= through, closed ones too: a hand-over may wait in a final state.
  virtual Result<std::vector<CaseId>> waiting_for_payments(const Shard& shard, Date through) = 0;
  virtual Result<std::optional<CaseRow>> load_case(const Shard& shard, const CaseId& id) = 0;
  virtual Result<std::vector<CaseRow>> cases_of(const Shard& shard, const PersonId& person) = 0;
  virtual Result<std::optional<Person>> load_person(const Shard& shard, const PersonId& id) = 0;
  virtual Result<std::vector<PersonId>> persons(const Shard& shard, Cursor& cursor,
                                                std::size_t limit) = 0;
  // Cases that hold a claim with this key ("claim:ID", "vs:123", "ref:...").
  virtual Result<std::vector<CaseId>> cases_by_claim_key(const Shard& shard,
                                                         std::string_view key) = 0;
  virtual Result<StreamHead> stream_head(const Shard& shard, const StreamId& stream) = 0;

  // Entries, rows, outbox, private rows, inbox mark: all or none. ErrorCode::conflict when the
  // shard does not stand at `expected_position` or a number of a stream is taken; invalid when the
  // batch contradicts itself (check_batch).
  virtual Result<Unit> commit(const Shard& shard, const WriteBatch& batch) = 0;

  // Entries of one stream, or of the whole shard, oldest first. A cursor that was done gives what
  // has been committed since when it is used again.
  virtual Result<EntryPage> entries(const Shard& shard, const StreamId& stream, Cursor cursor,
                                    std::size_t limit) = 0;
  virtual Result<EntryPage> all_entries(const Shard& shard, std::uint64_t after_position,
                                        std::size_t limit) = 0;
  // By (position, index).
  virtual Result<std::vector<PrivateRow>> private_rows(const Shard& shard,
                                                       const PersonId& person) = 0;
  virtual Result<std::vector<PrivateRow>> all_private_rows(const Shard& shard, Cursor& cursor,
                                                           std::size_t limit) = 0;
  // Deletes the private rows of a person; chains still verify.
  virtual Result<Unit> erase(const Shard& shard, const PersonId& person) = 0;

  // Orders with not_before <= now that nobody holds, by (person, order), the first `limit` of them;
  // a lease keeps other workers off until `until` or release. Leases are no entries, and a worker
  // that is gone holds none: those of a single process end with it.
  virtual Result<std::vector<OutboxRow>> lease(const Shard& shard, Instant now, Instant until,
                                               std::size_t limit) = 0;
  virtual Result<Unit> release(const Shard& shard, std::span<const OrderKey> orders) = 0;
  // Every waiting order, by key.
  virtual Result<std::vector<OutboxRow>> outbox(const Shard& shard) = 0;
  // Earliest not_before of a waiting order.
  virtual Result<std::optional<Instant>> next_order(const Shard& shard) = 0;

  virtual Result<std::vector<UnmatchedPayment>> unmatched(const Shard& shard) = 0;
  // By (shard, id).
  virtual Result<std::vector<CaseRow>> search(const TenantId& tenant, const Filter& filter,
                                              Cursor& cursor, std::size_t limit) = 0;

  // Rulebooks and packs ever used, by hash. Archiving the same bytes again has no effect, other
  // bytes under a known hash are already_exists.
  virtual Result<Unit> archive(const TenantId& tenant, const Hash& hash, ByteView bytes) = 0;
  virtual Result<Bytes> archived(const TenantId& tenant, const Hash& hash) = 0;

  // What the store finds wrong in itself, one line each: rows that no shard owns, marks of the
  // inbox, indexes, whatever verify cannot compute again from the journal.
  virtual Result<std::vector<std::string>> inspect() { return std::vector<std::string>{}; }
};

// What every store asks of a batch before it writes, given where the shard stands: conflict when it
// stands elsewhere, invalid when positions, instants or marks do not go on from there.
ARREARS_API Result<Unit> check_batch(const Shard& shard, const ShardState& now,
                                     const WriteBatch& batch);

}  // namespace arrears

#endif
