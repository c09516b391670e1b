#include <language/proof/notice_proof.hpp>

#include <algorithm>
#include <limits>
#include <rulebook/core.hpp>

namespace arrears::language {

namespace {

// Days since the sending that are certain: not_sent = none at all, because it may not have been
// sent; unreached = no path leads here.
using Elapsed = std::int64_t;
constexpr Elapsed not_sent = -1;
constexpr Elapsed unreached = std::numeric_limits<Elapsed>::max();
constexpr Elapsed for_ever = 100'000;

Elapsed least_days(const Duration& duration) {
  return duration.count * (duration.unit == Duration::Unit::months ? 28 : 1);
}

Elapsed least_days(const RulebookData& rules, const DurationChoice& duration) {
  if (duration.column == no_expr) return least_days(duration.fixed);
  const Node& node = rules.expressions[duration.column].nodes.back();
  if (node.op != Op::table_output || rules.tables[node.a].adds) return 0;
  Elapsed out = for_ever;
  for (const Row& row : rules.tables[node.a].rows) {
    const Expression& cell = rules.expressions[row.outputs[node.b]];
    if (cell.nodes.size() != 1 || cell.nodes[0].op != Op::constant) return 0;
    const Elapsed factor = cell.nodes[0].kind == Kind::months ? 28 : 1;
    out = std::min(out, cell.nodes[0].value * factor);
  }
  return out == for_ever ? 0 : out;
}

Elapsed later(Elapsed since, Elapsed by) {
  return since == not_sent ? not_sent : std::min(since + by, for_ever);
}

class NoticeProof {
 public:
  NoticeProof(const RulebookData& rules, const Plan& plan, const std::set<std::uint32_t>& notices)
      : rules_(rules),
        plan_(plan),
        notices_(notices),
        entered_(plan.states.size(), unreached),
        from_(plan.states.size(), none_index) {}

  std::vector<EarlyHandOver> run(Elapsed least) {
    entered_[plan_.start] = not_sent;
    for (bool lower = true; lower;) {
      lower = false;
      each_line([&](std::uint32_t state, bool, std::uint32_t, const Trigger& line) {
        for (const Step& step : line.steps) {
          if (step.action != ActionKind::go_to || step.state >= entered_.size()) continue;
          const Elapsed then = at_step(state, line, step);
          if (then >= entered_[step.state]) continue;
          entered_[step.state] = then;
          from_[step.state] = state;
          lower = true;
        }
      });
    }
    std::vector<EarlyHandOver> out;
    each_line([&](std::uint32_t state, bool everywhere, std::uint32_t index, const Trigger& line) {
      Elapsed worst = unreached;
      for (const Step& step : line.steps) {
        if (step.action == ActionKind::hand_over)
          worst = std::min(worst, at_step(state, line, step));
      }
      if (worst >= least) return;
      EarlyHandOver found{state, everywhere, index, {}, path_to(state)};
      if (worst != not_sent) found.days = static_cast<std::int32_t>(worst);
      out.push_back(std::move(found));
    });
    return out;
  }

 private:
  // Lines to which a case in a state that is reached is subject.
  template <class Visit>
  void each_line(const Visit& visit) const {
    for (std::uint32_t state = 0; state < plan_.states.size(); ++state) {
      if (entered_[state] == unreached) continue;
      const std::vector<Trigger>& own = plan_.states[state].triggers;
      for (std::uint32_t i = 0; i < own.size(); ++i) visit(state, false, i, own[i]);
      const auto& except = plan_.everywhere_except;
      const bool outside = std::find(except.begin(), except.end(), state) != except.end();
      if (outside || plan_.states[state].final) continue;
      for (std::uint32_t i = 0; i < plan_.everywhere.size(); ++i) {
        visit(state, true, i, plan_.everywhere[i]);
      }
    }
  }

  // Whether a condition holds only when a notice has been sent.
  bool says_sent(ExprId condition) const {
    if (condition == no_expr) return false;
    const Expression& e = rules_.expressions[condition];
    const auto asks = [&](const Node& node) {
      return node.op == Op::message_is && notices_.count(node.a) != 0;
    };
    const Node& root = e.nodes.back();
    if (root.op != Op::all) return asks(root);
    for (std::uint32_t i = 0; i < root.b; ++i) {
      if (asks(e.nodes[e.children[root.a + i]])) return true;
    }
    return false;
  }

  Elapsed at_head(Elapsed since, const Head& head) const {
    using What = Head::What;
    // Claims are lodged in an insolvency, not sued for.
    if (head.what == What::on_event && head.event == event_id(CoreEvent::insolvency)) {
      return for_ever;
    }
    const bool notice = notices_.count(head.message) != 0;
    switch (head.what) {
      case What::after: return later(since, least_days(rules_, head.duration));
      case What::after_sent:
      case What::after_delivered:
        return notice ? std::max(since, least_days(rules_, head.duration)) : since;
      case What::on_sent:
      case What::on_delivered:
      case What::on_undelivered:
      case What::on_opened: return notice ? std::max<Elapsed>(since, 0) : since;
      case What::on_day:
      case What::on_business_day:
        return head.date == no_expr ? later(since, head.day_number) : since;
      default: return since;
    }
  }

  Elapsed at_step(std::uint32_t state, const Trigger& line, const Step& step) const {
    Elapsed since = at_head(entered_[state], line.head);
    if (says_sent(line.head.condition) || says_sent(line.condition) || says_sent(step.condition)) {
      since = std::max<Elapsed>(since, 0);
    }
    return step.delay ? later(since, least_days(rules_, *step.delay)) : since;
  }

  std::vector<std::uint32_t> path_to(std::uint32_t state) const {
    std::vector<std::uint32_t> out{state};
    while (out.back() != plan_.start && from_[out.back()] != none_index &&
           out.size() <= plan_.states.size()) {
      out.push_back(from_[out.back()]);
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  const RulebookData& rules_;
  const Plan& plan_;
  const std::set<std::uint32_t>& notices_;
  std::vector<Elapsed> entered_;     // by state, when it is entered
  std::vector<std::uint32_t> from_;  // the state before it on that path
};

}  // namespace

std::vector<EarlyHandOver> early_hand_overs(const RulebookData& rules, const Plan& plan,
                                            const std::set<std::uint32_t>& notices,
                                            std::int32_t least) {
  if (plan.states.empty()) return {};
  return NoticeProof(rules, plan, notices).run(least);
}

}  // namespace arrears::language
