// Sending: orders out of the outbox, through still_wanted and the gate, rendered, handed to their
// channel, outcomes recorded. Everything that is decided here follows from the store and the
// moment alone, and every round begins with the first person again; so a run that was killed
// between any two calls and is repeated at the same moment writes the same entries.
#include <arrears/gate/gate.hpp>
#include <engine/attempt.hpp>

#include <algorithm>
#include <set>

namespace arrears {

using engine::Attempt;
using engine::Carried;
using engine::Desk;
using engine::Held;
using engine::Shell;

namespace {

constexpr std::size_t leased_max = 1'000'000;
constexpr Span lease_time{900};
constexpr std::size_t steps_per_person = 10'000;  // far above the orders of one person

class Dispatcher {
 public:
  Dispatcher(Shell& shell, const Caller& by, Moment moment, DispatchReport& report)
      : shell_(shell), by_(by), moment_(moment), report_(report) {}
  Result<Unit> run(std::size_t limit) {
    if (!shell_.resumed) {
      if (Result<Unit> done = resume(); !done) return done;
      shell_.resumed = true;
    }
    std::size_t left = limit;
    for (;;) {
      Result<bool> more = round(left);
      if (!more) return unexpected(more.error());
      if (!*more || left == 0) return release(leased_);
    }
  }

 private:
  struct Candidate {
    Held* held;
    OrderKey order;
    std::vector<ClaimId> claims;
  };
  enum class Step : std::uint8_t { again, done };

  Result<Unit> resume();
  Result<bool> round(std::size_t& left);
  Result<Unit> lease();
  Result<Unit> release(const std::vector<OrderKey>& orders);
  Result<Unit> deliver(std::vector<Attempt>& attempts);
  Result<std::optional<Attempt>> visit(Desk& desk, const PersonId& person);
  Result<Step> screen(Desk& desk, const PersonId& person, std::vector<Candidate>& out);
  Result<Unit> defer(Desk& desk, Held& held, const OrderKey& order,
                     std::optional<Instant> not_before, const std::string& why);
  Result<std::optional<Attempt>> admit_first(Desk& desk, const PersonId& person,
                                             const std::vector<Candidate>& candidates);

