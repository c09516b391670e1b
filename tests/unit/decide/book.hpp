// Rulebooks built by hand, and a small world that runs one case through days: what the engine does,
// without store, journal and channels.
#ifndef ARREARS_TESTS_UNIT_DECIDE_BOOK_HPP
#define ARREARS_TESTS_UNIT_DECIDE_BOOK_HPP

#include <doctest/doctest.h>
#include <arrears/decide/decide.hpp>
#include <arrears/testing.hpp>
#include <functional>
#include <rulebook/evaluate.hpp>
#include <rulebook/table_index.hpp>

namespace arrears {

inline const Currency koruna{"CZK"};

struct Book {
  RulebookData data;

  Book() { data.plans.emplace_back(); }
  Plan& plan() { return data.plans.front(); }

  ExprId keep(Expression e) {
    data.expressions.push_back(std::move(e));
    return static_cast<ExprId>(data.expressions.size() - 1);
  }
  static Node field_node(FieldId id, Kind kind) {
    Node node;
    node.op = Op::field;
    node.kind = kind;
    node.a = id;
    return node;
  }
  static Node constant(Kind kind, std::int64_t value) {
    Node node;
    node.kind = kind;
    node.value = value;
    if (kind == Kind::money) node.currency = koruna;
    return node;
  }
  ExprId field(CoreField id, Kind kind) {
    Expression e;
    e.nodes.push_back(field_node(field_id(id), kind));
    return keep(std::move(e));
  }
  ExprId money(std::int64_t minor) {
    Expression e;
    e.nodes.push_back(constant(Kind::money, minor));
    return keep(std::move(e));
  }
  ExprId compare(Node left, Op op, Node right) {
    Expression e;
    e.nodes = {left, right};
    Node root;
    root.op = op;
    root.a = 0;
    root.b = 1;
    e.nodes.push_back(root);
    return keep(std::move(e));
  }
  ExprId debt(Op op, std::int64_t minor) { return field_is(CoreField::debt, op, minor); }
  ExprId field_is(CoreField id, Op op, std::int64_t value, Kind kind = Kind::money) {
    return compare(field_node(field_id(id), kind), op, constant(kind, value));
  }
  ExprId sum_as_of(CoreField id, Date day, Op op, std::int64_t minor) {
    Expression e;
    Node what;
    what.op = Op::as_of;
    what.kind = Kind::money;
    what.a = 0;
    what.b = 1;
    Node root;
    root.op = op;
    root.a = 2;
    root.b = 3;
    e.nodes = {field_node(field_id(id), Kind::money), constant(Kind::date, day.number()), what,
               constant(Kind::money, minor), root};
    return keep(std::move(e));
  }
  ExprId count(CoreEvent event, std::optional<Duration> in, Scope scope, Op op, int number) {
    Expression e;
    Node node;
    node.op = Op::count_of;
    node.kind = Kind::number;
    node.a = event_id(event);
    node.b = none_index;
    node.scope = scope;
    if (in) {
      node.b = 0;
      e.durations.push_back(*in);
    }
    Node root;
    root.op = op;
    root.a = 0;
    root.b = 1;
    e.nodes = {node, constant(Kind::number, number * std::int64_t{1'000'000}), root};
    return keep(std::move(e));
  }
  ExprId today_minus(int business_days) {
    Expression e;
    Node today;
    today.op = Op::today;
    today.kind = Kind::date;
    Node root;
    root.op = Op::sub;
    root.kind = Kind::date;
    root.a = 0;
    root.b = 1;
    e.nodes = {today, constant(Kind::business_days, business_days), root};
    return keep(std::move(e));
  }

