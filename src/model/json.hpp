// The archive of canonical JSON: members in the order of the structs, no spaces, absent values
// null, money as {"amount":"1200.00","currency":"CZK"}.
#ifndef ARREARS_SRC_MODEL_JSON_HPP
#define ARREARS_SRC_MODEL_JSON_HPP

#include <model/alternative_names.hpp>
#include <model/enum_names.hpp>
#include <model/fields.hpp>
#include <text/json_write.hpp>

namespace arrears::codec {

class JsonArchive {
 public:
  template <class T>
  JsonArchive& operator()(std::string_view name, const T& value) {
    json_.key(name);
    put(value);
    return *this;
  }
  text::JsonWriter& json() { return json_; }

  template <class T>
  void put(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      json_.boolean(value);
    } else if constexpr (std::unsigned_integral<T>) {
      json_.natural(value);
    } else if constexpr (std::integral<T>) {
      json_.integer(value);
    } else if constexpr (BitSet<T>) {
      put_bits(value);
    } else if constexpr (std::is_enum_v<T>) {
      json_.string(enum_name(value));
    } else if constexpr (AnId<T>) {
      json_.string(value.value);
    } else {
      json_.begin_object();
      fields(*this, value);
      json_.end_object();
    }
  }
  void put(const std::string& value) { json_.string(value); }
  void put(const Date& value) { json_.string(value.text()); }
  void put(const Instant& value) { json_.string(value.text()); }
  void put(const Currency& value) { json_.string(value.code()); }
  void put(const Hash& value) {
    if (value.none()) {
      json_.null();
    } else {
      json_.string(value.hex());
    }
  }
  void put(const Bytes& value);  // hexadecimal
  void put(const Money& value);
  void put(const Decimal& value) { json_.string(value.text()); }
  void put(const Value& value);  // the type can be seen: {"number":"1.5"}, {"days":3} ...
  void put(const FieldValues& value);
  template <class T>
  void put(const std::optional<T>& value) {
    if (value) {
      put(*value);
    } else {
      json_.null();
    }
  }
  template <class T>
  void put(const std::vector<T>& value) {
    json_.begin_array();
    for (const T& item : value) put(item);
    json_.end_array();
  }
  // {"type":"payment_received", members}
  template <class... T>
  void put(const std::variant<T...>& value) {
    json_.begin_object();
    json_.member("type", AlternativeNames<std::variant<T...>>::names[value.index()]);
    std::visit([this](const auto& alternative) { fields(*this, alternative); }, value);
    json_.end_object();
  }

 private:
  template <class E>
  void put_bits(E value) {
    json_.begin_array();
    const auto& names = EnumNames<E>::bits.names;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if ((static_cast<unsigned>(value) >> i) & 1u) json_.string(names[i]);
    }
    json_.end_array();
  }
  text::JsonWriter json_;
};

template <class T>
std::string json_of(const T& value) {
  JsonArchive out;
  out.put(value);
  return out.json().take();
}

}  // namespace arrears::codec

#endif
