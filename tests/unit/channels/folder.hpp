// A folder that goes away with the test, and what stands in it.
#ifndef ARREARS_TESTS_CHANNELS_FOLDER_HPP
#define ARREARS_TESTS_CHANNELS_FOLDER_HPP

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace arrears {

struct Folder {
  std::string path;

  Folder() {
    char name[] = "/tmp/arrears_spool_XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  static std::string read(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path + "/" + name, std::ios::binary) << text;
  }
  // Every file by its path below the folder, hidden ones too.
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (!entry.is_regular_file()) continue;
      out[entry.path().string().substr(path.size() + 1)] = read(entry.path().string());
    }
    return out;
  }
};

}  // namespace arrears

#endif
