#include <rulebook/evaluate.hpp>
#include <rulebook/table_index.hpp>

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace arrears;

namespace {

// Fields given by hand: number k is host field k.
class Given : public Facts {
 public:
  Date first() const override { return first_; }
  Date last() const override { return last_; }
  Interval field(FieldId field) const override { return fields_.at(field); }
  Interval sum_as_of(FieldId field, Date day) const override {
    Interval out = fields_.at(field);
    out.low += day.number();
    out.high += day.number();
    return out;
  }
  Interval count_of(EventId, std::optional<Duration>, Scope) const override {
    return Interval::of(Kind::number, 2'000'000);
  }
  Interval sum_of(EventId, std::optional<Duration>, Scope, Currency currency) const override {
    Interval out = Interval::of(Kind::money, 30'000);
    out.currency = currency;
    return out;
  }
  Interval last_of(EventId, Scope) const override { return latest_; }
  Interval part_of(EventId, std::uint32_t) const override { return Interval::missing(Kind::name); }
  bool message_is(std::uint32_t, MessageEvent) const override { return false; }
  bool task_done(const std::string&) const override { return false; }
  const Calendar& calendar() const override { return calendar_; }

  std::map<FieldId, Interval> fields_;
  Interval latest_ = Interval::missing(Kind::date);
  Date first_{2026, 9, 25}, last_{2026, 9, 25};
  Calendar calendar_{{Date{2026, 9, 28}}};
};

struct Building {
  Expression e;
  std::uint32_t add(Node node) {
    e.nodes.push_back(node);
    return static_cast<std::uint32_t>(e.nodes.size() - 1);
  }
  std::uint32_t constant(Kind kind, std::int64_t value) {
    Node node;
    node.kind = kind;
    node.value = value;
    if (kind == Kind::money) node.currency = Currency{"CZK"};
    return add(node);
  }
  std::uint32_t field(Kind kind, FieldId id) {
    Node node;
    node.op = Op::field;
    node.kind = kind;
    node.a = id;
    return add(node);
  }
  std::uint32_t two(Op op, std::uint32_t a, std::uint32_t b, Kind kind = Kind::boolean) {
    Node node;
    node.op = op;
    node.kind = kind;
    node.a = a;
    node.b = b;
    return add(node);
  }
  std::uint32_t many(Op op, const std::vector<std::uint32_t>& children) {
    Node node;
    node.op = op;
    node.a = static_cast<std::uint32_t>(e.children.size());
    node.b = static_cast<std::uint32_t>(children.size());
    e.children.insert(e.children.end(), children.begin(), children.end());
    return add(node);
  }
  Interval value(const Facts& facts) const { return evaluate(RulebookData{}, e, facts); }
  Truth truth(const Facts& facts) const {
    RulebookData rules;
    rules.expressions.push_back(e);
    return holds(rules, 0, facts);
  }
};

Interval money(std::int64_t low, std::int64_t high) {
  return {low, high, Kind::money, Currency{"CZK"}, true, false};
}

// A scorecard of two columns of days, the fields of the author that come first.
RulebookData scorecard(std::mt19937_64& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  RulebookData rules;
  Table table;
  table.adds = true;
  for (FieldId c = 0; c < 2; ++c) {
    Building field;
    field.field(Kind::days, static_cast<FieldId>(core_fields + c));
    rules.expressions.push_back(field.e);
    Column column;
    column.kind = Kind::days;
    column.input = static_cast<ExprId>(rules.expressions.size() - 1);
    table.inputs.push_back(column);
  }
  table.outputs.resize(1);
  table.outputs[0].kind = Kind::number;
  for (int n = below(6); n > 0; --n) {
    Row row;
    for (int c = 0; c < 2; ++c) {
      Cell cell;
      if (below(3) > 0) {
        const int low = below(10);
        cell.any_of.push_back({low, low + below(5)});
        if (below(3) == 0) cell.any_of.push_back({std::nullopt, below(4)});
      }
      row.cells.push_back(cell);
    }
    Building points;
    points.constant(Kind::number, (below(21) - 10) * std::int64_t{1'000'000});
    rules.expressions.push_back(points.e);
    row.outputs.push_back(static_cast<ExprId>(rules.expressions.size() - 1));
    table.rows.push_back(row);
  }
  rules.tables.push_back(table);
  return rules;
}

// What the scorecard gives, by hand.
std::int64_t points_of(const RulebookData& rules, std::int64_t a, std::optional<std::int64_t> b) {
  const auto fits = [](const Cell& cell, std::optional<std::int64_t> value) {
    if (cell.any_of.empty()) return true;
    for (const Match& m : cell.any_of) {
      if (value && (!m.low || *m.low <= *value) && (!m.high || *value <= *m.high)) return true;
    }
    return false;
  };
  std::int64_t out = 0;
  for (const Row& row : rules.tables[0].rows) {
    if (!fits(row.cells[0], a) || !fits(row.cells[1], b)) continue;
    out += rules.expressions[row.outputs[0]].nodes[0].value;
  }
  return out;
}

Building first_result(Kind kind) {
  Building out;
  Node node;
  node.op = Op::table_output;
  node.kind = kind;
  out.add(node);
  return out;
}

}  // namespace

TEST_CASE("products are exact and rounded half up once") {
  Given facts;
  Building b;  // 3.33 CZK * 0.5 * 3: 4.995, which is 5.00; rounding in between would give 5.01
  const auto half =
      b.two(Op::mul, b.constant(Kind::money, 333), b.constant(Kind::number, 500'000), Kind::money);
  b.two(Op::mul, half, b.constant(Kind::number, 3'000'000), Kind::money);
  CHECK(b.value(facts).low == 500);
  CHECK(b.value(facts).currency == Currency{"CZK"});
  Building compare;  // 0.01 * 0.5 > 0: half a minor unit is more than nothing
  const auto tiny = compare.two(Op::mul, compare.constant(Kind::money, 1),
                                compare.constant(Kind::number, 500'000), Kind::money);
  compare.two(Op::greater, tiny, compare.constant(Kind::money, 0));
  CHECK(compare.truth(facts) == Truth::yes);
}

TEST_CASE("dates move by the unit of the duration") {
  Given facts;
  const auto plus = [&](Kind unit, std::int64_t count, Op op = Op::add) {
    Building b;
    Node today;
    today.op = Op::today;
    today.kind = Kind::date;
    const auto a = b.add(today);
    b.two(op, a, b.constant(unit, count), Kind::date);
    return Date::from_number(static_cast<std::int32_t>(b.value(facts).low)).text();
  };
  CHECK(plus(Kind::days, 3) == "2026-09-28");
  CHECK(plus(Kind::business_days, 1) == "2026-09-29");  // the 28th is a holiday of this calendar
  CHECK(plus(Kind::months, 2) == "2026-11-25");
  CHECK(plus(Kind::business_days, 1, Op::sub) == "2026-09-24");
  CHECK(plus(Kind::days, 900'000'000'000) == "2200-12-31");
  CHECK(plus(Kind::business_days, 900'000) == "2200-12-31");
  CHECK(plus(Kind::months, 900'000, Op::sub) == "1900-01-01");
}

TEST_CASE("missing compares with nothing; over a stretch it may be missing on some days") {
  Given facts;
  const FieldId f = core_fields;
  Building b;
  const auto field = b.field(Kind::money, f);
  Node known;
  known.op = Op::known;
  known.a = field;
  const auto is_known = b.add(known);
  b.many(Op::all, {is_known, b.two(Op::greater, field, b.constant(Kind::money, 5))});
  facts.fields_[f] = Interval::missing(Kind::money);
  CHECK(b.truth(facts) == Truth::no);
  facts.fields_[f] = money(6, 9);
  CHECK(b.truth(facts) == Truth::yes);
  facts.fields_[f].maybe_missing = true;
  CHECK(b.truth(facts) == Truth::either);
  facts.fields_[f] = money(1, 5);
  facts.fields_[f].maybe_missing = true;
  CHECK(b.truth(facts) == Truth::no);
}

TEST_CASE("a sum as of a date; of a day that is not known, or not one day") {
  const RulebookData rules;
  Given facts;
  facts.fields_[0] = Interval::of(Kind::money, 1'000);
  const Date day{2026, 9, 28};
  const auto as_of = [&](Interval date) {
    facts.fields_[1] = date;
    Building b;
    b.two(Op::as_of, b.field(Kind::money, 0), b.field(Kind::date, 1), Kind::money);
    return evaluate(rules, b.e, facts);
  };
  const Interval exact = as_of(Interval::of(Kind::date, day.number()));
  CHECK(exact.exact());
  CHECK(exact.low == 1'000 + day.number());
  CHECK_FALSE(as_of(Interval::missing(Kind::date)).known);
  Interval stretch = Interval::of(Kind::date, day.number());
  stretch.high += 2;
  const Interval any = as_of(stretch);
  CHECK(any.low < -1'000'000'000'000);
  CHECK(any.high > 1'000'000'000'000);
  stretch.high = stretch.low;
  stretch.maybe_missing = true;
  CHECK(as_of(stretch).maybe_missing);
}

TEST_CASE("two currencies never compare, and no expression is no condition") {
  Given facts;
  Building b;
  b.two(Op::equal, b.constant(Kind::money, 1), b.field(Kind::money, core_fields));
  facts.fields_[core_fields] = {1, 1, Kind::money, Currency{"EUR"}, true, false};
  CHECK(b.truth(facts) == Truth::no);
  CHECK(holds(RulebookData{}, no_expr, facts) == Truth::yes);
}

// Random conditions over three fields, evaluated over boxes and at every point of the box.
TEST_CASE("an answer over a stretch holds at every point of it") {
  std::mt19937_64 random(7);
  const auto below = [&](std::int64_t n) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
  };
  int definite = 0;
  for (int round = 0; round < 4'000; ++round) {
    Building b;
    std::vector<std::uint32_t> truths;
    for (int k = 0; k < 3; ++k) {
      auto left = b.field(Kind::money, static_cast<FieldId>(core_fields + below(3)));
      if (below(2) == 0) {
        left = b.two(Op::mul, left, b.constant(Kind::number, below(5) * 500'000 - 1'000'000),
                     Kind::money);
      }
      auto right = b.constant(Kind::money, below(30) - 10);
      if (below(2) == 0) {
        right =
            b.two(below(2) == 0 ? Op::add : Op::sub, right,
                  b.field(Kind::money, static_cast<FieldId>(core_fields + below(3))), Kind::money);
      }
      const Op ops[] = {Op::less, Op::less_equal, Op::equal, Op::greater_equal, Op::greater};
      truths.push_back(b.two(ops[below(5)], left, right));
      if (below(3) == 0) {
        Node no;
        no.op = Op::not_;
        no.a = truths.back();
        truths.back() = b.add(no);
      }
    }
    b.many(below(2) == 0 ? Op::all : Op::any, truths);
    Given box;
    for (FieldId f = 0; f < 3; ++f) {
      const std::int64_t low = below(25) - 8;
      box.fields_[static_cast<FieldId>(core_fields + f)] = money(low, low + below(4));
    }
    const Truth over = b.truth(box);
    if (over == Truth::either) continue;
    ++definite;
    Given point;
    const auto range = [&](int f) { return box.fields_[static_cast<FieldId>(core_fields + f)]; };
    for (std::int64_t x = range(0).low; x <= range(0).high; ++x) {
      for (std::int64_t y = range(1).low; y <= range(1).high; ++y) {
        for (std::int64_t z = range(2).low; z <= range(2).high; ++z) {
          point.fields_[core_fields] = money(x, x);
          point.fields_[core_fields + 1] = money(y, y);
          point.fields_[core_fields + 2] = money(z, z);
          REQUIRE(b.truth(point) == over);
        }
      }
    }
  }
  CHECK(definite > 1'000);
}

TEST_CASE("tables: outputs of the first row; over a stretch the hull of all that may be") {
  RulebookData rules;
  const auto constant = [&](std::int64_t minor) {
    Building b;
    b.constant(Kind::money, minor);
    rules.expressions.push_back(b.e);
    return static_cast<ExprId>(rules.expressions.size() - 1);
  };
  Building input;
  input.field(Kind::days, core_fields);
  rules.expressions.push_back(input.e);
  Table table;
  table.inputs.resize(1);
  table.inputs[0].input = 0;
  table.outputs.resize(1);
  const auto row = [&](std::optional<std::int64_t> high, std::int64_t minor) {
    Row out;
    out.cells.push_back(high ? Cell{{Match{std::nullopt, *high}}} : Cell{});
    out.outputs.push_back(constant(minor));
    table.rows.push_back(out);
  };
  row(10, 100);
  row(20, 300);
  row(std::nullopt, 200);
  rules.tables.push_back(table);
  Building read;
  Node node;
  node.op = Op::table_output;
  node.kind = Kind::money;
  read.add(node);
  rules.expressions.push_back(read.e);
  const ExprId column = static_cast<ExprId>(rules.expressions.size() - 1);
  Given facts;
  const auto at = [&](std::int64_t low, std::int64_t high) {
    facts.fields_[core_fields] = {low, high, Kind::days, {}, true, false};
    return evaluate(rules, column, facts);
  };
  for (const bool indexed : {false, true}) {
    if (indexed) index_tables(rules);
    CHECK(at(10, 10).low == 100);
    CHECK(at(11, 11).low == 300);
    CHECK(at(99, 99).low == 200);
    CHECK(at(5, 15).low == 100);
    CHECK(at(5, 15).high == 300);
    CHECK(at(15, 25).low == 200);
    facts.fields_[core_fields] = Interval::missing(Kind::days);
    CHECK(evaluate(rules, column, facts).low == 200);
    CHECK(hit_rows(rules, rules.tables[0], facts) == std::vector<std::uint32_t>{2});
  }
}

TEST_CASE("a scorecard adds the rows that fit; over a stretch every day lies within the answer") {
  std::mt19937_64 random(11);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const Building read = first_result(Kind::number);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    RulebookData rules = scorecard(random);
    if (below(2) == 0) index_tables(rules);
    Given facts;
    for (int a = 0; a < 12; ++a) {
      const bool missing = below(4) == 0;
      const int b = below(12), wide = below(4);
      facts.fields_[core_fields] = {a, a, Kind::days, {}, true, false};
      facts.fields_[core_fields + 1] =
          missing ? Interval::missing(Kind::days) : Interval{b, b, Kind::days, {}, true, false};
      const Interval exact = evaluate(rules, read.e, facts);
      REQUIRE(exact.exact());
      const auto given = missing ? std::nullopt : std::optional<std::int64_t>(b);
      REQUIRE(exact.low == points_of(rules, a, given));
      facts.fields_[core_fields] = {a, a + wide, Kind::days, {}, true, false};
      facts.fields_[core_fields + 1].maybe_missing = !missing;
      const Interval over = evaluate(rules, read.e, facts);
      for (int day = a; day <= a + wide; ++day) {
        for (const std::int64_t one :
             {points_of(rules, day, given), points_of(rules, day, std::nullopt)}) {
          REQUIRE(over.low <= one);
          REQUIRE(one <= over.high);
        }
      }
    }
  }
}

TEST_CASE("a table that reads itself ends in an answer") {
  RulebookData rules;
  rules.expressions.push_back(first_result(Kind::money).e);
  Table table;
  table.inputs.resize(1);
  table.inputs[0].input = 0;
  table.outputs.resize(1);
  Row row;
  row.cells.push_back(Cell{{Match{1, 2}}});
  row.outputs.push_back(0);
  table.rows.push_back(row);
  rules.tables.push_back(table);
  index_tables(rules);
  CHECK_FALSE(evaluate(rules, ExprId{0}, Given{}).known);
}

TEST_CASE(
    "days since an event: over a stretch from the least to the most, missing before the first") {
  RulebookData rules;
  Building read;
  Node node;
  node.op = Op::days_since;
  node.kind = Kind::days;
  read.add(node);
  rules.expressions.push_back(read.e);
  Given facts;
  CHECK_FALSE(evaluate(rules, ExprId{0}, facts).known);
  const auto september = [](int day) { return Date{2026, 9, day}.number(); };
  facts.latest_ = Interval::of(Kind::date, september(20));
  CHECK(evaluate(rules, ExprId{0}, facts).low == 5);
  CHECK(evaluate(rules, ExprId{0}, facts).exact());
  facts.last_ = Date{2026, 9, 30};
  facts.latest_.high = september(27);  // another one on the 27th: 0 days on that day, at most 10
  facts.latest_.maybe_missing = true;
  const Interval over = evaluate(rules, ExprId{0}, facts);
  CHECK(over.low == 0);
  CHECK(over.high == 10);
  CHECK(over.maybe_missing);
}
