// Runs the tests of rule files with the real engine.
#ifndef ARREARS_ENGINE_RULE_TEST_HPP
#define ARREARS_ENGINE_RULE_TEST_HPP

#include <arrears/engine/engine.hpp>

namespace arrears {

// What came of one test: where it stands, and each assertion that did not hold.
struct RuleTestResult {
  std::string file{}, name{};
  std::uint32_t line = 0;
  bool passed = false;
  struct Failure {
    std::uint32_t line = 0;
    std::string expected{}, found{};
  };
  std::vector<Failure> failures{};
};

// A part of a rulebook, and whether any test reached it: entered the state, ran the line (a head
// with its steps, or a fallback), had a case that the row fits at a line of the test.
struct RulePart {
  enum class What : std::uint8_t { state, line, row };
  What what = What::line;
  std::string file{};
  std::uint32_t line = 0;
  std::string text{};  // as written
  bool reached = false;
  friend bool operator==(const RulePart&, const RulePart&) = default;
};

// Each test gets a store of its own from `make_store`, the tenant's zone, and channels that record.
// `coverage`, unless null, gets every part of the rulebook in order of file and line.
ARREARS_API std::vector<RuleTestResult> run_rule_tests(
    const Rulebook& rules, const LawPacks& law, const Zone& zone,
    const std::function<std::unique_ptr<Store>()>& make_store,
    std::vector<RulePart>* coverage = nullptr);

}  // namespace arrears

#endif
