// BLAKE2b-256 and the bytes it is made of.
#ifndef ARREARS_BASE_HASH_HPP
#define ARREARS_BASE_HASH_HPP

#include <array>
#include <arrears/api.hpp>
#include <arrears/base/result.hpp>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

// 32 bytes of BLAKE2b. All zero means "none".
struct Hash {
  std::array<std::uint8_t, 32> bytes{};

  bool none() const { return *this == Hash{}; }
  ARREARS_API std::string hex() const;
  // 64 hexadecimal digits; anything else is ErrorCode::invalid.
  ARREARS_API static Result<Hash> from_hex(std::string_view text);

  friend auto operator<=>(const Hash&, const Hash&) = default;
};

ARREARS_API Hash blake2b(ByteView data);

// BLAKE2b over several pieces, fed one after the other.
class ARREARS_API Hasher {
 public:
  Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  void feed(ByteView data);
  Hash finish();

 private:
  alignas(64) unsigned char state_[384];
};

}  // namespace arrears

#endif
