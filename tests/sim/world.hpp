// A small world around an engine: people who pay, promise and dispute, providers who lose, delay
// and duplicate, and a machine that can die between any two calls.
#ifndef ARREARS_TESTS_SIM_WORLD_HPP
#define ARREARS_TESTS_SIM_WORLD_HPP

#include <arrears/engine/engine.hpp>
#include <arrears/spi/forwarding_store.hpp>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sim {

using namespace arrears;

// Numbers that look random and depend on nothing but their seed.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // 0 to below - 1.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool chance(std::uint64_t percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

// The machine. It dies at the n-th call, either before the call takes effect or after it; from
// then on every call fails, as it would for a process that is gone. Channels call it from threads
// of their own.
struct Machine {
  std::atomic<std::uint64_t> calls = 0;
  std::uint64_t dies_at = 0;  // 0 = never
  bool after = false;         // the last call took effect
  std::atomic<bool> dead = false;
  // True when the call may take effect.
  bool before_call();
  // True when its answer reaches the engine.
  bool after_call();
};

// What providers received. It outlives the machine.
struct Provider {
  std::string id;
  bool keyed = true;
  Receipt receipts = Receipt::none;
  std::vector<Message> visible;         // as people get them
  std::map<std::string, int> attempts;  // by key
};

// What one world is made of.
struct Portfolio {
  std::map<Date, std::vector<Fact>> facts;
  std::map<CaseId, std::int64_t> paid;  // the auditor's own book, minor units
  Date first, last;
};
Portfolio make_portfolio(std::uint64_t seed, int persons, int days);

struct Settings {
  std::uint64_t seed = 1;
  int persons = 8;
  int days = 45;
  int workers = 1;
  std::size_t batch = 1'000;
  bool look_at_every_case = false;
  bool keyed = true;
  std::uint64_t dies_at = 0;
  bool dies_after = false;
};

struct Outcome {
  std::string exported;  // JSON lines
  std::vector<Provider> providers;
  std::uint64_t calls = 0;  // of store and channels, all lives together
  int lives = 1;
  std::vector<std::string> complaints;  // of the auditor; empty when all is well
};
Outcome live(const Settings& settings);

// The rulebook and law of the world, compiled once.
const Rulebook& rules();
const LawPacks& law();
const Zone& zone();

// What the auditor finds wrong, with its own bookkeeping.
void audit(Engine& engine, const Portfolio& portfolio, const std::vector<Provider>& providers,
           const Settings& settings, std::vector<std::string>& complaints);

}  // namespace sim

#endif
