// The store in one SQLite file: the embedded default.
#ifndef ARREARS_STORE_SQLITE_HPP
#define ARREARS_STORE_SQLITE_HPP

#include <arrears/spi/store.hpp>
#include <memory>

namespace arrears::sqlite {

struct Options {
  bool read_only = false;       // queries only; any number beside one writer
  bool create = true;           // make the file, mode 0600, if it is not there
  int synchronous = 2;          // 2 = FULL: a commit survives power loss; 1 = NORMAL
};

// Opens or creates. Refused: a file of another format or schema (wrong_format), a second writer
// (locked). WAL mode; foreign files are opened with trusted_schema off and in defensive mode.
ARREARS_API Result<std::unique_ptr<Store>> store(std::string_view path,
                                                 const Options& options = {});

}  // namespace arrears::sqlite

#endif
