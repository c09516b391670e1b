// The night: every case is due at once. Each gets a strategy, a state step, its debt as of the day,
// a changed row, an entry and an order; against raw SQLite statements that write rows of that size
// (A) and what the journal asks for besides (B).
#include "cases.hpp"
#include "harness.hpp"
#include "rivals/rivals.hpp"

#include <arrears/channel/recording.hpp>
#include <arrears/engine/engine.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/store/sqlite.hpp>

#include <cstring>
#include <filesystem>

#include <unistd.h>

namespace {

using namespace arrears;

const Date first_night{2024, 1, 1};
const Caller by{{"main"}, {"bench"}};

[[noreturn]] void stop(const std::string& message) {
  std::fprintf(stderr, "night: %s\n", message.c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) stop(result.error().message);
  return *std::move(result);
}

struct Host {
  RecordingChannel letter{"letter"}, email{"email"};
  Rulebook rulebook;

  Engine open(const std::string& path) {
    EngineParts parts;
    parts.store = sqlite::store(path);
    parts.rulebook = rulebook;
    parts.channels = {&letter, &email};
    parts.salt_seed = "bench";
    parts.batch = 10'000;
    return must(Engine::open(std::move(parts)));
  }
};

std::vector<Fact> openings(std::size_t count) {
  const bench::Cases cases = bench::make_cases(count);
  std::vector<Fact> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = std::to_string(i);
    Claim claim{.id = {id},
                .principal = {cases.amount_minor[i], Currency{"EUR"}},
                .due = first_night - Days{static_cast<std::int32_t>(cases.days_past_due[i])},
                .debtor = {"P" + id}};
    out.push_back(
        {{"open:" + id},
         first_night,
         CaseOpened{.case_id = {id}, .plan = "night", .creditor = {"own"}, .claims = {claim}}});
  }
  return out;
}

void copy_store(const std::string& from, const std::string& to) {
  for (const char* tail : {"", "-wal", "-shm", "-lock"}) {
    std::filesystem::remove(to + tail);
  }
  std::filesystem::copy_file(from, to);
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  const std::size_t count = small ? 1'000 : 100'000;
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("arrears-night-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const std::string made = folder / "made.db", used = folder / "used.db";

  Host host;
  const auto compiled =
      compile(SourceSet::from_paths({ARREARS_SOURCE_DIR "/bench/tables/night.plan"}), {});
  if (!compiled.rulebook) stop(render(compiled.diagnostics, {}));
  host.rulebook = *compiled.rulebook;
  const VirtualClock clock{Zone{}};
  {
    Engine engine = host.open(made);
    must(engine.open_day(by, clock.opening(first_night)));
    must(engine.submit(by, clock.opening(first_night), openings(count)));
    must(engine.run_day(by, clock.opening(first_night)));
    for (int day = 1; day < 5; ++day) {
      must(engine.open_day(by, clock.opening(first_night + Days{day})));
      must(engine.run_day(by, clock.opening(first_night + Days{day})));
    }
  }
  const Moment night = clock.opening(first_night + Days{5});
  const auto ours = [&] {
    Engine engine = host.open(used);
    must(engine.open_day(by, night));
    const DayReport report = must(engine.run_day(by, night));
    if (report.decided != count || report.ordered != count) stop("not every case was decided");
    return static_cast<std::uint64_t>(report.ordered);
  };
  const std::string raw = folder / "raw.db";
  const auto raw_rival = [&](bool journal) {
    return bench::Contestant{
        journal ? "raw SQLite, baseline B" : "raw SQLite, baseline A",
        [&raw, count, journal] {
          bench::raw_night(raw, count, 10'000, journal);
          return std::uint64_t{count};
        },
        [&raw, count, journal] { bench::make_raw_store(raw, count, journal); }};
  };
  const bench::Race race{"night", std::to_string(count) + " due", "ns/case",
                         static_cast<double>(count), small ? 1 : 3};
  bench::run(
      race,
      {{"arrears", ours, [&] { copy_store(made, used); }}, raw_rival(false), raw_rival(true)});
  std::filesystem::remove_all(folder);
  return 0;
}
