// Steps: what a line of the plan orders.
//
// Within one line, steps are taken in the order written, except that moves come after what acts on
// the case as it stands, and what is sent or delayed comes after the moves: what a line orders
// together with a move belongs to the state that it moves to, else leaving would end it at once.
#include <decide/work.hpp>

#include <algorithm>

namespace arrears {
namespace {

const ListDecl* list_of(const RulebookData& rules, std::string_view kind) {
  for (const ListDecl& list : rules.lists) {
    if (list.kind == kind) return &list;
  }
  return nullptr;
}

std::string entry_of(const RulebookData& rules, std::string_view kind, std::size_t index) {
  const ListDecl* list = list_of(rules, kind);
  return list != nullptr && index < list->names.size() ? list->names[index] : std::string{};
}

// A channel by name or from a table; empty when the table gives none.
std::string channel_name(const Sight& sight, const Choice& choice) {
  const RulebookData& rules = *sight.rules();
  std::size_t index = choice.index;
  if (choice.column != no_expr) {
    const Interval found = evaluate(rules, choice.column, SightFacts(sight));
    if (!found.exact() || found.low < 0) return {};
    index = static_cast<std::size_t>(found.low);
  }
  return index < rules.channels.size() ? rules.channels[index].name : std::string{};
}

std::string team_name(const Sight& sight, const Choice& choice) {
  const RulebookData& rules = *sight.rules();
  if (choice.column == no_expr) return entry_of(rules, "team", choice.index);
  const Interval found = evaluate(rules, choice.column, SightFacts(sight));
  return found.exact() && found.low >= 0
             ? entry_of(rules, "team", static_cast<std::size_t>(found.low))
             : std::string{};
}

std::optional<Price> cost_of(const RulebookData& rules, std::string_view channel) {
  for (const ChannelDecl& one : rules.channels) {
    if (one.name == channel) return one.cost;
  }
  return std::nullopt;
}

std::optional<Money> sum_of(const Sight& sight, ExprId expression) {
  const Interval sum = evaluate(*sight.rules(), expression, SightFacts(sight));
  if (!sum.exact() || sum.kind != Kind::money || sum.low <= 0) return std::nullopt;
  return Money{std::min(sum.low, Money::limit), sum.currency};
}

// What a fee is for: a claim, or one maturity of it.
struct Owed {
  const ClaimId& claim;
  std::optional<Date> maturity{};
};

bool charged(const std::vector<Posting>& postings, const Owed* owed, std::string_view fee) {
  return std::any_of(postings.begin(), postings.end(), [&](const Posting& posting) {
    return posting.kind == Posting::Kind::charge && !posting.reversed && posting.fee == fee &&
           (owed == nullptr ||
            (posting.claim == owed->claim && posting.maturity == owed->maturity));
  });
}

std::int64_t charged_so_far(const Case& value, std::string_view fee) {
  std::int64_t out = 0;
  for (const Posting& posting : value.postings) {
    const bool counts = posting.kind == Posting::Kind::charge && !posting.reversed;
    if (counts && posting.fee == fee) out += posting.sum.minor;
  }
  return out;
}

// A right to the fee that arose before the claims passed on, by a law under which it does not pass.
bool stays_with_former(const Case& value, const LawLine& line, Date arose) {
  return !line.assignable && !value.holders.empty() && arose < value.holders.back().from;
}

// Over the whole life of the claim, so in the other cases of the person too.
bool charged_ever(const Sight& sight, const Owed& owed, std::string_view fee) {
  if (charged(sight.value().postings, &owed, fee)) return true;
  for (const Case* sibling : sight.at().siblings) {
    if (sibling != nullptr && charged(sibling->postings, &owed, fee)) return true;
  }
  return false;
}

// A claim, or what stands for one maturity of it, with what is open of its principal.
struct Part {
  Claim claim;
  std::optional<Date> maturity;
};

// What of a claim is not paid: the claim, or each of its maturities where the fee is due for each.
std::vector<Part> unpaid_parts(const Claim& claim, const Balance& balance, bool per_maturity) {
  std::vector<Part> out;
  for (const ClaimBalance& open : balance.claims) {
    if (open.claim != claim.id || open.of(Component::principal) <= 0) continue;
    if (!per_maturity || open.maturities.empty()) return {{claim, {}}};
    for (const MaturityBalance& part : open.maturities) {
      if (part.principal <= 0) continue;
      Claim one = claim;
      one.due = part.due;
      for (const Instalment& stated : claim.maturities) {
        if (stated.due == part.maturity) one.principal = stated.sum;
      }
      out.push_back({std::move(one), part.maturity});
    }
  }
  return out;
}

}  // namespace

void Work::run_steps(const ActiveTrigger& line, Reason& reason) {
  std::vector<std::uint16_t> now, moves, later;
  for (std::size_t i = 0; i < line.trigger->steps.size(); ++i) {
    const Step& step = line.trigger->steps[i];
    const auto index = static_cast<std::uint16_t>(i);
    if (!step.delay) {
      if (holds(rules_, step.condition, facts()) != Truth::yes) continue;
      add_readings(sight(), step.condition, reason.readings);
    }
    const bool moving = step.action == ActionKind::go_to || step.action == ActionKind::go_back ||
                        step.action == ActionKind::go_to_plan;
    const bool waits = step.delay || step.mode != StepMode::auto_;
    (waits || step.action == ActionKind::send ? later : moving ? moves : now).push_back(index);
  }
  RuleRef rule = line.rule;
  for (const auto* group : {&now, &moves, &later}) {
    for (const std::uint16_t index : *group) {
      if (stopped()) return;
      rule.step = index;
      const Step& step = line.trigger->steps[index];
      // What is delayed waits for its day, what is held for the end of the hold; both are asked
      // again then.
      if (step.delay || !waits_for(sight(), step).empty()) {
        emit(ScheduleStep{rule});
      } else {
        begin_step(rule, step, reason);
      }
    }
  }
}

// Takes the step, or asks a person first.
void Work::begin_step(const RuleRef& rule, const Step& step, Reason& reason) {
  if (step.mode == StepMode::auto_) return run_step(rule, step, reason);
  // While one question waits for its answer, the same step asks no other.
  for (const AskedStep& asked : value().asked) {
    if (is_open(asked) && asked.rule == rule && is_here(sight(), asked)) return;
  }
  AskStep ask;
  ask.rule = rule;
  ask.manual = step.mode == StepMode::manual;
  ask.text = step.asked_for;
  ask.team = team_name(sight(), step.asked);
  if (ask.manual) {
    MakeTask task;
    task.text = ask.text;
    task.team = ask.team;
    emit(std::move(task));
  }
  emit(std::move(ask));
}

void Work::run_step(const RuleRef& rule, const Step& step, Reason& reason) {
  switch (step.action) {
    case ActionKind::send: return send(rule, step);
    case ActionKind::charge: return charge(rule, step, reason);
    case ActionKind::task: {
      MakeTask task;
      task.text = step.task;
      task.team = team_name(sight(), step.team);
      if (step.outcomes < rules_.lists.size()) task.outcomes = rules_.lists[step.outcomes].names;
      task.cost = step.cost;
      if (step.within) task.due = shifted(today(), *step.within, 1, sight().calendar());
      return emit(std::move(task));
    }
    case ActionKind::hold: return place_hold(rule, step);
    case ActionKind::release: return emit(ReleaseHolds{step.holds});
    case ActionKind::go_to:
    case ActionKind::go_back: return move(step);
    case ActionKind::go_to_plan: return go_over(step);
    case ActionKind::write_off_rest: {
      const Money debt = sight().balance().debt;
      if (debt.minor > 0) emit(WriteOff{debt, {}, {}, {}});
      return;
    }
    case ActionKind::end_instalments: {
      if (sight().next_instalment() == nullptr) return;
      return emit(EndInstalments{sight().instalments().back().key, step.because});
    }
    case ActionKind::accept_offer:
    case ActionKind::refuse_offer: {
      const InstalmentOffer* offer = sight().open_offer();
      if (offer == nullptr) return;
      const bool accepted = step.action == ActionKind::accept_offer;
      return emit(AnswerOffer{offer->key, accepted, step.because});
    }
    case ActionKind::waive: return waive(step);
    case ActionKind::hand_over:
      return emit(HandOver{step.recipient, step.hand_over_text, step.cost});
  }
}

void Work::send(const RuleRef& rule, const Step& step) {
  OrderContact order;
  order.rule = rule;
  std::uint32_t message = step.message;
  if (rule.fallback == 0) {
    order.channel = channel_name(sight(), step.channel);
  } else {
    const Fallback& fallback = step.fallbacks[rule.fallback - std::size_t{1}];
    message = fallback.message;
    order.channel = fallback.channel < rules_.channels.size()
                        ? rules_.channels[fallback.channel].name
                        : std::string{};
  }
  if (order.channel.empty() || message >= rules_.messages.size()) return;
  order.message = rules_.messages[message].name;
  order.kind = rules_.messages[message].kind;
  for (const std::uint32_t attachment : step.attachments) {
    order.attachments.push_back(entry_of(rules_, "attachment", attachment));
  }
  if (step.expires_after) {
    order.expires = shifted(today(), *step.expires_after, 1, sight().calendar());
  }
  order.cost = cost_of(rules_, order.channel);
  emit(std::move(order));
}

void Work::waive(const Step& step) {
  std::optional<Money> sum = sum_of(sight(), step.sum);
  if (!sum) return;
  if (step.paid == no_expr) {  // no more can be taken back than is owed
    sum->minor = std::min(sum->minor, sight().balance().debt.minor);
    if (sum->minor <= 0) return;
  }
  WriteOff out{*sum, {}, {}, step.because};
  if (step.paid != no_expr) {
    out.if_paid = sum_of(sight(), step.paid);
    if (!out.if_paid || !step.within) return;
    out.by = shifted(today(), *step.within, 1, sight().calendar());
  }
  emit(std::move(out));
}

void Work::charge(const RuleRef& rule, const Step& step, Reason& reason) {
  if (step.by_law && step.base == no_expr) return charge_by_law(step, reason);
  const CaseClaim* claim = sight().leading_claim();
  if (claim == nullptr) return;
  Charge charge;
  charge.claim = claim->claim.id;
  charge.fee = step.fee;
  charge.by_law = step.by_law;
  if (step.by_law) {
    if (!by_tariff(step, charge, reason)) return;
  } else {
    const std::optional<Money> sum = sum_of(sight(), step.sum);
    if (!sum) return;
    charge.sum = *sum;
    const Trigger* trigger = trigger_at(plan(), rule);
    const std::uint32_t line = step.line != 0 || trigger == nullptr ? step.line : trigger->line;
    if (plan().file < rules_.sources.size()) charge.basis = rules_.sources[plan().file].name + ":";
    charge.basis += std::to_string(line);
  }
  if (step.most != no_expr) {
    const std::optional<Money> most = sum_of(sight(), step.most);
    const std::int64_t rest = most ? most->minor - charged_so_far(value(), step.fee) : 0;
    if (rest <= 0) return;
    charge.sum.minor = std::min(charge.sum.minor, rest);
  }
  if (step.once_per_case && charged(value().postings, nullptr, step.fee)) return;
  if (step.once && !step.once_per_case && charged_ever(sight(), {claim->claim.id}, step.fee)) {
    return;
  }
  emit(std::move(charge));
}

// The sum of the tariff of today on its base, with the VAT on top; where there is none the reason
// says why.
bool Work::by_tariff(const Step& step, Charge& charge, Reason& reason) {
  const Interval base = evaluate(rules_, step.base, facts());
  if (!base.exact() || base.kind != Kind::money) return false;
  const LawTariff tariff = sight().pack().tariff(step.fee, {base.low, base.currency}, today());
  if (!tariff.sum) {
    reason.readings.push_back({step.fee, tariff.why_not});
    return false;
  }
  const Money vat = Price{*tariff.sum, step.vat_ppm}.vat();
  charge.sum = *tariff.sum + vat;
  charge.basis = tariff.line->id + ": " + tariff.reckoning;
  if (vat.minor != 0) {
    const Rate rate{step.vat_ppm, DayCount::act_act};
    charge.basis += ", plus VAT " + rate.percent_text() + " %: " + vat.text();
  }
  return charge.sum.minor > 0;
}

// The pack says how much, to which claims and why; where it gives nothing the reason says so.
void Work::charge_by_law(const Step& step, Reason& reason) {
  const LawPack& pack = sight().pack();
  const bool shift = sight().options(today()).shift_due;
  const bool per_maturity = pack.fee_per_maturity(step.fee);
  std::vector<Charge> charges;
  for (const CaseClaim& in : value().claims) {
    if (in.removed && *in.removed <= today()) continue;
    for (const Part& part : unpaid_parts(in.claim, sight().balance(), per_maturity)) {
      const Date from = pack.default_from(part.claim.due, shift);
      if (today() < from) continue;
      const LawFee fee = pack.fee(step.fee, part.claim, from);
      if (!fee.sum) {
        const Reading why{step.fee, fee.why_not.empty() ? "not given by law" : fee.why_not};
        const std::vector<Reading>& known = reason.readings;
        if (std::find(known.begin(), known.end(), why) == known.end()) {
          reason.readings.push_back(why);
        }
        continue;
      }
      if (charged_ever(sight(), {in.claim.id, part.maturity}, step.fee)) continue;
      if (stays_with_former(value(), *fee.line, from)) {
        reason.readings.push_back({step.fee, "it did not pass to the new creditor"});
        continue;
      }
      Charge charge;
      charge.claim = in.claim.id;
      charge.maturity = part.maturity;
      charge.fee = step.fee;
      charge.by_law = true;
      charge.sum = *fee.sum;
      charge.basis = fee.line->id;
      if (fee.converted) charge.basis += ": " + fee.converted->text();
      charges.push_back(std::move(charge));
    }
  }
  for (Charge& charge : charges) emit(std::move(charge));
}

void Work::place_hold(const RuleRef& rule, const Step& step) {
  PlaceHold hold;
  hold.kinds = step.holds;
  hold.because = step.because;
  if (step.hold_for) {
    hold.until = shifted(today(), *step.hold_for, 1, sight().calendar());
  } else if (step.hold_until != no_expr) {
    const Interval until = evaluate(rules_, step.hold_until, facts());
    if (!until.exact() || until.kind != Kind::date) return;
    hold.until = Date::from_number(static_cast<std::int32_t>(until.low));
  } else {
    hold.with_state = rule.state != everywhere_state;
  }
  emit(std::move(hold));
}

void Work::end_orders(const Frame& frame) {
  std::vector<OrderKey> keys;
  for (const Contact& contact : value().contacts) {
    if (contact.stay != frame.stay || contact.expires) continue;
    if (contact.status == ContactStatus::ordered) keys.push_back(contact.key);
  }
  for (OrderKey& key : keys) {
    emit(EndContact{std::move(key), ContactStatus::expired, "its state was left"});
  }
  keys.clear();
  for (const AskedStep& asked : value().asked) {
    if (asked.stay == frame.stay && is_open(asked)) keys.push_back(asked.key);
  }
  for (OrderKey& key : keys) {
    emit(EndAsked{std::move(key), AskedStep::Status::dropped, "its state was left"});
  }
}

void Work::move(const Step& step) {
  if (step.action == ActionKind::go_to) return enter(step.state, step.because);
  if (value().stack.size() < 2) return;
  const Frame leaving = value().stack.back();
  end_orders(leaving);
  emit(GoBack{});
  look_again_ = true;
  const std::vector<Pause>& away = value().stack.back().away;
  away_since_ = away.empty() ? today() : away.back().from;
  if (++states_ > most_states) defect("more than 16 states at once");
}

// What waits belongs to the lines of the plan that is left.
void Work::go_over(const Step& step) {
  if (rules_.find_plan(step.to_plan) == nullptr) return;
  std::vector<OrderKey> orders, questions;
  for (const Contact& contact : value().contacts) {
    if (contact.status == ContactStatus::ordered) orders.push_back(contact.key);
  }
  for (const AskedStep& asked : value().asked) {
    if (is_open(asked)) questions.push_back(asked.key);
  }
  for (OrderKey& key : orders) {
    emit(EndContact{std::move(key), ContactStatus::expired, "its plan was left"});
  }
  for (OrderKey& key : questions) {
    emit(EndAsked{std::move(key), AskedStep::Status::dropped, "its plan was left"});
  }
  Migrate over;
  over.rulebook = value().rulebook;
  over.plan = step.to_plan;
  emit(std::move(over));
  own_sight_->plan_changed();
  enter(plan().start, step.because);
}

void Work::enter(std::uint32_t state, const std::string& because) {
  if (state >= plan().states.size()) return;
  const State& to = plan().states[state];
  if (++states_ > most_states) return defect("more than 16 states at once");
  const bool again = !value().stack.empty() && value().stack.back().state == to.name;
  if (to.excursion && !again && value().stack.size() > deepest_excursion) {
    return defect("more than 8 excursions inside each other");
  }
  const std::vector<Frame> stack = value().stack;
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const bool left = !to.excursion || (again && i + 1 == stack.size());
    if (left) end_orders(stack[i]);
  }
  EnterState move;
  move.state = to.name;
  if (!to.final) move.because = because;
  move.fixed = fixed_durations(sight(), state);
  move.excursion = to.excursion;
  emit(std::move(move));
  if (!everywhere_active(plan(), value())) {
    Frame everywhere;  // orders of `everywhere` have no stay of their own
    end_orders(everywhere);
  }
  if (to.final) emit(CloseCase{because});
  entered_ = true;
  look_again_ = true;
  away_since_.reset();
}

}  // namespace arrears
