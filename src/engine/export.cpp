// All state as canonical JSON lines: the shard, its entries, then every projection. Nothing of the
// private rows: they are erasable, an export is not.
#include <engine/shell.hpp>
#include <text/json_write.hpp>

namespace arrears {

namespace {

using engine::page_size;
using text::JsonWriter;

void money(JsonWriter& json, const Money& sum) {
  json.begin_object().member("amount", sum.currency.none() ? "0" : sum.text());
  json.member("currency", sum.currency.code()).end_object();
}

void date(JsonWriter& json, const std::optional<Date>& day) {
  if (day)
    json.string(day->text());
  else
    json.null();
}

void instant(JsonWriter& json, const std::optional<Instant>& at) {
  if (at)
    json.string(at->text());
  else
    json.null();
}

std::string state_line(const Shard& shard, const ShardState& state, EntryHashes hashes) {
  JsonWriter json;
  json.begin_object().member("kind", "shard").member("tenant", shard.tenant.value);
  json.key("shard").natural(shard.number).key("position").natural(state.position);
  if (hashes == EntryHashes::shown) json.member("head", state.head.hex());
  json.member("recorded_at", state.recorded_at.text());
  json.key("open_day");
  date(json, state.open_day);
  json.key("inbox_done").natural(state.inbox_done).key("payments_complete").begin_object();
  for (const auto& [source, through] : state.payments_complete) {
    json.member(source, through.text());
  }
  json.end_object().member("rulebook", state.rulebook.hex()).key("packs").begin_array();
  for (const Hash& pack : state.packs) json.string(pack.hex());
  json.end_array().end_object();
  return json.take();
}

Result<std::string> case_line(const CaseRow& row) {
  Result<Case> value = decode_case(row.value);
  if (!value) return unexpected(value.error());
  JsonWriter json;
  json.begin_object().member("kind", "case").member("id", row.id.value);
  json.member("debtor", row.debtor.value).member("creditor", row.creditor.value);
  json.member("plan", row.plan).member("state", row.state).key("closed").boolean(row.closed);
  json.key("wake");
  date(json, row.wake);
  json.key("look");
  instant(json, row.look);
  json.key("payments_wake");
  date(json, row.payments_wake);
  json.key("reads_person").boolean(row.reads_person).key("debt");
  money(json, row.debt);
  json.key("debt_on");
  date(json, row.debt_on);
  json.key("claim_keys").begin_array();
  for (const std::string& key : row.claim_keys) json.string(key);
  json.end_array().key("value").raw(to_json(*value)).end_object();
  return json.take();
}

std::string order_line(const OutboxRow& row) {
  JsonWriter json;
  json.begin_object().member("kind", "order").member("order", row.order.value);
  json.member("case", row.case_id.value).member("person", row.person.value);
  json.member("channel", row.channel).member("message", row.message);
  json.key("strength").integer(static_cast<int>(row.kind)).key("not_before");
  instant(json, row.not_before);
  json.key("expires");
  date(json, row.expires);
  json.end_object();
  return json.take();
}

std::string payment_line(const UnmatchedPayment& row) {
  JsonWriter json;
  json.begin_object().member("kind", "unmatched_payment").member("key", row.key.value).key("sum");
  money(json, row.sum);
  json.member("value_date", row.value_date.text()).key("position").natural(row.position);
  json.end_object();
  return json.take();
}

using Line = std::function<Result<Unit>(std::string_view)>;

Result<Unit> export_journal(Store& store, const Shard& shard, const Line& line,
                            EntryHashes hashes) {
  std::uint64_t after = 0;
  for (;;) {
    Result<EntryPage> page = store.all_entries(shard, after, page_size);
    if (!page) return unexpected(page.error());
    if (page->entries.empty()) return Unit{};
    for (const Entry& entry : page->entries) {
      const std::string text = "{\"kind\":\"entry\",\"entry\":" + to_json(entry, hashes) + "}";
      if (Result<Unit> done = line(text); !done) return done;
      after = entry.position;
    }
  }
}

Result<Unit> export_rows(Store& store, const Shard& shard, const Line& line) {
  Cursor cursor;
  while (!cursor.done) {
    Result<std::vector<CaseRow>> rows = store.load_all(shard, cursor, page_size);
    if (!rows) return unexpected(rows.error());
    if (rows->empty()) break;
    for (const CaseRow& row : *rows) {
      Result<std::string> text = case_line(row);
      if (!text) return unexpected(text.error());
      if (Result<Unit> done = line(*text); !done) return done;
    }
  }
  cursor = {};
  while (!cursor.done) {
    Result<std::vector<PersonId>> ids = store.persons(shard, cursor, page_size);
    if (!ids) return unexpected(ids.error());
    if (ids->empty()) break;
    for (const PersonId& id : *ids) {
      Result<std::optional<Person>> person = store.load_person(shard, id);
      if (!person) return unexpected(person.error());
      if (!person->has_value()) continue;
      const std::string text = "{\"kind\":\"person\",\"value\":" + to_json(**person) + "}";
      if (Result<Unit> done = line(text); !done) return done;
    }
  }
  return Unit{};
}

}  // namespace

Result<Unit> Engine::export_lines(const std::function<Result<Unit>(std::string_view)>& line,
                                  EntryHashes hashes) {
  Store& store = *impl_->shell.store;
  const Shard& shard = impl_->shell.shard;
  Result<ShardState> state = store.state(shard);
  if (!state) return unexpected(state.error());
  if (Result<Unit> done = line(state_line(shard, *state, hashes)); !done) return done;
  if (Result<Unit> done = export_journal(store, shard, line, hashes); !done) return done;
  if (Result<Unit> done = export_rows(store, shard, line); !done) return done;
  Result<std::vector<OutboxRow>> orders = store.outbox(shard);
  if (!orders) return unexpected(orders.error());
  for (const OutboxRow& row : *orders) {
    if (Result<Unit> done = line(order_line(row)); !done) return done;
  }
  Result<std::vector<UnmatchedPayment>> payments = store.unmatched(shard);
  if (!payments) return unexpected(payments.error());
  for (const UnmatchedPayment& row : *payments) {
    if (Result<Unit> done = line(payment_line(row)); !done) return done;
  }
  return Unit{};
}

}  // namespace arrears
