#include <model/enum_names.hpp>
#include <model/verify_chain.hpp>

namespace arrears {

namespace {

std::string name(const Shard& shard) {
  return "shard " + std::to_string(shard.number) + " of tenant " + shard.tenant.value;
}

// "entry 12 (number 3 of case C-1)"
std::string name(const Entry& entry) {
  return "entry " + std::to_string(entry.position) + " (number " + std::to_string(entry.number) +
         " of " + std::string(codec::enum_name(entry.stream.kind)) + " " + entry.stream.id + ")";
}

}  // namespace

void ChainCheck::add(std::string problem) {
  if (problems_.size() < chain_problems_max) problems_.push_back(std::move(problem));
}

void ChainCheck::entry(const Entry& entry) {
  ++entries_;
  place(entry);
  link(entry, tips_[entry.stream]);
  content(entry);
  position_ = entry.position;
  head_ = chain(head_, entry.hash);
  if (!entry.commitments.empty()) commitments_[entry.position] = entry.commitments;
  if (outside_ != nullptr && outside_->position == entry.position) {
    met_outside_ = true;
    if (outside_->head != head_) {
      add(name(shard_) + ": the chain up to entry " + std::to_string(entry.position) +
          " is not that of the head kept outside; entries before it were changed or replaced");
    }
  }
}

void ChainCheck::place(const Entry& entry) {
  if (entry.tenant != shard_.tenant || entry.shard != shard_.number) {
    add(name(entry) + ": belongs to " + name(Shard{entry.tenant, entry.shard}) + " and stands in " +
        name(shard_));
  }
  if (entry.position != position_ + 1) {
    add(name(shard_) + ": after entry " + std::to_string(position_) + " comes " + name(entry) +
        (entry.position > position_ + 1 ? "; entries between them are missing"
                                        : "; entries are out of order"));
  }
  if (entry.recorded_at < recorded_at_) {
    add(name(entry) + ": is recorded before the entry ahead of it");
  }
  recorded_at_ = entry.recorded_at;
}

void ChainCheck::link(const Entry& entry, StreamTip& tip) {
  if (entry.number != tip.number + 1) {
    add(name(entry) + ": follows number " + std::to_string(tip.number) +
        " of its stream; entries of the stream are missing or out of order");
  }
  if (entry.previous != tip.hash) {
    add(name(entry) + ": does not name the hash of the entry before it in its stream" +
        (tip.position == 0 ? std::string{} : " (entry " + std::to_string(tip.position) + ")"));
  }
  tip = {entry.number, entry.hash, entry.position};
}

void ChainCheck::content(const Entry& entry) {
  if (entry_hash(entry) != entry.hash) {
    add(name(entry) + ": its hash is not that of its content; a member or the hash was changed");
    return;
  }
  const Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
  if (!body) add(name(entry) + ": " + body.error().message);
}

void ChainCheck::finish(std::uint64_t position, const Hash& head) {
  if (position != position_) {
    add(name(shard_) + ": the last entry is " + std::to_string(position_) + ", the store counts " +
        std::to_string(position) +
        (position > position_ ? "; entries at the end are missing" : ""));
  } else if (head != head_) {
    add(name(shard_) + ": the head of its chain is not that of its entries");
  }
  if (outside_ != nullptr && !met_outside_ && outside_->position > 0) {
    add(name(shard_) + ": the head kept outside stands at entry " +
        std::to_string(outside_->position) + ", the journal ends at " + std::to_string(position_) +
        "; entries were taken away, or an older copy was put back");
  }
}

void ChainCheck::private_row(const PrivateRow& row) {
  const std::string which = "private row " + std::to_string(row.index) + " of entry " +
                            std::to_string(row.position) + " (person " + row.person.value + ")";
  const auto found = commitments_.find(row.position);
  if (found == commitments_.end() || row.index >= found->second.size()) {
    add(which + ": no entry commits to it");
  } else if (commitment(row) != found->second[row.index]) {
    add(which + ": is not what its entry commits to; a member of the row was changed");
  }
}

}  // namespace arrears
