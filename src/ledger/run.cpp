#include <ledger/run.hpp>
#include <numeric>
#include <tuple>

namespace arrears::ledger {

using What = CalculationLine::What;

Run::Run(const Case& value, const Debtors& debtors, const LawPack& law,
         const LedgerOptions& options, std::vector<CalculationLine>* lines)
    : memory_(buffer_.data(), buffer_.size()),
      value_(value),
      debtors_(debtors),
      law_(law),
      options_(options),
      terms_(options.terms.value_or(law.interest_terms())),
      lines_(lines),
      claims_(&memory_),
      by_due_(&memory_),
      calls_(&memory_),
      crediting_(&memory_),
      payments_(&memory_),
      events_(&memory_) {}

Balance Run::run() {
  begin_claims();
  collect_events();
  for (const Event& event : events_) {
    accelerate(event.day);
    switch (event.kind) {
      case Event::Kind::removal: remove(*event.claim, event.day); break;
      case Event::Kind::assignment: assign(*event.fact); break;
      case Event::Kind::title: award(*event.fact); break;
      case Event::Kind::charge: charge(*event.posting); break;
      case Event::Kind::credit_note:
      case Event::Kind::reduction: reduce(*event.fact, event.day); break;
      case Event::Kind::capitalisation: capitalise(*event.fact); break;
      case Event::Kind::reversal: reverse(*event.paid, event.day); break;
      case Event::Kind::payment: pay(*event.paid, event.day); break;
      case Event::Kind::write_off: {
        const Posting& posting = *event.posting;
        write_off(posting.claim, {event.day, posting.basis, {}, posting.sum});
        break;
      }
    }
  }
  accelerate(options_.on);
  for (ClaimRun* claim : by_due_) {
    if (claim->present) accrue(*claim, options_.on);
  }
  return result();
}

// Null after the day that is asked about.
Run::Event* Run::add_event(Date day, Event::Kind kind) {
  if (options_.on < day) return nullptr;
  Event& event = events_.emplace_back();
  event.day = day;
  event.kind = kind;
  return &event;
}

void Run::collect_events() {
  for (ClaimRun& claim : claims_) {
    if (!claim.in->removed || !claim.present) continue;
    if (left_later(value_, *claim.in, options_.known_at)) continue;
    if (Event* event = add_event(*claim.in->removed, Event::Kind::removal)) event->claim = &claim;
  }
  payments_ = payments_of(value_, options_.known_at, &memory_);
  for (const Posting& posting : value_.postings) {
    if (posting.reversed || !is_known(posting.recorded_at, options_.known_at)) continue;
    const bool charges = posting.kind == Posting::Kind::charge;
    std::optional<Date> day = posting.effective;
    if (posting.if_paid) day = paid_by(*posting.if_paid, posting.effective, *posting.by);
    if (!day) continue;
    Event* event = add_event(*day, charges ? Event::Kind::charge : Event::Kind::write_off);
    if (event != nullptr) event->posting = &posting;
  }
  for (const Paid& paid : payments_) {
    if (paid.reversed != nullptr && lines_ == nullptr) continue;
    const Event::Kind kind =
        paid.reversed != nullptr ? Event::Kind::reversal : Event::Kind::payment;
    if (Event* event = add_event(paid.payment->value_date, kind)) event->paid = &paid;
  }
  collect_reductions();
  std::sort(events_.begin(), events_.end(), &Run::earlier);
}

// By day, kind and key: never by arrival. Postings have no key; two that agree in all of this do
// the same, so their order does not matter.
bool Run::earlier(const Event& a, const Event& b) {
  if (a.day != b.day) return a.day < b.day;
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.paid != nullptr) return a.paid->fact->fact.key < b.paid->fact->fact.key;
  if (a.fact != nullptr) return a.fact->fact.key < b.fact->fact.key;
  if (a.claim != nullptr) {
    return std::tie(a.claim->claim().id, a.claim->maturity) <
           std::tie(b.claim->claim().id, b.claim->maturity);
  }
  return std::tie(a.posting->claim, a.posting->maturity, a.posting->fee, a.posting->by_law,
                  a.posting->sum.minor, a.posting->basis) <
         std::tie(b.posting->claim, b.posting->maturity, b.posting->fee, b.posting->by_law,
                  b.posting->sum.minor, b.posting->basis);
}

