// arrears report: a portfolio's figures with charts.
#include <cli/command.hpp>

#include <arrears/report/report.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

int report(const Shared& shared, const std::string& out, const std::string& title) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<PortfolioReport> figures = portfolio_report(engine->store(), {shared.tenant});
  if (!figures) return fail(figures.error());
  if (!out.empty()) {
    const auto written = write_private_file(out, render_html(*figures, title));
    if (!written) return fail(written.error());
  }
  std::cout << (shared.json ? render_json(*figures) : render_text(*figures));
  return fine;
}

}  // namespace

void add_report(CLI::App& app, Shared& shared) {
  struct Asked {
    std::string out, title = "Portfolio";
  };
  auto* command = app.add_subcommand("report", "figures of a portfolio; a page with charts");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--out", asked->out, "write a page there that opens without a network");
  command->add_option("--title", asked->title)->capture_default_str();
  command->footer("Example: arrears report --db cases.db --out report.html");
  command->callback(
      [asked, &shared] { shared.exit_code = report(shared, asked->out, asked->title); });
}

}  // namespace arrears::cli
