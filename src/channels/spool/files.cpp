#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <channels/spool/files.hpp>
#include <cstdio>
#include <system_error>

namespace arrears::spool {

namespace {

constexpr mode_t private_file = 0600;
constexpr mode_t private_directory = 0700;

unexpected failed(const std::string& path, int code) {
  return unexpected({ErrorCode::io, path + ": " + std::generic_category().message(code), true});
}

// An open file that closes itself.
class File {
 public:
  File(const std::string& path, int flags)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, private_file)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool open() const { return fd_ >= 0; }
  int get() const { return fd_; }
  // Some file systems report a full disk only here.
  bool close() {
    const int closed = ::close(fd_);
    fd_ = -1;
    return closed == 0;
  }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool sync_directory(const std::string& path) {
  const File directory(path, O_RDONLY | O_DIRECTORY);
  return directory.open() && ::fsync(directory.get()) == 0;
}

}  // namespace

Result<Unit> make_directories(const std::string& path) {
  for (std::size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    const std::string part = path.substr(0, end);
    if (::mkdir(part.c_str(), private_directory) == 0 || errno == EEXIST) continue;
    // Above our own directories there may be some that we may not even look into.
    const int code = errno;
    struct stat about {};
    if (::stat(part.c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) return failed(part, code);
  }
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return failed(path, errno);
  if (!S_ISDIR(about.st_mode)) return failed(path, ENOTDIR);
  return Unit{};
}

Result<Unit> write_whole(const std::string& directory, const std::string& name,
                         std::string_view bytes, bool synced) {
  const std::string path = directory + "/" + name;
  const std::string beside = directory + "/." + name + ".part";
  File file(beside, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.open()) return failed(beside, errno);
  // A file left by somebody else may have another mode.
  const bool written = ::fchmod(file.get(), private_file) == 0 && write_all(file.get(), bytes) &&
                       (!synced || ::fsync(file.get()) == 0) && file.close() &&
                       std::rename(beside.c_str(), path.c_str()) == 0 &&
                       (!synced || sync_directory(directory));
  if (written) return Unit{};
  const int code = errno;
  ::unlink(beside.c_str());
  return failed(path, code);
}

Result<std::string> read_if_there(const std::string& path) {
  const File file(path, O_RDONLY);
  if (!file.open() && errno == ENOENT) return std::string{};
  if (!file.open()) return failed(path, errno);
  std::string text;
  char block[65'536];
  for (;;) {
    const ssize_t size = ::read(file.get(), block, sizeof block);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return failed(path, errno);
    if (size == 0) return text;
    text.append(block, static_cast<std::size_t>(size));
  }
}

Result<Unit> append(const std::string& path, std::uint64_t size, std::string_view bytes,
                    bool synced) {
  File file(path, O_WRONLY | O_CREAT | O_APPEND);
  if (!file.open()) return failed(path, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return failed(path, errno);
  if (static_cast<std::uint64_t>(about.st_size) != size) {
    return unexpected({ErrorCode::conflict, path + ": another process wrote to this file", true});
  }
  if (write_all(file.get(), bytes) && (!synced || ::fsync(file.get()) == 0)) return Unit{};
  const int code = errno;
  // Half a line must not stay; if even this fails, the next reader cuts it.
  if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0) return failed(path, code);
  return failed(path, code);
}

Result<Unit> cut(const std::string& path, std::uint64_t size) {
  if (::truncate(path.c_str(), static_cast<off_t>(size)) != 0) return failed(path, errno);
  return Unit{};
}

Result<std::vector<std::string>> list(const std::string& path) {
  std::vector<std::string> names;
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr && errno == ENOENT) return names;
  if (directory == nullptr) return failed(path, errno);
  while (const dirent* entry = ::readdir(directory)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  ::closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace arrears::spool
