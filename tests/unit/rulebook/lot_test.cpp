#include <rulebook/lot.hpp>

#include <doctest/doctest.h>

using namespace arrears;

namespace {

FieldDecl field(const std::string& name, std::vector<std::int32_t> shares) {
  FieldDecl out;
  out.name = name;
  out.shares = std::move(shares);
  return out;
}

std::vector<int> drawn(const FieldDecl& of, int subjects) {
  std::vector<int> out(of.shares.size());
  for (int i = 0; i < subjects; ++i) ++out[lot_of(of, "P-" + std::to_string(i))];
  return out;
}

}  // namespace

TEST_CASE("lots fall by their shares, and the same for the same subject") {
  const std::vector<int> out = drawn(field("approach", {700'000, 250'000, 50'000}), 100'000);
  CHECK(out[0] > 69'500);  // three standard deviations are 435, 411 and 207
  CHECK(out[0] < 70'500);
  CHECK(out[1] > 24'500);
  CHECK(out[1] < 25'500);
  CHECK(out[2] > 4'750);
  CHECK(out[2] < 5'250);
  const FieldDecl half = field("approach", {500'000, 500'000});
  for (const char* id : {"P-1", "P-2", "", "a longer id"})
    CHECK(lot_of(half, id) == lot_of(half, id));
}

TEST_CASE("two fields draw apart, and a share of all or nothing leaves no doubt") {
  const FieldDecl one = field("one", {500'000, 500'000}), two = field("two", {500'000, 500'000});
  int both = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = "C-" + std::to_string(i);
    both += lot_of(one, id) == 0 && lot_of(two, id) == 0 ? 1 : 0;
  }
  CHECK(both > 2'300);
  CHECK(both < 2'700);
  CHECK(drawn(field("x", {1'000'000, 0}), 1'000) == std::vector<int>{1'000, 0});
  CHECK(drawn(field("x", {0, 1'000'000}), 1'000) == std::vector<int>{0, 1'000});
}

// By hashlib: blake2b of 32 bytes over name, a zero byte, id; its first eight bytes modulo a
// million.
TEST_CASE("lots are those that another implementation draws") {
  const FieldDecl half = field("approach", {500'000, 500'000});
  std::string drawn;
  for (int i = 0; i < 16; ++i) drawn += std::to_string(lot_of(half, "P-" + std::to_string(i)));
  CHECK(drawn == "0101011110111110");
}
