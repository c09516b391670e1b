#include <fmt/format.h>

#include <algorithm>
#include <intake/instalments.hpp>

namespace arrears::intake {

Fact read_promise(RowReader& row, Date today) {
  PromiseMade promise;
  promise.case_id = {row.needed("case")};
  promise.sum = row.needed_money("sum");
  promise.by = row.needed_date("by");
  promise.person = {row.text("person")};
  const Date made = row.date("date").value_or(today);
  if (row.good() && promise.by < made) row.fail("by", "the promised date lies before the promise");
  const std::string id = row.text("id");
  const std::string key = id.empty() ? fmt::format("promise:{}:{}:{}", promise.case_id.value,
                                                   made.text(), promise.by.text())
                                     : fmt::format("promise:{}:{}", promise.case_id.value, id);
  return {{key}, made, std::move(promise)};
}

void InstalmentRows::add(RowReader& row, std::size_t index) {
  InstalmentsAgreed plan;
  plan.case_id = {row.needed("case")};
  plan.person = {row.text("person")};
  const Date agreed = row.date(offered_ ? "offered" : "agreed").value_or(today_);
  std::string id = row.text(offered_ ? "offer" : "plan");
  if (id.empty()) id = agreed.text();
  plan.waives_interest = row.word("waives_interest", {"no", "yes"}, 0) == 1;
  const Date due = row.needed_date("due");
  plan.instalments.push_back({due, row.needed_money("sum")});
  if (row.good() && plan.instalments.front().sum.minor <= 0) {
    row.fail("sum", "an instalment is above zero");
  }
  const std::string group =
      fmt::format("{}:{}:{}", offered_ ? "offer" : "instalments", plan.case_id.value, id);
  if (row.good()) {
    rows_.push_back({group, {{group}, agreed, std::move(plan)}, index});
  } else {
    spoilt_.insert(group);
  }
}

void InstalmentRows::finish(ImportOutcome& out, std::string_view because) {
  std::map<std::string, std::size_t> fact_of_group;  // index into out.facts
  for (Row& row : rows_) {
    if (spoilt_.contains(row.group)) {
      out.verdicts[row.index].reason = because;
      continue;
    }
    const auto [at, is_new] = fact_of_group.emplace(row.group, out.facts.size());
    if (is_new) {
      out.facts.push_back(std::move(row.fact));
      out.rows.push_back({row.index});
      continue;
    }
    Fact& fact = out.facts[at->second];
    auto& plan = std::get<InstalmentsAgreed>(fact.what);
    auto& more = std::get<InstalmentsAgreed>(row.fact.what);
    out.rows[at->second].push_back(row.index);
    if (fact.effective != row.fact.effective || plan.person != more.person ||
        plan.waives_interest != more.waives_interest) {
      out.verdicts[row.index].reason =
          offered_ ? "the rows of an offer agree in offered, person and waives_interest"
                   : "the rows of a plan agree in agreed, person and waives_interest";
    }
    plan.instalments.push_back(more.instalments.front());
  }
  for (const auto& [group, index] : fact_of_group) {
    auto& instalments = std::get<InstalmentsAgreed>(out.facts[index].what).instalments;
    std::sort(instalments.begin(), instalments.end(),
              [](const Instalment& a, const Instalment& b) { return a.due < b.due; });
    if (!offered_) continue;
    auto& plan = std::get<InstalmentsAgreed>(out.facts[index].what);
    out.facts[index].what = InstalmentsOffered{std::move(plan.case_id), std::move(plan.person),
                                               std::move(plan.instalments), plan.waives_interest};
  }
}

}  // namespace arrears::intake
