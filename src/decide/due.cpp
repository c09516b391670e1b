// What the passing of time makes due.
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

bool earlier(const Due& a, const Due& b) {
  if (a.on != b.on) return a.on < b.on;
  if (a.rule != b.rule) return a.rule < b.rule;  // states stand before everywhere
  if (a.what != b.what) return a.what < b.what;
  return a.contact < b.contact;
}

bool only_on_its_day(const Head& head) {
  return head.what == Head::What::on_day || head.what == Head::What::on_business_day;
}

void add_triggers(const Sight& sight, std::vector<Due>& out) {
  for (const ActiveTrigger& line : active_triggers(*sight.plan(), sight.value())) {
    if (!is_time_head(line.trigger->head) || is_spent(sight.value(), line)) continue;
    const std::optional<Date> on = opening(sight, line);
    if (!on || sight.today() < *on) continue;
    if (only_on_its_day(line.trigger->head) && *on != sight.today()) continue;
    Due due;
    due.on = *on;
    due.rule = line.rule;
    out.push_back(due);
  }
}

void add_scheduled(const Sight& sight, std::vector<Due>& out) {
  if (sight.value().stack.empty()) return;
  for (const ScheduledStep& step : sight.value().stack.back().scheduled) {
    const std::optional<Date> on = step_due(sight, step);
    if (!on || sight.today() < *on) continue;
    Due due;
    due.on = *on;
    due.rule = step.rule;
    due.what = Due::What::scheduled;
    out.push_back(due);
  }
}

void add_contacts(const Sight& sight, std::vector<Due>& out) {
  const std::vector<Contact>& contacts = sight.value().contacts;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    Due due;
    due.contact = i;
    due.rule = contacts[i].rule;
    if (contacts[i].status == ContactStatus::ordered) {
      if (!contacts[i].expires || sight.today() <= *contacts[i].expires) continue;
      due.on = *contacts[i].expires + Days{1};
      due.what = Due::What::expiry;
    } else {
      const std::optional<Date> on = fallback_due(sight, contacts[i]);
      if (!on || sight.today() < *on) continue;
      due.on = *on;
      due.rule.fallback = static_cast<std::uint16_t>(due.rule.fallback + 1);
      due.what = Due::What::fallback;
    }
    out.push_back(due);
  }
}

// What a person has confirmed or done.
void add_asked(const Sight& sight, std::vector<Due>& out) {
  const std::vector<AskedStep>& all = sight.value().asked;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].status != AskedStep::Status::accepted || !is_here(sight, all[i])) continue;
    Due due;
    due.on = all[i].answered_on.value_or(sight.today());
    due.rule = all[i].rule;
    due.what = Due::What::asked;
    due.contact = i;
    out.push_back(due);
  }
}

}  // namespace

bool Work::due() {
  std::vector<Due> all;
  add_triggers(sight(), all);
  add_scheduled(sight(), all);
  add_contacts(sight(), all);
  add_asked(sight(), all);
  std::sort(all.begin(), all.end(), earlier);
  for (const Due& one : all) {
    if (run_due(one)) return true;
  }
  return false;
}

bool Work::run_due(const Due& due) {
  switch (due.what) {
    case Due::What::scheduled: return run_scheduled(due.rule);
    case Due::What::fallback: return run_fallback(due);
    case Due::What::asked: return run_asked(due.contact);
    case Due::What::expiry: {
      const Contact contact = value().contacts[due.contact];
      emit(EndContact{contact.key, ContactStatus::expired, "waited longer than it may"});
      Reason reason;
      reason.cause = Reason::Cause::fact;
      reason.event = "not sent";
      reason.key = contact.key.value;
      offer(Head::What::on_not_sent, 0, contact.message, reason);
      return true;
    }
    case Due::What::trigger: break;
  }
  const ActiveTrigger line{due.rule, trigger_at(plan(), due.rule)};
  if (line.trigger == nullptr || !fits(line)) return false;
  // Held, the line waits whole; one that looks on its day only hands its steps on to the end of
  // the hold instead.
  if (!only_on_its_day(line.trigger->head) && line_waits(sight(), line)) return false;
  Reason reason;
  reason.cause = line.trigger->head.repeats ? Reason::Cause::repeat : Reason::Cause::time;
  reason.event = due.on.text();
  fire(line, std::move(reason));
  return true;
}

