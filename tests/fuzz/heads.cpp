// Heads kept outside a store, and with them the reader of JSON.
#include <arrears/model/journal.hpp>

#include "fuzz.hpp"

using namespace arrears;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto heads = ChainHeads::parse(fuzz::text(data, size));
  if (!heads) return 0;
  const auto again = ChainHeads::parse(heads->text());
  fuzz::hold(again && again->heads == heads->heads);
  return 0;
}
