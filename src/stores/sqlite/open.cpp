#include <stores/sqlite/open.hpp>
#include <stores_sqlite_schema.hpp>

namespace arrears::sqlite {

namespace {

constexpr std::int64_t application_id = 0x41525253;  // "ARRS"
constexpr std::size_t objects_max = 1'000;           // of a schema that is not ours

unexpected not_ours(const std::string& path, const std::string& why) {
  return unexpected(ErrorCode::wrong_format, path + " is no store of the format " +
                                                 std::string(format) + ": " + why +
                                                 "; nothing in it was changed");
}

Result<std::int64_t> number(Connection& connection, const std::string& sql) {
  Query query(connection, sql);
  const Result<bool> row = query.next();
  if (!row) return unexpected(row.error());
  std::int64_t out = 0;
  if (*row) query.get(out);
  return out;
}

struct Object {
  std::string type, name, table;
  std::optional<std::string> sql;
  friend bool operator==(const Object&, const Object&) = default;
};

// ANALYZE leaves tables of statistics behind; they change how fast an answer comes, not the answer.
Result<std::vector<Object>> objects(Connection& connection) {
  Query query(connection, std::string("SELECT type, name, tbl_name, sql FROM sqlite_schema "
                                      "WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4') "
                                      "ORDER BY type, name"));
  std::vector<Object> out;
  while (out.size() < objects_max) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row) break;
    Object object;
    query.get(object.type, object.name, object.table, object.sql);
    if (Result<Unit> ok = query.ok("sqlite_schema"); !ok) return unexpected(ok.error());
    out.push_back(std::move(object));
  }
  return out;
}

// In one transaction of the rollback journal, so that a crash leaves a file that is empty, at the
// latest when SQLite has opened it, or a store; only then the file turns to write-ahead logging.
Result<Unit> create(Connection& connection) {
  if (Result<Unit> done = connection.run("PRAGMA page_size=8192"); !done) return done;
  Transaction transaction(connection);
  if (Result<Unit> done = transaction.begin(); !done) return done;
  if (Result<Unit> done = connection.run(schema_sql); !done) return done;
  const std::string mark =
      "PRAGMA user_version=1; PRAGMA application_id=" + std::to_string(application_id);
  if (Result<Unit> done = connection.run(mark.c_str()); !done) return done;
  return transaction.commit();
}

// The mark in the header first, then the schema, then the format's name: nothing else is asked of
// a file before these agree.
Result<Unit> identify(Connection& connection) {
  const std::string& path = connection.path();
  const Result<std::int64_t> mark = number(connection, "PRAGMA application_id");
  if (!mark) return unexpected(mark.error());
  if (*mark != application_id) return not_ours(path, "it belongs to another application");
  const Result<std::int64_t> version = number(connection, "PRAGMA user_version");
  if (!version) return unexpected(version.error());
  if (*version != 1) {
    return not_ours(path, "its schema has number " + std::to_string(*version));
  }
  const Result<std::string> difference = schema_difference(connection);
  if (!difference) return unexpected(difference.error());
  if (!difference->empty()) return not_ours(path, *difference);
  Query query(connection, "SELECT name, value FROM meta");
  for (std::size_t rows = 0;; ++rows) {
    const Result<bool> row = query.next();
    if (!row) return unexpected(row.error());
    if (!*row && rows == 1) return Unit{};
    std::string name, value;
    if (*row) query.get(name, value);
    if (!*row || rows == 1 || name != "format" || value != format) {
      return not_ours(path, "its table meta names another format");
    }
  }
}

Result<Unit> set_up(Connection& connection, const Options& options) {
  std::string sql = "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;";
  sql += " PRAGMA synchronous=" + std::string(options.synchronous >= 2 ? "FULL" : "NORMAL") + ";";
  if (Result<Unit> done = connection.run(sql.c_str()); !done) return done;
  if (options.read_only) return Unit{};
  if (options.bytes_max > 0) {
    const Result<std::int64_t> size = number(connection, "PRAGMA page_size");
    if (!size) return unexpected(size.error());
    const std::string limit =
        "PRAGMA max_page_count=" + std::to_string(std::max<std::int64_t>(
                                       1, options.bytes_max / std::max<std::int64_t>(1, *size)));
    if (Result<Unit> done = connection.run(limit.c_str()); !done) return done;
  }
  return connection.run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=2000;");
}

}  // namespace

Result<std::string> schema_difference(Connection& connection) {
  Result<std::unique_ptr<Connection>> own = Connection::in_memory();
  if (!own) return unexpected(own.error());
  if (Result<Unit> made = (*own)->run(schema_sql); !made) return unexpected(made.error());
  const Result<std::vector<Object>> expected = objects(**own);
  if (!expected) return unexpected(expected.error());
  const Result<std::vector<Object>> found = objects(connection);
  if (!found) return unexpected(found.error());
  for (const Object& object : *expected) {
    if (std::find(found->begin(), found->end(), object) == found->end()) {
      return "its " + object.type + " " + object.name + " is missing or another";
    }
  }
  if (found->size() != expected->size()) return std::string("it has tables that are not ours");
  return std::string{};
}

Result<Opened> open_file(std::string_view path, const Options& options) {
  Result<std::string> absolute = absolute_path(path);
  if (!absolute) return unexpected(absolute.error());
  const Result<FileState> first = look_at_file(*absolute);
  if (!first) return unexpected(first.error());
  FileState state = *first;
  if (state != FileState::database && (options.read_only || !options.create)) {
    if (state == FileState::empty) return not_ours(*absolute, "it is empty");
    return unexpected(ErrorCode::not_found, "there is no store " + *absolute);
  }
  Opened out;
  if (!options.read_only) {
    Result<WriterLock> lock = WriterLock::take(*absolute);
    if (!lock) return unexpected(lock.error());
    out.lock = *std::move(lock);
    // Another writer may have made the file before this one had the lock.
    const Result<FileState> again = look_at_file(*absolute);
    if (!again) return unexpected(again.error());
    state = *again;
  }
  if (state != FileState::database) {
    if (Result<Unit> made = make_file(*absolute); !made) return unexpected(made.error());
  }
  Result<std::unique_ptr<Connection>> connection = Connection::open(*absolute, options.read_only);
  if (!connection) return unexpected(connection.error());
  out.connection = *std::move(connection);
  const Result<std::int64_t> pages = number(*out.connection, "PRAGMA page_count");
  if (!pages) return unexpected(pages.error());
  if (*pages == 0) {
    if (options.read_only || !options.create) return not_ours(*absolute, "it is empty");
    if (Result<Unit> done = create(*out.connection); !done) return unexpected(done.error());
  }
  if (Result<Unit> done = identify(*out.connection); !done) return unexpected(done.error());
  if (Result<Unit> done = set_up(*out.connection, options); !done) {
    return unexpected(done.error());
  }
  return out;
}

}  // namespace arrears::sqlite
