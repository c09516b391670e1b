#include <arrears/law/law.hpp>
#include <law/pack_data.hpp>
#include <tuple>

namespace arrears {

namespace {

using Event = LimitationEvent;
using Kind = LimitationEvent::Kind;

struct Stop {
  Date from, until;
  bool open = false;  // it still stands still
};

Date year_end(Date day) { return Date{day.year(), 12, 31}; }

// Periods are at most a century and Date ends in 2200: what would pass that ends there.
Date add_months(Date day, std::int32_t months) {
  return Date::latest() - Days{366 * (months / 12 + 1)} < day ? Date::latest()
                                                              : day + Months{months};
}
Date add_days(Date day, std::int32_t count) {
  return Date::latest() - day < Days{count} ? Date::latest() : day + Days{count};
}

// Overlapping and adjoining stops as one, in order of time.
std::vector<Stop> merged(std::vector<Stop> stops) {
  std::sort(stops.begin(), stops.end(),
            [](const Stop& a, const Stop& b) { return a.from < b.from; });
  std::vector<Stop> out;
  for (const Stop& stop : stops) {
    if (out.empty() || add_days(out.back().until, 1) < stop.from) {
      out.push_back(stop);
      continue;
    }
    out.back().until = std::max(out.back().until, stop.until);
    out.back().open = out.back().open || stop.open;
  }
  return out;
}

// One period of the claim from its first day to its end, under what happened meanwhile.
class Period {
 public:
  Period(const LimitationRow& row, std::int32_t years, Date begin, const std::vector<Event>& events)
      : row_(row), begin_(begin) {
    read(events);
    start_ = row.year_end == LimitationRow::YearEnd::start ? year_end(begin) : begin;
    last_ = add_months(start_, 12 * years);
    end_ = closed(last_);
    const std::string starts = years == row.years ? row.starts : "maturity";
    say(begin.text() + ": " + std::to_string(years) + " years from " + starts + " (" + row.line.id +
        ", " + row.line.legal_basis + ")");
    run();
  }

  // None while it stands still.
  std::optional<Date> end() const { return still_ ? std::nullopt : std::optional(end_); }
  bool unknown_filing() const { return filed_unknown_ && *filed_unknown_ <= end_; }
  const std::vector<std::string>& steps() const { return steps_; }
  std::optional<Date> stands_still_since() const { return still_; }

 private:
  void read(const std::vector<Event>& events) {
    using Filing = LimitationRow::Filing;
    for (const Event& event : events) {
      const Stop stop{event.from, event.until.value_or(Date::latest()), !event.until};
      if (stop.until < stop.from) continue;
      if (event.kind == Kind::suspended) stops_.push_back(stop);
      if (event.kind != Kind::filed || stop.until <= begin_) continue;
      if (row_.filing == Filing::unknown) {
        filed_unknown_ = std::min(filed_unknown_.value_or(event.from), event.from);
      } else if (row_.filing == Filing::suspends || event.on_merits || stop.open) {
        stops_.push_back(stop);
      } else {
        undecided_.push_back(stop);
      }
    }
    stops_ = merged(std::move(stops_));
    undecided_ = merged(std::move(undecided_));
  }

  Date closed(Date day) const {
    return row_.year_end == LimitationRow::YearEnd::end ? year_end(day) : day;
  }

  void say(const std::string& what) { steps_.push_back(what + ": until " + end_.text()); }

  void run() {
    const std::int32_t months =
        row_.filing == LimitationRow::Filing::suspends ? row_.months_after : 0;
    for (const Stop& stop : stops_) {
      if (stop.until <= start_) continue;
      if (end_ < stop.from) break;
      if (stop.open) {
        still_ = stop.from;
        return;
      }
      const Date first = std::max(stop.from, start_ + Days{1});
      if (stop.from <= last_) last_ = add_days(last_, (stop.until - first).count + 1);
      // A period that ends with its year does not end while it stands still.
      end_ = std::max({end_, closed(last_), add_days(stop.until, 1)});
      say(first.text() + " to " + stop.until.text() + ": stands still");
      put_off(stop.until, months);
    }
    for (const Stop& stop : undecided_) {
      if (end_ < stop.from) break;
      put_off(stop.until, row_.months_after);
    }
  }

  void put_off(Date ended, std::int32_t months) {
    const Date earliest = add_months(ended, months);
    if (months == 0 || earliest <= end_) return;
    end_ = earliest;
    say("not before " + std::to_string(months) + " months after " + ended.text());
  }

