// Expressions as text, through parser and binder, against the value that the generator knows.
#include <doctest/doctest.h>
#include <arrears/language/compile.hpp>

#include <random>
#include <rulebook/evaluate.hpp>

using namespace arrears;

namespace {

// Fixed values: debt 1 000 EUR, 45 days past due, 2 broken promises, a consumer; two payments in
// any window of at most 10 days, five ever; no promise.
class Fixed final : public Facts {
 public:
  Date first() const override { return Date{2026, 9, 9}; }
  Date last() const override { return first(); }
  Interval field(FieldId id) const override {
    Interval out;
    if (id == field_id(CoreField::debt)) {
      out.low = 100'000;
      out.kind = Kind::money;
      out.currency = Currency{"EUR"};
    }
    if (id == field_id(CoreField::days_past_due)) out.low = 45, out.kind = Kind::days;
    if (id == field_id(CoreField::broken_promises)) out.low = 2'000'000, out.kind = Kind::number;
    if (id == field_id(CoreField::consumer)) out.low = 1;
    if (id == field_id(CoreField::promise_due)) out.known = false, out.kind = Kind::date;
    out.high = out.low;
    return out;
  }
  // 10 EUR more for each day after 9 September 2026.
  Interval sum_as_of(FieldId id, Date day) const override {
    Interval out = field(id);
    out.low += 1'000 * (day - first()).count;
    out.high = out.low;
    return out;
  }
  Interval count_of(EventId event, std::optional<Duration> window, Scope) const override {
    CHECK(event == event_id(CoreEvent::payment));
    const std::int64_t count = window && window->count <= 10 ? 2 : 5;
    Interval out;
    out.kind = Kind::number;
    out.low = out.high = count * 1'000'000;
    return out;
  }
  Interval sum_of(EventId event, std::optional<Duration> window, Scope scope,
                  Currency currency) const override {
    Interval out = count_of(event, window, scope);
    out.kind = Kind::money;
    out.currency = currency;
    return out;
  }
  Interval last_of(EventId, Scope) const override {
    Interval out;
    out.kind = Kind::date;
    out.low = out.high = Date{2026, 9, 1}.number();
    return out;
  }
  Interval part_of(EventId, std::uint32_t) const override { return Interval::missing(Kind::name); }
  bool message_is(std::uint32_t, MessageEvent) const override { return false; }
  bool task_done(const std::string&) const override { return false; }
  const Calendar& calendar() const override { return calendar_; }

 private:
  Calendar calendar_;
};

struct Made {
  std::string text;
  bool value = false;
};

// Random conditions with the value that they have for Fixed.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Made condition(int depth) {
    if (depth == 0 || below(4) == 0) return leaf();
    if (below(4) == 0) {
      Made inner = condition(depth - 1);
      return {"not (" + inner.text + ")", !inner.value};
    }
    const bool conjunction = below(2) == 0;
    Made out{"", conjunction};
    const unsigned parts = 2 + below(3);
    for (unsigned i = 0; i < parts; ++i) {
      const Made part = condition(depth - 1);
      out.text += (i == 0 ? "" : conjunction ? " and " : " or ") + ("(" + part.text + ")");
      out.value = conjunction ? out.value && part.value : out.value || part.value;
    }
    return out;
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

  template <class Number>
  Made compared(const std::string& left, Number a, const std::string& right, Number b) {
    switch (below(5)) {
      case 0: return {left + " < " + right, a < b};
      case 1: return {left + " <= " + right, a <= b};
      case 2: return {left + " = " + right, a == b};
      case 3: return {left + " >= " + right, a >= b};
      default: return {left + " > " + right, a > b};
    }
  }

  Made leaf() {
    const unsigned n = below(5);
    const std::string text = std::to_string(n);
    switch (below(9)) {
      case 0: return compared("debt * 2", 2000u, text + "00 EUR + debt", 1000u + 100 * n);
      case 1: return compared("debt", 1000u, std::to_string(n + 998) + " EUR", n + 998);
      case 2: return compared("days_past_due", 45u, std::to_string(n + 43) + " days", n + 43);
      case 3: return compared("broken_promises + " + text, 2 + n, "4", 4u);
      case 4: return compared("count of payment in 9 days", 2u, text, n);
      case 5: return compared("count of payment", 5u, std::to_string(n + 3), n + 3);
      case 6: return {"consumer", true};
      case 7:
        return compared("debt as of 11 September 2026", 1020u, std::to_string(n + 1018) + " EUR",
                        n + 1018);
      default: return {"large_" + text, n < 3};
    }
  }

