// What lines of a syntax tree are made of: names, texts, values and expressions, with their places.
#ifndef ARREARS_SRC_LANGUAGE_EXPRESSION_TREE_HPP
#define ARREARS_SRC_LANGUAGE_EXPRESSION_TREE_HPP

#include <arrears/model/case.hpp>
#include <arrears/model/value.hpp>
#include <arrears/time/moment.hpp>
#include <optional>
#include <string>
#include <vector>

namespace arrears::syntax {

// A stretch of one line. Lines and columns count from 1, columns in code points, end exclusive.
struct Span {
  std::uint32_t line = 0, column = 0, end_column = 0;
  friend bool operator==(const Span&, const Span&) = default;
};
inline Span join(Span a, Span b) { return {a.line, a.column, b.end_column}; }

// A name as written, in NFC, without the quotes of 'otherwise'. Dots join its parts
// ("strategy.spacing", "promise.due", "CZ.due_date_shift"). Empty = missing because of a mistake.
struct Name {
  std::string text;
  Span span;
  bool empty() const { return text.empty(); }
  bool dotted() const { return text.find('.') != std::string::npos; }
  std::string head() const { return text.substr(0, text.find('.')); }  // before the first dot
  std::string tail() const { return dotted() ? text.substr(text.find('.') + 1) : std::string{}; }
};

struct Text {
  std::string text;
  Span span;
};
struct DateValue {
  Date date;
  Span span;
  Name variable = {};  // of a test, instead of a date
};

enum class ExprKind : std::uint8_t {
  error,     // a mistake that has been reported; any kind fits
  name,      // `name`: field, term, table column, list entry, state, channel ...
  number,    // `number`; 20 % is 0.2 with `percent`
  money,     // `money`
  duration,  // `duration`
  date,
  text,
  today,
  yes,
  no,
  count_of,     // `name` = event; `window` and `scope` may be missing
  sum_of,       // the same
  last,         // `name` = event; `scope` may be missing
  days_since,   // the same
  sent,         // `text` = message: whether one has been sent in the case
  delivered,    // the same
  undelivered,  // the same
  opened,       // the same
  done,         // `text` = task: whether one has been done in the case
  as_of,        // operand[0], a field, as of operand[1], a date
  known,        // operand[0] is known
  add,
  sub,
  mul,
  less,
  less_equal,
  equal,
  greater_equal,
  greater,
  all,
  any,  // and, or: two operands or more
  not_,
};

enum class ScopeWord : std::uint8_t { claim, case_, person, creditor };

struct Expr {
  ExprKind kind = ExprKind::error;
  Span span;  // of the whole expression
  Span op;    // of the operator, for binary ones
  Name name;
  Decimal number;
  bool percent = false;
  Money money;
  Duration duration;
  Date date;
  std::string text;
  std::optional<Duration> window;
  std::optional<ScopeWord> scope;
  std::vector<Expr> operands;
};

// `7 days`, or a column (`strategy.spacing`).
struct DurationValue {
  std::optional<Duration> fixed;
  Name column;  // when not fixed; both empty = broken
  Span span;
};

}  // namespace arrears::syntax

#endif
