// How decisions change a case: the one place, used by evolve() on recorded decisions and by
// decide() on its working copy. Reads no rulebook.
#ifndef ARREARS_SRC_DECIDE_APPLY_HPP
#define ARREARS_SRC_DECIDE_APPLY_HPP

#include <arrears/decide/decide.hpp>

namespace arrears {

// Where a decision is recorded.
struct DecidedAt {
  Moment moment;
  std::uint64_t stream_number = 0;
  std::uint64_t position = 0;
};

// Remembers that a line has fired, so that it does not fire again in this stay, or when it did.
void mark_fired(Case& value, const RuleRef& rule, Reason::Cause cause, Date day);
// The same for everything that a reason says about its line: triggers and fallbacks.
void mark_reason(Case& value, const Reason& reason, Date day);
// Remembers what the decision rested on, so that `revised` can be found.
void mark_rested(Case& value, const Reason& reason, const DecidedAt& at);
void apply(Case& value, const Effect& effect, std::uint32_t index, const DecidedAt& at);

// The event that tells a case that what a past decision rested on has turned out otherwise.
inline constexpr std::string_view revised_event = "revised";
// Names a decision in such a notice: the position of its entry, and the line or what it answered.
std::string revised_name(std::uint64_t position, const Reason& reason);

// The head of a trigger without its step.
RuleRef head_of(RuleRef rule);
bool contains(const std::vector<RuleRef>& sorted, const RuleRef& rule);

// Reason::event of a scheduled step that has become due.
inline constexpr std::string_view scheduled_event = "scheduled";

}  // namespace arrears

#endif
