// Cases that run, as an import has to know them: claims of a later file join them.
#ifndef ARREARS_MODEL_RUNNING_HPP
#define ARREARS_MODEL_RUNNING_HPP

#include <arrears/model/ids.hpp>

#include <map>
#include <vector>

namespace arrears {

struct RunningCase {
  CreditorId creditor{};
  std::vector<ClaimId> claims{};  // all that it holds or has held
  friend bool operator==(const RunningCase&, const RunningCase&) = default;
};
using RunningCases = std::map<CaseId, RunningCase>;

}  // namespace arrears

#endif
