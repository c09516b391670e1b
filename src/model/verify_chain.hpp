// Checks of journals that need nothing but the entries: positions, numbers, hashes, the chain of a
// shard against heads kept outside, commitments against private rows. Engine::verify feeds it.
#ifndef ARREARS_SRC_MODEL_VERIFY_CHAIN_HPP
#define ARREARS_SRC_MODEL_VERIFY_CHAIN_HPP

#include <arrears/model/journal.hpp>

#include <map>

namespace arrears {

// Problems beyond this many are not worth their lines.
inline constexpr std::size_t chain_problems_max = 1'000;

// One shard's entries in order of position, then its private rows. Each problem is a line that
// names stream, entry or row; after one the check goes on from what it has found, so that one
// changed byte gives few lines.
class ChainCheck {
 public:
  struct StreamTip {
    std::uint64_t number = 0;  // of the last entry
    Hash hash;
    std::uint64_t position = 0;
  };

  // `head` is what a file outside says of this shard; null when there is none.
  explicit ChainCheck(Shard shard, const ChainHead* head = nullptr)
      : shard_(std::move(shard)), outside_(head) {}

  void entry(const Entry& entry);
  // After the last entry. `position` and `head` are what the store says of the shard.
  void finish(std::uint64_t position, const Hash& head);
  // After the last entry, in any order. A row that is missing is no problem: it may be erased.
  void private_row(const PrivateRow& row);

  std::uint64_t entries() const { return entries_; }
  std::uint64_t position() const { return position_; }
  const Hash& head() const { return head_; }
  // The last entry of each stream, to be compared with projections.
  const std::map<StreamId, StreamTip>& tips() const { return tips_; }
  const std::vector<std::string>& problems() const { return problems_; }
  std::vector<std::string> take_problems() { return std::move(problems_); }

 private:
  void place(const Entry& entry);
  void link(const Entry& entry, StreamTip& tip);
  void content(const Entry& entry);
  void add(std::string problem);

  Shard shard_;
  const ChainHead* outside_;
  bool met_outside_ = false;  // the position of the outside head has been passed
  std::uint64_t entries_ = 0;
  std::uint64_t position_ = 0;
  Instant recorded_at_{};
  Hash head_;
  std::map<StreamId, StreamTip> tips_;
  std::map<std::uint64_t, std::vector<Hash>> commitments_;  // by position
  std::vector<std::string> problems_;
};

}  // namespace arrears

#endif
