#include <arrears/gate/gate.hpp>

#include <algorithm>
#include <gate/caps.hpp>
#include <gate/window.hpp>
#include <tuple>

namespace arrears {

namespace {

using gate::Place;

// A place east of the tenant begins its day earlier: an answer that would ask again at once asks
// an hour later.
constexpr Span patience{3'600};

const Plan& plan_of(const Rulebook& rules, const Candidate& candidate) {
  static const Plan none;  // a plan that is not in the rulebook narrows nothing
  const Plan* plan = rules.data().find_plan(candidate.plan);
  return plan != nullptr ? *plan : none;
}

// The better of two reasons to wait is the one that lasts longer; one without an end lasts longest.
bool lasts_longer(const Admission& a, const Admission& b) {
  if (!a.not_before || !b.not_before) return !a.not_before && b.not_before.has_value();
  return *a.not_before > *b.not_before;
}

class Gate {
 public:
  Gate(const Rulebook& rules, const std::vector<Candidate>& candidates, const GateContext& context)
      : rules_(rules), candidates_(candidates), context_(context) {
    std::set<OrderKey> asked;
    for (const Candidate& candidate : candidates) asked.insert(candidate.contact->key);
    if (context.person != nullptr) days_ = gate::contact_days(*context.person, asked);
  }

  std::vector<Admission> run() {
    answers_.resize(candidates_.size());
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (const auto wait = shut(candidates_[i])) {
        answers_[i] = *wait;
      } else {
        open.push_back(i);
      }
    }
    std::sort(open.begin(), open.end(),
              [this](std::size_t a, std::size_t b) { return comes_first(a, b); });
    while (!open.empty()) {
      const std::size_t leader = strongest_beside(open);
      open.erase(std::find(open.begin(), open.end(), leader));
      if (const auto wait = capped(candidates_[leader])) {
        answers_[leader] = *wait;
        continue;
      }
      days_.insert(std::upper_bound(days_.begin(), days_.end(), context_.now.day),
                   context_.now.day);
      absorb(leader, open);
    }
    return answers_;
  }

 private:
  Place place() const { return {context_.zone, context_.calendar}; }
  const Contact& contact(std::size_t i) const { return *candidates_[i].contact; }

  // Admission goes by (strength, due moment, key): under a cap the strongest passes.
  bool comes_first(std::size_t a, std::size_t b) const {
    const auto rank = [this](std::size_t i) {
      return std::tuple(-static_cast<int>(contact(i).kind), -int{candidates_[i].phase},
                        contact(i).ordered_on, std::string_view(contact(i).key.value));
    };
    return rank(a) < rank(b);
  }

  // The message that speaks for several: of the same strength the later order.
  bool is_stronger(std::size_t a, std::size_t b) const {
    const auto rank = [this](std::size_t i) {
      return std::tuple(-static_cast<int>(contact(i).kind), -int{candidates_[i].phase},
                        -std::int64_t{contact(i).ordered_on.number()},
                        std::string_view(contact(i).key.value));
    };
    return rank(a) < rank(b);
  }

  // Ordered by one line of a plan at one time: the author means both, a letter beside an e-mail.
  bool side_by_side(std::size_t a, std::size_t b) const {
    const RuleRef &one = contact(a).rule, &other = contact(b).rule;
    return candidates_[a].value->id == candidates_[b].value->id && one.state == other.state &&
           one.trigger == other.trigger && contact(a).stay == contact(b).stay &&
           contact(a).ordered_on == contact(b).ordered_on && one.step != other.step;
  }

  // Whether one message may speak for both: both ask for payment to the same creditor, and neither
  // plan wants each case by itself. What only informs is said by itself.
  bool go_together(std::size_t a, std::size_t b) const {
    const auto asks = [this](std::size_t i) {
      return contact(i).kind != MessageKind::information &&
             !plan_of(rules_, candidates_[i]).contact_ungrouped;
    };
    const Case& first = *candidates_[a].value;
    const Case& second = *candidates_[b].value;
    return asks(a) && asks(b) && !side_by_side(a, b) && first.creditor == second.creditor &&
           first.mandate == second.mandate && first.currency == second.currency;
  }

  std::size_t strongest_beside(const std::vector<std::size_t>& open) const {
    std::size_t leader = open.front();
    for (const std::size_t i : open) {
      if (go_together(open.front(), i) && is_stronger(i, leader)) leader = i;
    }
    return leader;
  }

  void absorb(std::size_t leader, std::vector<std::size_t>& open) {
    const auto listed = [&](std::size_t i) {
      if (!go_together(leader, i)) return false;
      answers_[i].answer = Admission::Answer::absorbed;
      answers_[i].into = leader;
      answers_[i].why = "listed in " + contact(leader).channel + " \"" + contact(leader).message +
                        "\", which waits beside it and is stronger";
      return true;
    };
    open.erase(std::remove_if(open.begin(), open.end(), listed), open.end());
  }

  Admission defer(std::optional<Instant> until, std::string why, std::string_view then) const {
    if (until && *until <= context_.now.instant) until = context_.now.instant + patience;
    if (until) {
      why += ", ";
      why += then;
      why += " " + gate::wall_text(*until, context_.zone);
    }
    return {.answer = Admission::Answer::defer, .not_before = until, .why = std::move(why)};
  }

  // The first instant of a day at which the plan may contact.
  Instant first_open_on(const Plan& plan, Date day) const {
    const Instant midnight = context_.zone.instant(day, TimeOfDay{0});
    return plan.window ? gate::first_open(*plan.window, midnight, place()) : midnight;
  }

  // Holds and the window: what does not depend on the other candidates.
  std::optional<Admission> shut(const Candidate& candidate) const {
    std::optional<Admission> longest;
    const auto keep = [&longest](Admission wait) {
      if (!longest || lasts_longer(wait, *longest)) longest = std::move(wait);
    };
    for (const Hold& hold : candidate.value->holds) {
      if (holds_contact(hold) && hold.scope != HoldScope::claim) keep(held(candidate, hold));
    }
    if (context_.person != nullptr) {
      for (const Hold& hold : context_.person->holds) {
        if (holds_contact(hold)) keep(held(candidate, hold));
      }
    }
    if (longest) return longest;
    const Plan& plan = plan_of(rules_, candidate);
    if (!plan.window) return std::nullopt;
    const Instant open = gate::first_open(*plan.window, context_.now.instant, place());
    if (open == context_.now.instant) return std::nullopt;
    return defer(open, "contact window of " + plan.name, "opens");
  }

  bool holds_contact(const Hold& hold) const {
    return has(hold.kinds, HoldKinds::contact) && hold.active(context_.now.day);
  }

  Admission held(const Candidate& candidate, const Hold& hold) const {
    std::string why = hold.scope == HoldScope::person ? "the person is held for contact"
                                                      : "the case is held for contact";
    if (!hold.because.empty()) why += " (" + hold.because + ")";
    // A hold can end on the day that a release in advance names, or after its last day.
    std::optional<Date> ends = hold.released;
    if (hold.until && (!ends || *hold.until < *ends)) ends = *hold.until + Days{1};
    if (!ends) return defer(std::nullopt, std::move(why), {});
    return defer(first_open_on(plan_of(rules_, candidate), *ends), std::move(why), "until");
  }

  std::optional<Admission> capped(const Candidate& candidate) const {
    const Plan& plan = plan_of(rules_, candidate);
    std::optional<Admission> longest;
    for (const ContactCap& cap : plan.caps) {
      const auto reached = gate::check(cap, days_, context_.now.day, context_.calendar);
      if (!reached) continue;
      std::optional<Instant> clears;
      if (reached->clears) clears = first_open_on(plan, *reached->clears);
      std::string why = "contact " + gate::cap_text(cap) + " of " + plan.name;
      Admission wait = defer(clears, std::move(why), "clears");
      if (!longest || lasts_longer(wait, *longest)) longest = std::move(wait);
    }
    return longest;
  }

  const Rulebook& rules_;
  const std::vector<Candidate>& candidates_;
  const GateContext& context_;
  std::vector<Date> days_;  // of contacts that count, in order
  std::vector<Admission> answers_;
};

}  // namespace

std::vector<Admission> admit(const Rulebook& rules, const std::vector<Candidate>& candidates,
                             const GateContext& context) {
  for (const Candidate& candidate : candidates) {
    ARREARS_ASSERT(candidate.contact != nullptr && candidate.value != nullptr);
  }
  return Gate(rules, candidates, context).run();
}

}  // namespace arrears
