// Which parts of a rulebook its tests have reached.
#ifndef ARREARS_SRC_ENGINE_RULE_COVERAGE_HPP
#define ARREARS_SRC_ENGINE_RULE_COVERAGE_HPP

#include <arrears/engine/rule_test.hpp>
#include <map>
#include <rulebook/evaluate.hpp>
#include <tuple>

namespace arrears::engine {

class RuleCoverage {
 public:
  explicit RuleCoverage(const RulebookData& rules);

  // The entries of the case of a test; `plan` is the one in which it stands, and moves with it.
  void see_entries(const Plan*& plan, const std::vector<Entry>& entries);
  // A moment of a test: the rows that fit then.
  void see_moment(const Facts& facts);
  // In order of file and line.
  std::vector<RulePart> parts() const;

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, RulePart::What>;  // file, line

  void add(RulePart::What what, std::uint32_t file, std::uint32_t line) {
    reached_.try_emplace({file, line, what}, false);
  }
  void add_triggers(const Plan& plan, const std::vector<Trigger>& triggers);
  void reach(RulePart::What what, std::uint32_t file, std::uint32_t line);
  void see(const Plan*& plan, const Decision& decision);
  void see(const Plan& plan, const RuleRef& rule);

  const RulebookData& rules_;
  std::map<Key, bool> reached_;
};

}  // namespace arrears::engine

#endif
