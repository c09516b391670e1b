// Cases go on under the engine's rulebook: all that are asked for, or none while one is stranded.
#include <engine/commands.hpp>

#include <algorithm>

namespace arrears {

using engine::Desk;
using engine::Held;
using engine::Shell;

namespace {

class Migrator {
 public:
  Migrator(Shell& shell, const Caller& by, Moment moment, const MigrationOptions& options)
      : shell_(shell), by_(by), moment_(moment), options_(options) {}

  Result<MigrationReport> run() {
    if (Result<Unit> done = options_.cases.empty() ? find_all() : find_named(); !done) {
      return unexpected(done.error());
    }
    MigrationReport report = summed();
    if (options_.dry_run || !report.stranded.empty()) return report;
    if (Result<Unit> done = move_all(); !done) return unexpected(done.error());
    report.done = true;
    return report;
  }

 private:
  using Move = std::tuple<std::string, std::string, std::string>;

  // Looks at cases without storing anything.
  Result<Unit> find_all() {
    Cursor cursor;
    while (!cursor.done) {
      Result<std::vector<CaseRow>> rows =
          shell_.store->load_all(shell_.shard, cursor, shell_.batch);
      if (!rows) return unexpected(rows.error());
      if (rows->empty()) break;
      Desk desk(shell_, by_, moment_);
      for (const CaseRow& row : *rows) {
        if (row.closed) continue;
        Result<Case> value = decode_case(row.value);
        if (!value) return unexpected(value.error());
        Result<Held*> held = desk.hold(row, *std::move(value));
        if (!held) return unexpected(held.error());
        if (Result<Unit> done = look_at(desk, **held); !done) return done;
      }
    }
    return Unit{};
  }
  Result<Unit> find_named() {
    std::vector<CaseId> ids = options_.cases;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const CaseId& id : ids) {
      Desk desk(shell_, by_, moment_);
      Result<Held*> held = desk.find_case(id);
      if (!held) return unexpected(held.error());
      if (*held == nullptr) {
        return unexpected(ErrorCode::not_found, "there is no case " + id.value);
      }
      if ((*held)->value.closed) {
        return unexpected(ErrorCode::refused, "the case " + id.value + " is closed");
      }
      if (Result<Unit> done = look_at(desk, **held); !done) return done;
    }
    return Unit{};
  }
  Result<Unit> look_at(Desk& desk, Held& held) {
    if (held.value.rulebook == shell_.rulebook.hash()) {
      ++already_;
      return Unit{};
    }
    Result<Migration> migration = migration_of(desk, held);
    if (!migration) return unexpected(migration.error());
    if (!migration->stranded.empty()) {
      stranded_.push_back({held.value.id, std::move(migration->stranded)});
      return Unit{};
    }
    ++moves_[{held.value.plan, migration->from, migration->to}];
    for (const std::string& line : migration->skipped) ++skipped_[line];
    for (const std::string& line : migration->dropped) ++dropped_[line];
    ids_.push_back(held.value.id);
    return Unit{};
  }
  Result<Migration> migration_of(Desk& desk, Held& held) {
    Result<View> view = desk.view(held);
    if (!view) return unexpected(view.error());
    return migrate(*held.rules, shell_.rulebook, *view, options_.late);
  }

  Result<Unit> move_all() {
    if (Result<Unit> done = engine::install(shell_, by_, moment_); !done) return done;
    for (std::size_t first = 0; first < ids_.size(); first += shell_.batch) {
      const std::size_t end = std::min(ids_.size(), first + shell_.batch);
      Desk desk(shell_, by_, moment_);
      if (Result<Unit> begun = desk.begin(); !begun) return begun;
      for (std::size_t i = first; i < end; ++i) {
        Result<Held*> held = desk.find_case(ids_[i]);
        if (!held) return unexpected(held.error());
        if (*held == nullptr) return unexpected(ErrorCode::conflict, "a case has gone");
        if (Result<Unit> done = move(desk, **held); !done) return done;
      }
      if (Result<Unit> done = desk.commit(); !done) return done;
    }
    return Unit{};
  }
  Result<Unit> move(Desk& desk, Held& held) {
    Result<Migration> migration = migration_of(desk, held);
    if (!migration) return unexpected(migration.error());
    if (!migration->stranded.empty()) {
      return unexpected(ErrorCode::conflict, held.value.id.value + ": " + migration->stranded);
    }
    Result<Unit> done = desk.add_decision(held, std::move(migration->decision));
    if (!done) return done;
    held.rules = &shell_.rulebook;
    desk.look_at(held, moment_.instant);
    return Unit{};
  }

  MigrationReport summed() {
    MigrationReport out;
    out.already = already_;
    for (const auto& [move, cases] : moves_) {
      const auto& [plan, from, to] = move;
      out.moves.push_back({plan, from, to, cases});
    }
    for (const auto& [text, cases] : skipped_) out.skipped.push_back({text, cases});
    for (const auto& [text, cases] : dropped_) out.dropped.push_back({text, cases});
    out.stranded = std::move(stranded_);
    return out;
  }

  Shell& shell_;
  const Caller& by_;
  Moment moment_;
  const MigrationOptions& options_;
  std::size_t already_ = 0;
  std::map<Move, std::size_t> moves_;
  std::map<std::string, std::size_t> skipped_, dropped_;
  std::vector<MigrationReport::Stranded> stranded_;
  std::vector<CaseId> ids_;
};

std::string cases_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " case" : " cases");
}

}  // namespace

std::string MigrationReport::text() const {
  std::string out;
  const auto state = [](const std::string& name) {
    return name.empty() ? std::string("not begun") : name;
  };
  for (const Move& one : moves) {
    out += one.plan + ": " + state(one.from) +
           (one.from == one.to ? std::string{} : " becomes " + state(one.to)) + "  " +
           cases_text(one.cases) + "\n";
  }
  for (const Line& one : skipped) {
    out += "passed over, it would have been due before: " + one.text + "  " +
           cases_text(one.cases) + "\n";
  }
  for (const Line& one : dropped) {
    out += "dropped: " + one.text + "  " + cases_text(one.cases) + "\n";
  }
  for (const Stranded& one : stranded) {
    out += "stranded: " + one.case_id.value + ": " + one.why + "\n";
  }
  std::size_t count = 0;
  for (const Move& one : moves) count += one.cases;
  out += cases_text(count) + (done               ? " moved"
                              : stranded.empty() ? " to move"
                                                 : " to move, none was");
  out += ", " + std::to_string(stranded.size()) + " stranded, " + std::to_string(already) +
         " under these rules already\n";
  return out;
}

Result<MigrationReport> Engine::migrate(const Caller& by, Moment moment,
                                        const MigrationOptions& options) {
  Shell& shell = impl_->shell;
  if (Result<Unit> allowed = options.dry_run ? shell.check_caller(by) : shell.check_command(by);
      !allowed) {
    return unexpected(allowed.error());
  }
  Result<ShardState> state = shell.store->state(shell.shard);
  if (!state) return unexpected(state.error());
  if (!state->open_day || *state->open_day != moment.day) {
    return unexpected(ErrorCode::refused, "the day " + moment.day.text() + " is not open");
  }
  return Migrator(shell, by, moment, options).run();
}

}  // namespace arrears