// Up to a payment, a write-off or the day asked about.
void Run::accrue(ClaimRun& claim, Date through) {
  if (through <= claim.accrued) return;
  grow(claim, through);
  if (terms_.rounding != InterestTerms::Rounding::per_event) return;
  for (const Interest kind : growing) begin_anew(claim, kind);
}

void Run::grow(ClaimRun& claim, Date through) {
  if (through <= claim.accrued) return;
  if (claim.of(Component::principal) > 0) {
    for (const Rule& rule : claim.rules) {
      const Date first = std::max(claim.accrued + Days{1}, rule.from);
      const Date last = std::min(through, rule.until);
      if (first <= last) accrue_rule(claim, rule, first, last);
    }
  }
  claim.accrued = through;
}

// The stretch without the days on which a hold stops interest.
void Run::accrue_rule(ClaimRun& claim, const Rule& rule, Date first, Date last) {
  for (const NoInterest& without : claim.without) {
    if (without.until < first) continue;
    if (last < without.from) break;
    if (first < without.from) add_interest(claim, rule, first, without.from - Days{1});
    first = without.until + Days{1};
  }
  if (first <= last) add_interest(claim, rule, first, last);
}

// Stretches that a person can check with a calculator, cut where the year gets another length. They
// are told apart only where somebody sees them or each is rounded by itself.
void Run::add_interest(ClaimRun& claim, const Rule& rule, Date first, Date last) {
  const bool cut = rule.rate.day_count == DayCount::act_act &&
                   (lines_ != nullptr || terms_.rounding == InterestTerms::Rounding::per_period);
  while (cut && first <= last) {
    int year = first.year();
    while (year < last.year() && is_leap_year(year) == is_leap_year(year + 1)) ++year;
    const Date end = std::min(last, Date{year, 12, 31});
    add_stretch(claim, rule, first, end);
    first = end + Days{1};
  }
  if (first <= last) add_stretch(claim, rule, first, last);
}

void Run::add_stretch(ClaimRun& claim, const Rule& rule, Date first, Date last) {
  const std::int64_t before = claim.booked[rule.kind];
  Int128 exact = exact_interest(claim.of(Component::principal), rule.rate, first - Days{1}, last);
  bool cut = false;
  if (rule.kind == penalty) exact = within_cap(claim, exact, cut);
  claim.exact[rule.kind] += exact;
  book(claim, rule.kind);
  if (lines_ != nullptr && (!cut || exact > 0)) {
    add_line(claim, rule, first, last, claim.booked[rule.kind] - before, exact);
    if (cut) {
      const CapRow& cap = *find(claim.claim().id)->penalty_cap;
      lines_->back().basis = cap.line.legal_basis;
      lines_->back().cap = cap.sum_for(*claim.claim().credit);
    }
  }
  if (follows_persons_) {
    claim.grown.push_back({first, last, rule.kind, rule.rate, claim.of(Component::principal)});
  }
  if (terms_.rounding == InterestTerms::Rounding::per_period) begin_anew(claim, rule.kind);
}

Int128 Run::within_cap(ClaimRun& claim, Int128 exact, bool& cut) {
  std::optional<Int128>& left = find(claim.claim().id)->penalty_left;
  if (!left) return exact;
  cut = *left < exact;
  const Int128 out = cut ? *left : exact;
  *left -= out;
  return out;
}

// Booked is round half up of the cumulative exact amount; what was booked before is in it.
void Run::book(ClaimRun& claim, Interest kind) {
  const std::int64_t total = booked_interest(claim.exact[kind], terms_.unit);
  claim.of(interest_component(kind)) += total - claim.booked[kind];
  claim.booked[kind] = total;
}

// What was booked stays; what comes is rounded by itself.
void Run::begin_anew(ClaimRun& claim, Interest kind) {
  claim.exact[kind] = 0;
  claim.booked[kind] = 0;
}

