// What the fuzz programs share.
#ifndef ARREARS_TESTS_FUZZ_HPP
#define ARREARS_TESTS_FUZZ_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A property that does not hold is a crash, so that libFuzzer keeps the input.
inline void hold(bool property) {
  if (!property) std::abort();
}

}  // namespace fuzz

#endif
