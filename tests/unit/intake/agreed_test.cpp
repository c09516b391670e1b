// Promises and instalment plans out of files.
#include <arrears/intake/import.hpp>

#include <doctest/doctest.h>
#include <rulebook/data.hpp>

using namespace arrears;

namespace {

ImportOutcome read(ImportKind kind, std::string_view rows) {
  ImportOptions options;
  options.today = Date{2026, 9, 15};
  Result<ImportOutcome> out = read_rows(kind, rows, {}, options);
  REQUIRE(out);
  return *std::move(out);
}

const InstalmentsAgreed& plan(const ImportOutcome& out, std::size_t fact) {
  return std::get<InstalmentsAgreed>(out.facts.at(fact).what);
}

}  // namespace

TEST_CASE("promises: whose, how much, by when; the same file twice makes the same keys") {
  const std::string rows =
      "case,sum,currency,by,date,id\n"
      "C-1,500.00,CZK,2026-09-25,2026-09-14,\n"
      "C-1,500.00,CZK,2026-09-25,,77\n"
      "C-1,500.00,CZK,2026-09-13,,\n";
  const ImportOutcome out = read(ImportKind::promises, rows);
  REQUIRE(out.facts.size() == 2);
  CHECK(out.facts[0].key.value == "promise:C-1:2026-09-14:2026-09-25");
  CHECK(out.facts[1].key.value == "promise:C-1:77");
  CHECK(out.facts[1].effective == Date{2026, 9, 15});
  const auto& promise = std::get<PromiseMade>(out.facts[0].what);
  CHECK(promise.case_id.value == "C-1");
  CHECK(promise.by == Date{2026, 9, 25});
  CHECK(promise.sum.minor == 50'000);
  CHECK(out.verdicts[2].column == "by");
  CHECK(out.facts == read(ImportKind::promises, rows).facts);
}

TEST_CASE("the rows of one plan make one fact, in order of due date") {
  const ImportOutcome out = read(ImportKind::instalments,
                                 "case,plan,agreed,due,sum,currency,waives_interest\n"
                                 "C-1,a,2026-09-14,2026-11-05,300,CZK,yes\n"
                                 "C-2,,,2026-10-05,400,CZK,\n"
                                 "C-1,a,2026-09-14,2026-10-05,200,CZK,yes\n"
                                 "C-1,b,2026-09-20,2026-12-05,100,CZK,no\n");
  REQUIRE(out.facts.size() == 3);
  CHECK(out.rejected() == 0);
  CHECK(out.facts[0].key.value == "instalments:C-1:a");
  CHECK(out.facts[0].effective == Date{2026, 9, 14});
  CHECK(plan(out, 0).waives_interest);
  REQUIRE(plan(out, 0).instalments.size() == 2);
  CHECK(plan(out, 0).instalments[0].due == Date{2026, 10, 5});
  CHECK(plan(out, 0).instalments[1].sum.minor == 30'000);
  CHECK(out.facts[1].key.value == "instalments:C-2:2026-09-15");
  CHECK_FALSE(plan(out, 1).waives_interest);
  CHECK(out.rows[0] == std::vector<std::size_t>{0, 2});
}

TEST_CASE("a plan with a row that is wrong is rejected whole and can be mended") {
  const std::string heading = "case,plan,due,sum,currency\n";
  ImportOutcome out = read(ImportKind::instalments, heading +
                                                        "C-1,a,2026-10-05,200,CZK\n"
                                                        "C-1,a,2026-11-05,minus,CZK\n"
                                                        "C-2,a,2026-10-05,0,CZK\n"
                                                        "C-3,a,2026-10-05,5,CZK\n");
  CHECK(out.accepted().size() == 1);
  CHECK(out.rejected() == 3);
  CHECK(out.verdicts[1].column == "sum");
  CHECK(out.verdicts[0].reason.find("another row") != std::string::npos);
  CHECK(out.verdicts[2].reason == "an instalment is above zero");
  std::string mended = out.rejected_csv({});
  mended.replace(mended.find("minus"), 5, "300");
  mended.replace(mended.find(",0,"), 3, ",9,");
  CHECK(read(ImportKind::instalments, mended).accepted().size() == 2);
}

TEST_CASE("rows of one plan that disagree about it are rejected together") {
  ImportOutcome out = read(ImportKind::instalments,
                           "case,plan,due,sum,currency,waives_interest\n"
                           "C-1,a,2026-10-05,200,CZK,yes\n"
                           "C-1,a,2026-11-05,200,CZK,no\n");
  CHECK(out.accepted().empty());
  CHECK(out.rejected() == 2);
}

TEST_CASE("the rows of one offer make one fact") {
  const std::string rows =
      "case,offer,offered,due,sum,currency,waives_interest,person\n"
      "C-1,a,2026-09-14,2026-11-05,300,CZK,yes,P-2\n"
      "C-1,a,2026-09-14,2026-10-05,200,CZK,yes,P-2\n"
      "C-2,,,2026-10-05,400,CZK,,\n"
      "C-3,a,2026-09-14,2026-10-05,200,CZK,no,\n"
      "C-3,a,2026-09-14,2026-11-05,200,CZK,yes,\n";
  const ImportOutcome out = read(ImportKind::offers, rows);
  REQUIRE(out.facts.size() == 3);
  CHECK(out.facts[0].key.value == "offer:C-1:a");
  CHECK(out.facts[0].effective == Date{2026, 9, 14});
  const auto& offer = std::get<InstalmentsOffered>(out.facts[0].what);
  CHECK(offer.case_id.value == "C-1");
  CHECK(offer.person.value == "P-2");
  CHECK(offer.waives_interest);
  REQUIRE(offer.instalments.size() == 2);
  CHECK(offer.instalments[0].due == Date{2026, 10, 5});
  CHECK(out.facts[1].key.value == "offer:C-2:2026-09-15");
  CHECK(out.rejected() == 1);
  CHECK(out.verdicts[4].reason ==
        "the rows of an offer agree in offered, person and waives_interest");
  CHECK(out.facts == read(ImportKind::offers, rows).facts);
}

TEST_CASE("a field of the creditor is not lost: it stands with each case") {
  auto data = std::make_shared<RulebookData>();
  FieldDecl strict;
  strict.name = "strict";
  strict.kind = Kind::boolean;
  strict.scope = Scope::creditor;
  data->fields.push_back(strict);
  const Rulebook rules{std::shared_ptr<const RulebookData>(data)};
  ImportOptions options;
  options.today = Date{2026, 9, 15};
  options.rulebook = &rules;
  Mapping mapping;
  mapping.fields["strict"] = "Strict";
  const Result<ImportOutcome> out = read_rows(ImportKind::claims,
                                              "claim,principal,currency,due,debtor,plan,Strict\n"
                                              "FV-1,100.00,CZK,2026-09-01,P-1,p,yes\n",
                                              mapping, options);
  REQUIRE(out);
  CHECK(out->rejected() == 0);
  REQUIRE(out->facts.size() == 1);
  const auto* opened = std::get_if<CaseOpened>(&out->facts[0].what);
  REQUIRE(opened != nullptr);
  CHECK(opened->fields == FieldValues{{"strict", true}});
}
