#include <doctest/doctest.h>
#include <arrears/channel/recording.hpp>
#include <arrears/channel/spool.hpp>
#include <arrears/testing/channel_contract.hpp>

#include <algorithm>
#include <cstdlib>
#include <text/csv.hpp>

#include "folder.hpp"

using namespace arrears;
using arrears::testing::channel_contract;
using arrears::testing::ChannelTarget;

namespace {

class SpoolTarget final : public ChannelTarget {
 public:
  explicit SpoolTarget(bool synced) : synced_(synced) {}
  std::unique_ptr<Channel> connect() override {
    return std::make_unique<SpoolChannel>("email", folder_.path, Receipt::none, synced_);
  }
  std::optional<std::vector<SendingKey>> arrived() override {
    const std::string text = Folder::read(folder_.path + "/email/manifest.csv");
    std::vector<SendingKey> keys;
    const auto table = text::read_csv_table("manifest.csv", text);
    for (const auto& row : table.value().rows) keys.push_back({row.fields[0].text});
    return keys;
  }

 private:
  Folder folder_;
  bool synced_;
};

// A far end in memory, and channels with one fault each.
enum class Fault { none, forgets_keys, drops, cuts_long, no_reason, renames, throws_up };

class FakeTarget final : public ChannelTarget {
 public:
  explicit FakeTarget(Fault fault) : fault_(fault) {}
  std::unique_ptr<Channel> connect() override;
  std::optional<std::vector<SendingKey>> arrived() override { return box_; }

  Fault fault_;
  std::vector<SendingKey> box_;
  int connected_ = 0;
};

class FakeChannel final : public Channel {
 public:
  FakeChannel(FakeTarget& target, int number) : target_(target), number_(number) {}
  std::string_view id() const override {
    return target_.fault_ == Fault::renames && number_ > 1 ? "sms2" : "sms";
  }
  Capabilities capabilities() const override { return {.keyed = true, .length_max = 200'000}; }
  SendResult send(const Message& message) override {
    auto& box = target_.box_;
    const Fault fault = target_.fault_;
    if (fault == Fault::throws_up) throw 7;
    if (message.key.value.size() != 32) {
      return SendResult::rejected(fault == Fault::no_reason ? "" : "a key has 32 digits");
    }
    if (message.body.size() > 200'000 && fault != Fault::cuts_long) {
      return SendResult::rejected("too long");
    }
    const bool known = std::find(box.begin(), box.end(), message.key) != box.end();
    const bool lost = fault == Fault::drops && box.size() == 3;
    if ((!known || fault == Fault::forgets_keys) && !lost) box.push_back(message.key);
    return SendResult::accepted("id");
  }

 private:
  FakeTarget& target_;
  int number_;
};

std::unique_ptr<Channel> FakeTarget::connect() {
  return std::make_unique<FakeChannel>(*this, ++connected_);
}

// The contract's answer and what it printed.
struct Answer {
  int code = 0;
  std::string printed;
};
Answer run(const arrears::testing::ChannelFactory& factory) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* out = ::open_memstream(&text, &size);
  const int code = channel_contract(factory, out);
  std::fclose(out);
  std::string printed(text, size);
  std::free(text);
  return {code, printed};
}

Answer run(Fault fault) {
  return run([fault] { return std::make_unique<FakeTarget>(fault); });
}

}  // namespace

TEST_CASE("the spool keeps the contract, synced or not") {
  for (const bool synced : {false, true}) {
    const Answer answer = run([synced] { return std::make_unique<SpoolTarget>(synced); });
    INFO(answer.printed);
    CHECK(answer.code == 0);
    CHECK(answer.printed.ends_with("7 passed, 0 failed, 1 skipped\n"));
  }
}

TEST_CASE("a good channel passes every check") {
  const Answer answer = run(Fault::none);
  CHECK(answer.code == 0);
  CHECK(answer.printed == "8 passed, 0 failed, 0 skipped\n");
}

TEST_CASE("the contract finds each fault") {
  const auto finds = [](Fault fault, std::string_view check) {
    const Answer answer = run(fault);
    INFO(answer.printed);
    CHECK(answer.code == 1);
    CHECK(answer.printed.find("FAILED " + std::string(check)) != std::string::npos);
  };
  finds(Fault::forgets_keys, "a repeated key arrives once:");
  finds(Fault::drops, "messages of different keys all arrive");
  finds(Fault::cuts_long, "a body above length_max is not sent");
  finds(Fault::no_reason, "odd keys get an answer");
  finds(Fault::renames, "id and capabilities stay the same");
  finds(Fault::throws_up, "a good message is accepted");
}
