#include <model/binary.hpp>

namespace arrears {

Bytes encode(const Fact& fact) { return codec::encode_value(fact); }
Result<Fact> decode_fact(ByteView bytes) { return codec::decode_value<Fact>(bytes, "a fact"); }

Hash public_hash(Fact fact) {
  take_private(fact);
  return blake2b(encode(fact));
}

}  // namespace arrears
