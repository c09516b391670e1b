// What an engine is made of, for the files of this folder.
#ifndef ARREARS_SRC_ENGINE_SHELL_HPP
#define ARREARS_SRC_ENGINE_SHELL_HPP

#include <arrears/engine/engine.hpp>
#include <decide/view_data.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <rulebook/data.hpp>

namespace arrears::engine {

// Limits. Each is far above honest use and stops a mistake from eating the machine.
inline constexpr std::size_t ids_max = 128;          // bytes of an id
inline constexpr std::size_t texts_max = 64 * 1024;  // bytes of one text of a fact
inline constexpr std::size_t claims_max = 10'000;    // claims of one case
inline constexpr std::size_t history_max = 10'000;   // facts that came before a case
inline constexpr std::size_t remittance_lines_max = 100'000;
inline constexpr std::size_t page_size = 1'000;         // rows or entries read at a time
inline constexpr std::size_t facts_max = 1'000'000;     // facts of one submit
inline constexpr std::size_t body_max = 1024 * 1024;    // bytes of a rendered message
inline constexpr std::size_t sendings_per_round = 200;  // between two commits of dispatch
inline constexpr int attempts_max = 12;                 // then a message is given up

// What a creditor stated on interest, as far as its stream has been read.
struct StatedInterest {
  struct One {
    MandateId mandate;
    Date from;
    InterestTerms terms;
  };
  Cursor read_to;
  std::vector<One> all;
};

struct Shell {
  std::unique_ptr<Store> store;  // guarded: what a host's store throws comes back as an Error
  Rulebook rulebook;
  LawPacks law;
  std::vector<Hash> packs;  // of `law`, in order of country
  std::map<std::string, Channel*, std::less<>> channels;
  Zone zone;
  int workers = 1;
  Shard shard;
  std::function<void(std::span<std::uint8_t, 16>)> salt;
  std::string salt_seed;
  std::function<Result<Rulebook>(ByteView)> load_rulebook;
  bool look_at_every_case = false;
  bool read_only = false;
  bool intake_only = false;
  std::size_t batch = 1'000;
  std::map<CreditorId, StatedInterest> stated_interest;
  bool resumed = false;  // whether what a crash or a failed call left open has been taken up

  // The rulebook of a case: the current one, or an older one out of the archive.
  Result<const Rulebook*> rulebook_of(const Hash& hash);
  // Whether some plan reads what the other cases of a person did.
  bool reads_person_scope() const;
  Result<Unit> check_caller(const Caller& by) const;
  Result<Unit> check_command(const Caller& by) const;
  // The same for commands that decide or send.
  Result<Unit> check_deciding(const Caller& by) const;

 private:
  std::mutex mutex_;  // queries may come from any thread
  std::map<Hash, Rulebook> older_;
};

// The plan of a case; null when its rulebook has no such plan.
inline const Plan* plan_of(const Rulebook& rules, const Case& value) {
  return arrears::plan_of(rules.data(), value);
}

std::optional<Date> earliest_complete(const std::map<std::string, Date>& by_source);

// Persons who answer for claims of the case besides the first debtor, as stored.
Result<std::vector<Person>> load_others(Store& store, const Shard& shard, const Case& value);

// A store whose exceptions are errors.
std::unique_ptr<Store> guard(std::unique_ptr<Store> store);

}  // namespace arrears::engine

namespace arrears {
struct Engine::Impl {
  engine::Shell shell;
};
}  // namespace arrears

#endif
