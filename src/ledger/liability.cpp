// Who answers for the claims of a case, and what each of them can be asked for.
#include <ledger/run.hpp>
#include <tuple>

namespace arrears {

namespace {

struct Stated {
  const RecordedFact* fact;
  const Liability* liability;
};

std::vector<Stated> stated_by(const Case& value, Date on, const std::optional<Instant>& known_at) {
  std::vector<Stated> out;
  for (const RecordedFact& fact : value.facts) {
    const auto* stated = std::get_if<LiabilityStated>(&fact.fact.what);
    const bool counts = stated != nullptr && fact.fact.effective <= on &&
                        ledger::is_known(fact.recorded_at, known_at);
    if (counts) out.push_back({&fact, &stated->liability});
  }
  std::sort(out.begin(), out.end(), [](const Stated& a, const Stated& b) {
    return std::tie(a.fact->fact.effective, a.fact->fact.key) <
           std::tie(b.fact->fact.effective, b.fact->fact.key);
  });
  return out;
}

auto identity(const Liability& one) { return std::tie(one.claim, one.role, one.person); }

std::int64_t total(const std::array<std::int64_t, component_count>& open) {
  std::int64_t out = 0;
  for (const std::int64_t part : open) out += part;
  return out;
}

}  // namespace

std::vector<Liability> liabilities(const Case& value, Date on,
                                   const std::optional<Instant>& known_at) {
  std::vector<Liability> out;
  for (const CaseClaim& in : value.claims) {
    Liability& debtor = out.emplace_back();
    debtor.claim = in.claim.id;
    debtor.person = in.claim.debtor;
  }
  for (const Stated& stated : stated_by(value, on, known_at)) {
    const bool here = std::any_of(value.claims.begin(), value.claims.end(), [&](const auto& in) {
      return in.claim.id == stated.liability->claim;
    });
    if (!here) continue;
    const auto known = std::find_if(out.begin(), out.end(), [&](const Liability& one) {
      return identity(one) == identity(*stated.liability);
    });
    if (known != out.end()) {
      *known = *stated.liability;
    } else {
      out.push_back(*stated.liability);
    }
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return identity(a) < identity(b); });
  return out;
}

