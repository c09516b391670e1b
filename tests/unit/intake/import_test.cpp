#include <doctest/doctest.h>
#include <arrears/intake/import.hpp>

using namespace arrears;
using namespace arrears::literals;

namespace {

ImportOptions on_day() { return {.today = Date{2026, 9, 9}}; }

constexpr const char* claims_heading = "claim,debtor,principal,currency,due,plan\n";

Result<ImportOutcome> claims(const std::string& rows, const std::string& mapping = {}) {
  const auto read = Mapping::parse(mapping);
  REQUIRE(read);
  return read_rows(ImportKind::claims, claims_heading + rows, *read, on_day());
}

std::string reason_of(const std::string& row, const std::string& mapping = {}) {
  const auto read = claims(row, mapping);
  REQUIRE(read);
  REQUIRE(read->verdicts.size() == 1);
  return read->verdicts[0].column + ": " + read->verdicts[0].reason;
}

}  // namespace

TEST_CASE("a row of claims opens a case of its own") {
  const auto read = claims("FV-1,P-1,1200.50,CZK,2026-09-01,reminders\n");
  REQUIRE(read);
  REQUIRE(read->facts.size() == 1);
  const Fact& fact = read->facts[0];
  CHECK(fact.key == FactKey{"case:FV-1"});
  CHECK(fact.effective == Date{2026, 9, 9});
  const auto& opened = std::get<CaseOpened>(fact.what);
  CHECK(opened.case_id == CaseId{"FV-1"});
  CHECK(opened.claims.at(0).principal == 1200.50_czk);
  CHECK(opened.claims.at(0).due == Date{2026, 9, 1});
}

TEST_CASE("what is wrong with a row is said with its column") {
  CHECK(reason_of("FV-1,P-1,12.345,CZK,2026-09-01,p\n").starts_with("principal: "));
  CHECK(reason_of("FV-1,P-1,-5,CZK,2026-09-01,p\n") ==
        "principal: the principal of a claim is above zero");
  CHECK(reason_of("FV-1,P-1,5,XQQ,2026-09-01,p\n").starts_with("currency: "));
  CHECK(reason_of("FV-1,P-1,5,CZK,2026-02-31,p\n").starts_with("due: "));
  CHECK(reason_of("FV-1,P-1,5,CZK,31.2.2026,p\n").starts_with("due: `31.2.2026` is not written"));
  CHECK(reason_of("FV-1,P-1,5,CZK,31.2.2026,p\n", "dates: day month year").starts_with("due: "));
  CHECK(reason_of("FV-1,,5,CZK,2026-09-01,p\n") == "debtor: `debtor` is missing");
  CHECK(reason_of("FV-1,P-1,5,CZK,2026-09-01\n") == ": 5 cells, but the heading has 6");
}

TEST_CASE("the mapping names columns, order of dates, signs, encoding and words") {
  const auto mapping = Mapping::parse(
      "\xEF\xBB\xBF# our ERP\r\ndelimiter: ;\r\nencoding: cp1250\r\ndates: day month year\r\n"
      "decimal: ,\r\ncolumn claim: \xC4\x8C\xC3\xADslo\r\ncolumn debtor: Odb\xC4\x9Bratel\r\n"
      "column principal: \xC4\x8C\xC3\xA1stka\r\ncolumn due: Splatnost\r\n"
      "column relation: Vztah\r\nword relation B2C: consumer\r\nvalue currency: CZK\r\n"
      "value plan: p\r\n");
  REQUIRE(mapping);
  const std::string bytes =
      "\xC8\xEDslo;Odb\xECratel;\xC8\xE1stka;Splatnost;Vztah\r\n"
      "FV-1;P-1;12 000,50;1. 9. 2026;B2C\r\n";
  const auto read = read_rows(ImportKind::claims, bytes, *mapping, on_day());
  REQUIRE(read);
  REQUIRE(read->facts.size() == 1);
  const auto& claim = std::get<CaseOpened>(read->facts[0].what).claims.at(0);
  CHECK(claim.principal == 12000.50_czk);
  CHECK(claim.due == Date{2026, 9, 1});
  CHECK(claim.relation == Relation::consumer);
}

