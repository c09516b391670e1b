#include <ledger/run.hpp>
#include <tuple>

namespace arrears {

namespace {

using State = PromiseStatus::State;

bool counts_for(const PromiseStatus& promise, Date value_date) {
  return promise.made <= value_date && value_date <= promise.last_day;
}

// A payment counts once: for the promise that falls due first and is not covered yet. What is left
// counts for the next.
void count_payments(const Case& value, Date today, std::vector<PromiseStatus>& promises) {
  std::array<std::byte, 2048> buffer;
  std::pmr::monotonic_buffer_resource memory(buffer.data(), buffer.size());
  const ledger::Payments payments = ledger::payments_by_value_date(value, today, &memory);
  std::pmr::vector<PromiseStatus*> by_date(&memory);
  for (PromiseStatus& promise : promises) by_date.push_back(&promise);
  std::sort(by_date.begin(), by_date.end(), [](const PromiseStatus* a, const PromiseStatus* b) {
    return std::tie(a->by, a->made, a->key) < std::tie(b->by, b->made, b->key);
  });
  for (const ledger::Paid& paid : payments) {
    std::int64_t rest = paid.payment->sum.minor;
    for (PromiseStatus* promise : by_date) {
      if (!counts_for(*promise, paid.payment->value_date)) continue;
      const std::int64_t part = std::min(rest, promise->sum.minor - promise->paid.minor);
      if (part == 0) continue;
      promise->paid.minor += part;
      rest -= part;
      if (promise->paid.minor == promise->sum.minor) {
        promise->state = State::kept;
        promise->resolved_on = paid.payment->value_date;
      }
    }
  }
}

}  // namespace

std::vector<PromiseStatus> promises(const Case& value, const Duration& tolerance,
                                    const Calendar& calendar, std::optional<Date> payments_complete,
                                    Date today) {
  std::vector<PromiseStatus> out;
  for (const RecordedFact& fact : value.facts) {
    const auto* made = std::get_if<PromiseMade>(&fact.fact.what);
    if (made == nullptr || today < fact.fact.effective) continue;
    PromiseStatus& promise = out.emplace_back();
    promise.key = fact.fact.key;
    promise.made = fact.fact.effective;
    promise.by = made->by;
    promise.last_day = ledger::with_tolerance(made->by, tolerance, calendar);
    promise.sum = made->sum;
    promise.paid = Money{0, made->sum.currency};
  }
  if (out.empty()) return out;
  std::sort(out.begin(), out.end(), [](const PromiseStatus& a, const PromiseStatus& b) {
    return std::tie(a.made, a.key) < std::tie(b.made, b.key);
  });
  count_payments(value, today, out);
  for (PromiseStatus& promise : out) {
    if (promise.state == State::kept) continue;
    promise.state = today < promise.by ? State::open : State::due;
    const bool over =
        promise.last_day < today && payments_complete && promise.last_day <= *payments_complete;
    if (!over) continue;
    promise.state = promise.paid.minor > 0 ? State::partly_kept : State::broken;
    promise.resolved_on = promise.last_day + Days{1};
  }
  return out;
}

}  // namespace arrears
