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
  add_caps(run);
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
  using Kind = InterestSegment::Kind;
  const Interest kind = segment.kind == Kind::contractual        ? contractual
                        : segment.kind == Kind::default_interest ? in_default
                                                                 : penalty;
  const Date until = std::min(segment.until.value_or(options_.on), options_.on);
  // One segment serves all maturities of a claim, and each is in default from its own day on.
  const bool late = run.maturity && kind != contractual;
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
  using Use = InterestRow::Use;
  const InterestRow* maximum =
      agreed.kind == penalty
          ? nullptr
          : law_.data().interest_for(agreed.kind == contractual ? Use::maximum_contractual
                                                                : Use::maximum_default);
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

// What the law lets a creditor ask for on top of a consumer credit, whatever was agreed or stated.
void Run::add_caps(ClaimRun& run) {
  law_.data().each_cap(run.claim(), run.default_from, [&](const CapRow& row) {
    switch (row.what) {
      case LawCap::What::default_interest: return cut_to(run, row, run.default_from);
      case LawCap::What::long_default: {
        const Date long_after = run.due + Days{row.after_days + 1};
        for (Rule& rule : run.rules) {
          if (rule.kind != in_default) rule.until = std::min(rule.until, long_after - Days{1});
        }
        std::erase_if(run.rules, [](const Rule& rule) { return rule.until < rule.from; });
        return cut_to(run, row, long_after);
      }
      case LawCap::What::penalty_rate:
        for (Rule& rule : run.rules) {
          if (rule.kind != penalty || !exceeds(rule.rate, row.rate_ppm)) continue;
          rule.rate = {row.rate_ppm, DayCount::act_365};
          rule.why = &row.line.legal_basis;
          rule.segment = nullptr;
        }
        return;
      case LawCap::What::penalty_total: {
        const bool first = find(run.claim().id) == &run;
        if (!first) return;
        run.penalty_left = Int128{row.sum_for(*run.claim().credit).minor} * interest_scale;
        run.penalty_cap = &row;
        return;
      }
    }
  });
}

// Whether a day at this rate ever costs more than one at that many parts of a million of 365.
bool Run::exceeds(const Rate& rate, std::int64_t ppm) {
  const bool of_360 = rate.day_count == DayCount::act_360 || rate.day_count == DayCount::thirty_360;
  return rate.ppm * 365 > ppm * (of_360 ? 360 : 365);
}

// Default interest from a day on, cut to the rate of the law's regime where it is higher.
void Run::cut_to(ClaimRun& run, const CapRow& row, Date from) {
  const InterestRow* regime = law_.data().regime(row.regime);
  if (regime == nullptr || options_.on < from) return;
  std::pmr::vector<Rule> kept(&memory_);
  for (const Rule& rule : run.rules) {
    if (rule.kind != in_default || rule.until < from) {
      kept.push_back(rule);
      continue;
    }
    Rule rest = rule;
    law_.data().each_rate(*regime, run.default_from, rule.until, [&](const RateSpan& span) {
      const Date first = std::max({span.from, from, rule.from});
      if (span.until < first || rule.rate.ppm <= span.rate.ppm) return;
      if (rest.from < first) {
        kept.push_back(rest);
        kept.back().until = first - Days{1};
      }
      Rule cut = rule_of(span, in_default, nullptr);
      cut.from = first;
      cut.until = std::min(span.until, rule.until);
      cut.why = &row.line.legal_basis;
      kept.push_back(cut);
      rest.from = cut.until + Days{1};
    });
    if (rest.from <= rest.until) kept.push_back(rest);
  }
  run.rules = std::move(kept);
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
