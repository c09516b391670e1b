#include <arrears/model/journal.hpp>
#include <engine/rule_coverage.hpp>

namespace arrears::engine {

namespace {

using What = RulePart::What;

const std::vector<Trigger>* block_of(const Plan& plan, const RuleRef& rule) {
  if (rule.state == everywhere_state) return &plan.everywhere;
  return rule.state < plan.states.size() ? &plan.states[rule.state].triggers : nullptr;
}

// A line of a source as its author wrote it, without what surrounds it.
std::string line_of(std::string_view text, std::uint32_t line) {
  for (; line > 1 && !text.empty(); --line) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  text = text.substr(0, text.find('\n'));
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  const std::size_t end = text.find_last_not_of(" \t\r");
  return std::string(end == std::string_view::npos ? "" : text.substr(begin, end + 1 - begin));
}

}  // namespace

RuleCoverage::RuleCoverage(const RulebookData& rules) : rules_(rules) {
  for (const Plan& plan : rules.plans) {
    for (const State& state : plan.states) {
      add(What::state, plan.file, state.line);
      add_triggers(plan, state.triggers);
    }
    add_triggers(plan, plan.everywhere);
  }
  for (const Table& table : rules.tables) {
    for (const Row& row : table.rows) add(What::row, table.file, row.line);
  }
}

void RuleCoverage::add_triggers(const Plan& plan, const std::vector<Trigger>& triggers) {
  for (const Trigger& trigger : triggers) {
    add(What::line, plan.file, trigger.line);
    for (const Step& step : trigger.steps) {
      for (const Fallback& fallback : step.fallbacks) add(What::line, plan.file, fallback.line);
    }
  }
}

void RuleCoverage::reach(What what, std::uint32_t file, std::uint32_t line) {
  const auto found = reached_.find({file, line, what});
  if (found != reached_.end()) found->second = true;
}

void RuleCoverage::see(const Plan& plan, const RuleRef& rule) {
  const std::vector<Trigger>* block = block_of(plan, rule);
  if (block == nullptr || rule.trigger >= block->size()) return;
  const Trigger& trigger = (*block)[rule.trigger];
  reach(What::line, plan.file, trigger.line);
  if (rule.fallback == 0 || rule.step >= trigger.steps.size()) return;
  const std::vector<Fallback>& fallbacks = trigger.steps[rule.step].fallbacks;
  if (rule.fallback <= fallbacks.size()) {
    reach(What::line, plan.file, fallbacks[rule.fallback - std::size_t{1}].line);
  }
}

// A line counts for the plan in which the case stands when it runs.
void RuleCoverage::see(const Plan*& plan, const Decision& decision) {
  std::size_t next = 0;
  const auto see_reasons = [&](std::size_t until) {
    for (; next < decision.reasons.size(); ++next) {
      const Reason& reason = decision.reasons[next];
      if (reason.first_effect > until) return;
      if (reason.cause != Reason::Cause::begin) see(*plan, reason.rule);
    }
  };
  for (std::size_t i = 0; i < decision.effects.size(); ++i) {
    see_reasons(i);
    const Effect& effect = decision.effects[i];
    if (const auto* over = std::get_if<Migrate>(&effect); over != nullptr && !over->plan.empty()) {
      const Plan* to = rules_.find_plan(over->plan);
      if (to != nullptr) plan = to;
    }
    if (const auto* order = std::get_if<OrderContact>(&effect)) see(*plan, order->rule);
    const auto* entered = std::get_if<EnterState>(&effect);
    if (entered == nullptr) continue;
    for (const State& state : plan->states) {
      if (state.name == entered->state) reach(What::state, plan->file, state.line);
    }
  }
  see_reasons(decision.effects.size());
}

void RuleCoverage::see_entries(const Plan*& plan, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    const Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
    const auto* decided = body ? std::get_if<Decided>(&*body) : nullptr;
    if (decided != nullptr) see(plan, decided->decision);
  }
}

void RuleCoverage::see_moment(const Facts& facts) {
  for (const Table& table : rules_.tables) {
    for (const std::uint32_t row : hit_rows(rules_, table, facts)) {
      reach(What::row, table.file, table.rows[row].line);
    }
  }
}

std::vector<RulePart> RuleCoverage::parts() const {
  std::vector<RulePart> out;
  for (const auto& [key, reached] : reached_) {
    const auto& [file, line, what] = key;
    const bool known = file < rules_.sources.size();
    RulePart& part = out.emplace_back();
    part.what = what;
    part.line = line;
    part.reached = reached;
    if (!known) continue;
    part.file = rules_.sources[file].name;
    part.text = line_of(rules_.sources[file].text, line);
  }
  return out;
}

}  // namespace arrears::engine
