// Mapping files: lines "name: value", `#` for comments.
#include <fmt/format.h>
#include <arrears/intake/import.hpp>

#include <text/utf8.hpp>

namespace arrears {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

unexpected mistake(std::size_t line, std::string_view what) {
  return unexpected(ErrorCode::invalid, fmt::format("mapping, line {}: {}", line, what));
}

// "column principal", "value currency", "field region", "word relation B2B".
struct Left {
  std::string_view verb, name, theirs;
};

Left split(std::string_view left) {
  Left out;
  const auto space = left.find(' ');
  out.verb = left.substr(0, space);
  if (space == std::string_view::npos) return out;
  out.name = trimmed(left.substr(space));
  const auto second = out.name.find(' ');
  if (out.verb == "word" && second != std::string_view::npos) {
    out.theirs = trimmed(out.name.substr(second));
    out.name = out.name.substr(0, second);
  }
  return out;
}

Result<Unit> set_spelling(Mapping& mapping, std::string_view name, std::string_view value,
                          std::size_t line) {
  if (name == "delimiter") {
    if (value == "tab") value = "\t";
    if (value.size() != 1 || std::string_view(",;\t|").find(value) == std::string_view::npos) {
      return mistake(line, "a delimiter is one of , ; | tab");
    }
    mapping.delimiter = value[0];
  } else if (name == "encoding") {
    if (!text::find_encoding(value)) {
      return mistake(line,
                     "an encoding is one of utf-8, cp1250, iso-8859-2, cp1252, iso-8859-1, "
                     "utf-16le, utf-16be");
    }
    mapping.encoding = value;
  } else if (name == "dates") {
    if (value == "iso")
      mapping.dates = DateOrder::iso;
    else if (value == "day month year")
      mapping.dates = DateOrder::day_month_year;
    else if (value == "month day year")
      mapping.dates = DateOrder::month_day_year;
    else
      return mistake(line, "dates are one of: iso, day month year, month day year");
  } else if (name == "decimal") {
    if (value != "." && value != ",") return mistake(line, "a decimal sign is . or ,");
    mapping.decimal = value[0];
  } else if (name == "group") {
    if (value == "claim")
      mapping.grouping = Grouping::by_claim;
    else if (value == "contract")
      mapping.grouping = Grouping::by_contract;
    else if (value == "debtor")
      mapping.grouping = Grouping::by_debtor;
    else
      return mistake(line, "group is one of: claim, contract, debtor");
  } else {
    return mistake(line, fmt::format("`{}` is not known; expected delimiter, encoding, dates, "
                                     "decimal, group, column NAME, value NAME, field NAME or "
                                     "word NAME THEIRS",
                                     name));
  }
  return Unit{};
}

Result<Unit> read_line(Mapping& mapping, std::string_view text, std::size_t line) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return mistake(line, "expected `name: value`");
  const Left left = split(trimmed(text.substr(0, colon)));
  const std::string value{trimmed(text.substr(colon + 1))};
  if (value.empty()) return mistake(line, "a value is missing after the colon");
  const std::string name{left.name};
  if (left.name.empty()) return set_spelling(mapping, left.verb, value, line);
  bool fresh = true;
  if (left.verb == "column")
    fresh = mapping.columns.emplace(name, value).second;
  else if (left.verb == "value")
    fresh = mapping.values.emplace(name, value).second;
  else if (left.verb == "field")
    fresh = mapping.fields.emplace(name, value).second;
  else if (left.verb == "word") {
    if (left.theirs.empty()) return mistake(line, "expected `word NAME THEIRS: OURS`");
    fresh = mapping.words[name].emplace(std::string(left.theirs), value).second;
  } else {
    return set_spelling(mapping, fmt::format("{} {}", left.verb, name), value, line);
  }
  if (!fresh) return mistake(line, fmt::format("`{}` is given twice", name));
  return Unit{};
}

}  // namespace

Result<Mapping> Mapping::parse(std::string_view text) {
  Mapping out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t line = 0;
  while (!text.empty()) {
    ++line;
    const auto end = text.find('\n');
    const std::string_view one = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (one.empty() || one.front() == '#') continue;
    if (const auto read = read_line(out, one, line); !read) return unexpected(read.error());
  }
  return out;
}

}  // namespace arrears
