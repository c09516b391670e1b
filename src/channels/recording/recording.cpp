#include <arrears/channel/recording.hpp>

namespace arrears {

RecordingChannel::RecordingChannel(std::string id, Capabilities capabilities)
    : id_(std::move(id)), capabilities_(capabilities) {}

SendResult RecordingChannel::send(const Message& message) {
  const auto answer = answers.find(message.template_name);
  if (answer != answers.end() && answer->second.status() != SendResult::Status::accepted) {
    return answer->second;
  }
  const bool first = keys_.insert(message.key).second;
  if (first || !capabilities_.keyed) sent_.push_back(message);
  if (answer != answers.end()) return answer->second;
  return SendResult::accepted(message.key.value);
}

}  // namespace arrears
