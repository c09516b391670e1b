// The tests of the sample page, run on the core: figures and days are those of LANGUAGE.md part 4.
#include "sample_book.hpp"

using namespace arrears;

namespace {

Date on(int month, int day) { return Date{2026, month, day}; }

// The page built by hand and the page compiled from its text: both behave the same.
const std::vector<Rulebook>& pages() {
  static const std::vector<Rulebook> out{sample_rules(),
                                         testing::rulebook("company_invoices.plan")};
  return out;
}

World sample_world(const Rulebook& rules, Relation relation = Relation::business,
                   Date begin = on(9, 9)) {
  World world(rules, testing::bundled_law());
  world.complete_daily = true;
  world.begin(begin, {invoice("FV-1", 1'200'000, on(9, 1), relation)});
  return world;
}

}  // namespace

TEST_CASE("the holiday of 28 September adds a day") {
  for (const Rulebook& rules : pages()) {
    World w = sample_world(rules);
    CHECK(w.sent("email", "reminder"));
    CHECK_FALSE(w.ordered("letter", "reminder"));
    w.until(on(9, 17));
    CHECK(w.state() == "reminder");
    w.until(on(9, 18));
    CHECK(w.state() == "dunning");
    CHECK(w.costs() == 120'000);
    CHECK(w.sent("email", "dunning"));
    w.until(on(10, 4));
    CHECK(w.state() == "dunning");
    CHECK_FALSE(w.has_task("Call the debtor"));
    w.until(on(10, 5));
    CHECK(w.state() == "last_demand");
    CHECK(w.sent("data_box", "notice_142a"));
    w.until(on(10, 18));
    CHECK(w.state() == "last_demand");
    w.until(on(10, 19));
    CHECK(w.state() == "handed_over");
    CHECK(w.value.because == "lawsuit");
    CHECK(w.value.handed_to == "lawyer");
    CHECK(w.value.closed);
  }
}

TEST_CASE("ordered on Saturday, sent on the next business day; fallbacks in their turn") {
  for (const Rulebook& rules : pages()) {
    World w(rules, testing::bundled_law());
    w.complete_daily = true;
    w.person.fields["key_account"] = true;
    w.begin(on(9, 16), {invoice("FV-1", 1'200'000, on(9, 1))});
    w.until(on(9, 25));
    CHECK(w.state() == "dunning");
    CHECK(w.sent("email", "dunning"));
    w.until(on(9, 26));
    w.receipt("email", "dunning", ContactProgress::What::failed);
    CHECK(w.ordered("sms", "dunning"));
    CHECK_FALSE(w.sent("sms", "dunning"));
    w.until(on(9, 29));
    CHECK(w.sent("sms", "dunning"));
    w.until(on(9, 30));
    CHECK_FALSE(w.has_task("Call the debtor"));
    w.until(on(10, 1));
    CHECK(w.has_task("Call the debtor"));
    w.until(on(10, 2));
    CHECK_FALSE(w.ordered("letter", "dunning"));
    w.until(on(10, 3));
    CHECK(w.ordered("letter", "dunning"));
    CHECK_FALSE(w.sent("letter", "dunning"));
    w.until(on(10, 5));
    CHECK(w.sent("letter", "dunning"));
    w.until(on(10, 8));
    HostFact mail;
    mail.event = "returned_mail";
    mail.person = {"P-1"};
    w.person_fact(mail);
    CHECK(w.has_task("Check the address"));
    CHECK(w.value.tasks.size() == 2);
  }
}

TEST_CASE("a remainder under a hundred koruna is written off") {
  for (const Rulebook& rules : pages()) {
    World w = sample_world(rules);
    w.until(on(9, 10));
    PaymentReceived payment;
    payment.case_id = {"C-1"};
    payment.sum = {1'195'000, koruna};
    payment.value_date = on(9, 10);
    Fact fact = w.fact_of(payment);
    const Case paid = record(w.value, fact, 50, w.moment());
    const LawPacks law = testing::bundled_law();
    const Decision decision = decide(w.rules(), look(paid, law, w.today), fact, w.moment());
    CHECK(decision.effects == Effects{WriteOff{{8'477, koruna}, {}, {}, {}}, EnterState{"closed"},
                                      CloseCase{"trifle"}});
    w.pay(1'195'000);
    CHECK(w.state() == "closed");
    CHECK(w.value.because == "trifle");
    CHECK(w.debt() == 0);
  }
}

TEST_CASE("a second broken promise leads to the last demand, once the statement is in") {
  for (const Rulebook& rules : pages()) {
    World w(rules, testing::bundled_law());
    PromiseMade past;
    past.sum = {1'200'000, koruna};
    past.by = on(9, 7);
    w.history.push_back(w.fact_of(past, on(9, 2)));
    w.complete = on(9, 8);
    w.begin(on(9, 9), {invoice("FV-1", 1'200'000, on(9, 1))});
    CHECK(w.state() == "reminder");
    w.until(on(9, 15));
    w.promise(1'200'000, on(9, 25));
    CHECK(w.state() == "promised");
    CHECK(w.sent("email", "promise_confirmed"));
    CHECK(w.held(HoldKinds::enforcement));
    w.until(on(9, 22));
    CHECK_FALSE(w.ordered("sms", "promise_near"));
    w.until(on(9, 23));
    CHECK(w.sent("sms", "promise_near"));
    w.until(on(9, 29));
    CHECK(w.state() == "promised");
    w.until(on(9, 30));
    w.payments_complete(on(9, 29));
    CHECK(w.state() == "last_demand");
    CHECK(w.sent("data_box", "notice_142a"));
    CHECK_FALSE(w.held(HoldKinds::enforcement));
  }
}

TEST_CASE("a payment found late does not undo the demand, it shows it was unfounded") {
  for (const Rulebook& rules : pages()) {
    World w(rules, testing::bundled_law());
    w.begin(on(9, 9), {invoice("FV-1", 1'200'000, on(9, 1))});
    w.until(on(9, 15));
    w.promise(1'200'000, on(9, 25));
    w.until(on(9, 30));
    w.payments_complete(on(9, 29));
    CHECK(w.state() == "dunning");
    CHECK(w.costs() == 120'000);
    CHECK(w.sent("email", "dunning"));
    w.until(on(10, 2));
    w.pay(1'200'000, on(9, 25));
    CHECK(w.state() == "dunning");
    CHECK(w.has_task("Apologise to the debtor"));
    CHECK(w.debt() == 129'292);
  }
}

TEST_CASE("a dispute stops the state's time, not its own") {
  for (const Rulebook& rules : pages()) {
    World w = sample_world(rules);
    w.until(on(9, 14));
    w.fact(DisputeRaised{{"C-1"}, {}, {}, {}, {}, {}});
    CHECK(w.state() == "disputed_claim");
    CHECK(w.held(HoldKinds::contact));
    CHECK(w.has_task("Settle the dispute"));
    w.until(on(9, 24));
    w.fact(DisputeResolved{{"C-1"}, {}, false, {}});
    CHECK(w.state() == "reminder");
    CHECK_FALSE(w.held(HoldKinds::contact));
    w.until(on(9, 30));
    CHECK(w.state() == "reminder");
    w.until(on(10, 1));
    CHECK(w.state() == "dunning");
    w.until(on(10, 2));
    w.fact(DisputeRaised{{"C-1"}, {}, {}, {}, {}, {}});
    w.until(on(10, 31));
    CHECK(w.state() == "disputed_claim");
    CHECK_FALSE(w.has_task("A dispute is a month old"));
    w.until(on(11, 1));
    CHECK(w.has_task("A dispute is a month old"));
  }
}

TEST_CASE("a consumer filed by mistake is not charged the lump sum") {
  for (const Rulebook& rules : pages()) {
    World w = sample_world(rules, Relation::consumer);
    w.until(on(9, 18));
    CHECK(w.state() == "dunning");
    CHECK(w.costs() == 0);
  }
}

TEST_CASE("a dispute of a part leaves the rest: a task, no hold, contact goes on") {
  for (const Rulebook& rules : pages()) {
    World w = sample_world(rules);
    w.until(on(9, 14));
    DisputeRaised part;
    part.case_id = {"C-1"};
    part.sum = Money{100'000, koruna};
    w.fact(part);
    CHECK(w.state() == "reminder");
    CHECK(w.has_task("Settle the partial dispute"));
    CHECK_FALSE(w.held(HoldKinds::contact));
    w.until(on(9, 18));
    CHECK(w.sent("email", "dunning"));
  }
}

TEST_CASE("insolvency of the person hands the case over and holds everything") {
  for (const Rulebook& rules : pages()) {
    World w = sample_world(rules);
    w.until(on(9, 14));
    w.person_fact(InsolvencyDeclared{{"P-1"}, "KSPH 1 INS 2/2026"});
    CHECK(w.state() == "handed_over");
    CHECK(w.value.because == "insolvency");
    CHECK(w.held(HoldKinds::contact));
    CHECK(w.value.handed_to.empty());  // held: enforcement stands still
  }
}

// API.md part 2.
TEST_CASE("a remainder under the limit is written off and the case closes") {
  using namespace arrears::literals;
  const Rulebook rules = testing::rulebook("firemni_faktury.plan");
  const LawPacks law = testing::bundled_law();
  const Date day{2026, 9, 10};
  Case opened = testing::CaseBuilder{"firemní_faktury"}
                    .claim({.id = {"FV-1"},
                            .principal = 12'000_czk,
                            .due = Date{2026, 9, 1},
                            .obligation = Date{2026, 8, 3},
                            .relation = Relation::business,
                            .debtor = {"P-1"}})
                    .in_state("připomenutí", Date{2026, 9, 9});
  const Fact payment{
      .key = {"bank:1"},
      .effective = day,
      .what = PaymentReceived{.case_id = {"C-1"}, .sum = 11'950_czk, .value_date = day}};

  const Case paid = record(std::move(opened), payment);
  const Decision decision = decide(rules, look(paid, law, day), payment, testing::opening(day));

  // 12 000 × 11.75 % × 9 / 365 = 34.77 of interest is paid first (§ 1932(1)): 84.77 remain.
  CHECK(decision.effects ==
        Effects{WriteOff{84.77_czk, {}, {}, {}}, EnterState{"uzavřeno"}, CloseCase{"bagatela"}});
}
