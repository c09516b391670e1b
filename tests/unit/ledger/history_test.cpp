// What must hold of every generated history, under every law, rounding and day count. A sample in
// the daily run, a million with `--all` (ARREARS_HISTORIES); a seed that fails is printed, and
// ARREARS_HISTORY=SEED runs it alone.
#include "history.hpp"

#include <doctest/doctest.h>
#include <cstdlib>
#include <fstream>
#include <map>
#include <numeric>
#include <set>

using namespace arrears;
using namespace arrears::ledger_test;

namespace {

using What = CalculationLine::What;

template <class Property>
void for_each_history(std::uint64_t sample, const Property& property) {
  const Seeds wanted = seeds(sample);
  for (std::uint64_t seed = wanted.from; seed <= wanted.until; ++seed) {
    CAPTURE(seed);
    Random random{~seed};
    property(history_of(seed), random);
  }
}

Date day_of(const History& history, Random& random) {
  return history.begin + Days{static_cast<std::int32_t>(random.below(history.span))};
}

// principal + booked interest + charges
//   = paid - overpaid - refunded + written off - unused + credited + removed + debt
bool balanced(const Calculation& all) {
  std::int64_t owed = 0;
  for (const CalculationLine& line : all.lines) {
    const bool adds = line.what == What::interest || line.what == What::charge ||
                      (line.what == What::claim && line.amount.minor > 0);
    if (adds) owed += line.amount.minor;
  }
  const Balance& b = all.balance;
  return owed == b.paid.minor - b.overpaid.minor - b.refunded.minor + b.written_off.minor -
                     b.written_off_unused.minor + b.credited.minor + b.removed.minor + b.debt.minor;
}

bool lines_add_up(const Calculation& all) {
  std::map<std::string, std::array<std::int64_t, component_count>> sums;
  for (const CalculationLine& line : all.lines) {
    sums[line.claim.value][static_cast<std::size_t>(line.component)] += line.amount.minor;
  }
  return std::all_of(all.balance.claims.begin(), all.balance.claims.end(),
                     [&](const ClaimBalance& claim) {
                       return sums[claim.claim.value] == claim.open &&
                              std::all_of(claim.open.begin(), claim.open.end(),
                                          [](std::int64_t open) { return open >= 0; });
                     });
}

void without_what_follows(History& history, Date day) {
  std::erase_if(history.build.value.facts, [&](const RecordedFact& fact) {
    const auto* payment = std::get_if<PaymentReceived>(&fact.fact.what);
    if (payment != nullptr) return day < payment->value_date;
    return day < fact.fact.effective && (std::holds_alternative<ClaimReduced>(fact.fact.what) ||
                                         std::holds_alternative<TitleIssued>(fact.fact.what));
  });
  std::erase_if(history.build.value.postings,
                [&](const Posting& posting) { return day < posting.effective; });
}

std::set<std::string> reversed_in(const History& history) {
  std::set<std::string> out;
  for (const RecordedFact& fact : history.build.value.facts) {
    if (const auto* r = std::get_if<PaymentReversed>(&fact.fact.what)) out.insert(r->payment.value);
  }
  return out;
}

// Day by day, with nothing in common with the ledger's own way of merging.
std::vector<Hold> united(const std::vector<Hold>& holds, HoldScope scope, const ClaimId& claim,
                         Date from, Date until) {
  std::vector<Hold> out;
  bool before = false;
  for (Date day = from; day <= until; day = day + Days{1}) {
    const bool held = std::any_of(holds.begin(), holds.end(), [&](const Hold& hold) {
      return hold.scope == scope && hold.claim == claim && hold.active(day);
    });
    if (held && !before) {
      Hold& hold = out.emplace_back();
      hold.kinds = HoldKinds::interest;
      hold.scope = scope;
      hold.claim = claim;
      hold.from = day;
    }
    if (held) out.back().until = day;
    before = held;
  }
  return out;
}

// An agreed rate of default interest is a segment from the first day of default.
void as_segment(Claim& claim, const History& history) {
  const bool own = std::any_of(claim.segments.begin(), claim.segments.end(), [](const auto& s) {
    return s.kind == InterestSegment::Kind::default_interest;
  });
  if (own || !claim.agreed_rate) return;
  InterestSegment segment;
  segment.kind = InterestSegment::Kind::default_interest;
  segment.from = history.law.default_from(claim.due, history.options.shift_due);
  // Each maturity bears it from its own day on, which an acceleration may bring forward.
  if (!claim.maturities.empty()) segment.from = history.begin - Days{1'000};
  segment.fixed = std::exchange(claim.agreed_rate, std::nullopt);
  claim.segments.push_back(segment);
}

// Each fact and posting recorded at some hour; claims join and leave and holds come by facts too.
void record(History& history, Random& random) {
  const auto hour = [&] { return Instant{random.below(10)}; };
  Case& value = history.build.value;
  for (const CaseClaim& in : value.claims) {
    const std::string& id = in.claim.id.value;
    if (value.opened_on < in.added) {
      ClaimAdded added;
      added.claim.id = in.claim.id;
      history.build.fact("+" + id, in.added, added);
    }
    if (in.removed) history.build.fact("-" + id, *in.removed, ClaimRemoved{{}, in.claim.id, ""});
  }
  for (std::size_t i = 0; i < value.holds.size(); ++i) {
    Hold& hold = value.holds[i];
    hold.cause = Hold::Cause::host;
    hold.by = "h" + std::to_string(i);
    history.build.fact(hold.by, hold.from, HoldStated{});
    if (!hold.released) continue;
    HoldStated released;
    released.released = true;
    released.hold = {hold.by};
    history.build.fact("free " + hold.by, *hold.released, released);
  }
  for (RecordedFact& fact : value.facts) fact.recorded_at = hour();
  for (Posting& posting : value.postings) posting.recorded_at = hour();
}

// The same without all that was recorded after that hour.
void forget(History& history, Instant hour) {
  Case& value = history.build.value;
  std::set<std::string> later;
  for (const RecordedFact& fact : value.facts) {
    if (hour < fact.recorded_at) later.insert(fact.fact.key.value);
  }
  std::erase_if(value.facts, [&](const RecordedFact& f) { return hour < f.recorded_at; });
  std::erase_if(value.postings, [&](const Posting& p) { return hour < p.recorded_at; });
  std::erase_if(value.claims,
                [&](const CaseClaim& in) { return later.contains("+" + in.claim.id.value); });
  for (CaseClaim& in : value.claims) {
    if (later.contains("-" + in.claim.id.value)) in.removed.reset();
  }
  std::erase_if(value.holds, [&](const Hold& hold) { return later.contains(hold.by); });
  for (Hold& hold : value.holds) {
    if (later.contains("free " + hold.by)) hold.released.reset();
  }
}

}  // namespace

TEST_CASE("generated histories: nothing is lost, lines add up, silent counting agrees") {
  for_each_history(4'000, [](const History& history, Random&) {
    const Calculation spoken = history.reckon();
    REQUIRE(balanced(spoken));
    REQUIRE(lines_add_up(spoken));
    REQUIRE(same(spoken.balance, history.balance()));
  });
}

