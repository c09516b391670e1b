// Lines that answer facts, and lines whose condition becomes true.
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {

// The first line whose event and condition match runs, the others do not.
bool Work::offer(Head::What what, EventId event, std::string_view text, const Reason& reason,
                 std::string_view outcome) {
  for (const ActiveTrigger& line : active_triggers(plan(), value())) {
    const Head& head = line.trigger->head;
    if (head.what != what) continue;
    bool matches = true;
    if (what == Head::What::on_event) {
      matches = head.event == event;
    } else if (what == Head::What::on_done) {
      matches = head.text == text && (head.outcome.empty() || head.outcome == outcome);
    } else {
      matches = head.message < rules_.messages.size() && rules_.messages[head.message].name == text;
    }
    if (!matches || !fits(line)) continue;
    fire(line, reason);
    return true;
  }
  return false;
}

bool Work::react(const Fact& fact) {
  Reason reason;
  reason.cause = Reason::Cause::fact;
  reason.key = fact.key.value;
  if (const auto* done = std::get_if<TaskDone>(&fact.what)) {
    reason.event = "done";
    return offer(Head::What::on_done, 0, done->task, reason, done->outcome);
  }
  const std::optional<EventId> event = event_of(rules_, fact);
  if (!event) return false;
  reason.event = event_name(rules_, *event);
  return offer(Head::What::on_event, *event, {}, reason);
}

// Facts of the person reach the case through a look; each is offered once.
bool Work::react_to_person() {
  if (value().closed || sight().at().debtor == nullptr) return false;
  const std::uint64_t opened = value().facts.empty() ? 0 : value().facts.front().position;
  bool any = false;
  for (const RecordedFact& fact : sight().at().debtor->facts) {
    const bool before =
        fact.position != 0 ? fact.position < opened : fact.recorded_on < value().opened_on;
    const std::optional<EventId> event = event_of(rules_, fact.fact);
    if (before || !event || value().closed || stopped()) continue;
    const std::string name = event_name(rules_, *event);
    const auto& noticed = value().noticed;
    if (std::any_of(noticed.begin(), noticed.end(), [&](const Noticed& n) {
          return n.event == name && n.key == fact.fact.key.value;
        })) {
      continue;
    }
    emit(Notice{name, fact.fact.key.value});
    any = true;
    react(fact.fact);
    settle_derived();
  }
  return any;
}

// Out of force, `everywhere` forgets what was true: it fires anew when it is in force again.
void Work::forget_everywhere() {
  if (value().closed || value().everywhere_true.empty()) return;
  if (everywhere_active(plan(), value())) return;
  const std::vector<RuleRef> rules = value().everywhere_true;
  for (const RuleRef& rule : rules) emit(Forget{rule});
}

bool Work::whenever() {
  forget_everywhere();
  for (const ActiveTrigger& line : active_triggers(plan(), value())) {
    if (line.trigger->head.what != Head::What::whenever) continue;
    const bool remembered = line.rule.state == everywhere_state
                                ? contains(value().everywhere_true, line.rule)
                                : contains(value().stack.back().whenever_true, line.rule);
    const bool now =
        holds(rules_, line.trigger->head.condition, facts()) == Truth::yes && fits(line);
    if (now == remembered) continue;
    if (!now) {
      emit(Forget{line.rule});
      continue;
    }
    Reason reason;
    reason.cause = Reason::Cause::whenever;
    fire(line, std::move(reason));
    return true;
  }
  return false;
}

}  // namespace arrears
