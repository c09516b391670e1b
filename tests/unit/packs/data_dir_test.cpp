#include <doctest/doctest.h>

#include <filesystem>
#include <packs/data_dir.hpp>

using namespace arrears;

// A test program stands for the library: build/PRESET/bin, beside which share/arrears is a link.
TEST_CASE("the data lies at a fixed place beside the program, whatever the current directory is") {
  namespace fs = std::filesystem;
  const fs::path data = packs::data_dir();
  CHECK(data.is_absolute());
  CHECK(fs::equivalent(data, fs::path(ARREARS_SOURCE_DIR) / "rules"));
  const fs::path before = fs::current_path();
  fs::current_path(fs::temp_directory_path());
  CHECK(packs::data_dir() == data.string());
  fs::current_path(before);
}
