// Interest in 64 bits, fixed point: what a programmer writes who knows that there are six stretches
// and that sums are small. Each day count has a loop of its own, a year has as many parts as make
// its days whole, the principal meets the sum of rates over time once, a constant divides. Nothing
// is checked; a principal above some hundred thousand times the largest of the workload would
// overflow.
#include "rivals.hpp"

namespace bench {

namespace {

// Half even of value / per, for sums that are not below zero.
template <std::int64_t per>
inline std::int64_t half_even(std::int64_t value) {
  const std::int64_t quotient = value / per;
  const std::int64_t rest = value - quotient * per;
  return quotient + (2 * rest + (quotient & 1) > per ? 1 : 0);
}

// Years without division, as in the fastest date libraries (Neri and Schneider).
struct YearAndDay {
  std::uint32_t century, year, day;
};
inline YearAndDay year_and_day(std::uint32_t days) {
  const std::uint32_t quarters = 4 * days + 3;
  const std::uint64_t product = std::uint64_t{2'939'745} * (quarters % 146'097 | 3);
  return {quarters / 146'097, static_cast<std::uint32_t>(product >> 32),
          static_cast<std::uint32_t>(product) / 2'939'745 / 4};
}

struct Act365 {
  static constexpr std::int64_t year = 365;
  static std::int64_t parts(std::int32_t day) { return day; }
};
struct ActAct {
  static constexpr std::int64_t year = 365 * 366;
  static std::int64_t parts(std::int32_t number) {
    constexpr std::uint32_t from_1601 = 134'774;  // days from 1601-01-01 to 1970-01-01
    const auto [century, of_century, day] =
        year_and_day(static_cast<std::uint32_t>(number) + from_1601);
    const bool leap = ((of_century == 99 ? century : of_century) & 3) == 3;
    return (100 * century + of_century) * year + (day + 1) * (leap ? 365 : 366);
  }
};
struct Thirty360 {
  static constexpr std::int64_t year = 360;
  static std::int64_t parts(std::int32_t number) {
    constexpr std::uint32_t from_1600 = 135'080;  // days from 1600-03-01 to 1970-01-01
    const auto [century, of_century, day] =
        year_and_day(static_cast<std::uint32_t>(number) + from_1600);
    const std::uint32_t month = 2'141 * day + 197'913;
    const std::uint32_t of_month = (month & 65'535) / 2'141 + 1;
    return 360 * (100 * century + of_century) + 30 * (month >> 16) +
           (of_month < 30 ? of_month : 30);
  }
};

template <class Count>
void loop(const InterestWork& work, std::int64_t* booked) {
  const std::int32_t* day = work.day;
  const std::int32_t* ppm = work.ppm;
  for (std::size_t i = 0; i < work.cases; ++i, day += 7, ppm += 6) {
    std::int64_t sum = 0;
    std::int64_t before = Count::parts(day[0]);
    for (int k = 0; k < 6; ++k) {
      const std::int64_t through = Count::parts(day[k + 1]);
      sum += (through - before) * ppm[k];
      before = through;
    }
    booked[i] = half_even<Count::year * 1'000'000>(work.principal[i] * sum);
  }
}

}  // namespace

void interest_act_365(const InterestWork& work, std::int64_t* booked) {
  loop<Act365>(work, booked);
}
void interest_act_act(const InterestWork& work, std::int64_t* booked) {
  loop<ActAct>(work, booked);
}
void interest_30e_360(const InterestWork& work, std::int64_t* booked) {
  loop<Thirty360>(work, booked);
}

}  // namespace bench
