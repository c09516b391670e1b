// One pass over the journal: each entry changes a few sums.
#include <arrears/decide/decide.hpp>
#include <arrears/report/report.hpp>

#include <algorithm>

namespace arrears {

namespace {

constexpr std::size_t page = 10'000;

struct Paid {
  Money sum{};
  CaseId case_id{};
  Date on{};
};

class Tally {
 public:
  explicit Tally(PortfolioReport& out) : out_(out) {}

  Result<Unit> take(const Entry& entry) {
    const Result<EntryBody> body = decode_body(entry.kind, entry.schema, entry.payload);
    if (!body) return unexpected(body.error());
    ++out_.entries;
    if (!out_.first || entry.business_day < *out_.first) out_.first = entry.business_day;
    if (!out_.last || entry.business_day > *out_.last) out_.last = entry.business_day;
    entry_ = &entry;
    std::visit([&](const auto& part) { see(part); }, *body);
    return Unit{};
  }

  void finish() {
    for (auto& [code, sums] : sums_) {
      if (sums.paid.minor > 0) {
        sums.days_outstanding_hundredths =
            static_cast<std::int64_t>(divide_half_up(weighted_days_[code] * 100, sums.paid.minor));
      }
      out_.currencies.push_back(sums);
    }
    Balances open;
    if (months_.empty()) return;
    int year = months_.begin()->first.first, month = months_.begin()->first.second;
    for (;; ++month) {
      if (month == 13) {
        month = 1;
        ++year;
      }
      MonthFigures& figures = months_[{year, month}];
      figures.year = year;
      figures.month = month;
      for (const auto& [code, change] : change_[{year, month}]) open[code] += change;
      figures.open_minor = open;
      out_.months.push_back(figures);
      if (std::pair{year, month} == months_.rbegin()->first) break;
    }
  }

 private:
  using Balances = std::map<std::string, std::int64_t>;
  using Month = std::pair<int, int>;

  Month month() const { return {entry_->business_day.year(), entry_->business_day.month()}; }
  MonthFigures& figures() { return months_[month()]; }
  CurrencyFigures& sums(Currency currency) {
    CurrencyFigures& out = sums_[currency.code()];
    if (out.currency.none()) {
      out.currency = currency;
      for (Money* sum : {&out.opened, &out.paid, &out.charged, &out.written_off, &out.open}) {
        *sum = {0, currency};
      }
    }
    return out;
  }

  void see(const DayStarted&) { figures(); }
  void see(const Installed&) {}
  void see(const PersonErased&) {}

  void see(const FactRecorded& recorded) {
    const Fact& fact = recorded.fact;
    if (const auto* opened = std::get_if<CaseOpened>(&fact.what)) {
      ++out_.cases;
      ++figures().opened;
      opened_on_[opened->case_id] = fact.effective;
      for (const Claim& claim : opened->claims) add_claim(claim);
    } else if (const auto* added = std::get_if<ClaimAdded>(&fact.what)) {
      add_claim(added->claim);
    } else if (const auto* payment = std::get_if<PaymentReceived>(&fact.what)) {
      const CaseId id{entry_->stream.kind == StreamKind::case_ ? entry_->stream.id : ""};
      pay({payment->sum, id, payment->value_date}, 1);
      payments_[fact.key] = {payment->sum, id, payment->value_date};
    } else if (const auto* reversed = std::get_if<PaymentReversed>(&fact.what)) {
      if (const auto found = payments_.find(reversed->payment); found != payments_.end()) {
        pay(found->second, -1);
        payments_.erase(found);
      }
    }
  }

  void add_claim(const Claim& claim) {
    sums(claim.principal.currency).opened += claim.principal;
    change_[month()][claim.principal.currency.code()] += claim.principal.minor;
  }

  void pay(const Paid& paid, int sign) {
    const std::string code = paid.sum.currency.code();
    const Money sum{paid.sum.minor * sign, paid.sum.currency};
    sums(paid.sum.currency).paid += sum;
    figures().paid_minor[code] += sum.minor;
    change_[month()][code] -= sum.minor;
    const auto opened = opened_on_.find(paid.case_id);
    const std::int32_t days = opened == opened_on_.end() ? 0 : (paid.on - opened->second).count;
    weighted_days_[code] += Int128{sum.minor} * days;
  }

