// Runs the tests of rule files through the engine that hosts use: a store of its own for each
// test, channels that only remember, days that fly by.
#include <arrears/engine/rule_test.hpp>
#include <engine/rule_coverage.hpp>
#include <engine/rule_test_cases.hpp>
#include <engine/rule_test_fact.hpp>
#include <engine/shell.hpp>
#include <engine/spelling.hpp>

#include <algorithm>
#include <map>

namespace arrears {

namespace {

constexpr std::int32_t days_max = 36'600;  // of one test: a hundred years

class SilentChannel final : public Channel {
 public:
  SilentChannel(std::string id, Receipt receipts) : id_(std::move(id)), receipts_(receipts) {}
  std::string_view id() const override { return id_; }
  Capabilities capabilities() const override {
    Capabilities out;
    out.keyed = true;
    out.receipts = receipts_;
    return out;
  }
  SendResult send(const Message& message) override {
    return SendResult::accepted("test:" + message.key.value);
  }

 private:
  std::string id_;
  Receipt receipts_;
};

// One test: what is given, the days, what is asked.
class Run {
 public:
  // `coverage` may be null.
  Run(const Rulebook& rules, const LawPacks& law, const Zone& zone, const RuleTest& test,
      engine::RuleCoverage* coverage)
      : rules_(rules),
        data_(rules.data()),
        law_(law),
        clock_(zone),
        test_(test),
        coverage_(coverage) {}

  RuleTestResult run(std::unique_ptr<Store> store);

 private:
  Result<Unit> line(const TestLine& one);
  Result<Unit> to_day(Date day);
  Result<Unit> submit(std::vector<Fact> facts);
  Result<Unit> begin(Date day);
  Result<Unit> state_fact(const TestFact& fact, Date day);
  Result<Fact> fact_of(const TestFact& fact, Date day);
  Result<Unit> verify(const TestLine& one);
  Result<std::string> wrong(const Assertion& asked, const CaseReport& report);
  Result<std::string> wrong_field(const Assertion& asked, const CaseReport& report);
  Result<std::string> wrong_condition(const Assertion& asked, const CaseReport& report);
  std::string contact_found(const CaseReport& report, const Assertion& asked) const;
  // Calls visit(const Facts&) with what expressions read now.
  template <class Visit>
  Result<Unit> with_facts(const CaseReport& report, Visit&& visit);
  Result<Unit> cover_moment();
  void tell_history();
  Result<Unit> cover_entries();

  std::string channel(std::uint32_t index) const {
    return index < data_.channels.size() ? data_.channels[index].name : std::string{};
  }
  std::string message(std::uint32_t index) const {
    return index < data_.messages.size() ? data_.messages[index].name : std::string{};
  }
  FactKey next_key() { return {"test:" + std::to_string(++keys_)}; }
  void fail(std::uint32_t line, std::string expected, std::string found) {
    result_.failures.push_back({line, std::move(expected), std::move(found)});
  }

