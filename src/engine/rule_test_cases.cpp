#include <decide/sight.hpp>
#include <engine/rule_test_cases.hpp>
#include <engine/spelling.hpp>

#include <algorithm>

namespace arrears::engine {

namespace {

// The step in which people write numbers like these: 1, or 0.1, 0.01 ... for bounds with places.
std::int64_t step_of(std::int64_t low, std::int64_t high) {
  std::int64_t step = 1'000'000;
  while (step > 1 && (low % step != 0 || high % step != 0)) step /= 10;
  return step;
}

// Numbers without a pattern that would matter here, the same in every run: the multiplier and
// increment of Knuth's MMIX, the high bits.
class Sequence {
 public:
  std::uint64_t next() {
    state_ = state_ * 6'364'136'223'846'793'005ull + 1'442'695'040'888'963'407ull;
    return state_ >> 16;
  }

 private:
  std::uint64_t state_ = 0;
};

}  // namespace

TestCases::TestCases(const RulebookData& rules, const RuleTest& test) : rules_(rules), test_(test) {
  for (const TestVariable& variable : test.variables) domains_.push_back(domain_of(variable));
}

TestCases::Domain TestCases::domain_of(const TestVariable& variable) const {
  if (variable.kind == Kind::boolean) return {0, 1, 2};
  if (variable.kind == Kind::name) {
    return {0, 1, static_cast<std::int64_t>(rules_.lists[variable.list].names.size())};
  }
  const std::int64_t low = interval_of(rules_, variable.low, none_index).low;
  const std::int64_t high = interval_of(rules_, variable.high, none_index).low;
  const std::int64_t step = variable.kind == Kind::number ? step_of(low, high) : 1;
  return {low, step, (high - low) / step + 1};
}

Value TestCases::value(std::size_t variable, std::int64_t which) const {
  const TestVariable& of = test_.variables[variable];
  const std::int64_t number = domains_[variable].first + which * domains_[variable].step;
  switch (of.kind) {
    case Kind::boolean: return number != 0;
    case Kind::name: return Name{rules_.lists[of.list].names[static_cast<std::size_t>(number)]};
    case Kind::money: return Money{number, std::get<Money>(of.low).currency};
    case Kind::number: return Decimal{number};
    case Kind::days: return Days{static_cast<std::int32_t>(number)};
    default: return Date::from_number(static_cast<std::int32_t>(number));
  }
}

std::vector<TestCases::Choice> TestCases::chosen(std::size_t limit) const {
  std::size_t all = 1;
  for (const Domain& domain : domains_) {
    all = all > limit ? all
                      : all * static_cast<std::size_t>(std::min<std::int64_t>(
                                  domain.count, static_cast<std::int64_t>(limit) + 1));
  }
  std::vector<Choice> out;
  if (all <= limit) {
    for (std::size_t n = 0; n < all; ++n) {
      Choice one;
      for (std::size_t rest = n; const Domain& domain : domains_) {
        one.push_back(static_cast<std::int64_t>(rest) % domain.count);
        rest /= static_cast<std::size_t>(domain.count);
      }
      out.push_back(std::move(one));
    }
    return out;
  }
  Choice least(domains_.size(), 0), greatest;
  for (const Domain& domain : domains_) greatest.push_back(domain.count - 1);
  out.push_back(std::move(least));
  if (limit > 1) out.push_back(std::move(greatest));
  Sequence sequence;
  while (out.size() < limit) {
    Choice one;
    for (const Domain& domain : domains_) {
      const std::int64_t last = domain.count - 1;
      switch (sequence.next() % 8) {
        case 0: one.push_back(0); break;
        case 1: one.push_back(last); break;
        case 2: one.push_back(std::min<std::int64_t>(1, last)); break;
        case 3: one.push_back(std::max<std::int64_t>(0, last - 1)); break;
        default:
          one.push_back(static_cast<std::int64_t>(sequence.next() %
                                                  static_cast<std::uint64_t>(domain.count)));
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

RuleTest TestCases::test(const Choice& choice) const {
  RuleTest out = test_;
  std::vector<Value> values;
  for (std::size_t i = 0; i < choice.size(); ++i) {
    values.push_back(value(i, choice[i]));
    out.variables[i].low = values.back();
  }
  for (const TestHole& hole : test_.holes) {
    TestLine& line = out.lines[hole.line];
    const Value& with = values[hole.variable];
    switch (hole.where) {
      case TestHole::Where::day: line.date = std::get<Date>(with); break;
      case TestHole::Where::principal: line.claim.principal = std::get<Money>(with); break;
      case TestHole::Where::due: line.claim.due = std::get<Date>(with); break;
      case TestHole::Where::obligation: line.claim.obligation = std::get<Date>(with); break;
      case TestHole::Where::field: line.value = with; break;
      case TestHole::Where::through: line.fact->through = std::get<Date>(with); break;
      case TestHole::Where::value: line.fact->values[hole.index] = with; break;
      case TestHole::Where::by: line.fact->by = std::get<Date>(with); break;
      case TestHole::Where::valued: line.fact->valued = std::get<Date>(with); break;
      case TestHole::Where::asked: line.assertions[hole.index].value = with; break;
      case TestHole::Where::asked_due:
        line.assertions[hole.index].due = std::get<Date>(with);
        break;
    }
  }
  return out;
}

// Between a value that passes and one that fails there is one where it begins; which of several is
// found does not matter, as long as it is the same every time.
TestCases::Choice TestCases::smallest(Choice failing,
                                      const std::function<bool(const Choice&)>& fails) const {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (std::size_t i = 0; i < failing.size(); ++i) {
      const auto fails_at = [&](std::int64_t which) {
        Choice tried = failing;
        tried[i] = which;
        return fails(tried);
      };
      if (failing[i] == 0) continue;
      std::int64_t passing = -1, found = failing[i];
      if (fails_at(0)) found = 0;
      if (found != 0) passing = 0;
      while (found - passing > 1) {
        const std::int64_t middle = passing + (found - passing) / 2;
        (fails_at(middle) ? found : passing) = middle;
      }
      smaller = smaller || found < failing[i];
      failing[i] = found;
    }
  }
  return failing;
}

std::string TestCases::text(const Choice& choice) const {
  std::string out;
  for (std::size_t i = 0; i < choice.size(); ++i) {
    const TestVariable& variable = test_.variables[i];
    Expression constant;
    constant.nodes.emplace_back();
    constant.nodes[0].kind = variable.kind;
    constant.nodes[0].a = variable.kind == Kind::name ? variable.list : 0;
    const Interval shown = interval_of(rules_, value(i, choice[i]), variable.list);
    out += (i > 0 ? ", " : "") + variable.name + " " +
           value_text(rules_, constant, shown, rules_.language);
  }
  return out;
}

Expression with_values(const RulebookData& rules, const RuleTest& test, Expression expression) {
  for (Node& node : expression.nodes) {
    if (node.op != Op::constant || node.b == 0 || node.b > test.variables.size()) continue;
    const TestVariable& variable = test.variables[node.b - 1];
    node.value = interval_of(rules, variable.low, variable.list).low;
  }
  return expression;
}

}  // namespace arrears::engine
