// Values that a test leaves open: `for any paid from 1 EUR to 5 EUR`.
#ifndef ARREARS_SRC_LANGUAGE_BIND_TEST_VARIABLES_HPP
#define ARREARS_SRC_LANGUAGE_BIND_TEST_VARIABLES_HPP

#include <language/bind/context.hpp>
#include <optional>
#include <utility>

namespace arrears::language {

class TestVariables {
 public:
  TestVariables(Context& context, const Unit& unit) : context_(context), unit_(unit) {}

  void declare(const syntax::TestLine& line);

  // What stands in a slot of a line: a date, or the first day of the variable that is named there.
  // `on_line` is the line of the test that is being bound.
  struct Slot {
    TestHole::Where where;
    std::uint32_t line, index = 0;
  };
  Date day(const syntax::DateValue& source, Slot slot);
  // The latest day that may stand there.
  Date latest(const syntax::DateValue& source) const;
  // The same for values; none after reporting a mistake.
  std::optional<Value> value(const syntax::Expr& source, Kind kind, std::uint32_t list, Slot slot);

  // For expressions: the constant that stands for a variable. Its node names it in `b`.
  struct Operand {
    Node node{};
    std::uint32_t list = none_index;
  };
  std::optional<Operand> operand(std::string_view name);

  // Variables that no line names have nothing to do.
  void check_used() const;

  void give(RuleTest& test) {
    test.variables = std::move(variables_);
    test.holes = std::move(holes_);
  }

 private:
  std::optional<std::uint32_t> find(std::string_view name) const;
  std::optional<TestVariable> bounds(const syntax::TestLine& line);
  void fill(std::uint32_t variable, Slot slot);

  Context& context_;
  const Unit& unit_;
  std::vector<TestVariable> variables_{};
  std::vector<syntax::Span> places_{};
  std::vector<bool> used_{};
  std::vector<TestHole> holes_{};
};

}  // namespace arrears::language

#endif
