#include <doctest/doctest.h>
#include <arrears/channel/recording.hpp>

using namespace arrears;

namespace {

Message message(std::string key, std::string name = "m") {
  Message out;
  out.key = {std::move(key)};
  out.template_name = std::move(name);
  return out;
}

}  // namespace

TEST_CASE("a keyed channel records a key once, an unkeyed one each time") {
  RecordingChannel keyed("sms"), unkeyed("sms", {.keyed = false});
  for (int i = 0; i < 2; ++i) {
    CHECK(keyed.send(message("a")).status() == SendResult::Status::accepted);
    CHECK(unkeyed.send(message("a")).status() == SendResult::Status::accepted);
  }
  CHECK(keyed.sent().size() == 1);
  CHECK(unkeyed.sent().size() == 2);
}

TEST_CASE("answers by name of the message; what is refused is not recorded") {
  RecordingChannel channel("sms");
  channel.answers.emplace("m", SendResult::retry_after(Span{60}, "busy"));
  CHECK(channel.send(message("a")).delay() == Span{60});
  CHECK(channel.send(message("b", "other")).status() == SendResult::Status::accepted);
  channel.answers.clear();
  channel.answers.emplace("m", SendResult::rejected("no number"));
  CHECK(channel.send(message("a")).text() == "no number");
  CHECK(channel.sent().size() == 1);
  channel.answers.clear();
  channel.answers.emplace("m", SendResult::accepted("id-1"));
  CHECK(channel.send(message("a")).text() == "id-1");
  CHECK(channel.sent().size() == 2);
}
