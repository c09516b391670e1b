// What must hold of money held for others: commission against a count of every single heller,
// reversals, order of arrival, split remittances, conservation.
#include <arrears/ledger/mandate_account.hpp>

#include <doctest/doctest.h>
#include <map>

#include "history.hpp"

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

constexpr Currency czk{"CZK"};

// What counting heller by heller gives for a payment.
struct Counted {
  std::int64_t gross = 0, commission = 0, vat = 0;
  friend bool operator==(const Counted&, const Counted&) = default;
};
using CountedAll = std::map<FactKey, Counted>;

// Another way to the same numbers: each heller that was collected has a place in a row, and the
// rate of the last band that begins at or below that place. Fractions are kept whole over
// 1'000'000, rounding is done by comparing with halves.
class Counter {
 public:
  explicit Counter(const MandateHistory& history) : history_(history) {}
  CountedAll count() {
    std::vector<CollectedPayment> row;
    for (const CollectedPayment& one : history_.payments) {
      if (!one.reversed) row.push_back(one);
    }
    std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) {
      return a.value_date != b.value_date ? a.value_date < b.value_date : a.key < b.key;
    });
    CountedAll out;
    for (const CollectedPayment& one : row) out[one.key] = of(one);
    return out;
  }

 private:
  struct Scope {
    std::int64_t place = 0, parts = 0, vat_parts = 0;
  };
  static std::int64_t nearest(std::int64_t parts) {
    const std::int64_t below = parts / 1'000'000;
    return parts - below * 1'000'000 >= 500'000 ? below + 1 : below;
  }
  const StatedTerms* stated_for(Date day) const {
    const StatedTerms* found = nullptr;
    for (const StatedTerms& one : history_.terms) {
      if (day < one.terms.from || (one.terms.until && *one.terms.until < day)) continue;
      const bool later =
          found == nullptr || found->on < one.on || (found->on == one.on && found->key < one.key);
      if (later) found = &one;
    }
    return found;
  }
  Counted of(const CollectedPayment& payment) {
    Counted out;
    std::vector<CollectedPart> parts = payment.parts;
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
      if (a.days_past_due != b.days_past_due) return a.days_past_due > b.days_past_due;
      if (a.component != b.component) return a.component < b.component;
      return a.claim < b.claim;
    });
    const StatedTerms* stated = stated_for(payment.value_date);
    Scope none;
    Scope& scope = stated == nullptr ? none : scopes_[scope_name(*stated, payment)];
    const std::int64_t booked = nearest(scope.parts), taxed = nearest(scope.vat_parts);
    for (const CollectedPart& part : parts) {
      if (payment.receiver == Receiver::agency) out.gross += part.sum.minor;
      if (stated != nullptr) add(scope, stated->terms, payment, part);
    }
    out.commission = nearest(scope.parts) - booked;
    if (stated != nullptr) scope.vat_parts += out.commission * stated->terms.vat_ppm;
    out.vat = nearest(scope.vat_parts) - taxed;
    return out;
  }
  static std::string scope_name(const StatedTerms& stated, const CollectedPayment& payment) {
    const bool by_case = stated.terms.tiers == CommissionTerms::Tiers::by_case;
    return stated.key.value + "|" + (by_case ? payment.case_id.value : "");
  }
  static void add(Scope& scope, const CommissionTerms& terms, const CollectedPayment& payment,
                  const CollectedPart& part) {
    const auto listed = [](const auto& list, auto value) {
      return list.empty() || std::count(list.begin(), list.end(), value) > 0;
    };
    for (const CommissionRule& rule : terms.rules) {
      const bool fits =
          listed(rule.phases, payment.phase) && listed(rule.components, part.component) &&
          listed(rule.receivers, payment.receiver) && part.days_past_due >= rule.min_days &&
          (!rule.max_days || part.days_past_due <= *rule.max_days);
      if (!fits) continue;
      for (std::int64_t heller = 0; heller < part.sum.minor; ++heller, ++scope.place) {
        std::int64_t rate = 0;
        for (const CommissionBand& band : rule.bands) {
          if (band.above.minor <= scope.place) rate = band.rate_ppm;
        }
        scope.parts += rate;
      }
      return;
    }
  }

  const MandateHistory& history_;
  std::map<std::string, Scope> scopes_;
};

std::int32_t some_days(Random& random, std::int64_t n) {
  return static_cast<std::int32_t>(random.below(n));
}

