// Reads the files that the caller names, and nothing else.
#include <arrears/language/compile.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <language/say.hpp>

namespace arrears {

namespace {

namespace fs = std::filesystem;

// A page of rules has some hundred lines; a table of ten thousand rows fits.
constexpr std::uintmax_t largest_file = 4u << 20;

using syntax::Said;
using syntax::say;

Diagnostic problem(std::string_view told_in, const std::string& file, const Said& message,
                   const Said& help) {
  Diagnostic out;
  out.code = "P0014";
  out.span = {file, 1, 1, 1, 1};
  out.language = told_in.empty() ? "en" : told_in;
  out.message = syntax::told(message, out.language, "en");
  out.help = syntax::told(help, out.language, "en");
  return out;
}

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool is_template(const fs::path& path) {
  return ends_with(path.filename().string(), ".txt") &&
         path.parent_path().filename() == "templates";
}

class SourceReader {
 public:
  explicit SourceReader(std::string_view told_in) : told_in_(told_in) {}

  std::vector<Source> sources;
  std::vector<Diagnostic> problems;

  void path(const std::string& name) {
    std::error_code error;
    const fs::file_status status = fs::status(name, error);
    if (!fs::exists(status)) {
      complain(name, say("there is no such file or folder"));
    } else if (fs::is_directory(status) && ends_with(name, ".plan")) {
      complain(name, say("this is a folder, though it is named like a rule file"),
               say("rename the folder, or give a file"));
    } else if (fs::is_directory(status)) {
      directory(name);
    } else if (ends_with(name, ".plan") || is_template(fs::path(name))) {
      file(name);
    } else {
      complain(name, say("this is not a rule file"),
               say("rules stand in `*.plan`, templates in `templates/*.txt`"));
    }
  }

  // "*.plan" of the folder and "*.txt" of its folder `templates`, in order of name. Folders inside
  // are rulebooks of their own.
  void directory(const std::string& name) {
    const std::size_t before = sources.size() + problems.size();
    entries(fs::path(name), ".plan");
    if (sources.size() + problems.size() == before) {
      complain(name, say("the folder holds no rule file (`*.plan`)"));
    }
    std::error_code error;
    const fs::path templates = fs::path(name) / "templates";
    if (fs::is_directory(templates, error)) entries(templates, ".txt");
  }

 private:
  void complain(const std::string& file, const Said& message, const Said& help = {}) {
    problems.push_back(problem(told_in_, file, message, help));
  }

  void entries(const fs::path& folder, std::string_view end) {
    std::error_code error;
    std::vector<std::string> names;
    fs::directory_iterator it(folder, error);
    for (; !error && it != fs::directory_iterator(); it.increment(error)) {
      if (ends_with(it->path().filename().string(), end)) names.push_back(it->path().string());
    }
    if (error) {
      complain(folder.string(), say("the folder cannot be read: {0}", error.message()));
    }
    std::sort(names.begin(), names.end());
    for (const std::string& one : names) file(one);
  }

  void file(const std::string& name) {
    std::error_code error;
    if (!fs::is_regular_file(name, error)) {
      complain(name, say("this is not a file"), say("give the folder a name of its own"));
      return;
    }
    const std::uintmax_t size = fs::file_size(name, error);
    if (error || size > largest_file) {
      complain(name, say("the file is larger than 4 MiB"), say("split it into several files"));
      return;
    }
    std::ifstream in(name, std::ios::binary);
    Source source{name, std::string(std::istreambuf_iterator<char>(in), {})};
    if (!in && source.text.empty() && size > 0) {
      complain(name, say("the file cannot be read"), say("look at its permissions"));
      return;
    }
    if (source.text.find('\0') != std::string::npos) {
      complain(name, say("this is not a text file"), say("rule files are text in UTF-8"));
      return;
    }
    sources.push_back(std::move(source));
  }

  std::string_view told_in_;
};

}  // namespace

SourceSet SourceSet::from_directory(std::string_view path, std::string_view messages) {
  return from_paths({std::string(path)}, messages);
}

SourceSet SourceSet::from_paths(const std::vector<std::string>& paths, std::string_view messages) {
  SourceReader reader(messages);
  for (const std::string& path : paths) reader.path(path);
  SourceSet out = from_sources(std::move(reader.sources));
  out.problems_ = std::move(reader.problems);
  return out;
}

SourceSet SourceSet::from_sources(std::vector<Source> sources) {
  SourceSet out;
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.name < b.name; });
  // A file that is named twice, by itself and by its folder, is one file.
  const auto same = [](const Source& a, const Source& b) {
    return a.name == b.name && a.text == b.text;
  };
  sources.erase(std::unique(sources.begin(), sources.end(), same), sources.end());
  out.sources_ = std::move(sources);
  return out;
}

}  // namespace arrears
