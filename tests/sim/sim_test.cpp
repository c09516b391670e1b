#include "world.hpp"

#include <doctest/doctest.h>

using namespace sim;

namespace {

std::string seen(const Outcome& outcome) {
  std::string out;
  for (const Provider& provider : outcome.providers) {
    for (const Message& message : provider.visible) {
      out += provider.id + " " + message.key.value + " " + message.instant.text() + " " +
             message.recipient + "\n" + message.body + "\n";
    }
  }
  return out;
}

std::string all(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& one : lines) out += one + "\n";
  return out;
}

// The first line in which two exports differ: a diff of whole exports helps nobody.
std::string first_difference(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  if (at == a.size() && at == b.size()) return {};
  const auto around = [at](const std::string& text) {
    const std::size_t from = at < 200 ? 0 : at - 200;
    return text.substr(from, 400);
  };
  return "\n" + around(a) + "\n--- against ---\n" + around(b);
}

}  // namespace

TEST_CASE("a world without accidents satisfies the auditor") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    Settings settings;
    settings.seed = seed;
    settings.persons = 20;
    settings.days = 75;
    const Outcome outcome = live(settings);
    CHECK(all(outcome.complaints) == "");
    CHECK(seen(outcome).size() > 1'000);
  }
}

TEST_CASE("the wake index and looking at every case every day give the same journals") {
  for (const std::uint64_t seed : {11u, 12u, 13u, 14u}) {
    Settings settings;
    settings.seed = seed;
    settings.days = 75;
    const Outcome index = live(settings);
    settings.look_at_every_case = true;
    const Outcome every = live(settings);
    CHECK(first_difference(index.exported, every.exported) == "");
    CHECK(seen(index) == seen(every));
  }
}

TEST_CASE("results depend neither on workers nor on the size of batches") {
  Settings settings;
  settings.seed = 21;
  settings.persons = 30;
  const Outcome one = live(settings);
  for (const int workers : {2, 7}) {
    settings.workers = workers;
    CHECK(first_difference(one.exported, live(settings).exported) == "");
  }
  for (const std::size_t batch : {std::size_t{1}, std::size_t{3}, std::size_t{50}}) {
    settings.batch = batch;
    const Outcome small = live(settings);
    CHECK(first_difference(one.exported, small.exported) == "");
    CHECK(seen(one) == seen(small));
  }
}

TEST_CASE("dying between any two calls and running again changes nothing") {
  Settings settings;
  settings.seed = 31;
  settings.persons = 5;
  settings.days = 30;
  settings.batch = 3;
  const Outcome whole = live(settings);
  REQUIRE(whole.calls > 300);
  Random random(7);
  for (int i = 0; i < 150; ++i) {
    settings.dies_at = 1 + random.below(whole.calls);
    settings.dies_after = random.chance(50);
    const Outcome broken = live(settings);
    INFO("dies at call ", settings.dies_at, settings.dies_after ? " after it" : " before it");
    CHECK(broken.lives == 2);
    CHECK(first_difference(whole.exported, broken.exported) == "");
    CHECK(seen(whole) == seen(broken));
    if (!broken.complaints.empty()) CHECK(all(broken.complaints) == "");
  }
}

TEST_CASE("an unkeyed channel sends again only what its message's rule allows") {
  Settings settings;
  settings.seed = 41;
  settings.persons = 5;
  settings.days = 30;
  settings.keyed = false;
  const Outcome whole = live(settings);
  Random random(9);
  for (int i = 0; i < 80; ++i) {
    settings.dies_at = 1 + random.below(whole.calls);
    settings.dies_after = true;
    const Outcome broken = live(settings);
    std::map<std::string, int> times;
    for (const Provider& provider : broken.providers) {
      for (const Message& message : provider.visible) {
        const int seen_times = ++times[message.key.value];
        const bool notice = message.kind >= MessageKind::demand;
        CHECK(seen_times <= (notice && !provider.keyed ? 2 : 1));
      }
    }
    for (const std::string& one : broken.complaints) {
      CHECK(one.find("verify:") == std::string::npos);
    }
  }
}
