// What a host may ask: nothing here changes the store.
#include <engine/commands.hpp>
#include <engine/seen.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace arrears {

using engine::see;
using engine::Seen;
using engine::Shell;

Result<CaseReport> Engine::show(const Caller& by, const CaseId& id) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  Result<Seen> seen = see(shell, id);
  if (!seen) return unexpected(seen.error());
  CaseReport out;
  out.today = seen->state.open_day.value_or(seen->value.opened_on);
  const View view = seen->view(shell, out.today);
  const Sight& sight = sight_of(view, seen->rules->data());
  out.balance = view.balance();
  if (!further_debtors(seen->value).empty()) {
    out.persons =
        person_debts(seen->value, sight.debtors(), sight.pack(), sight.options(out.today));
  }
  if (sight.pack().limits("limitation")) {
    out.limitations = limitations(seen->value, sight.pack(), sight.options(out.today));
  }
  out.promises = view.promises();
  out.instalments = view.instalments();
  out.costs = case_costs(seen->value, {out.today, std::nullopt});
  for (const SeenHold& one : sight.holds()) {
    if (one.hold.active(out.today)) out.holds.push_back(one.hold);
  }
  out.next_look = seen->row->wake;
  out.offers = instalment_offers(seen->value, out.today);
  out.value = seen->value;
  return out;
}

Result<Calculation> Engine::reckon(const Caller& by, const CaseId& id,
                                   const ReckonOptions& options) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  if (options.on < Date::earliest() || options.on > Date::latest()) {
    return unexpected(ErrorCode::invalid, "the day of a calculation lies in 1900 to 2200");
  }
  Result<Seen> seen = see(shell, id);
  if (!seen) return unexpected(seen.error());
  const View view = seen->view(shell, options.on);
  const Sight& sight = sight_of(view, seen->rules->data());
  LedgerOptions ledger = sight.options(options.on);
  ledger.known_at = options.known_at;
  Calculation out = arrears::reckon(seen->value, sight.debtors(), sight.pack(), ledger);
  if (const Plan* plan = engine::plan_of(*seen->rules, seen->value)) {
    for (const AcceptedLine& line : plan->accepted) {
      out.accepted.push_back(line.line + " accepted by " + line.by + " on " + line.on.text());
    }
  }
  return out;
}

Result<InstalmentSchedule> Engine::schedule_instalments(const Caller& by, const CaseId& id, Date on,
                                                        const InstalmentTerms& terms) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  if (on < Date::earliest() || on > Date::latest()) {
    return unexpected(ErrorCode::invalid, "the day of a schedule lies in 1900 to 2200");
  }
  Result<Seen> seen = see(shell, id);
  if (!seen) return unexpected(seen.error());
  const View view = seen->view(shell, on);
  const Sight& sight = sight_of(view, seen->rules->data());
  return arrears::schedule_instalments(seen->value, sight.debtors(), sight.pack(),
                                       sight.options(on), terms);
}

namespace {

// What openings of the same list have taken already.
struct Opened {
  std::set<CaseId> cases;
  std::set<ClaimId> claims;
};

// Whether the stored case was opened by this very fact: a file that is imported again.
bool opened_by(const CaseRow& row, const FactKey& key) {
  const Result<Case> value = decode_case(row.value);
  if (!value) return false;
  for (const RecordedFact& one : value->facts) {
    if (one.fact.key == key) return std::holds_alternative<CaseOpened>(one.fact.what);
  }
  return false;
}

// A claim in an open case, or in one that an earlier fact of the list opens, is not taken again.
Result<bool> is_held(Shell& shell, const ClaimId& claim, Opened& taken) {
  Result<std::vector<CaseId>> holders =
      shell.store->cases_by_claim_key(shell.shard, engine::claim_key(claim));
  if (!holders) return unexpected(holders.error());
  bool held = !taken.claims.insert(claim).second;
  for (const CaseId& holder : *holders) {
    Result<std::optional<CaseRow>> other = shell.store->load_case(shell.shard, holder);
    if (!other) return unexpected(other.error());
    held = held || (other->has_value() && !(*other)->closed);
  }
  return held;
}

Result<std::string> wrong_in_addition(Shell& shell, const Fact& fact, const ClaimAdded& added,
                                      Opened& taken) {
  Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, added.case_id);
  if (!row) return unexpected(row.error());
  if (!row->has_value()) return std::string{};  // a fact that waits may open it
  Result<Case> value = decode_case((*row)->value);
  if (!value) return unexpected(value.error());
  for (const RecordedFact& one : value->facts) {
    if (one.fact.key == fact.key) return std::string{};
  }
  const Plan* plan = shell.rulebook.data().find_plan(value->plan);
  if (plan == nullptr) return std::string{};
  if (std::string why = engine::cannot_join(shell.law, *plan, *value, added.claim); !why.empty()) {
    return why;
  }
  const Result<bool> held = is_held(shell, added.claim.id, taken);
  if (!held) return unexpected(held.error());
  return *held ? "claim " + added.claim.id.value + " is in an open case" : std::string{};
}

