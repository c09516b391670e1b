// A mistake in rules, packs or imported records: one record, rendered as text, JSON or by a
// language server. Worded for the person who wrote the file.
#ifndef ARREARS_MODEL_DIAGNOSTIC_HPP
#define ARREARS_MODEL_DIAGNOSTIC_HPP

#include <arrears/api.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace arrears {

enum class Severity : std::uint8_t { error, warning, note };

// Lines and columns count from 1; columns count characters as a reader sees them (code points,
// wide ones once). The end is exclusive: the column after the last character.
struct SourceSpan {
  std::string file{};
  std::uint32_t line = 0, column = 0;
  std::uint32_t end_line = 0, end_column = 0;
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

struct Diagnostic {
  std::string code{};  // "P0102"; families in docs/language.md
  Severity severity = Severity::error;
  SourceSpan span{};
  std::string message{};
  std::string help{};         // what to do; may be empty
  std::string source_line{};  // the text of line `span.line`, for the caret
  std::string language{};     // of message and help; empty = English
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

struct RenderOptions {
  std::string language{};  // of the words around a message; empty = that of the message
  bool color = false;
};

// The text that LANGUAGE.md part 9 shows: code, place, line, caret, help.
ARREARS_API std::string render(const std::vector<Diagnostic>& diagnostics,
                               const RenderOptions& options);
// A JSON list of {code,severity,file,line,column,end_line,end_column,message,help}.
ARREARS_API std::string render_json(const std::vector<Diagnostic>& diagnostics);

}  // namespace arrears

#endif
