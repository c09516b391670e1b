// arrears import: rows of a file into the inbox of a store.
#include <cli/command.hpp>

#include <fmt/format.h>
#include <arrears/intake/import.hpp>
#include <arrears/store/memory.hpp>
#include <arrears/store/sqlite.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::string kind, file, mapping, on, rejects;
  std::vector<std::string> rules;
  bool dry_run = false;
};

const std::map<std::string, ImportKind> kinds{{"claims", ImportKind::claims},
                                              {"payments", ImportKind::payments},
                                              {"receipts", ImportKind::receipts},
                                              {"complete", ImportKind::complete},
                                              {"promises", ImportKind::promises},
                                              {"instalments", ImportKind::instalments},
                                              {"liabilities", ImportKind::liabilities},
                                              {"mandates", ImportKind::mandates},
                                              {"facts", ImportKind::facts},
                                              {"costs", ImportKind::costs},
                                              {"offers", ImportKind::offers}};

// The rulebook says what plans and fields there are: the one named, else the store's own.
Result<Archived> rules_for(const Asked& asked, Store& store, const Shared& shared) {
  if (asked.rules.empty()) return archived(store, shared, "name one with --rules");
  Result<LawPacks> law = load_law(shared);
  if (!law) return unexpected(law.error());
  Result<Rulebook> rules = load_rules(asked.rules, *law);
  if (!rules) return unexpected(rules.error());
  return Archived{*std::move(rules), *std::move(law)};
}

struct Counts {
  std::size_t rows = 0, taken = 0, rejected = 0, stored = 0, known = 0;
};

void print(const ImportOutcome& outcome, const Counts& counts, const Asked& asked,
           const std::string& rejects, const Shared& shared) {
  if (shared.json) {
    Json rows = Json::array();
    for (const RowVerdict& verdict : outcome.verdicts) {
      if (verdict.reason.empty()) continue;
      rows.push_back(
          {{"line", verdict.line}, {"column", verdict.column}, {"reason", verdict.reason}});
    }
    std::cout << Json{{"rows", counts.rows},         {"taken", counts.taken},
                      {"rejected", counts.rejected}, {"stored", counts.stored},
                      {"known", counts.known},       {"rejects", rejects},
                      {"dry_run", asked.dry_run},    {"rejections", rows}}
                     .dump()
              << '\n';
    return;
  }
  for (const RowVerdict& verdict : outcome.verdicts) {
    if (verdict.reason.empty()) continue;
    std::cerr << fmt::format("{}:{}:{} {}\n", asked.file, verdict.line,
                             verdict.column.empty() ? "" : fmt::format(" `{}`:", verdict.column),
                             verdict.reason);
  }
  std::cout << fmt::format("{} rows: {} taken, {} rejected; {} facts new, {} known\n", counts.rows,
                           counts.taken, counts.rejected, counts.stored, counts.known);
  if (!rejects.empty()) {
    std::cout << fmt::format("rejected rows are in {}: mend them and import that file\n", rejects);
  }
}

// Facts that recording would refuse take their rows along; the others go on. Nothing of a rejected
// row is stored, or the mended row would meet it.
Result<std::vector<Fact>> acceptable(Engine& engine, const Shared& shared, ImportOutcome& outcome) {
  const auto reasons = engine.check(shared.caller(), outcome.facts);
  if (!reasons) return unexpected(reasons.error());
  for (std::size_t i = 0; i < outcome.facts.size(); ++i) {
    if (!(*reasons)[i].empty()) outcome.reject(i, (*reasons)[i]);
  }
  return outcome.accepted();
}

// An empty file is what a crash while a store is made leaves.
bool has_store(const Shared& shared) {
  std::error_code none;
  const auto size = std::filesystem::file_size(shared.db, none);
  return none ? std::filesystem::exists(shared.db, none) : size > 0;
}

