#include <decide/apply.hpp>

#include <algorithm>

namespace arrears {
namespace {

void insert(std::vector<RuleRef>& sorted, const RuleRef& rule) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), rule);
  if (at == sorted.end() || *at != rule) sorted.insert(at, rule);
}

void erase(std::vector<RuleRef>& sorted, const RuleRef& rule) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), rule);
  if (at != sorted.end() && *at == rule) sorted.erase(at);
}

void count_run(std::vector<Repeated>& all, const RuleRef& rule, Date day) {
  auto found = std::find_if(all.begin(), all.end(),
                            [&rule](const Repeated& one) { return one.rule == rule; });
  if (found == all.end()) found = all.insert(found, Repeated{rule, 0, day});
  ++found->times;
  found->last = day;
}

// The case moves.
void stand(Case& value, const std::string& state, Date day) {
  if (value.stood.empty() || value.stood.back().state != state) {
    value.stood.push_back({day, state});
  }
}

Frame* top(Case& value) { return value.stack.empty() ? nullptr : &value.stack.back(); }

// A task that stands beside it is done with it.
void drop(Case& value, AskedStep& asked, const std::string& why, Date day) {
  asked.status = AskedStep::Status::dropped;
  asked.why = why;
  for (Task& task : value.tasks) {
    if (!asked.manual || task.text != asked.text || task.done_on) continue;
    task.done_on = day;
    task.outcome = why;
    return;
  }
}

// Ends what goes with a stay: its holds, and its orders that have not been sent and have no expiry
// of their own. (decide() says the latter by EndContact besides; this keeps the two in step.)
void end_stay(Case& value, const Frame& frame, Date day) {
  for (Hold& hold : value.holds) {
    if (hold.with_state && hold.by == frame.state && !hold.released) hold.released = day;
  }
  for (Contact& contact : value.contacts) {
    if (contact.stay != frame.stay || contact.status != ContactStatus::ordered) continue;
    if (contact.expires) continue;
    contact.status = ContactStatus::expired;
    contact.waits_for = "its state was left";
  }
  for (AskedStep& asked : value.asked) {
    if (asked.stay == frame.stay && is_open(asked)) drop(value, asked, "its state was left", day);
  }
}

struct Apply {
  Case& value;
  std::uint32_t index;
  const DecidedAt& at;

  Date day() const { return at.moment.day; }

