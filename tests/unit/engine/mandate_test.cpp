// Money held for others, from facts to accounts: who received it, phases, remittances, refunds.
#include <algorithm>

#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9}, tenth{2026, 9, 10}, last{2026, 9, 30};

Money koruna(std::int64_t minor) { return {minor, Currency{"CZK"}}; }

// 20 % of the first 10 000 CZK of the mandate, 15 % above, VAT 21 %.
Fact mandate(const char* key, Date day) {
  MandateStated stated{{"M-1"}, {"own"}, {}};
  stated.commission.currency = Currency{"CZK"};
  stated.commission.from = Date{2026, 1, 1};
  stated.commission.tiers = CommissionTerms::Tiers::by_mandate;
  stated.commission.vat_ppm = 210'000;
  CommissionRule rule;
  rule.bands = {{koruna(0), 200'000}, {10'000_czk, 150'000}};
  stated.commission.rules = {rule};
  return {{key}, day, stated};
}

Fact under(const char* mandate_id, Fact opened) {
  std::get<CaseOpened>(opened.what).mandate = {mandate_id};
  return opened;
}

Fact received_by(Receiver receiver, Fact paid) {
  std::get<PaymentReceived>(paid.what).receiver = receiver;
  return paid;
}

Host with_payments() {
  Host host(sample());
  host.day(
      ninth,
      {person("P-77", ninth), mandate("terms", ninth),
       under("M-1", opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth)),
       under("M-1", opening("FV-2", claim("FV-2/1", 5'000_czk, Date{2026, 9, 1}, "P-77"), ninth))});
  host.day(tenth, {payment("bank:1", "FV-1", 8'000_czk, tenth),
                   received_by(Receiver::creditor, payment("their:2", "FV-2", 3'000_czk, tenth))});
  return host;
}

MandateAccount account(Host& host, Date on = last) {
  const auto all = host.engine->mandate_account(host.by, {"M-1"}, on);
  REQUIRE_MESSAGE(all.has_value(), (all ? "" : all.error().message));
  REQUIRE(all->size() == 1);
  return all->front();
}

std::vector<RemittanceMade> proposed(Host& host) {
  const auto all = host.engine->propose_remittance(host.by, {"M-1"}, last);
  REQUIRE_MESSAGE(all.has_value(), (all ? "" : all.error().message));
  return *all;
}

void sound(Host& host) { CHECK(host.verify().problems == std::vector<std::string>{}); }

}  // namespace

TEST_CASE("a remittance is proposed, made once, and corrected after a returned debit") {
  Host host = with_payments();
  CHECK(account(host).held == 8'000_czk);
  CHECK(account(host).direct == 3'000_czk);
  const std::vector<RemittanceMade> first = proposed(host);
  REQUIRE(first.size() == 1);
  CHECK(first[0].creditor == CreditorId{"own"});
  CHECK(first[0].lines ==
        std::vector<RemittanceLine>{{{"bank:1"}, {"FV-1"}, 8'000_czk, 1'600_czk, 336_czk},
                                    {{"their:2"}, {"FV-2"}, koruna(0), 550_czk, 115.50_czk}});

  const Date eleventh{2026, 9, 11};
  const std::vector<Fact> made{{{"remittance:1"}, eleventh, first[0]}};
  REQUIRE(host.engine->open_day(host.by, host.clock.opening(eleventh)));
  REQUIRE(host.engine->submit(host.by, host.clock.opening(eleventh), made));
  CHECK(proposed(host).empty());  // it waits in the inbox
  host.day(eleventh);
  CHECK(proposed(host).empty());
  CHECK(account(host).held == koruna(0));
  CHECK(account(host).remitted == 8'000_czk);
  CHECK(account(host, tenth).held == 8'000_czk);
  sound(host);
  CHECK(host.exported().find("remittance_made") != std::string::npos);

  const Date twelfth{2026, 9, 12};
  host.day(twelfth, {{{"back"}, twelfth, PaymentReversed{{"bank:1"}, "returned"}}});
  CHECK(account(host).owed_by_creditor == 8'000_czk);
  CHECK(account(host).received == 3'000_czk);
  const std::vector<RemittanceMade> second = proposed(host);
  REQUIRE(second.size() == 1);
  CHECK(second[0].lines ==
        std::vector<RemittanceLine>{{{"bank:1"}, {"FV-1"}, -8'000_czk, -1'600_czk, -336_czk},
                                    {{"their:2"}, {"FV-2"}, koruna(0), 50_czk, 10.50_czk}});
  sound(host);
}

TEST_CASE("what is on account goes back to the payer, and no more than that") {
  Host host = with_payments();
  const Date eleventh{2026, 9, 11};
  host.day(eleventh, {payment("bank:3", "FV-2", 20'000_czk, eleventh)});
  const Money rest = account(host).on_account;
  CHECK(rest > 17'000_czk);
  CHECK(rest < 18'000_czk);
  const auto refund = [](const char* key, const char* of, Money sum, Date day) {
    return Fact{{key}, day, PaymentRefunded{{of}, sum, "overpaid"}};
  };
  const Date twelfth{2026, 9, 12};
  const RunDay day = host.day(twelfth, {refund("r1", "bank:3", rest + koruna(1), twelfth),
                                        refund("r2", "their:2", koruna(1), twelfth),
                                        refund("r3", "nobody", koruna(1), twelfth),
                                        refund("r4", "bank:3", rest - koruna(5), twelfth),
                                        refund("r5", "bank:3", koruna(6), twelfth)});
  CHECK(day.day.refused.size() == 4);
  CHECK(account(host).on_account == koruna(5));
  CHECK(account(host).refunded == rest - koruna(5));
  sound(host);
  // A payment that matched nothing goes back whole.
  const Date thirteenth{2026, 9, 13};
  host.day(thirteenth, {payment("bank:9", "nowhere", 100_czk, thirteenth)});
  const Date fourteenth{2026, 9, 14};
  const RunDay whole = host.day(fourteenth, {refund("r6", "bank:9", 99_czk, fourteenth),
                                             refund("r7", "bank:9", 100_czk, fourteenth)});
  CHECK(whole.day.refused.size() == 1);
  CHECK(host.store->unmatched({{"main"}, 0})->empty());
  sound(host);
}

TEST_CASE("a remittance of another creditor's case, and terms that cannot be, are refused") {
  Host host = with_payments();
  const Date eleventh{2026, 9, 11};
  RemittanceMade made = proposed(host).front();
  made.creditor = {"other"};
  const RunDay day = host.day(eleventh, {{{"m"}, eleventh, made}});
  CHECK(day.day.refused.size() == 1);
  CHECK(account(host).remitted == koruna(0));
  Fact wrong = mandate("wrong", eleventh);
  std::get<MandateStated>(wrong.what).commission.rules.front().bands.clear();
  CHECK(host.engine->submit(host.by, host.clock.opening(eleventh), std::vector<Fact>{wrong})
            .error()
            .code == ErrorCode::invalid);
  CHECK(host.engine->mandate_account(host.by, {"M-2"}, last).error().code == ErrorCode::not_found);
  // A case without a mandate is under its creditor's own.
  host.day(Date{2026, 9, 12},
           {opening("FV-3", claim("FV-3/1", 900_czk, Date{2026, 9, 1}, "P-77"), eleventh),
            payment("bank:4", "FV-3", 100_czk, eleventh)});
  CHECK(host.engine->mandate_account(host.by, {"own"}, last)->front().held == 100_czk);
}

TEST_CASE("the phase of a payment is that in which the case stood when its value date began") {
  Host host(compiled(R"(# language: en
plan office "Calls"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in talking

state talking phase soft
  after 5 days: go to court

state court phase legal
  after 300 days: go to closed
  whenever debt = 0 CZK: go to closed

state closed final
)"));
  Fact terms = mandate("terms", ninth);
  auto& commission = std::get<MandateStated>(terms.what).commission;
  CommissionRule legal;
  legal.phases = {Phase::legal};
  legal.bands = {{koruna(0), 300'000}};
  commission.rules.front().phases = {Phase::soft};
  commission.rules.front().bands = {{koruna(0), 100'000}};
  commission.rules.push_back(legal);
  host.day(
      ninth,
      {terms, under("M-1", opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"),
                                   ninth, "office"))});
  host.days(tenth, Date{2026, 9, 13});
  const Date moved{2026, 9, 14}, after{2026, 9, 15};
  host.day(moved, {payment("on the day", "FV-1", 100_czk, moved)});
  REQUIRE(host.show("FV-1").value.stack.back().state == "court");
  host.day(after, {payment("after", "FV-1", 100_czk, after),
                   payment("before", "FV-1", 100_czk, Date{2026, 9, 2})});
  std::map<std::string, Money> found;
  const RemittanceMade made = proposed(host).front();
  for (const RemittanceLine& line : made.lines) {
    found[line.payment.value] = line.commission;
  }
  CHECK(found == std::map<std::string, Money>{
                     {"before", 10_czk}, {"on the day", 10_czk}, {"after", 30_czk}});
  sound(host);
}

TEST_CASE("a case bears interest by what its mandate had stated when it opened") {
  const auto stated = [](const char* key, Date day, std::optional<InterestTerms> interest) {
    Fact out = mandate(key, day);
    std::get<MandateStated>(out.what).interest = std::move(interest);
    return out;
  };
  const auto invoice = [](const char* id, Date day) {
    const std::string claim_id = std::string(id) + "/1";
    return opening(id, claim(claim_id.c_str(), 12'000_czk, Date{2026, 9, 1}, "P-77"), day);
  };
  InterestTerms crowns, by_360;
  crowns.unit = 100;
  by_360.day_count = DayCount::act_360;
  Host host(sample());
  // The statement may come in the same batch, before the opening.
  host.day(ninth, {person("P-77", ninth), stated("terms", ninth, crowns),
                   under("M-1", invoice("FV-1", ninth)), invoice("FV-2", ninth)});
  host.start();  // a new process has to find it in the journal
  const Date eleventh{2026, 9, 11};
  host.day(tenth,
           {stated("commission only", tenth, std::nullopt), under("M-1", invoice("FV-3", tenth))});
  host.day(eleventh, {stated("from the 11th", eleventh, by_360),
                      under("M-1", invoice("FV-4", eleventh)), invoice("FV-5", eleventh)});
  const auto interest = [&](const char* id) {
    const auto debt = host.engine->reckon(host.by, {id}, {.on = last});
    REQUIRE(debt);
    return debt->balance.interest;
  };
  // 12 000 CZK at 11.75 % for 29 days: 112.0274 a year of 365 days, 113.5833 of 360.
  CHECK(interest("FV-1") == 112_czk);
  CHECK(interest("FV-2") == 112.03_czk);
  CHECK(interest("FV-3") == 112_czk);
  CHECK(interest("FV-4") == 113.58_czk);
  CHECK(interest("FV-5") == 112.03_czk);
  // What is decided rests on the same figures.
  CHECK(host.engine->reckon(host.by, {"FV-1"}, {.on = last})->terms == crowns);
  CHECK(host.show("FV-1").balance.interest != host.show("FV-2").balance.interest);
  sound(host);

  InterestTerms wrong;
  wrong.unit = 0;
  const std::vector<Fact> refused{stated("wrong", eleventh, wrong)};
  const auto verdicts = host.engine->check(host.by, refused);
  REQUIRE(verdicts);
  CHECK(verdicts->front() == "interest is rounded to 1 to 1000000 minor units");
}
