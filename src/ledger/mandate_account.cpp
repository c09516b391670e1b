#include <arrears/ledger/mandate_account.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace arrears {

namespace {

constexpr std::int64_t million = 1'000'000;

// Cumulated over the payments that share bands and rounding.
struct Cumulated {
  Int128 collected = 0;                  // minor units that a rule met
  Int128 exact = 0, vat_exact = 0;       // in millionths of a minor unit
  std::int64_t commission = 0, vat = 0;  // as rounded so far
};

// What round half up of the sum so far adds to what it was before.
std::int64_t rounded_on(Int128 exact, std::int64_t& so_far) {
  const auto now = static_cast<std::int64_t>(divide_half_up(exact, million));
  return now - std::exchange(so_far, now);
}

template <class T>
bool meets(const std::vector<T>& any_of, const T& value) {
  return any_of.empty() || std::find(any_of.begin(), any_of.end(), value) != any_of.end();
}

const CommissionRule* rule_for(const CommissionTerms& terms, const CollectedPayment& payment,
                               const CollectedPart& part) {
  for (const CommissionRule& rule : terms.rules) {
    if (meets(rule.phases, payment.phase) && meets(rule.receivers, payment.receiver) &&
        meets(rule.components, part.component) && rule.min_days <= part.days_past_due &&
        part.days_past_due <= rule.max_days.value_or(part.days_past_due)) {
      return &rule;
    }
  }
  return nullptr;
}

// Commission on the stretch of collected sums from `begin` to `end`, each piece at its band's rate.
Int128 over_bands(const std::vector<CommissionBand>& bands, Int128 begin, Int128 end) {
  Int128 out = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const Int128 first = std::max(begin, Int128{bands[i].above.minor});
    const Int128 last =
        i + 1 < bands.size() ? std::min(end, Int128{bands[i + 1].above.minor}) : end;
    if (first < last) out += (last - first) * bands[i].rate_ppm;
  }
  return out;
}

std::vector<CollectedPart> in_order(std::vector<CollectedPart> parts) {
  std::sort(parts.begin(), parts.end(), [](const CollectedPart& a, const CollectedPart& b) {
    return std::tie(b.days_past_due, a.component, a.claim, a.sum.minor) <
           std::tie(a.days_past_due, b.component, b.claim, b.sum.minor);
  });
  return parts;
}

template <class T>
std::vector<const T*> sorted(const std::vector<T>& all, bool (*earlier)(const T*, const T*)) {
  std::vector<const T*> out;
  out.reserve(all.size());
  for (const T& one : all) out.push_back(&one);
  std::sort(out.begin(), out.end(), earlier);
  return out;
}

bool by_value_date(const CollectedPayment* a, const CollectedPayment* b) {
  return std::tie(a->value_date, a->key) < std::tie(b->value_date, b->key);
}

bool stated_later(const StatedTerms* a, const StatedTerms* b) {
  return std::tie(b->on, b->key) < std::tie(a->on, a->key);
}

const StatedTerms* terms_on(const std::vector<const StatedTerms*>& latest_first, Date day,
                            Currency currency) {
  for (const StatedTerms* one : latest_first) {
    const CommissionTerms& terms = one->terms;
    if (terms.currency == currency && terms.from <= day && day <= terms.until.value_or(day)) {
      return one;
    }
  }
  return nullptr;
}

std::int64_t credited(const CollectedPayment& payment) {
  std::int64_t out = 0;
  for (const CollectedPart& part : payment.parts) out += part.sum.minor;
  return out;
}

void add_commission(PaymentCommission& out, const CollectedPayment& payment,
                    const CommissionTerms& terms, Cumulated& so_far) {
  for (const CollectedPart& part : in_order(payment.parts)) {
    const CommissionRule* rule = rule_for(terms, payment, part);
    if (rule == nullptr) continue;
    const Int128 end = so_far.collected + part.sum.minor;
    out.exact += over_bands(rule->bands, so_far.collected, end);
    out.base.minor += part.sum.minor;
    so_far.collected = end;
  }
  so_far.exact += out.exact;
  out.commission.minor = rounded_on(so_far.exact, so_far.commission);
  so_far.vat_exact += Int128{out.commission.minor} * terms.vat_ppm;
  out.vat.minor = rounded_on(so_far.vat_exact, so_far.vat);
}