  std::uint32_t channel(const std::string& name) {
    for (std::uint32_t i = 0; i < data.channels.size(); ++i) {
      if (data.channels[i].name == name) return i;
    }
    data.channels.push_back({name, Receipt::delivered | Receipt::failed});
    return static_cast<std::uint32_t>(data.channels.size() - 1);
  }
  std::uint32_t message(const std::string& name, MessageKind kind = MessageKind::information) {
    for (std::uint32_t i = 0; i < data.messages.size(); ++i) {
      if (data.messages[i].name == name) return i;
    }
    data.messages.push_back({name, kind, {}});
    return static_cast<std::uint32_t>(data.messages.size() - 1);
  }
  std::uint32_t team(const std::string& name) {
    if (data.lists.empty()) data.lists.push_back({"team", {}});
    auto& names = data.lists.front().names;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) return i;
    }
    names.push_back(name);
    return static_cast<std::uint32_t>(names.size() - 1);
  }

  std::uint32_t state(const std::string& name) {
    for (std::uint32_t i = 0; i < plan().states.size(); ++i) {
      if (plan().states[i].name == name) return i;
    }
    State state;
    state.name = name;
    plan().states.push_back(std::move(state));
    return static_cast<std::uint32_t>(plan().states.size() - 1);
  }
  State& at(const std::string& name) { return plan().states[state(name)]; }
  Trigger& line(const std::string& in, Head head, ExprId condition = no_expr) {
    auto& triggers = in.empty() ? plan().everywhere : at(in).triggers;
    Trigger trigger;
    trigger.head = std::move(head);
    trigger.condition = condition;
    triggers.push_back(std::move(trigger));
    return triggers.back();
  }

  Step go(const std::string& to, const std::string& because = {}) {
    Step step;
    step.action = ActionKind::go_to;
    step.state = state(to);
    step.because = because;
    return step;
  }
  static Step back() {
    Step step;
    step.action = ActionKind::go_back;
    return step;
  }
  static Step task(const std::string& text) {
    Step step;
    step.action = ActionKind::task;
    step.task = text;
    return step;
  }
  Step send(const std::string& by, const std::string& what,
            MessageKind kind = MessageKind::information) {
    Step step;
    step.action = ActionKind::send;
    step.channel.index = channel(by);
    step.message = message(what, kind);
    return step;
  }
  Fallback fallback(Fallback::When when, const std::string& by, const std::string& what,
                    Duration within = {}) {
    Fallback out;
    out.when = when;
    out.within = within;
    out.channel = channel(by);
    out.message = message(what);
    return out;
  }
  static Step hold(HoldKinds kinds) {
    Step step;
    step.action = ActionKind::hold;
    step.holds = kinds;
    return step;
  }
  static Step write_off() {
    Step step;
    step.action = ActionKind::write_off_rest;
    return step;
  }
  static Head on(CoreEvent event) {
    Head head;
    head.what = Head::What::on_event;
    head.event = event_id(event);
    return head;
  }
  static Head entry() { return Head{}; }
  static Head after(Duration duration) {
    Head head;
    head.what = Head::What::after;
    head.duration.fixed = duration;
    return head;
  }
  static Head whenever(ExprId condition) {
    Head head;
    head.what = Head::What::whenever;
    head.condition = condition;
    return head;
  }

  Rulebook done() {
    index_tables(data);
    for (State& state : plan().states) {
      for (const Trigger& trigger : state.triggers) {
        for (const Step& step : trigger.steps) {
          state.excursion = state.excursion || step.action == ActionKind::go_back;
        }
      }
    }
    return Rulebook(std::make_shared<const RulebookData>(data));
  }
};

constexpr Duration days(int n) { return {Duration::Unit::days, n}; }
constexpr Duration business(int n) { return {Duration::Unit::business_days, n}; }

inline Claim invoice(const std::string& id, std::int64_t minor, Date due,
                     Relation relation = Relation::business) {
  Claim claim;
  claim.id = {id};
  claim.principal = {minor, koruna};
  claim.due = due;
  claim.obligation = due - Days{29};
  claim.relation = relation;
  claim.debtor = {"P-1"};
  return claim;
}

