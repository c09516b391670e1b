#include <arrears/base/hash.hpp>

#include <rulebook/lot.hpp>

namespace arrears {

std::uint32_t lot_of(const FieldDecl& field, std::string_view subject) {
  Hasher hasher;
  hasher.feed(as_bytes(field.name));
  hasher.feed(as_bytes(std::string_view("\0", 1)));  // so that no two pairs run together
  hasher.feed(as_bytes(subject));
  const Hash hash = hasher.finish();
  std::uint64_t lot = 0;
  for (int i = 0; i < 8; ++i) lot = lot << 8 | hash.bytes[static_cast<std::size_t>(i)];
  auto left = static_cast<std::int64_t>(lot % 1'000'000);
  std::uint32_t entry = 0;
  for (; entry + 1 < field.shares.size(); ++entry) {
    left -= field.shares[entry];
    if (left < 0) break;
  }
  return entry;
}

}  // namespace arrears
