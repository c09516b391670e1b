#include <model/json.hpp>

namespace arrears {

std::string to_json(const Case& value) { return codec::json_of(value); }

}  // namespace arrears
