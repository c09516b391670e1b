#include <arrears/model/diagnostic.hpp>

#include <algorithm>
#include <text/json_write.hpp>
#include <text/utf8.hpp>

namespace arrears {

namespace {

constexpr std::size_t columns_max = 100;  // of source shown; longer lines are cut around the caret
constexpr std::size_t tab_stop = 4;
constexpr std::string_view ellipsis = "…";

// The words around a message.
struct FixedWords {
  std::string_view language, error, warning, note, help;

  std::string_view of(Severity severity) const {
    if (severity == Severity::error) return error;
    return severity == Severity::warning ? warning : note;
  }
};

constexpr FixedWords all_words[] = {{"en", "error", "warning", "note", "help"},
                                    {"cs", "chyba", "varování", "poznámka", "rada"},
                                    {"sk", "chyba", "varovanie", "poznámka", "rada"},
                                    {"pl", "błąd", "ostrzeżenie", "uwaga", "rada"}};

const FixedWords& words_of(std::string_view language) {
  for (const FixedWords& one : all_words) {
    if (one.language == language) return one;
  }
  return all_words[0];
}

// Escape sequences and marks that turn the direction of writing would let a rule file forge what
// its reader sees.
bool is_unprintable(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
  const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
                         c == 0x200E || c == 0x200F || c == 0x061C;
  return control || direction;
}

// One character of the source as it is shown.
struct Glyph {
  std::string text;
  std::size_t width = 1;
};

std::vector<Glyph> glyphs_of(std::string_view line) {
  std::vector<Glyph> out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::CodePoint point = text::code_point_at(line, at);
    Glyph glyph;
    if (point.value == '\t') {
      glyph.width = tab_stop - column % tab_stop;
      glyph.text = std::string(glyph.width, ' ');
    } else {
      const char32_t shown = is_unprintable(point.value) ? 0xFFFD : point.value;
      glyph.width = static_cast<std::size_t>(text::display_width(shown));
      text::append_utf8(glyph.text, shown);
    }
    column += glyph.width;
    at += point.size;
    out.push_back(std::move(glyph));
  }
  return out;
}

// Text in one line, safe for a terminal.
std::string plain(std::string_view message) {
  std::string out;
  for (std::size_t at = 0; at < message.size();) {
    const text::CodePoint point = text::code_point_at(message, at);
    const bool space = point.value == '\n' || point.value == '\t';
    text::append_utf8(out, space ? U' ' : is_unprintable(point.value) ? 0xFFFD : point.value);
    at += point.size;
  }
  return out;
}

std::size_t width_of(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
  std::size_t width = 0;
  for (std::size_t i = from; i < to; ++i) width += glyphs[i].width;
  return width;
}

// The part of the line that is shown, and the carets under it.
struct Excerpt {
  std::string source, carets;
};

Excerpt excerpt_of(const Diagnostic& diagnostic) {
  const std::vector<Glyph> glyphs = glyphs_of(diagnostic.source_line);
  const SourceSpan& span = diagnostic.span;
  const std::size_t begin = std::min<std::size_t>(span.column - 1, glyphs.size());
  // A span over several lines is marked to the end of its first.
  const bool ends_here = span.end_line <= span.line && span.end_column > 0;
  const std::size_t wanted_end = ends_here ? span.end_column - 1 : glyphs.size();
  const std::size_t end = std::clamp(wanted_end, begin, glyphs.size());
  std::size_t first = 0, last = glyphs.size();
  if (width_of(glyphs, 0, glyphs.size()) > columns_max) {
    // A third of the room goes to what stands before the error.
    first = begin;
    while (first > 0 && width_of(glyphs, first - 1, begin) <= columns_max / 3) --first;
    last = first;
    while (last < glyphs.size() && width_of(glyphs, first, last + 1) <= columns_max) ++last;
  }
  Excerpt out;
  if (first > 0) out.source += ellipsis;
  for (std::size_t i = first; i < last; ++i) out.source += glyphs[i].text;
  if (last < glyphs.size()) out.source += ellipsis;
  while (out.source.ends_with(' ')) out.source.pop_back();
  const std::size_t carets = width_of(glyphs, begin, std::min(end, last));
  out.carets = std::string((first > 0 ? 1 : 0) + width_of(glyphs, first, begin), ' ') +
               std::string(std::max<std::size_t>(carets, 1), '^');
  return out;
}

class Painter {
 public:
  Painter(bool color, Severity severity) : color_(color), severity_(severity) {}
  std::string loud(std::string_view text) const { return paint(code(), text); }
  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string gutter(std::string_view text) const { return paint("1;34", text); }

 private:
  std::string_view code() const {
    if (severity_ == Severity::error) return "1;31";
    return severity_ == Severity::warning ? "1;33" : "1;36";
  }
  std::string paint(std::string_view code, std::string_view text) const {
    if (!color_) return std::string(text);
    std::string out = "\x1B[";
    out += code;
    out += 'm';
    out += text;
    return out + "\x1B[0m";
  }
  bool color_;
  Severity severity_;
};

std::string head_of(const Diagnostic& diagnostic, const FixedWords& words, const Painter& painter) {
  std::string head(words.of(diagnostic.severity));
  if (!diagnostic.code.empty()) head += "[" + diagnostic.code + "]";
  return painter.loud(head) + painter.bold(": " + plain(diagnostic.message)) + "\n";
}

std::string place_of(const SourceSpan& span) {
  std::string place = plain(span.file);
  if (span.line > 0) place += ":" + std::to_string(span.line);
  if (span.line > 0 && span.column > 0) place += ":" + std::to_string(span.column);
  return place;
}

std::string render_one(const Diagnostic& diagnostic, const RenderOptions& options) {
  const Painter painter(options.color, diagnostic.severity);
  const FixedWords& words =
      words_of(options.language.empty() ? diagnostic.language : options.language);
  const SourceSpan& span = diagnostic.span;
  const std::string number = span.line > 0 ? std::to_string(span.line) : "";
  const std::string margin(number.size(), ' ');
  std::string out = head_of(diagnostic, words, painter);
  if (!span.file.empty()) {
    out += margin + " " + painter.gutter("-->") + " " + place_of(span) + "\n";
  }
  if (span.line > 0 && span.column > 0 && !diagnostic.source_line.empty()) {
    const Excerpt excerpt = excerpt_of(diagnostic);
    const std::string bar = painter.gutter(" " + margin + " |");
    out += bar + "\n";
    out += painter.gutter(" " + number + " |") + " " + excerpt.source + "\n";
    out += bar + " " + painter.loud(excerpt.carets) + "\n";
  }
  if (!diagnostic.help.empty()) {
    out += margin + "  " + painter.gutter("=") + " " + painter.bold(words.help) + ": " +
           plain(diagnostic.help) + "\n";
  }
  return out;
}

}  // namespace

std::string render(const std::vector<Diagnostic>& diagnostics, const RenderOptions& options) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += '\n';
    out += render_one(diagnostic, options);
  }
  return out;
}

std::string render_json(const std::vector<Diagnostic>& diagnostics) {
  text::JsonWriter json;
  json.begin_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    const SourceSpan& span = diagnostic.span;
    json.begin_object();
    json.member("code", diagnostic.code);
    json.member("severity", all_words[0].of(diagnostic.severity));
    json.member("file", span.file).key("line").natural(span.line);
    json.key("column").natural(span.column).key("end_line").natural(span.end_line);
    json.key("end_column").natural(span.end_column);
    json.member("message", diagnostic.message).member("help", diagnostic.help);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace arrears