Result<int> import(const Shared& shared, const Asked& asked) {
  Mapping mapping;
  if (!asked.mapping.empty()) {
    const Result<std::string> text = read_file(asked.mapping);
    if (!text) return unexpected(text.error());
    Result<Mapping> read = Mapping::parse(*text);
    if (!read) {
      return unexpected(ErrorCode::invalid,
                        fmt::format("{}: {}", asked.mapping, read.error().message));
    }
    mapping = *std::move(read);
  }
  const Result<std::string> bytes = read_file(asked.file);
  if (!bytes) return unexpected(bytes.error());
  const Result<Zone> zone = load_zone(shared);
  if (!zone) return unexpected(zone.error());
  // A store is made when there is something to put into it; until then an empty one in memory
  // stands for it.
  const bool there = has_store(shared);
  Result<std::unique_ptr<Store>> store = there ? sqlite::store(shared.db) : memory::store();
  if (!store) return unexpected(store.error());
  const Result<Archived> own = rules_for(asked, **store, shared);
  if (!own) return unexpected(own.error());
  Result<Engine> engine = open_for_intake(shared, *own, *zone, std::move(store));
  if (!engine) return unexpected(engine.error());
  const Result<ShardState> state = engine->state(shared.caller());
  if (!state) return unexpected(state.error());
  const Result<Moment> moment = arrival(asked.on, *zone, state->recorded_at);
  if (!moment) return unexpected(moment.error());

  Result<ImportOutcome> read = read_rows(kinds.at(asked.kind), *bytes, mapping,
                                         {.today = moment->day, .rulebook = &own->rulebook});
  if (!read) {
    return unexpected(ErrorCode::invalid, fmt::format("{}: {}", asked.file, read.error().message));
  }
  if (kinds.at(asked.kind) == ImportKind::claims) {
    const Result<RunningCases> running = engine->running(shared.caller(), read->facts);
    if (!running) return unexpected(running.error());
    read->join(*running);
  }
  const Result<std::vector<Fact>> facts = acceptable(*engine, shared, *read);
  if (!facts) return unexpected(facts.error());
  Counts counts{.rows = read->verdicts.size(), .rejected = read->rejected()};
  counts.taken = counts.rows - counts.rejected;
  std::string rejects;
  if (!asked.dry_run) {
    if (counts.rejected > 0) {
      const char* ending = read->heading.empty() ? ".rejected.jsonl" : ".rejected.csv";
      rejects = asked.rejects.empty() ? asked.file + ending : asked.rejects;
      const auto written = write_private_file(rejects, read->rejected_csv(mapping));
      if (!written) return unexpected(written.error());
    }
    if (!there && !facts->empty()) {
      engine = open_for_intake(shared, *own, *zone, sqlite::store(shared.db));
      if (!engine) return unexpected(engine.error());
    }
    const Result<SubmitReport> stored = engine->submit(shared.caller(), *moment, *facts);
    if (!stored) return unexpected(stored.error());
    counts.stored = stored->stored;
    counts.known = stored->known;
  }
  print(*read, counts, asked, rejects, shared);
  return counts.rejected == 0 ? fine : no;
}

}  // namespace

void add_import(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "import", "claims, payments, promises and more from a CSV file; facts from JSON lines");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--as", asked->kind, "what the rows are")
      ->required()
      ->check(CLI::IsMember(kinds));
  command->add_option("FILE", asked->file, "the file; - is standard input")->required();
  command->add_option("--mapping", asked->mapping, "names of columns, dates, signs, encoding");
  command->add_option("--rules", asked->rules, "rulebook (default: the one that the store uses)");
  command->add_option("--on", asked->on, "day of arrival (default: today)");
  command->add_option("--rejects", asked->rejects,
                      "file for rejected rows (default: FILE.rejected.csv, of facts .jsonl)");
  command->add_flag("--dry-run", asked->dry_run, "verdicts only; nothing is stored or written");
  command->footer(
      "Exit code 1 when a row was rejected; the others are in.\n"
      "Example: arrears import --db cases.db --as claims --rules rules/plans/cz "
      "--mapping erp.map invoices.csv");
  command->callback([asked, &shared] {
    const Result<int> code = import(shared, *asked);
    shared.exit_code = code ? *code : fail(code.error());
  });
}

}  // namespace arrears::cli
