#include <arrears/time/date.hpp>
#include <law/pack_data.hpp>
#include <limits>
#include <tuple>

namespace arrears {

namespace {

using Key = std::tuple<std::string, std::int32_t, std::string>;

std::int32_t number(const std::optional<Date>& day) {
  return day ? day->number() : std::numeric_limits<std::int32_t>::min();
}

// Rows with one key are versions of one statement; the one recorded last counts.
template <class Row>
Key key_of(const Row& row) {
  return {row.line.id, number(row.line.valid_from), {}};
}
Key key_of(const InterestRow& row) {
  return {row.line.id, number(row.line.valid_from), std::to_string(row.relations)};
}
Key key_of(const SeveralDebtsRow& row) {
  return {row.line.id, number(row.line.valid_from), std::to_string(row.relations)};
}
Key key_of(const FeeRow& row) {
  const std::string band = row.band.from ? std::to_string(*row.band.from) : "";
  return {row.line.id, number(row.line.valid_from), std::to_string(row.relations) + "/" + band};
}
Key key_of(const TariffRow& row) {
  return {row.line.id, number(row.line.valid_from),
          row.band.from ? std::to_string(*row.band.from) : ""};
}
Key key_of(const ExchangeRow& row) {
  return {row.from.code() + row.to.code(), row.day.number(), {}};
}
Key key_of(const RateRow& row) { return {row.series, row.from.number(), {}}; }
Key key_of(const HolidayRow& row) {
  const std::string what = row.easter ? "easter" + std::to_string(row.offset)
                                      : std::to_string(row.month) + "-" + std::to_string(row.day);
  return {what, row.from_year.value_or(0), std::to_string(row.purposes)};
}

template <class Row>
std::optional<Date> recorded(const Row& row) {
  return row.line.recorded_on;
}
std::optional<Date> recorded(const RateRow& row) { return row.recorded_on; }
std::optional<Date> recorded(const HolidayRow& row) { return row.recorded_on; }
std::optional<Date> recorded(const ExchangeRow& row) { return row.recorded_on; }

template <class Row>
std::vector<Row> newest(const std::vector<Row>& rows) {
  std::map<Key, const Row*> kept;
  for (const Row& row : rows) {
    const Row*& best = kept[key_of(row)];
    if (best == nullptr || number(recorded(*best)) <= number(recorded(row))) best = &row;
  }
  std::vector<Row> out;
  out.reserve(kept.size());
  for (const auto& [key, row] : kept) out.push_back(*row);
  return out;
}

// Easter Sunday of the Gregorian calendar (the rule of Meeus and Butcher).
Date easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
  return Date{year, month, day};
}

std::vector<Date> days_off(const std::vector<HolidayRow>& rows, CalendarPurpose purpose) {
  const auto wanted = static_cast<std::uint8_t>(1U << static_cast<unsigned>(purpose));
  std::vector<Date> out;
  for (const HolidayRow& row : rows) {
    if ((row.purposes & wanted) == 0) continue;
    const int first = std::max(row.from_year.value_or(0), Date::earliest().year());
    const int last = std::min(row.until_year.value_or(9999), Date::latest().year());
    for (int year = first; year <= last; ++year) {
      if (row.easter) {
        out.push_back(easter_sunday(year) + Days{row.offset});
      } else if (const Result<Date> day = Date::make(year, row.month, row.day)) {
        out.push_back(*day);  // 29 February stands only in leap years
      }
    }
  }
  return out;
}

void index_series(LawPack::Data& data) {
  for (std::size_t i = 0; i < data.now.rates.size(); ++i) {  // by series and day: newest() sorts
    RateRow& row = data.now.rates[i];
    if (i > 0 && data.now.rates[i - 1].series == row.series) {
      data.now.rates[i - 1].seen_through.reset();
    } else {
      data.series.push_back({row.series, {}, {}});
    }
    data.series.back().from.push_back(row.from);
    data.series.back().values.push_back(&row);
  }
  for (const InterestRow& row : data.now.interest) {
    const auto found = std::find_if(data.series.begin(), data.series.end(),
                                    [&](const auto& s) { return s.name == row.series; });
    data.interest_series.push_back(found == data.series.end() ? nullptr : &*found);
  }
}

void index_lines(LawPack::Data& data) {
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) data.lines.push_back(&row.line);
  };
  add(data.now.interest);
  add(data.now.allocation);
  add(data.now.fees);
  add(data.now.holds);
  add(data.now.notices);
  add(data.now.requirements);
  add(data.now.settings);
  add(data.now.tariffs);
  add(data.now.limitation);
  add(data.now.several_debts);
  add(data.now.caps);
  std::stable_sort(data.lines.begin(), data.lines.end(), [](const auto* a, const auto* b) {
    return std::tuple(std::string_view(a->id), number(a->valid_from)) <
           std::tuple(std::string_view(b->id), number(b->valid_from));
  });
}

