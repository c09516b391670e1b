#include <language/characters.hpp>

#include <utf8proc.h>
#include <text/utf8.hpp>

#include <algorithm>

namespace arrears::syntax {

namespace {

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool in(char32_t c, char32_t low, char32_t high) { return low <= c && c <= high; }

}  // namespace

std::vector<char32_t> decode(std::string_view text) {
  std::vector<char32_t> out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                         static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    if (size <= 0) return out;
    out.push_back(static_cast<char32_t>(c));
    at += static_cast<std::size_t>(size);
  }
  return out;
}

std::string encode(char32_t c) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || (c >= 0x80 && category(c) == UTF8PROC_CATEGORY_ZS);
}

bool is_digit(char32_t c) { return in(c, U'0', U'9'); }

bool is_letter(char32_t c) {
  if (c < 0x80) return in(c, U'a', U'z') || in(c, U'A', U'Z');
  switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return true;
    default: return false;
  }
}

bool is_quote(char32_t c) {
  return c == U'"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2018 || c == 0x2019; }

bool is_dash(char32_t c) { return c == U'-' || c == 0x2013 || c == 0x2014; }

bool is_bidi(char32_t c) {
  return in(c, 0x202A, 0x202E) || in(c, 0x2066, 0x2069) || c == 0x200E || c == 0x200F || c == 0x61C;
}

bool is_forbidden(char32_t c) {
  if (c < 0x80) return (c < 0x20 && c != U'\t') || c == 0x7F;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO: return true;
    default: return false;
  }
}

Script script_of(char32_t c) {
  if (!is_letter(c)) return Script::none;
  if (c < 0x250 || in(c, 0x1E00, 0x1EFF) || in(c, 0x2C60, 0x2C7F)) return Script::latin;
  if (in(c, 0x300, 0x36F)) return Script::none;
  if (in(c, 0x370, 0x3FF) || in(c, 0x1F00, 0x1FFF)) return Script::greek;
  if (in(c, 0x400, 0x52F) || in(c, 0x1C80, 0x1C8F)) return Script::cyrillic;
  return Script::other;
}

std::u32string plain_letters(std::string_view text) {
  const std::vector<char32_t> letters = decode(text::folded(text));
  return std::u32string(letters.begin(), letters.end());
}

std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t same = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, same});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before = last;
    last = now;
  }
  return last[b.size()];
}

}  // namespace arrears::syntax
