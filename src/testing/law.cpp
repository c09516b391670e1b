#include <arrears/packs/load.hpp>
#include <arrears/testing.hpp>

namespace arrears::testing {

LawPacks bundled_law() {
  static const LawPacks all = *law::load_all(law::bundled_path());
  return all;
}

}  // namespace arrears::testing
