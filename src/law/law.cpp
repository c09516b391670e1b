#include <arrears/law/law.hpp>
#include <law/pack_data.hpp>

namespace arrears {

namespace {

// The date that chooses, as far as claim and payment know it.
Date selecting_day(const LawLine& line, const Claim& claim, Date paid_on) {
  return line.selector == Selector::paid_on ? paid_on : claim.obligation.value_or(claim.due);
}

// The newest of the rows whose line has that name.
template <class Row>
const Row* newest_named(const std::vector<Row>& rows, std::string_view name,
                        std::string_view country) {
  const Row* best = nullptr;
  for (const Row& row : rows) {
    if (!line_named(row.line, name, country)) continue;
    if (best == nullptr || best->line.valid_from < row.line.valid_from) best = &row;
  }
  return best;
}

}  // namespace

bool line_named(const LawLine& line, std::string_view name, std::string_view country) {
  if (line.id == name) return true;
  std::string_view bare = name;
  if (!country.empty() && name.size() > country.size() && name.starts_with(country) &&
      name[country.size()] == '.') {
    bare.remove_prefix(country.size() + 1);
  }
  return std::any_of(line.names.begin(), line.names.end(),
                     [&](const auto& entry) { return entry.second == bare; });
}

std::string rate_source(const RateSpan& span, Date last) {
  const InterestRow& row = *span.row;
  const std::string premium = Rate{row.premium_ppm, row.day_count}.percent_text();
  if (span.value == nullptr) return premium + " %";
  std::string out = row.factor == 1 ? std::string{} : std::to_string(row.factor) + " x ";
  out += row.series_name + " " + Rate{span.value->ppm, row.day_count}.percent_text() + " % on " +
         span.reference.text();
  if (row.premium_ppm != 0) out += " + " + premium;
  out += " (" + span.value->source + ")";
  const bool by_day = row.reference == InterestRow::Reference::each_change;
  const std::optional<Date>& seen = span.value->seen_through;
  if (seen && *seen < (by_day ? last : span.reference)) out += ", assumed after " + seen->text();
  return out;
}

LawPack::LawPack() : data_(empty_pack()) {}
LawPack::LawPack(std::shared_ptr<const Data> data) : data_(std::move(data)) {
  ARREARS_ASSERT(data_ != nullptr);
}

const LawPack::Data& LawPack::data() const { return *data_; }
const std::string& LawPack::country() const { return data_->country; }
const Hash& LawPack::hash() const { return data_->hash; }
Bytes LawPack::archive() const { return data_->archive; }

Result<LawPack> LawPack::from_archive(ByteView bytes) {
  Result<DecodedPack> decoded = decode_pack(bytes);
  if (!decoded) return unexpected(decoded.error());
  return LawPack(build_pack(std::move(decoded->country), std::move(decoded->rows)));
}

LawPack LawPack::as_known_on(Date day) const {
  LawRows rows = data_->all;
  std::size_t dropped = 0;
  const auto later = [&](const std::optional<Date>& on) { return on && day < *on; };
  const auto keep = [&](auto& table, auto recorded) {
    dropped += std::erase_if(table, [&](const auto& row) { return later(recorded(row)); });
  };
  const auto of_line = [](const auto& row) { return row.line.recorded_on; };
  const auto of_row = [](const auto& row) { return row.recorded_on; };
  keep(rows.interest, of_line);
  keep(rows.allocation, of_line);
  keep(rows.fees, of_line);
  keep(rows.holds, of_line);
  keep(rows.notices, of_line);
  keep(rows.requirements, of_line);
  keep(rows.settings, of_line);
  keep(rows.tariffs, of_line);
  keep(rows.limitation, of_line);
  keep(rows.several_debts, of_line);
  keep(rows.caps, of_line);
  keep(rows.rates, of_row);
  keep(rows.holidays, of_row);
  keep(rows.exchange, of_row);
  return dropped == 0 ? *this : LawPack(build_pack(data_->country, std::move(rows)));
}

const Calendar& LawPack::calendar(CalendarPurpose purpose) const {
  return data_->calendars[static_cast<std::size_t>(purpose)];
}

const LawLine* LawPack::find(std::string_view name) const {
  const LawLine* best = nullptr;  // the newest version: lines are in order of validity
  for (const LawLine* line : data_->lines) {
    if (line_named(*line, name, data_->country)) best = line;
  }
  return best;
}

std::vector<const LawLine*> LawPack::lines() const { return data_->lines; }
namespace {

template <class Row>
bool among(const std::vector<Row>& rows, const LawLine& line) {
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return &row.line == &line; });
}

}  // namespace

