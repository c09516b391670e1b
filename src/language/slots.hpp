// What may fill the slots of signatures.
#ifndef ARREARS_SRC_LANGUAGE_SLOTS_HPP
#define ARREARS_SRC_LANGUAGE_SLOTS_HPP

#include <language/signature.hpp>

namespace arrears::syntax {

// Reads a slot at the cursor. False = it does not fit; the cursor knows what was expected.
bool read_slot(Cursor& cursor, SlotType type, std::string_view role, SlotValue& out);

}  // namespace arrears::syntax

#endif
