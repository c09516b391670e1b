// Characters of rule files: their classes, what must not stand in a rule file.
#ifndef ARREARS_SRC_LANGUAGE_CHARACTERS_HPP
#define ARREARS_SRC_LANGUAGE_CHARACTERS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::syntax {

std::vector<char32_t> decode(std::string_view text);
std::string encode(char32_t c);

bool is_space(char32_t c);       // of any width, tabs included
bool is_digit(char32_t c);       // 0 to 9 only
bool is_letter(char32_t c);      // letters and the marks on them
bool is_quote(char32_t c);       // " and what pasted text has for it
bool is_apostrophe(char32_t c);  // '
bool is_dash(char32_t c);        // -
// Changes the direction of text, has no width, or is a control character: never in a rule file.
bool is_forbidden(char32_t c);
bool is_bidi(char32_t c);

enum class Script : std::uint8_t { none, latin, greek, cyrillic, other };
Script script_of(char32_t c);

// Small letters without diacritics, for suggestions.
std::u32string plain_letters(std::string_view text);
// Insertions, deletions, replacements and swaps of neighbours between two texts.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b);

}  // namespace arrears::syntax

#endif