TEST_CASE("generated histories: every order of arrival gives the same") {
  for_each_history(1'500, [](const History& history, Random& random) {
    const Balance expected = history.balance();
    History other = history;
    const std::vector<RecordedFact>& facts = history.build.value.facts;
    if (facts.size() <= 4) {
      std::vector<std::size_t> order(facts.size());
      std::iota(order.begin(), order.end(), 0);
      do {
        for (std::size_t i = 0; i < order.size(); ++i) {
          other.build.value.facts[i] = facts[order[i]];
        }
        arrived_so(other.build.value);
        REQUIRE(same(expected, other.balance()));
      } while (std::next_permutation(order.begin(), order.end()));
    }
    shuffle(other.build.value.facts, random);
    shuffle(other.build.value.postings, random);
    shuffle(other.build.value.holds, random);
    shuffle(other.build.value.claims, random);
    arrived_so(other.build.value);
    REQUIRE(same(expected, other.balance()));
    REQUIRE(other.reckon().lines == history.reckon().lines);
  });
}

TEST_CASE("generated histories: a reversed payment is as if it had never come") {
  for_each_history(2'000, [](const History& history, Random&) {
    const std::set<std::string> reversed = reversed_in(history);
    if (reversed.empty()) return;
    History other = history;
    std::erase_if(other.build.value.facts, [&](const RecordedFact& fact) {
      return reversed.contains(fact.fact.key.value) ||
             std::holds_alternative<PaymentReversed>(fact.fact.what);
    });
    REQUIRE(same(history.balance(), other.balance()));
  });
}

