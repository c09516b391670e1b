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
                     "`everywhere` has no state that a delayed step could belong to",
                     "move the line into a state");
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
        context_.error(unit_, "P0326", source.span, "`go back` belongs to the state that is left",
                       "move the line into a state");
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
  context_.error(unit_, "P0206", name.span, "there is no message \"" + name.text + "\"",
                 suggestion(name.text, names_of(unit_.names.messages),
                            "declare it: `{message} \"" + name.text + "\" {kind_reminder}`"));
  return none_index;
}

std::uint32_t TriggerBinder::channel(const syntax::Name& name) {
  if (name.empty()) return none_index;
  const auto found = unit_.names.channels.find(name.text);
  if (found != unit_.names.channels.end()) return found->second;
  context_.error(unit_, "P0205", name.span, "there is no channel " + quoted(name.text),
                 suggestion(name.text, names_of(unit_.names.channels)));
  return none_index;
}

std::optional<std::uint32_t> TriggerBinder::entry(const syntax::Name& name, std::string_view kind) {
  if (name.empty()) return std::nullopt;
  const auto list = unit_.names.kinds.find(kind);
  const std::string spelled(syntax::core_list_kind_spelling(unit_.tree->language, kind));
  std::string help = "declare it: `{list} " + spelled + " " + name.text + "`";
  if (list != unit_.names.kinds.end()) {
    context_.list_used[list->second] = true;
    const NameMap& entries = unit_.names.entries.at(list->second);
    const auto found = entries.find(name.text);
    if (found != entries.end()) return found->second;
    help = suggestion(name.text, names_of(entries), help);
  }
  context_.error(unit_, "P0210", name.span,
                 quoted(name.text) + " is not an entry of list " + quoted(spelled), help);
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
                  "the day up to which payments are needed", known_);
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
                   "channel " + quoted(channel.name) + " costs in " +
                       channel.cost->sum.currency.code() + ", but the plan is in " +
                       unit_.currency.code(),
                   "declare another channel for this plan");
    return;
  }
}

namespace {

struct Needed {
  Receipt receipt = Receipt::none;
  const char* word = "";    // what the channel never does
  const char* effect = "";  // what the line would do
  const char* help = "";
};

Needed needed_by(Fallback::When when) {
  switch (when) {
    case Fallback::When::undelivered:
      return {Receipt::failed, "reports failure", "this line would never act",
              "let the channel report failure, or leave the line out"};
    case Fallback::When::undelivered_within:
      return {Receipt::delivered, "confirms delivery", "this line would act for everybody",
              "use `{unopened} {within}` or `{no_reaction} {within}`"};
    case Fallback::When::unopened_within:
      return {Receipt::opened, "reports opening", "this line would act for everybody",
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
    context_.error(unit_, "P0401", place,
                   "channel " + quoted(decl.name) + " never " + needed.word + ": " + needed.effect,
                   needed.help);
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
    out.sum = bind_kind(context_, unit_, *source.sum, Kind::money, "a charge", known_);
  }
  if (source.base) {
    out.base = bind_kind(context_, unit_, *source.base, Kind::money, "the base", known_);
  }
  if (source.most) {
    out.most = bind_kind(context_, unit_, *source.most, Kind::money, "the most", known_);
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
                     "the law says how much " + quoted(source.fee.text) + " is",
                     "write `{charge} " + source.fee.text + " {by_law}`");
  } else {
    entry(source.fee, "fee");
  }
}

void TriggerBinder::charge_by_law(const syntax::Step& source, const LawLine* line) {
  const std::string name = quoted(source.fee.text);
  const auto refuse = [&](const std::string& what, const std::string& help) {
    context_.error(unit_, "P0405", source.fee.span, what, help);
  };
  if (unit_.law.empty()) {
    return refuse("the plan names no law that gives a fee",
                  "add a line `{law} ...` to the plan, or give a sum");
  }
  if (unit_.pack == nullptr) return;
  if (line == nullptr) {
    return refuse("the law has no line " + name,
                  suggestion(source.fee.text, law_line_names(*unit_.pack, unit_.tree->language)));
  }
  if (unit_.pack->gives_fee(*line)) {
    if (!source.base) return;
    return refuse("the law gives " + name + " for a claim, not on a base",
                  "write `{charge} " + source.fee.text + " {by_law}`");
  }
  if (!unit_.pack->gives_tariff(*line)) {
    return refuse("the law gives no fee by its line " + name,
                  "give a sum: `{charge} " + source.fee.text + " ...`");
  }
  if (!source.base) {
    return refuse(name + " is a tariff, which needs a base",
                  "write `charge " + source.fee.text + " {by_law} {on_base} {field:principal}`");
  }
  if (source.vat && !unit_.pack->vat_on_top(*line)) {
    context_.error(unit_, "P0414", source.vat->span, "no VAT comes on top of " + name,
                   "leave `plus VAT` out");
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
                   "there is no list of kind " + quoted(source.outcomes.text),
                   suggestion(source.outcomes.text, names_of(unit_.names.kinds),
                              "declare it: `list " + source.outcomes.text + " ...`"));
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
    context_.error(unit_, "P0329", source.span, "a task is done by hand anyway",
                   "leave `{mode_manual}` out, or let somebody `{mode_confirm}` that it is made");
  }
}

void TriggerBinder::hold(const syntax::Step& source, Step& out) {
  out.holds = source.holds;
  out.hold_for = source.hold_for;
  if (source.hold_until) {
    out.hold_until =
        bind_kind(context_, unit_, *source.hold_until, Kind::date, "the end of a hold", known_);
  }
  reason(source, out);
}

void TriggerBinder::waive(const syntax::Step& source, Step& out) {
  if (source.sum) {
    out.sum = bind_kind(context_, unit_, *source.sum, Kind::money, "what is waived", known_);
  }
  if (source.paid) {
    out.paid = bind_kind(context_, unit_, *source.paid, Kind::money, "a payment", known_);
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
    context_.error(unit_, "P0225", name.span, "the rulebook has no other plan " + quoted(name.text),
                   suggestion(name.text, others, "`{go_to}` leads to a state of this plan"));
    return;
  }
  const bool same = to->currency == unit_.currency && to->law == unit_.law;
  if (!same) {
    context_.error(unit_, "P0226", name.span,
                   "the plan " + quoted(name.text) + " is in another currency or under another law",
                   "a case keeps both");
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
                 "the plan has no state " + quoted(source.state.text),
                 suggestion(source.state.text, names_of(unit_.names.states)));
}

void TriggerBinder::hand_over(const syntax::Step& source, Step& out) {
  out.hand_over_text = source.hand_over_text.text;
  out.cost = bind_cost(context_, unit_, source.cost, source.vat);
  if (entry(source.recipient, "recipient")) out.recipient = source.recipient.text;
}

}  // namespace arrears::language
