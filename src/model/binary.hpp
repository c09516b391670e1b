// The two archives of the binary form: Encoder and Decoder.
//
//   integers, enumerations    little endian, as wide as their type; bool one byte 0 or 1
//   text, bytes, ids          32-bit length, bytes
//   optional                  one byte 0 or 1, value
//   vector, map               32-bit count, elements; keys of a map rise
//   variant                   one byte, the index of the alternative; value
//   struct                    its members
#ifndef ARREARS_SRC_MODEL_BINARY_HPP
#define ARREARS_SRC_MODEL_BINARY_HPP

#include <arrears/base/bytes.hpp>
#include <model/enum_names.hpp>
#include <model/fields.hpp>

#include <algorithm>

namespace arrears::codec {

// Limits because bytes may come from a hostile file: a byte may not make a gigabyte.
inline constexpr std::size_t bytes_max = std::size_t{64} << 20;
inline constexpr std::uint32_t items_max = 1u << 20;
// What is allocated on the word of a count, before the elements are there.
inline constexpr std::uint32_t reserved_max = 1u << 10;
// Leaves room for sums of single amounts, none of which passes Money::limit.
inline constexpr std::int64_t stored_minor_max = Money::limit * 1'000;

class Encoder {
 public:
  template <class T>
  Encoder& operator()(std::string_view, const T& value) {
    put(value);
    return *this;
  }
  Bytes take() { return out_.take(); }

  template <class T>
  void put(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      out_.integer(static_cast<std::uint8_t>(value ? 1 : 0));
    } else if constexpr (std::integral<T>) {
      out_.integer(value);
    } else if constexpr (std::is_enum_v<T>) {
      out_.integer(static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (AnId<T>) {
      out_.text(value.value);
    } else {
      fields(*this, value);
    }
  }
  void put(const std::string& value) { out_.text(value); }
  void put(const Bytes& value) { out_.bytes(value); }
  void put(const Hash& value) { out_.hash(value); }
  void put(const Date& value) { out_.integer(value.number()); }
  void put(const Instant& value) { out_.integer(value.seconds); }
  void put(const Days& value) { out_.integer(value.count); }
  void put(const Decimal& value) { out_.integer(value.micro); }
  void put(const Name& value) { out_.text(value.text); }
  void put(const Currency& value) { out_.append(value.none() ? "\0\0" : value.code().c_str(), 3); }
  void put(const Money& value) {
    out_.integer(value.minor);
    put(value.currency);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& value) {
    put_count(value.size());
    for (const T& item : value) put(item);
  }
  void put(const FieldValues& value) {
    put_count(value.size());
    for (const auto& [key, item] : value) {
      put(key);
      put(item);
    }
  }
  template <class... T>
  void put(const std::variant<T...>& value) {
    static_assert(sizeof...(T) < 256);
    out_.integer(static_cast<std::uint8_t>(value.index()));
    std::visit([this](const auto& alternative) { this->put(alternative); }, value);
  }

 private:
  void put_count(std::size_t count) {
    ARREARS_ASSERT(count <= items_max);
    out_.integer(static_cast<std::uint32_t>(count));
  }
  ByteWriter out_;
};

// Total: whatever the bytes, it ends with ok() true or false and has allocated in proportion to
// them. What it takes is what Encoder gives: encoding again yields the same bytes.
class Decoder {
 public:
  explicit Decoder(ByteView bytes) : in_(bytes) {
    if (bytes.size() > bytes_max) in_.fail();
  }
  // All bytes read, none refused.
  bool done() const { return in_.ok() && in_.at_end(); }

  template <class T>
  Decoder& operator()(std::string_view, T& value) {
    get(value);
    return *this;
  }

