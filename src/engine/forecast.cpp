// The coming days over a copy of a store, read off the journal that they leave.
#include <arrears/engine/forecast.hpp>
#include <engine/commands.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

namespace arrears {

namespace {

using What = ForecastLine::What;

// Accepts everything and forgets it.
class Sink final : public Channel {
 public:
  explicit Sink(ChannelPromise promise) : promise_(std::move(promise)) {}
  std::string_view id() const override { return promise_.name; }
  Capabilities capabilities() const override {
    return {.keyed = true, .receipts = promise_.reports, .two_way = false, .length_max = 0};
  }
  SendResult send(const Message&) override { return SendResult::accepted("forecast"); }

 private:
  ChannelPromise promise_;
};

struct Ordered {
  std::string channel, message;
};
std::string name_of(const Ordered& order) { return order.channel + " \"" + order.message + "\""; }

std::optional<Money> sum_of(const std::optional<Price>& price) {
  return price ? std::optional<Money>(price->sum) : std::nullopt;
}

// Lines out of the entries of the coming days.
class Reader {
 public:
  explicit Reader(Forecast& out) : out_(out) {}

  void knows(const OutboxRow& row) { orders_[row.order] = {row.channel, row.message}; }

  Result<Unit> add(const Entry& entry) {
    if (entry.stream.kind != StreamKind::case_) return Unit{};
    const bool of_interest =
        entry.kind == EntryKind::decided || entry.kind == EntryKind::contact_progress;
    if (!of_interest) return Unit{};
    const Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
    if (!body) return unexpected(body.error());
    entry_ = &entry;
    if (const auto* decided = std::get_if<Decided>(&*body)) {
      for (std::uint32_t i = 0; i < decided->decision.effects.size(); ++i) {
        index_ = i;
        std::visit(*this, decided->decision.effects[i]);
      }
      const std::string& defect = decided->decision.defect;
      if (!defect.empty()) line(What::set_aside, {}).why = defect;
    } else if (const auto* step = std::get_if<ContactProgress>(&*body)) {
      add(*step);
    }
    return Unit{};
  }

  void operator()(const EnterState& it) { line(What::state, it.state).why = it.because; }
  void operator()(const GoBack&) { line(What::state, "back"); }
  void operator()(const CloseCase& it) { line(What::closed, it.because); }
  void operator()(const OrderContact& it) {
    orders_[order_key(entry_->stream, entry_->number, index_)] = {it.channel, it.message};
  }
  void operator()(const EndContact& it) { not_sent(it.order, it.why); }
  void operator()(const Charge& it) { line(What::fee, it.fee).sum = it.sum; }
  void operator()(const WriteOff& it) { line(What::write_off, it.because).sum = it.sum; }
  void operator()(const MakeTask& it) {
    ForecastLine& added = line(What::task, it.text);
    added.who = it.team;
    added.sum = sum_of(it.cost);
  }
  void operator()(const AskStep& it) { line(What::question, it.text).who = it.team; }
  void operator()(const HandOver& it) {
    ForecastLine& added = line(What::hand_over, it.recipient);
    added.why = it.text;
    added.sum = sum_of(it.cost);
  }
  void operator()(const EndInstalments& it) { line(What::instalments, "ended").why = it.because; }
  void operator()(const AnswerOffer& it) {
    line(What::instalments, it.accepted ? "offer accepted" : "offer refused").why = it.because;
  }
  void operator()(const PlaceHold&) {}
  void operator()(const ReleaseHolds&) {}
  void operator()(const ScheduleStep&) {}
  void operator()(const EndStep&) {}
  void operator()(const EndAsked&) {}
  void operator()(const Notice&) {}
  void operator()(const Forget&) {}
  void operator()(const Regret&) {}
  void operator()(const Migrate&) {}

 private:
  ForecastLine& line(What what, std::string name) {
    ForecastLine& out = out_.lines.emplace_back();
    out.what = what;
    out.day = entry_->business_day;
    out.case_id = {entry_->stream.id};
    out.name = std::move(name);
    return out;
  }
  void not_sent(const OrderKey& order, const std::string& why) {
    line(What::not_sent, name_of(orders_[order])).why = why;
  }
  void add(const ContactProgress& step) {
    using Step = ContactProgress::What;
    if (step.what == Step::sent) line(What::sent, name_of(orders_[step.order])).sum = step.cost;
    const bool ended =
        step.what == Step::rejected || step.what == Step::cancelled || step.what == Step::expired;
    if (ended) not_sent(step.order, step.why);
  }

