#include <fmt/format.h>

#include <array>
#include <intake/row.hpp>
#include <rulebook/data.hpp>

namespace arrears::intake {

namespace {

// Spaces of any kind between groups of digits are left out: "12 000,50", with U+00A0 and U+202F.
std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.substr(i).starts_with("\xC2\xA0")) {
      i += 1;
      continue;
    }
    if (text.substr(i).starts_with("\xE2\x80\xAF")) {
      i += 2;
      continue;
    }
    out.push_back(text[i]);
  }
  return out;
}

// Three numbers apart by one kind of sign: 1. 9. 2026, 9/1/2026, 2026-09-01.
std::optional<std::array<int, 3>> three_numbers(std::string_view text) {
  std::array<int, 3> out{};
  std::size_t part = 0, digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (++digits > 4) return std::nullopt;
      out[part] = out[part] * 10 + (c - '0');
    } else if (c == '.' || c == '/' || c == '-') {
      if (digits == 0 || part == 2) return std::nullopt;
      ++part;
      digits = 0;
    } else {
      return std::nullopt;
    }
  }
  if (part != 2 || digits == 0) return std::nullopt;
  return out;
}

bool only_digits(std::string_view text, std::size_t at_most) {
  return text.size() <= at_most && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string RowReader::text(std::string_view name) const {
  if (const auto found = layout_.at.find(name); found != layout_.at.end()) {
    if (found->second < cells_.size() && !cells_[found->second].empty()) {
      return cells_[found->second];
    }
  }
  const auto value = mapping_.values.find(std::string(name));
  return value == mapping_.values.end() ? std::string{} : value->second;
}

std::string RowReader::needed(std::string_view name) {
  std::string out = text(name);
  if (out.empty()) fail(name, fmt::format("`{}` is missing", name));
  return out;
}

Result<Date> RowReader::read_date(std::string_view text) const {
  const std::string plain = without_spaces(text);
  const auto numbers = three_numbers(plain);
  if (!numbers) {
    return unexpected(ErrorCode::invalid, fmt::format("`{}` is not a date", text));
  }
  const auto& n = *numbers;
  const bool iso = plain.size() == 10 && plain[4] == '-' && plain[7] == '-';
  if (mapping_.dates == DateOrder::iso && !iso) {
    return unexpected(ErrorCode::invalid,
                      fmt::format("`{}` is not written as 2026-09-01; for another order say so in "
                                  "the mapping (dates: day month year)",
                                  text));
  }
  if (iso) return Date::make(n[0], n[1], n[2]);
  if (mapping_.dates == DateOrder::day_month_year) return Date::make(n[2], n[1], n[0]);
  return Date::make(n[2], n[0], n[1]);
}

std::optional<Date> RowReader::date(std::string_view name) {
  const std::string cell = text(name);
  if (cell.empty()) return std::nullopt;
  const Result<Date> read = read_date(cell);
  if (read) return *read;
  fail(name, read.error().message);
  return std::nullopt;
}

Date RowReader::needed_date(std::string_view name) {
  if (needed(name).empty()) return Date{};
  return date(name).value_or(Date{});
}

Result<Money> RowReader::read_money(std::string_view text, Currency currency) const {
  std::string plain = without_spaces(text);
  if (mapping_.decimal == ',') {
    if (plain.find('.') != std::string::npos) {
      return unexpected(ErrorCode::invalid,
                        fmt::format("`{}` has a point, but the mapping says decimal: ,", text));
    }
    if (const auto comma = plain.find(','); comma != std::string::npos) plain[comma] = '.';
  } else if (plain.find(',') != std::string::npos) {
    return unexpected(ErrorCode::invalid,
                      fmt::format("`{}` has a comma, but the mapping says decimal: .", text));
  }
  return Money::parse(plain, currency);
}

Money RowReader::needed_money(std::string_view name) {
  const std::string cell = needed(name);
  const std::string code = needed("currency");
  if (cell.empty() || code.empty()) return {};
  const Result<Currency> currency = Currency::find(code);
  if (!currency) {
    fail("currency", currency.error().message);
    return {};
  }
  const Result<Money> money = read_money(cell, *currency);
  if (money) return *money;
  fail(name, money.error().message);
  return {};
}

std::optional<Money> RowReader::money(std::string_view name, Currency currency) {
  const std::string cell = text(name);
  if (cell.empty() || currency.none()) return std::nullopt;
  const Result<Money> money = read_money(cell, currency);
  if (money) return *money;
  fail(name, money.error().message);
  return std::nullopt;
}

std::vector<Instalment> RowReader::instalments(std::string_view name, Currency currency) {
  std::vector<Instalment> out;
  const std::string cell = text(name);
  for (std::size_t begin = 0; begin < cell.size() && good();) {
    const std::size_t end = std::min(cell.find(';', begin), cell.size());
    const std::string_view part = std::string_view(cell).substr(begin, end - begin);
    const std::size_t sign = part.find('=');
    begin = end + 1;
    if (sign == std::string_view::npos) {
      fail(name,
           fmt::format("`{}` is not a day and a sum, as in `2026-09-01 = 1000.00; ...`", part));
      break;
    }
    const Result<Date> due = read_date(part.substr(0, sign));
    const Result<Money> sum = read_money(part.substr(sign + 1), currency);
    if (!due) fail(name, due.error().message);
    if (due && !sum) fail(name, sum.error().message);
    if (due && sum) out.push_back({*due, *sum});
  }
  return out;
}

std::int32_t RowReader::whole(std::string_view name, std::int32_t most) {
  const std::string cell = text(name);
  if (cell.empty()) return 0;
  const bool reads = only_digits(cell, 9);
  const std::int32_t out = reads ? std::stoi(cell) : 0;
  if (!reads || out > most) {
    fail(name, fmt::format("`{}` is not a whole number from 0 to {}", cell, most));
    return 0;
  }
  return out;
}

std::int32_t RowReader::percent(std::string_view name) {
  std::string cell = text(name);
  if (cell.empty()) return 0;
  std::replace(cell.begin(), cell.end(), ',', '.');
  const Result<Rate> read = Rate::parse_percent(cell, DayCount::act_act);
  if (read && read->ppm >= 0 && read->ppm <= 1'000'000) return static_cast<std::int32_t>(read->ppm);
  fail(name, read ? "a rate lies in 0 to 100 %" : read.error().message);
  return 0;
}

std::optional<Rate> RowReader::rate(std::string_view name) {
  std::string cell = text(name);
  if (cell.empty()) return std::nullopt;
  std::replace(cell.begin(), cell.end(), ',', '.');
  const Result<Rate> read = Rate::parse_percent(cell, DayCount::act_act);
  if (read) return *read;
  fail(name, read.error().message);
  return std::nullopt;
}

std::vector<std::size_t> RowReader::words(std::string_view name,
                                          std::span<const std::string_view> known) {
  std::vector<std::size_t> out;
  const std::string cell = text(name);
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t end = std::min(cell.find(' ', at), cell.size());
    const std::string_view word = std::string_view(cell).substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end()) {
      fail(name, fmt::format("`{}` is none of {}", word, fmt::join(known, ", ")));
      return {};
    }
    out.push_back(static_cast<std::size_t>(found - known.begin()));
  }
  return out;
}

