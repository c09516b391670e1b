#include <language/bind/trigger.hpp>
#include <language/check/check.hpp>

#include <set>

namespace arrears::language {

namespace {

// What is sent in one block: messages with the channels that may carry them.
struct Sent {
  std::map<std::uint32_t, std::set<std::uint32_t>> channels;  // message -> channels

  void add(const RulebookData& data, const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers) {
      for (const Step& step : trigger.steps) {
        if (step.action != ActionKind::send || step.message == none_index) continue;
        auto& own = channels[step.message];
        for (const std::uint32_t c : possible_channels(data, step.channel)) own.insert(c);
        for (const Fallback& part : step.fallbacks) {
          if (part.message != none_index && part.channel != none_index) {
            channels[part.message].insert(part.channel);
          }
        }
      }
    }
  }
};

struct Awaited {
  Receipt receipt = Receipt::none;
  const char* word = "";  // its id
};

Awaited awaited_by(Head::What what) {
  switch (what) {
    case Head::What::on_delivered:
    case Head::What::after_delivered: return {Receipt::delivered, "receipt_delivery"};
    case Head::What::on_undelivered: return {Receipt::failed, "receipt_failure"};
    case Head::What::on_opened: return {Receipt::opened, "receipt_opening"};
    default: return {};
  }
}

void check_heads(Context& context, const Unit& unit, const Sent& sent,
                 const std::vector<Trigger>& triggers,
                 const std::vector<const syntax::Trigger*>& written_as) {
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    const Head& head = triggers[i].head;
    if (head.message == none_index) continue;
    const syntax::Span place = written_as[i]->head.text.span;
    const std::string name = context.data.messages[head.message].name;
    const auto found = sent.channels.find(head.message);
    if (found == sent.channels.end()) {
      context.warning(unit, "P0410", place, say("message \"{0}\" is not sent here", name),
                      say("this line never acts: move it to the state that sends the message"));
      continue;
    }
    const Awaited awaited = awaited_by(head.what);
    if (awaited.receipt == Receipt::none) continue;
    bool reported = false;
    for (const std::uint32_t channel : found->second) {
      reported = reported || has(context.data.channels[channel].reports, awaited.receipt);
    }
    if (!reported) {
      context.error(
          unit, "P0402", place,
          say("no channel that carries \"{0}\" reports `{1}`", name, Said::word(awaited.word)),
          say("this line would never act"));
    }
  }
}

}  // namespace

void check_messages(Context& context, const BoundPlan& bound) {
  const Plan& plan = context.data.plans[bound.plan];
  const Unit& unit = context.units[bound.unit];
  Sent anywhere;
  anywhere.add(context.data, plan.everywhere);
  for (std::size_t i = 0; i < plan.states.size(); ++i) {
    anywhere.add(context.data, plan.states[i].triggers);
    Sent sent;
    sent.add(context.data, plan.states[i].triggers);
    sent.add(context.data, plan.everywhere);
    check_heads(context, unit, sent, plan.states[i].triggers, bound.triggers[i]);
  }
  check_heads(context, unit, anywhere, plan.everywhere, bound.everywhere);
}

}  // namespace arrears::language