  Forecast& out_;
  std::map<OrderKey, Ordered> orders_;
  const Entry* entry_ = nullptr;
  std::uint32_t index_ = 0;
};

class Forecaster {
 public:
  Forecaster(Engine& engine, const Caller& by, const VirtualClock& clock, Shard shard,
             const ForecastOptions& options)
      : engine_(engine), by_(by), clock_(clock), shard_(std::move(shard)), options_(options) {}

  Result<Forecast> run() {
    const Result<ShardState> state = engine_.state(by_);
    if (!state) return unexpected(state.error());
    if (!state->open_day) {
      return unexpected(ErrorCode::refused, "no day was ever opened: run the store first");
    }
    out_.first = *state->open_day;
    out_.last = options_.until;
    if (out_.last < out_.first) {
      return unexpected(ErrorCode::invalid, "the last day of a forecast, " + out_.last.text() +
                                                ", lies before the open day " + out_.first.text());
    }
    Result<std::vector<OutboxRow>> waiting = engine_.store().outbox(shard_);
    if (!waiting) return unexpected(waiting.error());
    for (const OutboxRow& row : *waiting) reader_.knows(row);
    if (Result<Unit> done = sort_facts(); !done) return unexpected(done.error());
    if (options_.migrate) {
      if (Result<Unit> done = migrate(state->recorded_at); !done) return unexpected(done.error());
    }
    if (Result<Unit> done = run_days(*state); !done) return unexpected(done.error());
    if (Result<Unit> done = read(state->position); !done) return unexpected(done.error());
    return std::move(out_);
  }

 private:
  Result<Unit> sort_facts() {
    facts_ = options_.facts;
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const Fact& a, const Fact& b) { return a.effective < b.effective; });
    if (facts_.empty() || out_.first <= facts_.front().effective) return Unit{};
    return unexpected(ErrorCode::invalid, "the supposed fact " + facts_.front().key.value +
                                              " takes effect on " +
                                              facts_.front().effective.text() +
                                              ", before the open day " + out_.first.text());
  }

  // All that can be moved.
  Result<Unit> migrate(Instant now) {
    const Moment moment{out_.first, now};
    MigrationOptions dry;
    dry.dry_run = true;
    Result<MigrationReport> report = engine_.migrate(by_, moment, dry);
    if (!report) return unexpected(report.error());
    std::vector<MigrationReport::Stranded> stranded = report->stranded;
    MigrationOptions options;
    if (!stranded.empty()) {
      Result<std::vector<CaseId>> ids = open_cases(stranded);
      if (!ids) return unexpected(ids.error());
      options.cases = *std::move(ids);
    }
    if (stranded.empty() || !options.cases.empty()) {
      report = engine_.migrate(by_, moment, options);
      if (!report) return unexpected(report.error());
    }
    out_.migrated = *std::move(report);
    out_.migrated->stranded = std::move(stranded);
    return Unit{};
  }
  Result<std::vector<CaseId>> open_cases(const std::vector<MigrationReport::Stranded>& without) {
    std::vector<CaseId> out;
    Cursor cursor;
    while (!cursor.done) {
      Result<std::vector<CaseRow>> rows =
          engine_.store().load_all(shard_, cursor, engine::page_size);
      if (!rows) return unexpected(rows.error());
      for (const CaseRow& row : *rows) {
        const bool left = std::any_of(without.begin(), without.end(),
                                      [&](const auto& one) { return one.case_id == row.id; });
        if (!row.closed && !left) out.push_back(row.id);
      }
    }
    return out;
  }

  Result<Unit> run_days(const ShardState& state) {
    const auto days = static_cast<std::uint64_t>((out_.last - out_.first).count) + 1;
    auto next = facts_.begin();
    for (std::uint64_t i = 0; i < days; ++i) {
      const Date day = out_.first + Days{static_cast<std::int32_t>(i)};
      std::vector<Fact> today;
      while (next != facts_.end() && next->effective <= day) today.push_back(*next++);
      if (options_.payments_known) add_complete(state, day - Days{1}, today);
      const Result<RunDay> ran = run_virtual_day(engine_, by_, clock_, day, today);
      if (!ran) return unexpected(ran.error());
      out_.refused.insert(out_.refused.end(), ran->day.refused.begin(), ran->day.refused.end());
      if (options_.progress) options_.progress(i + 1, days);
    }
    return Unit{};
  }
  static void add_complete(const ShardState& state, Date through, std::vector<Fact>& out) {
    for (const auto& [source, known] : state.payments_complete) {
      if (through <= known) continue;
      out.push_back({{"forecast:" + source + ":" + through.text()},
                     through,
                     PaymentsComplete{{source}, through}});
    }
  }

