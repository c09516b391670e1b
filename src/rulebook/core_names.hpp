// The canonical names of fields and events that every rulebook has.
#ifndef ARREARS_SRC_RULEBOOK_CORE_NAMES_HPP
#define ARREARS_SRC_RULEBOOK_CORE_NAMES_HPP

#include <array>
#include <rulebook/core.hpp>
#include <string_view>

namespace arrears {

struct CoreFieldInfo {
  std::string_view name;
  Kind kind;
  bool may_be_missing;
};

// In the order of CoreField.
inline constexpr std::array<CoreFieldInfo, core_fields> core_field_table{{
    {"debt", Kind::money, false},
    {"principal", Kind::money, false},
    {"interest", Kind::money, false},
    {"costs", Kind::money, false},
    {"disputed", Kind::money, false},
    {"undisputed", Kind::money, false},
    {"written_off", Kind::money, false},
    {"due_date", Kind::date, false},
    {"days_past_due", Kind::days, false},
    {"days_in_default", Kind::days, false},
    {"broken_promises", Kind::number, false},
    {"promise.due", Kind::date, true},
    {"promise.sum", Kind::money, true},
    {"consumer", Kind::boolean, false},
    {"opened_on", Kind::date, false},
    {"entered_on", Kind::date, false},
    {"missed_instalments", Kind::number, false},
    {"instalment.due", Kind::date, true},
    {"instalment.sum", Kind::money, true},
    {"days_to_limitation", Kind::days, true},
    {"spent", Kind::money, false},
    {"overdue", Kind::money, false},
    {"offer.count", Kind::number, true},
    {"offer.first", Kind::money, true},
    {"offer.least", Kind::money, true},
    {"offer.sum", Kind::money, true},
    {"offer.ends", Kind::date, true},
    {"offer.rest", Kind::money, true},
}};

// In the order of CoreEvent.
inline constexpr std::array<std::string_view, core_events> core_event_names{"payment",
                                                                            "payment_reversed",
                                                                            "promise",
                                                                            "promise_kept",
                                                                            "promise_broken",
                                                                            "dispute",
                                                                            "dispute_resolved",
                                                                            "insolvency",
                                                                            "death",
                                                                            "claim_added",
                                                                            "claim_removed",
                                                                            "call",
                                                                            "note",
                                                                            "settled",
                                                                            "settled_late",
                                                                            "instalments_agreed",
                                                                            "instalment_paid",
                                                                            "instalment_missed",
                                                                            "instalments_paid",
                                                                            "instalments_ended",
                                                                            "reduction",
                                                                            "title",
                                                                            "acknowledgement",
                                                                            "cost",
                                                                            "acceleration",
                                                                            "offer",
                                                                            "offer_refused",
                                                                            "assignment",
                                                                            "step_refused"};

}  // namespace arrears

#endif
