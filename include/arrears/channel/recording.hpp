// A channel that remembers what it was given: tests and rule tests.
#ifndef ARREARS_CHANNEL_RECORDING_HPP
#define ARREARS_CHANNEL_RECORDING_HPP

#include <arrears/spi/channel.hpp>
#include <set>

namespace arrears {

class ARREARS_API RecordingChannel final : public Channel {
 public:
  explicit RecordingChannel(std::string id, Capabilities capabilities = {.keyed = true});
  std::string_view id() const override { return id_; }
  Capabilities capabilities() const override { return capabilities_; }
  // Answers what `answers` says, else accepted. Only what is accepted is recorded; a key seen
  // before is not recorded again when keyed.
  SendResult send(const Message& message) override;
  const std::vector<Message>& sent() const { return sent_; }
  std::map<std::string, SendResult> answers;  // by template name

 private:
  std::string id_;
  Capabilities capabilities_;
  std::vector<Message> sent_;
  std::set<SendingKey> keys_;
};

}  // namespace arrears

#endif
