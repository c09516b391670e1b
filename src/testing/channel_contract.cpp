#include <arrears/testing/channel_contract.hpp>

#include <algorithm>

namespace arrears::testing {

namespace {

Message sample(std::string key) {
  Message message;
  message.key = {std::move(key)};
  message.template_name = "reminder";
  message.kind = MessageKind::reminder;
  message.person = {"P-1"};
  message.cases = {{"C-1"}};
  message.orders = {{"00000000000000000000000000000001"}};
  message.recipient = "somebody@example.invalid";
  message.recipient_name = "Somebody";
  message.language = "en";
  message.subject = "Reminder";
  message.body = "Please pay 100.00 CZK.\n";
  message.day = Date{2026, 9, 9};
  message.instant = Instant{1'788'933'600};
  return message;
}

std::string hex_key(int number) {
  std::string digits = std::to_string(number);
  return std::string(32 - digits.size(), '0') + digits;
}

// What a check found: empty is fine.
struct Outcome {
  std::string failure, skipped;
};
Outcome fine() { return {}; }
Outcome fails(std::string why) { return {std::move(why), {}}; }
Outcome skips(std::string why) { return {{}, std::move(why)}; }

class Contract {
 public:
  explicit Contract(const ChannelFactory& factory)
      : target_(factory()), channel_(target_->connect()) {}

  Outcome identity() {
    const std::string id(channel_->id());
    if (id.empty()) return fails("id() is empty");
    const Capabilities before = channel_->capabilities();
    send(sample(hex_key(1)));
    const auto same = [&](const Channel& other) {
      const Capabilities now = other.capabilities();
      return other.id() == id && now.keyed == before.keyed && now.receipts == before.receipts &&
             now.two_way == before.two_way && now.length_max == before.length_max;
    };
    if (!same(*channel_)) return fails("id or capabilities changed after a message");
    if (!same(*target_->connect())) return fails("id or capabilities changed after a restart");
    return fine();
  }

  Outcome accepts() {
    const SendResult result = send(sample(hex_key(1)));
    if (result.status() != SendResult::Status::accepted) return not_accepted(result);
    const bool receipts = channel_->capabilities().receipts != Receipt::none;
    if (receipts && result.text().empty()) {
      return fails("receipts come back, but the accepted message got no id to know them by");
    }
    return expect_arrived({hex_key(1)});
  }

  Outcome keeps_apart() {
    for (int i = 1; i <= 20; ++i) {
      const SendResult result = send(sample(hex_key(i)));
      if (result.status() != SendResult::Status::accepted) return not_accepted(result);
    }
    std::vector<std::string> keys;
    for (int i = 1; i <= 20; ++i) keys.push_back(hex_key(i));
    return expect_arrived(keys);
  }

  Outcome repeats(bool restart) {
    if (!channel_->capabilities().keyed) return skips("the channel is not keyed");
    for (int attempt = 0; attempt < 3; ++attempt) {
      if (restart) channel_ = target_->connect();
      Message message = sample(hex_key(1));
      // A later attempt may be on another day; the key says that it is the same sending.
      message.day = message.day + Days{attempt};
      message.instant = message.instant + Span{attempt * 86'400};
      const SendResult result = send(message);
      if (result.status() != SendResult::Status::accepted) return not_accepted(result);
    }
    return expect_arrived({hex_key(1)});
  }

  Outcome odd_content() {
    std::vector<std::string> accepted;
    int number = 0;
    const auto offer = [&](Message message) {
      message.key = {hex_key(++number)};
      const SendResult result = send(message);
      if (result.status() == SendResult::Status::accepted) accepted.push_back(message.key.value);
      return explained(result);
    };
    const std::string texts[] = {"",
                                 "Příliš žluťoučký kůň €",
                                 "line\r\nSubject: forged\n",
                                 "=1+1,\"quoted\";|`$(x)`",
                                 std::string("zero\0byte", 9),
                                 std::string(100'000, 'x')};
    for (const std::string& text : texts) {
      Message subject = sample({}), body = sample({}), recipient = sample({}), name = sample({});
      subject.subject = text;
      body.body = text;
      recipient.recipient = text;
      name.recipient_name = text;
      if (!offer(subject) || !offer(body) || !offer(recipient) || !offer(name)) {
        return fails("a refusal without a reason, or a retry without a delay");
      }
    }
    return expect_arrived(accepted);
  }

  Outcome odd_keys() {
    for (const char* key : {"", "../../escape", "/absolute", "a/b", ".hidden", "\n"}) {
      if (!explained(send(sample(key)))) {
        return fails("a refusal without a reason, or a retry without a delay");
      }
    }
    const SendResult result = send(sample(hex_key(7)));
    return result.status() == SendResult::Status::accepted ? fine() : not_accepted(result);
  }

  Outcome length() {
    const std::size_t most = channel_->capabilities().length_max;
    if (most == 0) return skips("the channel has no limit of length");
    Message fits = sample(hex_key(1)), longer = sample(hex_key(2));
    fits.body = std::string(most, 'x');
    longer.body = std::string(most + 1, 'x');
    const SendResult first = send(fits);
    if (first.status() != SendResult::Status::accepted) return not_accepted(first);
    if (send(longer).status() == SendResult::Status::accepted) {
      return fails("a body longer than length_max was accepted; it must be rejected, never cut");
    }
    return expect_arrived({hex_key(1)});
  }

 private:
  // What a channel throws counts as a retry, as in the engine.
  SendResult send(const Message& message) {
    try {
      return channel_->send(message);
    } catch (...) {
      return SendResult::retry_after(Span{60}, "it threw");
    }
  }

  static bool explained(const SendResult& result) {
    if (result.status() == SendResult::Status::accepted) return true;
    if (result.text().empty()) return false;
    return result.status() != SendResult::Status::retry || result.delay() > Span{0};
  }

  static Outcome not_accepted(const SendResult& result) {
    return fails("a good message was not accepted: " + result.text());
  }

  Outcome expect_arrived(std::vector<std::string> expected) {
    const auto arrived = target_->arrived();
    if (!arrived) return skips("the target cannot tell what arrived");
    std::vector<std::string> found;
    for (const SendingKey& key : *arrived) found.push_back(key.value);
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    if (found == expected) return fine();
    return fails(std::to_string(found.size()) + " messages arrived where " +
                 std::to_string(expected.size()) + " were expected");
  }

  std::unique_ptr<ChannelTarget> target_;
  std::unique_ptr<Channel> channel_;
};

struct Check {
  const char* name;
  Outcome (*run)(Contract&);
};

constexpr Check checks[] = {
    {"id and capabilities stay the same", [](Contract& c) { return c.identity(); }},
    {"a good message is accepted", [](Contract& c) { return c.accepts(); }},
    {"messages of different keys all arrive", [](Contract& c) { return c.keeps_apart(); }},
    {"a repeated key arrives once", [](Contract& c) { return c.repeats(false); }},
    {"a repeated key arrives once after a restart", [](Contract& c) { return c.repeats(true); }},
    {"odd content gets an answer", [](Contract& c) { return c.odd_content(); }},
    {"odd keys get an answer", [](Contract& c) { return c.odd_keys(); }},
    {"a body above length_max is not sent", [](Contract& c) { return c.length(); }},
};

}  // namespace

int channel_contract(const ChannelFactory& factory, std::FILE* out) {
  int passed = 0, failed = 0, skipped = 0;
  for (const Check& check : checks) {
    Contract contract(factory);
    const Outcome outcome = check.run(contract);
    if (!outcome.failure.empty()) {
      ++failed;
      std::fprintf(out, "FAILED %s: %s\n", check.name, outcome.failure.c_str());
    } else if (!outcome.skipped.empty()) {
      ++skipped;
      std::fprintf(out, "skipped %s: %s\n", check.name, outcome.skipped.c_str());
    } else {
      ++passed;
    }
  }
  std::fprintf(out, "%d passed, %d failed, %d skipped\n", passed, failed, skipped);
  return failed == 0 ? 0 : 1;
}

}  // namespace arrears::testing