// Gross, commission and tax of one payment, summed over remittances.
struct Settled {
  std::int64_t gross = 0, commission = 0, vat = 0;
  CaseId case_id;
};

std::map<FactKey, Settled> settled_by(const MandateHistory& history, Date on) {
  std::map<FactKey, Settled> out;
  for (const Remittance& remittance : history.remittances) {
    if (on < remittance.on) continue;
    for (const RemittanceLine& line : remittance.lines) {
      Settled& settled = out[line.payment];
      settled.gross += line.gross.minor;
      settled.commission += line.commission.minor;
      settled.vat += line.vat.minor;
      settled.case_id = line.case_id;
    }
  }
  return out;
}

std::map<FactKey, std::int64_t> refunded_by(const MandateHistory& history, Date on) {
  std::map<FactKey, std::int64_t> out;
  for (const Refund& refund : history.refunds) {
    if (refund.on <= on) out[refund.payment] += refund.sum.minor;
  }
  return out;
}

// What stands of a place for money, and what was taken out of it beyond that.
void divide(std::int64_t in, std::int64_t out, Money& left, Money& owed) {
  (out <= in ? left : owed).minor += out <= in ? in - out : out - in;
}

void add_commissions(MandateAccount& out, const MandateHistory& history, Date on) {
  for (const PaymentCommission& one : commissions(history)) {
    if (on < one.value_date) continue;
    out.commission += one.commission;
    out.vat += one.vat;
  }
}

}  // namespace

std::vector<PaymentCommission> commissions(const MandateHistory& history) {
  const auto latest_first = sorted(history.terms, &stated_later);
  std::map<std::pair<const StatedTerms*, CaseId>, Cumulated> cumulated;
  std::vector<PaymentCommission> all;
  for (const CollectedPayment* payment : sorted(history.payments, &by_value_date)) {
    if (payment->reversed) continue;
    const Money zero{0, history.currency};
    PaymentCommission& out = all.emplace_back();
    out.payment = payment->key;
    out.case_id = payment->case_id;
    out.value_date = payment->value_date;
    out.credited = {credited(*payment), history.currency};
    out.gross = payment->receiver == Receiver::agency ? out.credited : zero;
    out.base = out.commission = out.vat = zero;
    const StatedTerms* stated = terms_on(latest_first, payment->value_date, history.currency);
    if (stated == nullptr) continue;
    const bool by_case = stated->terms.tiers == CommissionTerms::Tiers::by_case;
    Cumulated& so_far = cumulated[{stated, by_case ? payment->case_id : CaseId{}}];
    add_commission(out, *payment, stated->terms, so_far);
  }
  return all;
}

std::vector<RemittanceLine> propose_remittance(const MandateHistory& history, Date through) {
  std::map<FactKey, Settled> settled = settled_by(history, Date::latest());
  std::map<FactKey, PaymentCommission> brings;
  for (PaymentCommission& one : commissions(history)) brings[one.payment] = std::move(one);
  std::vector<RemittanceLine> out;
  const auto add = [&](const FactKey& payment, const CaseId& of, const PaymentCommission& now,
                       const Settled& before) {
    const std::int64_t gross = now.gross.minor - before.gross;
    const std::int64_t commission = now.commission.minor - before.commission;
    const std::int64_t vat = now.vat.minor - before.vat;
    if (gross == 0 && commission == 0 && vat == 0) return;
    const Currency currency = history.currency;
    out.push_back({payment, of, {gross, currency}, {commission, currency}, {vat, currency}});
  };
  for (const CollectedPayment* payment : sorted(history.payments, &by_value_date)) {
    const auto before = settled.extract(payment->key);
    if (through < payment->value_date && !payment->reversed) continue;
    add(payment->key, payment->case_id, brings[payment->key],
        before.empty() ? Settled{} : before.mapped());
  }
  for (const auto& [payment, before] : settled) add(payment, before.case_id, {}, before);
  return out;
}

