#include <sodium.h>
#include <arrears/base/hash.hpp>

#include <cstring>
#include <new>

namespace arrears {

namespace {

// libsodium asks for 64-byte alignment, which the caller's alignas gives.
crypto_generichash_state* state_of(unsigned char* bytes) {
  return std::launder(reinterpret_cast<crypto_generichash_state*>(bytes));
}

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string Hash::hex() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

Result<Hash> Hash::from_hex(std::string_view text) {
  Hash out;
  const bool right_size = text.size() == out.bytes.size() * 2;
  for (std::size_t i = 0; right_size && i < out.bytes.size(); ++i) {
    const int high = nibble(text[2 * i]);
    const int low = nibble(text[2 * i + 1]);
    if (high < 0 || low < 0) return unexpected(ErrorCode::invalid, "a hash has digits 0-9 and a-f");
    out.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  if (!right_size) return unexpected(ErrorCode::invalid, "a hash has 64 hexadecimal digits");
  return out;
}

Hash blake2b(ByteView data) {
  Hash out;
  crypto_generichash(out.bytes.data(), out.bytes.size(),
                     reinterpret_cast<const unsigned char*>(data.data()), data.size(), nullptr, 0);
  return out;
}

Hasher::Hasher() {
  static_assert(sizeof(crypto_generichash_state) <= sizeof(state_));
  new (state_) crypto_generichash_state;
  crypto_generichash_init(state_of(state_), nullptr, 0, sizeof(Hash::bytes));
}

void Hasher::feed(ByteView data) {
  crypto_generichash_update(state_of(state_), reinterpret_cast<const unsigned char*>(data.data()),
                            data.size());
}

Hash Hasher::finish() {
  Hash out;
  crypto_generichash_final(state_of(state_), out.bytes.data(), out.bytes.size());
  return out;
}

}  // namespace arrears
