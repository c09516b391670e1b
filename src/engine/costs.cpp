// What collecting brought and took, over all cases of a tenant.
#include <engine/mandate.hpp>

#include <algorithm>
#include <map>
#include <rulebook/lot.hpp>
#include <set>

namespace arrears {

namespace engine {

namespace {

struct ValueText {
  std::string operator()(const Money& value) const {
    return value.text() + " " + value.currency.code();
  }
  std::string operator()(const Days& value) const { return std::to_string(value.count); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(const Name& value) const { return value.text; }
  template <class T>
  std::string operator()(const T& value) const {
    return value.text();
  }
};

std::string group_of(const RulebookData& rules, const Case& value, const CostQuery& query) {
  switch (query.by) {
    case CostQuery::By::case_: return value.id.value;
    case CostQuery::By::creditor: return value.creditor.value;
    case CostQuery::By::mandate: return mandate_of(value).value;
    case CostQuery::By::plan: return value.plan;
    case CostQuery::By::field: break;
  }
  const auto found = value.fields.find(query.field);
  if (found != value.fields.end()) return std::visit(ValueText{}, found->second);
  for (const FieldDecl& field : rules.fields) {
    if (field.name != query.field || field.shares.empty()) continue;
    return rules.lists[field.list].names[lot_of(field, value.id.value)];
  }
  return {};
}

bool knows_field(const Shell& shell, const std::string& name) {
  const auto& fields = shell.rulebook.data().fields;
  return std::any_of(fields.begin(), fields.end(), [&](const FieldDecl& field) {
    return field.name == name && field.scope == Scope::case_;
  });
}

bool anything_paid(const Case& value) {
  return std::any_of(value.facts.begin(), value.facts.end(), [](const RecordedFact& one) {
    return std::holds_alternative<PaymentReceived>(one.fact.what);
  });
}

class Results {
 public:
  Results(Shell& shell, const CostQuery& query) : shell_(shell), query_(query) {}

  Result<Unit> add(const Case& value) {
    if (value.opened_on > query_.on) return Unit{};
    for (const CaseHolder& held : holders_of(value)) {
      if (!anything_paid(value) || !mandates_.insert(mandate_of(held)).second) continue;
      if (Result<Unit> done = bring(mandate_of(held)); !done) return done;
    }
    const Money nothing{0, value.currency};
    CostResult out{group_of(shell_.rulebook.data(), value, query_),
                   value.currency,
                   1,
                   nothing,
                   nothing,
                   nothing,
                   nothing,
                   nothing};
    const CaseCosts costs = case_costs(value, {query_.on, std::nullopt});
    out.costs = costs.sum;
    out.costs_vat = costs.vat;
    if (const auto found = brought_.find(value.id); found != brought_.end()) {
      out.collected = found->second.credited;
      out.commission = found->second.commission;
      out.commission_vat = found->second.vat;
    }
    page_.push_back(std::move(out));
    return Unit{};
  }

  // Adds the page to what is known, so that memory grows with the groups only.
  void turn_page() {
    std::move(page_.begin(), page_.end(), std::back_inserter(sums_));
    page_.clear();
    sums_ = add_up(sums_);
  }
  std::vector<CostResult> take() { return std::move(sums_); }

 private:
  Result<Unit> bring(const MandateId& mandate) {
    const Result<std::vector<PaymentCommission>> all = commissions_under(shell_, mandate);
    if (!all) return unexpected(all.error());
    for (const PaymentCommission& one : *all) {
      if (one.value_date > query_.on) continue;
      const auto [found, is_new] = brought_.try_emplace(one.case_id, one);
      if (is_new) continue;
      found->second.credited += one.credited;
      found->second.commission += one.commission;
      found->second.vat += one.vat;
    }
    return Unit{};
  }

  Shell& shell_;
  const CostQuery& query_;
  std::set<MandateId> mandates_;
  std::map<CaseId, PaymentCommission> brought_;  // sums of a case
  std::vector<CostResult> page_, sums_;
};

}  // namespace

}  // namespace engine

Result<std::vector<CostResult>> Engine::costs(const Caller& by, const CostQuery& query) {
  engine::Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  if (query.by == CostQuery::By::field && !engine::knows_field(shell, query.field)) {
    return unexpected(ErrorCode::not_found, "the rulebook has no field " + query.field +
                                                " of the case to take cases together by");
  }
  engine::Results out(shell, query);
  Cursor cursor;
  while (!cursor.done) {
    const Result<std::vector<CaseRow>> rows =
        shell.store->load_all(shell.shard, cursor, engine::page_size);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& row : *rows) {
      const Result<Case> value = decode_case(row.value);
      if (!value) return unexpected(value.error());
      if (Result<Unit> done = out.add(*value); !done) return unexpected(done.error());
    }
    out.turn_page();
    if (rows->empty()) break;
  }
  return out.take();
}

}  // namespace arrears
