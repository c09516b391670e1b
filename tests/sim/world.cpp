#include "world.hpp"

#include <arrears/language/compile.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/store/memory.hpp>

#include <cstdio>
#include <cstdlib>

namespace sim {

bool Machine::before_call() {
  if (dead) return false;
  if (++calls == dies_at && !after) dead = true;
  return !dead;
}

bool Machine::after_call() {
  if (calls == dies_at && after) dead = true;
  return !dead;
}

namespace {

Error gone() { return {ErrorCode::io, "the machine is gone", false}; }

// The calls that change something, and the reads that begin each step.
class MortalStore final : public ForwardingStore {
 public:
  MortalStore(Store& target, Machine& machine) : ForwardingStore(target), machine_(machine) {}
  Result<ShardState> state(const Shard& shard) override {
    return call([&] { return ForwardingStore::state(shard); });
  }
  Result<std::vector<bool>> append(const Shard& shard, Instant at, const ActorId& actor,
                                   std::span<const Fact> facts) override {
    return call([&] { return ForwardingStore::append(shard, at, actor, facts); });
  }
  Result<std::vector<CaseRow>> load_due(const Shard& shard, Moment moment,
                                        std::size_t limit) override {
    return call([&] { return ForwardingStore::load_due(shard, moment, limit); });
  }
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
    return call([&] { return ForwardingStore::commit(shard, batch); });
  }
  Result<std::vector<OutboxRow>> lease(const Shard& shard, Instant now, Instant until,
                                       std::size_t limit) override {
    return call([&] { return ForwardingStore::lease(shard, now, until, limit); });
  }
  Result<Unit> release(const Shard& shard, std::span<const OrderKey> orders) override {
    return call([&] { return ForwardingStore::release(shard, orders); });
  }
  Result<Unit> archive(const TenantId& tenant, const Hash& hash, ByteView bytes) override {
    return call([&] { return ForwardingStore::archive(tenant, hash, bytes); });
  }

 private:
  template <class Call>
  auto call(Call&& inner) -> decltype(inner()) {
    if (!machine_.before_call()) return unexpected(gone());
    auto answer = inner();
    if (!machine_.after_call()) return unexpected(gone());
    return answer;
  }
  Machine& machine_;
};

// Rejects some messages, asks to try again for others; the same ones in every run.
class MortalChannel final : public Channel {
 public:
  MortalChannel(Provider& provider, Machine& machine) : provider_(provider), machine_(machine) {}
  std::string_view id() const override { return provider_.id; }
  Capabilities capabilities() const override {
    Capabilities out;
    out.keyed = provider_.keyed;
    out.receipts = provider_.receipts;
    return out;
  }
  SendResult send(const Message& message) override {
    if (!machine_.before_call()) return SendResult::retry_after(Span{}, "gone");
    SendResult answer = receive(message);
    if (!machine_.after_call()) return SendResult::retry_after(Span{}, "gone");
    return answer;
  }

