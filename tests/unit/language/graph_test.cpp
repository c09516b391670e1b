// Diagrams of plans: which arrows there are, what they say, and that no text breaks out of its
// place.
#include <doctest/doctest.h>
#include <arrears/language/compile.hpp>
#include <arrears/language/graph.hpp>

using namespace arrears;

namespace {

Rulebook compiled(const std::vector<Source>& sources) {
  const CompileOutcome outcome = compile(SourceSet::from_sources(sources), {});
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

const char* const sample = R"(plan sample "A sample; with \ and #"
  currency EUR
  starts in first
channel letter
message "a;<#" reminder
everywhere except last
  on insolvency: go to last
state first phase soft
  on entry: send letter "a;<#"
  on dispute: go to aside
  on sent "a;<#": go to last
  after 3 days: go to last if debt > 9 EUR
  after 90 days: go to aside
state aside
  on dispute_resolved: go back
  after 90 days: go to last
state last final
)";

std::string drawn(GraphFormat format) {
  return graph(compiled({{"a.plan", sample}}), "", format).value();
}

}  // namespace

TEST_CASE("a diagram in dot: states, lines on their arrows, the way back, everywhere") {
  CHECK(drawn(GraphFormat::dot) == R"dot(digraph "sample" {
  label="A sample; with \\ and #"
  labelloc=t
  rankdir=TB
  fontname="sans-serif"
  node [shape=box style=rounded fontname="sans-serif" fontsize=11]
  edge [fontname="sans-serif" fontsize=9]
  start [shape=point]
  everywhere [shape=note style="" label="* \\ last"]
  s0 [label="first\n(soft)"]
  s1 [label="aside\n↩ on dispute_resolved" style="rounded,dashed"]
  s2 [label="last" peripheries=2]
  start -> s0
  everywhere -> s2 [label="on insolvency\l" style=dotted]
  s0 -> s1 [label="on dispute\lafter 90 days\l"]
  s0 -> s2 [label="on sent \"a;<#\"\lafter 3 days: go to last if debt\l> 9 EUR\l"]
  s1 -> s2 [label="after 90 days\l"]
}
)dot");
}

TEST_CASE("a diagram in mermaid: what would end a label there is spelt by its code") {
  CHECK(drawn(GraphFormat::mermaid) == R"text(stateDiagram-v2
  state "* \ last" as everywhere
  state "first<br>(soft)" as s0
  state "aside<br>↩ on dispute_resolved" as s1
  state "last" as s2
  [*] --> s0
  everywhere --> s2: on insolvency
  s0 --> s1: on dispute<br>after 90 days
  s0 --> s2: on sent #quot;a#59;#lt;#35;#quot;<br>after 3 days#58; go to last if debt #gt; 9 EUR
  s1 --> s2: after 90 days
  s2 --> [*]
)text");
}

TEST_CASE("of several plans one has to be named") {
  const std::string one = "plan one\n  currency EUR\n  starts in s\nstate s final\n";
  const std::string two = "plan two\n  currency EUR\n  starts in s\nstate s final\n";
  const Rulebook both = compiled({{"one.plan", one}, {"two.plan", two}});
  CHECK(graph(both, "two", GraphFormat::dot).value().find("digraph \"two\"") == 0);
  const auto unsaid = graph(both, "", GraphFormat::dot);
  REQUIRE_FALSE(unsaid);
  CHECK(unsaid.error().code == ErrorCode::not_found);
  CHECK(unsaid.error().message == "say which plan: the rulebook has one, two");
  CHECK(graph(both, "three", GraphFormat::dot).error().message ==
        "there is no plan three: the rulebook has one, two");
}
