#include <engine/desk.hpp>
#include <engine/workers.hpp>

#include <algorithm>

namespace arrears::engine {

Result<Unit> Desk::begin() {
  Result<ShardState> state = shell_.store->state(shell_.shard);
  if (!state) return unexpected(state.error());
  state_ = *std::move(state);
  if (state_.position > 0 && moment_.instant < state_.recorded_at) {
    return unexpected(ErrorCode::refused,
                      "the instant " + moment_.instant.text() + " lies before the last entry (" +
                          state_.recorded_at.text() + "); instants never go back");
  }
  batch_.expected_position = state_.position;
  return Unit{};
}

std::optional<Date> Desk::payments_complete() const {
  return earliest_complete(state_.payments_complete);
}

Result<Held*> Desk::find_case(const CaseId& id) {
  const auto known = cases_.find(id);
  if (known != cases_.end()) return &known->second;
  Result<std::optional<CaseRow>> row = shell_.store->load_case(shell_.shard, id);
  if (!row) return unexpected(row.error());
  if (!row->has_value()) return static_cast<Held*>(nullptr);
  Result<Case> value = decode_case((*row)->value);
  if (!value) return unexpected(value.error());
  return hold(**row, *std::move(value));
}

Result<Held*> Desk::hold(const CaseRow& row, Case value) {
  const auto known = cases_.find(row.id);
  if (known != cases_.end()) return &known->second;
  Result<const Rulebook*> rules = shell_.rulebook_of(value.rulebook);
  if (!rules) return unexpected(rules.error());
  Held held;
  held.value = std::move(value);
  held.rules = *rules;
  held.look = row.look;
  held.reads_person = row.reads_person;
  outbox_before_[row.id] = outbox_of(held.value);
  return &cases_.emplace(row.id, std::move(held)).first->second;
}

Result<PersonOnDesk*> Desk::find_person(const PersonId& id) {
  const auto known = persons_.find(id);
  if (known != persons_.end()) return &known->second;
  Result<std::optional<Person>> value = shell_.store->load_person(shell_.shard, id);
  if (!value) return unexpected(value.error());
  PersonOnDesk person;
  person.value = *std::move(value);
  return &persons_.emplace(id, std::move(person)).first->second;
}

Result<std::vector<Held*>> Desk::cases_of(const PersonId& id) {
  Result<PersonOnDesk*> person = find_person(id);
  if (!person) return unexpected(person.error());
  if (!(*person)->listed) {
    Result<std::vector<CaseRow>> rows = shell_.store->cases_of(shell_.shard, id);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& row : *rows) {
      if (!cases_.count(row.id)) {
        Result<Case> value = decode_case(row.value);
        if (!value) return unexpected(value.error());
        Result<Held*> held = hold(row, *std::move(value));
        if (!held) return unexpected(held.error());
      }
      (*person)->cases.push_back(row.id);
    }
    (*person)->listed = true;
    std::sort((*person)->cases.begin(), (*person)->cases.end());
    auto& ids = (*person)->cases;
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  std::vector<Held*> out;
  for (const CaseId& one : (*person)->cases) out.push_back(&cases_.at(one));
  return out;
}

Result<std::vector<Held*>> Desk::cases_with_key(const std::string& key) {
  Result<std::vector<CaseId>> stored = shell_.store->cases_by_claim_key(shell_.shard, key);
  if (!stored) return unexpected(stored.error());
  std::vector<CaseId> ids = *std::move(stored);
  const auto fresh = new_keys_.find(key);
  if (fresh != new_keys_.end()) ids.insert(ids.end(), fresh->second.begin(), fresh->second.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<Held*> out;
  for (const CaseId& id : ids) {
    Result<Held*> held = find_case(id);
    if (!held) return unexpected(held.error());
    if (*held) out.push_back(*held);
  }
  return out;
}

Result<std::vector<Held*>> Desk::cases_owed_besides(const PersonId& id) {
  Result<std::vector<Held*>> all = cases_with_key(person_key(id));
  if (!all) return all;
  // What was stated in this very batch is not in the store's index yet.
  for (auto& [key, held] : cases_) {
    const std::vector<PersonId> others = further_debtors(held.value);
    const bool owes = std::binary_search(others.begin(), others.end(), id);
    if (owes && std::find(all->begin(), all->end(), &held) == all->end()) all->push_back(&held);
  }
  std::sort(all->begin(), all->end(),
            [](const Held* a, const Held* b) { return a->value.id < b->value.id; });
  return all;
}

Result<Unit> Desk::find_others(const Case& value, std::vector<const Person*>& out) {
  for (const PersonId& id : further_debtors(value)) {
    Result<PersonOnDesk*> person = find_person(id);
    if (!person) return unexpected(person.error());
    if (!(*person)->value) continue;
    const Person* known = &*(*person)->value;
    if (std::find(out.begin(), out.end(), known) == out.end()) out.push_back(known);
  }
  return Unit{};
}

Result<View> Desk::view(Held& held) {
  LookAt at;
  at.payments_complete = payments_complete();
  Result<PersonOnDesk*> person = find_person(held.value.debtor);
  if (!person) return unexpected(person.error());
  if ((*person)->value) at.debtor = &*(*person)->value;
  if (Result<Unit> found = find_others(held.value, at.others); !found) {
    return unexpected(found.error());
  }
  if (held.reads_person) {
    Result<std::vector<Held*>> all = cases_of(held.value.debtor);
    if (!all) return unexpected(all.error());
    for (const Held* one : *all) {
      if (one == &held) continue;
      at.siblings.push_back(&one->value);
      if (Result<Unit> found = find_others(one->value, at.others); !found) {
        return unexpected(found.error());
      }
    }
  }
  return look(held.value, shell_.law, moment_.day, at);
}

void Desk::salt(PrivateRow& row) {
  if (shell_.salt_seed.empty()) {
    shell_.salt(std::span<std::uint8_t, 16>(row.salt));
    return;
  }
  ByteWriter writer;
  writer.text(shell_.salt_seed);
  writer.integer(row.position);
  writer.integer(row.index);
  const Hash hash = blake2b(writer.view());
  std::copy_n(hash.bytes.begin(), row.salt.size(), row.salt.begin());
}

void Desk::take_commitments(Entry& entry, const std::vector<PrivateField>& fields,
                            const PersonId& owner) {
  for (const PrivateField& field : fields) {
    PrivateRow row;
    row.person = field.person.empty() ? owner : field.person;
    row.key = field.key;
    row.position = entry.position;
    row.index = static_cast<std::uint32_t>(entry.commitments.size());
    const ByteView bytes = as_bytes(field.text);
    row.bytes.assign(bytes.begin(), bytes.end());
    salt(row);
    entry.commitments.push_back(commitment(row));
    batch_.private_rows.push_back(std::move(row));
  }
}

void Desk::chain_up(Entry& entry) {
  entry.hash = entry_hash(entry);
  heads_[entry.stream] = {entry.number, entry.hash};
}

Result<const Entry*> Desk::add(const StreamId& stream, EntryKind kind, const EntryBody& body,
                               const Hash& rulebook, const std::vector<PrivateField>& fields,
                               const PersonId& owner) {
  if (!heads_.count(stream)) {
    Result<StreamHead> head = shell_.store->stream_head(shell_.shard, stream);
    if (!head) return unexpected(head.error());
    heads_[stream] = *head;
  }
  const StreamHead& head = heads_[stream];
  Entry entry;
  entry.tenant = shell_.shard.tenant;
  entry.shard = shell_.shard.number;
  entry.stream = stream;
  entry.number = head.number + 1;
  entry.position = state_.position + 1;
  entry.recorded_at = moment_.instant;
  entry.business_day = moment_.day;
  entry.actor = by_.actor;
  entry.kind = kind;
  entry.rulebook = rulebook;
  entry.packs = shell_.packs;
  entry.payload = encode(body);
  entry.previous = head.hash;
  take_commitments(entry, fields, owner);
  chain_up(entry);
  fold_shard(state_, entry, body);
  batch_.entries.push_back(std::move(entry));
  return static_cast<const Entry*>(&batch_.entries.back());
}

Result<Held*> Desk::add_opening(const Fact& fact, const std::vector<PrivateField>& fields) {
  const auto& opened = std::get<CaseOpened>(fact.what);
  const Result<std::optional<InterestTerms>> interest = interest_terms(opened, fact.effective);
  if (!interest) return unexpected(interest.error());
  const FactRecorded body{fact, *interest};
  const Hash& rulebook = shell_.rulebook.hash();
  Result<const Entry*> entry = add(case_stream(opened.case_id), EntryKind::fact_recorded, body,
                                   rulebook, fields, opened.claims.front().debtor);
  if (!entry) return unexpected(entry.error());
  Result<Case> value = fold_case(std::nullopt, **entry, body);
  if (!value) return unexpected(value.error());
  Held held;
  held.value = *std::move(value);
  held.rules = &shell_.rulebook;
  held.dirty = true;
  any_dirty_ = true;
  const Plan* plan = plan_of(*held.rules, held.value);
  held.reads_person = plan && plan->reads_person_scope;
  Result<PersonOnDesk*> person = find_person(held.value.debtor);
  if (!person) return unexpected(person.error());
  // Listed by hand: the store does not have the new case yet.
  if ((*person)->listed) {
    auto& ids = (*person)->cases;
    ids.insert(std::lower_bound(ids.begin(), ids.end(), held.value.id), held.value.id);
  } else {
    (*person)->cases.push_back(held.value.id);
  }
  RowContext keys_only;
  for (const std::string& key : make_row(held.value, keys_only).claim_keys) {
    new_keys_[key].push_back(held.value.id);
  }
  const CaseId id = held.value.id;
  return &cases_.emplace(id, std::move(held)).first->second;
}

Result<const Entry*> Desk::add_to_case(Held& held, EntryKind kind, const EntryBody& body,
                                       const std::vector<PrivateField>& fields) {
  Result<const Entry*> entry =
      add(case_stream(held.value.id), kind, body, held.value.rulebook, fields, held.value.debtor);
  if (!entry) return entry;
  Result<Case> value = fold_case(std::move(held.value), **entry, body);
  if (!value) return unexpected(value.error());
  held.value = *std::move(value);
  held.dirty = true;
  any_dirty_ = true;
  return entry;
}

Result<const Entry*> Desk::add_to_person(const PersonId& id, EntryKind kind, const EntryBody& body,
                                         const std::vector<PrivateField>& fields) {
  Result<PersonOnDesk*> person = find_person(id);
  if (!person) return unexpected(person.error());
  Result<const Entry*> entry =
      add(person_stream(id), kind, body, shell_.rulebook.hash(), fields, id);
  if (!entry) return entry;
  (*person)->value = fold_person(std::move((*person)->value), **entry, body);
  (*person)->dirty = true;
  any_dirty_ = true;
  return entry;
}

Result<const Entry*> Desk::add_to_tenant(EntryKind kind, const EntryBody& body,
                                         const std::vector<PrivateField>& fields,
                                         const PersonId& owner) {
  return add({StreamKind::tenant, shell_.shard.tenant.value}, kind, body, shell_.rulebook.hash(),
             fields, owner);
}

Result<Unit> Desk::add_decision(Held& held, Decision decision) {
  if (decision.empty()) return Unit{};
  const std::size_t noticed = held.value.noticed.size();
  for (const Effect& effect : decision.effects) {
    ordered += std::holds_alternative<OrderContact>(effect) ? 1 : 0;
    tasks += std::holds_alternative<MakeTask>(effect) ? 1 : 0;
  }
  ++decisions;
  if (!decision.defect.empty()) set_aside.push_back(held.value.id.value);
  Result<const Entry*> entry = add_to_case(held, EntryKind::decided, Decided{std::move(decision)});
  if (!entry) return unexpected(entry.error());
  if (held.value.noticed.size() == noticed) return Unit{};
  return look_at_siblings(held, moment_.instant + look_delay);
}

void Desk::look_at(Held& held, Instant at) {
  if (at_rest(held.value)) return;
  if (held.look && *held.look <= at) return;
  held.look = at;
  held.look_only = true;
  any_dirty_ = true;
  new_looks.push_back(held.value.id);
}

void Desk::look_at_stored(const CaseId& id, Instant at) {
  const auto held = cases_.find(id);
  if (held != cases_.end()) {
    look_at(held->second, at);
    return;
  }
  stored_looks_.emplace(id, at);
  any_dirty_ = true;
}

Result<Fact> Desk::recorded_fact(std::uint64_t position) {
  std::optional<Entry> entry;
  for (const Entry& one : batch_.entries) {
    if (one.position == position) entry = one;
  }
  if (!entry) {
    Result<EntryPage> page = shell_.store->all_entries(shell_.shard, position - 1, 1);
    if (!page) return unexpected(page.error());
    if (page->entries.size() == 1) entry = std::move(page->entries.front());
  }
  const Error missing{ErrorCode::corrupt,
                      "no fact is recorded at position " + std::to_string(position), false};
  if (!entry || entry->position != position) return unexpected(missing);
  Result<EntryBody> body = decode_body(entry->kind, entry->schema, entry->payload);
  if (!body) return unexpected(body.error());
  const auto* recorded = std::get_if<FactRecorded>(&*body);
  if (!recorded) return unexpected(missing);
  return recorded->fact;
}

Result<Unit> Desk::look_at_siblings(const Held& held, Instant at) {
  if (!shell_.reads_person_scope()) return Unit{};
  Result<std::vector<Held*>> all = cases_of(held.value.debtor);
  if (!all) return unexpected(all.error());
  for (Held* one : *all) {
    if (one != &held && one->reads_person) look_at(*one, at);
  }
  return Unit{};
}

void Desk::looked(Held& held) {
  held.look.reset();
  held.look_only = false;
  held.dirty = true;
  any_dirty_ = true;
}

void Desk::inbox_done(std::uint64_t sequence) {
  state_.inbox_done = sequence;
  inbox_moved_ = true;
}

void Desk::write_outbox(const Case& value) {
  std::vector<OutboxRow> now = outbox_of(value);
  std::map<OrderKey, const OutboxRow*> before;
  const auto known = outbox_before_.find(value.id);
  if (known != outbox_before_.end()) {
    for (const OutboxRow& row : known->second) before[row.order] = &row;
  }
  for (const OutboxRow& row : now) {
    const auto same = before.find(row.order);
    if (same == before.end() || !(*same->second == row)) batch_.outbox.push_back(row);
    if (same != before.end()) before.erase(same);
  }
  for (const auto& [order, row] : before) batch_.outbox_done.push_back(order);
}

Result<Unit> Desk::write_rows() {
  for (const auto& [id, at] : stored_looks_) {
    const auto held = cases_.find(id);
    if (held == cases_.end())
      batch_.look_at.emplace_back(id, at);
    else
      look_at(held->second, at);  // it came onto the desk afterwards
  }
  std::vector<const Held*> dirty;
  std::vector<RowContext> contexts;
  std::vector<CaseId> ids;  // listing siblings may put more cases on the desk
  for (const auto& [id, held] : cases_) {
    if (held.dirty)
      ids.push_back(id);
    else if (held.look_only && held.look)
      batch_.look_at.emplace_back(id, *held.look);
  }
  for (const CaseId& id : ids) {
    Held& held = cases_.at(id);
    RowContext context;
    context.rules = held.rules;
    context.law = &shell_.law;
    context.day = moment_.day;
    context.look = held.look;
    context.payments_complete = payments_complete();
    Result<PersonOnDesk*> person = find_person(held.value.debtor);
    if (!person) return unexpected(person.error());
    if ((*person)->value) context.debtor = &*(*person)->value;
    if (Result<Unit> found = find_others(held.value, context.others); !found) return found;
    if (held.reads_person && !held.look) {
      Result<std::vector<Held*>> all = cases_of(held.value.debtor);
      if (!all) return unexpected(all.error());
      for (const Held* one : *all) {
        if (one == &held) continue;
        context.siblings.push_back(&one->value);
        if (Result<Unit> found = find_others(one->value, context.others); !found) return found;
      }
    }
    dirty.push_back(&held);
    contexts.push_back(std::move(context));
  }
  batch_.cases.resize(dirty.size());
  parallel_for(shell_.workers, dirty.size(),
               [&](std::size_t i) { batch_.cases[i] = make_row(dirty[i]->value, contexts[i]); });
  for (const Held* held : dirty) write_outbox(held->value);
  for (const auto& [id, person] : persons_) {
    if (person.dirty) batch_.persons.emplace_back(id, encode(*person.value));
  }
  return Unit{};
}

Result<Unit> Desk::commit() {
  if (!changed()) return Unit{};
  if (Result<Unit> written = write_rows(); !written) return written;
  batch_.state = state_;
  return shell_.store->commit(shell_.shard, batch_);
}

}  // namespace arrears::engine
