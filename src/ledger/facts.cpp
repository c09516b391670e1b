// What the ledger reads out of the facts of a case: payments, disputes, days without interest.
#include <ledger/plans.hpp>
#include <limits>
#include <tuple>

namespace arrears::ledger {

namespace {

const Date for_ever = Date::from_number(std::numeric_limits<std::int32_t>::max() - 400);

template <class Body>
struct Found {
  const RecordedFact* fact;
  const Body* body;
};

template <class Body>
void find_facts(const std::vector<RecordedFact>& facts, const std::optional<Instant>& known_at,
                std::pmr::vector<Found<Body>>& out) {
  for (const RecordedFact& fact : facts) {
    const Body* body = std::get_if<Body>(&fact.fact.what);
    if (body != nullptr && is_known(fact.recorded_at, known_at)) out.push_back({&fact, body});
  }
}

bool covers(const DisputeRaised& dispute, const ClaimId& claim) {
  return dispute.claims.empty() ||
         std::find(dispute.claims.begin(), dispute.claims.end(), claim) != dispute.claims.end();
}

// A dispute is over from the day of the resolution on.
Date dispute_end(const Found<DisputeRaised>& dispute,
                 const std::pmr::vector<Found<DisputeResolved>>& resolved) {
  Date end = for_ever;
  for (const Found<DisputeResolved>& r : resolved) {
    const bool earlier = dispute.fact->fact.effective <= r.fact->fact.effective;
    const bool meant =
        r.body->dispute.empty() ? earlier : r.body->dispute == dispute.fact->fact.key;
    if (meant) end = std::min(end, r.fact->fact.effective);
  }
  return end;
}

// From the declaration to the end of the insolvency; a death has no end.
void add_person_facts(const std::vector<RecordedFact>& facts, const LawPack& law,
                      const LedgerOptions& options, NoInterestDays& out) {
  const bool insolvency = has(law.hold(Hold::Cause::insolvency).kinds, HoldKinds::interest);
  const bool death = has(law.hold(Hold::Cause::death).kinds, HoldKinds::interest);
  if (!insolvency && !death) return;
  for (const RecordedFact& fact : facts) {
    if (!is_known(fact.recorded_at, options.known_at)) continue;
    const Date from = fact.fact.effective;
    if (death && std::holds_alternative<DeathReported>(fact.fact.what)) {
      out.push_back({from, for_ever});
    }
    if (!insolvency || !std::holds_alternative<InsolvencyDeclared>(fact.fact.what)) continue;
    out.push_back({from, insolvency_end(facts, from, options.known_at) - Days{1}});
  }
}

// Days that both have; both ascending and apart, and so is what comes out.
NoInterestDays common(const NoInterestDays& a, const NoInterestDays& b) {
  NoInterestDays out(a.get_allocator());
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    const Date from = std::max(i->from, j->from), until = std::min(i->until, j->until);
    if (from <= until) out.push_back({from, until});
    if (i->until < j->until) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

// A fact of this kind that `is` the one meant stands there, and none of them was known by then.
template <class Body, class Is>
bool only_later(const std::vector<RecordedFact>& facts, const std::optional<Instant>& known_at,
                const Is& is) {
  if (!known_at) return false;
  bool later = false;
  for (const RecordedFact& fact : facts) {
    const Body* body = std::get_if<Body>(&fact.fact.what);
    if (body == nullptr || !is(fact.fact, *body)) continue;
    if (is_known(fact.recorded_at, known_at)) return false;
    later = true;
  }
  return later;
}

// The earliest of the releases of a host's hold that were known by then.
std::optional<Date> released_by(const Hold& hold, const std::vector<RecordedFact>& facts,
                                Instant known_at) {
  std::optional<Date> out;
  for (const RecordedFact& fact : facts) {
    const auto* stated = std::get_if<HoldStated>(&fact.fact.what);
    const bool releases = stated != nullptr && stated->released && stated->hold.value == hold.by &&
                          fact.recorded_at <= known_at;
    if (releases) out = std::min(out.value_or(fact.fact.effective), fact.fact.effective);
  }
  return out;
}

void add_holds(const std::vector<Hold>& holds, const std::vector<RecordedFact>& facts,
               const std::optional<Instant>& known_at, const ClaimId& claim, NoInterestDays& out) {
  for (const Hold& hold : holds) {
    if (!has(hold.kinds, HoldKinds::interest)) continue;
    if (hold.scope == HoldScope::claim && hold.claim != claim) continue;
    const bool host = hold.cause == Hold::Cause::host;
    const auto puts = [&](const Fact& fact, const HoldStated& stated) {
      return !stated.released && fact.key.value == hold.by;
    };
    if (host && only_later<HoldStated>(facts, known_at, puts)) continue;
    const std::optional<Date> released =
        host && known_at ? released_by(hold, facts, *known_at) : hold.released;
    Date until = hold.until.value_or(for_ever);
    if (released) until = std::min(until, *released - Days{1});
    out.push_back({hold.from, until});
  }
}

// A plan that waives interest does so while it holds, at most through its last due date.
void add_waivers(const Case& value, const LedgerOptions& options, NoInterestDays& out) {
  auto* memory = out.get_allocator().resource();
  for (const PlanSpan& span : plan_spans(value, options.known_at, options.on, memory)) {
    if (!span.waives_interest || span.benefit_lost || span.instalments->empty()) {
      continue;
    }
    Date until = span.instalments->back().due;
    if (span.replaced) until = std::min(until, *span.replaced - Days{1});
    out.push_back({span.agreed, until});
  }
}

void merge(NoInterestDays& days) {
  std::erase_if(days, [](const NoInterest& d) { return d.until < d.from; });
  std::sort(days.begin(), days.end(),
            [](const NoInterest& a, const NoInterest& b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const NoInterest& day : days) {
    if (kept > 0 && day.from <= days[kept - 1].until + Days{1}) {
      days[kept - 1].until = std::max(days[kept - 1].until, day.until);
    } else {
      days[kept++] = day;
    }
  }
  days.resize(kept);
}

// Interest of a claim stands still where it does for every person who answers for the claim. A
// person does not hold it up on days on which that person does not answer.
void add_persons(const Case& value, const Debtors& debtors, const LawPack& law,
                 const LedgerOptions& options, const ClaimId& claim, NoInterestDays& out) {
  auto* memory = out.get_allocator().resource();
  std::optional<NoInterestDays> all;
  for (const Liability& one : liabilities(value, options.on, options.known_at)) {
    if (one.claim != claim) continue;
    NoInterestDays stopped(memory);
    if (const Person* person = person_of(value, debtors, one.person)) {
      person_stops(*person, law, options, claim, stopped);
    }
    if (one.from) stopped.push_back({Date::earliest(), *one.from - Days{1}});
    if (one.until) stopped.push_back({*one.until + Days{1}, for_ever});
    merge(stopped);
    if (all) stopped = common(*all, stopped);
    all.emplace(std::move(stopped));
  }
  if (all) out.insert(out.end(), all->begin(), all->end());
}

bool has_further_debtors(const Case& value) {
  return std::any_of(value.facts.begin(), value.facts.end(), [](const RecordedFact& fact) {
    return std::holds_alternative<LiabilityStated>(fact.fact.what);
  });
}

}  // namespace

Date insolvency_end(const std::vector<RecordedFact>& facts, Date from,
                    const std::optional<Instant>& known_at) {
  Date out = for_ever;
  for (const RecordedFact& fact : facts) {
    const bool ends = std::holds_alternative<InsolvencyEnded>(fact.fact.what) &&
                      is_known(fact.recorded_at, known_at) && from <= fact.fact.effective;
    if (ends) out = std::min(out, fact.fact.effective);
  }
  return out;
}

void person_stops(const Person& person, const LawPack& law, const LedgerOptions& options,
                  const ClaimId& claim, NoInterestDays& out) {
  add_holds(person.holds, person.facts, options.known_at, claim, out);
  add_person_facts(person.facts, law, options, out);
  merge(out);
}

bool joined_later(const Case& value, const CaseClaim& claim,
                  const std::optional<Instant>& known_at) {
  return only_later<ClaimAdded>(value.facts, known_at, [&](const Fact& fact, const ClaimAdded& it) {
    return it.claim.id == claim.claim.id && fact.effective == claim.added;
  });
}

bool left_later(const Case& value, const CaseClaim& claim, const std::optional<Instant>& known_at) {
  return only_later<ClaimRemoved>(value.facts, known_at, [&](const Fact&, const ClaimRemoved& it) {
    return it.claim == claim.claim.id;
  });
}

Payments payments_of(const Case& value, const std::optional<Instant>& known_at,
                     std::pmr::memory_resource* memory) {
  Payments out(memory);
  std::pmr::vector<Found<PaymentReversed>> reversed(memory);
  std::pmr::vector<Found<PaymentAssigned>> assigned(memory);
  for (const RecordedFact& fact : value.facts) {
    if (!is_known(fact.recorded_at, known_at)) continue;
    if (const auto* payment = std::get_if<PaymentReceived>(&fact.fact.what)) {
      out.push_back({&fact, payment, payment->claim.empty() ? nullptr : &payment->claim, nullptr});
    } else if (const auto* r = std::get_if<PaymentReversed>(&fact.fact.what)) {
      reversed.push_back({&fact, r});
    } else if (const auto* a = std::get_if<PaymentAssigned>(&fact.fact.what)) {
      assigned.push_back({&fact, a});
    }
  }
  if (reversed.empty() && assigned.empty()) return out;
  // By payment and then by key, so that of two that name one payment the same one is taken whatever
  // came first.
  const auto order = [](const auto& a, const auto& b) {
    return std::tie(a.body->payment, a.fact->fact.key) <
           std::tie(b.body->payment, b.fact->fact.key);
  };
  std::sort(reversed.begin(), reversed.end(), order);
  std::sort(assigned.begin(), assigned.end(), order);
  const auto first_of = [](const auto& list, const FactKey& key) {
    return std::lower_bound(list.begin(), list.end(), key,
                            [](const auto& a, const FactKey& k) { return a.body->payment < k; });
  };
  for (Paid& paid : out) {
    const FactKey& key = paid.fact->fact.key;
    const auto r = first_of(reversed, key);
    if (r != reversed.end() && r->body->payment == key) paid.reversed = r->body;
    const auto a = first_of(assigned, key);
    const bool names = a != assigned.end() && a->body->payment == key && !a->body->claim.empty();
    if (names) paid.claim = &a->body->claim;
  }
  return out;
}

void sort_by_value_date(Payments& payments) {
  std::sort(payments.begin(), payments.end(), [](const Paid& a, const Paid& b) {
    return std::tie(a.payment->value_date, a.fact->fact.key) <
           std::tie(b.payment->value_date, b.fact->fact.key);
  });
}

Payments payments_by_value_date(const Case& value, Date through,
                                std::pmr::memory_resource* memory) {
  Payments out = payments_of(value, std::nullopt, memory);
  std::erase_if(out, [&](const Paid& paid) {
    return paid.reversed != nullptr || through < paid.payment->value_date;
  });
  sort_by_value_date(out);
  return out;
}

Date with_tolerance(Date by, const Duration& tolerance, const Calendar& calendar) {
  switch (tolerance.unit) {
    case Duration::Unit::days: return by + Days{tolerance.count};
    case Duration::Unit::business_days: return calendar.add(by, BusinessDays{tolerance.count});
    case Duration::Unit::months: return by + Months{tolerance.count};
  }
  return by;
}

std::int64_t disputed_part(const Case& value, const Balance& balance, const LedgerOptions& options,
                           std::pmr::memory_resource* memory) {
  std::pmr::vector<Found<DisputeRaised>> raised(memory);
  find_facts(value.facts, options.known_at, raised);
  if (raised.empty()) return 0;
  std::pmr::vector<Found<DisputeResolved>> resolved(memory);
  find_facts(value.facts, options.known_at, resolved);
  std::pmr::vector<std::int64_t> open(memory);  // by claim, not disputed yet
  for (const ClaimBalance& claim : balance.claims) {
    std::int64_t sum = 0;
    for (const std::int64_t part : claim.open) sum += part;
    open.push_back(sum);
  }
  std::pmr::vector<std::size_t> claims(memory);  // by id: the order of the case is one of arrival
  for (std::size_t i = 0; i < open.size(); ++i) claims.push_back(i);
  std::sort(claims.begin(), claims.end(), [&](std::size_t a, std::size_t b) {
    return balance.claims[a].claim < balance.claims[b].claim;
  });
  // Disputes that name claims before those about all of them.
  std::sort(raised.begin(), raised.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.body->claims.empty(), a.body->claims.size(), a.fact->fact.key) <
           std::tuple(b.body->claims.empty(), b.body->claims.size(), b.fact->fact.key);
  });
  std::int64_t disputed = 0;
  // Whole claims first, so that a part of a claim that is disputed as a whole adds nothing.
  for (const bool whole : {true, false}) {
    for (const Found<DisputeRaised>& dispute : raised) {
      if (dispute.body->sum.has_value() == whole) continue;
      const bool now =
          dispute.fact->fact.effective <= options.on && options.on < dispute_end(dispute, resolved);
      if (!now) continue;
      std::int64_t rest =
          whole ? std::numeric_limits<std::int64_t>::max() : dispute.body->sum->minor;
      for (const std::size_t i : claims) {
        if (!covers(*dispute.body, balance.claims[i].claim)) continue;
        const std::int64_t part = std::min(rest, open[i]);
        open[i] -= part;
        rest -= part;
        disputed += part;
      }
    }
  }
  return disputed;
}

void no_interest_days(const Case& value, const Debtors& debtors, const LawPack& law,
                      const LedgerOptions& options, const ClaimId& claim, NoInterestDays& out) {
  add_holds(value.holds, value.facts, options.known_at, claim, out);
  add_waivers(value, options, out);
  add_person_facts(value.facts, law, options, out);
  if (has_further_debtors(value)) {
    add_persons(value, debtors, law, options, claim, out);
  } else if (debtors.first != nullptr) {
    person_stops(*debtors.first, law, options, claim, out);
  }
  if (has(law.hold(Hold::Cause::dispute).kinds, HoldKinds::interest)) {
    auto* memory = out.get_allocator().resource();
    std::pmr::vector<Found<DisputeRaised>> raised(memory);
    std::pmr::vector<Found<DisputeResolved>> resolved(memory);
    find_facts(value.facts, options.known_at, raised);
    find_facts(value.facts, options.known_at, resolved);
    for (const Found<DisputeRaised>& dispute : raised) {
      // A dispute about a part of the sum stops no interest.
      if (dispute.body->sum || !covers(*dispute.body, claim)) continue;
      out.push_back({dispute.fact->fact.effective, dispute_end(dispute, resolved) - Days{1}});
    }
  }
  if (!out.empty()) merge(out);
}

}  // namespace arrears::ledger