CommissionRule some_rule(Random& random) {
  CommissionRule out;
  if (random.one_in(3)) out.phases = {static_cast<Phase>(random.below(3))};
  if (random.one_in(3)) {
    out.components = {Component::principal, static_cast<Component>(random.below(4))};
  }
  if (random.one_in(4)) out.receivers = {static_cast<Receiver>(random.below(4))};
  if (random.one_in(3)) out.min_days = some_days(random, 60);
  if (random.one_in(3)) out.max_days = out.min_days + some_days(random, 60);
  std::int64_t above = random.one_in(4) ? random.below(100) : 0;
  for (std::int64_t i = 0, n = 1 + random.below(4); i < n; ++i) {
    out.bands.push_back({koruna(above), static_cast<std::int32_t>(random.below(400'000))});
    above += 1 + random.below(400);
  }
  return out;
}

StatedTerms some_terms(Random& random, std::int64_t number) {
  StatedTerms out{{"T" + std::to_string(number)}, some_day(random, 3), {}};
  out.terms.currency = czk;
  out.terms.from = some_day(random, 30);
  if (random.one_in(2)) out.terms.until = out.terms.from + Days{some_days(random, 60)};
  out.terms.tiers = static_cast<CommissionTerms::Tiers>(random.below(2));
  out.terms.vat_ppm = random.one_in(3) ? 0 : static_cast<std::int32_t>(random.below(300'000));
  for (std::int64_t i = 0, n = 1 + random.below(3); i < n; ++i) {
    out.terms.rules.push_back(some_rule(random));
  }
  REQUIRE(check_terms(out.terms));
  return out;
}

CollectedPayment some_payment(Random& random, std::int64_t number) {
  CollectedPayment out;
  out.key = {"P" + std::to_string(number)};
  out.case_id = {"C" + std::to_string(random.below(3))};
  // Few days, so that several payments share one.
  out.value_date = first + Days{5 * some_days(random, 12)};
  out.receiver = random.one_in(2) ? Receiver::agency : static_cast<Receiver>(random.below(4));
  out.phase = static_cast<Phase>(random.below(4));
  std::int64_t sum = random.below(50);
  for (std::int64_t i = 0, n = random.below(4); i < n; ++i) {
    const Money part = koruna(1 + random.below(200));
    out.parts.push_back({{"L" + std::to_string(i)},
                         static_cast<Component>(random.below(5)),
                         some_days(random, 120),
                         part});
    sum += part.minor;
  }
  out.sum = koruna(std::max<std::int64_t>(sum, 1));
  return out;
}

MandateHistory some_history(Random& random) {
  MandateHistory out;
  out.currency = czk;
  for (std::int64_t i = 0, n = 1 + random.below(3); i < n; ++i) {
    out.terms.push_back(some_terms(random, i));
  }
  for (std::int64_t i = 0, n = random.below(14); i < n; ++i) {
    out.payments.push_back(some_payment(random, i));
  }
  return out;
}

void add_lines(CountedAll& sums, const std::vector<RemittanceLine>& lines) {
  for (const RemittanceLine& one : lines) {
    Counted& sum = sums[one.payment];
    sum.gross += one.gross.minor;
    sum.commission += one.commission.minor;
    sum.vat += one.vat.minor;
  }
}

// What remittances made and the next one settle, payment by payment, without those that are
// nothing.
CountedAll settled_and_proposed(const MandateHistory& history, Date through) {
  CountedAll out;
  for (const Remittance& one : history.remittances) add_lines(out, one.lines);
  add_lines(out, propose_remittance(history, through));
  std::erase_if(out, [](const auto& one) { return one.second == Counted{}; });
  return out;
}

CountedAll expected(const MandateHistory& history) {
  CountedAll out = Counter(history).count();
  std::erase_if(out, [](const auto& one) { return one.second == Counted{}; });
  return out;
}

// Plays the payments of a history in some order, with remittances, reversals and refunds between.
MandateHistory played(const MandateHistory& all, Random& random) {
  MandateHistory out;
  out.currency = all.currency;
  out.terms = all.terms;
  std::vector<CollectedPayment> waiting = all.payments;
  shuffle(waiting, random);
  const auto between = [&] {
    if (random.one_in(3)) {
      out.remittances.push_back(
          {some_day(random, 70), propose_remittance(out, some_day(random, 70))});
    }
    if (out.payments.empty()) return;
    const auto which = static_cast<std::size_t>(random.below(std::ssize(out.payments)));
    if (random.one_in(4)) out.payments[which].reversed = true;
    if (random.one_in(5)) {
      out.refunds.push_back(
          {out.payments[which].key, some_day(random, 70), koruna(1 + random.below(60))});
    }
  };
  for (CollectedPayment& one : waiting) {
    out.payments.push_back(one);
    between();
  }
  between();
  return out;
}

MandateHistory shuffled(MandateHistory history, Random& random) {
  shuffle(history.terms, random);
  shuffle(history.payments, random);
  for (CollectedPayment& one : history.payments) shuffle(one.parts, random);
  shuffle(history.refunds, random);
  shuffle(history.remittances, random);
  return history;
}

}  // namespace

TEST_CASE("commission of random histories is what counting heller by heller gives") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    Random random{seed};
    const MandateHistory history = some_history(random);
    CountedAll found;
    for (const PaymentCommission& one : commissions(history)) {
      found[one.payment] = {one.gross.minor, one.commission.minor, one.vat.minor};
    }
    CAPTURE(seed);
    REQUIRE(found == Counter(history).count());
  }
}

TEST_CASE("after reversals, what was and will be settled is that of payments that stand") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    Random random{seed * 7919};
    const MandateHistory history = played(some_history(random), random);
    MandateHistory never = history;
    std::erase_if(never.payments, [](const CollectedPayment& one) { return one.reversed; });
    never.remittances.clear();
    never.refunds.clear();
    CAPTURE(seed);
    REQUIRE(settled_and_proposed(history, Date::latest()) == expected(never));
    // Whoever drops reversed payments instead of marking them is told the same.
    MandateHistory dropped = history;
    dropped.payments = never.payments;
    REQUIRE(settled_and_proposed(dropped, Date::latest()) == expected(never));
  }
}

TEST_CASE("no order of arrival changes an account, a proposal or a commission") {
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    Random random{seed * 104'729};
    const MandateHistory history = played(some_history(random), random);
    const Date day = some_day(random, 70);
    const auto expected_lines = propose_remittance(history, day);
    const auto expected_commissions = commissions(history);
    const MandateAccount account = mandate_account(history, day);
    CAPTURE(seed);
    for (int round = 0; round < 3; ++round) {
      const MandateHistory other = shuffled(history, random);
      REQUIRE(propose_remittance(other, day) == expected_lines);
      REQUIRE(commissions(other) == expected_commissions);
      REQUIRE(mandate_account(other, day) == account);
    }
  }
}

TEST_CASE("a remittance split on any day comes to the same, and after it nothing is proposed") {
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    Random random{seed * 15'485'863};
    MandateHistory history = played(some_history(random), random);
    const Date last = some_day(random, 70);
    const CountedAll whole = settled_and_proposed(history, last);
    CAPTURE(seed);
    for (Date day = first; day <= last; day = day + Days{7}) {
      history.remittances.push_back({day, propose_remittance(history, day)});
      REQUIRE(propose_remittance(history, day).empty());
      REQUIRE(settled_and_proposed(history, last) == whole);
    }
  }
}

