// Puts lines into the tree: nesting by rank, homes, what stands twice.
#ifndef ARREARS_SRC_LANGUAGE_TREE_BUILDER_HPP
#define ARREARS_SRC_LANGUAGE_TREE_BUILDER_HPP

#include <language/file_parser.hpp>

namespace arrears::syntax {

class TreeBuilder {
 public:
  TreeBuilder(Tree& tree, Report& report) : tree_(tree), report_(report) {}

  // What may stand here, innermost first.
  std::vector<Class> classes() const;
  static std::vector<Class> all_classes();
  static int depth_of(Class cls);

  // The message for a line that has no home here; the span is the caller's.
  static Failure homeless(Class cls);
  // After a line that nobody understood it is unknown what is open: homes are not asked for.
  bool lost() const { return lost_; }
  void get_lost() { lost_ = true; }

  void add_prose(const std::string& text) { prose_.push_back(text); }
  Line line_of(Span first, Span last, Span lead);
  void add(const Statement& statement, const Cursor& cursor, Line line);

  TableDecl* open_table();
  void add_row(Line line, RowReading reading);

 private:
  enum class Open : std::uint8_t { nothing, plan, state, everywhere, test, table };

  std::string written(Span span) const;
  std::vector<Trigger>* triggers();
  Step* last_send();
  void close(Open open);
  void add_declaration(const Reading& reading, Line line);
  void add_block(const Reading& reading, Line line);
  void add_attribute(const Reading& reading, Line line);
  void add_trigger(const Statement& statement, const Cursor& cursor, Line line);
  void add_step(const StepReading& reading, Line line);
  void add_option(const Reading& reading, Line line);
  void add_test_line(const Reading& reading, Line line);
  Step step_of(const StepReading& reading, Line line) const;
  bool once(bool already, const Line& line);

  Tree& tree_;
  Report& report_;
  Open open_ = Open::nothing;
  bool trigger_open_ = false;  // steps on lines of their own may follow
  bool send_open_ = false;     // the last line ends with a `send`
  bool lost_ = false;
  Plan second_plan_;  // takes the attributes of a plan too many
  bool into_second_ = false;
  std::vector<std::string> prose_;
};

}  // namespace arrears::syntax

#endif
