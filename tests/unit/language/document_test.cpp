// Rulebooks as pages of HTML: every line is there, and no text becomes markup.
#include <doctest/doctest.h>
#include <arrears/language/compile.hpp>
#include <arrears/language/document.hpp>
#include <arrears/packs/load.hpp>

using namespace arrears;

namespace {

Rulebook compiled(const SourceSet& sources) {
  const LawPacks law = law::load(ARREARS_SOURCE_DIR "/rules/law", {"CZ"}).value();
  const CompileOutcome outcome = compile(sources, law);
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

bool has(const std::string& page, const std::string& what) {
  return page.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a page has prose, headings, lines with their numbers, tables and comments") {
  const Rulebook rules =
      compiled(SourceSet::from_sources({{"a.plan", R"(plan a "Some <b>bold</b> title"
  > Pay & be happy.
  currency EUR
  starts in first
list way short, long   # two ways
table pick
  | debt     || way   |
  | > 50 EUR || short |
  | otherwise || long |
state first phase soft
  on payment if pick.way = short
    go to last
  after 30 days: go to last
state last final
)"}}));
  const std::string page = document(rules, {{{"a", "<svg>picture</svg>"}}});
  CHECK(has(page, "<title>Some &lt;b&gt;bold&lt;/b&gt; title</title>"));
  CHECK(has(page, rules.hash().hex()));
  CHECK(has(page, "<h1><span class=\"no\">1</span><b>plan</b> a &quot;Some "));
  CHECK(has(page, "<svg>picture</svg>"));
  CHECK(has(page, "<blockquote>Pay &amp; be happy.</blockquote>"));
  CHECK(has(page, "<span class=\"comment\"># two ways</span>"));
  CHECK(has(page, "<tr><th>debt</th><th class=\"out\">way</th></tr>"));
  CHECK(has(page, "<tr><td>&gt; 50 EUR</td><td class=\"out\">short</td></tr>"));
  CHECK(has(page, "<h2><span class=\"no\">10</span><b>state</b> first phase soft</h2>"));
  CHECK(has(page, "<p class=\"d2\"><span class=\"no\">12</span><b>go to</b> last</p>"));
  CHECK(has(page,
            "<p class=\"d1\"><span class=\"no\">13</span><b>after</b> 30 days: go to last</p>"));
  CHECK(document(rules) == document(rules));
  CHECK_FALSE(has(document(rules), "picture"));
}

TEST_CASE("every line of the rulebooks that ship is on their page") {
  for (const char* folder : {"/rules/plans/cz", "/rules/plans/en", "/rules/plans/reminders"}) {
    const SourceSet sources = SourceSet::from_directory(std::string(ARREARS_SOURCE_DIR) + folder);
    const std::string page = document(compiled(sources));
    for (const Source& source : sources.sources()) {
      if (!source.name.ends_with(".plan")) continue;
      std::size_t number = 0;
      for (std::size_t at = 0; at < source.text.size(); ++number) {
        const std::size_t end = std::min(source.text.find('\n', at), source.text.size());
        const std::string line = source.text.substr(at, end - at);
        at = end + 1;
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin == std::string::npos ||
            std::string("#>|").find(line[begin]) != std::string::npos) {
          continue;
        }
        INFO(source.name << ":" << number + 1);
        CHECK(has(page, "<span class=\"no\">" + std::to_string(number + 1) + "</span><b>"));
      }
    }
  }
}
