// Commands about money held for others: account, remit.
#include <cli/command.hpp>

#include <fmt/format.h>
#include <arrears/store/sqlite.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::string mandate, on, through, id;
  bool dry_run = false;
};

Json json_of(const Money& sum) {
  return {{"amount", sum.text()}, {"currency", sum.currency.code()}};
}

struct Part {
  const char* name;
  const char* words;
  Money MandateAccount::*sum;
};
constexpr Part parts[] = {
    {"received", "received", &MandateAccount::received},
    {"owed_by_creditor", "owed by the creditor", &MandateAccount::owed_by_creditor},
    {"owed_by_payers", "owed by payers", &MandateAccount::owed_by_payers},
    {"direct", "paid directly", &MandateAccount::direct},
    {"on_account", "on account", &MandateAccount::on_account},
    {"refunded", "refunded", &MandateAccount::refunded},
    {"remitted", "remitted", &MandateAccount::remitted},
    {"held", "held", &MandateAccount::held},
    {"commission", "commission", &MandateAccount::commission},
    {"vat", "VAT on it", &MandateAccount::vat},
    {"commission_settled", "of it settled", &MandateAccount::commission_settled},
    {"vat_settled", "VAT settled", &MandateAccount::vat_settled}};

int account(const Shared& shared, const Asked& asked) {
  Result<Engine> engine = open_for_reading(shared);
  if (!engine) return fail(engine.error());
  const Result<Date> day = day_asked(*engine, shared, asked.on);
  if (!day) return fail(day.error());
  const auto accounts = engine->mandate_account(shared.caller(), {asked.mandate}, *day);
  if (!accounts) return fail(accounts.error());
  Json all = Json::array();
  for (const MandateAccount& one : *accounts) {
    Json object{{"mandate", asked.mandate}, {"on", day->text()}, {"currency", one.currency.code()}};
    for (const Part& part : parts) object[part.name] = json_of(one.*part.sum);
    all.push_back(std::move(object));
    if (shared.json) continue;
    std::cout << fmt::format("{}  {}  {}\n", asked.mandate, one.currency.code(), day->text());
    for (const Part& part : parts) {
      std::cout << fmt::format("  {:<22}{:>16}\n", part.words, (one.*part.sum).text());
    }
  }
  if (shared.json) std::cout << all.dump() << '\n';
  return fine;
}

RemittanceLine total_of(const RemittanceMade& made) {
  RemittanceLine out = made.lines.front();
  out.payment = {"together"};
  out.case_id = {};
  for (std::size_t i = 1; i < made.lines.size(); ++i) {
    out.gross += made.lines[i].gross;
    out.commission += made.lines[i].commission;
    out.vat += made.lines[i].vat;
  }
  return out;
}

Json json_of(const RemittanceLine& line) {
  return {{"payment", line.payment.value}, {"case", line.case_id.value},
          {"gross", json_of(line.gross)},  {"commission", json_of(line.commission)},
          {"vat", json_of(line.vat)},      {"net", json_of(line.net())}};
}

Json json_of(const RemittanceMade& made, const std::string& key, bool submitted) {
  Json lines = Json::array();
  for (const RemittanceLine& line : made.lines) lines.push_back(json_of(line));
  const RemittanceLine total = total_of(made);
  return {{"mandate", made.mandate.value},  {"creditor", made.creditor.value},
          {"through", made.through.text()}, {"key", key},
          {"submitted", submitted},         {"lines", lines},
          {"gross", json_of(total.gross)},  {"commission", json_of(total.commission)},
          {"vat", json_of(total.vat)},      {"net", json_of(total.net())}};
}

void print(const RemittanceMade& made) {
  const auto line = [](std::string_view payment, std::string_view of, const RemittanceLine& one) {
    std::cout << fmt::format("{:<20}{:<14}{:>14}{:>14}{:>14}{:>14}\n", payment, of,
                             one.gross.text(), one.commission.text(), one.vat.text(),
                             one.net().text());
  };
  const RemittanceLine total = total_of(made);
  std::cout << fmt::format("{} to {}, payments through {}, {}\n", made.mandate.value,
                           made.creditor.value, made.through.text(), total.gross.currency.code());
  std::cout << fmt::format("{:<20}{:<14}{:>14}{:>14}{:>14}{:>14}\n", "payment", "case", "gross",
                           "commission", "VAT", "net");
  for (const RemittanceLine& one : made.lines) line(one.payment.value, one.case_id.value, one);
  line("together", "", total);
  if (total.net().minor < 0) std::cout << "the net is owed by the creditor\n";
}

