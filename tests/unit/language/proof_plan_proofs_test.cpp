#include <doctest/doctest.h>
#include <algorithm>
#include <functional>

#include <language/proof/plan_proofs.hpp>
#include <random>
#include <set>

using namespace arrears;
using arrears::language::PlanFinding;
using arrears::language::prove;

namespace {

Step go_to(std::uint32_t state) {
  Step step;
  step.action = ActionKind::go_to;
  step.state = state;
  return step;
}

Trigger on(Head::What what, Step step) {
  Trigger trigger;
  trigger.head.what = what;
  trigger.steps.push_back(std::move(step));
  return trigger;
}

Trigger after_days(std::int32_t days, Step step) {
  Trigger trigger = on(Head::What::after, std::move(step));
  trigger.head.duration.fixed = {Duration::Unit::days, days};
  return trigger;
}

Plan plan_of(std::size_t states) {
  Plan plan;
  for (std::size_t i = 0; i < states; ++i) {
    plan.states.push_back({});
    plan.states.back().name = "s" + std::to_string(i);
  }
  return plan;
}

std::vector<std::uint32_t> states_of(const std::vector<PlanFinding>& found,
                                     PlanFinding::What what) {
  std::vector<std::uint32_t> out;
  for (const PlanFinding& finding : found) {
    if (finding.what == what) out.insert(out.end(), finding.states.begin(), finding.states.end());
  }
  return out;
}

using Indices = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a state that only a final state leads to, and one by everywhere") {
  Plan plan = plan_of(4);
  plan.states[1].final = true;
  plan.states[0].triggers.push_back(after_days(5, go_to(1)));
  plan.states[2].triggers.push_back(after_days(5, go_to(1)));
  plan.states[3].triggers.push_back(after_days(5, go_to(1)));
  plan.everywhere.push_back(on(Head::What::on_event, go_to(3)));
  const auto found = prove({}, plan);
  CHECK(states_of(found, PlanFinding::What::unreachable) == Indices{2});
  SUBCASE("a state excepted from everywhere is not left by it") {
    plan.everywhere_except = {0};
    CHECK(states_of(prove({}, plan), PlanFinding::What::unreachable) == Indices{2, 3});
  }
}

TEST_CASE("ways out by time") {
  Plan plan = plan_of(2);
  plan.states[1].final = true;
  const auto stuck = [&plan] {
    return states_of(prove({}, plan), PlanFinding::What::no_way_out_by_time) == Indices{0};
  };
  auto& triggers = plan.states[0].triggers;
  triggers.push_back(on(Head::What::on_event, go_to(1)));
  CHECK(stuck());
  SUBCASE("a timer") {
    triggers.push_back(after_days(3, go_to(1)));
    CHECK_FALSE(stuck());
  }
  SUBCASE("a message by time leads nowhere, a task reminds a person") {
    Step send;
    send.action = ActionKind::send;
    triggers.push_back(after_days(3, send));
    CHECK(stuck());
    Step task;
    task.action = ActionKind::task;
    triggers.push_back(after_days(3, task));
    CHECK_FALSE(stuck());
  }
  SUBCASE("a task on entry may lie, one that is made later is a reminder") {
    Step task;
    task.action = ActionKind::task;
    triggers.push_back(on(Head::What::on_entry, task));
    CHECK(stuck());
    task.delay = DurationChoice{{Duration::Unit::days, 2}, no_expr};
    triggers.push_back(on(Head::What::on_entry, task));
    CHECK_FALSE(stuck());
  }
  SUBCASE("a promise is kept or broken in the end") {
    Trigger kept = on(Head::What::on_event, go_to(1));
    kept.head.event = event_id(CoreEvent::promise_kept);
    triggers.push_back(kept);
    CHECK(stuck());
    Trigger broken = kept;
    broken.head.event = event_id(CoreEvent::promise_broken);
    triggers.push_back(broken);
    CHECK_FALSE(stuck());
    triggers.back().condition = 0;
    CHECK(stuck());
  }
}

