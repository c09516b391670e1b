// The regret list: what was done on the strength of something that has turned out otherwise. Late
// facts never undo decisions; this says which messages, fees and hand-overs would not have been.
#ifndef ARREARS_ENGINE_REGRETS_HPP
#define ARREARS_ENGINE_REGRETS_HPP

#include <arrears/ledger/ledger.hpp>
#include <arrears/model/case.hpp>

namespace arrears {

struct RegretQuery {
  CaseId case_id{};                     // empty: of all cases
  std::optional<Date> from{}, until{};  // days on which it was noticed, both included
};

struct RegrettedAct {
  enum class What : std::uint8_t {
    message,
    fee,
    write_off,
    hand_over,
    task,
    move,  // to a state, back, or out of collection
    hold,
    instalments
  };
  What what = What::message;
  std::string text{};    // "orders letter "dunning"", as explain says it
  std::string became{};  // of a message: "sent on 2026-09-09", "cancelled (paid)"; else empty
  Date on{};             // business day of the decision
  std::string place{};   // "file.plan:65  after 30 days: ...": the line that did it
  bool follows = false;  // not the decision itself: something that came of it
  friend bool operator==(const RegrettedAct&, const RegrettedAct&) = default;
};

// A decision that rested on something that has turned out otherwise.
struct Regretted {
  CaseId case_id{};
  Date noticed_on{};
  std::string revised{};  // the event or the field that turned out otherwise
  Date decided_on{};
  std::string place{};
  bool answered = false;  // a line `on revised` of the plan has reacted
  std::vector<RegrettedAct> acts{};
  friend bool operator==(const Regretted&, const Regretted&) = default;
};

// Text, CSV (a line an act) or JSON; equal lists give equal bytes. `html` gives text.
ARREARS_API std::string render(const std::vector<Regretted>& regrets, CalculationFormat format);

}  // namespace arrears

#endif
