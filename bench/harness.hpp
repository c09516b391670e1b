// Timing of one kind of work done in several ways, in turn, in one run. A bench states its work,
// checks its result and prints a hash of it, so that nobody makes it faster by doing less.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace bench {

// One way of doing the work; the first contestant of a race is ours. Returns a hash of the result.
struct Contestant {
  std::string name;
  std::function<std::uint64_t()> work;
  std::function<void()> prepare = {};         // before each round, not timed
  std::function<std::uint64_t()> check = {};  // the hash instead, where making it takes long: after
                                              // each round, not timed
};

struct Race {
  std::string suite, title, unit;
  double items = 1;  // the value is seconds * 1e9 / items
  int rounds = 5;
};

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Prints a line of JSON for each contestant. The results have to agree where `same` says so.
inline void run(const Race& race, const std::vector<Contestant>& contestants, bool same = true) {
  std::vector<std::vector<double>> seconds(contestants.size());
  std::vector<std::uint64_t> checks(contestants.size());
  for (int round = 0; round < race.rounds; ++round) {
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      if (contestants[i].prepare) contestants[i].prepare();
      const auto before = std::chrono::steady_clock::now();
      checks[i] = contestants[i].work();
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
      seconds[i].push_back(took.count());
      if (contestants[i].check) checks[i] = contestants[i].check();
    }
  }
  const double ours = median(seconds[0]);
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    const double own = median(seconds[i]);
    const auto [low, high] = std::minmax_element(seconds[i].begin(), seconds[i].end());
    std::printf(
        "{\"suite\":\"%s\",\"case\":\"%s\",\"rival\":\"%s\",\"value\":%.3f,\"unit\":\"%s\","
        "\"ratio\":%.3f,\"rounds\":%d,\"spread\":%.3f,\"check\":\"%016llx\"}\n",
        race.suite.c_str(), race.title.c_str(), contestants[i].name.c_str(), own * 1e9 / race.items,
        race.unit.c_str(), ours / own, race.rounds, (*high - *low) / own,
        static_cast<unsigned long long>(checks[i]));
    if (same && checks[i] != checks[0]) {
      std::fprintf(stderr, "%s: %s gives another result\n", race.title.c_str(),
                   contestants[i].name.c_str());
      std::exit(1);
    }
  }
}

// FNV-1a with the start value of the workload's definition.
struct Fnv {
  std::uint64_t state = 1469598103934665603ull;
  void byte(std::uint8_t value) { state = (state ^ value) * 1099511628211ull; }
};

}  // namespace bench
