// A whole file: chooses a statement for each line, nests by rank, recovers from mistakes.
#ifndef ARREARS_SRC_LANGUAGE_FILE_PARSER_HPP
#define ARREARS_SRC_LANGUAGE_FILE_PARSER_HPP

#include <language/failure.hpp>
#include <language/parse.hpp>
#include <language/signature.hpp>

namespace arrears::syntax {

// A line as it was read, for the formatter and tree_text().
struct ParsedLine {
  LexedLine lexed;
  std::vector<Element> trace;  // empty when the line has a mistake
  Construct construct = Construct::none;
  bool is_row = false;
  int depth = 0;  // 0 block, 1 trigger, 2 step, 3 line under a `send`
};

struct ParsedFile {
  ParseOutcome outcome;
  std::vector<ParsedLine> lines;  // as many as outcome.tree.lines
};

ParsedFile parse_file(const Source& source, std::string_view told_in = {});

// A step with what stands around its action.
struct StepReading {
  std::size_t begin = 0, end = 0;
  bool complete = false;
  std::optional<DurationValue> delay;
  StepMode mode = StepMode::auto_;
  Name asked;
  std::size_t action_begin = 0, action_end = 0;
  std::string action;  // as the formatter writes it, without quotes; of a step with a mode
  Reading reading;
  std::optional<Expr> condition;
};

// A line: a signature, and for triggers and steps what follows it.
struct Statement {
  Reading reading;  // without signature: nothing known stands there
  std::size_t head_end = 0;
  std::optional<Expr> condition;
  std::vector<StepReading> steps;  // of a trigger; of a step line the step itself
  bool complete = false;           // and nothing is left over
  bool whole = false;              // complete, but something is left over
};

Statement read_statement(Cursor& cursor, const std::vector<Class>& classes);

// Rows of tables.
struct RowReading {
  std::vector<Cell> inputs, outputs;  // of a row
  std::vector<Expr> header_inputs;    // of a header
  std::vector<Name> header_outputs;
  std::vector<Element> trace;
  std::optional<Failure> failure;
};
// `header` is null for the header itself.
RowReading read_row(const std::vector<Token>& tokens, const Words& words, const TableDecl* header);

}  // namespace arrears::syntax

#endif
