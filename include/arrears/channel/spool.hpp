// Messages as files: one a message, mode 0600, in a directory 0700, plus a manifest.
#ifndef ARREARS_CHANNEL_SPOOL_HPP
#define ARREARS_CHANNEL_SPOOL_HPP

#include <arrears/spi/channel.hpp>
#include <memory>

namespace arrears {

// Writes <directory>/<id>/<day>/<key>.txt and appends a line to <directory>/<id>/manifest.csv:
// key, day, instant, message, kind, person, cases, orders, recipient, name, subject, file. Cells
// that a spreadsheet would run as a formula begin with an apostrophe.
//
// Keyed: a message counts as sent once the manifest has its line; sending its key again then
// changes nothing, in this process or a later one. A file without a line is left of a crash and is
// written again. What the system refuses (a full disk, no permission) is a retry with the reason,
// and leaves no half-written file or line behind. Not thread-safe; one process at a time.
class ARREARS_API SpoolChannel final : public Channel {
 public:
  // The directory is made when the first message is sent. With `synced` each message is on the
  // disk before it is accepted, which costs milliseconds; without it a message accepted just before
  // a power failure (not a crash of the process) may be missing.
  SpoolChannel(std::string id, std::string directory, Receipt receipts = Receipt::none,
               bool synced = false);
  std::string_view id() const override { return id_; }
  Capabilities capabilities() const override;
  SendResult send(const Message& message) override;

 private:
  struct Manifest;  // src/channels/spool/spool.cpp
  Result<Unit> read_manifest();
  Result<Unit> write(const Message& message);

  std::string id_, directory_;
  Receipt receipts_;
  bool synced_;
  std::shared_ptr<Manifest> manifest_;  // read when first needed
};

}  // namespace arrears

#endif
