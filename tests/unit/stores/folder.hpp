// A folder of its own for each test, gone afterwards.
#ifndef ARREARS_TESTS_UNIT_STORES_FOLDER_HPP
#define ARREARS_TESTS_UNIT_STORES_FOLDER_HPP

#include <cstdlib>
#include <filesystem>
#include <string>

namespace arrears::testing {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "arrears-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace arrears::testing

#endif
