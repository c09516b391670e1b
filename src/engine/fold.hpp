// How an entry changes a case, a person and the state of the shard: the one place, used when an
// entry is made and when the journal is folded again.
#ifndef ARREARS_SRC_ENGINE_FOLD_HPP
#define ARREARS_SRC_ENGINE_FOLD_HPP

#include <engine/shell.hpp>

namespace arrears::engine {

inline Moment moment_of(const Entry& entry) { return {entry.business_day, entry.recorded_at}; }

// The case after an entry of its stream. The entry that opens it comes with no case.
Result<Case> fold_case(std::optional<Case> value, const Entry& entry, const EntryBody& body);
// The person after an entry of its stream; the first one makes it.
Person fold_person(std::optional<Person> value, const Entry& entry, const EntryBody& body);
// What entries of any stream do to the state of the shard. `inbox_done` is no part of the journal.
void fold_shard(ShardState& state, const Entry& entry, const EntryBody& body);

// The columns of a case's row that follow from its value.
struct RowContext {
  const Rulebook* rules = nullptr;
  const LawPacks* law = nullptr;
  const Person* debtor = nullptr;
  std::vector<const Case*> siblings;
  std::vector<const Person*> others;  // see LookAt
  std::optional<Date> payments_complete;
  Date day;  // as of which debt and wake are computed
  std::optional<Instant> look;
};
// While a case waits for a look its derived columns wait too: wake is empty and the debt is as of
// the opening of the case; the look fills them in.
CaseRow make_row(const Case& value, const RowContext& context);

// The waiting orders of a case.
std::vector<OutboxRow> outbox_of(const Case& value);
inline bool waits(const Contact& contact) { return contact.status == ContactStatus::ordered; }
// Whether time and messages can bring nothing more: the case is set aside, or closed with every
// step of its final state done and every message of it gone out without an open fallback.
bool at_rest(const Case& value);

// Keys by which a payment, a reversal, a receipt or a fact of a further debtor finds its case.
std::string claim_key(const ClaimId& claim);
std::string person_key(const PersonId& person);
std::string variable_key(std::string_view symbol);
std::string reference_key(std::string_view reference);
std::string payment_key(const FactKey& payment);
std::string sending_key_text(const SendingKey& sending);
std::string provider_key(std::string_view provider_id);

}  // namespace arrears::engine

#endif
