// Engine: the imperative shell. Load, decide, commit, dispatch are four steps; the engine takes
// them. One engine per store and process. Commands of one engine come from one thread at a time;
// queries from any thread, but not beside a command.
#ifndef ARREARS_ENGINE_ENGINE_HPP
#define ARREARS_ENGINE_ENGINE_HPP

#include <arrears/decide/decide.hpp>
#include <arrears/engine/migration.hpp>
#include <arrears/engine/regrets.hpp>
#include <arrears/engine/report.hpp>
#include <arrears/ledger/costs.hpp>
#include <arrears/ledger/mandate_account.hpp>
#include <arrears/model/running.hpp>
#include <arrears/spi/channel.hpp>
#include <arrears/spi/store.hpp>
#include <arrears/time/zone.hpp>
#include <functional>

namespace arrears {

struct EngineParts {
  Result<std::unique_ptr<Store>> store = std::unique_ptr<Store>{};  // an error is handed on by open
  Rulebook rulebook{};
  LawPacks law{};
  std::vector<Channel*> channels{};  // borrowed; must outlive the engine
  Zone zone{};                       // of the tenant, for windows; UTC by default
  int workers = 1;                   // results do not depend on it
  TenantId tenant{"main"};
  // Salts of private rows; by default from the operating system, in tests from a seed.
  std::function<void(std::span<std::uint8_t, 16>)> salt{};
  // Not empty: salts follow from it and the place of the row, so that a run that was killed and
  // continued gives the same bytes. For tests; whoever knows it can guess erased fields.
  std::string salt_seed{};
  // Gives back a rulebook from its archive, for cases that began under an older one
  // (rulebook_from_archive of language/compile.hpp). Without it such cases are an error.
  std::function<Result<Rulebook>(ByteView archive)> load_rulebook{};
  bool look_at_every_case = false;  // ignores the wake index: proof of next_change, very slow
  bool read_only = false;           // queries only; nothing is installed or archived
  bool intake_only = false;         // check and submit only, so that no channel is needed
  std::size_t batch = 1'000;        // cases per commit
};

struct DispatchOptions {
  std::size_t limit = 1'000'000;  // messages
};

struct ReckonOptions {
  Date on{};
  std::optional<Instant> known_at{};
};

class ARREARS_API Engine {
 public:
  // Refuses a store of another format, a second writer, a rulebook whose channels promise more than
  // those given; archives rulebook and packs and records their installing.
  static Result<Engine> open(EngineParts parts);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // Opens moment.day, which must be the day after the last one (any day at first). Opening the open
  // day again has no effect; a closed day is never reopened.
  Result<Unit> open_day(const Caller& by, Moment moment);
  // Stores facts in the inbox, all or none; nothing is decided.
  Result<SubmitReport> submit(const Caller& by, Moment moment, std::span<const Fact> facts);
  // For each fact: empty, or why recording it would be refused as things stand (an unknown plan, a
  // claim without what its law needs, an id that is a birth number). Import asks before submitting.
  Result<std::vector<std::string>> check(const Caller& by, std::span<const Fact> facts);
  // Of the cases that the facts open, those that run already and were not opened by that very fact:
  // an import lets the claims join them (ImportOutcome::join).
  Result<RunningCases> running(const Caller& by, std::span<const Fact> facts);
  // Decides what waits: facts that have arrived by moment.instant, in order of arrival, then what
  // time has made due. Commits in batches.
  Result<DayReport> run_day(const Caller& by, Moment moment);
  // Leases orders, asks the gate, renders, sends, records outcomes.
  Result<DispatchReport> dispatch(const Caller& by, Moment moment,
                                  const DispatchOptions& options = {});
  // The next instant after `after` at which dispatching can do something, if any.
  Result<std::optional<Instant>> next_dispatch(const Caller& by, Instant after);
  // The instants of a day at which dispatching makes sense: the openings of contact windows in the
  // tenant's zone, and the beginning of the day when some plan has no window.
  std::vector<Instant> openings(Date day) const;
  // Moves open cases to this engine's rulebook, which else only new cases run under. All that are
  // asked for or, while one of them is stranded, none; a call that was cut off is repeated. Refused
  // unless moment.day is open; not_found or refused for a case that is asked for and is not there
  // or closed.
  Result<MigrationReport> migrate(const Caller& by, Moment moment,
                                  const MigrationOptions& options = {});
  // Deletes the private rows of a person; journal and balances keep verifying.
  Result<Unit> erase(const Caller& by, Moment moment, const PersonId& person);

  Result<ShardState> state(const Caller& by);
  Result<CaseReport> show(const Caller& by, const CaseId& id);
  Result<Calculation> reckon(const Caller& by, const CaseId& id, const ReckonOptions& options);
  // What an instalment plan of the case would have to be, seen from a day; nothing is stored.
  Result<InstalmentSchedule> schedule_instalments(const Caller& by, const CaseId& id, Date on,
                                                  const InstalmentTerms& terms);
  // What the plan of the case would answer, were the offer made on that day: for a debtor who tries
  // before offering. Nothing is stored. Errors: no such case, one that is closed or has not begun,
  // an offer that would be refused as a fact.
  Result<OfferVerdict> try_offer(const Caller& by, Date on, const InstalmentsOffered& offer);
  // Where the money of a mandate is at the end of a day, by currency. A case without a mandate is
  // under one named like its creditor. not_found when nothing was paid in a case of the mandate;
  // refused when its cases are of several creditors.
  Result<std::vector<MandateAccount>> mandate_account(const Caller& by, const MandateId& mandate,
                                                      Date on);
  // The remittances that settle payments with a value date up to `through`, to be submitted as
  // facts once the money has moved: one for each currency, none where nothing is to be settled.
  // Those that wait in the inbox count as made. Errors as above.
  Result<std::vector<RemittanceMade>> propose_remittance(const Caller& by, const MandateId& mandate,
                                                         Date through);
  // What collecting brought and took up to the end of a day: a result for each group of cases that
  // were open by then, and currency. Refused when cases of one mandate are of several creditors.
  Result<std::vector<CostResult>> costs(const Caller& by, const CostQuery& query);
  // What was done on the strength of something that has turned out otherwise, by case and in order
  // of decision. not_found when the case that is asked for is not there.
  Result<std::vector<Regretted>> regrets(const Caller& by, const RegretQuery& query = {});
  // In a language such as "en" or "cs"; without one in that of the case's rulebook.
  Result<Explanation> explain(const Caller& by, const CaseId& id, Date on,
                              std::string_view language = {});
  Result<Explanation> explain_not(const Caller& by, const CaseId& id, std::string_view step,
                                  Date on, std::string_view language = {});
  Result<Verdict> verify(const std::optional<ChainHeads>& heads = std::nullopt,
                         const std::function<void(std::uint64_t, std::uint64_t)>& progress = {});
  Result<ChainHeads> heads();
  // All state as canonical JSON lines, byte-identical for equal histories; one line a call. With
  // `hashes` also commitments, chain hashes and the head: they follow from salts, which every store
  // draws for itself.
  Result<Unit> export_lines(const std::function<Result<Unit>(std::string_view)>& line,
                            EntryHashes hashes = EntryHashes::left_out);

  Store& store();

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// A day as `arrears run` runs it: open, record, decide, then dispatch at each opening of a window.
struct RunDay {
  DayReport day{};
  DispatchReport dispatched{};
};
ARREARS_API Result<RunDay> run_virtual_day(Engine& engine, const Caller& by,
                                           const VirtualClock& clock, Date day,
                                           std::span<const Fact> facts);

}  // namespace arrears

#endif
