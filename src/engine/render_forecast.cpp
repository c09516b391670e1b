// Forecasts and what changes between two of them, as text, CSV and JSON.
#include <arrears/engine/forecast.hpp>
#include <text/csv.hpp>
#include <text/json_write.hpp>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <tuple>

namespace arrears {

namespace {

using What = ForecastLine::What;

// What people know it by.
template <class Line>
std::string label(const Line& line) {
  std::string out(word_for(line.what));
  std::replace(out.begin(), out.end(), '_', ' ');
  if (!line.name.empty()) out += " " + line.name;
  if (!line.who.empty()) out += " (" + line.who + ")";
  return out;
}

std::string cases_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " case" : " cases");
}

void csv_line(std::string& out, std::initializer_list<std::string_view> fields) {
  std::string_view comma;
  for (const std::string_view field : fields) {
    out.append(comma).append(text::csv_safe_field(field));
    comma = ",";
  }
  out += '\n';
}

std::string day_text(const std::optional<Date>& day) { return day ? day->text() : std::string{}; }

std::string sums_text(const Forecast& forecast) {
  struct Sum {
    std::size_t count = 0;
    std::map<std::string, Money> sums;
  };
  std::map<std::tuple<What, std::string>, Sum> groups;
  std::set<CaseId> cases;
  for (const ForecastLine& line : forecast.lines) {
    Sum& group = groups[{line.what, label(line)}];
    ++group.count;
    cases.insert(line.case_id);
    if (!line.sum) continue;
    const auto [sum, fresh] = group.sums.emplace(line.sum->currency.code(), *line.sum);
    if (!fresh) sum->second += *line.sum;
  }
  std::string out = forecast.first.text() + " to " + forecast.last.text() + ", something for " +
                    cases_text(cases.size()) + "\n";
  for (const auto& [key, group] : groups) {
    out += "  " + std::to_string(group.count) + "  " + std::get<1>(key);
    for (const auto& [currency, sum] : group.sums) out += "  " + sum.text() + " " + currency;
    out += '\n';
  }
  return out;
}

std::string as_text(const Forecast& forecast, bool lines) {
  std::string out;
  if (forecast.migrated) out += forecast.migrated->text();
  out += sums_text(forecast);
  if (lines) {
    for (const ForecastLine& line : forecast.lines) {
      out += line.day.text() + "  " + line.case_id.value + "  " + label(line);
      if (line.sum) out += "  " + line.sum->text() + " " + line.sum->currency.code();
      if (!line.why.empty()) out += "  because " + line.why;
      out += '\n';
    }
  }
  for (const std::string& one : forecast.refused) out += "refused: " + one + "\n";
  return out;
}

std::string as_csv(const Forecast& forecast) {
  std::string out = "day,case,what,name,who,amount,currency,why\n";
  for (const ForecastLine& line : forecast.lines) {
    csv_line(out, {line.day.text(), line.case_id.value, word_for(line.what), line.name, line.who,
                   line.sum ? line.sum->text() : std::string{},
                   line.sum ? line.sum->currency.code() : std::string{}, line.why});
  }
  return out;
}

std::string as_json(const Forecast& forecast) {
  text::JsonWriter json;
  json.begin_object().member("first", forecast.first.text());
  json.member("last", forecast.last.text());
  json.key("lines").begin_array();
  for (const ForecastLine& line : forecast.lines) {
    json.begin_object().member("day", line.day.text()).member("case", line.case_id.value);
    json.member("what", word_for(line.what)).member("name", line.name);
    if (!line.who.empty()) json.member("who", line.who);
    if (line.sum) {
      json.key("sum").begin_object().member("amount", line.sum->text());
      json.member("currency", line.sum->currency.code()).end_object();
    }
    if (!line.why.empty()) json.member("why", line.why);
    json.end_object();
  }
  json.end_array().key("refused").begin_array();
  for (const std::string& one : forecast.refused) json.string(one);
  json.end_array();
  if (forecast.migrated) {
    json.key("stranded").begin_array();
    for (const MigrationReport::Stranded& one : forecast.migrated->stranded) {
      json.begin_object().member("case", one.case_id.value).member("why", one.why).end_object();
    }
    json.end_array();
  }
  json.end_object();
  return json.take() + "\n";
}

