// Commands that ask a store: case, reckon, instalments, explain, verify, export.
#include <cli/command.hpp>

#include <fmt/format.h>

#include <iostream>

namespace arrears::cli {

namespace {

int show_case(const Shared& shared, const std::string& id) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<CaseReport> report = engine->show(shared.caller(), {id});
  if (!report) return fail(report.error());
  std::cout << (shared.json ? report->json() + "\n" : report->text(shared.language));
  return fine;
}

CalculationFormat format_of(const Shared& shared, const std::string& asked) {
  return shared.json || asked == "json" ? CalculationFormat::json
         : asked == "csv"               ? CalculationFormat::csv
         : asked == "html"              ? CalculationFormat::html
                                        : CalculationFormat::text;
}

int reckon(const Shared& shared, const std::string& id, const std::string& on,
           const std::string& known_at, const std::string& form) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<Date> day = day_asked(*engine, shared, on);
  if (!day) return fail(day.error());
  ReckonOptions options{*day, std::nullopt};
  if (!known_at.empty()) {
    const Result<Instant> instant = Instant::parse(known_at);
    if (!instant) return fail(instant.error());
    options.known_at = *instant;
  }
  const Result<Calculation> answer = engine->reckon(shared.caller(), {id}, options);
  if (!answer) return fail(answer.error());
  std::cout << render(*answer, format_of(shared, form), shared.language);
  return fine;
}

struct Offer {
  std::string id, on, from, first, sum, person, every = "month", format = "text";
  std::int32_t count = 0;
  bool keep_due_days = false, waive_interest = false, as_offer = false;
};

Result<InstalmentTerms> terms_of(const Offer& asked, Currency currency) {
  InstalmentTerms out;
  const Result<Date> from = Date::parse(asked.from);
  if (!from) return unexpected(from.error());
  out.first_due = *from;
  for (const auto& [text, sum] :
       {std::pair{&asked.first, &out.first}, std::pair{&asked.sum, &out.sum}}) {
    if (text->empty()) continue;
    const Result<Money> read = Money::parse(*text, currency);
    if (!read) return unexpected(read.error());
    *sum = *read;
  }
  out.count = asked.count;
  if (asked.every == "week") out.every = {Duration::Unit::days, 7};
  out.move_due_days = !asked.keep_due_days;
  out.waives_interest = asked.waive_interest;
  return out;
}

int instalments(const Shared& shared, const Offer& asked) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<Date> day = day_asked(*engine, shared, asked.on);
  if (!day) return fail(day.error());
  const Result<CaseReport> report = engine->show(shared.caller(), {asked.id});
  if (!report) return fail(report.error());
  const Result<InstalmentTerms> terms = terms_of(asked, report->value.currency);
  if (!terms) return fail(terms.error());
  const Result<InstalmentSchedule> answer =
      engine->schedule_instalments(shared.caller(), {asked.id}, *day, *terms);
  if (!answer) return fail(answer.error());
  const CalculationFormat format = format_of(shared, asked.format);
  if (!asked.as_offer) {
    std::cout << answer->render(format, {asked.id});
    return fine;
  }
  const InstalmentsOffered offer{
      {asked.id}, {asked.person}, answer->instalments, answer->waives_interest};
  const Result<OfferVerdict> verdict = engine->try_offer(shared.caller(), *day, offer);
  if (!verdict) return fail(verdict.error());
  if (format == CalculationFormat::json) {
    std::cout << verdict->json() << '\n';
  } else {
    std::cout << answer->render(format, {asked.id});
    if (format == CalculationFormat::text) std::cout << verdict->text(shared.language);
  }
  return fine;
}

int explain(const Shared& shared, const std::string& id, const std::string& on,
            const std::string& why_not, const std::string& language) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<Date> day = day_asked(*engine, shared, on);
  if (!day) return fail(day.error());
  const Result<Explanation> answer =
      why_not.empty() ? engine->explain(shared.caller(), {id}, *day, language)
                      : engine->explain_not(shared.caller(), {id}, why_not, *day, language);
  if (!answer) return fail(answer.error());
  std::cout << (shared.json ? answer->json() + "\n" : answer->text());
  return fine;
}

int verify(const Shared& shared, const std::string& head, const std::string& write_head) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  std::optional<ChainHeads> heads;
  if (!head.empty()) {
    Result<ChainHeads> read = ChainHeads::read(head);
    if (!read) return fail(read.error());
    heads = *std::move(read);
  }
  Progress progress("verify");
  const Result<Verdict> verdict =
      engine->verify(heads, [&](std::uint64_t done, std::uint64_t of) { progress.at(done, of); });
  if (!verdict) return fail(verdict.error());
  std::cout << (shared.json ? verdict->json() : verdict->text(shared.language)) << '\n';
  if (!verdict->sound()) return no;
  if (!write_head.empty()) {
    const Result<ChainHeads> now = engine->heads();
    if (!now) return fail(now.error());
    if (const auto written = write_private_file(write_head, now->text()); !written) {
      return fail(written.error());
    }
  }
  return fine;
}

