#include <packs/law_rows.hpp>

namespace arrears::packs {

namespace {

using Words = std::vector<std::string_view>;

const Words line_columns{"id",          "selector", "valid_from", "valid_until", "recorded_on",
                         "legal_basis", "source",   "confidence", "assignable"};
const Words relation_words{"unstated", "business", "consumer", "public_body"};
const Words way_words{"voluntary", "bailiff", "court", "insolvency", "set_off"};
const Words component_words{
    "principal", "contractual_interest", "default_interest", "penalty", "costs",
    "court_fee", "attorney_fee",         "lump_sum"};
const Words criterion_words{"demanded", "least_secured", "earliest_due", "damages_last"};
const Words use_words{"default_interest", "choice", "contractual", "maximum_default",
                      "maximum_contractual"};
const Words round_words{"down", "up", "half_up"};
const Words day_count_words{"act_act", "act_365", "act_360", "thirty_360"};

RelationSet relations(Cells& cells) {
  return static_cast<RelationSet>(cells.words("relations", relation_words));
}

InterestRow interest(Cells& cells) {
  InterestRow row;
  row.line = cells.line();
  row.regime = cells.required("regime");
  row.use = static_cast<InterestRow::Use>(cells.word("use", use_words));
  row.relations = relations(cells);
  row.obligation_from = cells.date("obligation_from");
  row.obligation_until = cells.date("obligation_until");
  row.series = cells.text("series");
  row.series_name = cells.text("series_name");
  row.factor = cells.number("factor", 0, 100).value_or(1);
  row.premium_ppm = cells.percent("premium");
  row.reference = static_cast<InterestRow::Reference>(
      cells.word("reference", {"none", "default", "half_year", "day_before_half_year",
                               "each_half_year", "day_before_each_half_year", "each_change"}));
  row.day_count = static_cast<DayCount>(cells.word("day_count", day_count_words));
  const bool fixed = row.reference == InterestRow::Reference::none;
  if (fixed != row.series.empty()) {
    cells.fail("series", "a series and a reference day go together; without the rate is fixed");
  }
  return row;
}

RateRow rate(Cells& cells) {
  RateRow row;
  row.series = cells.required("series");
  const std::optional<Date> from = cells.date("valid_from");
  if (!from) cells.fail("valid_from", "may not be empty");
  row.from = from.value_or(Date{});
  row.ends = cells.text("percent").empty();
  if (!row.ends) row.ppm = cells.percent("percent");
  row.seen_through = cells.date("seen_through");
  if (row.ends && row.seen_through) cells.fail("seen_through", "a series that has ended has none");
  row.source = cells.required("source");
  row.verified = cells.verified();
  row.recorded_on = cells.date("recorded_on");
  return row;
}

AllocationRow allocation(Cells& cells) {
  AllocationRow row;
  row.line = cells.line();
  row.relations = relations(cells);
  row.ways = static_cast<std::uint8_t>(cells.words("ways", way_words));
  if (!cells.text("in_default").empty()) row.in_default = cells.yes("in_default");
  for (const std::size_t index : cells.sequence("order", component_words)) {
    row.order.push_back(static_cast<Component>(index));
  }
  if (row.order.empty()) cells.fail("order", "may not be empty");
  row.other =
      static_cast<AllocationOrder::Other>(cells.word("other_order", {"debtor", "consent", "none"}));
  return row;
}

SeveralDebtsRow several_debts(Cells& cells) {
  SeveralDebtsRow row;
  row.line = cells.line();
  row.relations = relations(cells);
  for (const std::size_t index : cells.sequence("order", criterion_words)) {
    row.order.push_back(static_cast<SeveralDebts::Criterion>(index));
  }
  if (row.order.empty()) cells.fail("order", "may not be empty");
  return row;
}

CapRow cap(Cells& cells) {
  using What = LawCap::What;
  CapRow row;
  row.line = cells.line();
  row.relations = relations(cells);
  if (!cells.text("claims").empty()) row.all_claims = cells.word("claims", {"credit", "all"}) == 1;
  row.what = static_cast<What>(
      cells.word("cap", {"default_interest", "long_default", "penalty_rate", "penalty_total"}));
  const bool by_regime = row.what == What::default_interest || row.what == What::long_default;
  if (by_regime) row.regime = cells.required("regime");
  if (row.what == What::long_default) {
    cells.required("after_days");
    row.after_days = cells.number("after_days", 1, 36'500).value_or(0);
  }
  if (row.what == What::penalty_rate) {
    cells.required("percent");
    row.rate_ppm = cells.percent("percent");
  }
  if (row.what == What::penalty_total) {
    if (!cells.text("percent").empty()) row.share_ppm = cells.percent("percent");
    if (!cells.text("sum").empty()) row.most = cells.money("sum", "currency");
  }
  return row;
}

FeeRow fee(Cells& cells) {
  FeeRow row;
  row.line = cells.line();
  row.relations = relations(cells);
  row.component = static_cast<Component>(cells.word("component", component_words));
  row.sum = cells.money("sum", "currency");
  if (!cells.text("converted_to").empty()) {
    row.converted_to = cells.currency("converted_to");
    cells.word("rate_day", {"before_month_of_due"});
  } else if (!cells.text("rate_day").empty()) {
    cells.fail("rate_day", "only a sum that is converted has the day of a rate");
  }
  if (!cells.text("per").empty()) row.per_maturity = cells.word("per", {"claim", "maturity"}) == 1;
  row.band = cells.band(row.due_in());
  return row;
}

TariffRow tariff(Cells& cells) {
  TariffRow row;
  row.line = cells.line();
  row.component = static_cast<Component>(cells.word("component", component_words));
  row.currency = cells.currency("currency");
  row.band = cells.band(row.currency);
  const auto amount = [&](std::string_view column) { return cells.amount(column, row.currency); };
  const auto unit = [&](std::string_view column, std::string_view round, bool needed,
                        TariffRow::Round& how) {
    const std::optional<std::int64_t> value = cells.error() ? std::nullopt : amount(column);
    if (value && *value == 0) cells.fail(column, "expected more than nothing");
    if (value || needed) how = static_cast<TariffRow::Round>(cells.word(round, round_words));
    return value.value_or(1);
  };
  row.base_unit = unit("base_unit", "base_round", false, row.base_round);
  row.fixed = amount("fixed").value_or(0);
  const bool percent = !cells.text("percent").empty();
  if (percent) row.ppm = cells.percent("percent");
  if (row.ppm < 0) cells.fail("percent", "expected at least nothing");
  row.over = amount("over").value_or(0);
  row.step = amount("step").value_or(0);
  row.step_sum = amount("step_sum").value_or(0);
  if ((row.step == 0) != (row.step_sum == 0)) {
    cells.fail("step", "a step and the sum for it go together");
  }
  row.least = amount("min");
  row.most = amount("max");
  row.unit = unit("unit", "round", percent, row.round);
  if (!cells.text("vat").empty()) row.vat_on_top = cells.word("vat", {"on_top"}) == 0;
  return row;
}

LimitationRow limitation(Cells& cells) {
  LimitationRow row;
  row.line = cells.line();
  const std::uint32_t after = cells.words("after", {"adjudicated", "acknowledged"});
  row.after_title = (after & 1U) != 0;
  row.after_acknowledgement = (after & 2U) != 0;
  if (!cells.text("revives").empty()) row.revives = cells.yes("revives");
  cells.required("years");
  row.years = cells.number("years", 1, 100).value_or(0);
  row.year_end =
      static_cast<LimitationRow::YearEnd>(cells.word("year_end", {"no", "start", "end"}));
  row.starts = cells.required("starts");
  row.absolute_years = cells.number("absolute_years", 1, 100).value_or(0);
  row.filing = static_cast<LimitationRow::Filing>(
      cells.word("filing", {"unknown", "suspends", "suspends_on_merits"}));
  row.months_after = cells.number("months_after", 1, 1200).value_or(0);
  return row;
}

ExchangeRow exchange(Cells& cells) {
  ExchangeRow row;
  row.from = cells.currency("from");
  row.to = cells.currency("to");
  const std::optional<Date> day = cells.date("day");
  if (!day) cells.fail("day", "may not be empty");
  row.day = day.value_or(Date{});
  const std::string rate = cells.required("rate");
  const Result<Decimal> read = Decimal::parse(rate);
  if (read && read->micro > 0 && read->micro <= highest_exchange_micro) {
    row.rate = *read;
  } else {
    cells.fail("rate",
               "expected units of `to` for one of `from` like 4.2567, not \"" + rate + "\"");
  }
  row.source = cells.required("source");
  row.verified = cells.verified();
  row.recorded_on = cells.date("recorded_on");
  return row;
}

HolidayRow holiday(Cells& cells) {
  HolidayRow row;
  row.purposes =
      static_cast<std::uint8_t>(cells.words("purposes", {"deadline", "bank", "contact"}));
  row.easter = cells.word("type", {"fixed", "easter"}) == 1;
  const auto need = [&](std::string_view column, std::int32_t low, std::int32_t high) {
    const std::optional<std::int32_t> value = cells.number(column, low, high);
    if (!value) cells.fail(column, "may not be empty here");
    return value.value_or(0);
  };
  if (row.easter) {
    row.offset = need("easter_offset", -80, 150);
  } else {
    row.month = need("month", 1, 12);
    row.day = need("day", 1, 31);
  }
  row.from_year = cells.number("from_year", 1900, 2200);
  row.until_year = cells.number("until_year", 1900, 2200);
  row.name = cells.required("name_en");
  row.legal_basis = cells.required("legal_basis");
  row.source = cells.required("source");
  row.verified = cells.verified();
  row.recorded_on = cells.date("recorded_on");
  return row;
}

HoldRow hold(Cells& cells) {
  HoldRow row;
  row.line = cells.line();
  row.cause = static_cast<Hold::Cause>(cells.word("cause", {"dispute", "insolvency", "death"}) + 1);
  row.kinds =
      static_cast<HoldKinds>(cells.words("kinds", {"contact", "enforcement", "interest", "fees"}));
  if (row.kinds == HoldKinds::none) cells.fail("kinds", "may not be empty");
  row.scope = static_cast<HoldScope>(cells.word("scope", {"claim", "case", "person"}));
  return row;
}

NoticeRow notice(Cells& cells) { return {cells.line(), cells.duration("period")}; }

RequirementRow requirement(Cells& cells) {
  RequirementRow row;
  row.line = cells.line();
  row.what = static_cast<RequirementRow::What>(cells.word("requires", {"obligation", "relation"}));
  return row;
}

SettingRow setting(Cells& cells) {
  SettingRow row;
  row.line = cells.line();
  using What = SettingRow::What;
  row.what = static_cast<What>(cells.word(
      "setting", {"promise_tolerance", "due_date_shift", "interest_rounding", "payment_day"}));
  switch (row.what) {
    case What::promise_tolerance: row.duration = cells.duration("value"); break;
    case What::due_date_shift: cells.word("value", {"next_business_day"}); break;
    case What::interest_rounding:
      row.rounding = static_cast<InterestTerms::Rounding>(
          cells.word("value", {"at_end", "per_event", "per_period"}));
      break;
    case What::payment_day:
      row.bears_interest = cells.word("value", {"bears_interest", "bears_none"}) == 0;
      break;
  }
  const bool terms = row.what == What::interest_rounding || row.what == What::payment_day;
  if (terms && (row.line.valid_from || row.line.valid_until)) {
    cells.fail("valid_from", "this setting holds for all days");
  }
  return row;
}

template <class Row>
Result<Unit> read_rows(Cells& cells, const text::CsvTable& table, const Words& own, bool line,
                       Row (*read)(Cells&), std::vector<Row>& into) {
  Words known = own;
  if (line) known.insert(known.begin(), line_columns.begin(), line_columns.end());
  cells.check_columns(known);
  for (const text::CsvRecord& record : table.rows) {
    if (cells.error()) break;
    cells.row(record);
    into.push_back(read(cells));
  }
  if (cells.error()) return unexpected(*cells.error());
  return Unit{};
}

}  // namespace

Result<Unit> read_law_file(std::string_view name, const std::string& shown, std::string_view text,
                           LawRows& rows) {
  const Result<text::CsvTable> table = text::read_csv_table(shown, text, {.comments = true});
  if (!table) return unexpected(table.error());
  Cells cells(shown, *table);
  const auto read = [&](const Words& own, bool line, auto reader, auto& into) {
    return read_rows(cells, *table, own, line, reader, into);
  };
  if (name == "interest.csv") {
    return read({"regime", "use", "relations", "obligation_from", "obligation_until", "series",
                 "series_name", "factor", "premium", "reference", "day_count"},
                true, &interest, rows.interest);
  }
  if (name == "rates.csv") {
    return read(
        {"series", "valid_from", "percent", "source", "confidence", "recorded_on", "seen_through"},
        false, &rate, rows.rates);
  }
  if (name == "allocation.csv") {
    return read({"relations", "ways", "in_default", "order", "other_order"}, true, &allocation,
                rows.allocation);
  }
  if (name == "several_debts.csv") {
    return read({"relations", "order"}, true, &several_debts, rows.several_debts);
  }
  if (name == "caps.csv") {
    return read(
        {"relations", "claims", "cap", "regime", "after_days", "percent", "sum", "currency"}, true,
        &cap, rows.caps);
  }
  if (name == "fees.csv") {
    return read({"relations", "component", "sum", "currency", "from_amount", "until_amount",
                 "converted_to", "rate_day", "per"},
                true, &fee, rows.fees);
  }
  if (name == "tariffs.csv") {
    return read(
        {"component", "currency", "base_unit", "base_round", "from_amount", "until_amount", "fixed",
         "percent", "over", "step", "step_sum", "min", "max", "unit", "round", "vat"},
        true, &tariff, rows.tariffs);
  }
  if (name == "limitation.csv") {
    return read({"after", "revives", "years", "year_end", "starts", "absolute_years", "filing",
                 "months_after"},
                true, &limitation, rows.limitation);
  }
  if (name == "exchange.csv") {
    return read({"from", "to", "day", "rate", "source", "confidence", "recorded_on"}, false,
                &exchange, rows.exchange);
  }
  if (name == "holidays.csv") {
    return read({"purposes", "type", "month", "day", "easter_offset", "from_year", "until_year",
                 "legal_basis", "source", "confidence", "recorded_on"},
                false, &holiday, rows.holidays);
  }
  if (name == "holds.csv") return read({"cause", "kinds", "scope"}, true, &hold, rows.holds);
  if (name == "notices.csv") return read({"period"}, true, &notice, rows.notices);
  if (name == "requirements.csv") return read({"requires"}, true, &requirement, rows.requirements);
  if (name == "settings.csv") return read({"setting", "value"}, true, &setting, rows.settings);
  return unexpected(ErrorCode::invalid,
                    shown + ": a law pack has no file of this name; see rules/law/README.md");
}

}  // namespace arrears::packs
