// Binary encoding of everything that is hashed or stored: little endian, length-prefixed, one
// spelling per value, so equal values have equal bytes.
#ifndef ARREARS_BASE_BYTES_HPP
#define ARREARS_BASE_BYTES_HPP

#include <algorithm>
#include <arrears/base/hash.hpp>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace arrears {

// Appends values to a buffer.
class ByteWriter {
 public:
  template <std::integral T>
  void integer(T value) {
    std::byte raw[sizeof(T)];
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      raw[i] = static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i));
    }
    append(raw, sizeof(T));
  }
  // 32-bit length, then the bytes.
  void bytes(ByteView data) {
    ARREARS_ASSERT(data.size() < (1u << 31));
    integer(static_cast<std::uint32_t>(data.size()));
    append(data.data(), data.size());
  }
  void text(std::string_view data) { bytes(as_bytes(data)); }
  void hash(const Hash& value) { append(value.bytes.data(), value.bytes.size()); }
  // As they are, without a length.
  void append(const void* data, std::size_t size) {
    if (out_.size() - used_ < size) grow(size);
    if (size != 0) std::memcpy(out_.data() + used_, data, size);
    used_ += size;
  }
  ByteView view() const { return {out_.data(), used_}; }
  Bytes take() {
    out_.resize(used_);
    used_ = 0;
    return std::move(out_);
  }

 private:
  void grow(std::size_t size) {
    out_.resize(std::max(used_ + size, std::max<std::size_t>(2 * out_.size(), 128)));
  }
  Bytes out_;  // the first used_ bytes count: a vector that grew byte by byte took most of the time
  std::size_t used_ = 0;
};

// Reads what ByteWriter wrote. After a read past the end or a length that does not fit, `ok()` is
// false and every further read gives zero or empty; nothing is ever read out of bounds.
class ByteReader {
 public:
  explicit ByteReader(ByteView data) : rest_(data) {}
  template <std::integral T>
  T integer() {
    if (!need(sizeof(T))) return T{};
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      value |= static_cast<std::uint64_t>(rest_[i]) << (8 * i);
    }
    rest_ = rest_.subspan(sizeof(T));
    return static_cast<T>(value);
  }
  ByteView bytes() {
    const auto size = integer<std::uint32_t>();
    if (!need(size)) return {};
    const ByteView out = rest_.first(size);
    rest_ = rest_.subspan(size);
    return out;
  }
  std::string text() {
    std::string out;
    text(out);
    return out;
  }
  void text(std::string& out) {
    const ByteView view = bytes();
    out.assign(reinterpret_cast<const char*>(view.data()), view.size());
  }
  Hash hash() {
    Hash out;
    if (!need(out.bytes.size())) return out;
    for (std::size_t i = 0; i < out.bytes.size(); ++i) {
      out.bytes[i] = static_cast<std::uint8_t>(rest_[i]);
    }
    rest_ = rest_.subspan(out.bytes.size());
    return out;
  }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  std::size_t remaining() const { return rest_.size(); }
  // Marks the input as malformed, for readers that check more than lengths.
  void fail() {
    ok_ = false;
    rest_ = {};
  }

 private:
  bool need(std::size_t size) {
    if (ok_ && rest_.size() >= size) return true;
    fail();
    return false;
  }
  ByteView rest_;
  bool ok_ = true;
};

}  // namespace arrears

#endif
