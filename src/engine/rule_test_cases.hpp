// The cases of a rule test that leaves values open: which are tried, and the smallest that fails.
#ifndef ARREARS_SRC_ENGINE_RULE_TEST_CASES_HPP
#define ARREARS_SRC_ENGINE_RULE_TEST_CASES_HPP

#include <functional>
#include <rulebook/data.hpp>

namespace arrears::engine {

class TestCases {
 public:
  // Of each variable, which of its values: 0 is the least.
  using Choice = std::vector<std::int64_t>;

  TestCases(const RulebookData& rules, const RuleTest& test);

  // All that there are, if they are not more than `limit`; else the least of all, the greatest of
  // all, and others from a fixed sequence, near the ends more often than elsewhere.
  std::vector<Choice> chosen(std::size_t limit) const;
  // The test with these values.
  RuleTest test(const Choice& choice) const;
  // Each variable as small as it can be while the test still fails, one after the other.
  Choice smallest(Choice failing, const std::function<bool(const Choice&)>& fails) const;
  // "paid 11 950.01 CZK, payday 3 September 2026".
  std::string text(const Choice& choice) const;

 private:
  struct Domain {
    std::int64_t first = 0, step = 1, count = 1;
  };
  Domain domain_of(const TestVariable& variable) const;
  Value value(std::size_t variable, std::int64_t which) const;

  const RulebookData& rules_;
  const RuleTest& test_;
  std::vector<Domain> domains_{};
};

// The expression with the values of the test's variables.
Expression with_values(const RulebookData& rules, const RuleTest& test, Expression expression);

}  // namespace arrears::engine

#endif
