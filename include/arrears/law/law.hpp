// Law packs as values: rates, regimes, allocation, fees, calendars, holds, each line with legal
// basis, source and validity. Data comes from rules/law/<country>; no rate, fee or holiday stands
// in C++, and nothing here reads a file (packs/load.hpp does).
#ifndef ARREARS_LAW_LAW_HPP
#define ARREARS_LAW_LAW_HPP

#include <arrears/base/hash.hpp>
#include <arrears/law/limitation.hpp>
#include <arrears/model/case.hpp>
#include <arrears/model/claim.hpp>
#include <arrears/model/hold.hpp>
#include <arrears/time/calendar.hpp>
#include <map>
#include <memory>
#include <vector>

namespace arrears {

// Which date of the case chooses among the versions of a line.
enum class Selector : std::uint8_t {
  default_from,
  obligation_on,
  paid_on,
  filed_on,
  acted_on,
  served_on,
  contact_on,
  accrued_on,  // of interest: each day by itself
};

// What every line of a pack says about itself.
struct LawLine {
  std::string id{};  // "CZ.lump_sum", unique in the pack together with valid_from
  std::map<std::string, std::string> names{};  // by language: {"cs","paušál"},{"en","lump_sum"}
  std::string legal_basis{};
  std::string source{};
  bool verified = false;  // confidence page or repo; own, derived, unknown are not
  Selector selector = Selector::default_from;
  std::optional<Date> valid_from{}, valid_until{};  // inclusive
  std::optional<Date> recorded_on{};  // when the line came into the pack; none = first issue
  bool assignable = true;
};

// An interest rate that holds from one day to another, both included, with the line that gives it.
struct InterestPeriod {
  Date from{}, until{};
  Rate rate{};
  const LawLine* line = nullptr;  // owned by the pack; the rule
  std::string source{};           // of the rate: "CNB repo 3.75 % on 2026-07-01 + 8"
};

// The order in which a payment is credited. Components not listed come last, in their own order.
struct AllocationOrder {
  // Who may have another order: the debtor by naming it with the payment, the debtor with the
  // creditor's consent (the parties by agreement), or nobody.
  enum class Other : std::uint8_t { debtor, consent, none };
  std::vector<Component> order{};
  const LawLine* line = nullptr;
  Other other = Other::consent;
};

// Which of several debts of one debtor a payment meets that names none: what decides nothing leaves
// the next criterion to decide, at last the earlier due date. Without a line the law says nothing.
struct SeveralDebts {
  enum class Criterion : std::uint8_t {
    demanded,       // what the creditor had demanded before the payment goes first
    least_secured,  // Claim::security
    earliest_due,
    damages_last  // Claim::damages_of: not before the claim is met whose breach caused them
  };
  std::vector<Criterion> order{};
  const LawLine* line = nullptr;
};

// The most that a creditor may ask for on top of a claim.
struct LawCap {
  enum class What : std::uint8_t {
    default_interest,  // an agreed rate is cut to that of `regime`
    long_default,      // once more than `after_days` overdue: default interest by `regime` at most,
                       // and neither contractual interest nor penalty
    penalty_rate,      // a penalty by the day grows by `rate` at most
    penalty_total      // such penalties of a claim come to `sum` at most
  } what = What::default_interest;
  std::string regime{};
  std::int32_t after_days = 0;
  std::optional<Rate> rate{};
  std::optional<Money> sum{};
  const LawLine* line = nullptr;
};

// A fee that the law gives for a claim, or why it gives none.
struct LawFee {
  std::optional<Money> sum{};  // in the currency of the claim
  Component component = Component::lump_sum;
  const LawLine* line = nullptr;
  std::optional<Conversion> converted{};  // where the law names it in another currency
  std::string why_not{};  // set when sum is empty: "not against consumers (CZ.lump_sum)"
};

// A fee by tariff: of a court, of an attorney for an act, of a bailiff. Or why
// there is none.
struct LawTariff {
  std::optional<Money> sum{};  // without value added tax
  Component component = Component::court_fee;
  const LawLine* line = nullptr;
  std::string reckoning{};  // "5 % of 1234570.00, rounded up to 1.00"
  bool vat_on_top = false;  // value added tax comes on top where the payee pays it
  std::string why_not{};    // set when sum is empty: "not for a base of 0.00
                            // (CZ.court_fee)"
};

// A hold that a fact makes by law.
struct LawHold {
  HoldKinds kinds = HoldKinds::none;
  HoldScope scope = HoldScope::case_;
  const LawLine* line = nullptr;
};

// What a kind of notice must satisfy.
struct LawNotice {
  const LawLine* line = nullptr;
  Duration period{};  // at least this long from sending
};

// One country's law. An immutable handle; copies are cheap, any thread may read.
class ARREARS_API LawPack {
 public:
  struct Data;  // src/law/pack_data.hpp
  LawPack();    // no country, no lines: nothing is charged, no interest runs
  explicit LawPack(std::shared_ptr<const Data> data);

