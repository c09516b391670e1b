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
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
      all_answered(i);
      all_parts_answered(i);
    }
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
      context_.error(
          unit_, "P0336", name.span, say("no step says how the task \"{0}\" may end", head.text),
          say("give the task its outcomes: `{task} \"{0}\" ... {with_outcome} LIST`", head.text));
      return;
    }
    const Outcomes& all = task->second;
    if (std::find(all.begin(), all.end(), head.outcome) != all.end()) return;
    context_.error(unit_, "P0336", name.span,
                   say("the task \"{0}\" does not end with `{1}`", head.text, head.outcome),
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
      context_.error(
          unit_, "P0337", bound_.triggers[state][*first]->lead,
          say("nothing answers when \"{0}\" ends with {1}", task, missing),
          say("add a line for each, or `{on} {being_done} \"{0}\"` for all the others", task));
    }
  }

  // Of an event and a part of it: the entries that lines answer, and the first such line.
  struct Answers {
    std::set<std::int64_t> entries;
    std::size_t first = 0;
  };
  using Parts = std::map<std::pair<EventId, std::uint32_t>, Answers>;

  // `visit.result = met`, or several of them joined by `or`.
  void add_answers(ExprId condition, EventId event, std::size_t line, Parts& out) const {
    if (condition == no_expr) return;
    const Expression& e = context_.data.expressions[condition];
    std::vector<const Node*> parts;
    const Node& root = e.nodes.back();
    for (std::uint32_t i = 0; root.op == Op::any && i < root.b; ++i) {
      parts.push_back(&e.nodes[e.children[root.a + i]]);
    }
    if (root.op != Op::any) parts.push_back(&root);
    for (const Node* one : parts) {
      if (one->op != Op::equal) return;
      const Node &left = e.nodes[one->a], &right = e.nodes[one->b];
      const bool asks = left.op == Op::event_part && left.a == event && left.kind == Kind::name &&
                        right.op == Op::constant;
      if (!asks) return;
      Answers& answers = out.try_emplace({event, left.b}, Answers{{}, line}).first->second;
      answers.entries.insert(right.value);
    }
  }

  static bool always(const Trigger& trigger, EventId event) {
    return trigger.head.what == Head::What::on_event && trigger.head.event == event &&
           trigger.condition == no_expr;
  }

  void all_parts_answered(std::size_t state) {
    const std::vector<Trigger>& own = plan_.states[state].triggers;
    const auto& except = plan_.everywhere_except;
    const bool everywhere = std::find(except.begin(), except.end(), state) == except.end();
    Parts parts;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i].head.what != Head::What::on_event) continue;
      add_answers(own[i].condition, own[i].head.event, i, parts);
    }
    Parts shared;
    for (const Trigger& line : plan_.everywhere) {
      if (!everywhere || line.head.what != Head::What::on_event) continue;
      add_answers(line.condition, line.head.event, 0, shared);
    }
    for (auto& [asked, answers] : parts) {
      if (const auto also = shared.find(asked); also != shared.end()) {
        answers.entries.insert(also->second.entries.begin(), also->second.entries.end());
      }
      const EventId event = asked.first;
      const auto answers_it = [event](const Trigger& one) { return always(one, event); };
      const bool rest =
          std::any_of(own.begin(), own.end(), answers_it) ||
          (everywhere && std::any_of(plan_.everywhere.begin(), plan_.everywhere.end(), answers_it));
      const EventDecl& decl = context_.data.events[event - std::size_t{core_events}];
      const Outcomes& all = context_.data.lists[decl.parts[asked.second].list].names;
      std::string missing;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (answers.entries.count(static_cast<std::int64_t>(i)) != 0) continue;
        missing += missing.empty() ? "" : ", ";
        missing += quoted(all[i]);
      }
      if (rest || missing.empty()) continue;
      context_.warning(unit_, "P0337", bound_.triggers[state][answers.first]->lead,
                       say("nothing answers `{0}` with {1}", decl.name, missing),
                       say("add a line for each, or one without `{if}` for all the others"));
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
