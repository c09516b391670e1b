// Bytes that a store gives back: what decodes has exactly one spelling.
#include <arrears/law/law.hpp>
#include <arrears/model/journal.hpp>

#include <algorithm>

#include "fuzz.hpp"

using namespace arrears;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const ByteView bytes = as_bytes(fuzz::text(data + 2, size - 2));
  const auto same = [&](const Bytes& back) {
    fuzz::hold(ByteView(back).size() == bytes.size() &&
               std::equal(back.begin(), back.end(), bytes.begin()));
  };
  switch (data[0] % 6) {
    case 0:
      if (const auto value = decode_case(bytes)) same(encode(*value));
      break;
    case 1:
      if (const auto value = decode_person(bytes)) same(encode(*value));
      break;
    case 2:
      if (const auto value = decode_fact(bytes)) same(encode(*value));
      break;
    case 3:
      if (const auto value = decode_entry(bytes)) same(encode_entry(*value));
      break;
    case 4: {
      const auto body = decode_body(static_cast<EntryKind>(data[1] % 32), 1, bytes);
      if (body) same(encode(*body));
      break;
    }
    default: {
      const auto pack = LawPack::from_archive(bytes);
      fuzz::hold(pack || !pack.error().message.empty());
      break;
    }
  }
  return 0;
}
