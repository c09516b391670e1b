// Text to rulebook: parse, bind, check, prove. Mistakes are values, worded for the author: in the
// language of the file in which they stand, or in that of `messages` ("en", "cs", "sk", "pl") where
// one is given. A language without words is told in English.
#ifndef ARREARS_LANGUAGE_COMPILE_HPP
#define ARREARS_LANGUAGE_COMPILE_HPP

#include <arrears/law/law.hpp>
#include <arrears/model/diagnostic.hpp>
#include <arrears/rulebook/rulebook.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

// A file by name. "*.plan" are rules, "templates/<message>[.<channel>].txt" are templates.
struct Source {
  std::string name{};
  std::string text{};
};

// The files of one rulebook, in order of name. Reading problems (a directory where a file is
// expected, a file that is not text, one that is too large) are kept as diagnostics and reported by
// compile(), so that a broken path is an answer like any other.
class ARREARS_API SourceSet {
 public:
  static SourceSet from_directory(std::string_view path, std::string_view messages = {});
  // Files and directories.
  static SourceSet from_paths(const std::vector<std::string>& paths,
                              std::string_view messages = {});
  static SourceSet from_sources(std::vector<Source> sources);
  const std::vector<Source>& sources() const { return sources_; }
  const std::vector<Diagnostic>& problems() const { return problems_; }

 private:
  std::vector<Source> sources_;
  std::vector<Diagnostic> problems_;
};

struct CompileOutcome {
  std::optional<Rulebook> rulebook{};     // none when there is an error among the diagnostics
  std::vector<Diagnostic> diagnostics{};  // in order of file, line, column
};

// The packs are needed to check fees, notices and unverified lines.
ARREARS_API CompileOutcome compile(const SourceSet& sources, const LawPacks& law,
                                   std::string_view messages = {});
// From Rulebook::archive().
ARREARS_API Result<Rulebook> rulebook_from_archive(ByteView bytes, const LawPacks& law);

struct FormatOutcome {
  std::string text{};
  std::vector<Diagnostic> diagnostics{};  // errors leave the text as it was
};
// The plain form: indentation, aligned tables, spellings, quotes. Formatting twice changes nothing.
ARREARS_API FormatOutcome format(const Source& source, std::string_view messages = {});

// The file in the words of another language, "en", "cs", "sk" or "pl", in its plain form: words,
// units, dates, decimal signs, what the language itself declares. Names and texts of the author
// stay, names of a law pack too, since they are read in every language. A name that would be read
// as a word is quoted; one that the other language has taken for its own fields, events or kinds of
// lists is an error. Translated back it is the plain form of the original.
ARREARS_API FormatOutcome translate(const Source& source, std::string_view to,
                                    std::string_view messages = {});

// The languages of rules and messages by their short names, in order: "cs", "en", "pl", "sk".
ARREARS_API std::vector<std::string> rule_languages();

// The syntax tree as canonical text, the same for every natural language, with the author's names
// replaced by numbers in order of first appearance when `anonymous`. For tests and tools.
ARREARS_API std::string tree_text(const Source& source, bool anonymous);

}  // namespace arrears

#endif
