// Mapping files.
#include <arrears/intake/import.hpp>

#include "fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mapping = arrears::Mapping::parse(fuzz::text(data, size));
  fuzz::hold(mapping || !mapping.error().message.empty());
  return 0;
}
