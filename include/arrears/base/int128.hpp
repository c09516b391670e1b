// The one place that spells the 128-bit integer of the compiler, which -Wpedantic would refuse.
#ifndef ARREARS_BASE_INT128_HPP
#define ARREARS_BASE_INT128_HPP

namespace arrears {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

}  // namespace arrears

#endif
