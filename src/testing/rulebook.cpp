#include <arrears/language/compile.hpp>
#include <arrears/testing.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <packs/data_dir.hpp>
#include <system_error>

namespace arrears::testing {

namespace {

// The first file or folder of that name below rules/plans, in order of path.
std::string bundled(std::string_view name) {
  namespace fs = std::filesystem;
  std::error_code failed;
  std::vector<std::string> found;
  const fs::path plans = fs::path(packs::data_dir()) / "plans";
  for (fs::recursive_directory_iterator at(plans, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->path().filename() == name) found.push_back(at->path().string());
  }
  std::sort(found.begin(), found.end());
  return found.empty() ? (plans / name).string() : found.front();
}

}  // namespace

Rulebook rulebook(std::string_view name) {
  const bool path = name.find('/') != std::string_view::npos;
  const CompileOutcome out =
      compile(SourceSet::from_paths({path ? std::string(name) : bundled(name)}), bundled_law());
  if (!out.rulebook) {
    std::fputs(render(out.diagnostics, {}).c_str(), stderr);
    ARREARS_ASSERT(out.rulebook.has_value());
  }
  return *out.rulebook;
}

}  // namespace arrears::testing
