// Work on independent items by several threads. Every item writes only its own slot, so results do
// not depend on how many threads there are.
#ifndef ARREARS_SRC_ENGINE_WORKERS_HPP
#define ARREARS_SRC_ENGINE_WORKERS_HPP

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace arrears::engine {

// Calls work(i) for every i below count. Below a few items per thread the start of a thread costs
// more than it saves.
template <class Work>
void parallel_for(int workers, std::size_t count, const Work& work) {
  constexpr std::size_t worth_a_thread = 16;
  const std::size_t wanted = workers < 1 ? 1 : static_cast<std::size_t>(workers);
  const std::size_t threads = wanted < count / worth_a_thread ? wanted : count / worth_a_thread;
  if (threads < 2) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
  };
  std::vector<std::thread> started;
  for (std::size_t t = 1; t < threads; ++t) started.emplace_back(run);
  run();
  for (std::thread& thread : started) thread.join();
}

}  // namespace arrears::engine

#endif
