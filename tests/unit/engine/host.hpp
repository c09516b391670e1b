// A host for tests: the sample page, a store in memory, channels that do what a test says.
#ifndef ARREARS_TESTS_UNIT_ENGINE_HOST_HPP
#define ARREARS_TESTS_UNIT_ENGINE_HOST_HPP

#include <doctest/doctest.h>
#include <arrears/engine/engine.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/spi/forwarding_store.hpp>
#include <arrears/store/memory.hpp>

#include <stdexcept>

namespace host {

using namespace arrears;
using namespace arrears::literals;

inline const LawPacks& czech() {
  static const LawPacks packs = *law::load(law::bundled_path(), {"CZ"});
  return packs;
}
inline const Zone& prague() {
  static const Zone loaded = *zone::load(zone::bundled_path(), "Europe/Prague");
  return loaded;
}
inline Rulebook compiled(const std::string& text) {
  const CompileOutcome outcome = compile(SourceSet::from_sources({{"test.plan", text}}), czech());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}
inline Rulebook sample() {
  const std::string path =
      std::string(ARREARS_SOURCE_DIR) + "/rules/plans/en/company_invoices.plan";
  const CompileOutcome outcome = compile(SourceSet::from_paths({path}), czech());
  REQUIRE_MESSAGE(outcome.rulebook.has_value(), render(outcome.diagnostics, {}));
  return *outcome.rulebook;
}

// Remembers what it was given and answers what the test wants.
class Wire final : public Channel {
 public:
  explicit Wire(std::string id, bool keyed = true) : id_(std::move(id)), keyed_(keyed) {}
  std::string_view id() const override { return id_; }
  Capabilities capabilities() const override {
    Capabilities out;
    out.keyed = keyed_;
    out.receipts = Receipt::delivered | Receipt::failed | Receipt::opened;
    return out;
  }
  SendResult send(const Message& message) override {
    ++calls;
    if (throws) throw std::runtime_error("the wire broke for +420 601 000 077");
    if (before) before();
    if (answer.status() == SendResult::Status::accepted) sent.push_back(message);
    if (after) after();
    return answer;
  }
  std::vector<Message> sent;
  SendResult answer = SendResult::accepted("id-1");
  bool throws = false;
  int calls = 0;
  std::function<void()> before, after;

 private:
  std::string id_;
  bool keyed_;
};

// Fails every commit while told so.
class Moody final : public ForwardingStore {
 public:
  explicit Moody(Store& target) : ForwardingStore(target) {}
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
    if (*mood) return unexpected(ErrorCode::io, "no space left");
    return ForwardingStore::commit(shard, batch);
  }
  std::shared_ptr<bool> mood;
};

struct Host {
  explicit Host(Rulebook compiled_rules, bool keyed = true, std::string salts = "test")
      : rules(std::move(compiled_rules)), salt_seed(std::move(salts)), store(memory::store()) {
    for (const char* id : {"email", "sms", "letter", "registered_letter", "data_box"}) {
      wires.emplace(id, std::make_unique<Wire>(id, keyed));
    }
    start();
  }
  // A new process over the same store.
  void start() {
    EngineParts parts;
    auto moody = std::make_unique<Moody>(*store);
    moody->mood = mood;
    parts.store = std::unique_ptr<Store>(std::move(moody));
    parts.rulebook = rules;
    parts.law = law;
    parts.zone = prague();
    parts.salt_seed = salt_seed;
    if (keeps_older) {
      parts.load_rulebook = [](ByteView bytes) { return rulebook_from_archive(bytes, czech()); };
    }
    for (auto& [id, wire] : wires) parts.channels.push_back(wire.get());
    Result<Engine> opened = Engine::open(std::move(parts));
    REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
    engine.emplace(*std::move(opened));
  }
  RunDay day(Date date, const std::vector<Fact>& facts = {}) {
    Result<RunDay> ran = run_virtual_day(*engine, by, clock, date, facts);
    REQUIRE_MESSAGE(ran.has_value(), (ran ? "" : ran.error().message));
    return *ran;
  }
  void days(Date from, Date to) {
    for (Date date = from; date <= to; date = date + Days{1}) day(date);
  }
  CaseReport show(const char* id) {
    Result<CaseReport> report = engine->show(by, {id});
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().message));
    return *report;
  }
  Verdict verify(const std::optional<ChainHeads>& heads = std::nullopt) {
    Result<Verdict> verdict = engine->verify(heads);
    REQUIRE(verdict.has_value());
    return *verdict;
  }
  std::string exported(EntryHashes hashes = EntryHashes::left_out) {
    std::string out;
    const Result<Unit> done = engine->export_lines(
        [&](std::string_view line) {
          out.append(line).push_back('\n');
          return Result<Unit>(Unit{});
        },
        hashes);
    REQUIRE(done.has_value());
    return out;
  }

  Rulebook rules;
  LawPacks law = czech();
  std::string salt_seed;
  bool keeps_older = false;  // whether cases may run under rules of an earlier start()
  std::unique_ptr<Store> store;
  std::map<std::string, std::unique_ptr<Wire>> wires;
  std::shared_ptr<bool> mood = std::make_shared<bool>(false);  // true: the disk is full
  std::optional<Engine> engine;
  const Caller by{{"main"}, {"tester"}};
  const VirtualClock clock{prague()};
};

inline Fact person(const char* id, Date day) {
  PersonStated stated;
  stated.person = {id};
  stated.details.name = "Stavby Kolín s.r.o.";
  stated.details.email = "ucto@stavby-kolin.example";
  stated.details.phone = "+420 601 000 077";
  stated.details.address = "Polní 1, 280 02 Kolín";
  return {{std::string("crm:") + id}, day, stated};
}

inline Claim claim(const char* id, Money principal, Date due, const char* debtor) {
  Claim out;
  out.id = {id};
  out.principal = principal;
  out.due = due;
  out.obligation = Date{2026, 8, 3};
  out.relation = Relation::business;
  out.debtor = {debtor};
  return out;
}

inline Fact opening(const char* id, Claim one, Date day, const char* plan = "company_invoices") {
  CaseOpened opened;
  opened.case_id = {id};
  opened.plan = plan;
  opened.creditor = {"own"};
  opened.claims.push_back(std::move(one));
  return {{std::string("erp:") + id}, day, opened};
}

inline Fact payment(const char* key, const char* case_id, Money sum, Date value_date) {
  PaymentReceived paid;
  paid.case_id = {case_id};
  paid.sum = sum;
  paid.value_date = value_date;
  paid.payer = "Jan Plátce";
  return {{key}, value_date, paid};
}

}  // namespace host

#endif
