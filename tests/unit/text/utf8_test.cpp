#include <doctest/doctest.h>
#include <text/utf8.hpp>

using namespace arrears;
using namespace arrears::text;

TEST_CASE("every code point there and back, and no other value is taken") {
  for (char32_t value = 0; value < 0x110100; ++value) {
    std::string text;
    append_utf8(text, value);
    const bool good = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    const CodePoint point = code_point_at(text, 0);
    if (point.valid != good || (good && (point.value != value || point.size != text.size()))) {
      FAIL("code point " << static_cast<std::uint32_t>(value));
    }
  }
}

TEST_CASE("overlong forms, cut characters and stray bytes are not UTF-8") {
  for (const std::string_view bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\x80", "\xC4",
                                     "\xE2\x82", "\xF5\x80\x80\x80", "\xFF", "\xED\xA0\x80"}) {
    CHECK(first_invalid_utf8("ab" + std::string(bad)) == 2);
  }
  CHECK(is_utf8("Příliš žluťoučký kůň"));
  CHECK(count_code_points("kůň\xFF") == 4);
}

TEST_CASE("columns: wide characters take two, marks none") {
  CHECK(display_columns("abc") == 3);
  CHECK(display_columns("kůň") == 3);
  CHECK(display_columns("e\xCC\x81x") == 2);                // e + combining acute
  CHECK(display_columns("\xE6\x97\xA5\xE6\x9C\xAC") == 4);  // two Han characters
}

TEST_CASE("normal form C and folding") {
  CHECK(nfc("e\xCC\x81") == "é");
  CHECK(nfc("abc") == "abc");
  CHECK(nfc("\xFF") == "\xFF");
  CHECK(folded("PŘÍLIŠ Žluťoučký") == "prilis zlutoucky");
  CHECK(folded("e\xCC\x81") == "e");
  CHECK(without_diacritics("Čížek") == "Cizek");
  CHECK(without_diacritics("Łódź") == "Łodz");
}

// Bytes from Python: "Příliš žluťoučký kůň €".encode("cp1250"), .encode("iso8859-2") without €.
TEST_CASE("older encodings") {
  const auto text =
      to_utf8("P\xF8\xEDli\x9A \x9Elu\x9Dou\xE8k\xFD k\xF9\xF2 \x80", Encoding::cp1250);
  CHECK(text.value() == "Příliš žluťoučký kůň €");
  CHECK(to_utf8("P\xF8\xEDli\xB9 \xBElu\xBBou\xE8k\xFD k\xF9\xF2", Encoding::latin2).value() ==
        "Příliš žluťoučký kůň");
  CHECK(to_utf8("\xE9", Encoding::latin1).value() == "é");
  CHECK(to_utf8("\x80", Encoding::cp1252).value() == "€");
  CHECK(to_utf8("\xEF\xBB\xBFk", Encoding::utf8).value() == "k");
  CHECK(to_utf8(std::string_view("\xFF\xFE"
                                 "a\0\x3D\xD8\x00\xDE",
                                 8),
                Encoding::utf16le)
            .value() == "a\xF0\x9F\x98\x80");
  CHECK_FALSE(to_utf8("a\nb\x81", Encoding::cp1250));
  CHECK(to_utf8("a\nb\x81", Encoding::cp1250).error().message.starts_with("line 2: byte 3"));
  CHECK_FALSE(to_utf8("\xFF", Encoding::utf8));
  CHECK_FALSE(to_utf8("a", Encoding::utf16be));
  CHECK(find_encoding("Windows-1250") == Encoding::cp1250);
  CHECK(find_encoding("ISO_8859-2") == Encoding::latin2);
  CHECK(find_encoding("UTF-8") == Encoding::utf8);
  CHECK_FALSE(find_encoding("ebcdic"));
}
