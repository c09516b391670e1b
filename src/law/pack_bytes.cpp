// The archive of a pack. One function per kind of row lists its members; writing and reading both
// go through it, so they cannot drift apart.
#include <arrears/base/bytes.hpp>
#include <law/pack_data.hpp>

namespace arrears {

namespace {

constexpr std::string_view format = "arrears-law-4";

// Dates of files are in the range of Date; anything else is a broken archive.
bool in_range(Date day) { return Date::earliest() <= day && day <= Date::latest(); }

struct Out {
  ByteWriter& bytes;
  template <std::integral T>
  void operator()(T& value) {
    bytes.integer(value);
  }
  void operator()(bool& value) { bytes.integer(static_cast<std::uint8_t>(value)); }
  void operator()(std::string& value) { bytes.text(value); }
  void operator()(Date& value) { bytes.integer(value.number()); }
  void operator()(Money& value) {
    bytes.integer(value.minor);
    bytes.text(value.currency.code());
  }
  void operator()(Currency& value) { bytes.text(value.code()); }
  template <class E>
  requires std::is_enum_v<E>
  void operator()(E& value, E) { bytes.integer(static_cast<std::uint8_t>(value)); }
  template <class T>
  void operator()(std::optional<T>& value) {
    bytes.integer(static_cast<std::uint8_t>(value.has_value()));
    if (value) (*this)(*value);
  }
  template <class E>
  requires std::is_enum_v<E>
  void operator()(std::vector<E>& value, E last) {
    bytes.integer(static_cast<std::uint32_t>(value.size()));
    for (E one : value) (*this)(one, last);
  }
  void operator()(std::map<std::string, std::string>& value) {
    bytes.integer(static_cast<std::uint32_t>(value.size()));
    for (const auto& [language, name] : value) {
      bytes.text(language);
      bytes.text(name);
    }
  }
};

struct In {
  ByteReader& bytes;
  template <std::integral T>
  void operator()(T& value) {
    value = bytes.integer<T>();
  }
  void operator()(bool& value) {
    const auto raw = bytes.integer<std::uint8_t>();
    if (raw > 1) bytes.fail();
    value = raw == 1;
  }
  void operator()(std::string& value) { value = bytes.text(); }
  void operator()(Date& value) {
    value = Date::from_number(bytes.integer<std::int32_t>());
    if (!in_range(value)) bytes.fail();
  }
  void operator()(Money& value) {
    value.minor = bytes.integer<std::int64_t>();
    const std::string code = bytes.text();
    const Result<Currency> currency = Currency::find(code);
    if (currency) value.currency = *currency;
    if (!currency || value.minor < -Money::limit || value.minor > Money::limit) bytes.fail();
  }
  void operator()(Currency& value) {
    const std::string code = bytes.text();
    if (code.empty()) return;
    const Result<Currency> currency = Currency::find(code);
    if (currency) value = *currency;
    if (!currency) bytes.fail();
  }
  // `last` is the greatest value that the enumeration has.
  template <class E>
  requires std::is_enum_v<E>
  void operator()(E& value, E last) {
    const auto raw = bytes.integer<std::uint8_t>();
    if (raw > static_cast<std::uint8_t>(last)) bytes.fail();
    value = static_cast<E>(raw);
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    bool present = false;
    (*this)(present);
    if (present) (*this)(value.emplace());
  }
  // Each of the enumerators stands at most once in an order.
  template <class E>
  requires std::is_enum_v<E>
  void operator()(std::vector<E>& value, E last) {
    const auto size = bytes.integer<std::uint32_t>();
    if (size > static_cast<std::uint32_t>(last) + 1) return bytes.fail();
    value.resize(size);
    for (E& one : value) (*this)(one, last);
  }
  void operator()(std::map<std::string, std::string>& value) {
    const auto size = bytes.integer<std::uint32_t>();
    for (std::uint32_t i = 0; i < size && bytes.ok(); ++i) {
      std::string language = bytes.text();
      value.emplace(std::move(language), bytes.text());
    }
  }
};

template <class A>
void members(A& a, LawLine& line) {
  a(line.id);
  a(line.names);
  a(line.legal_basis);
  a(line.source);
  a(line.verified);
  a(line.selector, Selector::accrued_on);
  a(line.valid_from);
  a(line.valid_until);
  a(line.recorded_on);
  a(line.assignable);
}

template <class A>
void members(A& a, Duration& duration) {
  a(duration.unit, Duration::Unit::months);
  a(duration.count);
}

template <class A>
void members(A& a, InterestRow& row) {
  members(a, row.line);
  a(row.regime);
  a(row.use, InterestRow::Use::maximum_contractual);
  a(row.relations);
  a(row.obligation_from);
  a(row.obligation_until);
  a(row.series);
  a(row.series_name);
  a(row.factor);
  a(row.premium_ppm);
  a(row.reference, InterestRow::Reference::each_change);
  a(row.day_count, DayCount::thirty_360);
}

template <class A>
void members(A& a, RateRow& row) {
  a(row.series);
  a(row.from);
  a(row.ppm);
  a(row.source);
  a(row.verified);
  a(row.recorded_on);
  a(row.ends);
  a(row.seen_through);
}

template <class A>
void members(A& a, AllocationRow& row) {
  members(a, row.line);
  a(row.relations);
  a(row.ways);
  a(row.in_default);
  a(row.order, Component::lump_sum);
  a(row.other, AllocationOrder::Other::none);
}

template <class A>
void members(A& a, SeveralDebtsRow& row) {
  members(a, row.line);
  a(row.relations);
  a(row.order, SeveralDebts::Criterion::damages_last);
}

template <class A>
void members(A& a, CapRow& row) {
  members(a, row.line);
  a(row.relations);
  a(row.all_claims);
  a(row.what, LawCap::What::penalty_total);
  a(row.regime);
  a(row.after_days);
  a(row.rate_ppm);
  a(row.share_ppm);
  a(row.most);
}

template <class A>
void members(A& a, AmountBand& band) {
  a(band.from);
  a(band.until);
}

template <class A>
void members(A& a, FeeRow& row) {
  members(a, row.line);
  a(row.relations);
  a(row.component, Component::lump_sum);
  a(row.sum);
  a(row.per_maturity);
  members(a, row.band);
  a(row.converted_to);
}

template <class A>
void members(A& a, TariffRow& row) {
  members(a, row.line);
  a(row.component, Component::lump_sum);
  a(row.currency);
  members(a, row.band);
  a(row.base_unit);
  a(row.base_round, TariffRow::Round::half_up);
  a(row.fixed);
  a(row.ppm);
  a(row.over);
  a(row.step);
  a(row.step_sum);
  a(row.least);
  a(row.most);
  a(row.unit);
  a(row.round, TariffRow::Round::half_up);
  a(row.vat_on_top);
}

template <class A>
void members(A& a, LimitationRow& row) {
  members(a, row.line);
  a(row.after_title);
  a(row.after_acknowledgement);
  a(row.revives);
  a(row.years);
  a(row.absolute_years);
  a(row.year_end, LimitationRow::YearEnd::end);
  a(row.filing, LimitationRow::Filing::suspends_on_merits);
  a(row.months_after);
  a(row.starts);
}

template <class A>
void members(A& a, ExchangeRow& row) {
  a(row.from);
  a(row.to);
  a(row.day);
  a(row.rate.micro);
  a(row.source);
  a(row.verified);
  a(row.recorded_on);
}

template <class A>
void members(A& a, HolidayRow& row) {
  a(row.purposes);
  a(row.easter);
  a(row.month);
  a(row.day);
  a(row.offset);
  a(row.from_year);
  a(row.until_year);
  a(row.name);
  a(row.legal_basis);
  a(row.source);
  a(row.verified);
  a(row.recorded_on);
}

template <class A>
void members(A& a, HoldRow& row) {
  members(a, row.line);
  a(row.cause, Hold::Cause::host);
  a(row.kinds, HoldKinds::contact | HoldKinds::enforcement | HoldKinds::interest | HoldKinds::fees);
  a(row.scope, HoldScope::person);
}

template <class A>
void members(A& a, NoticeRow& row) {
  members(a, row.line);
  members(a, row.period);
}

template <class A>
void members(A& a, RequirementRow& row) {
  members(a, row.line);
  a(row.what, RequirementRow::What::relation);
}

template <class A>
void members(A& a, SettingRow& row) {
  members(a, row.line);
  a(row.what, SettingRow::What::payment_day);
  members(a, row.duration);
  a(row.rounding, InterestTerms::Rounding::per_period);
  a(row.bears_interest);
}

// Calls visit(vector) for each kind of row, in the order of the archive.
template <class Rows, class Visit>
void each_table(Rows& rows, Visit&& visit) {
  visit(rows.interest);
  visit(rows.rates);
  visit(rows.allocation);
  visit(rows.fees);
  visit(rows.holidays);
  visit(rows.holds);
  visit(rows.notices);
  visit(rows.requirements);
  visit(rows.settings);
  visit(rows.exchange);
  visit(rows.tariffs);
  visit(rows.limitation);
  visit(rows.several_debts);
  visit(rows.caps);
}

template <class Row>
Bytes row_bytes(Row row) {
  ByteWriter writer;
  Out out{writer};
  members(out, row);
  return writer.take();
}

// Values that no reader of packs would let through and that look-ups rely on.
bool sane(const HolidayRow& row) {
  const bool years = (!row.from_year || (*row.from_year >= 1 && *row.from_year <= 9999)) &&
                     (!row.until_year || (*row.until_year >= 1 && *row.until_year <= 9999));
  const bool fixed = row.month >= 1 && row.month <= 12 && row.day >= 1 && row.day <= 31;
  return years && row.purposes < 8 && row.offset > -90 && row.offset < 200 && (row.easter || fixed);
}
bool sane(const RateRow& row) { return row.ppm > -10'000'000 && row.ppm < 100'000'000; }
bool sane(const ExchangeRow& row) {
  return row.rate.micro > 0 && row.rate.micro <= highest_exchange_micro && !row.from.none() &&
         !row.to.none();
}
bool sane(const AmountBand& band) {
  const auto amount = [](const std::optional<std::int64_t>& minor) {
    return !minor || (*minor >= 0 && *minor <= Money::limit);
  };
  return amount(band.from) && amount(band.until);
}
bool sane(const FeeRow& row) { return sane(row.band); }
bool sane(const TariffRow& row) {
  const auto amount = [](std::int64_t minor) { return minor >= 0 && minor <= Money::limit; };
  return sane(row.band) && amount(row.fixed) && amount(row.over) && amount(row.step) &&
         amount(row.step_sum) && amount(row.least.value_or(0)) && amount(row.most.value_or(0)) &&
         amount(row.base_unit) && amount(row.unit) && row.base_unit > 0 && row.unit > 0 &&
         row.ppm >= 0 && row.ppm < 100'000'000;
}
bool sane(const LimitationRow& row) {
  const auto most = [](std::int32_t value, std::int32_t limit) {
    return value >= 0 && value <= limit;
  };
  return most(row.years, 100) && most(row.absolute_years, 100) && most(row.months_after, 1200);
}
bool sane(const InterestRow& row) {
  return row.factor >= 0 && row.factor <= 100 && row.premium_ppm > -10'000'000 &&
         row.premium_ppm < 100'000'000;
}
bool sane(const CapRow& row) {
  return row.after_days >= 0 && row.after_days <= 36'500 && row.rate_ppm >= 0 &&
         row.rate_ppm < 100'000'000 && row.share_ppm >= 0 && row.share_ppm <= 100'000'000 &&
         (!row.most || row.most->minor > 0);
}
template <class Row>
bool sane(const Row&) {
  return true;
}

}  // namespace

Bytes encode_pack(const std::string& country, const LawRows& rows) {
  ByteWriter writer;
  writer.text(format);
  writer.text(country);
  each_table(rows, [&](const auto& table) {
    writer.integer(static_cast<std::uint32_t>(table.size()));
    for (const auto& row : table) writer.bytes(row_bytes(row));
  });
  return writer.take();
}

Result<DecodedPack> decode_pack(ByteView bytes) {
  ByteReader reader(bytes);
  if (reader.text() != format) {
    return unexpected(ErrorCode::wrong_format, "the archive of a law pack begins with \"" +
                                                   std::string(format) + "\"; this one does not");
  }
  DecodedPack out;
  out.country = reader.text();
  each_table(out.rows, [&](auto& table) {
    const auto size = reader.integer<std::uint32_t>();
    for (std::uint32_t i = 0; i < size && reader.ok(); ++i) {
      ByteReader inner(reader.bytes());
      In in{inner};
      members(in, table.emplace_back());
      if (!inner.ok() || !inner.at_end() || !sane(table.back())) reader.fail();
    }
  });
  if (!reader.ok() || !reader.at_end()) {
    return unexpected(ErrorCode::corrupt, "the archive of a law pack is damaged");
  }
  return out;
}

void sort_rows(LawRows& rows) {
  each_table(rows, [](auto& table) {
    using Row = typename std::decay_t<decltype(table)>::value_type;
    std::vector<std::pair<Bytes, std::size_t>> keys;
    for (std::size_t i = 0; i < table.size(); ++i) keys.emplace_back(row_bytes(table[i]), i);
    std::sort(keys.begin(), keys.end());
    std::vector<Row> sorted;
    sorted.reserve(table.size());
    for (const auto& [key, index] : keys) sorted.push_back(std::move(table[index]));
    table = std::move(sorted);
  });
}

}  // namespace arrears
