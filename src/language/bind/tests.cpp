// Tests in rule files: facts, dates and assertions, checked against what the plan declares.
#include <language/bind/event_shape.hpp>
#include <language/bind/expression.hpp>

#include <algorithm>

namespace arrears::language {

namespace {

using W = syntax::Word;

class TestBinder {
 public:
  TestBinder(Context& context, const Unit& unit, const Plan& plan, const syntax::Test& source)
      : context_(context),
        unit_(unit),
        plan_(plan),
        source_(source),
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
        context_.error(unit_, "P0404", source_.law.span, "there is no law pack " + quoted(out.law));
      }
    }
    if (source_.law_known_on) out.law_known_on = source_.law_known_on->date;
    for (const syntax::TestLine& line : source_.lines) {
      complete_ = complete_ && !line.broken;
      if (!line.broken) out.lines.push_back(bind(line));
    }
    whole(out);
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
      context_.error(unit_, "P0507", source_.span, "the test gives no claim",
                     "add a line `{given} {claim} 12 000 EUR, {due} ...`");
    }
    if (!begun_) {
      context_.error(unit_, "P0501", source_.span, "the test never begins",
                     "add a line `{date} ...: {begin}`");
    }
    if (!has(TestLine::What::verify)) {
      context_.warning(unit_, "P0510", source_.span, "the test verifies nothing");
    }
  }

  TestLine bind(const syntax::TestLine& line) {
    TestLine out;
    out.what = static_cast<TestLine::What>(line.what);
    static_assert(static_cast<int>(What::verify) == static_cast<int>(TestLine::What::verify));
    out.line = line.span.line;
    out.date = line.date.date;
    switch (line.what) {
      case What::given_claim: claim(line, out); break;
      case What::given_history:
        if (line.fact) out.fact = fact(*line.fact);
        break;
      case What::given_payments_daily: break;
      case What::given_field: given_field(line, out); break;
      case What::day: day(line, out); break;
      case What::verify:
        for (const syntax::Assertion& part : line.assertions) {
          if (!part.broken) out.assertions.push_back(assertion(part));
          complete_ = complete_ && !part.broken;
        }
    }
    return out;
  }

  // ---- given ----

  void claim(const syntax::TestLine& line, TestLine& out) {
    const auto sum = bind_value(context_, unit_, line.claim.principal, Kind::money, none_index);
    if (sum) out.claim.principal = std::get<Money>(*sum);
    if (sum && out.claim.principal.minor <= 0) {
      context_.error(unit_, "P0503", line.claim.principal.span, "a claim is above zero");
    }
    if (line.claim.due) {
      out.claim.due = line.claim.due->date;
    } else {
      context_.error(unit_, "P0509", line.span, "the claim has no due date",
                     "add `, due 1 September 2026`");
    }
    if (line.claim.times) maturities(line, out.claim);
    if (line.claim.obligation_of) out.claim.obligation = line.claim.obligation_of->date;
    out.claim.relation = line.claim.relation;
    if (unit_.pack == nullptr) return;
    if (unit_.pack->requires_obligation() && !out.claim.obligation) {
      context_.error(unit_, "P0508", line.span,
                     "under this law a claim says when its obligation arose",
                     "add `, obligation of 3 August 2026`");
    }
    if (unit_.pack->requires_relation() && out.claim.relation == Relation::unstated) {
      context_.error(unit_, "P0508", line.span, "under this law a claim says whose relation it is",
                     "add `, relation business` or `, relation consumer`");
    }
  }

  // `12 000 CZK times 4`: so much four times, a month apart, the first on the due date.
  void maturities(const syntax::TestLine& line, Claim& claim) {
    const std::int64_t times = *line.claim.times;
    if (times < 2 || times > instalments_max) {
      context_.error(unit_, "P0505", line.span,
                     "a claim falls due in 2 to " + std::to_string(instalments_max) + " parts");
      return;
    }
    const Money part = claim.principal;
    claim.principal.minor *= times;
    for (std::int32_t i = 0; i < times; ++i) {
      claim.maturities.push_back({claim.due + Months{i}, part});
    }
  }

  // The fact that makes a derived field what the author wants it to be.
  static const char* instead_of(FieldId field) {
    switch (static_cast<CoreField>(field)) {
      case CoreField::broken_promises:
      case CoreField::promise_due:
      case CoreField::promise_sum:
        return "give the fact: `{given} {history} 2026-09-02: {event:promise} …`";
      case CoreField::missed_instalments:
      case CoreField::instalment_due:
      case CoreField::instalment_sum:
        return "give the fact: `{given} {history} 2026-09-02: {event:instalments_agreed} …`";
      case CoreField::offer_count:
      case CoreField::offer_first:
      case CoreField::offer_least:
      case CoreField::offer_sum:
      case CoreField::offer_ends:
      case CoreField::offer_rest:
        return "give the fact: `{given} {history} 2026-09-02: {event:offer} …`";
      case CoreField::disputed:
      case CoreField::undisputed:
        return "give the fact: `{given} {history} 2026-09-02: {event:dispute} …`";
      case CoreField::days_to_limitation:
        return "give the fact: `{given} {history} 2026-09-02: {event:acknowledgement}`";
      case CoreField::spent: return "give the fact: `{given} {history} 2026-09-02: {event:cost} …`";
      case CoreField::written_off:
      case CoreField::costs:
      case CoreField::entered_on:
      case CoreField::opened_on: return "let the plan run: `{date} 2026-09-02: {begin}`";
      default: return "give the claim: `{given} {claim} 12 000 EUR, {due} 2026-09-01`";
    }
  }

  void given_field(const syntax::TestLine& line, TestLine& out) {
    if (line.field.empty()) return;
    const auto info = find_field(context_, unit_, line.field.text);
    if (!info) {
      context_.error(unit_, "P0209", line.field.span,
                     "there is no field " + quoted(line.field.text),
                     suggestion(unit_, line.field.text, names_of(unit_.names.fields),
                                {W::claim, W::history, W::payments_complete}));
      return;
    }
    if (!info->host) {
      context_.error(unit_, "P0502", line.field.span,
                     quoted(line.field.text) + " is derived from facts", instead_of(info->id));
      return;
    }
    out.field = line.field.text;
    const auto value = bind_value(context_, unit_, line.value, info->kind, info->list);
    if (value) out.value = *value;
  }

  // ---- days ----

  void day(const syntax::TestLine& line, TestLine& out) {
    if (last_day_ && line.date.date < *last_day_) {
      context_.error(unit_, "P0504", line.date.span, "days of a test go forward",
                     "the line before stands on " + last_day_->text());
    }
    last_day_ = line.date.date;
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
          context_.error(unit_, "P0501", source.span, "the test has begun already");
        }
        begun_ = true;
        break;
      case syntax::Fact::What::payments_complete: out.through = source.through.date; break;
      case syntax::Fact::What::delivered:
      case syntax::Fact::What::undelivered:
      case syntax::Fact::What::opened:
        out.channel = channel(source.channel);
        out.message = message(source.text);
        break;
      case syntax::Fact::What::done:
        task(source.text);
        out.text = source.text.text;
        out.outcome = source.outcome.text;
        break;
      case syntax::Fact::What::confirmed:
      case syntax::Fact::What::refused:
        if (source.text.span.line != 0) asked(source.text);
        out.text = source.text.text;
        break;
      case syntax::Fact::What::event: event(source, out); break;
    }
    return out;
  }

  void event(const syntax::Fact& source, TestFact& out) {
    if (source.by) out.by = source.by->date;
    if (source.valued) out.valued = source.valued->date;
    if (source.event.empty()) return;
    const auto found = find_event(unit_, source.event.text, false);
    if (!found) {
      context_.error(
          unit_, "P0208", source.event.span, "there is no event " + quoted(source.event.text),
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
                     quoted(source.event.text) + " has " + std::to_string(decl.parts.size()) +
                         " values, not " + std::to_string(source.values.size()));
      return;
    }
    for (std::size_t i = 0; i < decl.parts.size(); ++i) {
      const auto value =
          bind_value(context_, unit_, source.values[i], decl.parts[i].kind, decl.parts[i].list);
      out.values.push_back(value.value_or(Value{false}));
    }
    if (source.by || source.valued || source.times) stray(source);
  }

  void stray(const syntax::Fact& source) {
    context_.error(unit_, "P0505", source.span,
                   quoted(source.event.text) + " takes no `by`, `valued` or `times` here");
  }

  void core_values(const syntax::Fact& source, CoreEvent event, TestFact& out) {
    const std::optional<EventShape> fits = shape_of(event);
    if (!fits) {
      context_.error(unit_, "P0502", source.event.span,
                     quoted(source.event.text) + " is derived from facts",
                     "give the facts: promises, payments, `{payments_complete} {through} ...`");
      return;
    }
    if (source.values.size() < fits->least || source.values.size() > fits->most) {
      context_.error(unit_, "P0505", source.span,
                     quoted(source.event.text) + (fits->most == 0    ? " takes no value"
                                                  : fits->least == 0 ? " takes at most one value"
                                                                     : " takes one value"));
      return;
    }
    for (const syntax::Expr& expr : source.values) {
      if (fits->kind == Kind::text) {
        call_outcome(expr, out);
        continue;
      }
      const auto value = bind_value(context_, unit_, expr, fits->kind, none_index);
      if (value) out.values.push_back(*value);
    }
    if ((source.by && !fits->by) || (source.valued && !fits->valued) ||
        (source.times && !fits->times)) {
      stray(source);
    }
    if (source.times && (*source.times < 1 || *source.times > instalments_max)) {
      context_.error(
          unit_, "P0505", source.span,
          "a plan has between 1 and " + std::to_string(instalments_max) + " instalments");
    } else if (source.times) {
      out.times = static_cast<std::int32_t>(*source.times);
    }
    if (fits->by && !source.by) {
      context_.error(unit_, "P0505", source.span,
                     event == CoreEvent::promise       ? "a promise says by when"
                     : event == CoreEvent::claim_added ? "an added claim says when it is due"
                                                       : "a plan says when the first is due",
                     "add `{by} 2026-09-25`");
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
    static_assert(static_cast<int>(A::field) == static_cast<int>(Assertion::What::field));
    out.line = source.span.line;
    out.written = source.written;
    out.holds = source.holds;
    switch (source.what) {
      case A::state: out.state = state(source.name); break;
      case A::because:
        out.text = source.name.text;
        entry("reason", source.name);
        break;
      case A::held:
      case A::not_held: break;
      case A::task:
      case A::no_task:
        out.text = source.text.text;
        task(source.text);
        out.team = source.team.text;
        entry("team", source.team);
        if (source.due) out.due = source.due->date;
        break;
      case A::waiting:
      case A::not_waiting:
        out.text = source.text.text;
        asked(source.text);
        break;
      case A::ordered:
      case A::not_ordered:
      case A::sent:
      case A::not_sent:
        out.channel = channel(source.channel);
        out.message = message(source.text);
        out.times = source.times;
        break;
      case A::field: field(source, out); break;
    }
    return out;
  }

  void field(const syntax::Assertion& source, Assertion& out) {
    if (source.name.empty()) return;
    const bool known = find_field(context_, unit_, source.name.text) || source.name.dotted() ||
                       unit_.names.terms.count(source.name.text) > 0;
    if (!known) {
      context_.error(
          unit_, "P0209", source.name.span, "there is no field or term " + quoted(source.name.text),
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
    const auto value = bind_value(context_, unit_, source.value, typed.kind, typed.list);
    if (value) out.value = *value;
  }

  std::uint32_t state(const syntax::Name& name) {
    if (name.empty()) return none_index;
    const auto found = unit_.names.states.find(name.text);
    if (found != unit_.names.states.end()) return found->second;
    context_.error(unit_, "P0204", name.span, "the plan has no state " + quoted(name.text),
                   suggestion(name.text, names_of(unit_.names.states)));
    return none_index;
  }

  void entry(const char* kind, const syntax::Name& name) {
    const auto list = unit_.names.kinds.find(kind);
    if (name.empty()) return;
    NameMap none;
    const NameMap& entries =
        list == unit_.names.kinds.end() ? none : unit_.names.entries.at(list->second);
    if (entries.count(name.text) != 0) return;
    context_.error(unit_, "P0210", name.span,
                   quoted(name.text) + " is not an entry of list `" + kind + "`",
                   suggestion(name.text, names_of(entries)));
  }

  std::uint32_t channel(const syntax::Name& name) {
    if (name.empty()) return none_index;
    const auto found = unit_.names.channels.find(name.text);
    if (found != unit_.names.channels.end()) return found->second;
    context_.error(unit_, "P0205", name.span, "there is no channel " + quoted(name.text),
                   suggestion(name.text, names_of(unit_.names.channels)));
    return none_index;
  }

  std::uint32_t message(const syntax::Text& name) {
    const auto found = unit_.names.messages.find(name.text);
    if (found != unit_.names.messages.end()) return found->second;
    context_.error(unit_, "P0206", name.span, "there is no message \"" + name.text + "\"",
                   suggestion(name.text, names_of(unit_.names.messages)));
    return none_index;
  }

  template <class Of>
  std::vector<std::string_view> texts(Of of) const {
    std::vector<std::string_view> out;
    const auto look = [&](const std::vector<Trigger>& triggers) {
      for (const Trigger& trigger : triggers) {
        for (const Step& step : trigger.steps) {
          if (const std::string* text = of(step)) out.push_back(*text);
        }
      }
    };
    for (const State& one : plan_.states) look(one.triggers);
    look(plan_.everywhere);
    return out;
  }

  void task(const syntax::Text& name) {
    const auto known = texts([](const Step& step) {
      return step.mode == StepMode::manual     ? &step.asked_for
             : step.action == ActionKind::task ? &step.task
                                               : nullptr;
    });
    if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
    context_.error(unit_, "P0506", name.span, "no step makes a task \"" + name.text + "\"",
                   suggestion(name.text, known));
  }

  void asked(const syntax::Text& name) {
    const auto known = texts(
        [](const Step& step) { return step.mode == StepMode::auto_ ? nullptr : &step.asked_for; });
    if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
    context_.error(unit_, "P0511", name.span, "no step \"" + name.text + "\" waits for anybody",
                   suggestion(name.text, known, "the step as written, without quotes and mode"));
  }

  Context& context_;
  const Unit& unit_;
  const Plan& plan_;
  const syntax::Test& source_;
  std::size_t mistakes_before_;
  bool begun_ = false, complete_ = true;
  std::optional<Date> last_day_;
};

}  // namespace

void bind_tests(Context& context, const Unit& unit, std::uint32_t plan) {
  NameMap seen;
  for (const syntax::Test& source : unit.tree->tests) {
    if (!seen.emplace(source.name.text, 0).second) {
      context.error(unit, "P0201", source.name.span,
                    "there are two tests \"" + source.name.text + "\"");
    }
    TestBinder binder(context, unit, context.data.plans[plan], source);
    context.data.tests.push_back(binder.run(plan));
  }
}

}  // namespace arrears::language
