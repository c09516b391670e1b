#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <packs/read_text.hpp>
#include <system_error>
#include <text/utf8.hpp>

namespace arrears::packs {

namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

unexpected failed(const std::string& path, int code) {
  const ErrorCode kind = code == ENOENT ? ErrorCode::not_found : ErrorCode::io;
  return unexpected(kind, path + ": " + std::generic_category().message(code));
}

}  // namespace

Result<std::string> read_text(const std::string& path, std::size_t bytes_max) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return failed(path, errno);
  // A pipe or a device would block or never end.
  if (!S_ISREG(about.st_mode)) return unexpected(ErrorCode::io, path + ": this is not a file");
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rbe"));
  if (!file) return failed(path, errno);
  std::string text;
  char block[65'536];
  for (;;) {
    const std::size_t size = std::fread(block, 1, sizeof block, file.get());
    if (size == 0) break;
    text.append(block, size);
    if (text.size() > bytes_max) {
      return unexpected(ErrorCode::limit,
                        path + ": larger than " + std::to_string(bytes_max) + " bytes");
    }
  }
  if (std::ferror(file.get()) != 0) return failed(path, EIO);
  if (const auto at = text::first_invalid_utf8(text)) {
    return unexpected(ErrorCode::invalid, path + ": byte " + std::to_string(*at) + " is not UTF-8");
  }
  return text;
}

}  // namespace arrears::packs
