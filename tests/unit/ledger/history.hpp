// Generated cases: the same seed gives the same case on every machine.
#ifndef ARREARS_TESTS_LEDGER_HISTORY_HPP
#define ARREARS_TESTS_LEDGER_HISTORY_HPP

#include <algorithm>

#include "build.hpp"

namespace arrears::ledger_test {

// A generator of its own, so that a failing seed fails on every machine.
struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n));
  }
  bool one_in(std::int64_t n) { return below(n) == 0; }
};

inline constexpr Date first = Date::from_number(20'500);  // 2026-02-16

inline Money koruna(std::int64_t minor) { return {minor, Currency{"CZK"}}; }
inline Date some_day(Random& random, int days = 200) {
  return first + Days{static_cast<std::int32_t>(random.below(days))};
}

template <class T>
void shuffle(std::vector<T>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.next() % i]);
  }
}

// Facts as they would stand had they come in this order.
inline void arrived_so(Case& value) {
  std::uint64_t position = 0;
  for (RecordedFact& fact : value.facts) fact.position = ++position;
}

inline bool same(const Balance& a, const Balance& b) {
  const bool sums = a.debt == b.debt && a.principal == b.principal && a.interest == b.interest &&
                    a.costs == b.costs && a.paid == b.paid && a.overpaid == b.overpaid &&
                    a.written_off == b.written_off && a.removed == b.removed &&
                    a.written_off_unused == b.written_off_unused && a.credited == b.credited &&
                    a.refunded == b.refunded && a.disputed == b.disputed && a.overdue == b.overdue;
  if (!sums || a.claims.size() != b.claims.size()) return false;
  return std::all_of(a.claims.begin(), a.claims.end(), [&](const ClaimBalance& claim) {
    return std::any_of(b.claims.begin(), b.claims.end(), [&](const ClaimBalance& other) {
      return claim.claim == other.claim && claim.open == other.open &&
             claim.principal_paid_on == other.principal_paid_on &&
             claim.paid_late == other.paid_late && claim.oldest_due == other.oldest_due &&
             claim.maturities == other.maturities;
    });
  });
}

// A case with the law, the terms and the day that it is reckoned with: years or weeks, one to three
// claims that fall due at once or in parts, agreed rates and orders, every day count and rounding,
// payments of all kinds.
struct History {
  Build build{{}, Date{2026, 1, 1}};
  LawPack law{};
  LedgerOptions options{};
  Date begin{};
  int span = 0;  // days

  Balance balance() const { return arrears::balance(build.value, nullptr, law, options); }
  Calculation reckon() const { return arrears::reckon(build.value, nullptr, law, options); }
  Balance on(Date day) const {
    LedgerOptions at = options;
    at.on = day;
    return arrears::balance(build.value, nullptr, law, at);
  }
};

History history_of(std::uint64_t seed);

// How many histories a property is tried on: ARREARS_HISTORIES, or a sample. ARREARS_HISTORY is the
// seed of one, to see it again.
struct Seeds {
  std::uint64_t from = 1, until = 0;  // both included
};
Seeds seeds(std::uint64_t sample);

}  // namespace arrears::ledger_test

#endif