  template <class T>
  void get(T& value) {
    if constexpr (std::same_as<T, bool>) {
      const auto byte = in_.integer<std::uint8_t>();
      require(byte <= 1);
      value = byte == 1;
    } else if constexpr (std::integral<T>) {
      value = in_.integer<T>();
    } else if constexpr (std::is_enum_v<T>) {
      const auto number = in_.integer<std::underlying_type_t<T>>();
      require(is_enumerator<T>(number));
      if (in_.ok()) value = static_cast<T>(number);
    } else if constexpr (AnId<T>) {
      in_.text(value.value);
    } else {
      fields(*this, value);
    }
  }
  void get(std::string& value) { in_.text(value); }
  void get(Bytes& value) {
    const ByteView view = in_.bytes();
    value.assign(view.begin(), view.end());
  }
  void get(Hash& value) { value = in_.hash(); }
  void get(Date& value) {
    value = Date::from_number(in_.integer<std::int32_t>());
    require(first_day <= value && value <= last_day);
  }
  void get(Instant& value) { value.seconds = in_.integer<std::int64_t>(); }
  void get(Days& value) { value.count = in_.integer<std::int32_t>(); }
  void get(Decimal& value) { value.micro = in_.integer<std::int64_t>(); }
  void get(Name& value) { in_.text(value.text); }
  void get(Currency& value) {
    char code[3];
    for (char& c : code) c = static_cast<char>(in_.integer<std::uint8_t>());
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (letter(code[0]) && letter(code[1]) && letter(code[2])) {
      value = Currency{std::string_view(code, 3)};
    } else {
      require(code[0] == 0 && code[1] == 0 && code[2] == 0);
      value = Currency{};
    }
  }
  void get(Money& value) {
    value.minor = in_.integer<std::int64_t>();
    require(-stored_minor_max <= value.minor && value.minor <= stored_minor_max);
    get(value.currency);
  }
  template <class T>
  void get(std::optional<T>& value) {
    bool there = false;
    get(there);
    value.reset();
    if (there && in_.ok()) get(value.emplace());
  }
  template <class T>
  void get(std::vector<T>& value) {
    const std::uint32_t count = get_count();
    value.clear();
    value.reserve(std::min(count, reserved_max));
    for (std::uint32_t i = 0; i < count && in_.ok(); ++i) get(value.emplace_back());
  }
  void get(FieldValues& value) {
    const std::uint32_t count = get_count();
    value.clear();
    for (std::uint32_t i = 0; i < count && in_.ok(); ++i) {
      std::string key = in_.text();
      require(value.empty() || value.rbegin()->first < key);
      get(value[std::move(key)]);
    }
  }
  template <class... T>
  void get(std::variant<T...>& value) {
    const auto index = in_.integer<std::uint8_t>();
    require(index < sizeof...(T));
    if (in_.ok()) get_alternative(value, index, std::index_sequence_for<T...>{});
  }

 private:
  // 1900-01-01 and 2200-12-31, as Date says.
  static constexpr Date first_day = Date::from_number(-25567);
  static constexpr Date last_day = Date::from_number(84370);

  void require(bool condition) {
    if (!condition) in_.fail();
  }
  // No element is shorter than one byte.
  std::uint32_t get_count() {
    const auto count = in_.integer<std::uint32_t>();
    require(count <= items_max && count <= in_.remaining());
    return in_.ok() ? count : 0;
  }
  template <class V, std::size_t... I>
  void get_alternative(V& value, std::size_t index, std::index_sequence<I...>) {
    ((I == index ? get(value.template emplace<I>()) : void()), ...);
  }
  ByteReader in_;
};

template <class T>
Bytes encode_value(const T& value) {
  Encoder out;
  out.put(value);
  return out.take();
}

template <class T>
Result<T> decode_value(ByteView bytes, std::string_view what) {
  Decoder in(bytes);
  T value{};
  in.get(value);
  if (in.done()) return value;
  return unexpected(ErrorCode::corrupt, std::string(what) +
                                            " does not decode: its bytes are not "
                                            "what this version writes");
}

}  // namespace arrears::codec

#endif
