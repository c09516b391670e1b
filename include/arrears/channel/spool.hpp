// Messages as files: one a message, mode 0600, in a directory 0700, plus a manifest.
#ifndef ARREARS_CHANNEL_SPOOL_HPP
#define ARREARS_CHANNEL_SPOOL_HPP

#include <arrears/spi/channel.hpp>

namespace arrears {

// Writes <directory>/<id>/<day>/<key>.txt and appends a line to <directory>/<id>/manifest.csv.
// Keyed: sending a key again writes the same bytes and no second line. Not thread-safe.
class ARREARS_API SpoolChannel final : public Channel {
 public:
  SpoolChannel(std::string id, std::string directory, Receipt receipts = Receipt::none);
  std::string_view id() const override { return id_; }
  Capabilities capabilities() const override;
  SendResult send(const Message& message) override;

 private:
  std::string id_, directory_;
  Receipt receipts_;
};

}  // namespace arrears

#endif
