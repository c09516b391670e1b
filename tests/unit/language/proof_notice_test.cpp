// The notice before a suit: on every path it has been sent, and long enough ago.
#include <doctest/doctest.h>
#include <arrears/language/compile.hpp>
#include <arrears/packs/load.hpp>
#include <language/proof/notice_proof.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

using namespace arrears;
using namespace arrears::language;

namespace {

const LawPacks& czech() {
  static const LawPacks packs = *law::load(law::bundled_path(), {"CZ"});
  return packs;
}

// What P0415 says of these states, without the code: § 142a asks for seven days.
std::vector<std::string> warnings(const std::string& states) {
  const std::string page = R"(# language: en
plan p "P"
  law CZ
  currency CZK
  starts in reminded
  accept unverified CZ.due_date_shift by "Jana" on 1 September 2026

channel letter reports delivery, failure
channel email
message "reminder" reminder
message "notice" demand by law pre_action_demand
list team office
list recipient lawyer

)" + states + R"(
state handed final
  on entry: hand over to lawyer "all"
state closed final
)";
  const CompileOutcome outcome = compile(SourceSet::from_sources({{"p.plan", page}}), czech());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  std::vector<std::string> out;
  for (const Diagnostic& one : outcome.diagnostics) {
    if (one.code == "P0415") out.push_back(one.message);
  }
  return out;
}

// One state that sends the notice, with the lines that follow.
std::vector<std::string> after_notice(const std::string& lines) {
  return warnings(
      "state reminded\n  on entry: send email \"reminder\"\n  after 20 days: go to demanded\n"
      "state demanded\n  on entry: send letter \"notice\"\n  after 90 days: go to closed\n" +
      lines);
}

using Said = std::vector<std::string>;
const Said none{};

Said without(const std::string& path) {
  return {"the case may be handed over without \"notice\" having been sent: " + path};
}
Said after(int days, const std::string& path) {
  return {"the case may be handed over only " + std::to_string(days) +
          " days after \"notice\" was sent: " + path};
}

}  // namespace

TEST_CASE("hand-overs that the notice goes before are let be") {
  CHECK(after_notice("  after 7 days from sent \"notice\": go to handed\n") == none);
  CHECK(after_notice("  after 10 days from delivered \"notice\": go to handed\n") == none);
  CHECK(after_notice("  after 7 business days from sent \"notice\": go to handed\n") == none);
  CHECK(after_notice("  on sent \"notice\": go to waiting\n"
                     "state waiting\n  after 7 days: go to handed\n") == none);
  CHECK(after_notice("  on delivered \"notice\": go to waiting\n"
                     "state waiting\n  after 1 month: go to handed\n") == none);
  CHECK(after_notice("  after 3 days from sent \"notice\": go to waiting\n"
                     "state waiting\n  after 4 days: go to handed\n") == none);
  CHECK(after_notice("  after 10 days if sent \"notice\": go to waiting\n"
                     "state waiting\n  on day 7: go to handed\n  after 60 days: go to closed\n") ==
        none);
}

