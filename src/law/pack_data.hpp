// What a law pack holds: rows as they stand in rules/law/<country>/*.csv, and what is looked up in
// them. rules/law/README.md documents the columns; packs/law_load.cpp reads them.
#ifndef ARREARS_SRC_LAW_PACK_DATA_HPP
#define ARREARS_SRC_LAW_PACK_DATA_HPP

#include <algorithm>
#include <array>
#include <arrears/law/law.hpp>

namespace arrears {

// A set of relations, as bits by the number of the relation; 0 = any.
using RelationSet = std::uint8_t;
constexpr RelationSet bit(Relation r) {
  return static_cast<RelationSet>(1U << static_cast<unsigned>(r));
}
constexpr bool fits(RelationSet set, Relation r) { return set == 0 || (set & bit(r)) != 0; }

// One value of a rate series, in force from that day on until the next; or the
// end of the series, after whose day there is no value.
struct RateRow {
  std::string series;
  Date from;
  std::int64_t ppm = 0;
  std::string source;
  bool verified = false;
  std::optional<Date> recorded_on;
  bool ends = false;
  // Until when somebody has looked for a later value; what is reckoned with the
  // last one beyond that day is assumed. Kept with the last value only.
  std::optional<Date> seen_through{};
};

// A rule of interest: factor x series on a reference day + premium, or the premium alone.
struct InterestRow {
  enum class Reference : std::uint8_t {
    none,                       // no series: a fixed rate
    default_day,                // the first day of default, for ever
    half_year,                  // the first day of the half-year in which default began, for ever
    day_before_half_year,       // the day before that, for ever
    each_half_year,             // the first day of each half-year, for the days of that half-year
    day_before_each_half_year,  // the day before that, for the days of the half-year
    each_change,                // every day its own
  };
  enum class Use : std::uint8_t {
    default_interest,     // runs by itself
    choice,               // default interest if the claim names the regime: the creditor's choice
    contractual,          // interest for the use of money, if the claim names the regime
    maximum_default,      // what agreed default interest is cut to, day by day
    maximum_contractual,  // what agreed interest for the use of money is cut to
  };
  LawLine line;  // rules of one regime whose selector is accrued_on follow each other day by day
  std::string regime;
  Use use = Use::default_interest;
  RelationSet relations = 0;
  std::optional<Date> obligation_from, obligation_until;  // for obligations that arose then
  std::string series, series_name;
  std::int64_t factor = 1;
  std::int64_t premium_ppm = 0;
  Reference reference = Reference::none;
  DayCount day_count = DayCount::act_act;