// When the remittance is recorded: --on, or now; never before what the store has seen.
Result<SubmitReport> submit(const Shared& shared, const Asked& asked,
                            const std::vector<Fact>& facts) {
  const Result<Zone> zone = load_zone(shared);
  if (!zone) return unexpected(zone.error());
  Result<std::unique_ptr<Store>> store = sqlite::store(shared.db);
  if (!store) return unexpected(store.error());
  const Result<Archived> own = archived(**store, shared, "`arrears run` gives it one");
  if (!own) return unexpected(own.error());
  Result<Engine> engine = open_for_intake(shared, *own, *zone, std::move(store));
  if (!engine) return unexpected(engine.error());
  const Result<ShardState> state = engine->state(shared.caller());
  if (!state) return unexpected(state.error());
  const Result<Moment> moment = arrival(asked.on, *zone, state->recorded_at);
  if (!moment) return unexpected(moment.error());
  std::vector<Fact> dated = facts;
  for (Fact& one : dated) one.effective = moment->day;
  return engine->submit(shared.caller(), *moment, dated);
}

int remit(const Shared& shared, const Asked& asked) {
  const Result<Date> through = Date::parse(asked.through);
  if (!through) return fail(through.error());
  Result<std::vector<RemittanceMade>> proposed = std::vector<RemittanceMade>{};
  {
    Result<Engine> engine = open_for_reading(shared);
    if (!engine) return fail(engine.error());
    proposed = engine->propose_remittance(shared.caller(), {asked.mandate}, *through);
  }
  if (!proposed) return fail(proposed.error());
  std::vector<Fact> facts;
  Json all = Json::array();
  for (const RemittanceMade& made : *proposed) {
    const std::string id = asked.id.empty() ? made.through.text() : asked.id;
    facts.push_back({{fmt::format("remittance:{}:{}:{}", made.mandate.value,
                                  made.lines.front().gross.currency.code(), id)},
                     Date{},
                     made});
    all.push_back(json_of(made, facts.back().key.value, !asked.dry_run));
  }
  if (!asked.dry_run && !facts.empty()) {
    const Result<SubmitReport> stored = submit(shared, asked, facts);
    if (!stored) return fail(stored.error());
  }
  if (shared.json) {
    std::cout << all.dump() << '\n';
    return fine;
  }
  for (const RemittanceMade& made : *proposed) print(made);
  if (facts.empty()) std::cout << "nothing is to be settled\n";
  return fine;
}

}  // namespace

void add_account(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("account", "where the money of a mandate is");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("MANDATE", asked->mandate, "id of the mandate, or of the creditor")
      ->required();
  command->add_option("--on", asked->on, "day, at its end (default: the open day)");
  command->footer("Example: arrears account --db cases.db M-1 --on 2026-03-31");
  command->callback([asked, &shared] { shared.exit_code = account(shared, *asked); });
}

void add_remit(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "remit", "settle with a creditor: what is held, less commission; the next run records it");
  auto asked = std::make_shared<Asked>();
  add_store_options(*command, shared);
  command->add_option("--mandate", asked->mandate, "id of the mandate, or of the creditor")
      ->required();
  command->add_option("--through", asked->through, "value dates up to this day")->required();
  command->add_option("--on", asked->on, "day of the remittance (default: today)");
  command->add_option("--id", asked->id, "the host's own id of it (default: --through)");
  command->add_flag("--dry-run", asked->dry_run, "say what it would be; nothing is stored");
  command->footer("Example: arrears remit --db cases.db --mandate M-1 --through 2026-03-31");
  command->callback([asked, &shared] { shared.exit_code = remit(shared, *asked); });
}

}  // namespace arrears::cli
