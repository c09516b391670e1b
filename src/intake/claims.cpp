#include <fmt/format.h>

#include <intake/claims.hpp>
#include <rulebook/data.hpp>

namespace arrears::intake {

namespace {

constexpr auto case_scope = static_cast<std::uint8_t>(Scope::case_);
constexpr std::int64_t penalty_daily_max = 1'000'000;
constexpr auto creditor_scope = static_cast<std::uint8_t>(Scope::creditor);
constexpr auto claim_scope = static_cast<std::uint8_t>(Scope::claim);

// Interest for the use of the money, and a penalty by the day.
void add_segments(RowReader& row, Claim& claim) {
  if (const std::optional<Rate> rate = row.rate("contract_rate")) {
    InterestSegment& one = claim.segments.emplace_back();
    one.from = row.needed_date("contract_from");
    one.until = row.date("contract_until");
    one.fixed = rate;
    one.basis = "contract";
  }
  if (const std::optional<Rate> daily = row.rate("penalty_daily")) {
    InterestSegment& one = claim.segments.emplace_back();
    one.kind = InterestSegment::Kind::penalty;
    one.from = row.date("penalty_from").value_or(claim.due + Days{1});
    one.fixed = Rate{daily->ppm * 365, DayCount::act_365};  // of 365 days, each that much
    one.basis = "contract";
    if (daily->ppm > penalty_daily_max) row.fail("penalty_daily", "more than 100 % a day");
  }
}

Claim read_claim(RowReader& row, const ImportOptions& options) {
  Claim claim;
  claim.id = {row.needed("claim")};
  claim.principal = row.needed_money("principal");
  claim.due = row.needed_date("due");
  claim.obligation = row.date("obligation");
  claim.relation = static_cast<Relation>(
      row.word("relation", {"unstated", "business", "consumer", "public_body"}, 0));
  claim.debtor = {row.needed("debtor")};
  claim.law = row.text("law");
  claim.limitation = row.text("limitation");
  claim.maturities = row.instalments("maturities", claim.principal.currency);
  claim.demanded = row.date("demanded");
  claim.security = static_cast<std::uint8_t>(row.whole("security", 255));
  claim.damages_of = {row.text("damages_of")};
  claim.credit = row.money("credit", claim.principal.currency);
  claim.symbols = row.symbols();
  claim.fields = row.fields(options.rulebook, claim_scope);
  claim.allocation = row.words<Component>("allocation");
  claim.agreed_rate = row.rate("agreed_rate");
  add_segments(row, claim);
  if (row.good() && claim.principal.minor <= 0) {
    row.fail("principal", "the principal of a claim is above zero");
  }
  return claim;
}

ClaimRow read_claim_row(RowReader& row, const Mapping& mapping, const ImportOptions& options) {
  ClaimRow out;
  out.claim = read_claim(row, options);
  out.plan = row.needed("plan");
  out.creditor = {row.text("creditor").empty() ? "own" : row.text("creditor")};
  out.mandate = {row.text("mandate")};
  out.portfolio = row.text("portfolio");
  out.batch = row.text("batch");
  out.case_id = {row.text("case")};
  out.fields = row.fields(options.rulebook, case_scope);
  out.fields.merge(row.fields(options.rulebook, creditor_scope));
  out.opened = row.date("opened").value_or(options.today);
  out.person = row.person(out.claim.debtor, options.rulebook);
  if (!out.case_id.empty())
    out.group = "case " + out.case_id.value;
  else if (mapping.grouping == Grouping::by_contract)
    out.group = row.needed("contract");
  else if (mapping.grouping == Grouping::by_debtor)
    out.group = out.claim.debtor.value;
  else
    out.group = out.claim.id.value;
  if (out.case_id.empty() && mapping.grouping != Grouping::by_claim) {
    out.group = fmt::format("{}/{}", out.creditor.value, out.group);
  }
  return out;
}

// Why a row cannot join the case that its group has begun.
std::string cannot_join(const ClaimRow& first, const ClaimRow& row) {
  if (row.claim.debtor != first.claim.debtor) return "another debtor than the first claim";
  if (row.creditor != first.creditor) return "another creditor than the first claim";
  if (row.claim.principal.currency != first.claim.principal.currency) {
    return "another currency than the first claim";
  }
  if (row.plan != first.plan) return "another plan than the first claim";
  if (row.portfolio != first.portfolio) return "another portfolio than the first claim";
  if (row.batch != first.batch) return "another batch than the first claim";
  return {};
}

}  // namespace

void ClaimRows::add(RowReader& row, std::size_t index) {
  ClaimRow claim = read_claim_row(row, mapping_, options_);
  claim.row = index;
  if (row.good() && !claim_ids_.insert(claim.claim.id.value).second) {
    row.fail("claim", "the same claim stands in an earlier row");
  }
  if (row.good())
    rows_.push_back(std::move(claim));
  else if (claim.group != claim.claim.id.value)
    spoilt_.insert(claim.group);
}

void ClaimRows::finish(ImportOutcome& out) {
  // A case is opened with all its claims: what comes mended later would meet it opened without.
  std::erase_if(rows_, [&](const ClaimRow& claim) {
    if (!spoilt_.contains(claim.group)) return false;
    out.verdicts[claim.row].reason = with_its_case;
    return true;
  });
  std::map<std::string, std::size_t> case_of_group;  // index into out.facts
  std::map<std::string, const ClaimRow*> first_of_group;
  for (ClaimRow& row : rows_) {
    const auto known = case_of_group.find(row.group);
    if (known != case_of_group.end()) {
      const ClaimRow& first = *first_of_group[row.group];
      if (const std::string why = cannot_join(first, row); !why.empty()) {
        const std::string& named = row.case_id.empty() ? row.group : row.case_id.value;
        out.verdicts[row.row].reason = fmt::format("case `{}`: {}", named, why);
        continue;
      }
      auto& opened = std::get<CaseOpened>(out.facts[known->second].what);
      opened.claims.push_back(row.claim);
      out.rows[known->second].push_back(row.row);
      continue;
    }
    if (says_anything(row.person)) {
      out.facts.push_back({{"person:" + row.claim.id.value}, row.opened, row.person});
      out.rows.push_back({row.row});
    }
    const CaseId id = row.case_id.empty() ? CaseId{row.claim.id.value} : row.case_id;
    case_of_group.emplace(row.group, out.facts.size());
    first_of_group.emplace(row.group, &row);
    out.facts.push_back({{"case:" + id.value},
                         row.opened,
                         CaseOpened{.case_id = id,
                                    .plan = row.plan,
                                    .creditor = row.creditor,
                                    .mandate = row.mandate,
                                    .portfolio = row.portfolio,
                                    .batch = row.batch,
                                    .claims = {row.claim},
                                    .fields = row.fields}});
    out.rows.push_back({row.row});
  }
}

}  // namespace arrears::intake
