// Where the data that came with this build lies: law/, zones/, plans/.
#ifndef ARREARS_PACKS_DATA_DIR_HPP
#define ARREARS_PACKS_DATA_DIR_HPP

#include <string>

namespace arrears::packs {

// One fixed place relative to the library itself: <prefix>/share/arrears for <prefix>/lib. No
// environment variable and no search, so an installed tree, a wheel and a build tree (where the
// place is a link to rules/) can be moved as a whole. In a static build the program stands for the
// library. Empty when the system does not say where the library is.
std::string data_dir();

}  // namespace arrears::packs

#endif
