// The file of a store as the operating system sees it, before SQLite does.
#ifndef ARREARS_SRC_STORES_SQLITE_FILE_HPP
#define ARREARS_SRC_STORES_SQLITE_FILE_HPP

#include <arrears/base/result.hpp>
#include <string>
#include <string_view>

namespace arrears::sqlite {

// An exclusive lock on PATH-lock, held for the life of the writer. Readers do not take it, so the
// sqlite3 shell and read-only stores work beside a writer.
class WriterLock {
 public:
  static Result<WriterLock> take(const std::string& path);
  WriterLock() = default;
  WriterLock(WriterLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

 private:
  int file_ = -1;
};

// Absolute, links followed, so that two names of one file share one lock and no name means anything
// special to SQLite. The file need not exist; its folder must.
Result<std::string> absolute_path(std::string_view path);

enum class FileState { missing, empty, database };
// wrong_format for anything else that stands there: a folder, a device, a file that does not begin
// as an SQLite database with the mark of our application does. Nothing is opened by SQLite and
// nothing made beside the file to find that out.
Result<FileState> look_at_file(const std::string& path);

// An empty file of mode 0600, also where one with another mode stands.
Result<Unit> make_file(const std::string& path);

}  // namespace arrears::sqlite

#endif