  void operator()(const EnterState& effect) const {
    const bool again = !value.stack.empty() && value.stack.back().state == effect.state;
    if (!effect.excursion) {
      for (const Frame& frame : value.stack) end_stay(value, frame, day());
      value.stack.clear();
    } else if (again) {
      end_stay(value, value.stack.back(), day());
      value.stack.pop_back();
    } else if (!value.stack.empty()) {
      value.stack.back().left = day();
    }
    Frame frame;
    frame.state = effect.state;
    frame.stay = ++value.stays;
    frame.entered = day();
    frame.fixed = effect.fixed;
    value.stack.push_back(std::move(frame));
    stand(value, effect.state, day());
    if (!effect.because.empty()) value.because = effect.because;
  }
  void operator()(const GoBack&) const {
    if (value.stack.size() < 2) return;
    end_stay(value, value.stack.back(), day());
    value.stack.pop_back();
    Frame& frame = value.stack.back();
    if (frame.left) frame.away.push_back({*frame.left, day()});
    frame.left.reset();
    stand(value, frame.state, day());
  }
  void operator()(const CloseCase& effect) const {
    value.closed = true;
    if (!effect.because.empty()) value.because = effect.because;
    for (AskedStep& asked : value.asked) {
      if (is_open(asked)) drop(value, asked, "the case was closed", day());
    }
  }
  void operator()(const OrderContact& effect) const {
    Contact contact;
    contact.key = order_key({StreamKind::case_, value.id.value}, at.stream_number, index);
    contact.rule = effect.rule;
    contact.channel = effect.channel;
    contact.message = effect.message;
    contact.kind = effect.kind;
    contact.attachments = effect.attachments;
    contact.person = value.debtor;
    const Frame* frame = top(value);
    if (effect.rule.state != everywhere_state && frame != nullptr) contact.stay = frame->stay;
    contact.ordered_on = day();
    contact.expires = effect.expires;
    contact.cost = effect.cost;
    value.contacts.push_back(std::move(contact));
  }
  void operator()(const EndContact& effect) const {
    for (Contact& contact : value.contacts) {
      if (contact.key != effect.order || contact.status != ContactStatus::ordered) continue;
      contact.status = effect.status;
      contact.waits_for = effect.why;
    }
  }
  void operator()(const Charge& effect) const {
    Posting posting;
    posting.kind = Posting::Kind::charge;
    posting.claim = effect.claim;
    posting.maturity = effect.maturity;
    posting.fee = effect.fee;
    posting.by_law = effect.by_law;
    posting.sum = effect.sum;
    posting.basis = effect.basis;
    post(std::move(posting));
  }
  void operator()(const WriteOff& effect) const {
    Posting posting;
    posting.kind = Posting::Kind::write_off;
    posting.sum = effect.sum;
    posting.if_paid = effect.if_paid;
    posting.by = effect.by;
    posting.basis = effect.because;
    post(std::move(posting));
  }
  void operator()(const MakeTask& effect) const {
    Task task;
    task.text = effect.text;
    task.team = effect.team;
    task.made_on = day();
    task.due = effect.due;
    task.outcomes = effect.outcomes;
    task.cost = effect.cost;
    value.tasks.push_back(std::move(task));
  }
  void operator()(const PlaceHold& effect) const {
    Hold hold;
    hold.kinds = effect.kinds;
    hold.cause = Hold::Cause::plan;
    const Frame* frame = top(value);
    if (frame != nullptr) hold.by = frame->state;
    hold.from = day();
    hold.until = effect.until;
    hold.with_state = effect.with_state;
    hold.because = effect.because;
    value.holds.push_back(std::move(hold));
  }
  void operator()(const ReleaseHolds& effect) const {
    const std::size_t before = value.holds.size();
    for (std::size_t i = 0; i < before; ++i) {
      Hold& hold = value.holds[i];
      if (hold.cause != Hold::Cause::plan || hold.released) continue;
      if (!has(hold.kinds, effect.kinds)) continue;
      // The past keeps its kinds; what is not released goes on as a hold of its own.
      Hold rest = hold;
      hold.released = day();
      rest.kinds = static_cast<HoldKinds>(static_cast<unsigned>(rest.kinds) &
                                          ~static_cast<unsigned>(effect.kinds));
      rest.from = day();
      if (rest.kinds != HoldKinds::none) value.holds.push_back(std::move(rest));
    }
  }
  void operator()(const EndInstalments& effect) const {
    value.instalments_ended.push_back({effect.plan, day(), at.moment.instant, effect.because});
  }
  void operator()(const AnswerOffer& effect) const {
    value.offers_decided.push_back(
        {effect.offer, effect.accepted, day(), at.moment.instant, effect.because});
  }
  void operator()(const HandOver& effect) const {
    value.handed_to = effect.recipient;
    if (!effect.cost) return;
    const OrderKey key = order_key({StreamKind::case_, value.id.value}, at.stream_number, index);
    value.costs.push_back({StepCost::What::hand_over, effect.recipient, effect.cost->sum,
                           effect.cost->vat_ppm, day(), key.value, at.moment.instant});
  }
  void operator()(const ScheduleStep& effect) const {
    if (Frame* frame = top(value)) frame->scheduled.push_back({effect.rule, day()});
  }
  void operator()(const EndStep& effect) const {
    if (value.stack.empty()) return;
    auto& steps = value.stack.back().scheduled;
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const ScheduledStep& step) {
      return step.rule == effect.rule;
    });
    if (found != steps.end()) steps.erase(found);
  }
  void operator()(const AskStep& effect) const {
    AskedStep asked;
    asked.key = order_key({StreamKind::case_, value.id.value}, at.stream_number, index);
    asked.rule = effect.rule;
    asked.manual = effect.manual;
    asked.text = effect.text;
    asked.team = effect.team;
    const Frame* frame = top(value);
    if (effect.rule.state != everywhere_state && frame != nullptr) asked.stay = frame->stay;
    asked.asked_on = day();
    value.asked.push_back(std::move(asked));
  }
  void operator()(const EndAsked& effect) const {
    for (AskedStep& asked : value.asked) {
      if (asked.key != effect.step || !is_open(asked)) continue;
      if (effect.status == AskedStep::Status::dropped) return drop(value, asked, effect.why, day());
      asked.status = effect.status;
    }
  }
  void operator()(const Migrate& effect) const;
  void operator()(const Notice& effect) const {
    value.noticed.push_back({effect.event, effect.key, day()});
  }
  void operator()(const Forget& effect) const {
    if (effect.rule.state == everywhere_state) {
      erase(value.everywhere_true, effect.rule);
    } else if (!value.stack.empty()) {
      erase(value.stack.back().whenever_true, effect.rule);
    }
  }
  void operator()(const Regret& effect) const {
    for (Rested& rested : value.rested) {
      if (rested.position == effect.position) rested.revised = true;
    }
  }

 private:
  void post(Posting posting) const {
    posting.effective = day();
    posting.position = at.position;
    posting.recorded_at = at.moment.instant;
    value.postings.push_back(std::move(posting));
  }
};

