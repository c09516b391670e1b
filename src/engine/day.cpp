// One business day: what waits in the inbox is recorded and decided, then what time has made due.
// Everything is taken in an order that follows from the store alone, so that batches, workers and
// a kill between two commits leave the same journal.
#include <engine/commands.hpp>
#include <engine/workers.hpp>

#include <algorithm>
#include <set>

namespace arrears {

using engine::Desk;
using engine::Held;
using engine::Shell;

namespace engine {

Result<Unit> install(Shell& shell, const Caller& by, Moment moment) {
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  const bool new_rules = state->rulebook != shell.rulebook.hash();
  const bool new_packs = state->packs != shell.packs;
  if (!new_rules && !new_packs) return Unit{};
  Desk desk(shell, by, moment);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  if (new_rules) {
    const std::vector<std::string> plans = shell.rulebook.plans();
    Result<const Entry*> entry = desk.add_to_tenant(
        EntryKind::rulebook_installed,
        Installed{shell.rulebook.hash(), plans.empty() ? std::string{} : plans.front()});
    if (!entry) return unexpected(entry.error());
  }
  if (new_packs) {
    for (const auto& [country, pack] : shell.law.all()) {
      Result<const Entry*> entry =
          desk.add_to_tenant(EntryKind::pack_installed, Installed{pack.hash(), country});
      if (!entry) return unexpected(entry.error());
    }
    if (shell.packs.empty()) {
      Result<const Entry*> entry =
          desk.add_to_tenant(EntryKind::pack_installed, Installed{Hash{}, "none"});
      if (!entry) return unexpected(entry.error());
    }
    Cursor cursor;
    while (!cursor.done) {
      Result<std::vector<CaseRow>> rows = shell.store->load_all(shell.shard, cursor, shell.batch);
      if (!rows) return unexpected(rows.error());
      for (const CaseRow& row : *rows) {
        if (!row.closed || row.wake || row.payments_wake)
          desk.look_at_stored(row.id, moment.instant);
      }
    }
  }
  return desk.commit();
}

}  // namespace engine

namespace {

// Takes the passing of time to cases that are due.
class Looker {
 public:
  Looker(Shell& shell, const Caller& by, Moment moment, DayReport& report)
      : shell_(shell), by_(by), moment_(moment), report_(report) {}

  // Cases whose wake or look has come, a page at a time.
  Result<Unit> run_due() {
    for (;;) {
      Result<std::vector<CaseRow>> rows =
          shell_.store->load_due(shell_.shard, moment_, shell_.batch);
      if (!rows) return unexpected(rows.error());
      if (rows->empty()) return Unit{};
      if (Result<Unit> done = run_page(*rows, rows->size() == shell_.batch); !done) return done;
    }
  }
  // Every other case, to prove that there was nothing to do.
  Result<Unit> run_all() {
    Cursor cursor;
    while (!cursor.done) {
      Result<std::vector<CaseRow>> rows =
          shell_.store->load_all(shell_.shard, cursor, shell_.batch);
      if (!rows) return unexpected(rows.error());
      std::vector<CaseRow> open;
      for (CaseRow& row : *rows) {
        if (!row.closed || row.wake || row.payments_wake) open.push_back(std::move(row));
      }
      if (open.empty()) continue;
      if (Result<Unit> done = look_for_proof(open); !done) return done;
    }
    return run_due();
  }

 private:
  using Key = std::pair<Instant, CaseId>;
  struct Prepared {
    std::optional<Error> error;
    Case value;
    const Rulebook* rules = nullptr;
    std::optional<Decision> decision;  // none where other cases have a say in it
  };

  Result<Unit> prepare(Desk& desk, const std::vector<CaseRow>& rows);
  Result<Unit> look_at(Desk& desk, const CaseId& id, const CaseRow* row, bool proof);
  Result<Unit> run_page(const std::vector<CaseRow>& rows, bool more);
  Result<Unit> look_for_proof(const std::vector<CaseRow>& rows);
  Result<Unit> finish(Desk& desk);

