#include <model/json.hpp>

namespace arrears::codec {

void JsonArchive::put(const Bytes& value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(value.size() * 2);
  for (const std::byte byte : value) {
    hex.push_back(digits[std::to_integer<unsigned>(byte) >> 4]);
    hex.push_back(digits[std::to_integer<unsigned>(byte) & 15]);
  }
  json_.string(hex);
}

void JsonArchive::put(const Money& value) {
  json_.begin_object();
  json_.member("amount", value.text());
  json_.member("currency", value.currency.code());
  json_.end_object();
}

void JsonArchive::put(const FieldValues& value) {
  json_.begin_object();
  for (const auto& [key, item] : value) {
    json_.key(key);
    put(item);
  }
  json_.end_object();
}

namespace {

// Texts, truth values and money speak for themselves; the other types are named.
struct PutValue {
  JsonArchive& out;
  void operator()(const Money& value) const { out.put(value); }
  void operator()(const std::string& value) const { out.put(value); }
  void operator()(bool value) const { out.json().boolean(value); }
  void operator()(const Decimal& value) const { named("number").string(value.text()).end_object(); }
  void operator()(const Days& value) const { named("days").integer(value.count).end_object(); }
  void operator()(const Date& value) const { named("date").string(value.text()).end_object(); }
  void operator()(const Name& value) const { named("name").string(value.text).end_object(); }
  text::JsonWriter& named(std::string_view type) const {
    return out.json().begin_object().key(type);
  }
};

}  // namespace

void JsonArchive::put(const Value& value) { std::visit(PutValue{*this}, value); }

}  // namespace arrears::codec
