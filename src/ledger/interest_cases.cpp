#include <arrears/ledger/interest_cases.hpp>

#include <algorithm>
#include <arrears/ledger/ledger.hpp>
#include <law/pack_data.hpp>
#include <ledger/accrual.hpp>
#include <span>
#include <text/csv.hpp>

namespace arrears {

namespace {

constexpr std::size_t errors_shown = 100;

// One row of the table, read cell by cell. The first cell that cannot be read is kept as the error
// of the row; what comes after it does not matter any more.
class Row {
 public:
  Row(const text::CsvTable& table, const text::CsvRecord& record)
      : table_(table), record_(record) {}

  std::string_view text(std::string_view column) const {
    const std::optional<std::size_t> at = table_.column(column);
    return at ? std::string_view(record_.fields[*at].text) : std::string_view{};
  }
  void fail(std::string_view column, std::string_view reason) {
    if (!error.empty()) return;
    const text::CsvField& field = record_.fields[table_.column(column).value_or(0)];
    error = std::to_string(field.line) + ":" + std::to_string(field.column) + ": " +
            std::string(column) + ": " + std::string(reason);
  }
  template <class T>
  T take(std::string_view column, const Result<T>& value) {
    if (value) return *value;
    fail(column, value.error().message);
    return T{};
  }
  Date date(std::string_view column) { return take(column, Date::parse(text(column))); }
  Money money(std::string_view column, std::string_view amount, Currency currency) {
    return take(column, Money::parse(amount, currency));
  }
  // The number of the cell's word; the first one is taken where the cell is empty.
  std::size_t word(std::string_view column, std::span<const std::string_view> words) {
    const std::string_view found = text(column);
    if (found.empty()) return 0;
    const auto at = std::find(words.begin(), words.end(), found);
    if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
    std::string list;
    for (const std::string_view one : words) list += (list.empty() ? "" : ", ") + std::string(one);
    fail(column, "'" + std::string(found) + "' is none of " + list);
    return 0;
  }

  std::string error;