void Apply::operator()(const Migrate& effect) const {
  const auto moved = [&effect](const RuleRef& rule) {
    const auto found = std::lower_bound(
        effect.rules.begin(), effect.rules.end(), rule,
        [](const MovedRule& one, const RuleRef& wanted) { return one.from < wanted; });
    return found != effect.rules.end() && found->from == rule ? found->to : no_rule;
  };
  if (!effect.plan.empty()) {
    for (const Frame& frame : value.stack) end_stay(value, frame, day());
    value.plan = effect.plan;
  }
  for (Hold& hold : value.holds) {
    if (!hold.with_state || hold.released) continue;
    const auto put_by = std::find_if(value.stack.begin(), value.stack.end(),
                                     [&hold](const Frame& one) { return one.state == hold.by; });
    const auto frame = static_cast<std::size_t>(put_by - value.stack.begin());
    if (frame < effect.stack.size()) hold.by = effect.stack[frame].state;
  }
  value.rulebook = effect.rulebook;
  value.stack = effect.stack;
  value.everywhere_fired = effect.everywhere_fired;
  value.everywhere_true = effect.everywhere_true;
  value.everywhere_repeated = effect.everywhere_repeated;
  for (Contact& contact : value.contacts) contact.rule = moved(contact.rule);
  for (AskedStep& asked : value.asked) asked.rule = moved(asked.rule);
  for (Rested& rested : value.rested) rested.rule = moved(rested.rule);
  std::erase_if(value.rested, [](const Rested& one) { return one.rule == no_rule; });
  value.set_aside.clear();
  if (!value.stack.empty()) stand(value, value.stack.back().state, day());
}

}  // namespace

RuleRef head_of(RuleRef rule) {
  rule.step = 0;
  rule.fallback = 0;
  return rule;
}

bool contains(const std::vector<RuleRef>& sorted, const RuleRef& rule) {
  return std::binary_search(sorted.begin(), sorted.end(), rule);
}

void mark_fired(Case& value, const RuleRef& rule, Reason::Cause cause, Date day) {
  const bool everywhere = rule.state == everywhere_state;
  if (!everywhere && value.stack.empty()) return;
  const RuleRef head = head_of(rule);
  if (cause == Reason::Cause::whenever) {
    insert(everywhere ? value.everywhere_true : value.stack.back().whenever_true, head);
  } else if (cause == Reason::Cause::time) {
    insert(everywhere ? value.everywhere_fired : value.stack.back().fired, head);
  } else if (cause == Reason::Cause::repeat) {
    count_run(everywhere ? value.everywhere_repeated : value.stack.back().repeated, head, day);
  }
}

