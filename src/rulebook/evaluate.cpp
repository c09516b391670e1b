#include <rulebook/evaluate.hpp>
#include <rulebook/table_index.hpp>

#include <algorithm>
#include <limits>

namespace arrears {
namespace {

// Deeper than any checked rulebook nests (the language allows 32); beyond it the answer is missing.
constexpr int deepest = 256;

constexpr Int128 int128_max = static_cast<Int128>((~static_cast<UInt128>(0)) >> 1);
constexpr Int128 million = 1'000'000;

Int128 plus(Int128 a, Int128 b) {
  Int128 out = 0;
  if (!__builtin_add_overflow(a, b, &out)) return out;
  return a > 0 ? int128_max : -int128_max;
}
Int128 times(Int128 a, Int128 b) {
  Int128 out = 0;
  if (!__builtin_mul_overflow(a, b, &out)) return out;
  return (a > 0) == (b > 0) ? int128_max : -int128_max;
}

// An interval under way: values are multiples of 10^-6 to the power of `scale` of the kind's unit,
// so that products keep every digit. Money has scale 0 at first, a number (in micro) scale 1.
struct Wide {
  Int128 low = 0, high = 0;
  int scale = 0;
  Kind kind = Kind::boolean;
  Currency currency;
  bool known = true, maybe_missing = false;
};

Wide widen(const Interval& in) {
  return {in.low,   in.high,         in.kind == Kind::number ? 1 : 0, in.kind, in.currency,
          in.known, in.maybe_missing};
}

void scale_up(Wide& value, int scale) {
  for (; value.scale < scale; ++value.scale) {
    value.low = times(value.low, million);
    value.high = times(value.high, million);
  }
}

std::int64_t clamp64(Int128 value) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (value > most) return most;
  if (value < -Int128{most}) return -most;
  return static_cast<std::int64_t>(value);
}

Interval narrow(const Wide& in) {
  Int128 divisor = 1;
  const int natural = in.kind == Kind::number ? 1 : 0;
  for (int s = natural; s < in.scale; ++s) divisor = times(divisor, million);
  Interval out{clamp64(divisor == 1 ? in.low : divide_half_up(in.low, divisor)),
               clamp64(divisor == 1 ? in.high : divide_half_up(in.high, divisor)),
               in.kind,
               in.currency,
               in.known,
               in.maybe_missing};
  return out;
}

// The index of a table, made for the moment where there is none.
class IndexOf {
 public:
  explicit IndexOf(const Table& table) : index_(table.index.get()) {
    if (index_ == nullptr) index_ = &own_.emplace(table);
  }
  const TableIndex* operator->() const { return index_; }

 private:
  const TableIndex* index_;
  std::optional<TableIndex> own_;
};

class Evaluator {
 public:
  Evaluator(const RulebookData& rules, const Facts& facts) : rules_(rules), facts_(facts) {}

  Wide value(const Expression& e) { return e.nodes.empty() ? missing() : at(e, root(e)); }
  Truth truth(const Expression& e) { return e.nodes.empty() ? Truth::yes : truth_at(e, root(e)); }
  std::vector<std::uint32_t> rows(const Table& table);
  std::vector<TableIndex::Fit> fitting(const Table& table);

 private:
  static std::uint32_t root(const Expression& e) {
    return static_cast<std::uint32_t>(e.nodes.size() - 1);
  }
  static Wide missing(Kind kind = Kind::boolean) { return {0, 0, 0, kind, {}, false, false}; }
  Wide at(const Expression& e, std::uint32_t index);
  Wide boolean(Truth truth) const;
  Truth truth_at(const Expression& e, std::uint32_t index);
  Truth all_or_any(const Expression& e, const Node& node);
  Truth compare(const Expression& e, const Node& node);
  Wide add(const Expression& e, const Node& node);
  Wide add_duration(const Expression& e, const Node& node, const Wide& date, int sign);
  Wide multiply(const Expression& e, const Node& node);
  Wide days_since(const Node& node) const;
  Wide table_output(const Node& node);
  Wide sum_of_rows(const Table& table, const Node& node);
  std::vector<TableIndex::Range> inputs(const Table& table, bool& exact);
  Wide as_of(const Expression& e, const Node& node);

