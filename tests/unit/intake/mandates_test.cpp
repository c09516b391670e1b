// Terms of commission, receivers and refunds out of files.
#include <arrears/intake/import.hpp>

#include <doctest/doctest.h>

using namespace arrears;
using namespace arrears::literals;

namespace {

ImportOutcome read(ImportKind kind, std::string_view rows) {
  ImportOptions options;
  options.today = Date{2026, 9, 15};
  Result<ImportOutcome> out = read_rows(kind, rows, {}, options);
  REQUIRE(out);
  return *std::move(out);
}

}  // namespace

TEST_CASE("a row is a band; rows with the same conditions are one rule") {
  const ImportOutcome out =
      read(ImportKind::mandates,
           "mandate,creditor,currency,from,until,tiers,vat,phases,components,receivers,min_days,"
           "max_days,above,rate\n"
           "M-1,Acme,CZK,2026-01-01,,by_mandate,21,legal enforcement,principal,,,,0,25\n"
           "M-1,Acme,CZK,2026-01-01,,by_mandate,21,,,court,0,90,0,\"12,5\"\n"
           "M-1,Acme,CZK,2026-01-01,,by_mandate,21,,,court,0,90,10000,10\n"
           "M-1,,EUR,2026-01-01,2026-12-31,,,,,,,,0,5\n");
  REQUIRE(out.facts.size() == 2);
  CHECK(out.facts[0].key == FactKey{"mandate:M-1:CZK:2026-01-01"});
  CHECK(out.facts[0].effective == Date{2026, 9, 15});
  const auto& stated = std::get<MandateStated>(out.facts[0].what);
  CHECK(stated.creditor == CreditorId{"Acme"});
  CHECK(stated.commission.tiers == CommissionTerms::Tiers::by_mandate);
  CHECK(stated.commission.vat_ppm == 210'000);
  REQUIRE(stated.commission.rules.size() == 2);
  const CommissionRule& legal = stated.commission.rules[0];
  CHECK(legal.phases == std::vector{Phase::legal, Phase::enforcement});
  CHECK(legal.components == std::vector{Component::principal});
  const CommissionRule& young = stated.commission.rules[1];
  CHECK(young.receivers == std::vector{Receiver::court});
  CHECK(young.max_days == 90);
  CHECK(young.bands ==
        std::vector<CommissionBand>{{Money{0, Currency{"CZK"}}, 125'000}, {10'000_czk, 100'000}});
  const auto& other = std::get<MandateStated>(out.facts[1].what);
  CHECK(other.creditor == CreditorId{"own"});
  CHECK(other.commission.currency == Currency{"EUR"});
  CHECK(other.commission.until == Date{2026, 12, 31});
}

TEST_CASE("terms of which one row is wrong are rejected whole") {
  const ImportOutcome out = read(ImportKind::mandates,
                                 "mandate,currency,from,above,rate,vat,phases,min_days\n"
                                 "M-1,CZK,2026-01-01,0,20,,,\n"
                                 "M-1,CZK,2026-01-01,100,200,,,\n"
                                 "M-2,CZK,2026-01-01,0,20,,sooft,\n"
                                 "M-3,CZK,2026-01-01,0,20,,,ten\n"
                                 "M-4,CZK,2026-01-01,0,,,,\n"
                                 "M-5,CZK,2026-01-01,0,20,,,\n"
                                 "M-5,CZK,2026-01-01,100,10,21,,\n");
  CHECK(out.verdicts[0].reason.find("another row") != std::string::npos);
  CHECK(out.verdicts[1].column == "rate");
  CHECK(out.verdicts[2].column == "phases");
  CHECK(out.verdicts[2].reason.find("pre_legal") != std::string::npos);
  CHECK(out.verdicts[3].column == "min_days");
  CHECK(out.verdicts[4].column == "rate");
  CHECK(out.verdicts[6].reason.find("agree") != std::string::npos);
  ImportOutcome taken = out;
  CHECK(taken.accepted().empty());
}

TEST_CASE("a payment says who received it; a refund names the payment and has an id") {
  const ImportOutcome out = read(ImportKind::payments,
                                 "id,sum,currency,date,case,receiver,refunds\n"
                                 "1,100,CZK,2026-09-10,A,bailiff,\n"
                                 "2,100,CZK,2026-09-10,A,,\n"
                                 "3,100,CZK,2026-09-10,A,postman,\n"
                                 "4,40,CZK,2026-09-12,,,2\n"
                                 ",40,CZK,2026-09-12,,,2\n");
  REQUIRE(out.facts.size() == 3);
  CHECK(std::get<PaymentReceived>(out.facts[0].what).receiver == Receiver::bailiff);
  CHECK(std::get<PaymentReceived>(out.facts[1].what).receiver == Receiver::agency);
  CHECK(out.verdicts[2].column == "receiver");
  CHECK(out.facts[2].key == FactKey{"refund:bank:4"});
  CHECK(std::get<PaymentRefunded>(out.facts[2].what) ==
        PaymentRefunded{{"payment:bank:2"}, 40_czk, {}});
  CHECK(out.verdicts[4].column == "id");
}

TEST_CASE("what a mandate says of interest") {
  const ImportOutcome out =
      read(ImportKind::mandates,
           "mandate,currency,from,above,rate,rounding,round_to,payment_day,day_count\n"
           "M-1,CZK,2026-01-01,0,20,per_event,1,bears_none,act_360\n"
           "M-1,CZK,2026-01-01,100,10,per_event,1,bears_none,act_360\n"
           "M-2,CZK,2026-01-01,0,20,,,,\n"
           "M-3,CZK,2026-01-01,0,20,,,,thirty_360\n"
           "M-4,CZK,2026-01-01,0,20,at_end,,,\n"
           "M-4,CZK,2026-01-01,100,10,,,,\n"
           "M-5,CZK,2026-01-01,0,20,sometimes,,,\n"
           "M-6,CZK,2026-01-01,0,20,,half,,\n");
  REQUIRE(out.facts.size() == 4);
  const auto& all = std::get<MandateStated>(out.facts[0].what).interest;
  REQUIRE(all);
  CHECK(all->rounding == InterestTerms::Rounding::per_event);
  CHECK(all->unit == 100);
  CHECK(!all->payment_day_bears);
  CHECK(all->day_count == DayCount::act_360);
  CHECK(!std::get<MandateStated>(out.facts[1].what).interest);
  const auto& count = std::get<MandateStated>(out.facts[2].what).interest;
  REQUIRE(count);
  InterestTerms expected;
  expected.day_count = DayCount::thirty_360;
  CHECK(*count == expected);
  CHECK(out.verdicts[5].reason.find("what they say of interest") != std::string::npos);
  CHECK(out.verdicts[6].reason.find("`sometimes` is none of at_end, per_event, per_period") !=
        std::string::npos);
  CHECK(!out.verdicts[7].reason.empty());
}
