// Reads JSON that comes from outside: heads of chains, host facts, configurations. Numbers stay
// text, so that nothing is rounded; a name that stands twice in an object is refused.
#ifndef ARREARS_SRC_TEXT_JSON_READ_HPP
#define ARREARS_SRC_TEXT_JSON_READ_HPP

#include <arrears/base/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::text {

struct JsonMember;

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  std::string text;                 // of a string or a number
  std::vector<JsonValue> items;     // of an array
  std::vector<JsonMember> members;  // of an object, in their order

  // The member of an object; null when there is none.
  const JsonValue* find(std::string_view name) const;
  // A whole number in range; none for everything else.
  std::optional<std::int64_t> integer() const;
  std::optional<std::uint64_t> natural() const;
  // The text of a string; none for everything else.
  std::optional<std::string_view> string() const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

// Limits because the text is untrusted.
struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t depth = 64;
};

// The error names line and column and never quotes the text.
Result<JsonValue> read_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace arrears::text

#endif
