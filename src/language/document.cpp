// A rulebook as a page of HTML, line by line as the formatter writes them.
#include <arrears/language/document.hpp>
#include <language/element_text.hpp>
#include <rulebook/data.hpp>
#include <text/html.hpp>

namespace arrears {

namespace {

using namespace syntax;
using text::html;

constexpr const char* head = R"(<style>
body{font:15px/1.45 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
h1,h2,h3{line-height:1.2}h2{border-top:1px solid #ccc;padding-top:.8em}
p{margin:.2em 0}.d1{padding-left:1.6em}.d2{padding-left:3.2em}.d3{padding-left:4.8em}
table{border-collapse:collapse;margin:.6em 0}
td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}.out{background:#f3f3f3}
b{font-weight:600}.no,.comment,.meta{color:#777;font-size:85%}.no{margin-right:.7em}
blockquote{margin:.4em 0;padding-left:1em;border-left:3px solid #ccc}
pre{white-space:pre-wrap;background:#f7f7f7;padding:.6em}svg{max-width:100%;height:auto}
@media print{h2{break-before:auto}p,tr{break-inside:avoid}}
</style>
)";

class FilePage {
 public:
  FilePage(const Source& source, const DocumentOptions& options)
      : options_(options), file_(parse_file(source)), words_(file_.outcome.tree.language) {}

  std::string write() {
    for (std::size_t i = 0; i < file_.lines.size(); ++i) {
      const ParsedLine& line = file_.lines[i];
      if (line.lexed.is_prose) {
        prose(line.lexed.prose);
      } else if (line.is_row) {
        row(line);
      } else if (!line.lexed.tokens.empty()) {
        statement(line, i + 1);
      } else if (!line.lexed.comment.empty()) {
        comment(line.lexed.comment);
      }
    }
    end_table();
    return std::move(out_);
  }

 private:
  void end_table() {
    if (in_table_) out_ += "</table>\n";
    in_table_ = false;
  }

  void prose(const std::string& text) {
    end_table();
    out_ += "<blockquote>" + html(text) + "</blockquote>\n";
  }
  void comment(const std::string& text) {
    end_table();
    out_ += "<p class=\"comment\">" + html(text) + "</p>\n";
  }

  std::string content(const ParsedLine& line, std::size_t number) const {
    std::string out = "<span class=\"no\">" + std::to_string(number) + "</span>";
    const std::size_t count = line.trace.size();
    // The words that lead a line are what its reader looks for.
    std::size_t lead = 0;
    while (lead < count && line.trace[lead].what == Element::What::word) ++lead;
    out += "<b>" + html(elements_text(line, 0, lead, words_)) + "</b>";
    const std::string rest = html(elements_text(line, lead, count, words_));
    if (!rest.empty()) out += (rest.front() == ':' || rest.front() == ',' ? "" : " ") + rest;
    if (!line.lexed.comment.empty()) {
      out += " <span class=\"comment\">" + html(line.lexed.comment) + "</span>";
    }
    return out;
  }

  void statement(const ParsedLine& line, std::size_t number) {
    const std::string text = content(line, number);
    switch (line.construct) {
      case Construct::plan: return plan(line, text);
      case Construct::state:
      case Construct::everywhere:
      case Construct::test: return heading("h2", text);
      case Construct::table: return heading("h3", text);
      default: break;
    }
    end_table();
    out_ += "<p class=\"d" + std::to_string(line.depth) + "\">" + text + "</p>\n";
  }

  void heading(const char* tag, const std::string& text) {
    end_table();
    out_ += std::string("<") + tag + ">" + text + "</" + tag + ">\n";
  }

  void plan(const ParsedLine& line, const std::string& text) {
    heading("h1", text);
    for (const Element& element : line.trace) {
      if (element.what != Element::What::name) continue;
      const auto found = options_.diagrams.find(line.lexed.tokens[element.first].text);
      if (found != options_.diagrams.end()) out_ += found->second + "\n";
    }
  }

  void row(const ParsedLine& line) {
    const bool first = !in_table_;
    if (first) out_ += "<table>\n";
    in_table_ = true;
    const RowElements row = row_elements(line);
    const std::string tag = first ? "th" : "td";
    out_ += "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto [begin, end] = row.cells[i];
      out_ += "<" + tag + (i >= row.inputs ? " class=\"out\">" : ">");
      out_ += html(elements_text(line, begin, end, words_)) + "</" + tag + ">";
    }
    out_ += "</tr>\n";
  }

  const DocumentOptions& options_;
  const ParsedFile file_;
  const Words words_;
  std::string out_;
  bool in_table_ = false;
};

}  // namespace

std::string document(const Rulebook& rulebook, const DocumentOptions& options) {
  const RulebookData& data = rulebook.data();
  std::string title;
  for (const arrears::Plan& plan : data.plans) {
    title += (title.empty() ? "" : " · ") + (plan.title.empty() ? plan.name : plan.title);
  }
  std::string out = "<!doctype html>\n<html lang=\"" + html(data.language) +
                    "\">\n<head><meta charset=\"utf-8\"><title>" + html(title) + "</title>\n" +
                    head + "</head>\n<body>\n<p class=\"meta\">" + data.hash.hex() + "</p>\n";
  for (const SourceText& source : data.sources) {
    out += "<p class=\"meta\">" + html(source.name) + "</p>\n";
    if (source.name.ends_with(".plan")) {
      out += FilePage({source.name, source.text}, options).write();
    } else {
      out += "<pre>" + html(source.text) + "</pre>\n";
    }
  }
  return out + "</body>\n</html>\n";
}

}  // namespace arrears
