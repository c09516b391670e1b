#include <arrears/ledger/costs.hpp>
#include <engine/attempt.hpp>
#include <engine/guarded.hpp>

#include <algorithm>
#include <set>
#include <thread>

namespace arrears::engine {

namespace {

constexpr Span first_delay{300};
constexpr Span longest_delay{86'400};

// What the message's own rule says about an attempt of which nobody knows whether it went out.
bool resend(const Plan* plan, const Contact& contact) {
  const bool demand = contact.kind >= MessageKind::demand;
  if (!plan) return false;
  const bool everywhere = contact.rule.state == everywhere_state;
  if (!everywhere && contact.rule.state >= plan->states.size()) return demand;
  const auto& triggers = everywhere ? plan->everywhere : plan->states[contact.rule.state].triggers;
  if (contact.rule.trigger >= triggers.size()) return demand;
  const auto& steps = triggers[contact.rule.trigger].steps;
  if (contact.rule.step >= steps.size()) return demand;
  switch (steps[contact.rule.step].if_unsure) {
    case Step::IfUnsure::resend: return true;
    case Step::IfUnsure::ask: return false;
    case Step::IfUnsure::by_kind: break;
  }
  return demand;
}

// Grows with each attempt; what the provider asks for is respected.
Span back_off(int attempts, Span asked) {
  std::int64_t delay = first_delay.seconds;
  for (int i = 1; i < attempts && delay < longest_delay.seconds; ++i) delay *= 2;
  delay = std::min(delay, longest_delay.seconds);
  return Span{std::max(delay, std::min(asked.seconds, 7 * longest_delay.seconds))};
}

const Contact* contact_of(const Case& value, const OrderKey& order) {
  for (const Contact& contact : value.contacts) {
    if (contact.key == order) return &contact;
  }
  return nullptr;
}

Result<Unit> note_sending(Desk& desk, const PersonId& person, const SendingProgress& step,
                          const std::vector<PrivateField>& fields = {}) {
  Result<const Entry*> entry =
      desk.add_to_person(person, EntryKind::sending_progress, step, fields);
  if (!entry) return unexpected(entry.error());
  return Unit{};
}

// What each order of a sending bears of its cost, once it is sent.
Result<std::vector<std::optional<Money>>> costs_of(Desk& desk, const Sending& sending) {
  std::vector<std::optional<Money>> costs(sending.orders.size());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    for (const CaseId& id : sending.cases) {
      Result<Held*> held = desk.find_case(id);
      if (!held) return unexpected(held.error());
      const Contact* contact = *held ? contact_of((*held)->value, sending.orders[i]) : nullptr;
      if (contact != nullptr && contact->cost) costs[i] = contact->cost->sum;
    }
  }
  return share_sending(costs);
}

// The same step for every order that the sending carries.
Result<Unit> note_orders(Desk& desk, const Sending& sending, ContactProgress step, bool react) {
  Result<std::vector<std::optional<Money>>> costs = costs_of(desk, sending);
  if (!costs) return unexpected(costs.error());
  for (std::size_t i = 0; i < sending.orders.size(); ++i) {
    const OrderKey& order = sending.orders[i];
    for (const CaseId& id : sending.cases) {
      Result<Held*> held = desk.find_case(id);
      if (!held) return unexpected(held.error());
      const Contact* contact = *held ? contact_of((*held)->value, order) : nullptr;
      if (!contact) continue;
      step.order = order;
      step.sending = sending.key;
      if (step.what == ContactProgress::What::sent) step.cost = (*costs)[i];
      if (react) {
        if (Result<Unit> done = progress_and_time(desk, **held, step); !done) return done;
      } else {
        Result<const Entry*> entry = desk.add_to_case(**held, EntryKind::contact_progress, step);
        if (!entry) return unexpected(entry.error());
      }
    }
  }
  return Unit{};
}

// Why a provider turned a message away may name the person, so it is kept beside the journal.
std::vector<PrivateField> reason_of(const SendResult& result) {
  if (result.text().empty()) return {};
  return {{PersonId{}, "reason", result.text().substr(0, texts_max)}};
}

}  // namespace

Result<Unit> progress_and_time(Desk& desk, Held& held, const ContactProgress& step) {
  if (Result<Unit> done = progress(desk, held, step); !done) return done;
  if (at_rest(held.value)) return Unit{};
  Result<View> view = desk.view(held);
  if (!view) return unexpected(view.error());
  Decision decision = decide(*held.rules, *view, desk.moment());
  return desk.add_decision(held, std::move(decision));
}

Result<Attempt> begin_attempt(Desk& desk, const PersonId& person, std::vector<Carried> carried) {
  const Contact* first = contact_of(carried.front().held->value, carried.front().order);
  ARREARS_ASSERT(first != nullptr);
  Attempt attempt;
  Sending& sending = attempt.sending;
  Message& message = attempt.message;
  std::set<CaseId> cases;
  for (const Carried& one : carried) {
    sending.orders.push_back(one.order);
    cases.insert(one.held->value.id);
  }
  std::sort(sending.orders.begin(), sending.orders.end());
  sending.cases.assign(cases.begin(), cases.end());
  sending.channel = first->channel;
  sending.message = first->message;
  sending.kind = first->kind;
  sending.key = sending_key(sending.orders, sending.channel);
  sending.at = desk.moment().instant;
  sending.on = desk.moment().day;
  sending.attempts = 1;
  Result<PersonOnDesk*> known = desk.find_person(person);
  if (!known) return unexpected(known.error());
  if ((*known)->value) {
    for (const Sending& before : (*known)->value->sendings) {
      if (before.key == sending.key) {
        sending.attempts = static_cast<std::uint16_t>(before.attempts + 1);
      }
    }
  }
  message.key = sending.key;
  message.channel = sending.channel;
  message.template_name = sending.message;
  message.kind = sending.kind;
  message.person = person;
  message.cases = sending.cases;
  message.orders = sending.orders;
  message.day = sending.on;
  message.instant = sending.at;
  if (Result<Unit> done = render_message(desk, carried, message); !done) {
    return unexpected(done.error());
  }
  if (Result<Unit> done =
          note_sending(desk, person, {sending, Receipt::none, {}, std::nullopt},
                       {{person, "message:" + sending.key.value, message_bytes(message)}});
      !done) {
    return unexpected(done.error());
  }
  const ContactProgress admitted{{}, ContactProgress::What::admitted, {}, {}, {}, {}};
  if (Result<Unit> done = note_orders(desk, sending, admitted, false); !done) {
    return unexpected(done.error());
  }
  return attempt;
}

Result<std::optional<Attempt>> resume_attempt(Desk& desk, const PersonId& person,
                                              const Sending& sending, DispatchReport& report) {
  Shell& shell = desk.shell();
  const auto channel = shell.channels.find(sending.channel);
  bool keyed = false;
  if (channel != shell.channels.end()) {
    const Result<bool> asked = guarded_call(
        "a channel", [&]() -> Result<bool> { return channel->second->capabilities().keyed; });
    keyed = asked && *asked;
  }
  Result<std::vector<PrivateRow>> rows = shell.store->private_rows(shell.shard, person);
  if (!rows) return unexpected(rows.error());
  const PrivateRow* latest = nullptr;
  for (const PrivateRow& row : *rows) {
    if (row.key == "message:" + sending.key.value && (!latest || row.position > latest->position)) {
      latest = &row;
    }
  }
  if (keyed && latest) {
    Result<Message> message = message_from_bytes(latest->bytes);
    if (!message) return unexpected(message.error());
    return std::optional<Attempt>(Attempt{sending, *std::move(message), std::nullopt});
  }
  ++report.uncertain;
  bool again = latest != nullptr;
  for (const CaseId& id : sending.cases) {
    Result<Held*> held = desk.find_case(id);
    if (!held) return unexpected(held.error());
    if (!*held) continue;
    for (const Contact& contact : (*held)->value.contacts) {
      const bool carried = std::find(sending.orders.begin(), sending.orders.end(), contact.key) !=
                           sending.orders.end();
      if (carried) again = again && resend(plan_of(*(*held)->rules, (*held)->value), contact);
    }
  }
  Sending after = sending;
  after.status = Sending::Status::uncertain;
  const std::string why = "the run ended while it was being sent";
  if (Result<Unit> done = note_sending(desk, person, {after, Receipt::none, why, std::nullopt});
      !done) {
    return unexpected(done.error());
  }
  // To be sent again, the orders simply stay in the outbox.
  if (again) return std::optional<Attempt>{};
  const ContactProgress step{{}, ContactProgress::What::uncertain, {}, why, {}, {}};
  if (Result<Unit> done = note_orders(desk, sending, step, true); !done) {
    return unexpected(done.error());
  }
  return std::optional<Attempt>{};
}

void call_channels(Shell& shell, std::vector<Attempt>& attempts) {
  std::map<std::string, std::vector<Attempt*>> by_channel;
  for (Attempt& attempt : attempts) by_channel[attempt.sending.channel].push_back(&attempt);
  const auto serve = [&shell](const std::string& id, const std::vector<Attempt*>& queue) {
    const auto channel = shell.channels.find(id);
    for (Attempt* attempt : queue) {
      if (channel == shell.channels.end()) {
        attempt->result = SendResult::retry_after(Span{}, "the host gives no such channel");
        continue;
      }
      try {
        const std::size_t size = attempt->message.body.size();
        const std::size_t limit = channel->second->capabilities().length_max;
        attempt->result = size > body_max || (limit > 0 && size > limit)
                              ? SendResult::rejected("longer than the channel takes")
                              : channel->second->send(attempt->message);
      } catch (...) {
        attempt->result = SendResult::retry_after(Span{}, "the channel threw an exception");
      }
    }
  };
  if (shell.workers < 2 || by_channel.size() < 2) {
    for (const auto& [id, queue] : by_channel) serve(id, queue);
    return;
  }
  std::vector<std::thread> threads;
  for (const auto& entry : by_channel) {
    const auto* one = &entry;
    threads.emplace_back([one, &serve] { serve(one->first, one->second); });
  }
  for (std::thread& thread : threads) thread.join();
}

Result<Unit> record_outcome(Desk& desk, const Attempt& attempt, DispatchReport& report) {
  ARREARS_ASSERT(attempt.result.has_value());
  const SendResult& result = *attempt.result;
  const PersonId person = attempt.message.person;
  SendingProgress step{attempt.sending, Receipt::none, {}, std::nullopt};
  ContactProgress order{{}, ContactProgress::What::sent, {}, {}, {}, {}};
  std::vector<PrivateField> reason;
  if (result.status() == SendResult::Status::accepted) {
    step.sending.status = Sending::Status::sent;
    step.sending.provider_id = result.text().substr(0, 1000);
    report.sent += attempt.sending.orders.size();
  } else if (result.status() == SendResult::Status::retry &&
             attempt.sending.attempts < attempts_max) {
    step.sending.status = Sending::Status::waiting;
    step.retry_at = desk.moment().instant + back_off(attempt.sending.attempts, result.delay());
    step.why = order.why = "the channel asks to try again later";
    order.what = ContactProgress::What::deferred;
    order.not_before = step.retry_at;
    reason = reason_of(result);
    ++report.retried;
  } else {
    const bool given_up = result.status() == SendResult::Status::retry;
    step.sending.status = Sending::Status::rejected;
    step.why = order.why = given_up ? "given up after " + std::to_string(attempts_max) + " attempts"
                                    : "the channel refuses it";
    order.what = ContactProgress::What::rejected;
    reason = reason_of(result);
    ++report.rejected;
  }
  if (Result<Unit> done = note_sending(desk, person, step, reason); !done) return done;
  return note_orders(desk, step.sending, order, order.what != ContactProgress::What::deferred);
}

}  // namespace arrears::engine
