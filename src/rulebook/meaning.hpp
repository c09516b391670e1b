// The canonical bytes of what a rulebook means, and their hash.
#ifndef ARREARS_SRC_RULEBOOK_MEANING_HPP
#define ARREARS_SRC_RULEBOOK_MEANING_HPP

#include <rulebook/data.hpp>

namespace arrears {

// Covers plans, tables, lists, declarations, templates and the names of packs and of their lines.
// Not covered, because no decision reads them: comments, prose, spelling, line numbers, file names,
// tests, diagnostics. Expressions are written where they are used, so that the numbering of the
// arrays does not matter.
Hash meaning_hash(const RulebookData& rules);

// What Rulebook::archive() wrote: the sources, to be compiled again.
Result<std::vector<SourceText>> sources_of_archive(ByteView bytes);

}  // namespace arrears

#endif
