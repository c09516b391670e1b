// verify: folds the journal again and compares every projection with what the store holds, byte
// for byte. It applies what was recorded and never decides.
#include <engine/fold.hpp>

#include <algorithm>
#include <set>

namespace arrears {

using engine::page_size;
using engine::Shell;

namespace {

constexpr std::size_t problems_max = 1'000;  // more say nothing new

std::string name_of(const StreamId& stream) {
  switch (stream.kind) {
    case StreamKind::case_: return "case " + stream.id;
    case StreamKind::person: return "person " + stream.id;
    case StreamKind::creditor: return "creditor " + stream.id;
    case StreamKind::tenant: return "tenant " + stream.id;
  }
  return stream.id;
}

class Verifier {
 public:
  using Progress = std::function<void(std::uint64_t, std::uint64_t)>;
  Verifier(Shell& shell, const std::optional<ChainHeads>& heads, const Progress& progress)
      : shell_(shell), store_(*shell.store), heads_(heads), progress_(progress) {}

  Result<Verdict> run() {
    verdict_.against_heads = heads_.has_value();
    for (auto step : {&Verifier::journal, &Verifier::shard_state, &Verifier::persons,
                      &Verifier::cases, &Verifier::queues, &Verifier::private_rows,
                      &Verifier::outside_heads, &Verifier::store_itself}) {
      Result<Unit> done = (this->*step)();
      // Bytes that do not decode are a finding, not a failure of the call.
      if (!done && done.error().code == ErrorCode::corrupt)
        problem(done.error().message);
      else if (!done)
        return unexpected(done.error());
    }
    return std::move(verdict_);
  }

 private:
  struct Stream {
    StreamHead head;
    Date last_day;
  };
  struct Committed {
    Hash hash;
    PersonId owner;  // whose erasing explains that the row is gone
    bool found = false;
  };
  using Place = std::pair<std::uint64_t, std::uint32_t>;

  void problem(std::string text) {
    if (verdict_.problems.size() < problems_max) verdict_.problems.push_back(std::move(text));
  }
  void tick() {
    if (progress_ && ++done_ % 256 == 0) progress_(std::min(done_, total_), total_);
  }

  Result<Unit> journal();
  Result<Unit> take_entry(const Entry& entry);
  void take_queue(const Entry& entry, const EntryBody& body);
  void take_commitments(const Entry& entry);
  Result<Unit> shard_state();
  Result<Unit> persons();
  Result<Unit> cases();
  Result<Unit> one_case(const CaseRow& row);
  bool may_look(Instant at) const;
  void compare(const CaseRow& stored, const CaseRow& folded, bool derived);
  void money(const Case& value, const View& view, const Rulebook& rules);
  Result<Unit> queues();
  Result<Unit> private_rows();
  Result<Unit> outside_heads();
  Result<Unit> store_itself();
  template <class Take>
  Result<Unit> each_entry(const StreamId& id, const Take& take);