void Run::add_line(ClaimRun& claim, const Rule& rule, Date first, Date last, std::int64_t booked,
                   Int128 exact) {
  CalculationLine& added = line(What::interest, &claim, first, last, booked);
  added.component = interest_component(rule.kind);
  added.base = money(claim.of(Component::principal));
  added.rate = rule.rate;
  added.days = (last - first).count + 1;
  added.exact = exact;
  if (rule.law.row != nullptr) {
    added.basis = rule.law.row->line.legal_basis;
    added.source = rate_source(rule.law, last);
  } else if (rule.segment == nullptr) {
    added.basis = "agreed rate";
  }
  if (rule.why != nullptr && !rule.why->empty()) added.basis = *rule.why;
  if (rule.segment != nullptr && !rule.segment->basis.empty()) added.basis = rule.segment->basis;
  if (rule.segment != nullptr && !rule.segment->source.empty()) {
    added.source = rule.segment->source;
  }
}

Run::ClaimRun* Run::find(const ClaimId& id) {
  for (ClaimRun& claim : claims_) {
    if (claim.claim().id == id) return &claim;
  }
  return nullptr;
}

CalculationLine& Run::line(What what, const ClaimRun* claim, Date from, Date until,
                           std::int64_t amount) {
  CalculationLine& out = lines_->emplace_back();
  out.what = what;
  out.from = from;
  out.until = until;
  out.amount = money(amount);
  out.base = money(0);
  if (claim != nullptr) {
    out.claim = claim->claim().id;
    out.maturity = claim->maturity;
  }
  return out;
}

// A charge without a claim is on the oldest one; one on a claim that has left the case left with
// it.
void Run::charge(const Posting& posting) {
  ClaimRun* claim =
      posting.claim.empty() && !by_due_.empty() ? by_due_.front() : find(posting.claim);
  if (posting.maturity) {
    each_part(posting.claim, [&](ClaimRun& part) {
      if (part.maturity == posting.maturity) claim = &part;
    });
  }
  if (claim == nullptr || !claim->present) return;
  const Component component =
      posting.by_law ? law_.data().component_of(posting.fee) : Component::costs;
  claim->of(component) += posting.sum.minor;
  if (lines_ == nullptr) return;
  CalculationLine& added =
      line(What::charge, claim, posting.effective, posting.effective, posting.sum.minor);
  added.component = component;
  added.basis = posting.basis;
  added.source = posting.fee;
}

void Run::pay(const Paid& paid, Date day) {
  std::int64_t rest = paid.payment->sum.minor;
  const std::size_t before = lines_ == nullptr ? 0 : lines_->size();
  paid_ += rest;
  several_ = nullptr;
  if (paid.claim != nullptr) {
    each_part(*paid.claim, [&](ClaimRun& part) { rest = credit(part, paid, day, rest); });
  }
  if (rest > 0) order_claims(*paid.payment, day);
  // First what was in the case on that day, then what joined it later: taking in another claim
  // moves no money that an earlier claim has had.
  for (const bool joined : {true, false}) {
    for (ClaimRun* claim : crediting_) {
      if (rest == 0) break;
      if (joined_by(value_, *claim->in, day) == joined) rest = credit(*claim, paid, day, rest);
    }
  }
  overpaid_ += rest;
  if (lines_ == nullptr) return;
  const bool credited =
      std::any_of(lines_->begin() + static_cast<std::ptrdiff_t>(before), lines_->end(),
                  [](const CalculationLine& added) { return added.what == What::payment; });
  if (credited) return;
  CalculationLine& added = line(What::payment, nullptr, day, day, 0);
  added.base = paid.payment->sum;
  added.fact = paid.fact->fact.key.value;
}