std::vector<PersonId> further_debtors(const Case& value) {
  std::vector<PersonId> out;
  for (const RecordedFact& fact : value.facts) {
    const auto* stated = std::get_if<LiabilityStated>(&fact.fact.what);
    if (stated == nullptr || stated->liability.person == value.debtor) continue;
    out.push_back(stated->liability.person);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<PersonDebt> person_debts(const Case& value, const Debtors& debtors, const LawPack& law,
                                     const LedgerOptions& options) {
  ledger::Run run(value, debtors, law, options, nullptr);
  run.follow_persons();
  run.run();
  return run.persons();
}

}  // namespace arrears

namespace arrears::ledger {

const Person* person_of(const Case& value, const Debtors& debtors, const PersonId& id) {
  if (id == value.debtor) return debtors.first;
  for (const Person* other : debtors.others) {
    if (other != nullptr && other->id == id) return other;
  }
  return nullptr;
}

std::vector<PersonDebt> Run::persons() {
  for (ClaimRun& claim : claims_) {
    std::stable_sort(claim.grown.begin(), claim.grown.end(),
                     [](const Grown& a, const Grown& b) { return a.first < b.first; });
  }
  std::vector<PersonDebt> out;
  for (Liability& one : liabilities(value_, options_.on, options_.known_at)) {
    const bool in_force = one.from.value_or(options_.on) <= options_.on &&
                          options_.on <= one.until.value_or(options_.on);
    const ClaimRun* claim = find(one.claim);
    if (!in_force || claim == nullptr || !claim->present) continue;
    auto person = std::find_if(out.begin(), out.end(),
                               [&](const PersonDebt& known) { return known.person == one.person; });
    if (person == out.end()) {
      out.push_back(begin_person(one.person));
      person = out.end() - 1;
    }
    person->liabilities.push_back(debt_under(std::move(one)));
  }
  for (PersonDebt& person : out) add_up(person);
  std::sort(out.begin(), out.end(), [&](const PersonDebt& a, const PersonDebt& b) {
    return std::tuple(a.person != value_.debtor, a.person) <
           std::tuple(b.person != value_.debtor, b.person);
  });
  return out;
}

PersonDebt Run::begin_person(const PersonId& id) const {
  PersonDebt out;
  out.person = id;
  out.debt = out.paid = money(0);
  const Person* person = person_of(value_, debtors_, id);
  if (person == nullptr) return out;
  for (const RecordedFact& fact : person->facts) {
    const Date on = fact.fact.effective;
    if (options_.on < on || !is_known(fact.recorded_at, options_.known_at)) continue;
    if (std::holds_alternative<DeathReported>(fact.fact.what)) {
      out.dead_since = std::min(out.dead_since.value_or(on), on);
    }
    if (!std::holds_alternative<InsolvencyDeclared>(fact.fact.what)) continue;
    if (insolvency_end(person->facts, on, options_.known_at) <= options_.on) continue;
    out.insolvent_since = std::min(out.insolvent_since.value_or(on), on);
  }
  return out;
}

// Of several liabilities for one claim the one that gives most.
void Run::add_up(PersonDebt& person) {
  for (std::size_t i = 0; i < person.liabilities.size();) {
    const LiabilityDebt& first = person.liabilities[i];
    Money most = first.debt;
    std::size_t next = i;
    for (; next < person.liabilities.size(); ++next) {
      const LiabilityDebt& one = person.liabilities[next];
      if (one.liability.claim != first.liability.claim) break;
      most = std::max(most, one.debt);
    }
    person.debt += most;
    person.paid += first.paid;
    i = next;
  }
}

LiabilityDebt Run::debt_under(Liability liability) {
  NoInterestDays stopped(&memory_);
  if (const Person* person = person_of(value_, debtors_, liability.person)) {
    person_stops(*person, law_, options_, liability.claim, stopped);
  }
  std::int64_t owed = 0, paid = 0, paid_by_all = 0;
  each_part(liability.claim, [&](const ClaimRun& part) {
    owed += total(part.open);
    for (const Interest kind : growing) {
      if (!stopped.empty()) owed -= not_owed(part, kind, stopped);
    }
    for (const auto& [person, sum] : part.paid_by) {
      paid_by_all += sum;
      const PersonId& payer = person->empty() ? value_.debtor : *person;
      if (payer == liability.person) paid += sum;
    }
  });
  std::int64_t debt = owed;
  if (liability.extent == Liability::Extent::limit) {
    debt = std::clamp<std::int64_t>(liability.limit.minor - paid, 0, owed);
  } else if (liability.extent == Liability::Extent::share) {
    const Int128 whole = std::max<std::uint32_t>(liability.share.whole, 1);
    const Int128 part = Int128{owed + paid_by_all} * liability.share.part;
    debt = std::clamp<std::int64_t>(static_cast<std::int64_t>(divide_half_up(part, whole)) - paid,
                                    0, owed);
  }
  return {std::move(liability), money(debt), money(paid)};
}

// What is open of the interest that grew on these days. Payments have met the oldest days first, so
// the days that are still open are the newest ones.
std::int64_t Run::not_owed(const ClaimRun& claim, Interest kind,
                           const NoInterestDays& stopped) const {
  const std::int64_t open = claim.open[static_cast<std::size_t>(interest_component(kind))];
  Int128 rest = Int128{open} * interest_scale, out = 0;
  const auto take = [&](const Grown& grown, Date first, Date last, bool counts) {
    if (last < first) return;
    const Int128 exact = exact_interest(grown.base, grown.rate, first - Days{1}, last);
    const Int128 part = std::min(exact, rest);
    rest -= part;
    if (counts) out += part;
  };
  for (auto grown = claim.grown.rbegin(); grown != claim.grown.rend() && rest > 0; ++grown) {
    if (grown->kind != kind) continue;
    Date last = grown->last;
    for (auto days = stopped.rbegin(); days != stopped.rend(); ++days) {
      if (last < days->from || days->until < grown->first) continue;
      take(*grown, days->until + Days{1}, last, false);
      last = std::min(last, days->until);
      take(*grown, std::max(days->from, grown->first), last, true);
      last = days->from - Days{1};
    }
    take(*grown, grown->first, last, false);
  }
  return std::min(open, booked_interest(out, terms_.unit));
}

}  // namespace arrears::ledger
