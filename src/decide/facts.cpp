// The fields that conditions read, as of a day or over a stretch of days.
#include <arrears/ledger/costs.hpp>
#include <decide/sight.hpp>
#include <rulebook/core_names.hpp>
#include <rulebook/lot.hpp>

#include <algorithm>
#include <tuple>

namespace arrears {
namespace {

constexpr std::int64_t micro = 1'000'000;

Interval exact(Kind kind, std::int64_t value) { return Interval::of(kind, value); }

Interval money_interval(std::int64_t a, std::int64_t b, const Currency& currency) {
  Interval out{std::min(a, b), std::max(a, b), Kind::money, currency, true, false};
  return out;
}

std::int64_t days_since(const std::optional<Date>& from, Date on) {
  return from && *from < on ? (on - *from).count : 0;
}

struct ToInterval {
  const RulebookData& rules;
  std::uint32_t list;

  Interval operator()(const Money& value) const {
    return money_interval(value.minor, value.minor, value.currency);
  }
  Interval operator()(const Decimal& value) const { return exact(Kind::number, value.micro); }
  Interval operator()(const Days& value) const { return exact(Kind::days, value.count); }
  Interval operator()(const Date& value) const { return exact(Kind::date, value.number()); }
  Interval operator()(bool value) const { return exact(Kind::boolean, value ? 1 : 0); }
  Interval operator()(const std::string& value) const {
    // A text that the rules never mention equals none of theirs.
    const auto at = std::find(rules.pool.begin(), rules.pool.end(), value);
    return exact(Kind::text, at == rules.pool.end() ? -1 : at - rules.pool.begin());
  }
  Interval operator()(const Name& value) const {
    if (list >= rules.lists.size()) return Interval::missing(Kind::name);
    const std::vector<std::string>& names = rules.lists[list].names;
    const auto at = std::find(names.begin(), names.end(), value.text);
    return exact(Kind::name, at == names.end() ? -1 : at - names.begin());
  }
};

const PromiseStatus* latest_promise(const Sight& sight) {
  const std::vector<PromiseStatus>& promises = sight.promises();
  return promises.empty() ? nullptr : &promises.back();
}

// Steps cost on the day they are taken; a stated cost of a later day is a fact that takes effect
// then. Neither changes over a stretch, so its first day says it all.
Interval spent_through(const Sight& sight, Date day) {
  const Money sum = spent(sight.value(), day);
  return money_interval(sum.minor, sum.minor, sum.currency);
}

bool against_consumer(const Case& value) {
  for (const CaseClaim& claim : value.claims) {
    if (claim.claim.relation == Relation::consumer) return true;
  }
  return false;
}

Interval of_instalments(const Sight& sight, CoreField field) {
  if (field == CoreField::missed_instalments) {
    std::int64_t count = 0;
    for (const InstalmentEvent& one : instalment_events(sight.instalments())) {
      count += one.stands ? 1 : 0;
    }
    return exact(Kind::number, count * micro);
  }
  const InstalmentStatus* next = sight.next_instalment();
  const bool due = field == CoreField::instalment_due;
  if (next == nullptr) return Interval::missing(due ? Kind::date : Kind::money);
  if (due) return exact(Kind::date, next->due.number());
  const std::int64_t open = next->sum.minor - next->paid.minor;
  return money_interval(open, open, next->sum.currency);
}

Interval of_offer(const Sight& sight, CoreField field) {
  const InstalmentOffer* offer = sight.open_offer();
  if (offer == nullptr || offer->instalments.empty()) {
    return Interval::missing(core_field_table[field_id(field)].kind);
  }
  const std::vector<Instalment>& parts = offer->instalments;
  Money sum = parts.front().sum, least = parts.front().sum;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    sum += parts[i].sum;
    // The last one is what is left, and may be small.
    if (i + 1 < parts.size() && parts[i].sum < least) least = parts[i].sum;
  }
  const auto exactly = [](Money it) { return money_interval(it.minor, it.minor, it.currency); };
  switch (field) {
    case CoreField::offer_count:
      return exact(Kind::number, static_cast<std::int64_t>(parts.size()) * micro);
    case CoreField::offer_first: return exactly(parts.front().sum);
    case CoreField::offer_least: return exactly(least);
    case CoreField::offer_sum: return exactly(sum);
    case CoreField::offer_ends: return exact(Kind::date, parts.back().due.number());
    default: return exactly(sight.rest_after_offer());
  }
}

}  // namespace

