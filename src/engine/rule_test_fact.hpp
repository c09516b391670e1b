// What a line of a rule test states, as the fact that a host would submit.
#ifndef ARREARS_SRC_ENGINE_RULE_TEST_FACT_HPP
#define ARREARS_SRC_ENGINE_RULE_TEST_FACT_HPP

#include <arrears/base/result.hpp>
#include <arrears/model/case.hpp>
#include <arrears/model/fact.hpp>
#include <rulebook/data.hpp>

namespace arrears {

// What the test is about; `value` is the case as it stands, once it is open.
struct TestSubject {
  CaseId case_id{};
  PersonId person{};
  SourceId source{};
  std::optional<Case> value{};
};

Result<FactBody> fact_of_test(const RulebookData& rules, const TestFact& given, Date day,
                              const TestSubject& about);

}  // namespace arrears

#endif
