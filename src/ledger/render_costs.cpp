#include <arrears/ledger/costs.hpp>
#include <text/csv.hpp>
#include <text/json_write.hpp>
#include <text/utf8.hpp>

namespace arrears {

namespace {

struct Column {
  const char* name;
  Money (*sum)(const CostResult&);
};
constexpr Column columns[] = {
    {"collected", [](const CostResult& one) { return one.collected; }},
    {"costs", [](const CostResult& one) { return one.costs; }},
    {"costs_vat", [](const CostResult& one) { return one.costs_vat; }},
    {"commission", [](const CostResult& one) { return one.commission; }},
    {"commission_vat", [](const CostResult& one) { return one.commission_vat; }},
    {"result", [](const CostResult& one) { return one.result(); }}};

std::string right(const std::string& text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 1, ' ') + text;
}

std::string as_text(const std::vector<CostResult>& results, std::string_view heading) {
  constexpr std::size_t name_width = 20, count_width = 7, sum_width = 15;
  const auto left = [](std::string_view text) {
    const std::size_t wide = text::display_columns(text);
    return std::string(text) + std::string(wide < name_width ? name_width - wide : 1, ' ');
  };
  std::string out = left(heading) + right("cases", count_width);
  for (const Column& column : columns) out += right(column.name, sum_width);
  out += '\n';
  for (const CostResult& one : results) {
    out += left(one.group) + right(std::to_string(one.cases), count_width);
    for (const Column& column : columns) out += right(column.sum(one).text(), sum_width);
    out += " " + one.currency.code() + "\n";
  }
  return out;
}

std::string as_csv(const std::vector<CostResult>& results, std::string_view heading) {
  std::string out = text::csv_safe_field(heading) + ",currency,cases";
  for (const Column& column : columns) out += std::string(",") + column.name;
  out += '\n';
  for (const CostResult& one : results) {
    out += text::csv_safe_field(one.group) + "," + one.currency.code() + "," +
           std::to_string(one.cases);
    for (const Column& column : columns) out += "," + column.sum(one).text();
    out += '\n';
  }
  return out;
}

std::string as_json(const std::vector<CostResult>& results, std::string_view heading) {
  text::JsonWriter json;
  json.begin_array();
  for (const CostResult& one : results) {
    json.begin_object().member("by", heading).member("group", one.group);
    json.member("currency", one.currency.code());
    json.key("cases").natural(static_cast<std::uint64_t>(one.cases));
    for (const Column& column : columns) json.member(column.name, column.sum(one).text());
    json.end_object();
  }
  json.end_array();
  return json.take() + "\n";
}

}  // namespace

std::string render(const std::vector<CostResult>& results, std::string_view heading,
                   CalculationFormat format) {
  switch (format) {
    case CalculationFormat::csv: return as_csv(results, heading);
    case CalculationFormat::json: return as_json(results, heading);
    case CalculationFormat::text:
    case CalculationFormat::html: break;
  }
  return as_text(results, heading);
}

}  // namespace arrears
