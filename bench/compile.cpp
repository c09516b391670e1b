// From text to a rulebook that runs: parse, check, prove, compile. There is no rival; the bounds of
// the design are 50 ms for 60 rows and 2 s for 3 000.
#include "harness.hpp"
#include "large_table.hpp"

#include <arrears/language/compile.hpp>

#include <cstring>
#include <fstream>
#include <iterator>

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  std::ifstream file(ARREARS_SOURCE_DIR "/bench/tables/strategy.plan");
  const std::string sixty{std::istreambuf_iterator<char>(file), {}};
  const auto compiled = [](const std::string& text) {
    const auto outcome = arrears::compile(arrears::SourceSet::from_sources({{"t.plan", text}}), {});
    if (!outcome.rulebook) {
      std::fputs(arrears::render(outcome.diagnostics, {}).c_str(), stderr);
      std::exit(1);
    }
    bench::Fnv hash;
    for (const std::uint8_t byte : outcome.rulebook->hash().bytes) hash.byte(byte);
    return hash.state;
  };
  const int rounds = small ? 1 : 9;
  bench::run({"compile", "60 rows", "ns/row", 60, rounds},
             {{"arrears", [&] { return compiled(sixty); }}});
  const std::string large = bench::large_table();
  bench::run({"compile", "2 881 rows", "ns/row", 2881, rounds},
             {{"arrears", [&] { return compiled(large); }}});
  return 0;
}