  Shell& shell_;
  Caller by_;
  Moment moment_;
  DispatchReport& report_;
  std::set<PersonId> persons_;       // with an order that may be asked for now
  std::set<PersonId> nothing_left_;  // visited, and nothing can be sent
  std::vector<OrderKey> leased_;
};

const Contact* find_contact(const Case& value, const OrderKey& order) {
  for (const Contact& contact : value.contacts) {
    if (contact.key == order) return &contact;
  }
  return nullptr;
}

std::uint8_t phase_of(const Plan& plan, const Case& value, const Contact& contact) {
  if (contact.rule.state < plan.states.size()) {
    return static_cast<std::uint8_t>(plan.states[contact.rule.state].phase);
  }
  for (const State& state : plan.states) {
    if (!value.stack.empty() && state.name == value.stack.back().state) {
      return static_cast<std::uint8_t>(state.phase);
    }
  }
  return 0;
}

// After a crash or a call that failed. Leases are freed: there is one engine per store, so they are
// those of one that died. Attempts left open come first, all of them, in order of person: so they
// get the outcomes that they would have got.
Result<Unit> Dispatcher::resume() {
  Result<std::vector<OutboxRow>> waiting = shell_.store->outbox(shell_.shard);
  if (!waiting) return unexpected(waiting.error());
  std::set<PersonId> persons;
  std::vector<OrderKey> orders;
  for (const OutboxRow& row : *waiting) {
    persons.insert(row.person);
    orders.push_back(row.order);
  }
  if (Result<Unit> done = release(orders); !done) return done;
  Desk desk(shell_, by_, moment_);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  desk.look_delay = Span{1};
  std::vector<Attempt> attempts;
  for (const PersonId& person : persons) {
    Result<engine::PersonOnDesk*> known = desk.find_person(person);
    if (!known) return unexpected(known.error());
    if (!(*known)->value) continue;
    const std::vector<Sending> sendings = (*known)->value->sendings;
    for (const Sending& sending : sendings) {
      if (sending.status != Sending::Status::attempting) continue;
      Result<std::optional<Attempt>> attempt =
          engine::resume_attempt(desk, person, sending, report_);
      if (!attempt) return unexpected(attempt.error());
      if (*attempt) attempts.push_back(**std::move(attempt));
    }
  }
  if (Result<Unit> done = desk.commit(); !done) return done;
  return deliver(attempts);
}

Result<Unit> Dispatcher::lease() {
  Result<std::vector<OutboxRow>> rows =
      shell_.store->lease(shell_.shard, moment_.instant, moment_.instant + lease_time, leased_max);
  if (!rows) return unexpected(rows.error());
  for (const OutboxRow& row : *rows) {
    persons_.insert(row.person);
    nothing_left_.erase(row.person);
    leased_.push_back(row.order);
  }
  return Unit{};
}

Result<Unit> Dispatcher::release(const std::vector<OrderKey>& orders) {
  return orders.empty() ? Unit{} : shell_.store->release(shell_.shard, orders);
}

// One message at most for each person, a bounded number of persons: one commit with the attempts,
// the calls of the channels, one commit with the outcomes. False when nothing was left to do.
Result<bool> Dispatcher::round(std::size_t& left) {
  if (Result<Unit> done = lease(); !done) return unexpected(done.error());
  Desk desk(shell_, by_, moment_);
  if (Result<Unit> begun = desk.begin(); !begun) return unexpected(begun.error());
  desk.look_delay = Span{1};
  std::vector<Attempt> attempts;
  for (const PersonId& person : persons_) {
    if (attempts.size() >= std::min(engine::sendings_per_round, left)) break;
    if (nothing_left_.count(person)) continue;
    Result<std::optional<Attempt>> attempt = visit(desk, person);
    if (!attempt) return unexpected(attempt.error());
    if (*attempt)
      attempts.push_back(**std::move(attempt));
    else
      nothing_left_.insert(person);
  }
  if (Result<Unit> done = desk.commit(); !done) return unexpected(done.error());
  if (attempts.empty()) return false;
  left -= attempts.size();
  if (Result<Unit> done = deliver(attempts); !done) return unexpected(done.error());
  return true;
}

Result<Unit> Dispatcher::deliver(std::vector<Attempt>& attempts) {
  if (attempts.empty()) return Unit{};
  engine::call_channels(shell_, attempts);
  Desk desk(shell_, by_, moment_);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  desk.look_delay = Span{1};
  for (const Attempt& attempt : attempts) {
    Result<Unit> done = engine::record_outcome(desk, attempt, report_);
    if (!done) return done;
  }
  return desk.commit();
}

Result<Unit> Dispatcher::defer(Desk& desk, Held& held, const OrderKey& order,
                               std::optional<Instant> not_before, const std::string& why) {
  const Contact* contact = find_contact(held.value, order);
  if (!contact) return Unit{};
  if (contact->not_before == not_before && contact->waits_for == why) return Unit{};
  ++report_.deferred;
  Result<const Entry*> entry = desk.add_to_case(
      held, EntryKind::contact_progress,
      ContactProgress{order, ContactProgress::What::deferred, not_before, why, {}, {}});
  if (!entry) return unexpected(entry.error());
  return Unit{};
}

// The orders of one person that may go out as far as their plans are concerned. What has ended is
// recorded; the plan may react to that, so everything is asked again afterwards.
Result<Dispatcher::Step> Dispatcher::screen(Desk& desk, const PersonId& person,
                                            std::vector<Candidate>& out) {
  Result<std::vector<Held*>> cases = desk.cases_of(person);
  if (!cases) return unexpected(cases.error());
  for (Held* held : *cases) {
    const std::vector<Contact> contacts = held->value.contacts;
    for (const Contact& contact : contacts) {
      if (!engine::waits(contact)) continue;
      if (contact.not_before && *contact.not_before > moment_.instant) continue;
      if (!held->value.set_aside.empty()) continue;
      ContactProgress ended{contact.key, ContactProgress::What::expired, {}, {}, {}, {}};
      if (contact.expires && *contact.expires < moment_.day) {
        ended.why = "it waited until " + contact.expires->text();
        ++report_.expired;
      } else {
        Result<View> view = desk.view(*held);
        if (!view) return unexpected(view.error());
        const Wanted wanted = still_wanted(*held->rules, *view, contact);
        if (wanted.answer == Wanted::Answer::yes) {
          out.push_back({held, contact.key, wanted.claims});
          continue;
        }
        if (wanted.answer == Wanted::Answer::wait) {
          Result<Unit> done = defer(desk, *held, contact.key, std::nullopt, wanted.why);
          if (!done) return unexpected(done.error());
          continue;
        }
        ended.what = ContactProgress::What::cancelled;
        ended.why = wanted.why;
        ++report_.cancelled;
      }
      Result<Unit> done = engine::progress_and_time(desk, *held, ended);
      if (!done) return unexpected(done.error());
      return Step::again;
    }
  }
  return Step::done;
}

Result<std::optional<Attempt>> Dispatcher::visit(Desk& desk, const PersonId& person) {
  for (std::size_t step = 0; step < steps_per_person; ++step) {
    std::vector<Candidate> candidates;
    Result<Step> screened = screen(desk, person, candidates);
    if (!screened) return unexpected(screened.error());
    if (*screened == Step::again) continue;
    if (candidates.empty()) return std::optional<Attempt>{};
    return admit_first(desk, person, candidates);
  }
  return unexpected(ErrorCode::limit, "the orders of one person end and begin without end");
}

// Asks the gate about all of them; the first that may go out now is prepared.
Result<std::optional<Attempt>> Dispatcher::admit_first(Desk& desk, const PersonId& person,
                                                       const std::vector<Candidate>& given) {
  std::vector<arrears::Candidate> asked;
  for (const Candidate& one : given) {
    const Contact* contact = find_contact(one.held->value, one.order);
    const Plan* plan = engine::plan_of(*one.held->rules, one.held->value);
    asked.push_back({contact, &one.held->value, one.held->value.plan,
                     plan ? phase_of(*plan, one.held->value, *contact) : std::uint8_t{0}});
  }
  Result<engine::PersonOnDesk*> known = desk.find_person(person);
  if (!known) return unexpected(known.error());
  const Plan* plan = engine::plan_of(*given.front().held->rules, given.front().held->value);
  GateContext context;
  context.now = moment_;
  context.zone = shell_.zone;
  context.calendar = shell_.law.of(plan ? plan->law : "").calendar(CalendarPurpose::contact);
  context.person = (*known)->value ? &*(*known)->value : nullptr;
  const std::vector<Admission> answers = admit(*given.front().held->rules, asked, context);
  ARREARS_ASSERT(answers.size() == given.size());
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].answer == Admission::Answer::send && !first) first = i;
    if (answers[i].answer != Admission::Answer::defer) continue;
    std::optional<Instant> until = answers[i].not_before;
    if (until && *until <= moment_.instant) until.reset();
    Result<Unit> done = defer(desk, *given[i].held, given[i].order, until, answers[i].why);
    if (!done) return unexpected(done.error());
  }
  if (!first) return std::optional<Attempt>{};
  std::vector<Carried> carried{{given[*first].held, given[*first].order, given[*first].claims}};
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].answer == Admission::Answer::absorbed && answers[i].into == *first) {
      carried.push_back({given[i].held, given[i].order, given[i].claims});
    }
  }
  Result<Attempt> attempt = engine::begin_attempt(desk, person, std::move(carried));
  if (!attempt) return unexpected(attempt.error());
  return std::optional<Attempt>(*std::move(attempt));
}

}  // namespace

Result<DispatchReport> Engine::dispatch(const Caller& by, Moment moment,
                                        const DispatchOptions& options) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_deciding(by); !allowed) {
    return unexpected(allowed.error());
  }
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  if (!state->open_day || *state->open_day != moment.day) {
    return unexpected(ErrorCode::refused, "the day " + moment.day.text() + " is not open");
  }
  DispatchReport report;
  Dispatcher dispatcher(shell, by, moment, report);
  Result<Unit> done = dispatcher.run(options.limit);
  if (!done) {
    // Whatever was left in the middle is taken up again by the next call.
    shell.resumed = false;
    return unexpected(done.error());
  }
  return report;
}

Result<std::optional<Instant>> Engine::next_dispatch(const Caller& by, Instant after) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  Result<std::vector<OutboxRow>> waiting = shell.store->outbox(shell.shard);
  if (!waiting) return unexpected(waiting.error());
  std::optional<Instant> next;
  for (const OutboxRow& row : *waiting) {
    if (row.not_before > after && (!next || row.not_before < *next)) next = row.not_before;
  }
  return next;
}

}  // namespace arrears
