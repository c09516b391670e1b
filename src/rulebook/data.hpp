// The compiled form of a rulebook: flat arrays, indices instead of pointers, one string pool.
// language builds it, rulebook evaluates it, decide, gate and engine walk it.
#ifndef ARREARS_SRC_RULEBOOK_DATA_HPP
#define ARREARS_SRC_RULEBOOK_DATA_HPP

#include <arrears/law/law.hpp>
#include <arrears/model/contact.hpp>
#include <arrears/model/diagnostic.hpp>
#include <arrears/model/journal.hpp>
#include <arrears/model/phase.hpp>
#include <arrears/rulebook/rulebook.hpp>
#include <map>
#include <optional>
#include <rulebook/core.hpp>
#include <string>
#include <vector>

namespace arrears {

// Index of a text in RulebookData::pool.
using Text = std::uint32_t;
inline constexpr std::uint32_t none_index = 0xffffffff;

// ---- expressions ------------------------------------------------------------------------------

enum class Op : std::uint8_t {
  constant,  // value (and currency): money minor, number micro, count of a duration, date
             // number, Text of text, index of a list entry (a = list), channel, state, 0/1;
             // b = 0, or in rule tests 1 + the variable that it stands for
  today,
  field,         // a = FieldId
  count_of,      // a = EventId, b = index of a duration in Expression::durations or none, scope
  sum_of,        // the same
  last,          // a = EventId, scope
  days_since,    // the same
  event_part,    // a = EventId of the host, b = part: what the latest one said
  message_is,    // a = message, b = MessageEvent: whether one of the case has been that
  task_done,     // value = Text: whether such a task of the case has been done
  table_output,  // a = table, b = output column
  add,
  sub,
  mul,  // a, b = operand nodes
  less,
  less_equal,
  equal,
  greater_equal,
  greater,  // a, b = operand nodes
  all,
  any,    // and, or: operands children[a .. a+b)
  not_,   // a = operand
  known,  // a = operand
  as_of,  // a = node of a field that is_sum_of_case(), b = node of a date
};

// What became of a message that was ordered.
enum class MessageEvent : std::uint8_t { sent, delivered, undelivered, opened };

struct Node {
  Op op = Op::constant;
  Kind kind = Kind::boolean;
  Scope scope = Scope::case_;
  std::uint32_t a = 0, b = 0;
  std::int64_t value = 0;
  Currency currency{};
};

// Operands stand before their operator; the last node is the root. Terms are inlined.
struct Expression {
  std::vector<Node> nodes{};
  std::vector<std::uint32_t> children{};  // of all and any
  std::vector<Duration> durations{};      // windows of count_of
  bool empty() const { return nodes.empty(); }
};
using ExprId = std::uint32_t;  // index into RulebookData::expressions
inline constexpr ExprId no_expr = none_index;

// ---- declarations -----------------------------------------------------------------------------

struct ListDecl {
  std::string kind{};  // "team", "reason" ... or the host's own
  std::vector<std::string> names{};
};
// `setting FIELD VALUE for creditor "C"`: what a field is for those to whom the host gives no
// value.
struct FieldSetting {
  // In the order in which they are asked: the narrowest group counts.
  enum class Group : std::uint8_t { batch, portfolio, creditor } group = Group::creditor;
  std::string id{};
  Value value{};
  friend bool operator==(const FieldSetting&, const FieldSetting&) = default;
};
struct FieldDecl {
  std::string name{};
  Kind kind = Kind::boolean;
  std::uint32_t list = none_index;  // Kind::name
  Scope scope = Scope::case_;
  std::optional<Value> otherwise{};  // default
  // `by lot`: of each entry of the list, in order, how many in a million; the lot of the subject
  // decides where the host gives no value.
  std::vector<std::int32_t> shares{};
  bool may_be_missing = false;
  std::vector<FieldSetting> settings{};  // by group and id, none twice
};
struct EventDecl {
  std::string name{}, after_on{};  // bare form, form after `on`
  Scope scope = Scope::case_;
  struct Part {
    std::string name;
    Kind kind = Kind::text;
    std::uint32_t list = none_index;
  };
  std::vector<Part> parts{};
};
struct ChannelDecl {
  std::string name{};
  Receipt reports = Receipt::none;
  std::optional<Price> cost{};  // of one sending
};
struct MessageDecl {
  std::string name{};
  MessageKind kind = MessageKind::information;
  std::string law_line{};  // id of the line it satisfies; empty = none
};
struct TermDecl {
  std::string name{};
  ExprId expression = no_expr;
};

// A cell of a condition: any of its matches. An empty list means any value.
struct Match {
  std::optional<std::int64_t> low{}, high{};  // inclusive, in the units of Node::value
};
struct Cell {
  std::vector<Match> any_of{};
};
struct Column {
  std::string name{};
  Kind kind = Kind::boolean;
  std::uint32_t list = none_index;
  Currency currency{};     // Kind::money
  ExprId input = no_expr;  // of an input column
};
struct Row {
  std::vector<Cell> cells{};
  std::vector<ExprId> outputs{};
  std::uint32_t line = 0;
};
class TableIndex;  // rulebook/table_index.hpp
struct Table {
  std::string name{};
  std::uint32_t file = 0;  // index into sources
  std::vector<Column> inputs{}, outputs{};
  // A scorecard adds the results of all rows that fit. Of other tables the first row that fits
  // counts; the last is `otherwise`.
  bool adds = false;
  std::vector<Row> rows{};
  // Built by index_tables(), which compile() calls last.
  std::shared_ptr<const TableIndex> index{};
};

// A text with holes. `{dluh}` is an expression; `{person.name}` and the like are built in.
struct Template {
  std::string message{};   // of MessageDecl
  std::string channel{};   // empty = every channel
  std::string language{};  // of its words and numbers
  struct Piece {
    enum class What : std::uint8_t {
      literal,
      expression,
      person_name,
      person_address,
      case_id,
      creditor,
      today,
      claims
    } what = What::literal;
    std::string text{};  // literal
    ExprId expression = no_expr;
  };
  std::vector<Piece> subject{}, body{};
};

// ---- plans ------------------------------------------------------------------------------------

// A channel or team given by name or by a table's column.
struct Choice {
  std::uint32_t index = none_index;  // of a channel or list entry
  ExprId column = no_expr;           // Op::table_output
};

// A duration given in words or by a table's column.
struct DurationChoice {
  Duration fixed{};
  ExprId column = no_expr;
};

enum class ActionKind : std::uint8_t {
  send,
  charge,
  task,
  hold,
  release,
  go_to,
  go_back,
  go_to_plan,
  write_off_rest,
  hand_over,
  end_instalments,
  accept_offer,
  refuse_offer,
  waive
};

struct Fallback {
  enum class When : std::uint8_t {
    undelivered,
    undelivered_within,
    unopened_within,
    no_reaction_within
  } when = When::undelivered;
  Duration within{};
  std::uint32_t channel = none_index;
  std::uint32_t message = none_index;
  std::uint32_t line = 0;
};

// Whether a step is taken at once, after somebody's consent, or by hand.
enum class StepMode : std::uint8_t { auto_, confirm, manual };

struct Step {
  std::optional<DurationChoice> delay{};  // `in D`
  Choice asked{};           // whose it is to confirm or to do; neither = nobody's in particular
  std::string asked_for{};  // what is to be confirmed or done, in the words of the plan
  StepMode mode = StepMode::auto_;
  ActionKind action = ActionKind::send;
  ExprId condition = no_expr;  // `if` of the step
  std::uint32_t line = 0;
  std::string text{};  // the step as written, one line, for explain
  // send
  Choice channel{};
  std::uint32_t message = none_index;
  std::vector<std::uint32_t> attachments{};  // entries of list attachment
  std::vector<Fallback> fallbacks{};         // each names what becomes of the one above it
  ExprId needs_payments_through = no_expr;
  std::optional<Duration> expires_after{};
  enum class IfUnsure : std::uint8_t { by_kind, resend, ask } if_unsure = IfUnsure::by_kind;
  // charge
  bool by_law = false;
  bool once = false, once_per_case = false;
  std::string fee{};  // name of a fee; by law: id of the line
  ExprId sum = no_expr;
  ExprId most = no_expr;        // of all charges of the fee in the case
  ExprId paid = no_expr;        // waive `sum` after payment of so much `within`; else at once
  ExprId base = no_expr;        // of a charge by a tariff of the law
  std::int32_t vat_ppm = 0;     // on top of that charge
  std::optional<Price> cost{};  // of a task, a hand-over
  // task
  std::string task{};
  std::uint32_t outcomes = none_index;  // list of which its outcome is an entry; none = any text
  Choice team{};
  std::optional<Duration> within{};
  // hold, release
  HoldKinds holds = HoldKinds::none;
  std::optional<Duration> hold_for{};
  ExprId hold_until = no_expr;  // a date
  // go to, hand over, hold because
  std::uint32_t state = none_index;
  std::string to_plan{};
  std::string because{};
  std::string recipient{}, hand_over_text{};
};

// What makes a trigger look.
struct Head {
  enum class What : std::uint8_t {
    on_entry,
    on_event,
    on_sent,
    on_not_sent,
    on_delivered,
    on_undelivered,
    on_opened,
    on_done,
    on_revised,
    whenever,
    after,        // duration after entry
    after_date,   // duration after `date` (after D from FIELD; D after FIELD)
    before_date,  // duration before `date`
    after_sent,
    after_delivered,  // duration after the sending or delivery of `text`
    on_day,
    on_business_day  // number, after entry or after `date`
  } what = What::on_entry;
  EventId event = 0;                   // on_event; on_revised with `revised_event`
  bool revised_event = false;          // on_revised EVENT
  FieldId revised_field = 0xffff;      // on_revised FIELD
  std::uint32_t message = none_index;  // on_sent ..., after_sent ...
  std::string text{};                  // on_done: of the task
  std::string outcome{};               // on_done: entry of its outcomes; empty = whatever it is
  ExprId condition = no_expr;          // whenever
  DurationChoice duration{};
  bool repeats = false;         // `every` D: opens again that long after it has run
  std::int32_t most_times = 0;  // in a stay; 0 = no bound
  std::int32_t day_number = 0;
  ExprId date = no_expr;  // a field of kind date
};

struct Trigger {
  Head head{};
  ExprId condition = no_expr;  // `if`
  std::vector<Step> steps{};
  std::uint32_t line = 0;
  std::string text{};  // the head as written
};

struct State {
  std::string name{};
  Phase phase = Phase::none;
  bool final = false;
  bool excursion = false;  // contains `go back`
  bool clock_runs = false;
  std::vector<std::string> replaces{};  // states of earlier versions whose cases go on here
  std::vector<Trigger> triggers{};      // in order of the file
  std::uint32_t line = 0;
};

struct ContactWindow {
  bool business_days = false;  // else every day
  TimeOfDay from{}, to{};      // from included, to excluded
};
struct ContactCap {
  std::int32_t at_most = 0;
  Duration in{};
};
struct AcceptedLine {
  std::string line{}, by{};
  Date on{};
};

struct Plan {
  std::string name{}, title{};
  std::uint32_t file = 0;
  std::optional<Date> effective_from{};
  std::string law{};  // country; empty = none
  Currency currency{};
  std::uint32_t start = 0;  // index of a state
  std::optional<ContactWindow> window{};
  std::vector<ContactCap> caps{};
  bool contact_ungrouped = false;  // `contact each case by itself`
  ExprId needs_payments_through = no_expr;
  std::optional<Duration> promise_tolerance{};
  std::vector<Component> payments_meet{};  // agreed order of crediting; empty = that of the law
  std::vector<AcceptedLine> accepted{};
  std::vector<State> states{};
  std::vector<Trigger> everywhere{};
  std::vector<std::uint32_t> everywhere_except{};  // states
  bool reads_person_scope = false;  // some expression looks at other cases of the person
};

// ---- tests ------------------------------------------------------------------------------------

// A value that a rule test leaves open. `low` and `high` are of the kinds with an order; a yes or
// no and an entry of a list take all of theirs.
struct TestVariable {
  std::string name{};
  Kind kind = Kind::boolean;
  std::uint32_t list = none_index;
  Value low{}, high{};
};
// Where one stands in a line of the test; inside an assertion's expression see Node::b.
struct TestHole {
  enum class Where : std::uint8_t {
    day,
    principal,
    due,
    obligation,
    field,
    through,
    value,
    by,
    valued,
    asked,
    asked_due
  } where = Where::day;
  std::uint32_t variable = 0, line = 0;
  std::uint32_t index = 0;  // value of the fact; assertion
};
struct TestFact {
  enum class What : std::uint8_t {
    begin,
    payments_complete,
    delivered,
    undelivered,
    opened,
    done,
    confirmed,
    refused,
    event
  } what = What::begin;
  Date through{};  // payments_complete
  std::uint32_t channel = none_index, message = none_index;
  std::string text{};     // done; confirmed, refused: empty = what has waited longest
  std::string outcome{};  // done
  EventId event = 0;
  std::vector<Value> values{};
  std::optional<Date> by{}, valued{};
  std::int32_t times = 1;  // instalments, a month apart, from `by` on
};
struct Assertion {
  enum class What : std::uint8_t {
    state,
    because,
    held,
    not_held,
    task,
    no_task,
    waiting,
    not_waiting,
    ordered,
    not_ordered,
    sent,
    not_sent,
    field,
    condition,
    plan
  } what = What::state;
  std::string text{};  // state, plan, because, task, waiting
  HoldKinds holds = HoldKinds::none;
  std::uint32_t channel = none_index, message = none_index;
  std::string team{};                   // of a task; empty = whosever it is
  std::optional<Date> due{};            // of a task; none = whenever it is due
  std::optional<std::int64_t> times{};  // sent so often; none = at least once
  ExprId field = no_expr;               // a field, a term or a column of a table; a condition
  Value value{};
  std::uint32_t line = 0;
  std::string written{};  // as written, for the report
};
struct TestLine {
  enum class What : std::uint8_t {
    given_claim,
    given_history,
    given_payments_daily,
    given_field,
    given_group,
    day,
    verify
  } what = What::day;
  std::uint32_t line = 0;
  Claim claim{};  // given_claim
  Date date{};    // history, day
  std::optional<TestFact> fact{};
  std::string field{};  // given_field: name of a host field; given_group: the id
  FieldSetting::Group group = FieldSetting::Group::creditor;
  Value value{};
  std::vector<Assertion> assertions{};
};
struct RuleTest {
  std::string name{};
  std::uint32_t file = 0, line = 0;
  std::uint32_t plan = 0;
  std::string law{};  // `law CZ as known on`
  std::optional<Date> law_known_on{};
  std::vector<TestVariable> variables{};
  std::vector<TestHole> holes{};
  std::vector<TestLine> lines{};
};

// ---- the whole --------------------------------------------------------------------------------

struct SourceText {
  std::string name{}, text{};
};

struct RulebookData {
  Hash hash{};
  std::vector<SourceText> sources{};
  std::vector<std::string> pool{};  // texts
  std::vector<Expression> expressions{};
  std::vector<ListDecl> lists{};
  std::vector<FieldDecl> fields{};
  std::vector<EventDecl> events{};
  std::vector<ChannelDecl> channels{};
  std::vector<MessageDecl> messages{};
  std::vector<TermDecl> terms{};
  std::vector<Table> tables{};
  std::vector<Template> templates{};
  std::vector<Plan> plans{};
  std::vector<RuleTest> tests{};
  std::vector<Diagnostic> diagnostics{};
  std::string language{};  // of the first plan file: "en", "cs"

  const Plan* find_plan(std::string_view name) const;
};

}  // namespace arrears

#endif