  Result<Unit> read(std::uint64_t position) {
    Cursor cursor;
    while (!cursor.done) {
      Result<EntryPage> page = engine_.store().all_entries(shard_, position, engine::page_size);
      if (!page) return unexpected(page.error());
      for (const Entry& entry : page->entries) {
        position = entry.position;
        if (Result<Unit> done = reader_.add(entry); !done) return done;
      }
      cursor = page->next;
    }
    return Unit{};
  }

  Engine& engine_;
  const Caller& by_;
  const VirtualClock& clock_;
  const Shard shard_;
  const ForecastOptions& options_;
  std::vector<Fact> facts_;
  Forecast out_;
  Reader reader_{out_};
};

// The channels that the rules name, those of older ones among them that cases keep.
Result<std::map<std::string, Receipt>> channels_of(const EngineParts& parts) {
  std::map<std::string, Receipt> out;
  const auto add = [&](const Rulebook& rules) {
    for (const ChannelPromise& one : rules.channels()) {
      Receipt& reports = out[one.name];
      reports = reports | one.reports;
    }
  };
  add(parts.rulebook);
  if (!parts.store) return unexpected(parts.store.error());
  Store& store = **parts.store;
  std::set<Hash> seen{parts.rulebook.hash()};
  Cursor cursor;
  while (!cursor.done) {
    Result<std::vector<CaseRow>> rows =
        store.load_all({parts.tenant, 0}, cursor, engine::page_size);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& row : *rows) {
      const Result<Case> value = decode_case(row.value);
      if (!value) return unexpected(value.error());
      if (row.closed || !seen.insert(value->rulebook).second || !parts.load_rulebook) continue;
      const Result<Bytes> bytes = store.archived(parts.tenant, value->rulebook);
      if (!bytes) return unexpected(bytes.error());
      const Result<Rulebook> older = parts.load_rulebook(*bytes);
      if (!older) return unexpected(older.error());
      add(*older);
    }
  }
  return out;
}

}  // namespace

Result<Forecast> forecast(EngineParts parts, const Caller& by, const ForecastOptions& options) {
  Result<std::map<std::string, Receipt>> promised = channels_of(parts);
  if (!promised) return unexpected(promised.error());
  std::vector<std::unique_ptr<Sink>> channels;
  parts.channels.clear();
  for (const auto& [name, reports] : *promised) {
    channels.push_back(std::make_unique<Sink>(ChannelPromise{name, reports}));
    parts.channels.push_back(channels.back().get());
  }
  const VirtualClock clock(parts.zone);
  const Shard shard{parts.tenant, 0};
  Result<Engine> engine = Engine::open(std::move(parts));
  if (!engine) return unexpected(engine.error());
  return Forecaster(*engine, by, clock, shard, options).run();
}

std::vector<ForecastChange> changes(const Forecast& before, const Forecast& after) {
  // The days of what is alike, in their order, of both.
  using Key = std::tuple<CaseId, What, std::string, std::string>;
  std::map<Key, std::pair<std::vector<Date>, std::vector<Date>>> days;
  for (const ForecastLine& line : before.lines) {
    days[{line.case_id, line.what, line.name, line.who}].first.push_back(line.day);
  }
  for (const ForecastLine& line : after.lines) {
    days[{line.case_id, line.what, line.name, line.who}].second.push_back(line.day);
  }
  std::vector<ForecastChange> out;
  for (const auto& [key, found] : days) {
    const auto& [old_days, new_days] = found;
    for (std::size_t i = 0; i < std::max(old_days.size(), new_days.size()); ++i) {
      ForecastChange change;
      std::tie(change.case_id, change.what, change.name, change.who) = key;
      if (i < old_days.size()) change.before = old_days[i];
      if (i < new_days.size()) change.after = new_days[i];
      if (change.before != change.after) out.push_back(std::move(change));
    }
  }
  const auto first = [](const ForecastChange& one) {
    return std::min(one.before.value_or(Date::latest()), one.after.value_or(Date::latest()));
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
    return std::tuple(a.case_id, first(a)) < std::tuple(b.case_id, first(b));
  });
  return out;
}

}  // namespace arrears
