#include <language/bind/test_names.hpp>

#include <algorithm>

namespace arrears::language {

namespace {

template <class Visit>
void each_step(const Plan& plan, const Visit& visit) {
  const auto look = [&visit](const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers) {
      for (const Step& step : trigger.steps) visit(step);
    }
  };
  for (const State& one : plan.states) look(one.triggers);
  look(plan.everywhere);
}

}  // namespace

TestNames::TestNames(Context& context, const Unit& unit, const Plan& plan)
    : context_(context), unit_(unit), plans_{&plan} {
  for (std::size_t i = 0; i < plans_.size(); ++i) {
    each_step(*plans_[i], [this](const Step& step) {
      const Plan* to = step.to_plan.empty() ? nullptr : context_.data.find_plan(step.to_plan);
      const bool known = std::find(plans_.begin(), plans_.end(), to) != plans_.end();
      if (to != nullptr && !known) plans_.push_back(to);
    });
  }
  units_.push_back(&unit);
  for (std::size_t i = 1; i < plans_.size(); ++i) {
    for (const BoundPlan& bound : context.plans) {
      if (&context.data.plans[bound.plan] == plans_[i])
        units_.push_back(&context.units[bound.unit]);
    }
  }
}

std::optional<std::uint32_t> TestNames::find(const NameMap Visible::*names,
                                             std::string_view name) const {
  for (const Unit* unit : units_) {
    const NameMap& in = unit->names.*names;
    if (const auto found = in.find(name); found != in.end()) return found->second;
  }
  return std::nullopt;
}

void TestNames::state(const syntax::Name& name) const {
  if (name.empty()) return;
  std::vector<std::string_view> known;
  for (const Plan* plan : plans_) {
    for (const State& one : plan->states) known.emplace_back(one.name);
  }
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
  context_.error(unit_, "P0204", name.span, say("the plan has no state `{0}`", name.text),
                 suggestion(name.text, known));
}

void TestNames::plan(const syntax::Name& name) const {
  if (name.empty()) return;
  std::vector<std::string_view> known;
  for (const Plan* plan : plans_) known.emplace_back(plan->name);
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
  context_.error(unit_, "P0225", name.span,
                 say("the case does not come into a plan `{0}`", name.text),
                 suggestion(name.text, known));
}

void TestNames::entry(const char* kind, const syntax::Name& name) const {
  if (name.empty()) return;
  NameMap entries;
  for (const Unit* unit : units_) {
    const auto list = unit->names.kinds.find(kind);
    if (list == unit->names.kinds.end()) continue;
    const NameMap& own = unit->names.entries.at(list->second);
    entries.insert(own.begin(), own.end());
  }
  if (entries.count(name.text) != 0) return;
  context_.error(unit_, "P0210", name.span,
                 say("`{0}` is not {1}", name.text,
                     say("an entry of list `{0}`", Said::word(std::string("kind:") + kind))),
                 suggestion(name.text, names_of(entries)));
}

std::uint32_t TestNames::channel(const syntax::Name& name) const {
  if (name.empty()) return none_index;
  if (const auto found = find(&Visible::channels, name.text)) return *found;
  context_.error(unit_, "P0205", name.span, say("there is no channel `{0}`", name.text),
                 suggestion(name.text, names_of(unit_.names.channels)));
  return none_index;
}

std::uint32_t TestNames::message(const syntax::Text& name) const {
  if (const auto found = find(&Visible::messages, name.text)) return *found;
  context_.error(unit_, "P0206", name.span, say("there is no message \"{0}\"", name.text),
                 suggestion(name.text, names_of(unit_.names.messages)));
  return none_index;
}

template <class Of>
std::vector<std::string_view> TestNames::texts(Of of) const {
  std::vector<std::string_view> out;
  for (const Plan* plan : plans_) {
    each_step(*plan, [&](const Step& step) {
      if (const std::string* text = of(step)) out.push_back(*text);
    });
  }
  return out;
}

void TestNames::task(const syntax::Text& name) const {
  const auto known = texts([](const Step& step) {
    return step.mode == StepMode::manual     ? &step.asked_for
           : step.action == ActionKind::task ? &step.task
                                             : nullptr;
  });
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
  context_.error(unit_, "P0506", name.span, say("no step makes a task \"{0}\"", name.text),
                 suggestion(name.text, known));
}

void TestNames::asked(const syntax::Text& name) const {
  const auto known = texts(
      [](const Step& step) { return step.mode == StepMode::auto_ ? nullptr : &step.asked_for; });
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
  context_.error(unit_, "P0511", name.span, say("no step \"{0}\" waits for anybody", name.text),
                 suggestion(name.text, known, say("the step as written, without quotes and mode")));
}

}  // namespace arrears::language
