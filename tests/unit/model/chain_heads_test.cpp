#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>

#include <cstdio>
#include <fstream>

using namespace arrears;

namespace {

ChainHeads sample() {
  ChainHeads heads;
  heads.heads = {{{{"main"}, 0}, 12, blake2b(as_bytes("a"))},
                 {{{"dru\"há"}, 4'294'967'295u}, 18'446'744'073'709'551'615u, Hash{}}};
  return heads;
}

}  // namespace

TEST_CASE("heads there and back") {
  const Result<ChainHeads> back = ChainHeads::parse(sample().text());
  REQUIRE(back);
  CHECK(back->heads == sample().heads);
  CHECK(ChainHeads::parse(ChainHeads{}.text())->heads.empty());
}

TEST_CASE("a file that holds no heads is refused and says why") {
  const std::string good = sample().text();
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[1]"), good.substr(0, good.size() / 2),
        std::string(R"({"format":"arrears-heads-2","heads":[]})"),
        std::string(R"({"format":"arrears-heads-1"})"),
        std::string(R"({"format":"arrears-heads-1","heads":[{}]})"),
        std::string(R"({"format":"arrears-heads-1","heads":[{"tenant":"m","shard":-1,)"
                    R"("position":1,"head":""}]})"),
        std::string("\0\1\2", 3)}) {
    const Result<ChainHeads> heads = ChainHeads::parse(text);
    REQUIRE_FALSE(heads);
    CHECK(heads.error().code == ErrorCode::wrong_format);
  }
}

TEST_CASE("heads are read from a file") {
  const std::string path = "chain_heads_test.json";
  std::ofstream(path) << sample().text();
  CHECK(ChainHeads::read(path)->heads == sample().heads);
  std::remove(path.c_str());
  const Result<ChainHeads> missing = ChainHeads::read(path);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::io);
  CHECK(missing.error().message.find(path) != std::string::npos);
  CHECK(ChainHeads::read("/").error().code == ErrorCode::io);
}
