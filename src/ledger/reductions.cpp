// What lowers a debt without money: write-offs, credit notes, what a title dismissed; and the costs
// that a title awards.
#include <algorithm>
#include <ledger/run.hpp>

namespace arrears::ledger {

using What = CalculationLine::What;

std::optional<Date> Run::paid_by(const Money& sum, Date from, Date by) {
  if (!counting_) {
    counting_.emplace(payments_, &memory_);
    std::erase_if(*counting_, [](const Paid& paid) { return paid.reversed != nullptr; });
    sort_by_value_date(*counting_);
  }
  std::int64_t paid = 0;
  for (const Paid& one : *counting_) {
    const Date day = one.payment->value_date;
    if (day < from || by < day) continue;
    paid += one.payment->sum.minor;
    if (sum.minor <= paid) return day;
  }
  return std::nullopt;
}

// Each reduction that was not taken back, on the day from which it holds.
void Run::collect_reductions() {
  const auto reversed = [&](const FactKey& key) {
    return std::any_of(value_.facts.begin(), value_.facts.end(), [&](const RecordedFact& fact) {
      const auto* it = std::get_if<ReductionReversed>(&fact.fact.what);
      return it != nullptr && it->reduction == key && is_known(fact.recorded_at, options_.known_at);
    });
  };
  for (const RecordedFact& fact : value_.facts) {
    if (!is_known(fact.recorded_at, options_.known_at)) continue;
    if (std::holds_alternative<TitleIssued>(fact.fact.what)) {
      lowers_principal_ = true;
      if (Event* event = add_event(fact.fact.effective, Event::Kind::title)) event->fact = &fact;
      continue;
    }
    const bool capitalised = std::holds_alternative<InterestCapitalised>(fact.fact.what);
    if (capitalised || std::holds_alternative<CaseAssigned>(fact.fact.what)) {
      const auto kind = capitalised ? Event::Kind::capitalisation : Event::Kind::assignment;
      if (Event* event = add_event(fact.fact.effective, kind)) event->fact = &fact;
      continue;
    }
    const auto* it = std::get_if<ClaimReduced>(&fact.fact.what);
    if (it == nullptr || reversed(fact.fact.key)) continue;
    lowers_principal_ = true;
    std::optional<Date> day = fact.fact.effective;
    if (it->if_paid) day = paid_by(*it->if_paid, fact.fact.effective, *it->by);
    if (!day) continue;
    // What was paid for comes after the payment.
    const bool first = it->kind == ClaimReduced::Kind::credit_note && !it->if_paid;
    const Event::Kind kind = first ? Event::Kind::credit_note : Event::Kind::reduction;
    if (Event* event = add_event(*day, kind)) event->fact = &fact;
  }
}

void Run::reduce(const RecordedFact& fact, Date day) {
  const auto& it = std::get<ClaimReduced>(fact.fact.what);
  const Origin origin{day, it.reference.empty() ? it.reason : it.reference, fact.fact.key.value,
                      it.sum};
  if (it.kind == ClaimReduced::Kind::write_off) {
    write_off(it.claim, origin);
  } else {
    lower_principal(it.claim, it.sum.minor, origin);
  }
}

// What a law does not let pass to the new creditor leaves the case.
void Run::assign(const RecordedFact& fact) {
  const Date day = fact.fact.effective;
  for (const FeeRow& row : law_.data().now.fees) {
    if (row.line.assignable) continue;
    for (ClaimRun* claim : by_due_) {
      if (!claim->present || find(claim->claim().id) != claim) continue;
      std::int64_t& open = claim->of(row.component);
      const std::int64_t left = std::min(open, charged_under(row.line, *claim, day));
      if (left == 0) continue;
      open -= left;
      removed_ += left;
      add({day, row.line.legal_basis, fact.fact.key.value, {}}, What::claim, *claim, row.component,
          -left);
    }
  }
}

// What was charged on the claim before that day by this line of the law.
std::int64_t Run::charged_under(const LawLine& line, const ClaimRun& claim, Date before) const {
  std::int64_t out = 0;
  for (const Posting& posting : value_.postings) {
    const bool counts = posting.by_law && !posting.reversed && posting.effective < before &&
                        posting.claim == claim.claim().id &&
                        is_known(posting.recorded_at, options_.known_at);
    if (!counts) continue;
    const LawFee fee = law_.fee(posting.fee, claim.claim(), claim.default_from);
    if (fee.line == &line) out += posting.sum.minor;
  }
  return out;
}

void Run::capitalise(const RecordedFact& fact) {
  const auto& it = std::get<InterestCapitalised>(fact.fact.what);
  const Origin origin{fact.fact.effective, it.basis, fact.fact.key.value, {}};
  for (ClaimRun* claim : by_due_) {
    if (!claim->present || (!it.claim.empty() && claim->claim().id != it.claim)) continue;
    grow(*claim, origin.day);
    for (const Component component :
         {Component::contractual_interest, Component::default_interest}) {
      const bool meant =
          it.components.empty() ||
          std::find(it.components.begin(), it.components.end(), component) != it.components.end();
      const std::int64_t sum = meant ? std::exchange(claim->of(component), 0) : 0;
      if (sum == 0) continue;
      claim->of(Component::principal) += sum;
      claim->principal_paid_on.reset();
      add(origin, What::capitalisation, *claim, component, -sum);
      add(origin, What::capitalisation, *claim, Component::principal, sum);
    }
  }
}

void Run::award(const RecordedFact& fact) {
  const auto& title = std::get<TitleIssued>(fact.fact.what);
  const Origin origin{fact.fact.effective, title.reference, fact.fact.key.value, {}};
  for (const TitlePart& part : title.parts) {
    ClaimRun* claim = find(part.claim);
    if (claim == nullptr || !claim->present) continue;
    if (part.dismissed.minor > 0) {
      lower_principal(part.claim, part.dismissed.minor,
                      {origin.day, origin.basis, origin.fact, part.dismissed});
    }
    const std::pair<Component, Money> awarded[]{{Component::court_fee, part.court_fee},
                                                {Component::attorney_fee, part.attorney_fee},
                                                {Component::costs, part.costs}};
    for (const auto& [component, sum] : awarded) {
      if (sum.minor == 0) continue;
      claim->of(component) += sum.minor;
      add(origin, What::charge, *claim, component, sum.minor);
    }
  }
}

// As if less had been owed from that day on: first of what is open, of the oldest maturity first;
// then what payments settled of it is free and on account, of the newest first; then what was
// written off of it.
void Run::lower_principal(const ClaimId& id, std::int64_t sum, const Origin& origin) {
  std::pmr::vector<ClaimRun*> parts(&memory_);
  std::int64_t most = 0;
  each_part(id, [&](ClaimRun& part) {
    parts.push_back(&part);
    most += part.of(Component::principal) + part.written_off;
    for (const Settled& one : part.settled) most += one.sum;
  });
  if (most == 0) return;
  accrue_all(origin.day - Days{1});
  std::pmr::vector<std::int64_t> taken(parts.size(), 0, &memory_);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::int64_t& principal = parts[i]->of(Component::principal);
    const std::int64_t open = std::min(sum, principal);
    principal -= open;
    sum -= open;
    taken[i] += open;
    if (open > 0 && principal == 0) parts[i]->principal_paid_on = origin.day;
  }
  for (std::size_t i = parts.size(); i-- > 0;) {
    const std::int64_t freed = free_payments(*parts[i], sum, origin);
    sum -= freed;
    taken[i] += freed;
  }
  for (std::size_t i = parts.size(); i-- > 0;) {
    const std::int64_t restored = std::min(sum, parts[i]->written_off);
    parts[i]->written_off -= restored;
    unused_ += restored;
    sum -= restored;
    taken[i] += restored;
    add(origin, What::write_off, *parts[i], Component::principal, restored);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    credited_ += taken[i];
    add(origin, What::credit_note, *parts[i], Component::principal, -taken[i]);
  }
}

