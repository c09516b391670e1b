// By which rates a claim bears interest, and when.
#include <algorithm>
#include <ledger/run.hpp>
#include <tuple>

namespace arrears::ledger {

namespace {

// Somebody stated which interest a claim bears from a day on.
struct Stated {
  Date from;
  std::optional<Date> until;
  const FactKey* key;
  const std::vector<InterestSegment>* segments;
  const std::string* basis;
};

std::optional<Stated> stated_in(const RecordedFact& fact, const ClaimId& claim) {
  if (const auto* it = std::get_if<InterestStated>(&fact.fact.what)) {
    if (!it->claim.empty() && it->claim != claim) return std::nullopt;
    return Stated{fact.fact.effective, it->until, &fact.fact.key, &it->segments, &it->basis};
  }
  const auto* title = std::get_if<TitleIssued>(&fact.fact.what);
  if (title == nullptr) return std::nullopt;
  for (const TitlePart& part : title->parts) {
    if (part.claim != claim || part.interest.empty()) continue;
    const auto first = std::min_element(
        part.interest.begin(), part.interest.end(),
        [](const InterestSegment& a, const InterestSegment& b) { return a.from < b.from; });
    return Stated{first->from, std::nullopt, &fact.fact.key, &part.interest, &title->reference};
  }
  return std::nullopt;
}

}  // namespace

// A claim's own segments come first; without one of default interest its agreed rate, without that
// the rate of the law.
void Run::add_rules(ClaimRun& run) {
  const Claim& claim = run.claim();
  bool own = false;
  for (const InterestSegment& segment : claim.segments) {
    own = own || segment.kind == InterestSegment::Kind::default_interest;
    add_segment(run, segment);
  }
  if (!own && run.default_from <= options_.on) {
    if (claim.agreed_rate) {
      add_agreed(run, {run.default_from, options_.on, *claim.agreed_rate, in_default, {}, {}});
    } else if (const InterestRow* row = law_.data().interest_rule(claim, run.default_from)) {
      law_.data().each_rate(*row, run.default_from, options_.on, [&](const RateSpan& span) {
        run.rules.push_back(rule_of(span, in_default, nullptr));
      });
    }
  }
  add_stated(run);
  run.accrued = options_.on;
  for (const Rule& rule : run.rules) run.accrued = std::min(run.accrued, rule.from - Days{1});
}

// A rate of the law, counted as the terms say.
Run::Rule Run::rule_of(const RateSpan& span, Interest kind, const InterestSegment* segment) const {
  Rule out{span.from, span.until, span.rate, kind, span, segment};
  out.rate.day_count = terms_.day_count.value_or(span.rate.day_count);
  return out;
}

void Run::add_segment(ClaimRun& run, const InterestSegment& segment) {
  const Interest kind =
      segment.kind == InterestSegment::Kind::contractual ? contractual : in_default;
  const Date until = std::min(segment.until.value_or(options_.on), options_.on);
  // One segment serves all maturities of a claim, and each is in default from its own day on.
  const bool late = run.maturity && kind == in_default;
  const Date from = late ? std::max(segment.from, run.default_from) : segment.from;
  if (until < from) return;
  if (segment.fixed) {
    add_agreed(run, {from, until, *segment.fixed, kind, {}, &segment});
  } else if (const InterestRow* row = law_.data().regime(segment.regime)) {
    law_.data().each_rate(*row, from, until, [&](const RateSpan& span) {
      run.rules.push_back(rule_of(span, kind, &segment));
    });
  }
}

// An agreed rate, cut to the law's maximum on the days on which it is higher.
void Run::add_agreed(ClaimRun& run, const Rule& agreed) {
  const InterestRow* maximum =
      law_.data().interest_for(agreed.kind == contractual ? InterestRow::Use::maximum_contractual
                                                          : InterestRow::Use::maximum_default);
  Rule rest = agreed;
  if (maximum != nullptr) {
    law_.data().each_rate(*maximum, agreed.from, agreed.until, [&](const RateSpan& span) {
      if (agreed.rate.ppm <= span.rate.ppm) return;
      if (rest.from < span.from) {
        rest.until = span.from - Days{1};
        run.rules.push_back(rest);
      }
      Rule cut = agreed;
      cut.from = span.from;
      cut.until = span.until;
      cut.rate.ppm = span.rate.ppm;
      cut.law = span;
      run.rules.push_back(cut);
      rest.from = span.until + Days{1};
    });
  }
  rest.until = agreed.until;
  if (rest.from <= rest.until) run.rules.push_back(rest);
}

// What was stated later stands in place of what held on those days.
void Run::add_stated(ClaimRun& run) {
  std::pmr::vector<std::pair<Date, Stated>> all(&memory_);  // by the day of its effect
  for (const RecordedFact& fact : value_.facts) {
    const bool now =
        fact.fact.effective <= options_.on && is_known(fact.recorded_at, options_.known_at);
    if (!now) continue;
    if (const auto stated = stated_in(fact, run.claim().id)) {
      all.emplace_back(fact.fact.effective, *stated);
    }
  }
  if (all.empty()) return;
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, *a.second.key) < std::tie(b.first, *b.second.key);
  });
  for (const auto& [day, stated] : all) {
    const Date until = std::min(stated.until.value_or(options_.on), options_.on);
    if (until < stated.from) continue;
    cut_out(run, stated.from, until);
    const std::size_t before = run.rules.size();
    for (const InterestSegment& segment : *stated.segments) add_segment(run, segment);
    for (std::size_t i = before; i < run.rules.size(); ++i) {
      Rule& rule = run.rules[i];
      rule.from = std::max(rule.from, stated.from);
      rule.until = std::min(rule.until, until);
      rule.why = stated.basis;
    }
    std::erase_if(run.rules, [](const Rule& rule) { return rule.until < rule.from; });
  }
  std::stable_sort(run.rules.begin(), run.rules.end(), [](const Rule& a, const Rule& b) {
    return std::tie(a.from, a.kind) < std::tie(b.from, b.kind);
  });
}

// Cuts these days out of every rate of the claim.
void Run::cut_out(ClaimRun& run, Date from, Date until) {
  std::pmr::vector<Rule> kept(&memory_);
  for (const Rule& rule : run.rules) {
    if (rule.from < from) {
      kept.push_back(rule);
      kept.back().until = std::min(rule.until, from - Days{1});
    }
    if (until < rule.until) {
      kept.push_back(rule);
      kept.back().from = std::max(rule.from, until + Days{1});
    }
  }
  run.rules = std::move(kept);
}

}  // namespace arrears::ledger
