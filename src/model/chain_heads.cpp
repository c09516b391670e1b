#include <arrears/model/journal.hpp>
#include <text/json_read.hpp>
#include <text/json_write.hpp>

#include <limits>

namespace arrears {

namespace {

constexpr std::string_view format = "arrears-heads-1";

unexpected broken(const std::string& what) {
  return unexpected(ErrorCode::wrong_format, "not a file of chain heads: " + what);
}

Result<ChainHead> read_head(const text::JsonValue& value) {
  const text::JsonValue* tenant = value.find("tenant");
  const text::JsonValue* shard = value.find("shard");
  const text::JsonValue* position = value.find("position");
  const text::JsonValue* head = value.find("head");
  if (tenant == nullptr || shard == nullptr || position == nullptr || head == nullptr) {
    return broken("a head needs tenant, shard, position and head");
  }
  const auto tenant_text = tenant->string();
  const auto shard_number = shard->natural();
  const auto position_number = position->natural();
  const auto head_text = head->string();
  if (!tenant_text || !shard_number || !position_number || !head_text ||
      *shard_number > std::numeric_limits<std::uint32_t>::max()) {
    return broken("tenant and head are texts, shard and position are whole numbers");
  }
  const Result<Hash> hash = Hash::from_hex(*head_text);
  if (!hash) return broken(hash.error().message);
  ChainHead out;
  out.shard = {{std::string(*tenant_text)}, static_cast<std::uint32_t>(*shard_number)};
  out.position = *position_number;
  out.head = *hash;
  return out;
}

}  // namespace

Result<ChainHeads> ChainHeads::parse(std::string_view json) {
  const Result<text::JsonValue> value = text::read_json(json, {.bytes = 1u << 20, .depth = 8});
  if (!value) return broken(value.error().message);
  const text::JsonValue* name = value->find("format");
  const text::JsonValue* heads = value->find("heads");
  if (name == nullptr || name->string() != format) {
    return broken("its format is not " + std::string(format));
  }
  if (heads == nullptr || heads->kind != text::JsonValue::Kind::array) {
    return broken("it has no list of heads");
  }
  ChainHeads out;
  for (const text::JsonValue& item : heads->items) {
    Result<ChainHead> head = read_head(item);
    if (!head) return unexpected(head.error());
    out.heads.push_back(*std::move(head));
  }
  return out;
}

std::string ChainHeads::text() const {
  text::JsonWriter json;
  json.begin_object().member("format", format).key("heads").begin_array();
  for (const ChainHead& head : heads) {
    json.begin_object().member("tenant", head.shard.tenant.value);
    json.key("shard").natural(head.shard.number).key("position").natural(head.position);
    json.member("head", head.head.hex()).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace arrears
