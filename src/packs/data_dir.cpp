#include <dlfcn.h>
#include <link.h>

#include <filesystem>
#include <packs/data_dir.hpp>
#include <system_error>

namespace arrears::packs {

namespace {

// The file that holds this code. The name of a program is what its caller wrote, which may be
// relative to a directory left long ago, so for a program the kernel is asked instead.
std::filesystem::path own_file() {
  Dl_info info{};
  link_map* map = nullptr;
  const auto address = reinterpret_cast<const void*>(&data_dir);
  if (dladdr1(address, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) == 0) return {};
  const bool program = map == nullptr || map->l_name == nullptr || map->l_name[0] == '\0';
  return program ? "/proc/self/exe" : map->l_name;
}

}  // namespace

std::string data_dir() {
  std::error_code failed;
  const std::filesystem::path file = std::filesystem::canonical(own_file(), failed);
  if (failed) return {};
  return (file.parent_path() / ARREARS_DATA_DIR).lexically_normal().string();
}

}  // namespace arrears::packs
