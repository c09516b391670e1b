#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>

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
