#include <language/file_parser.hpp>
#include <language/grammar.hpp>

namespace arrears::syntax {

namespace {

struct Slice {
  std::size_t begin = 0, end = 0;  // tokens
};

class RowReader {
 public:
  RowReader(const std::vector<Token>& tokens, const Words& words, const TableDecl* header)
      : tokens_(tokens), words_(words), header_(header) {}

  RowReading read() {
    if (!split()) return std::move(out_);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (!read_one(cells_[i], i < inputs_)) break;
    }
    return std::move(out_);
  }

 private:
  bool fail(const char* code, Span span, Said message, Said help = {}) {
    Failure failure;
    failure.code = code;
    failure.span = span;
    failure.message = std::move(message);
    failure.help = std::move(help);
    out_.failure = std::move(failure);
    return false;
  }
  bool wrong_divider(Span span) {
    const std::size_t count = header_ == nullptr ? 0 : header_->inputs.size();
    return fail(
        "P0112", span,
        say("the divider `||` stands where the header has it; an empty cell is written `-`"),
        header_ == nullptr
            ? say("the header has one `||`, between what is asked and what is answered")
        : count == 1 ? say("the header has 1 cell before `||`")
                     : say("the header has {0} cells before `||`", count));
  }

  // Cells between the bars; `inputs_` of them before the divider.
  bool split() {
    const Span row = join(tokens_.front().span, tokens_.back().span);
    if (tokens_.size() < 2 || tokens_.front().kind != Tok::bar || tokens_.back().kind != Tok::bar) {
      const Span place =
          tokens_.front().kind != Tok::bar ? tokens_.front().span : tokens_.back().span;
      return fail("P0111", place, say("a row begins and ends with `|`"));
    }
    bool divided = false;
    Slice cell{1, 1};
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const Tok kind = tokens_[i].kind;
      if (kind != Tok::bar && kind != Tok::divider) continue;
      cell.end = i;
      cells_.push_back(cell);
      cell.begin = i + 1;
      if (kind != Tok::divider) continue;
      const bool misplaced = header_ != nullptr && cells_.size() != header_->inputs.size();
      if (divided || misplaced) return wrong_divider(tokens_[i].span);
      divided = true;
      inputs_ = cells_.size();
    }
    if (!divided) return wrong_divider(tokens_.back().span);
    const std::size_t outputs = cells_.size() - inputs_;
    if (header_ == nullptr || outputs == header_->outputs.size()) return true;
    return fail("P0111", row,
                say("this row has {0} cells after `||`, its header has {1}", outputs,
                    header_->outputs.size()));
  }

  bool read_one(const Slice& slice, bool input) {
    if (slice.begin == slice.end) {
      const Span next = tokens_[slice.end].span;
      return fail("P0112", next, say("this cell is empty"), say("an empty cell is written `-`"));
    }
    const std::vector<Token> tokens(tokens_.begin() + static_cast<std::ptrdiff_t>(slice.begin),
                                    tokens_.begin() + static_cast<std::ptrdiff_t>(slice.end));
    Cursor cursor(tokens);
    const bool read = fill(cursor, input);
    if (!read || !cursor.done() || cursor.has_mistake()) {
      out_.failure = stopped(cursor, words_, read, "this cell should end here");
      explain_comma(cursor);
      return false;
    }
    for (Element element : cursor.trace()) {
      element.first += static_cast<std::uint32_t>(slice.begin);
      out_.trace.push_back(element);
    }
    return true;
  }

  bool fill(Cursor& cursor, bool input) {
    if (header_ != nullptr) {
      std::vector<Cell>& cells = input ? out_.inputs : out_.outputs;
      cells.emplace_back();
      return read_cell(cursor, cells.back());
    }
    if (input) {
      out_.header_inputs.emplace_back();
      return read_expression(cursor, Shape::sum, out_.header_inputs.back());
    }
    out_.header_outputs.emplace_back();
    return read_name(cursor, "", out_.header_outputs.back());
  }

  void explain_comma(const Cursor& cursor) {
    Failure& failure = *out_.failure;
    const bool comma = cursor.is(Tok::comma);
    if (comma && failure.help.empty()) {
      failure.help = say("sets use `{or}`");
    }
    failure.repairable = false;
  }

  const std::vector<Token>& tokens_;
  const Words& words_;
  const TableDecl* header_;
  std::vector<Slice> cells_;
  std::size_t inputs_ = 0;
  RowReading out_;
};

}  // namespace

RowReading read_row(const std::vector<Token>& tokens, const Words& words, const TableDecl* header) {
  return RowReader(tokens, words, header).read();
}

}  // namespace arrears::syntax
