// Facts as JSON of any bytes: what is taken is written and read again as the same fact.
#include <arrears/model/journal.hpp>

#include "fuzz.hpp"

using namespace arrears;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto fact = fact_from_json(fuzz::text(data, size));
  if (!fact) {
    fuzz::hold(!fact.error().message.empty());
    return 0;
  }
  const auto again = fact_from_json(to_json(*fact));
  fuzz::hold(again && *again == *fact);
  return 0;
}