int export_all(const Shared& shared, EntryHashes hashes) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const auto done = engine->export_lines(
      [](std::string_view line) -> Result<Unit> {
        std::cout << line << '\n';
        if (!std::cout) return unexpected(ErrorCode::io, "standard output: cannot write");
        return Unit{};
      },
      hashes);
  return done ? fine : fail(done.error());
}

}  // namespace

void add_case(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("case",
                                     "a case, its claims, holds, tasks, messages, what "
                                     "comes next");
  auto id = std::make_shared<std::string>();
  add_store_options(*command, shared);
  command->add_option("CASE", *id, "id of the case")->required();
  command->add_option("--language", shared.language)->capture_default_str();
  command->footer("Example: arrears case --db cases.db FV-2026-0181");
  command->callback([id, &shared] { shared.exit_code = show_case(shared, *id); });
}

void add_reckon(CLI::App& app, Shared& shared) {
  struct Asked {
    std::string id, on, known_at, format = "text";
  };
  auto* command = app.add_subcommand("reckon", "the calculation of the debt, line by line");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("CASE", asked->id, "id of the case")->required();
  command->add_option("--on", asked->on, "day, such as 2026-09-18 (default: the open day)");
  command->add_option("--known-at", asked->known_at,
                      "only what was recorded by then, such as 2026-09-09T18:00:00Z");
  command->add_option("--format", asked->format)
      ->check(CLI::IsMember({"text", "csv", "json", "html"}))
      ->capture_default_str();
  command->add_option("--language", shared.language)->capture_default_str();
  command->footer(
      "Example: arrears reckon --db cases.db FV-2026-0181 --on 2026-09-18 "
      "--language cs");
  command->callback([asked, &shared] {
    shared.exit_code = reckon(shared, asked->id, asked->on, asked->known_at, asked->format);
  });
}

void add_instalments(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("instalments",
                                     "what an instalment plan of a case would be: when it ends, "
                                     "what it costs");
  auto asked = std::make_shared<Offer>();
  add_store_options(*command, shared);
  command->add_option("CASE", asked->id, "id of the case")->required();
  command->add_option("--from", asked->from, "due date of the first instalment")->required();
  auto* sum = command->add_option("--sum", asked->sum, "of each instalment, such as 1500");
  command->add_option("--count", asked->count, "how many instalments, in place of --sum")
      ->check(CLI::Range(1, instalments_max))
      ->excludes(sum);
  command->add_option("--first", asked->first, "of the first one, where it differs");
  command->add_option("--every", asked->every, "how far apart they are")
      ->check(CLI::IsMember({"month", "week"}))
      ->capture_default_str();
  command->add_option("--on", asked->on, "day of the agreement (default: the open day)");
  command->add_flag("--keep-due-days", asked->keep_due_days,
                    "due dates on days off stay; else they move to the next business day");
  command->add_flag("--waive-interest", asked->waive_interest, "no interest while the plan holds");
  command->add_flag("--offer", asked->as_offer,
                    "say what the rules would answer if the debtor offered this");
  command->add_option("--person", asked->person, "who would offer it (default: the first debtor)");
  command
      ->add_option("--format", asked->format,
                   "csv is what `import --as instalments` and `--as offers` read")
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  command->footer(
      "Example: arrears instalments --db cases.db FV-2026-0181 --from 2026-10-05 --first 3000 "
      "--sum 1500");
  command->callback([asked, &shared] { shared.exit_code = instalments(shared, *asked); });
}

void add_explain(CLI::App& app, Shared& shared) {
  struct Asked {
    std::string id, on, why_not, language;
  };
  auto* command = app.add_subcommand("explain",
                                     "why a case stands there, or why something did "
                                     "not happen and when that will clear");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("CASE", asked->id, "id of the case")->required();
  command->add_option("--on", asked->on, "day (default: the open day)");
  command->add_option("--why-not", asked->why_not,
                      "a step as the plan writes it: 'letter "
                      "\"dunning\"'");
  command->add_option("--language", asked->language, "default: that of the case's rules")
      ->check(CLI::IsMember(rule_languages()));
  command->footer(
      "Example: arrears explain --db cases.db FV-2026-0181 --why-not 'letter "
      "\"dunning\"'");
  command->callback([asked, &shared] {
    shared.exit_code = explain(shared, asked->id, asked->on, asked->why_not, asked->language);
  });
}

void add_verify(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("verify", "chains, projections, money, wake index");
  auto head = std::make_shared<std::string>(), write = std::make_shared<std::string>();
  add_store_options(*command, shared);
  command->add_option("--head", *head, "heads kept outside the store");
  command->add_option("--write-head", *write, "write the heads there when all is well");
  command->footer("Example: arrears verify --db cases.db --head /mnt/safe/heads.json");
  command->callback([head, write, &shared] { shared.exit_code = verify(shared, *head, *write); });
}

void add_export(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("export", "all state as canonical JSON lines");
  auto hashes = std::make_shared<bool>(false);
  add_store_options(*command, shared);
  command->add_flag("--hashes", *hashes,
                    "with commitments, chain hashes and the head: equal only for copies of one "
                    "store, because each store draws its own salts");
  command->footer("Example: arrears export --db cases.db > state.jsonl");
  command->callback([hashes, &shared] {
    shared.exit_code = export_all(shared, *hashes ? EntryHashes::shown : EntryHashes::left_out);
  });
}

}  // namespace arrears::cli
