#include <ledger/plans.hpp>
#include <tuple>

namespace arrears::ledger {

namespace {

// The plan that an end is about: the one it names, else the one that held on its day.
PlanSpan* ended_plan(PlanSpans& spans, const FactKey& named, Date on) {
  PlanSpan* out = nullptr;
  for (PlanSpan& span : spans) {
    const bool meant = named.empty() ? span.agreed <= on : *span.key == named;
    if (meant) out = &span;
  }
  return out;
}

void end(PlanSpans& spans, const FactKey& named, Date on) {
  PlanSpan* span = ended_plan(spans, named, on);
  if (span == nullptr) return;
  const Date day = std::max(on, span->agreed);
  if (span->replaced && *span->replaced <= day) return;
  if (!span->ended || day < *span->ended) span->ended = day;
}

template <class Body>
void add(PlanSpans& spans, const RecordedFact& fact, const Body& body, Date agreed, Date on) {
  if (on < agreed) return;
  spans.push_back({&fact.fact.key, agreed, &body.instalments, body.waives_interest, {}, {}, false});
}

}  // namespace

const RecordedFact* answered_offer(const Case& value, const FactKey& named, Date on) {
  const RecordedFact* out = nullptr;
  for (const RecordedFact& fact : value.facts) {
    if (!std::holds_alternative<InstalmentsOffered>(fact.fact.what)) continue;
    if (!named.empty()) {
      if (fact.fact.key == named) return &fact;
      continue;
    }
    if (on < fact.fact.effective) continue;
    const auto place = [](const RecordedFact& one) {
      return std::tie(one.fact.effective, one.fact.key);
    };
    if (out == nullptr || place(*out) < place(fact)) out = &fact;
  }
  return out;
}

std::optional<Date> accepted_on(const Case& value, const RecordedFact& offer,
                                const std::optional<Instant>& known_at) {
  std::optional<Date> out;
  const auto accept = [&](Date day) {
    day = std::max(day, offer.fact.effective);
    if (!out || day < *out) out = day;
  };
  for (const OfferDecision& one : value.offers_decided) {
    const bool counts = one.accepted && one.offer == offer.fact.key;
    if (counts && is_known(one.recorded_at, known_at)) accept(one.on);
  }
  for (const RecordedFact& fact : value.facts) {
    const auto* answer = std::get_if<OfferAnswered>(&fact.fact.what);
    if (answer == nullptr || !answer->accepted || !is_known(fact.recorded_at, known_at)) continue;
    if (answered_offer(value, answer->offer, fact.fact.effective) == &offer) {
      accept(fact.fact.effective);
    }
  }
  return out;
}

PlanSpans plan_spans(const Case& value, const std::optional<Instant>& known_at, Date on,
                     std::pmr::memory_resource* memory) {
  PlanSpans out(memory);
  for (const RecordedFact& fact : value.facts) {
    if (!is_known(fact.recorded_at, known_at)) continue;
    if (const auto* plan = std::get_if<InstalmentsAgreed>(&fact.fact.what)) {
      add(out, fact, *plan, fact.fact.effective, on);
    } else if (const auto* offer = std::get_if<InstalmentsOffered>(&fact.fact.what)) {
      if (const auto day = accepted_on(value, fact, known_at)) add(out, fact, *offer, *day, on);
    }
  }
  if (out.empty()) return out;
  std::sort(out.begin(), out.end(), [](const PlanSpan& a, const PlanSpan& b) {
    return std::tie(a.agreed, *a.key) < std::tie(b.agreed, *b.key);
  });
  for (std::size_t i = 1; i < out.size(); ++i) out[i - 1].replaced = out[i].agreed;
  for (const RecordedFact& fact : value.facts) {
    const auto* ended = std::get_if<InstalmentsEnded>(&fact.fact.what);
    if (ended == nullptr || on < fact.fact.effective) continue;
    if (is_known(fact.recorded_at, known_at)) end(out, ended->plan, fact.fact.effective);
  }
  for (const InstalmentsEnd& ended : value.instalments_ended) {
    if (ended.on <= on && is_known(ended.recorded_at, known_at)) end(out, ended.plan, ended.on);
  }
  bool lost = false;
  for (std::size_t i = out.size(); i-- > 0;) {
    lost = out[i].ended.has_value() || (out[i].replaced && lost);
    out[i].benefit_lost = lost;
  }
  return out;
}

}  // namespace arrears::ledger
