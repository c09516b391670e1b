// The claims that a walk goes over: one run for each claim, or for each maturity of a claim that
// falls due in parts; and which of them a payment meets first.
#include <algorithm>
#include <ledger/run.hpp>
#include <tuple>

namespace arrears::ledger {

// Claims of the opening belong to the case from ever: facts may be older than the case.
bool joined_by(const Case& value, const CaseClaim& claim, Date day) {
  return claim.added <= value.opened_on || claim.added <= day;
}

namespace {

// visit(fact, its ClaimAccelerated) for each that took effect by the day asked about.
template <class Visit>
void each_acceleration(const Case& value, const LedgerOptions& options, Visit&& visit) {
  for (const RecordedFact& fact : value.facts) {
    const auto* it = std::get_if<ClaimAccelerated>(&fact.fact.what);
    if (it == nullptr || options.on < fact.fact.effective) continue;
    if (is_known(fact.recorded_at, options.known_at)) visit(fact.fact, *it);
  }
}

// The day on which all of a claim that falls due in parts is due, by what took effect by that day.
std::optional<Date> called_for(const Case& value, const Claim& claim, const LedgerOptions& options,
                               Date by) {
  std::optional<Date> out;
  each_acceleration(value, options, [&](const Fact& fact, const ClaimAccelerated& it) {
    if (by < fact.effective || (!it.claim.empty() && it.claim != claim.id)) return;
    const Date payable = it.payable.value_or(fact.effective);
    out = std::min(out.value_or(payable), payable);
  });
  return out;
}

}  // namespace

std::vector<MaturityBalance> maturities_of(const Case& value, const Claim& claim,
                                           const LedgerOptions& options) {
  if (claim.maturities.empty()) return {{claim.due, claim.due, claim.principal.minor, 0}};
  const std::optional<Date> called = called_for(value, claim, options, options.on);
  std::vector<MaturityBalance> out;
  for (const Instalment& one : claim.maturities) {
    out.push_back({one.due, std::min(one.due, called.value_or(one.due)), one.sum.minor, 0});
  }
  return out;
}

void Run::begin_claims() {
  std::size_t count = 0;
  for (const CaseClaim& in : value_.claims) {
    count += std::max<std::size_t>(1, in.claim.maturities.size());
  }
  claims_.reserve(count);  // by_due_ points into it
  by_due_.reserve(count);
  for (const CaseClaim& in : value_.claims) {
    if (in.claim.maturities.empty()) {  // most claims: nothing is allocated
      begin_claim(in, {in.claim.due, in.claim.due, in.claim.principal.minor, 0});
      continue;
    }
    for (const MaturityBalance& part : maturities_of(value_, in.claim, options_)) {
      begin_claim(in, part);
    }
  }
  sort_claims();
  list_claims();
  each_acceleration(value_, options_, [&](const Fact& fact, const ClaimAccelerated&) {
    calls_.push_back(fact.effective);
  });
  if (calls_.empty()) return;
  std::sort(calls_.rbegin(), calls_.rend());
  for (ClaimRun& claim : claims_) {
    if (claim.maturity) claim.met_as_due = *claim.maturity;
  }
  sort_claims();
}

// What comes in is credited by the due dates of its own day: an acceleration that takes effect
// later changes nothing in it.
void Run::accelerate(Date day) {
  if (calls_.empty() || day < calls_.back()) return;
  while (!calls_.empty() && calls_.back() <= day) calls_.pop_back();
  for (ClaimRun& claim : claims_) {
    if (!claim.maturity) continue;
    const auto called = called_for(value_, claim.claim(), options_, day);
    claim.met_as_due = std::min(*claim.maturity, called.value_or(*claim.maturity));
  }
  sort_claims();
}

void Run::sort_claims() {
  std::sort(by_due_.begin(), by_due_.end(), [](const ClaimRun* a, const ClaimRun* b) {
    return std::tie(a->met_as_due, a->claim().id, a->maturity) <
           std::tie(b->met_as_due, b->claim().id, b->maturity);
  });
}

void Run::list_claims() {
  if (lines_ == nullptr) return;
  for (ClaimRun* claim : by_due_) {
    const Date day = claim->claim().obligation.value_or(claim->due);
    CalculationLine& added = line(CalculationLine::What::claim, claim, day, day, claim->principal);
    added.base = money(claim->principal);
    added.source = claim->due.text();
  }
}

void Run::begin_claim(const CaseClaim& in, const MaturityBalance& part) {
  ClaimRun& claim = claims_.emplace_back(&memory_);
  claim.in = &in;
  if (!in.claim.maturities.empty()) claim.maturity = part.maturity;
  if (joined_later(value_, in, options_.known_at)) {
    claim.present = false;
    return;
  }
  claim.due = claim.met_as_due = part.due;
  claim.principal = part.principal;
  claim.default_from = law_.default_from(claim.due, options_.shift_due);
  claim.of(Component::principal) = part.principal;
  no_interest_days(value_, debtors_, law_, options_, in.claim.id, claim.without);
  add_rules(claim);
  by_due_.push_back(&claim);
}

// By the host, or by a message of the case that arrived, as far as is known, and was sent when it
// was due.
bool Run::demanded_before(const ClaimRun& claim, Date day) const {
  const std::optional<Date>& stated = claim.claim().demanded;
  if (stated && *stated < day) return true;
  return std::any_of(value_.contacts.begin(), value_.contacts.end(), [&](const Contact& contact) {
    const std::optional<Date>& sent = contact.sent_on;
    return contact.kind != MessageKind::information && sent && *sent < day && claim.due < *sent &&
           !contact.failed_on && joined_by(value_, *claim.in, *sent);
  });
}

// Leaves what is open in the order in which the law would have a payment meet it that names no
// claim: by what the law of each of them asks for, then the oldest due date first.
void Run::order_claims(const PaymentReceived& payment, Date day) {
  several_ = nullptr;
  crediting_.assign(by_due_.begin(), by_due_.end());
  std::erase_if(crediting_, [](const ClaimRun* claim) {
    return !claim->present || std::all_of(claim->open.begin(), claim->open.end(),
                                          [](std::int64_t open) { return open == 0; });
  });
  const bool one = std::all_of(crediting_.begin(), crediting_.end(), [&](const ClaimRun* claim) {
    return claim->in == crediting_.front()->in;
  });
  if (one || law_.data().now.several_debts.empty()) return;
  std::pmr::vector<const SeveralDebtsRow*> rows(&memory_);
  for (const ClaimRun* claim : crediting_) {
    rows.push_back(law_.data().several_debts(claim->claim(), payment.value_date));
    if (rows.back() == nullptr) return;
  }
  several_ = rows.front();
  const auto all_ask = [&](SeveralDebts::Criterion criterion) {
    return std::all_of(rows.begin(), rows.end(), [&](const SeveralDebtsRow* row) {
      return std::find(row->order.begin(), row->order.end(), criterion) != row->order.end();
    });
  };
  using Criterion = SeveralDebts::Criterion;
  for (auto it = several_->order.rbegin(); it != several_->order.rend(); ++it) {
    if (*it != Criterion::damages_last && all_ask(*it)) order_by(*it, day);
  }
  if (all_ask(Criterion::damages_last)) damages_last();
}

void Run::order_by(SeveralDebts::Criterion criterion, Date day) {
  using Criterion = SeveralDebts::Criterion;
  std::stable_sort(crediting_.begin(), crediting_.end(), [&](const ClaimRun* a, const ClaimRun* b) {
    switch (criterion) {
      case Criterion::demanded: return demanded_before(*a, day) && !demanded_before(*b, day);
      case Criterion::least_secured: return a->claim().security < b->claim().security;
      case Criterion::earliest_due: return a->met_as_due < b->met_as_due;
      case Criterion::damages_last: break;
    }
    return false;
  });
}

// Damages wait until the claim is met whose breach caused them.
void Run::damages_last() {
  std::pmr::vector<ClaimRun*> rest(crediting_.begin(), crediting_.end(), &memory_);
  const auto waits = [&](const ClaimRun* claim) {
    const ClaimId& broken = claim->claim().damages_of;
    return !broken.empty() && std::any_of(rest.begin(), rest.end(), [&](const ClaimRun* other) {
      return other->claim().id == broken;
    });
  };
  crediting_.clear();
  while (!rest.empty()) {
    auto next = std::find_if_not(rest.begin(), rest.end(), waits);
    if (next == rest.end()) next = rest.begin();  // damages of each other
    crediting_.push_back(*next);
    rest.erase(next);
  }
}

// One for each claim of the case, in its order.
void Run::add_balances(Balance& out) const {
  out.claims.reserve(value_.claims.size());
  const CaseClaim* last = nullptr;
  bool paid = false;
  for (const ClaimRun& run : claims_) {
    if (run.in != last) {
      out.claims.emplace_back().claim = run.claim().id;
      last = run.in;
      paid = true;
    }
    ClaimBalance& claim = out.claims.back();
    std::int64_t debt = 0;
    for (std::size_t i = 0; i < component_count; ++i) {
      claim.open[i] += run.open[i];
      debt += run.open[i];
    }
    const std::int64_t open = run.open[static_cast<std::size_t>(Component::principal)];
    if (open > 0) {
      claim.oldest_due = std::min(claim.oldest_due.value_or(run.due), run.due);
    }
    if (run.maturity) claim.maturities.push_back({*run.maturity, run.due, open, debt});
    paid = paid && run.principal_paid_on.has_value();
    claim.principal_paid_on =
        paid ? std::max(claim.principal_paid_on, run.principal_paid_on) : std::nullopt;
    const bool late = run.principal_paid_on && run.due < *run.principal_paid_on;
    claim.paid_late = paid && (claim.paid_late || late);
  }
}

}  // namespace arrears::ledger
