// Interest of a million cases, six adjoining stretches each, exact, rounded half even once a case:
// arrears::interest over columns, and a stretch a call as the ledger does, against a fixed-point
// loop in 64 bits. Every case is compared with a reference that counts days one by one and
// fractions in 128 bits. `--print N` prints N cases and what they come to, for a reader with
// another calculator.
#include "cases.hpp"
#include "harness.hpp"
#include "rivals/rivals.hpp"

#include <arrears/ledger/interest.hpp>

#include <array>
#include <cstring>
#include <ledger/accrual.hpp>

namespace {

using arrears::DayCount;
using arrears::Int128;

constexpr std::size_t stretches = 6;

// The same work in three layouts: ours, the rival's, the reference's (which reads the rival's).
struct Work {
  std::vector<std::int64_t> principal;
  std::vector<std::int32_t> from, until, ppm, offsets{0};
  std::vector<std::int32_t> day;
  bench::InterestWork rival() const {
    return {principal.size(), principal.data(), day.data(), ppm.data()};
  }
};

std::uint64_t mix(std::uint64_t value) { return bench::Draws(value).next(); }

Work make_work(std::size_t count) {
  Work out;
  out.principal = bench::make_cases(count).amount_minor;
  const std::int32_t first = arrears::Date(2015, 1, 1).number();
  for (std::uint64_t i = 0; i < count; ++i) {
    // A stretch is the days after one day through another, as between two dates of a contract.
    std::int32_t day = first + static_cast<std::int32_t>(mix(i) % 1500);
    out.day.push_back(day);
    for (std::uint64_t k = 0; k < stretches; ++k) {
      out.from.push_back(day + 1);
      day += 1 + static_cast<std::int32_t>(mix(6 * i + k + 1'000'003) % 240);
      out.until.push_back(day);
      out.day.push_back(day);
      out.ppm.push_back(20'000 + static_cast<std::int32_t>(mix(6 * i + k + 77'777) % 100) * 1'000);
    }
    out.offsets.push_back(static_cast<std::int32_t>(out.from.size()));
  }
  return out;
}

// A calendar by counting, and interest in fractions of 365 * 366 * 360 parts of a year.
class Reference {
 public:
  Reference() {
    int year = 1970, month = 1, day = 1;
    while (year < 2030) {
      days_.push_back({year, month, day});
      if (day++ < length(year, month)) continue;
      day = 1;
      if (month++ < 12) continue;
      month = 1;
      ++year;
    }
  }

  std::int64_t interest(const bench::InterestWork& work, std::size_t i, DayCount count) const {
    Int128 sum = 0;
    for (std::size_t k = 0; k < stretches; ++k) {
      const std::int32_t* const day = work.day + 7 * i + k;
      sum += Int128{work.principal[i]} * work.ppm[6 * i + k] * parts(day[0], day[1], count);
    }
    const Int128 one = Int128{year_parts} * 1'000'000;
    const Int128 whole = sum / one, twice = sum % one * 2;
    const bool up = twice > one || (twice == one && whole % 2 == 1);
    return static_cast<std::int64_t>(whole) + (up ? 1 : 0);
  }

 private:
  struct Day {
    int year, month, day;
  };
  static constexpr std::int64_t year_parts = std::int64_t{365} * 366 * 360;

  static bool leap(int of) { return of % 4 == 0 && (of % 100 != 0 || of % 400 == 0); }
  static int length(int of, int month) {
    if (month == 2) return leap(of) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }
  std::int64_t parts(std::int32_t after, std::int32_t through, DayCount count) const {
    const Day& a = days_[static_cast<std::size_t>(after)];
    const Day& b = days_[static_cast<std::size_t>(through)];
    if (count == DayCount::act_365) return (through - after) * (year_parts / 365);
    if (count == DayCount::thirty_360) {
      const int days = 360 * (b.year - a.year) + 30 * (b.month - a.month) +
                       (std::min(b.day, 30) - std::min(a.day, 30));
      return days * (year_parts / 360);
    }
    std::int64_t sum = 0;
    for (std::int32_t day = after + 1; day <= through; ++day) {
      sum += year_parts / (leap(days_[static_cast<std::size_t>(day)].year) ? 366 : 365);
    }
    return sum;
  }

  std::vector<Day> days_;  // from 1970-01-01
};

struct Count {
  const char* name;
  DayCount count;
  void (*rival)(const bench::InterestWork&, std::int64_t*);
};
constexpr Count counts[] = {{"ACT/365", DayCount::act_365, &bench::interest_act_365},
                            {"ACT/ACT", DayCount::act_act, &bench::interest_act_act},
                            {"30E/360", DayCount::thirty_360, &bench::interest_30e_360}};

