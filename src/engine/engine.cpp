#include <arrears/engine/engine.hpp>
#include <base/random.hpp>
#include <engine/commands.hpp>
#include <engine/desk.hpp>
#include <engine/guarded.hpp>

#include <algorithm>

namespace arrears {

using engine::Desk;
using engine::Shell;

namespace {

std::string receipts_text(Receipt receipts) {
  std::string out;
  const auto add = [&](Receipt one, const char* name) {
    if (has(receipts, one)) out += (out.empty() ? "" : ", ") + std::string(name);
  };
  add(Receipt::delivered, "delivery");
  add(Receipt::failed, "failure");
  add(Receipt::opened, "opening");
  return out.empty() ? "nothing" : out;
}

// The rulebook may not rely on more than the host's channels can do.
Result<Unit> take_channels(Shell& shell, const std::vector<Channel*>& channels) {
  struct Promise {
    std::string id;
    Receipt receipts = Receipt::none;
  };
  std::map<std::string, Receipt> able;
  for (Channel* channel : channels) {
    if (!channel) return unexpected(ErrorCode::invalid, "a channel is null");
    const Result<Promise> asked = engine::guarded_call("a channel", [&]() -> Result<Promise> {
      return Promise{std::string(channel->id()), channel->capabilities().receipts};
    });
    if (!asked) return unexpected(asked.error());
    if (asked->id.empty() || !shell.channels.emplace(asked->id, channel).second) {
      return unexpected(ErrorCode::invalid, "two channels have the id \"" + asked->id + "\"");
    }
    able[asked->id] = asked->receipts;
  }
  if (shell.read_only || shell.intake_only) return Unit{};
  for (const ChannelDecl& declared : shell.rulebook.data().channels) {
    const auto found = able.find(declared.name);
    if (found == able.end()) {
      return unexpected(ErrorCode::refused, "the rulebook sends by the channel " + declared.name +
                                                ", which the host does not give");
    }
    for (const Receipt one : {Receipt::delivered, Receipt::failed, Receipt::opened}) {
      if (has(declared.reports, one) && !has(found->second, one)) {
        return unexpected(ErrorCode::refused,
                          "the rulebook says that the channel " + declared.name + " reports " +
                              receipts_text(declared.reports) + "; the host's reports " +
                              receipts_text(found->second));
      }
    }
  }
  return Unit{};
}

Result<Unit> archive(Shell& shell) {
  Store& store = *shell.store;
  Result<ShardState> state = store.state(shell.shard);
  if (!state) return unexpected(state.error());
  const bool new_rules = state->rulebook != shell.rulebook.hash();
  if (new_rules) {
    const Bytes bytes = shell.rulebook.archive();
    Result<Unit> done = store.archive(shell.shard.tenant, shell.rulebook.hash(), bytes);
    if (!done) return done;
  }
  if (state->packs != shell.packs) {
    for (const auto& [country, pack] : shell.law.all()) {
      const Bytes bytes = pack.archive();
      Result<Unit> done = store.archive(shell.shard.tenant, pack.hash(), bytes);
      if (!done) return done;
    }
  }
  return Unit{};
}

}  // namespace

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(EngineParts parts) {
  if (!parts.store) return unexpected(parts.store.error());
  if (!*parts.store) return unexpected(ErrorCode::invalid, "the engine needs a store");
  if (parts.tenant.empty() || parts.tenant.value.size() > engine::ids_max) {
    return unexpected(ErrorCode::invalid, "the engine needs a tenant of at most 128 bytes");
  }
  if (parts.workers < 1 || parts.workers > 256) {
    return unexpected(ErrorCode::invalid, "an engine has 1 to 256 workers");
  }
  auto impl = std::make_unique<Impl>();
  Shell& shell = impl->shell;
  shell.store = engine::guard(*std::move(parts.store));
  shell.rulebook = std::move(parts.rulebook);
  shell.law = std::move(parts.law);
  shell.packs = shell.law.hashes();
  shell.zone = std::move(parts.zone);
  shell.workers = parts.workers;
  shell.shard = {std::move(parts.tenant), 0};
  shell.salt = parts.salt ? std::move(parts.salt)
                          : [](std::span<std::uint8_t, 16> out) { random_bytes(out); };
  shell.salt_seed = std::move(parts.salt_seed);
  shell.load_rulebook = std::move(parts.load_rulebook);
  shell.look_at_every_case = parts.look_at_every_case;
  shell.read_only = parts.read_only;
  shell.intake_only = parts.intake_only;
  shell.batch = std::clamp<std::size_t>(parts.batch, 1, 100'000);
  if (Result<Unit> taken = take_channels(shell, parts.channels); !taken) {
    return unexpected(taken.error());
  }
  if (!shell.read_only) {
    if (Result<Unit> done = archive(shell); !done) return unexpected(done.error());
  }
  return Engine(std::move(impl));
}

Store& Engine::store() { return *impl_->shell.store; }

Result<Unit> Engine::open_day(const Caller& by, Moment moment) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_deciding(by); !allowed) return allowed;
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  if (state->open_day) {
    const Date open = *state->open_day;
    if (moment.day == open) return Unit{};
    if (moment.day < open) {
      return unexpected(ErrorCode::refused,
                        "the day " + moment.day.text() + " is closed; " + open.text() + " is open");
    }
    if (moment.day != open + Days{1}) {
      return unexpected(ErrorCode::refused,
                        "days open in order: the next one is " + (open + Days{1}).text());
    }
  }
  if (Result<Unit> done = engine::install(shell, by, moment); !done) return done;
  Desk desk(shell, by, moment);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  Result<const Entry*> entry = desk.add_to_tenant(EntryKind::day_started, DayStarted{moment.day});
  if (!entry) return unexpected(entry.error());
  return desk.commit();
}

