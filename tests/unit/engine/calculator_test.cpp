// The ledger by itself, against an engine that is told the same.
#include <arrears/engine/calculator.hpp>

#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9}, tenth{2026, 9, 10}, last{2026, 9, 30};

Claim invoice(const char* id = "FV-1") { return claim(id, 12'000_czk, Date{2026, 9, 1}, "P-77"); }

Fact stated(const char* key, FactBody what, Date on = tenth) {
  return {{key}, on, std::move(what)};
}

// A payment that names no case, so that it fits any.
Fact paid(const char* key, Money sum, Date on = tenth) {
  PaymentReceived out;
  out.sum = sum;
  out.value_date = on;
  return stated(key, out, on);
}

std::string wrong(const std::vector<Claim>& claims, const std::vector<Fact>& facts,
                  LedgerOptions options = {.on = last}) {
  const Result<Calculation> out = calculate(claims, facts, czech(), options);
  return out ? "" : out.error().message;
}

}  // namespace

TEST_CASE("the worked example without its lump sum") {
  const auto debt =
      calculate({invoice()}, {paid("a", 2'000_czk)}, czech(), {.on = Date{2026, 9, 18}});
  REQUIRE(debt);
  CHECK(debt->balance.debt == 10'060.61_czk);
  CHECK(debt->balance.interest == 25.84_czk);
}

TEST_CASE("line by line what an engine gives that was told the same") {
  ClaimReduced note;
  note.case_id = {"A"};
  note.claim = {"FV-2"};
  note.sum = 1'000_czk;
  HoldStated hold;
  hold.case_id = {"A"};
  hold.kinds = static_cast<std::uint8_t>(HoldKinds::interest);
  hold.until = Date{2026, 9, 20};
  LiabilityStated guarantor;
  guarantor.liability.claim = {"FV-1"};
  guarantor.liability.person = {"P-78"};
  guarantor.liability.role = Liability::Role::guarantor;
  std::vector<Fact> facts{stated("note", note),
                          stated("hold", hold),
                          stated("g", guarantor),
                          stated("dead", DeathReported{{"P-78"}}),
                          payment("p", "A", 3'000_czk, tenth),
                          payment("q", "A", 500_czk, tenth),
                          stated("back", PaymentReversed{{"q"}, "returned"})};
  Host host(sample());
  Fact both = opening("A", invoice(), ninth);
  std::get<CaseOpened>(both.what).claims.push_back(invoice("FV-2"));
  host.day(ninth, {person("P-77", ninth), person("P-78", ninth), both});
  host.day(tenth, facts);
  const auto of_engine = host.engine->reckon(host.by, {"A"}, {.on = last});
  REQUIRE(of_engine);
  LedgerOptions options{.on = last};
  options.shift_due = true;  // the sample's plan accepts it
  const auto alone = calculate({invoice(), invoice("FV-2")}, facts, czech(), options);
  REQUIRE_MESSAGE(alone.has_value(), (alone ? "" : alone.error().message));
  CHECK(alone->lines == of_engine->lines);
  CHECK(alone->balance.debt == of_engine->balance.debt);
  CHECK(alone->persons == of_engine->persons);
  CHECK(alone->persons.size() == 2);
}

TEST_CASE("terms, agreed order and claims that come later") {
  LedgerOptions options{.on = last};
  options.terms = InterestTerms{InterestTerms::Rounding::at_end, 100, true, {}};
  options.allocation = {Component::principal};
  const auto debt = calculate(
      {invoice()}, {stated("more", ClaimAdded{{"A"}, invoice("FV-2")}), paid("a", 12'000_czk)},
      czech(), options);
  REQUIRE(debt);
  CHECK(debt->balance.interest.minor % 100 == 0);
  CHECK(debt->balance.claims.size() == 2);
  CHECK(debt->balance.claims[0].of(Component::principal) == 0);
  CHECK(debt->terms == *options.terms);
}

TEST_CASE("what does not fit is refused by its key") {
  CHECK(wrong({}, {}) == "a calculation needs at least one claim");
  CHECK(wrong({invoice(), invoice()}, {}) == "the claim FV-1 is given twice");
  Claim other = invoice("FV-2");
  other.debtor = {"P-78"};
  CHECK(wrong({invoice(), other}, {}) == "the claims share one first debtor");
  Claim foreign = invoice();
  foreign.law = "SK";
  CHECK(wrong({foreign}, {}) == "claim FV-1 names no law that was given");
  Claim vague = invoice();
  vague.relation = Relation::unstated;
  CHECK(wrong({vague}, {}).find("has no relation") != std::string::npos);
  CHECK(wrong({invoice()}, {stated("n", NoteMade{{"A"}, "called"})}) ==
        "fact n: it changes no sum");
  CHECK(wrong({invoice()}, {paid("a", 1_czk), paid("a", 1_czk)}) ==
        "fact a: another fact has this key");
  CHECK(wrong({invoice()}, {paid("a", {100, Currency{"EUR"}})}) ==
        "fact a: the payment is in EUR, the case in CZK");
  CHECK(wrong({invoice()}, {payment("a", "A", 1_czk, tenth), payment("b", "B", 1_czk, tenth)}) ==
        "fact b: it is about the case B, not A");
  CHECK(wrong({invoice()}, {stated("r", PaymentReversed{{"a"}, ""})}) ==
        "fact r: there is no payment with the key a");
  CHECK(wrong({invoice()},
              {paid("a", 13'000_czk), stated("r", PaymentRefunded{{"a"}, 990_czk, ""})}) ==
        "fact r: no more than 965.23 is on account");
  CHECK(wrong({invoice()}, {stated("x", ClaimAccelerated{{"A"}, {}, {}, ""})}) ==
        "fact x: no claim of the case falls due in parts");
  CHECK(wrong({invoice()}, {stated("c", ClaimAdded{{"A"}, invoice()})}) ==
        "fact c: the claim FV-1 is there already");
  LedgerOptions options{.on = last};
  options.terms = InterestTerms{};
  options.terms->unit = 0;
  CHECK(wrong({invoice()}, {}, options) == "interest is rounded to 1 to 1000000 minor units");
  options.terms.reset();
  options.allocation = {Component::costs, Component::costs};
  CHECK(wrong({invoice()}, {}, options) == "a component is credited twice");
}
