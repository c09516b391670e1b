// Channel: the host's wire to the outside world. The library never opens one itself.
#ifndef ARREARS_SPI_CHANNEL_HPP
#define ARREARS_SPI_CHANNEL_HPP

#include <arrears/model/contact.hpp>
#include <arrears/time/moment.hpp>
#include <map>

namespace arrears {

// What a rulebook may rely on; one that relies on more is refused by Engine::open.
struct Capabilities {
  bool keyed = false;                // the provider drops a second message with the same key
  Receipt receipts = Receipt::none;  // which receipts come back, as facts
  bool two_way = false;
  std::size_t length_max = 0;  // bytes of the body; 0 = no limit
};

// One rendered message, as of the day of sending. Holds personal data.
struct Message {
  SendingKey key{};  // the same for every attempt of one sending
  std::string channel{};
  std::string template_name{};  // of the message in the plan
  MessageKind kind = MessageKind::information;
  PersonId person{};
  std::vector<CaseId> cases{};
  std::vector<OrderKey> orders{};
  std::string recipient{};  // contact point that fits the channel; may be empty
  std::string recipient_name{};
  std::string language{};
  std::string subject{};
  std::string body{};
  std::vector<std::string> attachments{};
  Date day{};
  Instant instant{};
};

// What the provider said.
class SendResult {
 public:
  enum class Status : std::uint8_t { accepted, retry, rejected };
  static SendResult accepted(std::string provider_id) {
    return {Status::accepted, std::move(provider_id), {}};
  }
  static SendResult retry_after(Span delay, std::string reason = {}) {
    return {Status::retry, std::move(reason), delay};
  }
  static SendResult rejected(std::string reason) {
    return {Status::rejected, std::move(reason), {}};
  }
  Status status() const { return status_; }
  const std::string& text() const { return text_; }  // the provider's id, or the reason
  Span delay() const { return delay_; }

 private:
  SendResult(Status status, std::string text, Span delay)
      : status_(status), text_(std::move(text)), delay_(delay) {}
  Status status_;
  std::string text_;
  Span delay_;
};

// Called only from Engine::dispatch, outside every transaction, one message at a time per channel;
// two channels at the same time, from threads of the engine, when it has more than one worker. May
// block or throw; what it throws counts as a retry.
class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string_view id() const = 0;
  virtual Capabilities capabilities() const = 0;
  virtual SendResult send(const Message& message) = 0;
};

// Forwards every call, so that a host or a test overrides one.
class ForwardingChannel : public Channel {
 public:
  explicit ForwardingChannel(Channel& target) : target_(target) {}
  std::string_view id() const override { return target_.id(); }
  Capabilities capabilities() const override { return target_.capabilities(); }
  SendResult send(const Message& message) override { return target_.send(message); }

 private:
  Channel& target_;
};

}  // namespace arrears

#endif
