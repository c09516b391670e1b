#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>

#include <cstdio>
#include <fstream>

using namespace arrears;

TEST_CASE("heads are read from a file") {
  const std::string path = "read_chain_heads_test.json";
  ChainHeads sample;
  sample.heads = {{{{"main"}, 0}, 12, blake2b(as_bytes("a"))}};
  std::ofstream(path) << sample.text();
  CHECK(ChainHeads::read(path)->heads == sample.heads);
  std::remove(path.c_str());
  const Result<ChainHeads> missing = ChainHeads::read(path);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::io);
  CHECK(missing.error().message.find(path) != std::string::npos);
  CHECK(ChainHeads::read("/").error().code == ErrorCode::io);
}
