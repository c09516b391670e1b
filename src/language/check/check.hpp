// What is checked when all names are bound: law, receipts, graph of states, what nothing uses.
#ifndef ARREARS_SRC_LANGUAGE_CHECK_CHECK_HPP
#define ARREARS_SRC_LANGUAGE_CHECK_CHECK_HPP

#include <language/bind/context.hpp>

namespace arrears::language {

// Heads about messages: is the message sent there, and does a channel report what they wait for?
void check_messages(Context& context, const BoundPlan& bound);
// Unverified lines, periods of notices.
void check_law(Context& context, const BoundPlan& bound);
// The proofs over the graph of states. Not called while names are broken.
void check_states(Context& context, const BoundPlan& bound);
// Lines that answer outcomes of tasks: only such as there are, and where one is answered, all.
void check_outcomes(Context& context, const BoundPlan& bound);
// Lines that go to another plan: nothing of theirs is left behind for later.
void check_plan_moves(Context& context, const BoundPlan& bound);
// Lines that never run because one before them always answers first.
void check_lines(Context& context, const BoundPlan& bound);
// Lists that no slot and no field uses; channels, messages and events that no plan does.
void check_unused(Context& context);
// Whether some expression of the plan looks at other cases of the person.
bool reads_person_scope(const RulebookData& data, const Plan& plan);

}  // namespace arrears::language

#endif