void index_rest(LawPack::Data& data) {
  for (const AllocationRow& row : data.now.allocation) {
    data.orders.push_back(complete_order(row.order));
  }
  for (const RequirementRow& row : data.now.requirements) {
    (row.what == RequirementRow::What::obligation ? data.requires_obligation
                                                  : data.requires_relation) = true;
  }
  for (const SettingRow& row : data.now.settings) {
    if (row.what == SettingRow::What::due_date_shift) data.shift = &row;
    if (row.what == SettingRow::What::promise_tolerance) data.tolerance = row.duration;
    if (row.what == SettingRow::What::interest_rounding) data.terms.rounding = row.rounding;
    if (row.what == SettingRow::What::payment_day) {
      data.terms.payment_day_bears = row.bears_interest;
    }
  }
  for (const CalendarPurpose purpose :
       {CalendarPurpose::deadline, CalendarPurpose::bank, CalendarPurpose::contact}) {
    data.calendars[static_cast<std::size_t>(purpose)] =
        Calendar(days_off(data.now.holidays, purpose));
  }
}

// Holds without a law: a disputed claim is left alone, a person in insolvency too, the dead for
// ever.
LawRows rows_without_country() {
  LawRows rows;
  const auto hold = [&](std::string name, Hold::Cause cause, HoldKinds kinds, HoldScope scope) {
    HoldRow row;
    row.line.id = std::move(name);
    row.line.names["en"] = row.line.id;
    row.line.legal_basis = "none";
    row.line.source = "a rule of this library where no law is named";
    row.line.selector = Selector::acted_on;
    row.cause = cause;
    row.kinds = kinds;
    row.scope = scope;
    rows.holds.push_back(std::move(row));
  };
  hold("dispute_hold", Hold::Cause::dispute, HoldKinds::contact, HoldScope::claim);
  hold("insolvency_hold", Hold::Cause::insolvency, HoldKinds::contact | HoldKinds::enforcement,
       HoldScope::person);
  hold("death_hold", Hold::Cause::death, HoldKinds::contact, HoldScope::person);
  return rows;
}

}  // namespace

const RateRow* LawPack::Data::Series::at(Date day) const {
  const auto next = std::upper_bound(from.begin(), from.end(), day);
  if (next == from.begin()) return nullptr;
  const RateRow* value = values[static_cast<std::size_t>(next - from.begin()) - 1];
  return value->ends ? nullptr : value;
}

Date half_year_start(Date day) { return Date{day.year(), day.month() <= 6 ? 1 : 7, 1}; }

ComponentOrder complete_order(const std::vector<Component>& listed) {
  ComponentOrder out{};
  std::size_t count = 0;
  std::array<bool, component_count> seen{};
  const auto add = [&](Component c) {
    bool& known = seen[static_cast<std::size_t>(c)];
    if (!known) out[count++] = c;
    known = true;
  };
  for (const Component c : listed) add(c);
  for (std::size_t i = 0; i < component_count; ++i) add(static_cast<Component>(i));
  ARREARS_ASSERT(count == component_count);
  return out;
}

const ComponentOrder& default_component_order() {
  static const ComponentOrder order = complete_order(
      {Component::court_fee, Component::attorney_fee, Component::costs, Component::lump_sum,
       Component::default_interest, Component::contractual_interest, Component::principal});
  return order;
}

std::shared_ptr<const LawPack::Data> build_pack(std::string country, LawRows rows) {
  const auto data = std::make_shared<LawPack::Data>();
  data->country = std::move(country);
  data->all = std::move(rows);
  sort_rows(data->all);
  data->archive = encode_pack(data->country, data->all);
  data->hash = blake2b(data->archive);
  data->now.interest = newest(data->all.interest);
  data->now.rates = newest(data->all.rates);
  data->now.allocation = newest(data->all.allocation);
  data->now.several_debts = newest(data->all.several_debts);
  data->now.caps = newest(data->all.caps);
  data->now.fees = newest(data->all.fees);
  data->now.holidays = newest(data->all.holidays);
  data->now.holds = newest(data->all.holds);
  data->now.notices = newest(data->all.notices);
  data->now.requirements = newest(data->all.requirements);
  data->now.settings = newest(data->all.settings);
  data->now.exchange = newest(data->all.exchange);
  data->now.tariffs = newest(data->all.tariffs);
  data->now.limitation = newest(data->all.limitation);
  index_series(*data);
  index_lines(*data);
  index_rest(*data);
  return data;
}

const std::shared_ptr<const LawPack::Data>& empty_pack() {
  static const std::shared_ptr<const LawPack::Data> pack = build_pack({}, rows_without_country());
  return pack;
}

}  // namespace arrears
