// arrears regrets: what was done on the strength of something that has turned out otherwise.
#include <cli/command.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::string case_id, from, until, format = "text";
};

Result<RegretQuery> query_of(const Asked& asked) {
  RegretQuery out;
  out.case_id = {asked.case_id};
  for (const auto& [text, day] : {std::pair{&asked.from, &out.from}, {&asked.until, &out.until}}) {
    if (text->empty()) continue;
    const Result<Date> parsed = Date::parse(*text);
    if (!parsed) return unexpected(parsed.error());
    *day = *parsed;
  }
  return out;
}

int regrets(const Shared& shared, const Asked& asked) {
  const Result<RegretQuery> query = query_of(asked);
  if (!query) return fail(query.error());
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const auto list = engine->regrets(shared.caller(), *query);
  if (!list) return fail(list.error());
  const CalculationFormat format = shared.json || asked.format == "json" ? CalculationFormat::json
                                   : asked.format == "csv"               ? CalculationFormat::csv
                                                                         : CalculationFormat::text;
  std::cout << render(*list, format);
  return fine;
}

}  // namespace

void add_regrets(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "regrets", "what would not have been done, had what came late been known in time");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--case", asked->case_id, "one case (default: all)");
  command->add_option("--from", asked->from, "noticed on this day or later");
  command->add_option("--until", asked->until, "noticed on this day or earlier");
  command->add_option("--format", asked->format)
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  command->footer("Example: arrears regrets --db cases.db --from 2026-09-01 --format csv");
  command->callback([asked, &shared] { shared.exit_code = regrets(shared, *asked); });
}

}  // namespace arrears::cli
