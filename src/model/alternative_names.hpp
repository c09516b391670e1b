// What JSON calls the alternatives of the variants, in their order.
#ifndef ARREARS_SRC_MODEL_ALTERNATIVE_NAMES_HPP
#define ARREARS_SRC_MODEL_ALTERNATIVE_NAMES_HPP

#include <arrears/model/journal.hpp>
#include <iterator>
#include <string_view>

namespace arrears::codec {

template <class V>
struct AlternativeNames;
template <>
struct AlternativeNames<FactBody> {
  static constexpr std::string_view names[] = {"person_stated",
                                               "case_opened",
                                               "claim_added",
                                               "claim_removed",
                                               "liability_stated",
                                               "payment_received",
                                               "payment_assigned",
                                               "payment_reversed",
                                               "promise_made",
                                               "dispute_raised",
                                               "dispute_resolved",
                                               "insolvency_declared",
                                               "insolvency_ended",
                                               "death_reported",
                                               "receipt_arrived",
                                               "call_held",
                                               "task_done",
                                               "note_made",
                                               "payments_complete",
                                               "fields_stated",
                                               "host_fact",
                                               "hold_stated",
                                               "instalments_agreed",
                                               "instalments_ended",
                                               "payment_refunded",
                                               "mandate_stated",
                                               "remittance_made",
                                               "claim_reduced",
                                               "reduction_reversed",
                                               "interest_stated",
                                               "title_issued",
                                               "limitation_stated",
                                               "cost_incurred",
                                               "claim_accelerated",
                                               "instalments_offered",
                                               "offer_answered",
                                               "interest_capitalised",
                                               "case_assigned",
                                               "step_confirmed"};
  static_assert(std::size(names) == std::variant_size_v<FactBody>);
};
template <>
struct AlternativeNames<Effect> {
  static constexpr std::string_view names[] = {
      "enter_state", "go_back",   "close_case", "order_contact", "end_contact",     "charge",
      "write_off",   "make_task", "place_hold", "release_holds", "hand_over",       "schedule_step",
      "end_step",    "notice",    "forget",     "regret",        "end_instalments", "answer_offer",
      "ask_step",    "end_asked", "migrate"};
  static_assert(std::size(names) == std::variant_size_v<Effect>);
};

}  // namespace arrears::codec

#endif