  const RulebookData& rules_;
  const Facts& facts_;
  int depth_ = 0;
};

struct Deeper {
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  int& depth_;
};

Wide Evaluator::boolean(Truth truth) const {
  Wide out;
  out.low = truth == Truth::yes ? 1 : 0;
  out.high = truth == Truth::no ? 0 : 1;
  return out;
}

Wide Evaluator::at(const Expression& e, std::uint32_t index) {
  const Deeper deeper(depth_);
  if (depth_ > deepest || index >= e.nodes.size()) return missing();
  const Node& node = e.nodes[index];
  switch (node.op) {
    case Op::constant: {
      Interval constant = Interval::of(node.kind, node.value);
      constant.currency = node.currency;
      return widen(constant);
    }
    case Op::today:
      return {facts_.first().number(), facts_.last().number(), 0, Kind::date, {}, true, false};
    case Op::field: return widen(facts_.field(static_cast<FieldId>(node.a)));
    case Op::count_of:
    case Op::sum_of: {
      std::optional<Duration> window;
      if (node.b < e.durations.size()) window = e.durations[node.b];
      const auto event = static_cast<EventId>(node.a);
      if (node.op == Op::count_of) return widen(facts_.count_of(event, window, node.scope));
      return widen(facts_.sum_of(event, window, node.scope, node.currency));
    }
    case Op::last: return widen(facts_.last_of(static_cast<EventId>(node.a), node.scope));
    case Op::days_since: return days_since(node);
    case Op::event_part: return widen(facts_.part_of(static_cast<EventId>(node.a), node.b));
    case Op::message_is: {
      const bool is = facts_.message_is(node.a, static_cast<MessageEvent>(node.b));
      return boolean(is ? Truth::yes : Truth::no);
    }
    case Op::task_done: {
      const auto text = static_cast<std::size_t>(node.value);
      const bool is = text < rules_.pool.size() && facts_.task_done(rules_.pool[text]);
      return boolean(is ? Truth::yes : Truth::no);
    }
    case Op::table_output: return table_output(node);
    case Op::as_of: return as_of(e, node);
    case Op::add:
    case Op::sub: return add(e, node);
    case Op::mul: return multiply(e, node);
    default: return boolean(truth_at(e, index));
  }
}

Truth Evaluator::truth_at(const Expression& e, std::uint32_t index) {
  const Deeper deeper(depth_);
  if (depth_ > deepest || index >= e.nodes.size()) return Truth::no;
  const Node& node = e.nodes[index];
  switch (node.op) {
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::greater_equal:
    case Op::greater: return compare(e, node);
    case Op::all:
    case Op::any: return all_or_any(e, node);
    case Op::not_: {
      const Truth inner = truth_at(e, node.a);
      return inner == Truth::either ? inner : inner == Truth::yes ? Truth::no : Truth::yes;
    }
    case Op::known: {
      const Wide inner = at(e, node.a);
      if (!inner.known) return Truth::no;
      return inner.maybe_missing ? Truth::either : Truth::yes;
    }
    default: {
      const Wide value = at(e, index);
      if (!value.known || (value.low == 0 && value.high == 0)) return Truth::no;
      return value.maybe_missing || value.low == 0 ? Truth::either : Truth::yes;
    }
  }
}

Truth Evaluator::all_or_any(const Expression& e, const Node& node) {
  const Truth decisive = node.op == Op::all ? Truth::no : Truth::yes;
  Truth out = node.op == Op::all ? Truth::yes : Truth::no;
  for (std::uint32_t i = 0; i < node.b && node.a + i < e.children.size(); ++i) {
    const Truth child = truth_at(e, e.children[node.a + i]);
    if (child == decisive) return decisive;
    if (child == Truth::either) out = Truth::either;
  }
  return out;
}

Truth decide_order(Op op, const Wide& a, const Wide& b) {
  const auto less = [](const Wide& x, const Wide& y) {
    return x.high < y.low ? Truth::yes : x.low >= y.high ? Truth::no : Truth::either;
  };
  const auto not_greater = [](const Wide& x, const Wide& y) {
    return x.high <= y.low ? Truth::yes : x.low > y.high ? Truth::no : Truth::either;
  };
  switch (op) {
    case Op::less: return less(a, b);
    case Op::greater: return less(b, a);
    case Op::less_equal: return not_greater(a, b);
    case Op::greater_equal: return not_greater(b, a);
    default: break;
  }
  if (a.high < b.low || b.high < a.low) return Truth::no;
  return a.low == a.high && b.low == b.high && a.low == b.low ? Truth::yes : Truth::either;
}

Truth Evaluator::compare(const Expression& e, const Node& node) {
  Wide a = at(e, node.a), b = at(e, node.b);
  if (!a.known || !b.known) return Truth::no;
  // The checker refuses this; data of a hand-made rulebook must not stop the program.
  if (a.kind == Kind::money && b.kind == Kind::money && a.currency != b.currency) return Truth::no;
  scale_up(a, b.scale);
  scale_up(b, a.scale);
  const Truth out = decide_order(node.op, a, b);
  if (out == Truth::yes && (a.maybe_missing || b.maybe_missing)) return Truth::either;
  return out;
}

Wide Evaluator::add_duration(const Expression& e, const Node& node, const Wide& date, int sign) {
  const Wide by = at(e, node.b);
  Wide out = date;
  out.known = date.known && by.known;
  out.maybe_missing = date.maybe_missing || by.maybe_missing;
  if (!out.known) return out;
  const auto move = [&](Int128 day, Int128 count) {
    const Duration::Unit unit = by.kind == Kind::months          ? Duration::Unit::months
                                : by.kind == Kind::business_days ? Duration::Unit::business_days
                                                                 : Duration::Unit::days;
    const auto n = static_cast<std::int32_t>(std::clamp<Int128>(count, -1'000'000, 1'000'000));
    const auto from = std::clamp<Int128>(day, Date::earliest().number(), Date::latest().number());
    return Int128{shifted(Date::from_number(static_cast<std::int32_t>(from)), {unit, n}, sign,
                          facts_.calendar())
                      .number()};
  };
  out.low = move(date.low, sign > 0 ? by.low : by.high);
  out.high = move(date.high, sign > 0 ? by.high : by.low);
  return out;
}

Wide Evaluator::add(const Expression& e, const Node& node) {
  const int sign = node.op == Op::add ? 1 : -1;
  Wide a = at(e, node.a);
  if (a.kind == Kind::date) return add_duration(e, node, a, sign);
  Wide b = at(e, node.b);
  scale_up(a, b.scale);
  scale_up(b, a.scale);
  Wide out = a;
  out.known = a.known && b.known;
  out.maybe_missing = a.maybe_missing || b.maybe_missing;
  out.low = sign > 0 ? plus(a.low, b.low) : plus(a.low, -b.high);
  out.high = sign > 0 ? plus(a.high, b.high) : plus(a.high, -b.low);
  return out;
}

Wide Evaluator::multiply(const Expression& e, const Node& node) {
  const Wide a = at(e, node.a), b = at(e, node.b);
  Wide out;
  out.kind = a.kind == Kind::money || b.kind == Kind::money ? Kind::money : Kind::number;
  out.currency = a.kind == Kind::money ? a.currency : b.currency;
  out.scale = a.scale + b.scale;
  out.known = a.known && b.known;
  out.maybe_missing = a.maybe_missing || b.maybe_missing;
  const Int128 corners[] = {times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
                            times(a.high, b.high)};
  out.low = *std::min_element(std::begin(corners), std::end(corners));
  out.high = *std::max_element(std::begin(corners), std::end(corners));
  return out;
}

Wide Evaluator::as_of(const Expression& e, const Node& node) {
  if (node.a >= e.nodes.size()) return missing(Kind::money);
  const Wide day = at(e, node.b);
  if (!day.known) return missing(Kind::money);
  const auto field = static_cast<FieldId>(e.nodes[node.a].a);
  const auto on = [&](Int128 number) {
    const auto within =
        std::clamp<Int128>(number, Date::earliest().number(), Date::latest().number());
    return widen(facts_.sum_as_of(field, Date::from_number(static_cast<std::int32_t>(within))));
  };
  Wide out = on(day.low);
  if (day.low != day.high) {  // facts between the two days may do anything
    out.low = -int128_max;
    out.high = int128_max;
  }
  out.maybe_missing = day.maybe_missing;
  return out;
}

// On each day since the last one by then, which lies between the last by the first day and that by
// the last.
Wide Evaluator::days_since(const Node& node) const {
  const Interval last = facts_.last_of(static_cast<EventId>(node.a), node.scope);
  if (!last.known) return missing(Kind::days);
  const std::int64_t least = std::max<std::int64_t>(facts_.first().number() - last.high, 0);
  return {least, facts_.last().number() - last.low, 0, Kind::days, {}, true, last.maybe_missing};
}

Wide Evaluator::table_output(const Node& node) {
  if (node.a >= rules_.tables.size()) return missing(node.kind);
  const Table& table = rules_.tables[node.a];
  if (table.adds) return sum_of_rows(table, node);
  Wide out = missing(node.kind);
  bool first = true;
  for (const std::uint32_t row : rows(table)) {
    const std::vector<ExprId>& outputs = table.rows[row].outputs;
    if (node.b >= outputs.size() || outputs[node.b] >= rules_.expressions.size()) continue;
    // A cell becomes an amount here, so a product in it is rounded here.
    const Wide one = widen(narrow(value(rules_.expressions[outputs[node.b]])));
    if (first) {
      out = one;
      first = false;
      continue;
    }
    if (one.kind != out.kind) return missing(node.kind);
    if (one.known && out.known) {
      out.low = std::min(out.low, one.low);
      out.high = std::max(out.high, one.high);
    } else if (one.known) {
      out.low = one.low;
      out.high = one.high;
    }
    out.maybe_missing = out.maybe_missing || one.maybe_missing || out.known != one.known;
    out.known = out.known || one.known;
  }
  return out;
}

// What the columns of a table hold; whether each is one value that is there.
std::vector<TableIndex::Range> Evaluator::inputs(const Table& table, bool& exact) {
  std::vector<TableIndex::Range> out(table.inputs.size());
  exact = true;
  for (std::size_t c = 0; c < table.inputs.size(); ++c) {
    const ExprId input = table.inputs[c].input;
    const Interval in = input < rules_.expressions.size() ? narrow(value(rules_.expressions[input]))
                                                          : Interval::missing(table.inputs[c].kind);
    out[c] = {in.low, in.high, in.known, in.maybe_missing};
    exact = exact && in.exact();
  }
  return out;
}

std::vector<std::uint32_t> Evaluator::rows(const Table& table) {
  bool exact = true;
  const std::vector<TableIndex::Range> ranges = inputs(table, exact);
  const IndexOf index(table);
  if (!exact) return index->possible_rows(ranges);
  std::vector<std::int64_t> values(ranges.size());
  for (std::size_t c = 0; c < ranges.size(); ++c) values[c] = ranges[c].low;
  const std::uint32_t row = index->first_row(values);
  if (row == none_index) return {};
  return {row};
}

std::vector<TableIndex::Fit> Evaluator::fitting(const Table& table) {
  bool exact = true;
  const std::vector<TableIndex::Range> ranges = inputs(table, exact);
  return IndexOf(table)->fitting_rows(ranges);
}

// Rows that fit on some days only count there: the sum lies between that without and with them.
Wide Evaluator::sum_of_rows(const Table& table, const Node& node) {
  Wide out{0, 0, node.kind == Kind::number ? 1 : 0, node.kind, {}, true, false};
  if (node.b < table.outputs.size()) out.currency = table.outputs[node.b].currency;
  for (const TableIndex::Fit fit : fitting(table)) {
    const std::vector<ExprId>& outputs = table.rows[fit.row].outputs;
    if (node.b >= outputs.size() || outputs[node.b] >= rules_.expressions.size()) continue;
    const Wide one = widen(narrow(value(rules_.expressions[outputs[node.b]])));
    if (!one.known || one.kind != node.kind) return missing(node.kind);
    const bool there = fit.always && !one.maybe_missing;
    out.low = plus(out.low, there ? one.low : std::min<Int128>(one.low, 0));
    out.high = plus(out.high, there ? one.high : std::max<Int128>(one.high, 0));
  }
  return out;
}

}  // namespace