std::size_t RowReader::word(std::string_view name, std::initializer_list<const char*> words,
                            std::size_t otherwise) {
  std::string cell = text(name);
  if (cell.empty()) return otherwise;
  if (const auto table = mapping_.words.find(std::string(name)); table != mapping_.words.end()) {
    if (const auto ours = table->second.find(cell); ours != table->second.end()) {
      cell = ours->second;
    }
  }
  std::size_t index = 0;
  std::string list;
  for (const char* word : words) {
    if (cell == word) return index;
    list += list.empty() ? word : fmt::format(", {}", word);
    ++index;
  }
  fail(name, fmt::format("`{}` is none of {}; name it in the mapping (word {} {}: ...)", cell, list,
                         name, cell));
  return otherwise;
}

PaymentSymbols RowReader::symbols() {
  PaymentSymbols out{text("variable"), text("specific"), text("constant"), text("reference")};
  if (!only_digits(out.variable, 10)) fail("variable", "a variable symbol has at most 10 digits");
  if (!only_digits(out.specific, 10)) fail("specific", "a specific symbol has at most 10 digits");
  if (!only_digits(out.constant, 4)) fail("constant", "a constant symbol has at most 4 digits");
  if (out.reference.size() > 140) fail("reference", "a reference has at most 140 bytes");
  return out;
}

