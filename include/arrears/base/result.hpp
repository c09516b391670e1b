// Result<T>: a value or an Error. A strict subset of std::expected<T, Error>, with the same member
// names, so that it can become an alias when the toolchain has it.
//
// Three kinds of failure have three mechanisms: mistakes in rules are Diagnostic values, failures
// of the outside world are Result, programmer errors stop the program (ARREARS_ASSERT).
#ifndef ARREARS_BASE_RESULT_HPP
#define ARREARS_BASE_RESULT_HPP

#include <arrears/api.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace arrears {

// What went wrong, coarse enough to act on.
enum class ErrorCode {
  invalid,         // an argument or a record breaks a rule; the message says which
  not_found,       // no such case, person, file, line of a pack
  already_exists,  // a key is known with other content
  conflict,        // a case changed since it was loaded, or a lease is gone; repeat the call
  refused,         // the engine will not do this: wrong day, closed day, wrong capabilities
  locked,          // another writer holds the store
  wrong_format,    // a store, head or rulebook of an unknown format name
  corrupt,         // bytes do not decode or do not match their hash
  io,              // the operating system said no (full disk, permission, missing file)
  limit,           // a stated limit would be passed
  host,            // code of the host threw or returned an error
};

// A failure of the outside world. The message is for people: it names the place and the remedy and
// never holds personal data. `retryable` says that the same call may succeed later, unchanged.
struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string message{};
  bool retryable = false;

  friend bool operator==(const Error&, const Error&) = default;
};

// The value of a Result that has nothing to say.
struct Unit {
  friend bool operator==(const Unit&, const Unit&) = default;
};

// Wraps an Error so that `return unexpected(error);` works in any function that returns a Result.
class unexpected {
 public:
  explicit unexpected(Error error) : error_(std::move(error)) {}
  unexpected(ErrorCode code, std::string message) : error_{code, std::move(message), false} {}
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  Error error_;
};

namespace detail {
// Prints the message and aborts: reading the value of a failed Result is a programmer error.
[[noreturn]] ARREARS_API void assertion_failed(const char* what, const char* file, int line);
}  // namespace detail

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(unexpected failure) : state_(std::in_place_index<1>, std::move(failure).error()) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  const T& value() const& { return (require(), *std::get_if<0>(&state_)); }
  T& value() & { return (require(), *std::get_if<0>(&state_)); }
  T&& value() && { return (require(), std::move(*std::get_if<0>(&state_))); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    if (has_value()) {
      detail::assertion_failed("error() of a Result that has a value", __FILE__, __LINE__);
    }
    return *std::get_if<1>(&state_);
  }
  T value_or(T other) const& { return has_value() ? value() : std::move(other); }

 private:
  void require() const {
    if (!has_value()) detail::assertion_failed(error().message.c_str(), __FILE__, __LINE__);
  }
  std::variant<T, Error> state_;
};

}  // namespace arrears

// Stays on in release builds. Never reachable from rule text or data.
#define ARREARS_ASSERT(condition) \
  ((condition) ? void() : ::arrears::detail::assertion_failed(#condition, __FILE__, __LINE__))

#endif
