// Fees by law: chosen by relation and amount, converted by the rate that the line prescribes.
#include <arrears/law/law.hpp>
#include <law/pack_data.hpp>

namespace arrears {

namespace {

// Why this line gives the claim nothing; empty when it gives something.
std::string refusal(const FeeRow& row, const Claim& claim) {
  const std::string of = " (" + row.line.id + ")";
  if (!fits(row.relations, claim.relation)) {
    switch (claim.relation) {
      case Relation::consumer: return "not against consumers" + of;
      case Relation::business: return "not between businesses" + of;
      case Relation::public_body: return "not against public bodies" + of;
      case Relation::unstated: return "the relation is not stated" + of;
    }
  }
  if (row.due_in() != claim.principal.currency) {
    return "the claim is not in " + row.due_in().code() + of;
  }
  if (!row.band.holds(claim.principal.minor)) {
    return "not for a claim of " + claim.principal.text() + " " + row.due_in().code() + of;
  }
  return {};
}

void give(const LawPack::Data& data, const FeeRow& row, const Claim& claim, LawFee& out) {
  out.component = row.component;
  out.line = &row.line;
  out.why_not.clear();
  if (row.converted_to.none()) {
    out.sum = row.sum;
    return;
  }
  const Date month{claim.due.year(), claim.due.month(), 1};
  const Date day =
      data.calendars[static_cast<std::size_t>(CalendarPurpose::bank)].add(month, BusinessDays{-1});
  const ExchangeRow* rate = data.rate_of_exchange(row.sum.currency, row.converted_to, day);
  const std::string pair = row.sum.currency.code() + " to " + row.converted_to.code();
  if (rate == nullptr) {
    out.why_not = "the law pack " + data.country + " has no rate of " + pair + " of " + day.text() +
                  ", add it to exchange.csv (" + row.line.id + ")";
    return;
  }
  Conversion converted{row.sum, rate->rate, day, rate->source};
  out.sum = converted.into(row.converted_to);
  if (!out.sum) {
    out.why_not = row.sum.text() + " " + pair + " at " + rate->rate.text() +
                  " is more than an amount may be (" + row.line.id + ")";
    return;
  }
  out.converted = std::move(converted);
}

}  // namespace

const ExchangeRow* LawPack::Data::rate_of_exchange(Currency from, Currency to, Date day) const {
  const auto found = std::find_if(now.exchange.begin(), now.exchange.end(), [&](const auto& row) {
    return row.from == from && row.to == to && row.day == day;
  });
  return found == now.exchange.end() ? nullptr : &*found;
}

Component LawPack::Data::component_of(std::string_view id) const {
  for (const FeeRow& row : now.fees) {
    if (row.line.id == id) return row.component;
  }
  for (const TariffRow& row : now.tariffs) {
    if (row.line.id == id) return row.component;
  }
  return Component::lump_sum;
}

bool LawPack::fee_per_maturity(std::string_view name) const {
  const std::vector<FeeRow>& fees = data_->now.fees;
  return std::any_of(fees.begin(), fees.end(), [&](const FeeRow& row) {
    return row.per_maturity && line_named(row.line, name, data_->country);
  });
}

LawFee LawPack::fee(std::string_view name, const Claim& claim, Date default_from) const {
  LawFee out;
  out.why_not = "the law pack has no fee " + std::string(name);
  for (const FeeRow& row : data_->now.fees) {
    if (!line_named(row.line, name, data_->country)) continue;
    const bool by_obligation = row.line.selector == Selector::obligation_on;
    const Date day = by_obligation ? claim.obligation.value_or(claim.due) : default_from;
    if (!valid_on(row.line, day)) {
      if (out.line != nullptr) continue;
      out.why_not = std::string(name) + " does not cover " +
                    (by_obligation ? "an obligation of " : "a default that began on ") + day.text();
      continue;
    }
    out.line = &row.line;
    out.why_not = refusal(row, claim);
    if (!out.why_not.empty()) continue;
    give(*data_, row, claim, out);
    return out;
  }
  return out;
}

}  // namespace arrears