  // Whether default interest of such a claim follows this rule, unless another says so more
  // closely.
  bool fits(Relation relation, Date obligation, Date default_from) const;
};

struct AllocationRow {
  LawLine line;
  RelationSet relations = 0;
  std::uint8_t ways = 0;  // of payment, as bits by their number; 0 = any
  std::optional<bool> in_default;
  std::vector<Component> order;
  AllocationOrder::Other other = AllocationOrder::Other::consent;
};

// Amounts above `from` up to and including `until`, in minor units; empty = open.
struct AmountBand {
  std::optional<std::int64_t> from{}, until{};
  bool holds(std::int64_t minor) const {
    return (!from || *from < minor) && (!until || minor <= *until);
  }
};

struct FeeRow {
  LawLine line;
  RelationSet relations = 0;
  Component component = Component::lump_sum;
  Money sum;
  bool per_maturity = false;  // one for each maturity of a claim that falls due in parts
  AmountBand band{};          // of the principal, or of the maturity
  Currency converted_to{};  // by the rate of the last business day of the month before the month of
                            // the due date; none = the sum is due as it stands
  Currency due_in() const { return converted_to.none() ? sum.currency : converted_to; }
};

// A million of one currency for one of another, in millionths.
inline constexpr std::int64_t highest_exchange_micro = 1'000'000'000'000;

// What one unit of `from` cost in `to` on that day.
struct ExchangeRow {
  Currency from, to;
  Date day;
  Decimal rate;
  std::string source;
  bool verified = false;
  std::optional<Date> recorded_on{};
};

// A day off in every year from `from_year` to `until_year`.
struct HolidayRow {
  std::uint8_t purposes = 0;  // bits by the number of the purpose
  bool easter = false;        // `offset` days after Easter Sunday; else month and day
  std::int32_t month = 0, day = 0, offset = 0;
  std::optional<std::int32_t> from_year, until_year;
  std::string name, legal_basis, source;
  bool verified = false;
  std::optional<Date> recorded_on;
};

struct HoldRow {
  LawLine line;
  Hold::Cause cause = Hold::Cause::dispute;
  HoldKinds kinds = HoldKinds::none;
  HoldScope scope = HoldScope::case_;
};

struct NoticeRow {
  LawLine line;
  Duration period;
};

struct RequirementRow {
  enum class What : std::uint8_t { obligation, relation };
  LawLine line;
  What what = What::obligation;
};

struct SettingRow {
  enum class What : std::uint8_t {
    promise_tolerance,
    due_date_shift,
    interest_rounding,
    payment_day
  };
  LawLine line;
  What what = What::promise_tolerance;
  Duration duration;                                                   // promise_tolerance
  InterestTerms::Rounding rounding = InterestTerms::Rounding::at_end;  // interest_rounding
  bool bears_interest = true;                                          // payment_day
};

// A fee from a base: fixed + percentage and steps of the base above `over`,
// rounded, within limits. Amounts are minor units of the currency.
struct TariffRow {
  enum class Round : std::uint8_t { down, up, half_up };
  LawLine line;
  Component component = Component::court_fee;
  Currency currency;
  AmountBand band{};           // of the base, when it has been rounded
  std::int64_t base_unit = 1;  // the base is rounded to this first
  Round base_round = Round::down;
  std::int64_t fixed = 0, ppm = 0, over = 0;
  std::int64_t step = 0,
               step_sum = 0;  // step_sum for each begun step; step 0 = none
  std::optional<std::int64_t> least{}, most{};
  std::int64_t unit = 1;
  Round round = Round::half_up;
  bool vat_on_top = false;
};

// A period of limitation in years.
struct LimitationRow {
  enum class YearEnd : std::uint8_t {
    none,
    start,  // it begins with the end of the year of its first day
    end     // it ends with the last day of its last year
  };
  enum class Filing : std::uint8_t {
    unknown,
    suspends,            // it stands still until the proceedings have ended
    suspends_on_merits,  // and counts as not having stood still where there was
                         // no decision
  };
  LawLine line;
  bool after_title = false, after_acknowledgement = false;  // begins with these
  bool revives = false;                        // an acknowledgement revives what was time-barred
  std::int32_t years = 0, absolute_years = 0;  // 0 = no absolute limit
  YearEnd year_end = YearEnd::none;
  Filing filing = Filing::unknown;
  // It ends at the earliest so many months after it stood still; where filing
  // suspends only with a decision, after proceedings without one.
  std::int32_t months_after = 0;
  std::string starts;  // in words: which day its first is
};

// Which of several debts of one debtor a payment meets that names none.
struct SeveralDebtsRow {
  LawLine line;
  RelationSet relations = 0;
  std::vector<SeveralDebts::Criterion> order;  // not empty
};

// The most on top of a consumer credit; LawCap with what makes its sum.
struct CapRow {
  LawLine line;
  RelationSet relations = 0;
  bool all_claims = false;  // not only claims out of a credit
  LawCap::What what = LawCap::What::default_interest;
  std::string regime;
  std::int32_t after_days = 0;
  std::int64_t rate_ppm = 0;   // a year, act_365
  std::int64_t share_ppm = 0;  // of the total amount of the credit; 0 = none
  std::optional<Money> most;   // and this sum at most, where it is in the currency of the credit

  Money sum_for(const Money& credit) const {
    std::int64_t out = Money::limit;
    if (share_ppm > 0) {
      out = static_cast<std::int64_t>(Int128{credit.minor} * share_ppm / 1'000'000);
    }
    if (most && most->currency == credit.currency) out = std::min(out, most->minor);
    return {out, credit.currency};
  }
};

struct LawRows {
  std::vector<InterestRow> interest;
  std::vector<RateRow> rates;
  std::vector<AllocationRow> allocation;
  std::vector<FeeRow> fees;
  std::vector<HolidayRow> holidays;
  std::vector<HoldRow> holds;
  std::vector<NoticeRow> notices;
  std::vector<RequirementRow> requirements;
  std::vector<SettingRow> settings;
  std::vector<ExchangeRow> exchange;
  std::vector<TariffRow> tariffs;
  std::vector<LimitationRow> limitation;
  std::vector<SeveralDebtsRow> several_debts;
  std::vector<CapRow> caps;
};

// A complete order of components, so that crediting a payment builds nothing.
using ComponentOrder = std::array<Component, component_count>;

// A stretch of days with one rate.
struct RateSpan {
  Date from, until;
  Rate rate;
  const InterestRow* row = nullptr;
  Date reference;  // the day whose value of the series counts
  const RateRow* value = nullptr;
};

struct LawPack::Data {
  std::string country;
  LawRows all;    // everything that was ever recorded, in canonical order
  LawRows now;    // without what a later row corrects
  Bytes archive;  // canonical bytes of `all`
  Hash hash;

