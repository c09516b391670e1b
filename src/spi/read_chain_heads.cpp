// Here and not in src/model, which opens no files.
#include <arrears/model/journal.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace arrears {

Result<ChainHeads> ChainHeads::read(std::string_view path) {
  static constexpr std::size_t size_max = 1u << 20;
  const std::string name(path);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rb"),
                                                             &std::fclose);
  if (file == nullptr) {
    return unexpected(ErrorCode::io,
                      "cannot read chain heads from " + name + ": " + std::strerror(errno));
  }
  std::string text;
  char buffer[4096];
  std::size_t got = 0;
  while (text.size() <= size_max && (got = std::fread(buffer, 1, sizeof(buffer), file.get())) > 0) {
    text.append(buffer, got);
  }
  if (std::ferror(file.get()) != 0) {
    return unexpected(ErrorCode::io, "cannot read chain heads from " + name +
                                         ": it is no file "
                                         "that can be read");
  }
  if (text.size() > size_max) {
    return unexpected(ErrorCode::wrong_format, name + " is too long for a file of chain heads");
  }
  Result<ChainHeads> heads = parse(text);
  if (!heads) return unexpected(heads.error().code, name + ": " + heads.error().message);
  return heads;
}

}  // namespace arrears
