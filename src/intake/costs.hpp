// What collecting cases took, out of files.
#ifndef ARREARS_SRC_INTAKE_COSTS_HPP
#define ARREARS_SRC_INTAKE_COSTS_HPP

#include <intake/row.hpp>

namespace arrears::intake {

// `seen` counts rows of the same content: equal costs of one day are several.
Fact read_cost(RowReader& row, std::map<std::string, std::size_t>& seen);

}  // namespace arrears::intake

#endif
