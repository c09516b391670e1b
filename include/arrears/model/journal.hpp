// The journal: entries in hash chains. The entry's format is fixed from the first version.
#ifndef ARREARS_MODEL_JOURNAL_HPP
#define ARREARS_MODEL_JOURNAL_HPP

#include <arrears/base/bytes.hpp>
#include <arrears/model/decision.hpp>

namespace arrears {

enum class StreamKind : std::uint8_t { case_ = 1, person = 2, creditor = 3, tenant = 4 };

struct StreamId {
  StreamKind kind = StreamKind::case_;
  std::string id{};
  friend auto operator<=>(const StreamId&, const StreamId&) = default;
};

// What an entry holds; numbers never change meaning.
enum class EntryKind : std::uint16_t {
  day_started = 1,         // DayStarted, tenant stream
  fact_recorded = 2,       // FactRecorded, on the stream that the fact belongs to
  decided = 3,             // Decided, case stream
  contact_progress = 4,    // ContactProgress, case stream
  sending_progress = 5,    // SendingProgress, person stream
  rulebook_installed = 6,  // Installed, tenant stream
  pack_installed = 7,      // Installed, tenant stream
  person_erased = 8,       // PersonErased, person stream
  payment_unmatched = 9,   // FactRecorded, tenant stream
};

struct DayStarted {
  Date day{};
  friend bool operator==(const DayStarted&, const DayStarted&) = default;
};
struct FactRecorded {
  Fact fact{};                              // public members only
  std::optional<InterestTerms> interest{};  // of the mandate, for a case that is opened
  friend bool operator==(const FactRecorded&, const FactRecorded&) = default;
};
struct Decided {
  Decision decision{};
  friend bool operator==(const Decided&, const Decided&) = default;
};
// One step in the life of an order.
struct ContactProgress {
  enum class What : std::uint8_t {
    admitted,
    deferred,
    sent,
    rejected,
    cancelled,
    expired,
    uncertain,
    delivered,
    failed,
    opened
  };
  OrderKey order{};
  What what = What::admitted;
  std::optional<Instant> not_before{};  // deferred
  std::string why{};
  SendingKey sending{};
  std::optional<Money> cost{};  // sent: this order's share of what the sending costs
  friend bool operator==(const ContactProgress&, const ContactProgress&) = default;
};
// One step in the life of a sending. `attempting` is written before the channel is called.
struct SendingProgress {
  Sending sending{};
  Receipt receipt = Receipt::none;
  std::string why{};
  std::optional<Instant> retry_at{};
  friend bool operator==(const SendingProgress&, const SendingProgress&) = default;
};
struct Installed {
  Hash hash{};
  std::string name{};  // of the rulebook; country of a pack
  friend bool operator==(const Installed&, const Installed&) = default;
};
struct PersonErased {
  PersonId person{};
  friend bool operator==(const PersonErased&, const PersonErased&) = default;
};

using EntryBody = std::variant<DayStarted, FactRecorded, Decided, ContactProgress, SendingProgress,
                               Installed, PersonErased>;

// Rises when the meaning of the same rulebook and facts changes. Recorded in each entry.
inline constexpr std::uint32_t semantics_number = 1;
inline constexpr std::uint16_t entry_schema = 1;

struct Entry {
  TenantId tenant{};
  std::uint32_t shard = 0;
  StreamId stream{};
  std::uint64_t number = 0;    // in the stream, from 1
  std::uint64_t position = 0;  // in the shard, from 1
  Instant recorded_at{};
  Date business_day{};
  ActorId actor{};
  EntryKind kind = EntryKind::day_started;
  std::uint16_t schema = entry_schema;
  Hash rulebook{};
  std::vector<Hash> packs{};
  std::uint32_t semantics = semantics_number;
  Bytes payload{};                  // public; encode() of an EntryBody
  std::vector<Hash> commitments{};  // to private payloads, in their order
  Hash previous{};                  // hash of the entry before it in its stream; zero for the first
  Hash hash{};                      // blake2b of all of the above in this order
  friend bool operator==(const Entry&, const Entry&) = default;
};

// A personal field: kept beside the journal, erasable. The entry holds
// blake2b(salt, person, key, bytes).
struct PrivateRow {
  PersonId person{};
  std::string key{};           // name, email, note, message ...; with the entry it is unique
  std::uint64_t position = 0;  // of the entry that commits to it
  std::uint32_t index = 0;     // which of the entry's commitments
  std::array<std::uint8_t, 16> salt{};
  Bytes bytes{};
  friend bool operator==(const PrivateRow&, const PrivateRow&) = default;
};

// Encodes the payload; the kind of the entry says which alternative to decode.
ARREARS_API Bytes encode(const EntryBody& body);
// ErrorCode::corrupt when the bytes are not what encode() gives for that kind and schema.
ARREARS_API Result<EntryBody> decode_body(EntryKind kind, std::uint16_t schema, ByteView payload);
// The bytes that are hashed: every member up to `previous`, in the order of the struct.
ARREARS_API Bytes hashed_bytes(const Entry& entry);
ARREARS_API Hash entry_hash(const Entry& entry);
// The whole entry, hash included, and back.
ARREARS_API Bytes encode_entry(const Entry& entry);
ARREARS_API Result<Entry> decode_entry(ByteView bytes);
ARREARS_API Hash commitment(const PrivateRow& row);
// The chain over all entries of a shard: head' = blake2b(head, entry hash).
ARREARS_API Hash chain(const Hash& head, const Hash& entry);

// Projections have one spelling, so that verify can compare them byte for byte.
ARREARS_API Bytes encode(const Case& value);
ARREARS_API Result<Case> decode_case(ByteView bytes);
ARREARS_API Bytes encode(const Person& value);
ARREARS_API Result<Person> decode_person(ByteView bytes);
ARREARS_API Bytes encode(const Fact& fact);  // as submitted, private members included
ARREARS_API Result<Fact> decode_fact(ByteView bytes);
// Hash of encode() of the fact without its private members: what an inbox keeps of a fact that has
// been recorded, to recognise it when it is submitted again.
ARREARS_API Hash public_hash(Fact fact);

// Canonical JSON: members in the order of the structs, no spaces, money as
// {"amount":"1200.00","currency":"CZK"}. What `export` prints.
// Whether what follows from salts is left out: commitments and the hashes over them. Salts are
// drawn anew for every store, so only without them are equal histories equal bytes.
enum class EntryHashes { shown, left_out };
ARREARS_API std::string to_json(const Entry& entry, EntryHashes hashes = EntryHashes::shown);
ARREARS_API std::string to_json(const Fact& fact);
// What to_json() gives, read again; members that have a default may be left out. The error names
// the member, never its content.
ARREARS_API Result<Fact> fact_from_json(std::string_view text);
ARREARS_API std::string to_json(const Case& value);
ARREARS_API std::string to_json(const Person& value);

// A personal field cut out of a fact, and whose it is.
struct PrivateField {
  PersonId person{};  // empty: the first debtor of the case, filled in by the engine
  std::string key{};
  std::string text{};
};
// Empties the private members of a fact and returns what they held.
ARREARS_API std::vector<PrivateField> take_private(Fact& fact);

// What a shard's chain looked like at one instant; kept outside the store it proves that nothing
// before it was taken away.
struct ChainHead {
  Shard shard{};
  std::uint64_t position = 0;
  Hash head{};
  friend bool operator==(const ChainHead&, const ChainHead&) = default;
};
struct ChainHeads {
  std::vector<ChainHead> heads{};
  // JSON written by text(); a broken file is ErrorCode::wrong_format.
  ARREARS_API static Result<ChainHeads> parse(std::string_view json);
  ARREARS_API static Result<ChainHeads> read(std::string_view path);
  ARREARS_API std::string text() const;
};

}  // namespace arrears

#endif
