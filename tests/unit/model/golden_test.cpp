// The bytes of one value of each kind, frozen: journals outlive versions of this library. When the
// format is meant to change, run with ARREARS_RECORD=1 and read the difference.
#include <doctest/doctest.h>

#include <arrears/model/journal.hpp>
#include <testing/generate.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace arrears;

namespace {

const std::string path = std::string(ARREARS_SOURCE_DIR) + "/tests/data/journal/golden.txt";

std::string hex(const Bytes& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const std::byte byte : bytes) {
    out.push_back(digits[std::to_integer<unsigned>(byte) >> 4]);
    out.push_back(digits[std::to_integer<unsigned>(byte) & 15]);
  }
  return out;
}

// One line for each alternative, drawn by itself, so that a new member moves few lines.
template <class V, std::size_t... I>
void each_alternative(std::string& out, const char* name, std::index_sequence<I...>,
                      Bytes (*encode_it)(const V&)) {
  const auto line = [&](std::size_t index, const V& value) {
    out += std::string(name) + " " + std::to_string(index) + " " + hex(encode_it(value)) + "\n";
  };
  (line(I, V(testing::Generator(100 + I).make<std::variant_alternative_t<I, V>>())), ...);
}

Bytes encode_fact(const FactBody& body) { return encode(Fact{{"k"}, Date{}, body}); }
Bytes encode_effect(const Effect& effect) {
  Decision decision;
  decision.effects.push_back(effect);
  return encode(EntryBody(Decided{decision}));
}
Bytes encode_body(const EntryBody& body) { return encode(body); }

std::string frozen() {
  std::string out;
  each_alternative<FactBody>(out, "fact", std::make_index_sequence<std::variant_size_v<FactBody>>{},
                             encode_fact);
  each_alternative<Effect>(out, "effect", std::make_index_sequence<std::variant_size_v<Effect>>{},
                           encode_effect);
  each_alternative<EntryBody>(
      out, "body", std::make_index_sequence<std::variant_size_v<EntryBody>>{}, encode_body);
  out += "case " + hex(encode(testing::Generator(7).make<Case>())) + "\n";
  out += "person " + hex(encode(testing::Generator(8).make<Person>())) + "\n";
  const Entry entry = testing::Generator(9).make<Entry>();
  out += "entry " + hex(encode_entry(entry)) + "\n";
  out += "entry_hash " + entry_hash(entry).hex() + "\n";
  return out;
}

}  // namespace

TEST_CASE("the bytes of the journal are those of the golden file") {
  const std::string now = frozen();
  if (std::getenv("ARREARS_RECORD") != nullptr) std::ofstream(path, std::ios::binary) << now;
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  const std::string before{std::istreambuf_iterator<char>(in), {}};
  CHECK_MESSAGE((now == before), "other bytes; see the head of this file");
}
