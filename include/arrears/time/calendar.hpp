// Business days. A calendar is chosen by (country, purpose), because a day may move a deadline and
// still be a day on which people may be called.
#ifndef ARREARS_TIME_CALENDAR_HPP
#define ARREARS_TIME_CALENDAR_HPP

#include <arrears/time/date.hpp>
#include <memory>
#include <vector>

namespace arrears {

enum class CalendarPurpose : std::uint8_t { deadline, bank, contact };

// An immutable set of days off, on top of Saturdays and Sundays. A cheap handle: copies share the
// table, nobody can change it. Safe from any thread.
class ARREARS_API Calendar {
 public:
  // Monday to Friday, no holidays: what holds without a law.
  Calendar();
  // Monday to Friday without these days. The days need not be sorted; duplicates are fine.
  explicit Calendar(std::vector<Date> holidays);

  bool is_business_day(Date day) const;
  // The n-th business day after `from`, `from` not counted; n = 0 gives `from` itself, whatever
  // day it is; n < 0 counts back.
  Date add(Date from, BusinessDays n) const;
  // `day` if it is a business day, else the next one.
  Date on_or_after(Date day) const;
  // Business days d with from < d <= to; 0 when to <= from.
  int between(Date from, Date to) const;

 private:
  std::shared_ptr<const std::vector<Date>> holidays_;  // sorted, weekdays only
};

}  // namespace arrears

#endif
