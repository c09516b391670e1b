// Bytes that nobody can guess, from the operating system. Only the shell may ask for them.
#ifndef ARREARS_SRC_BASE_RANDOM_HPP
#define ARREARS_SRC_BASE_RANDOM_HPP

#include <cstdint>
#include <span>

namespace arrears {

void random_bytes(std::span<std::uint8_t> out);

}  // namespace arrears

#endif
