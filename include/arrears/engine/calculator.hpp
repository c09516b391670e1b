// The ledger by itself: claims and facts in, a calculation out. No rulebook, no store, no days that
// run; nothing is kept.
#ifndef ARREARS_ENGINE_CALCULATOR_HPP
#define ARREARS_ENGINE_CALCULATOR_HPP

#include <arrears/ledger/ledger.hpp>

namespace arrears {

// What is owed on claims after facts, as `reckon()` of a case would give it. The claims have one
// first debtor and one currency and are under the law that each names, else under the only one of
// `law`. The facts count in their order; those that change no sum (notes, tasks, messages) are
// refused, and so is what an engine would refuse, by the key of the fact. Facts that name a case
// name the same one. Pure; from any thread.
ARREARS_API Result<Calculation> calculate(const std::vector<Claim>& claims,
                                          const std::vector<Fact>& facts, const LawPacks& law,
                                          const LedgerOptions& options);

}  // namespace arrears

#endif
