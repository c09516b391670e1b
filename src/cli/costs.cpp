// arrears costs: what collecting brought and took.
#include <cli/command.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::string by = "case", on, format = "text";
};

Result<CostQuery> query_of(const Asked& asked, Date on) {
  using By = CostQuery::By;
  constexpr std::string_view field = "field:";
  CostQuery out{on, By::case_, {}};
  if (asked.by.starts_with(field)) {
    out.by = By::field;
    out.field = asked.by.substr(field.size());
    return out;
  }
  for (const auto& [word, by] : {std::pair{"case", By::case_},
                                 {"creditor", By::creditor},
                                 {"mandate", By::mandate},
                                 {"plan", By::plan}}) {
    if (asked.by != word) continue;
    out.by = by;
    return out;
  }
  return unexpected(ErrorCode::invalid, "--by is case, creditor, mandate, plan or field:NAME");
}

int costs(const Shared& shared, const Asked& asked) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<Date> day = day_asked(*engine, shared, asked.on);
  if (!day) return fail(day.error());
  const Result<CostQuery> query = query_of(asked, *day);
  if (!query) return fail(query.error());
  const auto results = engine->costs(shared.caller(), *query);
  if (!results) return fail(results.error());
  const std::string heading = query->by == CostQuery::By::field ? query->field : asked.by;
  const CalculationFormat format = shared.json || asked.format == "json" ? CalculationFormat::json
                                   : asked.format == "csv"               ? CalculationFormat::csv
                                                                         : CalculationFormat::text;
  std::cout << render(*results, heading, format);
  return fine;
}

}  // namespace

void add_costs(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "costs", "what collecting brought and took: collected, costs, commission, result");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--by", asked->by, "case, creditor, mandate, plan, or field:NAME of cases")
      ->capture_default_str();
  command->add_option("--on", asked->on, "day, at its end (default: the open day)");
  command->add_option("--format", asked->format)
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  command->footer("Example: arrears costs --db cases.db --by creditor --on 2026-09-30");
  command->callback([asked, &shared] { shared.exit_code = costs(shared, *asked); });
}

}  // namespace arrears::cli
