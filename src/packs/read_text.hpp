// Reads a small text file of the data that the host points at.
#ifndef ARREARS_PACKS_READ_TEXT_HPP
#define ARREARS_PACKS_READ_TEXT_HPP

#include <arrears/base/result.hpp>
#include <cstddef>
#include <string>

namespace arrears::packs {

// The whole file, which must be UTF-8 and no larger than `bytes_max`. ErrorCode::not_found when it
// is not there, io when it is no file or cannot be read; the message names it.
Result<std::string> read_text(const std::string& path, std::size_t bytes_max = 16u << 20);

}  // namespace arrears::packs

#endif