  Shell& shell_;
  Caller by_;
  Moment moment_;
  DayReport& report_;
  std::map<CaseId, Prepared> prepared_;
};

// Decoding and deciding are most of the work and need only the case and its person: done by all
// workers before the desk is asked. Plans that read other cases of a person wait for their turn.
Result<Unit> Looker::prepare(Desk& desk, const std::vector<CaseRow>& rows) {
  prepared_.clear();
  std::vector<Prepared> out(rows.size());
  engine::parallel_for(shell_.workers, rows.size(), [&](std::size_t i) {
    Result<Case> value = decode_case(rows[i].value);
    if (value)
      out[i].value = *std::move(value);
    else
      out[i].error = value.error();
  });
  std::vector<LookAt> at(rows.size());
  const std::optional<Date> complete = desk.payments_complete();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (out[i].error) return unexpected(*out[i].error);
    Result<const Rulebook*> rules = shell_.rulebook_of(out[i].value.rulebook);
    if (!rules) return unexpected(rules.error());
    out[i].rules = *rules;
    Result<engine::PersonOnDesk*> person = desk.find_person(rows[i].debtor);
    if (!person) return unexpected(person.error());
    if ((*person)->value) at[i].debtor = &*(*person)->value;
    if (Result<Unit> found = desk.find_others(out[i].value, at[i].others); !found) return found;
    at[i].payments_complete = complete;
  }
  engine::parallel_for(shell_.workers, rows.size(), [&](std::size_t i) {
    Prepared& one = out[i];
    if (rows[i].reads_person || engine::at_rest(one.value)) return;
    const View view = arrears::look(one.value, shell_.law, moment_.day, at[i]);
    one.decision = decide(*one.rules, view, moment_);
  });
  for (std::size_t i = 0; i < rows.size(); ++i) prepared_.emplace(rows[i].id, std::move(out[i]));
  return Unit{};
}

Result<Unit> Looker::look_at(Desk& desk, const CaseId& id, const CaseRow* row, bool proof) {
  const auto ready = prepared_.find(id);
  std::optional<Decision> decision;
  Held* held = nullptr;
  if (ready != prepared_.end() && row) {
    decision = std::move(ready->second.decision);
    Result<Held*> put = desk.hold(*row, std::move(ready->second.value));
    if (!put) return unexpected(put.error());
    held = *put;
    prepared_.erase(ready);
  } else {
    Result<Held*> found = desk.find_case(id);
    if (!found) return unexpected(found.error());
    held = *found;
  }
  if (!held) return unexpected(ErrorCode::corrupt, "a case that is due is gone: " + id.value);
  ++report_.looked_at;
  if (!decision && !engine::at_rest(held->value)) {
    Result<View> view = desk.view(*held);
    if (!view) return unexpected(view.error());
    decision = decide(*held->rules, *view, moment_);
  }
  // A look for the sake of proof that finds nothing leaves the row as the index has it.
  if (proof && (!decision || decision->empty())) return Unit{};
  desk.looked(*held);
  if (!decision || decision->empty()) return Unit{};
  ++report_.decided;
  return desk.add_decision(*held, *std::move(decision));
}

// The due cases of one page, and those that they make due, smallest key first. What lies behind
// the end of the page waits for the next one, so that the order does not depend on the page.
Result<Unit> Looker::run_page(const std::vector<CaseRow>& rows, bool more) {
  Desk desk(shell_, by_, moment_);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  if (Result<Unit> done = prepare(desk, rows); !done) return done;
  std::set<Key> queue;
  std::map<CaseId, const CaseRow*> by_id;
  for (const CaseRow& row : rows) {
    queue.emplace(due_key(row.wake, row.look).value_or(Instant{}), row.id);
    by_id[row.id] = &row;
  }
  if (queue.empty()) return Unit{};
  const Key last = *queue.rbegin();
  while (!queue.empty() && (!more || *queue.begin() <= last)) {
    const CaseId id = queue.begin()->second;
    queue.erase(queue.begin());
    const auto row = by_id.find(id);
    desk.new_looks.clear();
    if (Result<Unit> done = look_at(desk, id, row == by_id.end() ? nullptr : row->second, false);
        !done) {
      return done;
    }
    for (const CaseId& again : desk.new_looks) queue.emplace(moment_.instant, again);
  }
  return finish(desk);
}

Result<Unit> Looker::look_for_proof(const std::vector<CaseRow>& rows) {
  Desk desk(shell_, by_, moment_);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  if (Result<Unit> done = prepare(desk, rows); !done) return done;
  for (const CaseRow& row : rows) {
    if (Result<Unit> done = look_at(desk, row.id, &row, true); !done) return done;
  }
  return finish(desk);
}

Result<Unit> Looker::finish(Desk& desk) {
  report_.ordered += desk.ordered;
  report_.tasks += desk.tasks;
  report_.set_aside.insert(report_.set_aside.end(), desk.set_aside.begin(), desk.set_aside.end());
  return desk.commit();
}

// Records what waits in the inbox. An opening and its history are never parted.
Result<Unit> take_inbox(Shell& shell, const Caller& by, Moment moment, DayReport& report) {
  for (;;) {
    Desk desk(shell, by, moment);
    if (Result<Unit> begun = desk.begin(); !begun) return begun;
    Result<std::vector<FactEnvelope>> page =
        shell.store->inbox(shell.shard, desk.state().inbox_done, shell.batch);
    if (!page) return unexpected(page.error());
    // A fact waits for its arrival: what a later day brings is left for that day.
    page->erase(
        std::find_if(page->begin(), page->end(),
                     [&](const FactEnvelope& one) { return one.received_at > moment.instant; }),
        page->end());
    if (page->empty()) return Unit{};
    std::size_t done = 0;
    while (done < page->size()) {
      // A page that ends in the middle of a history reads on.
      if (page->size() >= shell.batch &&
          std::holds_alternative<CaseOpened>((*page)[done].fact.what) &&
          engine::taken_together(std::span(*page).subspan(done)) == page->size() - done) {
        Result<std::vector<FactEnvelope>> rest =
            shell.store->inbox(shell.shard, page->back().sequence, engine::history_max);
        if (!rest) return unexpected(rest.error());
        page->insert(page->end(), rest->begin(), rest->end());
      }
      const std::span<const FactEnvelope> waiting = std::span(*page).subspan(done);
      const FactKey key = waiting.front().fact.key;
      Result<engine::Taken> taken = engine::take_fact(desk, waiting);
      if (!taken) return unexpected(taken.error());
      done += taken->used;
      desk.inbox_done((*page)[done - 1].sequence);
      report.unmatched += taken->unmatched ? 1 : 0;
      if (taken->refused.empty())
        report.recorded += taken->used;
      else
        report.refused.push_back(key.value + ": " + taken->refused);
      if (desk.entry_count() >= 4 * shell.batch) break;
    }
    report.decided += desk.decisions;
    report.ordered += desk.ordered;
    report.tasks += desk.tasks;
    report.set_aside.insert(report.set_aside.end(), desk.set_aside.begin(), desk.set_aside.end());
    if (Result<Unit> committed = desk.commit(); !committed) return committed;
  }
}

bool waits_for_payments(const RulebookData& rules) {
  for (const Plan& plan : rules.plans) {
    if (plan.needs_payments_through != no_expr) return true;
    for (const State& state : plan.states) {
      for (const Trigger& trigger : state.triggers) {
        for (const Step& step : trigger.steps) {
          if (step.needs_payments_through != no_expr) return true;
        }
      }
    }
  }
  return false;
}

// Cases with an order that waits until payments are complete.
Result<Unit> list_waiting(Shell& shell, DayReport& report) {
  if (!waits_for_payments(shell.rulebook.data())) return Unit{};
  Result<std::vector<OutboxRow>> waiting = shell.store->outbox(shell.shard);
  if (!waiting) return unexpected(waiting.error());
  std::set<CaseId> ids;
  for (const OutboxRow& row : *waiting) ids.insert(row.case_id);
  for (const CaseId& id : ids) {
    Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, id);
    if (!row) return unexpected(row.error());
    if (row->has_value() && (*row)->payments_wake) report.waits_for_payments.push_back(id.value);
  }
  return Unit{};
}

}  // namespace

Result<DayReport> Engine::run_day(const Caller& by, Moment moment) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_deciding(by); !allowed) {
    return unexpected(allowed.error());
  }
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  if (!state->open_day || *state->open_day != moment.day) {
    return unexpected(ErrorCode::refused, "the day " + moment.day.text() + " is not open");
  }
  if (Result<Unit> done = engine::install(shell, by, moment); !done) {
    return unexpected(done.error());
  }
  DayReport report;
  report.day = moment.day;
  if (Result<Unit> done = take_inbox(shell, by, moment, report); !done) {
    return unexpected(done.error());
  }
  Looker looker(shell, by, moment, report);
  if (Result<Unit> done = looker.run_due(); !done) return unexpected(done.error());
  if (shell.look_at_every_case) {
    if (Result<Unit> done = looker.run_all(); !done) return unexpected(done.error());
  }
  if (Result<Unit> done = list_waiting(shell, report); !done) return unexpected(done.error());
  return report;
}

}  // namespace arrears
