#include <charconv>
#include <packs/law_rows.hpp>

namespace arrears::packs {

namespace {

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) out.push_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return out;
}

const std::vector<std::string_view> selector_words{"default_from", "obligation_on", "paid_on",
                                                   "filed_on",     "acted_on",      "served_on",
                                                   "contact_on",   "accrued_on"};

}  // namespace

void Cells::fail(std::string_view column, const std::string& message) {
  if (error_) return;
  const std::optional<std::size_t> at = table_->column(column);
  const bool placed = at && record_ != nullptr && *at < record_->fields.size();
  const text::CsvField* field =
      placed ? &record_->fields[*at] : (at ? &table_->header.fields[*at] : nullptr);
  const std::uint32_t line = field != nullptr ? field->line : table_->header.line;
  const std::uint32_t position = field != nullptr ? field->column : 1;
  error_ = Error{ErrorCode::invalid, file_ + ":" + std::to_string(line) + ":" +
                                         std::to_string(position) + ": " + std::string(column) +
                                         ": " + message};
}

void Cells::check_columns(const std::vector<std::string_view>& known) {
  for (const text::CsvField& field : table_->header.fields) {
    const bool name = field.text.starts_with("name_") && field.text.size() == 7;
    if (name || std::find(known.begin(), known.end(), field.text) != known.end()) continue;
    fail(field.text, "no such column here; this file has " + listed(known));
  }
  for (const std::string_view column : known) {
    if (!table_->column(column)) fail(column, "this column is missing");
  }
}

const text::CsvField* Cells::field(std::string_view column) {
  if (error_) return nullptr;
  const std::optional<std::size_t> at = table_->column(column);
  ARREARS_ASSERT(record_ != nullptr);
  return at && *at < record_->fields.size() ? &record_->fields[*at] : nullptr;
}

std::string Cells::text(std::string_view column) {
  const text::CsvField* cell = field(column);
  return cell == nullptr ? std::string{} : cell->text;
}

std::string Cells::required(std::string_view column) {
  std::string out = text(column);
  if (out.empty()) fail(column, "may not be empty");
  return out;
}

std::optional<Date> Cells::date(std::string_view column) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  const Result<Date> day = Date::parse(cell);
  if (day) return *day;
  fail(column, "expected a date like 2026-09-01, not \"" + cell + "\"");
  return std::nullopt;
}

std::optional<std::int32_t> Cells::number(std::string_view column, std::int32_t low,
                                          std::int32_t high) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  std::int32_t value = 0;
  const char* const end = cell.data() + cell.size();
  const auto [stop, failed] = std::from_chars(cell.data(), end, value);
  if (failed != std::errc{} || stop != end || value < low || value > high) {
    fail(column, "expected a whole number from " + std::to_string(low) + " to " +
                     std::to_string(high) + ", not \"" + cell + "\"");
    return std::nullopt;
  }
  return value;
}

std::int64_t Cells::percent(std::string_view column) {
  const std::string cell = required(column);
  if (error_) return 0;
  const Result<Rate> rate = Rate::parse_percent(cell, DayCount::act_act);
  if (rate && rate->ppm > -10'000'000 && rate->ppm < 100'000'000) return rate->ppm;
  fail(column, "expected a rate in per cent like 11.75, not \"" + cell + "\"");
  return 0;
}

bool Cells::yes(std::string_view column) { return word(column, {"no", "yes"}) == 1; }

bool Cells::verified() {
  const std::string cell = required("confidence");
  bool out = false;
  for (std::size_t from = 0; from <= cell.size();) {
    const std::size_t plus = std::min(cell.find('+', from), cell.size());
    const std::string_view part = std::string_view(cell).substr(from, plus - from);
    if (part == "page" || part == "repo" || part == "package") {
      out = true;
    } else if (part != "own" && part != "derived" && part != "unknown") {
      fail("confidence",
           "expected page, repo, package, own, derived, unknown or some of them "
           "joined by +, not \"" +
               cell + "\"");
      return false;
    }
    from = plus + 1;
  }
  return out;
}

