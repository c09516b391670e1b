#include <arrears/ledger/instalments.hpp>
#include <ledger/plans.hpp>
#include <ledger/supposed.hpp>

namespace arrears {

namespace {

using PlanState = InstalmentPlan::State;
using State = InstalmentStatus::State;

// Payments cover the instalments in order of due date; what is left covers the next.
void count_payments(InstalmentPlan& plan, const ledger::Payments& payments) {
  std::size_t at = 0;
  for (const ledger::Paid& paid : payments) {
    const Date day = paid.payment->value_date;
    if (day < plan.agreed || (plan.closed_on && *plan.closed_on <= day)) continue;
    std::int64_t rest = paid.payment->sum.minor;
    while (rest > 0 && at < plan.instalments.size()) {
      InstalmentStatus& instalment = plan.instalments[at];
      const std::int64_t part = std::min(rest, instalment.sum.minor - instalment.paid.minor);
      instalment.paid.minor += part;
      rest -= part;
      if (instalment.paid.minor < instalment.sum.minor) break;
      instalment.paid_on = day;
      ++at;
    }
  }
}

void judge(InstalmentPlan& plan, std::optional<Date> payments_complete, Date today) {
  for (InstalmentStatus& one : plan.instalments) {
    const bool in_time = one.paid_on && *one.paid_on <= one.last_day;
    const bool over = one.last_day < today && payments_complete &&
                      one.last_day <= *payments_complete &&
                      (!plan.closed_on || one.last_day < *plan.closed_on);
    one.was_missed = over && !in_time;
    if (one.paid_on) {
      one.state = State::paid;
    } else if (one.was_missed) {
      one.state = State::missed;
    } else {
      one.state = today < one.due ? State::open : State::due;
    }
  }
  const InstalmentStatus& last = plan.instalments.back();
  if (!last.paid_on) return;
  plan.state = PlanState::paid;
  plan.closed_on = last.paid_on;
}

Date due_day(const InstalmentTerms& terms, const Calendar& calendar, std::int32_t index) {
  const std::int32_t times = terms.every.count * index;
  Date out = terms.first_due;
  switch (terms.every.unit) {
    case Duration::Unit::days: out = out + Days{times}; break;
    case Duration::Unit::business_days: out = calendar.add(out, BusinessDays{times}); break;
    case Duration::Unit::months: out = out + Months{times}; break;
  }
  return terms.move_due_days ? calendar.on_or_after(out) : out;
}

// Pays on each due date and asks the ledger what is still owed.
class Schedule {
 public:
  Schedule(const Case& value, const Debtors& debtors, const LawPack& law,
           const LedgerOptions& options, const InstalmentTerms& terms)
      : value_(value),
        debtors_(debtors),
        law_(law),
        options_(options),
        terms_(terms),
        calendar_(law.calendar(CalendarPurpose::deadline)) {
    facts_before_ = value_.facts.size();
  }

  // The schedule with this sum; empty when it takes more instalments than that.
  std::vector<Instalment> of_sum(std::int64_t sum, std::int32_t most) {
    begin(most);
    std::vector<Instalment> out;
    for (std::int32_t i = 0; i < most; ++i) {
      const Date due = due_day(terms_, calendar_, i);
      if (Date::latest() < due) return {};
      const std::int64_t debt = debt_on(due);
      const std::int64_t wanted = i == 0 && terms_.first ? terms_.first->minor : sum;
      out.push_back({due, money(std::min(debt, wanted))});
      if (debt <= wanted) return out;
      value_.facts.push_back(
          ledger::supposed_payment(money(wanted), due, static_cast<std::size_t>(i), options_));
    }
    return {};
  }

  std::int64_t debt_on(Date day) {
    LedgerOptions options = options_;
    options.on = day;
    return balance(value_, debtors_, law_, options).debt.minor;
  }

  Money money(std::int64_t minor) const { return {minor, value_.currency}; }

 private:
  // The case as it would be with a plan that waives interest, or replaces one that does.
  void begin(std::int32_t most) {
    value_.facts.resize(facts_before_);
    const Date last = std::min(due_day(terms_, calendar_, most - 1), Date::latest());
    value_.facts.push_back(
        ledger::supposed_plan(options_.on, {{last, money(1)}}, terms_.waives_interest, options_));
  }

