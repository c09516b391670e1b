#include <doctest/doctest.h>
#include <arrears/base/hash.hpp>

using namespace arrears;

// Published value: Python hashlib.blake2b(b"abc", digest_size=32).
TEST_CASE("blake2b-256 of abc is the published value") {
  CHECK(blake2b(as_bytes("abc")).hex() ==
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("a hash fed in pieces equals the hash of the whole") {
  Hasher hasher;
  hasher.feed(as_bytes("a"));
  hasher.feed(as_bytes("bc"));
  CHECK(hasher.finish() == blake2b(as_bytes("abc")));
}

TEST_CASE("hexadecimal there and back, and nothing else is read") {
  const Hash hash = blake2b(as_bytes("x"));
  CHECK(Hash::from_hex(hash.hex()).value() == hash);
  CHECK_FALSE(Hash::from_hex("00"));
  CHECK_FALSE(Hash::from_hex(std::string(64, 'g')));
}
