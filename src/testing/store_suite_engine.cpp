// A small portfolio run by engines over the store: as it is, with each call in turn failing or the
// process dying at it, and with a second engine that comes in between reading and writing.
#include <arrears/channel/recording.hpp>
#include <arrears/engine/engine.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/store/memory.hpp>
#include <arrears/testing/faulty_store.hpp>
#include <testing/store_suite.hpp>

#include <algorithm>

namespace arrears::testing {

namespace {

const Date first_day{2026, 9, 1};
const Date last_day{2026, 9, 7};

const Rulebook& rules() {
  static const Rulebook compiled = [] {
    const CompileOutcome out = compile(SourceSet::from_sources({{"contract.plan", R"(# language: en
plan contract "A plan for the contract suite"
  currency EUR
  starts in waiting
  contact every day from 8:00 to 18:00

channel post
message "reminder" reminder
list team callers

everywhere except done
  whenever debt = 0 EUR: go to done

state waiting
  1 day after due_date: send post "reminder"
  3 days after due_date: go to late

state late
  on entry
    task "Call" for callers
    send post "reminder"
  after 90 days: go to done

state done final
)"}}),
                                       {});
    if (!out.rulebook) std::fputs(render(out.diagnostics, {}).c_str(), stderr);
    ARREARS_ASSERT(out.rulebook.has_value());
    return *out.rulebook;
  }();
  return compiled;
}

Fact opening(const std::string& id, const char* person, int due_in) {
  CaseOpened opened;
  opened.case_id = {id};
  opened.plan = "contract";
  opened.creditor = {"own"};
  Claim claim;
  claim.id = {id + "/1"};
  claim.principal = {10'000, Currency{"EUR"}};
  claim.due = first_day + Days{due_in};
  claim.debtor = {person};
  opened.claims.push_back(claim);
  return {{"open:" + id}, first_day, opened};
}

std::vector<Fact> facts_of(Date day) {
  std::vector<Fact> out;
  if (day == first_day) {
    for (const char* id : {"P-1", "P-2"}) {
      PersonStated stated;
      stated.person = {id};
      stated.details.address = "Street 1";
      out.push_back({{std::string("person:") + id}, day, stated});
    }
    out.push_back(opening("C-1", "P-1", 1));
    out.push_back(opening("C-2", "P-1", 0));
    out.push_back(opening("C-3", "P-2", 2));
  }
  if (day == first_day + Days{4}) {
    PaymentReceived paid;
    paid.case_id = {"C-2"};
    paid.sum = {10'000, Currency{"EUR"}};
    paid.value_date = day;
    out.push_back({{"pay"}, day, paid});
  }
  return out;
}

// One process: an engine over a store that somebody else owns, and the same post as every other.
class Process {
 public:
  Process(Store& store, Channel& post) {
    EngineParts parts;
    parts.store = std::unique_ptr<Store>(std::make_unique<ForwardingStore>(store));
    parts.rulebook = rules();
    parts.channels = {&post};
    parts.salt_seed = "contract";
    parts.batch = 2;
    Result<Engine> opened = Engine::open(std::move(parts));
    if (opened) engine_.emplace(*std::move(opened));
  }
  // From the day that is open to the last; false when a call has failed.
  bool run(Date until) {
    if (!engine_) return false;
    const Result<ShardState> state = engine_->state(by_);
    if (!state) return false;
    for (Date day = state->open_day.value_or(first_day); day <= until; day = day + Days{1}) {
      if (!run_virtual_day(*engine_, by_, clock_, day, facts_of(day))) return false;
    }
    return true;
  }
  // What an auditor sees: state, and what does not verify.
  std::string seen() {
    if (!engine_) return "no engine";
    std::string out;
    const Result<Unit> done = engine_->export_lines(
        [&out](std::string_view line) {
          out.append(line).push_back('\n');
          return Result<Unit>(Unit{});
        },
        EntryHashes::shown);
    if (!done) return done.error().message;
    const Result<Verdict> verdict = engine_->verify();
    if (!verdict) return verdict.error().message;
    for (const std::string& problem : verdict->problems) out += "verify: " + problem + "\n";
    return out;
  }

 private:
  const Caller by_{{"main"}, {"contract"}};
  const VirtualClock clock_{Zone{}};
  std::optional<Engine> engine_;
};

std::string letters(const RecordingChannel& post) {
  std::string out;
  for (const Message& message : post.sent()) out += message.key.value + "\n" + message.body + "\n";
  return out;
}

// Lets somebody else work just before the n-th commit.
class Interrupted final : public ForwardingStore {
 public:
  Interrupted(Store& target, std::uint64_t at, std::function<void()> other)
      : ForwardingStore(target), at_(at), other_(std::move(other)) {}
  Result<Unit> commit(const Shard& shard, const WriteBatch& batch) override {
    if (++commits == at_) other_();
    Result<Unit> done = target().commit(shard, batch);
    if (!done && done.error().code == ErrorCode::conflict) ++conflicts;
    return done;
  }
  std::uint64_t commits = 0;
  std::uint64_t conflicts = 0;

 private:
  std::uint64_t at_;
  std::function<void()> other_;
};

struct Expected {
  std::string seen, letters;
  std::uint64_t calls = 0, commits = 0;
};

Expected over_memory() {
  Expected out;
  const auto store = memory::store();
  FaultyStore counted(*store, {});
  Interrupted commits(counted, 0, {});
  RecordingChannel post("post");
  Process process(commits, post);
  ARREARS_ASSERT(process.run(last_day));
  out.calls = counted.calls();
  out.commits = commits.commits;
  out.seen = process.seen();
  out.letters = letters(post);
  return out;
}

}  // namespace

void StoreSuite::engines() {
  const Expected expected = over_memory();
  const auto compare = [&](Process& process, const RecordingChannel& post,
                           const std::string& what) {
    return expect(process.seen() == expected.seen,
                  what + ": an engine exports something else than over the memory store") &&
           expect(letters(post) == expected.letters,
                  what + ": other messages leave than over the memory store");
  };
  {
    const auto store = factory_.make();
    RecordingChannel post("post");
    Process process(*store, post);
    expect(process.run(last_day), "an engine cannot run days over the store");
    if (!compare(process, post, "days")) return;
  }
  for (std::uint64_t at = 1; at <= expected.calls; ++at) {
    const auto kind = static_cast<Fault::Kind>(at % 3);
    const std::string what = "call " + std::to_string(at) +
                             (kind == Fault::Kind::fail           ? " failed"
                              : kind == Fault::Kind::crash_before ? " died before"
                                                                  : " died after");
    auto store = factory_.make();
    RecordingChannel post("post");
    {
      FaultyStore faulty(*store, {.at = at, .kind = kind});
      Process process(faulty, post);
      process.run(last_day);
      if (kind == Fault::Kind::fail) process.run(last_day);
    }
    if (kind != Fault::Kind::fail && factory_.reopen) {
      store.reset();
      store = factory_.reopen();
      if (!expect(store != nullptr, "the store cannot be opened again")) return;
    }
    Process next(*store, post);
    if (!expect(next.run(last_day), what + ": the next engine cannot go on")) return;
    if (!compare(next, post, what)) return;
  }
  for (std::uint64_t at = 1; at <= expected.commits; ++at) {
    const auto store = factory_.make();
    RecordingChannel post("post");
    const std::string what = "a second engine before commit " + std::to_string(at);
    Process other(*store, post);
    Interrupted shared(*store, at, [&] { other.run(last_day); });
    Process process(shared, post);
    const bool whole = process.run(last_day);
    expect(!whole && shared.conflicts == 1, what + ": the stale commit of the first is taken");
    if (!expect(process.run(last_day), what + ": the first cannot go on")) return;
    if (!compare(process, post, what)) return;
  }
}

}  // namespace arrears::testing
