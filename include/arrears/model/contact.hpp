// Contacts: one outgoing message to one person, from the order to its receipts.
//
//   ordered -> admitted, or deferred (not before T because R) -> rendered -> sent -> receipts
//           -> cancelled (R), expired, uncertain
#ifndef ARREARS_MODEL_CONTACT_HPP
#define ARREARS_MODEL_CONTACT_HPP

#include <arrears/base/hash.hpp>
#include <arrears/model/fact.hpp>
#include <arrears/money/price.hpp>
#include <arrears/time/moment.hpp>

namespace arrears {

// In order of strength; of several demands to one person waiting together the strongest is sent.
enum class MessageKind : std::uint8_t { information, reminder, demand, demand_by_law };

enum class ContactStatus : std::uint8_t {
  ordered,    // waits for its window, for payments, for a hold to end
  sent,       // handed to the provider
  rejected,   // the provider will never take it
  cancelled,  // no longer wanted, for a reason
  expired,    // waited too long, or its state was left
  uncertain,  // a crash in the middle of sending on a channel without keys
};

// Where in a plan something was ordered: which line did it, for explain and for `if` asked again.
struct RuleRef {
  std::uint16_t state = 0;     // index of the state in the plan; everywhere = 0xffff
  std::uint16_t trigger = 0;   // index of the trigger in its block
  std::uint16_t step = 0;      // index of the step in its trigger
  std::uint16_t fallback = 0;  // 0 = the step itself, n = its n-th fallback
  friend auto operator<=>(const RuleRef&, const RuleRef&) = default;
};
inline constexpr std::uint16_t everywhere_state = 0xffff;
// A place that no plan has: of what outlived the line that it came from.
inline constexpr RuleRef no_rule{0xfffe, 0xffff, 0, 0};

// What a decision orders. The key is blake2b(stream, number of the entry that holds the decision,
// index of the effect), first 16 bytes in hexadecimal: entries never move, so neither does the key.
struct Contact {
  OrderKey key{};
  RuleRef rule{};
  std::string channel{};
  std::string message{};
  MessageKind kind = MessageKind::information;
  std::vector<std::string> attachments{};
  PersonId person{};       // the first debtor of the case
  std::uint32_t stay = 0;  // which stay in a state ordered it, Frame::stay
  Date ordered_on{};
  std::optional<Date> expires{};  // last day on which it may still be sent
  ContactStatus status = ContactStatus::ordered;
  std::optional<Instant> not_before{};  // deferred until
  std::string waits_for{};              // why it has not been sent; why it was cancelled
  SendingKey sending{};                 // the sending that carried it
  std::optional<Date> sent_on{};
  std::optional<Date> delivered_on{}, failed_on{}, opened_on{};
  std::uint16_t fallbacks_done = 0;  // bits of the fallbacks that have fired
  std::uint16_t attempts = 0;
  std::optional<Price> cost{};  // of a sending by this channel, when it was ordered
  friend bool operator==(const Contact&, const Contact&) = default;
};

}  // namespace arrears

#endif
