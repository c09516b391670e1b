#include <arrears/gate/gate.hpp>
#include <engine/shell.hpp>

#include <algorithm>

namespace arrears {

std::vector<Instant> Engine::openings(Date day) const {
  const engine::Shell& shell = impl_->shell;
  std::vector<Instant> out = arrears::openings(shell.rulebook, day, shell.zone, shell.law);
  for (const Plan& plan : shell.rulebook.data().plans) {
    if (!plan.window) {
      out.push_back(VirtualClock(shell.zone).opening(day).instant);
      break;
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

namespace {

void add(DayReport& to, DayReport more) {
  to.day = more.day;
  to.recorded += more.recorded;
  to.decided += more.decided;
  to.looked_at += more.looked_at;
  to.ordered += more.ordered;
  to.tasks += more.tasks;
  to.unmatched += more.unmatched;
  to.refused.insert(to.refused.end(), more.refused.begin(), more.refused.end());
  to.set_aside.insert(to.set_aside.end(), more.set_aside.begin(), more.set_aside.end());
  to.waits_for_payments = std::move(more.waits_for_payments);  // as it stands now
}

void add(DispatchReport& to, const DispatchReport& more) {
  to.sent += more.sent;
  to.deferred += more.deferred;
  to.cancelled += more.cancelled;
  to.expired += more.expired;
  to.rejected += more.rejected;
  to.retried += more.retried;
  to.uncertain += more.uncertain;
}

}  // namespace

// A day that was interrupted is run again from its beginning: instants never go back, so what is
// behind the last entry is asked again at its instant, finds nothing to do, and goes on.
Result<RunDay> run_virtual_day(Engine& engine, const Caller& by, const VirtualClock& clock,
                               Date day, std::span<const Fact> facts) {
  RunDay out;
  const auto moment = [&](Instant wanted) -> Result<Moment> {
    Result<ShardState> state = engine.state(by);
    if (!state) return unexpected(state.error());
    return Moment{day, state->position > 0 ? std::max(wanted, state->recorded_at) : wanted};
  };
  const auto decide_now = [&](Instant wanted) -> Result<Unit> {
    Result<Moment> now = moment(wanted);
    if (!now) return unexpected(now.error());
    Result<DayReport> report = engine.run_day(by, *now);
    if (!report) return unexpected(report.error());
    add(out.day, *std::move(report));
    return Unit{};
  };
  const Instant beginning = clock.opening(day).instant;
  Result<Moment> first = moment(beginning);
  if (!first) return unexpected(first.error());
  if (Result<Unit> opened = engine.open_day(by, *first); !opened) {
    return unexpected(opened.error());
  }
  if (Result<SubmitReport> stored = engine.submit(by, *first, facts); !stored) {
    return unexpected(stored.error());
  }
  if (Result<Unit> done = decide_now(beginning); !done) return unexpected(done.error());
  for (const Instant opening : engine.openings(day)) {
    if (opening > beginning) {
      if (Result<Unit> done = decide_now(opening); !done) return unexpected(done.error());
    }
    Result<Moment> now = moment(opening);
    if (!now) return unexpected(now.error());
    Result<DispatchReport> sent = engine.dispatch(by, *now);
    if (!sent) return unexpected(sent.error());
    add(out.dispatched, *sent);
  }
  return out;
}

}  // namespace arrears
