// The command tariff: what a court, an attorney or a bailiff may ask, without a store.
#include <cli/command.hpp>

#include <fmt/format.h>
#include <arrears/law/law.hpp>

#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::string country, line, base, currency, on;
};

int tariff(const Shared& shared, const Asked& asked) {
  const Result<LawPacks> law = load_law(shared);
  if (!law) return fail(law.error());
  if (!law->knows(asked.country)) {
    return fail({ErrorCode::not_found, "there is no law pack " + asked.country});
  }
  const Result<Currency> currency = Currency::find(asked.currency);
  if (!currency) return fail(currency.error());
  const Result<Money> base = Money::parse(asked.base, *currency);
  if (!base) return fail(base.error());
  const Result<Date> on = Date::parse(asked.on);
  if (!on) return fail(on.error());
  if (base->minor < 0) return fail({ErrorCode::invalid, "the base of a fee is not below zero"});
  const LawTariff fee = law->of(asked.country).tariff(asked.line, *base, *on);
  const std::string line = fee.line == nullptr ? "" : fee.line->id;
  const bool verified = fee.line != nullptr && fee.line->verified;
  if (shared.json) {
    Json out{{"line", line},
             {"verified", verified},
             {"basis", fee.line == nullptr ? "" : fee.line->legal_basis},
             {"reckoning", fee.reckoning},
             {"vat_on_top", fee.vat_on_top},
             {"why_not", fee.why_not},
             {"sum", nullptr}};
    if (fee.sum) {
      out["sum"] = {{"amount", fee.sum->text()}, {"currency", fee.sum->currency.code()}};
    }
    std::cout << out.dump() << '\n';
    return fee.sum ? fine : no;
  }
  if (!fee.sum) return fail({ErrorCode::not_found, fee.why_not});
  std::cout << fmt::format("{} {}{}\n{}\n{}  {}{}\n", fee.sum->text(), fee.sum->currency.code(),
                           fee.vat_on_top ? " and VAT" : "", fee.reckoning, line,
                           fee.line->legal_basis, verified ? "" : " (unverified)");
  return fine;
}

}  // namespace

void add_tariff(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("tariff", "a fee of a court, an attorney, a bailiff by law");
  auto asked = std::make_shared<Asked>();
  command->add_option("LINE", asked->line, "name of the tariff: court_fee, CZ.court_fee")
      ->required();
  command->add_option("BASE", asked->base, "what it is reckoned from")->required();
  command->add_option("CURRENCY", asked->currency, "ISO 4217 code")->required();
  command->add_option("--country", asked->country, "law pack: CZ, SK, PL, DE, AT")->required();
  command->add_option("--on", asked->on, "day that chooses the version of the tariff")->required();
  add_law_option(*command, shared);
  add_json_option(*command, shared);
  command->footer(
      "rules/law/*/tariffs.csv say what each is reckoned from.\n"
      "Example: arrears tariff court_fee 12000 CZK --country CZ --on 2026-10-01");
  command->callback([asked, &shared] { shared.exit_code = tariff(shared, *asked); });
}

}  // namespace arrears::cli
