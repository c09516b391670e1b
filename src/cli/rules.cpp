// Commands of rule authors: check, test, fmt, translate.
#include <cli/command.hpp>

#include <fmt/format.h>
#include <arrears/engine/rule_test.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/store/memory.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include <unistd.h>

namespace arrears::cli {

namespace {

std::size_t count(const std::vector<Diagnostic>& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [&](const Diagnostic& d) { return d.severity == severity; }));
}

namespace fs = std::filesystem;

bool holds(const fs::path& folder, const char* extension) {
  std::error_code failed;
  for (auto at = fs::directory_iterator(folder, failed); !failed && at != fs::directory_iterator();
       at.increment(failed)) {
    if (at->path().extension() == extension) return true;
  }
  return false;
}

// A folder of a law pack, or one of such folders, in order of name; nothing for rules.
std::vector<std::string> packs_at(const std::string& path) {
  const auto is_pack = [](const fs::path& folder) {
    return holds(folder, ".csv") && !holds(folder, ".plan");
  };
  if (is_pack(path)) return {path};
  std::vector<std::string> out;
  std::error_code failed;
  if (holds(path, ".plan")) return out;
  for (auto at = fs::directory_iterator(path, failed); !failed && at != fs::directory_iterator();
       at.increment(failed)) {
    if (is_pack(at->path())) out.push_back(at->path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

int check(const std::vector<std::string>& paths, const Shared& shared) {
  std::vector<std::string> rules;
  std::vector<Diagnostic> diagnostics;
  for (const std::string& path : paths) {
    const std::vector<std::string> packs = packs_at(path);
    if (packs.empty()) rules.push_back(path);
    for (const std::string& pack : packs) {
      for (Diagnostic& one : law::check(pack)) diagnostics.push_back(std::move(one));
    }
  }
  if (!rules.empty()) {
    const Result<LawPacks> law = load_law(shared);
    if (!law) return fail(law.error());
    const SourceSet set = SourceSet::from_paths(rules, shared.messages);
    for (Diagnostic& one : compile(set, *law, shared.messages).diagnostics) {
      diagnostics.push_back(std::move(one));
    }
  }
  if (shared.json) {
    std::cout << render_json(diagnostics) << '\n';
  } else {
    std::cout << render(diagnostics, {.language = shared.messages, .color = isatty(1) == 1});
    std::cout << fmt::format("{} errors, {} warnings\n", count(diagnostics, Severity::error),
                             count(diagnostics, Severity::warning));
  }
  return count(diagnostics, Severity::error) == 0 ? fine : no;
}

Json to_json(const RuleTestResult& result) {
  Json failures = Json::array();
  for (const auto& failure : result.failures) {
    failures.push_back(
        {{"line", failure.line}, {"expected", failure.expected}, {"found", failure.found}});
  }
  return {{"file", result.file},   {"line", result.line},
          {"test", result.name},   {"passed", result.passed},
          {"cases", result.cases}, {"counterexample", result.counterexample},
          {"failures", failures},  {"history", result.history}};
}

void print(const RuleTestResult& result) {
  std::cout << fmt::format("{} {}:{} {}", result.passed ? "ok    " : "FAILED", result.file,
                           result.line, result.name);
  if (result.cases > 1) std::cout << fmt::format(" ({} cases)", result.cases);
  std::cout << '\n';
  if (!result.counterexample.empty()) {
    std::cout << fmt::format("       with {}\n", result.counterexample);
  }
  for (const auto& failure : result.failures) {
    std::cout << fmt::format("       {}:{}: expected {}; {}\n", result.file, failure.line,
                             failure.expected, failure.found);
  }
  for (const std::string& line : result.history) std::cout << "         " << line << '\n';
}

const char* word_for(RulePart::What what) {
  return what == RulePart::What::state ? "state" : what == RulePart::What::line ? "line" : "row";
}

Json to_json(const RulePart& part) {
  return {{"what", word_for(part.what)},
          {"file", part.file},
          {"line", part.line},
          {"text", part.text},
          {"reached", part.reached}};
}

void print(const std::vector<RulePart>& parts) {
  std::map<RulePart::What, std::pair<std::size_t, std::size_t>> counts;  // reached, of
  for (const RulePart& part : parts) {
    auto& [reached, of] = counts[part.what];
    reached += part.reached ? 1 : 0;
    ++of;
    if (part.reached) continue;
    std::cout << fmt::format("not reached {}:{} {}\n", part.file, part.line, part.text);
  }
  std::string out;
  for (const auto& [what, count] : counts) {
    out += fmt::format("{}{} of {} {}s", out.empty() ? "" : ", ", count.first, count.second,
                       word_for(what));
  }
  std::cout << fmt::format("reached by tests: {}\n", out.empty() ? "nothing to reach" : out);
}

struct TestCommand {
  std::vector<std::string> paths{};
  std::uint32_t cases = RuleTestOptions{}.cases;
  bool coverage = false;
};

int test(const TestCommand& asked, const Shared& shared) {
  const Result<LawPacks> law = load_law(shared);
  if (!law) return fail(law.error());
  const Result<Zone> zone = load_zone(shared);
  if (!zone) return fail(zone.error());
  std::size_t passed = 0, failed = 0;
  Json all = Json::array(), parts = Json::array();
  // Each path is a rulebook of its own, as it would be for `run`.
  for (const std::string& path : asked.paths) {
    const Result<Rulebook> rules = load_rules({path}, *law, shared.messages);
    if (!rules) return fail(rules.error());
    std::vector<RulePart> coverage;
    RuleTestOptions options;
    options.cases = asked.cases;
    if (asked.coverage) options.coverage = &coverage;
    for (const RuleTestResult& result : run_rule_tests(
             *rules, *law, *zone, [] { return memory::store(); }, options)) {
      ++(result.passed ? passed : failed);
      if (shared.json)
        all.push_back(to_json(result));
      else
        print(result);
    }
    if (asked.coverage && !shared.json) print(coverage);
    for (const RulePart& part : coverage) parts.push_back(to_json(part));
  }
  if (shared.json && asked.coverage) all = Json{{"tests", all}, {"parts", parts}};
  if (shared.json)
    std::cout << all.dump() << '\n';
  else
    std::cout << fmt::format("{} passed, {} failed\n", passed, failed);
  return failed == 0 ? fine : no;
}

int format_files(const std::vector<std::string>& paths, bool only_check,
                 const std::string& messages) {
  const SourceSet set = SourceSet::from_paths(paths, messages);
  std::vector<Diagnostic> diagnostics = set.problems();
  bool changed = false;
  for (const Source& source : set.sources()) {
    if (!source.name.ends_with(".plan")) continue;
    const FormatOutcome outcome = format(source, messages);
    diagnostics.insert(diagnostics.end(), outcome.diagnostics.begin(), outcome.diagnostics.end());
    if (outcome.text == source.text) continue;
    changed = true;
    std::cout << source.name << '\n';
    if (only_check) continue;
    if (const auto written = rewrite_file(source.name, outcome.text); !written) {
      return fail(written.error());
    }
  }
  std::cerr << render(diagnostics, {.language = messages, .color = isatty(2) == 1});
  if (count(diagnostics, Severity::error) > 0) return no;
  return only_check && changed ? no : fine;
}

// One file goes to the screen; into a folder go as many as there are, by their own names.
int translate_files(const std::vector<std::string>& paths, const std::string& to,
                    const std::string& into, const std::string& messages) {
  const SourceSet set = SourceSet::from_paths(paths, messages);
  std::vector<Diagnostic> diagnostics = set.problems();
  std::map<std::string, std::string> out;
  for (const Source& source : set.sources()) {
    if (!source.name.ends_with(".plan")) continue;
    const FormatOutcome outcome = translate(source, to, messages);
    diagnostics.insert(diagnostics.end(), outcome.diagnostics.begin(), outcome.diagnostics.end());
    const std::string name =
        into.empty() ? source.name : (fs::path(into) / fs::path(source.name).filename()).string();
    if (!out.emplace(name, outcome.text).second) return fail("two files are called " + name);
  }
  std::cerr << render(diagnostics, {.language = messages, .color = isatty(2) == 1});
  if (count(diagnostics, Severity::error) > 0) return no;
  if (into.empty() && out.size() > 1) return fail("several files need --into FOLDER");
  for (const auto& [name, text] : out) {
    if (into.empty()) {
      std::cout << text;
      continue;
    }
    std::error_code failed;
    if (fs::exists(name, failed)) return fail(name + " is there already");
    fs::create_directories(into, failed);
    if (const auto written = write_new_file(name, text); !written) return fail(written.error());
  }
  return fine;
}

}  // namespace

void add_check(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("check", "parse, bind and prove rule files");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("PATH", *paths, "files and folders of one rulebook")->required();
  add_law_option(*command, shared);
  add_json_option(*command, shared);
  add_messages_option(*command, shared);
  command->footer("Example: arrears check rules/plans/cz");
  command->callback([paths, &shared] { shared.exit_code = check(*paths, shared); });
}

void add_test(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("test", "run the tests in rule files");
  auto asked = std::make_shared<TestCommand>();
  command->add_option("PATH", asked->paths, "rulebooks, each a file or a folder")->required();
  command->add_flag("--coverage", asked->coverage, "what of each rulebook no test reaches");
  command->add_option("--cases", asked->cases, "of each test that leaves values open")
      ->check(CLI::Range(1U, 100'000U))
      ->capture_default_str();
  add_law_option(*command, shared);
  add_json_option(*command, shared);
  add_messages_option(*command, shared);
  command->add_option("--zone", shared.zone, "time zone of the tenant")->capture_default_str();
  command->footer("Example: arrears test rules/plans/cz rules/plans/en");
  command->callback([asked, &shared] { shared.exit_code = test(*asked, shared); });
}

void add_fmt(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("fmt", "write rule files in their plain form");
  auto paths = std::make_shared<std::vector<std::string>>();
  auto only_check = std::make_shared<bool>(false);
  command->add_option("PATH", *paths, "files and folders")->required();
  command->add_flag("--check", *only_check, "change nothing; exit 1 if a file would change");
  add_messages_option(*command, shared);
  command->footer("Example: arrears fmt --check rules");
  command->callback([paths, only_check, &shared] {
    shared.exit_code = format_files(*paths, *only_check, shared.messages);
  });
}

void add_translate(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("translate", "write rule files in another language");
  auto paths = std::make_shared<std::vector<std::string>>();
  auto to = std::make_shared<std::string>();
  auto into = std::make_shared<std::string>();
  command->add_option("FILE", *paths, "files, and folders of them")->required();
  command->add_option("--to", *to, "the language: cs, en, pl, sk")->required();
  command->add_option("--into", *into, "folder for the files; one file alone is printed");
  add_messages_option(*command, shared);
  command->footer("Example: arrears translate --to en rules/plans/cz/firemni_faktury.plan");
  command->callback([paths, to, into, &shared] {
    shared.exit_code = translate_files(*paths, *to, *into, shared.messages);
  });
}

}  // namespace arrears::cli
