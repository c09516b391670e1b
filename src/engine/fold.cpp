#include <engine/mandate.hpp>

#include <algorithm>

namespace arrears::engine {

namespace {

const CaseOpened* opening(const EntryBody& body) {
  const auto* recorded = std::get_if<FactRecorded>(&body);
  return recorded ? std::get_if<CaseOpened>(&recorded->fact.what) : nullptr;
}

Error misplaced(const Entry& entry) {
  return {ErrorCode::corrupt,
          "entry at position " + std::to_string(entry.position) + " does not fit its stream",
          false};
}

// Receipts and reversals name a sending or a payment; the case that has it is found by these.
void add_lookup_keys(std::vector<std::string>& keys, const Case& value, const Person* debtor) {
  for (const RecordedFact& recorded : value.facts) {
    if (const auto* payment = std::get_if<PaymentReceived>(&recorded.fact.what)) {
      keys.push_back(payment_key(recorded.fact.key));
      keys.push_back(mandate_key(mandate_of(holder_on(value, payment->value_date))));
    }
  }
  for (const Contact& contact : value.contacts) {
    const bool out =
        contact.status == ContactStatus::sent || contact.status == ContactStatus::uncertain;
    if (!out || contact.sending.empty()) continue;
    keys.push_back(sending_key_text(contact.sending));
    if (!debtor) continue;
    for (const Sending& sending : debtor->sendings) {
      if (sending.key == contact.sending && !sending.provider_id.empty()) {
        keys.push_back(provider_key(sending.provider_id));
      }
    }
  }
}

std::vector<std::string> keys_of(const Case& value, const Person* debtor) {
  std::vector<std::string> keys;
  for (const CaseClaim& held : value.claims) {
    if (held.removed) continue;
    const PaymentSymbols& symbols = held.claim.symbols;
    keys.push_back(claim_key(held.claim.id));
    if (!symbols.variable.empty()) keys.push_back(variable_key(symbols.variable));
    if (!symbols.reference.empty()) keys.push_back(reference_key(symbols.reference));
  }
  for (const PersonId& person : further_debtors(value)) keys.push_back(person_key(person));
  add_lookup_keys(keys, value, debtor);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

std::string claim_key(const ClaimId& claim) { return "claim:" + claim.value; }
std::string person_key(const PersonId& person) { return "person:" + person.value; }
std::string variable_key(std::string_view symbol) {
  // "0012345" and "12345" are one symbol to a bank.
  while (symbol.size() > 1 && symbol.front() == '0') symbol.remove_prefix(1);
  return "vs:" + std::string(symbol);
}
std::string reference_key(std::string_view reference) { return "ref:" + std::string(reference); }
std::string payment_key(const FactKey& payment) { return "payment:" + payment.value; }
std::string sending_key_text(const SendingKey& sending) { return "sending:" + sending.value; }
std::string provider_key(std::string_view provider_id) {
  return "provider:" + std::string(provider_id);
}

Result<Case> fold_case(std::optional<Case> value, const Entry& entry, const EntryBody& body) {
  const Moment moment = moment_of(entry);
  if (const CaseOpened* opened = opening(body)) {
    if (value || opened->claims.empty()) return unexpected(misplaced(entry));
    const Currency currency = opened->claims.front().principal.currency;
    Case out = open_case(std::get<FactRecorded>(body).fact, entry.rulebook, currency,
                         entry.position, moment);
    out.interest = std::get<FactRecorded>(body).interest;
    out.entries = entry.number;
    return out;
  }
  if (!value) return unexpected(misplaced(entry));
  Case out = *std::move(value);
  if (const auto* recorded = std::get_if<FactRecorded>(&body)) {
    out = record(std::move(out), recorded->fact, entry.position, moment);
  } else if (const auto* decided = std::get_if<Decided>(&body)) {
    out = evolve(std::move(out), decided->decision, moment, entry.number, entry.position);
  } else if (const auto* progress = std::get_if<ContactProgress>(&body)) {
    out = evolve(std::move(out), *progress, moment);
  } else {
    return unexpected(misplaced(entry));
  }
  out.entries = entry.number;
  return out;
}

Person fold_person(std::optional<Person> value, const Entry& entry, const EntryBody& body) {
  Person out;
  if (value) {
    out = *std::move(value);
  } else {
    out.id = {entry.stream.id};
  }
  const Moment moment = moment_of(entry);
  if (const auto* recorded = std::get_if<FactRecorded>(&body)) {
    out = record(std::move(out), recorded->fact, entry.position, moment);
  } else if (const auto* progress = std::get_if<SendingProgress>(&body)) {
    out = evolve(std::move(out), *progress, moment);
  }
  out.entries = entry.number;
  return out;
}

void fold_shard(ShardState& state, const Entry& entry, const EntryBody& body) {
  state.position = entry.position;
  state.head = chain(state.head, entry.hash);
  state.recorded_at = entry.recorded_at;
  if (const auto* day = std::get_if<DayStarted>(&body)) state.open_day = day->day;
  if (const auto* installed = std::get_if<Installed>(&body)) {
    if (entry.kind == EntryKind::rulebook_installed) state.rulebook = installed->hash;
    if (entry.kind == EntryKind::pack_installed) state.packs = entry.packs;
  }
  const auto* recorded = std::get_if<FactRecorded>(&body);
  if (recorded && entry.stream.kind == StreamKind::tenant) {
    if (const auto* complete = std::get_if<PaymentsComplete>(&recorded->fact.what)) {
      const auto [place, added] =
          state.payments_complete.emplace(complete->source.value, complete->through);
      if (!added) place->second = std::max(place->second, complete->through);
    }
  }
}

std::vector<OutboxRow> outbox_of(const Case& value) {
  std::vector<OutboxRow> out;
  for (const Contact& contact : value.contacts) {
    if (!waits(contact)) continue;
    out.push_back({contact.key, value.id, contact.person, contact.channel, contact.message,
                   contact.kind, contact.not_before.value_or(Instant{}), contact.expires});
  }
  return out;
}

bool at_rest(const Case& value) {
  if (!value.set_aside.empty()) return true;
  if (!value.closed || value.stack.empty()) return value.closed;
  const Frame& final = value.stack.back();
  if (!final.scheduled.empty()) return false;
  const bool asked = std::any_of(value.asked.begin(), value.asked.end(), is_open);
  if (asked) return false;
  return std::none_of(value.contacts.begin(), value.contacts.end(), [&](const Contact& contact) {
    return waits(contact) || (contact.status == ContactStatus::sent && contact.stay == final.stay);
  });
}

CaseRow make_row(const Case& value, const RowContext& context) {
  CaseRow row;
  row.id = value.id;
  row.debtor = value.debtor;
  row.creditor = value.creditor;
  row.plan = value.plan;
  row.state = value.stack.empty() ? std::string{} : value.stack.back().state;
  row.closed = value.closed;
  row.look = value.set_aside.empty() ? context.look : std::nullopt;
  const Plan* plan = context.rules ? plan_of(*context.rules, value) : nullptr;
  row.reads_person = plan && plan->reads_person_scope && !at_rest(value);
  row.debt = {0, value.currency};
  row.debt_on = value.opened_on;
  row.value = encode(value);
  row.claim_keys = keys_of(value, context.debtor);
  if (row.look || !plan) return row;
  const View view = look(
      value, *context.law, context.day,
      {context.debtor, context.siblings, context.payments_complete, context.rules, context.others});
  row.debt = view.balance().debt;
  row.debt_on = context.day;
  if (at_rest(value)) return row;
  const NextChange next = next_change(*context.rules, view);
  // A look that gave nothing is not repeated on the same day: the wake lies after it.
  if (next.on) row.wake = std::max(*next.on, context.day + Days{1});
  row.payments_wake = next.payments_through;
  return row;
}

}  // namespace arrears::engine