 private:
  const text::CsvTable& table_;
  const text::CsvRecord& record_;
};

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

constexpr std::string_view order_words[]{"CZ_1932_1",      "CZ_1932_2",
                                         "PRINCIPAL_ONLY", "PRINCIPAL_FIRST",
                                         "INTEREST_FIRST", "COSTS_INTEREST_PRINCIPAL"};

// What is not listed comes last.
std::vector<Component> order_of(std::size_t word) {
  using enum Component;
  switch (word) {
    case 1: return {costs, principal, contractual_interest, default_interest};
    case 2:
    case 3: return {principal};
    case 4: return {default_interest, contractual_interest, principal};
    default: return {costs, default_interest, contractual_interest, principal};
  }
}

struct Reckoned {
  Case value;
  LawPack law;
  LedgerOptions options;
  bool contractual = false;
  Claim& claim() { return value.claims.front().claim; }
};

// How interest is counted and rounded; an empty cell leaves it to the law pack.
void read_terms(Row& row, const LawPack& country, Reckoned& out) {
  InterestTerms terms = country.interest_terms();
  if (!row.text("rounding").empty()) {
    terms.rounding = static_cast<InterestTerms::Rounding>(
        row.word("rounding", std::array<std::string_view, 3>{"END", "EVENT", "PERIOD"}));
  }
  if (!row.text("payment_day").empty()) {
    terms.payment_day_bears =
        row.word("payment_day", std::array<std::string_view, 2>{"included", "excluded"}) == 0;
  }
  if (!row.text("day_count").empty()) {
    terms.day_count = static_cast<DayCount>(row.word(
        "day_count", std::array<std::string_view, 4>{"ACT/ACT", "ACT/365", "ACT/360", "30E/360"}));
  }
  const int digits = out.value.currency.digits();
  const std::string_view decimals = row.text("decimals");
  if (!decimals.empty()) {
    const bool number = decimals.size() == 1 && decimals[0] >= '0' && decimals[0] <= '9';
    if (!number || decimals[0] - '0' > digits) {
      row.fail("decimals", "expected 0 to " + std::to_string(digits));
    } else {
      for (int i = decimals[0] - '0'; i < digits; ++i) terms.unit *= 10;
    }
  }
  out.options.terms = terms;
}

Rate read_rate(Row& row, std::string_view column, const Reckoned& out) {
  return row.take(column,
                  Rate::parse_percent(row.text(column),
                                      out.options.terms->day_count.value_or(DayCount::act_365)));
}

// Why the periods do not cover all days, if they do not.
std::string uncovered(const std::vector<InterestPeriod>& periods, Date from, Date through) {
  Date next = from;
  for (const InterestPeriod& period : periods) {
    if (next < period.from) break;
    next = period.until + Days{1};
  }
  return through < next ? std::string{} : "the law pack has no rate for " + next.text();
}

// The rates of the case: by the law of its country, by one regime of it, or agreed.
void read_rates(Row& row, const LawPack& country, Reckoned& out) {
  Claim& claim = out.claim();
  const std::string regime(row.text("regime"));
  const Date from = claim.due + Days{1};
  const bool capped = regime == country.country() + "_CONTRACT_CAPPED" &&
                      country.data().interest_for(InterestRow::Use::maximum_default) != nullptr;
  const bool automatic = regime == country.country() + "_AUTO";
  const bool agreed = capped || regime == "CONTRACT";
  if (!agreed && !automatic && country.data().regime(regime) == nullptr) {
    return row.fail("regime", "'" + regime + "' is no rule of interest of the law of " +
                                  country.country() + "; CONTRACT takes the rate of rate_override");
  }
  if (agreed || !row.text("rate_override").empty()) {
    claim.agreed_rate = read_rate(row, "rate_override", out);
    if (capped) out.law = country;
  } else {
    out.law = country;
    const std::string gap =
        out.options.on < from
            ? std::string{}
            : uncovered(automatic ? country.default_interest(claim, from, out.options.on)
                                  : country.interest_by(regime, from, out.options.on),
                        from, out.options.on);
    if (!gap.empty()) row.fail("regime", gap);
    if (!automatic) {
      InterestSegment segment;
      segment.from = from;
      segment.kind = InterestSegment::Kind::default_interest;
      segment.regime = regime;
      claim.segments.push_back(std::move(segment));
    }
  }
  if (row.text("contract_rate").empty()) return;
  InterestSegment segment;
  segment.from = row.date("contract_interest_from");
  segment.fixed = read_rate(row, "contract_rate", out);
  claim.segments.push_back(std::move(segment));
  out.contractual = true;
}

// date:amount[:allocation], separated by |.
void read_payments(Row& row, Reckoned& out) {
  std::size_t number = 0;
  for (const std::string_view one : split(row.text("payments"), '|')) {
    const std::vector<std::string_view> parts = split(one, ':');
    if (parts.size() < 2 || parts.size() > 3) {
      return row.fail("payments", "expected date:amount or date:amount:allocation");
    }
    PaymentReceived payment;
    payment.value_date = row.take("payments", Date::parse(parts[0]));
    payment.sum = row.money("payments", parts[1], out.value.currency);
    if (payment.sum.minor <= 0) return row.fail("payments", "a payment has to be above zero");
    if (parts.size() == 3) {
      const auto* const word = std::find(std::begin(order_words), std::end(order_words), parts[2]);
      if (word == std::end(order_words)) {
        return row.fail("payments", "'" + std::string(parts[2]) + "' is no order of crediting");
      }
      payment.order = order_of(static_cast<std::size_t>(word - std::begin(order_words)));
      payment.order_agreed = true;
    }
    RecordedFact recorded;
    recorded.position = ++number;
    const std::string key = std::to_string(number);
    recorded.fact = {{std::string(8 - std::min<std::size_t>(8, key.size()), '0') + key},
                     payment.value_date,
                     payment};
    out.value.facts.push_back(std::move(recorded));
  }
}

void read_costs(Row& row, Reckoned& out) {
  if (row.text("costs").empty()) return;
  Posting posting;
  posting.kind = Posting::Kind::charge;
  posting.sum = row.money("costs", row.text("costs"), out.value.currency);
  posting.effective = out.claim().due;
  for (const RecordedFact& payment : out.value.facts) {
    posting.effective = std::min(posting.effective, payment.fact.effective);
  }
  if (posting.sum.minor < 0) return row.fail("costs", "below zero");
  if (posting.sum.minor > 0) out.value.postings.push_back(posting);
}

// Sums that could grow beyond what an amount holds are refused before anything is reckoned. No law
// pack has a rate above 100 per cent.
void check_size(Row& row, const Reckoned& out) {
  const Claim& claim = out.value.claims.front().claim;
  std::int64_t ppm = claim.agreed_rate ? claim.agreed_rate->ppm : 1'000'000;
  Date first = claim.due;
  for (const InterestSegment& segment : claim.segments) {
    if (segment.fixed) ppm += segment.fixed->ppm;
    first = std::min(first, segment.from);
  }
  const std::int64_t years = std::max(0, (out.options.on - first).count) / 360 + 1;
  Int128 most = Int128{claim.principal.minor} * ppm / 1'000'000 * years + claim.principal.minor;
  for (const Posting& cost : out.value.postings) most += cost.sum.minor;
  if (most > Money::limit) row.fail("principal", "too much, with the interest of that time");
  Int128 paid = 0;
  for (const RecordedFact& fact : out.value.facts) {
    paid += std::get<PaymentReceived>(fact.fact.what).sum.minor;
  }
  if (paid > Money::limit) row.fail("payments", "too much together");
}

Reckoned read_case(Row& row, const LawPacks& packs) {
  Reckoned out;
  const LawPack& country = packs.of(row.text("jurisdiction"));
  if (!packs.knows(row.text("jurisdiction"))) {
    row.fail("jurisdiction",
             "there is no law pack of '" + std::string(row.text("jurisdiction")) + "'");
  }
  out.value.currency = row.take("currency", Currency::find(row.text("currency")));
  out.options.on = row.date("as_of");
  out.value.opened_on = out.options.on;
  Claim claim;
  claim.id = {std::string(row.text("id"))};
  claim.principal = row.money("principal", row.text("principal"), out.value.currency);
  claim.due = row.date("due_date");
  claim.relation = Relation::business;
  if (!row.error.empty()) return out;
  if (claim.principal.minor <= 0) row.fail("principal", "has to be above zero");
  if (row.word("shift_due", std::array<std::string_view, 2>{"no", "yes"}) == 1) {
    claim.due = country.calendar(CalendarPurpose::deadline).on_or_after(claim.due);
  }
  claim.obligation = claim.due;
  claim.allocation = order_of(row.word("allocation", order_words));
  out.value.claims.push_back({std::move(claim), out.value.opened_on, {}});
  read_terms(row, country, out);
  read_rates(row, country, out);
  read_payments(row, out);
  read_costs(row, out);
  check_size(row, out);
  return out;
}

// A stretch of one rate and one principal between two payments.
struct Period {
  const CalculationLine* first = nullptr;
  Date until;
  std::int32_t days = 0;
  Int128 exact{};
};

// Lines that a reader would not tell apart are one period: half-years with the same rate.
std::vector<Period> periods_of(const Calculation& calculation, const Case& value) {
  std::vector<Period> out;
  const auto paid_on = [&](Date day) {
    return std::any_of(value.facts.begin(), value.facts.end(),
                       [&](const RecordedFact& fact) { return fact.fact.effective == day; });
  };
  for (const CalculationLine& line : calculation.lines) {
    if (line.what != CalculationLine::What::interest) continue;
    if (line.component != Component::default_interest) continue;
    const bool goes_on = !out.empty() && out.back().first->rate == line.rate &&
                         out.back().first->base == line.base &&
                         out.back().until + Days{1} == line.from && !paid_on(out.back().until) &&
                         !paid_on(line.from) &&
                         (line.rate->day_count != DayCount::act_act ||
                          is_leap_year(out.back().until.year()) == is_leap_year(line.from.year()));
    if (!goes_on) out.push_back({&line, {}, 0, {}});
    out.back().until = line.until;
    out.back().days += line.days;
    out.back().exact += line.exact;
  }
  return out;
}

std::string reckoned_row(Reckoned& reckoned) {
  const Case& value = reckoned.value;
  const Calculation found = reckon(value, nullptr, reckoned.law, reckoned.options);
  const auto amount = [&](std::int64_t minor) { return Money{minor, value.currency}.text(); };
  std::int64_t interest = 0, contractual = 0, rounded = 0;
  for (const CalculationLine& line : found.lines) {
    if (line.what != CalculationLine::What::interest) continue;
    (line.component == Component::default_interest ? interest : contractual) += line.amount.minor;
  }
  std::int32_t days = 0;
  std::string periods;
  for (const Period& period : periods_of(found, value)) {
    const std::int64_t sum = ledger::booked_interest(period.exact, 1);
    rounded += sum;
    days += period.days;
    periods += (periods.empty() ? "" : "|") + period.first->from.text() + ".." +
               period.until.text() + "@" + period.first->rate->percent_text() + "%x" +
               std::to_string(period.days) + "=" + amount(sum);
  }
  const ClaimBalance& open = found.balance.claims.front();
  const std::string cells[]{
      text::csv_safe_field(reckoned.claim().id.value),
      (reckoned.claim().due + Days{1}).text(),
      std::to_string(days),
      periods,
      amount(interest),
      amount(rounded),
      reckoned.contractual ? amount(contractual) : "",
      amount(open.of(Component::principal)),
      amount(open.of(Component::default_interest)),
      reckoned.contractual ? amount(open.of(Component::contractual_interest)) : "",
      amount(open.of(Component::costs)),
      found.balance.overpaid.text(),
      found.balance.debt.text()};
  std::string out;
  for (const std::string& cell : cells) out += (&cell == cells ? "" : ",") + cell;
  return out + "\n";
}

}  // namespace

Result<std::string> reckon_cases(std::string_view csv, std::string_view name, const LawPacks& law) {
  text::CsvOptions options;
  options.comments = true;
  const Result<text::CsvTable> table = text::read_csv_table(name, csv, options);
  if (!table) return unexpected(table.error());
  for (const char* column :
       {"id", "jurisdiction", "regime", "currency", "principal", "due_date", "as_of"}) {
    if (table->column(column)) continue;
    return unexpected(ErrorCode::invalid, std::string(name) + ":" +
                                              std::to_string(table->header.line) +
                                              ": there is no column " + column);
  }
  std::string out =
      "id,default_from,days,periods,interest,sum_of_rounded_periods,contract_interest,"
      "principal_open,default_interest_open,contract_interest_open,costs_open,overpaid,"
      "total_open\n";
  std::string errors;
  std::size_t failed = 0;
  for (const text::CsvRecord& record : table->rows) {
    Row row(*table, record);
    Reckoned reckoned = read_case(row, law);
    if (row.error.empty()) {
      if (failed == 0) out += reckoned_row(reckoned);
    } else if (++failed <= errors_shown) {
      errors += (errors.empty() ? "" : "\n") + std::string(name) + ":" + row.error;
    }
  }
  if (failed > errors_shown) {
    errors += "\n" + std::to_string(failed - errors_shown) + " more rows are at fault";
  }
  if (failed > 0) return unexpected(ErrorCode::invalid, std::move(errors));
  return out;
}

Result<std::vector<std::string>> compare_cases(std::string_view csv, std::string_view name,
                                               const LawPacks& law) {
  const Result<std::string> reckoned = reckon_cases(csv, name, law);
  if (!reckoned) return unexpected(reckoned.error());
  text::CsvOptions options;
  options.comments = true;
  const Result<text::CsvTable> expected = text::read_csv_table(name, csv, options);
  const Result<text::CsvTable> found = text::read_csv_table(name, *reckoned, options);
  ARREARS_ASSERT(expected && found && expected->rows.size() == found->rows.size());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < found->rows.size(); ++i) {
    const text::CsvRecord& row = expected->rows[i];
    std::size_t compared = 0;
    for (std::size_t c = 1; c < found->header.fields.size(); ++c) {  // 0 is the id
      const std::string& column = found->header.fields[c].text;
      const std::optional<std::size_t> at = expected->column(column);
      if (!at || row.fields[*at].text.empty()) continue;
      ++compared;
      const std::string& cell = found->rows[i].fields[c].text;
      if (cell == row.fields[*at].text) continue;
      out.push_back(std::string(name) + ":" + std::to_string(row.line) + ":" +
                    std::to_string(row.fields[*at].column) + ": " + column + ": expected " +
                    row.fields[*at].text + ", reckoned " + (cell.empty() ? "nothing" : cell));
    }
    if (compared > 0) continue;
    return unexpected(ErrorCode::invalid, std::string(name) + ":" + std::to_string(row.line) +
                                              ":1: the case expects nothing; give it a column "
                                              "such as interest or total_open");
  }
  return out;
}

}  // namespace arrears
