#include <model/binary.hpp>

namespace arrears {

namespace {

template <class T>
Result<EntryBody> body_as(ByteView payload) {
  Result<T> value = codec::decode_value<T>(payload, "the payload of an entry");
  if (!value) return unexpected(value.error());
  return EntryBody(*std::move(value));
}

}  // namespace

Bytes encode(const EntryBody& body) {
  return std::visit([](const auto& value) { return codec::encode_value(value); }, body);
}

Result<EntryBody> decode_body(EntryKind kind, std::uint16_t schema, ByteView payload) {
  if (schema != entry_schema) {
    return unexpected(ErrorCode::corrupt, "an entry of schema " + std::to_string(schema) +
                                              "; this version knows schema 1");
  }
  switch (kind) {
    case EntryKind::day_started: return body_as<DayStarted>(payload);
    case EntryKind::fact_recorded:
    case EntryKind::payment_unmatched: return body_as<FactRecorded>(payload);
    case EntryKind::decided: return body_as<Decided>(payload);
    case EntryKind::contact_progress: return body_as<ContactProgress>(payload);
    case EntryKind::sending_progress: return body_as<SendingProgress>(payload);
    case EntryKind::rulebook_installed:
    case EntryKind::pack_installed: return body_as<Installed>(payload);
    case EntryKind::person_erased: return body_as<PersonErased>(payload);
  }
  return unexpected(ErrorCode::corrupt,
                    "an entry of an unknown kind " + std::to_string(static_cast<unsigned>(kind)));
}

Bytes hashed_bytes(const Entry& entry) {
  codec::Encoder out;
  codec::hashed_fields(out, entry);
  return out.take();
}

Hash entry_hash(const Entry& entry) { return blake2b(hashed_bytes(entry)); }

Bytes encode_entry(const Entry& entry) { return codec::encode_value(entry); }

Result<Entry> decode_entry(ByteView bytes) { return codec::decode_value<Entry>(bytes, "an entry"); }

Hash commitment(const PrivateRow& row) {
  ByteWriter out;
  out.append(row.salt.data(), row.salt.size());
  out.text(row.person.value);
  out.text(row.key);
  out.bytes(row.bytes);
  return blake2b(out.view());
}

Hash chain(const Hash& head, const Hash& entry) {
  ByteWriter out;
  out.hash(head);
  out.hash(entry);
  return blake2b(out.view());
}

}  // namespace arrears
