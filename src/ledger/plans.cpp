#include <ledger/plans.hpp>
#include <tuple>

namespace arrears::ledger {

namespace {

// The plan that an end is about: the one it names, else the one that held on its day.
PlanSpan* ended_plan(PlanSpans& spans, const FactKey& named, Date on) {
  PlanSpan* out = nullptr;
  for (PlanSpan& span : spans) {
    const bool meant =
        named.empty() ? span.fact->fact.effective <= on : span.fact->fact.key == named;
    if (meant) out = &span;
  }
  return out;
}

void end(PlanSpans& spans, const FactKey& named, Date on) {
  PlanSpan* span = ended_plan(spans, named, on);
  if (span == nullptr) return;
  const Date day = std::max(on, span->fact->fact.effective);
  if (span->replaced && *span->replaced <= day) return;
  if (!span->ended || day < *span->ended) span->ended = day;
}

}  // namespace

PlanSpans plan_spans(const Case& value, const std::optional<Instant>& known_at, Date on,
                     std::pmr::memory_resource* memory) {
  PlanSpans out(memory);
  for (const RecordedFact& fact : value.facts) {
    const auto* plan = std::get_if<InstalmentsAgreed>(&fact.fact.what);
    const bool counts =
        plan != nullptr && fact.fact.effective <= on && is_known(fact.recorded_at, known_at);
    if (counts) out.push_back({&fact, plan, {}, {}, false});
  }
  if (out.empty()) return out;
  std::sort(out.begin(), out.end(), [](const PlanSpan& a, const PlanSpan& b) {
    return std::tie(a.fact->fact.effective, a.fact->fact.key) <
           std::tie(b.fact->fact.effective, b.fact->fact.key);
  });
  for (std::size_t i = 1; i < out.size(); ++i) out[i - 1].replaced = out[i].fact->fact.effective;
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