Interval interval_of(const RulebookData& rules, const Value& value, std::uint32_t list) {
  return std::visit(ToInterval{rules, list}, value);
}

// Without new facts every sum of a case moves in one direction only, so its values on the first
// and the last day bound those in between.
Interval SightFacts::money(Money Balance::*part) const {
  const std::shared_ptr<const Balance> from = sight_.balance_on(first_);
  const std::int64_t low = ((*from).*part).minor;
  if (first_ == last_) return money_interval(low, low, from->currency);
  return money_interval(low, ((*sight_.balance_on(last_)).*part).minor, from->currency);
}

Interval SightFacts::sum_as_of(FieldId field, Date day) const {
  return SightFacts(sight_, day, day).field(field);
}

Interval SightFacts::core(CoreField field) const {
  switch (field) {
    case CoreField::debt: return money(&Balance::debt);
    case CoreField::principal: return money(&Balance::principal);
    case CoreField::interest: return money(&Balance::interest);
    case CoreField::costs: return money(&Balance::costs);
    case CoreField::overdue: return money(&Balance::overdue);
    case CoreField::disputed: return money(&Balance::disputed);
    case CoreField::written_off: return money(&Balance::written_off);
    case CoreField::undisputed: {
      const std::shared_ptr<const Balance> a = sight_.balance_on(first_);
      const std::shared_ptr<const Balance> b = sight_.balance_on(last_);
      return money_interval(a->debt.minor - a->disputed.minor, b->debt.minor - b->disputed.minor,
                            a->currency);
    }
    case CoreField::due_date: {
      const std::optional<Date> due = sight_.due_date();
      return due ? exact(Kind::date, due->number()) : Interval::missing(Kind::date);
    }
    case CoreField::days_past_due: {
      const std::optional<Date> due = sight_.due_date();
      return {days_since(due, first_), days_since(due, last_), Kind::days, {}, true, false};
    }
    case CoreField::days_in_default: {
      // The first day of default is day one, as the day after the due date is day one past due.
      std::optional<Date> from = sight_.default_from();
      if (from) from = *from - Days{1};
      return {days_since(from, first_), days_since(from, last_), Kind::days, {}, true, false};
    }
    case CoreField::broken_promises: {
      const EventId event = event_id(CoreEvent::promise_broken);
      const std::size_t count = occurrences(sight_, event, Scope::case_).size();
      return exact(Kind::number, static_cast<std::int64_t>(count) * micro);
    }
    case CoreField::promise_due: {
      const PromiseStatus* promise = latest_promise(sight_);
      return promise != nullptr ? exact(Kind::date, promise->by.number())
                                : Interval::missing(Kind::date);
    }
    case CoreField::promise_sum: {
      const PromiseStatus* promise = latest_promise(sight_);
      if (promise == nullptr) return Interval::missing(Kind::money);
      return money_interval(promise->sum.minor, promise->sum.minor, promise->sum.currency);
    }
    case CoreField::consumer: return exact(Kind::boolean, against_consumer(sight_.value()) ? 1 : 0);
    case CoreField::opened_on: return exact(Kind::date, sight_.value().opened_on.number());
    case CoreField::entered_on:
      if (sight_.value().stack.empty()) return Interval::missing(Kind::date);
      return exact(Kind::date, sight_.value().stack.back().entered.number());
    case CoreField::missed_instalments:
    case CoreField::instalment_due:
    case CoreField::instalment_sum: return of_instalments(sight_, field);
    case CoreField::days_to_limitation: {
      const std::optional<Date> last = sight_.last_before_limitation();
      if (!last) return Interval::missing(Kind::days);
      return {(*last - last_).count, (*last - first_).count, Kind::days, {}, true, false};
    }
    case CoreField::spent: return spent_through(sight_, first_);
    case CoreField::offer_count:
    case CoreField::offer_first:
    case CoreField::offer_least:
    case CoreField::offer_sum:
    case CoreField::offer_ends:
    case CoreField::offer_rest: return of_offer(sight_, field);
    case CoreField::count_: break;
  }
  return Interval::missing(Kind::boolean);
}

