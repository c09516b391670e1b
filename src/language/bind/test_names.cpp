#include <language/bind/test_names.hpp>

#include <algorithm>

namespace arrears::language {

std::uint32_t TestNames::state(const syntax::Name& name) const {
  if (name.empty()) return none_index;
  const auto found = unit_.names.states.find(name.text);
  if (found != unit_.names.states.end()) return found->second;
  context_.error(unit_, "P0204", name.span, "the plan has no state " + quoted(name.text),
                 suggestion(name.text, names_of(unit_.names.states)));
  return none_index;
}

void TestNames::entry(const char* kind, const syntax::Name& name) const {
  const auto list = unit_.names.kinds.find(kind);
  if (name.empty()) return;
  NameMap none;
  const NameMap& entries =
      list == unit_.names.kinds.end() ? none : unit_.names.entries.at(list->second);
  if (entries.count(name.text) != 0) return;
  context_.error(unit_, "P0210", name.span,
                 quoted(name.text) + " is not an entry of list `" + kind + "`",
                 suggestion(name.text, names_of(entries)));
}

std::uint32_t TestNames::channel(const syntax::Name& name) const {
  if (name.empty()) return none_index;
  const auto found = unit_.names.channels.find(name.text);
  if (found != unit_.names.channels.end()) return found->second;
  context_.error(unit_, "P0205", name.span, "there is no channel " + quoted(name.text),
                 suggestion(name.text, names_of(unit_.names.channels)));
  return none_index;
}

std::uint32_t TestNames::message(const syntax::Text& name) const {
  const auto found = unit_.names.messages.find(name.text);
  if (found != unit_.names.messages.end()) return found->second;
  context_.error(unit_, "P0206", name.span, "there is no message \"" + name.text + "\"",
                 suggestion(name.text, names_of(unit_.names.messages)));
  return none_index;
}

template <class Of>
std::vector<std::string_view> TestNames::texts(Of of) const {
  std::vector<std::string_view> out;
  const auto look = [&](const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers) {
      for (const Step& step : trigger.steps) {
        if (const std::string* text = of(step)) out.push_back(*text);
      }
    }
  };
  for (const State& one : plan_.states) look(one.triggers);
  look(plan_.everywhere);
  return out;
}

void TestNames::task(const syntax::Text& name) const {
  const auto known = texts([](const Step& step) {
    return step.mode == StepMode::manual     ? &step.asked_for
           : step.action == ActionKind::task ? &step.task
                                             : nullptr;
  });
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
  context_.error(unit_, "P0506", name.span, "no step makes a task \"" + name.text + "\"",
                 suggestion(name.text, known));
}

void TestNames::asked(const syntax::Text& name) const {
  const auto known = texts(
      [](const Step& step) { return step.mode == StepMode::auto_ ? nullptr : &step.asked_for; });
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
  context_.error(unit_, "P0511", name.span, "no step \"" + name.text + "\" waits for anybody",
                 suggestion(name.text, known, "the step as written, without quotes and mode"));
}

}  // namespace arrears::language