  const LimitationRow& row_;
  Date begin_, start_, last_, end_;
  std::vector<Stop> stops_, undecided_;
  std::optional<Date> still_, filed_unknown_;
  std::vector<std::string> steps_;
};

const LimitationRow* row_of(const LawPack::Data& data, std::string_view name, Date day) {
  for (const LimitationRow& row : data.now.limitation) {
    if (line_named(row.line, name, data.country) && valid_on(row.line, day)) return &row;
  }
  return nullptr;
}

const LimitationRow* row_after(const LawPack::Data& data, Kind kind, Date day) {
  for (const LimitationRow& row : data.now.limitation) {
    const bool fits = kind == Kind::adjudicated ? row.after_title : row.after_acknowledgement;
    if (fits && valid_on(row.line, day)) return &row;
  }
  return nullptr;
}

// Goes from period to period: each acknowledgement, title or interruption begins another one.
class Clock {
 public:
  Clock(const LawPack::Data& data, const LimitationFacts& facts) : data_(data), facts_(facts) {
    for (const Event& event : facts.events) {
      if (event.kind != Kind::suspended && event.kind != Kind::filed) restarts_.push_back(event);
    }
    std::sort(restarts_.begin(), restarts_.end(), [](const Event& a, const Event& b) {
      return std::tuple(a.from, a.kind, a.until) < std::tuple(b.from, b.kind, b.until);
    });
  }

  Limitation run(const LimitationRow& first) {
    row_ = &first;
    begin_ = facts_.exercisable;
    absolute_ = first.absolute_years > 0;
    for (const Event& event : restarts_) {
      if (event.from <= begin_) continue;
      measure();
      // What filing did before does not matter once there is a title.
      const bool unknown = !out_.last_day && !still_;
      if (unknown && event.kind != Kind::adjudicated) return out_;
      if (!restart(event)) return out_;
    }
    measure();
    out_.steps.insert(out_.steps.end(), too_late_.begin(), too_late_.end());
    return out_;
  }

 private:
  // The end of the period that runs now; its steps replace those of the last measure.
  void measure() {
    const Period period(*row_, row_->years, begin_, events());
    out_.line = &row_->line;
    out_.steps = told_;
    out_.steps.insert(out_.steps.end(), period.steps().begin(), period.steps().end());
    out_.last_day = period.end();
    out_.why_not.clear();
    still_ = period.stands_still_since().has_value();
    if (period.unknown_filing()) {
      out_.last_day.reset();
      still_ = false;
      out_.why_not =
          "the law pack " + data_.country + " does not say what filing does to " + row_->line.id;
      return;
    }
    if (still_) out_.why_not = "it stands still since " + period.stands_still_since()->text();
    if (absolute_) {
      cut(Period(*row_, row_->absolute_years, facts_.matured.value_or(facts_.exercisable),
                 facts_.events));
    }
  }

  // A title ends the proceedings that led to it, whether their end was stated or not.
  std::vector<Event> events() const {
    std::vector<Event> out;
    for (const Event& event : facts_.events) {
      const bool over = titled_ && event.kind == Kind::filed && event.from < begin_;
      if (!over) out.push_back(event);
    }
    return out;
  }

  void cut(const Period& absolute) {
    if (!absolute.end() || !out_.last_day || *out_.last_day <= *absolute.end()) return;
    out_.last_day = absolute.end();
    out_.steps.insert(out_.steps.end(), absolute.steps().begin(), absolute.steps().end());
  }

  // Begins another period where the event does. False where the pack has none, which `out_` says.
  bool restart(const Event& event) {
    const LimitationRow* next =
        event.kind == Kind::interrupted ? row_ : row_after(data_, event.kind, event.from);
    if (next == nullptr) {
      out_.last_day.reset();
      out_.why_not =
          "the law pack " + data_.country + " has no period " +
          (event.kind == Kind::adjudicated ? "after a title" : "after an acknowledgement") +
          " of " + event.from.text();
      return false;
    }
    const bool late = out_.last_day && *out_.last_day < event.from;
    const bool revives = event.kind == Kind::acknowledged && next->revives;
    if (late && event.kind != Kind::adjudicated && !revives) {
      too_late_.push_back(event.from.text() + ": too late to begin the period anew");
      return true;
    }
    told_ = out_.steps;
    absolute_ = absolute_ && next == row_;
    titled_ = event.kind == Kind::adjudicated || (titled_ && event.kind == Kind::interrupted);
    row_ = next;
    begin_ = event.kind == Kind::acknowledged
                 ? std::max(event.from, event.until.value_or(event.from))
                 : event.from;
    return true;
  }

  const LawPack::Data& data_;
  const LimitationFacts& facts_;
  std::vector<Event> restarts_;
  const LimitationRow* row_ = nullptr;
  Date begin_;
  bool absolute_ = false, still_ = false, titled_ = false;
  std::vector<std::string> told_, too_late_;  // steps of the periods before; what began none
  Limitation out_;
};

}  // namespace

bool LawPack::limits(std::string_view line) const {
  return std::any_of(
      data_->now.limitation.begin(), data_->now.limitation.end(),
      [&](const LimitationRow& row) { return line_named(row.line, line, data_->country); });
}

Limitation LawPack::limitation(std::string_view line, const LimitationFacts& facts) const {
  const LimitationRow* row = row_of(*data_, line, facts.exercisable);
  if (row != nullptr) return Clock(*data_, facts).run(*row);
  Limitation out;
  out.why_not = "the law pack has no limitation " + std::string(line) +
                " for a right that could be exercised on " + facts.exercisable.text();
  return out;
}

}  // namespace arrears
