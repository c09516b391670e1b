// Commission, remittances and the account of a mandate: the example of docs/client-money.md, and
// what chooses a rate.
#include <arrears/ledger/mandate_account.hpp>

#include <doctest/doctest.h>

#include "history.hpp"

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

constexpr Currency czk{"CZK"};

CollectedPayment collected(std::string key, std::string of, Date day, Money sum,
                           std::vector<CollectedPart> parts) {
  CollectedPayment out;
  out.key = {std::move(key)};
  out.case_id = {std::move(of)};
  out.value_date = day;
  out.phase = Phase::soft;
  out.sum = sum;
  out.parts = std::move(parts);
  return out;
}

CommissionTerms page_terms() {
  CommissionTerms out;
  out.currency = czk;
  out.from = Date{2026, 1, 1};
  out.tiers = CommissionTerms::Tiers::by_mandate;
  out.vat_ppm = 210'000;
  CommissionRule legal;
  legal.phases = {Phase::legal, Phase::enforcement};
  legal.components = {Component::principal, Component::default_interest};
  legal.bands = {{koruna(0), 250'000}};
  CommissionRule early;
  early.components = legal.components;
  early.bands = {{koruna(0), 200'000}, {10'000_czk, 150'000}};
  out.rules = {legal, early};
  return out;
}

MandateHistory page_history() {
  MandateHistory out;
  out.currency = czk;
  out.terms = {{{"T-1"}, Date{2026, 1, 1}, page_terms()}};
  out.payments = {
      collected("P-1", "A", Date{2026, 3, 2}, 8'000_czk,
                {{{"A"}, Component::principal, 40, 7'500_czk},
                 {{"A"}, Component::default_interest, 40, 500_czk}}),
      collected("P-2", "B", Date{2026, 3, 10}, 3'000_czk,
                {{{"B"}, Component::principal, 12, 3'000_czk}}),
      collected("P-3", "C", Date{2026, 3, 12}, 1'234.57_czk,
                {{{"C"}, Component::court_fee, 200, 400_czk},
                 {{"C"}, Component::principal, 200, 800_czk}}),
  };
  out.payments[1].receiver = Receiver::creditor;
  out.payments[2].phase = Phase::legal;
  return out;
}

RemittanceLine line(std::string payment, std::string of, Money gross, Money commission, Money vat) {
  return {{std::move(payment)}, {std::move(of)}, gross, commission, vat};
}

Money net_of(const std::vector<RemittanceLine>& lines) {
  Money out = koruna(0);
  for (const RemittanceLine& one : lines) out += one.net();
  return out;
}

}  // namespace

TEST_CASE("the page on client money: three payments, a remittance, a returned debit, a refund") {
  MandateHistory history = page_history();
  const auto made = propose_remittance(history, Date{2026, 3, 31});
  CHECK(made == std::vector{line("P-1", "A", 8'000_czk, 1'600_czk, 336_czk),
                            line("P-2", "B", koruna(0), 550_czk, 115.50_czk),
                            line("P-3", "C", 1'200_czk, 200_czk, 42_czk)});
  CHECK(net_of(made) == 6'356.50_czk);
  MandateAccount before = mandate_account(history, Date{2026, 3, 31});
  CHECK(before.received == 12'234.57_czk);
  CHECK(before.direct == 3'000_czk);
  CHECK(before.on_account == 34.57_czk);
  CHECK(before.held == 9'200_czk);
  CHECK(before.commission == 2'350_czk);
  CHECK(before.vat == 493.50_czk);

  history.remittances.push_back({Date{2026, 4, 1}, made});
  CHECK(propose_remittance(history, Date{2026, 3, 31}).empty());
  CHECK(mandate_account(history, Date{2026, 4, 1}).held == koruna(0));

  history.payments[0].reversed = true;
  const MandateAccount owed = mandate_account(history, Date{2026, 4, 8});
  CHECK(owed.received == 4'234.57_czk);
  CHECK(owed.remitted == 9'200_czk);
  CHECK(owed.owed_by_creditor == 8'000_czk);
  CHECK(owed.held == koruna(0));
  const auto second = propose_remittance(history, Date{2026, 4, 30});
  CHECK(second == std::vector{line("P-1", "A", -8'000_czk, -1'600_czk, -336_czk),
                              line("P-2", "B", koruna(0), 50_czk, 10.50_czk)});
  CHECK(net_of(second) == -6'124.50_czk);

  history.refunds = {{{"P-3"}, Date{2026, 4, 9}, 34.57_czk}};
  const MandateAccount after = mandate_account(history, Date{2026, 4, 9});
  CHECK(after.on_account == koruna(0));
  CHECK(after.refunded == 34.57_czk);
}

TEST_CASE("a refund of a payment that is taken back is owed by the payer, never a negative sum") {
  MandateHistory history = page_history();
  history.refunds = {{{"P-3"}, Date{2026, 4, 9}, 34.57_czk}};
  history.payments[2].reversed = true;
  const MandateAccount account = mandate_account(history, Date{2026, 4, 10});
  CHECK(account.owed_by_payers == 34.57_czk);
  CHECK(account.on_account == koruna(0));
  CHECK(mandate_account(history, Date{2026, 4, 8}).owed_by_payers == koruna(0));
}

TEST_CASE("age, receiver and later terms choose the rate; under no terms nothing is borne") {
  CommissionTerms terms = page_terms();
  terms.rules.clear();
  CommissionRule direct, young, old;
  direct.receivers = {Receiver::bailiff, Receiver::court};
  direct.bands = {{koruna(0), 50'000}};
  young.max_days = 90;
  young.bands = {{koruna(0), 100'000}};
  old.min_days = 91;
  old.bands = {{koruna(0), 300'000}};
  terms.rules = {direct, young, old};
  MandateHistory history;
  history.currency = czk;
  history.terms = {{{"T-1"}, Date{2026, 1, 1}, terms}};
  const auto paid = [&](const char* key, Date day, std::int32_t days) {
    history.payments.push_back(
        collected(key, "A", day, 1'000_czk, {{{"A"}, Component::principal, days, 1'000_czk}}));
  };
  paid("a", Date{2025, 12, 31}, 1);
  paid("b", Date{2026, 1, 1}, 90);
  paid("c", Date{2026, 1, 2}, 91);
  paid("d", Date{2026, 1, 3}, 91);
  history.payments.back().receiver = Receiver::bailiff;
  paid("e", Date{2026, 2, 1}, 91);
  terms.from = Date{2026, 2, 1};
  terms.rules = {young};
  history.terms.insert(history.terms.begin(), {{"T-0"}, Date{2026, 1, 2}, terms});
  terms.currency = Currency{"EUR"};
  history.terms.push_back({{"T-9"}, Date{2026, 1, 9}, terms});
  std::vector<Money> found;
  for (const PaymentCommission& one : commissions(history)) found.push_back(one.commission);
  CHECK(found == std::vector{koruna(0), 100_czk, 300_czk, 50_czk, koruna(0)});
}

TEST_CASE("rounding is cumulated: three thirds of a heller are one") {
  MandateHistory history;
  history.currency = czk;
  CommissionTerms terms = page_terms();
  terms.tiers = CommissionTerms::Tiers::by_case;
  terms.rules = {CommissionRule{}};
  terms.rules[0].bands = {{koruna(0), 333'334}};
  history.terms = {{{"T"}, Date{2026, 1, 1}, terms}};
  for (int i = 0; i < 6; ++i) {
    history.payments.push_back(collected("P-" + std::to_string(i), "A", Date{2026, 5, 1}, koruna(1),
                                         {{{"A"}, Component::principal, 0, koruna(1)}}));
  }
  std::vector<std::int64_t> found;
  for (const PaymentCommission& one : commissions(history)) found.push_back(one.commission.minor);
  CHECK(found == std::vector<std::int64_t>{0, 1, 0, 0, 1, 0});
}

TEST_CASE("terms that cannot be are refused with the reason") {
  CHECK(check_terms(page_terms()));
  const auto refused = [](auto change) {
    CommissionTerms terms = page_terms();
    change(terms);
    const Result<Unit> answer = check_terms(terms);
    return !answer && answer.error().code == ErrorCode::invalid && !answer.error().message.empty();
  };
  CHECK(refused([](CommissionTerms& t) { t.currency = {}; }));
  CHECK(refused([](CommissionTerms& t) { t.until = Date{2025, 12, 31}; }));
  CHECK(refused([](CommissionTerms& t) { t.vat_ppm = -1; }));
  CHECK(refused([](CommissionTerms& t) { t.rules[0].bands.clear(); }));
  CHECK(refused([](CommissionTerms& t) { t.rules[1].bands[1].above = koruna(0); }));
  CHECK(refused([](CommissionTerms& t) { t.rules[1].bands[1].above = 1_eur; }));
  CHECK(refused([](CommissionTerms& t) { t.rules[1].bands[1].rate_ppm = 1'000'001; }));
  CHECK(refused([](CommissionTerms& t) { t.rules[0].min_days = -1; }));
  CHECK(refused([](CommissionTerms& t) {
    t.rules[0].min_days = 2;
    t.rules[0].max_days = 1;
  }));
  CHECK(refused([](CommissionTerms& t) { t.rules.resize(commission_rules_max + 1, t.rules[0]); }));
}

TEST_CASE("sums at the limit do not overflow") {
  MandateHistory history;
  history.currency = czk;
  CommissionTerms terms = page_terms();
  terms.rules = {CommissionRule{}};
  terms.rules[0].bands = {{koruna(0), 1'000'000}, {koruna(Money::limit), 999'999}};
  terms.vat_ppm = 1'000'000;
  history.terms = {{{"T"}, Date{2026, 1, 1}, terms}};
  for (int i = 0; i < 100; ++i) {
    const Money most = koruna(Money::limit);
    history.payments.push_back(collected("P-" + std::to_string(i), "A", Date{2026, 5, 1}, most,
                                         {{{"A"}, Component::principal, 0, most}}));
  }
  const auto all = commissions(history);
  CHECK(all.front().commission == koruna(Money::limit));
  CHECK(all.back().commission == koruna(Money::limit - Money::limit / 1'000'000));
  CHECK(mandate_account(history, Date{2026, 5, 1}).held.minor == 100 * Money::limit);
}
