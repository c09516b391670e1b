// Offers to pay in parts: what became of them, and what they would leave.
#include <arrears/ledger/instalments.hpp>
#include <ledger/plans.hpp>
#include <ledger/supposed.hpp>
#include <tuple>

namespace arrears {

namespace {

using State = InstalmentOffer::State;

void close(InstalmentOffer& offer, State state, Date on, const std::string& because) {
  if (offer.closed_on && *offer.closed_on <= on) return;
  offer.state = state;
  offer.closed_on = on;
  offer.because = because;
}

std::string reason_of(const Case& value, const RecordedFact& offer, bool accepted, Date on) {
  for (const OfferDecision& one : value.offers_decided) {
    if (one.accepted == accepted && one.offer == offer.fact.key && one.on <= on) return one.because;
  }
  for (const RecordedFact& fact : value.facts) {
    const auto* answer = std::get_if<OfferAnswered>(&fact.fact.what);
    if (answer == nullptr || answer->accepted != accepted || on < fact.fact.effective) continue;
    if (ledger::answered_offer(value, answer->offer, fact.fact.effective) == &offer) {
      return answer->reason;
    }
  }
  return {};
}

// The first refusal of it.
std::optional<Date> refused_on(const Case& value, const RecordedFact& offer) {
  std::optional<Date> out;
  const auto refuse = [&](Date day) {
    day = std::max(day, offer.fact.effective);
    if (!out || day < *out) out = day;
  };
  for (const OfferDecision& one : value.offers_decided) {
    if (!one.accepted && one.offer == offer.fact.key) refuse(one.on);
  }
  for (const RecordedFact& fact : value.facts) {
    const auto* answer = std::get_if<OfferAnswered>(&fact.fact.what);
    if (answer == nullptr || answer->accepted) continue;
    if (ledger::answered_offer(value, answer->offer, fact.fact.effective) == &offer) {
      refuse(fact.fact.effective);
    }
  }
  return out;
}

InstalmentOffer made(const RecordedFact& fact) {
  const auto& body = std::get<InstalmentsOffered>(fact.fact.what);
  InstalmentOffer out;
  out.key = fact.fact.key;
  out.offered = fact.fact.effective;
  out.person = body.person;
  out.instalments = body.instalments;
  out.waives_interest = body.waives_interest;
  return out;
}

}  // namespace

std::vector<InstalmentOffer> instalment_offers(const Case& value, Date today) {
  std::vector<const RecordedFact*> facts;
  for (const RecordedFact& fact : value.facts) {
    const bool offered = std::holds_alternative<InstalmentsOffered>(fact.fact.what);
    if (offered && fact.fact.effective <= today) facts.push_back(&fact);
  }
  std::vector<InstalmentOffer> out;
  if (facts.empty()) return out;
  std::sort(facts.begin(), facts.end(), [](const RecordedFact* a, const RecordedFact* b) {
    return std::tie(a->fact.effective, a->fact.key) < std::tie(b->fact.effective, b->fact.key);
  });
  for (const RecordedFact* fact : facts) {
    if (!out.empty()) close(out.back(), State::withdrawn, fact->fact.effective, {});
    out.push_back(made(*fact));
    InstalmentOffer& offer = out.back();
    for (const RecordedFact& other : value.facts) {
      const bool agreed = std::holds_alternative<InstalmentsAgreed>(other.fact.what);
      const Date day = other.fact.effective;
      if (agreed && offer.offered <= day && day <= today) close(offer, State::withdrawn, day, {});
    }
    if (const auto day = refused_on(value, *fact); day && *day <= today) {
      close(offer, State::refused, *day, reason_of(value, *fact, false, *day));
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto day = ledger::accepted_on(value, *facts[i], std::nullopt);
    if (!day || today < *day) continue;
    out[i].state = State::accepted;
    out[i].closed_on = *day;
    out[i].because = reason_of(value, *facts[i], true, *day);
  }
  return out;
}

Money rest_after(const Case& value, const Debtors& debtors, const LawPack& law,
                 const LedgerOptions& options, const InstalmentOffer& offer) {
  Case then = value;
  then.facts.push_back(
      ledger::supposed_plan(offer.offered, offer.instalments, offer.waives_interest, options));
  LedgerOptions last = options;
  for (std::size_t i = 0; i < offer.instalments.size(); ++i) {
    const Instalment& one = offer.instalments[i];
    last.on = one.due;
    then.facts.push_back(ledger::supposed_payment(one.sum, one.due, i, options));
  }
  return balance(then, debtors, law, last).debt;
}

}  // namespace arrears
