#include <algorithm>
#include <ledger/accrual.hpp>

namespace arrears::ledger {

std::int64_t year_parts(Date day, DayCount count) {
  switch (count) {
    case DayCount::act_act: {
      const int year = day.year();
      const std::int64_t day_of_year = (day - Date{year, 1, 1}).count + 1;
      return year * year_units + day_of_year * (year_units / (is_leap_year(year) ? 366 : 365));
    }
    case DayCount::act_365: return std::int64_t{day.number()} * (year_units / 365);
    case DayCount::act_360: return std::int64_t{day.number()} * (year_units / 360);
    case DayCount::thirty_360: {
      const std::int64_t days =
          360 * std::int64_t{day.year()} + 30 * (day.month() - 1) + std::min(day.day(), 30);
      return days * (year_units / 360);
    }
  }
  return 0;
}

}  // namespace arrears::ledger