// The latest payment first.
std::int64_t Run::free_payments(ClaimRun& claim, std::int64_t rest, const Origin& origin) {
  std::int64_t freed = 0;
  for (auto settled = claim.settled.rbegin(); settled != claim.settled.rend(); ++settled) {
    const std::int64_t part = std::min(rest - freed, settled->sum);
    if (part == 0) continue;
    settled->sum -= part;
    freed += part;
    const PaymentReceived& payment = *settled->paid->payment;
    if (follows_persons_) claim.paid_by.emplace_back(&payment.person, -part);
    add({origin.day, origin.basis, settled->paid->fact->fact.key.value, payment.sum}, What::payment,
        claim, Component::principal, part);
  }
  overpaid_ += freed;
  return freed;
}

// A fixed sum over what is open: first what came on top, of the oldest claim first, then principal.
void Run::write_off(const ClaimId& only, const Origin& origin) {
  std::int64_t rest = origin.base.minor;
  written_off_ += rest;
  const auto is_open = [](std::int64_t open) { return open > 0; };
  bool meets = only.empty();
  if (!only.empty()) {
    each_part(only, [&](ClaimRun& part) {
      accrue(part, origin.day);
      meets = meets || std::any_of(part.open.begin(), part.open.end(), is_open);
    });
  }
  if (meets) accrue_all(origin.day);
  for (const bool principal : {false, true}) {
    for (ClaimRun* claim : by_due_) {
      if (!meets || !claim->present || (!only.empty() && claim->claim().id != only)) continue;
      rest = write_off_part(*claim, principal, rest, origin);
    }
  }
  unused_ += rest;
}

// What is neither for one claim nor paid ends a stretch for every claim, where each is rounded by
// itself.
void Run::accrue_all(Date through) {
  for (ClaimRun* claim : by_due_) {
    if (claim->present) accrue(*claim, through);
  }
}

std::int64_t Run::write_off_part(ClaimRun& claim, bool principal, std::int64_t rest,
                                 const Origin& origin) {
  constexpr std::array order{Component::default_interest,
                             Component::contractual_interest,
                             Component::penalty,
                             Component::lump_sum,
                             Component::costs,
                             Component::attorney_fee,
                             Component::court_fee,
                             Component::principal};
  for (const Component component : order) {
    if ((component == Component::principal) != principal) continue;
    const std::int64_t part = std::min(rest, claim.of(component));
    claim.of(component) -= part;
    rest -= part;
    if (principal) claim.written_off += part;
    add(origin, What::write_off, claim, component, -part);
  }
  return rest;
}

void Run::add(const Origin& origin, CalculationLine::What what, const ClaimRun& claim,
              Component component, std::int64_t amount) {
  if (lines_ == nullptr || amount == 0) return;
  CalculationLine& added = line(what, &claim, origin.day, origin.day, amount);
  added.component = component;
  if (!origin.base.currency.none()) added.base = origin.base;
  added.basis = origin.basis;
  added.fact = origin.fact;
}

}  // namespace arrears::ledger
