// Tests in rule files: facts, dates and assertions, checked against what the plan declares.
#include <language/bind/event_shape.hpp>
#include <language/bind/expression.hpp>
#include <language/bind/test_names.hpp>
#include <language/bind/test_variables.hpp>

#include <algorithm>

namespace arrears::language {

namespace {

using W = syntax::Word;

class TestBinder {
 public:
  TestBinder(Context& context, const Unit& unit, const Plan& plan, const syntax::Test& source)
      : context_(context),
        unit_(unit),
        source_(source),
        names_(context, unit, plan),
        variables_(context, unit),
        mistakes_before_(context.diagnostics.size()) {}

  RuleTest run(std::uint32_t plan) {
    RuleTest out;
    out.name = source_.name.text;
    out.file = unit_.file;
    out.line = source_.span.line;
    out.plan = plan;
    if (!source_.law.empty()) {
      out.law = source_.law.text;
      if (!context_.packs.knows(out.law)) {
        context_.error(unit_, "P0404", source_.law.span,
                       say("there is no law pack `{0}`", out.law));
      }
    }
    if (source_.law_known_on) out.law_known_on = source_.law_known_on->date;
    for (const syntax::TestLine& line : source_.lines) {
      complete_ = complete_ && !line.broken;
      line_ = static_cast<std::uint32_t>(out.lines.size());
      if (line.broken) continue;
      if (line.what == What::for_any) {
        variables_.declare(line);
      } else {
        out.lines.push_back(bind(line));
      }
    }
    whole(out);
    variables_.give(out);
    return out;
  }

 private:
  using What = syntax::TestLine::What;

  // Only of a test without other mistakes: they explain why something seems to be missing.
  void whole(const RuleTest& test) {
    if (!complete_ || context_.diagnostics.size() != mistakes_before_) return;
    const auto has = [&test](TestLine::What what) {
      return std::any_of(test.lines.begin(), test.lines.end(),
                         [what](const TestLine& line) { return line.what == what; });
    };
    if (!has(TestLine::What::given_claim)) {
      context_.error(unit_, "P0507", source_.span, say("the test gives no claim"),
                     say("add a line `{given} {claim} 12 000 EUR, {due} ...`"));
    }
    if (!begun_) {
      context_.error(unit_, "P0501", source_.span, say("the test never begins"),
                     say("add a line `{date} ...: {begin}`"));
    }
    if (!has(TestLine::What::verify)) {
      context_.warning(unit_, "P0510", source_.span, say("the test verifies nothing"));
    }
    variables_.check_used();
  }

  TestLine bind(const syntax::TestLine& line) {
    TestLine out;
    out.what = static_cast<TestLine::What>(line.what);
    static_assert(static_cast<int>(What::verify) == static_cast<int>(TestLine::What::verify));
    out.line = line.span.line;
    out.date = variables_.day(line.date, at(TestHole::Where::day));
    switch (line.what) {
      case What::given_claim: claim(line, out); break;
      case What::given_history:
        if (line.fact) out.fact = fact(*line.fact);
        break;
      case What::for_any:
      case What::given_payments_daily: break;
      case What::given_field: given_field(line, out); break;
      case What::given_group:
        out.field = line.id.text;
        out.group = static_cast<FieldSetting::Group>(line.group);
        break;
      case What::day: day(line, out); break;
      case What::verify:
        for (const syntax::Assertion& part : line.assertions) {
          asked_ = static_cast<std::uint32_t>(out.assertions.size());
          if (!part.broken) out.assertions.push_back(assertion(part));
          complete_ = complete_ && !part.broken;
        }
    }
    return out;
  }

  // ---- given ----

  void claim(const syntax::TestLine& line, TestLine& out) {
    const auto sum = variables_.value(line.claim.principal, Kind::money, none_index,
                                      at(TestHole::Where::principal));
    if (sum) out.claim.principal = std::get<Money>(*sum);
    if (sum && out.claim.principal.minor <= 0) {
      context_.error(unit_, "P0503", line.claim.principal.span, say("a claim is above zero"));
    }
    if (line.claim.due) {
      out.claim.due = variables_.day(*line.claim.due, at(TestHole::Where::due));
    } else {
      context_.error(unit_, "P0509", line.span, say("the claim has no due date"),
                     say("add `, {due} 2026-09-01`"));
    }
    if (line.claim.times) maturities(line, out.claim);
    if (line.claim.obligation_of) {
      out.claim.obligation =
          variables_.day(*line.claim.obligation_of, at(TestHole::Where::obligation));
    }
    out.claim.relation = line.claim.relation;
    if (unit_.pack == nullptr) return;
    if (unit_.pack->requires_obligation() && !out.claim.obligation) {
      context_.error(unit_, "P0508", line.span,
                     say("under this law a claim says when its obligation arose"),
                     say("add `, {obligation_of} 2026-08-03`"));
    }
    if (unit_.pack->requires_relation() && out.claim.relation == Relation::unstated) {
      context_.error(
          unit_, "P0508", line.span, say("under this law a claim says whose relation it is"),
          say("add `, {relation} {relation_business}` or `, {relation} {relation_consumer}`"));
    }
  }