TEST_CASE("maturities stand in one cell, spelled as the mapping says") {
  const auto mapping =
      Mapping::parse("delimiter: |\ndates: day month year\ndecimal: ,\ncolumn maturities: parts\n");
  REQUIRE(mapping);
  const auto read_row = [&](const std::string& parts, const char* security = "2") {
    const std::string bytes =
        "claim|debtor|principal|currency|due|plan|parts|security|demanded|damages_of|credit\n"
        "L-1|P-1|3000|CZK|1.9.2026|p|" +
        parts + "|" + security + "|15.9.2026|L-0|3500,00\n";
    const auto read = read_rows(ImportKind::claims, bytes, *mapping, on_day());
    REQUIRE(read);
    return *read;
  };
  const ImportOutcome good = read_row("1. 9. 2026 = 1 000,50; 1.10.2026=1999,50");
  REQUIRE(good.facts.size() == 1);
  const Claim& claim = std::get<CaseOpened>(good.facts[0].what).claims.at(0);
  CHECK(claim.maturities ==
        std::vector<Instalment>{{Date{2026, 9, 1}, 1000.50_czk}, {Date{2026, 10, 1}, 1999.50_czk}});
  CHECK(claim.security == 2);
  CHECK(claim.demanded == Date{2026, 9, 15});
  CHECK(claim.damages_of == ClaimId{"L-0"});
  CHECK(claim.credit == 3'500_czk);
  const auto reason = [&](const std::string& parts, const char* security = "2") {
    const RowVerdict verdict = read_row(parts, security).verdicts.at(0);
    return verdict.column + ": " + verdict.reason;
  };
  CHECK(reason("1.9.2026").starts_with("parts: `1.9.2026` is not a day and a sum"));
  CHECK(reason("31.9.2026 = 5").starts_with("parts: "));
  CHECK(reason("1.9.2026 = 5.00").starts_with("parts: `5.00` has a point") ==
        false);  // the space goes with the sum
  CHECK(reason("1.9.2026 = 5.00").find("has a point") != std::string::npos);
  CHECK(reason("1.9.2026 = 3000", "256") == "security: `256` is not a whole number from 0 to 255");
}

TEST_CASE(
    "what was agreed of a claim: order of crediting, interest for use, a penalty by the day") {
  const auto read_row = [](const std::string& cells) {
    const auto read =
        read_rows(ImportKind::claims,
                  "claim,debtor,principal,currency,due,plan,allocation,contract_rate,contract_from,"
                  "contract_until,penalty_daily,penalty_from\nL-1,P-1,3000,CZK,2026-09-01,p," +
                      cells + "\n",
                  Mapping{}, on_day());
    REQUIRE(read);
    return *read;
  };
  const auto claim_of = [&](const std::string& cells) {
    const ImportOutcome out = read_row(cells);
    REQUIRE_MESSAGE(out.facts.size() == 1, out.verdicts.at(0).reason);
    return std::get<CaseOpened>(out.facts[0].what).claims.at(0);
  };
  const Claim all =
      claim_of("principal default_interest,\"9,5\",2026-01-01,2026-08-31,0.05,2026-09-11");
  CHECK(all.allocation == std::vector{Component::principal, Component::default_interest});
  REQUIRE(all.segments.size() == 2);
  CHECK(all.segments[0].kind == InterestSegment::Kind::contractual);
  CHECK(all.segments[0].from == Date{2026, 1, 1});
  CHECK(all.segments[0].until == Date{2026, 8, 31});
  CHECK(all.segments[0].fixed == Rate{95'000, DayCount::act_act});
  CHECK(all.segments[1].kind == InterestSegment::Kind::penalty);
  CHECK(all.segments[1].from == Date{2026, 9, 11});
  CHECK(all.segments[1].fixed == Rate{182'500, DayCount::act_365});  // 0.05 % times 365
  CHECK(claim_of(",,,,0.1,").segments.at(0).from == Date{2026, 9, 2});
  CHECK(claim_of(",,,,,").segments.empty());
  const auto reason = [&](const std::string& cells) {
    const RowVerdict verdict = read_row(cells).verdicts.at(0);
    return verdict.column + ": " + verdict.reason;
  };
  CHECK(reason("principle,,,,,").starts_with("allocation: `principle` is none of principal, "));
  CHECK(reason(",9,,,,") == "contract_from: `contract_from` is missing");
  CHECK(reason(",,,,101,") == "penalty_daily: more than 100 % a day");
  CHECK(reason(",,,,much,").starts_with("penalty_daily: "));
}

TEST_CASE("a mapping with a mistake names its line") {
  CHECK(Mapping::parse("delimiter: x").error().message.starts_with("mapping, line 1: "));
  CHECK(Mapping::parse("\n\nencoding: ebcdic").error().message.starts_with("mapping, line 3: "));
  CHECK(Mapping::parse("nonsense").error().message.starts_with("mapping, line 1: "));
  CHECK(Mapping::parse("column due: A\ncolumn due: B").error().message.ends_with("given twice"));
}

TEST_CASE("claims of one debtor form one case when the mapping groups by debtor") {
  const auto read = claims(
      "A,P-1,5,CZK,2026-09-01,p\nB,P-1,6,CZK,2026-09-02,p\nC,P-2,7,CZK,2026-09-02,p\n"
      "D,P-1,8,EUR,2026-09-02,p\n",
      "group: debtor");
  REQUIRE(read);
  REQUIRE(read->facts.size() == 2);
  CHECK(std::get<CaseOpened>(read->facts[0].what).claims.size() == 2);
  CHECK(read->verdicts[3].reason == "case `own/P-1`: another currency than the first claim");
  CHECK(read->rejected() == 1);
}

TEST_CASE("claims join the case that runs, those that it has are passed over") {
  const auto read = read_rows(ImportKind::claims,
                              "claim,case,debtor,principal,currency,due,plan\n"
                              "A,K,P-1,5,CZK,2026-09-01,p\nB,K,P-1,6,CZK,2026-09-02,p\n"
                              "C,L,P-2,7,CZK,2026-09-02,p\nD,M,P-3,7,CZK,2026-09-02,p\n",
                              {}, on_day());
  REQUIRE(read);
  ImportOutcome out = *read;
  out.join({{{"K"}, {{"own"}, {{"A"}}}}, {{"M"}, {{"another"}, {{"X"}}}}});
  REQUIRE(out.facts.size() == 3);
  CHECK(out.facts[0].key == FactKey{"claim:B"});
  const auto* added = std::get_if<ClaimAdded>(&out.facts[0].what);
  REQUIRE(added != nullptr);
  CHECK(added->case_id == CaseId{"K"});
  CHECK(added->claim.principal == Money{600, Currency{"CZK"}});
  CHECK(out.rows[0] == std::vector<std::size_t>{1});
  CHECK(std::holds_alternative<CaseOpened>(out.facts[1].what));
  CHECK(out.verdicts[0].reason.empty());
  CHECK(out.verdicts[3].reason == "the case M runs for another creditor");
  CHECK(out.accepted().size() == 2);
}

TEST_CASE("claims of one case stand in one portfolio and one batch") {
  const auto read = [](const std::string& rows) {
    const auto out =
        read_rows(ImportKind::claims,
                  "claim,debtor,principal,currency,due,plan,case,portfolio,batch\n" + rows,
                  Mapping{}, on_day());
    REQUIRE(out);
    return *out;
  };
  const std::string one = "FV-1,P-1,5,CZK,2026-09-01,p,C-1,retail,november\n";
  const std::string start = "FV-2,P-1,5,CZK,2026-09-01,p,C-1,";
  CHECK(read(one + start + "retail,november\n").verdicts.at(1).reason.empty());
  CHECK(read(one + start + "firms,november\n").verdicts.at(1).reason ==
        "case `C-1`: another portfolio than the first claim");
  CHECK(read(one + start + "retail,december\n").verdicts.at(1).reason ==
        "case `C-1`: another batch than the first claim");
}

TEST_CASE("the same claim twice in one file is rejected once") {
  const auto read = claims("A,P-1,5,CZK,2026-09-01,p\nA,P-1,5,CZK,2026-09-01,p\n");
  REQUIRE(read);
  CHECK(read->facts.size() == 1);
  CHECK(read->verdicts[1].reason == "the same claim stands in an earlier row");
}

TEST_CASE("rejected rows can be mended and imported again") {
  auto read = claims("A,P-1,=5,CZK,2026-09-01,p\nB,P-1,6,CZK,2026-09-01,p\n");
  REQUIRE(read);
  std::string rejected = read->rejected_csv({});
  CHECK(rejected.find("'=5") != std::string::npos);
  rejected.replace(rejected.find("'=5"), 3, "5");
  const auto again = read_rows(ImportKind::claims, rejected, {}, on_day());
  REQUIRE(again);
  CHECK(again->rejected() == 0);
  CHECK(std::get<CaseOpened>(again->facts.at(0).what).claims[0].principal == 5_czk);
}

TEST_CASE("a refused fact takes its rows along") {
  auto read = claims("A,P-1,5,CZK,2026-09-01,p\nB,P-1,6,CZK,2026-09-01,p\n", "group: debtor");
  REQUIRE(read);
  read->reject(0, "no plan `p`");
  CHECK(read->rejected() == 2);
}

TEST_CASE("nothing of a rejected row is taken, and no row of a case without its others") {
  auto read = claims(
      "A,P-1,5,CZK,2026-09-01,p\nB,P-1,6,CZK,2026-09-01,p\nC,P-2,6,CZK,2026-09-01,"
      "p\nD,P-2,-6,CZK,2026-09-01,p\nE,P-3,6,CZK,2026-09-01,p\n",
      "group: debtor");
  REQUIRE(read);
  CHECK(read->rejected() == 2);  // D, and C with it
  CHECK(read->verdicts[2].reason.find("another row of the same case") == 0);
  read->verdicts[1].reason = "B is not wanted";
  const std::vector<Fact> facts = read->accepted();
  REQUIRE(facts.size() == 1);
  CHECK(std::get<CaseOpened>(facts[0].what).claims[0].id == ClaimId{"E"});
  CHECK(read->rejected() == 4);
}

TEST_CASE("rejected rows keep their letters and columns when the mapping names another encoding") {
  const auto mapping = Mapping::parse("encoding: cp1250\n");
  REQUIRE(mapping);
  const auto read =
      read_rows(ImportKind::claims,
                std::string(claims_heading) + "A,\xC8\x61\x70,x,CZK,2026-09-01,p\nB,P-1\n",
                *mapping, on_day());
  REQUIRE(read);
  const std::string rejected = read->rejected_csv(*mapping);
  CHECK(rejected.find("Čap") != std::string::npos);
  CHECK(rejected.find("B,P-1,,,,,") != std::string::npos);
  const auto again = read_rows(ImportKind::claims, rejected, *mapping, on_day());
  REQUIRE(again);
  CHECK(again->cells[0][1] == "Čap");
}

TEST_CASE("a file that cannot be read at all is an error with the remedy") {
  const Mapping plain;
  CHECK_FALSE(read_rows(ImportKind::claims, "", plain, on_day()));
  CHECK(read_rows(ImportKind::claims, "a,b\n1,2\n", plain, on_day())
            .error()
            .message.find("name it in the mapping") != std::string::npos);
  CHECK_FALSE(read_rows(ImportKind::claims, "claim\n\xFF\xFE", plain, on_day()));
  ImportOptions tight = on_day();
  tight.limits.bytes = 3;
  CHECK(read_rows(ImportKind::claims, "claim\n", plain, tight).error().code == ErrorCode::limit);
  tight = on_day();
  tight.limits.rows = 1;
  const std::string three = std::string(claims_heading) + "a,b,c,d,e,f\na,b,c,d,e,f\na,b,c,d,e,f\n";
  CHECK(read_rows(ImportKind::claims, three, plain, tight).error().code == ErrorCode::limit);
}

TEST_CASE("payments: keys follow from the content, equal rows are two payments") {
  const std::string text =
      "sum,currency,date,variable,id\n100,CZK,2026-09-10,77,B1\n5,CZK,2026-09-10,78,\n"
      "5,CZK,2026-09-10,78,\n0,CZK,2026-09-10,78,B2\n";
  const auto first = read_rows(ImportKind::payments, text, {}, on_day());
  const auto second = read_rows(ImportKind::payments, text, {}, on_day());
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->facts == second->facts);
  REQUIRE(first->facts.size() == 3);
  CHECK(first->facts[0].key == FactKey{"payment:bank:B1"});
  CHECK(first->facts[1].key != first->facts[2].key);
  CHECK(first->verdicts[3].column == "sum");
}

TEST_CASE("the order that a debtor asks for, and whether the creditor agreed") {
  const auto read = read_rows(ImportKind::payments,
                              "sum,currency,date,id,case,order,order_agreed\n"
                              "5,CZK,2026-09-09,a,A,principal costs,\n"
                              "5,CZK,2026-09-09,b,A,principal,yes\n"
                              "5,CZK,2026-09-09,c,A,,\n"
                              "5,CZK,2026-09-09,d,A,capital,\n",
                              {}, on_day());
  REQUIRE(read);
  REQUIRE(read->facts.size() == 3);
  const auto payment = [&](std::size_t i) {
    return std::get<PaymentReceived>(read->facts[i].what);
  };
  CHECK(payment(0).order == std::vector{Component::principal, Component::costs});
  CHECK(!payment(0).order_agreed);
  CHECK(payment(1).order_agreed);
  CHECK(payment(2).order.empty());
  CHECK(read->verdicts[3].column == "order");
}

TEST_CASE("a payment is taken back by naming it") {
  const auto read = read_rows(ImportKind::payments, "sum,currency,date,reverses\n,,2026-09-10,B1\n",
                              {}, on_day());
  REQUIRE(read);
  REQUIRE(read->facts.size() == 1);
  CHECK(std::get<PaymentReversed>(read->facts[0].what).payment == FactKey{"payment:bank:B1"});
}

TEST_CASE("receipts and completeness") {
  const auto receipts =
      read_rows(ImportKind::receipts,
                "what,date,sending\nfailed,2026-09-10,k1\nlost,2026-09-10,k1\n", {}, on_day());
  REQUIRE(receipts);
  REQUIRE(receipts->facts.size() == 1);
  CHECK(std::get<ReceiptArrived>(receipts->facts[0].what).what == Receipt::failed);
  CHECK(receipts->verdicts[1].column == "what");
  const auto complete = read_rows(ImportKind::complete, "through\n2026-09-10\n", {}, on_day());
  REQUIRE(complete);
  CHECK(std::get<PaymentsComplete>(complete->facts.at(0).what).through == Date{2026, 9, 10});
}