namespace {

// Whose lot it is.
std::string_view subject_of(const Sight& sight, const FieldDecl& field) {
  const Case& value = sight.value();
  switch (field.scope) {
    case Scope::person: return value.debtor.value;
    case Scope::creditor: return value.creditor.value;
    case Scope::claim: {
      const CaseClaim* claim = sight.leading_claim();
      return claim != nullptr ? std::string_view(claim->claim.id.value) : std::string_view{};
    }
    default: return value.id.value;
  }
}

}  // namespace

const FieldSetting* setting_of(const FieldDecl& field, const Case& value) {
  // Sorted by group, the narrowest first.
  for (const FieldSetting& one : field.settings) {
    const std::string& id = one.group == FieldSetting::Group::batch       ? value.batch
                            : one.group == FieldSetting::Group::portfolio ? value.portfolio
                                                                          : value.creditor.value;
    if (one.id == id) return &one;
  }
  return nullptr;
}

Interval SightFacts::host(const FieldDecl& field) const {
  const FieldValues* values = nullptr;
  if (field.scope == Scope::person) {
    if (sight_.at().debtor != nullptr) values = &sight_.at().debtor->fields;
  } else if (field.scope == Scope::claim) {
    const CaseClaim* claim = sight_.leading_claim();
    if (claim != nullptr) values = &claim->claim.fields;
  } else {
    values = &sight_.value().fields;
  }
  if (values != nullptr) {
    const auto found = values->find(field.name);
    if (found != values->end()) return interval_of(*sight_.rules(), found->second, field.list);
  }
  if (!field.shares.empty()) return exact(Kind::name, lot_of(field, subject_of(sight_, field)));
  if (const FieldSetting* setting = setting_of(field, sight_.value())) {
    return interval_of(*sight_.rules(), setting->value, field.list);
  }
  if (field.otherwise) return interval_of(*sight_.rules(), *field.otherwise, field.list);
  return Interval::missing(field.kind);
}

Interval SightFacts::field(FieldId field) const {
  if (field < core_fields) return core(static_cast<CoreField>(field));
  const std::size_t index = field - std::size_t{core_fields};
  if (sight_.rules() == nullptr || index >= sight_.rules()->fields.size()) {
    return Interval::missing(Kind::boolean);
  }
  return host(sight_.rules()->fields[index]);
}

// The window of D ends today and begins D before today, that day not included. Over a stretch an
// event counts for certain if every day's window holds it, and perhaps if one does.
// visit(occurrence, certain) for those that perhaps count.
template <class Visit>
void SightFacts::each_counted(EventId event, std::optional<Duration> window, Scope scope,
                              Visit&& visit) const {
  const Date never{1900, 1, 1};
  const Date first_start = window ? shifted(first_, *window, -1, calendar()) : never;
  const Date last_start = window ? shifted(last_, *window, -1, calendar()) : never;
  for (const Occurrence& one : occurrences(sight_, event, scope)) {
    const bool certain = (!window || last_start < one.on) && one.on <= first_;
    if ((!window || first_start < one.on) && one.on <= last_) visit(one, certain);
  }
}

Interval SightFacts::count_of(EventId event, std::optional<Duration> window, Scope scope) const {
  std::int64_t certain = 0, possible = 0;
  each_counted(event, window, scope, [&](const Occurrence&, bool counts) {
    certain += counts ? 1 : 0;
    ++possible;
  });
  return {certain * micro, possible * micro, Kind::number, {}, true, false};
}

