// Zones as data, and a clock that flies.
#ifndef ARREARS_TIME_ZONE_HPP
#define ARREARS_TIME_ZONE_HPP

#include <arrears/time/moment.hpp>
#include <memory>
#include <vector>

namespace arrears {

// The offsets of one place over time. Immutable, cheap to copy, safe from any thread.
class ARREARS_API Zone {
 public:
  struct Change {
    Instant from{};           // first instant at which the offset holds
    std::int32_t offset = 0;  // seconds east of UTC
  };
  // Coordinated universal time.
  Zone();
  // Changes in order of time; before the first the first offset holds.
  Zone(std::string name, std::vector<Change> changes);

  const std::string& name() const;
  std::int32_t offset_at(Instant instant) const;
  Date day_of(Instant instant) const;
  TimeOfDay time_of(Instant instant) const;
  Moment moment(Instant instant) const { return {day_of(instant), instant}; }
  // The instant at which the wall shows this day and time. A time that the clock skips gives the
  // instant of the change; one that it shows twice gives the first.
  Instant instant(Date day, TimeOfDay time) const;

 private:
  struct Data;
  std::shared_ptr<const Data> data_;
};

// Moments of days that fly by: tests, replays, `arrears run` without --live.
class ARREARS_API VirtualClock {
 public:
  explicit VirtualClock(Zone zone) : zone_(std::move(zone)) {}
  // One instant after midnight: when a day opens and is decided.
  Moment opening(Date day) const;
  // This long after midnight on the wall: clock.at(day, 8h).
  Moment at(Date day, Span after_midnight) const;
  const Zone& zone() const { return zone_; }

 private:
  Zone zone_;
};

}  // namespace arrears

#endif