  std::mt19937 random_;
};

// large_0 .. large_4: terms that stand in one another.
std::string plan_with(const std::vector<Made>& conditions) {
  std::string out = R"(plan small
  currency EUR
  starts in first
term large_0  debt > 5 EUR
term large_1  large_0 and (large_2 or consumer)
term large_2  count of payment in 3 days < 3 and count of payment in 30 days > 3
term large_3  not large_1 or (promise.due is known and promise.due < today)
term large_4  debt < 999.99 EUR
state last final
state first
  after 30 days: go to last
)";
  for (const Made& one : conditions) out += "  whenever " + one.text + ": go to last\n";
  return out;
}

}  // namespace

TEST_CASE("random conditions mean what the generator meant") {
  Maker maker(2026);
  std::vector<Made> conditions;
  for (int i = 0; i < 400; ++i) conditions.push_back(maker.condition(3));
  const CompileOutcome outcome =
      compile(SourceSet::from_sources({{"a.plan", plan_with(conditions)}}), {});
  const std::string text = render(outcome.diagnostics, {});
  CAPTURE(text);
  REQUIRE(outcome.rulebook.has_value());
  const RulebookData& data = outcome.rulebook->data();
  const std::vector<Trigger>& triggers = data.plans[0].states[1].triggers;
  REQUIRE(triggers.size() == conditions.size() + 1);
  int yes = 0;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    CAPTURE(conditions[i].text);
    const Truth expected = conditions[i].value ? Truth::yes : Truth::no;
    CHECK(holds(data, triggers[i + 1].head.condition, Fixed{}) == expected);
    yes += conditions[i].value ? 1 : 0;
  }
  CHECK(yes > 50);
  CHECK(yes < 350);
}

TEST_CASE("only sums of the case have a value on another day, and the day is a date") {
  const auto errors = [](const std::string& condition) {
    const CompileOutcome outcome =
        compile(SourceSet::from_sources({{"a.plan", plan_with({{condition, true}})}}), {});
    std::string out;
    for (const Diagnostic& one : outcome.diagnostics) out += one.code + " ";
    return out;
  };
  CHECK(errors("principal as of opened_on + 5 EUR > debt as of entered_on").empty());
  CHECK(errors("interest as of 1 January 2020 = 0 EUR").empty());
  CHECK(errors("days_past_due as of 1 January 2020 > 3 days") == "P0307 ");
  CHECK(errors("large_4 as of 1 January 2020") == "P0307 ");
  CHECK(errors("debt as of debt > 5 EUR") == "P0307 ");
  CHECK(errors("debt as of large_4 > 5 EUR") == "P0307 ");
  CHECK(errors("debt as of promise.due > 5 EUR") == "P0305 ");
  CHECK(errors("promise.due is known and debt as of promise.due > 5 EUR").empty());
  CHECK_FALSE(errors("debt as of > 5 EUR").empty());
  CHECK_FALSE(errors("debt as of today > 5 EUR").empty());
}

TEST_CASE("what may be missing is asked for first") {
  const auto errors = [](const std::string& condition) {
    const CompileOutcome outcome =
        compile(SourceSet::from_sources({{"a.plan", plan_with({{condition, true}})}}), {});
    std::string out;
    for (const Diagnostic& one : outcome.diagnostics) out += one.code + " ";
    return out;
  };
  CHECK(errors("promise.due is known and promise.due < today") == "");
  CHECK(errors("promise.due < today and promise.due is known") == "P0305 ");
  CHECK(errors("consumer or (promise.due is known and promise.due < today)") == "");
  CHECK(errors("(promise.due is known or consumer) and promise.due < today") == "P0305 ");
  CHECK(errors("not (promise.due is known) and promise.due < today") == "P0305 ");
  CHECK(errors("last payment < today") == "P0305 ");
  CHECK(errors("last payment of person is known and last payment < today") == "P0305 ");
  CHECK(errors("last payment is known and last payment + 3 business days < today") == "");
}

TEST_CASE("an event about a promise and a head over its date know the promise") {
  const auto compiled = [](const std::string& lines) {
    return compile(SourceSet::from_sources({{"a.plan", plan_with({}) + lines}}), {})
        .rulebook.has_value();
  };
  CHECK(compiled("  on promise if promise.sum > 5 EUR: go to last\n"));
  CHECK(compiled("  2 days before promise.due if promise.due > today: go to last\n"));
  CHECK_FALSE(compiled("  on payment if promise.sum > 5 EUR: go to last\n"));
}
