#include <language/check/check.hpp>

namespace arrears::language {

namespace {

bool is_move(const Step& step) {
  return step.action == ActionKind::go_to || step.action == ActionKind::go_back ||
         step.action == ActionKind::go_to_plan;
}

}  // namespace

// What a line orders for later is answered for by its place in the plan, and the case leaves that
// plan with the line.
void check_plan_moves(Context& context, const BoundPlan& bound) {
  const Unit& unit = context.units[bound.unit];
  const Plan& plan = context.data.plans[bound.plan];
  const auto look = [&](const std::vector<Trigger>& triggers, const auto& written_as) {
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      bool goes_over = false, others = false;
      for (const Step& step : triggers[i].steps) {
        const bool now = !step.delay && step.mode == StepMode::auto_;
        const bool over = now && step.action == ActionKind::go_to_plan;
        others = others || (goes_over && over) || !now || step.action == ActionKind::send ||
                 (is_move(step) && !over);
        goes_over = goes_over || over;
      }
      if (!goes_over || !others) continue;
      context.error(unit, "P0338", written_as[i]->span,
                    say("this line goes to another plan, and orders something of its own besides"),
                    say("let the other plan do it, or another line before this one"));
    }
  };
  for (std::size_t i = 0; i < plan.states.size(); ++i) {
    look(plan.states[i].triggers, bound.triggers[i]);
  }
  look(plan.everywhere, bound.everywhere);
}

}  // namespace arrears::language
