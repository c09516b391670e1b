#include <language/check/check.hpp>
#include <language/proof/notice_proof.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace arrears::language {

namespace {

class LawCheck {
 public:
  LawCheck(Context& context, const BoundPlan& bound)
      : context_(context),
        bound_(bound),
        unit_(context.units[bound.unit]),
        plan_(context.data.plans[bound.plan]) {}

  void run() {
    if (unit_.pack == nullptr) return;
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
      look(plan_.states[i].triggers, bound_.triggers[i]);
      periods(plan_.states[i].triggers, bound_.triggers[i]);
    }
    look(plan_.everywhere, bound_.everywhere);
    if (demands_) general_lines();
    notices();
  }

 private:
  bool accepted(const std::string& line) const {
    return std::any_of(plan_.accepted.begin(), plan_.accepted.end(),
                       [&line](const AcceptedLine& one) { return one.line == line; });
  }

  void unverified(const LawLine& line, syntax::Span place, Wording what) {
    if (line.verified || accepted(line.id) || !reported_.insert(line.id).second) return;
    const auto name = line.names.find(unit_.tree->language);
    const std::string spelled = name == line.names.end() ? line.id : plan_.law + "." + name->second;
    context_.error(
        unit_, "P0406", place,
        say("{0} rests on `{1}`, which nobody has verified ({2})", what, spelled, line.legal_basis),
        say("let somebody answer for it: `{accept_unverified} {0} {by_person} \"NAME\" "
            "{on_date} 2026-09-01`",
            spelled));
  }