Duration Cells::duration(std::string_view column) {
  const std::string cell = required(column);
  const std::vector<std::string_view> parts = split(cell);
  const std::vector<std::string_view> units{"days", "business_days", "months"};
  if (parts.size() == 2) {
    const auto unit = std::find(units.begin(), units.end(), parts[1]);
    std::int32_t count = 0;
    const char* const end = parts[0].data() + parts[0].size();
    const auto [stop, failed] = std::from_chars(parts[0].data(), end, count);
    if (unit != units.end() && failed == std::errc{} && stop == end && count >= 0 &&
        count <= 100'000) {
      return {static_cast<Duration::Unit>(unit - units.begin()), count};
    }
  }
  fail(column, "expected a number and days, business_days or months, not \"" + cell + "\"");
  return {};
}

Currency Cells::currency(std::string_view column) {
  const std::string code = required(column);
  if (error_) return {};
  const Result<Currency> known = Currency::find(code);
  if (known) return *known;
  fail(column, "expected an ISO 4217 code like CZK, not \"" + code + "\"");
  return {};
}

std::optional<std::int64_t> Cells::amount(std::string_view column, Currency currency) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  const Result<Money> money = Money::parse(cell, currency);
  if (money && money->minor >= 0) return money->minor;
  fail(column, "expected an amount of " + currency.code() + " like 5000.00, not \"" + cell + "\"");
  return std::nullopt;
}

AmountBand Cells::band(Currency currency) {
  AmountBand out;
  if (error_) return out;
  out.from = amount("from_amount", currency);
  out.until = amount("until_amount", currency);
  return out;
}

Money Cells::money(std::string_view sum, std::string_view currency_column) {
  const Currency known = currency(currency_column);
  const std::string amount = required(sum);
  if (error_) return {};
  const Result<Money> money = Money::parse(amount, known);
  if (money && money->minor > 0) return *money;
  fail(sum, "expected an amount above zero like 1200.00, not \"" + amount + "\"");
  return {};
}

std::size_t Cells::word(std::string_view column, const std::vector<std::string_view>& words) {
  const std::string cell = required(column);
  const auto at = std::find(words.begin(), words.end(), cell);
  if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  fail(column, "expected one of " + listed(words) + ", not \"" + cell + "\"");
  return 0;
}

std::vector<std::size_t> Cells::sequence(std::string_view column,
                                         const std::vector<std::string_view>& words) {
  const std::string cell = text(column);
  std::vector<std::size_t> out;
  for (const std::string_view part : split(cell)) {
    const auto at = std::find(words.begin(), words.end(), part);
    const auto index = static_cast<std::size_t>(at - words.begin());
    if (at == words.end()) {
      fail(column, "expected some of " + listed(words) + ", not \"" + std::string(part) + "\"");
      return {};
    }
    if (std::find(out.begin(), out.end(), index) != out.end()) {
      fail(column, "\"" + std::string(part) + "\" stands twice");
      return {};
    }
    out.push_back(index);
  }
  return out;
}

std::uint32_t Cells::words(std::string_view column, const std::vector<std::string_view>& words) {
  std::uint32_t out = 0;
  for (const std::size_t index : sequence(column, words)) out |= std::uint32_t{1} << index;
  return out;
}

LawLine Cells::line() {
  LawLine out;
  out.id = required("id");
  for (const text::CsvField& column : table_->header.fields) {
    if (!column.text.starts_with("name_") || column.text.size() != 7) continue;
    std::string name = text(column.text);
    if (!name.empty()) out.names[column.text.substr(5)] = std::move(name);
  }
  out.legal_basis = required("legal_basis");
  out.source = required("source");
  out.verified = verified();
  out.selector = static_cast<Selector>(word("selector", selector_words));
  out.valid_from = date("valid_from");
  out.valid_until = date("valid_until");
  out.recorded_on = date("recorded_on");
  out.assignable = yes("assignable");
  return out;
}

}  // namespace arrears::packs