void by_columns(const Work& work, const DayCount& count, arrears::InterestAmounts& out) {
  const auto done =
      arrears::interest({.principal = work.principal,
                         .principal_by = arrears::InterestColumns::PrincipalBy::whole_case,
                         .from = work.from,
                         .until = work.until,
                         .rate_ppm = work.ppm,
                         .day_count = {&count, 1},
                         .offsets = work.offsets},
                        {.half = arrears::RoundHalf::even}, out);
  if (!done) std::fprintf(stderr, "interest: %s\n", done.error().message.c_str());
}

// As src/ledger/run.cpp does it.
void by_stretch(const Work& work, DayCount count, std::vector<std::int64_t>& booked) {
  for (std::size_t i = 0; i < booked.size(); ++i) {
    Int128 exact = 0;
    for (std::size_t k = 6 * i; k < 6 * i + stretches; ++k) {
      exact += arrears::ledger::exact_interest(work.principal[i], arrears::Rate{work.ppm[k], count},
                                               arrears::Date::from_number(work.from[k] - 1),
                                               arrears::Date::from_number(work.until[k]));
    }
    booked[i] = arrears::ledger::rounded(exact, arrears::RoundHalf::even).minor;
  }
}

std::uint64_t hash_of(const std::vector<std::int64_t>& booked) {
  bench::Fnv hash;
  for (const std::int64_t minor : booked) {
    for (int byte = 0; byte < 8; ++byte) hash.byte(static_cast<std::uint8_t>(minor >> 8 * byte));
  }
  return hash.state;
}

// How many cases differ from the reference.
std::size_t off(const std::vector<std::int64_t>& booked, const std::vector<std::int64_t>& exact) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) wrong += booked[i] != exact[i] ? 1 : 0;
  return wrong;
}

bool race(const Work& work, const Reference& reference, const Count& count, int rounds) {
  arrears::InterestAmounts ours;
  std::vector<std::int64_t> exact(work.principal.size()), stretch(exact.size()),
      rival(exact.size());
  for (std::size_t i = 0; i < exact.size(); ++i) {
    exact[i] = reference.interest(work.rival(), i, count.count);
  }
  const auto columns = [&] {
    by_columns(work, count.count, ours);
    return std::uint64_t{0};
  };
  const auto calls = [&] {
    by_stretch(work, count.count, stretch);
    return std::uint64_t{0};
  };
  const auto loop = [&] {
    count.rival(work.rival(), rival.data());
    return std::uint64_t{0};
  };
  const auto hash = [](const std::vector<std::int64_t>& of) {
    return [&of] { return hash_of(of); };
  };
  const auto items = static_cast<double>(exact.size());
  bench::run(
      {"interest", std::string(count.name) + ", columns", "ns/case", items, rounds},
      {{"arrears", columns, {}, hash(ours.booked)}, {"fixed-point loop", loop, {}, hash(rival)}});
  bench::run({"interest", std::string(count.name) + ", a stretch a call", "ns/case", items, rounds},
             {{"arrears", calls, {}, hash(stretch)}, {"fixed-point loop", loop, {}, hash(rival)}});
  for (const auto& [name, booked] :
       {std::pair{"columns", &ours.booked}, {"calls", &stretch}, {"fixed-point loop", &rival}}) {
    const std::size_t wrong = off(*booked, exact);
    if (wrong == 0) continue;
    std::fprintf(stderr, "interest: %s, %s: %zu of %zu cases off\n", count.name, name, wrong,
                 exact.size());
    return false;
  }
  return true;
}

void print(const Work& work) {
  std::puts("case,ACT/365,ACT/ACT,30E/360");
  std::array<arrears::InterestAmounts, 3> out;
  for (std::size_t c = 0; c < out.size(); ++c) by_columns(work, counts[c].count, out[c]);
  for (std::size_t i = 0; i < work.principal.size(); ++i) {
    std::printf("%zu,%lld,%lld,%lld\n", i, static_cast<long long>(out[0].booked[i]),
                static_cast<long long>(out[1].booked[i]), static_cast<long long>(out[2].booked[i]));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::strcmp(argv[1], "--small") == 0;
  if (argc > 2 && std::strcmp(argv[1], "--print") == 0) {
    print(make_work(std::strtoull(argv[2], nullptr, 10)));
    return 0;
  }
  const Work work = make_work(small ? 20'000 : 1'000'000);
  const Reference reference;
  bool good = true;
  for (const Count& count : counts) good = race(work, reference, count, small ? 3 : 15) && good;
  return good ? 0 : 1;
}
