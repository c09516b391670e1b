#include <arrears/packs/load.hpp>
#include <arrears/testing.hpp>

namespace arrears::testing {

LawPacks bundled_law() { return *law::load_all(law::bundled_path()); }

}  // namespace arrears::testing
