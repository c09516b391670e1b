// One case through the pure core: the view of a day, the decision, the case after it. What a host
// pays that asks for one case at a time, against a hand-written switch that does the same step.
#include "harness.hpp"

#include <arrears/decide/decide.hpp>
#include <arrears/language/compile.hpp>

#include <cstring>

namespace {

using namespace arrears;

const Date opened_on{2024, 1, 1};

// The step as a programmer writes it who needs one plan and no explanation.
struct ByHand {
  int state = 0;
  std::int64_t debt_minor = 0;
  int days_past_due = 0;
  std::uint64_t step(int days_in_state) {
    if (debt_minor == 0) return state = 2, 0u;
    if (days_in_state < 5) return 0;
    const bool email = debt_minor < 100'00 || days_past_due <= 90;
    ++state;
    return email ? 1 : 2;
  }
};

Case open() {
  Claim claim{.id = {"1"},
              .principal = {250'00, Currency{"EUR"}},
              .due = opened_on - Days{10},
              .debtor = {"P1"}};
  const Fact fact{
      {"open:1"},
      opened_on,
      CaseOpened{.case_id = {"1"}, .plan = "night", .creditor = {"own"}, .claims = {claim}}};
  return open_case(fact, Hash{}, Currency{"EUR"}, 1, {opened_on, {}});
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  const int count = small ? 2'000 : 200'000;
  const LawPacks law;
  const auto compiled =
      compile(SourceSet::from_paths({ARREARS_SOURCE_DIR "/bench/tables/night.plan"}), law);
  if (!compiled.rulebook) {
    std::fputs(render(compiled.diagnostics, {}).c_str(), stderr);
    return 1;
  }
  const Rulebook& rules = *compiled.rulebook;
  const Moment begin{opened_on, {}}, due{opened_on + Days{5}, {}};
  const Fact opened{{"open:1"}, opened_on, CaseOpened{.case_id = {"1"}, .plan = "night"}};
  Case value = open();
  value = evolve(value, decide(rules, look(value, law, opened_on), opened, begin), begin, 2, 2);

  const auto ours = [&] {
    std::uint64_t effects = 0;
    for (int i = 0; i < count; ++i) {
      const View view = look(value, law, due.day);
      const Decision decision = decide(rules, view, due);
      const Case after = evolve(value, decision, due, 3, 3);
      effects += decision.effects.size() + (after.stack.empty() ? 1 : 0);
    }
    return effects > 0 ? 1u : 0u;
  };
  const auto by_hand = [&] {
    std::uint64_t steps = 0;
    for (int i = 0; i < count; ++i) {
      ByHand one{0, 250'00 + i % 7, 15};
      steps += one.step(5);
    }
    return steps > 0 ? 1u : 0u;
  };
  const bench::Race race{"one_case", "look, decide, evolve", "ns/case", static_cast<double>(count),
                         small ? 3 : 5};
  bench::run(race, {{"arrears", ours}, {"hand-written switch", by_hand}});
  return 0;
}
