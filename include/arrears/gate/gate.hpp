// The one gate for every contact, whoever ordered it. Pure: admit() per person, in the order
// (strength, due moment, key), against windows, caps and holds.
#ifndef ARREARS_GATE_GATE_HPP
#define ARREARS_GATE_GATE_HPP

#include <arrears/law/law.hpp>
#include <arrears/model/case.hpp>
#include <arrears/rulebook/rulebook.hpp>
#include <arrears/time/zone.hpp>

namespace arrears {

// One waiting order with what the gate has to know of it.
struct Candidate {
  const Contact* contact = nullptr;
  const Case* value = nullptr;
  std::string plan{};      // whose contact attributes apply
  std::uint8_t phase = 0;  // of the state that ordered it; later is stronger
};

struct GateContext {
  Moment now{};
  Zone zone{};                     // of the person, else of the tenant
  Calendar calendar{};             // purpose contact
  const Person* person = nullptr;  // sendings count against caps
};

struct Admission {
  enum class Answer : std::uint8_t { send, defer, absorbed } answer = Answer::send;
  std::optional<Instant> not_before{};  // defer: when asking again makes sense; none = on a change
  std::string why{};     // "contact window of firemní_faktury, opens 2026-10-05 8:00"
  std::size_t into = 0;  // absorbed: index of the candidate that lists it too
};

// One answer per candidate, in their order.
ARREARS_API std::vector<Admission> admit(const Rulebook& rules,
                                         const std::vector<Candidate>& candidates,
                                         const GateContext& context);

// The next instant at or after `from` at which the plan's window is open; none = always open.
ARREARS_API std::optional<Instant> next_opening(const Rulebook& rules, std::string_view plan,
                                                Instant from, const Zone& zone,
                                                const Calendar& calendar);
// Every opening of a contact window of any plan on that day, in order.
ARREARS_API std::vector<Instant> openings(const Rulebook& rules, Date day, const Zone& zone,
                                          const LawPacks& law);

}  // namespace arrears

#endif
