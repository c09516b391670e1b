#include <engine/spelling.hpp>

#include <array>

namespace arrears::engine {

namespace {

bool comma(std::string_view language) {
  return language == "cs" || language == "sk" || language == "pl" || language == "de";
}

// Groups of three, separated by a space as in the rule language.
std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out.push_back(' ');
    out.push_back(digits[i]);
  }
  return out;
}

// "-11260.61" with groups and the decimal sign of the language.
std::string decimal_text(std::string_view plain, std::string_view language) {
  std::string sign;
  if (!plain.empty() && plain.front() == '-') {
    sign = "-";
    plain.remove_prefix(1);
  }
  const std::size_t point = plain.find('.');
  std::string out = sign + grouped(plain.substr(0, point));
  if (point != std::string_view::npos) {
    out.push_back(comma(language) ? ',' : '.');
    out += plain.substr(point + 1);
  }
  return out;
}

std::string currency_text(const Currency& currency, std::string_view language) {
  if (language == "cs" && currency == Currency{"CZK"}) return "Kč";
  if (language == "pl" && currency == Currency{"PLN"}) return "zł";
  return currency.code();
}

// Numbers of expressions count millionths.
std::string number_text(std::int64_t micro, std::string_view language) {
  constexpr std::int64_t one = 1'000'000;
  const bool negative = micro < 0;
  const std::uint64_t size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(micro)
                                      : static_cast<std::uint64_t>(micro);
  std::string plain = (negative ? "-" : "") + std::to_string(size / one);
  std::string fraction = std::to_string(size % one);
  fraction.insert(0, 6 - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) plain += "." + fraction;
  return decimal_text(plain, language);
}

}  // namespace

std::uint32_t list_of(const RulebookData& rules, const Expression& expression) {
  if (expression.empty()) return none_index;
  const Node& root = expression.nodes.back();
  if (root.op == Op::constant && root.kind == Kind::name) return root.a;
  if (root.op == Op::field && root.a >= core_fields) {
    const std::size_t index = root.a - core_fields;
    return index < rules.fields.size() ? rules.fields[index].list : none_index;
  }
  if (root.op == Op::event_part && root.a >= core_events) {
    const std::size_t index = root.a - core_events;
    return index < rules.events.size() && root.b < rules.events[index].parts.size()
               ? rules.events[index].parts[root.b].list
               : none_index;
  }
  if (root.op == Op::table_output && root.a < rules.tables.size() &&
      root.b < rules.tables[root.a].outputs.size()) {
    return rules.tables[root.a].outputs[root.b].list;
  }
  return none_index;
}

namespace {

std::string name_of(const std::vector<std::string>& names, std::int64_t index) {
  const bool known = index >= 0 && static_cast<std::size_t>(index) < names.size();
  return known ? names[static_cast<std::size_t>(index)] : "-";
}

std::string yes_no(bool value, std::string_view language) {
  if (language == "cs") return value ? "ano" : "ne";
  if (language == "sk") return value ? "áno" : "nie";
  if (language == "pl") return value ? "tak" : "nie";
  return value ? "yes" : "no";
}

}  // namespace

std::string money_text(const Money& sum, std::string_view language) {
  return decimal_text(sum.text(), language) + " " + currency_text(sum.currency, language);
}

std::string date_text(Date date, std::string_view language) {
  static constexpr std::array<const char*, 12> months{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::string day = std::to_string(date.day());
  const std::string year = std::to_string(date.year());
  if (language == "cs" || language == "sk") {
    return day + ". " + std::to_string(date.month()) + ". " + year;
  }
  if (language == "pl" || language == "de") {
    const std::string month = std::to_string(date.month());
    return day + "." + (month.size() < 2 ? "0" : "") + month + "." + year;
  }
  return day + " " + months[static_cast<std::size_t>(date.month() - 1)] + " " + year;
}

std::string value_text(const RulebookData& rules, const Expression& expression,
                       const Interval& value, std::string_view language) {
  if (!value.exact()) return "-";
  switch (value.kind) {
    case Kind::boolean: return yes_no(value.low != 0, language);
    case Kind::money: return money_text({value.low, value.currency}, language);
    case Kind::number: return number_text(value.low, language);
    case Kind::days:
    case Kind::business_days:
    case Kind::months: return std::to_string(value.low);
    case Kind::date:
      return date_text(Date::from_number(static_cast<std::int32_t>(value.low)), language);
    case Kind::text: return name_of(rules.pool, value.low);
    case Kind::name: {
      const std::uint32_t list = list_of(rules, expression);
      return list < rules.lists.size() ? name_of(rules.lists[list].names, value.low) : "-";
    }
    case Kind::channel:
      return value.low >= 0 && static_cast<std::size_t>(value.low) < rules.channels.size()
                 ? rules.channels[static_cast<std::size_t>(value.low)].name
                 : "-";
    case Kind::state: return "-";
  }
  return "-";
}

}  // namespace arrears::engine
