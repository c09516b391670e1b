// The functional core: record, look, decide, evolve, next_change. Values in, values out; nothing
// reads a clock, a file, the environment or a random number.
#ifndef ARREARS_DECIDE_DECIDE_HPP
#define ARREARS_DECIDE_DECIDE_HPP

#include <arrears/ledger/instalments.hpp>
#include <arrears/model/journal.hpp>
#include <arrears/rulebook/rulebook.hpp>
#include <arrears/time/moment.hpp>
#include <memory>

namespace arrears {

// Everything that a decision may read, as of a day. Borrows what it is given: case, person and
// siblings must outlive it. Derived values are computed when first asked for.
class ARREARS_API View {
 public:
  struct Data;  // src/decide/view_data.hpp
  explicit View(std::shared_ptr<Data> data) : data_(std::move(data)) {}
  const Case& value() const;
  Date today() const;
  const Balance& balance() const;  // with the plan's acceptance of shifted due dates
  const std::vector<PromiseStatus>& promises() const;
  const std::vector<InstalmentPlan>& instalments() const;
  Data& data() const { return *data_; }

 private:
  std::shared_ptr<Data> data_;
};

struct LookAt {
  const Person* debtor = nullptr;           // null: nothing is known of the person
  std::vector<const Case*> siblings{};      // other cases of the person, for person scope
  std::optional<Date> payments_complete{};  // the earliest over the sources of payments
  // The plan's law, tolerance of promises and accepted lines. Only for balance() and promises()
  // of a view that no decide() has seen: decide() brings its own.
  const Rulebook* rules = nullptr;
  // Who answer for claims of the case, or of the siblings, besides the debtor.
  std::vector<const Person*> others{};
};

ARREARS_API View look(const Case& value, const LawPacks& law, Date day, const LookAt& at = {});

// The fact is put where it belongs in the case. `position` and `recorded` are those of its entry;
// without them (tests) the fact counts as recorded on its effective date.
ARREARS_API Case record(Case value, const Fact& fact, std::uint64_t position = 0,
                        std::optional<Moment> recorded = std::nullopt);
ARREARS_API Person record(Person value, const Fact& fact, std::uint64_t position,
                          std::optional<Moment> recorded);
// A new case from its opening fact; it stands in no state until `begin` is decided.
ARREARS_API Case open_case(const Fact& opened, const Hash& rulebook, Currency currency,
                           std::uint64_t position, Moment recorded);

// What the rules say to a fact that has been recorded: triggers, derived events, `whenever`.
ARREARS_API Decision decide(const Rulebook& rules, const View& view, const Fact& fact,
                            Moment moment);
// The same for the passing of time, and for a case that has to be looked at again.
ARREARS_API Decision decide(const Rulebook& rules, const View& view, Moment moment);

// The case after what was decided. `stream_number` and `position` are those of the entry that
// holds the decision.
ARREARS_API Case evolve(Case value, const Decision& decision, Moment moment,
                        std::uint64_t stream_number, std::uint64_t position);
// The case and the person after a step in the life of a contact.
ARREARS_API Case evolve(Case value, const ContactProgress& progress, Moment moment);
ARREARS_API Person evolve(Person value, const SendingProgress& progress, Moment moment);

// What plans react to besides facts: `on sent`, `on undelivered` and so on.
ARREARS_API Decision decide(const Rulebook& rules, const View& view,
                            const ContactProgress& progress, Moment moment);

// The earliest day on which an answer about this case can change without a new fact, and the
// earliest completeness of payments that can change one. Never later than the truth. Today itself
// when the case is to be looked at again at once: a fact has made true what a timer waits for.
struct NextChange {
  std::optional<Date> on{};
  std::optional<Date> payments_through{};
};
ARREARS_API NextChange next_change(const Rulebook& rules, const View& view);

// Whether an order is still wanted just before it is sent: its stay, its `if`s, payments complete.
struct Wanted {
  enum class Answer : std::uint8_t { yes, wait, no } answer = Answer::yes;
  std::string why{};
  std::vector<ClaimId> claims{};  // what the message may ask for: not disputed, not settled
};
ARREARS_API Wanted still_wanted(const Rulebook& rules, const View& view, const Contact& contact);

// Lines by time that only the new rules have, and that would have been due before the move.
enum class LateLines : std::uint8_t {
  skip,  // they have had their time
  run    // they are due today
};
// What moves a case to other rules. A state is found by its name, or by the state of the new plan
// that says `replaces`; a line by how it begins, else by what it does. Its clocks go on, and what
// has run does not run again.
struct Migration {
  std::string stranded{};  // why the case cannot be moved; empty = it can, by `decision`
  Decision decision{};
  std::string from{}, to{};            // where it stands; empty = it has not begun
  std::vector<std::string> skipped{};  // late lines, "STATE: line"
  std::vector<std::string> dropped{};  // what waited and has no line any more
};
ARREARS_API Migration migrate(const Rulebook& from, const Rulebook& to, const View& view,
                              LateLines late = LateLines::skip);

// Every hold that is in force today: of plan, host and law, of the case, its claims and its person.
ARREARS_API std::vector<Hold> active_holds(const Rulebook& rules, const View& view);
// Whether something of these kinds is held for the whole case today.
ARREARS_API bool is_held(const Rulebook& rules, const View& view, HoldKinds kinds);
// What the ledger has to know of a case's plan, and the pack of its law.
ARREARS_API LedgerOptions ledger_options(const Rulebook& rules, const Case& value,
                                         const LawPacks& law, Date on);
ARREARS_API const LawPack& law_of(const Rulebook& rules, const Case& value, const LawPacks& law);

// The key of an order: first 16 bytes of blake2b(stream, number, index), in hexadecimal.
ARREARS_API OrderKey order_key(const StreamId& stream, std::uint64_t number, std::uint32_t index);
ARREARS_API SendingKey sending_key(std::vector<OrderKey> orders, std::string_view channel);

}  // namespace arrears

#endif