TEST_CASE("generated histories: what was recorded later was not known") {
  for_each_history(3'000, [](History history, Random& random) {
    record(history, random);
    History then = history;
    const Instant hour{random.below(10)};
    forget(then, hour);
    history.options.known_at = hour;
    const Calculation known = history.reckon();
    const Calculation right = then.reckon();
    REQUIRE(known.lines == right.lines);
    REQUIRE(known.balance.disputed == right.balance.disputed);
    REQUIRE(history.balance().debt == right.balance.debt);
  });
}

TEST_CASE("generated histories: who pays all of the debt owes nothing, on that day and later") {
  for_each_history(2'000, [](History history, Random& random) {
    const Date day = day_of(history, random);
    without_what_follows(history, day);
    std::erase_if(history.build.value.facts, [&](const RecordedFact& fact) {
      const auto* reduced = std::get_if<ClaimReduced>(&fact.fact.what);
      if (reduced == nullptr) return false;
      // A payment comes before the write-offs of its day: one that is for a single claim finds
      // nothing left there, while another claim is short of as much.
      const bool after = reduced->kind == ClaimReduced::Kind::write_off &&
                         !reduced->claim.empty() && fact.fact.effective == day;
      return after || reduced->if_paid;  // the payment would bring it about
    });
    std::erase_if(history.build.value.postings,
                  [](const Posting& posting) { return posting.if_paid.has_value(); });
    const InterestTerms terms = history.options.terms.value_or(history.law.interest_terms());
    // Where the day of payment bears none, a payment parts the interest of that day from that of
    // the days before; where each part is rounded, what a write-off of the day leaves is then owed.
    if (!terms.payment_day_bears && terms.rounding != InterestTerms::Rounding::at_end) {
      std::erase_if(history.build.value.postings, [&](const Posting& posting) {
        return posting.kind == Posting::Kind::write_off && posting.effective == day;
      });
      std::erase_if(history.build.value.facts, [&](const RecordedFact& fact) {
        const auto* reduced = std::get_if<ClaimReduced>(&fact.fact.what);
        return reduced != nullptr && reduced->kind == ClaimReduced::Kind::write_off &&
               fact.fact.effective == day;
      });
    }
    const Balance before = history.on(day);
    if (before.debt.minor == 0) return;
    history.build.pay("zz", day, before.debt);
    const Balance after = history.on(day);
    REQUIRE(after.debt.minor == 0);
    // Where the day of payment bears none, the interest of that day was too much.
    if (terms.payment_day_bears) {
      REQUIRE(after.overpaid == before.overpaid);
      REQUIRE(after.written_off_unused == before.written_off_unused);
    }
    for (const std::int32_t later : {1, 30, 1'000}) {
      REQUIRE(history.on(day + Days{later}).debt.minor == 0);
    }
  });
}

TEST_CASE("generated histories: a rate in two pieces bears what it bears in one") {
  for_each_history(2'000, [](const History& history, Random& random) {
    const InterestTerms terms = history.options.terms.value_or(history.law.interest_terms());
    if (terms.rounding == InterestTerms::Rounding::per_period) return;
    History other = history;
    for (CaseClaim& in : other.build.value.claims) {
      as_segment(in.claim, history);
      std::vector<InterestSegment> pieces;
      for (const InterestSegment& whole : in.claim.segments) {
        InterestSegment head = whole, tail = whole;
        head.until = whole.from + Days{static_cast<std::int32_t>(random.below(history.span))};
        if (whole.until) head.until = std::min(*head.until, *whole.until);
        tail.from = *head.until + Days{1};
        pieces.push_back(head);
        if (!tail.until || tail.from <= *tail.until) pieces.push_back(tail);
      }
      in.claim.segments = pieces;
    }
    REQUIRE(same(history.balance(), other.balance()));
  });
}

