// What the commands share: options, exit codes, opening of stores. The command line sees the
// public headers only.
#ifndef ARREARS_SRC_CLI_COMMAND_HPP
#define ARREARS_SRC_CLI_COMMAND_HPP

#include <arrears/engine/engine.hpp>
#include <arrears/language/compile.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace arrears::cli {

using Json = nlohmann::ordered_json;

// Exit codes: 0 fine, 1 the answer is no, 2 wrong use.
inline constexpr int fine = 0, no = 1, wrong_use = 2;

// Options that several commands take, and the exit code of the one that ran.
struct Shared {
  std::string db, tenant = "main", actor, law, zone = "UTC", language = "en", messages;
  bool json = false;
  int exit_code = fine;

  Caller caller() const { return {{tenant}, {actor}}; }
};

// Adds the options of commands on a store.
void add_store_options(CLI::App& command, Shared& shared);
void add_law_option(CLI::App& command, Shared& shared);
void add_json_option(CLI::App& command, Shared& shared);
// The language of messages about rules; without it each file is told in its own.
void add_messages_option(CLI::App& command, Shared& shared);

// Prints the error to stderr; gives exit code 1.
int fail(const Error& error);
int fail(std::string_view message);

// Packs from --law, or the bundled ones.
Result<LawPacks> load_law(const Shared& shared);
Result<Zone> load_zone(const Shared& shared);
// Reads paths, compiles, prints diagnostics to stderr; an error when there is no rulebook.
Result<Rulebook> load_rules(const std::vector<std::string>& paths, const LawPacks& law,
                            const std::string& messages = {});

// What the store itself says: its rulebook and packs, out of its archive. `without` says what to do
// when it has none yet.
struct Archived {
  Rulebook rulebook;
  LawPacks law;
};
Result<Archived> archived(Store& store, const Shared& shared, std::string_view without);
// How an engine gets at the rulebooks that its older cases keep.
std::function<Result<Rulebook>(ByteView)> older_rulebooks(const LawPacks& law);
// An engine that only answers questions, over the store's own rulebook and packs.
Result<Engine> open_for_reading(const Shared& shared);

// An engine that takes facts in and decides nothing.
Result<Engine> open_for_intake(const Shared& shared, const Archived& own, const Zone& zone,
                               Result<std::unique_ptr<Store>> store);
// When facts arrive: now, or the beginning of the day `on`. Never before what the store has
// already seen.
Result<Moment> arrival(const std::string& on, const Zone& zone, Instant not_before);

// The day that --on names, else the day that is open.
Result<Date> day_asked(Engine& engine, const Shared& shared, const std::string& on);

// Reads a whole file. "-" is standard input.
Result<std::string> read_file(const std::string& path);
// Writes beside it and renames, mode 0600.
Result<Unit> write_private_file(const std::string& path, std::string_view text);
// The same with mode 0644: for rules and other texts that are to be read.
Result<Unit> write_new_file(const std::string& path, std::string_view text);
// The same for a file that is there and is its author's: keeps its mode, follows links.
Result<Unit> rewrite_file(const std::string& path, std::string_view text);

// A line on a terminal's stderr that fills up; silent elsewhere.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  void at(std::uint64_t done, std::uint64_t of);

 private:
  std::string what_;
  int shown_ = -1;
  bool terminal_ = false;
};

// One function a command: adds it to the application.
void add_check(CLI::App& app, Shared& shared);
void add_test(CLI::App& app, Shared& shared);
void add_fmt(CLI::App& app, Shared& shared);
void add_translate(CLI::App& app, Shared& shared);
void add_graph(CLI::App& app, Shared& shared);
void add_print(CLI::App& app, Shared& shared);
void add_import(CLI::App& app, Shared& shared);
void add_run(CLI::App& app, Shared& shared);
void add_migrate(CLI::App& app, Shared& shared);
void add_preview(CLI::App& app, Shared& shared);
void add_simulate(CLI::App& app, Shared& shared);
void add_case(CLI::App& app, Shared& shared);
void add_reckon(CLI::App& app, Shared& shared);
void add_instalments(CLI::App& app, Shared& shared);
void add_account(CLI::App& app, Shared& shared);
void add_remit(CLI::App& app, Shared& shared);
void add_costs(CLI::App& app, Shared& shared);
void add_regrets(CLI::App& app, Shared& shared);
void add_explain(CLI::App& app, Shared& shared);
void add_verify(CLI::App& app, Shared& shared);
void add_export(CLI::App& app, Shared& shared);
void add_report(CLI::App& app, Shared& shared);
void add_interest(CLI::App& app, Shared& shared);
void add_tariff(CLI::App& app, Shared& shared);

}  // namespace arrears::cli

#endif
