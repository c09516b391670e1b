// Further persons who answer for claims, out of files.
#include <arrears/intake/import.hpp>

#include <doctest/doctest.h>

using namespace arrears;

namespace {

ImportOutcome read(std::string_view rows) {
  ImportOptions options;
  options.today = Date{2026, 9, 15};
  Result<ImportOutcome> out = read_rows(ImportKind::liabilities, rows, {}, options);
  REQUIRE(out);
  return *std::move(out);
}

const Liability& liability(const ImportOutcome& out, std::size_t fact) {
  return std::get<LiabilityStated>(out.facts.at(fact).what).liability;
}

}  // namespace

TEST_CASE("liabilities: who, in which role, for how much, since when") {
  const std::string rows =
      "claim,person,role,share,limit,currency,from,until,basis,date,id,name\n"
      "FV-1,P-2,,,,,,,joint contract,,,\n"
      "FV-1,P-3,guarantor,,5000.00,CZK,2026-09-01,,deed of 1 September,2026-09-01,,Jan Ručitel\n"
      "FV-2,P-4,heir,1/3,,,,2026-12-31,,,77,\n"
      "FV-2,P-5,heir,25 %,,,,,,,,\n";
  const ImportOutcome out = read(rows);
  REQUIRE(out.rejected() == 0);
  REQUIRE(out.facts.size() == 5);
  CHECK(out.facts[0].key.value == "liability:FV-1:P-2:co_debtor:2026-09-15");
  CHECK(liability(out, 0).role == Liability::Role::co_debtor);
  CHECK(liability(out, 0).extent == Liability::Extent::all);
  CHECK(liability(out, 0).basis == "joint contract");
  CHECK(std::get<PersonStated>(out.facts[1].what).details.name == "Jan Ručitel");
  CHECK(out.facts[1].key.value == "person:liability:FV-1:P-3:guarantor:2026-09-01");
  CHECK(liability(out, 2).limit.minor == 500'000);
  CHECK(liability(out, 2).from == Date{2026, 9, 1});
  CHECK(out.facts[2].effective == Date{2026, 9, 1});
  CHECK(out.facts[3].key.value == "liability:77");
  CHECK(liability(out, 3).share == Share{1, 3});
  CHECK(liability(out, 3).until == Date{2026, 12, 31});
  CHECK(liability(out, 4).share == Share{1, 4});
  CHECK(out.facts == read(rows).facts);
}

TEST_CASE("a wrong liability is rejected with its column") {
  const ImportOutcome out = read(
      "claim,person,role,share,limit,currency,from,until\n"
      "FV-1,,,,,,,\n"
      "FV-1,P-2,uncle,,,,,\n"
      "FV-1,P-2,,4/3,,,,\n"
      "FV-1,P-2,,,0,CZK,,\n"
      "FV-1,P-2,,1/2,100,CZK,,\n"
      "FV-1,P-2,,,100,,,\n"
      "FV-1,P-2,,,,,2026-09-02,2026-09-01\n");
  CHECK(out.facts.empty());
  const std::vector<std::string> columns{"person", "role",     "share", "limit",
                                         "limit",  "currency", "until"};
  REQUIRE(out.verdicts.size() == columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) CHECK(out.verdicts[i].column == columns[i]);
}

TEST_CASE("a payment may say which of those who answer has paid") {
  const Result<ImportOutcome> out = read_rows(ImportKind::payments,
                                              "sum,currency,date,claim,person\n"
                                              "100,CZK,2026-09-14,FV-1,P-3\n",
                                              {}, {});
  REQUIRE(out);
  REQUIRE(out->facts.size() == 1);
  CHECK(std::get<PaymentReceived>(out->facts[0].what).person.value == "P-3");
}
