// Holds: those that plan and host have put, and those that follow from facts by law.
#include <decide/sight.hpp>

#include <algorithm>

namespace arrears {
namespace {

// The end of what a fact began: effective day, and the day from which clocks know of it. Of several
// the earliest counts for each, whatever order they arrived in.
struct End {
  Date effective;
  Date known;
};

void add(std::optional<End>& end, const RecordedFact& fact) {
  const Date on = fact.fact.effective, known = std::max(on, fact.recorded_on);
  if (!end) end = End{on, known};
  end->effective = std::min(end->effective, on);
  end->known = std::min(end->known, known);
}

struct Collector {
  const Sight& sight;
  std::vector<SeenHold>& out;

  void stored(const std::vector<Hold>& holds, const std::vector<RecordedFact>& facts) const {
    for (const Hold& hold : holds) {
      SeenHold seen;
      seen.hold = hold;
      seen.clock_from = hold.from;
      if (hold.until) seen.clock_to = *hold.until + Days{1};
      std::optional<Date> released = hold.released;
      if (hold.cause == Hold::Cause::host) host_days(facts, seen, released);
      if (released && (!seen.clock_to || *released < *seen.clock_to)) seen.clock_to = released;
      out.push_back(std::move(seen));
    }
  }

  void from_facts(const std::vector<RecordedFact>& facts) const {
    for (const RecordedFact& fact : facts) {
      if (std::holds_alternative<DisputeRaised>(fact.fact.what)) {
        by_law(Hold::Cause::dispute, fact, dispute_end(fact.fact, facts));
      } else if (const auto* insolvency = std::get_if<InsolvencyDeclared>(&fact.fact.what)) {
        by_law(Hold::Cause::insolvency, fact, insolvency_end(*insolvency, fact, facts));
      } else if (std::holds_alternative<DeathReported>(fact.fact.what)) {
        by_law(Hold::Cause::death, fact, std::nullopt);
      }
    }
  }

 private:
  static void host_days(const std::vector<RecordedFact>& facts, SeenHold& seen,
                        std::optional<Date>& released) {
    const Hold& hold = seen.hold;
    std::optional<End> end;
    for (const RecordedFact& fact : facts) {
      const auto* stated = std::get_if<HoldStated>(&fact.fact.what);
      if (stated == nullptr) continue;
      if (!stated->released && fact.fact.key.value == hold.by) {
        seen.clock_from = std::max(hold.from, fact.recorded_on);
      } else if (stated->released && stated->hold.value == hold.by) {
        add(end, fact);
      }
    }
    if (end) released = end->known;
  }

  // As the ledger has it: a resolution that names no dispute is of every one raised by its day,
  // whatever order they arrived in.
  static std::optional<End> dispute_end(const Fact& dispute,
                                        const std::vector<RecordedFact>& facts) {
    std::optional<End> out;
    for (const RecordedFact& fact : facts) {
      const auto* resolved = std::get_if<DisputeResolved>(&fact.fact.what);
      if (resolved == nullptr) continue;
      const bool meant = resolved->dispute.empty() ? dispute.effective <= fact.fact.effective
                                                   : resolved->dispute == dispute.key;
      if (meant) add(out, fact);
    }
    return out;
  }

  static std::optional<End> insolvency_end(const InsolvencyDeclared& declared,
                                           const RecordedFact& from,
                                           const std::vector<RecordedFact>& facts) {
    std::optional<End> out;
    for (const RecordedFact& fact : facts) {
      const auto* ended = std::get_if<InsolvencyEnded>(&fact.fact.what);
      if (ended == nullptr || ended->person != declared.person) continue;
      if (from.fact.effective <= fact.fact.effective) add(out, fact);
    }
    return out;
  }

