// What is wrong with claims in view of the law and the plan that they come under.
#include <engine/commands.hpp>

#include <algorithm>

namespace arrears::engine {

std::string wrong_by_law(const LawPack& law, const std::vector<InterestSegment>& segments) {
  for (const InterestSegment& segment : segments) {
    if (segment.fixed) continue;
    if (segment.regime.empty()) return "a segment of interest has neither a rate nor a regime";
    if (!law.interest_by(segment.regime, segment.from, segment.from).empty()) continue;
    return "the law of " + law.country() + " gives no rate by the regime " + segment.regime +
           " on " + segment.from.text();
  }
  return {};
}

std::string wrong_in_claim(const LawPacks& packs, const Plan& plan, const Claim& claim) {
  if (!plan.currency.none() && claim.principal.currency != plan.currency) {
    return "claim " + claim.id.value + " is in " + claim.principal.currency.code() +
           ", the plan in " + plan.currency.code();
  }
  if (looks_like_birth_number(claim.id.value) || looks_like_pesel(claim.id.value)) {
    return "a claim's id looks like a birth number; use another key";
  }
  const LawPack& law = packs.of(claim.law.empty() ? plan.law : claim.law);
  if (law.requires_obligation() && !claim.obligation) {
    return "claim " + claim.id.value + " has no obligation date, which the law of " +
           law.country() + " needs";
  }
  if (law.requires_relation() && claim.relation == Relation::unstated) {
    return "claim " + claim.id.value + " has no relation (business, consumer, public), which " +
           "the law of " + law.country() + " needs";
  }
  if (std::string wrong = wrong_by_law(law, claim.segments); !wrong.empty()) {
    return "claim " + claim.id.value + ": " + wrong;
  }
  if (!claim.limitation.empty() && !law.limits(claim.limitation)) {
    return "claim " + claim.id.value + ": the law of " + law.country() +
           " has no limitation period " + claim.limitation;
  }
  const bool own = claim.agreed_rate ||
                   std::any_of(claim.segments.begin(), claim.segments.end(), [](const auto& one) {
                     return one.kind == InterestSegment::Kind::default_interest;
                   });
  const std::string unknown =
      own ? std::string{} : law.default_interest_unknown(claim, law.default_from(claim.due, false));
  if (!unknown.empty()) {
    return "claim " + claim.id.value + ": " + unknown + "; state an agreed rate or a segment of it";
  }
  return {};
}

std::string cannot_join(const LawPacks& packs, const Plan& plan, const Case& value,
                        const Claim& claim) {
  if (value.closed) return "the case " + value.id.value + " is closed";
  if (claim.principal.currency != value.currency) return "the claims of a case share one currency";
  if (claim.debtor != value.debtor) return "the claims of a case share one debtor";
  return wrong_in_claim(packs, plan, claim);
}

namespace {

// A field of the rulebook without a default has a value from the beginning (the language says so),
// or conditions over it would silently never hold. Fields of persons come with facts of their own.
std::string missing_field(const RulebookData& rules, const CaseOpened& opened) {
  for (const FieldDecl& field : rules.fields) {
    if (field.otherwise || field.may_be_missing || field.scope == Scope::person) continue;
    if (!field.shares.empty()) continue;
    const auto has = [&](const FieldValues& values) { return values.count(field.name) > 0; };
    const bool given = field.scope == Scope::claim
                           ? std::all_of(opened.claims.begin(), opened.claims.end(),
                                         [&](const Claim& claim) { return has(claim.fields); })
                           : has(opened.fields);
    if (!given) {
      return "the field " + field.name + " needs a value: the rulebook gives it no default";
    }
  }
  return {};
}

}  // namespace

std::string wrong_in_opening(const Shell& shell, const CaseOpened& opened) {
  if (looks_like_birth_number(opened.case_id.value) || looks_like_pesel(opened.case_id.value)) {
    return "the case's id looks like a birth number; use another key";
  }
  const Plan* plan = shell.rulebook.data().find_plan(opened.plan);
  if (!plan) return "the rulebook has no plan " + opened.plan;
  if (opened.claims.empty()) return "a case needs at least one claim";
  const Claim& first = opened.claims.front();
  if (looks_like_birth_number(first.debtor.value) || looks_like_pesel(first.debtor.value)) {
    return "the debtor's id looks like a birth number; use another key";
  }
  std::vector<std::string> ids;
  for (const Claim& claim : opened.claims) {
    if (claim.principal.currency != first.principal.currency) {
      return "the claims of a case share one currency";
    }
    if (claim.debtor != first.debtor) return "the claims of a case share one first debtor";
    if (std::string wrong = wrong_in_claim(shell.law, *plan, claim); !wrong.empty()) return wrong;
    ids.push_back(claim.id.value);
  }
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) {
    return "a claim stands twice in the case";
  }
  return missing_field(shell.rulebook.data(), opened);
}

}  // namespace arrears::engine
