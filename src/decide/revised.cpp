// Decisions that rested on something that has turned out otherwise. Late facts never undo them.
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

// What of a condition can be asked as of a past day: fields that facts with dates decide. Host
// fields keep no history, so what they said then is not known any more.
bool dated(const Reads& reads) {
  for (const FieldId field : reads.fields) {
    if (field >= core_fields || field == field_id(CoreField::entered_on)) return false;
  }
  return true;
}

Date day_of(const Fact& fact) {
  const auto* payment = std::get_if<PaymentReceived>(&fact.what);
  return payment != nullptr ? payment->value_date : fact.effective;
}

struct Asked {
  const Sight& sight;
  const Case& without;  // the case as if the fact had not come
  Date on;

  bool holds_in(const Case& value, const Trigger& trigger) const {
    Sight then(value, sight.law(), on, sight.at());
    then.attach(*sight.rules());
    const SightFacts facts(then);
    return holds(*sight.rules(), trigger.head.condition, facts) == Truth::yes &&
           holds(*sight.rules(), trigger.condition, facts) == Truth::yes;
  }
};

// Whether what a derived event said is not so any more.
bool turned(const Sight& sight, const Rested& rested) {
  const bool kept = rested.event == "promise_kept", broken = rested.event == "promise_broken";
  if (kept || broken) {
    for (const PromiseStatus& promise : sight.promises()) {
      if (promise.key.value != rested.key) continue;
      const bool is_kept = promise.state == PromiseStatus::State::kept;
      return kept ? !is_kept : is_kept;
    }
    return true;
  }
  if (rested.event.starts_with("instalment")) {
    for (const InstalmentEvent& one : instalment_events(sight.instalments())) {
      if (one.key != rested.key ||
          event_name(*sight.rules(), event_id(one.event)) != rested.event) {
        continue;
      }
      return false;
    }
    return true;
  }
  const bool settled = rested.event == "settled", late = rested.event == "settled_late";
  if (!settled && !late) return false;
  for (const ClaimBalance& claim : sight.balance().claims) {
    if (claim.claim.value != rested.key) continue;
    return !claim.principal_paid_on || late != claim.paid_late;
  }
  return true;
}

std::string place_text(const RuleRef& rule) {
  return std::to_string(rule.state) + "." + std::to_string(rule.trigger) + "." +
         std::to_string(rule.step);
}

// `event` is empty unless a derived event was answered.
std::string name_of(std::uint64_t position, const RuleRef& rule, const std::string& event,
                    const std::string& key) {
  return std::to_string(position) + ":" + (event.empty() ? place_text(rule) : event + " " + key);
}

}  // namespace

std::string revised_name(std::uint64_t position, const Reason& reason) {
  const bool derived = reason.cause == Reason::Cause::derived;
  return name_of(position, reason.rule, derived ? reason.event : std::string{}, reason.key);
}

void Work::revised(const Fact* fact) {
  if (value().rested.empty() || stopped()) return;
  std::optional<Case> without;
  const bool late = fact != nullptr && day_of(*fact) < today();
  const std::vector<Rested> all = value().rested;
  for (const Rested& rested : all) {
    if (rested.revised || stopped()) continue;
    const std::string key = name_of(rested.position, rested.rule, rested.event, rested.key);
    const auto& known = value().noticed;
    if (std::any_of(known.begin(), known.end(),
                    [&](const Noticed& n) { return n.event == revised_event && n.key == key; })) {
      continue;
    }
    Reads reads;
    std::string what = rested.event;
    if (!rested.event.empty()) {
      if (!turned(sight(), rested)) continue;
    } else {
      const Trigger* trigger = trigger_at(plan(), rested.rule);
      if (!late || trigger == nullptr || rested.on < day_of(*fact)) continue;
      reads = reads_of(rules_, trigger->condition);
      const Reads head = reads_of(rules_, trigger->head.condition);
      reads.fields.insert(reads.fields.end(), head.fields.begin(), head.fields.end());
      reads.events.insert(reads.events.end(), head.events.begin(), head.events.end());
      if (!dated(reads) || (reads.fields.empty() && reads.events.empty())) continue;
      if (!without) {
        without = value();
        auto& facts = without->facts;
        facts.erase(std::remove_if(facts.begin(), facts.end(),
                                   [&](const RecordedFact& r) { return r.fact.key == fact->key; }),
                    facts.end());
      }
      const Asked asked{sight(), *without, rested.on};
      if (!asked.holds_in(*without, *trigger) || asked.holds_in(value(), *trigger)) continue;
      what = reads.fields.empty() ? event_name(rules_, reads.events.front().first)
                                  : field_name(rules_, reads.fields.front());
    }
    emit(Notice{std::string(revised_event), key});
    if (!answer_revised(what, key, reads)) {
      emit(Regret{what, rested.position});
      MakeTask task;
      task.text = "revised " + what;
      emit(std::move(task));
    }
  }
}

// The first line that names what was revised, or anything.
bool Work::answer_revised(const std::string& what, const std::string& key, const Reads& reads) {
  for (const ActiveTrigger& line : active_triggers(plan(), value())) {
    const Head& head = line.trigger->head;
    if (head.what != Head::What::on_revised) continue;
    bool matches = true;
    if (head.revised_event) {
      matches = event_name(rules_, head.event) == what ||
                std::any_of(reads.events.begin(), reads.events.end(),
                            [&](const auto& event) { return event.first == head.event; });
    } else if (head.revised_field != 0xffff) {
      matches = std::find(reads.fields.begin(), reads.fields.end(), head.revised_field) !=
                reads.fields.end();
    }
    if (!matches || !fits(line)) continue;
    Reason reason;
    reason.cause = Reason::Cause::derived;
    reason.event = "revised " + what;
    reason.key = key;
    fire(line, std::move(reason));
    return true;
  }
  return false;
}

}  // namespace arrears
