#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>
#include <testing/generate.hpp>

using namespace arrears;

namespace {

constexpr int rounds = 300;

// The kinds that an alternative of EntryBody is decoded by, in the order of the alternatives.
constexpr EntryKind kind_of[] = {EntryKind::day_started,      EntryKind::fact_recorded,
                                 EntryKind::decided,          EntryKind::contact_progress,
                                 EntryKind::sending_progress, EntryKind::rulebook_installed,
                                 EntryKind::person_erased};

struct CaseCodec {
  using Type = Case;
  static Bytes write(const Case& value) { return encode(value); }
  static Result<Case> read(ByteView bytes) { return decode_case(bytes); }
};
struct PersonCodec {
  using Type = Person;
  static Bytes write(const Person& value) { return encode(value); }
  static Result<Person> read(ByteView bytes) { return decode_person(bytes); }
};
struct FactCodec {
  using Type = Fact;
  static Bytes write(const Fact& value) { return encode(value); }
  static Result<Fact> read(ByteView bytes) { return decode_fact(bytes); }
};
struct EntryCodec {
  using Type = Entry;
  static Bytes write(const Entry& value) { return encode_entry(value); }
  static Result<Entry> read(ByteView bytes) { return decode_entry(bytes); }
};
struct DecidedCodec {
  using Type = EntryBody;
  static Bytes write(const EntryBody& value) { return encode(value); }
  static Result<EntryBody> read(ByteView bytes) {
    return decode_body(EntryKind::decided, entry_schema, bytes);
  }
};

// What decodes is exactly what encoding gives: no second spelling of a value.
template <class C>
void refuse_or_respell(const Bytes& bytes) {
  const auto value = C::read(bytes);
  if (value) {
    CHECK(C::write(*value) == bytes);
  } else {
    CHECK(value.error().code == ErrorCode::corrupt);
  }
}

}  // namespace

TEST_CASE_TEMPLATE("values come back from their bytes", C, CaseCodec, PersonCodec, FactCodec,
                   EntryCodec) {
  testing::Generator generator(1);
  for (int i = 0; i < rounds; ++i) {
    const auto value = generator.make<typename C::Type>();
    const Bytes bytes = C::write(value);
    const auto back = C::read(bytes);
    REQUIRE(back);
    CHECK(*back == value);
    CHECK(C::write(*back) == bytes);
  }
}

TEST_CASE("bodies of entries come back by the kind of the entry") {
  testing::Generator generator(2);
  for (int i = 0; i < rounds * 5; ++i) {
    EntryBody body;
    generator.fill(body);
    const Bytes bytes = encode(body);
    const auto back = decode_body(kind_of[body.index()], entry_schema, bytes);
    REQUIRE(back);
    CHECK(*back == body);
  }
  CHECK_FALSE(decode_body(EntryKind::day_started, 2, encode(EntryBody(DayStarted{}))));
  CHECK_FALSE(decode_body(static_cast<EntryKind>(0), 1, {}));
  CHECK_FALSE(decode_body(static_cast<EntryKind>(10), 1, {}));
}

TEST_CASE_TEMPLATE("cut bytes and bytes with a tail are refused", C, CaseCodec, PersonCodec,
                   FactCodec, EntryCodec) {
  testing::Generator generator(3);
  for (int i = 0; i < 10; ++i) {
    Bytes bytes = C::write(generator.make<typename C::Type>());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CHECK_FALSE(C::read(ByteView(bytes).first(size)));
    }
    bytes.push_back(std::byte{0});
    CHECK_FALSE(C::read(bytes));
  }
}

TEST_CASE_TEMPLATE("a flipped bit is refused or is another value with these very bytes", C,
                   CaseCodec, PersonCodec, FactCodec, EntryCodec) {
  testing::Generator generator(4);
  for (int i = 0; i < 5; ++i) {
    const Bytes bytes = C::write(generator.make<typename C::Type>());
    for (std::size_t at = 0; at < bytes.size() * 8; at += 1 + generator.below(7)) {
      Bytes other = bytes;
      other[at / 8] ^= static_cast<std::byte>(1u << (at % 8));
      refuse_or_respell<C>(other);
    }
  }
}

