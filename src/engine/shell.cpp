#include <engine/shell.hpp>

namespace arrears::engine {

Result<std::vector<Person>> load_others(Store& store, const Shard& shard, const Case& value) {
  std::vector<Person> out;
  for (const PersonId& id : further_debtors(value)) {
    Result<std::optional<Person>> person = store.load_person(shard, id);
    if (!person) return unexpected(person.error());
    if (person->has_value()) out.push_back(**std::move(person));
  }
  return out;
}

std::optional<Date> earliest_complete(const std::map<std::string, Date>& by_source) {
  std::optional<Date> out;
  for (const auto& [source, through] : by_source) {
    if (!out || through < *out) out = through;
  }
  return out;
}

Result<const Rulebook*> Shell::rulebook_of(const Hash& hash) {
  if (hash == rulebook.hash()) return static_cast<const Rulebook*>(&rulebook);
  const std::lock_guard<std::mutex> guard(mutex_);
  const auto known = older_.find(hash);
  if (known != older_.end()) return static_cast<const Rulebook*>(&known->second);
  if (!load_rulebook) {
    return unexpected(ErrorCode::refused,
                      "a case runs under the older rulebook " + hash.hex() +
                          "; give EngineParts::load_rulebook so that it can be read");
  }
  Result<Bytes> bytes = store->archived(shard.tenant, hash);
  if (!bytes) return unexpected(bytes.error());
  try {
    Result<Rulebook> loaded = load_rulebook(*bytes);
    if (!loaded) return unexpected(loaded.error());
    if (loaded->hash() != hash) {
      return unexpected(ErrorCode::corrupt,
                        "the archived rulebook " + hash.hex() + " does not compile to itself");
    }
    return static_cast<const Rulebook*>(&older_.emplace(hash, *loaded).first->second);
  } catch (...) {
    return unexpected(ErrorCode::host, "load_rulebook threw an exception");
  }
}

bool Shell::reads_person_scope() const {
  for (const Plan& plan : rulebook.data().plans) {
    if (plan.reads_person_scope) return true;
  }
  // Cases under an older rulebook may read it too; asking costs less than missing them.
  return static_cast<bool>(load_rulebook);
}

Result<Unit> Shell::check_caller(const Caller& by) const {
  if (by.tenant != shard.tenant) {
    return unexpected(ErrorCode::refused, "this engine serves the tenant " + shard.tenant.value);
  }
  if (by.actor.empty() || by.actor.value.size() > ids_max) {
    return unexpected(ErrorCode::invalid, "a caller needs an actor of at most 128 bytes");
  }
  return Unit{};
}

Result<Unit> Shell::check_command(const Caller& by) const {
  if (Result<Unit> caller = check_caller(by); !caller) return caller;
  if (read_only) {
    return unexpected(ErrorCode::refused, "the engine was opened for reading only");
  }
  return Unit{};
}

Result<Unit> Shell::check_deciding(const Caller& by) const {
  if (intake_only) {
    return unexpected(ErrorCode::refused, "the engine was opened for intake only");
  }
  return check_command(by);
}

}  // namespace arrears::engine