// What of the payment is left.
std::int64_t Run::credit(ClaimRun& claim, const Paid& paid, Date day, std::int64_t rest) {
  if (!claim.present || rest == 0) return rest;
  accrue(claim, terms_.payment_day_bears ? day : day - Days{1});
  const bool late = claim.default_from <= day;
  const auto [order, basis] =
      law_.data().credited(claim.claim(), *paid.payment, late, options_.allocation);
  const std::int64_t principal = claim.of(Component::principal), before = rest;
  for (const Component component : order) {
    const std::int64_t part = std::min(rest, claim.of(component));
    if (part == 0) continue;
    claim.of(component) -= part;
    rest -= part;
    if (lowers_principal_ && component == Component::principal) {
      claim.settled.push_back({&paid, part});
    }
    if (lines_ == nullptr) continue;
    CalculationLine& added = line(What::payment, &claim, day, day, -part);
    added.component = component;
    added.base = paid.payment->sum;
    added.fact = paid.fact->fact.key.value;
    added.basis = basis;
    const bool chosen =
        several_ != nullptr && (paid.claim == nullptr || *paid.claim != added.claim);
    if (chosen) added.source = several_->line.legal_basis;
  }
  if (principal > 0 && claim.of(Component::principal) == 0) claim.principal_paid_on = day;
  if (follows_persons_) claim.paid_by.emplace_back(&paid.payment->person, before - rest);
  return rest;
}

// The claim goes with everything that is open of it; what was paid on it stays paid.
void Run::remove(ClaimRun& claim, Date day) {
  accrue(claim, day - Days{1});
  claim.present = false;
  for (std::size_t i = 0; i < component_count; ++i) {
    const std::int64_t open = std::exchange(claim.open[i], 0);
    if (open == 0) continue;
    removed_ += open;
    if (lines_ == nullptr) continue;
    CalculationLine& added = line(What::claim, &claim, day, day, -open);
    added.component = static_cast<Component>(i);
  }
}

void Run::reverse(const Paid& paid, Date day) {
  CalculationLine& came = line(What::payment, nullptr, day, day, -paid.payment->sum.minor);
  came.base = paid.payment->sum;
  came.fact = paid.fact->fact.key.value;
  CalculationLine& went = line(What::reversal, nullptr, day, day, paid.payment->sum.minor);
  went.base = paid.payment->sum;
  went.basis = paid.reversed->reason;
  went.fact = paid.fact->fact.key.value;
}

// Of payments that count; what was refunded of one that was taken back is owed by its payer.
std::int64_t Run::refunds() const {
  std::int64_t out = 0;
  for (const RecordedFact& fact : value_.facts) {
    const auto* refund = std::get_if<PaymentRefunded>(&fact.fact.what);
    const bool now = refund != nullptr && fact.fact.effective <= options_.on &&
                     is_known(fact.recorded_at, options_.known_at);
    const bool counts =
        now && std::any_of(payments_.begin(), payments_.end(), [&](const Paid& paid) {
          return paid.reversed == nullptr && paid.fact->fact.key == refund->payment;
        });
    if (counts) out += refund->sum.minor;
  }
  return out;
}

Balance Run::result() {
  Balance out;
  out.currency = value_.currency;
  add_balances(out);
  std::array<std::int64_t, component_count> sums{};
  std::int64_t overdue = 0;
  for (const ClaimRun& claim : claims_) {
    const std::int64_t open = std::accumulate(claim.open.begin(), claim.open.end(), std::int64_t{});
    if (claim.default_from <= options_.on) overdue += open;
    for (std::size_t i = 0; i < component_count; ++i) sums[i] += claim.open[i];
  }
  std::int64_t debt = 0;
  for (const std::int64_t sum : sums) debt += sum;
  const auto of = [&](Component c) { return sums[static_cast<std::size_t>(c)]; };
  out.debt = money(debt);
  out.overdue = money(overdue);
  out.principal = money(of(Component::principal));
  out.interest = money(of(Component::contractual_interest) + of(Component::default_interest));
  out.costs = money(debt - out.principal.minor - out.interest.minor);
  out.written_off = money(written_off_);
  out.written_off_unused = money(unused_);
  out.paid = money(paid_);
  const std::int64_t refunded = std::min(overpaid_, refunds());
  out.overpaid = money(overpaid_ - refunded);
  out.refunded = money(refunded);
  out.removed = money(removed_);
  out.credited = money(credited_);
  out.disputed = money(disputed_part(value_, out, options_, &memory_));
  return out;
}

}  // namespace arrears::ledger