TEST_CASE(
    "paths on which the notice is missing or too young are found, with the states they lead "
    "through") {
  const std::string straight = "reminded, demanded, handed";
  CHECK(after_notice("  after 30 days: go to handed\n") == without(straight));
  CHECK(after_notice("  after 6 days from sent \"notice\": go to handed\n") == after(6, straight));
  CHECK(after_notice("  on sent \"notice\": go to handed\n") == after(0, straight));
  CHECK(after_notice("  on undelivered \"notice\": go to handed\n") == after(0, straight));
  CHECK(after_notice("  on not sent \"notice\": go to handed\n") == without(straight));
  CHECK(after_notice("  on dispute: go to handed\n") == without(straight));
  CHECK(after_notice("  whenever debt > 5 000 CZK: go to handed\n") == without(straight));
  CHECK(after_notice("  whenever debt > 5 000 CZK and sent \"notice\": go to handed\n") ==
        after(0, straight));
  CHECK(after_notice("  after 10 days if sent \"notice\" or debt > 5 000 CZK: go to handed\n") ==
        without(straight));
  CHECK(after_notice("  after 3 days from sent \"notice\": go to waiting\n"
                     "state waiting\n  after 3 days: go to handed\n") ==
        after(6, "reminded, demanded, waiting, handed"));
  // One path is enough, the worst is told.
  CHECK(after_notice("  after 14 days from sent \"notice\": go to handed\n"
                     "  on dispute_resolved: go to handed\n") == without(straight));
  // Round and round: the second time the notice is old, the first time it is not there.
  CHECK(after_notice("  after 14 days from sent \"notice\": go to waiting\n"
                     "  on promise: go to waiting\n"
                     "state waiting\n  after 20 days: go to demanded\n"
                     "  on promise_broken: go to handed\n") ==
        without("reminded, demanded, waiting, handed"));
  // `everywhere` runs in the first state already; a hand-over of its own counts like any.
  CHECK(after_notice("  after 14 days from sent \"notice\": go to handed\n"
                     "everywhere except closed, handed\n"
                     "  on dispute: hand over to lawyer \"to the court\"\n") ==
        without("reminded"));
  // Delayed and asked steps are steps.
  CHECK(after_notice("  on sent \"notice\": in 6 days hand over to lawyer \"all\"\n") ==
        after(6, "reminded, demanded"));
  CHECK(after_notice("  on sent \"notice\": in 7 days hand over to lawyer \"all\"\n") == none);
  CHECK(after_notice("  on dispute: confirm for office hand over to lawyer \"all\"\n") ==
        without("reminded, demanded"));
}

TEST_CASE("plans without such a notice are not asked for it, nor is an insolvency") {
  CHECK(after_notice("  on insolvency: go to handed\n") == none);
  CHECK(warnings("state reminded\n  on entry: send email \"reminder\"\n"
                 "  after 20 days: go to handed\n") == none);
}

// Against walking all paths of small plans that have no names for what they do.
TEST_CASE("the least time that is proved is the least over all paths") {
  std::mt19937_64 random(3);
  const auto pick = [&random](std::uint64_t n) { return random() % n; };
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    RulebookData rules;
    rules.messages.resize(1);
    Plan plan;
    const std::uint32_t count = 2 + static_cast<std::uint32_t>(pick(4));
    plan.states.resize(count);
    for (State& state : plan.states) {
      for (std::uint64_t lines = pick(4); lines > 0; --lines) {
        Trigger& line = state.triggers.emplace_back();
        const Head::What heads[] = {Head::What::after, Head::What::after_sent, Head::What::on_sent,
                                    Head::What::on_event};
        line.head.what = heads[pick(4)];
        line.head.message = line.head.what == Head::What::on_event ? none_index : 0;
        line.head.duration.fixed = {Duration::Unit::days, static_cast<std::int32_t>(pick(5))};
        Step& step = line.steps.emplace_back();
        step.action = pick(4) == 0 ? ActionKind::hand_over : ActionKind::go_to;
        step.state = static_cast<std::uint32_t>(pick(count));
      }
    }
    // By state and line: the least of the first eight moves of every case.
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> least;
    const std::function<void(std::uint32_t, int, int)> walk = [&](std::uint32_t at, int since,
                                                                  int moves) {
      for (std::uint32_t i = 0; i < plan.states[at].triggers.size(); ++i) {
        const Trigger& line = plan.states[at].triggers[i];
        const int days = line.head.duration.fixed.count;
        int then = since;
        if (line.head.what == Head::What::after && since >= 0) then = since + days;
        if (line.head.what == Head::What::after_sent) then = std::max(since, days);
        if (line.head.what == Head::What::on_sent) then = std::max(since, 0);
        const Step& step = line.steps[0];
        if (step.action == ActionKind::hand_over) {
          const auto known = least.try_emplace({at, i}, then).first;
          known->second = std::min(known->second, then);
        } else if (moves > 0) {
          walk(step.state, then, moves - 1);
        }
      }
    };
    walk(0, -1, 6);
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> proved;
    for (const EarlyHandOver& one : early_hand_overs(rules, plan, {0}, 1'000)) {
      proved[{one.state, one.trigger}] = one.days.value_or(-1);
      CHECK(one.path.front() == 0);
      CHECK(one.path.back() == one.state);
    }
    CHECK(proved == least);
  }
}