bool LawPack::shapes_debt(const LawLine& line) const {
  return among(data_->now.interest, line) || among(data_->now.allocation, line) ||
         among(data_->now.several_debts, line) || among(data_->now.settings, line) ||
         among(data_->now.caps, line);
}
bool LawPack::gives_fee(const LawLine& line) const { return among(data_->now.fees, line); }
bool LawPack::gives_tariff(const LawLine& line) const { return among(data_->now.tariffs, line); }
bool LawPack::vat_on_top(const LawLine& line) const {
  return std::any_of(data_->now.tariffs.begin(), data_->now.tariffs.end(),
                     [&](const TariffRow& row) { return &row.line == &line && row.vat_on_top; });
}
bool LawPack::requires_obligation() const { return data_->requires_obligation; }
bool LawPack::requires_relation() const { return data_->requires_relation; }
Duration LawPack::promise_tolerance() const { return data_->tolerance; }

Date LawPack::default_from(Date due, bool shift) const {
  const bool moves = shift && data_->shift != nullptr && valid_on(data_->shift->line, due);
  return (moves ? calendar(CalendarPurpose::deadline).on_or_after(due) : due) + Days{1};
}

bool InterestRow::fits(Relation relation, Date obligation, Date default_from) const {
  return use == Use::default_interest && valid_on(line, default_from) &&
         arrears::fits(relations, relation) &&
         (!obligation_from || *obligation_from <= obligation) &&
         (!obligation_until || obligation <= *obligation_until);
}

const InterestRow* LawPack::Data::interest_rule(Relation relation, Date obligation,
                                                Date default_from) const {
  const InterestRow* best = nullptr;
  for (const InterestRow& row : now.interest) {
    if (!row.fits(relation, obligation, default_from)) continue;
    if (best == nullptr || (best->relations == 0 && row.relations != 0)) best = &row;
  }
  return best;
}

const InterestRow* LawPack::Data::interest_rule(const Claim& claim, Date default_from) const {
  return interest_rule(claim.relation, claim.obligation.value_or(claim.due), default_from);
}

const InterestRow* LawPack::Data::interest_for(InterestRow::Use use) const {
  for (const InterestRow& row : now.interest) {
    if (row.use == use) return &row;
  }
  return nullptr;
}

const InterestRow* LawPack::Data::regime(std::string_view name) const {
  for (const InterestRow& row : now.interest) {
    if (row.regime == name) return &row;
  }
  return nullptr;
}

std::vector<InterestPeriod> LawPack::default_interest(const Claim& claim, Date default_from,
                                                      Date through) const {
  const InterestRow* row = data_->interest_rule(claim, default_from);
  if (row == nullptr) return {};
  return interest_by(row->regime, default_from, through);
}

std::vector<InterestPeriod> LawPack::interest_by(std::string_view regime, Date default_from,
                                                 Date through) const {
  std::vector<InterestPeriod> out;
  const InterestRow* row = data_->regime(regime);
  if (row == nullptr) return out;
  data_->each_rate(*row, default_from, through, [&](const RateSpan& span) {
    out.push_back({span.from, span.until, span.rate, &row->line, rate_source(span, span.until)});
  });
  return out;
}

std::string LawPack::default_interest_unknown(const Claim& claim, Date default_from) const {
  if (data_->interest_for(InterestRow::Use::default_interest) == nullptr) return {};
  if (!default_interest(claim, default_from, default_from).empty()) return {};
  const InterestRow* row = data_->interest_rule(claim, default_from);
  if (row != nullptr && row->reference != InterestRow::Reference::none) {
    const auto* series =
        data_->interest_series[static_cast<std::size_t>(row - data_->now.interest.data())];
    if (series != nullptr && series->values.back()->ends) {
      return country() + " has no rate for a default that began on " + default_from.text() +
             ": the series " + series->name + " ended on " + series->from.back().text();
    }
  }
  return country() + " has no rule of default interest for a default that began on " +
         default_from.text() + " under an obligation of " +
         claim.obligation.value_or(claim.due).text();
}

std::optional<std::size_t> LawPack::Data::allocation_row(const Claim& claim, PaymentWay way,
                                                         bool in_default, Date paid_on) const {
  std::optional<std::size_t> best;
  int best_conditions = -1;
  for (std::size_t i = 0; i < now.allocation.size(); ++i) {
    const AllocationRow& row = now.allocation[i];
    if (!valid_on(row.line, selecting_day(row.line, claim, paid_on))) continue;
    if (!fits(row.relations, claim.relation)) continue;
    if (row.ways != 0 && (row.ways >> static_cast<unsigned>(way) & 1U) == 0) continue;
    if (row.in_default && *row.in_default != in_default) continue;
    // Law about a way of payment is about the payment, whatever the claim.
    const int conditions =
        (row.ways != 0 ? 4 : 0) + (row.relations != 0 ? 1 : 0) + (row.in_default ? 1 : 0);
    if (conditions > best_conditions) {
      best = i;
      best_conditions = conditions;
    }
  }
  return best;
}