  void see(const Decided& decided) {
    std::uint32_t index = 0;
    for (const Effect& effect : decided.decision.effects) {
      if (const auto* order = std::get_if<OrderContact>(&effect)) {
        waiting_[order_key(entry_->stream, entry_->number, index)] = order->message;
      } else if (const auto* ended = std::get_if<EndContact>(&effect)) {
        not_sent(ended->order);
      } else if (const auto* task = std::get_if<MakeTask>(&effect)) {
        ++out_.tasks[task->text];
        ++figures().tasks;
      } else if (const auto* charge = std::get_if<Charge>(&effect)) {
        sums(charge->sum.currency).charged += charge->sum;
      } else if (const auto* write_off = std::get_if<WriteOff>(&effect)) {
        // What depends on a payment is no write-off yet.
        if (!write_off->if_paid) sums(write_off->sum.currency).written_off += write_off->sum;
      } else if (std::holds_alternative<CloseCase>(effect)) {
        ++figures().closed;
      }
      ++index;
    }
  }

  void see(const ContactProgress& progress) {
    using What = ContactProgress::What;
    if (progress.what == What::sent) waiting_.erase(progress.order);
    if (progress.what == What::cancelled || progress.what == What::expired) {
      not_sent(progress.order);
    }
  }

  void not_sent(const OrderKey& order) {
    const auto found = waiting_.find(order);
    if (found == waiting_.end()) return;
    ++out_.not_sent[found->second];
    waiting_.erase(found);
  }

  void see(const SendingProgress& progress) {
    const Sending& sending = progress.sending;
    if (sending.status != Sending::Status::sent || progress.receipt != Receipt::none) return;
    ++out_.sent[sending.message][sending.channel];
    ++figures().sent[sending.message];
    ++figures().by_channel[sending.channel];
  }

  PortfolioReport& out_;
  const Entry* entry_ = nullptr;
  std::map<std::string, CurrencyFigures> sums_;
  std::map<std::string, Int128> weighted_days_;
  std::map<Month, MonthFigures> months_;
  std::map<Month, Balances> change_;
  std::map<CaseId, Date> opened_on_;
  std::map<FactKey, Paid> payments_;
  std::map<OrderKey, std::string> waiting_;
};

Result<Unit> count_open_cases(Store& store, const Shard& shard, PortfolioReport& out) {
  Cursor cursor;
  while (!cursor.done) {
    const Result<std::vector<CaseRow>> rows = store.load_all(shard, cursor, page);
    if (!rows) return unexpected(rows.error());
    for (const CaseRow& row : *rows) {
      if (row.closed) continue;
      ++out.open_cases;
      ++out.open_by_state[row.state];
      for (CurrencyFigures& sums : out.currencies) {
        if (sums.currency == row.debt.currency) sums.open += row.debt;
      }
    }
  }
  return Unit{};
}

}  // namespace

Result<PortfolioReport> portfolio_report(Store& store, const TenantId& tenant) {
  PortfolioReport out;
  Tally tally(out);
  const Result<std::vector<Shard>> shards = store.shards();
  if (!shards) return unexpected(shards.error());
  for (const Shard& shard : *shards) {
    if (shard.tenant != tenant) continue;
    for (std::uint64_t position = 0;;) {
      const Result<EntryPage> read = store.all_entries(shard, position, page);
      if (!read) return unexpected(read.error());
      for (const Entry& entry : read->entries) {
        if (const auto taken = tally.take(entry); !taken) return unexpected(taken.error());
      }
      if (read->entries.empty()) break;
      position = read->entries.back().position;
    }
  }
  tally.finish();
  for (const Shard& shard : *shards) {
    if (shard.tenant != tenant) continue;
    const auto counted = count_open_cases(store, shard, out);
    if (!counted) return unexpected(counted.error());
    const auto unmatched = store.unmatched(shard);
    if (!unmatched) return unexpected(unmatched.error());
    out.unmatched += unmatched->size();
  }
  return out;
}

}  // namespace arrears
