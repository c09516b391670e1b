// Holds: what must not happen for now.
#ifndef ARREARS_MODEL_HOLD_HPP
#define ARREARS_MODEL_HOLD_HPP

#include <arrears/model/ids.hpp>
#include <arrears/time/date.hpp>
#include <optional>
#include <string>

namespace arrears {

// A set of the four kinds, as bits.
enum class HoldKinds : std::uint8_t {
  none = 0,
  contact = 1,
  enforcement = 2,
  interest = 4,
  fees = 8
};
constexpr HoldKinds operator|(HoldKinds a, HoldKinds b) {
  return static_cast<HoldKinds>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr HoldKinds operator&(HoldKinds a, HoldKinds b) {
  return static_cast<HoldKinds>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}
constexpr bool has(HoldKinds set, HoldKinds kind) { return (set & kind) != HoldKinds::none; }

enum class HoldScope : std::uint8_t { claim, case_, person };

// One hold. Holds overlap and each ends for itself.
struct Hold {
  enum class Cause : std::uint8_t { plan, dispute, insolvency, death, host };
  HoldKinds kinds = HoldKinds::none;
  HoldScope scope = HoldScope::case_;
  ClaimId claim{};  // of HoldScope::claim
  Cause cause = Cause::plan;
  std::string by{};                // the key of the fact, or the state that put it
  Date from{};                     // first day
  std::optional<Date> until{};     // last day on which it still holds; none = until released
  std::optional<Date> released{};  // first day on which it no longer holds
  bool with_state = false;         // ends when the state that put it is left
  std::string because{};           // reason; for a hold by law the line of the pack

  // Whether it holds on that day.
  bool active(Date day) const {
    return from <= day && (!until || day <= *until) && (!released || day < *released);
  }
  friend bool operator==(const Hold&, const Hold&) = default;
};

}  // namespace arrears

#endif
