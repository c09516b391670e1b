// arrears run: opens each missing day in order, decides, commits, dispatches.
#include <cli/command.hpp>

#include <fmt/format.h>
#include <arrears/channel/spool.hpp>
#include <arrears/store/sqlite.hpp>

#include <ctime>
#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::vector<std::string> rules;
  std::string until, spool, now;
  bool live = false;
  int workers = 1;
};

struct Totals {
  std::size_t days = 0, recorded = 0, decided = 0, ordered = 0, tasks = 0, unmatched = 0;
  std::vector<std::string> refused, set_aside;
  DispatchReport dispatched;

  void add(const DayReport& day) {
    ++days;
    recorded += day.recorded;
    decided += day.decided;
    ordered += day.ordered;
    tasks += day.tasks;
    unmatched += day.unmatched;
    refused.insert(refused.end(), day.refused.begin(), day.refused.end());
    set_aside.insert(set_aside.end(), day.set_aside.begin(), day.set_aside.end());
  }
  void add(const DispatchReport& sent) {
    dispatched.sent += sent.sent;
    dispatched.cancelled += sent.cancelled;
    dispatched.expired += sent.expired;
    dispatched.rejected += sent.rejected;
    dispatched.retried += sent.retried;
    dispatched.uncertain += sent.uncertain;
  }
};

// The first day to run: the open one again (what was cut off goes on), else the day on which the
// first fact arrived.
Result<Date> first_day(Engine& engine, const Shared& shared, const Zone& zone) {
  const Result<ShardState> state = engine.state(shared.caller());
  if (!state) return unexpected(state.error());
  if (state->open_day) return *state->open_day;
  const auto waiting = engine.store().inbox({{shared.tenant}, 0}, 0, 1);
  if (!waiting) return unexpected(waiting.error());
  if (waiting->empty()) {
    return unexpected(ErrorCode::not_found, "nothing to run: import something first");
  }
  return zone.day_of(waiting->front().received_at);
}

Result<Totals> run_virtual(Engine& engine, const Shared& shared, const Zone& zone, Date until) {
  const Result<Date> first = first_day(engine, shared, zone);
  if (!first) return unexpected(first.error());
  const VirtualClock clock(zone);
  Totals totals;
  Progress progress("run");
  const auto days = static_cast<std::uint64_t>(std::max(1, (until - *first).count + 1));
  for (Date day = *first; day <= until; day = day + Days{1}) {
    const Result<RunDay> ran = run_virtual_day(engine, shared.caller(), clock, day, {});
    if (!ran) return unexpected(ran.error());
    totals.add(ran->day);
    totals.add(ran->dispatched);
    progress.at(totals.days, days);
  }
  return totals;
}

Result<Totals> run_live(Engine& engine, const Shared& shared, const Zone& zone, Instant now) {
  const Result<Date> first = first_day(engine, shared, zone);
  if (!first) return unexpected(first.error());
  Totals totals;
  const Date today = zone.day_of(now);
  for (Date day = *first; day <= today; day = day + Days{1}) {
    const Moment moment{day, now};
    if (const auto opened = engine.open_day(shared.caller(), moment); !opened) {
      return unexpected(opened.error());
    }
    const Result<DayReport> report = engine.run_day(shared.caller(), moment);
    if (!report) return unexpected(report.error());
    totals.add(*report);
  }
  const Result<DispatchReport> sent = engine.dispatch(shared.caller(), {today, now});
  if (!sent) return unexpected(sent.error());
  totals.add(*sent);
  return totals;
}

