// Opening a store: is the file there, is it ours, is it of this schema.
#ifndef ARREARS_SRC_STORES_SQLITE_OPEN_HPP
#define ARREARS_SRC_STORES_SQLITE_OPEN_HPP

#include <arrears/store/sqlite.hpp>
#include <stores/sqlite/connection.hpp>
#include <stores/sqlite/file.hpp>

namespace arrears::sqlite {

inline constexpr std::string_view format = "arrears-sqlite-1";

struct Opened {
  WriterLock lock;  // of a writer; outlives the connection
  std::unique_ptr<Connection> connection;
};

Result<Opened> open_file(std::string_view path, const Options& options);

// What differs from the schema of this version, empty when nothing does.
Result<std::string> schema_difference(Connection& connection);

}  // namespace arrears::sqlite

#endif
