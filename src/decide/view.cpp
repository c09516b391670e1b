#include <decide/view_data.hpp>

namespace arrears {

const Case& View::value() const { return data_->sight.value(); }
Date View::today() const { return data_->sight.today(); }
const Balance& View::balance() const { return data_->sight.balance(); }
const std::vector<PromiseStatus>& View::promises() const { return data_->sight.promises(); }
const std::vector<InstalmentPlan>& View::instalments() const { return data_->sight.instalments(); }

View look(const Case& value, const LawPacks& law, Date day, const LookAt& at) {
  auto data = std::make_shared<View::Data>(View::Data{Sight(value, law, day, at)});
  if (at.rules != nullptr) data->sight.attach(at.rules->data());
  return View(std::move(data));
}

Sight& sight_of(const View& view, const RulebookData& rules) {
  Sight& sight = view.data().sight;
  sight.attach(rules);
  return sight;
}

std::vector<Hold> active_holds(const Rulebook& rules, const View& view) {
  std::vector<Hold> out;
  for (const SeenHold& seen : sight_of(view, rules.data()).holds()) {
    if (seen.hold.active(view.today())) out.push_back(seen.hold);
  }
  return out;
}

bool is_held(const Rulebook& rules, const View& view, HoldKinds kinds) {
  return sight_of(view, rules.data()).held(kinds);
}

LedgerOptions ledger_options(const Rulebook& rules, const Case& value, const LawPacks& law,
                             Date on) {
  const Plan* plan = plan_of(rules.data(), value);
  return options_under(plan, value, law.of(plan != nullptr ? plan->law : std::string{}), on);
}

const LawPack& law_of(const Rulebook& rules, const Case& value, const LawPacks& law) {
  const Plan* plan = plan_of(rules.data(), value);
  return law.of(plan != nullptr ? plan->law : std::string{});
}

}  // namespace arrears