void print(const Totals& totals, const Shared& shared) {
  const DispatchReport& sent = totals.dispatched;
  if (shared.json) {
    std::cout << Json{{"days", totals.days},       {"recorded", totals.recorded},
                      {"decided", totals.decided}, {"ordered", totals.ordered},
                      {"tasks", totals.tasks},     {"unmatched", totals.unmatched},
                      {"sent", sent.sent},         {"cancelled", sent.cancelled},
                      {"expired", sent.expired},   {"rejected", sent.rejected},
                      {"retried", sent.retried},   {"uncertain", sent.uncertain},
                      {"refused", totals.refused}, {"set_aside", totals.set_aside}}
                     .dump()
              << '\n';
    return;
  }
  std::cout << fmt::format(
      "{} days: {} facts recorded, {} decisions, {} messages ordered, "
      "{} sent, {} cancelled, {} expired, {} tasks\n",
      totals.days, totals.recorded, totals.decided, totals.ordered, sent.sent, sent.cancelled,
      sent.expired, totals.tasks);
  if (totals.unmatched > 0) {
    std::cout << fmt::format("{} payments found no case and wait for one\n", totals.unmatched);
  }
  for (const std::string& one : totals.refused) std::cerr << "refused: " << one << '\n';
  for (const std::string& one : totals.set_aside) std::cerr << "set aside: " << one << '\n';
}

Result<int> run(const Shared& shared, const Asked& asked) {
  if (asked.until.empty() != (asked.live || !asked.now.empty())) {
    return unexpected(ErrorCode::invalid, "name one of --until DATE, --live, --now INSTANT");
  }
  const Result<LawPacks> law = load_law(shared);
  if (!law) return unexpected(law.error());
  const Result<Zone> zone = load_zone(shared);
  if (!zone) return unexpected(zone.error());
  const Result<Rulebook> rules = load_rules(asked.rules, *law);
  if (!rules) return unexpected(rules.error());
  const std::string spool = asked.spool.empty() ? shared.db + ".spool" : asked.spool;
  std::vector<std::unique_ptr<SpoolChannel>> channels;
  EngineParts parts;
  for (const ChannelPromise& channel : rules->channels()) {
    channels.push_back(std::make_unique<SpoolChannel>(channel.name, spool, channel.reports));
    parts.channels.push_back(channels.back().get());
  }
  parts.store = sqlite::store(shared.db, {.create = false});
  if (!parts.store && parts.store.error().code == ErrorCode::not_found) {
    return unexpected(ErrorCode::not_found,
                      parts.store.error().message + "; `arrears import` makes one");
  }
  parts.rulebook = *rules;
  parts.law = *law;
  parts.zone = *zone;
  parts.tenant = {shared.tenant};
  parts.workers = asked.workers;
  parts.load_rulebook = older_rulebooks(*law);
  Result<Engine> engine = Engine::open(std::move(parts));
  if (!engine) return unexpected(engine.error());

  Result<Totals> totals = Totals{};
  if (!asked.until.empty()) {
    const Result<Date> until = Date::parse(asked.until);
    if (!until) return unexpected(until.error());
    totals = run_virtual(*engine, shared, *zone, *until);
  } else {
    Instant now{static_cast<std::int64_t>(std::time(nullptr))};
    if (!asked.now.empty()) {
      const Result<Instant> given = Instant::parse(asked.now);
      if (!given) return unexpected(given.error());
      now = *given;
    }
    totals = run_live(*engine, shared, *zone, now);
  }
  if (!totals) return unexpected(totals.error());
  print(*totals, shared);
  return totals->set_aside.empty() ? fine : no;
}

}  // namespace

void add_run(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("run", "open each missing day, decide, commit, dispatch");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--rules", asked->rules, "rulebook: files and folders")->required();
  command->add_option("--until", asked->until, "last day, on a virtual clock");
  command->add_flag("--live", asked->live, "by the host's clock, up to today");
  command->add_option("--now", asked->now, "like --live at this instant, 2026-09-18T06:00:00Z");
  command->add_option("--spool", asked->spool, "folder for messages (default: DB.spool)");
  command
      ->add_option("--workers", asked->workers,
                   "threads that decide; results do not depend "
                   "on it")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->footer(
      "Example: arrears run --db cases.db --rules rules/plans/cz --until 2026-09-30 "
      "--zone Europe/Prague");
  command->callback([asked, &shared] {
    const Result<int> code = run(shared, *asked);
    shared.exit_code = code ? *code : fail(code.error());
  });
}

}  // namespace arrears::cli
