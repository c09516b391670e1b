#include <model/binary.hpp>

namespace arrears {

Bytes encode(const Case& value) { return codec::encode_value(value); }
Result<Case> decode_case(ByteView bytes) { return codec::decode_value<Case>(bytes, "a case"); }

}  // namespace arrears
