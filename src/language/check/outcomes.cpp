#include <language/check/check.hpp>

#include <algorithm>
#include <set>

namespace arrears::language {

namespace {

using Outcomes = std::vector<std::string>;

class OutcomeCheck {
 public:
  OutcomeCheck(Context& context, const BoundPlan& bound)
      : context_(context),
        bound_(bound),
        unit_(context.units[bound.unit]),
        plan_(context.data.plans[bound.plan]) {}

  void run() {
    each_block([this](const auto& triggers, const auto&) {
      for (const auto& [task, all] : tasks_of(triggers)) {
        Outcomes& known = tasks_[task];
        known.insert(known.end(), all.begin(), all.end());
      }
    });
    each_block([this](const auto& triggers, const auto& written_as) {
      for (std::size_t i = 0; i < triggers.size(); ++i) known(triggers[i].head, *written_as[i]);
    });
    for (std::size_t i = 0; i < plan_.states.size(); ++i) all_answered(i);
  }

 private:
  template <class Visit>
  void each_block(const Visit& visit) {
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
      visit(plan_.states[i].triggers, bound_.triggers[i]);
    }
    visit(plan_.everywhere, bound_.everywhere);
  }

  // Tasks that are made here, with their outcomes.
  std::map<std::string, Outcomes> tasks_of(const std::vector<Trigger>& triggers) const {
    std::map<std::string, Outcomes> out;
    for (const Trigger& trigger : triggers) {
      for (const Step& step : trigger.steps) {
        if (step.action != ActionKind::task || step.outcomes == none_index) continue;
        out[step.task] = context_.data.lists[step.outcomes].names;
      }
    }
    return out;
  }

  void known(const Head& head, const syntax::Trigger& written) {
    if (head.what != Head::What::on_done || head.outcome.empty()) return;
    const syntax::Name& name = written.head.outcome;
    const auto task = tasks_.find(head.text);
    if (task == tasks_.end()) {
      context_.error(unit_, "P0336", name.span,
                     "no step says how the task \"" + head.text + "\" may end",
                     "give the task its outcomes: `task ... with LIST`");
      return;
    }
    const Outcomes& all = task->second;
    if (std::find(all.begin(), all.end(), head.outcome) != all.end()) return;
    context_.error(unit_, "P0336", name.span,
                   "the task \"" + head.text + "\" does not end with " + quoted(head.outcome),
                   suggestion(head.outcome, {all.begin(), all.end()}));
  }

  // Who answers one outcome has thought of the others, or forgot them.
  void all_answered(std::size_t state) {
    const std::vector<Trigger>& own = plan_.states[state].triggers;
    const auto& except = plan_.everywhere_except;
    const bool everywhere = std::find(except.begin(), except.end(), state) == except.end();
    for (const auto& made : tasks_of(own)) {
      const std::string& task = made.first;
      std::set<std::string> answered;
      std::optional<std::size_t> first;
      bool any = false;
      const auto look = [&](const Trigger& line) {
        const bool here = line.head.what == Head::What::on_done && line.head.text == task;
        if (!here || line.condition != no_expr) return here;
        any = any || line.head.outcome.empty();
        answered.insert(line.head.outcome);
        return true;
      };
      for (std::size_t i = 0; i < own.size(); ++i) {
        if (look(own[i]) && !first && !own[i].head.outcome.empty()) first = i;
      }
      for (const Trigger& line : plan_.everywhere) {
        if (everywhere) look(line);
      }
      if (any || !first) continue;
      std::string missing;
      for (const std::string& one : made.second) {
        if (answered.count(one) != 0) continue;
        missing += missing.empty() ? "" : ", ";
        missing += quoted(one);
      }
      if (missing.empty()) continue;
      context_.error(unit_, "P0337", bound_.triggers[state][*first]->lead,
                     "nothing answers when \"" + task + "\" ends with " + missing,
                     "add a line for each, or `on done \"" + task + "\"` for all the others");
    }
  }

  Context& context_;
  const BoundPlan& bound_;
  const Unit& unit_;
  const Plan& plan_;
  std::map<std::string, Outcomes> tasks_;
};

}  // namespace

void check_outcomes(Context& context, const BoundPlan& bound) {
  OutcomeCheck(context, bound).run();
}

}  // namespace arrears::language