  const std::string& country() const;
  const Hash& hash() const;  // of the lines, in canonical order
  Bytes archive() const;     // everything, so that the store can keep it
  static Result<LawPack> from_archive(ByteView bytes);
  // The pack without what was recorded after that day.
  LawPack as_known_on(Date day) const;

  const Calendar& calendar(CalendarPurpose purpose) const;
  // The line with this name in any language or as "CZ.name"; null when there is none.
  const LawLine* find(std::string_view name) const;
  std::vector<const LawLine*> lines() const;

  bool requires_obligation() const;  // claims without obligation date or relation are refused
  bool requires_relation() const;
  // First day of default: the day after `due`, moved by the pack's shift rule if the rulebook
  // accepts it (`shift`).
  Date default_from(Date due, bool shift) const;
  // Statutory default interest of a claim in default from that day, through `through`, by the rule
  // that holds unless the creditor has chosen another: adjoining periods. Empty where the pack
  // knows no rule.
  std::vector<InterestPeriod> default_interest(const Claim& claim, Date default_from,
                                               Date through) const;
  // The same by the name of a regime ("CZ_351_2013"), whatever first day of default it is for: what
  // a claim's own segment asks for. Empty for a name that the pack does not know.
  std::vector<InterestPeriod> interest_by(std::string_view regime, Date default_from,
                                          Date through) const;
  // Why default interest of the claim is not known though the pack has rules of it ("SK has no rule
  // for a default that began on 1999-05-01"). Empty when it is known, and where there are no rules.
  std::string default_interest_unknown(const Claim& claim, Date default_from) const;
  AllocationOrder allocation(const Claim& claim, bool in_default, Date paid_on,
                             PaymentWay way = PaymentWay::voluntary) const;
  // For a claim that is one of several debts. Of claims under different lines what all of them ask
  // for counts.
  SeveralDebts several_debts(const Claim& claim, Date paid_on) const;
  // What holds for a claim in default from that day: one out of a credit (Claim::credit), or of a
  // relation that the law protects. Empty for any other.
  std::vector<LawCap> caps(const Claim& claim, Date default_from) const;
  // What holds unless the mandate says otherwise.
  InterestTerms interest_terms() const;
  // The fee of that name for a claim of this principal, relation and currency. A sum that the law
  // names in another currency is converted by the rate and on the day that its line prescribes,
  // rounded half up to minor units; where the pack has no rate of that day there is no sum and
  // `why_not` names pair and day.
  LawFee fee(std::string_view line, const Claim& claim, Date default_from) const;
  // The fee of the tariff with that name from a base (the value in dispute, the sum recovered: what
  // the line says; a flat sum takes any), in the version of the day that the line's selector names.
  // The base is at or above zero, in the currency of the tariff.
  LawTariff tariff(std::string_view line, const Money& base, Date day) const;
  // The end of the period of limitation with that name ("limitation", "limitation_commercial").
  // What rests on a line or rule that the pack lacks has no last day but a reason.
  Limitation limitation(std::string_view line, const LimitationFacts& facts) const;
  // Whether it has a period of limitation of that name, of whatever days.
  bool limits(std::string_view line) const;
  // Whether the line decides by itself what is owed in default: interest, order of crediting, a
  // setting. Others (fees, notices, holds) count only where a plan or a fact asks for them.
  bool shapes_debt(const LawLine& line) const;
  // Whether fee() knows the line.
  bool gives_fee(const LawLine& line) const;
  // Whether tariff() knows the line, and whether value added tax comes on top of it.
  bool gives_tariff(const LawLine& line) const;
  bool vat_on_top(const LawLine& line) const;
  // Whether the fee of that name is due for each maturity of a claim that falls due in parts; then
  // fee() takes a claim that stands for the maturity.
  bool fee_per_maturity(std::string_view line) const;
  LawHold hold(Hold::Cause cause) const;
  std::optional<LawNotice> notice(std::string_view line) const;
  Duration promise_tolerance() const;
  const Data& data() const;

 private:
  std::shared_ptr<const Data> data_;
};

// The packs that the host hands in, by country. "" gives the pack without a country.
class ARREARS_API LawPacks {
 public:
  LawPacks() = default;
  explicit LawPacks(std::vector<LawPack> packs);
  const LawPack& of(std::string_view country) const;  // the empty pack when unknown
  bool knows(std::string_view country) const;
  const std::map<std::string, LawPack, std::less<>>& all() const { return packs_; }
  std::vector<Hash> hashes() const;  // in order of country

 private:
  std::map<std::string, LawPack, std::less<>> packs_;
};

}  // namespace arrears

#endif