TEST_CASE("generated histories: overlapping pauses are their union") {
  for_each_history(2'000, [](const History& history, Random&) {
    const std::vector<Hold>& holds = history.build.value.holds;
    if (holds.empty()) return;
    History other = history;
    const Date from = history.begin - Days{1};
    other.build.value.holds = united(holds, HoldScope::case_, {}, from, history.options.on);
    for (const CaseClaim& in : history.build.value.claims) {
      const auto more = united(holds, HoldScope::claim, in.claim.id, from, history.options.on);
      other.build.value.holds.insert(other.build.value.holds.end(), more.begin(), more.end());
    }
    REQUIRE(same(history.balance(), other.balance()));
    REQUIRE(other.reckon().lines == history.reckon().lines);
  });
}

TEST_CASE("generated histories hold every kind of payment, rounding and day count") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    const History history = history_of(seed);
    const InterestTerms terms = history.options.terms.value_or(history.law.interest_terms());
    ++seen["rounding " + std::to_string(static_cast<int>(terms.rounding))];
    ++seen["unit " + std::to_string(terms.unit)];
    ++seen[terms.payment_day_bears ? "day of payment" : "no day of payment"];
    const Calculation c = history.reckon();
    seen["several claims"] += history.build.value.claims.size() > 1 ? 1 : 0;
    seen["too much"] += c.balance.overpaid.minor > 0 ? 1 : 0;
    seen["removed"] += c.balance.removed.minor > 0 ? 1 : 0;
    seen["unused"] += c.balance.written_off_unused.minor > 0 ? 1 : 0;
    seen["credited"] += c.balance.credited.minor > 0 ? 1 : 0;
    seen["refunded"] += c.balance.refunded.minor > 0 ? 1 : 0;
    seen["paid, not closed"] += c.balance.paid.minor > 0 && c.balance.debt.minor > 0 ? 1 : 0;
    seen["all paid"] += c.balance.paid.minor > 0 && c.balance.debt.minor == 0 ? 1 : 0;
    for (const CalculationLine& line : c.lines) {
      if (line.rate) ++seen["day count " + std::to_string(static_cast<int>(line.rate->day_count))];
      ++seen["line " + std::to_string(static_cast<int>(line.what))];
      const bool early = line.what == What::payment && line.from < history.begin;
      seen["before anything was due"] += early ? 1 : 0;
      seen["freed"] += line.what == What::payment && line.amount.minor > 0 ? 1 : 0;
    }
  }
  CHECK(seen.size() == 29);
  for (const auto& kind : seen) {
    CAPTURE(kind.first);
    CHECK(kind.second > 20);
  }
}

// For tests/proof/recompute_test.py: ARREARS_CALCULATIONS names the file to write.
TEST_CASE("calculations of generated histories, for a second program") {
  const char* path = std::getenv("ARREARS_CALCULATIONS");
  if (path == nullptr) return;
  constexpr const char* roundings[]{"at_end", "per_event", "per_period"};
  std::ofstream out(path);
  const Seeds wanted = seeds(2'000);
  for (std::uint64_t seed = wanted.from; seed <= wanted.until; ++seed) {
    const History history = history_of(seed);
    const InterestTerms terms = history.options.terms.value_or(history.law.interest_terms());
    const Calculation c = history.reckon();
    out << "# calculation " << seed << ' ' << roundings[static_cast<std::size_t>(terms.rounding)]
        << ' ' << terms.unit << '\n'
        << render(c, CalculationFormat::csv, "en") << "# json "
        << render(c, CalculationFormat::json, "en");
  }
  REQUIRE(out.good());
}
