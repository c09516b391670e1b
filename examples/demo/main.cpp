// The demo: two years of invoices, day by day, into an SQLite file. One case an invoice, one person
// a customer. Everything here is what a host application writes; the library does the rest.
#include "portfolio.hpp"
#include "summary.hpp"

#include <arrears/channel/spool.hpp>
#include <arrears/engine/engine.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/report/report.hpp>
#include <arrears/store/sqlite.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <unistd.h>

namespace {

using namespace arrears;

const Date first_day{2012, 1, 3};
const Date last_day{2014, 1, 31};

int fail(const std::string& message) {
  std::cerr << "demo: " << message << '\n';
  return 1;
}

bool write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return static_cast<bool>(out.flush());
}

void show_progress(Date day) {
  if (isatty(2) != 1) return;
  const int percent = (day - first_day).count * 100 / (last_day - first_day).count;
  std::cerr << '\r' << day.text() << " [" << std::string(static_cast<std::size_t>(percent / 2), '#')
            << std::string(static_cast<std::size_t>(50 - percent / 2), ' ') << "] " << percent
            << " %" << (day == last_day ? "\n" : "") << std::flush;
}

Result<Engine> open_engine(const std::filesystem::path& out, const std::string& rules,
                           std::vector<std::unique_ptr<SpoolChannel>>& channels) {
  const LawPacks no_law;
  const CompileOutcome compiled = compile(SourceSet::from_directory(rules), no_law);
  std::cerr << render(compiled.diagnostics, {});
  if (!compiled.rulebook) return unexpected(ErrorCode::invalid, rules + ": the rules have errors");
  EngineParts parts;
  for (const ChannelPromise& channel : compiled.rulebook->channels()) {
    channels.push_back(
        std::make_unique<SpoolChannel>(channel.name, (out / "spool").string(), channel.reports));
    parts.channels.push_back(channels.back().get());
  }
  // A power cut may cost the last days of a demo; that is worth the seconds.
  parts.store = sqlite::store((out / "cases.db").string(), {.synchronous = 1});
  parts.rulebook = *compiled.rulebook;
  parts.salt_seed = "demo";  // the portfolio holds no personal data
  return Engine::open(std::move(parts));
}

int run(const std::string& data, const std::filesystem::path& out, const std::string& rules) {
  std::ifstream file(data, std::ios::binary);
  if (!file) return fail(data + ": cannot read");
  std::ostringstream text;
  text << file.rdbuf();
  const Result<demo::Portfolio> portfolio = demo::read_portfolio(text.str());
  if (!portfolio) return fail(data + ": " + portfolio.error().message);

  std::filesystem::remove_all(out / "spool");
  for (const char* name : {"cases.db", "cases.db-wal", "cases.db-shm", "cases.db-lock"}) {
    std::filesystem::remove(out / name);
  }
  std::filesystem::create_directories(out);
  std::vector<std::unique_ptr<SpoolChannel>> channels;
  Result<Engine> engine = open_engine(out, rules, channels);
  if (!engine) return fail(engine.error().message);

  const Caller by{{"main"}, {"demo"}};
  const VirtualClock clock{Zone{}};
  for (Date day = first_day; day <= last_day; day = day + Days{1}) {
    const auto today = portfolio->facts.find(day);
    const std::vector<Fact> none;
    const auto ran = run_virtual_day(*engine, by, clock, day,
                                     today == portfolio->facts.end() ? none : today->second);
    if (!ran) return fail(ran.error().message);
    for (const std::string& refused : ran->day.refused) return fail("refused: " + refused);
    show_progress(day);
  }

  const Result<demo::Summary> summary = demo::summarise(engine->store(), by.tenant);
  if (!summary) return fail(summary.error().message);
  const Result<PortfolioReport> report = portfolio_report(engine->store(), by.tenant);
  if (!report) return fail(report.error().message);
  const Result<Verdict> verdict = engine->verify();
  if (!verdict) return fail(verdict.error().message);
  std::cout << demo::text_of(*summary) << "verify: " << verdict->text("en") << '\n';
  if (!write(out / "summary.json", demo::json_of(*summary)) ||
      !write(out / "report.html", render_html(*report, "Reminders for invoices"))) {
    return fail(out.string() + ": cannot write the summary");
  }
  std::cout << "report: " << (out / "report.html").string() << '\n';
  return verdict->sound() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: arrears_demo PORTFOLIO.csv OUT-DIRECTORY RULES-DIRECTORY\n";
    return 2;
  }
  return run(argv[1], argv[2], argv[3]);
}
