// The store in one SQLite file: the embedded default.
#ifndef ARREARS_STORE_SQLITE_HPP
#define ARREARS_STORE_SQLITE_HPP

#include <arrears/spi/store.hpp>
#include <memory>

namespace arrears::sqlite {

struct Options {
  bool read_only = false;      // queries only; any number beside one writer
  bool create = true;          // make the file, mode 0600, if it is not there
  int synchronous = 2;         // 2 = FULL: a commit survives power loss; 1 = NORMAL
  std::int64_t bytes_max = 0;  // the file never grows past this; 0 = as large as the disk allows
};

// Opens or creates. Refused, with nothing changed: a file of another format or schema, an empty one
// that may not be filled, a folder (wrong_format), a second writer (locked; an advisory lock on
// PATH-lock, held until the store is destroyed; local disks only). Write-ahead logging: PATH-wal
// and PATH-shm stand beside the file. Files of others are opened with trusted_schema off and in
// defensive mode. docs/store.md describes the tables, which any SQL tool may read.
ARREARS_API Result<std::unique_ptr<Store>> store(std::string_view path,
                                                 const Options& options = {});

}  // namespace arrears::sqlite

#endif