  struct Series {
    std::string name;
    std::vector<Date> from;              // ascending
    std::vector<const RateRow*> values;  // beside it
    // Null before the first value and after the end.
    const RateRow* at(Date day) const;
  };
  std::vector<Series> series;                  // by name
  std::vector<const Series*> interest_series;  // beside now.interest
  std::vector<ComponentOrder> orders;          // beside now.allocation
  std::array<Calendar, 3> calendars;           // by purpose
  std::vector<const LawLine*> lines;           // by id and validity
  bool requires_obligation = false, requires_relation = false;
  const SettingRow* shift = nullptr;
  Duration tolerance{Duration::Unit::business_days, 1};
  InterestTerms terms;

  // The rate of that very day; null when the pack has none.
  const ExchangeRow* rate_of_exchange(Currency from, Currency to, Date day) const;
  // Of the fee or the tariff with this id; a lump sum where there is none.
  Component component_of(std::string_view id) const;
  // The rule that a claim with that first day of default follows; null when there is none.
  const InterestRow* interest_rule(const Claim& claim, Date default_from) const;
  // The same for an obligation that arose on that day.
  const InterestRow* interest_rule(Relation relation, Date obligation, Date default_from) const;
  // The first rule with that name, whatever its validity.
  const InterestRow* regime(std::string_view name) const;
  // The first rule of that use; null when there is none.
  const InterestRow* interest_for(InterestRow::Use use) const;
  // Index into now.allocation; none = the order of the pack without a country.
  std::optional<std::size_t> allocation_row(const Claim& claim, PaymentWay way, bool in_default,
                                            Date paid_on) const;
  // The order in which one payment is credited to the claim: what was named with the payment or
  // agreed, as far as the law lets it hold.
  struct Credited {
    ComponentOrder order;
    std::string_view basis;
  };
  // `agreed`: for a claim that names no order of its own.
  Credited credited(const Claim& claim, const PaymentReceived& payment, bool in_default,
                    const std::vector<Component>& agreed) const;

  // Calls visit(const CapRow&) for what holds of the claim.
  template <class Visit>
  void each_cap(const Claim& claim, Date default_from, Visit&& visit) const;

  // What the law says of several debts of which this is one; null where it says nothing.
  const SeveralDebtsRow* several_debts(const Claim& claim, Date paid_on) const;

