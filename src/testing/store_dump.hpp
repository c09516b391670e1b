// Everything that a store answers, as one text: two stores with equal texts are equal for the
// library, and a call that failed has had no effect when the texts before and after are equal.
#ifndef ARREARS_SRC_TESTING_STORE_DUMP_HPP
#define ARREARS_SRC_TESTING_STORE_DUMP_HPP

#include <arrears/spi/store.hpp>

namespace arrears::testing {

// `page` rows at a time, so that small pages test the cursors.
std::string dump(Store& store, std::size_t page = 1'000);

std::string describe(const CaseRow& row);
std::string describe(const OutboxRow& row);

}  // namespace arrears::testing

#endif
