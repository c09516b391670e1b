// Cases for the tests of the ledger, put together fact by fact.
#ifndef ARREARS_TESTS_LEDGER_BUILD_HPP
#define ARREARS_TESTS_LEDGER_BUILD_HPP

#include <arrears/ledger/ledger.hpp>
#include <arrears/testing.hpp>

namespace arrears::ledger_test {

using namespace arrears::literals;

inline const LawPack& czech() {
  static const LawPack pack = testing::bundled_law().of("CZ");
  return pack;
}

// The claim of the sample page.
inline Claim sample_claim(Relation relation = Relation::business) {
  Claim out;
  out.id = {"FV-1"};
  out.principal = 12'000_czk;
  out.due = Date{2026, 9, 1};
  out.obligation = Date{2026, 8, 3};
  out.relation = relation;
  return out;
}

struct Build {
  Case value;

  explicit Build(std::vector<Claim> claims = {sample_claim()}, Date opened = Date{2026, 9, 9}) {
    value.id = {"CASE"};
    value.opened_on = opened;
    for (Claim& claim : claims) {
      value.currency = claim.principal.currency;
      value.claims.push_back({std::move(claim), opened, {}});
    }
  }
  Build& fact(std::string key, Date effective, FactBody body, Instant at = {}) {
    RecordedFact recorded;
    recorded.position = value.facts.size() + 1;
    recorded.recorded_on = effective;
    recorded.recorded_at = at;
    recorded.fact = {{std::move(key)}, effective, std::move(body)};
    value.facts.push_back(std::move(recorded));
    return *this;
  }
  Build& pay(std::string key, Date value_date, Money sum, std::string claim = {}, Instant at = {}) {
    PaymentReceived payment;
    payment.case_id = value.id;
    payment.claim = {std::move(claim)};
    payment.sum = sum;
    payment.value_date = value_date;
    return fact(std::move(key), value_date, payment, at);
  }
  Build& reverse(std::string key, Date on, std::string payment, Instant at = {}) {
    return fact(std::move(key), on, PaymentReversed{{std::move(payment)}, "returned"}, at);
  }
  Build& charge(Date on, Money sum, bool by_law = true, std::string claim = {}) {
    Posting posting;
    posting.kind = Posting::Kind::charge;
    posting.claim = {std::move(claim)};
    posting.fee = by_law ? "CZ.lump_sum" : "reminder";
    posting.by_law = by_law;
    posting.sum = sum;
    posting.effective = on;
    value.postings.push_back(posting);
    return *this;
  }
  Build& write_off(Date on, Money sum) {
    Posting posting;
    posting.kind = Posting::Kind::write_off;
    posting.sum = sum;
    posting.effective = on;
    value.postings.push_back(posting);
    return *this;
  }
  Build& hold(Date from, Date until, HoldKinds kinds = HoldKinds::interest) {
    Hold hold;
    hold.kinds = kinds;
    hold.from = from;
    hold.until = until;
    value.holds.push_back(hold);
    return *this;
  }
  Build& promise(std::string key, Date made, Date by, Money sum) {
    return fact(std::move(key), made, PromiseMade{value.id, {}, sum, by});
  }
  Balance on(Date day, const LawPack& law = czech()) const {
    return balance(value, nullptr, law, {.on = day});
  }
  Calculation reckoned(Date day, const LawPack& law = czech()) const {
    return reckon(value, nullptr, law, {.on = day});
  }
};

// Everything ever owed is accounted for.
inline bool conserved(const Case& value, const LawPack& law, Date day) {
  const Calculation all = reckon(value, nullptr, law, {.on = day});
  std::int64_t owed = 0;
  for (const CalculationLine& line : all.lines) {
    const bool adds = line.what == CalculationLine::What::interest ||
                      line.what == CalculationLine::What::charge ||
                      (line.what == CalculationLine::What::claim && line.amount.minor > 0);
    if (adds) owed += line.amount.minor;
  }
  const Balance& b = all.balance;
  return owed == b.paid.minor - b.overpaid.minor - b.refunded.minor + b.written_off.minor -
                     b.written_off_unused.minor + b.credited.minor + b.removed.minor + b.debt.minor;
}

}  // namespace arrears::ledger_test

#endif
