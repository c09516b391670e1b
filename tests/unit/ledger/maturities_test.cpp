// Claims that fall due in parts, and which of several debts a payment meets.
#include <doctest/doctest.h>

#include "history.hpp"

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

// 3 x 1 000 CZK on the first of September, October, November 2026.
Claim loan(Relation relation = Relation::business) {
  Claim out = sample_claim(relation);
  out.id = {"L-1"};
  out.principal = 3'000_czk;
  for (int i = 0; i < 3; ++i) out.maturities.push_back({Date{2026, 9 + i, 1}, 1'000_czk});
  return out;
}

Claim of(const char* id, Money principal, Date due) {
  Claim out = sample_claim();
  out.id = {id};
  out.principal = principal;
  out.due = due;
  return out;
}

std::int64_t principal(const Balance& balance, std::size_t claim) {
  return balance.claims[claim].of(Component::principal);
}

Contact letter(MessageKind kind, Date sent) {
  Contact out;
  out.kind = kind;
  out.status = ContactStatus::sent;
  out.sent_on = sent;
  return out;
}

}  // namespace

TEST_CASE("each maturity is in default from its own day and is rounded by itself") {
  const Build build({loan()});
  const Balance before = build.on(Date{2026, 9, 1});
  CHECK(before.debt == 3'000_czk);
  CHECK(before.overdue == 0_czk);
  CHECK(before.claims.size() == 1);
  // 11.75 % of 1 000 for 60, 30 and 0 days of 2026: 19.315, 9.658, 0.
  const Balance after = build.on(Date{2026, 10, 31});
  CHECK(after.interest == Money{1932 + 966, Currency{"CZK"}});
  CHECK(after.overdue == Money{200'000 + 1932 + 966, Currency{"CZK"}});
  CHECK(after.claims[0].oldest_due == Date{2026, 9, 1});
  CHECK(after.claims[0].maturities ==
        std::vector<MaturityBalance>{{Date{2026, 9, 1}, Date{2026, 9, 1}, 100'000, 101'932},
                                     {Date{2026, 10, 1}, Date{2026, 10, 1}, 100'000, 100'966},
                                     {Date{2026, 11, 1}, Date{2026, 11, 1}, 100'000, 100'000}});
  const Calculation lines = build.reckoned(Date{2026, 10, 31});
  CHECK(lines.lines.size() == 5);  // three parts, interest of two
  CHECK(lines.lines.back().maturity == Date{2026, 10, 1});
}

TEST_CASE(
    "a payment meets the maturities of its claim oldest first; the claim is paid with the last") {
  Build build({loan(), of("FV-9", 500_czk, Date{2026, 8, 1})});
  build.pay("a", Date{2026, 9, 1}, 1'500_czk, "L-1");
  const Balance half = build.on(Date{2026, 9, 30});
  CHECK(principal(half, 0) == 150'000);
  CHECK(principal(half, 1) == 50'000);
  CHECK(half.claims[0].oldest_due == Date{2026, 10, 1});
  CHECK(half.claims[0].principal_paid_on == std::nullopt);
  build.pay("b", Date{2026, 10, 1}, 1'500_czk, "L-1");
  const Balance paid = build.on(Date{2026, 12, 1});
  CHECK(paid.claims[0].principal_paid_on == Date{2026, 10, 1});
  CHECK(!paid.claims[0].paid_late);
  Build late({loan()});
  late.pay("a", Date{2026, 9, 2}, 1'000_czk).pay("b", Date{2026, 9, 2}, 2'001_czk);
  CHECK(late.on(Date{2026, 9, 2}).claims[0].principal_paid_on == Date{2026, 9, 2});
  CHECK(late.on(Date{2026, 9, 2}).claims[0].paid_late);
}

TEST_CASE(
    "acceleration makes what has not come yet due on one day, known from when it was recorded") {
  Build build({loan()});
  ClaimAccelerated called;
  called.claim = {"L-1"};
  called.payable = Date{2026, 9, 20};
  build.fact("x", Date{2026, 9, 10}, called, Instant{7});
  CHECK(build.on(Date{2026, 9, 9}).claims[0].maturities[2].due == Date{2026, 11, 1});
  CHECK(build.on(Date{2026, 9, 10}).claims[0].maturities[2].due == Date{2026, 9, 20});
  // 1 000 for 29 days, 2 x 1 000 for 10 days: 9.3356, 2 x 3.2192.
  const Balance all = build.on(Date{2026, 9, 30});
  CHECK(all.interest == Money{934 + 2 * 322, Currency{"CZK"}});
  CHECK(all.overdue == all.debt);
  LedgerOptions then{.on = Date{2026, 9, 30}};
  then.known_at = Instant{6};
  CHECK(balance(build.value, nullptr, czech(), then).interest == Money{934, Currency{"CZK"}});
  called.claim = {"another"};
  Build other({loan()});
  other.fact("x", Date{2026, 9, 10}, called);
  CHECK(other.on(Date{2026, 9, 30}).interest == Money{934, Currency{"CZK"}});
}

// Found by a generated history: what was paid before went to the maturity that was called later.
TEST_CASE("an acceleration changes nothing in what was credited before it took effect") {
  Build build({loan(), of("F-1", 1'000_czk, Date{2026, 10, 15})});
  build.pay("a", Date{2026, 8, 1}, 2'500_czk);  // two maturities, half of F-1
  const auto open = [&](Date on) {
    const Balance b = build.on(on);
    return std::pair{principal(b, 0), principal(b, 1)};
  };
  const auto before = open(Date{2026, 9, 1});
  CHECK(before == std::pair<std::int64_t, std::int64_t>{100'000, 50'000});
  build.fact("x", Date{2026, 9, 10}, ClaimAccelerated{});
  CHECK(open(Date{2026, 9, 9}) == before);
  CHECK(open(Date{2026, 9, 10}) == before);
  // What comes later meets first what is due first by then.
  build.pay("b", Date{2026, 9, 10}, 700_czk);
  CHECK(open(Date{2026, 9, 10}) == std::pair<std::int64_t, std::int64_t>{30'000, 50'000});
  CHECK(conserved(build.value, czech(), Date{2026, 9, 10}));
}

TEST_CASE(
    "a credit note takes the oldest open maturity, then frees what the newest was paid with") {
  Build build({loan()});
  build.pay("a", Date{2026, 8, 1}, 2'500_czk);
  ClaimReduced note;
  note.claim = {"L-1"};
  note.sum = 800_czk;
  build.fact("n", Date{2026, 8, 20}, note);
  const Balance left = build.on(Date{2026, 9, 1});
  CHECK(left.debt == 0_czk);
  CHECK(left.credited == 800_czk);
  CHECK(left.overpaid == 300_czk);
  CHECK(conserved(build.value, czech(), Date{2026, 12, 1}));
}

TEST_CASE("who answers for a limit or a share does so over all maturities together") {
  Build build({loan()});
  LiabilityStated guarantor{{{"L-1"}, {"P-2"}, Liability::Role::guarantor, {}, {}, {}, {}, {}, {}}};
  guarantor.liability.extent = Liability::Extent::limit;
  guarantor.liability.limit = 1'200_czk;
  build.fact("g", Date{2026, 8, 1}, guarantor);
  build.pay("a", Date{2026, 8, 20}, 500_czk);
  std::get<PaymentReceived>(build.value.facts.back().fact.what).person = {"P-2"};
  const Calculation all = build.reckoned(Date{2026, 9, 1});
  REQUIRE(all.persons.size() == 2);
  CHECK(all.persons[0].debt == 2'500_czk);
  CHECK(all.persons[1].debt == 700_czk);
  CHECK(all.persons[1].paid == 500_czk);
}

TEST_CASE("each maturity becomes time-barred by itself; what is paid no longer counts") {
  Build build({loan()});
  const LedgerOptions options{.on = Date{2026, 12, 1}};
  const auto all = limitations(build.value, czech(), options);
  REQUIRE(all.size() == 3);
  CHECK(all[1].maturity == Date{2026, 10, 1});
  CHECK(all[1].last_day == Date{2029, 10, 2});
  CHECK(first_limitation(all, build.on(options.on)) == Date{2029, 9, 2});
  build.pay("a", Date{2026, 9, 1}, 1'000_czk);
  CHECK(first_limitation(all, build.on(options.on)) == Date{2029, 10, 2});
  build.value.facts.clear();
  build.pay("b", Date{2026, 9, 20}, 1'000_czk);  // the interest comes first
  CHECK(first_limitation(all, build.on(options.on)) == Date{2029, 9, 2});
}

// § 1933(1): the debtor's choice, else what was demanded, else the least secured, else the
// earliest.
TEST_CASE("Czech civil code: demanded, then least secured, then earliest due; damages last") {
  Claim early = of("A", 1'000_czk, Date{2026, 8, 10});
  Claim safe = of("B", 1'000_czk, Date{2026, 8, 1});
  safe.security = 3;
  Claim asked = of("C", 1'000_czk, Date{2026, 8, 20});
  asked.security = 3;
  asked.demanded = Date{2026, 8, 25};
  const Date day{2026, 8, 26};
  const auto rest = [&](const std::vector<Claim>& claims, Money sum, const char* named = "") {
    Build build(claims);
    build.pay("p", day, sum, named);
    const Balance left = build.on(day);
    std::string out;
    for (std::size_t i = 0; i < left.claims.size(); ++i) {
      out += principal(left, i) == 0 ? '0' : principal(left, i) < 100'000 ? '-' : '+';
    }
    return out;
  };
  CHECK(rest({early, safe, asked}, 1'000_czk) == "++-");  // accessories first
  CHECK(rest({early, safe, asked}, 1'010_czk) == "-+0");
  CHECK(rest({early, safe, asked}, 2'030_czk) == "0-0");
  CHECK(rest({early, safe, asked}, 1'000_czk, "B") == "+-+");
  asked.demanded = day;  // not before the payment
  CHECK(rest({early, safe, asked}, 900_czk) == "-++");
  Claim damages = of("D", 1'000_czk, Date{2026, 7, 1});
  damages.damages_of = {"A"};
  CHECK(rest({early, damages}, 900_czk) == "-+");
  CHECK(rest({early, damages}, 1'500_czk) == "0-");
  damages.damages_of = {"elsewhere"};
  CHECK(rest({early, damages}, 900_czk) == "+-");
}

TEST_CASE("a message of the case demands what was in it and due when it was sent") {
  Build build({of("A", 1'000_czk, Date{2026, 8, 10}), of("B", 1'000_czk, Date{2026, 8, 1})},
              Date{2026, 8, 5});
  build.value.claims[1].added = Date{2026, 8, 20};  // B is older and came later
  const auto first_met = [&](std::optional<Contact> sent) {
    Build paid = build;
    if (sent) paid.value.contacts.push_back(*sent);
    paid.pay("p", Date{2026, 8, 25}, 100_czk);
    const Balance left = paid.on(Date{2026, 8, 25});
    return principal(left, 0) < 100'000 ? 'A' : 'B';
  };
  CHECK(first_met({}) == 'B');
  CHECK(first_met(letter(MessageKind::reminder, Date{2026, 8, 15})) == 'A');
  CHECK(first_met(letter(MessageKind::information, Date{2026, 8, 15})) == 'B');
  Contact returned = letter(MessageKind::reminder, Date{2026, 8, 15});
  returned.failed_on = Date{2026, 8, 17};
  CHECK(first_met(returned) == 'B');                                          // it never arrived
  CHECK(first_met(letter(MessageKind::reminder, Date{2026, 8, 22})) == 'B');  // of both
  CHECK(first_met(letter(MessageKind::reminder, Date{2026, 8, 8})) == 'B');   // A was not due
}

TEST_CASE(
    "commercial code: what was demanded decides nothing; mixed cases ask what both laws ask") {
  Claim old = of("A", 1'000_czk, Date{2013, 8, 10});
  old.obligation = Date{2013, 6, 1};
  old.security = 1;
  Claim later = old;
  later.id = {"B"};
  later.due = Date{2013, 9, 10};
  later.security = 0;
  Claim asked = later;
  asked.id = {"C"};
  asked.due = Date{2013, 10, 10};
  asked.demanded = Date{2013, 10, 20};
  const auto first_met = [](const std::vector<Claim>& claims) {
    Build build(claims, Date{2013, 10, 1});
    build.pay("p", Date{2013, 11, 1}, 300_czk);
    const Calculation all = build.reckoned(Date{2013, 11, 1});
    for (const CalculationLine& line : all.lines) {
      if (line.what == CalculationLine::What::payment) return line.claim.value + " " + line.source;
    }
    return std::string{};
  };
  CHECK(first_met({old, later, asked}) == "B § 330 act 513/1991 Sb.");
  Claim civil = asked;
  civil.obligation = Date{2014, 6, 1};  // alone it would go first: it was demanded
  CHECK(first_met({old, later, civil}) == "B § 330 act 513/1991 Sb.");
  Claim consumer = old;
  consumer.relation = Relation::consumer;  // no rule: the earliest due
  CHECK(first_met({consumer, later, asked}) == "A ");
}

// The same debts stated as claims of their own: whoever splits a claim by hand gets the same sums.
TEST_CASE("generated histories: a claim in parts owes what its parts owe as claims of their own") {
  const Seeds wanted = seeds(2'000);
  int split = 0;
  for (std::uint64_t seed = wanted.from; seed <= wanted.until; ++seed) {
    CAPTURE(seed);
    History one = history_of(seed);
    Case& value = one.build.value;
    std::erase_if(value.facts, [](const RecordedFact& fact) {
      const auto* reduced = std::get_if<ClaimReduced>(&fact.fact.what);
      return std::holds_alternative<PaymentAssigned>(fact.fact.what) ||
             std::holds_alternative<InterestStated>(fact.fact.what) ||
             std::holds_alternative<TitleIssued>(fact.fact.what) ||
             (reduced != nullptr && reduced->kind == ClaimReduced::Kind::credit_note);
    });
    std::erase_if(value.holds, [](const Hold& hold) { return hold.scope == HoldScope::claim; });
    for (Posting& posting : value.postings) posting.claim = {};
    for (RecordedFact& fact : value.facts) {
      if (auto* payment = std::get_if<PaymentReceived>(&fact.fact.what)) payment->claim = {};
      if (auto* dispute = std::get_if<DisputeRaised>(&fact.fact.what)) dispute->claims = {};
      if (auto* reduced = std::get_if<ClaimReduced>(&fact.fact.what)) reduced->claim = {};
      if (auto* grown = std::get_if<InterestCapitalised>(&fact.fact.what)) grown->claim = {};
      if (auto* called = std::get_if<ClaimAccelerated>(&fact.fact.what)) {
        // The others state it as their due date: it has to count from ever.
        called->payable = called->payable.value_or(fact.fact.effective);
        fact.fact.effective = Date{1990, 1, 1};
      }
    }
    for (CaseClaim& in : value.claims) in.claim.credit = {};  // it caps all parts together
    const Balance whole = one.balance();
    History other = one;
    other.build.value.claims.clear();
    for (std::size_t i = 0; i < value.claims.size(); ++i) {
      CaseClaim in = value.claims[i];
      in.claim.damages_of = value.claims[i].claim.damages_of = {};
      const auto parts = std::exchange(in.claim.maturities, {});
      if (parts.empty()) other.build.value.claims.push_back(in);
      split += parts.empty() ? 0 : 1;
      for (std::size_t k = 0; k < parts.size(); ++k) {
        CaseClaim& part = other.build.value.claims.emplace_back(in);
        part.claim.id.value += "/" + std::to_string(k);
        part.claim.principal = parts[k].sum;
        part.claim.due = whole.claims[i].maturities[k].due;
        const Date from = one.law.default_from(part.claim.due, one.options.shift_due);
        for (InterestSegment& segment : part.claim.segments) {
          const bool late = segment.kind != InterestSegment::Kind::contractual;
          if (late) segment.from = std::max(segment.from, from);
        }
      }
    }
    const Balance together = one.balance(), apart = other.balance();
    REQUIRE(together.debt == apart.debt);
    REQUIRE(together.overdue == apart.overdue);
    REQUIRE(together.principal == apart.principal);
    REQUIRE(together.interest == apart.interest);
    REQUIRE(together.overpaid == apart.overpaid);
    REQUIRE(together.written_off_unused == apart.written_off_unused);
    REQUIRE(together.disputed == apart.disputed);
    REQUIRE(together.removed == apart.removed);
  }
  CHECK((split > 0 || wanted.from == wanted.until));
}

TEST_CASE("a claim in parts that leaves does so part by part, whichever claim came first") {
  std::vector<Claim> claims;
  for (const char* id : {"L-1", "L-2"}) {
    Claim one = of(id, 1'200_czk, Date{2026, 9, 1});
    for (int i = 0; i < 12; ++i) one.maturities.push_back({Date{2026, 9, 1} + Months{i}, 100_czk});
    claims.push_back(std::move(one));
  }
  const Date left{2026, 10, 10};
  const auto lines = [&](bool turned) {
    Build build(turned ? std::vector{claims[1], claims[0]} : claims);
    for (CaseClaim& in : build.value.claims) in.removed = left;
    std::vector<CalculationLine> out;
    for (const CalculationLine& line : build.reckoned(left).lines) {
      if (line.what == CalculationLine::What::claim && line.amount.minor < 0) out.push_back(line);
    }
    return out;
  };
  const std::vector<CalculationLine> leaving = lines(false);
  CHECK(leaving.size() >= 24);
  const auto place = [](const CalculationLine& line) {
    return std::pair{line.claim, line.maturity};
  };
  CHECK(std::is_sorted(leaving.begin(), leaving.end(),
                       [&](const auto& a, const auto& b) { return place(a) < place(b); }));
  CHECK(lines(true) == leaving);
}