MandateAccount mandate_account(const MandateHistory& history, Date on) {
  MandateAccount out;
  out.currency = history.currency;
  for (Money* sum : {&out.received, &out.direct, &out.on_account, &out.refunded, &out.remitted,
                     &out.held, &out.owed_by_creditor, &out.owed_by_payers, &out.commission,
                     &out.vat, &out.commission_settled, &out.vat_settled}) {
    *sum = {0, history.currency};
  }
  std::map<FactKey, Settled> settled = settled_by(history, on);
  std::map<FactKey, std::int64_t> refunded = refunded_by(history, on);
  for (const auto& [payment, one] : settled) {
    out.remitted.minor += one.gross;
    out.commission_settled.minor += one.commission;
    out.vat_settled.minor += one.vat;
  }
  for (const auto& [payment, sum] : refunded) out.refunded.minor += sum;
  for (const CollectedPayment& payment : history.payments) {
    if (payment.reversed || on < payment.value_date) continue;
    out.received.minor += payment.sum.minor;
    if (payment.receiver != Receiver::agency) {
      out.direct.minor += payment.sum.minor;
      continue;
    }
    const std::int64_t of_claims = credited(payment);
    divide(of_claims, settled[payment.key].gross, out.held, out.owed_by_creditor);
    divide(payment.sum.minor - of_claims, refunded[payment.key], out.on_account,
           out.owed_by_payers);
    settled.erase(payment.key);
    refunded.erase(payment.key);
  }
  // What is left was settled or refunded of payments that are not there.
  for (const auto& [payment, one] : settled) divide(0, one.gross, out.held, out.owed_by_creditor);
  for (const auto& [payment, sum] : refunded) divide(0, sum, out.on_account, out.owed_by_payers);
  add_commissions(out, history, on);
  ARREARS_ASSERT(out.received + out.owed_by_creditor + out.owed_by_payers ==
                 out.direct + out.on_account + out.refunded + out.remitted + out.held);
  return out;
}

namespace {

bool is_rate(std::int32_t ppm) { return ppm >= 0 && ppm <= million; }

const char* wrong_in_bands(const CommissionTerms& terms, const CommissionRule& rule) {
  if (rule.bands.empty()) return "a rule of commission has at least one band";
  if (rule.bands.size() > commission_rules_max) return "a rule of commission has too many bands";
  std::int64_t before = -1;
  for (const CommissionBand& band : rule.bands) {
    if (band.above.currency != terms.currency) return "a band is in another currency";
    if (band.above.minor <= before) return "bands of commission rise from zero or above";
    if (band.above.minor > Money::limit) return "a band of commission is too large";
    if (!is_rate(band.rate_ppm)) return "a rate of commission lies in 0 to 100 %";
    before = band.above.minor;
  }
  return nullptr;
}

}  // namespace

Result<Unit> check_terms(const CommissionTerms& terms) {
  const auto wrong = [](const char* why) { return unexpected(ErrorCode::invalid, why); };
  if (terms.currency.none()) return wrong("terms of commission have a currency");
  if (terms.until && *terms.until < terms.from) return wrong("terms of commission end first");
  if (!is_rate(terms.vat_ppm)) return wrong("a rate of value added tax lies in 0 to 100 %");
  if (terms.rules.size() > commission_rules_max) return wrong("too many rules of commission");
  for (const CommissionRule& rule : terms.rules) {
    if (rule.min_days < 0 || rule.max_days.value_or(rule.min_days) < rule.min_days) {
      return wrong("days past due rise from zero or above");
    }
    if (const char* why = wrong_in_bands(terms, rule)) return wrong(why);
  }
  return Unit{};
}

}  // namespace arrears
