#include <language/element_text.hpp>
#include <language/file_parser.hpp>
#include <language/grammar.hpp>
#include <language/tree_builder.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

class FileParser {
 public:
  FileParser(const Source& source, std::string_view told_in)
      : report_(tree(), file_.outcome.diagnostics) {
    tree().file = source.name;
    tree().told_in = told_in;
    readable_ = split_lines(source.text, tree(), report_);
  }

  ParsedFile parse() {
    const Words words(tree().language);
    words_ = &words;
    TreeBuilder builder(tree(), report_);
    builder_ = &builder;
    for (std::size_t i = 0; readable_ && i < tree().lines.size(); ++i) {
      file_.lines.emplace_back();
      line(i);
    }
    return std::move(file_);
  }

 private:
  Tree& tree() { return file_.outcome.tree; }

  void line(std::size_t i) {
    ParsedLine& parsed = file_.lines.back();
    const auto number = static_cast<std::uint32_t>(i + 1);
    parsed.lexed = lex_line(tree().lines[i], number, 1, *words_, report_);
    if (parsed.lexed.is_prose) builder_->add_prose(parsed.lexed.prose);
    if (parsed.lexed.tokens.empty()) return;
    // Bars stand in rows only, so that a row without its first one is still a row.
    bool bars = false;
    for (const Token& token : parsed.lexed.tokens) {
      bars = bars || token.kind == Tok::bar || token.kind == Tok::divider;
    }
    if (bars) {
      row(parsed);
    } else {
      statement(parsed);
    }
  }

  void complain(const ParsedLine& parsed, const Failure& failure) {
    if (parsed.lexed.has_mistake) return;
    report_.add(failure.code, failure.span, failure.message, failure.help);
  }

  void row(ParsedLine& parsed) {
    parsed.is_row = true;
    parsed.depth = 1;
    const std::vector<Token>& tokens = parsed.lexed.tokens;
    TableDecl* table = builder_->open_table();
    if (table == nullptr) {
      Failure homeless;
      homeless.code = "P0103";
      homeless.span = tokens.front().span;
      homeless.message = say("a row stands under a table, and there is none above it");
      homeless.help = say("write `{table}` and a name above the rows");
      if (!builder_->lost()) complain(parsed, homeless);
      builder_->get_lost();
      return;
    }
    RowReading reading = read_row(tokens, *words_, table->has_header ? table : nullptr);
    // Under a broken header no row can be counted against it.
    const bool silent = table->has_header && table->header.broken;
    if (reading.failure) {
      if (!silent) complain(parsed, *reading.failure);
    } else {
      parsed.trace = reading.trace;
    }
    Line line = builder_->line_of(tokens.front().span, tokens.back().span, tokens.front().span);
    line.broken = reading.failure.has_value() || parsed.lexed.has_mistake;
    builder_->add_row(std::move(line), std::move(reading));
  }

  // Reads the line; after a mistake reads it again with what was probably meant, in silence.
  void statement(ParsedLine& parsed) {
    std::vector<Token> tokens = parsed.lexed.tokens;
    bool broken = parsed.lexed.has_mistake;
    constexpr int guesses_max = 4;
    for (int attempt = 0;; ++attempt) {
      Cursor cursor(tokens);
      const std::vector<Class> classes = builder_->classes();
      Statement found = read_statement(cursor, classes);
      if (!found.complete && find_elsewhere(parsed, tokens, found, cursor.furthest(), broken)) {
        return;
      }
      if (found.complete) {
        if (!broken) parsed.trace = cursor.trace();
        for (StepReading& step : found.steps) name_action(parsed, step);
        accept(parsed, found, cursor, broken);
        return;
      }
      const bool known = found.reading.signature != nullptr || !found.steps.empty();
      Failure failure = known ? stopped(cursor, *words_, found.whole, "this line should end here")
                              : unknown_line(cursor, *words_, classes);
      if (!broken && !failure.repairable) look_back(cursor, classes, failure);
      if (!broken) complain(parsed, failure);
      broken = true;
      if (failure.repairable && attempt < guesses_max) {
        tokens = repaired(tokens, failure);
        continue;
      }
      if (known && found.reading.signature != nullptr) {
        accept(parsed, found, cursor, broken);
      } else {
        builder_->get_lost();
      }
      return;
    }
  }

