#include <arrears/base/bytes.hpp>
#include <arrears/decide/decide.hpp>

#include <algorithm>

namespace arrears {
namespace {

// 16 bytes are enough: two orders collide once in 2^64.
std::string short_hex(const Hash& hash) { return hash.hex().substr(0, 32); }

}  // namespace

OrderKey order_key(const StreamId& stream, std::uint64_t number, std::uint32_t index) {
  ByteWriter out;
  out.integer(static_cast<std::uint8_t>(stream.kind));
  out.text(stream.id);
  out.integer(number);
  out.integer(index);
  return {short_hex(blake2b(out.view()))};
}

SendingKey sending_key(std::vector<OrderKey> orders, std::string_view channel) {
  std::sort(orders.begin(), orders.end());
  ByteWriter out;
  out.integer(static_cast<std::uint32_t>(orders.size()));
  for (const OrderKey& order : orders) out.text(order.value);
  out.text(channel);
  return {short_hex(blake2b(out.view()))};
}

}  // namespace arrears
