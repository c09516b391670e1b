// The plain form of a file: indentation by rank, aligned tables and declarations, spellings.
#include <arrears/language/compile.hpp>
#include <language/characters.hpp>
#include <language/element_text.hpp>
#include <language/plain_form.hpp>
#include <text/utf8.hpp>

#include <algorithm>

namespace arrears {

namespace {

using namespace syntax;

void pad(std::string& text, std::size_t width) {
  const std::size_t now = text::display_columns(text);
  if (now < width) text.append(width - now, ' ');
}

// Declarations whose lines stand together are written in columns.
bool is_columnar(Construct construct) {
  switch (construct) {
    case Construct::list_:
    case Construct::field:
    case Construct::event:
    case Construct::channel:
    case Construct::message:
    case Construct::term: return true;
    default: return false;
  }
}

class Formatter {
 public:
  Formatter(const ParsedFile& file, const Words& words)
      : file_(file), words_(words), written_(file.lines.size()), columns_(file.lines.size()) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      columns_[i] = line(i).lexed.comment_column;
    }
  }

  std::string format(Comments comments) {
    write_contents();
    if (comments == Comments::keep_distance) move_comments();
    std::string out;
    bool gap = false;
    for (std::size_t i = 0; i < file_.lines.size(); ++i) {
      if (file_.lines[i].lexed.blank()) {
        gap = !out.empty();
        continue;
      }
      if (gap) out += '\n';
      gap = false;
      out += with_comment(i) + '\n';
    }
    return out;
  }

 private:
  const ParsedLine& line(std::size_t i) const { return file_.lines[i]; }
  bool is_statement(std::size_t i) const { return !line(i).lexed.tokens.empty(); }

  void write_contents() {
    for (std::size_t i = 0; i < file_.lines.size();) {
      const std::size_t begin = i;
      if (line(i).is_row) {
        i = end_of_rows(i);
        write_rows(begin, i);
      } else if (is_columnar(line(i).construct)) {
        while (i < file_.lines.size() && line(i).construct == line(begin).construct) ++i;
        write_columns(begin, i);
      } else {
        if (is_statement(i)) written_[i] = elements_text(line(i), 0, line(i).trace.size(), words_);
        ++i;
      }
    }
  }

  std::size_t end_of_rows(std::size_t i) const {
    std::size_t end = i + 1;
    for (; i < file_.lines.size() && (line(i).is_row || !is_statement(i)); ++i) {
      if (line(i).is_row) end = i + 1;
    }
    return end;
  }

  void write_rows(std::size_t begin, std::size_t end) {
    std::vector<std::size_t> widths;
    for (std::size_t i = begin; i < end; ++i) {
      if (!line(i).is_row) continue;
      const std::vector<std::string> cells = cells_of(i);
      widths.resize(std::max(widths.size(), cells.size()));
      for (std::size_t c = 0; c < cells.size(); ++c) {
        widths[c] = std::max(widths[c], text::display_columns(cells[c]));
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (!line(i).is_row) continue;
      std::vector<std::string> cells = cells_of(i);
      const std::size_t inputs = row_elements(line(i)).inputs;
      std::string& out = written_[i];
      for (std::size_t c = 0; c < cells.size(); ++c) {
        pad(cells[c], widths[c]);
        out += (c > 0 && c == inputs ? "|| " : "| ") + cells[c] + " ";
      }
      out += "|";
    }
  }

  std::vector<std::string> cells_of(std::size_t i) const {
    std::vector<std::string> out;
    for (const auto& cell : row_elements(line(i)).cells) {
      out.push_back(elements_text(line(i), cell.first, cell.second, words_));
    }
    return out;
  }

  void write_columns(std::size_t begin, std::size_t end) {
    std::size_t width = 0;
    for (std::size_t i = begin; i < end; ++i) {
      written_[i] = elements_text(line(i), 0, 2, words_);
      width = std::max(width, text::display_columns(written_[i]));
    }
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t count = line(i).trace.size();
      if (count <= 2) continue;
      if (end - begin > 1) pad(written_[i], width + 1);
      written_[i] += " " + elements_text(line(i), 2, count, words_);
    }
  }

  // What stands before a comment, in the file.
  std::size_t width_before_comment(std::size_t i) const {
    std::vector<char32_t> letters = decode(file_.outcome.tree.lines[i]);
    letters.resize(std::min<std::size_t>(letters.size(), line(i).lexed.comment_column - 1));
    while (!letters.empty() && is_space(letters.back())) letters.pop_back();
    std::string text;
    for (const char32_t letter : letters) text += encode(letter);
    return text::display_columns(text);
  }

  // The comments of a paragraph move together, so that the nearest is as near to its line as it
  // was.
  void move_comments() {
    for (std::size_t begin = 0; begin < file_.lines.size();) {
      std::vector<std::size_t> lines;
      std::size_t end = begin;
      for (; end < file_.lines.size() && !line(end).lexed.blank(); ++end) {
        if (is_statement(end) && !line(end).lexed.comment.empty()) lines.push_back(end);
      }
      std::ptrdiff_t before = PTRDIFF_MAX, now = PTRDIFF_MAX;
      for (const std::size_t i : lines) {
        const std::size_t width =
            static_cast<std::size_t>(depth(i)) * 2 + text::display_columns(written_[i]);
        before =
            std::min(before, columns_[i] - static_cast<std::ptrdiff_t>(width_before_comment(i)));
        now = std::min(now, columns_[i] - static_cast<std::ptrdiff_t>(width));
      }
      for (const std::size_t i : lines) columns_[i] += before - now;
      begin = end + 1;
    }
  }

  // Comments and prose stand as deep as the line that they lead to.
  int depth(std::size_t i) const {
    if (is_statement(i)) return line(i).depth;
    for (std::size_t next = i; next < file_.lines.size(); ++next) {
      if (line(next).lexed.blank()) break;
      if (is_statement(next)) return line(next).depth;
    }
    for (std::size_t before = i; before-- > 0;) {
      if (is_statement(before)) return line(before).depth;
    }
    return 0;
  }

  std::string with_comment(std::size_t i) const {
    const LexedLine& lexed = line(i).lexed;
    std::string out(static_cast<std::size_t>(depth(i)) * 2, ' ');
    if (lexed.is_prose) return out + (lexed.prose.empty() ? ">" : "> " + lexed.prose);
    out += written_[i];
    if (lexed.comment.empty()) return out;
    if (!is_statement(i)) return out + lexed.comment;
    // A comment keeps its column where the line leaves it free.
    out += "  ";
    pad(out, static_cast<std::size_t>(columns_[i] - 1));
    return out + lexed.comment;
  }

  const ParsedFile& file_;
  const Words& words_;
  std::vector<std::string> written_;
  std::vector<std::ptrdiff_t> columns_;  // of the comments, from 1
};

}  // namespace

std::string syntax::plain_form(const ParsedFile& file, const Words& words, Comments comments) {
  return Formatter(file, words).format(comments);
}

FormatOutcome format(const Source& source, std::string_view messages) {
  const ParsedFile file = parse_file(source, messages);
  FormatOutcome out;
  out.diagnostics = file.outcome.diagnostics;
  out.text = source.text;
  if (out.diagnostics.empty()) {
    out.text = plain_form(file, Words(file.outcome.tree.language), Comments::keep_column);
  }
  return out;
}

}  // namespace arrears
