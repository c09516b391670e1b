#include <stores/sqlite/connection.hpp>

#include <cstring>

namespace arrears::sqlite {

namespace {

// No row of ours comes near it; a hostile file shall not make a gigabyte of one cell.
constexpr int cell_bytes_max = 256 << 20;
constexpr int busy_milliseconds = 10'000;

ErrorCode code_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::locked;
    case SQLITE_CORRUPT: return ErrorCode::corrupt;
    case SQLITE_NOTADB: return ErrorCode::wrong_format;
    case SQLITE_CONSTRAINT: return ErrorCode::conflict;
    case SQLITE_TOOBIG: return ErrorCode::limit;
    default: return ErrorCode::io;
  }
}

std::string remedy(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: return "the disk or the allowed size is full; make room and repeat";
    case SQLITE_IOERR:
      return "it could not be read or written; see that the disk works and has room, and repeat";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program holds a lock on it; repeat when it is done";
    case SQLITE_READONLY: return "it or its folder cannot be written to";
    case SQLITE_CANTOPEN: return "it or the files beside it cannot be opened";
    case SQLITE_CORRUPT: return "its pages are damaged; bring back a copy and verify it";
    case SQLITE_NOTADB: return "it is not an SQLite database";
    default: return {};
  }
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, bool read_only) {
  std::unique_ptr<Connection> out(new Connection);
  out->path_ = path;
  const int mode = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const int code = sqlite3_open_v2(path.c_str(), &out->db_,
                                   mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
  if (code != SQLITE_OK) return out->failure(code);
  if (Result<Unit> hardened = out->harden(); !hardened) return unexpected(hardened.error());
  return out;
}

Result<std::unique_ptr<Connection>> Connection::in_memory() {
  std::unique_ptr<Connection> out(new Connection);
  out->path_ = "a store in memory";
  const int code = sqlite3_open_v2(":memory:", &out->db_, SQLITE_OPEN_READWRITE, nullptr);
  if (code != SQLITE_OK) return out->failure(code);
  return out;
}

Connection::~Connection() {
  for (const auto& [literal, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

Result<Unit> Connection::harden() {
  const std::pair<int, int> settings[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0}};
  for (const auto& [setting, value] : settings) {
    const int code = sqlite3_db_config(db_, setting, value, nullptr);
    if (code != SQLITE_OK) return failure(code);
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, cell_bytes_max);
  sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_busy_timeout(db_, busy_milliseconds);
  return run("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;");
}

Result<Unit> Connection::run(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return Unit{};
}

sqlite3_stmt* Connection::prepared(const char* literal) {
  const auto known = statements_.find(literal);
  if (known != statements_.end()) return known->second;
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(db_, literal, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code == SQLITE_OK) statements_.emplace(literal, statement);
  return statement;
}

unexpected Connection::failure(int code) const {
  std::string message = "the store " + path_ + ": ";
  const std::string help = remedy(code);
  message += help.empty() ? sqlite3_errstr(code) : help;
  const int system = db_ == nullptr ? 0 : sqlite3_system_errno(db_);
  const int kind = code & 0xff;
  if (system != 0 && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN || kind == SQLITE_FULL)) {
    message += std::string(" (") + std::strerror(system) + ")";
  }
  const bool retryable = kind == SQLITE_BUSY || kind == SQLITE_LOCKED || kind == SQLITE_FULL;
  return unexpected({code_of(code), std::move(message), retryable});
}

unexpected Connection::corrupt(const char* table) const {
  return unexpected(ErrorCode::corrupt, "the store " + path_ + ": a row of " + table +
                                            " does not hold what its columns may hold");
}

Query::Query(Connection& connection, const std::string& sql)
    : connection_(connection), statement_(nullptr), own_(true) {
  sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &statement_, nullptr);
}

Query::~Query() {
  if (own_) {
    sqlite3_finalize(statement_);
  } else if (statement_ != nullptr) {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
}

Result<bool> Query::next() {
  if (statement_ == nullptr) return connection_.failure();
  if (failed_ != SQLITE_OK) return connection_.failure(failed_);
  column_ = 0;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return connection_.failure(code);
}

Result<Unit> Query::run() {
  const Result<bool> row = next();
  if (!row) return unexpected(row.error());
  return Unit{};
}

Result<Unit> Query::ok(const char* table) const {
  if (bad_) return connection_.corrupt(table);
  return Unit{};
}

void Query::bind_text(std::string_view value) {
  if (statement_ == nullptr) return;
  const char* data = value.data() == nullptr ? "" : value.data();
  const int code =
      sqlite3_bind_text64(statement_, ++bound_, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) failed_ = code;
}

void Query::bind_blob(ByteView value) {
  if (statement_ == nullptr) return;
  const int code = value.empty() ? sqlite3_bind_zeroblob(statement_, ++bound_, 0)
                                 : sqlite3_bind_blob64(statement_, ++bound_, value.data(),
                                                       value.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) failed_ = code;
}

void Query::bind_integer(std::int64_t value) {
  if (statement_ == nullptr) return;
  const int code = sqlite3_bind_int64(statement_, ++bound_, value);
  if (code != SQLITE_OK) failed_ = code;
}

void Query::bind(const std::vector<Hash>& value) {
  static_assert(sizeof(Hash) == 32);
  bind_blob(std::as_bytes(std::span(value)));
}

void Query::bind(const Currency& value) {
  if (statement_ == nullptr) return;
  const std::string code = value.code();
  const int bound = sqlite3_bind_text(statement_, ++bound_, code.data(),
                                      static_cast<int>(code.size()), SQLITE_TRANSIENT);
  if (bound != SQLITE_OK) failed_ = bound;
}

std::int64_t Query::integer() {
  if (sqlite3_column_type(statement_, column_) != SQLITE_INTEGER) bad_ = true;
  return sqlite3_column_int64(statement_, column_++);
}

ByteView Query::blob() {
  if (sqlite3_column_type(statement_, column_) != SQLITE_BLOB) bad_ = true;
  const void* data = sqlite3_column_blob(statement_, column_);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_++));
  return {static_cast<const std::byte*>(data), data == nullptr ? 0 : size};
}

