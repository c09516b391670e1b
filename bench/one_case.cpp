// One case at a time through the pure core: the view of a day, the decision, the case after it.
// What a host pays that asks for one case, against a hand-written switch that makes the same step
// of the same cases. The switch writes no reasons, keys or history: it is the limit, not a rival
// that does the same job.
#include "cases.hpp"
#include "harness.hpp"

#include <arrears/decide/decide.hpp>
#include <arrears/language/compile.hpp>

#include <cstring>
#include <decide/view_data.hpp>
#include <decide/work.hpp>

namespace {

using namespace arrears;

const Date opened_on{2024, 1, 1};

// The step as a programmer writes it who needs one plan and no explanation.
struct ByHand {
  enum class State : std::uint8_t { first, second, done } state = State::first;
  std::int64_t debt_minor = 0;
  std::int64_t days_past_due = 0;

  enum class Sent : std::uint8_t { nothing, email, letter };
  Sent step(int days_in_state) {
    if (debt_minor == 0) {
      state = State::done;
      return Sent::nothing;
    }
    if (days_in_state < 5) return Sent::nothing;
    switch (state) {
      case State::first: state = State::second; break;
      case State::second: state = State::done; break;
      case State::done: return Sent::nothing;
    }
    return debt_minor < 100'00 || days_past_due <= 90 ? Sent::email : Sent::letter;
  }
};

Case open(const Rulebook& rules, const LawPacks& law, const std::string& id,
          std::int64_t amount_minor, std::int64_t days_past_due) {
  const Claim claim{.id = {id},
                    .principal = {amount_minor, Currency{"EUR"}},
                    .due = opened_on - Days{static_cast<std::int32_t>(days_past_due)},
                    .debtor = {"P" + id}};
  const Fact fact{
      {"open:" + id},
      opened_on,
      CaseOpened{.case_id = {id}, .plan = "night", .creditor = {"own"}, .claims = {claim}}};
  const Moment begin{opened_on, {}};
  Case value = open_case(fact, Hash{}, Currency{"EUR"}, 1, begin);
  return evolve(value, decide(rules, look(value, law, opened_on), fact, begin), begin, 2, 2);
}

// What was sent and where the case stands, as both sides write it.
void mix(bench::Fnv& hash, ByHand::Sent sent, char initial_of_state) {
  hash.byte(static_cast<std::uint8_t>(sent));
  hash.byte(static_cast<std::uint8_t>(initial_of_state));
}

ByHand::Sent sent_of(const Decision& decision) {
  for (const Effect& effect : decision.effects) {
    const auto* order = std::get_if<OrderContact>(&effect);
    if (order == nullptr) continue;
    return order->channel == "email" ? ByHand::Sent::email : ByHand::Sent::letter;
  }
  return ByHand::Sent::nothing;
}

// What a table gives for a case, and the same with what it read and which row it was, in words.
void with_explanation(const Rulebook& rules, const LawPacks& law, const std::vector<Case>& cases,
                      Date on, int rounds) {
  const ExprId way = rules.data().plans[0].states[0].triggers[0].steps[0].channel.column;
  std::vector<View> views;
  for (const Case& one : cases) {
    views.push_back(look(one, law, on));
    SightFacts(sight_of(views.back(), rules.data())).field(field_id(CoreField::debt));
  }
  const auto bare = [&] {
    bench::Fnv hash;
    for (const View& view : views) {
      const SightFacts facts(sight_of(view, rules.data()));
      hash.byte(static_cast<std::uint8_t>(evaluate(rules.data(), way, facts).low));
    }
    return hash.state;
  };
  const auto explained = [&] {
    bench::Fnv hash;
    for (const View& view : views) {
      const Sight& sight = sight_of(view, rules.data());
      hash.byte(static_cast<std::uint8_t>(evaluate(rules.data(), way, SightFacts(sight)).low));
      std::vector<Reading> readings;
      add_readings(sight, way, readings);
      if (readings.empty()) std::abort();
    }
    return hash.state;
  };
  bench::run({"one_case", "a table, with what it read", "ns/case",
              static_cast<double>(cases.size()), rounds},
             {{"arrears", explained}, {"arrears, the bare answer", bare}});
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  const std::size_t count = small ? 2'000 : 100'000;
  const LawPacks law;
  const auto compiled =
      compile(SourceSet::from_paths({ARREARS_SOURCE_DIR "/bench/tables/night.plan"}), law);
  if (!compiled.rulebook) {
    std::fputs(render(compiled.diagnostics, {}).c_str(), stderr);
    return 1;
  }
  const Rulebook& rules = *compiled.rulebook;
  const Moment due{opened_on + Days{5}, {}};
  const bench::Cases drawn = bench::make_cases(count);
  std::vector<Case> cases;
  std::vector<ByHand> by_hand(count);
  for (std::size_t i = 0; i < count; ++i) {
    cases.push_back(
        open(rules, law, std::to_string(i), drawn.amount_minor[i], drawn.days_past_due[i]));
    by_hand[i].debt_minor = drawn.amount_minor[i];
    by_hand[i].days_past_due = drawn.days_past_due[i] + 5;
  }

  const auto ours = [&] {
    bench::Fnv hash;
    for (const Case& before : cases) {
      const Decision decision = decide(rules, look(before, law, due.day), due);
      const Case after = evolve(before, decision, due, 3, 3);
      mix(hash, sent_of(decision), after.stack.back().state.front());
    }
    return hash.state;
  };
  const auto switched = [&] {
    bench::Fnv hash;
    for (const ByHand& before : by_hand) {
      ByHand after = before;
      const ByHand::Sent sent = after.step(5);
      mix(hash, sent, "fsd"[static_cast<std::size_t>(after.state)]);
    }
    return hash.state;
  };
  const bench::Race race{"one_case", "look, decide, evolve", "ns/case", static_cast<double>(count),
                         small ? 3 : 5};
  bench::run(race, {{"arrears", ours}, {"hand-written switch", switched}});
  with_explanation(rules, law, cases, due.day, small ? 3 : 5);
  return 0;
}
