// examples/embed/main.cpp: a whole host application.
#include <arrears/arrears.hpp>        // values, compile(), Engine
#include <arrears/channel/spool.hpp>  // adapters, chosen by the host
#include <arrears/store/sqlite.hpp>

#include <chrono>
#include <iostream>

#include "sms_provider.hpp"  // the host's own HTTP client

using namespace arrears;
using namespace arrears::literals;
using namespace std::chrono_literals;

// The host owns every wire to the outside world. The library never opens one.
class SmsGateway final : public Channel {
 public:
  std::string_view id() const override { return "sms"; }

  // What a rulebook may rely on; a rulebook that relies on more is refused by Engine::open. Keyed
  // means that the provider drops a second message with the same key, so that a crash between
  // sending and recording is repaired by sending again. An unkeyed message would be "uncertain".
  Capabilities capabilities() const override {
    return {.keyed = true, .receipts = Receipt::delivered | Receipt::failed};
  }

  // Called only from Engine::dispatch, after the gate, and never inside a transaction.
  SendResult send(const Message& message) override {
    const sms::Reply reply = sms::post(message.recipient, message.body, message.key);
    if (reply.status == 202) return SendResult::accepted(reply.id);
    if (reply.status >= 500) return SendResult::retry_after(15min);
    return SendResult::rejected(reply.reason);
  }
};

int fail(const Error& error) {
  std::cerr << error.message << '\n';
  return 1;
}

int main() {
  // Law and zones are data that the host hands in. The library looks for nothing by itself.
  const Result<LawPacks> law = law::load(law::bundled_path(), {"CZ"});
  if (!law) return fail(law.error());
  const Result<Zone> prague = zone::load(zone::bundled_path(), "Europe/Prague");
  if (!prague) return fail(prague.error());

  // Rules are data, so a mistake in them is a value, worded for the person who wrote the rules.
  const CompileOutcome rules = compile(SourceSet::from_directory("rules/plans/cz"), *law);
  std::cerr << render(rules.diagnostics, {.language = "en", .color = true});
  if (!rules.rulebook) return 1;

  // An engine is assembled from parts. Nothing is global; nothing reads a clock.
  SmsGateway sms;
  // The rest goes to files, one a message, mode 0600. Channels are named as the plan names them and
  // give the receipts that it relies on.
  constexpr Receipt both = Receipt::delivered | Receipt::failed;
  SpoolChannel email{"e-mail", "spool", Receipt::failed};
  SpoolChannel letter{"dopis", "spool"};
  SpoolChannel registered{"dopis_doporučeně", "spool", both};
  SpoolChannel data_box{"datovka", "spool", both};
  Result<Engine> engine = Engine::open({
      .store = sqlite::store("arrears.db"),
      .rulebook = *rules.rulebook,
      .law = *law,
      .channels = {&sms, &email, &letter, &registered, &data_box},
      .zone = *prague,  // contact windows are on this clock
      .workers = 2,
  });
  if (!engine) return fail(engine.error());

  // Who acts, and for which tenant: on every command and in every journal entry.
  const Caller by{.tenant = {"main"}, .actor = {"erp-sync"}};

  // A live host builds a Moment from its own clock, once per call. Here days fly by.
  const VirtualClock clock{*prague};

  // One business day: open it, record what arrived, decide and commit, send.
  const auto live = [&](Date day, const std::vector<Fact>& arrived) -> Result<DayReport> {
    if (auto opened = engine->open_day(by, clock.opening(day)); !opened) {
      return unexpected(opened.error());
    }
    const Moment morning = clock.at(day, 8h);
    if (auto stored = engine->submit(by, morning, arrived); !stored) {
      return unexpected(stored.error());
    }
    Result<DayReport> report = engine->run_day(by, morning);
    if (!report) return report;
    // Sending is a step of its own: it asks the gate, may crash, and may be repeated.
    if (auto sent = engine->dispatch(by, morning, {.limit = 1'000}); !sent) {
      return unexpected(sent.error());
    }
    return report;
  };

  // Facts carry a key that makes a repeated import harmless, and the date they take effect.
  // Personal fields go to private rows that can be erased; the journal keeps a commitment.
  const CaseId invoice{"FV-2026-0181"};
  const std::vector<Fact> first_day{
      Fact{.key = {"crm:77"},
           .effective = Date{2026, 9, 9},
           .what = PersonStated{.person = {"P-77"},
                                .details = {.name = "Stavby Kolín s.r.o.",
                                            .email = "ucto@stavby-kolin.example",
                                            .phone = "+420 601 000 077",
                                            .address = "Polní 1, 280 02 Kolín"}}},
      Fact{.key = {"erp:181"},
           .effective = Date{2026, 9, 9},
           .what = CaseOpened{.case_id = invoice,
                              .plan = "firemní_faktury",
                              .creditor = {"own"},
                              .claims = {Claim{.id = {"FV-2026-0181/1"},
                                               .principal = 12'000_czk,
                                               .due = Date{2026, 9, 1},
                                               .obligation = Date{2026, 8, 3},
                                               .relation = Relation::business,
                                               .debtor = {"P-77"}}}}},
  };
  const std::vector<Fact> second_day{
      Fact{.key = {"bank:000123"},
           .effective = Date{2026, 9, 10},
           .what =
               PaymentReceived{
                   .case_id = invoice, .sum = 2'000_czk, .value_date = Date{2026, 9, 10}}},
  };
  const std::vector<Fact> last_day{
      Fact{.key = {"bank:through:2026-09-17"},
           .effective = Date{2026, 9, 17},
           .what = PaymentsComplete{.source = {"bank"}, .through = Date{2026, 9, 17}}},
  };
  const std::vector<Fact> nothing;

  const Date today{2026, 9, 18};
  for (Date day{2026, 9, 9}; day <= today; day = day + Days{1}) {
    const auto& arrived = day == Date{2026, 9, 9}    ? first_day
                          : day == Date{2026, 9, 10} ? second_day
                          : day == today             ? last_day
                                                     : nothing;
    const Result<DayReport> report = live(day, arrived);
    if (!report) return fail(report.error());
    std::cout << report->decided << " cases decided, " << report->ordered << " messages ordered\n";
  }

  // The calculation: each line with days, base, rate and source. 11 260,61 Kč on that day:
  // 10 034,77 principal, 25,84 interest, 1 200,00 lump sum.
  if (auto debt = engine->reckon(by, invoice, {.on = today}); debt) std::cout << debt->text("cs");

  // The same day as it was known on 9 September, before the payment was recorded: 12 065,67 Kč.
  const Instant then = clock.at(Date{2026, 9, 9}, 20h).instant;
  if (auto debt = engine->reckon(by, invoice, {.on = today, .known_at = then}); debt) {
    std::cout << debt->text("cs");
  }

  // Every decision names the line of the rule that made it; what did not happen has a reason too.
  if (auto why = engine->explain(by, invoice, today); why) std::cout << why->text("cs");
  if (auto why = engine->explain_not(by, invoice, "předej advokát", today); why) {
    std::cout << why->text("cs");  // names the guard or hold, and when it can clear
  }

  // Against heads kept outside the store, verify can say "untampered"; alone, only "consistent".
  const Result<ChainHeads> heads = ChainHeads::read("/mnt/safe/heads.json");
  const Result<Verdict> verdict = engine->verify(heads ? std::optional{*heads} : std::nullopt);
  if (!verdict) return fail(verdict.error());
  std::cout << verdict->text("en") << '\n';
  return verdict->sound() ? 0 : 1;
}
