// What tests of hosts and of this library share: the bundled law, builders, fixed moments. Shipped
// with the library; a failure to read what is bundled stops the program.
#ifndef ARREARS_TESTING_HPP
#define ARREARS_TESTING_HPP

#include <arrears/law/law.hpp>

namespace arrears::testing {

// Every pack that came with this build, read anew at each call.
ARREARS_API LawPacks bundled_law();

}  // namespace arrears::testing

#endif
