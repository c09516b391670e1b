#include <decide/sight.hpp>

#include <iterator>

namespace arrears {

const Plan* plan_of(const RulebookData& rules, const Case& value) {
  const Plan* out = nullptr;
  for (const Plan& plan : rules.plans) {
    if (plan.name != value.plan) continue;
    // Versions not yet in effect come last, then the newest one counts.
    const auto rank = [&](const Plan& p) {
      const Date from = p.effective_from.value_or(Date{1900, 1, 1});
      return from <= value.opened_on ? from.number() : -from.number() - 1'000'000;
    };
    if (out == nullptr || rank(plan) > rank(*out)) out = &plan;
  }
  return out;
}

bool accepts_due_shift(const Plan* plan, const LawPack& pack) {
  if (plan == nullptr) return false;
  for (const AcceptedLine& accepted : plan->accepted) {
    const LawLine* line = pack.find(accepted.line);
    const std::string& id = line != nullptr ? line->id : accepted.line;
    if (id == "due_date_shift" || id.ends_with(".due_date_shift")) return true;
  }
  return false;
}

void Sight::attach(const RulebookData& rules) {
  if (rules_ == &rules) return;
  const LawPack* before = &pack();
  const Duration tolerance = promise_tolerance();
  const bool shift = accepts_due_shift(plan_, *before);
  const auto order = [&] {
    return plan_ != nullptr ? plan_->payments_meet : std::vector<Component>{};
  };
  const std::vector<Component> order_before = order();
  rules_ = &rules;
  plan_ = plan_of(rules, *value_);
  if (&pack() == before && promise_tolerance() == tolerance &&
      accepts_due_shift(plan_, *before) == shift && order() == order_before) {
    siblings_.reset();
    return;
  }
  changed(*value_, true);
}

void Sight::plan_changed() {
  const RulebookData* const rules = rules_;
  rules_ = nullptr;
  attach(*rules);
}

void Sight::changed(const Case& value, bool money) {
  value_ = &value;
  holds_.reset();
  stops_.reset();
  if (!money) return;
  balance_.reset();
  balances_.clear();
  promises_.reset();
  instalments_.reset();
  offers_.reset();
  rest_after_offer_.reset();
  siblings_.reset();
}

const LawPack& Sight::pack() const {
  if (plan_ != nullptr) return law_->of(plan_->law);
  if (!value_->claims.empty() && !value_->claims.front().claim.law.empty()) {
    return law_->of(value_->claims.front().claim.law);
  }
  if (law_->all().size() == 1) return law_->all().begin()->second;
  return law_->of("");
}

Duration Sight::promise_tolerance() const {
  if (plan_ != nullptr && plan_->promise_tolerance) return *plan_->promise_tolerance;
  return pack().promise_tolerance();
}

LedgerOptions options_under(const Plan* plan, const Case& value, const LawPack& pack, Date on) {
  LedgerOptions out;
  out.on = on;
  out.terms = value.interest;
  out.shift_due = accepts_due_shift(plan, pack);
  if (plan != nullptr) out.allocation = plan->payments_meet;
  return out;
}

LedgerOptions Sight::options(Date on) const { return options_under(plan_, *value_, pack(), on); }

const Balance& Sight::balance() const {
  if (!balance_) balance_ = arrears::balance(*value_, debtors(), pack(), options(today_));
  return *balance_;
}

std::shared_ptr<const Balance> Sight::balance_on(Date day) const {
  if (day == today_) return {std::shared_ptr<const void>(), &balance()};
  for (const auto& [known, balance] : balances_) {
    if (known == day) return balance;
  }
  // The ends of a stretch under search are asked again and again; older ones are not.
  constexpr std::size_t most = 8;
  if (balances_.size() >= most) balances_.erase(balances_.begin());
  return balances_
      .emplace_back(day, std::make_shared<const Balance>(
                             arrears::balance(*value_, debtors(), pack(), options(day))))
      .second;
}

const std::vector<PromiseStatus>& Sight::promises() const {
  if (!promises_) {
    promises_ =
        arrears::promises(*value_, promise_tolerance(), calendar(), at_.payments_complete, today_);
  }
  return *promises_;
}

const std::vector<InstalmentPlan>& Sight::instalments() const {
  if (!instalments_) {
    instalments_ =
        instalment_plans(*value_, promise_tolerance(), calendar(), at_.payments_complete, today_);
  }
  return *instalments_;
}

const InstalmentStatus* Sight::next_instalment() const {
  return instalments().empty() ? nullptr : instalments().back().next();
}

const InstalmentOffer* Sight::open_offer() const {
  if (!offers_) offers_ = instalment_offers(*value_, today_);
  const bool open = !offers_->empty() && offers_->back().state == InstalmentOffer::State::open;
  return open ? &offers_->back() : nullptr;
}

Money Sight::rest_after_offer() const {
  if (!rest_after_offer_) {
    const InstalmentOffer* offer = open_offer();
    if (offer == nullptr) return Money{0, value_->currency};
    rest_after_offer_ = rest_after(*value_, debtors(), pack(), options(today_), *offer);
  }
  return *rest_after_offer_;
}

const CaseClaim* Sight::leading_claim() const {
  const std::optional<Date> due = oldest_due(balance());
  for (std::size_t i = 0; due && i < value_->claims.size(); ++i) {
    if (balance().claims[i].oldest_due == due) return &value_->claims[i];
  }
  return value_->claims.empty() ? nullptr : &value_->claims.front();
}

std::optional<Date> Sight::due_date() const {
  const std::optional<Date> due = oldest_due(balance());
  if (!due) return due;
  const InstalmentStatus* next = next_instalment();
  return next != nullptr ? next->due : due;
}

// An instalment plan does not undo the default.
std::optional<Date> Sight::default_from() const {
  const std::optional<Date> due = oldest_due(balance());
  if (!due) return std::nullopt;
  return pack().default_from(*due, options(today_).shift_due);
}

std::optional<Date> Sight::last_before_limitation() const {
  return first_limitation(limitations(*value_, pack(), options(today_)), balance());
}

const std::vector<std::shared_ptr<Sight>>& Sight::siblings() const {
  if (!siblings_) {
    siblings_.emplace();
    for (const Case* sibling : at_.siblings) {
      if (sibling == nullptr || sibling->id == value_->id) continue;
      LookAt at;
      at.debtor = at_.debtor;
      at.others = at_.others;
      at.payments_complete = at_.payments_complete;
      auto sight = std::make_shared<Sight>(*sibling, *law_, today_, std::move(at));
      if (rules_ != nullptr) sight->attach(*rules_);
      siblings_->push_back(std::move(sight));
    }
  }
  return *siblings_;
}

}  // namespace arrears
