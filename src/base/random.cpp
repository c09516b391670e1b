#include <sodium.h>
#include <base/random.hpp>

namespace arrears {

void random_bytes(std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); }

}  // namespace arrears