// What does not count for certain may add to the sum or, where money came back, take from it.
Interval SightFacts::sum_of(EventId event, std::optional<Duration> window, Scope scope,
                            Currency currency) const {
  if (currency.none()) currency = sight_.value().currency;
  std::int64_t low = 0, high = 0;
  each_counted(event, window, scope, [&](const Occurrence& one, bool counts) {
    if (!one.sum || one.sum->currency != currency) return;
    if (counts || one.sum->minor < 0) low += one.sum->minor;
    if (counts || one.sum->minor > 0) high += one.sum->minor;
  });
  return money_interval(low, high, currency);
}

Interval SightFacts::last_of(EventId event, Scope scope) const {
  std::optional<Date> by_first, by_last;
  for (const Occurrence& one : occurrences(sight_, event, scope)) {
    const Date on = one.on;
    if (on <= first_ && (!by_first || *by_first < on)) by_first = on;
    if (on <= last_ && (!by_last || *by_last < on)) by_last = on;
  }
  if (!by_last) return Interval::missing(Kind::date);
  const Date low = by_first.value_or(*by_last);
  return {low.number(), by_last->number(), Kind::date, {}, true, !by_first};
}

// Over a stretch it is what the latest event before it said, or any one within it.
Interval SightFacts::part_of(EventId event, std::uint32_t part) const {
  const RulebookData& rules = *sight_.rules();
  const std::size_t index = event - std::size_t{core_events};
  if (index >= rules.events.size() || part >= rules.events[index].parts.size()) {
    return Interval::missing(Kind::boolean);
  }
  const EventDecl::Part& asked = rules.events[index].parts[part];
  const RecordedFact* before = nullptr;
  std::vector<const RecordedFact*> said;
  const auto look = [&](const std::vector<RecordedFact>& facts) {
    for (const RecordedFact& one : facts) {
      if (event_of(rules, one.fact) != event || last_ < one.fact.effective) continue;
      if (first_ < one.fact.effective) {
        said.push_back(&one);
      } else if (before == nullptr || std::tie(before->fact.effective, before->position) <=
                                          std::tie(one.fact.effective, one.position)) {
        before = &one;
      }
    }
  };
  look(sight_.value().facts);
  if (sight_.at().debtor != nullptr) look(sight_.at().debtor->facts);
  if (before != nullptr) said.push_back(before);
  Interval out = Interval::missing(asked.kind);
  bool missing = before == nullptr, any = false;
  for (const RecordedFact* one : said) {
    const FieldValues& values = std::get<HostFact>(one->fact.what).values;
    const auto given = values.find(asked.name);
    if (given == values.end()) {
      missing = true;
      continue;
    }
    const Interval value = interval_of(rules, given->second, asked.list);
    out = any ? Interval{std::min(out.low, value.low),
                         std::max(out.high, value.high),
                         value.kind,
                         value.currency,
                         true,
                         false}
              : value;
    any = true;
  }
  out.maybe_missing = any && missing;
  return out;
}

// Receipts and outcomes are facts: no day passes that changes them.
bool SightFacts::message_is(std::uint32_t message, MessageEvent what) const {
  const RulebookData& rules = *sight_.rules();
  if (message >= rules.messages.size()) return false;
  const std::vector<Contact>& all = sight_.value().contacts;
  return std::any_of(all.begin(), all.end(), [&](const Contact& one) {
    if (one.message != rules.messages[message].name) return false;
    switch (what) {
      case MessageEvent::sent: return one.sent_on.has_value();
      case MessageEvent::delivered: return one.delivered_on.has_value();
      case MessageEvent::undelivered: return one.failed_on.has_value();
      case MessageEvent::opened: return one.opened_on.has_value();
    }
    return false;
  });
}

bool SightFacts::task_done(const std::string& task) const {
  const std::vector<Task>& all = sight_.value().tasks;
  return std::any_of(all.begin(), all.end(),
                     [&](const Task& one) { return one.text == task && one.done_on.has_value(); });
}

}  // namespace arrears