TEST_CASE("every heller received is somewhere, and no place holds less than nothing") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    Random random{seed * 32'452'843};
    const MandateHistory history = played(some_history(random), random);
    const Date day = some_day(random, 70);
    const MandateAccount account = mandate_account(history, day);
    std::int64_t received = 0, direct = 0;
    for (const CollectedPayment& one : history.payments) {
      if (one.reversed || day < one.value_date) continue;
      received += one.sum.minor;
      if (one.receiver != Receiver::agency) direct += one.sum.minor;
    }
    CAPTURE(seed);
    REQUIRE(account.received.minor == received);
    REQUIRE(account.direct.minor == direct);
    REQUIRE(account.received + account.owed_by_creditor + account.owed_by_payers ==
            account.direct + account.on_account + account.refunded + account.remitted +
                account.held);
    for (const Money& sum : {account.on_account, account.held, account.owed_by_creditor,
                             account.owed_by_payers, account.refunded, account.direct}) {
      REQUIRE(sum.minor >= 0);
    }
    MandateHistory settled = history;
    for (Remittance& one : settled.remittances) one.on = first;
    settled.remittances.push_back({first, propose_remittance(settled, Date::latest())});
    const MandateAccount end = mandate_account(settled, Date::latest());
    REQUIRE(end.held.minor == 0);
    REQUIRE(end.owed_by_creditor.minor == 0);
    REQUIRE(end.commission == end.commission_settled);
    REQUIRE(end.vat == end.vat_settled);
  }
}
