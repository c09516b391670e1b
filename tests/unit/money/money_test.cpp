#include <doctest/doctest.h>
#include <arrears/base/int128.hpp>
#include <arrears/money/money.hpp>
#include <money/currencies.hpp>

#include <random>

using namespace arrears;
using namespace arrears::literals;

namespace {

const Currency czk{"CZK"};

// Another way to the number: strip the point, count places, go through a wide integer.
Int128 oracle(std::string_view text, int digits) {
  Int128 value = 0;
  int after = -1;
  bool negative = false;
  for (const char c : text) {
    if (c == '-') {
      negative = true;
    } else if (c == '.') {
      after = 0;
    } else {
      value = value * 10 + (c - '0');
      if (after >= 0) ++after;
    }
  }
  for (int i = after < 0 ? 0 : after; i < digits; ++i) value *= 10;
  return negative ? -value : value;
}

}  // namespace

TEST_CASE("the list is sorted, well formed and has the known exceptions") {
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    const auto& row = currencies[i];
    CHECK(row.code.size() == 3);
    CHECK((i == 0 || currencies[i - 1].code < row.code));
    REQUIRE(Currency::find(row.code));
    CHECK(Currency::find(row.code)->digits() == row.digits);
    CHECK(Currency::find(row.code)->code() == row.code);
  }
  CHECK(Currency{"JPY"}.digits() == 0);
  CHECK(Currency{"KWD"}.digits() == 3);
  CHECK(Currency{"UYW"}.digits() == 4);
  CHECK(Currency{"HUF"}.digits() == 2);
}

TEST_CASE("unknown currencies are refused") {
  for (const char* code : {"", "CZ", "czk", "XXX", "XAU", "CZKK", "ZZZ", "KČ"}) {
    CHECK_FALSE(Currency::find(code));
    CHECK(Currency::find(code).error().code == ErrorCode::invalid);
  }
}

TEST_CASE("amounts are read and written exactly") {
  CHECK(Money::parse("1200", czk).value() == Money{120'000, czk});
  CHECK(Money::parse("1200.00", czk).value() == 1'200_czk);
  CHECK(Money::parse("-3.5", czk).value() == Money{-350, czk});
  CHECK(Money::parse("0.07", czk).value() == 0.07_czk);
  CHECK(Money::parse("-0", czk).value() == Money{0, czk});
  CHECK(Money::parse("12", Currency{"JPY"}).value().minor == 12);
  CHECK(Money::parse("1.234", Currency{"KWD"}).value().minor == 1234);
  CHECK((12'000_czk).text() == "12000.00");
  CHECK((-0.05_czk).text() == "-0.05");
  CHECK(Money{5, Currency{"JPY"}}.text() == "5");
  CHECK(Money{5, Currency{"KWD"}}.text() == "0.005");
  CHECK(Money{INT64_MIN, czk}.text() == "-92233720368547758.08");
  CHECK((84.77_eur).minor == 8477);
}

TEST_CASE("what is not an amount is refused") {
  for (const char* text :
       {"",    "-",   ".",   "1.",     ".5", "+1", "1,5",      "1 000", "1'000", "1.2.3",
        "--1", "1e3", "0x1", "12 CZK", " 1", "1 ", "\xC2\xA0", "1-",    "NaN",   "١"}) {
    CAPTURE(text);
    CHECK_FALSE(Money::parse(text, czk));
  }
  CHECK(Money::parse("1.234", czk).error().message == "amount in CZK: more than 2 decimals");
  CHECK(Money::parse("1.000", czk).error().code == ErrorCode::invalid);
  CHECK(Money::parse("1.0", Currency{"JPY"}).error().message ==
        "amount in JPY: no decimals are allowed here");
}

TEST_CASE("the limit itself passes and one more does not") {
  const std::string most = Money{Money::limit, czk}.text();
  CHECK(Money::parse(most, czk)->minor == Money::limit);
  CHECK(Money::parse("-" + most, czk)->minor == -Money::limit);
  CHECK(Money::parse("10000000000000.01", czk).error().code == ErrorCode::limit);
  CHECK_FALSE(Money::parse(std::string(400, '9'), czk));
  CHECK(Money::parse(std::string(400, '0') + "7", czk)->minor == 700);
}

TEST_CASE("random amounts there and back, against a wide integer") {
  std::mt19937_64 random(42);
  for (int round = 0; round < 20'000; ++round) {
    const auto& row = currencies[random() % currencies.size()];
    const Currency currency{row.code};
    const auto minor = static_cast<std::int64_t>(random() % (1ull << (random() % 50)));
    const Money money{round % 2 == 0 ? minor : -minor, currency};
    const std::string text = money.text();
    CHECK(Money::parse(text, currency).value() == money);
    CHECK(oracle(text, row.digits) == static_cast<Int128>(money.minor));
  }
}

TEST_CASE("sums and order") {
  CHECK(1_czk + 2_czk == 3_czk);
  CHECK(1_czk - 2_czk == Money{-100, czk});
  CHECK(-(1_czk) == Money{-100, czk});
  CHECK(1_czk < 1.01_czk);
  CHECK(1_czk != 1_eur);
  CHECK(Money{0, czk}.is_zero());
}
