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
  // Tests that leave values open: how many cases were tried, and the values of the smallest case
  // that fails ("paid 11 950.01 CZK").
  std::uint32_t cases = 1;
  std::string counterexample{};
  // Of a test that failed: what became of the case, as `arrears explain` tells it.
  std::vector<std::string> history{};
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

struct RuleTestOptions {
  std::uint32_t cases = 100;  // of each test that leaves values open; at least 1
  // Unless null it gets every part of the rulebook in order of file and line.
  std::vector<RulePart>* coverage = nullptr;
};

// Each test gets a store of its own from `make_store`, the tenant's zone, and channels that record.
ARREARS_API std::vector<RuleTestResult> run_rule_tests(
    const Rulebook& rules, const LawPacks& law, const Zone& zone,
    const std::function<std::unique_ptr<Store>()>& make_store, const RuleTestOptions& options = {});

}  // namespace arrears

#endif
