#include <testing/store_dump.hpp>

#include <set>

namespace arrears::testing {

namespace {

std::string hex(ByteView bytes) { return blake2b(bytes).hex().substr(0, 12); }

template <class T>
std::string number(const std::optional<T>& value) {
  if (!value) return "-";
  if constexpr (std::is_same_v<T, Date>) {
    return std::to_string(value->number());
  } else {
    return std::to_string(value->seconds);
  }
}

class Dumper {
 public:
  Dumper(Store& store, std::size_t page) : store_(store), page_(page) {}

  std::string all() {
    const auto shards = store_.shards();
    if (!check(shards, "shards")) return out_;
    for (const Shard& shard : *shards) one(shard);
    std::set<TenantId> tenants;
    for (const Shard& shard : *shards) tenants.insert(shard.tenant);
    for (const TenantId& tenant : tenants) search(tenant);
    return out_;
  }

 private:
  template <class T>
  bool check(const Result<T>& result, const char* what) {
    if (!result) out_ += std::string(what) + ": error " + result.error().message + "\n";
    return result.has_value();
  }
  void line(const std::string& text) { out_ += text + "\n"; }

  void one(const Shard& shard) {
    line("shard " + shard.tenant.value + " " + std::to_string(shard.number));
    state(shard);
    inbox(shard);
    cases(shard);
    persons(shard);
    entries(shard);
    private_rows(shard);
    orders(shard);
  }
  void state(const Shard& shard) {
    const auto state = store_.state(shard);
    if (!check(state, "state")) return;
    std::string text = "state " + std::to_string(state->position) + " " + state->head.hex() + " " +
                       std::to_string(state->recorded_at.seconds) + " " + number(state->open_day) +
                       " " + std::to_string(state->inbox_done) + " " + state->rulebook.hex();
    for (const Hash& pack : state->packs) text += " " + pack.hex();
    for (const auto& [source, through] : state->payments_complete) {
      text += " " + source + "=" + std::to_string(through.number());
    }
    line(text);
  }
  void inbox(const Shard& shard) {
    std::uint64_t after = 0;
    while (true) {
      const auto facts = store_.inbox(shard, after, page_);
      if (!check(facts, "inbox") || facts->empty()) return;
      for (const FactEnvelope& fact : *facts) {
        line("fact " + std::to_string(fact.sequence) + " " + fact.actor.value + " " +
             std::to_string(fact.received_at.seconds) + " " + fact.fact.key.value + " " +
             hex(encode(fact.fact)));
        after = fact.sequence;
      }
    }
  }
  void cases(const Shard& shard) {
    Cursor cursor;
    while (!cursor.done) {
      const auto rows = store_.load_all(shard, cursor, page_);
      if (!check(rows, "load_all")) return;
      for (const CaseRow& row : *rows) line(describe(row));
    }
    const auto waiting = store_.waiting_for_payments(shard, Date::latest());
    if (!check(waiting, "waiting_for_payments")) return;
    for (const CaseId& id : *waiting) line("waits " + id.value);
    const auto due = store_.load_due(shard, {Date::latest(), Instant{1'000'000'000'000}}, 100'000);
    if (!check(due, "load_due")) return;
    for (const CaseRow& row : *due) line("due " + row.id.value);
  }
  void persons(const Shard& shard) {
    Cursor cursor;
    while (!cursor.done) {
      const auto ids = store_.persons(shard, cursor, page_);
      if (!check(ids, "persons")) return;
      for (const PersonId& id : *ids) {
        const auto person = store_.load_person(shard, id);
        if (check(person, "load_person") && *person) {
          line("person " + id.value + " " + hex(encode(**person)));
        }
      }
    }
  }
  void entries(const Shard& shard) {
    std::uint64_t after = 0;
    std::set<StreamId> streams;
    while (true) {
      const auto page = store_.all_entries(shard, after, page_);
      if (!check(page, "all_entries") || page->entries.empty()) break;
      for (const Entry& entry : page->entries) {
        line("entry " + std::to_string(entry.position) + " " + hex(encode_entry(entry)));
        after = entry.position;
        streams.insert(entry.stream);
      }
    }
    for (const StreamId& stream : streams) one_stream(shard, stream);
  }
  void one_stream(const Shard& shard, const StreamId& stream) {
    const auto head = store_.stream_head(shard, stream);
    if (!check(head, "stream_head")) return;
    std::string text = "stream " + stream.id + " " + std::to_string(head->number) + " " +
                       head->hash.hex().substr(0, 12);
    Cursor cursor;
    while (!cursor.done) {
      const auto page = store_.entries(shard, stream, cursor, page_);
      if (!check(page, "entries")) return;
      for (const Entry& entry : page->entries) text += " " + std::to_string(entry.position);
      cursor = page->next;
    }
    line(text);
  }
  void private_rows(const Shard& shard) {
    Cursor cursor;
    while (!cursor.done) {
      const auto rows = store_.all_private_rows(shard, cursor, page_);
      if (!check(rows, "all_private_rows")) return;
      for (const PrivateRow& row : *rows) {
        line("private " + row.person.value + " " + row.key + " " + std::to_string(row.position) +
             " " + std::to_string(row.index) + " " + hex(row.bytes) + " " +
             commitment(row).hex().substr(0, 12));
      }
    }
  }
  void orders(const Shard& shard) {
    const auto rows = store_.outbox(shard);
    if (!check(rows, "outbox")) return;
    for (const OutboxRow& row : *rows) line(describe(row));
    const auto next = store_.next_order(shard);
    if (!check(next, "next_order")) return;
    line("next order " + number(*next));
    const auto payments = store_.unmatched(shard);
    if (!check(payments, "unmatched")) return;
    for (const UnmatchedPayment& payment : *payments) {
      line("unmatched " + payment.key.value + " " + std::to_string(payment.sum.minor) +
           payment.sum.currency.code() + " " + std::to_string(payment.value_date.number()) + " " +
           std::to_string(payment.position));
    }
  }
  void search(const TenantId& tenant) {
    Cursor cursor;
    while (!cursor.done) {
      const auto rows = store_.search(tenant, {}, cursor, page_);
      if (!check(rows, "search")) return;
      for (const CaseRow& row : *rows) line("found " + row.id.value);
    }
  }

  Store& store_;
  std::size_t page_;
  std::string out_;
};

}  // namespace

std::string describe(const CaseRow& row) {
  std::string text = "case " + row.id.value + " " + row.debtor.value + " " + row.creditor.value +
                     " " + row.plan + " " + row.state + (row.closed ? " closed " : " open ") +
                     number(row.wake) + " " + number(row.look) + " " + number(row.payments_wake) +
                     (row.reads_person ? " reads " : " - ") + std::to_string(row.debt.minor) +
                     row.debt.currency.code() + " " + std::to_string(row.debt_on.number()) + " " +
                     hex(row.value);
  for (const std::string& key : row.claim_keys) text += " [" + key + "]";
  return text;
}

std::string describe(const OutboxRow& row) {
  return "order " + row.order.value + " " + row.case_id.value + " " + row.person.value + " " +
         row.channel + " " + row.message + " " + std::to_string(static_cast<unsigned>(row.kind)) +
         " " + std::to_string(row.not_before.seconds) + " " + number(row.expires);
}

std::string dump(Store& store, std::size_t page) { return Dumper(store, page).all(); }

}  // namespace arrears::testing
