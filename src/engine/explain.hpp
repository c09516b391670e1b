// What the two explanations share.
#ifndef ARREARS_SRC_ENGINE_EXPLAIN_HPP
#define ARREARS_SRC_ENGINE_EXPLAIN_HPP

#include <engine/fold.hpp>
#include <engine/say.hpp>

namespace arrears::engine {

// "file.plan:65  undelivered within 3 business days: letter "dunning"".
std::string place_of(const RulebookData& rules, const Plan& plan, const RuleRef& rule);
// "orders letter "dunning""; empty for what says nothing to people.
std::string effect_text(const Effect& effect, const Say& say);
// The plan to which a line made the case go over; empty when it did not.
std::string_view goes_over_to(const Decision& decision, const Reason& reason);
// The fields that a condition reads, with their values.
std::vector<Reading> readings_of(const RulebookData& rules, ExprId condition, const Facts& facts);
// The case as the journal had it at the end of a day; `each` sees every entry up to then.
Result<Case> case_as_of(Shell& shell, const CaseId& id, Date on,
                        const std::function<void(const Entry&, const EntryBody&)>& each);

}  // namespace arrears::engine

#endif