  Case value_;
  const Debtors debtors_;
  const LawPack& law_;
  const LedgerOptions& options_;
  const InstalmentTerms& terms_;
  const Calendar& calendar_;
  std::size_t facts_before_ = 0;
};

std::string wrong_in(const InstalmentTerms& terms, const Case& value, const LedgerOptions& on) {
  if (terms.sum.has_value() == (terms.count > 0)) {
    return "a schedule needs the sum of an instalment or their number, one of the two";
  }
  if (terms.count < 0 || terms.count > instalments_max) {
    return "the number of instalments lies between 1 and " + std::to_string(instalments_max);
  }
  if (terms.every.count <= 0) return "instalments fall due every so many days or months: above 0";
  if (terms.every.count > 366) return "instalments are at most 366 days or months apart";
  if (terms.first_due <= on.on) {
    return "the first instalment is due after " + on.on.text() + ", not on " +
           terms.first_due.text();
  }
  for (const std::optional<Money>& sum : {terms.first, terms.sum}) {
    if (!sum) continue;
    if (sum->minor <= 0) return "an instalment is above zero";
    if (sum->currency != value.currency) {
      return "the instalment is in " + sum->currency.code() + ", the case in " +
             value.currency.code();
    }
  }
  return {};
}

}  // namespace

const InstalmentStatus* InstalmentPlan::next() const {
  if (state != State::running) return nullptr;
  for (const InstalmentStatus& one : instalments) {
    if (!one.paid_on) return &one;
  }
  return nullptr;
}

std::vector<InstalmentPlan> instalment_plans(const Case& value, const Duration& tolerance,
                                             const Calendar& calendar,
                                             std::optional<Date> payments_complete, Date today) {
  std::vector<InstalmentPlan> out;
  std::array<std::byte, 2048> buffer;
  std::pmr::monotonic_buffer_resource memory(buffer.data(), buffer.size());
  const ledger::PlanSpans spans = ledger::plan_spans(value, std::nullopt, today, &memory);
  if (spans.empty()) return out;
  const ledger::Payments payments = ledger::payments_by_value_date(value, today, &memory);
  for (const ledger::PlanSpan& span : spans) {
    if (span.instalments->empty()) continue;
    InstalmentPlan& plan = out.emplace_back();
    plan.key = *span.key;
    plan.agreed = span.agreed;
    plan.waives_interest = span.waives_interest;
    if (span.ended || span.replaced) {
      plan.state = span.ended ? PlanState::ended : PlanState::replaced;
      plan.closed_on = span.ended ? span.ended : span.replaced;
    }
    for (const Instalment& instalment : *span.instalments) {
      InstalmentStatus& status = plan.instalments.emplace_back();
      status.due = instalment.due;
      status.last_day = ledger::with_tolerance(instalment.due, tolerance, calendar);
      status.sum = instalment.sum;
      status.paid = Money{0, instalment.sum.currency};
    }
    count_payments(plan, payments);
    judge(plan, payments_complete, today);
  }
  return out;
}

Result<InstalmentSchedule> schedule_instalments(const Case& value, const Debtors& debtors,
                                                const LawPack& law, const LedgerOptions& options,
                                                const InstalmentTerms& terms) {
  if (std::string why = wrong_in(terms, value, options); !why.empty()) {
    return unexpected(ErrorCode::invalid, std::move(why));
  }
  InstalmentSchedule out;
  out.agreed = options.on;
  out.waives_interest = terms.waives_interest;
  out.debt = balance(value, debtors, law, options).debt;
  if (out.debt.minor <= 0) return unexpected(ErrorCode::invalid, "nothing is owed");
  Schedule schedule(value, debtors, law, options, terms);
  if (terms.sum) {
    out.instalments = schedule.of_sum(terms.sum->minor, instalments_max);
    if (out.instalments.empty()) {
      return unexpected(ErrorCode::invalid,
                        "the instalments do not pay the debt: something is left after " +
                            std::to_string(instalments_max) + " of them or in the year " +
                            std::to_string(Date::latest().year()));
    }
  } else {
    std::int64_t low = 1, high = out.debt.minor;
    while (schedule.of_sum(high, terms.count).empty()) {
      if (high > Money::limit / 2) {
        return unexpected(ErrorCode::invalid, "no sum pays the debt in " +
                                                  std::to_string(terms.count) + " instalments");
      }
      high *= 2;
    }
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (schedule.of_sum(middle, terms.count).empty()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    out.instalments = schedule.of_sum(low, terms.count);
  }
  out.total = Money{0, value.currency};
  for (const Instalment& one : out.instalments) out.total += one.sum;
  out.cost = out.total - out.debt;
  return out;
}

}  // namespace arrears
