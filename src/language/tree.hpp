// The syntax tree of one rule file: what the author wrote, line by line, with the place of
// everything. Nothing is looked up: names are texts; the binder finds out what they mean.
//
// A line with a mistake stays in the tree as far as it was understood and is marked `broken`. A
// broken declaration still declares its name (unless `name.text` is empty), a broken line still
// opens its block; later passes stay silent about what is broken.
#ifndef ARREARS_SRC_LANGUAGE_TREE_HPP
#define ARREARS_SRC_LANGUAGE_TREE_HPP

#include <arrears/model/case.hpp>
#include <arrears/model/claim.hpp>
#include <arrears/model/contact.hpp>
#include <arrears/model/diagnostic.hpp>
#include <arrears/model/fact.hpp>
#include <arrears/model/hold.hpp>
#include <arrears/time/moment.hpp>
#include <language/expression_tree.hpp>
#include <optional>
#include <string>
#include <text/said.hpp>
#include <vector>

namespace arrears::syntax {

// ---- lines ------------------------------------------------------------------------------------

// What every line has.
struct Line {
  Span span;  // from the first to the last token, without the comment
  Span lead;  // of the leading words
  bool broken = false;
  std::string written;             // the text of `span`
  std::vector<std::string> prose;  // lines of prose that stand directly before this line
};

enum class TypeWord : std::uint8_t { money, number, days, date, text, yes_or_no, list };
struct Type {
  TypeWord word = TypeWord::text;
  Name list;  // TypeWord::list: the kind of list
  Span span;
};

struct ListDecl : Line {
  Name kind;
  std::vector<Name> names;
};
struct FieldDecl : Line {
  Name name;
  Type type;
  std::optional<ScopeWord> scope;
  std::optional<Expr> otherwise;  // default
  std::vector<Expr> shares;       // `by lot`, in order of the list
  bool may_be_missing = false;
};
enum class GroupWord : std::uint8_t { batch, portfolio, creditor };
// Another default of a field, for a group of cases.
struct SettingDecl : Line {
  Name field;
  Expr value;
  GroupWord group = GroupWord::creditor;
  Text id;
};
struct EventDecl : Line {
  Name name;
  Name after_on;  // empty = not given
  std::optional<ScopeWord> scope;
  struct Part {
    Name name;
    Type type;
  };
  std::vector<Part> parts;
};
struct ChannelDecl : Line {
  Name name;
  std::optional<Expr> cost, vat;
  Receipt reports = Receipt::none;
};
struct MessageDecl : Line {
  Text name;
  MessageKind kind = MessageKind::information;  // demand_by_law when `law_line` is given
  Name law_line;
};
struct TermDecl : Line {
  Name name;
  Expr expression;
};

// `< 5 000 CZK`, `31 .. 90 days`, `A`. Both ends of a range carry the unit. An output cell is one
// Match with `equal` and any expression kind in `low`.
struct Match {
  enum class Op : std::uint8_t { equal, less, less_equal, greater_equal, greater, range };
  Op op = Op::equal;
  Expr low, high;  // `high` only of a range
  Span span;
};
struct Cell {
  bool any = false;  // `-`
  bool otherwise = false;
  std::vector<Match> any_of;
  Span span;  // of an empty cell: the place where it should be
};
struct TableRow : Line {
  std::vector<Cell> inputs, outputs;
};
struct TableDecl : Line {
  // Which of the rows that fit counts: the first, the only one, the one whose first result ranks
  // highest; of a scorecard all of them, added.
  enum class Hits : std::uint8_t { first, unique, by_priority, all };
  Name name;
  Hits hits = Hits::first;
  bool has_header = false;
  Line header;
  std::vector<Expr> inputs;  // usually names; any expression is allowed
  std::vector<Name> outputs;
  std::vector<TableRow> rows;
};

// ---- plan -------------------------------------------------------------------------------------

enum class PhaseWord : std::uint8_t {
  none,
  monitoring,
  early,
  soft,
  hard,
  pre_legal,
  legal,
  enforcement
};

struct ContactWindow : Line {
  bool business_days = false;  // else every day
  TimeOfDay from, to;
};
struct ContactCap : Line {
  std::int32_t at_most = 0;
  Duration in;
};
struct AcceptedLine : Line {
  Name law_line;
  Text by;
  DateValue on;
};
struct NeedsPayments : Line {
  Expr through;
};

// An attribute that stands twice is reported and the first one kept.
struct Plan : Line {
  Name name;
  Text title;
  std::optional<DateValue> effective_from;
  Name law, currency, starts_in;  // currency: the code, "CZK" also for Kč
  std::vector<ContactWindow> windows;
  std::vector<ContactCap> caps;
  bool each_case_by_itself = false;
  std::optional<NeedsPayments> needs_payments;
  std::vector<Component> payments_meet;
  Span payments_meet_span;
  std::optional<Duration> promise_tolerance;
  Span promise_tolerance_span;
  std::vector<AcceptedLine> accepted;
};

// ---- states, triggers, steps ------------------------------------------------------------------

enum class ActionWord : std::uint8_t {
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

enum class StepMode : std::uint8_t { auto_, confirm, manual };

struct Fallback : Line {
  enum class When : std::uint8_t {
    undelivered,
    undelivered_within,
    unopened_within,
    no_reaction_within
  };
  When when = When::undelivered;
  Duration within;
  Name channel;
  Text message;
};

struct Step : Line {
  std::optional<DurationValue> delay;  // `in D`
  StepMode mode = StepMode::auto_;
  Name asked;             // team that confirms or does it; may be a column; empty = not given
  std::string asked_for;  // the action as written, without quotes
  ActionWord action = ActionWord::send;
  std::optional<Expr> condition;  // `if`
  // send: `channel` may be a column
  Name channel;
  Text message;
  std::vector<Name> attachments;
  std::vector<Fallback> fallbacks;
  std::optional<NeedsPayments> needs_payments;
  std::optional<Duration> expires_after;
  Span expires_after_span;
  enum class IfUnsure : std::uint8_t { by_kind, resend, ask } if_unsure = IfUnsure::by_kind;
  // charge
  Name fee;
  std::optional<Expr> sum, most;
  bool by_law = false, once = false, once_per_case = false;
  std::optional<Expr> base;  // of a charge by a tariff
  std::optional<Expr> paid;  // waive: after payment of so much `within`
  std::optional<Expr> cost;  // of a task, a hand-over
  std::optional<Expr> vat;   // on top of that, or of the charge
  // task: `team` may be a column
  Text task;
  Name team;
  Name outcomes;  // kind of list; empty = any outcome
  std::optional<Duration> within;
  // hold, release
  HoldKinds holds = HoldKinds::none;
  std::optional<Duration> hold_for;
  std::optional<Expr> hold_until;  // a date or a field
  // go to, hold because, hand over
  Name state, plan;
  Name because;
  Name recipient;
  Text hand_over_text;
};

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
    after,        // `duration` after entry
    after_date,   // after D from FIELD; D after FIELD
    before_date,  // D before FIELD
    after_sent,
    after_delivered,  // after D from sent "m"
    on_day,
    on_business_day  // `day_number`, after entry or after `date`
  };
  What what = What::on_entry;
  Name event;                     // on_event (the form after `on`)
  Name revised;                   // on_revised: bare event or field; empty = anything
  Text text;                      // message of on_sent ... ; task of on_done
  Name outcome;                   // of that task; empty = whatever it is
  std::optional<Expr> condition;  // whenever
  DurationValue duration;
  bool repeats = false;                    // every D: of after, after_date, after_sent ...
  std::optional<std::int32_t> times = {};  // of those, at most so many in a stay
  std::int32_t day_number = 0;
  Name date;  // a field of kind date; empty = from entry
  Span span;
};