  // `12 000 CZK times 4`: so much four times, a month apart, the first on the due date.
  void maturities(const syntax::TestLine& line, Claim& claim) {
    const std::int64_t times = *line.claim.times;
    if (line.claim.principal.kind == syntax::ExprKind::name || !line.claim.due->variable.empty()) {
      context_.error(unit_, "P0513", line.claim.principal.span,
                     say("a claim that falls due in parts has a sum and a day of its own"));
      return;
    }
    if (times < 2 || times > instalments_max) {
      context_.error(unit_, "P0505", line.span,
                     say("a claim falls due in 2 to {0} parts", instalments_max));
      return;
    }
    const Money part = claim.principal;
    claim.principal.minor *= times;
    for (std::int32_t i = 0; i < times; ++i) {
      claim.maturities.push_back({claim.due + Months{i}, part});
    }
  }

  // The fact that makes a derived field what the author wants it to be.
  static Said instead_of(FieldId field) {
    switch (static_cast<CoreField>(field)) {
      case CoreField::broken_promises:
      case CoreField::promise_due:
      case CoreField::promise_sum:
        return say("give the fact: `{given} {history} 2026-09-02: {event:promise} …`");
      case CoreField::missed_instalments:
      case CoreField::instalment_due:
      case CoreField::instalment_sum:
        return say("give the fact: `{given} {history} 2026-09-02: {event:instalments_agreed} …`");
      case CoreField::offer_count:
      case CoreField::offer_first:
      case CoreField::offer_least:
      case CoreField::offer_sum:
      case CoreField::offer_ends:
      case CoreField::offer_rest:
        return say("give the fact: `{given} {history} 2026-09-02: {event:offer} …`");
      case CoreField::disputed:
      case CoreField::undisputed:
        return say("give the fact: `{given} {history} 2026-09-02: {event:dispute} …`");
      case CoreField::days_to_limitation:
        return say("give the fact: `{given} {history} 2026-09-02: {event:acknowledgement}`");
      case CoreField::spent:
        return say("give the fact: `{given} {history} 2026-09-02: {event:cost} …`");
      case CoreField::written_off:
      case CoreField::costs:
      case CoreField::entered_on:
      case CoreField::opened_on: return say("let the plan run: `{date} 2026-09-02: {begin}`");
      default: return say("give the claim: `{given} {claim} 12 000 EUR, {due} 2026-09-01`");
    }
  }

  void given_field(const syntax::TestLine& line, TestLine& out) {
    if (line.field.empty()) return;
    const auto info = find_field(context_, unit_, line.field.text);
    if (!info) {
      context_.error(unit_, "P0209", line.field.span,
                     say("there is no field `{0}`", line.field.text),
                     suggestion(unit_, line.field.text, names_of(unit_.names.fields),
                                {W::claim, W::history, W::payments_complete}));
      return;
    }
    if (!info->host) {
      context_.error(unit_, "P0502", line.field.span,
                     say("`{0}` is derived from facts", line.field.text), instead_of(info->id));
      return;
    }
    out.field = line.field.text;
    const auto value =
        variables_.value(line.value, info->kind, info->list, at(TestHole::Where::field));
    if (value) out.value = *value;
  }

  // ---- days ----

  void day(const syntax::TestLine& line, TestLine& out) {
    if (last_day_ && out.date < *last_day_) {
      context_.error(unit_, "P0504", line.date.span, say("days of a test go forward"),
                     say("the line before stands on {0}", last_day_->text()));
    }
    last_day_ = variables_.latest(line.date);
    if (line.fact) out.fact = fact(*line.fact);
  }