TEST_CASE_TEMPLATE("noise never crashes a decoder", C, CaseCodec, PersonCodec, FactCodec,
                   EntryCodec, DecidedCodec) {
  testing::Generator generator(5);
  for (int i = 0; i < 2'000; ++i) {
    Bytes bytes(generator.below(300));
    const std::uint64_t largest = generator.below(2) == 0 ? 256 : 4;
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(generator.below(largest));
    refuse_or_respell<C>(bytes);
  }
}

TEST_CASE("a count beyond the bytes makes no allocation") {
  ByteWriter out;
  out.integer(std::uint32_t{0xffffffff});
  const Bytes bytes = out.take();
  const auto body = decode_body(EntryKind::decided, entry_schema, bytes);
  REQUIRE_FALSE(body);
  CHECK(body.error().code == ErrorCode::corrupt);
}

// Written out by hand: the order that DESIGN part 5 fixes.
TEST_CASE("the hashed bytes of an entry are its members in the fixed order") {
  Entry entry;
  entry.tenant = {"main"};
  entry.shard = 3;
  entry.stream = {StreamKind::person, "P-1"};
  entry.number = 7;
  entry.position = 9;
  entry.recorded_at = {1'000'000};
  entry.business_day = Date::from_number(20'000);
  entry.actor = {"erp"};
  entry.kind = EntryKind::fact_recorded;
  entry.rulebook.bytes.fill(1);
  entry.packs.resize(2);
  entry.packs[1].bytes.fill(2);
  entry.payload = Bytes(5, std::byte{0x55});
  entry.commitments.resize(1);
  entry.commitments[0].bytes.fill(3);
  entry.previous.bytes.fill(4);
  entry.hash.bytes.fill(5);

  ByteWriter out;
  out.text("main");
  out.integer(std::uint32_t{3});
  out.integer(std::uint8_t{2});
  out.text("P-1");
  out.integer(std::uint64_t{7});
  out.integer(std::uint64_t{9});
  out.integer(std::int64_t{1'000'000});
  out.integer(std::int32_t{20'000});
  out.text("erp");
  out.integer(std::uint16_t{2});
  out.integer(std::uint16_t{1});
  out.hash(entry.rulebook);
  out.integer(std::uint32_t{2});
  out.hash(entry.packs[0]);
  out.hash(entry.packs[1]);
  out.integer(std::uint32_t{1});
  out.bytes(entry.payload);
  out.integer(std::uint32_t{1});
  out.hash(entry.commitments[0]);
  out.hash(entry.previous);
  const auto written = [&] { return Bytes(out.view().begin(), out.view().end()); };
  CHECK(hashed_bytes(entry) == written());
  CHECK(entry_hash(entry) == blake2b(written()));
  out.hash(entry.hash);
  CHECK(encode_entry(entry) == out.take());
}

TEST_CASE("every member of an entry but the hash changes its hash") {
  const Entry entry = testing::Generator(6).make<Entry>();
  const Hash before = entry_hash(entry);
  Entry other = entry;
  other.hash.bytes[0] ^= 1;
  CHECK(entry_hash(other) == before);
  const Bytes bytes = hashed_bytes(entry);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes flipped = bytes;
    flipped[at] ^= std::byte{1};
    CHECK(blake2b(flipped) != before);
  }
}

TEST_CASE("chain and commitment are the published function of their bytes") {
  // Python: hashlib.blake2b(bytes(32) + bytes([1]) * 32, digest_size=32)
  Hash entry;
  entry.bytes.fill(1);
  CHECK(chain(Hash{}, entry).hex() ==
        "037f2da1eddaee436a85dccc072245e47bc40f159a9c435e2751299636b1ef03");
  // Python: salt 0..15, then each of "P-1", "name", "Jan" with a 32-bit length before it
  PrivateRow row;
  row.person = {"P-1"};
  row.key = "name";
  for (std::size_t i = 0; i < row.salt.size(); ++i) row.salt[i] = static_cast<std::uint8_t>(i);
  const ByteView name = as_bytes("Jan");
  row.bytes.assign(name.begin(), name.end());
  CHECK(commitment(row).hex() ==
        "5e82e109f780af3cd13142ca8fd6c950bdee9bb9a622d4e4b9898ee9093c65df");
  row.position = 5;
  CHECK(commitment(row).hex() ==
        "5e82e109f780af3cd13142ca8fd6c950bdee9bb9a622d4e4b9898ee9093c65df");
}
