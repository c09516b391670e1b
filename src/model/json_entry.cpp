#include <model/json.hpp>

namespace arrears {

namespace {

// The payload as what it says; bytes that do not decode as they are.
struct PutEntry {
  codec::JsonArchive& out;
  const Entry& entry;
  template <class T>
  PutEntry& operator()(std::string_view name, const T& value) {
    out(name, value);
    return *this;
  }
  PutEntry& operator()(std::string_view name, const Bytes& value) {
    const Result<EntryBody> body = decode_body(entry.kind, entry.schema, value);
    if (!body) {
      out(name, value);
      return *this;
    }
    std::visit([&](const auto& alternative) { out(name, alternative); }, *body);
    return *this;
  }
};

}  // namespace

std::string to_json(const Fact& fact) { return codec::json_of(fact); }

std::string to_json(const Entry& entry, EntryHashes hashes) {
  codec::JsonArchive out;
  PutEntry put{out, entry};
  out.json().begin_object();
  codec::unsalted_fields(put, entry);
  if (hashes == EntryHashes::shown) {
    codec::salted_fields(put, entry);
    put("hash", entry.hash);
  }
  out.json().end_object();
  return out.json().take();
}

}  // namespace arrears