Result<std::string> wrong_as_things_stand(Shell& shell, const Fact& fact, Opened& taken) {
  if (const auto* added = std::get_if<ClaimAdded>(&fact.what)) {
    return wrong_in_addition(shell, fact, *added, taken);
  }
  const auto* opening = std::get_if<CaseOpened>(&fact.what);
  if (!opening) return std::string{};
  if (std::string why = engine::wrong_in_opening(shell, *opening); !why.empty()) return why;
  Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, opening->case_id);
  if (!row) return unexpected(row.error());
  if (row->has_value() && opened_by(**row, fact.key)) return std::string{};
  if (row->has_value() || !taken.cases.insert(opening->case_id).second) {
    return "the case " + opening->case_id.value + " exists already";
  }
  for (const Claim& claim : opening->claims) {
    const Result<bool> held = is_held(shell, claim.id, taken);
    if (!held) return unexpected(held.error());
    if (*held) return "claim " + claim.id.value + " is in an open case";
  }
  return std::string{};
}

}  // namespace

Result<std::vector<std::string>> Engine::check(const Caller& by, std::span<const Fact> facts) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  const Result<std::vector<bool>> clashes = shell.store->conflicts(shell.shard, facts);
  if (!clashes) return unexpected(clashes.error());
  std::vector<std::string> out;
  Opened taken;
  std::map<FactKey, Hash> seen;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = facts[i];
    Result<std::string> why = engine::wrong_in(fact);
    if (why->empty()) why = wrong_as_things_stand(shell, fact, taken);
    if (!why) return unexpected(why.error());
    if (why->empty()) {
      const Hash hash = public_hash(fact);
      const auto earlier = seen.try_emplace(fact.key, hash).first;
      if ((*clashes)[i] || earlier->second != hash) {
        *why = "a fact with the key " + fact.key.value + " is known with other content; ";
        *why += std::holds_alternative<CaseOpened>(fact.what)
                    ? "new claims join its case once the day has run"
                    : "give the new one a key of its own";
      }
    }
    out.push_back(*std::move(why));
  }
  return out;
}

Result<RunningCases> Engine::running(const Caller& by, std::span<const Fact> facts) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  const Result<std::vector<bool>> clashes = shell.store->conflicts(shell.shard, facts);
  if (!clashes) return unexpected(clashes.error());
  RunningCases out;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto* opening = std::get_if<CaseOpened>(&facts[i].what);
    if (opening == nullptr) continue;
    Result<std::optional<CaseRow>> row = shell.store->load_case(shell.shard, opening->case_id);
    if (!row) return unexpected(row.error());
    if (!row->has_value() || (*row)->closed) continue;
    if (!(*clashes)[i] && opened_by(**row, facts[i].key)) continue;
    Result<Case> value = decode_case((*row)->value);
    if (!value) return unexpected(value.error());
    RunningCase& one = out[opening->case_id];
    one.creditor = value->creditor;
    for (const CaseClaim& claim : value->claims) one.claims.push_back(claim.claim.id);
  }
  return out;
}

}  // namespace arrears