LawPack::Data::Credited LawPack::Data::credited(const Claim& claim, const PaymentReceived& payment,
                                                bool in_default,
                                                const std::vector<Component>& agreed) const {
  using Other = AllocationOrder::Other;
  const std::optional<std::size_t> row =
      allocation_row(claim, payment.way, in_default, payment.value_date);
  const Other other = row ? now.allocation[*row].other : Other::consent;
  const bool named = other == Other::debtor || (other == Other::consent && payment.order_agreed);
  if (named && !payment.order.empty()) {
    return {complete_order(payment.order), "order named with the payment"};
  }
  const std::vector<Component>& order = claim.allocation.empty() ? agreed : claim.allocation;
  if (other != Other::none && !order.empty()) return {complete_order(order), "agreed order"};
  if (!row) return {default_component_order(), {}};
  return {orders[*row], now.allocation[*row].line.legal_basis};
}

const SeveralDebtsRow* LawPack::Data::several_debts(const Claim& claim, Date paid_on) const {
  const SeveralDebtsRow* best = nullptr;
  for (const SeveralDebtsRow& row : now.several_debts) {
    const bool holds = valid_on(row.line, selecting_day(row.line, claim, paid_on)) &&
                       fits(row.relations, claim.relation);
    if (holds && (best == nullptr || best->relations == 0)) best = &row;
  }
  return best;
}

SeveralDebts LawPack::several_debts(const Claim& claim, Date paid_on) const {
  const SeveralDebtsRow* row = data_->several_debts(claim, paid_on);
  return row == nullptr ? SeveralDebts{} : SeveralDebts{row->order, &row->line};
}

std::vector<LawCap> LawPack::caps(const Claim& claim, Date default_from) const {
  std::vector<LawCap> out;
  data_->each_cap(claim, default_from, [&](const CapRow& row) {
    LawCap& cap = out.emplace_back();
    cap.what = row.what;
    cap.regime = row.regime;
    cap.after_days = row.after_days;
    if (row.what == LawCap::What::penalty_rate) cap.rate = Rate{row.rate_ppm, DayCount::act_365};
    if (row.what == LawCap::What::penalty_total) cap.sum = row.sum_for(*claim.credit);
    cap.line = &row.line;
  });
  return out;
}

AllocationOrder LawPack::allocation(const Claim& claim, bool in_default, Date paid_on,
                                    PaymentWay way) const {
  const std::optional<std::size_t> row = data_->allocation_row(claim, way, in_default, paid_on);
  const ComponentOrder& order = row ? data_->orders[*row] : default_component_order();
  const AllocationRow* found = row ? &data_->now.allocation[*row] : nullptr;
  AllocationOrder out{{order.begin(), order.end()}, found != nullptr ? &found->line : nullptr};
  if (found != nullptr) out.other = found->other;
  return out;
}

InterestTerms LawPack::interest_terms() const { return data_->terms; }

LawHold LawPack::hold(Hold::Cause cause) const {
  LawHold out;
  for (const HoldRow& row : data_->now.holds) {
    if (row.cause != cause) continue;
    if (out.line == nullptr) out = {row.kinds, row.scope, &row.line};
    if (row.line.verified && !out.line->verified) out.line = &row.line;
    out.kinds = out.kinds | row.kinds;
  }
  return out;
}

std::optional<LawNotice> LawPack::notice(std::string_view line) const {
  const NoticeRow* row = newest_named(data_->now.notices, line, data_->country);
  if (row == nullptr) return std::nullopt;
  return LawNotice{&row->line, row->period};
}

LawPacks::LawPacks(std::vector<LawPack> packs) {
  for (LawPack& pack : packs) {
    std::string country = pack.country();
    packs_.insert_or_assign(std::move(country), std::move(pack));
  }
}

const LawPack& LawPacks::of(std::string_view country) const {
  static const LawPack none;
  const auto found = packs_.find(country);
  return found == packs_.end() ? none : found->second;
}

bool LawPacks::knows(std::string_view country) const { return packs_.contains(country); }

std::vector<Hash> LawPacks::hashes() const {
  std::vector<Hash> out;
  for (const auto& [country, pack] : packs_) out.push_back(pack.hash());
  return out;
}

}  // namespace arrears
