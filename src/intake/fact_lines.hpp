// Whole facts, one JSON object a line.
#ifndef ARREARS_SRC_INTAKE_FACT_LINES_HPP
#define ARREARS_SRC_INTAKE_FACT_LINES_HPP

#include <arrears/intake/import.hpp>

namespace arrears::intake {

// Empty lines and lines that begin with # are read over.
Result<ImportOutcome> read_facts(std::string_view text, const ImportOptions& options);

}  // namespace arrears::intake

#endif
