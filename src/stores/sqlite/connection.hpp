// SQLite behind three small classes: Connection, Query (one use of a cached statement) and
// Transaction.
// Nothing else in the library includes sqlite3.h.
#ifndef ARREARS_SRC_STORES_SQLITE_CONNECTION_HPP
#define ARREARS_SRC_STORES_SQLITE_CONNECTION_HPP

#include <sqlite3.h>
#include <arrears/spi/store.hpp>
#include <model/enum_names.hpp>

#include <limits>
#include <memory>

namespace arrears::sqlite {

// One connection and the statements that it has prepared. Not for two threads at once.
class Connection {
 public:
  // `path` is absolute. Hardened before it has read anything: no trusted schema, defensive mode,
  // cells checked, no triggers, views, attached files, no memory map.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, bool read_only);
  static Result<std::unique_ptr<Connection>> in_memory();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Runs statements that give no rows.
  Result<Unit> run(const char* sql);
  // The statement of a literal; prepared once. Null on an error, which `failure` then words.
  sqlite3_stmt* prepared(const char* literal);
  // Rows that the last statement changed.
  int changes() const { return sqlite3_changes(db_); }
  bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  // What this result code means to a caller; names the file, never the data.
  unexpected failure(int code) const;
  unexpected failure() const { return failure(sqlite3_extended_errcode(db_)); }
  unexpected corrupt(const char* table) const;
  sqlite3* handle() { return db_; }
  const std::string& path() const { return path_; }

 private:
  Connection() = default;
  Result<Unit> harden();
  sqlite3* db_ = nullptr;
  std::string path_;
  std::map<const char*, sqlite3_stmt*> statements_;
};

// Binds, steps and reads one statement; resets it when destroyed. What is bound must live until
// then. Columns are read in their order; a column of another type or out of range makes the row
// bad, and `next` or `ok` report it.
class Query {
 public:
  // `literal` must be a string literal: statements are kept by its address.
  Query(Connection& connection, const char* literal)
      : connection_(connection), statement_(connection.prepared(literal)) {}
  // Prepared for this use only.
  Query(Connection& connection, const std::string& sql);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  template <class... T>
  Query& put(T&&... values) {
    (bind(std::forward<T>(values)), ...);
    return *this;
  }
  // Every table begins with these.
  Query& put_shard(const Shard& shard) { return put(shard.tenant, shard.number); }

  // Whether there is another row.
  Result<bool> next();
  Result<Unit> run();
  template <class... T>
  void get(T&... members) {
    (column(members), ...);
  }
  // Error when a column of a row read so far did not hold what the schema says.
  Result<Unit> ok(const char* table) const;

 private:
  void bind(const std::string& value) { bind_text(value); }
  void bind(std::string&&) = delete;
  void bind(const char*) = delete;
  void bind(std::string_view value) { bind_text(value); }
  void bind(const Bytes& value) { bind_blob(value); }
  void bind(Bytes&&) = delete;
  void bind(ByteView value) { bind_blob(value); }
  void bind(const Hash& value) { bind_blob(std::as_bytes(std::span(value.bytes))); }
  void bind(Hash&&) = delete;
  void bind(const std::array<std::uint8_t, 16>& value) {
    bind_blob(std::as_bytes(std::span(value)));
  }
  void bind(const std::vector<Hash>& value);  // one after the other
  void bind(const Date& value) { bind_integer(value.number()); }
  void bind(const Instant& value) { bind_integer(value.seconds); }
  void bind(const Currency& value);
  template <class T>
  void bind(const T& value) requires std::integral<T> || std::is_enum_v<T> || codec::AnId<T> {
    if constexpr (codec::AnId<T>) {
      bind_text(value.value);
    } else {
      bind_integer(static_cast<std::int64_t>(value));
    }
  }
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) {
      bind(*value);
    } else {
      ++bound_;
    }
  }
  void bind_text(std::string_view value);
  void bind_blob(ByteView value);
  void bind_integer(std::int64_t value);

  void column(std::string& member);
  void column(Bytes& member);
  void column(Hash& member);
  void column(std::array<std::uint8_t, 16>& member);
  void column(std::vector<Hash>& member);
  void column(Date& member);
  void column(Instant& member) { member.seconds = integer(); }
  void column(Currency& member);
  void column(bool& member) { member = in_range(integer(), 0, 1) == 1; }
  template <class T>
  void column(T& member) requires std::integral<T> || std::is_enum_v<T> || codec::AnId<T> {
    if constexpr (codec::AnId<T>) {
      column(member.value);
    } else if constexpr (std::is_enum_v<T>) {
      const std::int64_t number = integer();
      if (number >= 0 && codec::is_enumerator<T>(static_cast<std::uint64_t>(number))) {
        member = static_cast<T>(number);
      } else {
        bad_ = true;
      }
    } else if constexpr (std::same_as<T, std::uint64_t>) {
      member = static_cast<std::uint64_t>(integer());  // all 64 bits are in use
    } else {
      member = static_cast<T>(
          in_range(integer(), std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    }
  }
  template <class T>
  void column(std::optional<T>& member) {
    member.reset();
    if (sqlite3_column_type(statement_, column_) == SQLITE_NULL) {
      ++column_;
    } else {
      column(member.emplace());
    }
  }
  std::int64_t integer();
  std::int64_t in_range(std::int64_t value, std::int64_t low, std::int64_t high) {
    if (value >= low && value <= high) return value;
    bad_ = true;
    return low;
  }
  ByteView blob();

  Connection& connection_;
  sqlite3_stmt* statement_;
  bool own_ = false;  // prepared for this use
  int bound_ = 0;
  int column_ = 0;
  int failed_ = SQLITE_OK;
  bool bad_ = false;
};

// All or none: rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Result<Unit> begin() { return connection_.run("BEGIN IMMEDIATE"); }
  Result<Unit> commit() { return connection_.run("COMMIT"); }

 private:
  Connection& connection_;
};

}  // namespace arrears::sqlite

#endif