void Query::column(std::string& member) {
  if (sqlite3_column_type(statement_, column_) != SQLITE_TEXT) bad_ = true;
  const void* data = sqlite3_column_text(statement_, column_);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_++));
  member.clear();
  if (data != nullptr) member.assign(static_cast<const char*>(data), size);
}

void Query::column(Bytes& member) {
  const ByteView bytes = blob();
  member.assign(bytes.begin(), bytes.end());
}

void Query::column(Hash& member) {
  const ByteView bytes = blob();
  if (bytes.size() == member.bytes.size()) {
    std::memcpy(member.bytes.data(), bytes.data(), bytes.size());
  } else {
    bad_ = true;
  }
}

void Query::column(std::array<std::uint8_t, 16>& member) {
  const ByteView bytes = blob();
  if (bytes.size() == member.size()) {
    std::memcpy(member.data(), bytes.data(), bytes.size());
  } else {
    bad_ = true;
  }
}

void Query::column(std::vector<Hash>& member) {
  const ByteView bytes = blob();
  if (bytes.size() % sizeof(Hash) != 0) bad_ = true;
  member.resize(bytes.size() / sizeof(Hash));
  for (std::size_t i = 0; i < member.size(); ++i) {
    std::memcpy(member[i].bytes.data(), bytes.data() + i * sizeof(Hash), sizeof(Hash));
  }
}

void Query::column(Date& member) {
  static const std::int64_t first = Date::earliest().number();
  static const std::int64_t last = Date::latest().number();
  member = Date::from_number(static_cast<std::int32_t>(in_range(integer(), first, last)));
}

void Query::column(Currency& member) {
  std::string code;
  column(code);
  member = Currency{};
  if (code.empty()) return;
  bool letters = code.size() == 3;
  for (const char c : code) letters = letters && c >= 'A' && c <= 'Z';
  if (letters) {
    member = Currency{code};
  } else {
    bad_ = true;
  }
}

Transaction::~Transaction() {
  // Some failures (a full disk) have rolled back already.
  if (connection_.in_transaction()) (void)connection_.run("ROLLBACK");
}

}  // namespace arrears::sqlite