Interval evaluate(const RulebookData& rules, const Expression& expression, const Facts& facts) {
  return narrow(Evaluator(rules, facts).value(expression));
}

Interval evaluate(const RulebookData& rules, ExprId expression, const Facts& facts) {
  if (expression >= rules.expressions.size()) return Interval::missing(Kind::boolean);
  return evaluate(rules, rules.expressions[expression], facts);
}

Truth holds(const RulebookData& rules, ExprId condition, const Facts& facts) {
  if (condition >= rules.expressions.size()) return Truth::yes;
  return Evaluator(rules, facts).truth(rules.expressions[condition]);
}

std::vector<std::uint32_t> hit_rows(const RulebookData& rules, const Table& table,
                                    const Facts& facts) {
  if (!table.adds) {
    std::vector<std::uint32_t> first = Evaluator(rules, facts).rows(table);
    return first.size() == 1 ? first : std::vector<std::uint32_t>{};
  }
  std::vector<std::uint32_t> out;
  for (const TableIndex::Fit fit : Evaluator(rules, facts).fitting(table)) {
    if (fit.always) out.push_back(fit.row);
  }
  return out;
}

Date shifted(Date from, const Duration& by, int sign, const Calendar& calendar) {
  constexpr std::int64_t years_of_dates = 301;
  const std::int64_t count = std::int64_t{by.count} * sign;
  const auto within = [](std::int64_t number) {
    return Date::from_number(static_cast<std::int32_t>(
        std::clamp<std::int64_t>(number, Date::earliest().number(), Date::latest().number())));
  };
  switch (by.unit) {
    case Duration::Unit::days: return within(from.number() + count);
    case Duration::Unit::months: {
      const std::int64_t months = std::clamp(count, -years_of_dates * 12, years_of_dates * 12);
      const std::int64_t month = std::int64_t{from.year()} * 12 + from.month() - 1 + months;
      if (month < 1900 * 12) return Date::earliest();
      if (month >= 2201 * 12) return Date::latest();
      return from + Months{static_cast<std::int32_t>(months)};
    }
    case Duration::Unit::business_days: {
      // Five business days take seven at least, so this many always leave the range of dates.
      const std::int64_t room = count < 0 ? from.number() - Date::earliest().number()
                                          : Date::latest().number() - from.number();
      if (std::max(count, -count) > room * 5 / 7) return within(from.number() + count * 2);
      return within(calendar.add(from, BusinessDays{static_cast<std::int32_t>(count)}).number());
    }
  }
  return from;
}

}  // namespace arrears
