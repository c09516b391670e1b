// A store's file as any SQL tool sees it.
#ifndef ARREARS_TESTS_UNIT_STORES_RAW_HPP
#define ARREARS_TESTS_UNIT_STORES_RAW_HPP

#include <sqlite3.h>

#include <string>
#include <vector>

namespace arrears::testing {

class Raw {
 public:
  explicit Raw(const std::string& path) { sqlite3_open(path.c_str(), &db_); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  ~Raw() { sqlite3_close(db_); }

  bool run(const std::string& sql) {
    return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  // First column of each row, as text.
  std::vector<std::string> texts(const std::string& sql, int column = 0) {
    sqlite3_stmt* statement = nullptr;
    std::vector<std::string> out;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return out;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const unsigned char* text = sqlite3_column_text(statement, column);
      out.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
    }
    sqlite3_finalize(statement);
    return out;
  }
  std::string text(const std::string& sql) {
    const std::vector<std::string> rows = texts(sql);
    return rows.empty() ? std::string{} : rows.front();
  }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace arrears::testing

#endif
