#include "host.hpp"

using namespace host;

namespace {

const Date ninth{2026, 9, 9};
const Shard shard{{"main"}, 0};

Host lived(std::string salts = "test") {
  Host host(sample(), true, std::move(salts));
  host.day(ninth, {person("P-77", ninth), person("P-78", ninth),
                   opening("FV-1", claim("FV-1/1", 12'000_czk, Date{2026, 9, 1}, "P-77"), ninth),
                   opening("FV-2", claim("FV-2/1", 9'000_czk, Date{2026, 9, 1}, "P-78"), ninth)});
  host.day(Date{2026, 9, 10}, {payment("bank:1", "FV-1", 2'000_czk, Date{2026, 9, 10})});
  return host;
}

// Shows the engine one thing other than it is.
class Liar final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::function<void(CaseRow&)> row;
  std::function<void(std::vector<Entry>&)> journal;
  std::function<void(std::vector<OutboxRow>&)> orders;
  std::function<void(std::vector<PrivateRow>&)> secrets;
  std::function<void(ShardState&)> standing;
  Result<std::vector<CaseRow>> load_all(const Shard& s, Cursor& cursor,
                                        std::size_t limit) override {
    auto rows = ForwardingStore::load_all(s, cursor, limit);
    if (rows && row) row(rows->front());
    return rows;
  }
  Result<EntryPage> all_entries(const Shard& s, std::uint64_t after, std::size_t limit) override {
    auto page = ForwardingStore::all_entries(s, after, limit);
    if (page && journal && !page->entries.empty()) journal(page->entries);
    return page;
  }
  Result<std::vector<OutboxRow>> outbox(const Shard& s) override {
    auto rows = ForwardingStore::outbox(s);
    if (rows && orders) orders(*rows);
    return rows;
  }
  Result<std::vector<PrivateRow>> all_private_rows(const Shard& s, Cursor& cursor,
                                                   std::size_t limit) override {
    auto rows = ForwardingStore::all_private_rows(s, cursor, limit);
    if (rows && secrets) secrets(*rows);
    return rows;
  }
  Result<ShardState> state(const Shard& s) override {
    auto now = ForwardingStore::state(s);
    if (now && standing) standing(*now);
    return now;
  }
};

std::vector<std::string> lie(Host& host, const std::function<void(Liar&)>& how) {
  auto liar = std::make_unique<Liar>(*host.store);
  how(*liar);
  EngineParts parts;
  parts.store = std::unique_ptr<Store>(std::move(liar));
  parts.rulebook = host.rules;
  parts.law = czech();
  parts.zone = prague();
  parts.read_only = true;
  Result<Engine> engine = Engine::open(std::move(parts));
  REQUIRE(engine.has_value());
  const Result<Verdict> verdict = engine->verify();
  REQUIRE(verdict.has_value());
  return verdict->problems;
}

}  // namespace

TEST_CASE("verify finds every column of a case that is not what the journal gives") {
  Host host = lived();
  REQUIRE(lie(host, [](Liar&) {}) == std::vector<std::string>{});
  const std::vector<std::function<void(CaseRow&)>> changes{
      [](CaseRow& row) { row.debtor.value += "x"; },
      [](CaseRow& row) { row.creditor.value = "y"; },
      [](CaseRow& row) { row.plan = "z"; },
      [](CaseRow& row) { row.state = "z"; },
      [](CaseRow& row) { row.closed = !row.closed; },
      [](CaseRow& row) { row.wake.reset(); },
      [](CaseRow& row) {
        row.wake = Date{2026, 9, 11};
      },
      [](CaseRow& row) {
        row.payments_wake = Date{2026, 9, 11};
      },
      [](CaseRow& row) { row.reads_person = !row.reads_person; },
      [](CaseRow& row) { row.debt.minor ^= 1; },
      [](CaseRow& row) { row.debt_on = row.debt_on - Days{1}; },
      [](CaseRow& row) { row.value.back() ^= std::byte{1}; },
      [](CaseRow& row) { row.claim_keys.pop_back(); }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    INFO("change ", i);
    CHECK_FALSE(lie(host, [&](Liar& liar) { liar.row = changes[i]; }).empty());
  }
}

TEST_CASE("verify finds a changed, missing or swapped entry, order or private row") {
  Host host = lived();
  using Entries = std::vector<Entry>;
  const std::vector<std::function<void(Entries&)>> changes{
      [](Entries& all) { all[2].payload[0] ^= std::byte{1}; },
      [](Entries& all) { all[2].actor.value = "other"; },
      [](Entries& all) { all[3].business_day = all[3].business_day + Days{1}; },
      [](Entries& all) { all.pop_back(); },
      [](Entries& all) { all.erase(all.begin() + 4); },
      [](Entries& all) { std::swap(all[4].payload, all[5].payload); },
      [](Entries& all) { all[1].hash.bytes[0] ^= 1; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    INFO("change ", i);
    CHECK_FALSE(lie(host, [&](Liar& liar) { liar.journal = changes[i]; }).empty());
  }
  CHECK_FALSE(lie(host, [](Liar& liar) {
                liar.orders = [](std::vector<OutboxRow>& rows) { rows.push_back({}); };
              }).empty());
  CHECK_FALSE(lie(host, [](Liar& liar) {
                liar.secrets = [](std::vector<PrivateRow>& rows) {
                  rows[0].bytes[0] ^= std::byte{1};
                };
              }).empty());
  CHECK_FALSE(lie(host, [](Liar& liar) {
                liar.secrets = [](std::vector<PrivateRow>& rows) { rows.pop_back(); };
              }).empty());
  CHECK_FALSE(lie(host, [](Liar& liar) {
                liar.standing = [](ShardState& state) { state.payments_complete["x"] = ninth; };
              }).empty());
}

TEST_CASE("a head kept outside proves that nothing before it was taken away") {
  Host host = lived();
  const Result<ChainHeads> head = host.engine->heads();
  REQUIRE(head.has_value());
  CHECK(host.verify(*head).text("en").substr(0, 10) == "untampered");
  host.day(Date{2026, 9, 11});
  CHECK(host.verify(*head).sound());
  ChainHeads other = *head;
  other.heads[0].head.bytes[3] ^= 1;
  CHECK_FALSE(host.verify(other).sound());
  ChainHeads later = *host.engine->heads();
  later.heads[0].position += 1;  // as if an older copy had been put back
  CHECK_FALSE(host.verify(later).sound());
}

TEST_CASE("a person's private rows can be erased, and everything still verifies") {
  Host host = lived();
  const std::string before = host.exported();
  const Moment noon = host.clock.at(Date{2026, 9, 10}, Span{12 * 3600});
  REQUIRE(host.engine->erase(host.by, noon, {"P-77"}).has_value());
  CHECK(host.store->private_rows(shard, {"P-77"})->empty());
  CHECK_FALSE(host.store->private_rows(shard, {"P-78"})->empty());
  CHECK(host.verify().problems == std::vector<std::string>{});
  CHECK(host.engine->erase(host.by, noon, {"nobody"}).error().code == ErrorCode::not_found);
  host.days(Date{2026, 9, 11}, Date{2026, 9, 18});
  CHECK(host.verify().problems == std::vector<std::string>{});
  CHECK(host.show("FV-1").balance.paid == 2'000_czk);
}

TEST_CASE("two lives of the same days export the same bytes; a store that fails changes nothing") {
  Host one = lived(), two = lived("other salts");
  CHECK(one.exported() == two.exported());
  CHECK(one.exported(EntryHashes::shown) != two.exported(EntryHashes::shown));
  CHECK(one.exported(EntryHashes::shown) == lived().exported(EntryHashes::shown));
  *two.mood = true;
  CHECK_FALSE(run_virtual_day(*two.engine, two.by, two.clock, Date{2026, 9, 11}, {}).has_value());
  *two.mood = false;
  CHECK(one.exported() == two.exported());
  one.days(Date{2026, 9, 11}, Date{2026, 9, 30});
  two.days(Date{2026, 9, 11}, Date{2026, 9, 30});
  CHECK(one.exported() == two.exported());
}

TEST_CASE("every decision names its line; what did not happen has a reason") {
  Host host = lived();
  host.days(Date{2026, 9, 11}, Date{2026, 9, 18});
  const Date today{2026, 9, 18};
  const auto why = host.engine->explain(host.by, {"FV-1"}, today);
  REQUIRE(why.has_value());
  CHECK(why->headline.find("dunning") != std::string::npos);
  REQUIRE(why->lines.size() >= 2);
  CHECK(why->text("en").find("company_invoices.plan:") != std::string::npos);
  const auto not_sent = host.engine->explain_not(host.by, {"FV-1"}, "email \"dunning\"", today);
  REQUIRE(not_sent.has_value());
  CHECK(not_sent->headline.find("has not been sent") != std::string::npos);
  CHECK(not_sent->text("en").find("payments complete") != std::string::npos);
  const auto later = host.engine->explain_not(host.by, {"FV-1"}, "hand over to lawyer", today);
  REQUIRE(later.has_value());
  CHECK(later->text("en").find("handed_over") != std::string::npos);
  CHECK(later->clears_on.has_value());
  // In the language of the rules, or in the one that is asked for.
  CHECK(why->language == "en");
  const auto polish = host.engine->explain(host.by, {"FV-1"}, today, "pl");
  REQUIRE(polish.has_value());
  CHECK(polish->headline.find("FV-1 jest w stanie ") == 0);
  const auto czech = host.engine->explain_not(host.by, {"FV-1"}, "email \"dunning\"", today, "cs");
  REQUIRE(czech.has_value());
  CHECK(czech->headline.find("dosud neodesláno.") != std::string::npos);
  CHECK(czech->text().find("čeká na    platby úplné do: ") != std::string::npos);
  CHECK(czech->clears_on == not_sent->clears_on);
  CHECK(host.engine->explain_not(host.by, {"FV-1"}, "sing a song", today).error().code ==
        ErrorCode::not_found);
  CHECK(host.engine->explain(host.by, {"FV-9"}, today).error().code == ErrorCode::not_found);
  CHECK(host.show("FV-1").text("cs").find("dluh") != std::string::npos);
  CHECK(host.show("FV-1").json().find("\"debt\":{\"amount\":") != std::string::npos);
}
