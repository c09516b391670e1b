// The one evaluator of the one expression language. It works over ranges: a value known exactly is
// a range of one. Evaluated over a stretch of days it answers "yes", "no" or "could be either",
// and that is how next_change finds the earliest day on which an answer can change without ever
// being late (DESIGN decision 3).
#ifndef ARREARS_SRC_RULEBOOK_EVALUATE_HPP
#define ARREARS_SRC_RULEBOOK_EVALUATE_HPP

#include <rulebook/data.hpp>

namespace arrears {

// A value, or all values between two: low == high when it is exact. Units are those of Node::value:
// minor units of money, micro of a number (a count of 2 is 2'000'000), days, day numbers of dates,
// indices of texts, list entries, channels and states; booleans are 0 and 1.
struct Interval {
  std::int64_t low = 0, high = 0;
  Kind kind = Kind::boolean;
  Currency currency;
  bool known = true;           // false: certainly missing
  bool maybe_missing = false;  // over a stretch of days: missing on some of them
  bool exact() const { return known && !maybe_missing && low == high; }
  static Interval missing(Kind kind) { return {0, 0, kind, {}, false, false}; }
  static Interval of(Kind kind, std::int64_t value) {
    return {value, value, kind, {}, true, false};
  }
};

enum class Truth : std::uint8_t { no, yes, either };

// What expressions read. A point in time has first() == last(); over a stretch, each answer covers
// every day of it.
class Facts {
 public:
  virtual ~Facts() = default;
  virtual Date first() const = 0;
  virtual Date last() const = 0;
  virtual Interval field(FieldId field) const = 0;
  // A field that is_sum_of_case(), as of a day.
  virtual Interval sum_as_of(FieldId field, Date day) const = 0;
  virtual Interval count_of(EventId event, std::optional<Duration> window, Scope scope) const = 0;
  // The sums of those that are in that currency.
  virtual Interval sum_of(EventId event, std::optional<Duration> window, Scope scope,
                          Currency currency) const = 0;
  virtual Interval last_of(EventId event, Scope scope) const = 0;
  // A part of the latest event of a kind of the host.
  virtual Interval part_of(EventId event, std::uint32_t part) const = 0;
  // Whether a message of the case has been sent, and what became of it; whether a task is done.
  virtual bool message_is(std::uint32_t message, MessageEvent what) const = 0;
  virtual bool task_done(const std::string& task) const = 0;
  // For date + duration.
  virtual const Calendar& calendar() const = 0;
};

// Products are exact; the result is rounded half up, once, to the unit of its kind. A comparison
// with something missing does not hold. Total: nesting beyond any sensible rulebook is missing.
Interval evaluate(const RulebookData& rules, const Expression& expression, const Facts& facts);
Interval evaluate(const RulebookData& rules, ExprId expression, const Facts& facts);
Truth holds(const RulebookData& rules, ExprId condition, const Facts& facts);  // no_expr = yes
// The first row whose cells all hold, of a scorecard every such row; over a stretch only what is
// certain.
std::vector<std::uint32_t> hit_rows(const RulebookData& rules, const Table& table,
                                    const Facts& facts);

// date + duration, or minus it; stays inside the days that Date knows. Business days by `calendar`.
Date shifted(Date from, const Duration& by, int sign, const Calendar& calendar);

}  // namespace arrears

#endif
