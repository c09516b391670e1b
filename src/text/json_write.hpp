// Writes JSON piece by piece, without spaces, members in the order in which they are given: equal
// calls give equal bytes. There are no floating-point numbers: amounts are strings.
#ifndef ARREARS_SRC_TEXT_JSON_WRITE_HPP
#define ARREARS_SRC_TEXT_JSON_WRITE_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace arrears::text {

// Appends the text as a JSON string, quotes included. A broken byte becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

// Commas are put by the writer; that the nesting is right is the caller's business.
//
//   JsonWriter json;
//   json.begin_object().key("name").string("Kolín").key("days").integer(3).end_object();
//   json.view();   // {"name":"Kolín","days":3}
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_.push_back(':');
    comma_ = false;
    return *this;
  }
  JsonWriter& string(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
  }
  JsonWriter& integer(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& natural(std::uint64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  // A value that is JSON already, for example a decimal number as text.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }
  // The member in one call.
  JsonWriter& member(std::string_view name, std::string_view text) {
    return key(name).string(text);
  }

  const std::string& view() const { return out_; }
  std::string take() {
    std::string out = std::move(out_);
    out_.clear();
    comma_ = false;
    return out;
  }

 private:
  void separate() {
    if (comma_) out_.push_back(',');
    comma_ = true;
  }
  JsonWriter& open(char bracket) {
    separate();
    out_.push_back(bracket);
    comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_.push_back(bracket);
    comma_ = true;
    return *this;
  }

  std::string out_;
  bool comma_ = false;  // a value stands before
};

}  // namespace arrears::text

#endif
