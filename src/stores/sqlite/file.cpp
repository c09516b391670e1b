#include <stores/sqlite/file.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

namespace arrears::sqlite {

namespace {

unexpected failed(const std::string& doing, const std::string& path) {
  return unexpected(ErrorCode::io, "cannot " + doing + " " + path + ": " + std::strerror(errno));
}

// The mark that PRAGMA application_id leaves in the header of a database.
constexpr std::size_t mark_at = 68, header_size = 72;
constexpr std::string_view mark = "ARRS";

// Closes at the end of the scope.
struct File {
  explicit File(int opened) : number(opened) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number >= 0) ::close(number);
  }
  int number;
};

}  // namespace

Result<WriterLock> WriterLock::take(const std::string& path) {
  const std::string name = path + "-lock";
  WriterLock out;
  out.file_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (out.file_ < 0) return failed("write the lock of the store,", name);
  int code = 0;
  do {
    code = ::flock(out.file_, LOCK_EX | LOCK_NB);
  } while (code != 0 && errno == EINTR);
  if (code == 0) return out;
  if (errno == EWOULDBLOCK) {
    return unexpected({ErrorCode::locked,
                       "the store " + path +
                           " has a writer already, and there can be one at a "
                           "time; wait until it ends, or open the store read-only",
                       true});
  }
  return failed("lock", name);
}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

WriterLock::~WriterLock() {
  if (file_ >= 0) ::close(file_);
}

Result<std::string> absolute_path(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos) {
    return unexpected(ErrorCode::invalid, "the path of a store must not be empty");
  }
  const std::string name(path);
  std::array<char, PATH_MAX> buffer{};
  if (::realpath(name.c_str(), buffer.data()) != nullptr) return std::string(buffer.data());
  if (errno != ENOENT) return failed("open the store", name);
  const std::size_t slash = name.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : name.substr(0, slash + 1);
  const std::string file = slash == std::string::npos ? name : name.substr(slash + 1);
  if (file.empty()) return failed("open the store", name);
  if (::realpath(folder.c_str(), buffer.data()) == nullptr) {
    return failed("find the folder of the store", name);
  }
  const std::string found(buffer.data());
  return (found == "/" ? found : found + "/") + file;
}

Result<FileState> look_at_file(const std::string& path) {
  struct ::stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return FileState::missing;
    return failed("open the store", path);
  }
  if (!S_ISREG(info.st_mode)) {
    return unexpected(ErrorCode::wrong_format,
                      path + (S_ISDIR(info.st_mode) ? " is a folder" : " is no plain file") +
                          "; a store is one file");
  }
  if (info.st_size == 0) return FileState::empty;
  static constexpr std::string_view magic("SQLite format 3\0", 16);
  std::array<char, header_size> begin{};
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0) return failed("open the store", path);
  const ssize_t got = ::read(file.number, begin.data(), begin.size());
  if (got < 0) return failed("read the store", path);
  const std::string_view header(begin.data(), static_cast<std::size_t>(got));
  if (!header.starts_with(magic)) {
    return unexpected(ErrorCode::wrong_format,
                      path +
                          " is no store of Arrears: it is not an SQLite database; name another "
                          "file");
  }
  if (header.substr(std::min(mark_at, header.size())) != mark) {
    return unexpected(ErrorCode::wrong_format,
                      path +
                          " is no store of Arrears: it belongs to another application; nothing "
                          "in it was changed; name another file");
  }
  return FileState::database;
}

Result<Unit> make_file(const std::string& path) {
  const File file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.number < 0 || ::fchmod(file.number, 0600) != 0) return failed("make the store", path);
  return Unit{};
}

}  // namespace arrears::sqlite