// One case and its days. `check_wake` holds every day against next_change: before the day that it
// named nothing may be decided.
class World {
 public:
  World(Rulebook rules, LawPacks law) : rules_(std::move(rules)), law_(std::move(law)) {
    person.id = {"P-1"};
    guarantor.id = {"P-2"};
  }

  Case value;
  Case at_first;                               // before anything else was recorded or decided
  std::vector<std::function<Case(Case)>> log;  // what has happened to it since
  Person person;
  Person guarantor;  // answers for claims once that is stated
  std::vector<Case> others;
  std::optional<Date> complete;
  bool complete_daily = false;
  bool sends = true;
  Date today;
  std::uint64_t position = 0;
  int keys = 0, woken = 0, days_run = 0;

  View view() {
    LookAt at;
    at.debtor = &person;
    at.others.push_back(&guarantor);
    for (const Case& other : others) at.siblings.push_back(&other);
    at.payments_complete = complete;
    return look(value, law_, today, at);
  }
  Moment moment() const { return {today, Instant{today.number() * std::int64_t{86'400} + 1}}; }

  void begin(Date on, std::vector<Claim> claims) {
    today = on;
    CaseOpened opened;
    opened.case_id = {"C-1"};
    opened.plan = rules_.data().plans.front().name;
    opened.claims = std::move(claims);
    Fact fact;
    fact.key = {"open"};
    fact.effective = on;
    fact.what = opened;
    at_first = value = open_case(fact, {}, koruna, ++position, moment());
    for (const Fact& past : history) put(past);
    if (complete_daily) complete = on - Days{1};
    take(decide(rules_, view(), fact, moment()));
    settle();
  }
  std::vector<Fact> history;

  Fact fact_of(FactBody what, std::optional<Date> effective = std::nullopt) {
    Fact fact;
    fact.key = {"f" + std::to_string(++keys)};
    fact.effective = effective.value_or(today);
    fact.what = std::move(what);
    return fact;
  }
  void fact(FactBody what, std::optional<Date> effective = std::nullopt) {
    const Fact fact = fact_of(std::move(what), effective);
    put(fact);
    take(decide(rules_, view(), fact, moment()));
    settle();
  }
  void person_fact(FactBody what) {
    person = record(std::move(person), fact_of(std::move(what)), ++position, moment());
    settle();
  }
  void guarantor_fact(FactBody what) {
    guarantor = record(std::move(guarantor), fact_of(std::move(what)), ++position, moment());
    settle();
  }
  void pay(std::int64_t minor, std::optional<Date> valued = std::nullopt) {
    PaymentReceived payment;
    payment.case_id = value.id;
    payment.sum = {minor, koruna};
    payment.value_date = valued.value_or(today);
    fact(payment, payment.value_date);
  }
  void promise(std::int64_t minor, Date by) {
    PromiseMade made;
    made.case_id = value.id;
    made.sum = {minor, koruna};
    made.by = by;
    fact(made);
  }
  // What completeness alone decides, next_change has to have waited for.
  void payments_complete(Date through) {
    const NextChange next = next_change(rules_, view());
    const bool more = !complete || *complete < through;
    complete = through;
    if (more && !decide(rules_, view(), moment()).empty()) {
      const bool awaited = next.payments_through && *next.payments_through <= through;
      CHECK_MESSAGE(awaited, "completeness through " << through.text() << " was not waited for");
    }
    settle();
  }
  void receipt(const std::string& channel, const std::string& message, ContactProgress::What what) {
    ContactProgress progress;
    for (const Contact& contact : value.contacts) {
      if (contact.channel == channel && contact.message == message) progress.order = contact.key;
    }
    REQUIRE_FALSE(progress.order.empty());
    progress.what = what;
    step(progress);
    settle();
  }
  // Every day up to this one: what is due, then what may be sent.
  void until(Date day) {
    while (today < day) {
      const NextChange next = next_change(rules_, view());
      today = today + Days{1};
      ++days_run;
      const std::optional<Date> before = complete;
      if (complete_daily) complete = today - Days{1};
      const Decision due = decide(rules_, view(), moment());
      if (!due.empty()) {
        ++woken;
        const bool by_day = next.on && *next.on <= today;
        const bool by_payments = next.payments_through && complete &&
                                 *next.payments_through <= *complete && complete != before;
        const bool woken_in_time = by_day || by_payments;
        CHECK_MESSAGE(woken_in_time, "decided on " << today.text() << " before "
                                                   << (next.on ? next.on->text() : "never"));
      }
      take(due);
      settle();
    }
  }

  bool ordered(const std::string& channel, const std::string& message) const {
    for (const Contact& c : value.contacts) {
      const bool gone = c.status == ContactStatus::cancelled || c.status == ContactStatus::expired;
      if (c.channel == channel && c.message == message && !gone) return true;
    }
    return false;
  }
  bool sent(const std::string& channel, const std::string& message) const {
    for (const Contact& c : value.contacts) {
      if (c.channel == channel && c.message == message && c.sent_on) return true;
    }
    return false;
  }
  bool has_task(const std::string& text) const {
    for (const Task& task : value.tasks) {
      if (task.text == text) return true;
    }
    return false;
  }
  std::string state() const { return value.stack.empty() ? "" : value.stack.back().state; }
  std::int64_t debt() {
    const View seen = view();
    sight(seen);
    return seen.balance().debt.minor;
  }
  std::int64_t costs() {
    const View seen = view();
    sight(seen);
    return seen.balance().costs.minor;
  }
  bool held(HoldKinds kinds) { return is_held(rules_, view(), kinds); }
  const Rulebook& rules() const { return rules_; }

 private:
  void happen(std::function<Case(Case)> what) {
    value = what(std::move(value));
    log.push_back(std::move(what));
  }
  void put(const Fact& fact) {
    const Moment now = moment();
    const std::uint64_t at = ++position;
    happen([fact, now, at](Case c) { return record(std::move(c), fact, at, now); });
  }
  void sight(const View& seen) { (void)next_change(rules_, seen); }  // attaches the rules
  void take(const Decision& decision) {
    if (decision.empty()) return;
    const std::uint64_t number = value.entries + 1, at = ++position;
    const Moment now = moment();
    happen([=](Case c) { return evolve(std::move(c), decision, now, number, at); });
  }
  void step(const ContactProgress& progress) {
    const Moment now = moment();
    happen([progress, now](Case c) { return evolve(std::move(c), progress, now); });
    ++position;
    take(decide(rules_, view(), progress, moment()));
  }
  void settle() {
    take(decide(rules_, view(), moment()));
    const Decision more = decide(rules_, view(), moment());
    CHECK_MESSAGE(more.empty(), "a second look decides again on " << today.text());
    const NextChange next = next_change(rules_, view());
    const bool later = !next.on || *next.on > today;
    CHECK(later);
    if (!sends || !law_.of("CZ").calendar(CalendarPurpose::contact).is_business_day(today)) return;
    for (std::size_t i = 0; i < value.contacts.size(); ++i) {
      const Contact contact = value.contacts[i];
      if (contact.status != ContactStatus::ordered) continue;
      const Wanted wanted = still_wanted(rules_, view(), contact);
      if (wanted.answer == Wanted::Answer::wait) continue;
      ContactProgress progress;
      progress.order = contact.key;
      progress.what = wanted.answer == Wanted::Answer::yes ? ContactProgress::What::sent
                                                           : ContactProgress::What::cancelled;
      progress.why = wanted.why;
      step(progress);
    }
  }

  Rulebook rules_;
  LawPacks law_;
};

// A plan "p" that starts in `first`, without law: no interest, business days Monday to Friday.
struct Small : Book {
  Small() {
    plan().name = "p";
    plan().currency = koruna;
    plan().start = state("first");
  }
  World world(Date from = Date{2026, 9, 1}) {
    World w(done(), testing::bundled_law());
    w.begin(from, {invoice("FV-1", 1'000'000, from)});
    return w;
  }
};

}  // namespace arrears

#endif