Result<SubmitReport> Engine::submit(const Caller& by, Moment moment, std::span<const Fact> facts) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_command(by); !allowed) {
    return unexpected(allowed.error());
  }
  if (facts.size() > engine::facts_max) {
    return unexpected(ErrorCode::limit, "at most 1000000 facts in one call");
  }
  for (const Fact& fact : facts) {
    const std::string wrong = engine::wrong_in(fact);
    if (!wrong.empty()) {
      return unexpected(ErrorCode::invalid, "fact " + fact.key.value + ": " + wrong);
    }
  }
  SubmitReport report;
  if (facts.empty()) return report;
  Result<std::vector<bool>> stored =
      shell.store->append(shell.shard, moment.instant, by.actor, facts);
  if (!stored) return unexpected(stored.error());
  for (const bool fresh : *stored) ++(fresh ? report.stored : report.known);
  return report;
}

Result<Unit> Engine::erase(const Caller& by, Moment moment, const PersonId& person) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = shell.check_command(by); !allowed) return allowed;
  Desk desk(shell, by, moment);
  if (Result<Unit> begun = desk.begin(); !begun) return begun;
  Result<engine::PersonOnDesk*> known = desk.find_person(person);
  if (!known) return unexpected(known.error());
  if (!(*known)->value) return unexpected(ErrorCode::not_found, "no such person");
  // The entry comes first: a crash between the two leaves a promise that a repeat keeps.
  Result<const Entry*> entry =
      desk.add_to_person(person, EntryKind::person_erased, PersonErased{person});
  if (!entry) return unexpected(entry.error());
  if (Result<Unit> done = desk.commit(); !done) return done;
  return shell.store->erase(shell.shard, person);
}

Result<ShardState> Engine::state(const Caller& by) {
  if (Result<Unit> allowed = impl_->shell.check_caller(by); !allowed) {
    return unexpected(allowed.error());
  }
  return impl_->shell.store->state(impl_->shell.shard);
}

Result<ChainHeads> Engine::heads() {
  Result<ShardState> state = impl_->shell.store->state(impl_->shell.shard);
  if (!state) return unexpected(state.error());
  ChainHeads out;
  out.heads.push_back({impl_->shell.shard, state->position, state->head});
  return out;
}

}  // namespace arrears
