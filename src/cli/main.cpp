// The command `arrears`.
#include <arrears/version.hpp>
#include <cli/command.hpp>

#include <iostream>

#include <pwd.h>
#include <unistd.h>

namespace {

// --actor defaults to who is logged in: the shell may ask the system, the core may not.
std::string system_user() {
  const passwd* entry = getpwuid(geteuid());
  return entry != nullptr ? entry->pw_name : "unknown";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace arrears::cli;
  CLI::App app{
      "Debt collection by rules that can be read: check and test rule files, run days, "
      "explain every action."};
  app.set_version_flag("--version", std::string(arrears::version));
  app.require_subcommand(1);
  app.footer(
      "Exit code: 0 fine, 1 the answer is no, 2 wrong use.\n"
      "Example: arrears check rules/plans/cz && arrears test rules/plans/cz");
  Shared shared;
  shared.actor = system_user();
  add_check(app, shared);
  add_test(app, shared);
  add_fmt(app, shared);
  add_translate(app, shared);
  add_graph(app, shared);
  add_print(app, shared);
  add_import(app, shared);
  add_run(app, shared);
  add_migrate(app, shared);
  add_preview(app, shared);
  add_simulate(app, shared);
  add_case(app, shared);
  add_reckon(app, shared);
  add_instalments(app, shared);
  add_account(app, shared);
  add_remit(app, shared);
  add_costs(app, shared);
  add_regrets(app, shared);
  add_explain(app, shared);
  add_verify(app, shared);
  add_export(app, shared);
  add_report(app, shared);
  add_interest(app, shared);
  add_tariff(app, shared);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fine : wrong_use;
  }
  // What did not reach the reader has not been said.
  if (!std::cout.flush()) return fail("standard output: cannot write");
  return shared.exit_code;
}
