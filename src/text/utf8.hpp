// UTF-8: reading it safely, comparing words as people do, and turning older encodings into it.
#ifndef ARREARS_SRC_TEXT_UTF8_HPP
#define ARREARS_SRC_TEXT_UTF8_HPP

#include <arrears/base/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace arrears::text {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Where the text stops being UTF-8 (overlong forms, surrogates and values above 10FFFF are not);
// none when all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) { return !first_invalid_utf8(text); }

struct CodePoint {
  char32_t value = 0xFFFD;  // of a broken byte
  std::size_t size = 1;     // bytes taken; at least one
  bool valid = false;
};
// The character at this byte, which must be inside the text.
CodePoint code_point_at(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t value);

// Characters in the text; a broken byte counts as one.
std::size_t count_code_points(std::string_view text);
// Cells that a terminal gives the character: 0 for marks that combine, 2 for wide ones, else 1.
int display_width(char32_t value);
std::size_t display_columns(std::string_view text);

// Unicode normal form C. Broken text comes back unchanged.
std::string nfc(std::string_view text);
// For comparing: no marks above or below, small letters, and nothing else changed ("Příliš" and
// "PRILIS" give the same).
std::string folded(std::string_view text);
// Without marks above or below, capitals kept. Letters with a stroke (ł) stay as they are.
std::string without_diacritics(std::string_view text);

enum class Encoding : std::uint8_t { utf8, cp1250, latin2, latin1, cp1252, utf16le, utf16be };
// "utf-8", "cp1250", "windows-1250", "iso-8859-2", "latin2" and so on, in any case.
std::optional<Encoding> find_encoding(std::string_view name);
// The whole text as UTF-8, without a byte-order mark. A byte that the encoding does not have is
// ErrorCode::invalid with its line.
Result<std::string> to_utf8(std::string_view text, Encoding encoding);

}  // namespace arrears::text

#endif