void mark_reason(Case& value, const Reason& reason, Date day) {
  if (reason.rule.fallback > 0) {
    for (Contact& contact : value.contacts) {
      if (contact.key.value == reason.key) {
        contact.fallbacks_done =
            static_cast<std::uint16_t>(contact.fallbacks_done | (1u << (reason.rule.fallback - 1)));
      }
    }
    return;
  }
  if (reason.rule == no_rule) return;
  if (reason.cause == Reason::Cause::begin || reason.event == scheduled_event) return;
  mark_fired(value, reason.rule, reason.cause, day);
}

void mark_rested(Case& value, const Reason& reason, const DecidedAt& at) {
  if (reason.rule.fallback > 0 || reason.cause == Reason::Cause::begin) return;
  const bool derived = reason.cause == Reason::Cause::derived;
  // Only what rests on something that can turn out otherwise: a derived event or a condition.
  if (!derived && reason.readings.empty()) return;
  if (reason.effect_count == 0 && !derived) return;
  Rested rested;
  rested.position = at.position;
  rested.on = at.moment.day;
  rested.rule = reason.rule;
  if (derived) {
    rested.event = reason.event;
    rested.key = reason.key;
  }
  value.rested.push_back(std::move(rested));
}

void apply(Case& value, const Effect& effect, std::uint32_t index, const DecidedAt& at) {
  std::visit(Apply{value, index, at}, effect);
}

Case evolve(Case value, const Decision& decision, Moment moment, std::uint64_t stream_number,
            std::uint64_t position) {
  const DecidedAt at{moment, stream_number, position};
  value.entries = stream_number;
  if (!decision.defect.empty()) {
    value.set_aside = decision.defect;
    return value;
  }
  // A line counts as fired in the stay in which it fired, so before its own effects move the case.
  std::size_t next = 0;
  const auto mark_until = [&](std::uint32_t effect) {
    for (; next < decision.reasons.size(); ++next) {
      if (decision.reasons[next].first_effect > effect) break;
      mark_reason(value, decision.reasons[next], moment.day);
      mark_rested(value, decision.reasons[next], at);
    }
  };
  for (std::uint32_t i = 0; i < decision.effects.size(); ++i) {
    mark_until(i);
    apply(value, decision.effects[i], i, at);
  }
  mark_until(static_cast<std::uint32_t>(decision.effects.size()));
  return value;
}

Case evolve(Case value, const ContactProgress& progress, Moment moment) {
  using What = ContactProgress::What;
  ++value.entries;
  for (Contact& contact : value.contacts) {
    if (contact.key != progress.order) continue;
    if (!progress.sending.empty()) contact.sending = progress.sending;
    contact.waits_for = progress.why;
    contact.not_before.reset();
    switch (progress.what) {
      case What::admitted: ++contact.attempts; break;
      case What::deferred: contact.not_before = progress.not_before; break;
      case What::sent:
        contact.status = ContactStatus::sent;
        contact.sent_on = moment.day;
        if (progress.cost) {
          value.costs.push_back({StepCost::What::sending, contact.message, *progress.cost,
                                 contact.cost ? contact.cost->vat_ppm : 0, moment.day,
                                 contact.key.value, moment.instant});
        }
        break;
      case What::rejected: contact.status = ContactStatus::rejected; break;
      case What::cancelled: contact.status = ContactStatus::cancelled; break;
      case What::expired: contact.status = ContactStatus::expired; break;
      case What::uncertain: contact.status = ContactStatus::uncertain; break;
      case What::delivered: contact.delivered_on = moment.day; break;
      case What::failed: contact.failed_on = moment.day; break;
      case What::opened: contact.opened_on = moment.day; break;
    }
    break;
  }
  return value;
}

Person evolve(Person value, const SendingProgress& progress, Moment) {
  ++value.entries;
  for (Sending& sending : value.sendings) {
    if (sending.key != progress.sending.key) continue;
    sending = progress.sending;
    return value;
  }
  value.sendings.push_back(progress.sending);
  return value;
}

}  // namespace arrears
