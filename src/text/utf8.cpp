#include <utf8proc.h>
#include <text/encoding_tables.hpp>
#include <text/utf8.hpp>

#include <array>
#include <cstdlib>
#include <memory>

namespace arrears::text {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80;
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(raw);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const std::uint8_t first = byte_at(text, at);
  if (first < 0x80) return {first, 1, true};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {};
  char32_t value = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!continues(text, at + i)) return {};
    value = (value << 6) | (byte_at(text, at + i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[size] || surrogate || value > 0x10FFFF) return {};
  return {value, size, true};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (!point.valid) return at;
    at += point.size;
  }
  return std::nullopt;
}

void append_utf8(std::string& out, char32_t value) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | (value >> 6));
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += code_point_at(text, at).size;
  return count;
}

int display_width(char32_t value) {
  const auto code = static_cast<utf8proc_int32_t>(value);
  const utf8proc_category_t category = utf8proc_category(code);
  if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME) return 0;
  const int width = utf8proc_charwidth(code);
  return width < 0 ? 0 : width;
}

std::size_t display_columns(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    columns += static_cast<std::size_t>(display_width(point.value));
    at += point.size;
  }
  return columns;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string folded(std::string_view text) {
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
}

std::string without_diacritics(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK);
}

std::optional<Encoding> find_encoding(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain.push_back(static_cast<char>(c - 'A' + 'a'));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain.push_back(c);
  }
  struct Known {
    std::string_view name;
    Encoding encoding;
  };
  static constexpr std::array<Known, 14> known = {{
      {"utf8", Encoding::utf8},
      {"utf8sig", Encoding::utf8},
      {"cp1250", Encoding::cp1250},
      {"windows1250", Encoding::cp1250},
      {"win1250", Encoding::cp1250},
      {"latin2", Encoding::latin2},
      {"iso88592", Encoding::latin2},
      {"latin1", Encoding::latin1},
      {"iso88591", Encoding::latin1},
      {"cp1252", Encoding::cp1252},
      {"windows1252", Encoding::cp1252},
      {"win1252", Encoding::cp1252},
      {"utf16le", Encoding::utf16le},
      {"utf16be", Encoding::utf16be},
  }};
  for (const Known& one : known) {
    if (one.name == plain) return one.encoding;
  }
  return std::nullopt;
}

namespace {

unexpected bad_byte(std::string_view text, std::size_t at, std::string_view encoding) {
  std::size_t line = 1;
  for (const char c : text.substr(0, at)) line += c == '\n';
  std::string message = "line " + std::to_string(line) + ": byte " + std::to_string(at) +
                        " of the file is not " + std::string(encoding) +
                        "; state the encoding that the file was written in";
  return unexpected(ErrorCode::invalid, std::move(message));
}

Result<std::string> from_single_byte(std::string_view text,
                                     const std::array<std::uint16_t, 128>* upper,
                                     std::string_view name) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::uint8_t byte = byte_at(text, at);
    const char32_t value = byte < 0x80 || upper == nullptr ? byte : (*upper)[byte - 0x80u];
    if (byte >= 0x80 && value == 0) return bad_byte(text, at, name);
    append_utf8(out, value);
  }
  return out;
}

Result<std::string> from_utf16(std::string_view text, bool big_endian) {
  const auto unit = [&](std::size_t at) -> char32_t {
    const char32_t first = byte_at(text, at);
    const char32_t second = byte_at(text, at + 1);
    return big_endian ? first * 256 + second : second * 256 + first;
  };
  std::string out;
  std::size_t at = text.size() >= 2 && unit(0) == 0xFEFF ? 2 : 0;
  for (; at + 1 < text.size(); at += 2) {
    char32_t value = unit(at);
    if (value >= 0xD800 && value <= 0xDFFF) {
      const bool pair = value < 0xDC00 && at + 3 < text.size() && unit(at + 2) >= 0xDC00 &&
                        unit(at + 2) <= 0xDFFF;
      if (!pair) return bad_byte(text, at, "UTF-16");
      value = 0x10000 + ((value - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    append_utf8(out, value);
  }
  if (at != text.size()) return bad_byte(text, at, "UTF-16");
  return out;
}

}  // namespace

Result<std::string> to_utf8(std::string_view text, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: {
      if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
      if (const auto at = first_invalid_utf8(text)) return bad_byte(text, *at, "UTF-8");
      return std::string(text);
    }
    case Encoding::cp1250: return from_single_byte(text, &cp1250_upper, "Windows-1250");
    case Encoding::latin2: return from_single_byte(text, &latin2_upper, "ISO 8859-2");
    case Encoding::cp1252: return from_single_byte(text, &cp1252_upper, "Windows-1252");
    case Encoding::latin1: return from_single_byte(text, nullptr, "ISO 8859-1");
    case Encoding::utf16le: return from_utf16(text, false);
    case Encoding::utf16be: return from_utf16(text, true);
  }
  return unexpected(ErrorCode::invalid, "unknown encoding");
}

}  // namespace arrears::text
