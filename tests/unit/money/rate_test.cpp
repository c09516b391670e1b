#include <doctest/doctest.h>
#include <arrears/money/rate.hpp>

#include <random>

using namespace arrears;

TEST_CASE("decimals are read and written in their shortest form") {
  CHECK(Decimal::parse("1.5").value().micro == 1'500'000);
  CHECK(Decimal::parse("-0.25").value().micro == -250'000);
  CHECK(Decimal::parse("0.000001").value().micro == 1);
  CHECK(Decimal::whole(2).text() == "2");
  CHECK(Decimal{1'500'000}.text() == "1.5");
  CHECK(Decimal{-250'000}.text() == "-0.25");
  CHECK(Decimal{}.text() == "0");
  CHECK_FALSE(Decimal::parse("0.0000001"));
  CHECK_FALSE(Decimal::parse("1000000000001"));
  CHECK_FALSE(Decimal::parse("1,5"));
}

TEST_CASE("rates are per cent with at most four decimals") {
  CHECK(Rate::parse_percent("11.75", DayCount::act_act).value() == Rate{117'500});
  CHECK(Rate::parse_percent("-0.88", DayCount::act_365)->ppm == -8'800);
  CHECK(Rate{117'500}.percent_text() == "11.75");
  CHECK(Rate{80'000}.percent_text() == "8");
  CHECK_FALSE(Rate::parse_percent("0.00001", DayCount::act_act));
  CHECK_FALSE(Rate::parse_percent("100001", DayCount::act_act));
  CHECK_FALSE(Rate::parse_percent("11.75 %", DayCount::act_act));
}

TEST_CASE("random decimals there and back") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const auto micro = static_cast<std::int64_t>(random() % (1ull << (random() % 59)));
    const Decimal value{round % 2 == 0 ? micro : -micro};
    CHECK(Decimal::parse(value.text()).value() == value);
    CHECK((value.text().find('.') == std::string::npos || !value.text().ends_with('0')));
  }
}

TEST_CASE("the rounding: nearest, a half away from zero, for every small pair") {
  for (int denominator = 1; denominator <= 60; ++denominator) {
    for (int numerator = -400; numerator <= 400; ++numerator) {
      const auto rounded = static_cast<int>(divide_half_up(numerator, denominator));
      // |rounded * d - n| is at most d / 2, and on a tie the result is the one farther from zero.
      const int off = 2 * (rounded * denominator - numerator);
      const bool tie = off == denominator || off == -denominator;
      const bool away = numerator > 0 ? off > 0 : off < 0;
      if (off > denominator || off < -denominator || (tie && !away)) {
        FAIL(numerator << " / " << denominator << " gave " << rounded);
      }
    }
  }
}

TEST_CASE("the rounding of very large numbers does not overflow") {
  const Int128 huge = static_cast<Int128>((static_cast<UInt128>(1) << 127) - 1);
  CHECK(divide_half_up(huge, 1) == huge);
  CHECK(divide_half_up(huge, huge) == 1);
  CHECK(divide_half_up(-huge, huge) == -1);
  CHECK(divide_half_up(huge / 2, huge) == 0);      // just below a half
  CHECK(divide_half_up(huge / 2 + 1, huge) == 1);  // just above
  CHECK(divide_half_up(-(huge / 2) - 1, huge) == -1);
}

TEST_CASE("a share is read in three spellings and kept in lowest terms") {
  CHECK(*Share::parse("1/3") == Share{1, 3});
  CHECK(*Share::parse("2/6") == Share{1, 3});
  CHECK(*Share::parse("0.25") == Share{1, 4});
  CHECK(*Share::parse("25 %") == Share{1, 4});
  CHECK(*Share::parse("33.3333%") == Share{333'333, 1'000'000});
  CHECK(*Share::parse("1") == Share{1, 1});
  CHECK(*Share::parse("4294967295/4294967295") == Share{1, 1});
  CHECK((Share{2, 5}.text()) == "2/5");
  for (const char* wrong : {"", "/", "1/", "/3", "0", "0/3", "4/3", "1.5", "101 %", "-1/3", "1/0",
                            "1/3/3", "4294967296/4294967296", "a third", "0.0000001"}) {
    CAPTURE(wrong);
    CHECK_FALSE(Share::parse(wrong));
  }
}
