// Further persons who answer for claims.
#ifndef ARREARS_SRC_INTAKE_LIABILITIES_HPP
#define ARREARS_SRC_INTAKE_LIABILITIES_HPP

#include <intake/row.hpp>

namespace arrears::intake {

// Adds the liability and what the row says of the person, unless something is wrong.
void read_liability(RowReader& row, std::size_t index, const ImportOptions& options,
                    ImportOutcome& out);

}  // namespace arrears::intake

#endif
