#include <arrears/time/calendar.hpp>

#include <algorithm>

namespace arrears {

namespace {

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Days since Monday 1969-12-29, so that weeks begin at multiples of seven.
std::int64_t from_monday(Date day) { return std::int64_t{day.number()} + 3; }

// How many days from Monday to Friday there are up to and including this one, counted from that
// Monday: the number of a weekday.
std::int64_t weekdays_through(Date day) {
  const std::int64_t week = floor_divide(from_monday(day), 7);
  const std::int64_t in_week = from_monday(day) - week * 7;
  return week * 5 + std::min<std::int64_t>(in_week + 1, 5);
}

// The weekday with that number.
Date weekday_numbered(std::int64_t number) {
  const std::int64_t week = floor_divide(number - 1, 5);
  const std::int64_t in_week = number - 1 - week * 5;
  return Date::from_number(static_cast<std::int32_t>(week * 7 + in_week - 3));
}

bool is_weekend(Date day) {
  return day.weekday() == Weekday::saturday || day.weekday() == Weekday::sunday;
}

using Holidays = std::vector<Date>;

// Business days up to and including this one, by the same count.
std::int64_t business_days_through(const Holidays& holidays, Date day) {
  const auto passed = std::upper_bound(holidays.begin(), holidays.end(), day) - holidays.begin();
  return weekdays_through(day) - passed;
}

// The business day with that number, in logarithmic time: before holiday i there are
// weekdays - (i + 1) business days, which never falls as i rises, so the holidays that lie before
// the day looked for are found by halving.
Date business_day_numbered(const Holidays& holidays, std::int64_t number) {
  std::size_t low = 0, high = holidays.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const auto before = weekdays_through(holidays[middle]) - static_cast<std::int64_t>(middle + 1);
    if (before < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return weekday_numbered(number + static_cast<std::int64_t>(low));
}

std::shared_ptr<const Holidays> sorted_weekdays(Holidays days) {
  days.erase(std::remove_if(days.begin(), days.end(), is_weekend), days.end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return std::make_shared<const Holidays>(std::move(days));
}

}  // namespace

Calendar::Calendar() {
  static const auto none = std::make_shared<const Holidays>();
  holidays_ = none;
}

Calendar::Calendar(std::vector<Date> holidays) : holidays_(sorted_weekdays(std::move(holidays))) {}

bool Calendar::is_business_day(Date day) const {
  return !is_weekend(day) && !std::binary_search(holidays_->begin(), holidays_->end(), day);
}

Date Calendar::add(Date from, BusinessDays n) const {
  if (n.count == 0) return from;
  // Counting back, the day before `from` is the first that may count.
  const std::int64_t number = n.count > 0
                                  ? business_days_through(*holidays_, from) + n.count
                                  : business_days_through(*holidays_, from - Days{1}) + n.count + 1;
  return business_day_numbered(*holidays_, number);
}

Date Calendar::on_or_after(Date day) const {
  return is_business_day(day) ? day : add(day, BusinessDays{1});
}

int Calendar::between(Date from, Date to) const {
  if (to <= from) return 0;
  return static_cast<int>(business_days_through(*holidays_, to) -
                          business_days_through(*holidays_, from));
}

}  // namespace arrears