  void by_law(Hold::Cause cause, const RecordedFact& fact, const std::optional<End>& end) const {
    const LawHold law = sight.pack().hold(cause);
    if (law.kinds == HoldKinds::none) return;
    SeenHold seen;
    seen.hold.kinds = law.kinds;
    seen.hold.scope = law.scope;
    seen.hold.cause = cause;
    seen.hold.by = fact.fact.key.value;
    seen.hold.from = fact.fact.effective;
    if (law.line != nullptr) seen.hold.because = law.line->id;
    seen.clock_from = std::max(fact.fact.effective, fact.recorded_on);
    if (end) {
      seen.hold.released = end->effective;
      seen.clock_to = end->known;
    }
    if (law.scope != HoldScope::claim) {
      out.push_back(std::move(seen));
      return;
    }
    const auto* dispute = std::get_if<DisputeRaised>(&fact.fact.what);
    if (dispute == nullptr || dispute->claims.empty()) {
      out.push_back(std::move(seen));
      return;
    }
    for (const ClaimId& claim : dispute->claims) {
      seen.hold.claim = claim;
      out.push_back(seen);
    }
  }
};

bool all_disputed(const Sight& sight, Date on) {
  const std::shared_ptr<const Balance> balance = sight.balance_on(on);
  return balance->disputed.minor >= balance->debt.minor;
}

void merge(std::vector<Stop>& stops) {
  std::sort(stops.begin(), stops.end(),
            [](const Stop& a, const Stop& b) { return a.from < b.from; });
  std::vector<Stop> out;
  for (const Stop& stop : stops) {
    if (stop.to && *stop.to <= stop.from) continue;
    if (out.empty() || (out.back().to && *out.back().to < stop.from)) {
      out.push_back(stop);
    } else if (out.back().to && (!stop.to || *stop.to > *out.back().to)) {
      out.back().to = stop.to;
    }
  }
  stops = std::move(out);
}

// A claim's hold stops the case's clock only in the stretches in which nothing is undisputed. What
// is disputed changes where one of these holds begins or ends.
void add_claim_stops(const Sight& sight, const std::vector<SeenHold>& holds,
                     std::vector<Stop>& stops) {
  std::vector<Date> edges;
  for (const SeenHold& seen : holds) {
    edges.push_back(seen.clock_from);
    if (seen.clock_to) edges.push_back(*seen.clock_to);
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (edges[i] > sight.today()) break;
    bool any = false;
    for (const SeenHold& seen : holds) {
      any = any || (seen.clock_from <= edges[i] && (!seen.clock_to || edges[i] < *seen.clock_to));
    }
    if (!any || !all_disputed(sight, edges[i])) continue;
    Stop stop;
    stop.from = edges[i];
    if (i + 1 < edges.size()) stop.to = edges[i + 1];
    stops.push_back(stop);
  }
}

}  // namespace

const std::vector<SeenHold>& Sight::holds() const {
  if (!holds_) {
    holds_.emplace();
    const Collector collect{*this, *holds_};
    collect.stored(value_->holds, value_->facts);
    collect.from_facts(value_->facts);
    if (at_.debtor != nullptr) {
      collect.stored(at_.debtor->holds, at_.debtor->facts);
      collect.from_facts(at_.debtor->facts);
    }
  }
  return *holds_;
}

bool Sight::held(HoldKinds kinds) const {
  bool claims = false;
  for (const SeenHold& seen : holds()) {
    if (!has(seen.hold.kinds, kinds) || !seen.hold.active(today_)) continue;
    if (seen.hold.scope != HoldScope::claim) return true;
    claims = true;
  }
  return claims && all_disputed(*this, today_);
}

bool Sight::dispute_of_sum() const {
  for (const RecordedFact& fact : value_->facts) {
    const auto* dispute = std::get_if<DisputeRaised>(&fact.fact.what);
    if (dispute != nullptr && dispute->sum) return true;
  }
  return false;
}

const std::vector<Stop>& Sight::stops() const {
  if (!stops_) {
    constexpr HoldKinds stopping = HoldKinds::contact | HoldKinds::enforcement;
    std::vector<Stop> out;
    std::vector<SeenHold> on_claims;
    for (const SeenHold& seen : holds()) {
      if (!has(seen.hold.kinds, stopping)) continue;
      if (seen.hold.scope == HoldScope::claim) {
        on_claims.push_back(seen);
      } else {
        out.push_back({seen.clock_from, seen.clock_to});
      }
    }
    if (!on_claims.empty()) add_claim_stops(*this, on_claims, out);
    merge(out);
    stops_ = std::move(out);
  }
  return *stops_;
}

}  // namespace arrears
