// Lots: which entry of a list falls to a case, a person or a creditor where shares of them are to
// be treated otherwise than the rest. No random number: a hash of the field and the subject's id.
#ifndef ARREARS_SRC_RULEBOOK_LOT_HPP
#define ARREARS_SRC_RULEBOOK_LOT_HPP

#include <rulebook/data.hpp>

namespace arrears {

// An index into the entries of the field's list. While name and shares stay, so does the lot; where
// shares change, subjects at the borders move.
std::uint32_t lot_of(const FieldDecl& field, std::string_view subject);

}  // namespace arrears

#endif