std::optional<Value> RowReader::read_value(std::string_view field, std::string_view text,
                                           std::uint8_t kind,
                                           const std::vector<std::string>* words) {
  const auto wrong = [&](const std::string& what) {
    fail(field, fmt::format("`{}` is not {}", text, what));
    return std::nullopt;
  };
  switch (static_cast<Kind>(kind)) {
    case Kind::boolean:
      if (text == "yes" || text == "ano" || text == "true" || text == "1") return Value{true};
      if (text == "no" || text == "ne" || text == "false" || text == "0") return Value{false};
      return wrong("yes or no");
    case Kind::money: {
      const auto currency = Currency::find(this->text("currency"));
      if (!currency) return wrong("an amount: the row has no currency");
      const auto money = read_money(text, *currency);
      return money ? std::optional<Value>{*money} : wrong("an amount");
    }
    case Kind::number: {
      std::string plain = without_spaces(text);
      if (const auto sign = plain.find(mapping_.decimal); sign != std::string::npos) {
        plain[sign] = '.';
      }
      const auto number = Decimal::parse(plain);
      return number ? std::optional<Value>{*number} : wrong("a number");
    }
    case Kind::days: {
      if (text.empty() || !only_digits(text, 6)) return wrong("a number of days");
      return Value{Days{static_cast<std::int32_t>(std::stol(std::string(text)))}};
    }
    case Kind::date: {
      const auto day = read_date(text);
      return day ? std::optional<Value>{*day} : wrong("a date");
    }
    case Kind::name:
      for (const std::string& word : *words) {
        if (word == text) return Value{Name{word}};
      }
      return wrong("a word of its list");
    default: return Value{std::string(text)};
  }
}

FieldValues RowReader::fields(const Rulebook* rulebook, std::uint8_t scope) {
  FieldValues out;
  for (const auto& [name, index] : layout_.fields) {
    if (index >= cells_.size() || cells_[index].empty()) continue;
    if (rulebook == nullptr) {
      if (scope == static_cast<std::uint8_t>(Scope::case_)) out.emplace(name, cells_[index]);
      continue;
    }
    const RulebookData& rules = rulebook->data();
    bool found = false;
    for (const FieldDecl& field : rules.fields) {
      if (field.name != name) continue;
      found = true;
      if (static_cast<std::uint8_t>(field.scope) != scope) break;
      const auto* words =
          field.list < rules.lists.size() ? &rules.lists[field.list].names : nullptr;
      const auto value =
          read_value(name, cells_[index], static_cast<std::uint8_t>(field.kind), words);
      if (value) out.emplace(name, *value);
      break;
    }
    if (!found) fail(name, fmt::format("the rulebook declares no field `{}`", name));
  }
  return out;
}

std::string RowReader::heading_of(std::string_view name) const {
  if (const auto found = layout_.at.find(name); found != layout_.at.end()) {
    return heading_[found->second];
  }
  if (const auto found = layout_.fields.find(name); found != layout_.fields.end()) {
    return heading_[found->second];
  }
  return std::string(name);
}

void RowReader::fail(std::string_view name, std::string reason) {
  if (!good()) return;
  verdict_.column = heading_of(name);
  verdict_.reason = std::move(reason);
}

PersonStated RowReader::person(PersonId id, const Rulebook* rulebook) {
  PersonStated out;
  out.person = std::move(id);
  out.details = {text("name"), text("email"), text("phone"), text("address"), text("identifier")};
  out.kind = static_cast<PersonKind>(word("kind", {"unstated", "natural", "company"}, 0));
  out.language = text("language");
  out.zone = text("zone");
  out.fields = fields(rulebook, static_cast<std::uint8_t>(Scope::person));
  return out;
}

bool says_anything(const PersonStated& person) {
  return person.details != PersonDetails{} || person.kind != PersonKind::unstated ||
         !person.language.empty() || !person.zone.empty() || !person.fields.empty();
}

}  // namespace arrears::intake