// In how many cases there is one more, one less, one on another day.
struct Count {
  std::set<CaseId> more, fewer;
  std::map<std::int32_t, std::set<CaseId>> moved;  // by days
};

std::string sums_text(const std::vector<ForecastChange>& changes) {
  std::map<std::tuple<What, std::string>, Count> groups;
  std::set<CaseId> cases;
  for (const ForecastChange& change : changes) {
    Count& group = groups[{change.what, label(change)}];
    cases.insert(change.case_id);
    if (!change.before) {
      group.more.insert(change.case_id);
    } else if (!change.after) {
      group.fewer.insert(change.case_id);
    } else {
      group.moved[(*change.after - *change.before).count].insert(change.case_id);
    }
  }
  if (groups.empty()) return "nothing changes\n";
  std::string out = "something changes for " + cases_text(cases.size()) + "\n";
  for (const auto& [key, group] : groups) {
    const auto add = [&](const std::set<CaseId>& all, const std::string& how) {
      if (!all.empty()) {
        out += "  " + std::get<1>(key) + ": " + how + " in " + cases_text(all.size()) + "\n";
      }
    };
    add(group.more, "one more");
    add(group.fewer, "one fewer");
    for (const auto& [days, all] : group.moved) {
      const std::int32_t apart = days < 0 ? -days : days;
      add(all, std::to_string(apart) + (apart == 1 ? " day " : " days ") +
                   (days < 0 ? "earlier" : "later"));
    }
  }
  return out;
}

std::string as_csv(const std::vector<ForecastChange>& changes) {
  std::string out = "case,what,name,who,before,after\n";
  for (const ForecastChange& one : changes) {
    csv_line(out, {one.case_id.value, word_for(one.what), one.name, one.who, day_text(one.before),
                   day_text(one.after)});
  }
  return out;
}

std::string as_json(const std::vector<ForecastChange>& changes) {
  text::JsonWriter json;
  json.begin_array();
  for (const ForecastChange& one : changes) {
    json.begin_object().member("case", one.case_id.value).member("what", word_for(one.what));
    json.member("name", one.name);
    if (!one.who.empty()) json.member("who", one.who);
    if (one.before) json.member("before", one.before->text());
    if (one.after) json.member("after", one.after->text());
    json.end_object();
  }
  json.end_array();
  return json.take() + "\n";
}

}  // namespace

std::string_view word_for(ForecastLine::What what) {
  switch (what) {
    case What::sent: return "sent";
    case What::not_sent: return "not_sent";
    case What::task: return "task";
    case What::question: return "question";
    case What::state: return "state";
    case What::closed: return "closed";
    case What::fee: return "fee";
    case What::write_off: return "write_off";
    case What::hand_over: return "hand_over";
    case What::instalments: return "instalments";
    case What::set_aside: return "set_aside";
  }
  return {};
}

std::string render(const Forecast& forecast, CalculationFormat format, bool lines) {
  switch (format) {
    case CalculationFormat::csv: return as_csv(forecast);
    case CalculationFormat::json: return as_json(forecast);
    case CalculationFormat::text:
    case CalculationFormat::html: break;
  }
  return as_text(forecast, lines);
}

std::string render(const std::vector<ForecastChange>& changes, CalculationFormat format,
                   bool lines) {
  switch (format) {
    case CalculationFormat::csv: return as_csv(changes);
    case CalculationFormat::json: return as_json(changes);
    case CalculationFormat::text:
    case CalculationFormat::html: break;
  }
  std::string out = sums_text(changes);
  if (!lines) return out;
  for (const ForecastChange& one : changes) {
    const std::string before = one.before ? "on " + one.before->text() : "not at all";
    const std::string after = one.after ? "on " + one.after->text() : "not at all";
    out += one.case_id.value + "  " + label(one) + ": " + before + ", then " + after + "\n";
  }
  return out;
}

}  // namespace arrears
