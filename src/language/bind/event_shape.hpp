// Which values and dates an event of the language takes where a test states it.
#ifndef ARREARS_LANGUAGE_BIND_EVENT_SHAPE_HPP
#define ARREARS_LANGUAGE_BIND_EVENT_SHAPE_HPP

#include <rulebook/core.hpp>

#include <cstddef>
#include <optional>

namespace arrears::language {

// Zero or one value of a kind, and which dates.
struct EventShape {
  std::size_t least = 0, most = 0;
  Kind kind = Kind::money;
  bool by = false, valued = false, times = false;
};

// None for what follows from other facts.
inline std::optional<EventShape> shape_of(CoreEvent event) {
  switch (event) {
    case CoreEvent::payment: return EventShape{1, 1, Kind::money, false, true};
    case CoreEvent::promise: return EventShape{1, 1, Kind::money, true, false};
    case CoreEvent::instalments_agreed:
    case CoreEvent::offer: return EventShape{1, 1, Kind::money, true, false, true};
    case CoreEvent::claim_added: return EventShape{1, 1, Kind::money, true, false};
    case CoreEvent::cost:
    case CoreEvent::reduction: return EventShape{1, 1, Kind::money, false, false};
    case CoreEvent::dispute: return EventShape{0, 1, Kind::money, false, false};
    case CoreEvent::call: return EventShape{0, 1, Kind::text, false, false};
    case CoreEvent::payment_reversed:
    case CoreEvent::instalments_ended:
    case CoreEvent::offer_refused:
    case CoreEvent::dispute_resolved:
    case CoreEvent::insolvency:
    case CoreEvent::death:
    case CoreEvent::claim_removed:
    case CoreEvent::title:
    case CoreEvent::acknowledgement:
    case CoreEvent::acceleration:
    case CoreEvent::assignment:
    case CoreEvent::step_refused:
    case CoreEvent::note: return EventShape{};
    default: return std::nullopt;
  }
}

}  // namespace arrears::language

#endif
