#include <language/bind/trigger.hpp>

#include <algorithm>

namespace arrears::language {

std::vector<std::uint32_t> possible_channels(const RulebookData& data, const Choice& channel) {
  std::vector<std::uint32_t> out;
  if (channel.index != none_index) out.push_back(channel.index);
  if (channel.column == no_expr) return out;
  const Node& node = data.expressions[channel.column].nodes.back();
  for (const Row& row : data.tables[node.a].rows) {
    const ExprId id = row.outputs[node.b];
    if (id == no_expr) continue;
    const Node& value = data.expressions[id].nodes.back();
    if (value.op != Op::constant || value.kind != Kind::channel) continue;
    const auto index = static_cast<std::uint32_t>(value.value);
    if (std::find(out.begin(), out.end(), index) == out.end()) out.push_back(index);
  }
  return out;
}

Step TriggerBinder::step(const syntax::Step& source) {
  Step out;
  out.action = static_cast<ActionKind>(source.action);
  static_assert(static_cast<int>(ActionKind::waive) == static_cast<int>(syntax::ActionWord::waive));
  out.line = source.span.line;
  out.text = source.written;
  if (source.delay) {
    out.delay = duration(*source.delay);
    if (everywhere_) {
      context_.error(unit_, "P0325", source.span,
                     say("`{everywhere}` has no state that a delayed step could belong to"),
                     say("move the line into a state"));
    }
  }
  if (source.condition) {
    out.condition = bind_condition(context_, unit_, *source.condition, known_);
  }
  mode(source, out);
  switch (source.action) {
    case syntax::ActionWord::send: send(source, out); break;
    case syntax::ActionWord::charge: charge(source, out); break;
    case syntax::ActionWord::task: task(source, out); break;
    case syntax::ActionWord::hold: hold(source, out); break;
    case syntax::ActionWord::release: out.holds = source.holds; break;
    case syntax::ActionWord::go_to: go_to(source, out); break;
    case syntax::ActionWord::go_to_plan: go_to_plan(source, out); break;
    case syntax::ActionWord::go_back:
      if (everywhere_) {
        context_.error(unit_, "P0326", source.span,
                       say("`{go_back}` belongs to the state that is left"),
                       say("move the line into a state"));
      }
      break;
    case syntax::ActionWord::write_off_rest: break;
    case syntax::ActionWord::hand_over: hand_over(source, out); break;
    case syntax::ActionWord::accept_offer: break;
    case syntax::ActionWord::waive: waive(source, out); break;
    case syntax::ActionWord::end_instalments:
    case syntax::ActionWord::refuse_offer: reason(source, out); break;
  }
  return out;
}

std::uint32_t TriggerBinder::message(const syntax::Text& name) {
  if (name.span.line == 0) return none_index;
  const auto found = unit_.names.messages.find(name.text);
  if (found != unit_.names.messages.end()) return found->second;
  context_.error(unit_, "P0206", name.span, say("there is no message \"{0}\"", name.text),
                 suggestion(name.text, names_of(unit_.names.messages),
                            say("declare it: `{message} \"{0}\" {kind_reminder}`", name.text)));
  return none_index;
}

std::uint32_t TriggerBinder::channel(const syntax::Name& name) {
  if (name.empty()) return none_index;
  const auto found = unit_.names.channels.find(name.text);
  if (found != unit_.names.channels.end()) return found->second;
  context_.error(unit_, "P0205", name.span, say("there is no channel `{0}`", name.text),
                 suggestion(name.text, names_of(unit_.names.channels)));
  return none_index;
}

std::optional<std::uint32_t> TriggerBinder::entry(const syntax::Name& name, std::string_view kind) {
  if (name.empty()) return std::nullopt;
  const auto list = unit_.names.kinds.find(kind);
  const Said spelled = Said::word("kind:" + std::string(kind));
  Said help = say("declare it: `{list} {0} {1}`", spelled, name.text);
  if (list != unit_.names.kinds.end()) {
    context_.list_used[list->second] = true;
    const NameMap& entries = unit_.names.entries.at(list->second);
    const auto found = entries.find(name.text);
    if (found != entries.end()) return found->second;
    help = suggestion(name.text, names_of(entries), help);
  }
  context_.error(unit_, "P0210", name.span,
                 say("`{0}` is not {1}", name.text, say("an entry of list `{0}`", spelled)), help);
  return std::nullopt;
}

// ---- send -------------------------------------------------------------------------------------

void TriggerBinder::send(const syntax::Step& source, Step& out) {
  if (source.channel.dotted()) {
    out.channel.column = column(source.channel, Kind::channel, {});
  } else {
    out.channel.index = channel(source.channel);
  }
  check_costs(source, out.channel);
  out.message = message(source.message);
  for (const syntax::Name& name : source.attachments) {
    if (const auto index = entry(name, "attachment")) out.attachments.push_back(*index);
  }
  if (source.needs_payments) {
    out.needs_payments_through =
        bind_kind(context_, unit_, source.needs_payments->through, Kind::date,
                  say("the day up to which payments are needed"), known_);
  }
  out.expires_after = source.expires_after;
  out.if_unsure = static_cast<Step::IfUnsure>(source.if_unsure);
  std::vector<std::uint32_t> above = possible_channels(context_.data, out.channel);
  for (const syntax::Fallback& part : source.fallbacks) {
    if (!part.broken) fallback(part, above, out);
  }
}

// A channel of a shared file knows no plan; what it costs is in the currency of those that send by
// it.
void TriggerBinder::check_costs(const syntax::Line& source, const Choice& choice) {
  for (const std::uint32_t index : possible_channels(context_.data, choice)) {
    const ChannelDecl& channel = context_.data.channels[index];
    if (!channel.cost || unit_.currency.none() || channel.cost->sum.currency == unit_.currency) {
      continue;
    }
    context_.error(unit_, "P0306", source.span,
                   say("channel `{0}` costs in {1}, but the plan is in {2}", channel.name,
                       channel.cost->sum.currency.code(), unit_.currency.code()),
                   say("declare another channel for this plan"));
    return;
  }
}

namespace {

struct Needed {
  Receipt receipt = Receipt::none;
  Saying<1> message{};  // about a channel that never gives it
  Wording help{};
};

Needed needed_by(Fallback::When when) {
  switch (when) {
    case Fallback::When::undelivered:
      return {Receipt::failed, "channel `{0}` never reports failure: this line would never act",
              "let the channel report failure, or leave the line out"};
    case Fallback::When::undelivered_within:
      return {Receipt::delivered,
              "channel `{0}` never confirms delivery: this line would act for everybody",
              "use `{unopened} {within}` or `{no_reaction} {within}`"};
    case Fallback::When::unopened_within:
      return {Receipt::opened,
              "channel `{0}` never reports opening: this line would act for everybody",
              "use `{no_reaction} {within}`"};
    case Fallback::When::no_reaction_within: break;
  }
  return {};
}

}  // namespace

void TriggerBinder::fallback(const syntax::Fallback& source, std::vector<std::uint32_t>& above,
                             Step& out) {
  Fallback part;
  part.when = static_cast<Fallback::When>(source.when);
  part.within = source.within;
  part.line = source.span.line;
  part.channel = channel(source.channel);
  part.message = message(source.message);
  check_costs(source, {part.channel, no_expr});
  const Needed needed = needed_by(part.when);
  for (const std::uint32_t index : above) {
    const ChannelDecl& decl = context_.data.channels[index];
    if (needed.receipt == Receipt::none || has(decl.reports, needed.receipt)) continue;
    syntax::Span place = source.span;
    if (source.channel.span.column > place.column + 1) {
      place.end_column = source.channel.span.column - 1;
    }
    context_.error(unit_, "P0401", place, say(needed.message, decl.name), say(needed.help));
    break;
  }
  above.clear();
  if (part.channel != none_index) above.push_back(part.channel);
  out.fallbacks.push_back(part);
}

// ---- the other actions --------------------------------------------------------------------------

void TriggerBinder::charge(const syntax::Step& source, Step& out) {
  out.once = source.once;
  out.once_per_case = source.once_per_case;
  out.by_law = source.by_law;
  out.fee = source.fee.text;
  if (source.sum) {
    out.sum = bind_kind(context_, unit_, *source.sum, Kind::money, say("a charge"), known_);
  }
  if (source.base) {
    out.base = bind_kind(context_, unit_, *source.base, Kind::money, say("the base"), known_);
  }
  if (source.most) {
    out.most = bind_kind(context_, unit_, *source.most, Kind::money, say("the most"), known_);
  }
  out.vat_ppm = bind_vat(context_, unit_, source.vat);
  if (source.fee.empty()) return;
  const LawLine* line = unit_.pack != nullptr ? unit_.pack->find(source.fee.text) : nullptr;
  if (source.by_law) {
    if (line != nullptr) out.fee = line->id;
    return charge_by_law(source, line);
  }
  if (line != nullptr && unit_.pack->gives_fee(*line)) {
    context_.warning(unit_, "P0408", source.fee.span,
                     say("the law says how much `{0}` is", source.fee.text),
                     say("write `{charge} {0} {by_law}`", source.fee.text));
  } else {
    entry(source.fee, "fee");
  }
}

void TriggerBinder::charge_by_law(const syntax::Step& source, const LawLine* line) {
  const std::string& name = source.fee.text;
  const auto refuse = [&](const Said& what, const Said& help) {
    context_.error(unit_, "P0405", source.fee.span, what, help);
  };
  if (unit_.law.empty()) {
    return refuse(say("the plan names no law that gives a fee"),
                  say("add a line `{law} ...` to the plan, or give a sum"));
  }
  if (unit_.pack == nullptr) return;
  if (line == nullptr) {
    return refuse(say("the law has no line `{0}`", name),
                  suggestion(source.fee.text, law_line_names(*unit_.pack, unit_.tree->language)));
  }
  if (unit_.pack->gives_fee(*line)) {
    if (!source.base) return;
    return refuse(say("the law gives `{0}` for a claim, not on a base", name),
                  say("write `{charge} {0} {by_law}`", name));
  }
  if (!unit_.pack->gives_tariff(*line)) {
    return refuse(say("the law gives no fee by its line `{0}`", name),
                  say("give a sum: `{charge} {0} ...`", name));
  }
  if (!source.base) {
    return refuse(say("`{0}` is a tariff, which needs a base", name),
                  say("write `{charge} {0} {by_law} {on_base} {field:principal}`", name));
  }
  if (source.vat && !unit_.pack->vat_on_top(*line)) {
    context_.error(unit_, "P0414", source.vat->span, say("no VAT comes on top of `{0}`", name),
                   say("leave `{plus_vat}` out"));
  }
}

void TriggerBinder::task(const syntax::Step& source, Step& out) {
  out.task = source.task.text;
  out.within = source.within;
  out.cost = bind_cost(context_, unit_, source.cost, source.vat);
  out.team = team(source.team);
  if (source.outcomes.empty()) return;
  const auto list = unit_.names.kinds.find(source.outcomes.text);
  if (list == unit_.names.kinds.end()) {
    context_.error(unit_, "P0211", source.outcomes.span,
                   say("there is no list of kind `{0}`", source.outcomes.text),
                   suggestion(source.outcomes.text, names_of(unit_.names.kinds),
                              say("declare it: `{list} {0} ...`", source.outcomes.text)));
    return;
  }
  out.outcomes = list->second;
  context_.list_used[list->second] = true;
}

Choice TriggerBinder::team(const syntax::Name& name) {
  Choice out;
  if (name.dotted()) {
    out.column = column(name, Kind::name, "team");
  } else if (const auto index = entry(name, "team")) {
    out.index = *index;
  }
  return out;
}

void TriggerBinder::mode(const syntax::Step& source, Step& out) {
  out.mode = static_cast<StepMode>(source.mode);
  static_assert(static_cast<int>(StepMode::manual) == static_cast<int>(syntax::StepMode::manual));
  if (out.mode == StepMode::auto_) return;
  out.asked = team(source.asked);
  out.asked_for = source.asked_for;
  if (out.mode == StepMode::manual && out.action == ActionKind::task) {
    context_.error(
        unit_, "P0329", source.span, say("a task is done by hand anyway"),
        say("leave `{mode_manual}` out, or write `{mode_confirm}`: somebody agrees first"));
  }
}

void TriggerBinder::hold(const syntax::Step& source, Step& out) {
  out.holds = source.holds;
  out.hold_for = source.hold_for;
  if (source.hold_until) {
    out.hold_until = bind_kind(context_, unit_, *source.hold_until, Kind::date,
                               say("the end of a hold"), known_);
  }
  reason(source, out);
}

void TriggerBinder::waive(const syntax::Step& source, Step& out) {
  if (source.sum) {
    out.sum = bind_kind(context_, unit_, *source.sum, Kind::money, say("what is waived"), known_);
  }
  if (source.paid) {
    out.paid = bind_kind(context_, unit_, *source.paid, Kind::money, say("a payment"), known_);
  }
  out.within = source.within;
  reason(source, out);
}

void TriggerBinder::reason(const syntax::Step& source, Step& out) {
  if (!source.because.empty() && entry(source.because, "reason")) out.because = source.because.text;
}

void TriggerBinder::go_to_plan(const syntax::Step& source, Step& out) {
  reason(source, out);
  const syntax::Name& name = source.plan;
  if (name.empty()) return;
  out.to_plan = name.text;
  const Unit* to = nullptr;
  std::vector<std::string_view> others;
  for (const Unit& unit : context_.units) {
    if (!unit.tree->plan || &unit == &unit_) continue;
    others.emplace_back(unit.tree->plan->name.text);
    if (unit.tree->plan->name.text == name.text) to = &unit;
  }
  if (to == nullptr) {
    context_.error(unit_, "P0225", name.span,
                   say("the rulebook has no other plan `{0}`", name.text),
                   suggestion(name.text, others, say("`{go_to}` leads to a state of this plan")));
    return;
  }
  const bool same = to->currency == unit_.currency && to->law == unit_.law;
  if (!same) {
    context_.error(unit_, "P0226", name.span,
                   say("the plan `{0}` is in another currency or under another law", name.text),
                   say("a case keeps both"));
  }
}

void TriggerBinder::go_to(const syntax::Step& source, Step& out) {
  reason(source, out);
  if (source.state.empty()) return;
  const auto found = unit_.names.states.find(source.state.text);
  if (found != unit_.names.states.end()) {
    out.state = found->second;
    return;
  }
  context_.error(unit_, "P0204", source.state.span,
                 say("the plan has no state `{0}`", source.state.text),
                 suggestion(source.state.text, names_of(unit_.names.states)));
}

void TriggerBinder::hand_over(const syntax::Step& source, Step& out) {
  out.hand_over_text = source.hand_over_text.text;
  out.cost = bind_cost(context_, unit_, source.cost, source.vat);
  if (entry(source.recipient, "recipient")) out.recipient = source.recipient.text;
}

}  // namespace arrears::language
