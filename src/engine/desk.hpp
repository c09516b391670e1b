// Desk: the working set of one commit. Cases and persons are loaded onto it, entries are made on
// it, and everything leaves it in one WriteBatch, all or none.
#ifndef ARREARS_SRC_ENGINE_DESK_HPP
#define ARREARS_SRC_ENGINE_DESK_HPP

#include <engine/fold.hpp>
#include <set>

namespace arrears::engine {

// A case on the desk.
struct Held {
  Case value;
  const Rulebook* rules = nullptr;
  std::optional<Instant> look;  // as it will be stored
  bool reads_person = false;
  bool dirty = false;      // its row is written
  bool look_only = false;  // only its look has changed
};

struct PersonOnDesk {
  std::optional<Person> value;  // none: nothing is known of the person yet
  bool dirty = false;
  bool listed = false;  // `cases` has every case of the person
  std::vector<CaseId> cases;
};

class Desk {
 public:
  Desk(Shell& shell, const Caller& by, Moment moment) : shell_(shell), by_(by), moment_(moment) {}
  // Reads where the shard stands; an instant before the last entry is refused.
  Result<Unit> begin();

  Shell& shell() { return shell_; }
  const Moment& moment() const { return moment_; }
  const ShardState& state() const { return state_; }
  ShardState& state() { return state_; }
  WriteBatch& batch() { return batch_; }
  std::optional<Date> payments_complete() const;
  bool changed() const { return !batch_.entries.empty() || inbox_moved_ || any_dirty_; }
  std::size_t entry_count() const { return batch_.entries.size(); }

  // The case, or null when there is none. The pointer stays valid while the desk lives.
  Result<Held*> find_case(const CaseId& id);
  // Puts a case on the desk whose row has been read already.
  Result<Held*> hold(const CaseRow& row, Case value);
  Result<PersonOnDesk*> find_person(const PersonId& id);
  // Every case of the person, by id.
  Result<std::vector<Held*>> cases_of(const PersonId& id);
  // Cases in which the person answers for a claim without being the first debtor, by id.
  Result<std::vector<Held*>> cases_owed_besides(const PersonId& id);
  // Cases with this claim key, on the desk or stored.
  Result<std::vector<Held*>> cases_with_key(const std::string& key);

  // What a decision about the case may read today.
  Result<View> view(Held& held);

  // The fact that the entry at this position recorded, of this batch or stored.
  Result<Fact> recorded_fact(std::uint64_t position);

  // Adds an entry. Personal fields without a person belong to `owner`.
  Result<const Entry*> add(const StreamId& stream, EntryKind kind, const EntryBody& body,
                           const Hash& rulebook, const std::vector<PrivateField>& fields = {},
                           const PersonId& owner = {});
  // The same, and the case or the person moves on with it.
  Result<Held*> add_opening(const Fact& fact, const std::vector<PrivateField>& fields);
  Result<const Entry*> add_to_case(Held& held, EntryKind kind, const EntryBody& body,
                                   const std::vector<PrivateField>& fields = {});
  Result<const Entry*> add_to_person(const PersonId& id, EntryKind kind, const EntryBody& body,
                                     const std::vector<PrivateField>& fields = {});
  Result<const Entry*> add_to_tenant(EntryKind kind, const EntryBody& body,
                                     const std::vector<PrivateField>& fields = {},
                                     const PersonId& owner = {});
  // Adds a decision that is not empty and applies it.
  Result<Unit> add_decision(Held& held, Decision decision);

  // The case is looked at again at this instant or later.
  void look_at(Held& held, Instant at);
  // The same for a case that is not on the desk.
  void look_at_stored(const CaseId& id, Instant at);
  // The cases of the person whose plans read what this one did are looked at again.
  Result<Unit> look_at_siblings(const Held& held, Instant at);
  // Looks that dispatching asks for are taken by the next day or command, never by the one that is
  // repeated after a crash in the middle of dispatching: they wait for the second after it.
  Span look_delay;
  // A look has been taken.
  void looked(Held& held);
  void inbox_done(std::uint64_t sequence);

  Result<Unit> commit();

  std::map<CaseId, Held>& cases() { return cases_; }
  // Cases whose look was set since this was last emptied.
  std::vector<CaseId> new_looks;
  // Counted for the reports.
  std::size_t ordered = 0, tasks = 0, decisions = 0;
  std::vector<std::string> set_aside;

  // What the mandate of a case that opens has stated on interest by that day, on the desk or
  // stored.
  Result<std::optional<InterestTerms>> interest_terms(const CaseOpened& opened, Date on);
  void state_interest(const MandateStated& stated, Date from);

  // Adds the persons who answer for claims of the case besides the first debtor, each once.
  Result<Unit> find_others(const Case& value, std::vector<const Person*>& out);

 private:
  Result<Unit> write_rows();
  void write_outbox(const Case& value);
  void salt(PrivateRow& row);
  void chain_up(Entry& entry);
  void take_commitments(Entry& entry, const std::vector<PrivateField>& fields,
                        const PersonId& owner);

  Shell& shell_;
  Caller by_;
  Moment moment_;
  ShardState state_;
  WriteBatch batch_;
  std::map<CaseId, Held> cases_;
  std::map<CaseId, std::vector<OutboxRow>> outbox_before_;
  std::map<PersonId, PersonOnDesk> persons_;
  std::map<StreamId, StreamHead> heads_;
  std::map<std::string, std::vector<CaseId>> new_keys_;  // of cases not stored yet
  std::map<CaseId, Instant> stored_looks_;
  std::set<CreditorId> terms_read_;  // those whose stored statements the shell has in full
  std::map<CreditorId, std::vector<StatedInterest::One>> stated_here_;
  bool inbox_moved_ = false;
  bool any_dirty_ = false;
};

inline StreamId case_stream(const CaseId& id) { return {StreamKind::case_, id.value}; }
inline StreamId person_stream(const PersonId& id) { return {StreamKind::person, id.value}; }
inline StreamId creditor_stream(const CreditorId& id) { return {StreamKind::creditor, id.value}; }

}  // namespace arrears::engine

#endif