  // A misspelt word may have been read as a name, and the line fails only behind it: the word with
  // which the line can be read is meant.
  void look_back(const Cursor& cursor, const std::vector<Class>& classes, Failure& failure) const {
    if (cursor.has_mistake()) return;
    for (const Failure& guess : misread_words(cursor, *words_)) {
      const std::vector<Token> tokens = repaired(cursor.tokens(), guess);
      Cursor again(tokens);
      if (!read_statement(again, classes).complete || again.has_mistake()) continue;
      failure = guess;
      return;
    }
  }

  // What a person is asked to consent to or to do.
  void name_action(const ParsedLine& parsed, StepReading& step) const {
    if (step.mode == StepMode::auto_) return;
    std::size_t begin = 0, end = 0;
    for (const Element& element : parsed.trace) {
      if (element.first < step.action_begin) ++begin;
      if (element.first < step.action_end) ++end;
    }
    step.action = elements_text(parsed, begin, end, *words_);
    step.action.erase(std::remove(step.action.begin(), step.action.end(), '"'), step.action.end());
  }

  // A line that is well made but stands where it has no home.
  bool find_elsewhere(ParsedLine& parsed, const std::vector<Token>& tokens, const Statement& here,
                      std::size_t reach, bool broken) {
    Cursor cursor(tokens);
    const Statement found = read_statement(cursor, TreeBuilder::all_classes());
    const bool further =
        found.reading.signature != nullptr &&
        (found.complete || (here.reading.signature == nullptr && found.reading.words_taken > 0 &&
                            cursor.furthest() > reach));
    if (!further) return false;
    Failure failure = TreeBuilder::homeless(found.reading.signature->cls);
    failure.span =
        found.reading.words.empty() ? cursor.place(0) : found.reading.words.front().second;
    if (!broken && !builder_->lost()) complain(parsed, failure);
    builder_->get_lost();
    return true;
  }

  void accept(ParsedLine& parsed, const Statement& found, const Cursor& cursor, bool broken) {
    parsed.construct = found.reading.signature->construct;
    parsed.depth = TreeBuilder::depth_of(found.reading.signature->cls);
    const std::size_t last = cursor.tokens().size() - 1;
    const Span lead =
        found.reading.words.empty() ? cursor.place(0) : found.reading.words.front().second;
    Line line = builder_->line_of(cursor.place(0), cursor.place(last), lead);
    line.broken = broken;
    builder_->add(found, cursor, std::move(line));
  }

  ParsedFile file_;
  Report report_;
  bool readable_ = false;
  const Words* words_ = nullptr;
  TreeBuilder* builder_ = nullptr;
};

}  // namespace

ParsedFile parse_file(const Source& source, std::string_view told_in) {
  return FileParser(source, told_in).parse();
}

ParseOutcome parse(const Source& source, std::string_view told_in) {
  return parse_file(source, told_in).outcome;
}

ExpressionOutcome parse_expression(std::string_view text, const ExpressionPlace& place) {
  ExpressionOutcome out;
  Tree tree;
  tree.file = place.file;
  tree.language = place.language;
  tree.told_in = place.told_in;
  tree.lines.resize(place.line == 0 ? 1 : place.line);
  tree.lines.back() = place.source_line.empty() ? std::string(text) : place.source_line;
  Report report(tree, out.diagnostics);
  const Words words(place.language);
  const LexedLine line = lex_line(text, place.line, place.column, words, report);
  if (line.has_mistake) return out;
  Cursor cursor(line.tokens);
  Expr expression;
  const bool read = read_expression(cursor, Shape::expression, expression);
  if (read && cursor.done() && !cursor.has_mistake()) {
    out.expression = std::move(expression);
    return out;
  }
  Failure failure = stopped(cursor, words, read, "this expression should end here");
  if (line.tokens.empty()) {
    failure.span = {place.line, place.column, place.column + 1};
  }
  report.add(failure.code, failure.span, failure.message, failure.help);
  return out;
}

}  // namespace arrears::syntax
