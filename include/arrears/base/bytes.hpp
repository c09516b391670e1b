// Binary encoding of everything that is hashed or stored: little endian, length-prefixed, one
// spelling per value, so equal values have equal bytes.
#ifndef ARREARS_BASE_BYTES_HPP
#define ARREARS_BASE_BYTES_HPP

#include <arrears/base/hash.hpp>
#include <concepts>
#include <cstdint>
#include <string_view>

namespace arrears {

// Appends values to a buffer.
class ByteWriter {
 public:
  template <std::integral T>
  void integer(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      out_.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i)));
    }
  }
  // 32-bit length, then the bytes.
  void bytes(ByteView data) {
    ARREARS_ASSERT(data.size() < (1u << 31));
    integer(static_cast<std::uint32_t>(data.size()));
    out_.insert(out_.end(), data.begin(), data.end());
  }
  void text(std::string_view data) { bytes(as_bytes(data)); }
  void hash(const Hash& value) {
    const auto view = std::as_bytes(std::span(value.bytes));
    out_.insert(out_.end(), view.begin(), view.end());
  }
  const Bytes& view() const { return out_; }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
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
    const ByteView view = bytes();
    return {reinterpret_cast<const char*>(view.data()), view.size()};
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
