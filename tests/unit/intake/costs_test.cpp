// Costs out of files.
#include <arrears/intake/import.hpp>

#include <doctest/doctest.h>

using namespace arrears;

namespace {

ImportOutcome read(const std::string& rows) {
  Result<ImportOutcome> out =
      read_rows(ImportKind::costs, "case,sum,currency,date,kind,vat,reference,id\n" + rows, {}, {});
  REQUIRE(out);
  return *std::move(out);
}

}  // namespace

TEST_CASE("costs: what, how much, when, with VAT") {
  const ImportOutcome out = read(
      "FV-1,400.00,CZK,2026-09-09,court_fee,21,FA 17,b-1\n"
      "FV-1,-12.50,CZK,2026-09-10,postage,,,\n"
      "FV-1,-12.50,CZK,2026-09-10,postage,,,\n");
  REQUIRE(out.rejected() == 0);
  REQUIRE(out.facts.size() == 3);
  CHECK(out.facts[0] ==
        Fact{{"cost:FV-1:b-1"},
             Date{2026, 9, 9},
             CostIncurred{{"FV-1"}, "court_fee", {40'000, Currency{"CZK"}}, 210'000, "FA 17"}});
  CHECK(out.facts[1].key.value == "cost:FV-1:2026-09-10:postage:-12.50:");
  CHECK(out.facts[2].key.value == "cost:FV-1:2026-09-10:postage:-12.50::2");
  CHECK(std::get<CostIncurred>(out.facts[1].what).sum.minor == -1'250);
}

TEST_CASE("a wrong cost is rejected with its column") {
  const ImportOutcome out = read(
      "FV-1,0,CZK,2026-09-09,,,,\n"
      "FV-1,10,CZK,2026-09-09,,121,,\n"
      ",10,CZK,2026-09-09,,,,\n"
      "FV-1,10,CZK,,,,,\n");
  CHECK(out.facts.empty());
  REQUIRE(out.verdicts.size() == 4);
  CHECK(out.verdicts[0].column == "sum");
  CHECK(out.verdicts[0].reason == "a cost is not zero");
  CHECK(out.verdicts[1].column == "vat");
  CHECK(out.verdicts[2].column == "case");
  CHECK(out.verdicts[3].column == "date");
}