  TestFact fact(const syntax::Fact& source) {
    TestFact out;
    out.what = static_cast<TestFact::What>(source.what);
    static_assert(static_cast<int>(syntax::Fact::What::event) ==
                  static_cast<int>(TestFact::What::event));
    switch (source.what) {
      case syntax::Fact::What::begin:
        if (begun_) {
          context_.error(unit_, "P0501", source.span, say("the test has begun already"));
        }
        begun_ = true;
        break;
      case syntax::Fact::What::payments_complete:
        out.through = variables_.day(source.through, at(TestHole::Where::through));
        break;
      case syntax::Fact::What::delivered:
      case syntax::Fact::What::undelivered:
      case syntax::Fact::What::opened:
        out.channel = names_.channel(source.channel);
        out.message = names_.message(source.text);
        break;
      case syntax::Fact::What::done:
        names_.task(source.text);
        out.text = source.text.text;
        out.outcome = source.outcome.text;
        break;
      case syntax::Fact::What::confirmed:
      case syntax::Fact::What::refused:
        if (source.text.span.line != 0) names_.asked(source.text);
        out.text = source.text.text;
        break;
      case syntax::Fact::What::event: event(source, out); break;
    }
    return out;
  }

  void event(const syntax::Fact& source, TestFact& out) {
    if (source.by) out.by = variables_.day(*source.by, at(TestHole::Where::by));
    if (source.valued) out.valued = variables_.day(*source.valued, at(TestHole::Where::valued));
    if (source.event.empty()) return;
    const auto found = find_event(unit_, source.event.text, false);
    if (!found) {
      context_.error(
          unit_, "P0208", source.event.span, say("there is no event `{0}`", source.event.text),
          suggestion(unit_, source.event.text, event_names(unit_, false),
                     {W::begin, W::payments_complete, W::was_delivered, W::was_undelivered,
                      W::was_opened, W::was_done, W::happens, W::was_confirmed, W::was_refused}));
      return;
    }
    out.event = *found;
    if (*found >= core_events) {
      host_values(source, context_.data.events[*found - core_events], out);
    } else {
      core_values(source, static_cast<CoreEvent>(*found), out);
    }
  }

  void host_values(const syntax::Fact& source, const EventDecl& decl, TestFact& out) {
    if (source.values.size() != decl.parts.size()) {
      context_.error(unit_, "P0505", source.span,
                     say("`{0}` has {1} values, not {2}", source.event.text, decl.parts.size(),
                         source.values.size()));
      return;
    }
    for (std::size_t i = 0; i < decl.parts.size(); ++i) {
      const auto value =
          variables_.value(source.values[i], decl.parts[i].kind, decl.parts[i].list,
                           at(TestHole::Where::value, static_cast<std::uint32_t>(i)));
      out.values.push_back(value.value_or(Value{false}));
    }
    if (source.by || source.valued || source.times) stray(source);
  }

  void stray(const syntax::Fact& source) {
    context_.error(unit_, "P0505", source.span,
                   say("`{0}` takes no `{by}`, `{valued}` or `{times}` here", source.event.text));
  }

  void core_values(const syntax::Fact& source, CoreEvent event, TestFact& out) {
    const std::optional<EventShape> fits = shape_of(event);
    if (!fits) {
      context_.error(
          unit_, "P0502", source.event.span, say("`{0}` is derived from facts", source.event.text),
          say("give the facts: promises, payments, `{payments_complete} {through} ...`"));
      return;
    }
    if (source.values.size() < fits->least || source.values.size() > fits->most) {
      context_.error(unit_, "P0505", source.span,
                     say(fits->most == 0    ? Saying<1>("`{0}` takes no value")
                         : fits->least == 0 ? Saying<1>("`{0}` takes at most one value")
                                            : Saying<1>("`{0}` takes one value"),
                         source.event.text));
      return;
    }
    for (const syntax::Expr& expr : source.values) {
      if (fits->kind == Kind::text) {
        call_outcome(expr, out);
        continue;
      }
      const auto value = variables_.value(
          expr, fits->kind, none_index,
          at(TestHole::Where::value, static_cast<std::uint32_t>(out.values.size())));
      if (value) out.values.push_back(*value);
    }
    if ((source.by && !fits->by) || (source.valued && !fits->valued) ||
        (source.times && !fits->times)) {
      stray(source);
    }
    if (source.times && (*source.times < 1 || *source.times > instalments_max)) {
      context_.error(unit_, "P0505", source.span,
                     say("a plan has between 1 and {0} instalments", instalments_max));
    } else if (source.times) {
      out.times = static_cast<std::int32_t>(*source.times);
    }
    if (fits->by && !source.by) {
      context_.error(unit_, "P0505", source.span,
                     event == CoreEvent::promise       ? say("a promise says by when")
                     : event == CoreEvent::claim_added ? say("an added claim says when it is due")
                                                       : say("a plan says when the first is due"),
                     say("add `{by} 2026-09-25`"));
    }
  }

