// From bytes to lines: encodings, limits, forbidden characters, the language of the file.
#include <language/characters.hpp>
#include <language/lexer.hpp>
#include <language/parse.hpp>
#include <text/utf8.hpp>

namespace arrears::syntax {

SourceSpan source_span(const Tree& tree, Span span) {
  return {tree.file, span.line, span.column, span.line, span.end_column};
}

Diagnostic mistake(const Tree& tree, std::string code, Span span, const Said& message,
                   const Said& help, Severity severity) {
  Diagnostic out;
  out.code = std::move(code);
  out.severity = severity;
  out.span = source_span(tree, span);
  out.language = tree.told_in.empty() ? tree.language : tree.told_in;
  out.message = told(message, out.language, tree.language);
  out.help = told(help, out.language, tree.language);
  if (span.line >= 1 && span.line <= tree.lines.size()) out.source_line = tree.lines[span.line - 1];
  return out;
}

void Report::add(std::string code, Span span, const Said& message, const Said& help) {
  if (out_.size() > Limits::diagnostics) return;
  if (out_.size() == Limits::diagnostics) {
    out_.push_back(mistake(tree_, "P0008", span,
                           say("more than 100 mistakes; the rest is not shown"),
                           say("mend these first"), Severity::note));
    return;
  }
  out_.push_back(mistake(tree_, std::move(code), span, message, help));
}

namespace {

const Span file_start{1, 1, 1};
constexpr std::size_t header_lines = 5;  // the first of a file, one of which names its language

// UTF-16 and bytes of programs are named, because "not UTF-8" helps nobody who exported a file.
bool check_bytes(std::string_view text, Report& report) {
  if (text.size() > Limits::file_bytes) {
    report.add("P0008", file_start, say("the file is larger than 4 MiB"),
               say("split it into several files"));
    return false;
  }
  const bool utf16 = text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff";
  if (utf16) {
    report.add("P0001", file_start, say("the file is UTF-16, not UTF-8"),
               say("save the file as UTF-8"));
    return false;
  }
  if (text.find('\0') != std::string_view::npos) {
    report.add("P0002", file_start, say("this is not a text file"),
               say("rule files are text in UTF-8"));
    return false;
  }
  return true;
}

// The part of a broken line that can be shown, and where it breaks.
std::string valid_part(std::string_view line, std::size_t bad) {
  return text::nfc(line.substr(0, bad));
}

void read_line(std::string_view line, Tree& tree, Report& report) {
  const auto number = static_cast<std::uint32_t>(tree.lines.size() + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (const auto bad = text::first_invalid_utf8(line)) {
    tree.lines.push_back(valid_part(line, *bad));
    const auto column = static_cast<std::uint32_t>(decode(tree.lines.back()).size() + 1);
    report.add("P0001", {number, column, column + 1}, say("this is not UTF-8"),
               say("save the file as UTF-8"));
    return;
  }
  const std::vector<char32_t> letters = decode(line);
  if (letters.size() > Limits::line_characters) {
    tree.lines.emplace_back();
    report.add("P0008", {number, 1, 1}, say("this line is longer than 2000 characters"),
               say("write it as several lines"));
    return;
  }
  tree.lines.push_back(text::nfc(line));
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

void find_language(Tree& tree, Report& report) {
  const std::optional<std::size_t> i = header_line(tree);
  if (!i) return;
  const std::string& line = tree.lines[*i];
  const std::string value = trimmed(std::string_view(line).substr(line.find(':') + 1));
  if (knows_language(value)) {
    tree.language = value;
    return;
  }
  const auto begin =
      static_cast<std::uint32_t>(text::count_code_points(line.substr(0, line.rfind(value))) + 1);
  const auto end = begin + static_cast<std::uint32_t>(text::count_code_points(value));
  report.add("P0013", {static_cast<std::uint32_t>(*i + 1), begin, end},
             say("no words are known for the language `{0}`", value),
             say("one of: {0}", language_names()));
}

}  // namespace

std::optional<std::size_t> header_line(const Tree& tree) {
  for (std::size_t i = 0; i < tree.lines.size() && i < header_lines; ++i) {
    const std::string line = trimmed(tree.lines[i]);
    const std::size_t colon = line.find(':');
    if (line.empty() || line[0] != '#' || colon == std::string::npos) continue;
    if (is_language_header(trimmed(std::string_view(line).substr(1, colon - 1)))) return i;
  }
  return std::nullopt;
}

bool split_lines(std::string_view text, Tree& tree, Report& report) {
  if (!check_bytes(text, report)) return false;
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
  while (!text.empty()) {
    if (tree.lines.size() == Limits::lines) {
      const auto number = static_cast<std::uint32_t>(tree.lines.size());
      report.add("P0008", {number, 1, 1}, say("the file has more than 50000 lines"),
                 say("split it into several files"));
      break;
    }
    const std::size_t end = std::min(text.find('\n'), text.size());
    read_line(text.substr(0, end), tree, report);
    text.remove_prefix(std::min(end + 1, text.size()));
    // As soon as it can be known, so that the rest is told in it.
    if (tree.lines.size() == header_lines) find_language(tree, report);
  }
  if (tree.lines.size() < header_lines) find_language(tree, report);
  return true;
}

}  // namespace arrears::syntax