 private:
  SendResult receive(const Message& message) {
    const std::string& key = message.key.value;
    const unsigned long fate = std::strtoul(key.substr(0, 4).c_str(), nullptr, 16) % 20;
    bool seen = false;
    for (const Message& one : provider_.visible) seen = seen || one.key == message.key;
    if (provider_.keyed && seen) return SendResult::accepted("id:" + key);
    if (fate == 0) return SendResult::rejected("unknown address");
    // Nothing but the attempt's own day may decide here: a repeated call gets the same answer.
    if (fate < 3 && ++provider_.attempts[key + message.day.text()] > 0 &&
        message.day.number() % 2 == 0) {
      return SendResult::retry_after(Span{600}, "busy");
    }
    provider_.visible.push_back(message);
    return SendResult::accepted("id:" + key);
  }
  Provider& provider_;
  Machine& machine_;
};

// Receipts come days later, sometimes twice, sometimes never.
void add_receipts(const std::vector<Provider>& providers, Date day, std::vector<Fact>& facts) {
  for (const Provider& provider : providers) {
    for (const Message& message : provider.visible) {
      const std::string& key = message.key.value;
      const unsigned long fate = std::strtoul(key.substr(4, 4).c_str(), nullptr, 16) % 10;
      const int delay = 1 + static_cast<int>(fate % 3);
      if (message.day + Days{delay} != day || fate > 7) continue;
      const Receipt what = fate < 3 ? Receipt::failed : Receipt::delivered;
      if (!has(provider.receipts, what)) continue;
      facts.push_back({{"receipt:" + key}, day, ReceiptArrived{message.key, {}, what}});
      if (fate == 2 || fate == 5) {
        facts.push_back({{"again:" + key}, day, ReceiptArrived{{}, "id:" + key, what}});
      }
    }
  }
}

std::vector<Provider> make_providers(bool keyed) {
  const Receipt both = Receipt::delivered | Receipt::failed;
  std::vector<Provider> out;
  out.push_back({"email", true, Receipt::failed, {}, {}});
  out.push_back({"sms", keyed, both, {}, {}});
  out.push_back({"letter", true, Receipt::none, {}, {}});
  out.push_back({"registered_letter", true, both, {}, {}});
  out.push_back({"data_box", keyed, both, {}, {}});
  return out;
}

// One life of the process: opens the engine and runs days until the end or until it dies.
Result<Unit> one_life(Store& store, Machine& machine, const Settings& settings,
                      const Portfolio& portfolio, std::vector<Provider>& providers) {
  std::vector<std::unique_ptr<MortalChannel>> channels;
  EngineParts parts;
  parts.store = std::unique_ptr<Store>(std::make_unique<MortalStore>(store, machine));
  parts.rulebook = rules();
  parts.law = law();
  parts.zone = zone();
  parts.workers = settings.workers;
  parts.batch = settings.batch;
  parts.salt_seed = "sim";
  parts.look_at_every_case = settings.look_at_every_case;
  for (Provider& provider : providers) {
    channels.push_back(std::make_unique<MortalChannel>(provider, machine));
    parts.channels.push_back(channels.back().get());
  }
  Result<Engine> engine = Engine::open(std::move(parts));
  if (!engine) return unexpected(engine.error());
  const Caller by{{"main"}, {"sim"}};
  const VirtualClock clock{zone()};
  Result<ShardState> state = engine->state(by);
  if (!state) return unexpected(state.error());
  for (Date day = state->open_day.value_or(portfolio.first); day <= portfolio.last;
       day = day + Days{1}) {
    std::vector<Fact> facts;
    const auto planned = portfolio.facts.find(day);
    if (planned != portfolio.facts.end()) facts = planned->second;
    add_receipts(providers, day, facts);
    Result<RunDay> ran = run_virtual_day(*engine, by, clock, day, facts);
    if (!ran) return unexpected(ran.error());
  }
  return Unit{};
}

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "sim: %s\n", why.c_str());
  std::exit(1);
}

}  // namespace

Outcome live(const Settings& settings) {
  Outcome out;
  out.providers = make_providers(settings.keyed);
  const Portfolio portfolio = make_portfolio(settings.seed, settings.persons, settings.days);
  const std::unique_ptr<Store> store = memory::store();
  Machine machine;
  machine.dies_at = settings.dies_at;
  machine.after = settings.dies_after;
  for (;; ++out.lives) {
    Result<Unit> done = one_life(*store, machine, settings, portfolio, out.providers);
    if (done) break;
    if (!machine.dead) stop("an engine failed by itself: " + done.error().message);
    machine.dead = false;
    machine.dies_at = 0;
  }
  out.calls = machine.calls;
  EngineParts parts;
  parts.store = std::unique_ptr<Store>(std::make_unique<ForwardingStore>(*store));
  parts.rulebook = rules();
  parts.law = law();
  parts.zone = zone();
  parts.read_only = true;
  Result<Engine> engine = Engine::open(std::move(parts));
  if (!engine) stop(engine.error().message);
  const Result<Unit> exported = engine->export_lines(
      [&](std::string_view line) {
        out.exported += line;
        out.exported += '\n';
        return Result<Unit>(Unit{});
      },
      EntryHashes::shown);
  if (!exported) stop(exported.error().message);
  const Result<Verdict> verdict = engine->verify();
  if (!verdict) stop(verdict.error().message);
  for (const std::string& one : verdict->problems) out.complaints.push_back("verify: " + one);
  audit(*engine, portfolio, out.providers, settings, out.complaints);
  return out;
}

const LawPacks& law() {
  static const LawPacks packs = [] {
    Result<LawPacks> loaded = law::load(law::bundled_path(), {"CZ"});
    if (!loaded) stop(loaded.error().message);
    return *loaded;
  }();
  return packs;
}

const Zone& zone() {
  static const Zone prague = [] {
    Result<Zone> loaded = zone::load(zone::bundled_path(), "Europe/Prague");
    if (!loaded) stop(loaded.error().message);
    return *loaded;
  }();
  return prague;
}

const Rulebook& rules() {
  static const Rulebook compiled = [] {
    const std::string path =
        std::string(ARREARS_SOURCE_DIR) + "/rules/plans/en/company_invoices.plan";
    const CompileOutcome outcome = compile(SourceSet::from_paths({path}), law());
    if (!outcome.rulebook) stop(render(outcome.diagnostics, {}));
    return *outcome.rulebook;
  }();
  return compiled;
}

}  // namespace sim
