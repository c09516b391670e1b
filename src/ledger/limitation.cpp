#include <algorithm>
#include <ledger/run.hpp>

namespace arrears {

namespace {

// What was stated of the claim and took effect by that day.
void add_event(const RecordedFact& fact, const ClaimId& claim, std::vector<LimitationEvent>& out) {
  if (const auto* stated = std::get_if<LimitationStated>(&fact.fact.what)) {
    if (stated->claim.empty() || stated->claim == claim) out.push_back(stated->event);
    return;
  }
  const auto* title = std::get_if<TitleIssued>(&fact.fact.what);
  if (title == nullptr) return;
  const bool named = std::any_of(title->parts.begin(), title->parts.end(),
                                 [&](const TitlePart& part) { return part.claim == claim; });
  if (!named) return;
  const Date payable = title->payable.value_or(fact.fact.effective);
  out.push_back({LimitationEvent::Kind::adjudicated, payable, std::nullopt, true});
}

}  // namespace

std::vector<ClaimLimitation> limitations(const Case& value, const LawPack& law,
                                         const LedgerOptions& options) {
  std::vector<ClaimLimitation> out;
  for (const CaseClaim& in : value.claims) {
    if (ledger::joined_later(value, in, options.known_at)) continue;
    const bool left =
        in.removed && *in.removed <= options.on && !ledger::left_later(value, in, options.known_at);
    if (left) continue;
    LimitationFacts facts;
    for (const RecordedFact& fact : value.facts) {
      const bool now =
          fact.fact.effective <= options.on && ledger::is_known(fact.recorded_at, options.known_at);
      if (now) add_event(fact, in.claim.id, facts.events);
    }
    const std::string& line = in.claim.limitation;
    for (const MaturityBalance& part : ledger::maturities_of(value, in.claim, options)) {
      facts.exercisable = law.default_from(part.due, options.shift_due);
      Limitation found = law.limitation(line.empty() ? "limitation" : line, facts);
      ClaimLimitation& one = out.emplace_back();
      one.claim = in.claim.id;
      if (!in.claim.maturities.empty()) one.maturity = part.maturity;
      one.last_day = found.last_day;
      if (found.line != nullptr) {
        one.line = found.line->id;
        one.verified = found.line->verified;
      }
      one.steps = std::move(found.steps);
      one.why_not = std::move(found.why_not);
    }
  }
  return out;
}

namespace {

// Whether something is open of the claim or, where it falls due in parts, of that maturity.
bool is_open(const ClaimBalance& claim, const ClaimLimitation& of) {
  if (!of.maturity) {
    return std::any_of(claim.open.begin(), claim.open.end(), [](auto sum) { return sum > 0; });
  }
  return std::any_of(
      claim.maturities.begin(), claim.maturities.end(),
      [&](const MaturityBalance& one) { return one.maturity == *of.maturity && one.debt > 0; });
}

}  // namespace

std::optional<Date> first_limitation(const std::vector<ClaimLimitation>& claims,
                                     const Balance& balance) {
  std::optional<Date> out;
  for (const ClaimLimitation& one : claims) {
    const auto& last = one.last_day;
    if (!last || (out && *out <= *last)) continue;
    const bool open = std::any_of(
        balance.claims.begin(), balance.claims.end(),
        [&](const ClaimBalance& claim) { return claim.claim == one.claim && is_open(claim, one); });
    if (open) out = last;
  }
  return out;
}

}  // namespace arrears