TEST_CASE("cycles that take no time") {
  Plan plan = plan_of(3);
  for (std::uint32_t i = 0; i < 3; ++i) {
    plan.states[i].triggers.push_back(on(Head::What::on_entry, go_to((i + 1) % 3)));
  }
  CHECK(states_of(prove({}, plan), PlanFinding::What::timeless_cycle) == Indices{0, 1, 2});
  SUBCASE("a day on the way breaks it") {
    plan.states[1].triggers[0] = after_days(1, go_to(2));
    const auto found = prove({}, plan);
    CHECK(states_of(found, PlanFinding::What::timeless_cycle).empty());
    CHECK(states_of(found, PlanFinding::What::perhaps_timeless_cycle).empty());
  }
  SUBCASE("zero days do not") {
    plan.states[1].triggers[0] = after_days(0, go_to(2));
    CHECK(states_of(prove({}, plan), PlanFinding::What::timeless_cycle) == Indices{0, 1, 2});
  }
  SUBCASE("a condition makes it a doubt") {
    plan.states[1].triggers[0].condition = 0;
    const auto found = prove({}, plan);
    CHECK(states_of(found, PlanFinding::What::timeless_cycle).empty());
    CHECK(states_of(found, PlanFinding::What::perhaps_timeless_cycle) == Indices{0, 1, 2});
  }
}

TEST_CASE("reachability and cycles against closure of random graphs") {
  std::mt19937 random(20260909);
  for (int round = 0; round < 200; ++round) {
    const auto below = [&random](std::uint32_t limit) {
      return static_cast<std::uint32_t>(random() % limit);
    };
    const std::uint32_t n = 2 + below(7);
    Plan plan = plan_of(n);
    std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
    for (std::uint32_t edge = 0; edge < n; ++edge) {
      const std::uint32_t from = below(n);
      const std::uint32_t to = below(n);
      plan.states[from].triggers.push_back(on(Head::What::on_entry, go_to(to)));
      reach[from][to] = true;
    }
    for (std::uint32_t k = 0; k < n; ++k) {
      for (std::uint32_t i = 0; i < n; ++i) {
        for (std::uint32_t j = 0; j < n; ++j) {
          if (reach[i][k] && reach[k][j]) reach[i][j] = true;
        }
      }
    }
    Indices unreachable, on_cycle;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (i != plan.start && !reach[plan.start][i]) unreachable.push_back(i);
      if (reach[i][i]) on_cycle.push_back(i);
    }
    const auto found = prove({}, plan);
    CHECK(states_of(found, PlanFinding::What::unreachable) == unreachable);
    Indices cycles = states_of(found, PlanFinding::What::timeless_cycle);
    std::sort(cycles.begin(), cycles.end());
    CHECK(cycles == on_cycle);
  }
}

TEST_CASE("states that go round for ever: random graphs against walks that try every path") {
  std::mt19937 random(17);
  const auto below = [&](std::size_t n) { return random() % n; };
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    const std::size_t count = 2 + below(5);
    Plan plan = plan_of(count);
    plan.states[count - 1].final = true;
    std::vector<std::set<std::size_t>> next(count);
    for (std::size_t s = 0; s + 1 < count; ++s) {
      for (std::size_t n = below(3); n > 0; --n) {
        const std::size_t to = below(count);
        plan.states[s].triggers.push_back(after_days(3, go_to(static_cast<std::uint32_t>(to))));
        next[s].insert(to);
      }
      if (below(4) > 0) continue;
      Step back;
      back.action = ActionKind::go_back;
      plan.states[s].triggers.push_back(on(Head::What::on_entry, back));
      plan.states[s].excursion = true;
    }
    for (std::size_t s = 0; s < count; ++s) {
      for (std::size_t from = 0; from < count; ++from) {
        if (plan.states[s].excursion && next[from].count(s) > 0) next[s].insert(from);
      }
    }
    const std::function<bool(std::size_t, std::set<std::size_t>)> ends =
        [&](std::size_t state, std::set<std::size_t> seen) {
          if (plan.states[state].final) return true;
          if (!seen.insert(state).second) return false;
          return std::any_of(next[state].begin(), next[state].end(),
                             [&](std::size_t to) { return ends(to, seen); });
        };
    Indices endless;
    for (std::uint32_t s = 0; s < count; ++s) {
      if (!ends(s, {})) endless.push_back(s);
    }
    CHECK(states_of(prove({}, plan), PlanFinding::What::no_end) == endless);
  }
}
