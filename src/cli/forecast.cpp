// arrears preview, arrears simulate: the coming days over a copy of the store, under its rules and
// under others.
#include <cli/command.hpp>

#include <arrears/engine/forecast.hpp>
#include <arrears/intake/import.hpp>
#include <arrears/store/memory.hpp>
#include <arrears/store/sqlite.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::vector<std::string> rules;
  std::string until, facts, payments, format = "text", case_id;
  int days = 60, workers = 1;
  bool lines = false, payments_unknown = false;
};

CalculationFormat format_of(const Shared& shared, const Asked& asked) {
  return shared.json || asked.format == "json" ? CalculationFormat::json
         : asked.format == "csv"               ? CalculationFormat::csv
                                               : CalculationFormat::text;
}

// The store that is read, and what a forecast over it needs.
struct Source {
  std::unique_ptr<Store> store;
  Archived own;
  Zone zone;
  ForecastOptions options;
};

Result<Unit> add_supposed(const std::string& path, ImportKind kind, std::vector<Fact>& out) {
  if (path.empty()) return Unit{};
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return unexpected(bytes.error());
  const Result<ImportOutcome> read = read_rows(kind, *bytes, Mapping{}, {});
  if (!read) return unexpected(read.error());
  for (std::size_t i = 0; i < read->verdicts.size(); ++i) {
    const RowVerdict& verdict = read->verdicts[i];
    if (verdict.reason.empty()) continue;
    return unexpected(ErrorCode::invalid,
                      path + ":" + std::to_string(verdict.line) + ": " + verdict.reason);
  }
  out.insert(out.end(), read->facts.begin(), read->facts.end());
  return Unit{};
}

Result<Source> source_of(const Shared& shared, const Asked& asked) {
  Source out;
  Result<std::unique_ptr<Store>> store =
      sqlite::store(shared.db, {.read_only = true, .create = false});
  if (!store) return unexpected(store.error());
  out.store = *std::move(store);
  Result<Archived> own = archived(*out.store, shared, "run it first");
  if (!own) return unexpected(own.error());
  out.own = *std::move(own);
  Result<Zone> zone = load_zone(shared);
  if (!zone) return unexpected(zone.error());
  out.zone = *std::move(zone);
  for (const auto& [path, kind] :
       {std::pair{&asked.facts, ImportKind::facts}, {&asked.payments, ImportKind::payments}}) {
    if (Result<Unit> done = add_supposed(*path, kind, out.options.facts); !done) {
      return unexpected(done.error());
    }
  }
  out.options.payments_known = !asked.payments_unknown;
  if (!asked.until.empty()) {
    const Result<Date> until = Date::parse(asked.until);
    if (!until) return unexpected(until.error());
    out.options.until = *until;
    return out;
  }
  const Result<ShardState> state = out.store->state({{shared.tenant}, 0});
  if (!state) return unexpected(state.error());
  if (state->open_day) out.options.until = *state->open_day + Days{asked.days};
  return out;
}

Result<Forecast> forecast_under(const Shared& shared, const Asked& asked, const Source& source,
                                const Rulebook& rules, bool migrate) {
  EngineParts parts;
  parts.store = memory::copy_of(*source.store, {{shared.tenant}, 0});
  parts.rulebook = rules;
  parts.law = source.own.law;
  parts.zone = source.zone;
  parts.tenant = {shared.tenant};
  parts.workers = asked.workers;
  parts.load_rulebook = older_rulebooks(source.own.law);
  ForecastOptions options = source.options;
  options.migrate = migrate;
  Progress progress(migrate ? "the new rules" : "the coming days");
  options.progress = [&](std::uint64_t done, std::uint64_t of) { progress.at(done, of); };
  Result<Forecast> out = forecast(std::move(parts), shared.caller(), options);
  if (out && !asked.case_id.empty()) {
    std::erase_if(out->lines,
                  [&](const ForecastLine& line) { return line.case_id.value != asked.case_id; });
  }
  return out;
}

Result<int> preview(const Shared& shared, const Asked& asked) {
  const Result<Source> source = source_of(shared, asked);
  if (!source) return unexpected(source.error());
  const Result<Forecast> forecast =
      forecast_under(shared, asked, *source, source->own.rulebook, false);
  if (!forecast) return unexpected(forecast.error());
  const bool lines = asked.lines || !asked.case_id.empty();
  std::cout << render(*forecast, format_of(shared, asked), lines);
  return fine;
}

Result<int> simulate(const Shared& shared, const Asked& asked) {
  const Result<Source> source = source_of(shared, asked);
  if (!source) return unexpected(source.error());
  const Result<Rulebook> rules = load_rules(asked.rules, source->own.law);
  if (!rules) return unexpected(rules.error());
  const Result<Forecast> before =
      forecast_under(shared, asked, *source, source->own.rulebook, false);
  if (!before) return unexpected(before.error());
  const Result<Forecast> after = forecast_under(shared, asked, *source, *rules, true);
  if (!after) return unexpected(after.error());
  const bool lines = asked.lines || !asked.case_id.empty();
  std::cout << render(changes(*before, *after), format_of(shared, asked), lines);
  for (const MigrationReport::Stranded& one : after->migrated->stranded) {
    std::cerr << "stranded, goes on under the old rules: " << one.case_id.value << ": " << one.why
              << '\n';
  }
  return fine;
}

void add_options(CLI::App& command, Shared& shared, Asked& asked) {
  add_store_options(command, shared);
  auto* until = command.add_option("--until", asked.until, "last day");
  command.add_option("--days", asked.days, "so many days after the one that is open")
      ->check(CLI::Range(1, 3'660))
      ->excludes(until)
      ->capture_default_str();
  command.add_option("--facts", asked.facts,
                     "what is supposed to come: facts as JSON lines, each on its effective day");
  command.add_option("--payments", asked.payments,
                     "payments that are supposed to come, as `import --as payments` reads them");
  command.add_flag("--payments-unknown", asked.payments_unknown,
                   "nobody says that payments are complete");
  command.add_option("--case", asked.case_id, "one case, with its lines (default: all)");
  command.add_flag("--lines", asked.lines, "each line, too");
  command.add_option("--workers", asked.workers, "threads; results do not depend on it")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command.add_option("--format", asked.format)
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
}

}  // namespace

void add_preview(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "preview", "what the coming days hold if nothing comes but what is supposed");
  auto asked = std::make_shared<Asked>();
  add_options(*command, shared, *asked);
  command->footer("Example: arrears preview --db cases.db --days 1 --lines");
  command->callback([asked, &shared] {
    const Result<int> code = preview(shared, *asked);
    shared.exit_code = code ? *code : fail(code.error());
  });
}

void add_simulate(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "simulate", "what the coming days would hold under other rules, against those of the store");
  auto asked = std::make_shared<Asked>();
  add_options(*command, shared, *asked);
  command->add_option("--against", asked->rules, "the other rulebook: files and folders")
      ->required();
  command->footer("Example: arrears simulate --db cases.db --against rules/plans/cz --days 60");
  command->callback([asked, &shared] {
    const Result<int> code = simulate(shared, *asked);
    shared.exit_code = code ? *code : fail(code.error());
  });
}

}  // namespace arrears::cli