  Shell& shell_;
  Store& store_;
  const std::optional<ChainHeads>& heads_;
  const Progress& progress_;
  Verdict verdict_;
  ShardState state_;  // folded
  std::map<StreamId, Stream> streams_;
  std::map<std::uint64_t, Hash> asked_heads_;
  std::map<Place, Committed> committed_;
  std::map<PersonId, std::uint64_t> erased_;
  std::map<CaseId, PersonId> debtors_;
  std::map<FactKey, UnmatchedPayment> unmatched_;
  std::vector<OutboxRow> outbox_;
  std::set<CaseId> seen_cases_;
  std::vector<Instant> instants_;  // of the entries, each once, in their order
  std::uint64_t done_ = 0, total_ = 1;
};

Result<Unit> Verifier::journal() {
  Result<ShardState> stored = store_.state(shell_.shard);
  if (!stored) return unexpected(stored.error());
  total_ = 2 * stored->position + 1;
  if (heads_) {
    for (const ChainHead& head : heads_->heads) asked_heads_[head.position] = {};
  }
  for (;;) {
    Result<EntryPage> page = store_.all_entries(shell_.shard, state_.position, page_size);
    if (!page) return unexpected(page.error());
    if (page->entries.empty()) return Unit{};
    for (const Entry& entry : page->entries) {
      if (Result<Unit> done = take_entry(entry); !done) return done;
      tick();
    }
  }
}

Result<Unit> Verifier::take_entry(const Entry& entry) {
  const std::string where = "entry at position " + std::to_string(entry.position);
  ++verdict_.entries;
  if (entry.position != state_.position + 1) {
    return unexpected(ErrorCode::corrupt,
                      "the journal has a gap before position " + std::to_string(entry.position));
  }
  if (entry.tenant != shell_.shard.tenant || entry.shard != shell_.shard.number) {
    problem(where + ": belongs to another tenant or shard");
  }
  if (entry_hash(entry) != entry.hash) problem(where + ": its bytes do not give its hash");
  if (entry.recorded_at < state_.recorded_at) problem(where + ": the time goes back");
  if (instants_.empty() || instants_.back() < entry.recorded_at) {
    instants_.push_back(entry.recorded_at);
  }
  Stream& stream = streams_[entry.stream];
  if (entry.number != stream.head.number + 1 || entry.previous != stream.head.hash) {
    problem(where + ": does not follow the entry before it in the stream of " +
            name_of(entry.stream));
  }
  stream = {{entry.number, entry.hash}, entry.business_day};
  Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
  if (!body) {
    problem(where + ": its payload does not decode");
    state_.position = entry.position;
    state_.head = chain(state_.head, entry.hash);
    return Unit{};
  }
  engine::fold_shard(state_, entry, *body);
  take_queue(entry, *body);
  take_commitments(entry);
  const auto asked = asked_heads_.find(entry.position);
  if (asked != asked_heads_.end()) asked->second = state_.head;
  return Unit{};
}

void Verifier::take_queue(const Entry& entry, const EntryBody& body) {
  if (const auto* erased = std::get_if<PersonErased>(&body)) {
    erased_[erased->person] = entry.position;
  }
  const auto* recorded = std::get_if<FactRecorded>(&body);
  if (!recorded) return;
  if (const auto* opened = std::get_if<CaseOpened>(&recorded->fact.what)) {
    if (!opened->claims.empty()) debtors_[opened->case_id] = opened->claims.front().debtor;
  }
  if (entry.stream.kind != StreamKind::tenant) return;
  if (const auto* payment = std::get_if<PaymentReceived>(&recorded->fact.what)) {
    unmatched_[recorded->fact.key] = {recorded->fact.key, payment->sum, payment->value_date,
                                      entry.position};
  }
  if (const auto* assigned = std::get_if<PaymentAssigned>(&recorded->fact.what)) {
    unmatched_.erase(assigned->payment);
  }
  if (const auto* reversed = std::get_if<PaymentReversed>(&recorded->fact.what)) {
    unmatched_.erase(reversed->payment);
  }
  if (const auto* refunded = std::get_if<PaymentRefunded>(&recorded->fact.what)) {
    unmatched_.erase(refunded->payment);
  }
}

void Verifier::take_commitments(const Entry& entry) {
  PersonId owner;
  if (entry.stream.kind == StreamKind::person) owner = {entry.stream.id};
  if (entry.stream.kind == StreamKind::case_) owner = debtors_[{entry.stream.id}];
  for (std::size_t i = 0; i < entry.commitments.size(); ++i) {
    committed_[{entry.position, static_cast<std::uint32_t>(i)}] = {entry.commitments[i], owner,
                                                                   false};
  }
}

Result<Unit> Verifier::shard_state() {
  Result<ShardState> stored = store_.state(shell_.shard);
  if (!stored) return unexpected(stored.error());
  const auto differs = [&](bool same, const char* what) {
    if (same) return;
    problem("state of the shard: " + std::string(what) + " is not what the journal gives");
  };
  differs(stored->position == state_.position, "position");
  differs(stored->head == state_.head, "head");
  differs(stored->recorded_at == state_.recorded_at, "recorded_at");
  differs(stored->open_day == state_.open_day, "open_day");
  differs(stored->payments_complete == state_.payments_complete, "payments_complete");
  differs(stored->rulebook == state_.rulebook, "rulebook");
  differs(stored->packs == state_.packs, "packs");
  for (const auto& [id, stream] : streams_) {
    Result<StreamHead> head = store_.stream_head(shell_.shard, id);
    if (!head) return unexpected(head.error());
    if (!(*head == stream.head)) problem(name_of(id) + ": its stream does not end where it should");
  }
  return Unit{};
}

template <class Take>
Result<Unit> Verifier::each_entry(const StreamId& id, const Take& take) {
  Cursor cursor;
  std::uint64_t number = 0;
  Hash last;
  while (!cursor.done) {
    Result<EntryPage> page = store_.entries(shell_.shard, id, cursor, page_size);
    if (!page) return unexpected(page.error());
    for (const Entry& entry : page->entries) {
      Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
      if (!body) return unexpected(body.error());
      if (Result<Unit> done = take(entry, *body); !done) return done;
      number = entry.number;
      last = entry.hash;
      tick();
    }
    cursor = page->next;
    if (page->entries.empty()) break;
  }
  const StreamHead& head = streams_[id].head;
  if (number != head.number || last != head.hash) {
    return unexpected(ErrorCode::corrupt, name_of(id) + ": its stream is not complete");
  }
  return Unit{};
}

Result<Unit> Verifier::persons() {
  std::set<PersonId> stored;
  Cursor cursor;
  while (!cursor.done) {
    Result<std::vector<PersonId>> page = store_.persons(shell_.shard, cursor, page_size);
    if (!page) return unexpected(page.error());
    stored.insert(page->begin(), page->end());
    if (page->empty()) break;
  }
  for (const auto& [id, stream] : streams_) {
    if (id.kind != StreamKind::person) continue;
    ++verdict_.persons;
    std::optional<Person> folded;
    Result<Unit> done = each_entry(id, [&](const Entry& entry, const EntryBody& body) {
      folded = engine::fold_person(std::move(folded), entry, body);
      return Result<Unit>(Unit{});
    });
    if (!done && done.error().code != ErrorCode::corrupt) return done;
    if (!done) problem(done.error().message);
    Result<std::optional<Person>> row = store_.load_person(shell_.shard, {id.id});
    if (!row && row.error().code != ErrorCode::corrupt) return unexpected(row.error());
    const bool same = row && row->has_value() && folded && encode(**row) == encode(*folded);
    if (!same) problem("person " + id.id + ": the row is not what the journal gives");
    stored.erase({id.id});
  }
  for (const PersonId& id : stored) problem("person " + id.value + ": a row without a stream");
  return Unit{};
}

Result<Unit> Verifier::cases() {
  Cursor cursor;
  while (!cursor.done) {
    Result<std::vector<CaseRow>> rows = store_.load_all(shell_.shard, cursor, page_size);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& row : *rows) {
      ++verdict_.cases;
      Result<Unit> done = one_case(row);
      if (!done && done.error().code != ErrorCode::corrupt) return done;
      if (!done) problem(done.error().message);
    }
    if (rows->empty()) break;
  }
  for (const auto& [id, stream] : streams_) {
    if (id.kind == StreamKind::case_ && !seen_cases_.count({id.id})) {
      problem("case " + id.id + ": has a stream but no row");
    }
  }
  return Unit{};
}

Result<Unit> Verifier::one_case(const CaseRow& row) {
  seen_cases_.insert(row.id);
  const auto stream = streams_.find({StreamKind::case_, row.id.value});
  if (stream == streams_.end()) {
    problem("case " + row.id.value + ": a row without a stream");
    return Unit{};
  }
  std::optional<Case> folded;
  Result<Unit> done = each_entry(stream->first, [&](const Entry& entry, const EntryBody& body) {
    Result<Case> next = engine::fold_case(std::move(folded), entry, body);
    if (!next) return Result<Unit>(unexpected(next.error()));
    folded = *std::move(next);
    return Result<Unit>(Unit{});
  });
  if (!done) return done;
  if (!folded) return unexpected(ErrorCode::corrupt, "case " + row.id.value + ": empty stream");
  Result<const Rulebook*> rules = shell_.rulebook_of(folded->rulebook);
  if (!rules) return unexpected(rules.error());
  Result<std::optional<Person>> debtor = store_.load_person(shell_.shard, folded->debtor);
  if (!debtor) return unexpected(debtor.error());
  Result<std::vector<CaseRow>> rows = store_.cases_of(shell_.shard, folded->debtor);
  if (!rows) return unexpected(rows.error());
  Result<std::vector<Person>> others = engine::load_others(store_, shell_.shard, *folded);
  if (!others) return unexpected(others.error());
  std::vector<Case> siblings;
  for (const CaseRow& one : *rows) {
    if (one.id == row.id) continue;
    Result<Case> other = decode_case(one.value);
    if (!other) return unexpected(other.error());
    Result<std::vector<Person>> more = engine::load_others(store_, shell_.shard, *other);
    if (!more) return unexpected(more.error());
    std::move(more->begin(), more->end(), std::back_inserter(*others));
    siblings.push_back(*std::move(other));
  }
  engine::RowContext context;
  context.rules = *rules;
  context.law = &shell_.law;
  context.debtor = debtor->has_value() ? &**debtor : nullptr;
  for (const Case& sibling : siblings) context.siblings.push_back(&sibling);
  for (const Person& other : *others) context.others.push_back(&other);
  context.payments_complete = engine::earliest_complete(state_.payments_complete);
  context.day = row.debt_on;
  const bool possible = row.debt_on >= stream->second.last_day &&
                        (!state_.open_day || row.debt_on <= *state_.open_day);
  if (!possible && !row.look) problem("case " + row.id.value + ": debt_on cannot be");
  const CaseRow again = engine::make_row(*folded, context);
  compare(row, again, !row.look);
  if (row.look && !may_look(*row.look)) {
    problem("case " + row.id.value + ": look is " + row.look->text() +
            ", when nothing was recorded that asks for it");
  }
  const std::vector<OutboxRow> waiting = engine::outbox_of(*folded);
  outbox_.insert(outbox_.end(), waiting.begin(), waiting.end());
  const View view =
      look(*folded, shell_.law, context.day,
           {context.debtor, context.siblings, context.payments_complete, *rules, context.others});
  money(*folded, view, **rules);
  return Unit{};
}

// A look is asked for by what is recorded at that instant, or by what is sent a second before. One
// look more than the journal asks for does no harm: it computes again what it finds.
bool Verifier::may_look(Instant at) const {
  return std::binary_search(instants_.begin(), instants_.end(), at) ||
         std::binary_search(instants_.begin(), instants_.end(), at + Span{-1});
}

void Verifier::compare(const CaseRow& stored, const CaseRow& folded, bool derived) {
  const auto differs = [&](bool same, const char* column) {
    if (!same) {
      problem("case " + stored.id.value + ": " + column + " is not what the journal gives");
    }
  };
  differs(stored.value == folded.value, "value");
  differs(stored.id == folded.id, "id");
  differs(stored.debtor == folded.debtor, "debtor");
  differs(stored.creditor == folded.creditor, "creditor");
  differs(stored.plan == folded.plan, "plan");
  differs(stored.state == folded.state, "state");
  differs(stored.closed == folded.closed, "closed");
  differs(stored.reads_person == folded.reads_person, "reads_person");
  differs(stored.claim_keys == folded.claim_keys, "claim_keys");
  if (!derived) return;  // they wait for a look
  if (stored.wake != folded.wake) {
    const auto text = [](const std::optional<Date>& day) { return day ? day->text() : "never"; };
    problem("case " + stored.id.value + ": wake is " + text(stored.wake) + "; the journal gives " +
            text(folded.wake) + " as of " + folded.debt_on.text());
  }
  differs(stored.payments_wake == folded.payments_wake, "payments_wake");
  differs(stored.debt == folded.debt, "debt");
  differs(stored.debt_on == folded.debt_on, "debt_on");
}

// What was owed, less what was paid and written off, is what is owed.
void Verifier::money(const Case& value, const View& view, const Rulebook& rules) {
  const Sight& sight = sight_of(view, rules.data());
  const Calculation calculation =
      reckon(value, sight.debtors(), sight.pack(), sight.options(view.today()));
  std::int64_t sum = 0;
  for (const CalculationLine& line : calculation.lines) sum += line.amount.minor;
  if (sum != calculation.balance.debt.minor) {
    problem("case " + value.id.value + ": the lines of its calculation do not give its debt");
  }
}

Result<Unit> Verifier::queues() {
  Result<std::vector<OutboxRow>> stored = store_.outbox(shell_.shard);
  if (!stored) return unexpected(stored.error());
  const auto by_order = [](const OutboxRow& a, const OutboxRow& b) { return a.order < b.order; };
  std::sort(stored->begin(), stored->end(), by_order);
  std::sort(outbox_.begin(), outbox_.end(), by_order);
  std::map<OrderKey, OutboxRow> folded;
  for (const OutboxRow& row : outbox_) folded[row.order] = row;
  for (const OutboxRow& row : *stored) {
    const auto same = folded.find(row.order);
    if (same == folded.end() || !(same->second == row)) {
      problem("order " + row.order.value + ": the row is not what the journal gives");
    }
    if (same != folded.end()) folded.erase(same);
  }
  for (const auto& [order, row] : folded) problem("order " + order.value + ": its row is missing");
  Result<std::vector<UnmatchedPayment>> payments = store_.unmatched(shell_.shard);
  if (!payments) return unexpected(payments.error());
  for (const UnmatchedPayment& row : *payments) {
    const auto same = unmatched_.find(row.key);
    if (same == unmatched_.end() || !(same->second == row)) {
      problem("unmatched payment " + row.key.value + ": the row is not what the journal gives");
    }
    if (same != unmatched_.end()) unmatched_.erase(same);
  }
  for (const auto& [key, row] : unmatched_) {
    problem("unmatched payment " + key.value + ": its row is missing");
  }
  return Unit{};
}

Result<Unit> Verifier::private_rows() {
  Cursor cursor;
  while (!cursor.done) {
    Result<std::vector<PrivateRow>> page = store_.all_private_rows(shell_.shard, cursor, page_size);
    if (!page) return unexpected(page.error());
    for (const PrivateRow& row : *page) {
      const std::string where = "private row of position " + std::to_string(row.position) + "/" +
                                std::to_string(row.index);
      const auto found = committed_.find({row.position, row.index});
      if (found == committed_.end()) {
        problem(where + ": no entry commits to it");
        continue;
      }
      found->second.found = true;
      if (commitment(row) != found->second.hash) {
        problem(where + ": its bytes are not those that the entry commits to");
      }
      const auto erased = erased_.find(row.person);
      if (erased != erased_.end() && row.position < erased->second) {
        problem(where + ": its person was erased; repeat the erasing");
      }
    }
    if (page->empty()) break;
  }
  for (const auto& [place, one] : committed_) {
    const auto erased = erased_.find(one.owner);
    const bool explained = erased != erased_.end() && place.first < erased->second;
    if (!one.found && !explained) {
      problem("private row of position " + std::to_string(place.first) + "/" +
              std::to_string(place.second) + ": it is missing, and its person was not erased");
    }
  }
  return Unit{};
}

Result<Unit> Verifier::outside_heads() {
  if (!heads_) return Unit{};
  for (const ChainHead& head : heads_->heads) {
    if (head.shard != shell_.shard) continue;
    if (head.position > state_.position) {
      problem("the head of position " + std::to_string(head.position) +
              " lies beyond the journal, which ends at " + std::to_string(state_.position));
    } else if (head.position > 0 && asked_heads_[head.position] != head.head) {
      problem("the journal up to position " + std::to_string(head.position) +
              " is not the one that the head was taken of");
    }
  }
  return Unit{};
}

// What no projection shows: rows of no shard, marks, indexes.
Result<Unit> Verifier::store_itself() {
  Result<std::vector<std::string>> found = store_.inspect();
  if (!found) return unexpected(found.error());
  for (std::string& one : *found) problem(std::move(one));
  return Unit{};
}

}  // namespace

Result<Verdict> Engine::verify(const std::optional<ChainHeads>& heads,
                               const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  return Verifier(impl_->shell, heads, progress).run();
}

}  // namespace arrears