// Its own steps after the colon and those on the lines below it stand in one list.
struct Trigger : Line {
  Head head;
  std::optional<Expr> condition;  // `if`
  std::vector<Step> steps;
};

struct State : Line {
  Name name;
  PhaseWord phase = PhaseWord::none;
  bool final = false;
  bool clock_runs = false;
  std::vector<Name> replaces;  // states of earlier versions
  std::vector<Trigger> triggers;
};

struct Everywhere : Line {
  std::vector<Name> except;
  std::vector<Trigger> triggers;
};

// ---- tests ------------------------------------------------------------------------------------

struct Fact {
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
  };
  What what = What::begin;
  DateValue through;  // payments_complete
  Name channel;
  Text text;                 // message; task of done; step of confirmed and refused, if given
  Name outcome;              // of done
  Name event;                // the bare form
  std::vector<Expr> values;  // literals and names
  std::optional<DateValue> by, valued;
  std::optional<std::int64_t> times;
  Span span;
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
  };
  What what = What::state;
  Name name;  // state, because, field
  HoldKinds holds = HoldKinds::none;
  Name channel;
  Text text;                               // task, message, step
  Name team;                               // of a task
  std::optional<DateValue> due = {};       // of a task
  std::optional<std::int64_t> times = {};  // sent so often
  Expr value;                              // field; condition
  Span span;
  std::string written;
  bool broken = false;
};

// `given claim`: what is not stated is missing.
struct GivenClaim {
  Expr principal;  // money; of each part where it falls due in several
  std::optional<std::int64_t> times;
  std::optional<DateValue> due, obligation_of;
  Relation relation = Relation::unstated;
  Span relation_span;
};

struct TestLine : Line {
  enum class What : std::uint8_t {
    given_claim,
    given_history,
    given_payments_daily,
    given_field,
    given_group,
    day,
    verify,
    for_any
  };
  What what = What::day;
  GivenClaim claim;
  DateValue date;            // history, day
  std::optional<Fact> fact;  // history; day
  Name field;                // given_field; for_any: the variable
  Expr value, high;          // for_any: the bounds, or neither and a list, or nothing: yes or no
  Name list;
  GroupWord group = GroupWord::creditor;  // given_group
  Text id;
  std::vector<Assertion> assertions;
};

struct Test : Line {
  Text name;
  Name law;  // `law CZ as known on D`
  std::optional<DateValue> law_known_on;
  std::vector<TestLine> lines;
};

// ---- file -------------------------------------------------------------------------------------

struct Tree {
  std::string file;
  std::string language = "en";
  std::string told_in{};           // the language of messages about it; empty = its own
  std::vector<std::string> lines;  // the source, for carets; line 1 is lines[0]
  std::vector<ListDecl> lists;
  std::vector<FieldDecl> fields;
  std::vector<SettingDecl> settings;
  std::vector<EventDecl> events;
  std::vector<ChannelDecl> channels;
  std::vector<MessageDecl> messages;
  std::vector<TermDecl> terms;
  std::vector<TableDecl> tables;
  std::optional<Plan> plan;  // a second plan in a file is reported by parse()
  std::vector<State> states;
  std::vector<Everywhere> everywhere;
  std::vector<Test> tests;
};

SourceSpan source_span(const Tree& tree, Span span);
// A diagnostic at a place of the tree, with its source line.
Diagnostic mistake(const Tree& tree, std::string code, Span span, const text::Said& message,
                   const text::Said& help = {}, Severity severity = Severity::error);

}  // namespace arrears::syntax

#endif
