#include <doctest/doctest.h>

#include <algorithm>
#include <gate/caps.hpp>
#include <random>

using namespace arrears;
using namespace arrears::gate;

namespace {

const Calendar calendar{{Date{2026, 1, 1}, Date{2026, 4, 3}, Date{2026, 4, 6}}};

// Counts by walking: how many contacts lie in the window that ends on `today`.
int counted(const ContactCap& cap, const std::vector<Date>& days, Date today) {
  Date start = today;
  if (cap.in.unit == Duration::Unit::days) start = today - Days{cap.in.count};
  if (cap.in.unit == Duration::Unit::months) start = today - Months{cap.in.count};
  if (cap.in.unit == Duration::Unit::business_days) {
    for (int n = cap.in.count; n > 0;) {
      start = start - Days{1};
      n -= calendar.is_business_day(start);
    }
  }
  int count = 0;
  for (Date day = start + Days{1}; day <= today; day = day + Days{1}) {
    count += static_cast<int>(std::count(days.begin(), days.end(), day));
  }
  return count;
}

}  // namespace

TEST_CASE("random histories: the answer and the day that clears it agree with walking") {
  std::mt19937 random(11);
  for (int round = 0; round < 4'000; ++round) {
    ContactCap cap;
    cap.at_most = static_cast<int>(1 + random() % 4);
    const auto unit = random() % 3;
    cap.in.unit = static_cast<Duration::Unit>(unit);
    cap.in.count = static_cast<int>(1 + random() % (unit == 2 ? 3 : 12));
    const Date today = Date{2026, 3, 1} + Days{static_cast<int>(random() % 60)};
    std::vector<Date> days;
    for (auto n = random() % 10; n > 0; --n) {
      days.push_back(today - Days{static_cast<int>(random() % 40)});
    }
    std::sort(days.begin(), days.end());
    const auto reached = check(cap, days, today, calendar);
    CAPTURE(round);
    REQUIRE(reached.has_value() == (counted(cap, days, today) >= cap.at_most));
    if (!reached) continue;
    Date clears = today;
    while (counted(cap, days, clears) >= cap.at_most) clears = clears + Days{1};
    CHECK(reached->clears == clears);
  }
}

TEST_CASE("text of caps") {
  CHECK(cap_text({3, {Duration::Unit::days, 7}}) == "at most 3 in 7 days");
  CHECK(cap_text({1, {Duration::Unit::months, 1}}) == "at most 1 in 1 month");
  CHECK(cap_text({2, {Duration::Unit::business_days, 5}}) == "at most 2 in 5 business days");
}
