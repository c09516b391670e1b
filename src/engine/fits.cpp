// Whether a fact fits the case that it is about: its claims, its currency, what stands in it
// already. What is wrong with a fact by itself is found in check_fact.cpp.
#include <arrears/ledger/instalments.hpp>
#include <engine/commands.hpp>
#include <engine/mandate.hpp>

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

struct Fit {
  const Case& value;
  const LawPack& law;
  Date effective, today;

  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
  std::string operator()(const PaymentReceived& it) const {
    if (mine(it.sum)) return wrong_claim(value, it.claim);
    return "the payment is in " + it.sum.currency.code() + ", the case in " + value.currency.code();
  }
  // The oldest open task of that text is meant; one that the plan does not know is only noted.
  std::string operator()(const TaskDone& it) const {
    const auto task = std::find_if(value.tasks.begin(), value.tasks.end(), [&](const Task& one) {
      return one.text == it.task && !one.done_on;
    });
    if (task == value.tasks.end() || task->outcomes.empty()) return {};
    const std::vector<std::string>& all = task->outcomes;
    if (std::find(all.begin(), all.end(), it.outcome) != all.end()) return {};
    std::string out = "the task \"" + it.task + "\" ends with one of";
    for (const std::string& one : all) out += (&one == &all.front() ? " " : ", ") + one;
    return out + (it.outcome.empty() ? ", and the fact names none" : ", not " + it.outcome);
  }
  std::string operator()(const ClaimRemoved& it) const {
    const bool there =
        std::any_of(value.claims.begin(), value.claims.end(),
                    [&](const CaseClaim& one) { return one.claim.id == it.claim && !one.removed; });
    return there ? "" : "the case " + value.id.value + " has no claim " + it.claim.value;
  }
  std::string operator()(const LiabilityStated& it) const {
    const Liability& one = it.liability;
    const bool other = one.extent == Liability::Extent::limit && !mine(one.limit);
    return other ? "the limit is in another currency than the case" : std::string{};
  }
  std::string operator()(const ClaimReduced& it) const {
    if (!mine(it.sum) || (it.if_paid && !mine(*it.if_paid))) {
      return "the reduction is in another currency than the case";
    }
    if (it.by && *it.by < effective) return "the last day to pay lies before the reduction";
    const std::string wrong = wrong_claim(value, it.claim);
    return wrong.empty() ? wrong_note(value, it) : wrong;
  }
  std::string operator()(const ReductionReversed& it) const {
    const bool known =
        std::any_of(value.facts.begin(), value.facts.end(), [&](const RecordedFact& fact) {
          return fact.fact.key == it.reduction &&
                 std::holds_alternative<ClaimReduced>(fact.fact.what);
        });
    return known ? "" : "the case " + value.id.value + " has no reduction " + it.reduction.value;
  }
  std::string operator()(const InterestStated& it) const {
    if (it.until && *it.until < effective) return "the interest ends before it begins";
    const std::string wrong = wrong_claim(value, it.claim);
    return wrong.empty() ? wrong_by_law(law, it.segments) : wrong;
  }
  std::string operator()(const TitleIssued& it) const {
    std::string wrong;
    for (const TitlePart& part : it.parts) {
      if (wrong.empty()) wrong = wrong_part(value, law, part);
    }
    return wrong;
  }
  std::string operator()(const LimitationStated& it) const { return wrong_claim(value, it.claim); }
  std::string operator()(const ClaimAccelerated& it) const {
    if (it.payable && *it.payable < effective) {
      return "the last day to pay lies before the acceleration";
    }
    if (std::string wrong = wrong_claim(value, it.claim); !wrong.empty()) return wrong;
    const bool parts =
        std::any_of(value.claims.begin(), value.claims.end(), [&](const CaseClaim& one) {
          const bool meant = it.claim.empty() || one.claim.id == it.claim;
          return meant && !one.claim.maturities.empty();
        });
    if (parts) return {};
    return it.claim.empty() ? "no claim of the case falls due in parts"
                            : "claim " + it.claim.value + " does not fall due in parts";
  }
  std::string operator()(const CaseAssigned& it) const {
    if (today < effective) return "an assignment is told when it has taken effect";
    const CaseHolder before = holder_on(value, effective);
    const bool same = before.creditor == it.creditor && before.mandate == it.mandate;
    return same ? "the case " + value.id.value + " is that creditor's already" : std::string{};
  }
  std::string operator()(const InterestCapitalised& it) const {
    return wrong_claim(value, it.claim);
  }
  std::string operator()(const PromiseMade& it) const {
    if (!mine(it.sum)) return "the promise is in another currency than the case";
    return it.by < effective ? "the promised date lies before the promise" : "";
  }
  std::string operator()(const InstalmentsAgreed& it) const {
    return misfit(value, it.instalments, effective);
  }
  std::string operator()(const InstalmentsOffered& it) const {
    return misfit(value, it.instalments, effective);
  }
  std::string operator()(const OfferAnswered& it) const {
    using State = InstalmentOffer::State;
    for (const InstalmentOffer& offer : instalment_offers(value, std::max(today, effective))) {
      const bool meant = it.offer.empty() ? offer.state == State::open : offer.key == it.offer;
      const bool answers = offer.state == State::open ||
                           (it.accepted && offer.state != State::accepted && !it.offer.empty());
      if (meant && answers && offer.offered <= effective) return {};
    }
    return it.offer.empty() ? "no offer is open in the case " + value.id.value
                            : "the offer " + it.offer.value + " waits for no answer in the case " +
                                  value.id.value;
  }
  std::string operator()(const InstalmentsEnded& it) const {
    for (const InstalmentPlan& plan :
         instalment_plans(value, {}, Calendar{}, std::nullopt, std::max(today, effective))) {
      const bool meant = it.plan.empty() || it.plan == plan.key;
      if (meant && plan.state == InstalmentPlan::State::running) return {};
    }
    return it.plan.empty() ? "no instalment plan runs in the case " + value.id.value
                           : "the instalment plan " + it.plan.value + " does not run in the case " +
                                 value.id.value;
  }
  std::string operator()(const StepConfirmed& it) const {
    for (const AskedStep& asked : value.asked) {
      const bool meant = it.step.empty() || asked.key == it.step;
      if (meant && asked.status == AskedStep::Status::waiting) return {};
    }
    return it.step.empty()
               ? "no step of the case " + value.id.value + " waits for anybody"
               : "the step " + it.step.value + " does not wait in the case " + value.id.value;
  }
  std::string operator()(const CostIncurred& it) const {
    if (mine(it.sum)) return {};
    return "the cost is in " + it.sum.currency.code() + ", the case in " + value.currency.code();
  }
  std::string operator()(const DisputeRaised& it) const {
    if (it.sum && !mine(*it.sum)) return "the disputed sum is in another currency than the case";
    std::string wrong;
    for (const ClaimId& claim : it.claims) {
      if (wrong.empty()) wrong = wrong_claim(value, claim);
    }
    return wrong;
  }
  bool mine(const Money& sum) const { return sum.currency == value.currency; }
};

}  // namespace

std::string misfit(const Case& value, const std::vector<Instalment>& instalments, Date effective) {
  for (const Instalment& one : instalments) {
    if (one.sum.currency != value.currency) {
      return "the instalments are in another currency than the case";
    }
  }
  return instalments.front().due < effective ? "the first instalment is due before its day" : "";
}

std::string misfit(const Case& value, const LawPack& law, const Fact& fact, Date today) {
  return std::visit(Fit{value, law, fact.effective, today}, fact.what);
}

}  // namespace arrears::engine
