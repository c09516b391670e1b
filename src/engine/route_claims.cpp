// Facts that change what is owed on claims of a case, and by when it can be enforced.
#include <engine/taker.hpp>

#include <algorithm>

namespace arrears::engine {

namespace {

const CaseClaim* claim_in(const Case& value, const ClaimId& id) {
  const auto found = std::find_if(value.claims.begin(), value.claims.end(),
                                  [&](const CaseClaim& one) { return one.claim.id == id; });
  return found == value.claims.end() ? nullptr : &*found;
}

std::string wrong_claim(const Case& value, const ClaimId& id) {
  if (id.empty() || claim_in(value, id) != nullptr) return {};
  return "the case " + value.id.value + " has no claim " + id.value;
}

bool is_reversed(const Case& value, const FactKey& reduction) {
  return std::any_of(value.facts.begin(), value.facts.end(), [&](const RecordedFact& fact) {
    const auto* it = std::get_if<ReductionReversed>(&fact.fact.what);
    return it != nullptr && it->reduction == reduction;
  });
}

// Credit notes of a claim come to its principal at most.
std::string wrong_note(const Case& value, const ClaimReduced& body) {
  if (body.kind != ClaimReduced::Kind::credit_note) return {};
  std::int64_t rest = claim_in(value, body.claim)->claim.principal.minor - body.sum.minor;
  for (const RecordedFact& fact : value.facts) {
    const auto* it = std::get_if<ClaimReduced>(&fact.fact.what);
    const bool same = it != nullptr && it->kind == body.kind && it->claim == body.claim;
    if (same && !is_reversed(value, fact.fact.key)) rest -= it->sum.minor;
  }
  if (rest >= 0) return {};
  return "the credit notes of claim " + body.claim.value + " come to more than its principal";
}

std::string wrong_part(const Case& value, const LawPack& law, const TitlePart& part) {
  if (std::string wrong = wrong_claim(value, part.claim); !wrong.empty()) return wrong;
  for (const Money& sum : {part.dismissed, part.court_fee, part.attorney_fee, part.costs}) {
    if (sum.minor != 0 && sum.currency != value.currency) {
      return "the title awards in another currency than the case";
    }
  }
  return wrong_by_law(law, part.interest);
}

}  // namespace

Result<Taken> Taker::on(const ClaimReduced& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    const Currency currency = held.value.currency;
    if (body.sum.currency != currency || (body.if_paid && body.if_paid->currency != currency)) {
      return refuse("the reduction is in another currency than the case");
    }
    if (body.by && *body.by < fact_.effective) {
      return refuse("the last day to pay lies before the reduction");
    }
    std::string wrong = wrong_claim(held.value, body.claim);
    if (wrong.empty()) wrong = wrong_note(held.value, body);
    return wrong.empty() ? on_case(held, fact_, fields_) : refuse(std::move(wrong));
  });
}

Result<Taken> Taker::on(const ReductionReversed& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    const auto& facts = held.value.facts;
    const bool known = std::any_of(facts.begin(), facts.end(), [&](const RecordedFact& fact) {
      return fact.fact.key == body.reduction &&
             std::holds_alternative<ClaimReduced>(fact.fact.what);
    });
    if (known) return on_case(held, fact_, fields_);
    return refuse("the case " + body.case_id.value + " has no reduction " + body.reduction.value);
  });
}

Result<Taken> Taker::on(const InterestStated& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    if (body.until && *body.until < fact_.effective) {
      return refuse("the interest ends before it begins");
    }
    std::string wrong = wrong_claim(held.value, body.claim);
    if (wrong.empty()) {
      wrong = wrong_by_law(law_of(*held.rules, held.value, desk_.shell().law), body.segments);
    }
    return wrong.empty() ? on_case(held, fact_, fields_) : refuse(std::move(wrong));
  });
}

Result<Taken> Taker::on(const TitleIssued& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    const LawPack& law = law_of(*held.rules, held.value, desk_.shell().law);
    for (const TitlePart& part : body.parts) {
      std::string wrong = wrong_part(held.value, law, part);
      if (!wrong.empty()) return refuse(std::move(wrong));
    }
    return on_case(held, fact_, fields_);
  });
}

Result<Taken> Taker::on(const LimitationStated& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    std::string wrong = wrong_claim(held.value, body.claim);
    return wrong.empty() ? on_case(held, fact_, fields_) : refuse(std::move(wrong));
  });
}

Result<Taken> Taker::on(const ClaimAccelerated& body) {
  return with_case(body.case_id, [&](Held& held) -> Result<Taken> {
    if (body.payable && *body.payable < fact_.effective) {
      return refuse("the last day to pay lies before the acceleration");
    }
    std::string wrong = wrong_claim(held.value, body.claim);
    const bool parts =
        std::any_of(held.value.claims.begin(), held.value.claims.end(), [&](const CaseClaim& one) {
          const bool meant = body.claim.empty() || one.claim.id == body.claim;
          return meant && !one.claim.maturities.empty();
        });
    if (wrong.empty() && !parts) {
      wrong = body.claim.empty() ? "no claim of the case" : "claim " + body.claim.value;
      wrong += body.claim.empty() ? " falls due in parts" : " does not fall due in parts";
    }
    return wrong.empty() ? on_case(held, fact_, fields_) : refuse(std::move(wrong));
  });
}

}  // namespace arrears::engine
