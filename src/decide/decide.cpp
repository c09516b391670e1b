#include <decide/view_data.hpp>
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {

Decision Work::on_fact(const Fact& fact) {
  if (seen_.plan() == nullptr || !value().set_aside.empty()) return {};
  const bool opens = std::holds_alternative<CaseOpened>(fact.what);
  if (value().stack.empty()) {
    // Facts before the beginning are history: they count, and nothing reacts to them.
    if (!opens) return {};
    Reason reason;
    reason.cause = Reason::Cause::begin;
    reason.event = "begin";
    reason.key = fact.key.value;
    begin_reason(reason);
    enter(plan().start, {});
    end_reason(std::move(reason));
    enter_if_moved();
    settle_derived();
    return finish();
  }
  if (const Person* debtor = sight().at().debtor; debtor != nullptr) {
    const std::optional<EventId> event = event_of(rules_, fact);
    const bool of_person =
        event && std::any_of(debtor->facts.begin(), debtor->facts.end(),
                             [&](const RecordedFact& r) { return r.fact.key == fact.key; });
    if (of_person) {
      react_to_person();
      return finish();
    }
  }
  if (!value().closed) react(fact);
  run_answered(fact);
  revised(&fact);
  if (value().closed && decision_.effects.empty()) owed_again(fact);
  settle_derived();
  return finish();
}

// No line of a closed case reacts any more: that what had met the debt is taken back is a task.
void Work::owed_again(const Fact& fact) {
  const bool taken_back = std::holds_alternative<PaymentReversed>(fact.what) ||
                          std::holds_alternative<ReductionReversed>(fact.what);
  if (!taken_back || sight().balance().debt.minor <= 0) return;
  MakeTask task;
  task.text = "revised debt";
  emit(std::move(task));
}

// What a person has answered is taken at once, if nothing holds it.
void Work::run_answered(const Fact& fact) {
  const bool answers = std::holds_alternative<StepConfirmed>(fact.what) ||
                       std::holds_alternative<TaskDone>(fact.what);
  for (std::size_t i = 0; answers && i < value().asked.size() && !stopped(); ++i) {
    const AskedStep& asked = value().asked[i];
    if (asked.status == AskedStep::Status::accepted && is_here(sight(), asked)) run_asked(i);
  }
}

Decision Work::on_time() {
  if (!usable()) return {};
  react_to_person();
  revised(nullptr);
  bool more = true;
  while (more && !stopped()) {
    more = false;
    while (!stopped() && due()) more = true;
    const int before = firings_;
    settle_derived();
    more = more || firings_ != before;
  }
  return finish();
}

Decision Work::on_progress(const ContactProgress& progress) {
  using What = ContactProgress::What;
  if (!usable()) return {};
  const Contact* found = nullptr;
  for (const Contact& contact : value().contacts) {
    if (contact.key == progress.order) found = &contact;
  }
  if (found == nullptr) return {};
  const std::string message = found->message;
  Reason reason;
  reason.cause = Reason::Cause::fact;
  reason.key = progress.order.value;
  Head::What head = Head::What::on_sent;
  bool answered = false;
  switch (progress.what) {
    case What::admitted:
    case What::deferred:
    case What::uncertain: return {};
    case What::sent: reason.event = "sent"; break;
    case What::delivered:
      head = Head::What::on_delivered;
      reason.event = "delivered";
      break;
    case What::opened:
      head = Head::What::on_opened;
      reason.event = "opened";
      break;
    case What::failed:
      head = Head::What::on_undelivered;
      reason.event = "undelivered";
      while (!stopped() && run_undelivered()) {
      }
      break;
    default:
      head = Head::What::on_not_sent;
      reason.event = "not sent";
      // A fallback is another way for the same message: it has not failed to go out yet.
      while (!stopped() && run_undelivered()) answered = true;
      break;
  }
  if (!answered) offer(head, 0, message, reason);
  settle_derived();
  return finish();
}

Decision decide(const Rulebook& rules, const View& view, const Fact& fact, Moment moment) {
  Work work(rules.data(), sight_of(view, rules.data()), moment);
  return work.on_fact(fact);
}

Decision decide(const Rulebook& rules, const View& view, Moment moment) {
  Work work(rules.data(), sight_of(view, rules.data()), moment);
  return work.on_time();
}

Decision decide(const Rulebook& rules, const View& view, const ContactProgress& progress,
                Moment moment) {
  Work work(rules.data(), sight_of(view, rules.data()), moment);
  return work.on_progress(progress);
}

}  // namespace arrears
