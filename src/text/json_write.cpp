#include <text/json_write.hpp>
#include <text/utf8.hpp>

namespace arrears::text {

namespace {

// What needs a backslash; empty for everything that stands for itself.
void append_escaped(std::string& out, char c) {
  static constexpr char digits[] = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x20 || byte == 0x7F) {
    out += "\\u00";
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
    return;
  }
  out.push_back(c);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      append_escaped(out, text[at]);
      ++at;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    if (point.valid) {
      out += text.substr(at, point.size);
    } else {
      append_utf8(out, 0xFFFD);
    }
    at += point.size;
  }
  out.push_back('"');
}

}  // namespace arrears::text
