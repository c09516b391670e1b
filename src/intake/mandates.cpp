#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <intake/mandates.hpp>
#include <model/enum_names.hpp>

namespace arrears::intake {

namespace {

// Words of an enumeration, separated by spaces.
template <class E>
std::vector<E> words(RowReader& row, std::string_view name) {
  constexpr auto& list = codec::EnumNames<E>::list;
  std::vector<E> out;
  const std::string cell = row.text(name);
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t end = std::min(cell.find(' ', at), cell.size());
    const std::string word = cell.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const auto found = std::find(list.names.begin(), list.names.end(), word);
    if (found == list.names.end()) {
      row.fail(name, fmt::format("`{}` is none of {}", word, fmt::join(list.names, ", ")));
      return out;
    }
    out.push_back(
        static_cast<E>(list.first + static_cast<std::size_t>(found - list.names.begin())));
  }
  return out;
}

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
  rule.phases = words<Phase>(row, "phases");
  rule.components = words<Component>(row, "components");
  rule.receivers = words<Receiver>(row, "receivers");
  rule.min_days = days(row, "min_days").value_or(0);
  rule.max_days = days(row, "max_days");
  CommissionBand& band = rule.bands.emplace_back();
  band.above = row.needed_money("above");
  row.needed("rate");
  band.rate_ppm = row.percent("rate");
  terms.currency = band.above.currency;
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
        !(head == other)) {
      out.verdicts[row.index].reason =
          "the rows of one mandate's terms agree in creditor, from, until, tiers, vat and date";
    }
    add_band(stated.commission, more.commission.rules.front());
  }
}

}  // namespace arrears::intake