// A step `in D` on its day, or one that waited for a hold to end.
bool Work::run_scheduled(const RuleRef& rule) {
  const Step* step = step_at(plan(), rule);
  const Trigger* trigger = trigger_at(plan(), rule);
  Reason reason;
  reason.rule = rule;
  reason.cause = Reason::Cause::time;
  reason.event = scheduled_event;
  if (step == nullptr || trigger == nullptr) {
    emit(EndStep{rule});
    return true;
  }
  // What was held is asked whether it is still wanted.
  const bool wanted = step->delay ? holds(rules_, step->condition, facts()) == Truth::yes
                                  : still_meant(*trigger, *step);
  if (wanted && !waits_for(sight(), *step).empty()) return false;
  add_readings(sight(), step->condition, reason.readings);
  begin_reason(reason);
  emit(EndStep{rule});
  if (wanted) begin_step(rule, *step, reason);
  end_reason(std::move(reason));
  enter_if_moved();
  return true;
}

// Whether everything that the step was taken under holds today.
bool Work::still_meant(const Trigger& trigger, const Step& step) const {
  return holds(rules_, step.condition, facts()) == Truth::yes &&
         holds(rules_, trigger.condition, facts()) == Truth::yes &&
         holds(rules_, trigger.head.condition, facts()) == Truth::yes;
}

// A step that somebody has confirmed or done: taken if it is still wanted.
bool Work::run_asked(std::size_t index) {
  const AskedStep asked = value().asked[index];
  const Step* step = step_at(plan(), asked.rule);
  const Trigger* trigger = trigger_at(plan(), asked.rule);
  const bool wanted = step != nullptr && trigger != nullptr && still_meant(*trigger, *step);
  if (wanted && !effect_waits_for(sight(), *step).empty()) return false;
  Reason reason;
  reason.rule = asked.rule;
  reason.cause = Reason::Cause::fact;
  reason.event = asked.manual ? "done" : "confirmed";
  reason.key = asked.key.value;
  if (step != nullptr) add_readings(sight(), step->condition, reason.readings);
  begin_reason(reason);
  if (!wanted) {
    emit(EndAsked{asked.key, AskedStep::Status::dropped, "its condition no longer holds"});
  } else {
    emit(EndAsked{asked.key, AskedStep::Status::taken, {}});
    run_step(asked.rule, *step, reason);
  }
  end_reason(std::move(reason));
  enter_if_moved();
  return true;
}

bool Work::run_fallback(const Due& due) {
  const Step* step = step_at(plan(), due.rule);
  if (step == nullptr || !effect_waits_for(sight(), *step).empty()) return false;
  Reason reason;
  reason.rule = due.rule;
  reason.cause = Reason::Cause::time;
  reason.event = "fallback";
  reason.key = value().contacts[due.contact].key.value;
  begin_reason(reason);
  send(due.rule, *step);
  end_reason(std::move(reason));
  return true;
}

// Messages that came back: their `undelivered` lines do not wait for time to pass.
bool Work::run_undelivered() {
  for (std::size_t i = 0; i < value().contacts.size(); ++i) {
    const Contact& contact = value().contacts[i];
    const Step* step = step_at(plan(), contact.rule);
    if (step == nullptr || contact.rule.fallback >= step->fallbacks.size()) continue;
    if (step->fallbacks[contact.rule.fallback].when != Fallback::When::undelivered) continue;
    if (!fallback_due(sight(), contact)) continue;
    Due due;
    due.contact = i;
    due.rule = contact.rule;
    due.rule.fallback = static_cast<std::uint16_t>(due.rule.fallback + 1);
    if (run_fallback(due)) return true;
  }
  return false;
}

}  // namespace arrears
