// arrears migrate: running cases go on under other rules.
#include <cli/command.hpp>

#include <arrears/store/sqlite.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::vector<std::string> rules, cases;
  std::string on, late = "skip";
  bool dry_run = false;
};

Json json_of(const MigrationReport& report) {
  Json moves = Json::array(), stranded = Json::array();
  for (const MigrationReport::Move& one : report.moves) {
    moves.push_back({{"plan", one.plan}, {"from", one.from}, {"to", one.to}, {"cases", one.cases}});
  }
  for (const MigrationReport::Stranded& one : report.stranded) {
    stranded.push_back({{"case", one.case_id.value}, {"why", one.why}});
  }
  const auto lines = [](const std::vector<MigrationReport::Line>& all) {
    Json out = Json::array();
    for (const auto& one : all) out.push_back({{"text", one.text}, {"cases", one.cases}});
    return out;
  };
  return {{"done", report.done},
          {"already", report.already},
          {"moves", moves},
          {"skipped", lines(report.skipped)},
          {"dropped", lines(report.dropped)},
          {"stranded", stranded}};
}

Result<int> migrate(const Shared& shared, const Asked& asked) {
  const Result<LawPacks> law = load_law(shared);
  if (!law) return unexpected(law.error());
  const Result<Zone> zone = load_zone(shared);
  if (!zone) return unexpected(zone.error());
  const Result<Rulebook> rules = load_rules(asked.rules, *law);
  if (!rules) return unexpected(rules.error());
  EngineParts parts;
  parts.store = sqlite::store(shared.db, {.read_only = asked.dry_run, .create = false});
  parts.rulebook = *rules;
  parts.law = *law;
  parts.zone = *zone;
  parts.tenant = {shared.tenant};
  parts.read_only = asked.dry_run;
  parts.intake_only = true;  // nothing is sent here, so no channel has to be named
  parts.load_rulebook = older_rulebooks(*law);
  Result<Engine> engine = Engine::open(std::move(parts));
  if (!engine) return unexpected(engine.error());
  const Result<Date> day = day_asked(*engine, shared, {});
  if (!day) return unexpected(day.error());
  const Result<ShardState> state = engine->state(shared.caller());
  if (!state) return unexpected(state.error());
  Result<Moment> moment = arrival(asked.on, *zone, state->recorded_at);
  if (!moment) return unexpected(moment.error());
  if (asked.on.empty()) moment->day = *day;
  MigrationOptions options;
  options.late = asked.late == "run" ? LateLines::run : LateLines::skip;
  options.dry_run = asked.dry_run;
  for (const std::string& id : asked.cases) options.cases.push_back({id});
  const Result<MigrationReport> report = engine->migrate(shared.caller(), *moment, options);
  if (!report) return unexpected(report.error());
  std::cout << (shared.json ? json_of(*report).dump() + "\n" : report->text());
  return report->stranded.empty() ? fine : no;
}

}  // namespace

void add_migrate(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "migrate", "running cases go on under other rules: all of them, or none if one is stranded");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--rules", asked->rules, "the new rulebook: files and folders")->required();
  command->add_option("--case", asked->cases, "only these cases (default: all that are open)");
  command
      ->add_option("--late", asked->late,
                   "lines by time that are new and would have been due before: pass over or run")
      ->check(CLI::IsMember({"skip", "run"}))
      ->capture_default_str();
  command->add_option("--on", asked->on, "the open day, on a virtual clock (default: now)");
  command->add_flag("--dry-run", asked->dry_run, "say what would be, store nothing");
  command->footer("Example: arrears migrate --db cases.db --rules rules/plans/cz --dry-run");
  command->callback([asked, &shared] {
    const Result<int> code = migrate(shared, *asked);
    shared.exit_code = code ? *code : fail(code.error());
  });
}

}  // namespace arrears::cli