  // A word of the host, or a text.
  void call_outcome(const syntax::Expr& expr, TestFact& out) {
    if (expr.kind == syntax::ExprKind::name) out.values.push_back(Name{expr.name.text});
    if (expr.kind == syntax::ExprKind::text) out.values.push_back(expr.text);
  }

  // ---- verify ----

  Assertion assertion(const syntax::Assertion& source) {
    using A = syntax::Assertion::What;
    Assertion out;
    out.what = static_cast<Assertion::What>(source.what);
    static_assert(static_cast<int>(A::plan) == static_cast<int>(Assertion::What::plan));
    out.line = source.span.line;
    out.written = source.written;
    out.holds = source.holds;
    switch (source.what) {
      case A::state:
        out.text = source.name.text;
        names_.state(source.name);
        break;
      case A::plan:
        out.text = source.name.text;
        names_.plan(source.name);
        break;
      case A::because:
        out.text = source.name.text;
        names_.entry("reason", source.name);
        break;
      case A::held:
      case A::not_held: break;
      case A::task:
      case A::no_task:
        out.text = source.text.text;
        names_.task(source.text);
        out.team = source.team.text;
        names_.entry("team", source.team);
        if (source.due) {
          out.due = variables_.day(*source.due, at(TestHole::Where::asked_due, asked_));
        }
        break;
      case A::waiting:
      case A::not_waiting:
        out.text = source.text.text;
        names_.asked(source.text);
        break;
      case A::ordered:
      case A::not_ordered:
      case A::sent:
      case A::not_sent:
        out.channel = names_.channel(source.channel);
        out.message = names_.message(source.text);
        out.times = source.times;
        break;
      case A::field: field(source, out); break;
      case A::condition: condition(source.value, out); break;
    }
    return out;
  }

  void field(const syntax::Assertion& source, Assertion& out) {
    if (source.name.empty()) return;
    const bool known = find_field(context_, unit_, source.name.text) || source.name.dotted() ||
                       unit_.names.terms.count(source.name.text) > 0;
    if (!known) {
      context_.error(
          unit_, "P0209", source.name.span,
          say("there is no field or term `{0}`", source.name.text),
          suggestion(unit_, source.name.text, operand_names(unit_),
                     {W::state, W::because, W::held, W::not_held, W::task, W::no_task, W::ordered,
                      W::not_ordered, W::sent, W::not_sent, W::waiting, W::not_waiting}));
      return;
    }
    syntax::Expr expr;
    expr.kind = syntax::ExprKind::name;
    expr.name = source.name;
    expr.span = source.name.span;
    ExpressionBinder binder(context_, unit_);
    binder.allow_missing();
    const Typed typed = binder.bind(expr);
    if (!typed.ok) return;
    out.field = context_.keep(binder.take());
    const auto value =
        variables_.value(source.value, typed.kind, typed.list, at(TestHole::Where::asked, asked_));
    if (value) out.value = *value;
  }

  // What is missing makes a comparison not hold, as it does in rules.
  void condition(const syntax::Expr& source, Assertion& out) {
    ExpressionBinder binder(context_, unit_);
    binder.allow_missing();
    binder.with_variables(variables_);
    const Typed typed = binder.bind(source);
    if (!typed.ok) return;
    if (typed.kind != Kind::boolean) {
      context_.error(unit_, "P0303", source.span,
                     say("this is {0}, but a condition is yes or no",
                         kind_text(context_.data, typed.kind, typed.list)),
                     say("compare it with something"));
      return;
    }
    out.field = context_.keep(binder.take());
  }

  TestVariables::Slot at(TestHole::Where where, std::uint32_t index = 0) const {
    return {where, line_, index};
  }

  Context& context_;
  const Unit& unit_;
  const syntax::Test& source_;
  TestNames names_;
  TestVariables variables_;
  std::size_t mistakes_before_;
  std::uint32_t line_ = 0, asked_ = 0;  // in RuleTest::lines, in its assertions
  bool begun_ = false, complete_ = true;
  std::optional<Date> last_day_;
};

}  // namespace

void bind_tests(Context& context, const Unit& unit, std::uint32_t plan) {
  NameMap seen;
  for (const syntax::Test& source : unit.tree->tests) {
    if (!seen.emplace(source.name.text, 0).second) {
      context.error(unit, "P0201", source.name.span,
                    say("there are two tests \"{0}\"", source.name.text));
    }
    TestBinder binder(context, unit, context.data.plans[plan], source);
    context.data.tests.push_back(binder.run(plan));
  }
}

}  // namespace arrears::language
