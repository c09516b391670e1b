#include <arrears/base/result.hpp>

#include <cstdio>
#include <cstdlib>

namespace arrears::detail {

void assertion_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "arrears: assertion failed at %s:%d: %s\n", file, line, what);
  std::abort();
}

}  // namespace arrears::detail
