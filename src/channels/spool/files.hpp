// Files as the spool needs them: private to their owner, whole or not there at all.
#ifndef ARREARS_CHANNELS_SPOOL_FILES_HPP
#define ARREARS_CHANNELS_SPOOL_FILES_HPP

#include <arrears/base/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::spool {

// Every failure is ErrorCode::io, names the path and says what the system said.

// Makes the directory and those above it, mode 0700 where they are new.
Result<Unit> make_directories(const std::string& path);
// Replaces the file by these bytes, mode 0600: written beside it and renamed, so that a reader or a
// crash sees the old bytes or the new ones.
Result<Unit> write_whole(const std::string& directory, const std::string& name,
                         std::string_view bytes, bool synced);
// The bytes of a file; empty when it is not there.
Result<std::string> read_if_there(const std::string& path);
// Adds the bytes at `size`, which must be where the file ends. A failure leaves it as it was.
Result<Unit> append(const std::string& path, std::uint64_t size, std::string_view bytes,
                    bool synced);
// Cuts the file to this size.
Result<Unit> cut(const std::string& path, std::uint64_t size);
// Names in a directory that do not begin with a point, in order; none when it is not there.
Result<std::vector<std::string>> list(const std::string& path);

}  // namespace arrears::spool

#endif
