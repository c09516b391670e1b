#include <fmt/format.h>

#include <charconv>
#include <intake/mandates.hpp>

namespace arrears::intake {

namespace {

std::optional<std::int32_t> days(RowReader& row, std::string_view name) {
  const std::string cell = row.text(name);
  if (cell.empty()) return std::nullopt;
  std::int32_t out = 0;
  const char* end = cell.data() + cell.size();
  const auto [stop, problem] = std::from_chars(cell.data(), end, out);
  if (problem == std::errc{} && stop == end && out >= 0) return out;
  row.fail(name, fmt::format("`{}` is not a number of days", cell));
  return std::nullopt;
}

// None where no cell says anything.
std::optional<InterestTerms> interest(RowReader& row, Currency currency) {
  InterestTerms out;
  bool stated = false;
  const auto word = [&](std::string_view name, std::initializer_list<const char*> words) {
    stated = stated || !row.text(name).empty();
    return row.word(name, words, 0);
  };
  out.rounding = static_cast<InterestTerms::Rounding>(
      word("rounding", {"at_end", "per_event", "per_period"}) & 3u);
  out.payment_day_bears = word("payment_day", {"bears", "bears_none"}) == 0;
  const std::size_t count = word("day_count", {"", "act_act", "act_365", "act_360", "thirty_360"});
  if (count > 0) out.day_count = static_cast<DayCount>(count - 1);
  if (const std::optional<Money> to = row.money("round_to", currency)) {
    stated = true;
    out.unit = to->minor;
  }
  return stated ? std::optional{out} : std::nullopt;
}

bool same_conditions(const CommissionRule& a, const CommissionRule& b) {
  return a.phases == b.phases && a.components == b.components && a.receivers == b.receivers &&
         a.min_days == b.min_days && a.max_days == b.max_days;
}

// A band goes to the rule with its conditions, or begins one.
void add_band(CommissionTerms& terms, const CommissionRule& row) {
  for (CommissionRule& rule : terms.rules) {
    if (!same_conditions(rule, row)) continue;
    rule.bands.push_back(row.bands.front());
    return;
  }
  terms.rules.push_back(row);
}

}  // namespace

void MandateRows::add(RowReader& row, std::size_t index) {
  MandateStated stated;
  CommissionTerms& terms = stated.commission;
  stated.mandate = {row.needed("mandate")};
  stated.creditor = {row.text("creditor").empty() ? "own" : row.text("creditor")};
  terms.from = row.needed_date("from");
  terms.until = row.date("until");
  terms.tiers =
      static_cast<CommissionTerms::Tiers>(row.word("tiers", {"by_case", "by_mandate"}, 0) & 1u);
  terms.vat_ppm = row.percent("vat");
  CommissionRule& rule = terms.rules.emplace_back();
  rule.phases = row.words<Phase>("phases");
  rule.components = row.words<Component>("components");
  rule.receivers = row.words<Receiver>("receivers");
  rule.min_days = days(row, "min_days").value_or(0);
  rule.max_days = days(row, "max_days");
  CommissionBand& band = rule.bands.emplace_back();
  band.above = row.needed_money("above");
  row.needed("rate");
  band.rate_ppm = row.percent("rate");
  terms.currency = band.above.currency;
  stated.interest = interest(row, terms.currency);
  const Date date = row.date("date").value_or(today_);
  const std::string id = row.text("id").empty() ? terms.from.text() : row.text("id");
  const std::string group =
      fmt::format("mandate:{}:{}:{}", stated.mandate.value, terms.currency.code(), id);
  if (row.good()) {
    rows_.push_back({group, {{group}, date, std::move(stated)}, index});
  } else {
    spoilt_.insert(group);
  }
}

void MandateRows::finish(ImportOutcome& out) {
  std::map<std::string, std::size_t> fact_of_group;  // index into out.facts
  for (Row& row : rows_) {
    if (spoilt_.contains(row.group)) {
      out.verdicts[row.index].reason =
          "another row of the same terms is rejected; mend it and import them together";
      continue;
    }
    const auto [at, is_new] = fact_of_group.emplace(row.group, out.facts.size());
    if (is_new) {
      out.facts.push_back(std::move(row.fact));
      out.rows.push_back({row.index});
      continue;
    }
    Fact& fact = out.facts[at->second];
    auto& stated = std::get<MandateStated>(fact.what);
    auto& more = std::get<MandateStated>(row.fact.what);
    out.rows[at->second].push_back(row.index);
    CommissionTerms head = stated.commission, other = more.commission;
    head.rules.clear();
    other.rules.clear();
    if (fact.effective != row.fact.effective || stated.creditor != more.creditor ||
        stated.interest != more.interest || !(head == other)) {
      out.verdicts[row.index].reason =
          "the rows of one mandate's terms agree in creditor, from, until, tiers, vat, date and "
          "what "
          "they say of interest";
    }
    add_band(stated.commission, more.commission.rules.front());
  }
}

}  // namespace arrears::intake
