// Code of the host may throw. The engine calls it through guarded_call, which turns anything thrown
// into an Error; the text of the exception is left out, because it may hold personal data.
#ifndef ARREARS_SRC_ENGINE_GUARDED_HPP
#define ARREARS_SRC_ENGINE_GUARDED_HPP

#include <arrears/base/result.hpp>
#include <exception>
#include <string>
#include <string_view>

namespace arrears::engine {

inline Error threw(std::string_view what) {
  return {ErrorCode::host, std::string(what) + " threw an exception", true};
}

// For calls that return a Result.
template <class Call>
auto guarded_call(std::string_view what, Call&& call) -> decltype(call()) {
  try {
    return call();
  } catch (...) {
    return unexpected(threw(what));
  }
}

}  // namespace arrears::engine

#endif
