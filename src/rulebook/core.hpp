// What every rulebook has: the kinds of values, the fields and the events of the core.
#ifndef ARREARS_SRC_RULEBOOK_CORE_HPP
#define ARREARS_SRC_RULEBOOK_CORE_HPP

#include <cstdint>

namespace arrears {

// The kind of an expression. `name` carries the index of its list in Node::list / Column::list.
enum class Kind : std::uint8_t {
  boolean,
  money,
  number,
  days,
  business_days,
  months,
  date,
  text,
  name,
  channel,
  state
};

enum class Scope : std::uint8_t { claim, case_, person, creditor, law, calendar };

// Fields of the core, in the order of LANGUAGE.md part 7.
enum class CoreField : std::uint16_t {
  debt,
  principal,
  interest,
  costs,
  disputed,
  undisputed,
  written_off,
  due_date,
  days_past_due,
  days_in_default,
  broken_promises,
  promise_due,
  promise_sum,
  consumer,
  opened_on,
  entered_on,
  missed_instalments,
  instalment_due,
  instalment_sum,
  days_to_limitation,
  spent,
  overdue,
  offer_count,
  offer_first,
  offer_least,
  offer_sum,
  offer_ends,
  offer_rest,
  count_
};

// Events of the core. settled and settled_late, promise_kept, promise_broken are derived, and so
// are instalment_paid, instalment_missed and instalments_paid.
enum class CoreEvent : std::uint16_t {
  payment,
  payment_reversed,
  promise,
  promise_kept,
  promise_broken,
  dispute,
  dispute_resolved,
  insolvency,
  death,
  claim_added,
  claim_removed,
  call,
  note,
  settled,
  settled_late,
  instalments_agreed,
  instalment_paid,
  instalment_missed,
  instalments_paid,
  instalments_ended,
  reduction,
  title,
  acknowledgement,
  cost,
  acceleration,
  offer,
  offer_refused,
  assignment,
  step_refused,
  count_
};

// A field is CoreField, or core count + index into RulebookData::fields. The same for events.
using FieldId = std::uint16_t;
using EventId = std::uint16_t;
inline constexpr std::uint16_t core_fields = static_cast<std::uint16_t>(CoreField::count_);
inline constexpr std::uint16_t core_events = static_cast<std::uint16_t>(CoreEvent::count_);
constexpr FieldId field_id(CoreField f) { return static_cast<FieldId>(f); }
constexpr EventId event_id(CoreEvent e) { return static_cast<EventId>(e); }

// Events that are about a sum.
constexpr bool has_sum(EventId event) {
  switch (static_cast<CoreEvent>(event)) {
    case CoreEvent::payment:
    case CoreEvent::promise:
    case CoreEvent::promise_kept:
    case CoreEvent::promise_broken:
    case CoreEvent::cost: return true;
    default: return false;
  }
}

// Sums that the ledger knows as of every day.
constexpr bool is_sum_of_case(FieldId field) {
  switch (static_cast<CoreField>(field)) {
    case CoreField::debt:
    case CoreField::principal:
    case CoreField::interest:
    case CoreField::costs:
    case CoreField::overdue:
    case CoreField::disputed:
    case CoreField::undisputed:
    case CoreField::written_off: return true;
    default: return false;
  }
}

}  // namespace arrears

#endif
