#include "history.hpp"

#include <cstdlib>
#include <string>

namespace arrears::ledger_test {

namespace {

// Draws one history, part after part. One draw in an expression: the order of arguments is free.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_{seed * 0x9e3779b97f4a7c15 + seed} {}

  History history() {
    out_.law = law();
    out_.span = random_.one_in(2) ? 40 + number(160) : 200 + number(1'400);
    out_.begin = Date{2006, 1, 1} + Days{number(21 * 365)};
    out_.build.value.opened_on = day();
    out_.build.value.currency = Currency{"CZK"};
    for (int i = 0, n = 1 + number(3); i < n; ++i) claim(i);
    for (int i = 0, n = number(6); i < n; ++i) payment(i);
    if (random_.one_in(3)) out_.build.reverse("r", day(), "p0");
    if (random_.one_in(4)) out_.build.fact("a", day(), PaymentAssigned{{"p1"}, {}, {"C0"}});
    for (int i = 0, n = number(3); i < n; ++i) charge();
    for (int i = 0, n = number(5) - 2; i < n; ++i) write_off();
    for (int i = 0, n = number(5) - 1; i < n; ++i) hold();
    if (random_.one_in(3)) dispute();
    for (int i = 0, n = number(5) - 2; i < n; ++i) reduction(i);
    for (int i = 0, n = number(4) - 1; i < n; ++i) interest(i);
    if (random_.one_in(4)) title();
    if (random_.one_in(4)) acceleration();
    if (random_.one_in(3)) out_.build.fact("b", day(), PaymentRefunded{{"p2"}, sum(), {}});
    options();
    // Last, so that what was drawn before stays as it was.
    if (random_.one_in(4)) waiver();
    if (random_.one_in(4)) penalty();
    if (random_.one_in(4)) capitalisation();
    if (random_.one_in(5)) out_.build.fact("y", day(), CaseAssigned{{}, {"buyer"}, {}, "sold"});
    return std::move(out_);
  }

 private:
  std::int32_t number(std::int64_t below) {
    return static_cast<std::int32_t>(random_.below(below));
  }
  // Often one of few days, so that things of one day come up.
  Date day() {
    if (random_.one_in(2)) return out_.begin + Days{number(out_.span)};
    return out_.begin + Days{out_.span / 8 * number(8)};
  }
  Money sum() {
    switch (number(4)) {
      case 0: return koruna(1 + number(300));
      case 1: return koruna(whole_ / 3 + 1);
      case 2: return koruna(whole_ + number(100'000));
      default: return koruna(1 + random_.below(whole_));
    }
  }
  LawPack law() {
    static const LawPacks all = testing::bundled_law();
    constexpr const char* countries[]{"CZ", "CZ", "CZ", "SK", "PL", "DE", "AT"};
    return all.of(countries[number(std::size(countries))]);
  }
  Rate rate() {
    const std::int64_t ppm = random_.one_in(8) ? 0 : 1'000 * (1 + random_.below(300));
    return {ppm, static_cast<DayCount>(number(4))};
  }
  void claim(int index) {
    Claim claim = sample_claim(static_cast<Relation>(1 + number(3)));
    claim.id = {"C" + std::to_string(index)};
    claim.principal =
        koruna(random_.one_in(4) ? 1 + random_.below(200) : 1 + random_.below(10'000'000));
    whole_ += claim.principal.minor;
    claim.due = out_.begin + Days{number(out_.span / 2)};
    claim.obligation =
        random_.one_in(3) ? Date{2021, 6, 30} + Days{number(2)} : claim.due - Days{number(60)};
    if (random_.one_in(4)) claim.agreed_rate = rate();
    for (int i = 0, n = number(5) - 2; i < n; ++i) claim.segments.push_back(segment());
    if (random_.one_in(6)) claim.allocation = order();
    if (random_.one_in(4)) maturities(claim);
    claim.security = static_cast<std::uint8_t>(number(3));
    if (random_.one_in(4)) claim.demanded = day();
    if (index > 0 && random_.one_in(6)) claim.damages_of = some_claim().id;
    CaseClaim in{claim, out_.build.value.opened_on, {}};
    if (random_.one_in(8)) in.added = day();
    if (random_.one_in(8)) in.removed = day();
    out_.build.value.claims.push_back(std::move(in));
  }
  void maturities(Claim& claim) {
    std::int64_t rest = claim.principal.minor;
    Date due = claim.due;
    while (rest > 0) {
      const bool last = rest < 10 || claim.maturities.size() == 5 || random_.one_in(4);
      if (last && claim.maturities.empty()) return;
      const std::int64_t part = last ? rest : 1 + random_.below(rest - 1);
      claim.maturities.push_back({due, koruna(part)});
      due = due + Days{1 + number(out_.span / 3)};
      rest -= part;
    }
  }
  InterestSegment segment() {
    InterestSegment out;
    out.kind = random_.one_in(3) ? InterestSegment::Kind::default_interest
                                 : InterestSegment::Kind::contractual;
    out.from = out_.begin + Days{number(out_.span)};
    if (!random_.one_in(3)) out.until = out.from + Days{number(out_.span)};
    out.fixed = rate();
    return out;
  }
  std::vector<Component> order() {
    std::vector<Component> out;
    for (std::size_t i = 0; i < component_count; ++i) out.push_back(static_cast<Component>(i));
    shuffle(out, random_);
    out.resize(static_cast<std::size_t>(1 + number(8)));
    return out;
  }
  void payment(int index) {
    // Before anything is due, on a due date, at any time.
    Date when = day();
    if (random_.one_in(5)) when = out_.begin - Days{number(30)};
    if (random_.one_in(5)) when = some_claim().due + Days{number(2)};
    const std::string named = random_.one_in(2) ? some_claim().id.value : "";
    out_.build.pay("p" + std::to_string(index), when, sum(), named);
    auto& payment = std::get<PaymentReceived>(out_.build.value.facts.back().fact.what);
    if (random_.one_in(5)) payment.order = order();
    payment.order_agreed = random_.one_in(2);
  }
  const Claim& some_claim() {
    const auto& claims = out_.build.value.claims;
    return claims[static_cast<std::size_t>(number(std::ssize(claims)))].claim;
  }
  void charge() {
    const std::string named = random_.one_in(2) ? some_claim().id.value : "";
    const Date when = day();
    const bool by_law = random_.one_in(2);
    out_.build.charge(when, koruna(1 + number(130'000)), by_law, named);
    if (by_law) out_.build.value.postings.back().fee = out_.law.country() + ".lump_sum";
  }
  void write_off() {
    const Date when = day();
    out_.build.write_off(when, sum());
  }
  // A penalty by the day, of a consumer credit or not.
  void penalty() {
    auto& claims = out_.build.value.claims;
    Claim& claim = claims[static_cast<std::size_t>(number(std::ssize(claims)))].claim;
    claim.segments.push_back(segment());
    claim.segments.back().kind = InterestSegment::Kind::penalty;
    claim.segments.back().fixed->ppm *= 1 + number(3);
    if (random_.one_in(2)) claim.credit = sum();
  }
  // A write-off by rules that depends on a payment.
  void waiver() {
    write_off();
    Posting& posting = out_.build.value.postings.back();
    posting.if_paid = sum();
    posting.by = posting.effective + Days{number(out_.span)};
  }
  void hold() {
    const Date from = day();
    out_.build.hold(from, from + Days{number(out_.span / 2)});
    Hold& hold = out_.build.value.holds.back();
    if (random_.one_in(6)) hold.until.reset();
    if (random_.one_in(4)) hold.released = day();
    if (random_.one_in(4)) {
      hold.scope = HoldScope::claim;
      hold.claim = some_claim().id;
    }
  }
  void dispute() {
    DisputeRaised out;
    if (random_.one_in(2)) out.claims = {some_claim().id};
    if (random_.one_in(2)) out.sum = sum();
    out_.build.fact("d", day(), out);
  }
  void reduction(int index) {
    ClaimReduced out;
    out.kind = random_.one_in(3) ? ClaimReduced::Kind::write_off : ClaimReduced::Kind::credit_note;
    out.claim = some_claim().id;
    if (out.kind == ClaimReduced::Kind::write_off && random_.one_in(2)) out.claim = {};
    out.sum = sum();
    const Date when = day();
    if (random_.one_in(3)) {
      out.if_paid = sum();
      out.by = when + Days{number(out_.span)};
    }
    const std::string key = "n" + std::to_string(index);
    out_.build.fact(key, when, out);
    if (random_.one_in(5)) out_.build.fact("u" + key, day(), ReductionReversed{{}, {key}, {}});
  }
  std::vector<InterestSegment> segments() {
    std::vector<InterestSegment> out;
    for (int i = 0, n = number(3); i < n; ++i) out.push_back(segment());
    return out;
  }
  void interest(int index) {
    InterestStated out;
    if (!random_.one_in(3)) out.claim = some_claim().id;
    out.segments = segments();
    out.basis = "agreement";
    const Date when = day();
    if (random_.one_in(2)) out.until = when + Days{number(out_.span)};
    out_.build.fact("i" + std::to_string(index), when, out);
  }
  void title() {
    TitleIssued out;
    out.reference = "1 C 2/2026";
    TitlePart part{some_claim().id, {}, segments(), {}, {}, {}};
    if (random_.one_in(2)) part.dismissed = sum();
    if (random_.one_in(2)) part.court_fee = koruna(1 + number(100'000));
    if (random_.one_in(3)) part.attorney_fee = koruna(1 + number(100'000));
    if (random_.one_in(3)) part.costs = koruna(1 + number(100'000));
    out.parts.push_back(std::move(part));
    out_.build.fact("t", day(), out);
  }
  void acceleration() {
    ClaimAccelerated out;
    if (random_.one_in(2)) out.claim = some_claim().id;
    const Date when = day();
    if (random_.one_in(2)) out.payable = when + Days{number(60)};
    out_.build.fact("x", when, out);
  }
  void capitalisation() {
    InterestCapitalised out;
    if (random_.one_in(2)) out.claim = some_claim().id;
    if (random_.one_in(3)) out.components = {Component::contractual_interest};
    out.basis = "agreed";
    out_.build.fact("k", day(), out);
  }
  void options() {
    out_.options.on = out_.begin + Days{number(out_.span + out_.span / 2)};
    out_.options.shift_due = random_.one_in(3);
    if (random_.one_in(4)) return;  // those of the pack
    InterestTerms terms;
    terms.rounding = static_cast<InterestTerms::Rounding>(number(3));
    terms.unit = random_.one_in(4) ? 100 : 1;
    terms.payment_day_bears = !random_.one_in(3);
    if (random_.one_in(2)) terms.day_count = static_cast<DayCount>(number(4));
    out_.options.terms = terms;
  }

  Random random_;
  History out_;
  std::int64_t whole_ = 0;
};

std::uint64_t from_environment(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

}  // namespace

History history_of(std::uint64_t seed) { return Draw(seed).history(); }

Seeds seeds(std::uint64_t sample) {
  if (const std::uint64_t one = from_environment("ARREARS_HISTORY")) return {one, one};
  const std::uint64_t many = from_environment("ARREARS_HISTORIES");
  return {1, many == 0 ? sample : many};
}

}  // namespace arrears::ledger_test