  // Whether the step asks for money, charges, or hands over; lines of the law that it names.
  void look(const std::vector<Trigger>& triggers,
            const std::vector<const syntax::Trigger*>& written_as) {
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      for (const Step& step : triggers[i].steps) look(step, written_as[i]->span);
    }
  }

  void look(const Step& step, syntax::Span place) {
    if (step.action == ActionKind::charge) {
      demands_ = true;
      const LawLine* line = step.by_law ? unit_.pack->find(step.fee) : nullptr;
      if (line != nullptr) unverified(*line, place, "this charge");
    }
    if (step.action == ActionKind::hand_over) demands_ = true;
    if (step.action != ActionKind::send) return;
    message(step.message, place);
    for (const Fallback& part : step.fallbacks) message(part.message, place);
  }

  void message(std::uint32_t index, syntax::Span place) {
    if (index == none_index) return;
    const MessageDecl& decl = context_.data.messages[index];
    if (decl.kind < MessageKind::demand) return;
    demands_ = true;
    const LawLine* line = decl.law_line.empty() ? nullptr : unit_.pack->find(decl.law_line);
    if (line != nullptr) unverified(*line, place, "this demand");
  }

  // Lines in force that shape every debt in default, whether a plan names them or not. What the
  // pack fills in without any law ("none: ...") is no claim about the law.
  void general_lines() {
    for (const LawLine* line : unit_.pack->lines()) {
      const bool by_debt =
          line->selector == Selector::default_from || line->selector == Selector::obligation_on;
      if (!by_debt || line->valid_until || line->legal_basis.rfind("none", 0) == 0) continue;
      if (unit_.pack->find(line->id) != line || !unit_.pack->shapes_debt(*line)) continue;
      unverified(*line, unit_.tree->plan->law.span, "what this plan demands");
    }
  }

  // ---- periods of notices ----

  std::optional<std::uint32_t> demand_by_law(const std::vector<Trigger>& triggers) const {
    for (const Trigger& trigger : triggers) {
      if (trigger.head.what != Head::What::on_entry) continue;
      for (const Step& step : trigger.steps) {
        if (step.action != ActionKind::send || step.message == none_index) continue;
        const MessageDecl& decl = context_.data.messages[step.message];
        if (decl.kind == MessageKind::demand_by_law) return step.message;
      }
    }
    return std::nullopt;
  }

  // Whether some line counts from the sending, so that the others measure something else.
  static bool counted_from_sending(const std::vector<Trigger>& triggers, std::uint32_t message) {
    return std::any_of(triggers.begin(), triggers.end(), [message](const Trigger& trigger) {
      return trigger.head.message == message && (trigger.head.what == Head::What::after_sent ||
                                                 trigger.head.what == Head::What::after_delivered);
    });
  }

  static bool moves_on(const Trigger& trigger) {
    return std::any_of(trigger.steps.begin(), trigger.steps.end(), [](const Step& step) {
      return step.action == ActionKind::go_to || step.action == ActionKind::go_to_plan ||
             step.action == ActionKind::hand_over;
    });
  }

  void periods(const std::vector<Trigger>& triggers,
               const std::vector<const syntax::Trigger*>& written_as) {
    const auto demand = demand_by_law(triggers);
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      const Head& head = triggers[i].head;
      if (!moves_on(triggers[i])) continue;
      if (head.what == Head::What::after && demand && !counted_from_sending(triggers, *demand)) {
        const std::string name = context_.data.messages[*demand].name;
        context_.warning(
            unit_, "P0403", written_as[i]->lead,
            say("the period of \"{0}\" counts from entry, but the law counts from sending", name),
            say("write `{after} … {from} {being_sent} \"{0}\"`", name));
      }
      if (head.what == Head::What::after_sent && head.message != none_index) {
        too_short(head, written_as[i]->head.duration.span);
      }
    }
  }

  void too_short(const Head& head, syntax::Span place) {
    const MessageDecl& decl = context_.data.messages[head.message];
    if (decl.law_line.empty() || head.duration.column != no_expr) return;
    const auto notice = unit_.pack->notice(decl.law_line);
    if (!notice || notice->period.unit != head.duration.fixed.unit ||
        head.duration.fixed.count >= notice->period.count) {
      return;
    }
    context_.warning(
        unit_, "P0409", place,
        say("the law gives \"{0}\" at least {1} days", decl.name, notice->period.count),
        Said::plain(notice->line->legal_basis));
  }

  // Of a plan that itself sends what the law wants to be sent before a suit: no path hands over
  // without it, or too soon after it.
  void notices() {
    std::map<std::string, std::set<std::uint32_t>> by_line;
    const auto look = [&](const std::vector<Trigger>& triggers) {
      for (const Trigger& trigger : triggers) {
        for (const Step& step : trigger.steps) {
          if (step.action != ActionKind::send || step.message == none_index) continue;
          const MessageDecl& decl = context_.data.messages[step.message];
          if (!decl.law_line.empty()) by_line[decl.law_line].insert(step.message);
        }
      }
    };
    for (const State& state : plan_.states) look(state.triggers);
    look(plan_.everywhere);
    for (const auto& [line, messages] : by_line) {
      const auto notice = unit_.pack->notice(line);
      if (!notice || notice->period.unit == Duration::Unit::months) continue;
      std::set<syntax::Span, SpanOrder> told;  // a line of `everywhere` is one, wherever it runs
      for (const EarlyHandOver& early :
           early_hand_overs(context_.data, plan_, messages, notice->period.count)) {
        const auto& written = early.everywhere ? bound_.everywhere : bound_.triggers[early.state];
        const syntax::Span place = written[early.trigger]->lead;
        if (told.insert(place).second) too_early(early, *messages.begin(), *notice, place);
      }
    }
  }

  void too_early(const EarlyHandOver& early, std::uint32_t message, const LawNotice& notice,
                 syntax::Span place) {
    std::string path;
    for (const std::uint32_t state : early.path) {
      path += (path.empty() ? "" : ", ") + plan_.states[state].name;
    }
    const std::string& name = context_.data.messages[message].name;
    const Said what =
        early.days
            ? say("the case may be handed over only {0} days after \"{1}\" was sent: {2}",
                  *early.days, name, path)
            : say("the case may be handed over without \"{0}\" having been sent: {1}", name, path);
    context_.warning(unit_, "P0415", place, what,
                     say("the law wants so many days: {0}; count from it: `{after} ... {from} "
                         "{being_sent} \"{1}\"`",
                         notice.period.count, name));
  }

  struct SpanOrder {
    bool operator()(const syntax::Span& a, const syntax::Span& b) const {
      return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    }
  };

  Context& context_;
  const BoundPlan& bound_;
  const Unit& unit_;
  const Plan& plan_;
  bool demands_ = false;
  std::set<std::string> reported_;
};

}  // namespace

void check_law(Context& context, const BoundPlan& bound) { LawCheck(context, bound).run(); }

}  // namespace arrears::language
