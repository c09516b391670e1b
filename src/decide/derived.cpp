// Events that follow from facts: promises kept and broken, claims settled, decisions revised.
#include <decide/work.hpp>

#include <algorithm>
#include <tuple>

namespace arrears {
namespace {

struct DerivedEvent {
  Date on;
  CoreEvent event = CoreEvent::promise_kept;
  std::string key;
  bool stands = false;  // the latest promise; an instalment that is missed now
  Date settled_by;      // the last day that belongs to it: before the case opened it is history
};

bool by_day(const DerivedEvent& a, const DerivedEvent& b) {
  return std::tie(a.on, a.event, a.key) < std::tie(b.on, b.event, b.key);
}

std::vector<DerivedEvent> derived_events(const Sight& sight) {
  std::vector<DerivedEvent> out;
  const std::vector<PromiseStatus>& promises = sight.promises();
  for (const PromiseStatus& promise : promises) {
    const bool kept = promise.state == PromiseStatus::State::kept;
    if (!kept && promise.state != PromiseStatus::State::broken &&
        promise.state != PromiseStatus::State::partly_kept) {
      continue;
    }
    DerivedEvent event;
    event.on = promise.resolved_on.value_or(promise.last_day);
    event.event = kept ? CoreEvent::promise_kept : CoreEvent::promise_broken;
    event.key = promise.key.value;
    event.stands = &promise == &promises.back();
    event.settled_by = kept ? event.on : promise.last_day;
    out.push_back(std::move(event));
  }
  for (InstalmentEvent& one : instalment_events(sight.instalments())) {
    out.push_back({one.on, one.event, std::move(one.key), one.stands, one.settled_by});
  }
  if (sight.value().claims.empty()) return out;
  for (const ClaimBalance& claim : sight.balance().claims) {
    if (!claim.principal_paid_on) continue;
    DerivedEvent event;
    event.on = event.settled_by = *claim.principal_paid_on;
    event.event = claim.paid_late ? CoreEvent::settled_late : CoreEvent::settled;
    event.key = claim.claim.value;
    out.push_back(std::move(event));
  }
  std::sort(out.begin(), out.end(), by_day);
  return out;
}

const Noticed* noticed(const Case& value, std::string_view event, std::string_view key) {
  for (const Noticed& one : value.noticed) {
    if (one.event == event && one.key == key) return &one;
  }
  return nullptr;
}

bool answered(const Case& value, std::string_view event, std::string_view key) {
  return std::any_of(value.rested.begin(), value.rested.end(), [&](const Rested& rested) {
    return rested.event == event && rested.key == key;
  });
}

}  // namespace

bool Work::derived() {
  if (value().closed || stopped()) return false;
  const bool again = look_again_;
  const std::optional<Date> since = away_since_;
  look_again_ = false;
  away_since_.reset();
  for (const DerivedEvent& event : derived_events(sight())) {
    const std::string name = event_name(rules_, event_id(event.event));
    const bool history = event.settled_by < value().opened_on;
    const Noticed* known = noticed(value(), name, event.key);
    if (known == nullptr) {
      emit(Notice{name, event.key});
      if (history) continue;
    } else {
      // Something that happened while the case was elsewhere is looked at on coming (back): what
      // happened meanwhile, what became of the promise that now counts, what is missed now.
      const bool lasting = event.event == CoreEvent::promise_kept ||
                           event.event == CoreEvent::promise_broken ||
                           event.event == CoreEvent::instalment_missed;
      const bool meanwhile = since && *since <= known->on;
      if (!again || !lasting || history || (!event.stands && !meanwhile)) continue;
      if (answered(value(), name, event.key)) continue;
    }
    Reason reason;
    reason.cause = Reason::Cause::derived;
    reason.event = name;
    reason.key = event.key;
    if (!offer(Head::What::on_event, event_id(event.event), {}, reason)) continue;
    // What has not been offered yet is offered in the state that is reached now.
    look_again_ = look_again_ || again;
    if (since && !away_since_) away_since_ = since;
    return true;
  }
  return false;
}

void Work::settle_derived() {
  bool more = true;
  while (more && !stopped()) {
    while (!stopped() && derived()) {
    }
    more = !stopped() && whenever();
    if (!more && look_again_ && !stopped() && !value().closed) more = true;
  }
}

}  // namespace arrears