  // Calls visit(const RateSpan&) for each stretch from `default_from` through `through`, oldest
  // first: of this rule and, where each day has its own, of the regime's other rules. Days for
  // which there is no rule or the series has no value are left out.
  template <class Visit>
  void each_rate(const InterestRow& row, Date default_from, Date through, Visit&& visit) const;
  // Of this rule alone, on some of the days of default.
  template <class Visit>
  void each_rate_of(const InterestRow& row, Date default_from, Date from, Date through,
                    Visit&& visit) const;
};

// Of days of the span up to `last`: "CNB repo rate 3.75 % on 2026-07-01 + 8 (finance.cz)", with
// ", assumed after 2026-11-21" where it takes a value that nobody has looked at since.
std::string rate_source(const RateSpan& span, Date last);
// costs -> default interest -> contractual interest -> principal, where no law says otherwise.
const ComponentOrder& default_component_order();
ComponentOrder complete_order(const std::vector<Component>& listed);
Date half_year_start(Date day);

// Sorts, leaves out what was corrected, builds the look-ups. Total: whatever the rows say, a pack
// comes out; check_pack() says whether it is a sound one.
std::shared_ptr<const LawPack::Data> build_pack(std::string country, LawRows rows);
// The pack without a country.
const std::shared_ptr<const LawPack::Data>& empty_pack();
// What is wrong with a pack: a line without source or legal basis, validities of one line that
// overlap or leave a gap, a name that means two lines, a series that begins too late.
// Empty = sound.
std::vector<std::string> check_pack(const LawPack::Data& data);

// pack_bytes.cpp
Bytes encode_pack(const std::string& country, const LawRows& rows);
struct DecodedPack {
  std::string country;
  LawRows rows;
};
Result<DecodedPack> decode_pack(ByteView bytes);
// Orders rows by their bytes: the order of the files does not matter.
void sort_rows(LawRows& rows);

// Whether the line is called so: by its id, by a name, by "CZ.name".
bool line_named(const LawLine& line, std::string_view name, std::string_view country);
// The bands of one version of a statement: the place where they leave a gap or overlap, as text of
// amounts; empty where each begins where the one before ends.
struct BandOf {
  const LawLine* line = nullptr;
  AmountBand band;
};
// check_bands.cpp
void check_bands(std::vector<BandOf> bands, Currency currency, std::vector<std::string>& out);

inline bool valid_on(const LawLine& line, Date day) {
  return (!line.valid_from || *line.valid_from <= day) &&
         (!line.valid_until || day <= *line.valid_until);
}

template <class Visit>
void LawPack::Data::each_cap(const Claim& claim, Date default_from, Visit&& visit) const {
  for (const CapRow& row : now.caps) {
    if ((!claim.credit && !row.all_claims) || !fits(row.relations, claim.relation)) continue;
    const Date day = row.line.selector == Selector::default_from
                         ? default_from
                         : claim.obligation.value_or(claim.due);
    if (valid_on(row.line, day)) visit(row);
  }
}

template <class Visit>
void LawPack::Data::each_rate(const InterestRow& row, Date default_from, Date through,
                              Visit&& visit) const {
  if (row.line.selector != Selector::accrued_on) {
    return each_rate_of(row, default_from, default_from, through, visit);
  }
  for (const InterestRow& one : now.interest) {  // by validity, as newest() sorts
    if (one.regime != row.regime) continue;
    each_rate_of(one, default_from,
                 std::max(default_from, one.line.valid_from.value_or(default_from)),
                 std::min(through, one.line.valid_until.value_or(through)), visit);
  }
}

template <class Visit>
void LawPack::Data::each_rate_of(const InterestRow& row, Date default_from, Date first,
                                 Date through, Visit&& visit) const {
  using Reference = InterestRow::Reference;
  const auto span = [&](Date from, Date until, Date reference, const RateRow* value) {
    if (until < from || (row.reference != Reference::none && value == nullptr)) return;
    const std::int64_t base = value == nullptr ? 0 : value->ppm * row.factor;
    visit(
        RateSpan{from, until, Rate{base + row.premium_ppm, row.day_count}, &row, reference, value});
  };
  if (through < first) return;
  if (row.reference == Reference::none) return span(first, through, default_from, nullptr);
  const auto index = static_cast<std::size_t>(&row - now.interest.data());
  const Series* values = interest_series[index];
  if (values == nullptr) return;
  // One value for ever, that of this day.
  const auto fixed = [&](Date day) { span(first, through, day, values->at(day)); };
  const Date half = half_year_start(default_from);
  switch (row.reference) {
    case Reference::none: return;
    case Reference::default_day: return fixed(default_from);
    case Reference::half_year: return fixed(half);
    case Reference::day_before_half_year: return fixed(half - Days{1});
    case Reference::each_half_year:
    case Reference::day_before_each_half_year: {
      const Days back{row.reference == Reference::each_half_year ? 0 : 1};
      for (Date begin = half_year_start(first); begin <= through;) {
        const Date next = half_year_start(begin + Days{190});
        span(std::max(begin, first), std::min(through, next - Days{1}), begin - back,
             values->at(begin - back));
        begin = next;
      }
      return;
    }
    case Reference::each_change:
      for (std::size_t i = 0; i < values->from.size(); ++i) {
        if (values->values[i]->ends) continue;
        const bool last = i + 1 == values->from.size();
        const Date until = last ? through : std::min(through, values->from[i + 1] - Days{1});
        span(std::max(values->from[i], first), until, values->from[i], values->values[i]);
      }
      return;
  }
}

}  // namespace arrears

#endif