  const Rulebook& rules_;
  const RulebookData& data_;
  LawPacks law_;
  VirtualClock clock_;
  const RuleTest& test_;
  engine::RuleCoverage* const coverage_;
  RuleTestResult result_;
  std::optional<Engine> engine_;
  std::vector<std::unique_ptr<SilentChannel>> channels_;
  const Caller by_{{"test"}, {"test"}};
  const CaseId case_{"test-case"};
  const PersonId person_{"test-person"};
  const SourceId source_{"bank"};
  std::vector<Claim> claims_;
  FieldValues case_fields_, claim_fields_, person_fields_;
  std::map<FieldSetting::Group, std::string> groups_{
      {FieldSetting::Group::creditor, "test-creditor"}};
  std::vector<const TestLine*> history_;  // of the case, recorded as it opens
  std::optional<Date> day_;
  bool payments_daily_ = false;
  std::uint64_t keys_ = 0;
};

LawPacks law_as_known(const LawPacks& law, const RuleTest& test) {
  if (!test.law_known_on) return law;
  std::vector<LawPack> packs;
  for (const auto& [country, pack] : law.all()) {
    packs.push_back(country == test.law ? pack.as_known_on(*test.law_known_on) : pack);
  }
  return LawPacks(std::move(packs));
}

RuleTestResult Run::run(std::unique_ptr<Store> store) {
  result_.file = test_.file < data_.sources.size() ? data_.sources[test_.file].name : "";
  result_.name = test_.name;
  result_.line = test_.line;
  EngineParts parts;
  parts.store = std::move(store);
  parts.rulebook = rules_;
  parts.law = law_as_known(law_, test_);
  law_ = parts.law;
  parts.zone = clock_.zone();
  parts.tenant = by_.tenant;
  parts.salt_seed = "rule test";
  for (const ChannelDecl& declared : data_.channels) {
    channels_.push_back(std::make_unique<SilentChannel>(declared.name, declared.reports));
    parts.channels.push_back(channels_.back().get());
  }
  Result<Engine> engine = Engine::open(std::move(parts));
  if (!engine) {
    fail(test_.line, "the test begins", engine.error().message);
    return result_;
  }
  engine_.emplace(*std::move(engine));
  for (const TestLine& one : test_.lines) {
    Result<Unit> done = line(one);
    if (done && coverage_ != nullptr) done = cover_moment();
    if (!done) {
      fail(one.line, "the line is run", done.error().message);
      break;
    }
  }
  if (coverage_ != nullptr) {
    if (Result<Unit> done = cover_entries(); !done) {
      fail(test_.line, "its history is read", done.error().message);
    }
  }
  result_.passed = result_.failures.empty();
  if (!result_.passed) tell_history();
  return std::move(result_);
}

void Run::tell_history() {
  const Result<Explanation> told = engine_->explain(by_, case_, day_.value_or(Date{}));
  if (!told) return;  // it has not begun
  for (const Explanation::Line& line : told->lines) {
    result_.history.push_back(line.on.text() + " " + line.what +
                              (line.place.empty() ? "" : "  (" + line.place + ")"));
  }
}

Result<Unit> Run::line(const TestLine& one) {
  switch (one.what) {
    case TestLine::What::given_claim: claims_.push_back(one.claim); return Unit{};
    case TestLine::What::given_payments_daily: payments_daily_ = true; return Unit{};
    case TestLine::What::given_history: history_.push_back(&one); return Unit{};
    case TestLine::What::given_group: groups_[one.group] = one.field; return Unit{};
    case TestLine::What::given_field: {
      for (const FieldDecl& field : data_.fields) {
        if (field.name != one.field) continue;
        FieldValues& to = field.scope == Scope::person  ? person_fields_
                          : field.scope == Scope::claim ? claim_fields_
                                                        : case_fields_;
        to.insert_or_assign(one.field, one.value);
      }
      return Unit{};
    }
    case TestLine::What::day: {
      if (Result<Unit> done = to_day(one.date); !done) return done;
      if (!one.fact) return Unit{};
      return one.fact->what == TestFact::What::begin ? begin(one.date)
                                                     : state_fact(*one.fact, one.date);
    }
    case TestLine::What::verify: return verify(one);
  }
  return Unit{};
}

// Every day up to and including this one, with what was given for it before the case opened.
Result<Unit> Run::to_day(Date day) {
  Date from = day;
  for (const TestLine* one : history_) from = std::min(from, one->date);
  if (day_) from = *day_ + Days{1};
  if ((day - from).count > days_max) {
    return unexpected(ErrorCode::limit, "a test runs over at most a hundred years");
  }
  for (Date next = from; next <= day; next = next + Days{1}) {
    std::vector<Fact> facts;
    if (payments_daily_) {
      facts.push_back({next_key(), next, PaymentsComplete{source_, next - Days{1}}});
    }
    for (const TestLine* one : history_) {
      if (one->date != next || !one->fact) continue;
      if (one->fact->what == TestFact::What::payments_complete) {
        facts.push_back({next_key(), next, PaymentsComplete{source_, one->fact->through}});
      }
    }
    Result<RunDay> ran = run_virtual_day(*engine_, by_, clock_, next, facts);
    if (!ran) return unexpected(ran.error());
    for (const std::string& why : ran->day.set_aside) {
      return unexpected(ErrorCode::refused, "the case was set aside: " + why);
    }
    day_ = next;
  }
  return Unit{};
}

// Facts of a day come after its decisions and sending: at the last opening of a contact window, so
// that what they order is sent at once; at noon on a day without one.
Result<Unit> Run::submit(std::vector<Fact> facts) {
  using std::int64_t;
  Moment moment = clock_.at(*day_, Span{int64_t{12} * 3600});
  const std::vector<Instant> openings = engine_->openings(*day_);
  const bool open = !openings.empty();
  if (open) moment.instant = openings.back();
  Result<ShardState> state = engine_->state(by_);
  if (!state) return unexpected(state.error());
  moment.instant = std::max(moment.instant, state->recorded_at);
  if (auto stored = engine_->submit(by_, moment, facts); !stored) {
    return unexpected(stored.error());
  }
  Result<DayReport> report = engine_->run_day(by_, moment);
  if (!report) return unexpected(report.error());
  if (!report->refused.empty()) {
    return unexpected(ErrorCode::refused, report->refused.front());
  }
  if (!report->set_aside.empty()) {
    return unexpected(ErrorCode::refused, "the rulebook set the case aside");
  }
  if (!open) return Unit{};
  Result<DispatchReport> sent = engine_->dispatch(by_, moment);
  if (!sent) return unexpected(sent.error());
  return Unit{};
}

Result<Unit> Run::begin(Date day) {
  PersonStated person;
  person.person = person_;
  person.details.name = "Test";
  person.details.email = "test@test.example";
  person.fields = person_fields_;
  person.language = data_.language;
  CaseOpened opened;
  opened.case_id = case_;
  opened.plan = test_.plan < data_.plans.size() ? data_.plans[test_.plan].name : std::string{};
  opened.creditor = {groups_[FieldSetting::Group::creditor]};
  opened.portfolio = groups_[FieldSetting::Group::portfolio];
  opened.batch = groups_[FieldSetting::Group::batch];
  opened.fields = case_fields_;
  for (std::size_t i = 0; i < claims_.size(); ++i) {
    Claim claim = claims_[i];
    if (claim.id.empty()) claim.id = {"test-claim-" + std::to_string(i + 1)};
    if (claim.debtor.empty()) claim.debtor = person_;
    for (const auto& [name, value] : claim_fields_) claim.fields.insert_or_assign(name, value);
    opened.claims.push_back(std::move(claim));
  }
  std::vector<Fact> facts;
  facts.push_back({next_key(), day, person});
  facts.push_back({next_key(), day, opened});
  for (const TestLine* one : history_) {
    if (!one->fact || one->fact->what == TestFact::What::payments_complete) continue;
    Result<Fact> fact = fact_of(*one->fact, one->date);
    if (!fact) return unexpected(fact.error());
    facts.push_back(*std::move(fact));
  }
  return submit(std::move(facts));
}

Result<Unit> Run::state_fact(const TestFact& given, Date day) {
  Result<Fact> fact = fact_of(given, day);
  if (!fact) return unexpected(fact.error());
  std::vector<Fact> facts;
  facts.push_back(*std::move(fact));
  return submit(std::move(facts));
}

Result<Fact> Run::fact_of(const TestFact& given, Date day) {
  TestSubject about{case_, person_, source_, {}};
  if (Result<CaseReport> report = engine_->show(by_, case_)) about.value = std::move(report->value);
  Result<FactBody> body = fact_of_test(data_, given, day, about);
  if (!body) return unexpected(body.error());
  return Fact{next_key(), day, *std::move(body)};
}

Result<Unit> Run::verify(const TestLine& one) {
  Result<CaseReport> report = engine_->show(by_, case_);
  if (!report) return unexpected(report.error());
  for (const Assertion& asked : one.assertions) {
    Result<std::string> found = wrong(asked, *report);
    if (!found) return unexpected(found.error());
    if (!found->empty()) fail(asked.line ? asked.line : one.line, asked.written, *found);
  }
  return Unit{};
}

std::string Run::contact_found(const CaseReport& report, const Assertion& asked) const {
  std::string out;
  for (const Contact& contact : report.value.contacts) {
    if (contact.channel != channel(asked.channel) || contact.message != message(asked.message)) {
      continue;
    }
    switch (contact.status) {
      case ContactStatus::ordered: out = "ordered, not sent"; break;
      case ContactStatus::sent: return "sent on " + contact.sent_on->text();
      case ContactStatus::rejected: out = "rejected"; break;
      case ContactStatus::cancelled: out = "cancelled"; break;
      case ContactStatus::expired: out = "expired"; break;
      case ContactStatus::uncertain: out = "uncertain"; break;
    }
    if (!contact.waits_for.empty()) out += ": " + contact.waits_for;
  }
  return out.empty() ? "not ordered" : out;
}

std::string wrong_task(const Assertion& asked, const Case& value) {
  std::string found;
  for (const Task& one : value.tasks) {
    if (one.text != asked.text || one.done_on) continue;
    const bool right =
        (asked.team.empty() || one.team == asked.team) && (!asked.due || one.due == asked.due);
    if (right) return {};
    found = "it is for " + (one.team.empty() ? std::string("nobody") : one.team) + ", due " +
            (one.due ? one.due->text() : std::string("on no day"));
  }
  return found.empty() ? "no such task" : found;
}

// Empty, or what was found instead.
Result<std::string> Run::wrong(const Assertion& asked, const CaseReport& report) {
  using What = Assertion::What;
  const Case& value = report.value;
  const auto unless = [](bool right, std::string found) {
    return right ? std::string{} : std::move(found);
  };
  bool ordered = false, waiting = false;
  std::int64_t sent = 0;
  for (const Contact& contact : value.contacts) {
    if (contact.channel != channel(asked.channel) || contact.message != message(asked.message)) {
      continue;
    }
    ordered = ordered || (contact.status != ContactStatus::cancelled &&
                          contact.status != ContactStatus::expired);
    sent += contact.status == ContactStatus::sent ? 1 : 0;
  }
  for (const AskedStep& one : value.asked) {
    waiting = waiting || (one.text == asked.text && one.status == AskedStep::Status::waiting);
  }
  switch (asked.what) {
    case What::state: {
      const std::string state = value.stack.empty() ? "none" : value.stack.back().state;
      return unless(state == asked.text, "state " + state);
    }
    case What::plan: return unless(value.plan == asked.text, "plan " + value.plan);
    case What::because: return unless(value.because == asked.text, "because " + value.because);
    case What::held:
    case What::not_held: {
      HoldKinds held = HoldKinds::none;
      for (const Hold& hold : report.holds) held = held | hold.kinds;
      held = held & asked.holds;
      return asked.what == What::held ? unless(held == asked.holds, "not held")
                                      : unless(held == HoldKinds::none, "held");
    }
    case What::task: return wrong_task(asked, value);
    case What::no_task: return unless(!wrong_task(asked, value).empty(), "there is such a task");
    case What::waiting: return unless(waiting, "it does not wait");
    case What::not_waiting: return unless(!waiting, "it waits");
    case What::ordered: return unless(ordered, contact_found(report, asked));
    case What::not_ordered: return unless(!ordered, contact_found(report, asked));
    case What::sent:
      if (asked.times) return unless(sent == *asked.times, std::to_string(sent) + " times");
      return unless(sent > 0, contact_found(report, asked));
    case What::not_sent: return unless(sent == 0, contact_found(report, asked));
    case What::field: return wrong_field(asked, report);
    case What::condition: return wrong_condition(asked, report);
  }
  return std::string{};
}

template <class Visit>
Result<Unit> Run::with_facts(const CaseReport& report, Visit&& visit) {
  Result<std::optional<Person>> person =
      engine_->store().load_person({by_.tenant, 0}, report.value.debtor);
  if (!person) return unexpected(person.error());
  Result<ShardState> state = engine_->state(by_);
  if (!state) return unexpected(state.error());
  LookAt at;
  if (person->has_value()) at.debtor = &**person;
  Result<std::vector<Person>> others =
      engine::load_others(engine_->store(), {by_.tenant, 0}, report.value);
  if (!others) return unexpected(others.error());
  for (const Person& other : *others) at.others.push_back(&other);
  at.payments_complete = engine::earliest_complete(state->payments_complete);
  const View view = look(report.value, law_, report.today, at);
  visit(SightFacts(sight_of(view, data_)));
  return Unit{};
}

Result<std::string> Run::wrong_field(const Assertion& asked, const CaseReport& report) {
  const Expression& expression = data_.expressions[asked.field];
  Interval found;
  const auto read = [&](const Facts& facts) { found = evaluate(data_, expression, facts); };
  if (Result<Unit> done = with_facts(report, read); !done) return unexpected(done.error());
  const std::uint32_t list = engine::list_of(data_, expression);
  const Interval wanted = interval_of(data_, asked.value, list);
  const bool same = found.exact() && wanted.exact() && found.low == wanted.low &&
                    (found.kind != Kind::money || found.currency == wanted.currency);
  if (same) return std::string{};
  return "it is " + engine::value_text(data_, expression, found, data_.language);
}

// Of a comparison, what stands on its left is told: its operands stand before the operator.
Result<std::string> Run::wrong_condition(const Assertion& asked, const CaseReport& report) {
  const Expression expression = engine::with_values(data_, test_, data_.expressions[asked.field]);
  const Node& root = expression.nodes.back();
  Expression left;
  if (root.op >= Op::less && root.op <= Op::greater) {
    left = expression;
    left.nodes.resize(root.a + 1);
  }
  bool holds = false;
  std::string found = "it does not hold";
  const auto read = [&](const Facts& facts) {
    const Interval answer = evaluate(data_, expression, facts);
    holds = answer.exact() && answer.low == 1;
    if (holds || left.empty()) return;
    found =
        "it is " + engine::value_text(data_, left, evaluate(data_, left, facts), data_.language);
  };
  if (Result<Unit> done = with_facts(report, read); !done) return unexpected(done.error());
  return holds ? std::string{} : found;
}

Result<Unit> Run::cover_moment() {
  const Result<CaseReport> report = engine_->show(by_, case_);
  if (!report) return Unit{};  // it has not begun
  return with_facts(*report, [&](const Facts& facts) { coverage_->see_moment(facts); });
}

Result<Unit> Run::cover_entries() {
  if (test_.plan >= data_.plans.size()) return Unit{};
  const Plan* plan = &data_.plans[test_.plan];
  for (Cursor cursor; !cursor.done;) {
    Result<EntryPage> page =
        engine_->store().entries({by_.tenant, 0}, {StreamKind::case_, case_.value}, cursor, 1'000);
    if (!page) return unexpected(page.error());
    coverage_->see_entries(plan, page->entries);
    cursor = page->next;
  }
  return Unit{};
}

}  // namespace

std::vector<RuleTestResult> run_rule_tests(
    const Rulebook& rules, const LawPacks& law, const Zone& zone,
    const std::function<std::unique_ptr<Store>()>& make_store, const RuleTestOptions& options) {
  std::vector<RuleTestResult> out;
  std::optional<engine::RuleCoverage> seen;
  if (options.coverage != nullptr) seen.emplace(rules.data());
  const auto run = [&](const RuleTest& test, engine::RuleCoverage* coverage) {
    return Run(rules, law, zone, test, coverage).run(make_store());
  };
  for (const RuleTest& test : rules.data().tests) {
    const engine::TestCases cases(rules.data(), test);
    RuleTestResult result;
    std::uint32_t tried = 0;
    for (const engine::TestCases::Choice& choice : cases.chosen(std::max(1U, options.cases))) {
      ++tried;
      result = run(cases.test(choice), seen ? &*seen : nullptr);
      if (result.passed) continue;
      if (choice.empty()) break;
      const auto smallest = cases.smallest(choice, [&](const engine::TestCases::Choice& other) {
        return !run(cases.test(other), nullptr).passed;
      });
      result = run(cases.test(smallest), nullptr);
      result.counterexample = cases.text(smallest);
      break;
    }
    result.cases = tried;
    out.push_back(std::move(result));
  }
  if (options.coverage != nullptr) *options.coverage = seen->parts();
  return out;
}

}  // namespace arrears
