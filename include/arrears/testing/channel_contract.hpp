// The contract of a channel, for a host to run against its own: a program of its tests calls
// channel_contract with a factory and returns what it gives.
//
//   int main() {
//     return arrears::testing::channel_contract([] { return std::make_unique<MyTarget>(); });
//   }
#ifndef ARREARS_TESTING_CHANNEL_CONTRACT_HPP
#define ARREARS_TESTING_CHANNEL_CONTRACT_HPP

#include <arrears/spi/channel.hpp>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

namespace arrears::testing {

// The far end that the channel talks to: a directory, a simulated gateway. Fresh for each check.
class ChannelTarget {
 public:
  virtual ~ChannelTarget() = default;
  // A channel to this far end. Called again it stands for the host's process after a crash: what
  // the far end has stays, what the channel kept in memory is gone.
  virtual std::unique_ptr<Channel> connect() = 0;
  // Keys of the messages that a recipient sees, doubles included. None: the target cannot tell, and
  // the checks that need it count as skipped.
  virtual std::optional<std::vector<SendingKey>> arrived() { return std::nullopt; }
};

using ChannelFactory = std::function<std::unique_ptr<ChannelTarget>()>;

// Runs every check, prints a line for each that fails or is skipped and, last, `N passed, N
// failed, N skipped`. 0 when none failed, else 1. Checked: id and capabilities stay the same; a
// good message is accepted; a repeated key arrives once on a keyed channel, after a restart too;
// odd content gets an answer and damages nothing; refusals say why and when to ask again; a body
// above length_max is not sent.
ARREARS_API int channel_contract(const ChannelFactory& factory, std::FILE* out = stdout);

}  // namespace arrears::testing

#endif
