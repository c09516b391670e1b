#include <arrears/rulebook/rulebook.hpp>
#include <rulebook/data.hpp>

namespace arrears {

std::vector<ChannelPromise> Rulebook::channels() const {
  std::vector<ChannelPromise> out;
  for (const ChannelDecl& channel : data_->channels) out.push_back({channel.name, channel.reports});
  return out;
}

}  // namespace arrears
