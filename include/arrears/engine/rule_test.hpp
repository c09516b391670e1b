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

// Each test gets a store of its own from `make_store`, the tenant's zone, and channels that record.
ARREARS_API std::vector<RuleTestResult> run_rule_tests(
    const Rulebook& rules, const LawPacks& law, const Zone& zone,
    const std::function<std::unique_ptr<Store>()>& make_store);

}  // namespace arrears

#endif
