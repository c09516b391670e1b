#include <model/binary.hpp>

namespace arrears {

Bytes encode(const Person& value) { return codec::encode_value(value); }
Result<Person> decode_person(ByteView bytes) {
  return codec::decode_value<Person>(bytes, "a person");
}

}  // namespace arrears
