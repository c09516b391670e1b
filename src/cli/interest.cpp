// The command interest: the ledger as a calculator over a table, without a store.
#include <cli/command.hpp>

#include <arrears/ledger/interest_cases.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

int interest(const std::string& path, const Shared& shared) {
  const Result<LawPacks> law = load_law(shared);
  if (!law) return fail(law.error());
  const Result<std::string> cases = read_file(path);
  if (!cases) return fail(cases.error());
  const Result<std::string> reckoned = reckon_cases(*cases, path, *law);
  if (!reckoned) return fail(reckoned.error());
  std::cout << *reckoned;
  return fine;
}

}  // namespace

void add_interest(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("interest", "what is owed of many single claims, as a table");
  auto path = std::make_shared<std::string>();
  command->add_option("--cases", *path, "CSV file with a claim a row, or - for standard input")
      ->required();
  add_law_option(*command, shared);
  command->footer(
      "docs/ledger.md has the columns.\n"
      "Example: arrears interest --cases rules/law/cz/cases.csv");
  command->callback([path, &shared] { shared.exit_code = interest(*path, shared); });
}

}  // namespace arrears::cli
