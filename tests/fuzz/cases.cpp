// Tables of claims, as `arrears interest` reads them.
#include <arrears/ledger/interest_cases.hpp>
#include <arrears/packs/load.hpp>

#include "fuzz.hpp"

using namespace arrears;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const LawPacks law = *law::load_all(law::bundled_path());
  const Result<std::string> out = reckon_cases(fuzz::text(data, size), "cases", law);
  fuzz::hold(out.has_value() || !out.error().message.empty());
  return 0;
}
